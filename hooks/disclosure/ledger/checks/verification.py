"""A year file → digests of its figures, for the record of its verification; and what such records say of it later.

A record keeps no figure, only a digest of each: it shows whether a figure still is what it was on the day it was
checked against the report. What has changed since, or was never checked, is a warning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from datetime import date
from typing import Any

from disclosure.datafiles.desk_records import RecordedCoverage, VerificationRecord
from disclosure.datafiles.forms import table_name
from disclosure.datafiles.models import BLANK, COVERS
from disclosure.datafiles.reader import DataFiles
from disclosure.datafiles.symbols import SymbolTable
from disclosure.figures.period import Period
from disclosure.ledger.records import Disclosure, VerificationStatus
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Place, Problems, any_error, one_line


def digest(id: str, section: str, printed: str, period: str = "", since: str = "") -> str:
    """The first 16 hexadecimal digits of the SHA-256 of these five as a JSON list, in UTF-8, without a space between.

    `printed` is BLANK for a cell left empty; `period` is `2022-10-01/2022-12-31`, empty for a figure that has none but
    the report's; `since` is empty for one that is no running total.
    """
    return short_digest([id, section, printed, period, since])


def short_digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digests(year_source: YearSource) -> dict[str, str]:
    """Figure or cell → its digest, of all that the file has. Beside them stands `report.covers`, the span that figures
    without a period of their own are counted over."""
    covers = iso_days(year_source.file.report.covers)
    found = {COVERS: digest(COVERS, "", covers)} if COVERS in year_source.statements else {}
    for section, id, printed in year_source.narrative():
        period = iso_days(printed.period) if printed.period else covers
        own = "" if period == covers else period
        found[id] = digest(id, section, printed.printed, own, printed.since or "")
    for id, (text, _) in year_source.cells.items():
        found[id] = digest(id, table_name(id), text or BLANK)
    return found


def iso_days(period: Period) -> str:
    """However it was written: `2022` is `2022-01-01/2022-12-31`."""
    return f"{period.start.isoformat()}/{period.end.isoformat()}"


def own_statuses(
    year_source: YearSource, record: VerificationRecord
) -> dict[str, VerificationStatus]:
    """Figure or cell, and `report.covers` → what the record says of it alone."""
    return {id: status_of(record.figures.get(id), now) for id, now in digests(year_source).items()}


def status_of(kept: str | None, now: str) -> VerificationStatus:
    if kept is None:
        return VerificationStatus.NEVER
    return VerificationStatus.VERIFIED if kept == now else VerificationStatus.CHANGED


def effective_statuses(
    year_source: YearSource, record: VerificationRecord
) -> dict[str, VerificationStatus]:
    """Figure or cell → how it stands with all it depends on: where the report's span has changed, all that is counted
    over that span has."""
    found = own_statuses(year_source, record)
    if found.pop(COVERS, None) is not VerificationStatus.CHANGED:
        return found
    apart = {id for _, id, printed in year_source.narrative() if printed.period}
    return {
        id: VerificationStatus.CHANGED
        if one is VerificationStatus.VERIFIED and id not in apart
        else one
        for id, one in found.items()
    }


def record_to_yaml(
    year_source: YearSource,
    right: Collection[str],
    on: date,
    title: str,
    sha256: str,
    coverage: RecordedCoverage,
) -> str:
    """The text of data/verified/YEAR.yml: on that day the figures and cells of `right` were what the document prints.

    `title` is the document's own, not empty; `sha256` that of its file, 64 hexadecimal digits; `coverage` counts the
    numbers of its text. The record of an earlier day is replaced, never added to: it was made from what the year file
    said then.
    """
    source = {"title": one_line(title), "sha256": sha256}
    lines = [
        HEAD,
        f"year: {year_source.file.year}",
        f"on: {on.isoformat()}",
        f"source: {json_text(source)}",
        f"coverage: {json_text(coverage.model_dump())}",
    ]
    kept = {id: made for id, made in digests(year_source).items() if id in right or id == COVERS}
    lines += ["figures:", *(f"  {id}: {json_text(made)}" for id, made in kept.items())]
    return "\n".join([*lines, ""])


def json_text(value: object) -> str:
    """In JSON's quotes, which are YAML's too: a digest of digits alone is no number."""
    return json.dumps(value, ensure_ascii=False)


HEAD = "# 核对记录，由 desk verify 写成，不要手改。每个数后面是它当时内容的摘要；数改过以后，请重新核对。"


def check_verification_records(files: DataFiles, problems: Problems) -> None:
    """Record every file of verification that is of no year, or of another year than its name says."""
    # D407 reports published ones without a file
    reported = {*files.stems["years"], *files.published}
    for stem, read in files.verified.items():
        document, year = read.document, read.record.year
        if str(year) != stem:
            problems.add("D201", document.place("year"), year=year, name=f"{stem}.yml")
        elif stem not in reported:
            problems.add("D411", document.key_place("year"), year=year, name=document.file)


def check_verification(
    files: DataFiles, names: SymbolTable, disclosure: Disclosure, problems: Problems
) -> None:
    """Record each figure that was verified and says something else now, and once a year those that never were."""
    for year in disclosure.years.values():
        stem = str(year.year)
        if year.verified and not problems.has_any_in(files.verified[stem].document.file):
            read = files.years[stem]
            year_source = YearSource(read.record, read.document, names)
            check_year_verification(year_source, year.verified, year.entries, problems)
            has_errors = any_error(one for one in problems if one.place.file == year.source)
            if not (year.coverage or year.unverified or has_errors):
                day = year.verified.on.words
                problems.add("D413", read.document.place("year"), year=year.year, on=day)


def check_year_verification(
    year_source: YearSource, record: VerificationRecord, valid: Collection[str], problems: Problems
) -> None:
    """Of the figures in the file only the `valid` ones are looked at. A change that was published and has no
    correction is reported already."""
    silent = {problem.place for problem in problems if problem.code == "D405"}
    checked = {*valid, COVERS}
    never: list[tuple[Place, str]] = []
    facts: dict[str, Any] = {"year": year_source.file.year}
    for id, status in own_statuses(year_source, record).items():
        place = year_source.statements[id][1]
        if status is VerificationStatus.NEVER and id in valid:
            never.append((place, id))
        elif status is VerificationStatus.CHANGED and id in checked and place not in silent:
            label = year_source.label_of(id)
            problems.add("D409", place, label=label, on=record.on.words, **facts)
    if never:
        never.sort()
        names = "、".join(id for _, id in never[:MAX_NAMES]) + ("等" if never[MAX_NAMES:] else "")
        facts |= {"total": len(valid), "count": len(never), "names": names}
        problems.add("D410", never[0][0], **facts)


MAX_NAMES = 3
"""Of the figures that one warning is about."""
