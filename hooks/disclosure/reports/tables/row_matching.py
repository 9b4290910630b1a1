"""Groups of values ↔ the lines of a form: by their words, their places, and the form's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .adjacent_labels import Adjacent, all_have_labels, by_adjacent_labels
from .cells import CellLine, Gap, TableRead
from .similarity import REMEMBERED, aligned, best_likeness, core, coverage, likeness, name
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
    rows = RowMatcher(groups, lines, across)
    adjacent = Adjacent() if across else by_adjacent_labels(groups, lines, failing)
    if adjacent.disputed:
        return Pairing(adjacent.pairs, certain=True)
    in_order = rows.one_for_one()
    if in_order and adjacent.pairs.items() <= in_order.items():
        return Pairing(in_order, certain=True)
    worded = rows.by_words()
    if adjacent.pairs:
        return Pairing(completed(adjacent.pairs, worded), certain=True)
    if rows.has_lost_labels():
        torn = {one: at for one, at in worded.items() if is_around(groups[one], lines[at])}
        return Pairing(torn, certain=True)
    worded = rows.without_disputed(worded)
    return Pairing(worded, certain=all(groups[index].words for index in worded))


def completed(adjacent: Mapping[int, int], worded: Mapping[int, int]) -> dict[int, int]:
    """With the groups beside which no label stands whole, where the order of the others leaves room for them."""
    found = dict(adjacent)
    for index, line in worded.items():
        before = max((one for group, one in found.items() if group < index), default=-1)
        behind = min((one for group, one in found.items() if group > index), default=line + 1)
        if index not in found and before < line < behind:
            found[index] = line
    return found


class RowMatcher:
    """The groups of a table, the lines that they may be, and how well each fits each."""

    def __init__(
        self, groups: Sequence[Group], lines: Sequence[CellLine], across: TableRead | None
    ) -> None:
        self.groups, self.lines, self.across = groups, lines, across
        self.labels = [line.cores[-1] for line in lines]
        self.distinctive = [label for label in self.labels if len(label) >= LONG_ENOUGH]
        self.is_loose = bool(groups) and not any(group.words for group in groups)
        """Whether all labels stand apart from the values."""
        self.has_one_width = len({line.width for line in lines}) == 1
        self.side = self.side_of_labels()
        self.scores = self.scored(groups)

    def side_of_labels(self) -> str:
        """`before` or `behind` the values, where all labels stand apart from them and the table's ends tell."""
        if not self.is_loose:
            return ""
        first, last = self.groups[0].text_before, self.groups[-1].text_after
        known = self.distinctive
        before = any(coverage(one, first[-len(one) - NEAR :]) >= SURE for one in known)
        before = before or first.endswith(tuple(self.labels))
        behind = any(coverage(one, last[: len(one) + NEAR]) >= SURE for one in known)
        return "" if before == behind else "before" if before else "behind"

    def scored(self, groups: Sequence[Group]) -> list[list[float]]:
        return [self.scores_of(group) for group in groups]

    def scores_of(self, group: Group) -> list[float]:
        """How well the words of a group say each line, 0 to 1; less where its values do not fit there."""
        if group.words:
            own, whole = core(group.label), core("".join(group.words))
            before, after = "".join(group.before[-1:]), "".join(group.after[:1])
            texts = (own, name(group.label), whole)
            wrapped = (before + own, own + after, before + own + after)
            found = [beside(texts, wrapped, line.cores) for line in self.lines]
        else:
            before = "" if self.side == "behind" else group.text_before
            after = "" if self.side == "before" else group.text_after
            found = [around(before, after, line.cores) for line in self.lines]
        return [
            0.0 if one < ALIKE else one if fit_to_width(group, line.width) else one - MISFIT
            for one, line in zip(found, self.lines, strict=True)
        ]

    def one_for_one(self) -> dict[int, int]:
        """Where words stand before, behind and between the values, the order is surer than they are."""
        fitting = [
            index
            for index, one in enumerate(self.groups)
            if any(fit_to_width(one, line.width) is not None for line in self.lines)
        ]
        found = {index: at for at, index in enumerate(fitting)}
        if len(fitting) != len(self.lines) or self.is_broken(fitting):
            return {}
        if any(self.is_unlikely(index, at) for index, at in found.items()):
            return {}
        if not all_have_labels(self.groups, self.lines):
            if self.across is None or any(map(max, self.scores)):
                return {}
            spot = self.groups[0].spot
            why = "没有写明各是哪一组，照表式的次序填入"
            doubts = (Gap(f"“{line.label}”一组", why, spot, line.id) for line in self.lines)
            self.across.doubts += doubts
        return found

    def is_broken(self, fitting: Sequence[int]) -> bool:
        """Whether some values between the rows are a row that has too few or too many."""
        between = set(range(fitting[0], fitting[-1])) - set(fitting)
        others = [self.groups[index] for index in between]
        return any(has_digit(group) and len(group.values) > 1 for group in others)

    def is_unlikely(self, index: int, at: int) -> bool:
        """Whether a group's words, or the label right beside loose values, are another line's."""
        group, line = self.groups[index], self.lines[at]
        own, best = self.scores[index][at], max(self.scores[index])
        if group.words:
            # a piece of the label will do, as where a converter has torn it
            is_part = coverage(core("".join(group.words)), line.cores[0]) >= ALIKE
            return (own < ALIKE and not is_part) or (best >= SURE and own < best - MARGIN / 2)
        if any(group.text_before in later.cores for later in self.lines[at + 1 :]):
            return True  # a row is missing before
        named = [one for one in self.lines if self.is_at(group, one.cores[-1])]
        return bool(named) and line not in named

    def is_at(self, group: Group, label: str) -> bool:
        """Whether a label stands right beside loose values, word for word."""
        if len(label) < LONG_ENOUGH or not self.side:
            return False
        if self.side == "before":
            return group.text_before.endswith(label)
        return group.text_after.startswith(label)

    def by_words(self) -> dict[int, int]:
        scores = self.scores
        if self.across or (not self.side and self.has_one_width):
            scores = self.scored([self.without_list(group) for group in self.groups])
        pairs = aligned(scores, SKIP) if scores else {}
        sure = {
            group: line
            for group, line in pairs.items()
            if scores[group][line] >= max(scores[group]) - MARGIN
        }
        return sure | self.out_of_order(sure)

    def without_list(self, group: Group) -> Group:
        """Without loose words that name several lines: which of them the values beside belong to, nobody knows."""

        def is_list(text: str) -> bool:
            return sum(label in text for label in self.distinctive) > 1

        before = () if is_list(group.text_before[-LIST:]) else group.before
        after = () if is_list(group.text_after[:LIST]) else group.after
        return replace(group, before=before, after=after)

    def out_of_order(self, pairs: Mapping[int, int]) -> dict[int, int]:
        """Rows that a converter has moved to another place, where their own words leave no doubt."""
        found = {}
        for at, line in enumerate(self.lines):
            named = [
                index
                for index, group in enumerate(self.groups)
                if index not in pairs
                and group.words
                and best_likeness(name(group.label), line.cores) >= SURE
            ]
            if at not in pairs.values() and len(named) == 1:
                found[named[0]] = at
        return found

    def has_lost_labels(self) -> bool:
        """Whether values stand apart from their labels and some of these are missing: then any of them may be the next
        row's, and the form's sums don't tell."""
        is_apart = self.is_loose and self.has_one_width and not self.across
        return is_apart and not all_have_labels(self.groups, self.lines)

    def without_disputed(self, worded: Mapping[int, int]) -> dict[int, int]:
        """Without loose values beside others that no line has: the label between the two may be that of either."""

        def is_left(index: int) -> bool:
            inside = 0 <= index < len(self.groups) and index not in worded
            return inside and has_digit(self.groups[index]) and not self.groups[index].words

        return {
            group: line
            for group, line in worded.items()
            if self.groups[group].words or not (is_left(group - 1) or is_left(group + 1))
        }


def is_around(group: Group, line: CellLine) -> bool:
    """Whether the line's label begins before the values and ends behind them, so that it can be no other row's."""
    label = line.cores[-1]
    before, after = group.text_before[-len(label) :], group.text_after[: len(label)]
    parts = coverage(label, before), coverage(label, after)
    return max(parts) < SURE <= coverage(label, before + after)


@lru_cache(maxsize=REMEMBERED)
def beside(texts: Sequence[str], wrapped: Sequence[str], cores: Sequence[str]) -> float:
    """Of a row's own words; where they break off, with the loose words before and behind them."""
    found = max(best_likeness(one, cores) for one in texts)
    if found < SURE:
        found = max(found, *(full_label_similarity(one, cores) for one in wrapped))
    return found


def full_label_similarity(text: str, cores: Sequence[str]) -> float:
    """Of a text that must be the whole label, slips apart."""
    near = (one for one in cores if abs(len(text) - len(one)) <= SLIP)
    return max((likeness(text, one) for one in near), default=0.0)


@lru_cache(maxsize=REMEMBERED)
def around(before: str, after: str, cores: Sequence[str]) -> float:
    """Of loose words: right before the values, broken by them, or right behind them."""
    return max(around_one(before, after, one) for one in cores)


def around_one(before: str, after: str, label: str) -> float:
    size = len(label)
    in_front = coverage(label, before[-size - NEAR :]) if ends_near(label, before) else 0.0
    broken = coverage(label, before[-size:] + after[:size])
    is_behind = ends_near(label[::-1], after[::-1])
    behind = coverage(label, after[: size + NEAR]) if is_behind else 0.0
    return max(in_front, BROKEN * broken, BEHIND * behind)


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
