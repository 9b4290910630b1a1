"""How well real reports are read, where they are at hand, and how long an import takes."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import official
from benches.builds import DESK, run
from benches.tables import Row
from benches.total import Line
from disclosure.problems.problem import Problems
from disclosure.reports.importing import import_report
from disclosure.reports.narrative.indicator_matching import Certainty
from disclosure.reports.readers.sandbox import read_report

PUBLISHED = ("01-huaian-city-2024", "02-hongze-district-2023")
CELLS = ("reports: cells", "right", "wrong", "missed", "goal", "s")
FIGURES = ("reports: figures", "matched", "proposed", "unmatched", "wrong", "goal")


@dataclass(frozen=True, slots=True)
class Read:
    """One report's statutory tables, held against what was read by eye; cells, and seconds."""

    report: str
    right: int
    wrong: int
    missed: int
    seconds: float


def cells() -> list[Read]:
    """Each report that is at hand."""
    every = []
    for name in (*(f"reports/{one}.pdf" for one in PUBLISHED), official.TEXT_OF_2022):
        try:
            found = official.report(name)
        except official.NotHere as absent:
            print(f"{name}: {absent}")
            continue
        stem = Path(name).stem
        by_eye = (
            official.cells_of(official.expected(stem), found)
            if stem in PUBLISHED
            else official.of_year_file()
        )
        right = sum(found.cells.get(cell) == value for cell, value in by_eye.items())
        missed = len(by_eye.keys() - found.cells.keys())
        seconds = run(
            DESK, "import", str(official.file(name)), "--format", "json", "--year", "2022"
        )
        every.append(Read(stem, right, len(found.cells) - right, missed, seconds))
    return every


def cell_rows(every: list[Read]) -> Iterator[Row]:
    for one in every:
        counts = map(str, (one.right, one.wrong, one.missed))
        yield (one.report, *counts, "all right, < 5 s", f"{one.seconds:.2f}")


def lines(every: list[Read]) -> Iterator[Line]:
    if not every:
        yield Line("reports read", "none at hand")
        return
    right, wrong, missed = (
        sum(getattr(one, count) for one in every) for count in ("right", "wrong", "missed")
    )
    value = f"{right} / {wrong} / {missed}"
    yield Line(f"cells of {len(every)} reports: right / wrong / missed", value, "all right")
    yield Line("slowest report, s", f"{max(one.seconds for one in every):.2f}", "< 5")


def figures(data: Path) -> Iterator[Row]:
    """The narrative of the text for 2022, with the year's own file to learn from, and with the topics alone."""
    try:
        path = official.file(official.TEXT_OF_2022)
    except official.NotHere:
        return
    for label, years in (("with the year's file", ("2022.yml",)), ("topics alone", ())):
        with tempfile.TemporaryDirectory() as aside:
            folder = shutil.copytree(data, Path(aside) / "data")
            for year in (folder / "years").glob("*.yml"):
                if year.name not in years:
                    year.unlink()
            document = read_report(path, path.name)
            found = import_report(document, folder, Problems(), 2022)
        count = Counter(match.certainty for match in found.matches)
        right = official.figures_of_2022()
        wrong = sum(
            bool(one.indicator) and right.get(one.indicator) != one.mention.number.printed
            for one in found.matches
        )
        yield (label, *(str(count[kind]) for kind in Certainty), str(wrong), "none wrong")
