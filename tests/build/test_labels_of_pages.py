"""Heads over their columns, counts, years and links of the built pages: each says what stands under or behind it."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

import made_up
from built import Soups, read
from disclosure.ledger.load import load_ledger
from disclosure.ledger.tieouts import OUTCOMES, Ledger, Outcome
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for


@pytest.fixture(scope="module")
def pages(made_up_site) -> Soups:
    return read(made_up_site)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The data of the pages: made-up years are the same each time."""
    return load_ledger(made_up.write(tmp_path_factory.mktemp("years") / "data"))


def columns(table: Tag) -> list[dict[str, str]]:
    """Each row of a simple table as head → text."""
    heads = [head.get_text() for head in table.select("thead th")]
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.select("tbody tr")]
    return [
        dict(zip(heads, (cell.get_text().strip() for cell in row), strict=True))
        for row in rows
        if len(row) == len(heads)
    ]


def test_columns_of_a_topics_table_are_what_their_heads_say(pages, years):
    rows = columns(pages["topics/push/"].select_one("table.figures"))
    entries = {entry.label: entry for entry in years.disclosure.latest.entries.values()}
    assert len(rows) > 5
    for row in rows:
        entry = entries[row["数字"]]
        assert row["报告怎么说"] == entry.figure.printed
        assert row["时段"] == entry.scope
        assert row["数的是什么"] == entry.definition
        assert row["出处"] == entry.section


def test_columns_of_the_dictionary_are_what_their_heads_say(pages, years):
    rows = columns(pages["data/"].select_one("table.dictionary"))
    assert {row["指标"] for row in rows} >= {
        id for topic in years.disclosure.topics.values() for id in topic.indicators
    }
    for row in rows:
        indicator = years.disclosure.indicators[row["指标"]]
        assert (row["名称"], row["单位"], row["数的是什么"]) == (
            indicator.label,
            indicator.unit,
            indicator.definition,
        )


def test_counts_of_sums_are_those_of_their_outcomes(pages, years):
    checks = pages["checks/"]
    for year in years.disclosure.years:
        found = Counter(result.outcome for result in years.results_of_year(year))
        fold, holding = checks.find("details", id=str(year)), found[Outcome.HOLDS]
        words = " ".join(fold.select_one(".tally").get_text().split())
        for outcome in Outcome:
            if found[outcome] or outcome is not Outcome.BLANK:
                assert f"{OUTCOMES[outcome]} {found[outcome]} 条" in words
            assert len(fold.select(f"tbody tr .outcome.{outcome}")) == found[outcome]
        facts = " ".join(pages[f"years/{year}/"].select_one(".report-head").get_text().split())
        assert f"{holding} 条勾稽关系一致" in facts


def test_year_page_states_the_period_that_its_report_covers(pages, years):
    for number, year in years.disclosure.years.items():
        head = pages[f"years/{number}/"].select_one(".report-head dl")
        facts = dict(
            zip(
                (term.get_text() for term in head.find_all("dt")),
                (text.get_text().strip() for text in head.find_all("dd")),
                strict=True,
            )
        )
        assert facts["统计期"] == year.file.report.covers.words
        assert year.file.report.published_at in facts["报告原文"]


def test_corrections_stand_under_their_own_year(pages, years):
    sections = pages["corrections/"].select("section.corrections")
    assert [section["id"] for section in sections] == ["2023", "2022", "2021"]
    for section in sections:
        assert section.h2.get_text() == f"{section['id']}年的数据"


def test_computed_change_has_its_formula_as_a_tooltip(pages, years):
    computed = [
        (cell["title"], cell.get_text()) for cell in pages[""].select(".changed td.computed")
    ]
    trends = pages["topics/decisions/"].select(
        "#decisions-by-kind-trend .computed[title]:not(.share)"
    )
    computed += [(one["title"].removeprefix("本站计算："), one.get_text()) for one in trends]
    assert len(computed) > 4
    for formula, text in computed:
        assert " − " in formula and text not in formula, formula


def test_share_in_a_trends_table_has_its_formula_as_a_tooltip(pages):
    shares = pages["topics/decisions/"].select("#decisions-by-kind-trend .computed.share")
    assert len(shares) > 4
    for one in shares:
        formula, text = one["title"].removeprefix("本站计算："), one.get_text()
        assert " ÷ " in formula and re.fullmatch(r"占\d+(\.\d+)?%", text) and text not in formula


def test_last_years_figure_on_a_card_has_the_formula_of_the_change_as_a_tooltip(years):
    on = directives_for(SiteContext(years), "")
    found = BeautifulSoup(str(on.headline("decisions.published", "decisions")), "html.parser")
    change = found.select_one(".last-year .computed")
    formula, text = change["title"].removeprefix("本站计算："), change.contents[0]
    assert " − " in formula and text not in formula


def test_bars_of_a_trends_table_are_as_long_as_its_figures(pages, years):
    """On one axis from 0: twice the number, twice the length, in the row of the same year."""
    table = pages["topics/decisions/"].select_one("#decisions-by-kind-trend table")
    ratios = set()
    for row in table.select("tbody tr"):
        year = int(row.th.get_text().removesuffix("年"))
        for cell in row.select("td:has(.bar)"):
            value = float(cell.select_one("data")["value"])
            assert cell.select_one("a.figure")["href"].endswith(
                f"years/{year}/#{cell.a['href'].rpartition('#')[2]}"
            )
            share = float(cell.select_one(".bar")["style"].partition("--share:")[2])
            ratios.add(round(share / value, 6) if value else 0)
    ratios -= {0}
    assert len(table.select("td .bar")) > 4 and max(ratios) - min(ratios) < 0.01 * max(ratios)


def test_hedge_table_gives_each_word_its_bound(years):
    html = str(directives_for(SiteContext(years), "").hedges())
    rows = {
        row["写法"].partition("、")[0]: (row["表示"], row["图上"], row["加减时"])
        for row in columns(BeautifulSoup(html, "html.parser").table)
    }
    assert rows["274件"] == ("就是这个数", "实条", "照数算")
    assert rows["34.67万人"][2] == "算作 346650 到 346750"
    assert rows["近6亿元"] == ("不超过它", "条后有“≤”", "最多是它")
    assert rows["超25亿元"] == ("不少于它", "条后有“≥”", "最少是它")
    assert rows["约60万名"][1:] == ("条后有“≈”", "结果“不能判定”")
    assert rows["—"][1:] == ("没有条", "不算")


FOOT = {
    "网站地图": "about/site-map/",
    "联系和纠错": "about/contact/",
    "无障碍声明": "about/accessibility/",
    "隐私": "about/privacy/",
}


def test_links_of_the_foot_lead_where_their_words_say(pages):
    for address, page in pages.items():
        if not (foot := page.select_one("footer.foot")):
            continue  # a chart's page for frames
        found = {link.get_text(): link["href"] for link in foot.select("ul a")}
        for words, target in FOOT.items():
            led = urlsplit(urljoin(f"http://site/{address}", found[words])).path
            assert led == f"/{target}", f"{address}: {words}"


def test_menu_tells_the_section_of_each_page_and_the_page_itself(pages):
    for address, page in pages.items():
        menu = page.select_one("nav.sections")
        if not menu or not address:
            continue
        current = {
            urlsplit(urljoin(f"http://site/{address}", link["href"])).path.strip("/"): link[
                "aria-current"
            ]
            for link in menu.select("[aria-current]")
        }
        section = {"corrections": "checks"}.get(name := address.split("/")[0], name)
        assert len(current) == 1 and section in next(iter(current)), address
        assert next(iter(current.values())) == (
            "page" if f"{next(iter(current))}/" == address else "true"
        ), address
