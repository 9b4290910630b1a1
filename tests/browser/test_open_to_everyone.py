"""WCAG 2.2 AA as far as a machine can tell: axe on what opens, keyboard, zoom, targets, motion, colours.

For axe on every page see test_every_page.py.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from accessibility import WAYS, Way, at, none, violations
from browsing import DESKTOP, KINDS, PHONE, Reader, every_page, scroll_through
from thorough import examples

NARROW = {"width": 320, "height": 256}
"""A window of 1280 × 1024 at 400 %."""
MORE_YEARS = ("", "topics/decisions/", "years/", "charts/decisions-by-kind-trend/")


@pytest.fixture(scope="session")
def kinds(address: str, made_up_address: str) -> list[str]:
    """One page of each kind; trends come with more years."""
    return [address + path for path in KINDS] + [made_up_address + path for path in MORE_YEARS]


@pytest.fixture
def look(root: Path) -> Callable[[Page], None]:
    """Gives a page what `looking.js` knows."""
    source = (root / "tests/browser/looking.js").read_text("utf-8")
    return lambda page: page.evaluate(source)


# axe


def opened(page: Page) -> Iterator[tuple[str, str]]:
    """Everything that opens on a page about push, one after the other: its name and the element it is in."""
    page.locator("p a.figure").first.click()
    page.locator("dialog[open]").wait_for()
    yield "card", "dialog[open]"
    page.keyboard.press("Escape")
    page.locator("article a.term").first.click()
    page.locator(".meaning").wait_for()
    yield "word", "a.term[aria-describedby], .meaning"
    page.keyboard.press("Escape")
    for tab in tabs(page):
        tab.click()
        yield f"tab {tab.inner_text()}", "#push-sealed"
    page.locator("[data-open-search]").first.click()
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.wait_for()
    page.keyboard.insert_text("退休")
    page.locator(".search ol > li mark").first.wait_for()
    yield "search", "dialog[open]"


def tabs(page: Page) -> list[Locator]:
    chart = page.locator("#push-sealed")
    chart.scroll_into_view_if_needed()
    chart.get_by_role("tab").first.wait_for()
    return chart.get_by_role("tab").all()


def test_axe_finds_nothing_in_what_opens(reader: Reader, way: Way):
    """On the whole page in the first way, within what has opened in the others; each week on the whole page in all."""
    page = way.open(reader)
    page.goto(reader.address + "topics/push/")
    is_whole = examples(way is WAYS["phone, light"], True)
    found = []
    for what, where in opened(page):
        assert page.locator(where).count()
        wrong = violations(page, way.rules, within=None if is_whole else where)
        found += [f"{what}: {one}" for one in wrong]
    none(found)


# Keyboard


AT_ONCE = 25
"""Presses of Tab before the page is asked whether the round is over."""


def round_trip(page: Page) -> list[str]:
    """Tab from the start until the round is over: what is wrong on the way, and what it never reached."""
    page.evaluate("looking.startTrip()")
    while True:
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        found = page.evaluate("looking.endOfTrip()")
        if found is not None:
            return at(page, found)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    kinds: list[str], reader: Reader, look, viewport
):
    page, found = reader.new(viewport=viewport), []
    for address in kinds:
        page.goto(address)
        scroll_through(page)
        page.evaluate("scrollTo(0, 0)")
        look(page)
        found += round_trip(page)
    none(found)


def test_the_first_key_skips_to_the_text(reader: Reader):
    page = reader.open("topics/push/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


INSIDE = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
"""Past the last button the focus may leave for the browser's own, but not for what lies under the card."""


def test_a_card_keeps_the_keyboard_until_it_is_closed(reader: Reader):
    page = reader.open("topics/push/", viewport=PHONE)
    figure = page.locator("p a.figure").first
    figure.press("Enter")
    card = page.locator("dialog[open]")
    card.wait_for()
    for _ in range(card.locator("a[href], button").count() + 2):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    assert figure.evaluate("element => element === document.activeElement")


# Zoom and text size


def loss(page: Page) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    wide = [f"{width} px to scroll"] if width > 0 else []
    cut, over = page.evaluate("looking.cut()"), page.evaluate("looking.overlapping()")
    lost = [f"cut off: {one}" for one in cut] + [f"overlap: {one}" for one in over]
    return at(page, wide + lost)


def test_nothing_is_lost_at_four_times_the_size(
    shipped_site: Path, shipped_address: str, made_up_address: str, reader: Reader, look
):
    page, found = reader.new(viewport=NARROW), []
    more = [made_up_address + path for path in MORE_YEARS]
    for address in [shipped_address + path for path in every_page(shipped_site)] + more:
        page.goto(address)
        look(page)
        found += loss(page)
    none(found)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_is_lost_with_text_twice_as_large(kinds: list[str], reader: Reader, look, viewport):
    """As the browser's own setting makes it, which media queries follow too."""
    page, found = reader.new(viewport=viewport), []
    twice = {"fontSizes": {"standard": 32, "fixed": 26}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", twice)
    for address in kinds:
        page.goto(address)
        look(page)
        found += loss(page)
    none(found)


# Targets


def test_a_finger_meets_what_it_aims_at(kinds: list[str], reader: Reader, look):
    page, found = reader.new(viewport=PHONE, has_touch=True, is_mobile=True), []
    for address in kinds:
        page.goto(address)
        scroll_through(page)
        look(page)
        found += at(page, page.evaluate("looking.small()"))
    none(found)


BAD = """<!doctype html><title>x</title><style>
  a { outline: none } p { margin: 0; height: 1em } .cut { width: 2em; overflow: hidden; white-space: nowrap }
  .late { transition: opacity 1s } .far { position: fixed; left: -90px; top: 60px }
  .box { height: 1.2em; overflow: auto }
</style>
<p class="cut">cut in the middle</p><p>one<br>over</p><p>another</p>
<button class="late">x</button> <a href="#a">plain</a> <a class="far" href="#b">far away</a>
<div class="box">shown<p>scrolled away</p></div><p>below the box</p>"""


def test_what_is_wrong_with_a_page_is_seen(reader: Reader, look):
    page = reader.new(viewport=PHONE)
    page.set_content(BAD)
    look(page)
    assert [one.split(" ")[0] for one in page.evaluate("looking.cut()")] == ["p.cut", "a.far"]
    assert page.evaluate("looking.overlapping()") == ["p “another” over p “oneover”"]
    small = page.evaluate("looking.small()")
    assert [one.split(" ")[0] for one in small] == ["button.late", "a", "a.far"]
    assert page.evaluate("looking.moving()") == ["button.late “x”"]
    assert [one.partition(" ")[2] for one in round_trip(page)] == [
        "a “plain”: focus can't be seen",
        "a.far “far away”: focus can't be seen",
        "a.far “far away”: out of view",
    ]


# Motion and colour


def test_nothing_moves_for_who_asked_for_stillness(reader: Reader, look):
    page = reader.open("topics/push/", reduced_motion="reduce")
    look(page)
    none(page.evaluate("looking.moving()"))
    page.locator("p a.figure").first.click()
    page.locator("dialog[open]").wait_for()
    none(page.evaluate("looking.moving()"))


CONTRASTS = (
    *(
        (ink, ground, 4.5)
        for ink in ("ink", "soft", "mark", "mark-2", "ok", "bad")
        for ground in ("paper", "wash")
    ),
    *((mark, "paper", 3) for mark in ("focus", "mark", "mark-2")),
    ("on-band", "band", 4.5),
)
HIGH = (("ink", "paper", 15), ("soft", "paper", 7), ("mark", "paper", 7), ("line", "paper", 3))


def test_every_palette_has_the_contrast_it_promises(reader: Reader, way: Way, look):
    page = way.open(reader)
    page.goto(reader.address)
    look(page)
    large = page.evaluate("'large' in document.documentElement.dataset")
    found = []
    for one, other, least in (*CONTRASTS, *(HIGH if large else ())):
        contrast = page.evaluate(f"looking.contrast('var(--{one})', 'var(--{other})')")
        if contrast < least:
            found.append(f"--{one} on --{other}: {contrast:.2f}, not {least}")
    none(found)


def pixel(page: Page, x: float, y: float) -> tuple[int, ...]:
    shot = page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    return Image.open(io.BytesIO(shot)).convert("RGB").getpixel((0, 0))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_and_outcomes_stay_in_forced_colours(reader: Reader, look, scheme):
    """Without scripts, so that it is the tables' own bars that are looked at."""
    options = {"forced_colors": "active", "color_scheme": scheme, "viewport": PHONE}
    page = reader.open("topics/push/", java_script_enabled=False, **options)
    for bar in page.locator(".chart tbody .bar:visible").all():
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        middle = box["y"] + box["height"] / 2
        assert pixel(page, box["x"] + 2, middle) != pixel(page, box["x"] + 2, box["y"] - 2)
    page.goto(reader.address + "checks/")
    assert all(one.inner_text() for one in page.locator(".outcome").all())
