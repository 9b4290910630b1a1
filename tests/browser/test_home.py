"""The first page: each strip tells one story with its own figures in their order, and no column stands alone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page

from browsing import Reader
from made_up import ROOT

STRIPS = {
    "sealed": [
        "push.sealed.recipients",
        "push.sealed.withdrawers",
        "push.sealed.withdrawn_amount",
    ],
    "retirement": [
        "push.retirement.early_recipients",
        "push.retirement.recipients",
        "push.retirement.withdrawers",
        "push.retirement.withdrawn_amount",
    ],
    "decisions": [
        "decisions.published",
        "decisions.underpaid_contributions",
        "decisions.fraudulent_withdrawals",
    ],
}
WIDTHS = (390, 768, 1024, 1440, 1920)


def figures_of(page: Page, selector: str) -> list[str]:
    return page.locator(f"{selector} a.figure").evaluate_all(
        "links => links.map(link => decodeURIComponent(link.hash.slice(1)))"
    )


def test_each_strip_has_the_figures_of_one_campaign_in_their_order(reader: Reader):
    page = reader.open("")
    shown = {
        heading: figures_of(page, f'.strip:has(> [id="{heading}"])')
        for heading in page.locator(".strip > h2").evaluate_all("all => all.map(one => one.id)")
    }
    assert shown == STRIPS


def test_figures_of_two_campaigns_never_stand_side_by_side_in_one_row(reader: Reader):
    page = reader.open("", viewport={"width": 1440, "height": 900})
    for chart in page.locator(".chart:visible").all():
        ids = figures_of(page, f'[id="{chart.get_attribute("id")}"]')
        campaigns = {id.split(".")[1] for id in ids if id.startswith("push.")}
        assert len(campaigns) < 2, ids


def test_only_running_totals_stand_behind_the_broken_line_and_say_since_when(reader: Reader):
    page = reader.open("")
    running = page.locator(".steps .running")
    assert figures_of(page, ".steps .running") == STRIPS["retirement"][2:]
    assert all("首次退休消息推送起" in text for text in running.all_inner_texts())
    lines = page.locator(".steps .card").evaluate_all(
        "all => all.map(one => ['borderTopStyle', 'borderLeftStyle']"
        ".some(side => getComputedStyle(one)[side] === 'dashed'))"
    )
    assert [index for index, line in enumerate(lines) if line] == [5]


ROWS = """selector => [...document.querySelectorAll(selector)].flatMap(grid => {
  const inside = grid.getBoundingClientRect(), rows = new Map();
  for (const one of grid.children) {
    const box = one.getBoundingClientRect();
    if (box.width) rows.set(Math.round(box.top), Math.max(rows.get(Math.round(box.top)) || 0, box.right));
  }
  return [...rows.values()].map(right => (inside.right - right) / inside.width);
})"""
"""How much of each row of a grid is left blank at its end."""


def check_rows(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        blank = page.evaluate(ROWS, ".steps, .two, .topics, .ways")
        assert blank and max(blank) < 0.1, (width, blank)


def test_no_column_stands_alone_with_one_year(reader: Reader):
    check_rows(reader.open(""))


def test_no_column_stands_alone_with_several_years(browser: Browser, made_up_address: str):
    with Reader(browser, made_up_address) as reader:
        page = reader.open("")
        assert page.locator(".changed tbody tr").count() > 3
        check_rows(page)


def test_title_is_above_the_first_strip_on_screen_and_on_paper(reader: Reader):
    page = reader.open("")
    for media, width in (("screen", 390), ("screen", 1440), ("print", 700)):
        page.emulate_media(media=media)
        page.set_viewport_size({"width": width, "height": 900})
        title, strip = (page.locator(one).first.bounding_box() for one in (".hero h1", ".strip"))
        assert title["y"] + title["height"] <= strip["y"], (media, width)
    assert not page.locator(".passed-on").is_visible()  # nobody copies an address from paper


def test_labels_of_changed_figures_have_the_width_of_a_phone(
    browser: Browser, made_up_address: str
):
    with Reader(browser, made_up_address) as reader:
        page = reader.open("", viewport={"width": 390, "height": 800})
        widths = page.locator(".changed [scope=row]").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width)"
        )
        assert min(widths) > 300
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_numbers_of_a_strip_stand_in_line(browser: Browser, made_up_address: str):
    with Reader(browser, made_up_address) as reader:
        page = reader.open("")
        for width in (768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            for strip in page.locator(".steps").all():
                ends = strip.locator(".big").evaluate_all(
                    "all => all.map(one => one.getBoundingClientRect().bottom)"
                )
                assert max(ends) - min(ends) < 2, (width, ends)


def test_address_of_the_page_can_be_copied_from_its_end(reader: Reader):
    page = reader.open("")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制本页网址").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_focus_ring_is_never_the_colour_of_errors():
    palette = (ROOT / "docs/assets/styles/00-palette.css").read_text("utf-8")
    pairs = re.findall(r"--bad: (#\w+); --focus: (#\w+);", palette)
    assert len(pairs) == palette.count("--focus:") and all(bad != focus for bad, focus in pairs)
