"""What later reports say of earlier years' figures: linked to those figures, or recorded as problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from disclosure.datafiles.models import Restatement
from disclosure.datafiles.symbols import SymbolTable
from disclosure.figures.figure import NotAFigure, parse
from disclosure.problems.problem import Place, Problems, nearest

from .records import Entry, RestatedFigure, Year


def with_restatements(
    years: Mapping[int, Year], symbols: SymbolTable, problems: Problems
) -> dict[int, Year]:
    """The same years; each figure that a later report restates knows it, the oldest report first."""
    found: dict[tuple[int, str], list[RestatedFigure]] = {}
    for later in years.values():
        for index, one in enumerate(later.file.restates):
            at = partial(later.document.place, "restates", index)
            before = found.setdefault((one.year, one.figure), [])
            if any(other.by == later.year for other in before):
                problems.add("D416", at("figure"), what=f"{one.year}年的这个数写了两次")
                continue
            entry = restated_entry(one, later, years, symbols, at, problems)
            if entry and is_other_figure(one, entry, at, problems):
                before.append(RestatedFigure(later.year, one.printed, one.why))
    return {
        number: replace(
            year,
            entries={
                id: replace(entry, restated=tuple(later)) if later else entry
                for id, entry in year.entries.items()
                for later in [found.get((number, id))]
            },
        )
        for number, year in years.items()
    }


def restated_entry(
    one: Restatement,
    later: Year,
    years: Mapping[int, Year],
    symbols: SymbolTable,
    at: At,
    problems: Problems,
) -> Entry | None:
    """The figure of the earlier year; None where there is none, which is recorded unless it follows from a fault."""
    earlier = years.get(one.year)
    entry = earlier.entries.get(one.figure) if earlier else None
    files = symbols.files
    if one.figure not in symbols.units:
        if not files.may_define(one.figure):
            hint = partial(nearest, one.figure, symbols.units)
            problems.add("D207", at("figure"), name=one.figure, kind="指标或表格单元", hint=hint)
    elif one.year >= later.year:
        problems.add("D416", at("year"), what=f"{one.year}年不早于这份报告的{later.year}年")
    elif earlier is None:
        if str(one.year) not in files.stems["years"]:
            problems.add("D207", at("year"), name=str(one.year), kind="有报告的年份")
    elif entry is None or entry.figure is None:
        if not problems.has_any_in(earlier.source):
            problems.add("D416", at("figure"), what=f"{one.year}年的报告没有这个数")
    else:
        return entry
    return None


def is_other_figure(one: Restatement, entry: Entry, at: At, problems: Problems) -> bool:
    """Whether the later report says another number than the earlier one printed, and quotes what that one printed."""
    assert entry.figure  # restated_entry() has left out those without
    printed = entry.figure.printed
    if one.was not in (None, printed):
        what = f"{one.year}年的报告印的是“{printed}”，不是“{one.was}”"
        problems.add("D416", at("was"), what=what)
        return False
    try:
        now = parse(one.printed, entry.figure.unit)
    except NotAFigure as fault:
        place = at("printed").moved_right(fault.offset)
        problems.add("D301", place, what=fault.reason, hint=fault.mend)
        return False
    if replace(now, printed=printed, unit=entry.figure.unit) == entry.figure:
        problems.add("D416", at("printed"), what=f"与{one.year}年印的“{printed}”一样")
        return False
    return True


At = Callable[..., Place]
"""Field of a restatement → its place."""
