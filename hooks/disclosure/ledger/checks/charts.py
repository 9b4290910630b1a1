"""Charts whose kind does not fit their figures: numbers on one axis that nothing measures, parts of no whole."""

from __future__ import annotations

from collections.abc import Iterable
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
            if chart.kind in ("bars", "parts") and not check_units(
                id, chart, read, symbols, problems
            ):
                place = read.document.place("charts", id, "kind")
                check_scopes(id, chart, place, disclosure, problems)
                if chart.kind == "parts" and not is_whole(chart, symbols):
                    why = "的各行合不成一个整体：它的 tie_outs 里没有“各行之和 = 整体”这一条"
                    hint = "在 tie_outs 里写上各行相加等于整体的那一条，或者改成 kind: bars"
                    problems.add("D223", place, name=id, why=why, hint=hint)


def check_units(
    id: str, chart: Chart, read: ParsedFile[Topic], symbols: SymbolTable, problems: Problems
) -> bool:
    """Whether a problem was recorded: only figures of one unit and one meaning share an axis."""
    first, *others = chart.bars
    for index, bar in enumerate(others, 1):
        for one in units_of(first, symbols):
            for other in units_of(bar, symbols) - {one}:
                words = "”和“".join((one[0], other[0]))
                why = f"把“{words}”画在一条轴上"
                if one[0] == other[0]:
                    why = f"把意思不同的“{one[0]}”（dimension 不同）画在一条轴上"
                place = read.document.place("charts", id, "bars", index)
                problems.add("D223", place, name=id, why=why, hint=APART)
                return True
    return False


def units_of(bar: Bar, symbols: SymbolTable) -> set[tuple[str, str]]:
    """(word, dimension) of what a row counts."""
    units = (symbols.units[id] for name in names(bar) for id in expand_pattern(name, symbols.units))
    return {(unit.word, unit.dimension) for unit in units}


def names(bar: Bar) -> tuple[str, ...]:
    return (bar.figure,) if bar.figure else bar.sum


def check_scopes(
    id: str, chart: Chart, place: Place, disclosure: Disclosure, problems: Problems
) -> None:
    """Record a chart of which no report has two figures of one span: years with fewer than two tell nothing."""
    axes = [axes_of(chart, year, disclosure) for year in disclosure.years.values()]
    given = [keys for keys in axes if len(keys) > 1]
    if given and not any(one == other for keys in given for one, other in combinations(keys, 2)):
        why = "的各行口径不同（时段不同，或者有的从另一个起点累计），没有两行可以画在一条轴上"
        problems.add("D223", place, name=id, why=why, hint=APART)


def axes_of(chart: Chart, year: Year, disclosure: Disclosure) -> list[frozenset[AxisKey]]:
    """What each row that has a number in a report counts."""
    found: Iterable[list[str]] = (
        [id for name in names(bar) for id in expand_pattern(name, year.entries)]
        for bar in chart.bars
    )
    axes = (axis_of([year.entries[id] for id in ids], disclosure) for ids in found)
    return [axis for axis in axes if axis]


def is_whole(chart: Chart, symbols: SymbolTable) -> bool:
    """Whether one of the sums shown under a chart adds up just its rows, in any form."""
    files = symbols.files
    rules = [
        (rule, binding)
        for name in chart.tie_outs
        for id, _, binding in [name.partition("/")]
        for given in (
            *(read.record.tie_outs for read in files.topics.values()),
            *(read.record.tie_outs for read in files.forms.values()),
        )
        if (rule := given.get(id)) and len(rule.equals) == 1 and not rule.minus
    ]
    terms = [name for bar in chart.bars for name in names(bar)]
    return any(
        cells_in(terms, known) == cells_in([one.replace("*", binding) for one in rule.sum], known)
        for rule, binding in rules
        for cells in (symbols.cells.values() or [{}])
        for known in [cells.keys() | symbols.indicators.keys()]
    )


def cells_in(names: Iterable[str], known: Iterable[str]) -> set[str]:
    return {id for name in names for id in expand_pattern(name, known)}


APART = "各数各的：写 kind: cards；或者把量得到一起的几行另画一张图"
