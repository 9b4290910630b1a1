"""Proposed indicators held against the report's own sums: one that a sum refutes gives way to the figure that meets it.

A report says how many requests were handled in its narrative and in table 三. Where the number proposed for the
narrative is not the table's, the next one in the sentence often is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.datafiles.models import TieOut
from disclosure.figures.bounds import Bounds, total
from disclosure.figures.figure import Figure, parse_or_none
from disclosure.figures.units import Unit

from .narrative.indicator_matching import Certainty, Match
from .narrative.judge import COMPARED, Known, one_kind
from .narrative.mentions import Mention


@dataclass(frozen=True)
class SumsOfReport:
    """What the sums are worked out on."""

    rules: Sequence[TieOut]
    """Those of the topics that need no other year."""
    cells: Mapping[str, Figure]
    units: Mapping[str, Unit]
    """Indicator → its unit."""

    @classmethod
    def of(
        cls,
        rules: Iterable[TieOut],
        cells: Mapping[str, str | None],
        units_of_cells: Mapping[str, Unit],
        known: Sequence[Known],
    ) -> SumsOfReport:
        figures = {name: parse_or_none(text, units_of_cells[name]) for name, text in cells.items()}
        own = [rule for rule in rules if not any(":" in name or "*" in name for name in rule.terms)]
        return cls(
            own,
            {name: figure for name, figure in figures.items() if figure},
            {one.id: one.unit for one in known},
        )

    def refutes(self, rule: TieOut, taken: Mapping[str, Mention]) -> bool:
        """Whether the sum can't hold; False where one of its terms isn't known."""
        found = {name: self.figure(name, taken) for name in rule.terms}
        if not all(found.values()):
            return False
        plus, minus, equals = (
            total(Bounds.of(figure) for name in names if (figure := found[name]))
            for names in (rule.sum, rule.minus, rule.equals)
        )
        return plus.minus(minus).is_disjoint_from(equals)

    def figure(self, name: str, taken: Mapping[str, Mention]) -> Figure | None:
        if name in taken:
            return parse_or_none(taken[name].number.printed, self.units[name])
        return self.cells.get(name)


def without_refuted(matches: Sequence[Match], report: SumsOfReport) -> list[Match]:
    """The same figures in their order: of a proposal that a sum refutes, the figure of its section that meets the sum
    is proposed instead, the nearest behind it first; where there is none, the figure is left without an indicator.

    A figure that was filled in by its own words stays, for the report itself may be wrong: the failing sum is reported.
    """
    found = list(matches)
    for rule in report.rules:
        if not report.refutes(rule, taken_in(found)):
            continue
        if better := next(exchanges(rule, found, report), None):
            indicator, index = better
            found = [released(one) if one.indicator == indicator else one for one in found]
            found[index] = replace(
                found[index], indicator=indicator, certainty=Certainty.PROPOSED, note=""
            )
        else:
            found = [refuted(one, rule) for one in found]
    for rule in report.rules:  # what one sum released or exchanged may be another's
        if report.refutes(rule, taken_in(found)):
            found = [refuted(one, rule) for one in found]
    return found


def taken_in(matches: Iterable[Match]) -> dict[str, Mention]:
    return {one.indicator: one.mention for one in matches if one.indicator}


def exchanges(
    rule: TieOut, matches: Sequence[Match], report: SumsOfReport
) -> Iterator[tuple[str, int]]:
    """(indicator, the figure that would meet all its sums as that one); those that are only proposed give way first."""
    taken = taken_in(matches)
    sure = {one.indicator for one in matches if one.certainty is Certainty.MATCHED}
    for indicator in sorted(filter(taken.__contains__, rule.terms), key=sure.__contains__):
        here = taken[indicator]
        sums = [one for one in report.rules if indicator in one.terms]
        free = [
            (distance(here, one.mention), index)
            for index, one in enumerate(matches)
            if one.indicator is None
            and one.mention.section.key == here.section.key
            and not COMPARED.search(one.mention.clause_before)
            and one_kind(one.mention.number, report.units[indicator])
        ]
        for _, index in sorted(free):
            tried = {**taken, indicator: matches[index].mention}
            if not any(report.refutes(one, tried) for one in sums):
                yield indicator, index


def distance(one: Mention, other: Mention) -> tuple[bool, int]:
    """Figures behind it come first, the nearest of them before all."""
    apart = other.number.start - one.number.start
    return apart < 0, abs(apart)


def refuted(match: Match, rule: TieOut) -> Match:
    if match.certainty is Certainty.PROPOSED and match.indicator in rule.terms:
        return released(match, f"不像 {match.indicator}：“{rule.label}”对不上")
    return match


def released(match: Match, note: str = "") -> Match:
    return replace(match, indicator=None, certainty=Certainty.UNMATCHED, rival=None, note=note)
