"""Failing sums of a statutory table → two rows or two cells that were exchanged, if that mends all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from disclosure.datafiles.forms import row_name, table_name
from disclosure.ledger.records import Entry, Year
from disclosure.ledger.tieouts import Ledger, Operand, Outcome, Result
from disclosure.problems.problem import Place, Problems

Swap = Mapping[str, str]
"""Cell → the cell whose value it should have."""


@dataclass(frozen=True)
class Exchange:
    """The one exchange that makes every sum of a table right."""

    year: Year
    swap: Swap
    explains: tuple[Result, ...]

    def report(self, problems: Problems) -> None:
        cells = sorted(self.swap, key=self.order)
        first, second = cells[0], self.swap[cells[0]]
        one, other = self.year.entries[first], self.year.entries[second]
        rows = [row_name(first), row_name(second)]
        if len(self.swap) > 2 and rows[0] != rows[1]:
            names = [f"“{row}”这一行" for row in rows]
            place = self.year.document.key_place("tables", table_name(first), rows[0])
        else:
            names = [f"“{printed(entry)}”（{entry.label}）" for entry in (one, other)]
            place = one.place
        sums = dict.fromkeys(result.id for result in self.explains)
        facts: dict[str, Any] = {"one": names[0], "other": names[1], "line": other.place.line}
        facts |= {"count": len(self.explains), "names": "、".join(sums)}
        problems.add("D414", place, **facts)

    def order(self, id: str) -> Place:
        return self.year.entries[id].place


def printed(entry: Entry) -> str:
    return entry.figure.printed if entry.figure else "空"


def find_exchanges(ledger: Ledger, failing: Collection[Result]) -> Iterator[Exchange]:
    """At most one of each table: where several would do, nobody can tell which."""
    for year in ledger.disclosure.years.values():
        for table, grids in year.grids.items():
            broken = [one for one in failing if one.year == year.year and is_within(one, table)]
            if not broken or not all(map(is_exact, broken)):
                continue
            lines = ((row, grid.columns) for grid in grids for row, _ in grid.lines)
            rows = [[f"{table}.{row}.{one}" for one, _ in columns] for row, columns in lines]
            tried = distinct(candidates(rows), year)
            found = [swap for swap in tried if mends(swap, broken, ledger, year)]
            if len(found) == 1:
                yield Exchange(year, found[0], tuple(broken))


def candidates(rows: list[list[str]]) -> Iterator[Swap]:
    """Two whole rows; two cells of a row; two cells of a column."""
    for one, other in combinations(rows, 2):
        if len(one) == len(other):
            pairs = list(zip(one, other, strict=True))
            yield dict(pairs) | {b: a for a, b in pairs}
            yield from ({a: b, b: a} for a, b in pairs)
    for row in rows:
        yield from ({a: b, b: a} for a, b in combinations(row, 2))


def distinct(swaps: Iterator[Swap], year: Year) -> Iterator[Swap]:
    """Without the cells whose values are alike, and each exchange once."""
    seen = set()
    for swap in swaps:
        known = {a: b for a, b in swap.items() if a in year.entries and b in year.entries}
        values = {id: value(year.entries[id]) for id in known}
        changed = {a: b for a, b in known.items() if values[a] != value(year.entries[b])}
        if changed and frozenset(changed.items()) not in seen:
            seen.add(frozenset(changed.items()))
            yield changed


def mends(swap: Swap, broken: Collection[Result], ledger: Ledger, year: Year) -> bool:
    """Whether with these cells exchanged every broken sum holds, and every other that they take part in still does."""
    if not all(any(is_swapped(term, swap, year) for term in result.terms) for result in broken):
        return False
    of_figure, keys = ledger.results_of_figure, [(year.year, id) for id in swap]
    touched = (result for key in keys for result in of_figure.get(key, ()))
    others = (result for result in touched if result.outcome is Outcome.HOLDS)
    return all(holds(result, swap, year) for result in [*broken, *others])


def holds(result: Result, swap: Swap, year: Year) -> bool:
    def total(terms: tuple[Operand, ...]) -> Decimal:
        entries = [
            year.entries[swap[term.id]] if is_swapped(term, swap, year) else term.entry
            for term in terms
        ]
        return sum(map(value, entries), Decimal(0))

    return total(result.sum) - total(result.minus) == total(result.equals)


def is_swapped(term: Operand, swap: Swap, year: Year) -> bool:
    return term.year == year.year and term.id in swap


def value(entry: Entry | None) -> Decimal:
    """A dash and a blank count as nothing in a sum."""
    return (entry.figure.value if entry and entry.figure else None) or Decimal(0)


def is_exact(result: Result) -> bool:
    figures = [term.entry.figure for term in result.terms if term.entry and term.entry.figure]
    return all(figure.low == figure.high for figure in figures)


def is_within(result: Result, table: str) -> bool:
    """Whether a sum is about one statutory table, of this year or of this and the last."""
    return all(table_name(term.id) == table for term in result.terms)
