"""Charts at work: drawn where the table stood, tabs, files to take away, and what may happen to a page meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import DESKTOP, PHONE, QUIET, Reader, chromium, scroll_through, until
from disclosure.build.plotly_bundle import chart_library
from reader_actions import SHIFTS
from saved_picture import SVG, SavedPicture, bare, saved
from tools import missing

LYING = {"width": 844, "height": 390}
"""A phone, turned."""


def drawn(page: Page, id: str) -> Locator:
    """A chart, once its picture is there."""
    chart = page.locator(f"#{id}")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("data-shows", "chart")
    return chart


def with_pictures(page: Page) -> Iterator[Locator]:
    for found in page.locator(".chart:has(script.plot)").all():
        yield drawn(page, found.get_attribute("id") or "")


STANDS = """id => {
  const chart = document.getElementById(id);
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return [box.left, box.top + box.height / 2];
  };
  const table = [...chart.querySelectorAll("tbody .bar")].map(middle);
  const picture = [...chart.querySelectorAll(".drawing .trace.bars:first-child .point path")].map(middle);
  const near = (one, other) => Math.abs(one - other) < 1.5;
  return chart.dataset.shows === "chart" && table.length === picture.length
    && table.every(([left, down], row) => near(left, picture[row][0]) && near(down, picture[row][1]));
}"""


def first_bar(chart: Locator) -> Locator:
    return chart.locator(".drawing .trace.bars").first.locator(".point path").first


def stands(chart: Locator) -> None:
    """Its bars lie over those of the table, now or after it has been drawn anew."""
    until(chart.page, STANDS, chart.get_attribute("id"))


# What is drawn


@pytest.mark.parametrize("path", ["", "topics/policies/", "topics/requests/", "topics/push/"])
def test_bars_are_drawn_over_those_of_the_table(reader: Reader, path):
    """On a phone, and after the same page has become as wide as a desktop's."""
    page = reader.open(path, viewport=PHONE)
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        for chart in with_pictures(page):
            stands(chart)
            words = chart.locator(".drawing .textpoint").all_text_contents()
            if chart.get_attribute("data-kind") == "bars":
                printed = chart.locator("tbody .bar ~ span").all_text_contents()
                assert [text.strip(" ≤≈≥") for text in words] == printed
    assert reader.complaints == []


LENGTHS = """id => {
  const chart = document.getElementById(id), plate = chart.querySelector(".plate");
  const path = ".drawing .trace.bars .point path";
  const picture = [...chart.querySelectorAll(path)], words = [...chart.querySelectorAll(".drawing .textpoint")];
  const found = [];
  for (const table of chart.querySelectorAll("table.bars")) {
    const bars = [...table.querySelectorAll(".bar")];
    const valueOf = (bar) => Number(bar.closest("tr").querySelector("data").value);
    const values = bars.map(valueOf);
    const split = chart.dataset.kind === "parts", axis = table.nextElementSibling;
    const track = (split ? table : axis).getBoundingClientRect().width;
    const scale = split ? values.reduce((sum, value) => sum + value) : Math.max(...values);
    let before = 0;
    bars.forEach((bar, row) => {
      const drawn = picture[found.length].getBoundingClientRect(), box = bar.getBoundingClientRect();
      const text = words[found.length];
      found.push({
        start: table.getBoundingClientRect().left + track * before / scale, end: track * values[row] / scale,
        table: [box.left, box.width], picture: [drawn.left, drawn.width],
        faded: getComputedStyle(bar).backgroundImage !== "none" && !split,
        beyond: text ? text.getBoundingClientRect().right - plate.getBoundingClientRect().right : 0,
      });
      if (split) before += values[row];
    });
  }
  return { found, paths: picture.length };
}"""


@pytest.mark.parametrize("topic", ["decisions", "policies", "push", "requests"])
@pytest.mark.parametrize("site_address", ["address", "made_up_address"])
def test_every_bar_ends_at_its_number_in_table_and_picture(
    browser: Browser, request: pytest.FixtureRequest, site_address, topic
):
    with Reader(browser, request.getfixturevalue(site_address)) as reader:
        page = reader.open(f"topics/{topic}/", viewport=PHONE)
        charts = page.locator('.chart:is([data-kind="bars"], [data-kind="parts"]):visible')
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert charts.count()
            for chart in charts.all():
                id = chart.get_attribute("id")
                stands(drawn(page, id))
                measured = page.evaluate(LENGTHS, id)
                assert measured["paths"] == len(measured["found"]) > 0
                for row, bar in enumerate(measured["found"]):
                    place = f"{id}, row {row}, {width} px: {bar}"
                    # A number too small for the scale is drawn as a line of 2 px.
                    assert abs(bar["table"][0] - bar["start"]) <= 1, place
                    assert abs(bar["table"][1] - max(bar["end"], 2)) <= 1, place
                    assert abs(bar["picture"][0] - bar["start"]) <= 1.5, place
                    assert abs(bar["picture"][1] - bar["end"]) <= 1.5, place
                    assert not bar["faded"] and bar["beyond"] <= 0, place


def test_nothing_moves_when_a_phone_is_turned_or_colours_change(reader: Reader):
    page = reader.new(viewport=PHONE)
    page.add_init_script(SHIFTS)
    page.goto(reader.address + "topics/push/")
    chart = drawn(page, "push-sealed")
    for viewport in (LYING, PHONE):
        page.set_viewport_size(viewport)
        stands(chart)
    for button in page.locator("[data-switch]").all():
        button.click()
        page.wait_for_timeout(
            600
        )  # what comes later than half a second after a click counts as a shift
        stands(chart)
    assert page.evaluate("shifts") == []


def test_there_is_no_english_and_no_control_of_the_librarys(reader: Reader):
    page = reader.open("topics/push/")
    chart = drawn(page, "push-sealed")
    box = chart.locator(".drawing").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    hover = chart.locator(".hovertext")
    assert [line.text_content() for line in hover.locator(".line").all()] == [
        "消息推送给",
        "约60万名 · 2022年",
        "60万名上下，报告没有说上限和下限",
    ]
    words = chart.locator(".drawing").evaluate("element => element.textContent")
    assert not re.search("[A-Za-z]{2}", words)
    assert chart.locator(".modebar, .drawing a, .drawing title").count() == 0
    page.mouse.move(0, 0)
    expect(hover).to_have_count(0)


def test_the_words_for_the_picture_take_the_place_of_the_table(reader: Reader):
    page = reader.open("topics/policies/")
    chart = drawn(page, "normative-documents")
    told = chart.locator(".drawing").aria_snapshot()
    assert "img" in told and "本年制发，4；本年废止，3；现行有效，27" in told
    assert "table" not in chart.aria_snapshot()
    chart.get_by_role("tab", name="表格").click()
    assert "table" in chart.aria_snapshot() and "img" not in chart.aria_snapshot()


def test_split_bar_keeps_its_numbers_to_be_heard_and_reached(reader: Reader):
    """Its drawing has no numbers, so those of the table stay; nothing is heard twice."""
    page = reader.open("topics/decisions/")
    chart = drawn(page, "decisions-by-kind")
    heard = chart.aria_snapshot()
    assert "table" in heard and "img" not in heard
    for words in (
        "单位不缴或少缴",
        "223条",
        "81.4%（本站计算）",
        "违规提取（骗提责退）",
        "51条",
        "18.6%（本站计算）",
    ):
        assert words in heard
    assert "223条 + 51条 = 274件" in heard and "核对一致" in heard
    chart.get_by_role("link", name="223").first.click()
    assert "223条" in page.get_by_role("dialog").locator(".printed").inner_text()


# A bar leads to its figure


@pytest.mark.parametrize("touch", [True, False], ids=["finger", "mouse"])
def test_a_bar_opens_the_card_of_its_own_figure(reader: Reader, touch):
    page = reader.open("topics/push/", has_touch=touch, is_mobile=touch)
    chart = drawn(page, "push-sealed")
    row = chart.locator("tbody tr").nth(1).bounding_box()
    x, y = row["x"] + 8, row["y"] + row["height"] - 12  # in the row is enough
    if touch:
        page.touchscreen.tap(x, y)
    else:
        page.mouse.click(x, y)
    card = page.get_by_role("dialog", name="办了销户提取的人数")
    assert card.locator(".printed").inner_text() == "近22万人"
    page.keyboard.press("Escape")
    expect(chart.locator(".hovertext")).to_have_count(0)


# Tabs


def test_tabs_follow_the_keyboard(reader: Reader):
    page = reader.open("topics/push/")
    chart = drawn(page, "push-sealed")
    tabs = chart.get_by_role("tab")
    chosen = chart.locator("[aria-selected=true]")
    assert tabs.all_inner_texts() == ["图表", "表格", "下载"]
    tabs.first.focus()
    for key, name in (
        *(("ArrowRight", "表格"), ("ArrowRight", "下载"), ("ArrowRight", "图表")),
        *(("ArrowLeft", "下载"), ("Home", "图表"), ("End", "下载"), ("ArrowLeft", "表格")),
    ):
        page.keyboard.press(key)
        assert chosen.inner_text() == page.locator(":focus").inner_text() == name
        shown = [panel for panel in chart.get_by_role("tabpanel").all() if panel.is_visible()]
        assert [panel.get_attribute("aria-labelledby") for panel in shown] == [
            chosen.get_attribute("id")
        ]
        assert shown[0].get_attribute("id") == chosen.get_attribute("aria-controls")
    page.keyboard.press("Tab")  # one stop for all tabs, then what they open
    assert page.evaluate("document.activeElement.className") == "told"


def test_arrows_walk_the_bars_enter_opens_the_card_and_escape_leaves(reader: Reader):
    page = reader.open("topics/push/")
    chart = drawn(page, "push-sealed")
    chart.get_by_role("tab").first.focus()
    page.keyboard.press("Tab")
    said = chart.locator("[role=status]")
    for key, words in (
        ("ArrowDown", "消息推送给，约60万名 · 2022年，"),
        ("ArrowDown", "办了销户提取，近22万人 · 2022年，"),
        ("ArrowDown", "办了销户提取，"),
        ("ArrowUp", "消息推送给，"),
        ("ArrowRight", "办了销户提取，"),
    ):
        page.keyboard.press(key)
        expect(said).to_contain_text(words)
        expect(chart.locator(".hovertext")).to_have_count(1)
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="办了销户提取的人数")
    card.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "图表"
    expect(chart.locator(".hovertext")).to_have_count(0)
    expect(said).to_be_empty()


def test_events_are_walked_and_heard_in_whole_sentences(reader: Reader):
    """A tooltip folds them; Enter, which leads to no figure, leaves the reader where they are."""
    page = reader.open("charts/events/")
    chart = drawn(page, "events")
    rows = chart.locator("tbody tr").all()
    chart.locator(".drawing").focus()
    said = chart.locator("[role=status]")
    for row in rows:
        page.keyboard.press("ArrowDown")
        when, what = (row.locator(cell).text_content() for cell in ("th", "td"))
        expect(said).to_have_text(f"{when}，{what}")
        lines = chart.locator(".hovertext .line")
        expect(lines).to_have_count(1 + -(-len(what) // 18))  # the tooltip's are 18 characters
    page.keyboard.press("Enter")
    expect(said).not_to_be_empty()
    assert page.locator("dialog").count() == 0 and reader.complaints == []


def test_address_holds_the_chosen_tab_and_a_link_opens_it(reader: Reader):
    page = reader.open("topics/push/?table=push-sealed#push-sealed")
    chart = page.locator("#push-sealed")
    expect(chart).to_have_attribute("data-shows", "table")
    assert chart.locator("[aria-selected=true]").inner_text() == "表格"
    chart.get_by_role("tab", name="下载").click()
    assert page.url.endswith("topics/push/?files=push-sealed#push-sealed")
    chart.get_by_role("tab", name="图表").click()
    assert page.url.endswith("topics/push/#push-sealed")


def test_no_name_is_given_twice(reader: Reader):
    page = reader.open("")
    list(with_pictures(page))
    ids = page.locator("[id]").evaluate_all("all => all.map(element => element.id)")
    assert len(ids) == len(set(ids))
    charts = page.locator(".chart:has(script.plot)").count()
    assert charts and page.get_by_role("tab").count() == 3 * charts


def test_the_table_and_back(reader: Reader):
    page = reader.open("topics/push/", viewport=PHONE)
    chart = drawn(page, "push-sealed")
    height = chart.bounding_box()["height"]
    figure = chart.locator("tbody a.figure").first
    assert not figure.is_visible()
    chart.get_by_role("tab", name="表格").click()
    assert figure.is_visible() and not chart.locator(".drawing").is_visible()
    assert chart.get_by_role("columnheader", name="项目").is_visible()
    chart.get_by_role("tab", name="图表").click()
    assert chart.bounding_box()["height"] == height
    chart.get_by_role("tab", name="表格").click()
    page.set_viewport_size(LYING)
    chart.get_by_role("tab", name="图表").click()
    stands(chart)


# Files


def test_pictures_and_data_can_be_downloaded(reader: Reader, site: Path):
    page = reader.open("topics/push/", color_scheme="dark")
    chart = drawn(page, "push-sealed")
    picture = saved(chart)
    assert picture.png.getpixel((2, 2)) == (0x11, 0x1B, 0x28)  # the page's ground
    named = "2022年 消息发给约60万名，推送后共有近22万人办销户提取"
    for name, file in (("PNG", "png"), ("SVG", "svg")):
        link = chart.get_by_role("link", name=f"图片（{name}）")
        assert link.get_attribute("download") == f"{named}.{file}"
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == f"{named}.{file}"
    with page.expect_download() as download:
        chart.get_by_role("link", name="数据（CSV）").click()
    taken = Path(download.value.path()).read_bytes()
    assert taken == (site / "data/charts/push-sealed.csv").read_bytes()
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("topic", "keys"),
    [
        ("push", {"push-sealed": "≤ 近：不超过此数　≈ 约：此数上下"}),
        ("decisions", {}),
        ("policies", {}),
        ("requests", {}),
    ],
)
def test_svg_and_png_have_title_note_legend_values_source_and_address(
    reader: Reader, topic: str, keys: dict[str, str]
):
    """Of every chart of a page; none has the title of another."""
    page = reader.open(f"topics/{topic}/")
    titles = [bare(one) for one in page.locator("figcaption > :first-child").all_text_contents()]
    for chart in with_pictures(page):
        id = chart.get_attribute("id") or ""
        picture = saved(chart)
        parts = "figcaption > *, .zeros, .remark, .footnote, .tie, tbody data, .parts small"
        source = "出处：上海市公积金管理中心2022年政府信息公开工作年度报告"
        for wanted in (
            *chart.locator(parts).all_text_contents(),
            *chart.locator(".source a:not([class])").all_text_contents(),
            *(source, f"{reader.address}topics/{topic}/#{id}", keys.get(id, "")),
        ):
            assert bare(wanted) in picture.words, f"{id}: {wanted}"
        title = bare(chart.locator("figcaption > :first-child").inner_text())
        assert picture.words.startswith(title)
        assert [one for one in titles if one in picture.words] == [title]
        heard = picture.svg.findtext(f"{SVG}desc") or ""
        assert all(data in heard for data in chart.locator("tbody data").all_text_contents())
        check_png(picture)
    assert reader.complaints == []


def check_png(picture: SavedPicture) -> None:
    """It is the SVG, two pixels to each of its units: every bar is where it is there, with the ground above it."""
    width, height = (int(picture.svg.get(name, "")) for name in ("width", "height"))
    assert picture.png.size == (2 * width, 2 * height)
    ground = picture.png.getpixel((2, 2))
    ink = [colour for _, colour in picture.png.getcolors(1 << 20) or [] if colour != ground]
    assert len(ink) > 20  # letters have soft edges
    assert picture.bars
    for left, top, _, bottom in picture.bars:
        across, down = round(2 * left) + 8, round(top + bottom)
        assert picture.png.getpixel((across, down)) != ground
        assert picture.png.getpixel((across, round(2 * top) - 8)) == ground


@pytest.mark.parametrize("id", ["push-sealed", "normative-documents", "decisions-by-kind"])
def test_bars_of_the_saved_picture_end_at_their_numbers(reader: Reader, id: str):
    page = reader.open(f"charts/{id}/")
    chart = drawn(page, id)
    printed = chart.locator("tbody data").all()
    values = [float(data.get_attribute("value") or "") for data in printed]
    bars = saved(chart).bars
    lengths = [right - left for left, _, right, _ in bars]
    assert len(lengths) == len(values) > 1
    scale = lengths[0] / values[0]
    for length, value in zip(lengths, values, strict=True):
        assert abs(length - scale * value) < 0.2
    if chart.get_attribute("data-kind") == "parts":  # end to end, over the whole width
        assert abs(sum(lengths) - 752) < 0.5
        assert all(abs(one[2] - other[0]) < 0.5 for one, other in pairwise(bars))


def test_without_scripts_there_are_the_table_and_the_data(reader: Reader):
    page = reader.open("topics/push/", java_script_enabled=False, viewport=PHONE)
    chart = page.locator("#push-sealed")
    assert chart.locator("tbody a.figure").first.is_visible()
    assert chart.get_by_role("link", name="下载本图数据（CSV）").is_visible()
    assert chart.locator(".axis").inner_text().split() == ["0", "20万人", "40万人", "60万人"]


# Whether it comes at all


def library_asked_for(reader: Reader) -> bool:
    return any("plotly" in request for request in reader.requests)


def test_the_library_comes_only_when_a_chart_is_near(reader: Reader):
    for path in ("about/method/", "years/2022/"):
        reader.open(path).wait_for_load_state("networkidle")
    assert not library_asked_for(reader)


def test_what_scripts_make_waits_for_its_style(reader: Reader):
    """No reader sees it without; where the style cannot come, a figure's link leads to the year's page."""
    page = reader.new()
    held = []
    page.route("**/later.*.css", lambda route: held.append(route))
    page.goto(reader.address + "topics/policies/")
    chart = page.locator(".chart:has(script.plot)").first
    with page.expect_response("**/charts.*.js"):
        chart.scroll_into_view_if_needed()
    chart.locator("tbody a.figure").first.click()
    page.wait_for_load_state("load")
    page.evaluate("disclosure.load('charts.js')")
    assert held and not page.locator("[role=tab], dialog").count()
    held[0].continue_()
    expect(page.locator("dialog.figure-card")).to_be_visible()
    expect(chart.get_by_role("tab", include_hidden=True)).to_have_count(3)
    page.unroute("**/later.*.css")
    page.route("**/later.*.css", lambda route: route.abort())
    page.goto(reader.address)
    page.locator("a.figure").first.click()
    page.wait_for_url("**/years/2022/#*")


def test_a_page_without_charts_waits_for_no_style_of_what_scripts_make(reader: Reader):
    reader.open("years/2022/").wait_for_load_state("networkidle")
    assert not [url for url in reader.requests if "/assets/later." in url]


def test_who_saves_data_reads_the_tables(reader: Reader):
    page = reader.new(viewport=PHONE)
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.goto(reader.address)
    scroll_through(page)
    page.wait_for_load_state("networkidle")
    assert not library_asked_for(reader)
    assert page.locator(".chart table").first.is_visible()
    assert page.get_by_role("link", name="下载本图数据（CSV）").first.is_visible()


def test_paper_gets_the_tables(reader: Reader):
    page = reader.new()
    page.emulate_media(media="print")
    page.goto(reader.address + "topics/push/")
    scroll_through(page)
    page.wait_for_load_state("networkidle")
    assert not library_asked_for(reader)


@pytest.mark.parametrize("tab", ["图表", "表格", "下载"])
def test_a_drawn_chart_is_printed_as_its_table_and_drawn_again_after_it(reader: Reader, tab):
    page = reader.open("topics/push/")
    chart = drawn(page, "push-sealed")
    chart.get_by_role("tab", name=tab).click()
    page.emulate_media(media="print")
    assert chart.locator("tbody a.figure").first.is_visible()
    assert chart.locator("tbody .bar").first.is_visible()
    assert not chart.locator(".drawing, .tabs, .files").locator("visible=true").count()
    page.emulate_media(media="screen")
    chart.get_by_role("tab", name="图表").click()
    stands(chart)


def test_where_the_library_cannot_come_the_tables_stay(reader: Reader):
    page = reader.new()
    page.route("**/plotly.min.*.js", lambda route: route.abort())
    page.goto(reader.address + "topics/push/")
    scroll_through(page)
    page.wait_for_load_state("networkidle")
    assert page.locator("#push-sealed tbody a.figure").first.is_visible()
    chart = page.locator("#push-sealed")
    for tab, shows in (("表格", "table"), ("下载", "files"), ("图表", "bars")):
        chart.get_by_role("tab", name=tab).click()
        expect(chart).to_have_attribute("data-shows", shows)
        assert chart.locator(".files").is_visible() is (tab == "下载")
        assert chart.locator("tbody a.figure").first.is_visible() is (tab != "下载")
    chart.get_by_role("tab", name="下载").click()
    assert chart.get_by_role("link", name="数据（CSV）").is_visible()
    assert not chart.get_by_role("link", name="图片（PNG）").is_visible()
    chart.get_by_role("tab", name="图表").click()
    assert [words for words in reader.complaints if "ERR_FAILED" not in words] == []
    page.unroute("**/plotly.min.*.js")
    page.evaluate("disclosure.drawChart(document.getElementById('push-sealed'))")
    stands(drawn(page, "push-sealed"))


def test_the_packaged_library_draws_too(reader: Reader, tmp_path: Path):
    """It is another build of Plotly, which starts as it loads: what a build without Node.js has."""
    whole = chart_library(tmp_path).script
    page = reader.new()
    page.route("**/plotly.min.*.js", lambda route: route.fulfill(body=whole))
    page.goto(reader.address + "topics/push/")
    chart = drawn(page, "push-sealed")
    stands(chart)
    chart.get_by_role("tab", name="下载").click()
    chart.get_by_role("link", name="图片（PNG）").wait_for()
    assert reader.complaints == []


# What happens to a page


def test_colours_follow_the_readers_choice_and_the_systems(reader: Reader):
    page = reader.open("topics/push/", color_scheme="light")
    chart = drawn(page, "push-sealed")
    bar = first_bar(chart)
    expect(bar).to_have_css("fill", "rgb(11, 95, 125)")
    page.emulate_media(color_scheme="dark")
    expect(bar).to_have_css("fill", "rgb(88, 182, 211)")
    page.evaluate("document.documentElement.dataset.scheme = 'light'")
    expect(bar).to_have_css("fill", "rgb(11, 95, 125)")
    page.evaluate("document.documentElement.dataset.large = ''")
    expect(bar).to_have_css("fill", "rgb(0, 68, 94)")
    stands(chart)
    page.emulate_media(forced_colors="active")
    expect(bar).to_have_css("fill", "rgb(255, 255, 255)")  # what a dark system writes with


def test_a_drawing_follows_a_system_that_asks_for_more_contrast(reader: Reader):
    page = reader.open("topics/push/", color_scheme="light")
    chart = drawn(page, "push-sealed")
    bar = first_bar(chart)
    expect(bar).to_have_css("fill", "rgb(11, 95, 125)")
    page.emulate_media(contrast="more")
    expect(bar).to_have_css("fill", "rgb(0, 68, 94)")


def test_the_chart_nearest_to_the_middle_of_the_view_is_drawn_first(reader: Reader):
    page = reader.new(viewport={"width": 1440, "height": 4000})
    held = []
    page.route("**/plotly.min.*.js", lambda route: held.append(route))
    page.goto(reader.address + "topics/policies/")
    expect(page.locator("[role=tablist]")).to_have_count(3)  # all wait for the library
    page.evaluate("""() => {
      window.order = [];
      new MutationObserver((found) => found.forEach(({ target }) => {
        if (target.dataset.shows === "chart") order.push(target.id);
      })).observe(document.body, { subtree: true, attributeFilter: ["data-shows"] });
    }""")
    middles = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll(".plot")].map((plot) => {
      const chart = plot.parentNode;
      const { top, bottom } = chart.getBoundingClientRect();
      return [chart.id, Math.abs((top + bottom - innerHeight) / 2)];
    }))""")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    until(page, "() => order.length === 3")
    assert page.evaluate("order") == sorted(middles, key=middles.__getitem__)


def test_colours_that_change_while_nobody_looks_are_there_on_return(reader: Reader):
    page = reader.open("topics/push/", color_scheme="light")
    chart = drawn(page, "push-sealed")
    bar = first_bar(chart)
    chart.get_by_role("tab", name="下载").click()
    page.emulate_media(color_scheme="dark")
    chart.get_by_role("tab", name="图表").click()
    expect(bar).to_have_css("fill", "rgb(88, 182, 211)")


SWAP = """async (path) => {
  const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
  window.left = new WeakRef(document.querySelector(".chart"));
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.querySelectorAll(".chart").forEach((figure) => {
    if (figure.querySelector("script.plot")) disclosure.drawChart(figure);
  });
}"""


def test_pages_swapped_by_script_draw_theirs_and_leave_nothing_behind(reader: Reader):
    page = reader.open("topics/push/")
    list(with_pictures(page))
    page.evaluate(SWAP, reader.address + "topics/decisions/")
    chart = page.locator("#decisions-by-kind")
    expect(chart).to_have_attribute("data-shows", "chart")
    page.emulate_media(color_scheme="dark")
    bar = first_bar(chart)
    expect(bar).to_have_css("fill", "rgb(88, 182, 211)")
    heap = page.context.new_cdp_session(page)
    for _ in range(20):  # what was begun with it ends first
        heap.send("HeapProfiler.collectGarbage")
        if page.evaluate("left.deref() === undefined"):
            break
        page.wait_for_timeout(200)
    else:
        pytest.fail("the figure is still held")
    assert reader.complaints == []


def test_a_copy_of_a_page_put_back_by_script_works(reader: Reader):
    page = reader.open("topics/push/")
    drawn(page, "push-sealed")
    page.evaluate("""() => {
      const main = document.querySelector("main");
      main.outerHTML = main.outerHTML;
      document.querySelectorAll(".chart:has(.plot)").forEach((figure) => disclosure.drawChart(figure));
    }""")
    chart = page.locator("#push-sealed")
    stands(chart)
    chart.get_by_role("tab").nth(2).wait_for()
    assert chart.get_by_role("tab").count() == 3
    assert chart.locator(".drawing .main-svg").first.locator("xpath=../..").count() == 1


def test_a_page_that_the_browser_kept_goes_on(browser: Browser, address: str):
    """The cache for going back is off where Playwright starts a browser as it likes it."""
    keeping = browser.browser_type.launch(
        executable_path=chromium() or missing("Chromium with a cache for going back"),
        args=QUIET,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = Reader(keeping, address).open("topics/push/", color_scheme="light")
    drawn(page, "push-sealed")
    page.evaluate("addEventListener('pageshow', event => { window.kept = event.persisted })")
    page.goto(address + "about/method/")
    page.emulate_media(color_scheme="dark")
    page.go_back(wait_until="commit")
    assert page.evaluate("window.kept")
    bar = page.locator("#push-sealed .trace.bars").first.locator(".point path").first
    expect(bar).to_have_css("fill", "rgb(88, 182, 211)")
    keeping.close()


def test_who_is_in_the_table_by_keyboard_stays_there_until_they_go_on(reader: Reader):
    page = reader.new(viewport=DESKTOP)
    held = []
    page.route("**/plotly.min.*.js", lambda route: held.append(route))
    page.goto(reader.address + "charts/push-sealed/")
    link = page.locator("#push-sealed a.figure").first
    link.focus()
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    chart = page.locator("#push-sealed")
    chart.locator("[role=tab]").first.wait_for()
    page.wait_for_timeout(300)
    assert link.evaluate("link => link === document.activeElement && link.checkVisibility()")
    assert link.evaluate("link => getComputedStyle(link).visibility") == "visible"
    expect(chart).to_have_attribute("data-shows", "table")
    page.keyboard.press("Tab")  # the second figure
    expect(chart).to_have_attribute("data-shows", "table")
    page.keyboard.press("Tab")
    expect(chart).to_have_attribute("data-shows", "chart")
