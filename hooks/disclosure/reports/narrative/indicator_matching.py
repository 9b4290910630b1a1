"""Numbers of a report → the indicators they are, by section, unit and the words around them; in doubt a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

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
    judge = Judge(known)
    pairs = by_words(judge, figures, dict(by_sections(judge, figures)))
    taken = {one: resolve(judge, figures, one, other) for one, other in pairs.items()}
    more = by_words(judge, figures, dict(by_topics(judge, figures, taken)), taken)
    for one, other in more.items():
        rival = judge.rival(figures[one], other)
        taken[one] = Match(figures[one], known[other].id, Certainty.PROPOSED, rival)
    nothing = (Match(one, None, Certainty.UNMATCHED) for one in figures)
    words = {one.id: one.since for one in known}
    return [
        replace(match, since=start_of(match, words))
        for match in (taken.get(index, none) for index, none in enumerate(nothing))
    ]


def by_words(
    judge: Judge,
    figures: Sequence[Mention],
    pairs: Mapping[int, int],
    taken: Mapping[int, Match] = MappingProxyType({}),
) -> dict[int, int]:
    """The pairs that were found in order, but where the words clearly fit better: two figures exchanged, or another one
    that is free. `taken` are settled already."""
    found = dict(pairs)
    used = {match.indicator for match in taken.values()}
    others = [index for index, one in enumerate(judge.known) if one.id not in used]
    free = [index for index in range(len(figures)) if index not in taken]
    for _ in range(len(found)):
        gain, better = max(
            steps(judge, figures, found, free, others), key=lambda step: step[0], default=(0.0, {})
        )
        if gain < GAIN:
            break
        for figure, indicator in better.items():
            found.pop(figure, None)
            if indicator is not None:
                found[figure] = indicator
    return dict(sorted(found.items()))


def steps(
    judge: Judge,
    figures: Sequence[Mention],
    found: Mapping[int, int],
    free: Sequence[int],
    others: Sequence[int],
) -> Iterator[tuple[float, dict[int, int | None]]]:
    """(how much better the words fit, what changes) of every exchange of two, and every move to a free one."""

    def fits(figure: int, indicator: int) -> float:
        return judge.score(figures[figure], indicator)

    for (one, its), (other, other_s) in combinations(found.items(), 2):
        if fits(one, other_s) and fits(other, its):
            now = fits(one, its) + fits(other, other_s)
            yield fits(one, other_s) + fits(other, its) - now, {one: other_s, other: its}
    left = [indicator for indicator in others if indicator not in found.values()]
    for one, its in found.items():
        for indicator in left:
            yield fits(one, indicator) - fits(one, its), {one: indicator}
        for figure in free:
            if figure not in found:
                yield fits(figure, its) - fits(one, its), {one: None, figure: its}


def start_of(match: Match, words: Mapping[str, str]) -> str:
    since, last = match.mention.number.since, words.get(match.indicator or "", "")
    return last if last and since.startswith(last) else since


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


def resolve(judge: Judge, figures: Sequence[Mention], one: int, other: int) -> Match:
    """Sure only where the words are the indicator's and no other's, and no other figure of the report has them too."""
    rival = judge.rival(figures[one], other)
    own = judge.score(figures[one], other)
    others = [judge.score(figure, other) for figure in figures if figure is not figures[one]]
    is_only = not rival and own > max(others, default=0.0) + MARGIN
    sure = own >= ENOUGH and is_only and judge.is_own(figures[one], other)
    certainty = Certainty.MATCHED if sure else Certainty.PROPOSED
    return Match(figures[one], judge.known[other].id, certainty, rival)


LEAST, ENOUGH, ALONE = 0.2, 0.25, 0.3
SAME = 0.5
"""What the same section number is worth: as much as one figure that fits well."""
GAIN = 0.15
"""How much better words must fit before they overrule last year's order."""
