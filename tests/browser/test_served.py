"""The site through the web server that is shipped: its headers forbid nothing that a page needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import KINDS, PHONE, Reader, draw_charts, every_page
from reader_actions import DISPLAY, TELL, everything, stored
from serving import served
from thorough import examples


@pytest.fixture
def web_reader(browser: Browser, web_address: str) -> Iterator[Reader]:
    with Reader(browser, web_address) as reader:
        yield reader


def test_the_servers_headers_forbid_nothing_that_pages_need(site: Path, web_reader: Reader):
    """One page of each kind; each week every page."""
    page = web_reader.new(viewport=PHONE)
    page.add_init_script(TELL)
    encodings = set()
    page.on("response", lambda answer: encodings.add(answer.headers.get("content-encoding")))
    for path in examples(KINDS, every_page(site)):
        if path != "404.html":  # which has no address of its own here
            page.goto(web_reader.address + path)
            draw_charts(page)
    page.goto(f"{web_reader.address}topics/push/")
    everything(page)
    assert stored(page) == DISPLAY
    assert web_reader.complaints == []
    assert "br" in encodings


def test_charts_can_be_framed_and_pages_cannot(
    tmp_path: Path, web_address: str, web_reader: Reader
):
    frames = "".join(
        f'<iframe name="{name}" src="{web_address}{path}"></iframe>'
        for name, path in (("chart", "charts/made-up/"), ("page", "topics/push/"))
    )
    (tmp_path / "index.html").write_text(f"<!doctype html><title>A blog</title>{frames}", "utf-8")
    with served(tmp_path) as elsewhere:
        page: Page = web_reader.new()
        page.goto(elsewhere, wait_until="networkidle")
        assert page.frame("chart").locator("#chart").inner_text() == "A chart"
        assert page.frame("page").locator("main").count() == 0
    assert any("frame-ancestors" in said for said in web_reader.complaints)
