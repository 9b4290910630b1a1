"""Figures that were published and taken back: 已撤回, with the day and the reason, wherever they were shown."""

from __future__ import annotations

import csv
import io
import json

import pytest

import made_up
from disclosure.charts import alt_text
from disclosure.charts.trend import trend
from disclosure.ledger.load import load_ledger
from disclosure.metadata.atom import feed_entries
from disclosure.open_data.downloads import Downloads
from disclosure.open_data.provenance import NOWHERE
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.load import read_handwritten
from disclosure.pages.page import year_pages
from disclosure.pages.search.index import search_index
from disclosure.problems.problem import Problems

FIGURE, CELL = "decisions.fraudulent_withdrawals", "四.reconsideration.upheld"
REMARK = "2023年5月4日撤回，原来登载“9条”：报告没有这个数"
YEARS = (2022, 2023)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    def take_back(year, file):
        if year == 2023:
            del file["figures"]["一（一）6"][FIGURE]
            file["tables"]["四"]["reconsideration"] = [None, "1", "0", "0", "1"]
            file["corrections"] = [
                {"on": "2023-05-04", "figure": id, "was": was, "now": "（空）", "why": why}
                for id, was, why in (
                    (FIGURE, "9条", "报告没有这个数"),
                    (CELL, "7", "表里空着"),
                )
            ]

    folder = made_up.write(tmp_path_factory.mktemp("withdrawn") / "data", YEARS, change=take_back)
    made_up.publish(folder, 2023, {"2023-04-01": {FIGURE: "9条", CELL: "7"}})
    return folder


@pytest.fixture(scope="module")
def ledger(folder):
    return load_ledger(folder)


@pytest.fixture(scope="module")
def on(ledger):
    return directives_for(SiteContext(ledger), "topics/decisions/")


def test_withdrawn_figure_is_known_by_its_correction(ledger):
    year = ledger.disclosure.latest
    assert FIGURE not in year.entries
    assert year.find(FIGURE).shown == "已撤回" and year.find(FIGURE).remark == REMARK
    assert year.find(CELL).remark == "2023年5月4日撤回，原来登载“7”：表里空着"
    assert len(year.narrative) == len(ledger.disclosure.years[2022].narrative) - 1


@pytest.mark.parametrize("id", [FIGURE, CELL])
def test_sentence_and_headline_say_withdrawn_with_day_and_reason(on, ledger, id):
    remark = ledger.disclosure.latest.find(id).remark
    for made in (on.figure(id), on.headline(id, "decisions")):
        assert "已撤回" in made and remark in made and "报告没有" not in made.replace(remark, "")


def test_charts_and_topic_tables_say_withdrawn(on):
    view = on.view("decisions-by-kind")
    mark = next(one for one in view.marks if one.entry and one.entry.id == FIGURE)
    assert (mark.printed, mark.end, mark.meaning) == ("已撤回", "missing", REMARK)
    assert REMARK in str(on.render_chart(view, level=2))
    assert REMARK in alt_text.chart_alt_text(view)["summary"]
    assert "已撤回" in str(on.figures_of("decisions"))
    assert "已撤回" in str(on.dictionary())
    assert "已撤回" in str(on.table("四"))


def test_trend_says_withdrawn_and_draws_nothing(on, ledger):
    chart = on.site.charts["decisions-by-kind"]
    made = trend("decisions-by-kind", chart, ledger)
    assert f"{FIGURE}" not in [point.entry.id for one in made.series for point in one.points]
    assert len(made.series) == 1  # one year is no line


def test_trend_of_three_years_has_withdrawn_in_its_table(tmp_path, folder):
    def take_back(year, file):
        if year == 2022:
            del file["figures"]["一（一）6"][FIGURE]
            file["corrections"] = [
                {"on": "2023-05-04", "figure": FIGURE, "was": "9条", "now": "（空）", "why": "印错"}
            ]

    data = made_up.write(tmp_path, (2021, 2022, 2023), change=take_back)
    made_up.publish(data, 2022, {"2023-04-01": {FIGURE: "9条"}})
    made = load_ledger(data)
    on = directives_for(SiteContext(made), "topics/decisions/")
    line = on.trend("decisions-by-kind").series[1]
    assert [point.value is None for point in line.points] == [False, True, False]
    assert [point.change for point in line.points] == [None, None, None]
    assert "已撤回" in str(on.render_trend(on.trend("decisions-by-kind"), 2))
    summary = alt_text.trend_alt_text(on.trend("decisions-by-kind"), made.disclosure)["summary"]
    assert "2022年已撤回" in summary and "2023年5月4日撤回，原来登载“9条”：印错" in summary


def test_year_page_corrections_and_feed_call_it_withdrawn(ledger, on):
    page = next(one for one in year_pages(on.site) if one.path == "years/2023.md")
    assert page.content.count("<ins>已撤回</ins>") == 2 and "（空）" not in page.content
    assert str(on.corrections()).count("<ins>已撤回</ins>") == 2
    said = [one.summary for one in feed_entries(on.site, {})]
    assert said == [
        "2023年5月4日由“9条”撤回：报告没有这个数",
        "2023年5月4日由“7”撤回：表里空着",
    ]


def test_link_of_a_withdrawn_figure_leads_to_its_correction(on):
    page = next(one for one in year_pages(on.site) if one.path == "years/2023.md")
    assert 'href="../../years/2023/&#35;correction-2023-1"' in on.figure(FIGURE)
    assert '<li id="correction-2023-1">' in page.content


def test_search_finds_withdrawn_figures(on):
    written = read_handwritten(made_up.ROOT / "docs", Problems())
    items = json.loads(search_index(on.site, written))["items"]
    found = [item for item in items if item[0] == "#correction-2023-1"]
    assert REMARK in str(found) and "已撤回" in str(found)


def test_downloads_have_a_row_for_withdrawn_figures(ledger, on):
    made = Downloads(ledger, NOWHERE, {}, lambda chart: (on.view(chart), on.trend(chart))).all()
    files = {file.path: file.content for file in made}
    rows = list(csv.DictReader(io.StringIO(files["data/figures.csv"].decode("utf-8-sig"))))
    found = {row["id"]: row for row in rows if row["withdrawn"]}
    assert found.keys() == {FIGURE, CELL}
    row = found[FIGURE]
    assert (row["withdrawn"], row["remark"], row["value"]) == ("2023-05-04", REMARK, "")
    assert row["url"] == "years/2023/#correction-2023-1" and row["section"] == ""
    document = json.loads(files["data/2023.json"])
    assert [one["id"] for one in document["withdrawn"]] == [FIGURE]
    assert REMARK in files["data/charts/decisions-by-kind.csv"].decode("utf-8-sig")


def test_sums_say_that_a_figure_was_withdrawn(ledger):
    found = ledger.find("decisions.kinds", 2023)
    assert found.outcome == "undecided" and found.reason.startswith("已撤回：")
    cell = ledger.find("四.results/reconsideration", 2023)
    assert cell.outcome == "undecided" and cell.reason.startswith("已撤回：")
