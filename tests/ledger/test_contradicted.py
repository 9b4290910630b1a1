"""Figures of sums that fail: which are contradicted, and that nothing is computed from them."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pytest
import yaml

import district
import made_up
import official
from disclosure.charts import alt_text, plotly_bars, plotly_lines
from disclosure.charts.chart import chart_view
from disclosure.charts.trend import trend
from disclosure.datafiles.models import Bar, Chart
from disclosure.ledger.derived import change, share, total
from disclosure.ledger.load import load_ledger
from disclosure.ledger.tieouts import Outcome
from disclosure.metadata.share_images import ShareImages
from disclosure.open_data.downloads import Downloads
from disclosure.open_data.provenance import NOWHERE
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.load import read_handwritten
from disclosure.pages.page import card_files, rendered_pages, year_pages
from disclosure.pages.search.index import search_index
from disclosure.problems.problem import Problems
from district import CONTRADICTED, MISPRINTED, NEXT

TOTAL = "四.reconsideration.total"
MARK = "（算不拢）"
REASON = "10 + 1 + 0 + 0 ≠ 0（总计印作 0）"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return district.write(tmp_path_factory.mktemp("district") / "data")


@pytest.fixture(scope="module")
def both(folder):
    return load_ledger(folder)


@pytest.fixture(scope="module")
def misprinted(tmp_path_factory):
    """The misprinted year alone, so that it is the latest."""
    folder = tmp_path_factory.mktemp("misprinted") / "data"
    return made_up.ledger(folder, [MISPRINTED], change=district.misprint)


@pytest.fixture(scope="module")
def files(both):
    on = directives_for(SiteContext(both), "")
    made = Downloads(both, NOWHERE, {}, lambda chart: (on.view(chart), on.trend(chart))).all()
    return {file.path: file.content for file in made}


def failing(year) -> set[str]:
    return {id for id, entry in year.entries.items() if entry.is_contradicted}


# Which figures


def test_total_and_parts_of_a_failing_sum_are_contradicted(both):
    years = both.disclosure.years
    assert failing(years[MISPRINTED]) == CONTRADICTED
    assert failing(years[NEXT]) == set()
    assert years[MISPRINTED].entries[TOTAL].remark == f"报告里的数算不拢：{REASON}"
    assert years[MISPRINTED].entries["四.litigation_direct.total"].check == "holds"


def test_figures_that_hold_in_another_sum_are_cleared(tmp_path):
    """三.handled.total is misprinted: its parts hold in the sums of their own rows."""

    def misprint(year, file):
        file["tables"]["三"]["granted"][-1] = "900"
        file["printed_so"] = dict.fromkeys(("三.outcomes/total", "三.applicants/granted"), "印错")

    year = made_up.ledger(tmp_path, [2022], change=misprint).disclosure.latest
    row = {f"三.granted.{column}" for column in ("research", "welfare", "legal_service", "other")}
    # The dashes of the row stand in no sum that has a number.
    assert failing(year) == {"三.granted.total", *row}
    assert len(year.entries["三.granted.total"].failing) == 2


def test_two_figures_that_hold_apart_and_contradict_each_other_both_count(tmp_path):
    """What was carried over from last year, and what this year says was: each holds in its own year."""

    def misprint(year, file):
        if year == 2023:
            rows = file["tables"]["三"]
            rows["carried_in"] = [str(int(rows["carried_in"][0]) + 1), *rows["carried_in"][1:]]
            rows["received"] = [str(int(rows["received"][0]) - 1), *rows["received"][1:]]
            for row in ("carried_in", "received"):
                counted = sum(int(cell) for cell in rows[row][:-1] if cell != "—")
                rows[row][-1] = str(counted)
            carried = ("三.carried/natural_person", "三.carried/total")
            file["printed_so"] = dict.fromkeys(carried, "两年不符")

    years = made_up.ledger(tmp_path, [2022, 2023], change=misprint).disclosure.years
    for column in ("natural_person", "total"):
        assert years[2022].entries[f"三.carried_out.{column}"].is_contradicted
        assert years[2023].entries[f"三.carried_in.{column}"].is_contradicted


def test_every_figure_has_the_check_that_its_sums_give(both):
    for year in both.disclosure.years.values():
        for id, entry in year.entries.items():
            outcomes = {one.outcome for one in both.results_of_figure.get((year.year, id), ())}
            if entry.check == "none":
                assert outcomes <= {Outcome.VOID}
            elif entry.check != "fails":
                assert entry.check in outcomes


def test_the_same_report_as_published(tmp_path):
    """A district's report for 2023, cell by cell; only where reports stand beside the project."""
    try:
        report = official.report("reports/02-hongze-district-2023.pdf")
    except official.NotHere as absent:
        pytest.skip(str(absent))

    def take(year, file):
        forms = {table: one.form for table, one in report.tables.items() if one.form != "2021"}
        file["report"] |= {"tables_of": forms, "basis": file["report"].pop("basis")}
        rows = {}
        for cell, printed in report.cells.items():
            table, _, rest = cell.partition(".")
            rows.setdefault(table, {}).setdefault(rest.rpartition(".")[0], []).append(printed)
        file["tables"] = rows
        handled = rows["三"]["handled"][-1]
        for figures in file["figures"].values():
            if "requests.handled" in figures:
                figures["requests.handled"] = f"{handled}件"
        file["printed_so"] = district.PRINTED_SO

    year = made_up.ledger(tmp_path, [2023], change=take).disclosure.latest
    assert failing(year) == CONTRADICTED


# Nothing is computed from them


def test_no_change_share_or_sum_is_computed_from_a_contradicted_figure(both):
    before, now = (both.disclosure.years[year].entries for year in (MISPRINTED, NEXT))
    assert change(now[TOTAL], before[TOTAL]) is None
    assert change(now["四.litigation_direct.total"], before["四.litigation_direct.total"])
    assert total([before[TOTAL], before["四.litigation_direct.total"]]) is None
    assert share(before["四.reconsideration.upheld"], before[TOTAL], both) is None


# Where it is shown


def test_trend_marks_the_misprint_and_leads_no_line_to_it(both):
    chart = SiteContext(both).charts["litigation-by-route"]
    made = trend("litigation-by-route", chart, both)
    points = made.series[0].points
    assert [point.end for point in points] == ["contradicted", "exact"]
    assert [point.change for point in points] == [None, None]
    drawn = plotly_lines.line_figure(made)["data"]
    lines, crosses = drawn[:3], drawn[3:]
    assert lines[0]["y"] == [None, 5] and crosses[0]["y"] == [0, None]
    assert {trace["mode"] for trace in crosses} == {"markers"}
    assert crosses[0]["text"][0] == f"0{MARK}" and REASON in hover_text(crosses[0])
    words = alt_text.trend_alt_text(made, both.disclosure)["summary"]
    assert f"2023年0{MARK}" in words and REASON in words
    html = str(directives_for(SiteContext(both), "").chart("litigation-by-route"))
    assert REASON in html and "+5" not in html and f"{MARK}</span>" in html


def hover_text(trace) -> str:
    return re.sub("<br ?>", "", trace["customdata"][0])


def test_chart_of_the_year_marks_bar_title_and_reason(misprinted):
    on = directives_for(SiteContext(misprinted), "topics/litigation/")
    view = on.view("litigation-by-route")
    assert view.title == f"直接起诉0件，行政复议0{MARK}件"
    assert [(mark.printed, mark.end) for mark in view.marks] == [
        (f"0{MARK}", "contradicted"),
        (f"0{MARK}", "contradicted"),
    ]
    assert [mark.printed for mark in view.zeros] == ["0"]
    assert view.remarks[0] == f"行政复议：报告里的数算不拢：{REASON}"
    assert REASON in alt_text.chart_alt_text(view)["summary"]
    html = str(on.render_chart(view, level=2))
    assert f'<p class="remark">{view.remarks[0]}</p>' in html


def test_contradicted_bar_is_an_empty_frame(misprinted):
    cells = ("四.reconsideration.upheld", "四.reconsideration.corrected")
    chart = Chart(title="甲", bars=tuple(Bar(figure=id) for id in cells))
    view = chart_view("甲", chart, misprinted.disclosure.latest, misprinted, str)
    bodies, words = plotly_bars.bar_figure(view)["data"]
    assert words["text"][0] == f"<b> 10{MARK}</b>"
    assert bodies["marker"]["color"][0] == "var(--paper)"
    on = directives_for(SiteContext(misprinted), "")
    assert "空框" in str(on.render_chart(view, level=2))


def test_headline_card_and_year_page_mark_it(misprinted):
    site = SiteContext(misprinted)
    on = directives_for(site, "")
    headline = str(on.headline(TOTAL, "litigation"))
    assert MARK in headline and f"报告里的数算不拢：{REASON}" in headline
    (cards,) = card_files(site)
    card = json.loads(cards.content)[TOTAL]
    assert MARK in card and f"报告里的数算不拢：{REASON}" in card
    (page,) = year_pages(site)
    # Once in the short form of the table, once in the official layout.
    assert page.content.count(MARK) == 2 * len(CONTRADICTED)


def test_search_finds_it_with_its_mark(misprinted):
    written = read_handwritten(made_up.ROOT / "docs", Problems())
    items = json.loads(search_index(SiteContext(misprinted), written))["items"]
    (found,) = [item for item in items if item[0] == f"#{TOTAL}"]
    assert f"结果维持 10{MARK}" in str(found)


def test_share_picture_says_it(misprinted):
    site = SiteContext(misprinted)
    written = read_handwritten(made_up.ROOT / "docs", Problems())
    texts = {page.path: page.content for page in rendered_pages(site, written, "docs")}
    pictures = ShareImages(site, written, texts, "")
    card = pictures.card_figure(misprinted.disclosure.latest.entries[TOTAL])
    assert card.printed == f"0{MARK}" and REASON in card.label


def test_downloads_say_it(files):
    rows = list(csv.DictReader(io.StringIO(files["data/figures.csv"].decode("utf-8-sig"))))
    found = {row["id"]: row for row in rows if row["year"] == "2023"}
    assert {id for id, row in found.items() if row["check"] == "fails"} == CONTRADICTED
    assert found[TOTAL]["remark"] == f"报告里的数算不拢：{REASON}"
    assert {row["check"] for row in rows} == {"holds", "fails", "undecided", "none"}
    table = files["data/tables/4.csv"].decode("utf-8-sig")
    assert table.count(",fails,") == len(CONTRADICTED)
    whole = json.loads(files["data/2023.json"])
    told = {row["id"]: row for part in whole["sections"] for row in part["figures"]}
    assert told[TOTAL]["check"] == "fails"
    trend = files["data/charts/litigation-by-route-trend.csv"].decode("utf-8-sig")
    assert trend.count(",fails,") == 2


def test_workbook_keeps_misprints_from_being_added_up(files):
    book = openpyxl.load_workbook(io.BytesIO(files["data/2023.xlsx"]))
    cells = [cell for row in book["四"].iter_rows() for cell in row if cell.comment]
    assert {cell.value for cell in cells} == {f"{one}{MARK}" for one in (0, 1, 5, 10)}
    assert REASON in cells[0].comment.text
    head, *rows = book["数字"].iter_rows(values_only=True)
    told = {row[head.index("名字")]: row[head.index("核对")] for row in rows}
    assert told[TOTAL] == "核对不一致"


def test_yaml_of_the_district_is_what_its_report_prints(folder):
    file = yaml.safe_load((folder / "years" / "2023.yml").read_text("utf-8"))
    assert file["tables"]["四"]["reconsideration"] == ["10", "1", "0", "0", "0"]
