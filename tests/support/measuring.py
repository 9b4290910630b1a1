"""What a reader with a slow phone on a slow line waits for, measured in a real browser: for the benchmark alone.

The line is Lighthouse's slow 4G and the phone four times slower than this machine, both as Chromium plays them. Each
visit is a reader's first: nothing is cached.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from browsing import PATIENCE, until

LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
CPU_SLOWER = 4
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
}
WATCH = (Path(__file__).parent / "measuring.js").read_text("utf-8")
FOR_CHARTS = re.compile(r"/((charts|plotly)[\w.-]*\.js|later[\w.-]*\.css)$")
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Charts:
    """How a build shows its charts, as CSS selectors."""

    chart: str
    readable: str
    """What a reader can read a number's size from."""
    drawn: str | None
    """What the library draws there when it arrives later; None where it comes with the page."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds, but for `shift`, which has no unit, and what is counted. None: there is no such thing here."""

    first_paint: float
    largest_paint: float
    chart: float | None
    shift: float
    blocked: float
    blocked_later: float | None
    """While the chart library arrives and draws, after the page has come to rest."""
    loading: float
    """The longest task of the three, 0 where none is long: as the page loads, as charts are drawn, and as they are
    switched and saved and a word is looked for."""
    drawing: float | None
    using: float | None
    requests: float
    """What was fetched before a number can be read from a chart; so were the kilobytes."""
    kilobytes: float


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a page fetched, by what it is; "charts" is what only a chart that comes near makes it fetch."""

    requests: Counter[str] = field(default_factory=Counter)
    bytes: Counter[str] = field(default_factory=Counter)

    def sums(self, *, charts: bool) -> tuple[int, float]:
        """Requests and kilobytes up to now, with or without what is for charts."""
        kinds = [kind for kind in self.requests if charts or kind != "charts"]
        kilobytes = sum(self.bytes[kind] for kind in kinds) / 1000
        return sum(self.requests[kind] for kind in kinds), kilobytes


def phone(browser: Browser, *, slow: bool) -> tuple[Page, CDPSession]:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if slow:
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    return page, session


def listen(session: CDPSession) -> Traffic:
    """Counts as the browser fetches; sizes are those on the line, gzipped and with their heads."""
    traffic, kinds = Traffic(), {}

    def asked(event: Event) -> None:
        url = event["request"]["url"]
        if url.startswith("http"):
            kind = "charts" if FOR_CHARTS.search(url) else event["type"]
            kinds[event["requestId"]] = kind
            traffic.requests[kind] += 1

    def came(event: Event) -> None:
        if kind := kinds.get(event["requestId"]):
            traffic.bytes[kind] += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    return traffic


def visit(browser: Browser, address: str, charts: Charts) -> Visit:
    """Two first visits: one that reads the top and then scrolls to a chart, one that jumps to it at once."""
    page, session = phone(browser, slow=True)
    traffic = listen(session)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    requests, kilobytes = traffic.sums(charts=charts.drawn is None)
    until(page, "measured.isPainted()")
    came = page.evaluate("measured.load()")
    loading = page.evaluate("measured.longestSince()")
    later = drawing = using = None
    if charts.drawn and page.locator(charts.chart).count():
        page.evaluate("selector => measured.scrollTo(selector)", charts.chart)
        until(page, "selector => measured.isSeen(selector)", charts.drawn)
        page.wait_for_load_state("networkidle")
        later = page.evaluate("measured.blockedSince()")
        drawing = page.evaluate("measured.longestSince()")
    shift = page.evaluate("measured.shift()")  # of what nobody touched
    if drawing is not None:
        using = use(page, charts.chart)
    page.context.close()
    return Visit(
        first_paint=came["firstPaint"],
        largest_paint=came["largestPaint"],
        chart=first_chart(browser, address, charts),
        shift=shift,
        blocked=came["blocked"],
        blocked_later=later,
        loading=loading,
        drawing=drawing,
        using=using,
        requests=requests,
        kilobytes=kilobytes,
    )


def use(page: Page, chart: str) -> float:
    """Switch a chart's tabs, save it, see its years, look for a word: the longest task of it."""
    page.evaluate("measured.mark()")
    for tab in page.locator(chart).first.get_by_role("tab").all()[::-1]:
        tab.click()
        page.wait_for_timeout(1500)
    for link in page.locator(".spans a:last-child:visible").all()[:1]:
        link.click()
        page.wait_for_timeout(1500)
    page.locator("[data-open-search]:visible").first.click()
    page.keyboard.type("公开")
    page.wait_for_timeout(3000)
    return page.evaluate("measured.longestSince()")


def first_chart(browser: Browser, address: str, charts: Charts) -> float | None:
    """Until the first chart, scrolled to as soon as it is there, can be read."""
    page, _ = phone(browser, slow=True)
    page.add_init_script(WATCH)
    page.add_init_script(f"measured.jumpTo({charts.chart!r}, {charts.readable!r})")
    page.goto(address, wait_until="load")
    found = None
    if page.locator(charts.chart).count():
        found = until(page, "measured.readable")
    page.context.close()
    return found


def weigh(browser: Browser, address: str) -> Traffic:
    """What a page fetches before a chart is reached."""
    page, session = phone(browser, slow=False)
    traffic = listen(session)
    page.goto(address, wait_until="networkidle")
    page.context.close()
    return traffic


def median(runs: int, once: Callable[[], Visit]) -> Visit:
    """Field by field."""
    visits = [once() for _ in range(runs)]
    return Visit(
        **{
            field.name: middle([getattr(one, field.name) for one in visits])
            for field in fields(Visit)
        }
    )


def middle(values: list[float | None]) -> float | None:
    return None if None in values else statistics.median(values)
