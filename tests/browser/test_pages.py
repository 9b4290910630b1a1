"""What people see: pages load clean, charts draw, figures open their cards, nothing is out of reach."""

from __future__ import annotations

import pytest

from browsing import DESKTOP, PHONE, Reader, every_page, scroll_through


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_loads_clean_stays_at_home_and_fits(site, reader: Reader, viewport):
    for path in every_page(site):
        page = reader.open(path, viewport=viewport)
        scroll_through(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], path
        reader.contexts.pop().close()
    assert reader.complaints == []
    assert {
        request for request in reader.requests if not request.startswith(reader.address)
    } == set()


def test_the_404_page_helps(reader: Reader):
    page = reader.open("404.html")
    assert page.locator("article h1").inner_text() == "没有这一页"
    assert page.locator("article li a").count() == 4


@pytest.mark.parametrize("path", ["", "topics/policies/", "topics/requests/"])
def test_charts_draw_their_rows_where_the_table_stood(reader: Reader, path):
    page = reader.open(path)
    for chart in page.locator(".chart:has(script.plot)").all():
        rows = chart.locator("tbody tr").count()
        before = chart.bounding_box()["height"]
        chart.scroll_into_view_if_needed()
        chart.locator(".drawing .main-svg").first.wait_for()
        assert chart.bounding_box()["height"] == pytest.approx(before, abs=1)  # nothing moves
        bars = chart.locator(".drawing .trace.bars").first.locator(".point path")
        assert bars.count() == rows
        assert (
            chart.locator(".drawing")
            .get_attribute("aria-label")
            .startswith(chart.locator("h3").inner_text())
        )
        words = [data.text_content().strip() for data in chart.locator(".drawing .textpoint").all()]
        assert (
            words == [data.text_content() for data in chart.locator("tbody data").all()]
            or not words
        )
    assert reader.complaints == []


def test_the_table_is_one_key_away_and_comes_back(reader: Reader):
    page = reader.open("topics/push/")
    chart = page.locator("#push-sealed")
    chart.scroll_into_view_if_needed()
    chart.locator(".drawing .main-svg").first.wait_for()
    table = chart.locator("table")
    assert not table.is_visible()
    chart.get_by_role("button", name="表格").press("Enter")
    assert table.is_visible() and not chart.locator(".drawing").is_visible()
    chart.get_by_role("button", name="图表").press("Enter")
    assert not table.is_visible()


def test_a_bar_opens_the_card_of_its_own_figure(reader: Reader):
    page = reader.open("topics/push/")
    chart = page.locator("#push-sealed")
    chart.scroll_into_view_if_needed()
    bar = chart.locator(".drawing .trace.bars").first.locator(".point path").nth(1)
    bar.wait_for()
    page.wait_for_timeout(300)
    box = bar.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 6)
    page.mouse.click(box["x"] + 20, box["y"] + 6)
    assert (
        page.get_by_role("dialog", name="办了销户提取的人数").locator(".printed").inner_text()
        == "近22万人"
    )


def test_pictures_and_trends_draw_with_more_years(browser, made_up_address):
    reader = Reader(browser, made_up_address)
    page = reader.open("topics/decisions/")
    trend = page.locator("#decisions-by-kind-trend")
    trend.scroll_into_view_if_needed()
    trend.locator(".drawing .main-svg").first.wait_for()
    assert trend.locator(".drawing .scatterlayer .trace").count() == 2
    assert reader.complaints == []
    reader.contexts[0].close()


def test_plotly_comes_only_when_a_chart_does(reader: Reader):
    page = reader.open("about/method/")
    page.wait_for_load_state("networkidle")
    page = reader.open("years/2022/")
    page.wait_for_load_state("networkidle")
    assert not any("plotly" in request for request in reader.requests)


def test_who_saves_data_reads_the_tables(browser, address):
    reader = Reader(browser, address)
    context = browser.new_context(viewport=PHONE)
    context.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page = context.new_page()
    page.on("request", lambda request: reader.requests.append(request.url))
    page.goto(address)
    scroll_through(page)
    page.wait_for_timeout(300)
    assert not any("plotly" in request for request in reader.requests)
    assert page.locator("#push-sealed table").is_visible()
    context.close()


def test_a_chart_follows_light_and_dark(reader: Reader):
    page = reader.open("topics/push/", color_scheme="light")
    chart = page.locator("#push-sealed")
    chart.scroll_into_view_if_needed()
    bar = chart.locator(".drawing .trace.bars").first.locator(".point path").first
    bar.wait_for()
    colour = "element => getComputedStyle(element).fill"
    light = bar.evaluate(colour)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.wait_for_timeout(400)
    dark = chart.locator(".drawing .trace.bars").first.locator(".point path").first.evaluate(colour)
    assert light == "rgb(11, 95, 125)" and dark == "rgb(88, 182, 211)"


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
    page.locator(".headlines a.figure").first.click()
    page.locator("dialog").get_by_role("link", name="2022年报告").click()
    page.wait_for_url("**/years/2022/#push.retirement.recipients")
    assert page.locator('[id="push.retirement.recipients"]').is_visible()


@pytest.mark.parametrize("path", ["", "topics/withdrawals/", "years/2022/"])
def test_without_scripts_a_page_is_whole(reader: Reader, path):
    page = reader.open(path, java_script_enabled=False, viewport=PHONE)
    for chart in page.locator(".chart").all():
        assert chart.locator("table, ul").first.is_visible()
        for bar in chart.locator("tbody .bar").all():
            assert bar.bounding_box()["width"] >= 1
    figure = page.locator("a.figure").first
    printed = figure.inner_text()
    figure.click()
    page.wait_for_url("**/years/2022/#*")
    target = page.locator(f'[id="{page.evaluate("decodeURIComponent(location.hash.slice(1))")}"]')
    assert target.is_visible() and printed.replace("\n", "") in target.inner_text()
