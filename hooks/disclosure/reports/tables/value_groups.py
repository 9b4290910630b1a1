"""Rows of a region → groups of values, each with the words it stands beside or between."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from disclosure.figures.figure import parse_or_none
from disclosure.reports.readers.blocks import Spot

from .rows import Row, Value
from .similarity import core


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one statutory row, or what seems to be one."""

    words: tuple[str, ...]
    """Of the row itself; empty where only loose words stand around the values."""
    before: tuple[str, ...]
    """Cores of the loose words since the group before."""
    after: tuple[str, ...]
    """Cores of the loose words up to the group behind."""
    values: tuple[Value, ...]
    spot: Spot
    padded: bool = False
    """Blank cells that are too many can only be at the end."""
    led: bool = False
    """They can only be at the start, where a label takes several columns."""
    short: bool = False
    """The row has fewer cells than others of its table."""

    @property
    def label(self) -> str:
        return "".join(self.words[-1:])

    @property
    def text_before(self) -> str:
        return "".join(self.before)

    @property
    def text_after(self) -> str:
        return "".join(self.after)


def groups_of(rows: Sequence[Row], widths: Collection[int]) -> list[Group]:
    """`widths` are how many values a row of this table may have."""
    found: list[Group] = []
    words: list[str] = []
    for loose, run in groupby(rows, lambda row: is_loose(row, widths)):
        part = list(run)
        if not loose:
            take_rows(part, found, words)
        elif any(value.text for row in part for value in row.values) or part[0].piped:
            take_run(part, widths, found, words)
    if found:
        found[-1] = replace(found[-1], after=tuple(words))
    return found


def take_rows(rows: Sequence[Row], found: list[Group], words: list[str]) -> None:
    for row in rows:
        if row.values:
            group = Group(row.words, tuple(words), (), row.values, row.spot, row.piped)
            close(found, replace(group, short=row.short), words)
        else:
            words.extend(filter(None, map(core, row.words)))


def take_run(
    rows: Sequence[Row], widths: Collection[int], found: list[Group], words: list[str]
) -> None:
    """Lines that hold nothing but values."""
    piped = rows[0].piped
    made = chunks([row.values for row in rows], widths, [] if words else found[-1:], piped)
    if made is None:
        rest = (value for row in rows for value in row.values)
        found[-1] = replace(found[-1], values=(*found[-1].values, *rest))
        return
    for values in made:
        group = Group((), tuple(words), (), values, values[0].spot, piped)
        close(found, group, words)


def close(found: list[Group], made: Group, words: list[str]) -> None:
    """Words between two groups may be the end of the one or the start of the other."""
    if found:
        found[-1] = replace(found[-1], after=tuple(words))
    found.append(made)
    words.clear()


def is_loose(row: Row, widths: Collection[int]) -> bool:
    """Whether its values may be a part only of a statutory row."""
    return bool(row.values) and not row.words and not (row.solid and len(row.values) in widths)


def chunks(
    lines: Sequence[tuple[Value, ...]],
    widths: Collection[int],
    before: Sequence[Group],
    piped: bool,
) -> list[tuple[Value, ...]] | None:
    """A run of lines that hold nothing but values, cut into groups; None where it is the rest of the group before.

    A number too many, alone on its line, is a page number where the sums leave no other reading.
    """
    flat = [value for line in lines for value in line]
    width = max(widths)
    if not piped and len(flat) % width:
        # lines with a space may be nothing but lines with a space
        flat = [value for value in flat if value.text]
    if before and is_rest(before[0], flat, widths):
        return None
    if all(len(line) in widths and len(line) > 1 for line in lines):
        return [tuple(line) for line in lines]
    if len(widths) > 1 or piped:  # how many belong together, the words before will say
        return [tuple(flat)]
    if len(flat) % width == 1 and len(flat) > width:
        flat = without_page_number(flat, lines, width)
    if len(flat) % width == 0:
        return [tuple(flat[at : at + width]) for at in range(0, len(flat), width)]
    return [tuple(flat)]


def is_rest(group: Group, rest: Sequence[Value], widths: Collection[int]) -> bool:
    """Whether a row that is short of some values goes on in these: a total on a line of its own must be the total."""
    count = len(group.values) + len(rest)
    if not group.words or len(group.values) in widths or count not in widths:
        return False
    return len(rest) > 1 or is_sum(group.values, rest[0])


def without_page_number(
    flat: list[Value], lines: Sequence[tuple[Value, ...]], width: int
) -> list[Value]:
    """As it was, unless exactly one reading adds up."""
    alone = {id(line[0]) for line in lines if len(line) == 1}
    readings = {
        tuple(value.text for value in left): left
        for at, one in enumerate(flat)
        if id(one) in alone
        if adds_up(left := flat[:at] + flat[at + 1 :], width)
    }
    return next(iter(readings.values())) if len(readings) == 1 else flat


def adds_up(values: Sequence[Value], width: int) -> bool:
    parts = (values[at : at + width] for at in range(0, len(values), width))
    return all(is_sum(part[:-1], part[-1]) for part in parts)


def is_sum(parts: Sequence[Value], total: Value) -> bool:
    """Whether a total is that of its parts; `—` and blanks count as nothing."""
    numbers = [number_of(value) for value in (*parts, total)]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and sum(known[:-1]) == known[-1]


def number_of(value: Value) -> Decimal | None:
    """A blank and a dash are 0; None for what is no number."""
    if not value.text:
        return Decimal(0)
    figure = parse_or_none(value.text)
    return (figure.value or Decimal(0)) if figure else None


def fit_to_width(group: Group, width: int) -> tuple[Value, ...] | None:
    """Without the blank cells that a row has too many, at its end or at its start; None where that is not known."""
    values = group.values
    extra = len(values) - width
    if extra < 0 or (group.led and group.short and not values[0].text):
        return None
    if not any(value.text for value in values):
        return values[:width]
    at_start, at_end = spare(group, width)
    if extra and at_start and at_end:
        return None
    if at_end:
        return values[:width]
    return values[extra:] if at_start else None


def spare(group: Group, width: int) -> tuple[bool, bool]:
    """Whether the cells that a row has too many may be those at its start, and those at its end."""
    values = group.values
    at_start = not any(value.text for value in values[: len(values) - width])
    at_end = not any(value.text for value in values[width:])
    return at_start and not group.padded, at_end and not group.led


def align_groups(groups: Sequence[Group], width: int) -> list[Group]:
    """Rows of one table have their blank cells too many on one side: where a row leaves it open, the others tell."""
    sides = {
        spare(group, width)
        for group in groups
        if len(group.values) > width and any(value.text for value in group.values)
    }
    if (True, False) in sides and (False, True) not in sides:
        return [replace(group, led=True) for group in groups]
    if (False, True) in sides and (True, False) not in sides:
        return [replace(group, padded=True) for group in groups]
    wide = [group for group in groups if len(group.values) > width and has_digit(group)]
    if sides == {(True, True)} and all(ends_at(group) == width for group in wide):
        return [replace(group, padded=True) for group in groups]  # else no row had a total
    return list(groups)


def ends_at(group: Group) -> int:
    """How many values there are up to the last that is not blank."""
    return max((at for at, value in enumerate(group.values, 1) if value.text), default=0)


def has_digit(group: Group) -> bool:
    return any(character.isdigit() for value in group.values for character in value.text)
