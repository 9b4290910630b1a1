"""Numbers of a report → the indicators they are, by section, unit and the words around them; in doubt a proposal."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise

from ..records import unit_of
from ..shapes import Indicator
from ..units import Unit
from .alignment import aligned
from .labels import core
from .numbers import Number, numbers
from .sections import Section


class Certainty(StrEnum):
    MATCHED = "matched"
    """Same section as last year, same unit, and no other indicator's words fit as well."""
    PROPOSED = "proposed"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, eq=False)
class Mention:
    """One number where it stands."""

    section: Section
    number: Number

    @cached_property
    def sentence(self) -> str:
        """From the last full stop to the next."""
        return cut(self.section.text, self.number, "。；\n\n")

    @cached_property
    def clause(self) -> str:
        """From the last comma, or the number before, to the next comma."""
        return cut(self.section.text, self.number, "，,。；、")

    @property
    def context(self) -> str:
        """For the editor: a few words on either side."""
        text, number = self.section.text, self.number
        before = tight(text[max(0, number.start - 2 * CONTEXT) : number.start])[-CONTEXT:]
        after = tight(text[number.end : number.end + 2 * CONTEXT])[:CONTEXT]
        return f"{before}{number.printed}{after}"


@dataclass(frozen=True)
class Match:
    """A figure of the report with what it is taken for."""

    mention: Mention
    indicator: str | None
    certainty: Certainty
    rival: str | None = None
    """The indicator that fits nearly as well."""


@dataclass(frozen=True)
class Known:
    """An indicator as a topic defines it, and where last year's file has it."""

    id: str
    indicator: Indicator
    topic: str
    section: str = ""
    """Empty where last year's file doesn't have it."""

    @cached_property
    def unit(self) -> Unit:
        return unit_of(self.indicator)

    @cached_property
    def texts(self) -> tuple[frozenset[str], ...]:
        """Pairs of characters of the label, the short label, and of all that is said of it."""
        said = (self.indicator.label, self.indicator.short or "", self.indicator.definition)
        return tuple(pairs(text) for text in said if text)


def mentions(sections: Iterable[Section], year: int) -> Iterator[Mention]:
    for section in sections:
        for number in numbers(section.text, year):
            yield Mention(section, number)


def matches(figures: Sequence[Mention], known: Sequence[Known]) -> list[Match]:
    """Each figure with at most one indicator, each indicator with at most one figure.

    First within the sections of last year's file, whose figures stand in the report's order; then, for what is left,
    within the topics, whose indicators are listed in an order that a report is likely to have too.
    """
    judge = Judge(known)
    taken: dict[int, Match] = {}
    for section in dict.fromkeys(one.section for one in known if one.section):
        here = [index for index, one in enumerate(figures) if one.section.key == section]
        there = [index for index, one in enumerate(known) if one.section == section]
        for one, other in in_order(judge, figures, here, there, LEAST):
            taken[one] = settled(judge, figures[one], other, there)
    for one, other in by_topics(judge, figures, taken):
        rival = judge.rival(figures[one], other, range(len(known)))
        taken[one] = Match(figures[one], known[other].id, Certainty.PROPOSED, rival)
    nothing = (Match(one, None, Certainty.UNMATCHED) for one in figures)
    return [taken.get(index, none) for index, none in enumerate(nothing)]


def by_topics(
    judge: Judge, figures: Sequence[Mention], taken: Mapping[int, Match]
) -> Iterator[tuple[int, int]]:
    """Section by section, the topic that fits it best first."""
    used = {match.indicator for match in taken.values()}
    left = {index for index, one in enumerate(judge.known) if one.id not in used}
    free = {index for index in range(len(figures)) if index not in taken}
    topics = dict.fromkeys(one.topic for one in judge.known)
    sections = dict.fromkeys(one.section.key for one in figures)
    while True:
        tries = [
            in_order(
                judge,
                figures,
                [one for one in sorted(free) if figures[one].section.key == section],
                [one for one in sorted(left) if judge.known[one].topic == topic],
                ALONE,
            )
            for section in sections
            for topic in topics
        ]
        best = max(
            tries, key=lambda pairs: sum(judge.score(figures[a], b) for a, b in pairs), default=[]
        )
        if not best:
            return
        yield from best
        free -= {one for one, _ in best}
        left -= {other for _, other in best}


def in_order(
    judge: Judge,
    figures: Sequence[Mention],
    here: Sequence[int],
    there: Sequence[int],
    least: float,
) -> list[tuple[int, int]]:
    """The pairs that keep both orders and fit best, each at least so well."""
    scores = [[judge.score(figures[one], other) for other in there] for one in here]
    pairs = aligned(scores, 0.0) if scores and there else {}
    found = [(here[row], there[column]) for row, column in sorted(pairs.items())]
    return [(one, other) for one, other in found if judge.score(figures[one], other) >= least]


def settled(judge: Judge, figure: Mention, other: int, rivals: Sequence[int]) -> Match:
    rival = judge.rival(figure, other, rivals)
    sure = judge.score(figure, other) >= ENOUGH and not rival
    certainty = Certainty.MATCHED if sure else Certainty.PROPOSED
    return Match(figure, judge.known[other].id, certainty, rival)


class Judge:
    """Says how well a figure's words fit an indicator's, rare pairs of characters counting for more."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        count = Counter(pair for one in known for pair in frozenset().union(*one.texts))
        self.weights = {pair: math.log(1 + len(known) / times) for pair, times in count.items()}

    @cache  # noqa: B019  because a judge lives as long as its scores are wanted
    def score(self, figure: Mention, index: int) -> float:
        """0 to 1; 0 where the units are not of one kind."""
        one = self.known[index]
        if not one_kind(figure.number, one.unit):
            return 0.0
        clause, sentence = pairs(figure.clause), pairs(figure.sentence)
        near = max(self.share(text, clause) for text in one.texts)
        wide = max(self.share(text, sentence) for text in one.texts)
        return NEAR * near + (1 - NEAR) * wide

    def share(self, wanted: frozenset[str], there: frozenset[str]) -> float:
        total = sum(self.weights[pair] for pair in wanted)
        return sum(self.weights[pair] for pair in wanted & there) / total if total else 0.0

    def rival(self, figure: Mention, chosen: int, among: Iterable[int]) -> str | None:
        """Another indicator that fits as well, or nearly so."""
        least = self.score(figure, chosen) - MARGIN
        rivals = [(self.score(figure, one), one) for one in among if one != chosen]
        score, best = max(rivals, default=(0.0, -1))
        return self.known[best].id if score > max(least, 0.0) else None


def one_kind(number: Number, unit: Unit) -> bool:
    """A number without a unit (`突破642.12万`) may be of any kind; 次 may count what a topic says it counts."""
    if not number.unit or number.unit == unit.word:
        return True
    return Unit.named(number.unit).dimension == unit.dimension


def pairs(text: str) -> frozenset[str]:
    plain = core(tight(text))
    return frozenset(map("".join, pairwise(plain)))


def cut(text: str, number: Number, ends: str) -> str:
    """The words around a number up to the nearest of these marks."""
    near = text[max(0, number.start - LONGEST) : number.start]
    before = re.split(f"[{re.escape(ends)}]", near)[-1]
    after = re.split(f"[{re.escape(ends)}]", text[number.end : number.end + LONGEST])[0]
    return before + after


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


CONTEXT = 14
LONGEST = 300
"""Characters of a sentence that are looked at on either side."""
NEAR = 0.5
LEAST, ENOUGH, ALONE = 0.02, 0.2, 0.3
MARGIN = 0.05
"""How much better than the next an indicator must fit to be filled in without asking."""
