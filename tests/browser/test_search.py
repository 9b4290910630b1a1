"""Search as a reader types it: it leads to the right section, marked there and where it leads, by keyboard alone, and
what was looked for goes to nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from browsing import DESKTOP, PATIENCE, PHONE, Reader, until
from built import asset
from queries import QUERIES, Query
from tools import from_npm

PAGE = "about/contact/"
ZOOMED = {"width": 320, "height": 256}
"""What 400% leaves of a screen of 1280 × 1024."""
SHOWN = """() => Array.from(document.querySelectorAll(".search ol > li"), item => [
    item.querySelector("a").href, Array.from(item.querySelectorAll("mark"), mark => mark.textContent),
])"""


def opened(reader: Reader, path: str = PAGE, **options: object) -> Page:
    page = reader.open(path, **options)
    page.locator("[data-open-search]").first.click()
    page.locator(".search .help a").first.wait_for()
    return page


def type_in(page: Page, words: str) -> None:
    """In place of what is in the field."""
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def shown(page: Page, reader: Reader) -> dict[str, list[str]]:
    """Address within the site → what is marked in that result."""
    return {
        unquote(address.removeprefix(reader.address).partition("?")[0]).removesuffix("#"): marked
        for address, marked in page.evaluate(SHOWN)
    }


def wait_for_words(page: Page, words: str) -> None:
    page.locator(".search [role=status]", has_text=words).wait_for()


def check(page: Page, reader: Reader, query: Query) -> None:
    address, first = query.address.removesuffix("#"), {}
    type_in(page, query.words)
    for _ in range(PATIENCE // 50):
        first = dict(list(shown(page, reader).items())[:3])
        if query.marked in [*first.get(address, ()), *[""] * (address in first)]:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{query}: {first}")


def test_every_query_leads_to_its_section_on_a_desktop(reader: Reader):
    page = opened(reader, viewport=DESKTOP)
    for query in QUERIES:
        check(page, reader, query)
    assert reader.complaints == []


def test_queries_lead_to_their_sections_on_a_phone(reader: Reader):
    page = opened(reader, viewport=PHONE, has_touch=True, is_mobile=True)
    for query in QUERIES[::5]:
        check(page, reader, query)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert reader.complaints == []


def test_nothing_is_fetched_before_the_first_look(reader: Reader, site: Path):
    page = reader.open(PAGE)
    page.wait_for_load_state("networkidle")
    assert not [request for request in reader.requests if "search" in request]
    page.keyboard.press("/")
    page.locator(".search .help a").first.wait_for()
    page.keyboard.press("Escape")
    until(page, "document.activeElement === document.body")
    page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    page.keyboard.insert_text("退休")
    wait_for_words(page, "找到")
    fetched = [
        request.removeprefix(reader.address) for request in reader.requests if "search" in request
    ]
    named = [asset(site, path) for path in ("assets/search.js", "assets/search.json")]
    assert fetched == [path.relative_to(site).as_posix() for path in named]


def test_words_typed_before_the_script_has_come_are_looked_for(reader: Reader):
    page, held = reader.new(), []
    page.route("**/search.*.js", lambda route: held.append(route))
    page.goto(reader.address + PAGE)
    page.locator("[data-open-search]").first.click()
    page.keyboard.insert_text("退休")
    page.keyboard.press("Enter")  # there is nothing to open yet, and no page to go to
    until(page, "document.querySelector('script[src*=\"/search.\"]') !== null")
    assert page.locator(".search input").input_value() == "退休"
    for _ in range(PATIENCE // 50):
        if held:
            break
        page.wait_for_timeout(50)
    held[0].continue_()
    wait_for_words(page, "找到")
    assert unquote(page.url) == reader.address + PAGE
    assert reader.complaints == []


def test_keys_are_enough(reader: Reader):
    page = opened(reader)
    type_in(page, "退休")
    wait_for_words(page, "找到")
    links = page.locator(".search ol > li > a")
    focused = "element => element === document.activeElement"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert links.nth(1).evaluate(focused)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.locator(".search input").evaluate(focused)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert links.nth(0).evaluate(focused)
    assert links.nth(0).evaluate("a => getComputedStyle(a).outlineStyle") == "solid"
    page.keyboard.press("Escape")
    assert page.locator(".search[open]").count() == 0
    assert page.locator("[data-open-search]").first.evaluate(focused)


def test_enter_opens_the_first_at_once(reader: Reader):
    page = opened(reader)
    type_in(page, "34.67万人")
    page.keyboard.press("Enter")
    page.wait_for_url("**/years/2022/#push.retirement.recipients")
    page.locator('[id="push.retirement.recipients"] mark', has_text="34.67万人").first.wait_for()
    assert page.locator('[id="push.retirement.recipients"]').evaluate(
        "place => place.matches(':target') && place.getBoundingClientRect().top < innerHeight / 2"
    )


def test_the_selected_one_opens_and_is_marked_where_other_words_stand(reader: Reader):
    page = opened(reader)
    type_in(page, "打官司")
    wait_for_words(page, "也找了：行政诉讼")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/years/2022/#[^?]*$"))
    page.locator("main mark", has_text="行政诉讼").first.wait_for()


def test_a_section_of_the_same_page_is_reached_without_leaving_it(reader: Reader):
    page = opened(reader, "about/glossary/")
    for words, official in (("罚款", "行政处罚"), ("打官司", "行政诉讼")):
        type_in(page, words)
        wait_for_words(page, f"也找了：{official}")
        page.locator(".search ol > li > a", has_text="词汇").first.click()
        page.locator("main mark", has_text=official).first.wait_for()
        assert page.locator(f'[id="{official}"]').evaluate("one => one.matches(':target')")
        page.locator("[data-open-search]").first.click()
    assert "?" not in page.url
    marked = set(page.locator("main mark").all_text_contents())
    assert "行政诉讼" in marked and not marked & {"罚款", "处罚", "行政处罚"}
    assert sum("/about/glossary/" in request for request in reader.requests) == 1


def test_what_was_looked_for_stays_with_the_reader(reader: Reader):
    page = opened(reader)
    type_in(page, "退休 34.67万")
    wait_for_words(page, "找到")
    page.keyboard.press("Enter")
    page.locator("main mark").first.wait_for()
    assert not [
        one for one in reader.requests if "?" in one or "34.67" in one or "%E9%80%80" in one
    ]
    assert (
        page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    )


def test_who_finds_nothing_is_helped(reader: Reader):
    page = opened(reader)
    type_in(page, "<blink zqx=zqx()>")
    wait_for_words(page, "没有找到“<blink zqx=zqx()>”")
    assert page.locator(".search blink").count() == 0
    topics = page.locator(".search .help li a").all_text_contents()
    assert "主动推送：政策怎样找到人？" in topics and topics[-1].startswith("网站地图")
    assert "有报告的年份：2022" in page.locator(".search .help").inner_text()
    page.locator(".search .help").get_by_role("button", name="取公积金").click()
    wait_for_words(page, "也找了：提取")
    assert page.locator(".search input").input_value() == "取公积金"


def test_a_year_without_a_report_is_named(reader: Reader):
    page = opened(reader)
    type_in(page, "1999年退休")
    wait_for_words(page, "1999年的报告里没有，这些是别处的")
    type_in(page, "退休了怎么取公积金")
    wait_for_words(page, "没有整句，找的是“退休”“取公积金”")


def test_other_years_of_the_same_are_one_result_each_with_its_own_figure(
    browser, made_up_address, made_up_site
):
    rows = json.loads((made_up_site / "data/figures.json").read_text("utf-8"))
    printed = {row["year"]: row["printed"] for row in rows if row["id"] == "channels.website.posts"}
    assert len({*printed.values()}) == 3
    with Reader(browser, made_up_address) as reader:
        page = opened(reader)
        type_in(page, "网站发布的信息")
        wait_for_words(page, "找到 1 处")
        newest = page.locator(".search ol li > a").first
        assert newest.locator("small").inner_text().startswith("2023年报告")
        assert newest.locator("b").inner_text() == printed[2023]
        others = page.locator(".search ol p a").all_text_contents()
        assert others == [f"{year}年 {printed[year]}" for year in (2022, 2021)]


@pytest.mark.parametrize("words", ["退休", "统计表"])
def test_each_result_shows_the_part_of_its_text_that_was_looked_for(reader: Reader, words):
    page = opened(reader)
    type_in(page, words)
    wait_for_words(page, "找到")
    unmarked = page.locator(".search ol > li:not(:has(mark))").all_inner_texts()
    assert page.locator(".search ol > li").count() > 1 and unmarked == []


def test_more_results_than_are_listed_are_counted(reader: Reader):
    page = opened(reader)
    type_in(page, "公积金")
    wait_for_words(page, "先列 20 处")
    assert page.locator(".search ol > li").count() == 20


def test_a_slash_typed_into_the_field_stays_in_it(reader: Reader):
    page = opened(reader)
    page.keyboard.press("1")
    page.keyboard.press("/")
    page.keyboard.press("2")
    assert page.locator(".search input").input_value() == "1/2"


def test_half_a_word_in_pinyin_is_not_looked_for(reader: Reader):
    page = opened(reader)
    ime = page.context.new_cdp_session(page)
    for part in ("t", "tui", "tui xiu"):
        ime.send(
            "Input.imeSetComposition",
            {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
        )
        page.wait_for_timeout(250)
        assert page.locator(".search [role=status]").inner_text() == "可以打词、数字或年份。"
    ime.send("Input.insertText", {"text": "退休"})
    wait_for_words(page, "找到")
    assert page.locator(".search input").input_value() == "退休"


def test_without_the_index_it_says_how_to_go_on_and_tries_again(reader: Reader):
    page = reader.open(PAGE)
    page.route("**/search.*.json", lambda route: route.abort())
    page.keyboard.press("/")
    wait_for_words(page, "没有取到")
    assert page.locator(".search [role=status] a").get_attribute("href").endswith("about/site-map/")
    page.unroute("**/search.*.json")
    page.keyboard.insert_text("退休")
    wait_for_words(page, "找到")


@pytest.mark.parametrize("viewport", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_everything_in_it_can_be_reached_and_tapped(reader: Reader, viewport):
    page = opened(reader, viewport=viewport)
    for words in ("退休", "阿波罗登月"):
        type_in(page, words)
        wait_for_words(page, words if words == "阿波罗登月" else "找到")
        dialog = page.locator(".search")
        assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
        for target in dialog.locator("a, button, input").all():
            target.scroll_into_view_if_needed()
            box = target.bounding_box()
            assert box["height"] >= 44 and box["width"] >= 44, target.inner_text()
            assert box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"]


@pytest.mark.parametrize(
    ("viewport", "scheme", "large"),
    [(PHONE, "light", False), (PHONE, "dark", True), (DESKTOP, "dark", False)],
    ids=["phone, light", "phone, dark, large", "desktop, dark"],
)
def test_axe_finds_nothing_in_it(reader: Reader, viewport, scheme, large):
    source = from_npm("axe-core/axe.min.js").read_text("utf-8")
    page = opened(reader, viewport=viewport, color_scheme=scheme)
    page.evaluate("large => document.documentElement.toggleAttribute('data-large', large)", large)
    page.evaluate(source)
    for words, answer in (("", "可以打词"), ("退休", "找到"), ("阿波罗登月", "没有找到")):
        type_in(page, words)
        wait_for_words(page, answer)
        found = page.evaluate("axe.run('.search').then(result => result.violations)")
        assert not found, json.dumps(found, ensure_ascii=False)[:1000]
