"""Firefox and WebKit, the engine of iPhones and of WeChat on them: one page of each kind on a phone's screen, and what
readers do there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import engines
from browsing import KINDS, PHONE
from engines import Engine, click, press, until
from serving import served
from shared import made_once

ENTER, ESCAPE, LEFT = "\ue007", "\ue00c", "\ue012"
MORE_YEARS = ("", "years/", "topics/push/?years=push-sealed", "charts/push-sealed-trend/")
"""What there is with more years: pages, and a chart beside its trend."""
SPY = """(function () {
  "use strict";
  window.complaints = [];
  const note = (...said) => window.complaints.push(said.join(" "));
  for (const kind of ["error", "warn"]) console[kind] = (...said) => note(kind, ...said);
  addEventListener("error", ({ message, target }) => note(message || target.src || target.href), true);
  addEventListener("unhandledrejection", ({ reason }) => note(reason));
  document.addEventListener("securitypolicyviolation", (one) => note("policy", one.violatedDirective, one.blockedURI));
})();
"""
"""Notes whatever goes wrong on a page, in any engine: their drivers tell that in three ways, or not at all."""


def spied(site: Path, folder: Path) -> None:
    """A copy of a site, whose pages run the spy before anything else."""
    shutil.copytree(site, folder)
    (folder / "spy.js").write_text(SPY, "utf-8")
    for page in folder.rglob("*.html"):
        before, policy, after = page.read_text("utf-8").partition('<meta http-equiv="Content-')
        tag, end, rest = after.partition(">")
        assert policy and end, page
        page.write_text(f'{before}{policy}{tag}><script src="/spy.js"></script>{rest}', "utf-8")


@pytest.fixture(scope="module")
def shipped(shipped_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(
        made_once(tmp_path_factory, "spied", lambda to: spied(shipped_site, to))
    ) as address:
        yield address


@pytest.fixture(scope="module")
def more_years(made_up_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    to = made_once(tmp_path_factory, "spied-years", lambda to: spied(made_up_site, to))
    with served(to) as address:
        yield address


@pytest.fixture(scope="module", params=[engines.firefox, engines.webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with request.param() as engine:
        yield engine


WALK = """const wait = (moment) => new Promise((go) => setTimeout(go, moment));
const wrong = [];
for (const chart of document.querySelectorAll(".chart")) {
  if (!chart.querySelector("script.plot") || !chart.getClientRects().length) continue;
  chart.scrollIntoView();
  const drawn = () => chart.dataset.shows === "chart" && chart.querySelector(".drawing svg");
  for (let tries = 0; tries < 600 && !drawn(); tries += 1) await wait(50);
  const lines = chart.querySelectorAll(".drawing .point path, .drawing path.js-line");
  const long = [...lines].some((one) => one.getBoundingClientRect().width > 5);
  if (!drawn() || !long) wrong.push(`not drawn: ${chart.id}`);
}
const wide = document.documentElement.scrollWidth;
if (innerWidth !== arguments[0] || wide > innerWidth) wrong.push(`${wide} px wide of ${innerWidth}`);
if (!document.querySelector("h1")) wrong.push("no title");
return wrong.concat(complaints);"""


def test_every_kind_of_page_is_clean_fits_a_phone_and_has_its_charts_drawn(
    engine: Engine, shipped: str, more_years: str
):
    found = []
    for address in [shipped + path for path in KINDS] + [more_years + path for path in MORE_YEARS]:
        engine.open(address)
        found += [f"{address}: {one}" for one in engine.run(WALK, PHONE["width"])]
    assert not found, "\n".join(found)


def shown(engine: Engine, selector: str) -> list[str]:
    """The texts of the visible ones."""
    return engine.run(
        """return [...document.querySelectorAll(arguments[0])].filter((one) => one.getClientRects().length
             && getComputedStyle(one).visibility === "visible")
             .map((one) => (one.innerText || one.textContent).trim());""",
        selector,
    )


def on_page_of_push(engine: Engine, address: str) -> None:
    engine.open(address + "topics/push/")
    assert engine.run(WALK, PHONE["width"]) == []


def test_card_opens_by_tap_and_key_and_gives_the_focus_back(engine: Engine, shipped: str):
    on_page_of_push(engine, shipped)
    printed = shown(engine, "main p a.figure")[0]
    click(engine, "main p a.figure")
    until(engine, "return document.querySelector('dialog[open] .printed') !== null")
    assert shown(engine, "dialog .printed") == [printed]
    press(engine, ESCAPE)
    until(engine, "return !document.querySelector('dialog[open]')")
    engine.run("document.querySelector('main p a.figure').focus()")
    press(engine, ENTER)
    until(engine, "return document.querySelector('dialog[open] .printed') !== null")
    press(engine, ESCAPE)
    until(engine, "return document.activeElement.matches('main p a.figure')")
    click(engine, "#push-sealed .drawing .point path")  # a bar leads to the same card
    until(engine, "return document.querySelector('dialog[open] .printed') !== null")
    assert engine.run("return complaints") == []


PNG = """const png = document.querySelector("#push-sealed .files a[href^='data:image/png']");
return png !== null && png.href.length > 10000;"""


def test_tabs_follow_taps_and_arrow_keys(engine: Engine, shipped: str):
    on_page_of_push(engine, shipped)
    for index, (name, inside) in enumerate(
        (("图表", ".drawing svg"), ("表格", "tbody a.figure"), ("下载", ".files a[download]"))
    ):
        click(engine, "#push-sealed [role=tab]", index)
        assert shown(engine, "#push-sealed [aria-selected=true]") == [name]
        assert shown(engine, f"#push-sealed {inside}")
    press(engine, LEFT)
    assert shown(engine, "#push-sealed [aria-selected=true]") == ["表格"]
    assert engine.run("return document.activeElement.innerText") == "表格"
    assert not shown(engine, "#push-sealed .files a[download]")
    click(engine, "#push-sealed [role=tab]", 2)
    until(engine, PNG)
    assert engine.run("return complaints") == []


def test_search_finds_and_leads_to_its_place(engine: Engine, shipped: str):
    on_page_of_push(engine, shipped)
    click(engine, "[data-open-search]")
    until(engine, "return document.querySelector('.search .help a') !== null")
    press(engine, *"34.67")
    until(engine, "return document.querySelectorAll('.search ol > li mark').length > 0")
    assert engine.run("return complaints") == []
    leads_to = engine.run("return document.querySelector('.search ol > li a').pathname")
    press(engine, ENTER)
    until(
        engine,
        "return location.pathname === arguments[0] && document.querySelector('main mark') !== null",
        leads_to,
    )
    assert "34.67" in shown(engine, "main mark")[0]
    assert engine.run("return complaints") == []


LOOK = """const style = getComputedStyle(document.querySelector("article p"));
return [getComputedStyle(document.body).backgroundColor, parseFloat(style.fontSize)];"""


def test_switches_change_colours_and_size_and_are_kept(engine: Engine, shipped: str):
    on_page_of_push(engine, shipped)
    ground, size = engine.run(LOOK)
    for switch in range(len(shown(engine, "[data-switch]"))):
        click(engine, "[data-switch]", switch)
    changed = engine.run(LOOK)
    assert changed[0] != ground and changed[1] >= 1.2 * size
    engine.open(shipped + "topics/push/")
    assert engine.run(LOOK) == changed
    assert engine.run(WALK, PHONE["width"]) == []  # charts in the other colours, with larger text
    for switch in range(len(shown(engine, "[data-switch]"))):
        click(engine, "[data-switch]", switch)
    assert engine.run(LOOK) == [ground, size]
    assert engine.run("return complaints.concat(Object.keys(localStorage))") == []


PRINT = """for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
  if (!(rule instanceof CSSMediaRule)) continue;
  if (rule.media.mediaText === "print") rule.media.mediaText = "all";
  else if (/^screen/.test(rule.media.mediaText)) rule.media.mediaText = "not all";
}"""
"""Puts a page on screen as the engine would on paper: no driver of WebKit's offers that."""


def test_print_styles_leave_the_report_and_the_tables(engine: Engine, shipped: str):
    on_page_of_push(engine, shipped)
    tools = "[data-open-search], [data-switch], .chart [role=tab], .chart .drawing"
    assert shown(engine, tools) and not shown(engine, "#push-sealed tbody a.figure")
    engine.run(PRINT)
    assert shown(engine, tools) == []
    assert shown(engine, "#push-sealed tbody a.figure")
    assert shown(engine, "#push-sealed tbody .bar")
    assert shown(engine, "h1") and engine.run("return complaints") == []


BAD = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; style-src 'unsafe-inline'">
<title>x</title></head><body><p style="width: 900px">wide</p><script>1</script><img src="/nothing.png">
<script src="/thrown.js"></script>
<figure class="chart" id="empty"><script type="application/json" class="plot">{}</script>x</figure></body></html>"""


def test_what_is_wrong_with_a_page_is_found_in_every_engine(engine: Engine, tmp_path: Path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad/index.html").write_text(BAD, "utf-8")
    (tmp_path / "bad/thrown.js").write_text("console.error('said'); throw new Error('thrown')")
    spied(tmp_path / "bad", tmp_path / "spied")
    with served(tmp_path / "spied") as address:
        engine.open(address)
        found = "\n".join(engine.run(WALK.replace("tries < 600", "tries < 2"), PHONE["width"]))
    for words in (
        "px wide",
        "policy script-src",
        "nothing.png",
        "error said",
        "thrown",
        "no title",
    ):
        assert words in found, found
    assert "not drawn: empty" in found
