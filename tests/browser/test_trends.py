"""Trends at work over twenty years: gaps, a peak a thousand times the rest, zeros, equal values, lines side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Locator, Page, expect

import made_up
from browsing import DESKTOP, PHONE, Reader, until
from built import built
from disclosure.charts.axis import value_ticks
from reader_actions import SHIFTS
from saved_picture import bare, saved
from serving import served
from shared import made_once

LYING = {"width": 844, "height": 390}
YEARS = [year for year in range(2004, 2024) if year not in (2009, 2012, 2013)]
PEAK, ZERO = 2015, 2018
"""The years in which retired people's figure is a thousand times the others, and nothing."""


def awkward(year: int, file: made_up.File) -> None:
    """Hedges that differ, figures left out now and then, a peak and a zero, and two that are always equal."""
    sealed = next(one for one in file["figures"].values() if "push.sealed.recipients" in one)
    number = re.sub(r"\D", "", sealed["push.sealed.recipients"])
    hedge = ("约{}万名", "近{}万名", "超{}万名", "{}万名")[year % 4]
    sealed["push.sealed.recipients"] = hedge.format(number)
    if year % 7 == 3:
        del sealed["push.sealed.withdrawers"]
    printed = {"decisions.published": "200件"} | dict.fromkeys(
        ("decisions.underpaid_contributions", "decisions.fraudulent_withdrawals"), "100条"
    )
    if year in (PEAK, ZERO):
        printed["push.retirement.recipients"] = "23456.78万人" if year == PEAK else "0人"
    for figures in file["figures"].values():
        for id in figures.keys() & printed.keys():
            bare = isinstance(figures[id], str)
            figures[id] = printed[id] if bare else figures[id] | {"printed": printed[id]}


@pytest.fixture(scope="module")
def trends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    def make(top) -> None:
        built(top / "site", made_up.write(top / "data", YEARS, change=awkward))

    with served(made_once(tmp_path_factory, "trends", make) / "site") as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, trends: str) -> Iterator[Reader]:
    with Reader(browser, trends) as reader:
        yield reader


def drawn(page: Page, id: str) -> Locator:
    chart = page.locator(f"#{id}-trend")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("data-shows", "chart")
    return chart


def opened(visitor: Reader, id: str, query: str = "", **options: object) -> Locator:
    """A trend on its own page, drawn."""
    return drawn(visitor.open(f"charts/{id}-trend/{query}", **options), id)


def values(chart: Locator) -> list[str]:
    return chart.locator(".annotation-text").all_text_contents()


# How it is laid out


BOXES = "all => all.map(element => { const box = element.getBoundingClientRect(); return [box.left, box.right] })"


@pytest.mark.parametrize("viewport", [PHONE, LYING, DESKTOP], ids=["phone", "lying", "desktop"])
def test_twenty_years_fit_any_screen(visitor: Reader, viewport):
    page = visitor.open("topics/push/?trend=push-sealed", viewport=viewport)
    chart = drawn(page, "push-sealed")
    years = chart.locator(".xtick text").evaluate_all(BOXES)
    assert len(years) >= 4
    assert all(before[1] < after[0] for before, after in pairwise(years))
    names = chart.locator(".annotation-text")
    first, second = values(chart)
    assert first.endswith("消息推送给") and second.endswith("办了销户提取")
    assert all(right <= viewport["width"] for _, right in names.evaluate_all(BOXES))
    lines = chart.locator(".trace.scatter")
    assert lines.nth(0).locator("path.js-line").count() == 3  # between the years without a report
    assert lines.nth(1).locator("path.js-line").count() == 5  # and years without a figure
    keys = chart.locator(".key").all_inner_texts()
    assert keys == ["近：不超过此数", "超、突破：不少于此数", "约：此数上下"]
    assert visitor.complaints == []


AT_YEARS = """chart => {
  const middle = (one) => { const box = one.getBoundingClientRect(); return box.left + box.width / 2; };
  const ticks = [...chart.querySelectorAll(".xtick text")].map((one) => [Number(one.textContent), middle(one)]);
  const points = [...chart.querySelector(".trace.scatter").querySelectorAll(".point")].map(middle);
  return { ticks, points };
}"""


@pytest.mark.parametrize("query", ["", "?span=push-sealed:2005-2011"])
def test_each_point_stands_over_its_own_year(visitor: Reader, query):
    found = opened(visitor, "push-sealed", query, viewport=DESKTOP).evaluate(AT_YEARS)
    first, last = (2005, 2011) if query else (2004, 2023)
    assert [year for year, _ in found["ticks"]] == list(range(first, last + 1))
    places = [place for year, place in found["ticks"] if year in YEARS]
    assert len(places) == len(found["points"])
    for place, point in zip(places, found["points"], strict=True):
        assert abs(place - point) < 2


@pytest.mark.parametrize(
    ("id", "unit"),
    [("policies-by-maker", "条"), ("withdrawn-amounts", "元"), ("push-sealed", "人")],
)
def test_ticks_of_a_trend_are_those_of_bars_as_long(visitor: Reader, id, unit):
    chart = opened(visitor, id, viewport=DESKTOP)
    numbers = chart.locator("tbody data").evaluate_all("all => all.map((one) => one.value)")
    ticks = chart.locator(".ytick text").all_text_contents()
    assert ticks == [tick.words for tick in value_ticks(max(map(Decimal, numbers)), unit)]


@pytest.mark.parametrize("query", ["", "?span=push-sealed:2016-2021"])
def test_the_label_of_a_point_is_its_years_figure(visitor: Reader, query):
    """Left to right along each line, and at its end the last of the years that are shown."""
    chart = opened(visitor, "push-sealed", query, viewport=DESKTOP)
    rows = chart.locator("tbody tr:not([hidden])")
    for line in (0, 1):
        cells = rows.locator(f"td:nth-child({line + 2})").all()
        printed = [
            cell.locator("data").text_content()
            for cell in cells[::-1]
            if cell.locator("data").count()
        ]
        texts = chart.locator(".trace.scatter").nth(line).locator(".textpoint").all_text_contents()
        assert list(filter(None, texts)) == printed[:-1]
        assert printed[-1] in values(chart)[line]


REDRAWN = """id => {
  const chart = document.getElementById(`${id}-trend`), text = chart.querySelector(".annotation-text");
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return chart.dataset.shows === "chart" && Math.abs(parseFloat(getComputedStyle(text).fontSize) - 0.85 * rem) < 0.1;
}"""
TOUCHING = """chart => {
  const opaque = (one) => getComputedStyle(one.closest(".trace") || one).opacity === "1";
  const texts = [...chart.querySelectorAll(".annotation-text, .textpoint text")];
  const boxes = texts.map((text) => text.getBoundingClientRect());
  const panels = [...chart.querySelectorAll("rect.nsewdrag")].map((one) => one.getBoundingClientRect());
  const within = (x, y, box, by) => x > box.left + by && x < box.right - by && y > box.top + by && y < box.bottom - by;
  const found = [];
  boxes.forEach((one, index) => boxes.slice(index + 1).forEach((other, after) => {
    const beside = one.right - 1 <= other.left || other.right - 1 <= one.left;
    if (!beside && one.bottom - 2 > other.top && other.bottom - 2 > one.top) {
      found.push(`${texts[index].textContent} on ${texts[index + 1 + after].textContent}`);
    }
  }));
  for (const line of [...chart.querySelectorAll("path.js-line")].filter(opaque)) {
    const place = line.getScreenCTM();
    for (let at = 0; at < line.getTotalLength(); at += 2) {
      const { x, y } = line.getPointAtLength(at).matrixTransform(place);
      if (!panels.some((panel) => within(x, y, panel, -3))) continue; // cut off where its panel ends
      const struck = texts.filter((_, index) => within(x, y, boxes[index], 2));
      found.push(...struck.map((text) => `line through ${text.textContent}`));
    }
  }
  return [...new Set(found)];
}"""


WIDTHS = (320, 390, 1440)
FITS = """id => {
  const chart = document.getElementById(id), drawing = chart.querySelector(".drawing .main-svg");
  const room = chart.querySelector(".plate").clientWidth;
  return chart.dataset.shows === "chart" && Math.abs(drawing.getBoundingClientRect().width - room) < 1;
}"""
"""Is it drawn for the room that it has now?"""


@pytest.mark.parametrize(
    ("id", "query"),
    [
        ("push-sealed", ""),
        ("push-retirement", ""),
        ("push-retirement", "?low=push-retirement"),
        ("push-retirement", "?low=push-retirement&front=push-retirement:2"),
        ("decisions-by-kind", ""),
        ("policies-by-maker", ""),
        ("requests-by-outcome", ""),
        ("requests-by-outcome", "?front=requests-by-outcome:3&span=requests-by-outcome:2014-2021"),
        ("decisions-by-kind", "?share=decisions-by-kind"),
        ("channels", ""),
        ("normative-documents", "?span=normative-documents:2005-2011"),
    ],
)
def test_labels_touch_neither_each_other_nor_a_line(visitor: Reader, id, query):
    """Widths from the least to the largest, the drawing made anew for each within one visit."""
    chart = opened(visitor, id, query, viewport={"width": WIDTHS[0], "height": 900})
    for width in WIDTHS:
        chart.page.set_viewport_size({"width": width, "height": 900})
        until(chart.page, FITS, chart.get_attribute("id"))
        assert len(values(chart)) >= 1
        assert chart.evaluate(TOUCHING) == [], width
    assert visitor.complaints == []


@pytest.mark.parametrize("id", ["channels", "push-retirement", "withdrawn-amounts", "push-sealed"])
def test_large_text_on_the_narrowest_phone_leaves_room_for_lines(visitor: Reader, id):
    """Lines with a panel each are named over it, in the order of the table's columns."""
    chart = opened(visitor, id, viewport={"width": 320, "height": 900})
    chart.page.evaluate("document.documentElement.dataset.large = ''")
    until(chart.page, REDRAWN, id)
    years = chart.locator(".xtick text").evaluate_all(BOXES)
    assert all(before[1] < after[0] for before, after in pairwise(years))
    assert chart.evaluate(TOUCHING) == []
    if id != "push-sealed":
        heads = chart.locator("thead th").all_text_contents()[1:]
        named = [text.replace(" ", "") for text in values(chart)]
        assert all(head in text for head, text in zip(heads, named, strict=True))
        left, right = chart.locator("rect.nsewdrag").first.evaluate_all(BOXES)[0]
        assert right - left > 150


def test_figures_stand_at_the_points_of_lines_that_keep_apart(visitor: Reader):
    chart = opened(visitor, "push-sealed", viewport=DESKTOP)
    rows = chart.locator("tbody tr").all()
    printed = [data.text_content() for row in rows[1:] for data in row.locator("data").all()]
    texts = [text.text_content() for text in chart.locator(".textpoint").all()]
    assert sorted(filter(None, texts)) == sorted(printed)


def test_one_line_has_at_least_its_highest_and_lowest_figure(visitor: Reader):
    chart = opened(visitor, "channels", viewport=PHONE)
    texts = [text.text_content() for text in chart.locator(".textpoint").all()]
    posts = [data.text_content() for data in chart.locator("tbody td:nth-child(2) data").all()]
    numbers = sorted(posts, key=lambda words: int(words.strip("条")))
    assert {numbers[0], numbers[-1]} <= {*texts}


STYLES = """chart => {
  const named = [...chart.querySelectorAll(".lines button")];
  const lines = [...chart.querySelectorAll(".trace.scatter")];
  const ends = [...chart.querySelectorAll(".annotation-text")];
  const squeezed = (words) => words.replace(/\\s/g, "");
  return named.map((button, index) => {
    const line = lines[index].querySelector("path.js-line"), name = squeezed(button.textContent);
    const end = ends.find((one) => squeezed(one.textContent).endsWith(name));
    return {
      name,
      swatch: getComputedStyle(button.querySelector(".swatch"), "::after").backgroundColor,
      line: getComputedStyle(line).stroke,
      end: getComputedStyle(end).fill,
      dash: line.style.strokeDasharray || "solid",
      mark: lines[index].querySelector(".point").getAttribute("d").replace(/[\\d.,-]+/g, " "),
    };
  });
}"""


def test_a_series_has_one_colour_in_legend_line_and_label_and_its_own_dash(visitor: Reader):
    """Drawn in the order of the table's columns."""
    chart = opened(visitor, "requests-by-outcome", viewport=DESKTOP)
    found = chart.evaluate(STYLES)
    heads = chart.locator("thead th").all_text_contents()[1:]
    assert [one["name"] for one in found] == heads and len(heads) == 6
    for one in found:
        assert one["swatch"] == one["line"] == one["end"], one["name"]
    for kind in ("line", "dash"):
        assert len({one[kind] for one in found}) == 6, kind


def test_equal_values_show_both_lines(visitor: Reader):
    """The points of the line below are greater than those that cover them, and opaque."""
    chart = opened(visitor, "decisions-by-kind", viewport=PHONE)
    below, above = (
        chart.locator(".trace.scatter")
        .nth(line)
        .locator(".point")
        .evaluate_all(
            "all => all.map(one => [one.getBoundingClientRect().width, getComputedStyle(one).opacity])"
        )
        for line in (0, 1)
    )
    assert len(below) == len(above) == len(YEARS)
    for (under, opacity), (over, _) in zip(below, above, strict=True):
        assert under > over + 2 and opacity == "1"


# What a reader chooses to see


def test_a_line_in_front_has_axis_and_label_and_the_address_says_so(visitor: Reader):
    chart = opened(visitor, "requests-by-outcome", viewport=PHONE)
    page = chart.page
    button = chart.get_by_role("button", name="予以公开")

    def fits_front() -> bool:
        return len(values(chart)) == 1

    def highest() -> int:
        return int(chart.locator(".ytick text").last.text_content().removesuffix("件"))

    before, labels = highest(), values(chart)
    assert len(labels) == 6
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(chart.locator(".annotation-text")).to_have_count(1)
    assert page.url.endswith("?front=requests-by-outcome:1")
    assert fits_front() and values(chart)[0].endswith("予以公开")
    numbers = [
        int(data.text_content()) for data in chart.locator("tbody td:nth-child(2) data").all()
    ]
    assert highest() <= max(numbers) < before
    faded = chart.locator(".trace.scatter").evaluate_all(
        "all => all.map(one => getComputedStyle(one).opacity).sort()"
    )
    assert faded == ["0.25"] * 5 + ["1"]
    page.reload()
    drawn(page, "requests-by-outcome")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert fits_front()
    chart.get_by_role("button", name="部分公开").click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.url.endswith("?front=requests-by-outcome:2")
    chart.get_by_role("button", name="部分公开").click()
    expect(chart.locator(".annotation-text")).to_have_count(6)
    assert page.url.endswith("/charts/requests-by-outcome-trend/") and values(chart) == labels


def test_years_are_taken_out_of_view_and_back(visitor: Reader):
    chart = opened(visitor, "push-sealed", viewport=PHONE)
    page, rows = chart.page, chart.locator("tbody tr:not([hidden]) th")
    heading = chart.locator("figcaption > :first-child")
    found = heading.text_content()
    assert found.startswith("2004—2023年：")
    chart.get_by_label("从哪一年").select_option("2016年")
    chart.get_by_label("到哪一年").select_option("2019年")
    assert page.url.endswith("?span=push-sealed:2016-2019")
    shown = ["2019年", "2018年", "2017年", "2016年"]
    assert rows.all_text_contents() == shown
    points = chart.locator(".trace.scatter").first.locator(".point")
    expect(points).to_have_count(4)
    assert values(chart)[0].startswith(
        chart.locator("tbody tr:not([hidden]) data").first.text_content()
    )
    assert chart.get_by_label("从哪一年").locator("option:disabled").first.inner_text() == "2019年"
    assert "图上只有2016—2019年" in chart.locator(".drawing").aria_snapshot()
    page.reload()
    drawn(page, "push-sealed")
    expect(points).to_have_count(4)
    assert rows.all_text_contents() == shown
    assert re.fullmatch("2016—2019年：[^0-9]+", heading.text_content())  # no year that is not drawn
    on_paper = "one => [getComputedStyle(one).fontSize, getComputedStyle(one, '::after').content]"
    assert heading.evaluate(on_paper)[1] == "none"
    chart.locator(".drawing").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    expect(chart.locator("[role=status]")).to_contain_text("2017年，消息推送给")
    page.keyboard.press("Enter")
    assert "2017年报告" in page.get_by_role("dialog", name="封存账户消息推送的人数").inner_text()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    assert chart.locator("tbody tr").locator("visible=true").count() == 20
    assert heading.evaluate(on_paper) == ["0px", f'"{found}"']
    page.emulate_media(media="screen")
    chart.get_by_label("从哪一年").select_option("2004年")
    chart.get_by_label("到哪一年").select_option("2023年")
    assert page.url.endswith("/charts/push-sealed-trend/") and rows.count() == 20
    assert heading.text_content() == found and heading.get_attribute("data-whole") is None


TOP_OF_SCALE = """chart => {
  const at = (one) => one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2;
  const zero = [...chart.querySelectorAll(".ytick text")].find((one) => one.textContent === "0");
  const points = [...chart.querySelectorAll(".trace.scatter")[0].querySelectorAll(".point")];
  return points.map((one) => Math.abs(at(one) - at(zero)));
}"""


def test_a_peak_that_flattens_the_rest_can_be_cut_and_says_its_figure(visitor: Reader):
    chart = opened(visitor, "push-retirement", viewport=PHONE)
    page, low = chart.page, chart.get_by_role("button", name="放大低处")
    assert sum(away < 4 for away in chart.evaluate(TOP_OF_SCALE)) > 12  # all but flat
    low.click()
    expect(low).to_have_attribute("aria-pressed", "true")
    expect(chart.get_by_text("↑ 2015年23456.78万人")).to_have_count(1)
    assert page.url.endswith("?low=push-retirement")
    away = chart.evaluate(TOP_OF_SCALE)
    zero = YEARS.index(ZERO)
    assert away[zero] < 2  # a true zero, on the line of zero
    assert sum(one > 15 for one in away) >= len(YEARS) - 3
    page.reload()
    drawn(page, "push-retirement")
    expect(chart.get_by_text("↑ 2015年23456.78万人")).to_have_count(1)
    box = chart.locator("rect.nsewdrag").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * (PEAK - 2003.6) / 19.8, box["y"] + box["height"] / 2)
    expect(chart.locator(".hoverlayer")).to_contain_text("23456.78万人")
    low.click()
    expect(chart.get_by_text("↑")).to_have_count(0)
    assert page.url.endswith("/charts/push-retirement-trend/")


@pytest.mark.parametrize("id", ["push-sealed", "decisions-by-kind", "requests-by-outcome"])
def test_no_lower_scale_is_offered_where_nothing_is_flattened(visitor: Reader, id):
    chart = opened(visitor, id)
    assert chart.locator(".span select").count() == 2
    assert chart.get_by_role("button", name="放大低处").count() == 0


@pytest.mark.parametrize(
    "query",
    [
        *("span=push-sealed:2019-2005", "span=push-sealed:1-9999", "span=push-sealed", "span=:"),
        *("front=push-sealed:99", "front=push-sealed:0", "front=push-sealed:<b>", "low=%E4%25"),
        "share=push-sealed",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_whole(visitor: Reader, query):
    chart = opened(visitor, "push-sealed", f"?{query}")
    assert len(values(chart)) == 2
    assert chart.locator("tbody tr:not([hidden])").count() == 20
    assert visitor.complaints == []


def test_shares_take_the_place_of_numbers_and_the_address_says_so(visitor: Reader):
    """Lines, axis, labels, what is heard, the card, the saved picture and the frame; back to numbers by keyboard."""
    chart = opened(visitor, "requests-by-outcome", viewport=PHONE)
    page, numbers = chart.page, values(chart)
    measure = chart.get_by_role("group", name="看数量还是占比").get_by_role("button")
    assert measure.evaluate_all("all => all.map(one => one.ariaPressed)") == ["true", "false"]
    measure.nth(1).press("Enter")
    top = chart.locator(".ytick text").last
    expect(top).to_have_text(re.compile(r"^\d+%$"))
    assert measure.evaluate_all("all => all.map(one => one.ariaPressed)") == ["false", "true"]
    assert page.url.endswith("?share=requests-by-outcome")
    cells = chart.locator("tbody tr").first.locator("td").all()
    ends = [cell.locator(".share").text_content().removeprefix("占") for cell in cells]
    assert sorted(re.match(r"[\d.]+%", one)[0] for one in values(chart)) == sorted(ends)
    assert abs(sum(float(one.strip("%")) for one in ends) - 100) < 0.5
    assert chart.evaluate(TOUCHING) == []
    heard = chart.locator(".drawing [role=img]").get_attribute("aria-label")
    assert "图上是各项占总数的百分比，本站计算" in heard and f"2023年{ends[0]}" in heard
    chart.locator(".drawing").focus()
    page.keyboard.press("ArrowLeft")
    formula = cells[-1].locator(".share").get_attribute("title")
    expect(chart.locator("[role=status]")).to_have_text(f"2023年，其他处理 {ends[-1]}，{formula}")
    page.reload()
    shown = values(drawn(page, "requests-by-outcome"))
    assert {f"{share}{name}" for share, name in zip(ends, SHARED, strict=True)} == {*shown}
    picture = saved(chart)
    assert "图上是各项占总数的百分比，本站计算。" in picture.words
    title = chart.locator("figcaption > :first-child").text_content()
    assert re.fullmatch("2004—2023年：[^0-9]+各占多少", title) and bare(title) in picture.words
    assert all(bare(one) in picture.words for one in shown)
    page.locator("summary").click()
    assert "-trend/?share=requests-by-outcome" in page.locator("textarea").input_value()
    chart.get_by_role("tab", name="图表").click()
    measure.nth(0).press("Enter")
    expect(top).to_have_text(re.compile(r"^\d+件$"))
    assert values(chart) == numbers and "?" not in page.url
    assert visitor.complaints == []


SHARED = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")


def test_a_link_shows_what_its_sender_saw_in_a_frame_too(visitor: Reader, tmp_path):
    query = "?trend=push-sealed&span=push-sealed:2016-2019&front=push-sealed:2"
    page = visitor.open(f"topics/push/{query}")
    chart = drawn(page, "push-sealed")
    assert len(values(chart)) == 1
    chart.get_by_role("tab", name="下载").click()
    code = BeautifulSoup(chart.locator("textarea.snippet").input_value(), "html.parser")
    wanted = (
        f"{visitor.address}charts/push-sealed-trend/?span=push-sealed:2016-2019&front=push-sealed:2"
    )
    assert code.iframe["src"] == wanted
    other = visitor.open(wanted.removeprefix(visitor.address))
    assert values(drawn(other, "push-sealed")) == values(chart) and len(values(chart)) == 1
    other.locator("summary").click()
    line = BeautifulSoup(other.locator("textarea.snippet").input_value(), "html.parser")
    assert line.iframe["src"] == wanted
    (tmp_path / "index.html").write_text(
        f"<!doctype html><title>别的网站</title>{code.iframe}", "utf-8"
    )
    with served(tmp_path) as elsewhere:
        page = visitor.new()
        page.goto(elsewhere)
        frame = page.frame_locator("iframe")
        frame.locator(".chart[data-shows=chart]").wait_for()
        assert frame.locator(".annotation-text").all_text_contents() == values(chart)


def test_saved_picture_shows_the_chosen_years_and_their_labels(visitor: Reader):
    chart = opened(visitor, "push-sealed", "?span=push-sealed:2016-2019")
    ends = values(chart)
    picture = saved(chart)
    assert "图上只有2016—2019年。" in picture.words
    years = [year for year in range(2004, 2024) if f"{year}" in picture.words.split("图上只有")[1]]
    assert years == [2016, 2017, 2018, 2019]
    for wanted in (*ends, *chart.locator("figcaption > *").all_text_contents()):
        assert bare(wanted) in picture.words
    assert picture.png.size[0] == 1600 and visitor.complaints == []


# Pointer and keyboard


@pytest.mark.parametrize("line", [0, 1])
def test_a_point_opens_the_card_of_its_year_and_line(visitor: Reader, line):
    page = visitor.open("topics/push/?trend=push-sealed", viewport=PHONE)
    chart = drawn(page, "push-sealed")
    point = chart.locator(".trace.scatter").nth(line).locator(".point").nth(2).bounding_box()
    x, y = point["x"] + point["width"] / 2, point["y"] + point["height"] / 2
    page.mouse.move(x, y)
    expect(chart.locator(".hoverlayer")).to_contain_text("年")
    told = "".join(chart.locator(".hoverlayer text").all_text_contents())
    assert "消息推送给 " in told and "办了销户提取 " in told  # one for both
    page.mouse.click(x, y)
    name = ("封存账户消息推送的人数", "办了销户提取的人数")[line]
    card = page.get_by_role("dialog", name=name)
    assert f"{told[:4]}年报告" in card.inner_text()
    assert card.locator(".printed").inner_text() in told


UNHURRIED = """(() => {
  const later = window.setTimeout, clock = performance.now.bind(performance);
  let ahead = 0;
  performance.now = () => clock() + (ahead += 20);
  window.setTimeout = (act, wait, ...given) => later(act, wait || 30, ...given);
})();"""
"""The library pauses after every step of drawing, for longer than a hand between two moves."""
MEANWHILE = """async (id) => {
  const chart = document.getElementById(id), drawing = chart.querySelector(".drawing");
  const box = drawing.getBoundingClientRect(), found = [];
  chart.querySelectorAll(".measure button")[1].click();
  for (let step = 0; step < 60; step += 1) {
    await new Promise((go) => setTimeout(go, 8));
    const under = document.elementFromPoint(box.left + 120, box.top + 140);
    drawing.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
    if (!under.closest(".nsewdrag")) found.push(chart.querySelector("[role=status]").textContent);
  }
  return found;
}"""
"""What is heard at the moments in which a pointer finds no point of the drawing."""


def test_chart_answers_neither_pointer_nor_keys_while_it_is_drawn_anew(visitor: Reader):
    """Between two steps of drawing the library has no points to answer with; nor is a point left that is gone."""
    page = visitor.new(viewport=DESKTOP)
    page.add_init_script(UNHURRIED)
    page.goto(f"{visitor.address}charts/decisions-by-kind-trend/")
    chart = drawn(page, "decisions-by-kind")
    chart.locator(".drawing").focus()
    page.keyboard.press("ArrowRight")
    heard = page.evaluate(MEANWHILE, "decisions-by-kind-trend")
    assert len(heard) > 2 and {*heard} == {""}
    still = chart.locator(".drawing")
    expect(still).to_have_attribute("aria-busy", "false")
    for key in ("ArrowRight", "ArrowRight"):
        still.press(key)
    expect(chart.locator("[role=status]")).to_contain_text("2023年")
    chart.get_by_label("从哪一年").select_option("2016年")
    still.press("ArrowUp")
    expect(chart.locator(".trace.scatter").first.locator(".point")).to_have_count(8)
    expect(still).to_have_attribute("aria-busy", "false")
    still.press("ArrowUp")
    expect(chart.locator("[role=status]")).to_contain_text("2023年")
    assert visitor.complaints == []


def test_arrows_walk_by_year_and_by_line(visitor: Reader):
    page = visitor.open("topics/push/?trend=push-sealed", viewport=DESKTOP)
    chart = drawn(page, "push-sealed")
    chart.locator(".drawing").focus()
    said = chart.locator("[role=status]")
    for key, words in (
        ("ArrowRight", "2023年，办了销户提取 "),
        ("ArrowLeft", "2022年，办了销户提取 "),
        ("ArrowUp", "2022年，消息推送给 "),
        ("ArrowLeft", "2021年，消息推送给 "),
    ):
        page.keyboard.press(key)
        expect(said).to_contain_text(words)
    page.keyboard.press("Enter")
    assert "2021年报告" in page.get_by_role("dialog", name="封存账户消息推送的人数").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "图表"


STOP = """() => {
  const at = document.activeElement;
  return at.closest(".drawing") ? "drawing" : at.getAttribute("aria-label") || at.textContent;
}"""


def test_each_stop_of_the_tab_key_is_a_control(visitor: Reader):
    """Tabs, years, lines, the drawing, then what follows the chart."""
    chart = opened(visitor, "push-retirement", viewport=DESKTOP)
    page, stops = chart.page, []
    chart.get_by_role("tab").first.focus()
    for _ in range(8):
        stops.append(page.evaluate(STOP))
        page.keyboard.press("Tab")
    lines = chart.locator(".lines button").all_inner_texts()
    wanted = ["图表", "从哪一年", "到哪一年", "放大低处", *lines, "drawing"]
    assert stops[: len(wanted)] == wanted


def test_title_and_note_are_heard_once_then_the_values(visitor: Reader):
    chart = opened(visitor, "push-sealed")
    heard = chart.aria_snapshot()
    title, note = chart.locator("figcaption > *").all_text_contents()
    assert heard.count(title) == heard.count(note) == 1
    printed = chart.locator("tbody data").nth(2).text_content()
    assert printed in heard
    chart.get_by_role("tab", name="表格").click()
    heard = chart.aria_snapshot()
    assert heard.count(title) == heard.count(note) == 1 and f'link "{printed}' in heard


@pytest.mark.parametrize(
    ("path", "id"),
    [("policies/", "normative-documents"), ("push/?trend=push-sealed", "push-sealed-trend")],
)
def test_a_finger_on_a_chart_scrolls_the_page_as_beside_it(visitor: Reader, path, id):
    """220 pixels, on bars and on lines."""
    page = visitor.open(f"topics/{path}", viewport=PHONE, has_touch=True, is_mobile=True)
    chart = page.locator(f"#{id}")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("data-shows", "chart")
    finger = page.context.new_cdp_session(page)

    def scrolled(where: Locator) -> int:
        where.evaluate(
            "element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 400)"
        )
        before, box = page.evaluate("scrollY"), where.bounding_box()
        x, y = box["x"] + 100, box["y"] + 20
        steps = [("touchStart", 0), *(("touchMove", -20 * step) for step in range(1, 12))]
        for kind, away in steps:
            points = [{"x": x, "y": y + away}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(300)  # it rests, so that the page does not run on
        finger.send(
            "Input.dispatchTouchEvent",
            {"type": "touchMove", "touchPoints": [{"x": x, "y": y - 220}]},
        )
        page.wait_for_timeout(200)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(300)
        return page.evaluate("scrollY") - before

    # The 15 pixels by which Chromium tells a scroll from a tap count or not, and a busy machine lets a page run on.
    beside, over = scrolled(chart.locator("figcaption")), scrolled(chart.locator(".drawing"))
    assert 195 <= beside <= 300 and 195 <= over <= 300, (beside, over)
    assert page.locator("dialog").count() == 0


# Where it stands


def test_a_chart_and_its_trend_share_one_place_and_the_address_says_which(visitor: Reader):
    page = visitor.open("topics/push/", viewport=PHONE)
    pair = page.locator('.pair[data-chart="push-sealed"]')
    chart, trend = page.locator("#push-sealed"), page.locator("#push-sealed-trend")
    assert chart.is_visible() and not trend.is_visible()
    pair.get_by_role("link", name="历年").click()
    assert trend.is_visible() and not chart.is_visible()
    assert page.url.endswith("?trend=push-sealed")
    page.reload()
    assert trend.is_visible() and not chart.is_visible()
    expect(trend).to_have_attribute("data-shows", "chart")
    pair.get_by_role("link", name="2023年").click()
    assert chart.is_visible() and page.url.endswith("topics/push/")
    expect(chart).to_have_attribute("data-shows", "chart")
    page.goto(page.url + "#push-retirement-trend")
    assert page.locator("#push-retirement-trend").is_visible()
    page.emulate_media(media="print")
    assert chart.is_visible() and trend.is_visible()
    bare = visitor.open("topics/push/", java_script_enabled=False)
    assert bare.locator("#push-sealed").is_visible()
    assert bare.locator("#push-sealed-trend").is_visible()
    assert not bare.locator(".view").first.is_visible()


def test_an_old_address_of_a_trend_still_shows_it(visitor: Reader):
    page = visitor.open("topics/push/?years=push-sealed,push-retirement&table=push-sealed-trend")
    for id in ("push-sealed", "push-retirement"):
        assert page.locator(f"#{id}-trend").is_visible()
    assert page.url.endswith("?table=push-sealed-trend&trend=push-sealed,push-retirement")


def test_nothing_moves_when_a_trend_comes(visitor: Reader):
    """At a slow line's speed the drawing, the years to choose and the lines' names come one after the other."""
    page = visitor.new(viewport=PHONE)
    page.add_init_script(SHIFTS)
    page.goto(f"{visitor.address}charts/push-retirement-trend/?low=push-retirement")
    drawn(page, "push-retirement")
    until(page, "() => document.querySelectorAll('.span button').length === 1")
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") == []
