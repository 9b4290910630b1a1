"""The years page read back against the records: every figure by years, its line, and the change between two reports."""

from __future__ import annotations

import gzip
import json

import pytest
from bs4 import BeautifulSoup

import made_up
from disclosure.charts.trend import NO_REPORT
from disclosure.ledger.derived import Computed, change, year_change
from disclosure.ledger.load import load_ledger
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.page import change_files
from disclosure.pages.years_table import line_path, short_scope

REPORTS = [2022, 2021, 2020, 2018, 2016]
MISPRINT, RESTATED = "四.reconsideration.total", "decisions.published"
WITHDRAWN, BLANK, ABSENT = "policies.under_revision", "二.rules.repealed", "channels.wechat.posts"
OTHER_SPAN, RUNNING, HEDGED = (
    "push.retirement.early_recipients",
    "push.retirement.withdrawers",
    "push.sealed.recipients",
)


def spoil(year, file):
    figures = file["figures"]
    if year == 2018:
        cells = file["tables"]["四"]["reconsideration"]
        cells[-1] = str(int(cells[-1]) + 1)
        file["printed_so"] = {"四.results/reconsideration": "虚构：报告印错"}
        del figures["一（二）4"][ABSENT]
        figures["一（二）3"][OTHER_SPAN] = {"printed": "12万名", "period": "2018-01/2018-06"}
    if year == 2020:
        file["restates"] = [
            {"year": "2018", "figure": RESTATED, "printed": "9999件", "why": "虚构：多计了"}
        ]
    if year == 2021:
        del figures["一（一）2"][WITHDRAWN]
        file["tables"]["二"]["rules"][1] = None
        file["corrections"] = [
            {"on": "2022-05-04", "figure": WITHDRAWN, "was": "9件", "now": "（空）", "why": "虚构"}
        ]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = made_up.write(
        tmp_path_factory.mktemp("years") / "data", reversed(REPORTS), change=spoil
    )
    made_up.publish(folder, 2021, {"2022-04-01": {WITHDRAWN: "9件"}})
    made_up.verify(folder, 2018)
    return load_ledger(folder)


@pytest.fixture(scope="module")
def site(ledger):
    return SiteContext(ledger)


@pytest.fixture(scope="module")
def page(site):
    return BeautifulSoup(str(directives_for(site, "years/").years()), "html.parser")


def read_row(page, id: str) -> dict[str, str]:
    """Head of each column → what the row of a figure has in it."""
    row = page.find(id=id)
    heads = row.find_parent("table").thead.find_all("th")
    names = [head.get("data-year") or "change" for head in heads[1:]]
    return dict(zip(names, (cell.text for cell in row.find_all("td")), strict=True))


def test_columns_are_all_calendar_years_newest_first_with_gaps_told(page):
    for table in page.select("table.by-year"):
        heads = table.thead.find_all("th")[1:]
        years = [head["data-year"] for head in heads if head.has_attr("data-year")]
        assert years == [str(year) for year in range(2022, 2015, -1)]
        gaps = {head["data-year"] for head in heads if NO_REPORT in head.text}
        assert gaps == {"2019", "2017"}
        assert "change" in heads[1]["class"] and heads[1].span.text == "比2021年"
        for head in heads:
            assert head.get("data-year", "2021") in head.text
    for row in page.select("table.by-year tbody tr"):
        assert [cell.text for cell in row.select("td.gap")] == ["没有报告"] * 2


def test_every_figure_of_every_report_stands_in_its_cell_as_printed(page, ledger):
    disclosure = ledger.disclosure
    shown = {row["id"] for row in page.select("table.by-year tbody tr")}
    wanted = {
        entry.id
        for entry in disclosure.entries()
        if not entry.is_cell or entry.id[0] == "二" or entry.id.endswith(".total")
    }
    assert shown == wanted and len(page.select("table.by-year tbody tr")) == len(wanted)
    for id in wanted:
        cells = read_row(page, id)
        for year in REPORTS:
            entry = disclosure.years[year].find(id)
            if entry and entry.figure:
                assert cells[str(year)].startswith(entry.figure.printed)


def test_change_column_is_what_the_records_allow_between_the_two_newest_reports(page, ledger):
    years = ledger.disclosure.years
    computed = 0
    for row in page.select("table.by-year tbody tr"):
        now, before = (years[year].find(row["id"]) for year in (2022, 2021))
        allowed = change(now, before) if now and before else None
        shown = row.select_one("td.change")
        assert bool(shown.b) == bool(allowed) and shown.text
        assert not allowed or shown.b.text == allowed.text
        computed += bool(allowed)
    assert 20 < computed < len(page.select("tbody tr"))


# (figure, year, what its cell says): states that must never be taken for each other
STATES = [
    (MISPRINT, "2018", "（算不拢）"),
    (RESTATED, "2018", "（后来改称）"),
    (WITHDRAWN, "2021", "已撤回"),
    (BLANK, "2021", "报告没有填"),
    (ABSENT, "2018", "报告没有说"),
    (ABSENT, "2019", "没有报告"),
    ("三.received.total", "2019", "没有报告"),
]


@pytest.mark.parametrize(("id", "year", "words"), STATES)
def test_each_state_of_a_figure_has_its_own_words(page, id, year, words):
    said = read_row(page, id)[year]
    assert words in said
    assert [other for *_, other in STATES if other != words and other in said] == []


def test_cell_that_the_years_form_did_not_have_is_no_silence_of_the_report(tmp_path):
    def older(year, file):
        if year == 2020:
            made_up.on_trial(file)

    made = made_up.ledger(tmp_path, [2020, 2021], change=older)
    page = BeautifulSoup(str(directives_for(SiteContext(made), "years/").years()), "html.parser")
    assert read_row(page, "二.rules.issued")["2020"] == "表上没有这一格"
    assert read_row(page, "二.rules.issued")["change"] == "2020年表上没有这一格"


def test_remarks_under_a_table_name_year_and_figure(page):
    remarks = [one.text for one in page.select(".remark")]
    assert any(one.startswith("2018年行政复议：报告里的数算不拢") for one in remarks)
    assert any("2020年的报告改称“9999件”" in one for one in remarks)
    assert any("2022年5月4日撤回，原来登载“9件”" in one for one in remarks)


def test_scope_stands_with_the_row_where_all_years_share_it_and_with_the_cell_elsewhere(page):
    assert "起累计" in page.find(id=RUNNING).th.text
    cells = read_row(page, OTHER_SPAN)
    assert cells["2018"].endswith("1月—6月") and cells["2016"].endswith("1月—9月")


# (period of a figure of 2022, since when it is a running total, its scope in short)
SCOPES = [
    ("", None, ""),
    ("2022-01/2022-12", None, ""),
    ("2022-10/2022-12", None, "10月—12月"),
    ("2022-03-30/2022-03-31", None, "3月30日—31日"),
    ("2021-10/2022-03", None, "2021年10月—2022年3月"),
    ("2021", None, "2021年"),
    ("", "首次推送", "首次推送起累计"),
]


@pytest.mark.parametrize(("span", "since", "words"), SCOPES)
def test_scope_in_short_leaves_out_the_year_of_its_column_alone(span, since, words):
    assert short_scope(made_up.entry("甲", "5件", 2022, span=span, since=since)) == words


# (figure, newer, older, the reason)
REASONS = [
    (RUNNING, 2022, 2021, "累计数，各年互相包含，不比较"),
    (HEDGED, 2022, 2021, "两年的数印得有余地，算不出差多少"),
    (OTHER_SPAN, 2020, 2018, "时段不同，不比较"),
    (MISPRINT, 2020, 2018, "2018年的报告自己算不拢，不计算"),
    (RESTATED, 2020, 2018, "2018年的数后来改称了，不计算"),
    (WITHDRAWN, 2022, 2021, "2021年的数已撤回，不计算"),
    (BLANK, 2022, 2021, "2021年的报告没有填，不计算"),
    (ABSENT, 2020, 2018, "2018年报告没有说"),
    ("三.received.research", 2022, 2021, "两年印的是横线，没有数可算"),
]


@pytest.mark.parametrize(("id", "newer", "older", "reason"), REASONS)
def test_where_no_change_is_computed_the_reason_is_said(ledger, id, newer, older, reason):
    years = ledger.disclosure.years
    assert year_change(id, years[newer], years[older]) == reason


def test_changes_of_any_two_reports_are_those_of_the_records(site, page):
    years, ids = site.disclosure.years, {row["id"] for row in page.select("tbody tr")}
    files = {file.path: json.loads(file.content) for file in change_files(site)}
    assert files.keys() == {f"years/{year}/changes.json" for year in REPORTS[:-1]}
    for newer in REPORTS[:-1]:
        found = files[f"years/{newer}/changes.json"]
        assert found.keys() == {str(year) for year in REPORTS if year < newer}
        for older, said in found.items():
            assert said["changes"].keys() | said["reasons"].keys() == ids
            assert not said["changes"].keys() & said["reasons"].keys()
            for id in ids:
                made = year_change(id, years[newer], years[int(older)])
                is_ours = isinstance(made, Computed)
                assert said["changes" if is_ours else "reasons"][id] == (
                    made.text if is_ours else made
                )


def entries(*printed: str | None, **options: str):
    return [
        made_up.entry("甲", words, 2010 + index, **options) if words else None
        for index, words in enumerate(printed)
    ]


# printed, oldest first (None: no report or no figure) → the path in a box of 64 by 20
LINES = [
    (["5件"], ""),
    (["5件", None, None], ""),
    (["0件", "10件"], "M2 18h0L62 2"),
    (["0件", "0件"], "M2 18h0L62 18"),
    (["10件", None, "10件"], "M2 2h0M62 2h0"),  # a year without a report is a gap
    (["10件", "5件", None, "10件"], "M2 2h0L22 10M62 2h0"),
    (["10件", "—", "10件"], "M2 2h0M62 2h0"),
    (["近10件", "约5件"], "M2 2h0L62 10"),
    (["1件", "1件", "1000件"], "M2 18h0L32 18L62 2"),
]


@pytest.mark.parametrize(("printed", "path"), LINES)
def test_line_breaks_where_years_do_not_follow_each_other(printed, path):
    assert line_path(entries(*printed)) == path


def test_line_leaves_out_what_may_not_be_compared(page):
    assert line_path(entries("5件", "7件", since="首次推送")) == ""
    assert page.find(id=RUNNING).svg is None
    row = page.find(id=MISPRINT)
    assert row.path["d"].count("M") == 2  # 2016, then 2020 to 2022; the sum of 2018 fails


def test_cells_that_no_topic_counts_among_its_own_have_a_table_of_their_own(tmp_path):
    folder = made_up.write(tmp_path, [2021, 2022])
    topic = folder / "topics/litigation.yml"
    topic.write_text(topic.read_text("utf-8").replace("also: [四.*]\n", ""), "utf-8")
    on = directives_for(SiteContext(load_ledger(folder)), "years/")
    page = BeautifulSoup(str(on.years()), "html.parser")
    assert page.find(id="四.litigation_after.total").find_parent(
        attrs={"aria-label": "统计表，逐年"}
    )


def test_rows_of_nothing_but_0_are_folded_where_they_are_many(page):
    folded = {row["id"] for row in page.select("details tbody tr")}
    assert {"二.licences.decisions", "二.penalties.decisions", "二.fees.amount"} <= folded
    for id in folded:
        cells = read_row(page, id)
        assert {cells[str(year)] for year in REPORTS} <= {"0", "—"}


def test_one_report_has_its_figures_in_one_column_and_nothing_to_compare(ledger, tmp_path):
    on = directives_for(SiteContext(made_up.ledger(tmp_path, [2022])), "years/")
    page = BeautifulSoup(str(on.years()), "html.parser")
    assert page.select(".change, .pick, svg") == []
    assert {len(row.select("td")) for row in page.select("tbody tr")} == {1}
    assert "各年并排" not in on.card(on.default.entries["decisions.published"])


def test_twenty_years_stay_light(tmp_path):
    on = directives_for(SiteContext(made_up.ledger(tmp_path, range(2003, 2023))), "years/")
    assert len(gzip.compress(str(on.years()).encode())) < 22_000


# (year, figure, what its card says of the year before)
LAST_YEARS = [
    (2022, "policies.published", "增减"),
    (2022, HEDGED, "两年的数印得有余地，算不出差多少"),
    (2022, RUNNING, "累计数，各年互相包含，不比较"),
    (2022, WITHDRAWN, "2021年 已撤回；2021年的数已撤回，不计算"),
    (2020, RESTATED, "没有2019年的报告"),
    (2022, "三.handled.company", "增减"),
]


@pytest.mark.parametrize(("year", "id", "words"), LAST_YEARS)
def test_card_and_headline_say_last_years_figure_and_the_change(site, year, id, words):
    on = directives_for(site, f"years/{year}/", year)
    card = BeautifulSoup(str(on.card(on.default.entries[id])), "html.parser")
    (title,) = (one for one in card.find_all("dt") if one.text == "上一年")
    said = " ".join(title.find_next("dd").text.split())
    headline = " ".join(BeautifulSoup(on.headline(id), "html.parser").text.split())
    before = site.disclosure.years.get(year - 1)
    entry = before.find(id) if before else None
    assert words in said
    assert bool(entry) == (f"{year - 1}年" in headline)  # the reasons are left to the card
    if entry:
        made = change(on.default.entries[id], entry)
        when = f"至{year - 1}年末" if entry.since else f"{year - 1}年"
        for text in (said, headline):
            assert f"{when} {entry.shown}" in text
            assert ("增减" in text) == bool(made)
            assert not made or f"增减 {made.text}（本站计算）" in text


def test_card_of_the_first_report_misses_no_year_before_and_leads_to_the_others(site):
    on = directives_for(site, "years/2016/", 2016)
    card = BeautifulSoup(str(on.card(on.default.entries[RESTATED])), "html.parser")
    assert "上一年" not in card.text and "没有2015年的报告" not in card.text
    assert card.select_one("a.years")["href"] == f"../#{RESTATED}"
    cell = on.card(on.default.entries["三.handled.company"])
    assert "各年并排" not in cell  # only the totals have a row
