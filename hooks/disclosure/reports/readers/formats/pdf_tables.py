"""The lines drawn on a PDF's page → its tables, each cell with its spans and the text that stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from disclosure.reports.readers import cell_spans
from disclosure.reports.readers.blocks import Spot, TableBlock, TableCell
from disclosure.reports.readers.characters import squeezed
from disclosure.reports.readers.errors import library

Page = Any
"""Of pdfplumber, which the site does without."""
Character = dict[str, Any]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom; in points, from the page's top left."""


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A drawn line: where it is on the one axis, from where to where it goes on the other."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class RuledGrid:
    """A table as it was drawn. `texts` are its cells' characters."""

    boxes: list[Box]
    texts: dict[Box, list[Character]] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        left, top, right, bottom = zip(*self.boxes, strict=True)
        return min(left), min(top), max(right), max(bottom)

    def text_in(self, box: Box) -> str:
        characters = self.texts.get(box)
        if not characters:
            return ""
        text = library("pdfplumber.utils", "pdfplumber").extract_text(characters)
        return "\n".join(filter(None, map(squeezed, text.split("\n"))))


def grids(page: Page) -> list[RuledGrid]:
    """The page's tables, from its top down; what has its text in one column only is a frame around text."""
    found = drawn(page.filter(is_rule)) or drawn(page)  # some tables are nothing but coloured cells
    made = [trimmed(fill_grid(RuledGrid(boxes), page.chars)) for boxes in found]
    return sorted(filter(is_table, made), key=lambda grid: grid.box[1])


def is_rule(thing: dict[str, Any]) -> bool:
    """Not the ground behind a paragraph, which Word paints as wide as the page's text."""
    fat = min(thing["width"], thing["height"]) > THICKEST
    return not (thing["object_type"] == "rect" and fat and not thing.get("stroke"))


def drawn(page: Page) -> list[list[Box]]:
    finder = library("pdfplumber.table", "pdfplumber").TableFinder
    edges = finder(page).edges
    down = [RuledLine(e["x0"], e["top"], e["bottom"]) for e in edges if e["orientation"] == "v"]
    over = [RuledLine(e["top"], e["x0"], e["x1"]) for e in edges if e["orientation"] == "h"]
    ends, sides = closing(down, over)
    settings = {
        "explicit_horizontal_lines": [edge(rule.low, rule.at, rule.high, rule.at) for rule in ends],
        "explicit_vertical_lines": [edge(rule.at, rule.low, rule.at, rule.high) for rule in sides],
    }
    return [table.cells for table in finder(page, settings).tables]


def closing(
    down: Sequence[RuledLine], over: Sequence[RuledLine]
) -> tuple[list[RuledLine], list[RuledLine]]:
    """The lines that are missing at a table's ends and at its sides.

    Where a page ends inside a row, no line is drawn below what is there of it, and none above the rest of it on the
    next page; many tables have no lines at their sides.
    """
    ends: list[RuledLine] = []
    sides: list[RuledLine] = []
    for group in overlapping(down):
        top, bottom = min(rule.low for rule in group), max(rule.high for rule in group)
        inside = [rule for rule in over if top - NEAR <= rule.at <= bottom + NEAR]
        ends += ends_of(group, inside)
        sides += ends_of(inside, group)
    return ends, sides


def overlapping(rules: Iterable[RuledLine]) -> Iterator[list[RuledLine]]:
    """The rules in groups that lie beside one another: those of one table, or of tables side by side."""
    group: list[RuledLine] = []
    for rule in sorted(rules, key=lambda rule: rule.low):
        if group and rule.low > max(one.high for one in group) + NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def ends_of(rules: Sequence[RuledLine], across: Sequence[RuledLine]) -> Iterator[RuledLine]:
    """A line over the ends that the outermost of these rules have in common, on both sides."""
    if not rules:
        return
    for end in (min(rule.low for rule in rules), max(rule.high for rule in rules)):
        there = [rule.at for rule in rules if min(abs(rule.low - end), abs(rule.high - end)) < NEAR]
        beside = [rule.at for rule in across if abs(rule.at - end) < THICKEST * 2]
        if len(there) > 1:  # a second line just beside the drawn one would make an empty row
            yield RuledLine(beside[0] if beside else end, min(there), max(there))


def edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    box = {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
    return box | {"object_type": "line", "width": x1 - x0, "height": bottom - top}


def fill_grid(grid: RuledGrid, characters: Sequence[Character]) -> RuledGrid:
    """A number may stick out of its cell, and of the table: all of it belongs to the cell that its middle is in, or at
    the table's edge its first digit."""
    for run in runs(characters):
        if not any(holds(grid.box, middle([one])) for one in run):
            continue
        places = (middle(run), middle(run[:1]), middle(run[-1:]))
        found = (box for place in places for box in grid.boxes if holds(box, place))
        if box := next(found, None):
            grid.texts.setdefault(box, []).extend(run)
    return grid


def runs(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """Single characters, and the digits of a number together: one too wide for its cell is not cut by the border."""
    run: list[Character] = []
    for one in characters:
        if run and not (belongs(run[-1]) and belongs(one) and follows(run[-1], one)):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def belongs(character: Character) -> bool:
    return bool(NUMERAL.fullmatch(character["text"]))


def follows(before: Character, after: Character) -> bool:
    gap, size = after["x0"] - before["x1"], after["size"]
    return bool(abs(after["top"] - before["top"]) < 1 and -size / 2 < gap < size / 12)


def middle(run: Sequence[Character]) -> tuple[float, float]:
    first, last = run[0], run[-1]
    return (first["x0"] + last["x1"]) / 2, (first["top"] + last["bottom"]) / 2


def holds(box: Box, place: tuple[float, float]) -> bool:
    return box[0] <= place[0] < box[2] and box[1] <= place[1] < box[3]


def trimmed(grid: RuledGrid) -> RuledGrid:
    """Without the rows at its ends that are text of the page in a frame: cut at the frame, a line would lose signs."""
    left, _, right, _ = grid.box
    rows = sorted({box[1] for box in grid.boxes})
    wide = {box[1]: box for box in grid.boxes if box[0] == left and box[2] == right}
    for side in (rows, rows[::-1]):
        for top in side:
            if top not in wide or not is_body(grid.text_in(wide[top])):
                break
            grid.boxes.remove(wide[top])
            grid.texts.pop(wide.pop(top), None)
    return grid


def is_body(text: str) -> bool:
    """Not `第二十条第（一）项`, nor what the form says in brackets; an empty row is no row of a table either."""
    joined = re.sub(r"\s", "", text)
    if joined.startswith(("（", "(")) and joined.endswith(("）", ")")):
        return False
    return not joined or len(joined) > LONGEST_TITLE or bool(BODY.search(joined))


def is_table(grid: RuledGrid) -> bool:
    return len({box[0] for box in grid.boxes if grid.text_in(box)}) > 1


def table_of(grid: RuledGrid, page: int, tops: Sequence[float]) -> TableBlock:
    """The table of a grid on a page whose text lines have these tops. A slot that no cell covers is a blank one."""
    across = sorted({edge for box in grid.boxes for edge in (box[0], box[2])})
    down = sorted({edge for box in grid.boxes for edge in (box[1], box[3])})
    column = {edge: index for index, edge in enumerate(across)}
    row = {edge: index for index, edge in enumerate(down)}
    rows: list[dict[int, TableCell]] = [{} for _ in pairwise(down)]
    covered: set[tuple[int, int]] = set()
    for box in grid.boxes:
        x0, top, x1, bottom = column[box[0]], row[box[1]], column[box[2]], row[box[3]]
        spot = Spot(page, line_at(tops, start_of(grid, box)))
        rows[top][x0] = TableCell(grid.text_in(box), spot, bottom - top, x1 - x0)
        covered |= {(y, x) for y in range(top, bottom) for x in range(x0, x1)}
    for y, cells in enumerate(rows):
        spot = Spot(page, line_at(tops, down[y] + NEAR))
        holes = (x for x in range(len(across) - 1) if (y, x) not in covered)
        cells.update({x: TableCell("", spot) for x in holes})
    first = min(cell.spot for cell in rows[0].values())
    return cell_spans.table([[cells[x] for x in sorted(cells)] for cells in rows], first)


def start_of(grid: RuledGrid, box: Box) -> float:
    """The height on the page where a cell's text starts; of a blank cell its middle."""
    tops = [one["top"] + one["size"] / 2 for one in grid.texts.get(box, ())]
    return min(tops, default=(box[1] + box[3]) / 2)


def line_at(tops: Sequence[float], height: float) -> int:
    return max(bisect_right(tops, height), 1)


THICKEST = 3.0
"""Points. A border may be drawn as a narrow rectangle."""
NEAR = 3.0
"""Points by which lines may miss each other and still meet; pdfplumber's own measure."""
LONGEST_TITLE = 20
NUMERAL = re.compile(r"[0-9０-９.,，．]")
BODY = re.compile(r"[，。；：！？、]")
