"""What a reader can do on a page, and what the page keeps with their browser."""

from __future__ import annotations

from playwright.sync_api import Page

from browsing import scroll_through

DISPLAY = {"disclosure.display"}
"""All that may be stored: how the reader chose to see the site."""
TELL = """document.addEventListener("securitypolicyviolation", (found) => {
  console.error(`policy: ${found.violatedDirective} ${found.blockedURI}`);
})"""

SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  const name = ({ node }) => node && (node.outerHTML || node.textContent).slice(0, 80);
  if (!one.hadRecentInput) shifts.push(one.sources.map(name));
})).observe({ type: "layout-shift", buffered: true });"""
"""Notes in `shifts` what moved on a page that nobody touched. A text may move without its element."""


def everything(page: Page) -> None:
    """What a reader can do on a page about push: cards, words, switches, charts and what they offer, search."""
    scroll_through(page)
    page.locator("p a.figure").first.click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("article a.term").first.click()
    for switch in page.locator("[data-switch]").all():
        switch.click()
    chart = page.locator(".chart:has(script.plot)").first
    chart.get_by_role("tab").first.wait_for()
    for tab in chart.get_by_role("tab").all():
        tab.click()
    for file in chart.locator("a[download]:visible").all():
        with page.expect_download():
            file.click()
    page.locator("[data-open-search]").first.click()
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill("退休")
    page.wait_for_timeout(500)


def stored(page: Page) -> set[str]:
    """The keys of everything a page can keep with a browser."""
    return {
        *page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"),
        *page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))"),
        *page.evaluate("caches.keys()"),
    }
