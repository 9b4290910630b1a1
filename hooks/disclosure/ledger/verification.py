"""A year file → digests of its figures, for the record of its verification; and what such records say of it later.

A record keeps no figure, only a digest of each: it tells whether a figure still says what it said on the day it was
held against the report. What has changed since, or was never held against it, is a warning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from datetime import date

from disclosure.datafiles.models import BLANK, COVERS, Verified
from disclosure.datafiles.reader import Files
from disclosure.datafiles.symbols import Namespace
from disclosure.figures.period import Period
from disclosure.problems.problem import Place, Problems, one_line

from .records import Disclosure, Standing
from .year_source import Told


def digest(id: str, section: str, printed: str, period: str = "", since: str = "") -> str:
    """The first 16 hexadecimal digits of the SHA-256 of these five as a JSON list, in UTF-8, without a space between.

    `printed` is BLANK for a cell left empty; `period` is `2022-10-01/2022-12-31`, empty for a figure that has none but
    the report's; `since` is empty for one that is no running total.
    """
    said = [id, section, printed, period, since]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digests(told: Told) -> dict[str, str]:
    """Figure or cell → its digest, of all that the file has. Beside them stands `report.covers`, the span that figures
    without a period of their own are counted over."""
    covers = days(told.file.report.covers)
    found = {COVERS: digest(COVERS, "", covers)} if COVERS in told.said else {}
    for section, id, printed in told.narrative():
        period = days(printed.period) if printed.period else covers
        own = "" if period == covers else period
        found[id] = digest(id, section, printed.printed, own, printed.since or "")
    for id, (text, _) in told.cells.items():
        found[id] = digest(id, id.partition(".")[0], text or BLANK)
    return found


def days(period: Period) -> str:
    """However it was written: `2022` is `2022-01-01/2022-12-31`."""
    return f"{period.start.isoformat()}/{period.end.isoformat()}"


def standings(told: Told, record: Verified) -> dict[str, Standing]:
    """Figure or cell, and `report.covers` → what the record says of it alone."""
    return {id: standing(record.figures.get(id), now) for id, now in digests(told).items()}


def standing(kept: str | None, now: str) -> Standing:
    if kept is None:
        return Standing.NEVER
    return Standing.VERIFIED if kept == now else Standing.CHANGED


def effective(told: Told, record: Verified) -> dict[str, Standing]:
    """Figure or cell → how it stands with all it depends on: where the report's span has changed, all that is counted
    over that span has."""
    found = standings(told, record)
    if found.pop(COVERS, None) is not Standing.CHANGED:
        return found
    apart = {id for _, id, printed in told.narrative() if printed.period}
    return {
        id: Standing.CHANGED if one is Standing.VERIFIED and id not in apart else one
        for id, one in found.items()
    }


def written(told: Told, right: Collection[str], on: date, title: str, sha256: str) -> str:
    """The text of data/verified/YEAR.yml: on that day the figures and cells of `right` were what the document prints.

    `title` is the document's own, not empty; `sha256` that of its file, 64 hexadecimal digits. The record of an earlier
    day is replaced, never added to: it was made from what the year file said then.
    """
    source = {"title": one_line(title), "sha256": sha256}
    lines = [HEAD, f"year: {told.file.year}", f"on: {on.isoformat()}", f"source: {quoted(source)}"]
    kept = {id: made for id, made in digests(told).items() if id in right or id == COVERS}
    lines += ["figures:", *(f"  {id}: {quoted(made)}" for id, made in kept.items())]
    return "\n".join([*lines, ""])


def quoted(value: object) -> str:
    """In JSON's quotes, which are YAML's too: a digest of digits alone is no number."""
    return json.dumps(value, ensure_ascii=False)


HEAD = "# 核对记录，由 desk verify 写成，不要手改。每个数后面是它当时内容的摘要；数改过以后，请重新核对。"


def check_records(files: Files, problems: Problems) -> None:
    """Tell of every record that is of no year, or of another year than its name says."""
    for stem, read in files.verified.items():
        document, year = read.document, read.record.year
        if str(year) != stem:
            problems.add("D201", document.place("year"), year=year, name=f"{stem}.yml")
        elif stem not in (
            *files.stems["years"],
            *files.published,
        ):  # D407 tells of what was published
            problems.add("D411", document.key_place("year"), year=year, name=document.file)


def look_at_records(
    files: Files, names: Namespace, disclosure: Disclosure, problems: Problems
) -> None:
    """Tell of each figure that was verified and says something else now, and once a year of those that never were."""
    for year in disclosure.years.values():
        stem = str(year.year)
        if year.verified and not problems.of_file(files.verified[stem].document.file):
            read = files.years[stem]
            told = Told(read.record, read.document, names)
            look_at_year(told, year.verified, year.entries, problems)


def look_at_year(told: Told, record: Verified, right: Collection[str], problems: Problems) -> None:
    """Of the figures in the file only those that are `right` are looked at. A change that was published and is no
    correction is told of already."""
    silent = {problem.place for problem in problems if problem.code == "D405"}
    never: list[tuple[Place, str]] = []
    for id, standing in standings(told, record).items():
        place = told.said[id][1]
        if standing is Standing.NEVER and id in right:
            never.append((place, id))
        elif standing is Standing.CHANGED and (id in right or id == COVERS) and place not in silent:
            label, year = told.label_of(id), told.file.year
            problems.add("D409", place, label=label, year=year, on=record.on.words)
    if never:
        tell_never(told, sorted(never), len(right), problems)


def tell_never(told: Told, never: list[tuple[Place, str]], total: int, problems: Problems) -> None:
    year, place = told.file.year, never[0][0]
    names = "、".join(id for _, id in never[:MOST_NAMED]) + ("等" if never[MOST_NAMED:] else "")
    problems.add("D410", place, year=year, total=total, count=len(never), names=names)


MOST_NAMED = 3
"""Of the figures that one warning is about."""
