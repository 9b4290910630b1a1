"""What counting cells can't see of a table: columns in another order, another unit, two years side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure.datafiles.forms import Grid

from .cells import CellLine, Gap, TableRead
from .head_order import is_disordered, unknown_heads
from .row_matching import SURE
from .rows import Row
from .similarity import best_likeness, name
from .value_groups import Group, fit_to_width, has_digit


def check_heads(grids: Sequence[Grid], rows: Sequence[Row], read: TableRead) -> None:
    """Take back the cells of a block whose columns are in another order than the form's; ask about another unit."""
    for grid in grids:
        heads = heads_of(grid, rows)
        if is_disordered(grid, heads):
            drop(grid, heads, read)
        elif unknown := unknown_heads(grid, heads):
            doubt(grid, heads, unknown, read)
        for row in heads:
            question_unit(grid, row, read)


def heads_of(grid: Grid, rows: Sequence[Row]) -> list[Row]:
    """The rows without values right before the block's first row; of rows side by side, before the first values."""
    first = {name(label.rpartition("／")[2]) for _, label in grid.lines[:1]}
    for index, row in enumerate(rows):
        own = name(row.words[-1]) if row.words else ""
        if (grid.corner is None and row.values) or (grid.corner and own in first):
            start = index
            while start and not rows[start - 1].values and index - start < MOST_HEADS:
                start -= 1
            return [*rows[start:index]]
    return []


def drop(grid: Grid, heads: Sequence[Row], read: TableRead) -> None:
    for id, label in grid.lines:
        for column, _ in grid.columns:
            read.cells.pop(f"{read.table}.{id}.{column}", None)
        read.gaps.append(Gap.of_row(id, label, "表头各列的次序与表式不同", heads[-1].spot))


def doubt(grid: Grid, heads: Sequence[Row], unknown: Sequence[str], read: TableRead) -> None:
    """Two heads or more that say nothing known may stand for one another."""
    why = f"表头的“{'”“'.join(unknown)}”与表式的叫法不同，请核对各列的次序"
    for id, label in grid.lines:
        if f"{read.table}.{id}.{grid.columns[0][0]}" in read.cells:
            read.doubts.append(Gap.of_row(id, label, why, heads[-1].spot))


def question_unit(grid: Grid, row: Row, read: TableRead) -> None:
    """`单位：元` over fees that the form counts in 万元."""
    found = UNIT.search(re.sub(r"\s", "", row.raw))
    money = [unit for unit in grid.units.values() if unit.dimension == "money"]
    if not found or not money:
        return
    ours = "万元" if money[0].scale != 1 else "元"
    printed = next(filter(None, found.groups()))
    if printed != ours:
        for id, label in grid.lines:
            why = f"表头的单位是“{printed}”，表式是“{ours}”，请照表头在数后面写上单位"
            read.doubts.append(Gap.of_row(id, label, why, row.spot))


def is_double(groups: Sequence[Group], lines: Sequence[CellLine]) -> bool:
    """Whether there are two tables here, as where last year's is printed beside this year's."""
    full = [group for group in groups if has_digit(group)]
    labels = [name(group.label) for group in full if group.words]
    named = [sum(best_likeness(label, line.cores) >= SURE for label in labels) for line in lines]
    twice = sum(count > 1 for count in named)
    fitting = sum(any(fit_to_width(group, line.width) for line in lines[:1]) for group in full)
    loose = not any(named) and len(lines) > FEW and fitting >= 2 * len(lines) - 2
    return twice * 2 > len(lines) or loose


MOST_HEADS = 14
FEW = 5
UNIT = re.compile("单位[:：]?(万?元)|[(（](万?元)[)）]")
