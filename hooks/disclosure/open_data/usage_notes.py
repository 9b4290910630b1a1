"""How to read and cite the data: for each workbook, the data package and the data page."""

from __future__ import annotations

from datetime import timedelta, timezone

from disclosure.ledger.records import Disclosure

from .provenance import Origin

UsageNote = tuple[str, str]
"""(heading, text)"""
READING_NOTES = (
    (
        "原文和数值",
        "“原文”（printed）一字不改；“数值”（value）换算成了基本单位，不带“近”“超”“约”。请连同“限定词”（qualifier）一起用。",
    ),
    (
        "上限和下限",
        "“近6亿元”只说明不超过6亿元：上限（max）是6亿，下限（min）空着。“超”相反。“约”上下都没有说。“34.67万”按四舍五入留半个末位。",
    ),
    (
        "空格",
        "报告留空的格子，原文、数值、限定词都空着；报告印“—”的，限定词是“—”（none），没有数值。两样都不是 0。",
    ),
    (
        "撤回",
        "“撤回日”（withdrawn）有日子的，登载以后撤回了，没有数；原来登载什么、为什么撤回，见“注意”（remark）。",
    ),
    (
        "累计数",
        "“累计自”（since）有内容的，从那时一直累计到期末，不是这一年的数，不能与别的年份相加、相减。",
    ),
    (
        "核对",
        "“核对”（check）是不一致（fails）的，报告自己算不拢，“注意”（remark）写出算式：照登，不要拿它计算。",
    ),
    ("统计表", "表里“单位：万元”的，数值已经换算成元。"),
    ("本站计算", "图的文件里，“本站计算”（computed）有算式的，是本站算的数，没有原文。"),
)


def usage_notes(disclosure: Disclosure, origin: Origin, holds: str) -> list[UsageNote]:
    lines = [
        ("内容", f"{disclosure.agency.name}政府信息公开工作年度报告：{holds}"),
        *(
            ("出处", f"{year.file.report.title}（{year.file.report.published_at}）")
            for year in disclosure.years.values()
        ),
        *READING_NOTES,
        ("引用", citation(disclosure, origin)),
        ("再利用", licence_text(disclosure)),
        ("版本", origin.version),
        ("网址", f"{origin.site_url}data/" if origin.site_url else ""),
    ]
    return [(heading, text) for heading, text in lines if text]


def citation(disclosure: Disclosure, origin: Origin) -> str:
    """As GB/T 7714—2015 has it for data that is online, with words where the reader's own day belongs."""
    made = f"({origin.at.astimezone(CHINA):%Y-%m-%d})" if origin.at else ""
    edition = f"版本 {origin.version} " if origin.version else ""
    address = f"{origin.site_url}data/" if origin.site_url else "（数据页的网址）"
    name, what = disclosure.agency.name, dataset_title(disclosure)
    return f"{name}. {what}[DS/OL]. {edition}{made}[引用日期]. {address}."


CHINA = timezone(timedelta(hours=8))
"""Days are days in China."""


def dataset_title(disclosure: Disclosure) -> str:
    """`政府信息公开工作年度报告数据，2021—2023年`"""
    first, last = min(disclosure.years), max(disclosure.years)
    years = f"{first}年" if first == last else f"{first}—{last}年"
    return f"政府信息公开工作年度报告数据，{years}"


def licence_text(disclosure: Disclosure) -> str:
    agency = disclosure.agency
    if not agency.licence:
        return "机关还没有说明数据的再利用条件。"
    return f"{agency.licence}（{agency.licence_url}）" if agency.licence_url else agency.licence
