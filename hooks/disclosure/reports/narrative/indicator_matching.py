"""Numbers of a report → the indicators they are, by section, unit and the words around them; in doubt a proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from disclosure.reports.tables.similarity import aligned

from .judge import MARGIN, Judge, Known
from .mentions import Mention


class Certainty(StrEnum):
    MATCHED = "matched"
    """One of last year's section, same unit, and no other indicator's words fit as well."""
    PROPOSED = "proposed"
    UNMATCHED = "unmatched"


@dataclass(frozen=True)
class Match:
    """A figure of the report with what it is taken for."""

    mention: Mention
    indicator: str | None
    certainty: Certainty
    rival: str | None = None
    """The indicator that fits nearly as well."""
    since: str = ""
    """Where a running total starts: in last year's words, if the report's are the same but for more of them."""
    note: str = ""
    """Why it is not what it looked like."""


def matches(figures: Sequence[Mention], known: Sequence[Known]) -> list[Match]:
    """Each figure with at most one indicator, each indicator with at most one figure.

    First within the sections of last year's file, whose figures stand in the report's order, wherever such a section
    is this year; then, for what is left, within the topics, whose indicators are listed in an order that a report is
    likely to have too.
    """
    matcher = Matcher(figures, known)
    pairs = matcher.pairs(lambda one: one.section, LEAST, once=True)
    taken = {figure: matcher.match(figure, one) for figure, one in pairs.items()}
    matcher.settle(pairs)
    for figure, one in matcher.pairs(lambda one: one.topic, ALONE, once=False).items():
        taken[figure] = replace(matcher.match(figure, one), certainty=Certainty.PROPOSED)
    words = {one.id: one.since for one in known}
    unmatched = enumerate(Match(one, None, Certainty.UNMATCHED) for one in figures)
    found = (taken.get(index, nothing) for index, nothing in unmatched)
    return [replace(one, since=start_of(one, words)) for one in found]


def start_of(match: Match, words: Mapping[str, str]) -> str:
    since, last = match.mention.number.since, words.get(match.indicator or "", "")
    return last if last and since.startswith(last) else since


class Matcher:
    """The figures of a report and the indicators that they may be, each by its place in its list."""

    def __init__(self, figures: Sequence[Mention], known: Sequence[Known]) -> None:
        self.figures, self.known, self.judge = figures, known, Judge(known)
        self.sections = dict.fromkeys(one.section.key for one in figures)
        self.free = list(range(len(figures)))
        self.left = list(range(len(known)))
        """Figures and indicators that are not settled."""

    def fits(self, figure: int, indicator: int) -> float:
        return self.judge.score(self.figures[figure], indicator)

    def settle(self, pairs: Mapping[int, int]) -> None:
        self.free = [one for one in self.free if one not in pairs]
        self.left = [one for one in self.left if one not in pairs.values()]

    def pairs(self, key: Callable[[Known], str], least: float, *, once: bool) -> dict[int, int]:
        """Figure → indicator. Those of one key are taken together, the group first that fits a section best; each group
        only `once`, or as often as something of it fits at least so well."""
        groups: dict[str, list[int]] = {}
        for one in self.left:
            if name := key(self.known[one]):
                groups.setdefault(name, []).append(one)
        found: dict[int, int] = {}
        while tries := [
            (pairs, name)
            for section in self.sections
            for name, group in groups.items()
            if (pairs := self.in_order(section, group, least, found))
        ]:
            pairs, name = max(tries, key=lambda one: self.worth(*one))
            found |= pairs
            left = [one for one in groups[name] if one not in pairs.values()]
            groups[name] = [] if once else left
        return self.by_words(found)

    def in_order(
        self, section: str, group: Sequence[int], least: float, taken: Mapping[int, int]
    ) -> dict[int, int]:
        """The pairs of a section that keep both orders and fit best, each at least so well."""
        here = [
            one
            for one in self.free
            if one not in taken and self.figures[one].section.key == section
        ]
        scores = [[self.fits(figure, one) for one in group] for figure in here]
        pairs = aligned(scores, 0.0) if scores and group else {}
        found = ((here[row], group[column]) for row, column in sorted(pairs.items()))
        return {figure: one for figure, one in found if self.fits(figure, one) >= least}

    def worth(self, pairs: Mapping[int, int], group: str) -> float:
        """How much of a group is there, in all; a section of last year's in its own place counts for something."""
        same = self.figures[next(iter(pairs))].section.key == group
        return sum(self.fits(*pair) for pair in pairs.items()) + (SAME if same else 0.0)

    def by_words(self, pairs: Mapping[int, int]) -> dict[int, int]:
        """The pairs that were found in order, but where the words clearly fit better: two figures exchanged, or another
        one that is free."""
        found = dict(pairs)
        for _ in pairs:
            gain, better = max(self.steps(found), key=lambda step: step[0], default=(0.0, {}))
            if gain < GAIN:
                break
            for figure, indicator in better.items():
                found.pop(figure, None)
                if indicator is not None:
                    found[figure] = indicator
        return dict(sorted(found.items()))

    def steps(self, found: Mapping[int, int]) -> Iterator[tuple[float, dict[int, int | None]]]:
        """(how much better the words fit, what changes) of every exchange of two, and every move to a free one."""
        fits = self.fits
        for (one, its), (other, other_s) in combinations(found.items(), 2):
            if fits(one, other_s) and fits(other, its):
                now = fits(one, its) + fits(other, other_s)
                yield fits(one, other_s) + fits(other, its) - now, {one: other_s, other: its}
        left = [indicator for indicator in self.left if indicator not in found.values()]
        free = [figure for figure in self.free if figure not in found]
        for one, its in found.items():
            for indicator in left:
                yield fits(one, indicator) - fits(one, its), {one: indicator}
            for figure in free:
                yield fits(figure, its) - fits(one, its), {one: None, figure: its}

    def match(self, figure: int, indicator: int) -> Match:
        """Sure only where the words are the indicator's and no other's, and no other figure has them too."""
        mention = self.figures[figure]
        rival = self.judge.rival(mention, indicator)
        own = self.fits(figure, indicator)
        others = (self.fits(one, indicator) for one in range(len(self.figures)) if one != figure)
        is_only = not rival and own > max(others, default=0.0) + MARGIN
        sure = own >= ENOUGH and is_only and self.judge.is_own(mention, indicator)
        certainty = Certainty.MATCHED if sure else Certainty.PROPOSED
        return Match(mention, self.known[indicator].id, certainty, rival)


LEAST, ENOUGH, ALONE = 0.2, 0.25, 0.3
SAME = 0.5
"""What the same section number is worth: as much as one figure that fits well."""
GAIN = 0.15
"""How much better words must fit before they overrule last year's order."""
