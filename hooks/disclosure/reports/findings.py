"""What an editor should know of a report that was read: conflicts, gaps, failing sums, missing sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.ledger.load import LoadedData
from disclosure.ledger.tieouts import Result
from disclosure.problems.problem import Problems

from .narrative.agency_names import is_same, is_surely
from .narrative.mentions import Mention
from .narrative.sections import has_text
from .readers.blocks import Spot
from .report import ParsedReport
from .tables.cells import Gap


@dataclass(frozen=True)
class ResolvedIdentity:
    """What a report is taken to be."""

    year: int | None
    agency: str
    ours: bool
    """Whether the data folder is this agency's, and with it the indicators, the other years and the website."""


def resolve_identity(
    report: ParsedReport,
    loaded: LoadedData,
    year: int | None,
    agency: str | None,
    problems: Problems,
) -> ResolvedIdentity:
    """Settle on a year and an agency, and tell what was not read."""
    resolved = ResolvedIdentity(
        year=resolve_year(report, year, problems),
        agency=resolve_agency(report, loaded, agency, problems),
        ours=is_ours(report, loaded, agency),
    )
    report_gaps(report, problems)
    return resolved


def report_gaps(report: ParsedReport, problems: Problems) -> None:
    for spot in report.picture_pages:
        facts = {"table": "", "what": f"第{spot.page}页只有图片", "why": "里面的字读不到"}
        problems.add("D603", report.place(spot), **facts)
    if elsewhere := tables_elsewhere(report):
        why = f"报告里有{report.document.linked.words}，表可能在那里"
        facts = {"table": f"表{'、'.join(elsewhere)}：", "what": "一个数也没有读到", "why": why}
        problems.add("D603", report.place(None), **facts)
    for table, read in report.tables.items():
        for gap in () if table in elsewhere else read.gaps:
            problems.add("D603", report.place(gap.spot), **facts_of(table, gap))
        for gap in read.doubts:
            problems.add("D604", report.place(gap.spot), **facts_of(table, gap))


def tables_elsewhere(report: ParsedReport) -> list[str]:
    """The tables of which nothing was read, where the report only shows pictures or links to files."""
    if not report.document.linked.words:
        return []
    return [table for table, read in report.tables.items() if not read.cells]


def facts_of(table: str, gap: Gap) -> dict[str, Any]:
    page = gap.spot.on_page if gap.spot else ""
    return {"table": f"表{table}：", "what": gap.what, "why": gap.why + page}


def resolve_year(report: ParsedReport, asked: int | None, problems: Problems) -> int | None:
    stated = report.identity.years
    years = list(dict.fromkeys(one.value for one in stated))
    if len(years) > 1:
        each = "、".join(f"{one.value}（{one.spot.words}）" for one in stated)
        problems.add("D602", report.place(stated[-1].spot), what=f"报告里的年份不一样：{each}")
    if asked and years and str(asked) not in years:
        what = f"要读的是 {asked} 年，报告写的是 {'、'.join(years)} 年"
        problems.add("D602", report.place(stated[0].spot), what=what)
    if not asked and not years:
        what = "报告里没有找到年份，没有写草稿"
        problems.add("D610", report.place(None), what=what, hint="请用 --year 写明年份")
    return asked or (int(years[0]) if years else None)


def resolve_agency(
    report: ParsedReport, loaded: LoadedData, asked: str | None, problems: Problems
) -> str:
    """The report's own name for it, else the editor's word; reports a data folder of another agency."""
    stated = report.identity.agency
    ours = asked or own_name(loaded)
    if stated is None and not asked:
        hint = "请用 --agency 写明是哪个单位的报告"
        problems.add("D602", report.place(None), what=UNKNOWN, hint=hint)
    elif stated and ours and not is_same(stated.value, ours):
        whose = "写明的" if asked else "数据文件夹的"
        what = f"报告是“{stated.value}”的，{whose}单位是“{ours}”"
        problems.add("D602", report.place(stated.spot), what=what)
    elif stated and ours and not asked and not is_surely(stated.value, ours):
        what = f"报告只写了“{stated.value}”，没有写是哪里的，没有当作“{ours}”的报告"
        hint = "请核对；是的话用 --agency 写明"
        problems.add("D602", report.place(stated.spot), what=what, hint=hint)
    return stated.value if stated else asked or ""


def is_ours(report: ParsedReport, loaded: LoadedData, asked: str | None) -> bool:
    """Only by the report's own word or the editor's."""
    stated = report.identity.agency
    if asked and (stated is None or is_same(stated.value, asked)):
        return True
    return stated is not None and is_surely(stated.value, own_name(loaded))


def own_name(loaded: LoadedData) -> str:
    return loaded.files.agency.record.name if loaded.files.agency else ""


def report_section_problems(report: ParsedReport, problems: Problems) -> None:
    for key, title in report.titles.items():
        if key not in report.found:
            problems.add("D606", report.place(None), what=f"没有找到“{key}、{title}”一节")
    for slip in report.slips:
        problems.add("D606", report.place(slip.spot), what=slip.what, hint="请对照报告核对章节号")
    for section in report.narrative:
        key = section.key
        if key in report.found - report.tables.keys() and not has_content(key, report):
            what = f"“{section.key}、{section.title}”一节是空的"
            problems.add("D606", report.place(section.spot), what=what)


def has_content(key: str, report: ParsedReport) -> bool:
    """Whether a section has a part, or says anything beside its heading."""
    within = (one for one in report.narrative if one.key.startswith(key))
    return any(one.key != key or has_text(one) for one in within)


def report_sum_problems(
    failing: Iterable[Result],
    report: ParsedReport,
    said_at: Mapping[str, Mention],
    problems: Problems,
) -> None:
    """`said_at` are the indicators with their places in the narrative."""
    for result in failing:
        spot = next(spots(result, report, said_at), None)
        arithmetic = result.arithmetic + (spot.on_page if spot else "")
        problems.add("D605", report.place(spot), label=result.label, arithmetic=arithmetic)


def spots(result: Result, report: ParsedReport, said_at: Mapping[str, Mention]) -> Iterator[Spot]:
    """Where the report prints the terms of a sum, the total first."""
    for term in (*result.equals, *result.sum):
        if term.id in said_at:
            yield said_at[term.id].spot
        if term.id in report.values:
            yield report.values[term.id].spot


UNKNOWN = "没有认出是哪个单位的报告；数据文件夹的指标、网站和别的年份都没有用上"
