"""A year's events → the rows of a time line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from disclosure.datafiles.models import Event
from disclosure.ledger.records import Year

from .axis import PLACES
from .mark import Mark


def event_marks(year: Year) -> list[Mark]:
    """In order of time."""
    events = [(section, one) for section, found in year.file.events.items() for one in found]
    return [
        event_mark(event, section, year.year)
        for section, event in sorted(events, key=lambda one: one[1].on)
    ]


def event_mark(event: Event, section: str, year: int) -> Mark:
    """A stretch of the year, cut off where the year ends. A day is drawn as four, or nobody would see it."""
    new_year, last_day = date(year, 1, 1), date(year, 12, 31)
    whole = Decimal((last_day - new_year).days + 1)
    first = min(max(event.on.start, new_year), last_day)
    last = max(last_day if event.ongoing else min(event.on.end, last_day), first)
    days = (last - first).days + 1
    share = (max(days, 4) / whole).quantize(PLACES)
    return Mark(
        label=event.what,
        printed=event.when,
        scope=event.short or event.what,
        value=Decimal(days),
        end="ongoing" if event.ongoing else "exact",
        meaning="",
        share=share,
        start=min(((first - new_year).days / whole).quantize(PLACES), 1 - share),
        sections=(section,),
        period=event.on,
    )
