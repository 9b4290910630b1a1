"""Which heads a screen reader says before a cell: HTML's own algorithm, over the page as it was built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag


@dataclass(frozen=True)
class Cell:
    tag: Tag
    rows: range
    columns: range
    group: int

    @property
    def scope(self) -> str:
        return str(self.tag.get("scope", "")) if self.tag.name == "th" else ""


def cells(table: Tag) -> Iterator[Cell]:
    """Every cell with the rows and columns it covers and its row group: a span ends with its group."""
    top = 0
    for number, group in enumerate(table.find_all(["thead", "tbody", "tfoot"], recursive=False)):
        rows = group.find_all("tr", recursive=False)
        taken: set[tuple[int, int]] = set()
        for row, tags in enumerate(rows):
            column = 0
            for tag in tags.find_all(["th", "td"], recursive=False):
                while (row, column) in taken:
                    column += 1
                down = min(int(tag.get("rowspan", 1)), len(rows) - row)
                across = int(tag.get("colspan", 1))
                covered = range(row, row + down), range(column, column + across)
                taken |= {(y, x) for y in covered[0] for x in covered[1]}
                yield Cell(tag, range(top + row, top + row + down), covered[1], number)
        top += len(rows)


def heads(cell: Cell, every: list[Cell]) -> tuple[list[str], list[str]]:
    """The labels above a cell and those before it, by their scope."""
    above = [
        one.tag.get_text(strip=True)
        for one in every
        if one.scope in ("col", "colgroup")
        and one.rows.start < cell.rows.start
        and meet(one.columns, cell.columns)
    ]
    before = [
        one.tag.get_text(strip=True)
        for one in every
        if (one.scope == "row" and meet(one.rows, cell.rows))
        or (
            one.scope == "rowgroup"
            and one.group == cell.group
            and one.rows.start <= cell.rows.start
        )
    ]
    return above, before


def meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
