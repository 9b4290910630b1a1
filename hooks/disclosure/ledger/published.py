"""The record of releases → when readers were given each year, and each figure as it is now. Never the clock's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disclosure.datafiles.reader import Files

from .load import Loaded
from .records import Entry
from .releases import due


@dataclass(frozen=True, slots=True)
class Released:
    """Of one year; moments are `2026-11-24`, or `2026-11-24T10:30` for another release of that day."""

    first: str
    last: str


Releases = Mapping[int, Released]
"""Year → when; a year that was never published is left out."""


def releases(files: Files) -> Releases:
    found = {}
    for stem, read in files.years.items():
        shown = files.shown(stem)
        if shown and shown.published:
            found[read.record.year] = Released(min(shown.published), max(shown.published))
    return found


def first(some: Releases) -> str | None:
    return min((one.first for one in some.values()), default=None)


def last(some: Releases) -> str | None:
    return max((one.last for one in some.values()), default=None)


def day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


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
