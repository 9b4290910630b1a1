"""What our hooks cost over plain MkDocs, and how long editors wait for a check.

The floor is plain MkDocs on the exported source, which yields the same pages. Both are built in turns, each in a
process of its own, so that a busy machine slows both alike: read the ratios, not the seconds.
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
HEAD = ("", "ours", "floor", "ratio", "of least", "goal")


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
    """One data folder, built by us and by plain MkDocs, and checked."""

    years: int
    pages: int
    ours: Times
    floor: Times
    check: Times


def measured(top: Path, data: Path) -> Builds:
    """Leaves the site in `top/ours`."""
    top.mkdir()
    run(DESK, "export", str(top / "source"), "--data", str(data))
    ours, floor, check = [], [], []
    for _ in range(RUNS):
        ours.append(run(*MKDOCS, str(top / "ours"), DISCLOSURE_DATA=str(data)))
        floor.append(run(*MKDOCS, str(top / "floor"), folder=top / "source"))
        check.append(run(DESK, "check", "--data", str(data)))
    return Builds(
        years=len(list((data / "years").glob("*.yml"))),
        pages=len(list((top / "ours").rglob("*.html"))),
        ours=Times(ours),
        floor=Times(floor),
        check=Times(check),
    )


def rows(found: Builds) -> Iterator[Row]:
    """The build, the build a page, and the check."""
    ours, floor, pages = found.ours, found.floor, found.pages
    yield told(f"{found.years} year(s), {pages} pages: build, s", ours, floor, 1, BUILD_GOAL)
    yield told("  build a page, s", ours, floor, pages, "not growing")
    yield ("  desk check, s", f"{found.check.median:.2f}", "", "", "", check_goal(found))


def lines(found: Builds) -> Iterator[Line]:
    ratio = f"{found.ours.median / found.floor.median:.2f}"
    yield Line(f"build of {found.years} year(s), plain MkDocs = 1", ratio, BUILD_GOAL)
    yield Line(
        f"desk check of {found.years} year(s), s", f"{found.check.median:.2f}", check_goal(found)
    )


BUILD_GOAL = "≤ 1.15"


def check_goal(found: Builds) -> str:
    return "≤ 1" if found.years == 1 else "≤ 3"


def told(label: str, ours: Times, floor: Times, pages: int, goal: str) -> Row:
    seconds = [f"{one.median / pages:.{2 if pages == 1 else 3}f}" for one in (ours, floor)]
    ratios = [f"{ours.median / floor.median:.2f}", f"{ours.least / floor.least:.2f}"]
    return (label, seconds[0], seconds[1], ratios[0], ratios[1], goal)


def run(*words: str, folder: Path = ROOT, **environment: str) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment,
        check=words[1:2] != ("import",),  # which ends with 1 where a report leaves something open
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - started
