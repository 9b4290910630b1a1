"""What people see: figures open their cards, and without scripts a page is whole."""

from __future__ import annotations

import pytest

from browsing import PHONE, Reader


def test_a_figure_opens_its_card_by_keyboard_and_gives_the_focus_back(reader: Reader):
    page = reader.open("topics/decisions/")
    figure = page.locator("p a.figure", has_text="274件").first
    figure.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="公开的行政处理决定")
    text = card.inner_text()
    for words in (
        "274件",
        "确数",
        "2022年报告 一（一）6",
        "223条 + 51条 = 274件",
        "[R/OL]",
        "核对一致",
    ):
        assert words in text
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="公开的行政处理决定").count() == 0
    assert figure.evaluate("element => element === document.activeElement")


def test_a_cell_of_a_statutory_table_has_a_card_too(reader: Reader):
    page = reader.open("years/2022/")
    page.locator('[id="三.handled.total"] a').click()
    text = page.locator("dialog").inner_text()
    assert "（七）总计" in text and "3 + 0 = 3 + 0" in text and "3件 = 3" in text


def test_a_card_leads_to_its_place_from_any_page(reader: Reader):
    page = reader.open("")
    page.locator(".steps a.figure").first.click()
    page.locator("dialog").get_by_role("link", name="2022年报告").click()
    page.wait_for_url("**/years/2022/#push.sealed.recipients")
    assert page.locator('[id="push.sealed.recipients"]').is_visible()


@pytest.mark.parametrize("path", ["", "topics/withdrawals/", "years/2022/"])
def test_without_scripts_a_page_is_whole(reader: Reader, path):
    page = reader.open(path, java_script_enabled=False, viewport=PHONE)
    for chart in page.locator(".chart:visible").all():
        assert chart.locator("table, ul").first.is_visible()
        for bar in chart.locator("tbody .bar").all():
            assert bar.bounding_box()["width"] >= 1
    figure = page.locator("a.figure:visible").first
    printed = figure.inner_text()
    figure.click()
    page.wait_for_url("**/years/2022/#*")
    target = page.locator(f'[id="{page.evaluate("decodeURIComponent(location.hash.slice(1))")}"]')
    assert target.is_visible() and printed.replace("\n", "") in target.inner_text()
