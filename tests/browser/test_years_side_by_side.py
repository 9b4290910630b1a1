"""Any two years side by side on the years page: chosen by hand or by address, with what changed between them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

import made_up
from browsing import PHONE, Reader, until
from built import Site, built
from disclosure.ledger.derived import Computed, year_change
from serving import served
from shared import made_once

REPORTS = [2018, 2019, 2021, 2022]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Site:
    top = made_once(
        tmp_path_factory,
        "site-with-a-gap",
        lambda top: built(top / "site", made_up.write(top / "data", REPORTS)),
    )
    return Site(top / "site", top / "data")


@pytest.fixture
def visitor(browser, made):
    with served(made.folder) as address, Reader(browser, address) as reader:
        yield reader


def shown(page: Page) -> dict[str, dict[str, str]]:
    """Figure → head of each column that is visible → text."""
    tables = page.evaluate(
        """() => [...document.querySelectorAll(".by-year tr")].map(row =>
             [row.id, [...row.cells].filter(cell => !cell.hidden).map(cell => cell.outerHTML)])"""
    )
    found, heads = {}, []
    for id, cells in tables:
        parsed = [BeautifulSoup(cell, "html.parser").contents[0] for cell in cells][1:]
        if id:
            found[id] = dict(zip(heads, (cell.text for cell in parsed), strict=True))
        else:
            heads = [cell.get("data-year") or cell.span.text for cell in parsed]
    return found


def choose(page: Page, *years: int) -> None:
    for select, year in zip(page.locator(".pick select").all(), years, strict=True):
        select.select_option(str(year))
    page.get_by_role("button", name="并排").click()


COMPARED = """heads => heads.every((head) => [...document.querySelectorAll("th")].some((one) =>
  one.getClientRects().length && one.textContent.trim().startsWith(head))) &&
  [...document.querySelectorAll("td.change")].every((one) => one.textContent)"""
"""The chosen years stand over the columns, and each change is there: at first those of the years before still are."""


def compared(page: Page, made: Site, newer: int, older: int) -> None:
    """Wait for the changes; then every row shows both printed texts and the change that the records allow."""
    until(page, COMPARED, [str(newer), f"比{older}年"])
    years = made.ledger.disclosure.years
    rows = shown(page)
    assert len(rows) > 50
    for id, cells in rows.items():
        assert list(cells) == [str(newer), f"比{older}年", str(older)]
        for year in (newer, older):
            assert cells[str(year)].startswith(years[year].find(id).figure.printed)
        change = year_change(id, years[newer], years[older])
        text = change.text if isinstance(change, Computed) else change
        assert cells[f"比{older}年"] == text


def test_any_two_years_are_chosen_by_hand_and_kept_in_the_address(visitor: Reader, made: Site):
    page = visitor.open("years/", viewport=PHONE)
    before = shown(page)
    choose(page, 2018, 2021)
    compared(page, made, 2021, 2018)
    beyond = "all => all.map(one => one.scrollWidth - one.clientWidth)"
    # neither year lies beyond the edge
    assert not any(page.locator(".over-years").evaluate_all(beyond))
    assert page.url.endswith("/years/?years=2018,2021")
    expect(page.locator(".pick .said")).to_have_text("只显示2021年和2018年。")
    choose(page, 2022, 2019)
    compared(page, made, 2022, 2019)
    page.go_back()
    compared(page, made, 2021, 2018)
    page.reload()
    compared(page, made, 2021, 2018)
    page.get_by_role("button", name="看全部年份").click()
    assert page.url.endswith("/years/") and shown(page) == before
    assert visitor.complaints == []


@pytest.mark.parametrize("years", ["2019,2022", "2022,2019", "2019%2C2022"])
def test_an_address_shows_the_two_years_it_names(visitor: Reader, made: Site, years):
    page = visitor.open(f"years/?years={years}")
    compared(page, made, 2022, 2019)


@pytest.mark.parametrize("years", ["", "2019", "2019,2019", "2019,1999", "2018,2019,2021", "x,<b>"])
def test_an_address_that_names_no_two_years_shows_them_all(visitor: Reader, years):
    page = visitor.open(f"years/?years={years}")
    page.wait_for_load_state("networkidle")
    assert len(next(iter(shown(page).values()))) == 6  # five calendar years and the change
    assert visitor.complaints == []


@pytest.mark.parametrize("years", ["2020,2021", "2019,2020"])
def test_a_year_without_a_report_beside_another_is_told_and_nothing_computed(
    visitor: Reader, years
):
    page = visitor.open(f"years/?years={years}")
    until(page, "() => [...document.querySelectorAll('td.change')].every(one => one.textContent)")
    change = f"比{years[:4]}年"
    for cells in shown(page).values():
        assert cells["2020"] == "没有报告" and cells[change] == "没有2020年的报告"
    assert page.locator('th[data-year="2020"]').first.inner_text().split() == [
        "2020年",
        "没有这一年的报告",
    ]


def test_the_same_year_twice_is_not_compared(visitor: Reader):
    page = visitor.open("years/")
    choose(page, 2019, 2019)
    expect(page.locator(".pick .said")).to_have_text("请选两个不同的年份。")
    assert page.url.endswith("/years/")


def test_both_years_are_shown_when_their_changes_cannot_be_fetched(visitor: Reader):
    page = visitor.new()
    page.route("**/changes.json", lambda route: route.abort())
    page.goto(f"{visitor.address}years/?years=2018,2021")
    expect(page.locator(".pick .said")).to_contain_text("增减没有取到")
    for cells in shown(page).values():
        assert cells["比2018年"] == "没有取到" and cells["2018"] and cells["2021"]


def test_without_scripts_the_two_newest_reports_are_compared_and_nothing_is_offered(
    visitor: Reader, made: Site
):
    page = visitor.open("years/", java_script_enabled=False)
    expect(page.locator(".pick")).to_be_hidden()
    years = made.ledger.disclosure.years
    for row in page.locator(".by-year tbody tr").all()[:8]:
        change = year_change(row.get_attribute("id"), years[2022], years[2021])
        text = change.text if isinstance(change, Computed) else change
        assert row.locator("td.change").text_content() == text


def test_names_of_rows_stay_in_view_when_a_phone_scrolls_to_older_years(visitor: Reader):
    page = visitor.open("years/", viewport=PHONE)
    box = page.locator(".scroll:has(.by-year)").first
    name = box.locator("tbody th").first
    before = name.bounding_box()["x"]
    box.evaluate("box => { box.scrollLeft = 9999; }")
    assert box.evaluate("box => box.scrollLeft") > 50
    assert abs(name.bounding_box()["x"] - before) < 3


def test_a_card_leads_to_its_row_even_where_that_is_folded_away(visitor: Reader):
    page = visitor.open("years/2022/#二.licences.decisions")
    page.locator('[id="二.licences.decisions"] a.figure').click()
    page.locator("dialog").get_by_role("link", name="各年并排").click()
    page.wait_for_url("**/years/#*")
    row = page.locator('tr[id="二.licences.decisions"]')
    expect(row).to_be_visible()
    expect(row).to_be_in_viewport()
