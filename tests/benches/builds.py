"""What our hooks cost over plain MkDocs and beside stock Material, and how long editors wait for a check.

The floor is plain MkDocs on the exported source, which yields the same pages; stock is Material with Plotly's
`to_html()` on the same pages and charts. All are built in turns, each in a process of its own, so that a busy machine
slows them alike: read the ratios, not the seconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benches.tables import Row
from benches.total import Line

ROOT = Path(__file__).resolve().parents[2]
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
DESK = str(ROOT / "hooks/desk.py")
MKDOCS = ("-m", "mkdocs", "build", "--quiet", "--site-dir")
HEAD = ("", "ours", "floor", "ratio", "of least", "goal", "stock", "ratio", "of least", "goal")


@dataclass(frozen=True)
class Times:
    """Seconds of equal runs."""

    runs: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    @property
    def least(self) -> float:
        return min(self.runs)


@dataclass(frozen=True)
class Builds:
    """One data folder, built by us, by plain MkDocs and as a stock site, and checked."""

    years: int
    pages: int
    ours: Times
    floor: Times
    stock: Times
    check: Times


def measured(top: Path, data: Path, stock_source: Path) -> Builds:
    """Leaves the site in `top/ours`. `stock_source` is what `stock.source_of` made of the data."""
    top.mkdir(exist_ok=True)
    run(DESK, "export", str(top / "source"), "--data", str(data))
    ours, floor, stock, check = [], [], [], []
    for _ in range(RUNS):
        ours.append(run(*MKDOCS, str(top / "ours"), DISCLOSURE_DATA=str(data)))
        floor.append(run(*MKDOCS, str(top / "floor"), folder=top / "source"))
        stock.append(run(*MKDOCS, str(top / "stock"), folder=stock_source))
        check.append(run(DESK, "check", "--data", str(data)))
    return Builds(
        years=len(list((data / "years").glob("*.yml"))),
        pages=len(list((top / "ours").rglob("*.html"))),
        ours=Times(ours),
        floor=Times(floor),
        stock=Times(stock),
        check=Times(check),
    )


def rows(found: Builds) -> Iterator[Row]:
    """The build, the build a page, and the check."""
    label = f"{found.years} year(s), {found.pages} pages: build, s"
    yield (label, *told(found, 1, FLOOR_GOAL, STOCK_GOAL))
    yield ("  build a page, s", *told(found, found.pages, "not growing", ""))
    yield ("  desk check, s", f"{found.check.median:.2f}", "", "", "", check_goal(found), *[""] * 4)


def lines(found: Builds) -> Iterator[Line]:
    for label, other, goal in (
        ("plain MkDocs", found.floor, FLOOR_GOAL),
        ("stock Material with Plotly", found.stock, STOCK_GOAL),
    ):
        ratio = f"{found.ours.median / other.median:.2f}"
        yield Line(f"build of {found.years} year(s), {label} = 1", ratio, goal)
    yield Line(
        f"desk check of {found.years} year(s), s", f"{found.check.median:.2f}", check_goal(found)
    )


FLOOR_GOAL, STOCK_GOAL = "≤ 2.0", "≤ 1.0"


def check_goal(found: Builds) -> str:
    return "≤ 0.3" if found.years == 1 else "≤ 0.5"


def told(found: Builds, pages: int, *goals: str) -> Iterator[str]:
    """Ours; then each other with the ratio to it and its goal."""
    digits = 2 if pages == 1 else 3
    yield f"{found.ours.median / pages:.{digits}f}"
    for other, goal in zip((found.floor, found.stock), goals, strict=True):
        yield f"{other.median / pages:.{digits}f}"
        yield f"{found.ours.median / other.median:.2f}"
        yield f"{found.ours.least / other.least:.2f}"
        yield goal


def run(*words: str, folder: Path = ROOT, **environment: str) -> float:
    """Seconds. With Python's compiled files, which an editor's machine keeps, whatever the environment here says."""
    usual = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | usual | environment,
        check=words[1:2] != ("import",),  # which ends with 1 where a report leaves something open
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - started
