"""What was read of a report → the text of a draft year file, with all that an editor has to decide under `open`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.datafiles.field_types import as_mapping
from disclosure.datafiles.forms import ReportTables, columns_of
from disclosure.datafiles.models import OPENING
from disclosure.datafiles.parsing.yaml_source import CONTROL
from disclosure.open_data.blank_year import in_yaml, single_line, yaml_scalar

from .filled_workbook import is_filled_workbook
from .narrative.indicator_matching import Certainty, Match
from .narrative.mentions import Mention
from .narrative.numbers import SETTLED
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
    last: Mapping[str, str]
    """Indicator → what the last report printed."""

    @property
    def section_keys(self) -> list[str]:
        """Every section of the outline: those of the report in its order, then what the form has besides."""
        own = [one.key for one in self.report.narrative if one.key]
        return list(dict.fromkeys((*own, *self.report.titles)))

    @property
    def rows(self) -> dict[str, list[str]]:
        """Statutory table → its rows, as the layout wants them."""
        return {table: list(columns_of(grids)) for table, grids in self.tables.grids.items()}


def draft_to_yaml(draft: Draft) -> str:
    """The file's text, not yet in the project's layout."""
    name = clean_line(Path(draft.report.document.name).name)
    lines = [line.format(year=draft.year, name=name) for line in HEAD]
    lines += [f"year: {draft.year}", "", "report:", *report(draft), "", "outline:", *outline(draft)]
    lines += ["", *figures(draft), "", *open_items(draft), "", *tables(draft), *footnotes(draft)]
    lines += [*misprints(draft), ""]
    return "\n".join(lines)


def report(draft: Draft) -> Iterator[str]:
    yield f"  title: {value(draft.title)}"
    published = value(draft.published_at) if draft.published_at else " # 待填：登在哪个网站"
    yield f"  published_at: {published}"
    yield f"  covers: {value(draft.covers)}"
    yield f"  form: {value(draft.form)}"
    if draft.tables_of:
        yield f"  tables_of: {in_yaml(dict(draft.tables_of), flow=True)}"
    if draft.report.identity.basis:
        yield f"  basis: {in_yaml([clean_line(law) for law in draft.report.identity.basis], flow=True)}"


def outline(draft: Draft) -> Iterator[str]:
    if not is_filled_workbook(draft.report.document):
        yield "  # 标题是报告的原话，请改成本站的话"
    titles = {one.key: one.title for one in draft.report.narrative if one.key}
    for key in draft.section_keys:
        missing = "" if key in titles or key in draft.report.found else "  # 报告里没有找到这一节"
        title = titles.get(key) or draft.report.titles.get(key) or key
        yield f"  {yaml_scalar(key)}: {value(title)}{missing}"


def figures(draft: Draft) -> Iterator[str]:
    """What is filled in: the match is sure."""
    sure = [one for one in draft.matches if one.certainty is Certainty.MATCHED]
    if sure:
        yield "figures:"
    for key, found in by_section(sure, draft).items():
        yield f"  {yaml_scalar(key)}:"
        for match in found:
            assert match.indicator  # a match has one
            yield f"    {match.indicator}: {in_yaml(printed(match), flow=True)}"


def open_items(draft: Draft) -> Iterator[str]:
    """What an editor has to settle, as data: the site is not made before the last of them is gone."""
    items = {key: list(of_section(key, draft)) for key in ("", *draft.section_keys)}
    if any(items.values()):
        yield "open:  # 还没有定的：填进 figures，或在 set_aside 里写明为什么不登，再删去这里的一条"
    for key, found in items.items():
        if found:
            yield f"  {yaml_scalar(key or OPENING)}:"
            yield from (f"    - {in_yaml(item, flow=True)}" for item in found)
    for key in ("", *draft.section_keys):
        here = [one.number for one in draft.others if one.section.key == key]
        if settled := [one.printed for one in here if one.kind in SETTLED]:
            yield comment(f"# {key or OPENING}里的日期、文号等，不用管：{'、'.join(settled)}")


def of_section(key: str, draft: Draft) -> Iterator[dict[str, str]]:
    """The open items of one section, each as models.OpenItem has it."""
    if key == "":
        for spot in draft.report.picture_pages:
            yield {"words": f"第{spot.page}页只有图片，里面的字读不到"}
    for match in draft.matches:
        if match.mention.section.key == key and match.certainty is not Certainty.MATCHED:
            yield undecided(match, draft)
    for mention in draft.others:
        if mention.section.key == key and mention.number.kind not in SETTLED:
            yield {"printed": clean_line(mention.number.printed), "words": in_context(mention)}
    if read := draft.report.tables.get(key):
        for gap in (one for one in read.gaps if not one.row):
            yield {"words": clean_line(f"没有读进来：{gap.what}，{gap.why}")}
        for gap in read.doubts:
            yield {"words": clean_line(f"要再核对：{gap.what}，{gap.why}")}


def undecided(match: Match, draft: Draft) -> dict[str, str]:
    """A proposal, with the indicator that may be meant instead; or a number that nobody knows."""
    item = {
        **as_mapping(printed(match)),
        "indicator": match.indicator or "",
        "rival": match.rival or "",
        "last": draft.last.get(match.indicator or "", ""),
        "words": in_context(match.mention),
        "note": match.note,
    }
    return {name: clean_line(text) for name, text in item.items() if text}


def by_section(matches: Sequence[Match], draft: Draft) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {key: [] for key in draft.section_keys}
    for one in matches:
        found.get(one.mention.section.key, []).append(one)
    return {key: those for key, those in found.items() if those}


def in_context(mention: Mention) -> str:
    return clean_line(f"……{mention.context}……")


def printed(match: Match) -> str | dict[str, str]:
    """As a year file has it: bare, or with the span that it counts."""
    number = match.mention.number
    scope = {"period": number.period, "since": match.since}
    if match.certainty is Certainty.MATCHED:
        scope["note"] = match.note
    given = {name: clean_line(text) for name, text in scope.items() if text}
    text = clean_line(number.printed)
    return {"printed": text, **given} if given else text


def tables(draft: Draft) -> Iterator[str]:
    yield "tables:"
    for table, grids in draft.tables.grids.items():
        read = draft.report.tables[table]
        labels = {row: label for grid in grids for row, label in grid.lines}
        gaps = {gap.row: gap for gap in read.gaps if gap.row}
        yield f"  {yaml_scalar(table)}:"
        yield from (comment(f"    # 表外的话：{text}") for text in beside(table, draft))
        for row, columns in columns_of(grids).items():
            cells = [read.cells.get(f"{table}.{row}.{column}") for column, _ in columns]
            if None in cells:
                yield comment(f"    {row}: []  # 待填：{labels[row]}；{why(gaps.get(row))}")
            else:
                yield f"    {row}: [{', '.join(cell_to_yaml(cell.text if cell else None) for cell in cells)}]"


@lru_cache(maxsize=1024)
def cell_to_yaml(text: str | None) -> str:
    """As it stands in a row, where a comma within a number needs quotes."""
    return in_yaml([clean_line(text)], flow=True)[1:-1] if text else "~"


def beside(table: str, draft: Draft) -> Iterator[str]:
    """Notes and sentences that stand in the table's section."""
    for section in draft.report.narrative:
        if section.key == table:
            yield from (line.text for line in section.lines[1:] if line.text.strip())


def why(gap: Gap | None) -> str:
    return gap.why if gap else "没有读出"


def footnotes(draft: Draft) -> Iterator[str]:
    """Words that stood in a cell beside its number."""
    found = {table: [read.footnote] for table, read in draft.report.tables.items() if read.footnote}
    for table, read in draft.report.tables.items():
        for name, cell in read.cells.items():
            if cell.note and name in draft.tables.cells:
                label = draft.tables.cells[name][0].replace("／", " ")
                found.setdefault(table, []).append(f"{label}：{cell.note}")
    if found:
        yield "footnotes:"
    for table, notes in found.items():
        yield f"  {yaml_scalar(table)}: {value('；'.join(notes))}"


def misprints(draft: Draft) -> Iterator[str]:
    if draft.printed_so:
        yield "printed_so:  # 这些加减对不上。先用 verify 对照报告：读错了，改上面的数，删去这一行；"
        yield "  # 都对上了，它会说怎样写明报告印错。"
        for id, arithmetic in draft.printed_so.items():
            yield f"  {id}: {value(f'待确认：报告印的是 {arithmetic}')}"


def value(text: str) -> str:
    return in_yaml(clean_line(text), flow=True)


def clean_line(text: str) -> str:
    """On one line, without characters that no data file may hold."""
    return single_line(CONTROL.sub("", re.sub(r"\s+", " ", text)))


def comment(line: str) -> str:
    """What stands before the first word stays as it is."""
    start = re.match("[ #]*", line)
    kept = start[0] if start else ""
    return f"{kept}{clean_line(line[len(kept) :])}"


HEAD = (
    "# yaml-language-server: $schema=../schema/year.json",
    "# {year} 年度报告的草稿，由程序读“{name}”写成，请对照报告逐项核对。",
    "# open 里是还没有定的，“待填”是没有读出来的：都处理完了，才能生成网站。",
    "# 文件、事件、事实和承诺（papers、events、facts、commitments）不由程序写，请照报告补上。",
)
