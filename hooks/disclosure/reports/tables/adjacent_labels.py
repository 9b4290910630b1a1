"""Values that stand apart from their labels → the row whose label stands right before them, or right behind them.

Only for tables all of whose labels stand on lines of their own. A row whose blank cells left no trace is then a label
that no values follow, and must not take those of the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from .cells import CellLine
from .similarity import REMEMBERED, core, coverage, likeness
from .value_groups import Group, has_digit

Pairs = dict[int, int]


@dataclass(frozen=True)
class Adjacent:
    """What the labels right before or right behind the values tell; nothing where they don't stand apart."""

    pairs: Mapping[int, int] = field(default_factory=dict)
    """Group → line of the form."""
    disputed: bool = False
    """Whether every label may belong to the values before it as well as to those behind it, and the form's sums don't
    decide: then `pairs` has only the rows that either way have the same values."""


def by_adjacent_labels(
    groups: Sequence[Group], lines: Sequence[CellLine], failing: Callable[[Pairs], int]
) -> Adjacent:
    """`failing` counts the form's sums that a reading contradicts."""
    if any(group.words for group in groups):
        return Adjacent()
    least = min(line.width for line in lines)
    rows = {index: one for index, one in enumerate(groups) if is_row(one, least)}
    both = (rows_of_labels(rows, lines, behind=behind) for behind in (False, True))
    readings = [found for found in both if is_reading(found, len(rows))]
    whole = [found for found in readings if len(found) == len(rows)]
    if len(whole) == 1:
        return Adjacent(whole[0])
    readings = whole or readings
    if len(readings) == 2 and not all_have_labels(groups, lines):
        failing = nothing
    return decided(readings, groups, failing)


def nothing(pairs: Pairs) -> int:
    """Of a table that has lost rows with their labels the sums tell nothing: they fail however it is read."""
    return 0


def decided(
    readings: Sequence[Pairs], groups: Sequence[Group], failing: Callable[[Pairs], int]
) -> Adjacent:
    if len(readings) < 2:
        return Adjacent(readings[0]) if readings else Adjacent()
    first, second = readings
    counts = failing(first), failing(second)
    if counts[0] != counts[1]:
        return Adjacent(first if counts[0] < counts[1] else second)
    texts = [[value.text for value in group.values] for group in groups]
    other = {line: texts[group] for group, line in second.items()}
    alike = {group: line for group, line in first.items() if other.get(line, []) == texts[group]}
    return Adjacent(alike, disputed=True)


def is_row(group: Group, least: int) -> bool:
    """Whether it holds a row's values, and is no blank cell that pads a head."""
    return has_digit(group) or len(group.values) >= least


def is_reading(found: Pairs, rows: int) -> bool:
    """Whether the labels of most groups were found, and in the form's order."""
    order = [found[index] for index in sorted(found)]
    in_order = all(one < other for one, other in pairwise(order))
    return in_order and len(found) >= max(FEWEST, MOST_OF * rows)


def all_have_labels(groups: Sequence[Group], lines: Sequence[CellLine]) -> bool:
    text = "".join(map(core, (word for one in groups for word in (*one.before, *one.words))))
    text += groups[-1].text_after
    return all(coverage(line.cores[-1], text) >= SAME for line in lines)


def rows_of_labels(
    groups: Mapping[int, Group], lines: Sequence[CellLine], *, behind: bool
) -> Pairs:
    """Group → the line whose label stands right before the values, or right behind them."""
    found = {}
    for index, group in groups.items():
        sizes = range(1, LONGEST + 1)
        pieces = [group.after[:size] if behind else group.before[-size:] for size in sizes]
        if (line := row_of_label(pieces, lines)) is not None:
            found[index] = line
    return found


def row_of_label(pieces: Sequence[Sequence[str]], lines: Sequence[CellLine]) -> int | None:
    """The line whose label one of these pieces is, slips apart; None where none is, or two are alike."""
    texts = dict.fromkeys("".join(words) for words in pieces)
    fits = [max(label_similarity(text, line.cores) for text in texts) for line in lines]
    scores = sorted(zip(fits, range(len(lines)), strict=True), reverse=True)
    (best, index), (next_best, _) = (*scores, (0.0, -1))[:2]
    if best < ALIKE or next_best > (best - MARGIN if best < 1.0 else 0.99):
        return None
    return index


@lru_cache(maxsize=REMEMBERED)
def label_similarity(text: str, cores: Sequence[str]) -> float:
    """How well a text is all of a label: neither the end of a longer one, nor two labels in a row."""
    as_long = (one for one in cores if abs(len(text) - len(one)) <= max(2, len(one) // 3))
    return max((likeness(text, one) for one in as_long), default=0.0)


FEWEST, MOST_OF = 2, 0.75
"""Rows whose labels must be found: so many, and this part of all."""
LONGEST = 5
"""Lines that a label may be broken into."""
ALIKE, MARGIN = 0.75, 0.1
SAME = 0.6
"""How much of a label must stand somewhere before it counts as printed."""
