"""Addresses within the site that never change: of figures, corrections, blank files."""

from __future__ import annotations

from .records import Disclosure, Entry


def address(entry: Entry) -> str:
    """A figure's permanent address within the site; of one that was withdrawn, the correction's on its year's page."""
    if entry.withdrawn and not entry.is_cell:
        return f"years/{entry.year}/#{correction_id(entry.year, entry.withdrawn.number)}"
    return f"years/{entry.year}/#{entry.id}"


def correction_id(year: int, place: int) -> str:
    """The address of a year's correction on the page of corrections, counted from 1 as the file has them."""
    return f"correction-{year}-{place}"


def next_year(disclosure: Disclosure) -> int:
    return disclosure.latest.year + 1


def blank_path(year: int, suffix: str = "yml") -> str:
    """Where a blank year file, or a workbook to fill in, can be downloaded; under the name that it is to have."""
    return f"data/blank/{year}.{suffix}"
