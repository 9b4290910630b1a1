"""What stands around every page and opens on it: display switches, cards, meanings, contents, ways on, print."""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b64encode
from pathlib import Path
from unicodedata import normalize

import pdfplumber
import pytest
from playwright.sync_api import expect

from browsing import DESKTOP, PHONE, Reader, scroll_through
from built import asset, read

STORED = "JSON.parse(localStorage.getItem('disclosure.display'))"
ROOT_DATA = "({...document.documentElement.dataset})"


def test_the_policy_names_the_script_that_sets_the_display(site):
    """`overrides/partials/policy.html` holds the hash of `first.html`: whoever changes one changes the other."""
    for page in read(site).values():
        (script,) = page.select("head > script:not([src], [type])")
        assert "disclosure.display" in script.string and "hash" not in script.string
        digest = b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
        policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
        assert f"script-src 'self' 'sha256-{digest}'" in policy


def test_large_text_is_one_switch_and_is_remembered_before_anything_is_painted(reader: Reader):
    page = reader.open("topics/push/", viewport=PHONE)
    size = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
    before = page.evaluate(size)
    switch = page.get_by_role("button", name="大字版")
    switch.press("Enter")
    assert switch.get_attribute("aria-pressed") == "true"
    assert page.evaluate(size) >= 1.25 * before
    assert page.evaluate(STORED) == {"large": True}
    page.add_init_script(
        """new MutationObserver(() => {
             if (document.body) window.early = window.early || {...document.documentElement.dataset};
           }).observe(document, {childList: true, subtree: true})"""
    )
    page.goto(f"{reader.address}years/2022/")
    assert page.evaluate("window.early") == {"large": ""}  # set while the body was still empty
    page.get_by_role("button", name="大字版").click()
    assert page.evaluate(STORED) is None and page.evaluate(ROOT_DATA) == {}


def test_dark_is_one_switch_and_back_is_following_the_system(reader: Reader):
    page = reader.open("", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="深色").click()
    assert page.evaluate(paper) != light and page.evaluate(STORED) == {"scheme": "dark"}
    page.reload()
    assert page.evaluate(paper) != light
    page.get_by_role("button", name="浅色").click()
    assert page.evaluate(paper) == light and page.evaluate(STORED) is None
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) != light


def test_what_storage_holds_is_not_trusted(reader: Reader):
    page = reader.open("")
    for held in ("null", "nonsense", '{"scheme": "url(x)", "large": "yes"}', "[1]"):
        page.evaluate("held => localStorage.setItem('disclosure.display', held)", held)
        page.reload()
        assert page.evaluate(ROOT_DATA) == {}
        assert page.locator("html.js").count() == 1
    assert reader.complaints == []


@pytest.mark.parametrize("today", ["2027-03-05", "2027-11-24"])
def test_a_card_cites_the_report_with_todays_date_and_a_lasting_address(reader: Reader, today):
    page = reader.new(permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(f"{today}T12:00:00")
    page.goto(f"{reader.address}topics/push/")
    page.locator("p a.figure", has_text="34.67万人").first.click()
    card = page.get_by_role("dialog")
    card.get_by_role("button", name="复制引用").click()
    card.get_by_role("button", name="已复制").wait_for()
    place = f"{reader.address}years/2022/#push.retirement.recipients"
    assert page.evaluate("navigator.clipboard.readText()") == (
        "上海市公积金管理中心. 上海市公积金管理中心2022年政府信息公开工作年度报告: 一（二）3[R/OL]//"
        "上海公积金 · 政府信息公开数据. "
        f"[{today}]. {place}."
    )
    card.get_by_role("button", name="复制固定网址").click()
    card.get_by_role("button", name="已复制").nth(1).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == place
    card.get_by_role("button", name="关闭").click()
    assert page.get_by_role("dialog").count() == 0


def test_a_card_says_so_when_copying_is_refused(reader: Reader):
    page = reader.new()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.goto(f"{reader.address}topics/push/")
    page.locator("p a.figure").first.click()
    page.get_by_role("button", name="复制引用").click()
    page.get_by_role("button", name="没有复制成").wait_for()
    assert page.get_by_role("button", name="已复制").count() == 0


def test_the_citation_of_a_cell_has_its_address_in_readable_characters(reader: Reader):
    page = reader.open("years/2022/", permissions=["clipboard-read", "clipboard-write"])
    page.locator('[id="三.handled.total"] a').click()
    page.get_by_role("button", name="复制引用").click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f". {reader.address}years/2022/#三.handled.total.")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_tap_beside_a_card_closes_it(reader: Reader, viewport):
    page = reader.open("topics/push/", viewport=viewport)
    page.locator("p a.figure").first.click()
    card = page.locator("dialog[open]")
    card.wait_for()
    box = card.bounding_box()
    assert box["y"] > 8 or box["x"] > 8
    page.mouse.click(4, 4)
    expect(card).to_have_count(0)


def test_a_word_says_what_it_means_on_a_tap_and_on_focus(reader: Reader):
    page = reader.open("topics/push/", viewport=PHONE)
    word = page.locator("a.term", has_text="免申即享").first
    word.click()
    meaning = page.get_by_role("tooltip")
    assert meaning.inner_text().startswith("符合条件的人不用自己申请")
    assert word.get_attribute("aria-describedby") == meaning.get_attribute("id")
    box = meaning.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    page.keyboard.press("Escape")
    assert meaning.count() == 0
    page.locator("a.skip").focus()
    while not page.evaluate("document.activeElement.matches('a.term')"):
        page.keyboard.press("Tab")
    assert page.get_by_role("tooltip").is_visible()
    page.keyboard.press("Tab")
    assert not page.get_by_text("机关用数据找出符合条件的人").is_visible()


def test_a_figure_that_has_no_card_leads_to_its_place(reader: Reader):
    page = reader.open("topics/push/")
    page.route("**/cards.json", lambda route: route.abort())
    page.locator("p a.figure").first.click()
    page.wait_for_url("**/years/2022/#*")


def test_an_impatient_reader_gets_one_card(reader: Reader):
    page = reader.open("")
    page.locator(".steps a.figure").first.dblclick()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").count() == 1
    page.get_by_role("button", name="关闭").click()
    page.locator(".steps a.figure").first.dblclick()
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").count() == 1


def test_a_page_older_than_the_site_does_without_its_scripts(reader: Reader, site: Path):
    """It was open while a newer build was published, whose pages have scripts of their own."""
    page = reader.new()
    gone = [f"**/{asset(site, f'assets/{name}.js').name}" for name in ("search", "charts")]
    for name in gone:
        page.route(name, lambda route: route.fulfill(status=404, body=""))
    page.goto(f"{reader.address}topics/push/")
    scroll_through(page)
    assert page.locator("#push-sealed tbody a.figure").first.is_visible()
    assert page.get_by_role("tab").count() == 0
    page.locator("[data-open-search]").first.click()
    page.wait_for_url("**/about/site-map/")
    for name in gone:
        page.unroute(name)
    page.locator("[data-open-search]").first.click()
    page.get_by_role("dialog").wait_for()


@pytest.mark.parametrize(
    "path", ["%ff", "%E4%B8", "topics/%", "years/%C0%AF", "topics/push%", "a?%ff#%ff", "%F0%9F%98"]
)
def test_address_with_a_broken_escape_leads_to_a_working_404_page(reader: Reader, path: str):
    page = reader.new()
    page.goto(f"{reader.address}{path}")
    assert page.locator("h1").inner_text() == "没有这一页"
    page.locator("[data-open-search]").first.click()
    page.get_by_role("dialog").wait_for()
    assert not [one for one in reader.complaints if "404" not in one]


@pytest.mark.parametrize("fragment", ["%ff", "%E4%B8", "x?h=%ff&n=%", "?%"])
def test_fragment_with_a_broken_escape_breaks_no_script(reader: Reader, fragment: str):
    page = reader.open(f"topics/push/#{fragment}")
    page.locator("article a.figure").first.click()
    page.get_by_role("dialog").wait_for()


@pytest.mark.parametrize("asked", [".steps a.figure", "[data-open-search]"])
def test_where_the_line_is_down_the_page_stays(reader: Reader, asked):
    page = reader.open("")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.locator(asked).first.click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == "网络断了，没有取到。接上网以后，再点一次。"
    page.context.set_offline(False)
    page.locator(asked).first.click()
    page.get_by_role("dialog").wait_for()
    assert page.url == reader.address


def test_contents_follow_the_reader(reader: Reader):
    page = reader.open("years/2022/")
    current = page.locator('.contents a[aria-current="location"]')
    page.locator('[id="三"]').evaluate("heading => heading.scrollIntoView()")
    page.locator(".contents [aria-current]", has_text="三 收到").wait_for()
    assert current.count() == 1
    box = current.bounding_box()
    assert 0 <= box["y"] <= DESKTOP["height"]  # the contents scrolled along


def test_contents_unfold_on_a_phone(reader: Reader):
    page = reader.open("years/2022/", viewport=PHONE)
    button = page.get_by_role("button", name="本页内容")
    links = page.locator("#contents")
    assert not links.is_visible()
    button.press("Enter")
    assert links.is_visible() and button.get_attribute("aria-expanded") == "true"


def test_years_and_topics_lead_to_their_neighbours(browser, made_up_address):
    reader = Reader(browser, made_up_address)
    page = reader.open("years/2022/")
    near = page.get_by_role("navigation", name="前后页")
    assert near.get_by_role("link").all_inner_texts() == [
        "后一年\n2023年度报告",
        "前一年\n2021年度报告",
    ]
    near.get_by_role("link", name="前一年").click()
    page.wait_for_url("**/years/2021/")
    assert page.get_by_role("navigation", name="位置").inner_text().split() == [
        "首页",
        "年度",
        "2021年度报告",
    ]
    reader.contexts[0].close()


def test_a_page_put_in_place_by_a_script_works_like_one_that_was_loaded(reader: Reader):
    """As instant navigation does it: another page's content, and no script is run again."""
    page = reader.open("topics/decisions/")
    page.evaluate(
        """async () => {
             const text = await (await fetch("../push/")).text();
             const other = new DOMParser().parseFromString(text, "text/html");
             history.pushState({}, "", "../push/");
             document.querySelector("main").replaceWith(other.querySelector("main"));
           }"""
    )
    for chart in page.locator(".chart:has(script.plot):visible").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".drawing .main-svg").first.wait_for()
    page.locator("p a.figure", has_text="近6亿元").first.click()
    assert page.get_by_role("dialog").locator(".printed").inner_text() == "近6亿元"
    page.keyboard.press("Escape")
    page.locator('[id="figures"]').evaluate("heading => heading.scrollIntoView()")
    page.locator(".contents [aria-current]", has_text="全部数字和定义").wait_for()
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("asked", "suggested"),
    [
        ("topic/push", ["主动推送"]),
        ("topics/push.html", ["主动推送"]),
        ("year/2022", ["2022年度报告"]),
        ("nowhere", []),
    ],
)
def test_a_wrong_address_is_answered_with_the_likely_page(reader: Reader, asked, suggested):
    page = reader.open(asked)
    assert page.locator("h1").inner_text() == "没有这一页"
    assert page.locator(".lost a").all_inner_texts() == suggested
    assert page.locator(".lost").is_visible() is bool(suggested)
    assert page.locator(".site-map a", has_text="词汇").is_visible()


def test_a_wrong_address_is_answered_with_three_pages_at_most(reader: Reader):
    page = reader.open("about/nothing")
    assert page.locator(".site-map a[href*='about/']").count() > 3
    assert page.locator(".lost a").count() == 3


def test_the_site_map_lists_every_page(site, reader: Reader):
    page = reader.open("about/site-map/")
    listed = page.locator(".site-map a").evaluate_all("links => links.map(link => link.pathname)")
    assert sorted(listed) == sorted(
        f"/{address}" for address in read(site) if not address.startswith("charts/")
    )


def test_the_year_prints_as_a_document(reader: Reader):
    page = reader.open("years/2022/", color_scheme="dark", viewport=PHONE)
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        # A PDF's fonts map some characters back to look-alikes: ⾦ for 金.
        pages = [normalize("NFKC", sheet.extract_text()) for sheet in printed.pages]
        assert [round(side) for side in (printed.pages[0].width, printed.pages[0].height)] == [
            595,
            842,
        ]
    first = pages[0]
    assert (
        "年度报告" in first and "一(一) 公开让政务更清楚" in first and "五 存在的主要问题" in first
    )
    assert [text.split()[-3:] for text in pages] == [
        [str(number), "/", str(len(pages))] for number in range(1, len(pages) + 1)
    ]
    whole = "\n".join(pages)
    assert f"{reader.address}checks/#2022" in re.sub(r"\s", "", whole)  # what paper can't follow
    assert "搜索" not in whole and "大字版" not in whole
    for words in ("一、本年新收政府信息公开申请数量", "行政复议"):
        assert words in whole
    # The longest statutory table breaks between two pages at the most, and both have its head.
    (start,) = (at for at, text in enumerate(pages) if "一、本年新收政府信息公开申请数量" in text)
    (end,) = (at for at, text in enumerate(pages) if "四、结转下年度继续办理" in text)
    assert end - start <= 1
    assert all("申请人情况" in text for text in pages[start : end + 1])


def test_charts_print_as_their_tables(reader: Reader):
    page = reader.open("topics/push/")
    page.emulate_media(media="print")
    for chart in page.locator(".chart:visible").all():
        words = chart.locator(".told > *").first  # a table, or a list of cards
        assert words.is_visible() and not chart.locator(".drawing:visible").count()
