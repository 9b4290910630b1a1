"""How soon readers see a page, beside the same page built as most people would, and what they fetch for it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path

from playwright.sync_api import Browser

from benches.builds import MKDOCS, RUNS, run
from benches.tables import Row
from benches.total import Line
from built import asset
from measuring import Charts, Traffic, Visit, median, visit, weigh
from serving import served

OURS = Charts(".chart:has(script.plot)", ".chart tbody .bar", ".drawing .trace path")
STOCK = Charts(".plotly-graph-div", ".plotly-graph-div .trace path", None)
SEEN = (
    *("phone, slow 4G, CPU ÷ 4", "first paint, s", "largest, s", "first chart, s", "shift"),
    *("blocked, ms", "by Plotly", "longest task: loading", "drawing", "using", "requests", "kB"),
)
SEEN_GOAL = ("goal", "", "< 1.5", "≤ 1.0", "0", "< 100", "< 100", *["≤ 50"] * 3, "≤ 4", "≤ 30 / 40")
WEIGHTS = ("kB on the line", "HTML", "CSS", "JS", "for charts", "the others", "requests")
MOST = {"one year": 30, "twenty years": 40}
"""kB of a page before a chart is reached, by build."""
WEIGHTS_GOAL = ("goal, for all but charts", "", "", "", "", "≤ 30 / 40", "≤ 4")
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


Seen = dict[tuple[str, str], Visit]
"""(build, page) → what its reader waited for."""


def seen(browser: Browser, ours: dict[str, Path], stock: dict[str, Path]) -> Seen:
    """Every page of ours; of stock Material those that have charts."""
    found: Seen = {}
    for label, site in ours.items():
        found |= seen_of(browser, f"ours, {label}", site, OURS, 5)
    for label, site in stock.items():
        found |= seen_of(browser, f"stock, {label}", site, STOCK, 2)
    return found


def seen_of(browser: Browser, label: str, site: Path, charts: Charts, first: int) -> Seen:
    with served(site) as address:
        return {
            (label, page): median(RUNS, partial(visit, browser, address + path, charts))
            for page, path in islice(pages(site).items(), first)
        }


def seen_rows(found: Seen) -> Iterator[Row]:
    for (label, page), one in found.items():
        yield (f"{label}: {page}", *told(one))
    yield SEEN_GOAL


def seen_lines(found: Seen) -> Iterator[Line]:
    """The first chart, on the pages that stock Material has too; the longest tasks and the shift of any page."""
    for label in dict.fromkeys(label for label, _ in found):
        every = [one for (own, _), one in found.items() if own == label]
        longest = (
            max((value for value in map(attrgetter(name), every) if value is not None), default=0)
            for name in ("loading", "drawing", "using")
        )
        ours = label.startswith("ours")
        words = " / ".join(f"{value:.0f}" for value in longest)
        what = f"longest task at CPU ÷ 4 as pages load / charts are drawn / are used, {label}, ms"
        yield Line(what, words, "≤ 50" if ours else "")
        shift = max(one.shift for one in every)
        yield Line(f"layout shift at most, {label}", f"{shift:.3f}", "0" if ours else "")
        waits = [found[label, page].chart for page in ("home", "a topic")]
        value = " / ".join("none" if one is None else f"{one / 1000:.2f}" for one in waits)
        goal = "≤ 1.0" if ours else ""
        yield Line(f"first chart on a slow phone, home / a topic, {label}, s", value, goal)


def told(found: Visit) -> Iterator[str]:
    for seconds in (found.first_paint, found.largest_paint, found.chart):
        yield "" if seconds is None else f"{seconds / 1000:.2f}"
    yield f"{found.shift:.3f}"
    times = (found.blocked, found.blocked_later, found.loading, found.drawing, found.using)
    for milliseconds in times:
        yield "" if milliseconds is None else f"{milliseconds:.0f}"
    yield f"{found.requests:.0f}"
    yield f"{found.kilobytes:.1f}"


Weights = dict[tuple[str, str], Traffic]
"""(build, page) → what it fetches before a chart is reached."""


def weights(browser: Browser, sites: dict[str, Path]) -> Weights:
    found: Weights = {}
    with ExitStack() as stack:
        for label, site in sites.items():
            address = stack.enter_context(served(site))
            for page, path in pages(site).items():
                found[label, page] = weigh(browser, address + path)
    return found


def weight_rows(found: Weights) -> Iterator[Row]:
    for (label, page), one in found.items():
        each = [f"{one.bytes[kind] / 1000:.1f}" for kind in (*KINDS, "charts")]
        requests, kilobytes = one.sums(charts=False)
        yield (f"{label}: {page}", *each, f"{kilobytes:.1f}", str(requests))
    yield WEIGHTS_GOAL


def weight_lines(found: Weights) -> Iterator[Line]:
    """The heaviest page of each build."""
    for label in dict.fromkeys(label for label, _ in found):
        sums = [one.sums(charts=False) for (own, _), one in found.items() if own == label]
        heaviest, most = max(kilobytes for _, kilobytes in sums), max(count for count, _ in sums)
        yield Line(
            f"heaviest page before a chart, {label}, kB", f"{heaviest:.1f}", f"≤ {MOST[label]}"
        )
        yield Line(f"requests of such a page at most, {label}", str(most), "≤ 4")


def library(site: Path) -> Line:
    size = len(gzip.compress(asset(site, "assets/plotly.min.js").read_bytes(), 6)) / 1000
    return Line("Plotly, fetched when a chart comes near, kB gzipped", f"{size:.0f}", "≤ 390")


def ratio(found: Seen) -> Line:
    """The first chart of ours beside that of stock Material with the same library."""
    waits = [
        [found[label, page].chart for page in ("home", "a topic")]
        for label in ("ours, one year", "stock, basic Plotly")
    ]
    parts = [
        f"{own / other:.2f}" if own and other else "none" for own, other in zip(*waits, strict=True)
    ]
    return Line(
        "first chart, stock with basic Plotly = 1, home / a topic", " / ".join(parts), "≤ 0.20"
    )
