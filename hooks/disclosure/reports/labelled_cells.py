"""Cells of the statutory tables, found a second way: in the one row that has the form's label, and as many values as
the form has columns, under heads in the form's order.

It shares none of what `tables` supposes of a report that is printed otherwise: labels that are cut or misspelt, blank
cells that left no trace, values apart from their labels. What it does not find is left to somebody with the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.datafiles.forms import Grid, ReportTables

from .report import ParsedReport
from .tables.rows import Row, Value, rows_of
from .tables.similarity import core, name


def labelled_cells(report: ParsedReport, tables: ReportTables) -> dict[str, Value]:
    """Cell name → its value."""
    rows = rows_of(report.document.blocks)
    found: dict[str, Value] = {}
    for grids in tables.grids.values():
        for grid in grids:
            found.update(cells_of_grid(grid, rows))
    return found


def cells_of_grid(grid: Grid, rows: Sequence[Row]) -> Iterator[tuple[str, Value]]:
    """Of a grid whose rows stand below one another."""
    lines = [row for row in grid.rows if row.heads]
    labelled = [(row.cells, only_row(row.heads[-1].label, len(row.cells), rows)) for row in lines]
    at = [index for _, index in labelled if index is not None]
    if at and has_heads(grid, rows[: min(at)]):
        for cells, index in labelled:
            if index is not None:
                yield from zip(cells, rows[index].values, strict=True)


def only_row(label: str, width: int, rows: Sequence[Row]) -> int | None:
    """The place of the row with that label; None where several have it, or none."""
    wanted = name(label)
    as_wide = {index: row for index, row in enumerate(rows) if len(row.values) == width}
    labels = {index: name(row.words[-1]) for index, row in as_wide.items() if row.words}
    found = [index for index, label in labels.items() if label.endswith(wanted)]
    return found[0] if len(found) == 1 else None


def has_heads(grid: Grid, before: Sequence[Row]) -> bool:
    """Whether the words above the first row give the heads of each level in the form's order."""
    text = "".join(core(word) for row in before[-MOST_HEADS:] for word in row.words)
    return all(in_order([core(head.label) for head in level], text) for level in grid.column_heads)


def in_order(words: Sequence[str], text: str) -> bool:
    start = 0
    for word in words:
        start = text.find(word, start)
        if start < 0:
            return False
        start += len(word)
    return True


MOST_HEADS = 30
"""Rows of heads: where each stands on a line of its own, a table has about fifteen."""
