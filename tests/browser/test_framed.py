"""Charts in the frames of another site, and the line of HTML that puts them there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from browsing import DESKTOP, PATIENCE, PHONE, Reader, every_page
from serving import served

FRAME = """<!doctype html><html lang="zh-CN"><title>别的网站</title><link rel="icon" href="data:,">
<h1>别的网站</h1>{}<p>后面</p></html>"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Another site: its folder and its address, which is of another origin than ours."""
    with served(tmp_path) as address:
        yield tmp_path, address.replace("127.0.0.1", "localhost")


def line_of(page: Page) -> str:
    """What a reader copies from a chart's own page."""
    page.locator("summary").click()
    return page.locator("textarea.snippet").input_value()


def test_the_line_copied_puts_the_chart_into_another_site(reader: Reader, elsewhere):
    folder, address = elsewhere
    line = line_of(reader.open("charts/push-sealed/"))
    assert f'src="{reader.address}charts/push-sealed/"' in line
    (folder / "index.html").write_text(FRAME.format(line), "utf-8")
    page = reader.new(viewport=DESKTOP)
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.locator(".chart[data-shows=chart]").wait_for()
    assert frame.locator("h1").inner_text() == page.locator("iframe").get_attribute("title")
    assert frame.locator("table.bars data").first.text_content() == "约60万名"
    assert reader.complaints == []
    inner = page.frames[1]
    assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.context.expect_page() as opened:
        frame.locator("footer.by a").first.click()
    assert opened.value.url == f"{reader.address}topics/push/#push-sealed"


def test_frame_is_as_high_as_its_chart_and_grows_with_it(reader: Reader, elsewhere):
    folder, address = elsewhere
    line = line_of(reader.open("charts/push-sealed/"))
    (folder / "index.html").write_text(FRAME.format(line), "utf-8")
    page = reader.new(viewport=DESKTOP)
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.locator(".chart[data-shows=chart]").wait_for()
    bottom = "Math.ceil(document.querySelector('footer.by').getBoundingClientRect().bottom)"
    for tab in ("图表", "下载", "表格"):
        chosen = frame.get_by_role("tab", name=tab)
        chosen.click()
        expect(chosen).to_have_attribute("aria-selected", "true")
        for _ in range(PATIENCE // 50):
            height = page.evaluate("document.querySelector('iframe').clientHeight")
            if abs(height - page.frames[1].evaluate(bottom)) <= 1:
                break
            page.wait_for_timeout(50)
        else:
            pytest.fail(f"{tab}: the frame does not follow")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_as_light_or_dark_as_the_system(reader: Reader, elsewhere, scheme: str):
    folder, address = elsewhere
    line = f'<iframe src="{reader.address}charts/push-sealed/" title="图" height="600"></iframe>'
    (folder / "index.html").write_text(FRAME.format(line), "utf-8")
    page = reader.new(viewport=PHONE, color_scheme=scheme)
    page.goto(address)
    page.frame_locator("iframe").locator(".chart").wait_for()
    paper = page.frames[1].evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 27, 40)"}[scheme]


def test_three_requests_show_it_and_three_more_draw_it(reader: Reader, elsewhere):
    folder, address = elsewhere
    line = f'<iframe src="{reader.address}charts/push-sealed/" title="图" height="600"></iframe>'
    (folder / "index.html").write_text(FRAME.format(line), "utf-8")
    page = reader.new(viewport=DESKTOP)
    page.goto(address)
    page.frame_locator("iframe").locator(".chart[data-shows=chart]").wait_for()
    ours = [one for one in reader.requests if one.startswith(reader.address)]
    assert [one.rpartition("/")[2].partition(".")[0] for one in ours[:3]] == ["", "site", "site"]
    drawing = sorted(one.rpartition("/")[2].partition(".")[0] for one in ours[3:])
    assert drawing == ["charts", "later", "plotly"]
    quiet = reader.new(viewport=DESKTOP, java_script_enabled=False)
    reader.requests.clear()
    quiet.goto(address)
    quiet.wait_for_load_state("networkidle")
    ours = [one for one in reader.requests if one.startswith(reader.address)]
    assert len(ours) <= 3


@pytest.mark.parametrize("sites", ["site", "made_up_site"])
def test_a_frame_has_room_for_its_chart(
    browser: Browser, request: pytest.FixtureRequest, sites: str
):
    """A phone's frame, a column's and a page's, charts of one year and of three: all is seen, little is blank."""
    site = request.getfixturevalue(sites)
    with served(site) as address, Reader(browser, address) as reader:
        page = reader.new()
        for path in (one for one in every_page(site) if one.startswith("charts/")):
            page.goto(address + path)
            line = page.locator("textarea.snippet").input_value()
            frame = BeautifulSoup(line, "html.parser").iframe
            low, tall = int(frame["height"]), int(re.findall(r"([0-9]+)px", frame["style"])[-1])
            for width in (343, 640, 1100):
                page.set_viewport_size({"width": width, "height": 300})
                needed = page.evaluate(
                    "document.querySelector('footer.by').getBoundingClientRect().bottom + scrollY"
                )
                given = tall if width == 343 else low
                assert needed <= given, (path, width)
                assert width > 700 or given - 230 <= needed, (path, width)


def test_what_a_chart_offers_has_the_same_line(reader: Reader):
    page = reader.open("topics/push/")
    chart = page.locator("#push-sealed")
    chart.scroll_into_view_if_needed()
    chart.get_by_role("tab", name="下载").click()
    line = chart.locator("textarea.snippet").input_value()
    offered = BeautifulSoup(line, "html.parser").iframe.attrs
    own = BeautifulSoup(line_of(reader.open("charts/push-sealed/")), "html.parser").iframe.attrs
    assert offered == own
    assert not chart.locator(".source a.embed").is_visible()


def test_one_press_copies_it(reader: Reader):
    page = reader.open("charts/push-sealed/", permissions=["clipboard-read", "clipboard-write"])
    line = line_of(page)
    page.get_by_role("button", name="复制").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == line


def test_the_keyboard_gets_to_it(reader: Reader):
    page = reader.open("charts/push-sealed/")
    page.locator("summary").press("Enter")
    for name in ("textarea", "button"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == name
        assert page.locator(":focus").bounding_box()["height"] >= 44
