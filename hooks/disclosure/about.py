"""What somebody who was handed a data file must know: said in each workbook, in the package and on the data page."""

from __future__ import annotations

from .origin import Origin
from .records import Disclosure

Line = tuple[str, str]
"""(heading, text)"""
READING = (
    (
        "原文和数值",
        "printed 是报告印的原文，一字不改；value 是换算成基本单位的数，不带“近”“超”“约”。请连同 qualifier 一起用。",
    ),
    (
        "限定词",
        "“近6亿元”只说明不超过6亿元：max 是6亿，min 空着。“超”相反。“约”上下都没有说。“34.67万”按四舍五入留半个末位。",
    ),
    (
        "空格",
        "报告留空的格子，printed、value、qualifier 都空着；报告印“—”的，qualifier 是 none，没有 value。两样都不是 0。",
    ),
    ("累计数", "since 有内容的是累计数，包含以前各年，不能各年相加。"),
)


def about(disclosure: Disclosure, origin: Origin, holds: str) -> list[Line]:
    lines = [
        ("内容", f"{disclosure.agency.name}政府信息公开工作年度报告：{holds}"),
        *(
            ("出处", f"{year.file.report.title}（{year.file.report.published_at}）")
            for year in disclosure.years.values()
        ),
        *READING,
        ("引用", citation(disclosure, origin)),
        ("再利用", licence(disclosure)),
        ("版本", origin.version),
        ("网址", f"{origin.site_url}data/" if origin.site_url else ""),
    ]
    return [(heading, text) for heading, text in lines if text]


def citation(disclosure: Disclosure, origin: Origin) -> str:
    """As GB/T 7714—2015 has it for data that is online; the reader adds the day of the visit."""
    made = f"{origin.at:%Y-%m-%d}" if origin.at else ""
    edition = " ".join(filter(None, (f"版本 {origin.version}" if origin.version else "", made)))
    parts = (
        disclosure.agency.name,
        f"{title(disclosure)}[DS/OL]",
        edition,
        f"{origin.site_url}data/" if origin.site_url else "",
    )
    return ". ".join(filter(None, parts)) + "."


def title(disclosure: Disclosure) -> str:
    """`政府信息公开工作年度报告数据，2021—2023年`"""
    first, last = min(disclosure.years), max(disclosure.years)
    years = f"{first}年" if first == last else f"{first}—{last}年"
    return f"政府信息公开工作年度报告数据，{years}"


def licence(disclosure: Disclosure) -> str:
    agency = disclosure.agency
    if not agency.licence:
        return "机关还没有说明数据的再利用条件；数字是政府公开的事实。"
    return f"{agency.licence}（{agency.licence_url}）" if agency.licence_url else agency.licence
