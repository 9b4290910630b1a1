"""A form's block → its official layout: heads with their spans, and the name of every cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from disclosure.figures.units import Unit

from .models import Block, Form, Line


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell as HTML needs it."""

    label: str
    rowspan: int
    colspan: int
    scope: str
    """`row`, `col`, `rowgroup` or `colgroup`."""
    footnote: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line of values with the row heads that start on it."""

    heads: tuple[Head, ...]
    cells: tuple[str, ...]
    """Cell names, `三.received.natural_person`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A statutory table's block, ready to be laid out; pages only fill in the figures."""

    table: str
    """The table it is of, `三`."""
    title: str | None
    corner: Head | None
    """None where the rows stand side by side and there is no column of row heads."""
    column_heads: tuple[tuple[Head, ...], ...]
    rows: tuple[GridRow, ...]
    remark: str | None
    units: Mapping[str, Unit]
    """What each column counts."""
    lines: tuple[tuple[str, str], ...]
    """(id, full label) of each row, in order."""
    columns: tuple[tuple[str, str], ...]
    """(id, full label) of each column, in order."""

    @property
    def width(self) -> int:
        return sum(head.colspan for head in self.column_heads[0]) + (
            self.corner.colspan if self.corner else 0
        )


def grid(table: str, block: Block) -> Grid:
    lines, columns = tuple(leaves(block.rows)), tuple(leaves(block.columns))
    if block.layout == "across":
        heads, corner = column_heads(side_by_side(block.rows, block.columns)), None
        cells = tuple(f"{table}.{row}.{column}" for row, _ in lines for column, _ in columns)
        rows: tuple[GridRow, ...] = (GridRow((), cells),)
    else:
        heads = column_heads(block.columns)
        depth = max(map(deep, block.rows))
        corner = Head(block.corner, len(heads), depth, "col")
        rows = tuple(
            GridRow(starting, tuple(f"{table}.{row}.{column}" for column, _ in columns))
            for starting, (row, _) in zip(row_heads(block.rows, depth), lines, strict=True)
        )
    units = dict(units_of(block.columns, block.unit))
    return Grid(table, block.title, corner, heads, rows, block.remark, units, lines, columns)


def side_by_side(rows: tuple[Line, ...], columns: tuple[Line, ...]) -> tuple[Line, ...]:
    """Every leaf row becomes a head over the whole set of columns."""
    return tuple(
        line.model_copy(update={"lines": columns if line.id else side_by_side(line.lines, columns)})
        for line in rows
    )


def leaves(lines: tuple[Line, ...], above: str = "") -> Iterator[tuple[str, str]]:
    """(id, label with the heads above it) of every line that holds values."""
    for line in lines:
        label = f"{above}／{line.label}" if above else line.label
        if line.id and not line.lines:
            yield line.id, label
        yield from leaves(line.lines, label)


def units_of(columns: Iterable[Line], unit: str) -> Iterator[tuple[str, Unit]]:
    """(id, what is counted) of every column that holds values; `unit` is its block's."""
    for column in columns:
        if column.id:
            yield column.id, replace(Unit.named(column.unit or unit), signed=column.signed)
        yield from units_of(column.lines, unit)


def deep(line: Line) -> int:
    return 1 + max(map(deep, line.lines), default=0)


def wide(line: Line) -> int:
    return sum(map(wide, line.lines)) or 1


def column_heads(lines: tuple[Line, ...]) -> tuple[tuple[Head, ...], ...]:
    """Level by level; a head without others under it reaches down to the values."""
    depth = max(map(deep, lines))
    levels: list[tuple[Head, ...]] = []
    while lines:
        left = depth - len(levels)
        levels.append(tuple(column_head(line, left) for line in lines))
        lines = tuple(below for line in lines for below in line.lines)
    return tuple(levels)


def column_head(line: Line, left: int) -> Head:
    if line.lines:
        return Head(line.label, 1, wide(line), "colgroup", line.footnote)
    return Head(line.label, left, 1, "col", line.footnote)


def row_heads(lines: tuple[Line, ...], left: int) -> Iterator[tuple[Head, ...]]:
    """The heads that start on each line of values; a head without others beside it reaches right to the values."""
    for line in lines:
        if not line.lines:
            yield (Head(line.label, 1, left, "row", line.footnote),)
            continue
        group = Head(line.label, wide(line), 1, "rowgroup", line.footnote)
        for index, heads in enumerate(row_heads(line.lines, left - 1)):
            yield (group, *heads) if index == 0 else heads


def grids_of(form: Form) -> dict[str, tuple[Grid, ...]]:
    return {
        name: tuple(grid(name, block) for block in table.blocks)
        for name, table in form.tables.items()
    }


def cells_of(tables: Mapping[str, tuple[Grid, ...]]) -> Iterator[tuple[str, tuple[str, Unit]]]:
    """Cell name → (label, unit), in the form's order."""
    for table, grids in tables.items():
        for block in grids:
            for row, row_label in block.lines:
                for column, column_label in block.columns:
                    label = f"{row_label}·{column_label}"
                    yield f"{table}.{row}.{column}", (label, block.units[column])


def columns_of(grids: Iterable[Grid]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Row → (id, label) of each of its columns."""
    return {row: grid.columns for grid in grids for row, _ in grid.lines}


def short_heads(columns: Iterable[tuple[str, str]]) -> list[str]:
    """The columns' own labels, without the heads over them."""
    return [label.rpartition("／")[2] for _, label in columns]
