"""Search: how many of readers' queries are answered in the first three results, how large and how fast it is."""

from __future__ import annotations

import gzip
import statistics
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import made_up
import real
from benches.speed import built
from benches.total import Line
from browsing import QUIET, chromium
from disclosure.ledger.load import load_ledger
from measuring import CPU_SLOWER, phone
from queries import HELD_OUT, LATEST, MENDED, NEWER, TYPED, UNSEEN, UNTUNED
from searching import index_of, seconds, share_answered, text_of
from serving import served

TWENTY = range(2003, 2023)
OPENINGS = 5
WATCH_LONG_TASKS = """
window.blocked = 0;
const add = list => list.getEntries().forEach(task => { blocked += task.duration - 50; });
new PerformanceObserver(add).observe({ type: "longtask" });
"""


def lines(top: Path) -> list[Line]:
    found = index_of(load_ledger(real.with_shipped_words(top / "shipped")))
    years = {"one year": found, "twenty years": index_of(made_up.ledger(top / "data", TWENTY))}
    asked = {
        "tuned for": TYPED,
        "held out": HELD_OUT,
        "written afterwards": UNSEEN,
        "latest": LATEST,
        "mended by their kinds": MENDED,
        "newer": NEWER,
        "untuned": UNTUNED,
    }
    shares = [
        Line(
            f"search: {len(queries)} queries {name}, share answered in the first three",
            f"{share_answered(found, queries):.1%}",
            "≥ 95%",
        )
        for name, queries in asked.items()
    ]
    written = {"one year": real.ROOT / "data", "twenty years": top / "data"}
    return [
        *shares,
        *(line for name, index in years.items() for line in costs(name, index)),
        *blocking({name: built(data, top / name) for name, data in written.items()}),
    ]


def blocking(sites: dict[str, Path]) -> list[Line]:
    """How long a reader who opens search can do nothing."""
    path = chromium()
    if not path:
        return [Line("search: opening", "no browser here")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        found = {name: blocked(browser, site) for name, site in sites.items()}
        browser.close()
    label = "search: opening blocks the page, {}, ms, CPU ÷ {}"
    return [
        Line(label.format(name, CPU_SLOWER), f"{milliseconds:.0f}", "≤ 100")
        for name, milliseconds in found.items()
    ]


def blocked(browser: Browser, site: Path) -> float:
    """What long tasks took beyond 50 ms, at the median of some first openings, until search answers a word."""
    return statistics.median(opening(browser, site) for _ in range(OPENINGS))


def opening(browser: Browser, site: Path) -> float:
    page, session = phone(browser, slow=False)
    with served(site) as address:
        page.goto(f"{address}about/contact/", wait_until="networkidle")
        session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
        page.evaluate(WATCH_LONG_TASKS)
        page.keyboard.press("/")
        page.locator(".search .help a").first.wait_for()
        page.wait_for_timeout(200)  # long tasks are told a little later
        total = page.evaluate("blocked")
    page.context.close()
    return float(total)


def costs(name: str, index: dict[str, object]) -> list[Line]:
    size = len(gzip.compress(text_of(index).encode(), 6)) / 1000
    made_ready, slowest = seconds(
        index, [query.words for query in (*TYPED, *HELD_OUT, *UNSEEN, *LATEST, *MENDED, *NEWER)]
    )
    goal = 30 if name == "one year" else 60
    return [
        Line(f"search: index, {name}, kB gzipped", f"{size:.1f}", f"≤ {goal}"),
        Line(f"search: index made ready, {name}, ms", f"{made_ready * 1000:.0f}"),
        Line(f"search: slowest query, {name}, ms", f"{slowest * 1000:.1f}", "≤ 15"),
    ]
