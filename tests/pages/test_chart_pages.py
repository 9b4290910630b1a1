"""A page for each chart, for the frames of other sites."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

import real
from built import SITE, asset, links, read

LIGHT = 8_000
"""Bytes of a chart's page, uncompressed: without frame and menus."""


def charts_of(folder: Path) -> dict[str, str]:
    """Chart → its topic."""
    files = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in folder.glob("*.yml")}
    return {id: stem for stem, file in files.items() for id in file.get("charts", {})}


CHARTS = charts_of(real.SOURCE / "topics")


@pytest.fixture(scope="module")
def known(known_site):
    return read(known_site)


def test_every_chart_has_one_and_so_has_every_trend(known, made_up_site):
    def of(pages):
        return {path.split("/")[1] for path in pages if path.startswith("charts/")}

    assert of(known) == CHARTS.keys()
    pages = read(made_up_site)
    trends = {chart["id"] for page in pages.values() for chart in page.select(".trend")}
    assert len(trends) > 3
    assert of(pages) == CHARTS.keys() | trends


@pytest.mark.parametrize("id", CHARTS)
def test_it_holds_the_chart_as_the_topics_page_does_and_little_else(known, known_site, id):
    page = known[f"charts/{id}/"]
    (chart,) = page.select(".chart")
    assert chart["id"] == id and chart.h1
    theirs = next(
        found
        for path, other in known.items()
        if path.startswith("topics/") and (found := other.find(id=id))
    )
    for part in ("table, .cards", ".legend", ".tie", "script.plot"):
        ours = [texts(one) for one in chart.select(part)]
        assert ours == [texts(one) for one in theirs.select(part)], part
    assert not page.select("header, nav, .siblings, .path")
    assert len(page.select("link[rel=stylesheet], script[src]")) == 2
    assert (known_site / f"charts/{id}/index.html").stat().st_size < LIGHT + len(str(chart))


def texts(part) -> str:
    return re.sub(r"\s+", " ", part.get_text())


@pytest.mark.parametrize("id", CHARTS)
def test_search_engines_are_led_to_the_page_where_it_is_explained(known, known_site, id):
    page = known[f"charts/{id}/"]
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    canonical = page.select_one("link[rel=canonical]")["href"].removeprefix(SITE)
    assert canonical.startswith("topics/") and known[canonical].find(id=id)
    source = page.select_one("footer.by a")
    ((target, fragment),) = links(f"charts/{id}/", wrapped(source))
    assert (target, fragment) == (canonical, id)
    assert page.base["target"] == "_blank"


def wrapped(element):
    return BeautifulSoup(str(element), "html.parser")


def test_it_is_in_no_menu_no_search_and_no_map(known, known_site):
    index = asset(known_site, "assets/search.json").read_text("utf-8")
    assert '"charts/' not in index
    assert "charts/" not in (known_site / "sitemap.xml").read_text("utf-8")
    for page in known.values():
        assert not page.select('nav a[href*="charts/"], .site-map a[href*="charts/"]')


def test_each_chart_leads_to_its_page_without_scripts(known):
    for path, page in known.items():
        for chart in page.select(".chart"):
            leading = [target for target, _ in links(path, chart) if target.startswith("charts/")]
            expected = [] if path.startswith("charts/") else [f"charts/{chart['id']}/"]
            assert leading == expected, path


@pytest.mark.parametrize("id", CHARTS)
def test_the_line_to_copy_is_a_whole_frame(known, id):
    page = known[f"charts/{id}/"]
    line = unescape(page.select_one("textarea.snippet").get_text())
    frame = BeautifulSoup(line, "html.parser").iframe
    assert frame["src"] == f"{SITE}charts/{id}/"
    assert frame["title"] == texts(page.h1).strip()
    assert (frame["width"], frame["loading"]) == ("100%", "lazy")
    assert 400 <= int(frame["height"]) <= 1200
    assert frame["style"].startswith(f"border:0;height:clamp({frame['height']}px,")
    links_to = [
        a["data-height"]
        for other in known.values()
        for a in other.select(f'a.embed[href$="charts/{id}/"]')
    ]
    assert links_to and set(links_to) == {frame["height"]}


def test_without_an_address_the_line_says_what_to_put_in(soups):
    line = soups["charts/push-sealed/"].select_one("textarea.snippet").get_text()
    assert 'src="这一页的网址"' in unescape(line)
    assert not soups["charts/push-sealed/"].select("link[rel=canonical]")
