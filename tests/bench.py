"""`make bench`: what our hooks cost over plain MkDocs, what a reader downloads, how long editors wait, and what
becomes of twelve thousand spoilt files, how well real reports are read. Measures; asserts nothing but that no spoilt
file is read otherwise than written.

The floor is plain MkDocs on the exported source, which yields the same pages. Both are built in turns, each in a
process of its own, so that a busy machine slows both alike: read the ratios, not the seconds.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "hooks"))

# ruff: noqa: E402  they import `disclosure`, which is only now to be found
import fuzzing
import made_up
import official
from disclosure.problems import Problems
from disclosure.reports.bounded import read_report
from disclosure.reports.importing import import_report
from disclosure.reports.matching import Certainty

RUNS = int(os.environ.get("BENCH_RUNS", "5"))
FUZZ, FUZZ_SHARES = int(os.environ.get("BENCH_FUZZ", "12000")), 8
DATA = ROOT / os.environ.get("DISCLOSURE_DATA", "data")
PUBLISHED = ("01-huaian-city-2024", "02-hongze-district-2023")
DESK = str(ROOT / "hooks/desk.py")
MKDOCS = ("-m", "mkdocs", "build", "--quiet", "--site-dir")
Row = tuple[str, str, str, str, str, str]


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


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        top = Path(made)
        written = made_up.write(top / "data", years=range(2003, 2023))
        rows = [*times(top / "real", DATA), *times(top / "made-up", written)]
        table(("", "ours", "floor", "ratio", "of least", "goal"), rows)
        table(
            ("gzipped kB", "HTML", "CSS", "JS", "together", "Plotly"),
            list(weights(top / "real/ours")),
        )
        spoil(top / "spoilt")
    table(("reports: cells", "right", "wrong", "missed", "goal", "s"), list(reports()))
    table(
        ("reports: figures", "matched", "proposed", "unmatched", "wrong", "goal"), list(figures())
    )


def times(top: Path, data: Path) -> Iterator[Row]:
    """The build, the build a page, and the check of one data folder. Leaves the site in `top/ours`."""
    top.mkdir()
    run(DESK, "export", str(top / "source"), "--data", str(data))
    ours, floor, check = [], [], []
    for _ in range(RUNS):
        ours.append(run(*MKDOCS, str(top / "ours"), DISCLOSURE_DATA=str(data)))
        floor.append(run(*MKDOCS, str(top / "floor"), folder=top / "source"))
        check.append(run(DESK, "check", "--data", str(data)))
    years = len(list((data / "years").glob("*.yml")))
    pages = len(list((top / "ours").rglob("*.html")))
    yield told(f"{years} year(s), {pages} pages: build, s", Times(ours), Times(floor), 1, "≤ 1.15")
    yield told("  build a page, s", Times(ours), Times(floor), pages, "not growing")
    goal = "≤ 1" if years == 1 else "≤ 3"
    yield ("  desk check, s", f"{Times(check).median:.2f}", "", "", "", goal)


def reports() -> Iterator[Row]:
    """Real reports, where they are at hand: each cell against what was read by eye, and how long an import takes."""
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
        counts = (right, len(found.cells) - right, missed)
        seconds = run(
            DESK, "import", str(official.file(name)), "--format", "json", "--year", "2022"
        )
        yield (stem, *map(str, counts), "all right, < 5 s", f"{seconds:.2f}")


def figures() -> Iterator[Row]:
    """The narrative of the text for 2022, with the year's own file to learn from, and with the topics alone."""
    try:
        path = official.file(official.TEXT_OF_2022)
    except official.NotHere:
        return
    for label, years in (("with the year's file", ("2022.yml",)), ("topics alone", ())):
        with tempfile.TemporaryDirectory() as aside:
            folder = shutil.copytree(DATA, Path(aside) / "data")
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


def spoil(top: Path) -> None:
    """On every core; a traceback in one of them is a traceback here."""
    top.mkdir()
    shares = [FUZZ // FUZZ_SHARES] * FUZZ_SHARES
    with ProcessPoolExecutor() as pool:
        counts = list(pool.map(spoil_some, shares, range(FUZZ_SHARES), [top] * FUZZ_SHARES))
    together = counts[0]
    for count in counts[1:]:
        together.add(count)
    print(together)


def spoil_some(cases: int, seed: int, top: Path) -> fuzzing.Count:
    return fuzzing.run(top / str(seed), cases, seed, published=seed % 4 == 0)


def weights(site: Path) -> Iterator[Row]:
    """What one page of each kind names, gzipped: what loads before a chart is near."""
    latest = max(path.parent.name for path in site.glob("years/*/index.html"))
    plotly = weight(site / "assets/plotly.min.js")
    for label, address in (
        ("home", ""),
        ("a topic", "topics/push/"),
        (f"year {latest}", f"years/{latest}/"),
        ("data", "data/"),
    ):
        page = site / address / "index.html"
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        parts = [
            weight(page),
            sum(
                weight(site / named(address, tag["href"]))
                for tag in soup.select("link[rel=stylesheet]")
            ),
            sum(weight(site / named(address, tag["src"])) for tag in soup.select("script[src]")),
        ]
        html, css, script, together, library = (
            f"{part:.1f}" for part in (*parts, sum(parts), plotly)
        )
        yield (label, html, css, script, together, library)


def named(address: str, reference: str) -> str:
    return urlsplit(urljoin(f"http://site/{address}", reference)).path.lstrip("/")


def weight(path: Path) -> float:
    return len(gzip.compress(path.read_bytes(), 6)) / 1000


def table(head: Row, rows: list[Row]) -> None:
    widths = [max(len(row[index]) for row in (head, *rows)) for index in range(len(head))]
    for row in (head, tuple("-" * width for width in widths), *rows):
        first, *others = row
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
    print()


if __name__ == "__main__":
    main()
