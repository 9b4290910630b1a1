"""Every page as it ships, seen in four ways: it loads clean, asks nothing of others, fits, does not move, keeps only
the reader's display, and axe finds nothing in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from accessibility import COLOUR_RULES, RULES, Way, at, none, violations
from browsing import Reader, draw_charts, every_page
from reader_actions import DISPLAY, SHIFTS, TELL, stored

MORE_YEARS = ("", "topics/decisions/", "years/")
"""Pages that say more where there are more years."""
PARTS = 3
"""Into which the walk is split, for as many workers."""


@pytest.fixture(scope="session")
def everywhere(
    shipped_site: Path, shipped_address: str, made_up_site: Path, made_up_address: str
) -> list[str]:
    """Every page of `data/` as it stands, and of a site with more years what is different there."""
    shipped = every_page(shipped_site)
    more = [path for path in every_page(made_up_site) if path not in shipped or path in MORE_YEARS]
    return [shipped_address + path for path in shipped] + [made_up_address + path for path in more]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_clean_steady_and_accessible(
    everywhere: list[str], reader: Reader, way: Way, part: int
):
    page = way.open(reader)
    page.add_init_script(SHIFTS)
    page.add_init_script(TELL)
    found: list[str] = []
    looks: set[str] = set()
    for address in everywhere[part::PARTS]:
        page.goto(address)
        draw_charts(page)
        if page.evaluate(
            "shifts.length"
        ):  # a busy machine may paint half a header; a fault moves again
            page.reload()
            draw_charts(page)
        found += at(page, [*wrong(page, way), *violations(page, way.rules, looks=looks)])
    none(found)
    assert page.context.cookies() == []
    assert reader.complaints == []
    homes = {address.split("/")[2] for address in everywhere}
    outside = [url for url in reader.requests if url.split("/")[2] not in homes]
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == []


def wrong(page: Page, way: Way) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    found = [f"{width} px wide"] if width > way.viewport["width"] else []
    found += [f"moved: {shift}" for shift in page.evaluate("shifts")]
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
    assert [one.split()[-1] for one in wrong(page, way)] == ["wide", "['p']", "{'spy'}"]
    found = violations(page, way.rules, looks=set())
    named = {one.split(":")[0] for one in found}
    assert "color-contrast: 2 × .once, .under" in found, "one of each look"
    assert ("image-alt" in named) == (way.rules == RULES)
    assert way.rules in (RULES, COLOUR_RULES)
