"""Numbers of the national registers that a site states: record numbers of its host name, and social credit codes."""

from __future__ import annotations

import re


def as_icp_number(text: str) -> str:
    """Record number of a website at the Ministry of Industry, `沪ICP备12345678号-1`. Raises ValueError."""
    if not ICP.fullmatch(text):
        raise ValueError(
            f"“{text}”不是 ICP 备案号：应当是省份的简称、“ICP备”、八位或十位数字、“号”，"
            "如 沪ICP备12345678号-1；字母、数字和短横都用半角"
        )
    return text


def as_police_number(text: str) -> str:
    """Record number at the Ministry of Public Security, `沪公网安备 31010102000000号`. Raises ValueError.

    Numbers given out since about 2015 have fourteen digits; older ones that sites still show have ten to thirteen.
    """
    found = POLICE.fullmatch(text)
    if not found:
        raise ValueError(
            f"“{text}”不是公安备案号：应当是省份的简称、“公网安备”、十四位数字（早年的十到十三位）、“号”，"
            "如 沪公网安备 31010102000000号；数字用半角"
        )
    if str(PROVINCES[found["province"]]) != found["digits"][:2]:
        raise ValueError(
            f"“{text}”不是公安备案号：“{found['province']}”的数字以"
            f" {PROVINCES[found['province']]} 开头，请核对简称和数字"
        )
    return f"{found['province']}公网安备 {found['digits']}号"


def as_credit_code(text: str) -> str:
    """Unified social credit code of 18 characters with its check character (GB 32100-2015). Raises ValueError."""
    if not CREDIT_CODE.fullmatch(text):
        raise ValueError(
            f"“{text}”不是统一社会信用代码：应当是十八位半角数字和大写字母，没有 I、O、S、V、Z，"
            "第三到八位是数字"
        )
    if check_character(text[:17]) != text[17]:
        raise ValueError(f"统一社会信用代码“{text}”的最后一位与前面对不上，请照证书核对每一位")
    return text


def check_character(body: str) -> str:
    """The 18th character for the first 17: weights are powers of 3 modulo 31 (GB 32100-2015, 5.2)."""
    total = sum(ALPHABET.index(one) * pow(3, at, 31) for at, one in enumerate(body))
    return ALPHABET[-total % 31]


PROVINCES = {
    name: digits
    for region, names in {
        1: "京津冀晋蒙",
        2: "辽吉黑",
        3: "沪苏浙皖闽赣鲁",
        4: "豫鄂湘粤桂琼",
        6: "陕甘青宁新",
    }.items()
    for digits, name in enumerate(names, region * 10 + 1)
} | {"渝": 50, "川": 51, "贵": 52, "云": 53, "藏": 54, "蜀": 51, "黔": 52, "滇": 53, "陇": 62}
"""Short name of a province → its two digits in GB/T 2260. The registers use either short name of a province that has
two: 蜀ICP备, 陇ICP备 and 川公网安备, 甘公网安备 are the usual ones."""
ICP = re.compile(rf"[{''.join(PROVINCES)}]ICP备(?:[0-9]{{8}}|[0-9]{{10}})号(?:-[1-9][0-9]*)?")
POLICE = re.compile(
    rf"(?P<province>[{''.join(PROVINCES)}])公网安备 ?(?P<digits>[0-9]{{10,14}}) ?号"
)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Characters of a credit code in the order of their values, 0 to 30 (GB 32100-2015, table 2)."""
CREDIT_CODE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
