"""Charts, cards and search at work on the site as Zensical builds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import heirs
from browsing import DESKTOP, PHONE, Reader, draw_charts
from serving import served


@pytest.fixture(scope="module")
def zensical_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(heirs.exported_once(tmp_path_factory) / "site") as address:
        yield address


@pytest.fixture
def heir(browser: Browser, zensical_address: str) -> Iterator[Reader]:
    with Reader(browser, zensical_address) as reader:
        yield reader


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_charts_are_drawn(heir: Reader, viewport):
    page = heir.new(viewport=viewport)
    for path in ("", "topics/push/", "topics/decisions/"):
        page.goto(heir.address + path)
        draw_charts(page)
        drawings = page.locator(".chart[data-shows=chart] .drawing")
        assert drawings.count() == drawings.filter(has=page.locator("svg")).count() > 0, path
    assert heir.complaints == []


def test_a_figure_opens_its_card_and_leads_to_its_report(heir: Reader):
    page = heir.open("topics/decisions/")
    figure = page.locator("main p a.figure").first
    said = figure.text_content()
    figure.click()
    expect(page.locator("dialog .printed")).to_have_text(said or "")
    page.locator("dialog a", has_text="2023年报告").click()
    expect(page.locator("h1")).to_have_text("2023年度报告")
    assert heir.complaints == []


def test_search_finds(heir: Reader):
    page = heir.open("")
    page.locator("[data-open-search]").click()
    page.keyboard.insert_text("打官司")
    first = page.locator(".search ol > li a").first  # before there is one, Enter opens nothing
    expect(first).to_be_visible()
    leads_to = first.evaluate("link => link.pathname")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{leads_to}**")
    expect(page.locator("main mark").first).to_be_visible()
    assert heir.complaints == []
