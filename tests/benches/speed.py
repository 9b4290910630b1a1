"""How soon readers see a page, beside the same page built as most people would, and what they fetch for it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path

from playwright.sync_api import Browser

from benches.builds import MKDOCS, RUNS, run
from benches.tables import Row
from built import asset
from measuring import Charts, Visit, median, visit, weigh
from serving import served

OURS = Charts(".chart:has(script.plot)", ".chart tbody .bar", ".drawing .trace path")
STOCK = Charts(".plotly-graph-div", ".plotly-graph-div .trace path", None)
SEEN = (
    *("phone, slow 4G, CPU ÷ 4", "first paint, s", "largest, s", "first chart, s", "shift"),
    *("blocked, ms", "by Plotly", "requests", "kB"),
)
SEEN_GOAL = ("goal", "", "< 1.5", "≤ 1.0", "0", "< 100", "< 100", "≤ 8", "≤ 80")
WEIGHTS = ("kB on the line", "HTML", "CSS", "JS", "for charts", "the others", "requests")
WEIGHTS_GOAL = ("goal, for all but charts", "", "", "", "", "≤ 80", "≤ 8")
KINDS = ("Document", "Stylesheet", "Script")


def pages(site: Path) -> dict[str, str]:
    latest = max(path.parent.name for path in site.glob("years/*/index.html"))
    return {
        "home": "",
        "a topic": "topics/push/",
        f"year {latest}": f"years/{latest}/",
        "data": "data/",
        "checks": "checks/",
    }


def built(data: Path, top: Path) -> Path:
    run(*MKDOCS, str(top), DISCLOSURE_DATA=str(data))
    return top


def seen(browser: Browser, ours: dict[str, Path], stock: dict[str, Path]) -> Iterator[Row]:
    """Every page of ours; of stock Material those that have charts."""
    for label, site in ours.items():
        yield from seen_of(browser, f"ours, {label}", site, OURS, 5)
    for label, site in stock.items():
        yield from seen_of(browser, f"stock, {label}", site, STOCK, 2)
    yield SEEN_GOAL


def seen_of(browser: Browser, label: str, site: Path, charts: Charts, first: int) -> Iterator[Row]:
    with served(site) as address:
        for page, path in islice(pages(site).items(), first):
            found = median(RUNS, partial(visit, browser, address + path, charts))
            yield (f"{label}: {page}", *told(found))


def told(found: Visit) -> Iterator[str]:
    for seconds in (found.first_paint, found.largest_paint, found.chart):
        yield "" if seconds is None else f"{seconds / 1000:.2f}"
    yield f"{found.shift:.3f}"
    for milliseconds in (found.blocked, found.blocked_later):
        yield "" if milliseconds is None else f"{milliseconds:.0f}"
    yield f"{found.requests:.0f}"
    yield f"{found.kilobytes:.1f}"


def weights(browser: Browser, sites: dict[str, Path]) -> Iterator[Row]:
    with ExitStack() as stack:
        for label, site in sites.items():
            address = stack.enter_context(served(site))
            for page, path in pages(site).items():
                found = weigh(browser, address + path)
                each = [f"{found.bytes[kind] / 1000:.1f}" for kind in (*KINDS, "charts")]
                requests, kilobytes = found.sums(charts=False)
                yield (f"{label}: {page}", *each, f"{kilobytes:.1f}", str(requests))
    yield WEIGHTS_GOAL


def library(site: Path) -> str:
    size = len(gzip.compress(asset(site, "assets/plotly.min.js").read_bytes(), 6)) / 1000
    return f"Plotly, fetched when a chart comes near: {size:.0f} kB gzipped (goal: ≤ 400)"
