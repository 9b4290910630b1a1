"""Do the sums hold? Tie-outs (勾稽关系) of the form and of the topics, worked out for every year on bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from disclosure.datafiles.models import BLANK, TieOut
from disclosure.datafiles.patterns import PREVIOUS, expand_pattern, wildcard_values
from disclosure.figures.bounds import Bounds, total
from disclosure.figures.units import plain
from disclosure.problems.problem import Place, Problems, nearest

from .records import Check, Disclosure, Entry, FailingSum, Year


class Outcome(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNDECIDED = "undecided"
    VOID = "void"
    """Nothing but dashes: the form has no number here to add."""
    BLANK = "blank"
    """Cells are left blank in a table of numbers; it holds if they mean 0, which the report does not say."""


@dataclass(frozen=True, slots=True)
class Operand:
    """One operand. `entry` is None where the year, or last year, doesn't have it."""

    id: str
    year: int
    entry: Entry | None
    has_report: bool = True
    """Whether there is a report for its year at all."""
    is_blank_cell: bool = False
    """Whether it is a cell left blank in a table that has numbers in others."""

    @property
    def bounds(self) -> Bounds | None:
        return Bounds.of(self.entry.figure) if self.entry and self.entry.figure else None

    @property
    def printed(self) -> str:
        if self.entry and self.entry.figure:
            return self.entry.figure.printed
        if self.is_blank_cell:
            return BLANK
        return f"［{self.year}年：{'已撤回' if self.entry and self.entry.withdrawn else '缺'}］"

    @property
    def is_dash(self) -> bool:
        return bool(self.entry and self.entry.figure and self.entry.figure.value is None)


@dataclass(frozen=True, slots=True)
class Result:
    """One tie-out of one year, for one row or column where the rule has a `*`."""

    id: str
    """`decisions.kinds`, or `三.balance/natural_person`."""
    rule_id: str
    rule: TieOut
    binding: str
    """The row or column in words; empty where the rule has no `*`."""
    year: int
    sum: tuple[Operand, ...]
    minus: tuple[Operand, ...]
    equals: tuple[Operand, ...]
    outcome: Outcome
    reason: str
    """Why it can't be decided; empty otherwise."""
    printed_so: str | None
    """The editor's word that the report itself is printed so, where it fails."""

    @property
    def terms(self) -> tuple[Operand, ...]:
        return (*self.sum, *self.minus, *self.equals)

    @property
    def label(self) -> str:
        return f"{self.rule.label}（{self.binding}）" if self.binding else self.rule.label

    @property
    def arithmetic(self) -> str:
        """`223条 + 51条 = 274件`, as printed."""
        left = sum_as_text(self.sum) + "".join(f" − {term.printed}" for term in self.minus)
        sign = {Outcome.FAILS: "≠", Outcome.UNDECIDED: "=？"}.get(self.outcome, "=")
        return f"{left} {sign} {sum_as_text(self.equals)}"


class Ledger:
    """Every tie-out of every year, worked out."""

    def __init__(self, disclosure: Disclosure) -> None:
        found = (results_by_rule(disclosure, year) for year in disclosure.years.values())
        self.results = tuple(result for of_year in found for rule in of_year for result in rule)
        self.disclosure = with_checks(disclosure, self.results)
        """With what the sums say of each figure; the operands of `results` are as they were before."""

    @cached_property
    def results_of_figure(self) -> Mapping[Key, list[Result]]:
        return by_figure(self.results)

    def results_of_year(self, year: int) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.year == year)

    def find(self, id: str, year: int) -> Result | None:
        return next((one for one in self.results_of_year(year) if one.id == id), None)

    def failing(self, in_doubt: Callable[[str], bool]) -> list[Result]:
        """The failing sums of which their year does not say that the report is printed so.

        `in_doubt` answers for a sum whether a fault reported already keeps it from being worked out as it was meant.
        """
        fails = (one for one in self.results if one.outcome is Outcome.FAILS)
        return [one for one in fails if not one.printed_so and not in_doubt(one.rule_id)]

    def report_excuses(self, problems: Problems, in_doubt: Callable[[str], bool]) -> None:
        """Record each word that the report is printed so, where it is not or where nobody has confirmed it."""
        for year in self.disclosure.years.values():
            for id, place in year.printed_so_places.items():
                if in_doubt(id.partition("/")[0]):
                    continue
                excused = self.find(id, year.year)
                if not excused:
                    known = [one.id for one in self.results_of_year(year.year)]
                    hint = partial(nearest, id, known)
                    problems.add("D207", place, name=id, kind="勾稽关系", hint=hint)
                elif is_needless_excuse(excused, year, problems):
                    problems.add("D402", place, name=id)
                elif excused.printed_so and excused.printed_so.startswith(UNCONFIRMED):
                    facts = {"name": id, "arithmetic": excused.arithmetic}
                    problems.add("D412", place, year=year.year, **facts)


Key = tuple[int, str]
"""(year, figure or cell)."""


def by_figure(results: Iterable[Result]) -> dict[Key, list[Result]]:
    """Figure → the tie-outs that it takes part in, its own year's and the next one's."""
    found: dict[Key, list[Result]] = {}
    for result in results:
        for key in dict.fromkeys((term.year, term.id) for term in result.terms):
            found.setdefault(key, []).append(result)
    return found


def with_checks(disclosure: Disclosure, results: Iterable[Result]) -> Disclosure:
    """The same figures, each with what the sums say of it."""
    of_figure = by_figure(results)
    contradicted = contradicted_figures(results)

    def checked(entry: Entry) -> Entry:
        key = (entry.year, entry.id)
        if key in contradicted:
            failing = (one for one in of_figure[key] if one.outcome is Outcome.FAILS)
            sums = (FailingSum(one.arithmetic, one.printed_so or "") for one in failing)
            return replace(entry, check=Check.FAILS, failing=tuple(sums))
        outcomes = {result.outcome for result in of_figure.get(key, ())}
        found = next((check for outcome, check in CHECKS.items() if outcome in outcomes), None)
        return replace(entry, check=found) if found else entry

    years = {
        number: replace(year, entries={id: checked(one) for id, one in year.entries.items()})
        for number, year in disclosure.years.items()
    }
    return replace(disclosure, years=years)


def contradicted_figures(results: Iterable[Result]) -> set[Key]:
    """The figures of failing sums: the total and the parts alike, for any of them may be the misprint.

    One that holds in another sum is cleared, since a misprint would break that sum too; but not where every figure of
    the failing sum would be, for one of them must be wrong.
    """
    terms = [(one.outcome, {(term.year, term.id) for term in one.terms}) for one in results]
    holding = set().union(*(keys for outcome, keys in terms if outcome is Outcome.HOLDS))
    failing = (keys for outcome, keys in terms if outcome is Outcome.FAILS)
    return set().union(*(keys - holding or keys for keys in failing))


UNCONFIRMED = "待确认"
"""What a draft writes before a misprint that nobody has confirmed: no body is to accuse its own report unread."""


def is_needless_excuse(result: Result, year: Year, problems: Problems) -> bool:
    """Whether nothing fails there. What a fault has kept from being worked out may well fail."""
    if all(term.bounds for term in result.terms):
        return result.outcome is not Outcome.FAILS
    return not problems.has_any_in(year.source)


def report_failing(result: Result, problems: Problems) -> None:
    places = places_as_text([term for term in result.terms if is_counted(term)])
    arithmetic = f"{result.arithmetic}{totals_as_text(result)}"
    facts: dict[str, Any] = {"arithmetic": arithmetic, "places": places, "name": result.id}
    problems.add("D401", place_of(result), label=result.label, year=result.year, **facts)


def results_by_rule(disclosure: Disclosure, year: Year) -> Iterator[Iterator[Result]]:
    """Of each tie-out of the year's form, then of the topics, all sums that it stands for."""
    for rule_id, rule in year.form.tie_outs.items():
        yield results(rule_id, rule, disclosure, year)
    for topic in disclosure.topics.values():
        for rule_id, rule in topic.tie_outs.items():
            if applies_to(rule, disclosure, year):
                yield results(rule_id, rule, disclosure, year)


def applies_to(rule: TieOut, disclosure: Disclosure, year: Year) -> bool:
    """Whether the year has any of the indicators a rule is about, or any of the cells where it is about no indicator:
    what the report dropped, or its form has not, needs no sum."""
    terms = [name.removeprefix(PREVIOUS) for name in rule.terms]
    indicators = [id for id in terms if id in disclosure.indicators]
    return any(expand_pattern(id, year.entries) for id in indicators or terms)


def results(rule_id: str, rule: TieOut, disclosure: Disclosure, year: Year) -> Iterator[Result]:
    first = rule.equals[0]
    if "*" not in first:
        yield result(rule_id, "", "", rule, disclosure, year)
        return
    for binding in wildcard_values(first, year.entries):
        label = year.entries[first.replace("*", binding)].label
        row, _, column = label.rpartition("·")
        words = column if first.endswith("*") else row
        yield result(rule_id, binding, words, rule, disclosure, year)


def result(
    rule_id: str, binding: str, words: str, rule: TieOut, disclosure: Disclosure, year: Year
) -> Result:
    def terms(names: tuple[str, ...]) -> tuple[Operand, ...]:
        return tuple(operand_of(name.replace("*", binding), disclosure, year) for name in names)

    id = f"{rule_id}/{binding}" if binding else rule_id
    plus, minus, equals = terms(rule.sum), terms(rule.minus), terms(rule.equals)
    outcome, reason = decide(plus, minus, equals)
    excuse = year.file.printed_so.get(id)
    return Result(id, rule_id, rule, words, year.year, plus, minus, equals, outcome, reason, excuse)


def operand_of(name: str, disclosure: Disclosure, year: Year) -> Operand:
    id = name.removeprefix(PREVIOUS)
    wanted = year.year - 1 if id != name else year.year
    found = disclosure.years.get(wanted)
    entry = found.find(id) if found else None
    return Operand(id, wanted, entry, found is not None, is_blank_cell(entry, found))


def is_blank_cell(entry: Entry | None, year: Year | None) -> bool:
    is_empty = entry is not None and entry.figure is None and not entry.withdrawn
    return bool(entry and year and is_empty and entry.section in year.tables_with_numbers)


def decide(
    plus: tuple[Operand, ...], minus: tuple[Operand, ...], equals: tuple[Operand, ...]
) -> tuple[Outcome, str]:
    terms = (*plus, *minus, *equals)
    missing = [term for term in terms if term.bounds is None]
    if missing:
        if all(term.is_blank_cell for term in missing) and holds(*sides(plus, minus, equals)):
            return Outcome.BLANK, ""
        return Outcome.UNDECIDED, missing_reason(missing)
    if all(term.is_dash for term in terms):
        return Outcome.VOID, ""
    left, right = sides(plus, minus, equals)
    if left.is_disjoint_from(right):
        return Outcome.FAILS, ""
    if holds(left, right):
        return Outcome.HOLDS, ""
    return Outcome.UNDECIDED, undecided_reason(terms)


def holds(left: Bounds, right: Bounds) -> bool:
    return left.point is not None and left.point == right.point


def sides(
    plus: tuple[Operand, ...], minus: tuple[Operand, ...], equals: tuple[Operand, ...]
) -> tuple[Bounds, Bounds]:
    """What both sides come to; what is not there counts as nothing."""
    return total(known_bounds(plus)).minus(total(known_bounds(minus))), total(known_bounds(equals))


def known_bounds(terms: tuple[Operand, ...]) -> Iterator[Bounds]:
    return (term.bounds for term in terms if term.bounds is not None)


def missing_reason(missing: list[Operand]) -> str:
    entries = [term.entry for term in missing if term.entry]
    withdrawn = [entry.label for entry in entries if entry.withdrawn]
    blank = [entry.label for entry in entries if not entry.withdrawn]
    absent = {f"{term.year}年" for term in missing if term.entry is None and term.has_report}
    reasons = {
        "没有上一年的报告": any(not term.has_report for term in missing),
        f"没有{'、'.join(sorted(absent))}的数": absent,
        f"已撤回：{'、'.join(withdrawn)}": withdrawn,
        f"报告没有填：{'、'.join(blank)}": blank,
    }
    return "；".join(words for words, are_there in reasons.items() if are_there)


def undecided_reason(terms: tuple[Operand, ...]) -> str:
    hedged = [term.printed for term in terms if term.bounds and term.bounds.point is None]
    return f"{'、'.join(f'“{printed}”' for printed in hedged)}不是确数；在所说的范围里不矛盾"


def sum_as_text(terms: tuple[Operand, ...]) -> str:
    """A long sum leaves out its zeros and dashes, and says how many."""
    if len(terms) <= MAX_SUM_TERMS:
        return " + ".join(term.printed for term in terms)
    counted = [term.printed for term in terms if is_counted(term)]
    others = " 或 ".join(sorted({term.printed for term in terms if not is_counted(term)}))
    if not counted:
        return f"{len(terms)}项都是 {others}"
    more = f"（另{len(terms) - len(counted)}项为 {others}）" if others else ""
    return " + ".join(counted) + more


def is_counted(term: Operand) -> bool:
    return not (term.is_blank_cell or (term.bounds and term.bounds.point == 0))


def place_of(result: Result) -> Place:
    """Where an editor would look first: the total."""
    return next(term.entry.place for term in (*result.equals, *result.sum) if term.entry)


def places_as_text(terms: list[Operand]) -> str:
    """`data/years/2022.yml 第 40、42—44 行`: every place, each file and each run of lines once."""
    lines: dict[str, list[int]] = {}
    for place in sorted({term.entry.place for term in terms if term.entry}):
        lines.setdefault(place.file, []).append(place.line)
    ranges = {file: line_ranges(sorted(set(found))) for file, found in lines.items()}
    return "；".join(f"{file} 第 {numbers} 行" for file, numbers in ranges.items())


def line_ranges(numbers: list[int]) -> str:
    """`40、42—44`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in found)


def totals_as_text(result: Result) -> str:
    """`左边是 85，右边是 86`, where the printed words leave no more than one number for each side."""
    left, right = sides(result.sum, result.minus, result.equals)
    if left.point is None or right.point is None:
        return ""
    return f"（左边是 {plain(left.point)}，右边是 {plain(right.point)}）"


OUTCOMES = {
    Outcome.HOLDS: "核对一致",
    Outcome.FAILS: "核对不一致",
    Outcome.UNDECIDED: "不能判定",
    Outcome.VOID: "无数可加",
    Outcome.BLANK: "空格作 0 则一致",
}
CHECKS = {
    Outcome.HOLDS: Check.HOLDS,
    Outcome.BLANK: Check.UNDECIDED,
    Outcome.UNDECIDED: Check.UNDECIDED,
}
"""Outcome of a sum → what it says of its figures where none fails; the first that applies."""
MAX_SUM_TERMS = 6
