"""What is looked for of one statutory table, and what was read of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosure.datafiles.forms import Grid
from disclosure.reports.readers.blocks import Spot

from .rows import Value
from .similarity import core, name
from .sums import Sums


@dataclass(frozen=True, slots=True)
class TableForm:
    """One statutory table as one form has it."""

    form: str
    grids: tuple[Grid, ...]
    sums: Sums = field(default_factory=Sums)


@dataclass(frozen=True, slots=True)
class CellLine:
    """One row of the form."""

    id: str
    label: str
    """With the heads above it, as messages name it."""
    cores: tuple[str, ...]
    """Its own words, and without what the form explains in brackets."""
    path: tuple[str, ...]
    """Its own words and those of the heads above it."""
    columns: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of the table that was not read."""

    what: str
    """`“（一）予以公开”一行`"""
    why: str
    spot: Spot | None
    """None where the report has nothing to point at."""
    row: str = ""
    """The form's row; empty for a row that the form doesn't know."""

    @classmethod
    def of_row(cls, row: str, label: str, why: str, spot: Spot | None) -> Gap:
        """Of a row of the form; its label has the heads above it."""
        return cls(f"“{label.replace('／', ' ')}”一行", why, spot, row)


@dataclass(frozen=True, slots=True)
class BlockFit:
    """How well one block of the form fits what is printed."""

    rows: tuple[tuple[str, str], ...]
    """(id, label) of each."""
    heads: float
    """0 to 1: how much of the words over its columns stands right before its rows."""
    taken: int
    """How many of its rows were read."""


@dataclass
class TableRead:
    """What was read of one table, under one form."""

    table: str
    form: str
    cells: dict[str, Value] = field(default_factory=dict)
    """`三.received.total` → what was printed, in the form's order."""
    gaps: list[Gap] = field(default_factory=list)
    doubts: list[Gap] = field(default_factory=list)
    """What was read, and wants an editor's eye all the same."""
    likeness: float = 0.0
    """How well the form fits: that of two which fits better is the report's."""
    blocks: tuple[BlockFit, ...] = ()
    footnote: str = ""
    """Words under the table, where they are known to be its footnote."""


def lines_of(grid: Grid) -> Iterator[CellLine]:
    columns = tuple(id for id, _ in grid.columns)
    for id, label in grid.lines:
        own = label.rpartition("／")[2]
        cores = tuple(dict.fromkeys((core(own), name(own))))
        path = (*map(name, label.split("／")), *cores)
        yield CellLine(id, label.replace("／", " "), cores, path, columns)
