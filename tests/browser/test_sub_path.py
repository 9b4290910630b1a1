"""A site two folders below its host's top works in full: pages, charts, cards, search, and the page for what is not
there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from browsing import Reader, draw_charts
from built import SITE
from serving import served

FOLDER = urlsplit(SITE).path.strip("/")


@pytest.fixture
def below(
    browser: Browser, known_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    top = tmp_path_factory.mktemp("host")
    (top / FOLDER).parent.mkdir()
    (top / FOLDER).symlink_to(known_site)
    (top / "404.html").symlink_to(known_site / "404.html")
    with served(top) as address, Reader(browser, f"{address}{FOLDER}/") as reader:
        yield reader


def look_for(page: Page, words: str) -> None:
    page.locator("[data-open-search]").first.click()
    page.locator(".search .help a").first.wait_for()
    page.keyboard.insert_text(words)
    page.keyboard.press("Enter")


def assert_all_within(reader: Reader) -> None:
    outside = [one for one in reader.requests if not one.startswith((reader.address, "data:"))]
    assert outside == []


def test_pages_charts_and_cards_work_below_a_sub_path(below: Reader):
    page = below.open("")
    page.locator('a[href$="topics/push/"]').first.click()
    page.wait_for_url(f"{below.address}topics/push/")
    draw_charts(page)
    page.locator("#push-sealed + * a.figure, #sealed ~ p a.figure").first.click()
    page.locator(".figure-card .facts").first.wait_for()
    assert below.complaints == []
    assert_all_within(below)


@pytest.mark.parametrize("start", ["", "years/2022/"])
def test_search_leads_within_the_sub_path(below: Reader, start: str):
    page = below.open(start)
    look_for(page, "34.67万人")
    page.wait_for_url(f"{below.address}years/2022/**#push.retirement.recipients")
    assert below.complaints == []
    assert_all_within(below)


@pytest.mark.parametrize("wrong", ["nowhere", "topics/nowhere/deep/"])
def test_page_for_what_is_not_there_leads_back_into_the_sub_path(below: Reader, wrong: str):
    page = below.open(wrong)
    assert page.locator("h1").inner_text() == "没有这一页"
    links = page.evaluate(
        "Array.from(document.querySelectorAll('a[href]'), one => one.href.replace(/#.*/, ''))"
    )
    assert len(links) > 20
    assert [one for one in links if not one.startswith(below.address)] == []
    look_for(page, "依申请公开")
    page.wait_for_url(lambda url: url.startswith(below.address) and "nowhere" not in url)
    page.locator("h1").wait_for()
    assert [one for one in below.complaints if wrong not in one and "404" not in one] == []
    assert_all_within(below)
