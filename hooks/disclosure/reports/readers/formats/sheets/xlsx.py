"""XLSX → lines and tables, sheet by sheet, with the values as they are shown. Hidden sheets, rows and columns are not.

openpyxl, since it is kept up and knows merged cells and number formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from disclosure.reports.readers.archives import check_archive
from disclosure.reports.readers.blocks import Block, Spot, TableCell, TextLine
from disclosure.reports.readers.bounds import MOST_SLOTS, too_many
from disclosure.reports.readers.errors import library

from . import fill_in, sheet_rows

Sheet = Any
"""Of openpyxl, which the site does without."""


def read(content: bytes) -> list[Block]:
    check_archive(content, "Excel 表格")
    openpyxl = library("openpyxl", "openpyxl")
    values = openpyxl.load_workbook(BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(BytesIO(content))
    if fill_in.is_fill_in(values):
        readers = {
            sheet: SheetReader(sheet, formulas[sheet.title], number)
            for number, sheet in enumerate(values.worksheets, 1)
        }
        return [*fill_in.blocks_of(values, lambda sheet, *at: readers[sheet].cell(*at).text)]
    blocks: list[Block] = []
    for number, sheet in enumerate(values.worksheets, 1):
        if sheet.sheet_state == "visible":
            if NAME.fullmatch(sheet.title):
                blocks.append(TextLine(sheet.title, Spot(number, 1)))
            found = SheetReader(sheet, formulas[sheet.title], number)
            blocks += sheet_rows.blocks_of(list(found.rows()))
    return blocks


class SheetReader:
    """One sheet: `values` has the results of its formulas, `formulas` themselves."""

    def __init__(self, values: Sheet, formulas: Sheet, number: int) -> None:
        if (size := values.max_row * values.max_column) > MOST_SLOTS:
            raise too_many(size, MOST_SLOTS, "Excel 表格的格子")
        self.values, self.formulas, self.number = values, formulas, number
        self.row_numbers = [at for at in range(1, values.max_row + 1) if self.is_row_shown(at)]
        hidden = hidden_columns(values)
        self.columns = [at for at in range(1, values.max_column + 1) if at not in hidden]
        self.covered: dict[tuple[int, int], tuple[int, int]] = {}
        """Slot of a merged cell → the first one of it that is shown."""
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.origins: dict[tuple[int, int], tuple[int, int]] = {}
        for merged in values.merged_cells.ranges:
            self.merge(*merged.bounds)

    def is_row_shown(self, number: int) -> bool:
        known = self.values.row_dimensions
        return number not in known or not known[number].hidden

    def merge(self, left: int, top: int, right: int, bottom: int) -> None:
        rows = [at for at in self.row_numbers if top <= at <= bottom]
        columns = [at for at in self.columns if left <= at <= right]
        if rows and columns:
            first = rows[0], columns[0]
            self.covered |= {(row, column): first for row in rows for column in columns}
            self.spans[first] = len(rows), len(columns)
            self.origins[first] = top, left

    def rows(self) -> Iterator[list[TableCell]]:
        for row in self.row_numbers:
            slots = [(row, at) for at in self.columns]
            yield [self.cell(*slot) for slot in slots if self.covered.get(slot, slot) == slot]

    def cell(self, row: int, column: int) -> TableCell:
        at = self.origins.get((row, column), (row, column))
        cell = self.values.cell(*at)
        value = cell.value
        if value is None:  # a formula that no program has calculated is reported with its own text
            value = self.formulas.cell(*at).value
        spans = self.spans.get((row, column), (1, 1))
        return TableCell(shown(value, cell.number_format), Spot(self.number, row), *spans)


def hidden_columns(sheet: Sheet) -> set[int]:
    hidden, last = [one for one in sheet.column_dimensions.values() if one.hidden], sheet.max_column
    return {at for one in hidden for at in range(one.min, min(one.max, last) + 1)}


def shown(value: object, number_format: str) -> str:
    """As a spreadsheet shows it, so far as a report needs it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "\n".join(line.strip() for line in str(value).strip().splitlines())
    return number_shown(Decimal(f"{value:.15g}"), number_format)


def number_shown(number: Decimal, number_format: str) -> str:
    """One with decimals, thousands, per cent and words behind it; of any other the value with its format, which is no
    number and so is reported."""
    picture = PADDING.sub("", number_format.split(";")[0]).strip()
    found = PICTURE.fullmatch(picture)
    if picture in ("General", "@", "G/通用格式", "") or not found:
        plain = f"{number.normalize():f}"
        return plain if not picture or picture in UNSTATED else f"{plain}（格式 {picture}）"
    places = len(found["places"] or "")
    scaled = number * 100 if found["percent"] else number
    exact = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:,f}" if "," in found["whole"] else f"{exact:f}"
    if "#" in (found["places"] or ""):
        text = text.rstrip("0").rstrip(".")
    return text + (found["percent"] or "") + (found["words"] or "").strip('"')


NAME = re.compile(r"\D*[一-鿿]\D*")
"""A sheet's name that says something, as `二、主动公开政府信息情况` does; `Sheet1` and `表1` don't."""
UNSTATED = ("General", "@", "G/通用格式")
PADDING = re.compile(r"\[[^\[\]]*\]|_.|\*.|\\(?=.)")
"""Colours and conditions, room as wide as a character, fillings, the mark of a character that stands for itself."""
PICTURE = re.compile(
    r'(?P<whole>[#0?]+(?:,[#0?]+)*)(?:\.(?P<places>[0#?]+))?(?P<percent>%)?(?P<words>"[^"]*"|[^\W\dA-Za-z]+)?'
)
