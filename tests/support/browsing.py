"""A reader at a browser: what kind of screen, and what went wrong on the pages they opened."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, Page

QUIET = [
    "--no-sandbox",  # containers run as root
    *("--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
KINDS = (
    *(
        "",
        "topics/",
        "topics/push/",
        "topics/requests/",
        "topics/channels/",
        "years/2022/",
        "data/",
        "checks/",
    ),
    *(
        "corrections/",
        "about/method/",
        "about/glossary/",
        "about/editing/",
        "about/site-map/",
        "charts/push-sealed/",
        "404.html",
    ),
)
"""One page of each kind."""


def chromium() -> str | None:
    """The machine's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def quick_chromium() -> str | None:
    """The same engine without a browser's windows and services, for a quarter of the work; else the whole browser."""
    return shutil.which("chromium-headless-shell") or chromium()


def every_page(site: Path) -> list[str]:
    """Addresses within the site, the page for wrong addresses too."""
    pages = [path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")]
    return [*sorted(page.removeprefix("./") for page in pages), "404.html"]


def scroll_through(page: Page) -> None:
    """As a reader would: every chart comes near the view once, and is drawn."""
    for chart in page.locator(".chart:visible").all():
        chart.scroll_into_view_if_needed()
        page.wait_for_timeout(30)
    if page.locator(".chart").count():
        page.wait_for_load_state("networkidle")


DRAW = """async (patience) => {
  const isWanted = (chart) => chart.querySelector("script.plot") && chart.checkVisibility();
  const wanted = [...document.querySelectorAll(".chart")].filter(isWanted);
  const end = Date.now() + patience, late = [];
  for (const chart of wanted) {
    chart.scrollIntoView({ block: "center" });
    while (chart.dataset.shows !== "chart" && Date.now() < end) await new Promise((go) => setTimeout(go, 20));
    if (chart.dataset.shows !== "chart") late.push(chart.id);
  }
  return late;
}"""


def draw_charts(page: Page) -> None:
    """Bring every chart into view, one after the other, and wait until it is drawn."""
    late = page.evaluate(DRAW, PATIENCE)
    assert not late, f"{page.url}: not drawn: {late}"


def until(page: Page, condition: str, about: object = None) -> Any:
    """What a page answers once it is true. Playwright's own way of waiting evaluates a text within the page, which
    our policy forbids."""
    for _ in range(PATIENCE // 50):
        if found := page.evaluate(condition, about):
            return found
        page.wait_for_timeout(50)
    raise TimeoutError(condition)


PATIENCE = 90_000
"""Milliseconds that anything on a page may take: on a slow line, or on a machine that does much else."""


class Reader:
    """Opens pages as one kind of reader, and notes what went wrong on them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for context in self.contexts:
            context.close()

    def open(self, path: str, **options: object) -> Page:
        page = self.new(**options)
        page.goto(self.address + path)
        return page

    def new(self, **options: object) -> Page:
        """A window of its own, with nothing in it yet."""
        context = self.browser.new_context(**{"viewport": DESKTOP, "locale": "zh-CN"} | options)
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.complaints.append(said.text),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "response",
            lambda answer: (
                answer.status >= 400 and self.complaints.append(f"{answer.status} {answer.url}")
            ),
        )
        return page
