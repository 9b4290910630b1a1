"""What the year files say now → the record of what readers were shown, `data/published/*.yml`, release by release."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from disclosure.datafiles.record_models import Published

from .correction_checks import NOTHING, history_of
from .load import Loaded
from .year_source import Said, Told


def due(loaded: Loaded) -> dict[str, dict[str, Said]]:
    """Year's file stem → figure or cell → what it says, of all that differs from what was last published."""
    files = loaded.files
    found = {stem: dict(news(loaded.told(stem), files.shown(stem))) for stem in files.years}
    return {stem: changed for stem, changed in found.items() if changed}


def news(told: Told, before: Published | None) -> Iterator[tuple[str, Said]]:
    history = history_of(before)
    now = {id: said for id, (said, _) in told.said.items()}
    for id in [*now, *(id for id in history if id not in now)]:
        said = now.get(id, NOTHING)
        if said != (history[id][-1] if id in history else None):
            yield id, said


def written(year: str, before: Published | None, said: Mapping[str, Said], at: datetime) -> str:
    """The whole file, with these figures added as a release. Texts stand in JSON's quotes, which are YAML's too."""
    releases = dict(sorted(before.published.items())) if before else {}
    lines = [HEAD, f"year: {year}", "published:"]
    for day, figures in releases.items():
        lines += [f"  {day}:", *(line(id, Said.of(printed)) for id, printed in figures.items())]
    lines += [f"  {moment(at, releases)}:", *(line(id, one) for id, one in said.items())]
    return "\n".join([*lines, ""])


class TooEarly(Exception):
    """A release before the last one; what readers were shown first would come after what they were shown then."""


def moment(at: datetime, releases: Mapping[str, object]) -> str:
    """The day, and the minute too where something was released that day already. Raises TooEarly."""
    last, day = max(releases, default=""), at.date().isoformat()
    if day < last[:10]:
        raise TooEarly(f"{day} 早于上一次登载的日子 {last}")
    found = day
    while found <= last:
        found = f"{at:%Y-%m-%dT%H:%M}"
        at += timedelta(minutes=1)
    return found


def line(id: str, said: Said) -> str:
    fields = {"printed": said.printed, "period": said.period, "since": said.since}
    given = {name: text for name, text in fields.items() if text}
    bare = given == {"printed": said.printed}
    return f"    {id}: {json.dumps(said.printed if bare else given, ensure_ascii=False)}"


HEAD = "# 登载过的数，一次发布一段，由 desk record 写成，不要手改。以后要改其中的数，在年份文件里写更正。"
