"""`make bench`: what our hooks cost over plain MkDocs, how soon readers see a page and what they fetch for it, what
becomes of twelve thousand spoilt files, how well real reports are read. Measures; asserts nothing but that no spoilt
file is read otherwise than written. `python tests/bench.py speed fuzz` runs some parts of it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "hooks"))

# ruff: noqa: E402  they import `disclosure`, which is only now to be found
import fuzzing
import made_up
from benches import builds, reports, scores, speed, stock
from benches.tables import show
from browsing import QUIET, chromium
from serving import served

FUZZ, FUZZ_SHARES = int(os.environ.get("BENCH_FUZZ", "12000")), 8
DATA = ROOT / os.environ.get("DISCLOSURE_DATA", "data")
BASIC = ROOT / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
TWENTY = range(2003, 2023)


def main(names: list[str]) -> None:
    for name in names or PARTS:
        with tempfile.TemporaryDirectory() as made:
            PARTS[name](Path(made))


def build_times(top: Path) -> None:
    written = made_up.write(top / "data", TWENTY)
    rows = [*builds.times(top / "real", DATA), *builds.times(top / "made-up", written)]
    show(builds.HEAD, rows)


def page_speed(top: Path) -> None:
    path = chromium()
    if not (path and BASIC.is_file()):
        print(
            "Speed of pages: skipped; it needs Chromium and npm's chart library: `make setup-test`\n"
        )
        return
    sites = {
        "one year": speed.built(DATA, top / "one"),
        "twenty years": speed.built(made_up.write(top / "data", TWENTY), top / "twenty"),
    }
    others = stock.build(DATA, BASIC, top / "stock")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        show(speed.WEIGHTS, list(speed.weights(browser, sites)))
        print(speed.library(sites["one year"]), "\n")
        show(speed.SEEN, list(speed.seen(browser, sites, others)))
        browser.close()
    with served(sites["one year"]) as address:
        try:
            pages = speed.pages(sites["one year"])
            show(scores.HEAD, list(scores.scores(address, pages)))
        except scores.NotHere as absent:
            print(absent, "\n")


def spoil(top: Path) -> None:
    """On every core; a traceback in one of them is a traceback here."""
    shares = [FUZZ // FUZZ_SHARES] * FUZZ_SHARES
    with ProcessPoolExecutor() as pool:
        counts = list(pool.map(spoil_some, shares, range(FUZZ_SHARES), [top] * FUZZ_SHARES))
    together = counts[0]
    for count in counts[1:]:
        together.add(count)
    print(together)


def spoil_some(cases: int, seed: int, top: Path) -> fuzzing.Count:
    return fuzzing.run(top / str(seed), cases, seed, published=seed % 4 == 0)


def report_reading(_: Path) -> None:
    show(reports.CELLS, list(reports.cells()))
    show(reports.FIGURES, list(reports.figures(DATA)))


PARTS = {"builds": build_times, "speed": page_speed, "fuzz": spoil, "reports": report_reading}

if __name__ == "__main__":
    main(sys.argv[1:])
