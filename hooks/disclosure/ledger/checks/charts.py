"""Charts whose kind does not fit their figures: numbers on one axis that nothing measures, parts of no whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from disclosure.datafiles.models import Bar, Chart, Topic
from disclosure.datafiles.patterns import expand_pattern
from disclosure.datafiles.reader import ParsedFile
from disclosure.datafiles.symbols import SymbolTable
from disclosure.ledger.derived import AxisKey, axis_of
from disclosure.ledger.records import Disclosure, Year
from disclosure.problems.problem import Place, Problems


def check_charts(symbols: SymbolTable, disclosure: Disclosure, problems: Problems) -> None:
    """Record charts that put on one axis what has no common measure, and wholes whose parts no sum names."""
    for read in symbols.files.topics.values():
        for id, chart in read.record.charts.items():
            if chart.kind in ("bars", "parts"):
                for place, why, hint in faults(id, chart, read, symbols, disclosure):
                    problems.add("D223", place, name=id, why=why, hint=hint)


def faults(
    id: str, chart: Chart, read: ParsedFile[Topic], symbols: SymbolTable, disclosure: Disclosure
) -> Iterator[Fault]:
    """Of one chart. Where rows have different units, that is all: nothing else can be asked of them."""
    if two := two_units(chart, symbols):
        index, why = two
        yield read.document.place("charts", id, "bars", index), why, APART
        return
    place = read.document.place("charts", id, "kind")
    if differs_in_scope(chart, disclosure):
        why = "的各行口径不同（时段不同，或者有的从另一个起点累计），没有两行可以画在一条轴上"
        yield place, why, APART
    if chart.kind == "parts" and not is_whole(chart, symbols):
        why = "的各行合不成一个整体：它的 tie_outs 里没有“各行之和 = 整体”这一条"
        yield place, why, "在 tie_outs 里写上各行相加等于整体的那一条，或者改成 kind: bars"


def two_units(chart: Chart, symbols: SymbolTable) -> tuple[int, str] | None:
    """The first row that has another unit or meaning than the first row, and what is wrong with that."""
    first, *others = (units_of(bar, symbols) for bar in chart.bars)
    for index, units in enumerate(others, 1):
        differing = ((one, other) for one in first for other in units - {one})
        if pair := next(differing, None):
            (word, _), (other, _) = pair
            if word == other:
                return index, f"把意思不同的“{word}”（dimension 不同）画在一条轴上"
            return index, f"把“{word}”和“{other}”画在一条轴上"
    return None


def units_of(bar: Bar, symbols: SymbolTable) -> set[tuple[str, str]]:
    """(word, dimension) of what a row counts."""
    units = (symbols.units[id] for id in expanded(bar.names, symbols.units))
    return {(unit.word, unit.dimension) for unit in units}


def differs_in_scope(chart: Chart, disclosure: Disclosure) -> bool:
    """Whether no report has two rows of one span: years with fewer than two tell nothing."""
    axes = [axes_of(chart, year, disclosure) for year in disclosure.years.values()]
    given = [keys for keys in axes if len(keys) > 1]
    return bool(given) and not any(
        one == other for keys in given for one, other in combinations(keys, 2)
    )


def axes_of(chart: Chart, year: Year, disclosure: Disclosure) -> list[frozenset[AxisKey]]:
    """What each row that has a number in a report counts."""
    axes = (
        axis_of([year.entries[id] for id in expanded(bar.names, year.entries)], disclosure)
        for bar in chart.bars
    )
    return [axis for axis in axes if axis]


def is_whole(chart: Chart, symbols: SymbolTable) -> bool:
    """Whether one of the sums shown under a chart adds up just its rows, in any form."""
    files = symbols.files
    defined = [
        *(topic.record.tie_outs for topic in files.topics.values()),
        *(form.record.tie_outs for form in files.forms.values()),
    ]
    sums = [
        [term.replace("*", binding) for term in rules[id].sum]
        for id, _, binding in (name.partition("/") for name in chart.tie_outs)
        for rules in defined
        if id in rules and len(rules[id].equals) == 1 and not rules[id].minus
    ]
    rows = [name for bar in chart.bars for name in bar.names]
    return any(
        set(expanded(rows, known)) == set(expanded(terms, known))
        for terms in sums
        for cells in (symbols.cells.values() or [{}])
        for known in [cells.keys() | symbols.indicators.keys()]
    )


def expanded(names: Iterable[str], known: Iterable[str]) -> list[str]:
    return [id for name in names for id in expand_pattern(name, known)]


Fault = tuple[Place, str, str]
"""Where, what and how to mend it."""
APART = "各数各的：写 kind: cards；或者把量得到一起的几行另画一张图"
