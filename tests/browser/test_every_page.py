"""Every page as it ships: it loads clean, asks nothing of others, fits, does not move, keeps only the reader's display,
and axe finds nothing in it.

At every change each page is loaded once, on a phone, for all of axe, and then turned dark with large text within the
same visit: it must fit, say nothing, and each look of its texts must have contrast. One page of each kind, and one with
each kind of chart, is loaded on a large screen too, with large text, and then turned dark with small. Each week every
page is loaded in all four ways, for all that axe can tell there.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from accessibility import COLOUR_RULES, REST, RULES, WAYS, Way, at, new_contrasts, none, violations
from browsing import KINDS, Reader, draw_charts, every_page
from reader_actions import DISPLAY, SHIFTS, TELL, stored
from thorough import examples

MORE_YEARS = ("", "topics/decisions/", "years/")
"""Pages that say more where there are more years."""
PARTS = 4
"""Into which the walk is split, for as many workers."""
ON_A_PHONE = ("phone, light", "phone, dark, large")
ON_A_LARGE_SCREEN = ("desktop, light, large", "desktop, dark")
"""The way in which pages are loaded, and the one that they are turned to within the same visit."""


@pytest.fixture(scope="session")
def everywhere(
    shipped_site: Path, shipped_address: str, made_up_site: Path, made_up_address: str
) -> list[str]:
    """Every page of `data/` as it stands, and of a site with more years what is different there."""
    shipped = every_page(shipped_site)
    more = [path for path in every_page(made_up_site) if path not in shipped or path in MORE_YEARS]
    return [shipped_address + path for path in shipped] + [made_up_address + path for path in more]


@pytest.fixture(scope="session")
def one_of_each_kind(shipped_site: Path, shipped_address: str, made_up_address: str) -> list[str]:
    """One page of each kind, and one with each kind of chart; trends come with more years."""
    paths = list(KINDS)
    seen = set[str]().union(*(kinds_of_charts(shipped_site, path) for path in paths))
    for path in every_page(shipped_site):
        if kinds_of_charts(shipped_site, path) - seen:
            paths.append(path)
            seen |= kinds_of_charts(shipped_site, path)
    more = (*MORE_YEARS, "charts/decisions-by-kind-trend/")
    return [shipped_address + path for path in paths] + [made_up_address + path for path in more]


def kinds_of_charts(site: Path, path: str) -> set[str]:
    file = site / path / "index.html" if path.endswith("/") or not path else site / path
    return set(re.findall(r'class="chart[^>]* data-kind="(\w+)"', file.read_text("utf-8")))


def load(page: Page, address: str) -> None:
    """A page with its charts drawn, once it has come to rest: what moves above who has scrolled counts as no shift."""
    page.goto(address)
    page.evaluate(REST)
    draw_charts(page)
    if page.evaluate("shifts.length"):
        # A busy machine may paint half a header; a fault moves again.
        page.reload()
        page.evaluate(REST)
        draw_charts(page)


def assert_clean(
    reader: Reader, addresses: list[str], expected: list[str], ways: tuple[str, ...]
) -> None:
    first, *others = (WAYS[name] for name in ways)
    page = first.open(reader)
    page.add_init_script(SHIFTS)
    page.add_init_script(TELL)
    found: list[str] = []
    looks: set[str] = set()
    for address in addresses:
        first.prepare(page)
        load(page, address)
        found += at(page, moved(page) + wrong(page, first) + violations(page, first.rules, looks))
        for way in others:
            way.switch(page)
            found += at(page, wrong(page, way) + new_contrasts(page, looks))
    none(found)
    assert_quiet(reader, page, expected)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_clean_steady_and_accessible(
    everywhere: list[str], reader: Reader, part: int
):
    assert_clean(reader, everywhere[part::PARTS], everywhere, ON_A_PHONE)


@pytest.mark.parametrize(
    "ways", examples([ON_A_LARGE_SCREEN], [(name,) for name in WAYS]), ids=" then ".join
)
def test_pages_are_clean_steady_and_accessible_in_other_ways(
    everywhere: list[str], one_of_each_kind: list[str], reader: Reader, ways: tuple[str, ...]
):
    assert_clean(reader, examples(one_of_each_kind, everywhere), everywhere, ways)


def assert_quiet(reader: Reader, page: Page, expected: list[str]) -> None:
    assert page.context.cookies() == []
    assert reader.complaints == []
    homes = {address.split("/")[2] for address in expected}
    outside = [url for url in reader.requests if url.split("/")[2] not in homes]
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == []


def moved(page: Page) -> list[str]:
    return [f"moved: {shift}" for shift in page.evaluate("shifts")]


def wrong(page: Page, way: Way) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    found = [f"{width} px wide"] if width > way.viewport["width"] else []
    if kept := stored(page) - (DISPLAY if way.large else set()):
        found.append(f"kept: {kept}")
    return found


BAD = """<!doctype html><html lang="zh-CN"><title>x</title><meta name="viewport" content="width=device-width">
<main><h1>x</h1><img src="data:,"><p class="once" style="color: #ccc; background: #fff">grey on white</p>
<p style="color: #ccc; background: #fff">the same again</p>
<div style="background: #767676"><p class="under" style="color: #888">grey on what it stands in</p></div>
<p style="width: 9000px">wide</p><a href="#a" style="display: inline-block; width: 5px; height: 5px"> </a></main>"""


def test_what_is_wrong_with_a_page_is_found(reader: Reader, way: Way):
    page = way.open(reader)
    page.add_init_script(SHIFTS)
    page.goto(reader.address)
    page.set_content(BAD)
    page.evaluate("localStorage.setItem('spy', '1')")
    page.evaluate("shifts.push(['p'])")
    assert moved(page) == ["moved: ['p']"]
    assert [one.split()[-1] for one in wrong(page, way)] == ["wide", "{'spy'}"]
    looks: set[str] = set()
    found = violations(page, way.rules, looks)
    named = {one.split(":")[0] for one in found}
    assert "color-contrast: 2 × .once, .under" in found, "one of each look"
    assert ("image-alt" in named) == (way.rules == RULES)
    assert way.rules in (RULES, COLOUR_RULES)
    assert new_contrasts(page, looks) == []
    page.evaluate("document.querySelector('.once').style.color = '#ddd'")
    assert new_contrasts(page, looks) == ["color-contrast: 1 × .once"]
