"""The workbook to fill in → its named cells and its lists: nothing is taken for a line or a table of a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from disclosure.open_data.workbooks.fill_in_names import FIGURES, HELP, MARK, OUTLINE
from disclosure.reports.readers.blocks import Block, Spot, TableBlock, TableCell, TextLine, table_of
from disclosure.reports.readers.errors import library

TextOf = Callable[[Any, int, int], str]
"""Sheet, row and column → the cell's text."""


def is_fill_in(book: Any) -> bool:
    """Whether it is ours, however many programs have saved it since."""
    return HELP in book.sheetnames and book[HELP]["A1"].value == MARK


def blocks_of(book: Any, text_of: TextOf) -> Iterator[Block]:
    """MARK; the named cells, (name, text, `正文的数!E5`) each; then of each list its sheet's name and all its cells."""
    numbers = {sheet.title: number for number, sheet in enumerate(book.worksheets, 1)}
    yield TextLine(MARK, Spot(1, 1))
    yield TableBlock(tuple(named_cells(book, numbers, text_of)), Spot(1, 1))
    for title in (name for name in (OUTLINE, FIGURES) if name in numbers):
        sheet, start = book[title], Spot(numbers[title], 1)
        rows, columns = range(1, sheet.max_row + 1), range(1, sheet.max_column + 1)
        yield TextLine(title, start)
        yield table_of([[text_of(sheet, row, at) for at in columns] for row in rows], start)


def named_cells(
    book: Any, numbers: dict[str, int], text_of: TextOf
) -> Iterator[tuple[TableCell, ...]]:
    """A name whose cell was deleted has no address."""
    position = library("openpyxl.utils", "openpyxl").coordinate_to_tuple
    for name, defined in book.defined_names.items():
        places = [] if "#REF" in (defined.attr_text or "") else [*defined.destinations]
        title, address = places[0] if len(places) == 1 else ("", "")
        address, text, where, spot = address.replace("$", ""), "", "", Spot(1, 1)
        if title in numbers and ADDRESS.fullmatch(address):
            sheet, (row, column) = book[title], position(address)
            inside = row <= sheet.max_row and column <= sheet.max_column
            text = text_of(sheet, row, column) if inside else ""
            where, spot = f"{title}!{address}", Spot(numbers[title], row)
        yield tuple(TableCell(one, spot) for one in (name, text, where))


ADDRESS = re.compile("[A-Z]{1,3}[0-9]{1,7}")
