"""The workbook to fill in → its cells, by sheet and by name: nothing is taken for a line or a table of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure.open_data.fill_in_names import HELP, MARK
from disclosure.reports.readers.blocks import Block, Spot, TableBlock, TableCell, TextLine


def is_fill_in(book: Any) -> bool:
    """Whether it is ours, however many programs have saved it since."""
    return HELP in book.sheetnames and book[HELP]["A1"].value == MARK


def blocks_of(book: Any, text_of: Any) -> Iterator[Block]:
    """MARK; the named cells, (name, sheet, address) each; then each sheet's name and all its cells. `text_of` gives a
    cell's text, by sheet, row and column."""
    yield TextLine(MARK, Spot(1, 1))
    yield table([list(row) for row in named_cells(book)], 1)
    for number, sheet in enumerate(book.worksheets, 1):
        yield TextLine(sheet.title, Spot(number, 1))
        rows = range(1, sheet.max_row + 1)
        columns = range(1, sheet.max_column + 1)
        yield table([[text_of(sheet, row, at) for at in columns] for row in rows], number)


def named_cells(book: Any) -> Iterator[tuple[str, str, str]]:
    """A name whose cell was deleted has no address."""
    for name, defined in book.defined_names.items():
        places = [] if "#REF" in (defined.attr_text or "") else [*defined.destinations]
        sheet, address = places[0] if len(places) == 1 else ("", "")
        yield name, sheet, address.replace("$", "")


def table(rows: list[list[str]], number: int) -> TableBlock:
    cells = (
        tuple(TableCell(text, Spot(number, row)) for text in texts)
        for row, texts in enumerate(rows, 1)
    )
    return TableBlock(tuple(cells), Spot(number, 1))
