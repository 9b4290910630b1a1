"""Rows of cells with the spans a file states → a table with the spans that cells really have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Spot, TableBlock, TableCell
from .bounds import MOST_SLOTS, too_many


def table(rows: Sequence[Sequence[TableCell]], spot: Spot) -> TableBlock:
    """The table of these rows.

    No cell reaches below the last row, and a column in which no cell starts is none: files of web pages and Word have
    such columns left over from cells that somebody merged.
    """
    starts = assign_columns(rows)
    columns = sorted({column for row in starts for column in row})

    def fitted(cell: TableCell, row: int, column: int) -> TableCell:
        after = bisect_left(columns, column + max(cell.colspan, 1))
        down = min(max(cell.rowspan, 1), len(rows) - row)
        return replace(cell, rowspan=down, colspan=after - bisect_left(columns, column))

    return TableBlock(
        tuple(
            tuple(
                fitted(cell, index, column) for cell, column in zip(row, starts[index], strict=True)
            )
            for index, row in enumerate(rows)
        ),
        spot,
    )


def assign_columns(rows: Sequence[Sequence[TableCell]]) -> list[list[int]]:
    """The column each cell starts in. Raises Unreadable where spans make the table huge."""
    free: dict[int, int] = {}  # column → the first row in which nothing from above covers it
    starts: list[list[int]] = []
    slots = 0
    for index, row in enumerate(rows):
        starts.append([])
        column = 0
        for cell in row:
            while free.get(column, 0) > index:
                column, slots = column + 1, slots + 1
            starts[-1].append(column)
            for right in range(column, column + max(cell.colspan, 1)):
                free[right] = max(free.get(right, 0), index + max(cell.rowspan, 1))
            column, slots = column + max(cell.colspan, 1), slots + max(cell.colspan, 1)
            if slots > MOST_SLOTS:
                raise too_many(slots, MOST_SLOTS, "表格的格子")
    return starts


class MergedRows:
    """Rows of a document whose cells are merged downwards by a mark in each; here the cell above grows instead."""

    def __init__(self) -> None:
        self.rows: list[list[TableCell]] = []
        self.places: list[dict[int, int]] = []
        """Of each row: grid column → place in the row of the cell that starts there."""
        self.covering: dict[int, int] = {}
        """Grid column → the row in which the cell starts that covers the row before from there."""
        self.above: dict[int, int] = {}
        """The same for the row being read."""
        self.column = 0

    def start(self, skipped: int, spot: Spot) -> None:
        self.covering = self.above
        self.above, self.column = {}, 0
        self.rows.append([])
        self.places.append({})
        if skipped:
            self.add(TableCell("", spot, 1, skipped), False)

    def add(self, cell: TableCell, continued: bool) -> None:
        column, row = self.column, len(self.rows) - 1
        self.column += cell.colspan
        origin = self.covering.get(column, row) if continued else row
        if origin < row:
            place = self.places[origin][column]
            above = self.rows[origin][place]
            if above.colspan == cell.colspan:
                self.rows[origin][place] = replace(above, rowspan=row - origin + 1)
                self.above[column] = origin
                return
        self.above[column] = row
        self.places[row][column] = len(self.rows[row])
        self.rows[row].append(cell)
