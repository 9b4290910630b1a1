"""The words over a block's columns → whether they name the columns in the form's order, and which name none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from disclosure.datafiles.forms import Grid, short_heads

from .rows import Row
from .similarity import core, coverage


def is_disordered(grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether two columns, or rows side by side, are named the other way round."""
    return any(are_disordered(group, rows) for group in siblings(grid)) or any(
        is_out_of_place([column for _, column in line], len(grid.columns))
        for line in named_columns(grid, rows)
    )


def unknown_heads(grid: Grid, rows: Sequence[Row]) -> list[str]:
    """Heads that name no column, in a row with one for each column; empty if it is one, whose place is what is left."""
    for line in named_columns(grid, rows[-1:]):
        unknown = [word for word, column in line if column is None]
        if len(line) == len(grid.columns) and len(unknown) > 1:
            return unknown
    return []


def named_columns(grid: Grid, rows: Sequence[Row]) -> list[list[tuple[str, int | None]]]:
    """The words of each line of heads, with the number of the column that each names."""
    labels = tuple(map(core, short_heads(grid.columns)))
    return [[(word, column_of(word, labels)) for word in line] for line in sequences(grid, rows)]


def sequences(grid: Grid, rows: Sequence[Row]) -> list[list[str]]:
    """The words of each row; those of rows with one word each together. Without the word in the corner."""
    corner = core(grid.corner.label) if grid.corner else ""
    found: list[list[str]] = []
    lines = [row.words if len(row.words) > 1 else row.raw.split() for row in rows]
    for single, run in groupby(lines, lambda words: len(words) == 1):
        words = [[one for one in map(core, line) if one and one != corner] for line in run]
        found += [[one for line in words for one in line]] if single else words
    return found


def column_of(word: str, labels: tuple[str, ...]) -> int | None:
    """The column of which a word says most, and clearly more than of the others."""
    word = SAME.get(word, word)
    if word in labels:
        return labels.index(word)
    said = [coverage(word, label) for label in labels]
    best = max(range(len(labels)), key=said.__getitem__)
    others = [one for at, one in enumerate(said) if at != best]
    clear = said[best] - max(others, default=0.0) >= CLEARLY
    return best if said[best] >= MOSTLY and clear else None


def is_out_of_place(named: Sequence[int | None], width: int) -> bool:
    """Whether columns are named in another order, or one at another's place where each has a head. Rows side by side
    have the columns over each of them again."""
    known = [one for one in named if one is not None]
    if any(other < one and one != width - 1 for one, other in pairwise(known)):
        return True
    if not named or len(named) % width:
        return False
    parts = [named[start : start + width] for start in range(0, len(named), width)]
    return any(
        any(one not in (None, at) for at, one in enumerate(part))
        for part in parts
        if are_whole(part)
    )


def are_whole(named: Sequence[int | None]) -> bool:
    """Whether each head stands there once: of one that is broken into two, both name its column."""
    known = [one for one in named if one is not None]
    return len(known) == len({*known})


def siblings(grid: Grid) -> Iterator[list[str]]:
    """Heads that stand beside one another, in the form's order; of rows side by side, their heads too."""
    lists = [grid.columns] if grid.corner else [grid.lines]
    for labels in lists:
        for _, group in groupby(
            (label.rpartition("／") for _, label in labels), lambda one: one[0]
        ):
            yield [core(label) for _, _, label in group if len(core(label)) >= LONG_ENOUGH]
        tops = dict.fromkeys(label.partition("／")[0] for _, label in labels)
        yield [core(label) for label in tops if len(core(label)) >= LONG_ENOUGH]


def are_disordered(heads: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether the words name two of these the other way round; they may be broken, and have slips."""
    text = "".join(core(word) for row in rows for word in row.words)
    found = []
    for head in heads:
        match = SequenceMatcher(None, head, text, autojunk=False).find_longest_match()
        if match.size >= min(3, len(head)):
            found.append(match.b - match.a)
    return any(one > other for one, other in pairwise(found))


LONG_ENOUGH = 3
"""Characters of a head that is not said elsewhere too; `其他` and `总计` are."""
MOSTLY, CLEARLY = 0.6, 0.2
"""How much of a word the label that it names has, and how much more than any other."""
SAME = {"合计": "总计", "共计": "总计", "总数": "总计"}
