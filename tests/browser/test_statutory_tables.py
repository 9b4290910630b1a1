"""Statutory tables and the year page in a browser: short on a phone, whole on demand and on paper."""

from __future__ import annotations

import io
import json
import unicodedata

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from browsing import DESKTOP, PHONE, Reader, until

FINGER = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
NARROW_CELL = "三.withheld.security.other"


@pytest.fixture
def shipped_reader(browser, shipped_address):
    with Reader(browser, shipped_address) as reader:
        yield reader


def official(page: Page, table: str):
    return page.locator(f'[id="table-{table}"] details')


@pytest.mark.parametrize("scripts", [True, False])
def test_phone_shows_the_short_form_first_and_the_official_layout_on_demand(reader, scripts):
    page = reader.open("topics/requests/", java_script_enabled=scripts, viewport=PHONE)
    box, whole = page.locator('[id="table-三"]'), official(page, "三")
    assert box.locator(".brief .total").all_inner_texts() == [
        "3件",
        "0件",
        *["1件"] * 3,
        "3件",
        "0件",
    ]
    assert box.bounding_box()["height"] < 1200
    cell = page.locator(f'[id="{NARROW_CELL}"]')
    expect(cell).to_be_hidden()
    whole.locator("summary").click()
    expect(cell).to_be_visible()
    assert whole.locator("td[id]").count() == 175


def test_wide_screens_show_the_official_layout_at_once(reader):
    page = reader.open("topics/requests/", viewport=DESKTOP)
    expect(page.locator(f'[id="{NARROW_CELL}"]')).to_be_visible()
    expect(official(page, "三").locator("summary")).to_be_hidden()


def test_names_of_rows_and_columns_stay_in_view_while_a_phone_scrolls_a_table(reader):
    page = reader.open("years/2022/", **FINGER)
    official(page, "三").locator("summary").click()
    box = official(page, "三").locator(".scroll")
    expect(official(page, "三").locator(".sideways")).to_be_visible()
    assert box.evaluate("one => one.scrollWidth > one.clientWidth + 50")
    box.evaluate("one => one.scrollTo(one.scrollWidth, 500)")
    frame = box.bounding_box()
    row = box.locator("tr", has=page.locator(f'[id="{NARROW_CELL}"]'))
    name = row.locator('th[scope="row"]').bounding_box()
    head = box.locator("thead th", has_text="总计").bounding_box()
    assert abs(name["x"] - frame["x"]) <= 2
    assert frame["y"] - 2 <= head["y"] <= frame["y"] + 160
    assert head["x"] + head["width"] <= frame["x"] + frame["width"] + 2


@pytest.mark.parametrize("path", ["topics/litigation/", "years/2022/"])
def test_a_head_says_what_it_means_where_it_stands(shipped_reader, path):
    page = shipped_reader.open(path, viewport=PHONE)
    page.locator('[id="table-四"] .brief a.term', has_text="结果维持").first.click()
    expect(page.locator(".meaning")).to_contain_text("没有被改变")
    official(page, "四").locator("summary").click()
    official(page, "四").locator("th a.term", has_text="尚未审结").first.click()
    expect(page.locator(".meaning")).to_contain_text("还没有审完")
    assert "/about/glossary/" not in page.url and shipped_reader.complaints == []


def test_year_page_is_half_as_tall_on_a_phone(shipped_reader):
    page = shipped_reader.open("years/2022/", **FINGER)
    assert page.evaluate("document.documentElement.scrollHeight") <= 7500
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_every_finger_target_of_the_year_page_is_44_pixels_high(shipped_reader):
    page = shipped_reader.open("years/2022/", **FINGER)
    page.evaluate("document.querySelectorAll('article details').forEach(one => one.open = true)")
    small = page.evaluate(
        """() => [...document.querySelectorAll("article a, article summary")]
            .filter(one => one.offsetHeight && one.getBoundingClientRect().height < 43.9)
            .map(one => one.textContent)"""
    )
    assert small == []


@pytest.mark.parametrize(
    "id", ["push.retirement.withdrawn_amount", NARROW_CELL, "三.granted.total"]
)
def test_an_address_opens_the_row_or_table_that_it_leads_into(reader, id):
    page = reader.open(f"years/2022/#{id}", viewport=PHONE)
    place = page.locator(f'[id="{id}"]')
    expect(place).to_be_visible()
    assert place.evaluate("one => one.closest('details').open")
    until(page, "id => document.getElementById(id).getBoundingClientRect().top < innerHeight", id)


def test_every_figure_of_the_year_page_has_a_row_with_its_label_number_and_span(reader, ledger):
    page = reader.open("years/2022/", viewport=PHONE)
    year = ledger.disclosure.latest
    shown = json.loads(
        page.evaluate(
            """() => JSON.stringify([...document.querySelectorAll("details.record")].map(one => [
                one.id, one.querySelector(".label").firstChild.textContent.trim(),
                one.querySelector("summary .printed").textContent,
                (one.querySelector(".label small") || {}).textContent || null]))"""
        )
    )
    assert shown == [
        [one.id, one.label, one.shown, None if one.scope == "2022年" else one.scope]
        for section in year.sections
        for one in year.in_section(section)
    ]


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_has_the_official_tables_and_no_half_empty_page(shipped_reader, scripts):
    page = shipped_reader.open("years/2022/", java_script_enabled=scripts)
    paper = page.pdf(prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        texts = [one.extract_text() or "" for one in pdf.pages]
        filled = [
            max(
                word["bottom"] for word in one.extract_words() if word["bottom"] < one.height * 0.93
            )
            / one.height
            for one in pdf.pages
        ]
    assert len(filled) <= 8
    assert min(filled[:-1]) > 0.6
    text = unicodedata.normalize("NFKC", "".join(texts))  # fonts have some characters as radicals
    assert "8. 属于行政查询事项" in text and "先看合计" not in text and "展开全部" not in text
    assert "数的是" in text  # what a row unfolds to


@pytest.mark.parametrize("width", [768, 1440, 1920])
def test_list_of_topics_uses_the_width(reader, width):
    page = reader.open("topics/", viewport={"width": width, "height": 900})
    edges = page.evaluate(
        """() => { const box = document.querySelector("main").getBoundingClientRect();
                   const items = [...document.querySelectorAll(".topics li")].map(one => one.getBoundingClientRect());
                   return [box.right - Math.max(...items.map(one => one.right)), items[1].left > items[0].right]; }"""
    )
    assert edges[0] < 40 and edges[1]
