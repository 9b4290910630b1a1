"""Numbers of a report → the indicators they are, by section, unit and the words around them; in doubt a proposal."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise

from disclosure.datafiles.models import Indicator, unit_of
from disclosure.figures.units import Unit
from disclosure.reports.tables.similarity import aligned, core

from .numbers import Number, numbers
from .sections import Section


class Certainty(StrEnum):
    MATCHED = "matched"
    """One of last year's section, same unit, and no other indicator's words fit as well."""
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
    def clause_before(self) -> str:
        text, start = self.section.text, self.number.start
        return re.split("[，,。；、（(]", tight(text[max(0, start - LONGEST) : start]))[-1]

    @property
    def context(self) -> str:
        """For the editor: a few words on either side."""
        text, number = self.section.text, self.number
        before = tight(text[max(0, number.start - 2 * CONTEXT) : number.start])[-CONTEXT:]
        after = tight(text[number.end : number.end + 2 * CONTEXT])[:CONTEXT]
        # a number that is cut in two would be another number
        return f"{CUT_BEFORE.sub('', before)}{number.printed}{CUT_AFTER.sub('', after)}"


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


@dataclass(frozen=True)
class Known:
    """An indicator as a topic defines it, and where last year's file has it."""

    id: str
    indicator: Indicator
    topic: str
    section: str = ""
    """Empty where last year's file doesn't have it."""
    since: str = ""
    """Last year's words for a running total's start."""

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

    First within the sections of last year's file, whose figures stand in the report's order, wherever such a section
    is this year; then, for what is left, within the topics, whose indicators are listed in an order that a report is
    likely to have too.
    """
    judge = Judge(known)
    taken: dict[int, Match] = {}
    for one, other in by_sections(judge, figures):
        taken[one] = settled(judge, figures, one, other)
    for one, other in by_topics(judge, figures, taken):
        rival = judge.rival(figures[one], other)
        taken[one] = Match(figures[one], known[other].id, Certainty.PROPOSED, rival)
    nothing = (Match(one, None, Certainty.UNMATCHED) for one in figures)
    words = {one.id: one.since for one in known}
    return [
        replace(match, since=start_of(match, words))
        for match in (taken.get(index, none) for index, none in enumerate(nothing))
    ]


def start_of(match: Match, words: Mapping[str, str]) -> str:
    said, last = match.mention.number.since, words.get(match.indicator or "", "")
    return last if last and said.startswith(last) else said


def by_sections(judge: Judge, figures: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Last year's sections, those that are surest first, each in the section of this year that it fits best: of its own
    number, unless another one fits much better."""
    sections = dict.fromkeys(one.section for one in judge.known if one.section)
    free = set(range(len(figures)))
    while sections:
        tries = [
            (pairs, last)
            for last in sections
            for key in dict.fromkeys(one.section.key for one in figures)
            if (
                pairs := in_order(
                    judge, figures, of_section(key, figures, free), listed(judge, last), LEAST
                )
            )
        ]
        worth = [fit(judge, figures, pairs, last) for pairs, last in tries]
        if not tries:
            return
        pairs, last = tries[worth.index(max(worth))]
        del sections[last]
        free -= {one for one, _ in pairs}
        yield from pairs


def of_section(key: str, figures: Sequence[Mention], free: Collection[int]) -> list[int]:
    return [index for index, one in enumerate(figures) if one.section.key == key and index in free]


def listed(judge: Judge, section: str) -> list[int]:
    return [index for index, one in enumerate(judge.known) if one.section == section]


def fit(
    judge: Judge, figures: Sequence[Mention], pairs: Sequence[tuple[int, int]], last: str
) -> float:
    """How much of last year's section is there, in all; its own number counts for something."""
    same = figures[pairs[0][0]].section.key == last
    return sum(judge.score(figures[one], other) for one, other in pairs) + (SAME if same else 0.0)


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


def settled(judge: Judge, figures: Sequence[Mention], one: int, other: int) -> Match:
    """Sure only where the words are the indicator's and no other's, and no other figure of the report has them too."""
    rival = judge.rival(figures[one], other)
    own = judge.score(figures[one], other)
    others = [judge.score(figure, other) for figure in figures if figure is not figures[one]]
    sure = own >= ENOUGH and not rival and own > max(others, default=0.0) + MARGIN
    certainty = Certainty.MATCHED if sure else Certainty.PROPOSED
    return Match(figures[one], judge.known[other].id, certainty, rival)


class Judge:
    """Says how well a figure's words fit an indicator's, rare pairs of characters counting for more."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        count = Counter(pair for one in known for pair in frozenset().union(*one.texts))
        self.weights = {pair: math.log(1 + len(known) / times) for pair, times in count.items()}

    @cache  # noqa: B019  because a judge lives as long as its scores are wanted
    def score(self, figure: Mention, index: int) -> float:
        """0 to 1; 0 where the units are not of one kind, or where it is a change, or another year's."""
        one = self.known[index]
        if not one_kind(figure.number, one.unit) or COMPARED.search(figure.clause_before):
            return 0.0
        clause, sentence = pairs(figure.clause), pairs(figure.sentence)
        near = max(self.share(text, clause) for text in one.texts)
        wide = max(self.share(text, sentence) for text in one.texts)
        return NEAR * near + (1 - NEAR) * wide

    def share(self, wanted: frozenset[str], there: frozenset[str]) -> float:
        total = sum(self.weights[pair] for pair in wanted)
        return sum(self.weights[pair] for pair in wanted & there) / total if total else 0.0

    def rival(self, figure: Mention, chosen: int) -> str | None:
        """Another indicator that fits as well, or nearly so."""
        least = self.score(figure, chosen) - MARGIN
        rivals = [(self.score(figure, one), one) for one in range(len(self.known)) if one != chosen]
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


COMPARED = re.compile(
    "同比|环比|上年|去年|上一年|上期|往年|增加|增长|减少|下降|上升|提高|降低|计划|拟|明年|将在|预计|废止|撤销|其他单位"
)
"""Before a number: what it tells is not this year's own."""
CONTEXT = 14
CUT_BEFORE, CUT_AFTER = re.compile(r"^[\d.,%]+[万亿年月日]?"), re.compile(r"[\d.,]+$")
LONGEST = 300
"""Characters of a sentence that are looked at on either side."""
NEAR = 0.5
LEAST, ENOUGH, ALONE = 0.2, 0.25, 0.3
SAME = 0.5
"""What the same section number is worth: as much as one figure that fits well."""
MARGIN = 0.05
"""How much better than the next an indicator must fit to be filled in without asking."""
