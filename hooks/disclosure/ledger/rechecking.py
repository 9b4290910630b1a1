"""The records of verification, held against the year files of today: what is to be held against the report again."""

from __future__ import annotations

from collections.abc import Collection

from disclosure.datafiles.models import COVERS
from disclosure.datafiles.reader import Files
from disclosure.datafiles.record_models import Verified
from disclosure.datafiles.symbols import Namespace
from disclosure.problems.problem import Place, Problems

from .records import Disclosure, Standing
from .verification import standings
from .year_source import Told


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
