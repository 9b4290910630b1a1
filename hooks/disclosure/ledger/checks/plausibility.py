"""What an editor may have overlooked, in comparison with the year before: warnings only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from disclosure.datafiles.parsing.yaml_source import Keys
from disclosure.ledger.records import Disclosure, Entry, Year
from disclosure.problems.problem import Place, Problems


def check_plausibility(disclosure: Disclosure, problems: Problems) -> None:
    """Record what only somebody with the report can decide."""
    for year in disclosure.years.values():
        check_events(year, problems)
        check_comments(year, problems)
    for last, year in pairwise(disclosure.years.values()):
        check_figures(last, year, problems)
        check_sections(last, year, problems)
        check_sentences(last, year, problems)


def check_events(year: Year, problems: Problems) -> None:
    for section, events in year.file.events.items():
        for index, event in enumerate(events):
            if not event.on.start.year <= year.year <= event.on.end.year:
                place = year.document.place("events", section, index, "on")
                problems.add("D212", place, year=year.year, period=event.on.text)


def check_comments(year: Year, problems: Problems) -> None:
    """A `#` right behind a sentence is a comment to YAML, and may well be the sentence's own to its writer."""
    for path, text in sentences(year):
        place = year.document.place(*path)
        after = place.text.partition(text)[2]
        if found := re.match(r" #(?=\S)", after):
            where = place.moved_right(len(text) + found.start() + 1)
            problems.add("D217", where, text=after[found.end() :])


def check_figures(last: Year, year: Year, problems: Problems) -> None:
    proposed = {one.indicator for found in year.file.open.values() for one in found}
    for entry in last.narrative:
        given = year.find(entry.id) or entry.id in proposed
        if not given and not year.document.has_figure(entry.id):
            place = year.document.key_place("figures")
            problems.add("D215", place, last=last.year, label=entry.label, name=entry.id)
    for entry in year.narrative:
        if before := last.entries.get(entry.id):
            check_scope(before, entry, last, problems)
            check_size(before, entry, problems)


def check_sections(last: Year, year: Year, problems: Problems) -> None:
    """A few figures that stand in another section than last year's; where most do, the report is arranged anew."""
    pairs = [(last.entries[one.id], one) for one in year.narrative if one.id in last.entries]
    moved = [(was, now) for was, now in pairs if was.section != now.section]
    if 2 * len(moved) >= len(pairs):
        return
    for was, now in moved:
        if was.section in year.file.outline:
            place = year.document.key_place("figures", now.section, now.id)
            facts = {"label": now.label, "was": was.section, "now": now.section}
            problems.add("D222", place, last=last.year, **facts)


def check_scope(before: Entry, entry: Entry, last: Year, problems: Problems) -> None:
    """A start or a period of its own that last year's figure had, and this year's has not."""
    own = before.period != last.file.report.covers
    lost = {"since": before.since if entry.since != before.since else None}
    if own and not entry.since and entry.period.year:
        lost["period"] = before.period.text
    for key, before_text in lost.items():
        if before_text and entry.figure:
            now = f"是“{entry.since}”" if key == "since" and entry.since else "没有写"
            facts: dict[str, Any] = {"last": before.year, "name": entry.label, "key": key}
            facts |= {"said": before_text, "now": now, "printed": entry.figure.printed}
            problems.add("D213", entry.place, **facts)


def check_size(before: Entry, entry: Entry, problems: Problems) -> None:
    """A 万 or an 亿 too few or too many makes figures of two years differ as no two years do."""
    was, now = magnitude(before), magnitude(entry)
    if was and now and max(was, now) >= SUSPICIOUS * min(was, now):
        assert before.figure and entry.figure
        facts: dict[str, Any] = {"last": before.year, "was": before.figure.printed}
        facts |= {"times": int(max(was, now) / min(was, now)), "now": entry.figure.printed}
        problems.add("D306", entry.place, year=entry.year, **facts)


def magnitude(entry: Entry) -> Decimal | None:
    return entry.figure.value if entry.figure else None


def check_sentences(last: Year, year: Year, problems: Problems) -> None:
    """Sentences with a year in them that are last year's to the letter."""
    last_texts = {text for _, text in sentences(last)}
    for path, text in sentences(year):
        if text in last_texts and YEAR.search(text):
            place: Place = year.document.place(*path)
            problems.add("D214", place, last=last.year, text=text)


def sentences(year: Year) -> Iterator[tuple[Keys, str]]:
    for kind in ("facts", "commitments"):
        for section, texts in getattr(year.file, kind).items():
            for index, text in enumerate(texts):
                yield (kind, section, index), text


SUSPICIOUS = 20
"""Times: a digit lost or a 万 dropped makes figures differ by more, two years of an agency rarely do."""
YEAR = re.compile("20[0-9]{2}年")
