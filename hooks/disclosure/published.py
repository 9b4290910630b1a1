"""The record of releases → when each year's figures first and last were given to readers. Never the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .reading import Files


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
