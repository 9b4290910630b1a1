"""What was read of a report → the text of a draft year file, and comments for all that an editor has to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure.datafiles.forms import ReportTables, columns_of
from disclosure.datafiles.yaml_source import CONTROL
from disclosure.open_data.blank_year import in_yaml, one_line, scalar

from .narrative.indicator_matching import Certainty, Match
from .narrative.mentions import Mention
from .narrative.numbers import Kind
from .report import ParsedReport
from .tables.cells import Gap


@dataclass(frozen=True)
class Draft:
    """All that a draft is written from."""

    report: ParsedReport
    year: int
    title: str
    published_at: str
    covers: str
    form: str
    tables_of: Mapping[str, str]
    """Statutory table → the form it is of, where that is not `form`."""
    tables: ReportTables
    matches: Sequence[Match]
    others: Sequence[Mention]
    """The numbers that are no figures."""
    printed_so: Mapping[str, str]
    """Tie-out → what the report prints, where it fails."""
    labels: Mapping[str, str]
    """Indicator → its label."""

    @property
    def rows(self) -> dict[str, list[str]]:
        """Statutory table → its rows, as the layout wants them."""
        return {table: list(columns_of(grids)) for table, grids in self.tables.grids.items()}


def draft_to_yaml(draft: Draft) -> str:
    """The file's text, not yet in the project's layout."""
    lines = [
        line.format(year=draft.year, name=clean_line(Path(draft.report.document.name).name))
        for line in HEAD
    ]
    lines += [f"year: {draft.year}", "", "report:", *report(draft), "", "outline:", *outline(draft)]
    lines += ["", *figures(draft), "", *tables(draft), *footnotes(draft), *misprints(draft), ""]
    return "\n".join(lines)


def report(draft: Draft) -> Iterator[str]:
    yield f"  title: {value(draft.title)}"
    published = value(draft.published_at) if draft.published_at else " # 待填：登在哪个网站"
    yield f"  published_at: {published}"
    yield f"  covers: {draft.covers}"
    yield f"  form: {value(draft.form)}"
    if draft.tables_of:
        yield f"  tables_of: {in_yaml(dict(draft.tables_of), flow=True)}"
    if draft.report.identity.basis:
        yield f"  basis: {in_yaml([clean_line(law) for law in draft.report.identity.basis], flow=True)}"


def outline(draft: Draft) -> Iterator[str]:
    yield "  # 标题是报告的原话，请改成本站的话"
    titles = {one.key: one.title for one in draft.report.narrative if one.key}
    for key in [*titles, *(key for key in draft.report.titles if key not in titles)]:
        missing = "" if key in titles or key in draft.report.found else "  # 报告里没有找到这一节"
        title = titles.get(key) or draft.report.titles.get(key) or key
        yield f"  {scalar(key)}: {value(title)}{missing}"


def figures(draft: Draft) -> Iterator[str]:
    """Filled in where the match is sure; proposals and unknown ones as comments under their section."""
    parts = {one.key: list(of_section(one.key, draft)) for one in draft.report.narrative}
    live = {key for key, part in parts.items() if any(is_data for is_data, _ in part)}
    yield (
        "figures:" if live else "# figures:  # 没有能直接填入的数；用下面的，这一行开头的“# ”也去掉"
    )
    for key, part in parts.items():
        if key in live:
            yield f"  {scalar(key)}:"
            yield from (
                f"    {text}" if is_data else comment(f"    # {text}") for is_data, text in part
            )
        elif part:
            # An empty name would be a fault. Without “# ” before them, these lines are in their place.
            yield f"  # {scalar(key)}:" if key else "  # 报告开头"
            yield from (comment(f"  #   {text}") for _, text in part)


def of_section(key: str, draft: Draft) -> Iterator[tuple[bool, str]]:
    """(whether it is data, the line) of one section."""
    matches = [one for one in draft.matches if one.mention.section.key == key]
    for match in (one for one in matches if one.certainty is Certainty.MATCHED):
        yield True, f"{match.indicator}: {printed(match)}"
    for match in (one for one in matches if one.certainty is not Certainty.MATCHED):
        yield False, undecided(match, draft)
    others = [one for one in draft.others if one.section.key == key]
    if counted := [one for one in others if one.number.kind is Kind.NUMERAL]:
        yield False, f"中文数字，没有填：{'、'.join(one.context for one in counted)}"
    if rest := [one for one in others if one.number.kind is not Kind.NUMERAL]:
        yield False, f"日期、文号等，不是数：{'、'.join(suggestion(one) for one in rest)}"


def undecided(match: Match, draft: Draft) -> str:
    """A proposal, with the indicator that may be meant instead; or a number that nobody knows."""
    there = f"……{match.mention.context}……"
    if not match.indicator:
        note = f"（{match.note}）" if match.note else ""
        return f"未收录：{match.mention.number.printed}{note}  {there}"
    label = draft.labels[match.indicator]
    rival = f"，也可能是 {match.rival}" if match.rival else ""
    return f"{match.indicator}: {printed(match)}  # 拟：{label}{rival}：{there}"


def printed(match: Match) -> str:
    number = match.mention.number
    scope = {"period": number.period, "since": match.since}
    given = {name: clean_line(text) for name, text in scope.items() if text}
    text = clean_line(number.printed)
    return in_yaml({"printed": text, **given}, flow=True) if given else value(text)


def suggestion(mention: Mention) -> str:
    """Short ones with the words beside them, which a bare `5` would not be known by."""
    number = mention.number
    known = number.kind in (Kind.DATE, Kind.DOCUMENT, Kind.LAW)
    return number.printed if known or len(number.printed) >= TELLING else mention.context


def tables(draft: Draft) -> Iterator[str]:
    yield "tables:"
    for table, grids in draft.tables.grids.items():
        read = draft.report.tables[table]
        labels = {row: label for grid in grids for row, label in grid.lines}
        gaps = {gap.row: gap for gap in read.gaps if gap.row}
        yield f"  {scalar(table)}:"
        yield from (
            comment(f"    # 没有读进来：{gap.what}，{gap.why}") for gap in read.gaps if not gap.row
        )
        yield from (comment(f"    # 请核对：{gap.what}，{gap.why}") for gap in read.doubts)
        yield from (comment(f"    # 表外的话：{text}") for text in beside(table, draft))
        for row, columns in columns_of(grids).items():
            cells = [read.cells.get(f"{table}.{row}.{column}") for column, _ in columns]
            if None in cells:
                yield comment(f"    {row}: []  # 待填：{labels[row]}；{why(gaps.get(row))}")
            else:
                yield f"    {row}: [{', '.join(value(cell.text) if cell and cell.text else '~' for cell in cells)}]"


def beside(table: str, draft: Draft) -> Iterator[str]:
    """Notes and sentences that stand in the table's section."""
    for section in draft.report.narrative:
        if section.key == table:
            yield from (line.text for line in section.lines[1:] if line.text.strip())


def why(gap: Gap | None) -> str:
    return gap.why if gap else "没有读出"


def footnotes(draft: Draft) -> Iterator[str]:
    """Words that stood in a cell beside its number."""
    found: dict[str, list[str]] = {}
    for table, read in draft.report.tables.items():
        for name, cell in read.cells.items():
            if cell.note and name in draft.tables.cells:
                label = draft.tables.cells[name][0].replace("／", " ")
                found.setdefault(table, []).append(f"{label}：{cell.note}")
    if found:
        yield "footnotes:"
    for table, notes in found.items():
        yield f"  {scalar(table)}: {value('；'.join(notes))}"


def misprints(draft: Draft) -> Iterator[str]:
    if draft.printed_so:
        yield "printed_so:  # 这些加减对不上。请对照报告：读错了，改上面的数，删去这一行；"
        yield "  # 确是报告这样印的，把“待确认”这句改写成怎样印错。"
        for id, arithmetic in draft.printed_so.items():
            yield f"  {id}: {value(f'待确认：报告印的是 {arithmetic}')}"


def value(text: str) -> str:
    return in_yaml(clean_line(text), flow=True)


def clean_line(text: str) -> str:
    """On one line, without characters that no data file may hold."""
    return one_line(CONTROL.sub("", re.sub(r"\s+", " ", text)))


def comment(line: str) -> str:
    """What stands before the first word stays as it is."""
    start = re.match("[ #]*", line)
    kept = start[0] if start else ""
    return f"{kept}{clean_line(line[len(kept) :])}"


TELLING = 4
"""Characters that say by themselves what a number is."""
HEAD = (
    "# yaml-language-server: $schema=../schema/year.json",
    "# {year} 年度报告的草稿，由程序读“{name}”写成，请对照报告逐项核对。",
    "# 后面写着“拟”的是猜的，对了就去掉行首的“# ”；“未收录”是还没有指标的数；“待填”是没有读出来的。",
    "# 文件、事件、事实和承诺（papers、events、facts、commitments）不由程序写，请照报告补上。",
)
