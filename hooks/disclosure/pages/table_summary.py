"""A report's statutory table → its short form for a phone: the totals and what is not 0, with heads in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure.datafiles.forms import Grid, head_word
from disclosure.datafiles.models import Block, FormLine
from disclosure.ledger.records import Entry, Year

TOTAL_WORD, TOTAL = "总计", "total"
"""The head of a row of totals; the id of a column of them."""


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """A cell of a summary's line."""

    head: str
    """Its column's own head."""
    entry: Entry
    unit: str
    """What a bare number counts, `件`; empty where a unit or no number is printed, or where a remark follows."""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A row, or a head over several that are shown."""

    label: str
    depth: int
    footnote: bool = False
    total: SummaryCell | None = None
    """None for a head, and in a table without a column of totals."""
    cells: tuple[SummaryCell, ...] = ()
    """Those besides the total that are worth showing."""


@dataclass(frozen=True, slots=True)
class TableSummary:
    """The lines to show and how many cells they leave out, by what these hold."""

    lines: tuple[SummaryLine, ...]
    zeros: int
    dashes: int
    blanks: int

    @property
    def remaining(self) -> tuple[str, ...]:
        """`33 格是 0`, `125 格印着“—”`, `2 格空着没有填`: three different things."""
        counts = (self.zeros, "是 0"), (self.dashes, "印着“—”"), (self.blanks, "空着没有填")
        return tuple(f"{count} 格{words}" for count, words in counts if count)


def table_summary(year: Year, table: str) -> TableSummary:
    blocks, grids = year.form.tables[table].blocks, year.grids[table]
    lines: list[SummaryLine] = []
    for block, grid in zip(blocks, grids, strict=True):
        found = tuple(block_lines(year, block, grid, block.rows, 0))
        title = (SummaryLine(block.title, 0),) if block.title and found else ()
        lines += (*title, *found)
    shown = {cell.entry.id for line in lines for cell in (line.total, *line.cells) if cell}
    cells = (year.entries[id] for grid in grids for id, _, _ in grid.cells())
    left = Counter(kind(entry) for entry in cells if entry.id not in shown)
    return TableSummary(tuple(lines), left["0"], left["—"], left[""])


def block_lines(
    year: Year, block: Block, grid: Grid, rows: Iterable[FormLine], depth: int
) -> Iterator[SummaryLine]:
    """The rows to show, each group of them under its head."""
    for row in rows:
        if row.lines:
            if inner := tuple(block_lines(year, block, grid, row.lines, depth + 1)):
                yield SummaryLine(row.label, depth, row.footnote)
                yield from inner
            continue
        cells = {
            column: year.entries[f"{grid.table}.{row.id}.{column}"] for column, _ in grid.columns
        }
        whole = cells.pop(TOTAL, None)
        worth = {column: entry for column, entry in cells.items() if is_worth_showing(entry)}
        first_level = depth == 0 or block.layout == "across"
        is_total = head_word(row.label) == TOTAL_WORD or (whole is not None and first_level)
        if worth or is_total or (whole and is_worth_showing(whole)):
            own = tuple(summary_cell(grid, column, entry) for column, entry in worth.items())
            total = summary_cell(grid, TOTAL, whole) if whole else None
            yield SummaryLine(row.label, depth, row.footnote, total, own)


def summary_cell(grid: Grid, column: str, entry: Entry) -> SummaryCell:
    head = dict(grid.columns)[column].rpartition("／")[2]
    is_bare = entry.figure and not entry.remark and entry.figure.printed[-1:].isdigit()
    return SummaryCell(head, entry, grid.units[column].of_bare if is_bare else "")


def is_worth_showing(entry: Entry) -> bool:
    """Whether there is more to a cell than 0, `—` or nothing."""
    return bool(entry.remark or (entry.figure and entry.figure.value))


def kind(entry: Entry) -> str:
    if entry.figure is None:
        return ""
    return "—" if entry.figure.value is None else "0"
