"""Another agency's site before readers' eyes: its charts drawn, its figures opened, on a phone and on a wide screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import another
from browsing import DESKTOP, PHONE, Reader, draw_charts
from serving import served

PAGES = ("", "topics/supply/", "topics/rivers/", "years/2021/", "corrections/")


@pytest.fixture(scope="module")
def their_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(another.site_once(tmp_path_factory)) as address:
        yield address


@pytest.fixture
def theirs(browser: Browser, their_address: str) -> Iterator[Reader]:
    with Reader(browser, their_address) as reader:
        yield reader


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_its_pages_fit_and_its_charts_are_drawn(theirs: Reader, viewport):
    page = theirs.new(viewport=viewport)
    for path in PAGES:
        page.goto(theirs.address + path)
        draw_charts(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
    assert theirs.complaints == []


def test_a_figure_s_card_names_the_agency(theirs: Reader):
    page = theirs.open("topics/supply/")
    page.locator("main p a.figure", has_text="逾4.5亿元").first.click()
    expect(page.locator("dialog .cite")).to_contain_text(
        "虚构市水务局. 虚构市水务局2023年政府信息公开工作年度报告"
    )
    expect(page.locator("dialog")).to_contain_text("不少于4.5亿元，报告没有说上限")
    assert theirs.complaints == []
