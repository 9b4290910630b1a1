"""Rows of a spreadsheet, which knows no paragraphs → lines and tables: most rows with one text alone are lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.reports.readers import cell_spans
from disclosure.reports.readers.blocks import Block, TableCell, TextLine
from disclosure.reports.readers.characters import squeezed

Row = Sequence[TableCell]


def blocks_of(rows: Sequence[Row]) -> Iterator[Block]:
    """A blank row, a heading and a sentence end a table; a label with nothing but blank cells behind it does not."""
    table: list[Row] = []
    reaches = 0
    """How many more rows a cell from above covers."""
    for row in rows:
        filled = [cell for cell in row if cell.text]
        covered, reaches = reaches > 0, max(reaches - 1, *(cell.rowspan - 1 for cell in row), 0)
        if len(filled) == 1 and not covered and not reaches and is_line(filled[0], bool(table)):
            yield from ended(table)
            table = []
            yield from lines_of(filled[0])
        elif filled or covered:
            table.append(row)
        else:
            yield from ended(table)
            table = []
    yield from ended(table)


def is_line(cell: TableCell, inside: bool) -> bool:
    return not inside or bool(OUTSIDE.match(squeezed(cell.text)))


def lines_of(cell: TableCell) -> Iterator[TextLine]:
    for text in map(squeezed, cell.text.split("\n")):
        if text:
            yield TextLine(text, cell.spot)


def ended(rows: Sequence[Row]) -> Iterator[Block]:
    """The table of these rows, as wide as what is filled in it."""
    if not rows:
        return
    starts = cell_spans.assign_columns(rows)
    placed = [list(zip(row, at, strict=True)) for row, at in zip(rows, starts, strict=True)]
    width = max(at + cell.colspan for row in placed for cell, at in row if cell.text)
    kept = [[cell for cell, at in row if at < width] for row in placed]
    yield cell_spans.table(kept, rows[0][0].spot)


OUTSIDE = re.compile(
    r"[一二三四五六七八九十]+\s*、.{0,40}(?:情况|事项)"  # the six headings; no row's label has these words
    r"|第[一二三四五六七八九十]+条"  # the law's paragraph, over each part of the table of 二
    r"|[注备]\s*注?\s*[：:]"
    r"|.*[。；]",
    re.DOTALL,
)
"""What is no row of a table, though it directly follows one."""
