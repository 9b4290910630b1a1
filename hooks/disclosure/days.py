"""The record of what was published → since which day readers are shown each figure as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .loading import Loaded
from .records import Entry
from .releases import due

Days = Mapping[tuple[int, str], str]
"""(year, figure or cell) → the day, `2026-11-24`; what was not published as it is now is left out."""


def days(loaded: Loaded) -> Days:
    waiting = due(loaded)
    found = {}
    for stem, read in loaded.files.years.items():
        shown = loaded.files.shown(stem)
        for moment, figures in sorted(shown.published.items()) if shown else ():
            for id in figures.keys() - waiting.get(stem, {}).keys():
                found[read.record.year, id] = moment[:10]
    return found


def newest(entries: Iterable[Entry], days: Days) -> str | None:
    """The day on which the last of these got to what it is; None where one was not published so yet."""
    found = [days.get((entry.year, entry.id)) for entry in entries]
    known = [day for day in found if day]
    return max(known) if known and len(known) == len(found) else None
