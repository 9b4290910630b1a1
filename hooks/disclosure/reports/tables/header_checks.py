"""What counting cells can't see of a table: columns in another order, another unit, two years side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from disclosure.datafiles.forms import Grid

from .cells import CellLine, Gap, TableRead
from .row_matching import SURE
from .rows import Row
from .similarity import alike, core, name
from .value_groups import Group, fit_to_width, has_digit


def check_heads(grids: Sequence[Grid], rows: Sequence[Row], read: TableRead) -> None:
    """Take back the cells of a block whose columns are in another order than the form's; ask about another unit."""
    for grid in grids:
        heads = heads_of(grid, rows)
        if any(is_disordered(group, heads) for group in orders(grid)):
            drop(grid, heads, read)
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


def orders(grid: Grid) -> Iterator[list[str]]:
    """Heads that stand beside one another, in the form's order; of rows side by side, their heads too."""
    lists = [grid.columns] if grid.corner else [grid.lines]
    for labels in lists:
        for _, group in groupby(
            (label.rpartition("／") for _, label in labels), lambda one: one[0]
        ):
            yield [core(label) for _, _, label in group if len(core(label)) >= LONG_ENOUGH]
        tops = dict.fromkeys(label.partition("／")[0] for _, label in labels)
        yield [core(label) for label in tops if len(core(label)) >= LONG_ENOUGH]


def is_disordered(heads: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether the words name two of these the other way round; they may be broken, and have slips."""
    text = "".join(core(word) for row in rows for word in row.words)
    found = []
    for head in heads:
        match = SequenceMatcher(None, head, text, autojunk=False).find_longest_match()
        if match.size >= min(3, len(head)):
            found.append(match.b - match.a)
    return any(one > other for one, other in pairwise(found))


def drop(grid: Grid, heads: Sequence[Row], read: TableRead) -> None:
    for id, label in grid.lines:
        for column, _ in grid.columns:
            read.cells.pop(f"{read.table}.{id}.{column}", None)
        what = f"“{label.replace('／', ' ')}”一行"
        read.gaps.append(Gap(what, "表头各列的次序与表式不同", heads[-1].spot, id))


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
            read.doubts.append(Gap(f"“{label.replace('／', ' ')}”一行", why, row.spot, id))


def is_double(groups: Sequence[Group], lines: Sequence[CellLine]) -> bool:
    """Whether there are two tables here, as where last year's is printed beside this year's."""
    full = [group for group in groups if has_digit(group)]
    labels = [name(group.label) for group in full if group.words]
    named = [sum(alike(label, line.cores) >= SURE for label in labels) for line in lines]
    twice = sum(count > 1 for count in named)
    fitting = sum(any(fit_to_width(group, line.width) for line in lines[:1]) for group in full)
    loose = not any(named) and len(lines) > FEW and fitting >= 2 * len(lines) - 2
    return twice * 2 > len(lines) or loose


MOST_HEADS = 14
LONG_ENOUGH = 3
"""Characters of a head that is not said elsewhere too; `其他` and `总计` are."""
FEW = 5
UNIT = re.compile("单位[:：]?(万?元)|[(（](万?元)[)）]")
