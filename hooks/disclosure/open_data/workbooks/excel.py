"""Rows and statutory tables → Excel workbooks, for readers who work in a spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from disclosure.datafiles.forms import Grid, Head
from disclosure.ledger.records import Year
from disclosure.open_data.columns import COLUMNS, Row
from disclosure.open_data.provenance import Origin

EARLIEST_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""Where no commit says when: a workbook has to state a day."""
WIDTHS = {"id": 34, "label": 34, "definition": 60, "source": 40, "url": 40, "printed": 14}
PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
TextRow = Sequence[str]
PutCell = Callable[[int, int, str], None]
"""Writes what stands in a table's cell: row, column, the cell's name."""


class WorkbookWriter:
    """A workbook under way."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F6"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.part = book.add_format({"num_format": "#,##0.0##"})
        boxed = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        self.box = book.add_format(boxed)
        self.box_head = book.add_format(boxed | {"bold": True, "bg_color": "#EEF2F6"})
        self.title = book.add_format({"bold": True})
        self.starred = False
        """Whether the table under way has a note for what its form marks with a star."""
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def text(self, name: str, lines: Iterable[TextRow]) -> None:
        """A sheet to be read: pairs of a heading and its text."""
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 90)
        for index, (heading, text) in enumerate(lines):
            sheet.write_string(index, 0, heading, self.title)
            sheet.write_string(index, 1, text, self.wrapped)

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """A sheet to be sorted and filtered, under the fields' Chinese titles."""
        sheet = self.book.add_worksheet(name)
        for index, column in enumerate(columns):
            sheet.write_string(0, index, COLUMNS[column].title, self.head)
            sheet.set_column(index, index, WIDTHS.get(column, 12))
        last = 0
        for last, row in enumerate(rows, 1):
            for index, column in enumerate(columns):
                self.write_cell(sheet, last, index, row[column])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def write_cell(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        """A text stays a text, whatever it begins with: nothing a report printed is ever run as a formula."""
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            sheet.write_number(row, column, float(value), self.whole if whole else self.part)
        elif isinstance(value, int):
            sheet.write_number(row, column, value)
        elif value is not None:
            sheet.write_string(row, column, value)

    def statutory(self, name: str, grids: Iterable[Grid], year: Year) -> None:
        """A statutory table in its official layout, block under block, each under its unit."""
        sheet, top = self.book.add_worksheet(name), 1
        title = f"{name}、{year.form.tables[name].title}（{year.year}年）"
        sheet.write_string(0, 0, title, self.title)
        sheet.set_column(0, 30, 12)
        self.starred = bool(year.file.footnotes.get(name))
        for grid in grids:
            top = self.block_title(sheet, top, grid)
            top = self.block(sheet, top, grid, partial(self.boxed, sheet, year)) + 1
        source, footnote = f"出处：{year.file.report.title}，{name}", year.file.footnotes.get(name)
        for words in filter(None, (footnote and f"* {footnote}", source)):
            sheet.write_string(top, 0, words)
            top += 1

    def block_title(self, sheet: Worksheet, top: int, grid: Grid) -> int:
        """What stands over a block: its title, its unit, its remark. Returns the first row under them."""
        units = "、".join(dict.fromkeys(unit.of_bare for unit in grid.units.values()))
        for words in filter(None, (grid.title, f"单位：{units}", grid.remark)):
            sheet.write_string(top, 0, words, self.title)
            top += 1
        return top

    def block(self, sheet: Worksheet, top: int, grid: Grid, put: PutCell) -> int:
        """Heads and cells; `put` writes the latter. Returns the first row under it."""
        taken: set[tuple[int, int]] = set()
        depth = len(grid.column_heads)
        levels = [list(level) for level in grid.column_heads]
        if grid.corner:
            levels[0].insert(0, grid.corner)
        for level, heads in enumerate(levels):
            for head in heads:
                self.headed(sheet, top + level, first_free_column(top + level, taken), head, taken)
        for index, line in enumerate(grid.rows, top + depth):
            for head in line.heads:
                self.headed(sheet, index, first_free_column(index, taken), head, taken)
            for column, cell in enumerate(line.cells, first_free_column(index, taken)):
                put(index, column, cell)
        return top + depth + len(grid.rows)

    def headed(
        self, sheet: Worksheet, row: int, column: int, head: Head, taken: set[tuple[int, int]]
    ) -> None:
        words = head.label + ("*" if head.footnote and self.starred else "")
        last = row + head.rowspan - 1, column + head.colspan - 1
        taken |= {(r, c) for r in range(row, last[0] + 1) for c in range(column, last[1] + 1)}
        if last == (row, column):
            sheet.write_string(row, column, words, self.box_head)
        else:
            sheet.merge_range(row, column, *last, words, self.box_head)

    def boxed(self, sheet: Worksheet, year: Year, row: int, column: int, cell: str) -> None:
        """As printed; a bare number as one, so that it can be added up, but not one that the report contradicts."""
        entry = year.entries.get(cell)
        shown = entry.shown if entry else ""
        if PLAIN_NUMBER.fullmatch(shown):
            sheet.write_number(row, column, float(shown), self.box)
        else:
            sheet.write_string(row, column, shown, self.box)
        if entry and entry.remark:
            sheet.write_comment(row, column, entry.remark)


def first_free_column(row: int, taken: set[tuple[int, int]]) -> int:
    """The first column of a row that no head reaches into."""
    column = 0
    while (row, column) in taken:
        column += 1
    return column


@contextmanager
def workbook(
    title: str, author: str, origin: Origin
) -> Iterator[tuple[WorkbookWriter, io.BytesIO]]:
    """(the book, what holds its bytes afterwards)."""
    made = io.BytesIO()
    # A merged cell goes through the library's guess of what a text means, as no other cell here does.
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = Workbook(made, {"in_memory": True} | as_text)
    about = {"title": title, "author": author, "comments": origin.version}
    book.set_properties(about | {"created": (origin.at or EARLIEST_TIME).replace(tzinfo=None)})
    yield WorkbookWriter(book), made
    book.close()
