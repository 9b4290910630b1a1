"""Checks and downloads of many years: folded by year, the newest open, what fails or is left open first."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

import made_up
from disclosure.ledger.load import load_ledger
from disclosure.ledger.tieouts import Outcome
from disclosure.open_data.resource import Resource
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for

YEARS = [2015, 2016, 2019, 2020]
MISPRINT = "四.results/reconsideration"


def spoilt(year, file):
    if year == 2016:  # the report's own total is wrong
        cells = file["tables"]["四"]["reconsideration"]
        cells[-1] = str(int(cells[-1]) + 1)
        file["printed_so"] = {MISPRINT: "虚构：报告印错"}
    if year in (2016, 2020):  # a hedge leaves it open
        file["figures"]["一（一）6"]["decisions.published"] = "近900件"


@pytest.fixture(scope="module")
def on(tmp_path_factory):
    ledger = load_ledger(made_up.write(tmp_path_factory.mktemp("years"), YEARS, change=spoilt))
    resources = tuple(
        Resource(
            f"data/{year}.csv", b"", group="year", title=f"{year}年", description="", year=year
        )
        for year in YEARS
    )
    return directives_for(SiteContext(ledger, resources=resources), "checks/")


@pytest.fixture(scope="module")
def checks(on):
    return BeautifulSoup(str(on.checks()), "html.parser")


def test_checks_are_folded_by_year_newest_first_and_only_the_newest_open(checks):
    folded = checks.select("details.checks")
    assert [one["id"] for one in folded] == ["2020", "2019", "2016", "2015"]
    assert [one.has_attr("open") for one in folded] == [True, False, False, False]
    assert [one.select_one("summary h2").text for one in folded][1] == "2019年"


def test_checks_show_every_sum_of_every_year_in_its_own_fold(checks, on):
    for year in YEARS:
        folded = checks.find(id=str(year))
        shown = [row.select_one("td.sum").text for row in folded.select("tbody tr")]
        results = on.site.ledger.results_of_year(year)
        assert sorted(shown) == sorted(one.arithmetic for one in results)
        counted = [one.outcome for one in results].count(Outcome.UNDECIDED)
        assert f"不能判定 {counted} 条" in folded.summary.text


def test_checks_put_what_fails_and_then_what_is_open_before_what_holds(checks):
    rules = [
        {re.sub("outcome ?", "", " ".join(one["class"])) for one in rule.select(".outcome")}
        for rule in checks.find(id="2016").select("section.rule")
    ]
    worst = [
        next(n for n, one in enumerate(("fails", "undecided", "blank", "")) if one in found | {""})
        for found in rules
    ]
    assert worst == sorted(worst) and {0, 1, 3} <= set(worst)


def test_checks_begin_with_links_to_the_sums_that_fail_in_any_year(checks):
    (link,) = checks.select(".failing a")
    assert link["href"] == f"#2016-{MISPRINT.partition('/')[0]}" and "2016年" in link.text
    assert checks.find(id=link["href"][1:]).find_parent("details")["id"] == "2016"


def test_downloads_of_earlier_years_are_folded_newest_first(on):
    shelf = BeautifulSoup(str(on.downloads()), "html.parser").find(attrs={"aria-label": "各年"})
    plain = shelf.select(":scope > ul > li strong")
    folded = shelf.select("details > ul > li strong")
    years = [int(re.search(r"\d{4}", one.text)[0]) for one in (*plain, *folded)]
    assert years == sorted(YEARS, reverse=True)
    assert len(plain) == 1 and not shelf.details.has_attr("open")


def test_dictionary_shows_the_newest_figure_and_folds_the_earlier_ones(on):
    table = BeautifulSoup(str(on.dictionary()), "html.parser")
    (row,) = (row for row in table.select("tr") if row.find("code", string="policies.published"))
    cell = row.select("td")[-1]
    shown = [link.text for link in cell.select("a.figure")]
    assert shown == [
        on.site.disclosure.years[year].entries["policies.published"].figure.printed
        for year in reversed(YEARS)
    ]
    assert len(cell.details.select("a.figure")) == len(YEARS) - 1
    assert "以前各年（3）" in cell.summary.text
