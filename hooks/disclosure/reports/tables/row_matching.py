"""Groups of values ↔ the lines of a form: by their words, their places, and the form's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from .adjacent_labels import Adjacent, all_have_labels, by_adjacent_labels
from .cells import CellLine, Gap, TableRead
from .similarity import aligned, core, coverage, likeness, name
from .value_groups import Group, fit_to_width, has_digit


@dataclass(frozen=True)
class Pairing:
    """Which line of the form each group of values belongs to."""

    lines: Mapping[int, int]
    """Group → line."""
    certain: bool
    """Whether each line's own words stand with its values, or nothing else is left for them; else the form's sums have
    the last word."""


def paired(
    groups: Sequence[Group],
    lines: Sequence[CellLine],
    across: TableRead | None,
    failing: Callable[[Mapping[int, int]], int],
) -> Pairing:
    """By their words, unless there are just as many groups as lines and no words speak against the form's order.
    `failing` counts the form's sums that a pairing contradicts."""
    side = side_of_labels(groups, lines)
    scores = [[score(group, line, side) for line in lines] for group in groups]
    adjacent = Adjacent() if across else by_adjacent_labels(groups, lines, failing)
    if adjacent.disputed:
        return Pairing(adjacent.pairs, certain=True)
    in_order = one_for_one(groups, lines, scores, across)
    if in_order and adjacent.pairs.items() <= in_order.items():
        return Pairing(in_order, certain=True)
    worded = by_words(groups, lines, scores, across, side)
    if not adjacent.pairs and not across and has_lost_labels(groups, lines):
        return Pairing(
            {one: at for one, at in worded.items() if is_around(groups[one], lines[at])},
            certain=True,
        )
    if adjacent.pairs:
        return Pairing(completed(adjacent.pairs, worded), certain=True)
    worded = without_disputed(worded, groups)
    return Pairing(worded, certain=all(groups[index].words for index in worded))


def has_lost_labels(groups: Sequence[Group], lines: Sequence[CellLine]) -> bool:
    """Whether values stand apart from their labels and some of these are missing: then any of them may be the next
    row's, and the form's sums don't tell."""
    loose = not any(group.words for group in groups)
    one_width = len({line.width for line in lines}) == 1
    return bool(groups) and loose and one_width and not all_have_labels(groups, lines)


def is_around(group: Group, line: CellLine) -> bool:
    """Whether the line's label begins before the values and ends behind them, so that it can be no other row's."""
    label = line.cores[-1]
    before, after = "".join(group.before)[-len(label) :], "".join(group.after)[: len(label)]
    parts = coverage(label, before), coverage(label, after)
    return max(parts) < SURE <= coverage(label, before + after)


def without_disputed(worded: Mapping[int, int], groups: Sequence[Group]) -> dict[int, int]:
    """Without loose values beside others that no line has: the label between the two may be that of either."""

    def is_left(index: int) -> bool:
        inside = 0 <= index < len(groups) and index not in worded
        return inside and has_digit(groups[index]) and not groups[index].words

    return {
        group: line
        for group, line in worded.items()
        if groups[group].words or not (is_left(group - 1) or is_left(group + 1))
    }


def completed(adjacent: Mapping[int, int], worded: Mapping[int, int]) -> dict[int, int]:
    """With the groups beside which no label stands whole, where the order of the others leaves room for them."""
    found = dict(adjacent)
    for index, line in worded.items():
        before = max((one for group, one in found.items() if group < index), default=-1)
        behind = min((one for group, one in found.items() if group > index), default=line + 1)
        if index not in found and before < line < behind:
            found[index] = line
    return found


def by_words(
    groups: Sequence[Group],
    lines: Sequence[CellLine],
    scores: list[list[float]],
    across: TableRead | None,
    side: str,
) -> dict[int, int]:
    if across or (not side and len({line.width for line in lines}) == 1):
        alone = without_lists(groups, lines)
        scores = [[score(group, line, side) for line in lines] for group in alone]
    pairs = aligned(scores, SKIP) if scores else {}
    pairs = {
        group: line
        for group, line in pairs.items()
        if scores[group][line] >= max(scores[group]) - MARGIN
    }
    return pairs | out_of_order(pairs, groups, lines)


def one_for_one(
    groups: Sequence[Group],
    lines: Sequence[CellLine],
    scores: Sequence[Sequence[float]],
    across: TableRead | None,
) -> dict[int, int]:
    """Where words stand before, behind and between the values, the order is surer than they are."""
    fitting = [index for index, one in enumerate(groups) if fits_any(one, lines)]
    if len(fitting) != len(lines) or is_broken(groups, fitting):
        return {}
    if any(is_ahead(groups[index], at, lines) for at, index in enumerate(fitting)):
        return {}
    side = side_of_labels(groups, lines)
    for at, index in enumerate(fitting):
        own = scores[index][at]
        if groups[index].words and own < ALIKE and not is_part(groups[index], lines[at]):
            return {}
        if (
            groups[index].words
            and max(scores[index]) >= SURE
            and own < max(scores[index]) - MARGIN / 2
        ):
            return {}
        if speaks_against(groups[index], lines[at], lines, side):
            return {}
    if not all_have_labels(groups, lines):
        if across is None or any(max(row) for row in scores):
            return {}
        why = "没有写明各是哪一组，照表式的次序填入"
        across.doubts += [
            Gap(f"“{line.label}”一组", why, groups[0].spot, line.id) for line in lines
        ]
    return {index: at for at, index in enumerate(fitting)}


def is_part(group: Group, line: CellLine) -> bool:
    """Whether a row's own words are a piece of the line's label, as where a converter has torn it."""
    return coverage(core("".join(group.words)), line.cores[0]) >= ALIKE


def speaks_against(group: Group, line: CellLine, lines: Sequence[CellLine], side: str) -> bool:
    """Whether the label that stands right beside loose values is, word for word, another line's."""
    before, after = "".join(group.before), "".join(group.after)

    def beside_is(one: CellLine) -> bool:
        label = one.cores[-1]
        if len(label) < LONG_ENOUGH or group.words:
            return False
        return (side == "before" and before.endswith(label)) or (
            side == "behind" and after.startswith(label)
        )

    named = [one for one in lines if beside_is(one)]
    return bool(named) and line not in named


def is_broken(groups: Sequence[Group], fitting: Sequence[int]) -> bool:
    """Whether some values between the rows are a row that has too few or too many."""
    between = set(range(fitting[0], fitting[-1])) - set(fitting)
    return any(has_digit(groups[index]) and len(groups[index].values) > 1 for index in between)


def is_ahead(group: Group, at: int, lines: Sequence[CellLine]) -> bool:
    """Whether the label right before the values is that of a later line: then a row is missing before."""
    before = "".join(group.before)
    return not group.words and any(before in line.cores for line in lines[at + 1 :])


def out_of_order(
    pairs: Mapping[int, int], groups: Sequence[Group], lines: Sequence[CellLine]
) -> dict[int, int]:
    """Rows that a converter has moved to another place, where their own words leave no doubt."""
    found = {}
    for at, line in enumerate(lines):
        named = [
            index
            for index, group in enumerate(groups)
            if index not in pairs and group.words and alike(name(group.label), line) >= SURE
        ]
        if at not in pairs.values() and len(named) == 1:
            found[named[0]] = at
    return found


def fits_any(group: Group, lines: Sequence[CellLine]) -> bool:
    return any(fit_to_width(group, line.width) is not None for line in lines)


def side_of_labels(groups: Sequence[Group], lines: Sequence[CellLine]) -> str:
    """`before` or `behind` the values, where all labels stand apart from them and the table's ends tell."""
    if not groups or any(group.words for group in groups):
        return ""
    first, last = "".join(groups[0].before), "".join(groups[-1].after)
    distinctive = [line.cores[-1] for line in lines if len(line.cores[-1]) >= LONG_ENOUGH]
    before = any(coverage(one, first[-len(one) - NEAR :]) >= SURE for one in distinctive)
    before = before or first.endswith(tuple(line.cores[-1] for line in lines))
    behind = any(coverage(one, last[: len(one) + NEAR]) >= SURE for one in distinctive)
    return "" if before == behind else "before" if before else "behind"


def score(group: Group, line: CellLine, side: str) -> float:
    found = beside(group, line) if group.words else around(group, line, side)
    if found < ALIKE:
        return 0.0
    return found if fit_to_width(group, line.width) else found - MISFIT


def beside(group: Group, line: CellLine) -> float:
    """Of a row's own words; where they break off, with the loose words before and behind them."""
    own = core(group.label)
    found = max(alike(one, line) for one in (own, name(group.label), core("".join(group.words))))
    if found < SURE:
        before, after = "".join(group.before[-1:]), "".join(group.after[:1])
        wrapped = (before + own, own + after, before + own + after)
        found = max(found, *(full_label_similarity(one, line) for one in wrapped))
    return found


def full_label_similarity(text: str, line: CellLine) -> float:
    """Of a text that must be the whole label, slips apart."""
    return max(
        (likeness(text, one) for one in line.cores if abs(len(text) - len(one)) <= SLIP),
        default=0.0,
    )


def alike(text: str, line: CellLine) -> float:
    return max(likeness(text, one) for one in line.cores)


def around(group: Group, line: CellLine, side: str) -> float:
    """Of loose words: right before the values, broken by them, or right behind them."""
    before = "" if side == "behind" else "".join(group.before)
    after = "" if side == "before" else "".join(group.after)
    return max(around_one(before, after, one) for one in line.cores)


def without_lists(groups: Sequence[Group], lines: Sequence[CellLine]) -> list[Group]:
    """Without the loose words that name several lines: which of them the values beside belong to, nobody knows."""
    distinctive = [line.cores[-1] for line in lines if len(line.cores[-1]) >= LONG_ENOUGH]

    def is_list(text: str) -> bool:
        return sum(label in text for label in distinctive) > 1

    return [
        replace(
            group,
            before=() if is_list("".join(group.before)[-LIST:]) else group.before,
            after=() if is_list("".join(group.after)[:LIST]) else group.after,
        )
        for group in groups
    ]


def around_one(before: str, after: str, label: str) -> float:
    size = len(label)
    return max(
        coverage(label, before[-size - NEAR :]) if ends_near(label, before) else 0.0,
        BROKEN * coverage(label, before[-size:] + after[:size]),
        BEHIND * coverage(label, after[: size + NEAR])
        if ends_near(label[::-1], after[::-1])
        else 0.0,
    )


def ends_near(label: str, text: str) -> bool:
    """Whether a label's last characters stand at the end: what comes between belongs to another one."""
    tail = text[-TAIL - NEAR :]
    return any(label[-at - 2 : len(label) - at] in tail for at in range(2))


ALIKE = 0.6
"""Below this two labels are not the same; slips of a source stay above it."""
SURE = 0.9
MARGIN = 0.1
"""How much better another line may fit the words than the one that the order gives."""
MISFIT = 0.3
BROKEN, BEHIND = 0.97, 0.8
LONG_ENOUGH, LIST = 4, 70
"""Characters of a label that no column has; and of two labels in a row."""
NEAR, TAIL = 1, 3
"""Characters that may stand between a label and its values; and of its end that are looked at."""
SLIP = 2
"""Characters that a slip may add to a label, or take away."""
SKIP = 3.0
"""So much that words printed behind their values are never taken for those of the row below."""
