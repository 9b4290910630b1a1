"""What an editor should know of a report that was read: conflicts, gaps, failing sums, missing sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.datafiles.forms import table_name
from disclosure.ledger.load import LoadedData
from disclosure.ledger.tieouts import Result
from disclosure.problems.problem import Place, Problems

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
        problems.add("D603", place_at(spot, report), **facts)
    elsewhere = tables_elsewhere(report)
    if elsewhere:
        what = "一个数也没有读到"
        why = f"报告里有{report.document.linked.words}，表可能在那里"
        tables = f"表{'、'.join(elsewhere)}："
        problems.add("D603", Place(report.document.name), table=tables, what=what, why=why)
    for table, read in report.tables.items():
        for gap in () if table in elsewhere else read.gaps:
            problems.add("D603", place_of(gap.spot, report), **facts_of(table, gap))
        for gap in read.doubts:
            problems.add("D604", place_of(gap.spot, report), **facts_of(table, gap))


def tables_elsewhere(report: ParsedReport) -> list[str]:
    """The tables of which nothing was read, where the report only shows pictures or links to files."""
    if not report.document.linked.words:
        return []
    return [table for table, read in report.tables.items() if not read.cells]


def facts_of(table: str, gap: Gap) -> dict[str, Any]:
    return {"table": f"表{table}：", "what": gap.what, "why": gap.why + page(gap.spot)}


def resolve_year(report: ParsedReport, asked: int | None, problems: Problems) -> int | None:
    stated = report.identity.years
    years = list(dict.fromkeys(one.value for one in stated))
    if len(years) > 1:
        what = (
            f"报告里的年份不一样：{'、'.join(f'{one.value}（{one.spot.words}）' for one in stated)}"
        )
        problems.add("D602", place_at(stated[-1].spot, report), what=what)
    if asked and years and str(asked) not in years:
        what = f"要读的是 {asked} 年，报告写的是 {'、'.join(years)} 年"
        problems.add("D602", place_at(stated[0].spot, report), what=what)
    if not asked and not years:
        what = "报告里没有找到年份，没有写草稿"
        problems.add("D610", Place(report.document.name), what=what, hint="请用 --year 写明年份")
    return asked or (int(years[0]) if years else None)


def resolve_agency(
    report: ParsedReport, loaded: LoadedData, asked: str | None, problems: Problems
) -> str:
    """The report's own name for it, else the editor's word; reports a data folder of another agency."""
    stated = report.identity.agency
    ours = asked or own_name(loaded)
    if stated is None and not asked:
        place = Place(report.document.name)
        problems.add("D602", place, what=UNKNOWN, hint="请用 --agency 写明是哪个单位的报告")
    elif stated and ours and not is_same(stated.value, ours):
        whose = "写明的" if asked else "数据文件夹的"
        what = f"报告是“{stated.value}”的，{whose}单位是“{ours}”"
        problems.add("D602", place_at(stated.spot, report), what=what)
    elif stated and ours and not asked and not is_surely(stated.value, ours):
        what = f"报告只写了“{stated.value}”，没有写是哪里的，没有当作“{ours}”的报告"
        hint = "请核对；是的话用 --agency 写明"
        problems.add("D602", place_at(stated.spot, report), what=what, hint=hint)
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
            place = Place(report.document.name)
            problems.add("D606", place, what=f"没有找到“{key}、{title}”一节")
    for slip in report.slips:
        problems.add(
            "D606", place_at(slip.spot, report), what=slip.what, hint="请对照报告核对章节号"
        )
    empty = (
        report.found
        - report.tables.keys()
        - {key for key in report.found if has_content(key, report)}
    )
    for section in report.narrative:
        if section.key in empty:
            what = f"“{section.key}、{section.title}”一节是空的"
            problems.add("D606", place_at(section.spot, report), what=what)


def has_content(key: str, report: ParsedReport) -> bool:
    """Whether a section has a part, or says anything beside its heading."""
    return any(
        one.key != key or has_text(one) for one in report.narrative if one.key.startswith(key)
    )


def report_sum_problems(
    failing: Iterable[Result],
    report: ParsedReport,
    said_at: Mapping[str, Mention],
    problems: Problems,
) -> None:
    """`said_at` are the indicators with their places in the narrative."""
    for result in failing:
        spot = next(spots(result, report, said_at), None)
        place, where = place_of(spot, report), page(spot)
        problems.add("D605", place, label=result.label, arithmetic=result.arithmetic + where)


def spots(result: Result, report: ParsedReport, said_at: Mapping[str, Mention]) -> Iterator[Spot]:
    """Where the report prints the terms of a sum, the total first."""
    for term in (*result.equals, *result.sum):
        if term.id in said_at:
            mention = said_at[term.id]
            yield mention.section.spot_at(mention.number.start)[0]
        read = report.tables.get(table_name(term.id))
        if read and term.id in read.cells:
            yield read.cells[term.id].spot


def place_of(spot: Spot | None, report: ParsedReport) -> Place:
    return place_at(spot, report) if spot else Place(report.document.name)


def place_at(spot: Spot, report: ParsedReport, column: int = 1) -> Place:
    """A place in the report: of a PDF the line is that of its page, which the message names."""
    return Place(report.document.name, spot.line, column, report.lines.get(spot, ""))


def location_text(spot: Spot, report: ParsedReport) -> str:
    """`报告第3页第12行`; of a document, where nobody can count paragraphs, the report alone."""
    return "报告" if report.document.kind in ("docx", "odt", "rtf") else f"报告{spot.words}"


def page(spot: Spot | None) -> str:
    return f"（第{spot.page}页）" if spot and spot.page else ""


UNKNOWN = "没有认出是哪个单位的报告；数据文件夹的指标、网站和别的年份都没有用上"
