"""How well reports are read: every published one and every case that is at hand, else made-up ones in every layout.

Each is imported from its file into the tests' data folder and held against what people read in it by eye, or against
what was printed into it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

import layouts
import official
import real
import report_cases
from benches.tables import Row
from benches.total import Line
from disclosure.desk.uploads import INBOX
from disclosure.problems.problem import Problems
from disclosure.reports.commands import import_file
from disclosure.reports.importing import ImportResult, import_report
from disclosure.reports.inbox import command
from disclosure.reports.narrative.indicator_matching import Certainty
from disclosure.reports.readers.sandbox import read_report
from office_layouts import OFFICE

PUBLISHED = ("01-huaian-city-2024", "02-hongze-district-2023")
EVERY = {**layouts.LAYOUTS, **layouts.LOSSY, **OFFICE}
BLANK = "00-blank-national-form.docx"
FIGURES = ("reports: figures", "matched", "proposed", "unmatched", "wrong", "goal")
WORKLISTS = ("reports: to worklist", "filled in", "rows", "open", "to mend", "processor s", "goal")
READ = (
    *("reports: as read", "right", "wrong, silent", "wrong, told", "missed, told"),
    *("missed, silent", "figures", "in section", "agency", "year", "processor s"),
)


@dataclass(frozen=True)
class Truth:
    """What a report says, as far as it is known: of its figures a section and the printed text each."""

    cells: Mapping[str, str | None] = field(default_factory=dict)
    figures: Sequence[tuple[str, str]] = ()
    agency: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """One report's cells, figures and names (how many are right, of how many), and seconds of the processor."""

    report: str
    cells: Counter[str]
    figures: int
    printed: int
    """Found with hedge and unit as printed, wherever."""
    placed: int
    """Found so under their own section."""
    named: tuple[int, int]
    dated: tuple[int, int]
    seconds: float


def scores() -> list[Score]:
    return [*of_published(), *(of_cases() or of_layouts())]


def of_published() -> Iterator[Score]:
    names = (
        *(f"reports/{one}.pdf" for one in PUBLISHED),
        official.TEXT_OF_2022,
        f"reports/{BLANK}",
    )
    for name in names:
        try:
            path = official.file(name)
        except official.NotHere as absent:
            print(f"{name}: {absent}")
            continue
        yield score(path, truth_of(path, name))


def truth_of(path: Path, name: str) -> Truth:
    if path.name == BLANK:
        cells = [cell for table in layouts.TABLES for cell in layouts.names("2021", table)]
        return Truth(dict.fromkeys(cells))
    if path.stem not in PUBLISHED:
        year = yaml.safe_load((real.SOURCE / "years" / "2022.yml").read_text("utf-8"))
        own = [
            (section, one if isinstance(one, str) else one["printed"])
            for section, found in year["figures"].items()
            for one in found.values()
        ]
        return Truth(official.of_year_file(), own, "上海市公积金管理中心", 2022)
    cells = official.cells_of(official.expected(path.stem), official.report(name))
    return Truth(cells, year=int(path.stem[-4:]))


def of_cases() -> list[Score]:
    return [score(path, Truth(**known(case))) for path, case in report_cases.shared().values()]


def known(case: Mapping[str, Any]) -> dict[str, Any]:
    """What a case expects that can be counted; some expect one thing or another."""
    agency = str(case.get("agency") or "")
    return {
        "cells": case["cells"] if isinstance(case.get("cells"), dict) else {},
        "figures": [(one[0], one[1]) for one in case.get("figures", ())],
        "agency": "" if " or " in agency else agency,
        "year": case.get("year") or 0,
    }


def of_layouts() -> list[Score]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for seed, (name, layout) in enumerate(EVERY.items()):
            printed = layouts.made("2021", seed)
            path = Path(folder) / f"{seed}{layout.suffix}"
            path.write_bytes(layout.write(printed))
            truth = Truth(printed.cells, [("一", "186条")], layouts.AGENCY, layouts.YEAR)
            found.append(score(path, truth, name))
    return found


def score(path: Path, truth: Truth, name: str = "") -> Score:
    start = processor_seconds()
    found = import_file(path, real.data(), Problems(), None, None, lambda done, total: None)
    seconds = processor_seconds() - start
    own = (
        [(one.mention.section.key, one.mention.number.printed) for one in found.matches]
        if found
        else []
    )
    wanted = Counter(printed for _, printed in truth.figures)
    return Score(
        name or path.stem,
        Counter(outcome(cell, text, found) for cell, text in truth.cells.items()),
        len(truth.figures),
        (wanted & Counter(printed for _, printed in own)).total(),
        (Counter(truth.figures) & Counter(own)).total(),
        same(truth.agency, found.agency if found else ""),
        same(truth.year, found.year if found else None),
        seconds,
    )


def processor_seconds() -> float:
    """Of this process and those that it has waited for: what else the machine does is not counted."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def same(expected: object, found: object) -> tuple[int, int]:
    """Whether it was found, of what was to be found."""
    return int(bool(expected) and found == expected), int(bool(expected))


def outcome(cell: str, printed: str | None, found: ImportResult | None) -> str:
    """A blank cell that is told as a gap is no fault: nothing but the sums tells it from one that was lost."""
    report = found.report if found else None
    is_told = report is None or cell.rpartition(".")[0] in layouts.rows_told(report)
    if report and cell in report.cells:
        right = report.cells[cell] == printed
        return "right" if right else f"wrong, {'told' if is_told else 'silent'}"
    return "right" if printed is None and is_told else f"missed, {'told' if is_told else 'silent'}"


def rows(every: Sequence[Score]) -> Iterator[Row]:
    for one in every:
        counts = (str(one.cells[kind]) for kind in READ[1:6])
        named, dated = (f"{right}/{of}" if of else "" for right, of in (one.named, one.dated))
        figures = (f"{one.printed}/{one.figures}", f"{one.placed}/{one.figures}")
        shown = figures if one.figures else ("", "")
        yield (one.report, *counts, *shown, named, dated, f"{one.seconds:.2f}")


def lines(every: Sequence[Score]) -> Iterator[Line]:
    cells = sum((one.cells for one in every), Counter[str]())
    figures, printed, placed = (
        sum(getattr(one, name) for one in every) for name in ("figures", "printed", "placed")
    )
    names = [
        "{}/{}".format(*map(sum, zip(*(getattr(one, name) for one in every), strict=True)))
        for name in ("named", "dated")
    ]
    yield Line(
        f"cells of {len(every)} reports: right", share(cells["right"], cells.total()), "≥ 99.5 %"
    )
    yield Line(
        "cells wrong in silence / told",
        f"{cells['wrong, silent']} / {cells['wrong, told']}",
        "0 in silence",
    )
    yield Line(
        "cells missed in silence / told",
        f"{cells['missed, silent']} / {cells['missed, told']}",
        "0 in silence",
    )
    yield Line("figures as printed, with hedge and unit", share(printed, figures), "≥ 99 %")
    yield Line("figures under their own section", share(placed, figures), "≥ 95 %")
    yield Line("agencies / years right", " / ".join(names), "all")
    yield Line(
        "slowest report, s of the processor", f"{max(one.seconds for one in every):.2f}", "< 3"
    )


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "none"


def worklists() -> Iterator[Row]:
    """Seconds of the processor from each published report in `inbox/` to its draft and worklist, all numbers open."""
    for name in (*(f"reports/{one}.pdf" for one in PUBLISHED), official.TEXT_OF_2022):
        try:
            path = official.file(name)
        except official.NotHere:
            continue
        found = import_file(path, real.data(), Problems(), None, None, lambda done, total: None)
        with tempfile.TemporaryDirectory() as aside:
            root = Path(aside)
            folder = real.copied(root / "data", "published", "verified", "schema")
            (folder / f"years/{found.year if found else ''}.yml").unlink(missing_ok=True)
            agency = f"name: {found.agency if found else ''}\nwebsite: www.example.invalid\n"
            (folder / "agency.yml").write_text(agency, "utf-8")
            (root / INBOX).mkdir()
            shutil.copy(path, root / INBOX)
            start = processor_seconds()
            worklist = command.run(root, folder, date(2025, 1, 1))
            seconds = processor_seconds() - start
        assert worklist
        counts = (len(worklist.filled_in), len(worklist.rows), len(worklist.intake.questions))
        yield (path.stem, *map(str, counts), str(len(worklist.errors)), f"{seconds:.2f}", "≤ 5")


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
