"""What a reader of reports gave, as plain lists to compare."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.reports.readers.blocks import Block, TableBlock, TableCell, TextLine


def shown(blocks: Sequence[Block]) -> list[object]:
    """Lines as text, tables as rows; a cell with spans as (text, rows, columns)."""
    return [block.text if isinstance(block, TextLine) else rows_of(block) for block in blocks]


def rows_of(table: TableBlock) -> list[list[object]]:
    def cell(one: TableCell) -> object:
        alone = one.rowspan == one.colspan == 1
        return one.text if alone else (one.text, one.rowspan, one.colspan)

    return [[cell(one) for one in row] for row in table.rows]
