"""Years that are folded away: an address opens the one it leads into, and paper has them all."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from playwright.sync_api import expect

from browsing import PHONE, Reader


@pytest.fixture
def visitor(browser, made_up_address):
    with Reader(browser, made_up_address) as reader:
        yield reader


def in_view(page, id: str) -> bool:
    box = page.locator(f'[id="{id}"]').bounding_box()
    return box is not None and -5 <= box["y"] < PHONE["height"] / 2


@pytest.mark.parametrize("id", ["2021", "2021-三.balance", "2022-三.balance?结转"])
def test_an_address_opens_the_folded_year_it_leads_into(visitor: Reader, id):
    page = visitor.open(f"checks/#{id}", viewport=PHONE)
    expect(page.locator(f'[id="{id[:4]}"]')).to_have_attribute("open", "")
    assert in_view(page, id.split("?")[0]) or "?" in id
    folded = page.locator("details.checks:not([open])")
    assert folded.count() == 1
    assert visitor.complaints == []


def test_a_link_opens_its_folded_year_again_after_the_reader_closed_it(visitor: Reader):
    page = visitor.open("years/2021/")
    page.get_by_role("link", name="条勾稽关系一致").click()
    folded = page.locator('[id="2021"]')
    expect(folded).to_have_attribute("open", "")
    folded.locator("summary").click()
    expect(folded).not_to_have_attribute("open", "")
    page.evaluate("""() => document.querySelector("article").insertAdjacentHTML(
                       "afterbegin", '<a id="again" href="#2021-三.balance">again</a>')""")
    page.locator("#again").click()
    expect(folded).to_have_attribute("open", "")
    page.evaluate("""() => { document.querySelector("[id='2021']").open = false;
                             location.hash = "#2021"; }""")
    expect(folded).to_have_attribute("open", "")


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_has_every_year_open_and_the_screen_keeps_them_folded(visitor: Reader, scripts):
    page = visitor.open("checks/", java_script_enabled=scripts)
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        text = "".join(found.extract_text() or "" for found in pdf.pages)
    assert text.count("办理总计 = 各种办理结果之和") == 3
    assert page.locator("details.checks[open]").count() == 1
