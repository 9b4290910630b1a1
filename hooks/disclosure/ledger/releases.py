"""The record of releases, `data/published/*.yml`: what the next release adds to it, and when each figure was published.

Days and moments are those of the record, never the clock's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from disclosure.datafiles.desk_records import PublicationRecord
from disclosure.datafiles.reader import DataFiles
from disclosure.problems.problem import Refusal

from .checks.corrections import NOT_STATED, history_of
from .load import LoadedData
from .records import Entry
from .year_source import Statement, YearSource


def unpublished_changes(loaded: LoadedData) -> dict[str, dict[str, Statement]]:
    """Year's file stem → figure or cell → what it says, of all that differs from what was last published."""
    files = loaded.files
    found = {
        stem: dict(changes_since(loaded.year_source(stem), files.publication_record(stem)))
        for stem in files.years
    }
    return {stem: changed for stem, changed in found.items() if changed}


def changes_since(
    year_source: YearSource, before: PublicationRecord | None
) -> Iterator[tuple[str, Statement]]:
    history = history_of(before)
    now = {id: one for id, (one, _) in year_source.statements.items()}
    for id in [*now, *(id for id in history if id not in now)]:
        statement = now.get(id, NOT_STATED)
        if statement != (history[id][-1] if id in history else None):
            yield id, statement


def publication_to_yaml(
    year: str, before: PublicationRecord | None, changed: Mapping[str, Statement], at: datetime
) -> str:
    """The whole file, with these figures added as a release. Texts stand in JSON's quotes, which are YAML's too."""
    releases = statements_of(before)
    return releases_to_yaml(year, releases | {release_time(at, releases): changed})


def statements_of(record: PublicationRecord | None) -> dict[str, Mapping[str, Statement]]:
    """Release → what it published, the oldest first."""
    return {
        moment: {id: Statement.of(printed) for id, printed in figures.items()}
        for moment, figures in (sorted(record.published.items()) if record else ())
    }


def releases_to_yaml(year: str, releases: Mapping[str, Mapping[str, Statement]]) -> str:
    lines = [HEAD, f"year: {year}", "published:"]
    for moment, figures in releases.items():
        lines += [f"  {moment}:", *(yaml_line(id, one) for id, one in figures.items())]
    return "\n".join([*lines, ""])


class TooEarly(Refusal):
    """A release before the last one; what readers were shown first would come after what they were shown then."""


def release_time(at: datetime, releases: Mapping[str, object]) -> str:
    """The day, and the minute too where something was released that day already. Raises TooEarly."""
    last, day = max(releases, default=""), at.date().isoformat()
    if day < last[:10]:
        raise TooEarly(f"{day} 早于上一次登载的日子 {last}")
    found = day
    while found <= last:
        found = f"{at:%Y-%m-%dT%H:%M}"
        at += timedelta(minutes=1)
    return found


def yaml_line(id: str, statement: Statement) -> str:
    fields = {"printed": statement.printed, "period": statement.period, "since": statement.since}
    given = {name: text for name, text in fields.items() if text}
    is_bare = given == {"printed": statement.printed}
    return f"    {id}: {json.dumps(statement.printed if is_bare else given, ensure_ascii=False)}"


HEAD = "# 登载过的数，一次发布一段，由 desk record 写成，不要手改。以后要改其中的数，在年份文件里写更正。"


@dataclass(frozen=True, slots=True)
class ReleaseDates:
    """Of one year; moments are `2026-11-24`, or `2026-11-24T10:30` for another release of that day."""

    first: str
    last: str


Releases = Mapping[int, ReleaseDates]
"""Year → when; a year that was never published is left out."""


def release_dates(files: DataFiles) -> Releases:
    found = {}
    for stem, read in files.years.items():
        shown = files.publication_record(stem)
        if shown and shown.published:
            found[read.record.year] = ReleaseDates(min(shown.published), max(shown.published))
    return found


Days = Mapping[tuple[int, str], str]
"""(year, figure or cell) → the day, `2026-11-24`; what was not published as it is now is left out."""


def publication_days(loaded: LoadedData) -> Days:
    waiting = unpublished_changes(loaded)
    found = {}
    for stem, read in loaded.files.years.items():
        shown = loaded.files.publication_record(stem)
        for moment, figures in sorted(shown.published.items()) if shown else ():
            for id in figures.keys() - waiting.get(stem, {}).keys():
                found[read.record.year, id] = moment[:10]
    return found


def latest_day(entries: Iterable[Entry], days: Days) -> str | None:
    """The day on which the last of these got to what it is; None where one was not published so yet."""
    found = [days.get((entry.year, entry.id)) for entry in entries]
    known = [day for day in found if day]
    return max(known) if known and len(known) == len(found) else None
