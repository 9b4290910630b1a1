"""`make bench`: what our hooks cost over plain MkDocs and beside stock Material, what a hundred years take, how soon
editors see what they saved, how soon readers see a page and what they fetch for it, how many of them one machine
carries, what becomes of twelve thousand spoilt files, how well real reports are read. Measures; asserts nothing but
that no spoilt file is read otherwise than written. It ends with one table of all that was run; a whole run writes it to
guides/benchmarks.md. `python tests/bench.py speed fuzz` runs some parts of it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests/support")]

# ruff: noqa: E402  they import `disclosure`, which is only now to be found
import fuzzing
import made_up
from benches import builds, growth, load, reports, saving, scores, search, speed, stock, total
from benches.tables import show
from benches.total import Line
from browsing import QUIET, chromium
from serving import served

FUZZ, FUZZ_SHARES = int(os.environ.get("BENCH_FUZZ", "12000")), 8
DATA = ROOT / os.environ.get("DISCLOSURE_DATA", "data")
BASIC = ROOT / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
TWENTY, HUNDRED = range(2003, 2023), range(1923, 2023)


def main(names: list[str]) -> None:
    found = []
    for name in names or PARTS:
        with tempfile.TemporaryDirectory() as made:
            found += PARTS[name](Path(made))
    print(total.table(found))
    if not names:
        total.write(found)


def build_times(top: Path) -> list[Line]:
    written = made_up.write(top / "data", TWENTY)
    both = [
        builds.measured(folder, data, stock.source_of(data, folder / "stock-source"))
        for folder, data in ((top / "real", DATA), (top / "made-up", written))
    ]
    show(builds.HEAD, [row for one in both for row in builds.rows(one)])
    return [line for one in both for line in builds.lines(one)]


def build_growth(top: Path) -> list[Line]:
    datas = {years: made_up.write(top / f"data-{len(years)}", years) for years in (TWENTY, HUNDRED)}
    found = [growth.built(data, top / f"site-{len(years)}") for years, data in datas.items()]
    show(growth.HEAD, list(growth.rows(found)))
    return list(growth.lines(found))


def page_speed(top: Path) -> list[Line]:
    path = chromium()
    if not (path and BASIC.is_file()):
        print(
            "Speed of pages: skipped; it needs Chromium and npm's chart library: `make setup-test`\n"
        )
        return [Line("speed of pages", "not here")]
    sites = {
        "one year": speed.built(DATA, top / "one"),
        "twenty years": speed.built(made_up.write(top / "data", TWENTY), top / "twenty"),
    }
    others = stock.build(DATA, BASIC, top / "stock")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        weights = speed.weights(browser, sites)
        show(speed.WEIGHTS, list(speed.weight_rows(weights)))
        seen = speed.seen(browser, sites, others)
        show(speed.SEEN, list(speed.seen_rows(seen)))
        browser.close()
    scored = page_scores(sites["one year"])
    shipped = speed.library(sites["one year"])
    return [
        *speed.weight_lines(weights),
        shipped,
        *speed.seen_lines(seen),
        speed.ratio(seen),
        *scored,
    ]


def page_scores(site: Path) -> list[Line]:
    with served(site) as address:
        try:
            found = scores.scores(address, speed.pages(site))
        except scores.NotHere as absent:
            print(absent, "\n")
            return [Line("Lighthouse", "not here")]
    show(scores.HEAD, list(scores.rows(found)))
    return list(scores.lines(found))


def reloads(top: Path) -> list[Line]:
    path = chromium()
    if not path:
        print("Reloads: skipped; they need Chromium: `make setup-test`\n")
        return [Line(saving.WHAT, "not here")]
    datas = {"one year": DATA, "twenty years": made_up.write(top / "data", TWENTY)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        waits = {label: saving.waited(browser, data, top / label) for label, data in datas.items()}
        browser.close()
    show(saving.HEAD, list(saving.rows(waits)))
    return list(saving.lines(waits))


def load_carried(top: Path) -> list[Line]:
    return load.part(speed.built(DATA, top / "site"))


def spoil(top: Path) -> list[Line]:
    """On every core; a traceback in one of them is a traceback here."""
    shares = [FUZZ // FUZZ_SHARES] * FUZZ_SHARES
    with ProcessPoolExecutor() as pool:
        counts = list(pool.map(spoil_some, shares, range(FUZZ_SHARES), [top] * FUZZ_SHARES))
    together = counts[0]
    for count in counts[1:]:
        together.add(count)
    print(together, "\n")
    value = f"{together.refused} / {together.accepted} / 0 / 0"
    return [
        Line("spoilt files: refused / read as written / misread / tracebacks", value, "0 misread")
    ]


def spoil_some(cases: int, seed: int, top: Path) -> fuzzing.Count:
    return fuzzing.run(top / str(seed), cases, seed, published=seed % 4 == 0)


def report_reading(_: Path) -> list[Line]:
    read = reports.scores()
    show(reports.READ, list(reports.rows(read)))
    show(reports.FIGURES, list(reports.figures(DATA)))
    show(reports.WORKLISTS, list(reports.worklists()))
    return list(reports.lines(read))


def search_quality(top: Path) -> list[Line]:
    return search.lines(top)


PARTS = {
    "builds": build_times,
    "growth": build_growth,
    "reloads": reloads,
    "speed": page_speed,
    "load": load_carried,
    "fuzz": spoil,
    "reports": report_reading,
    "search": search_quality,
}

if __name__ == "__main__":
    main(sys.argv[1:])
