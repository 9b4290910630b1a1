"""Figures → a chart's table, and the Plotly figure of it: the same rows, lengths and words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import pytest

import made_up
from disclosure.charts import alt_text, plotly_bars, plotly_lines, plotly_style
from disclosure.charts.axis import value_ticks, width_in_em
from disclosure.charts.chart import chart_view
from disclosure.charts.mark import Mark
from disclosure.charts.timeline import event_mark
from disclosure.charts.trend import trend
from disclosure.datafiles.models import Bar, Chart, Event
from disclosure.figures.bounds import Bounds
from disclosure.open_data.provenance import NOWHERE
from disclosure.open_data.rows import Rows
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for

CHARTS = {
    "channels": "cards",
    "decisions-by-kind": "parts",
    "litigation-by-route": "cards",  # one lawsuit has nothing to be measured against
    "policies-by-maker": "parts",
    "normative-documents": "bars",
    "events": "timeline",
    "push-sealed": "bars",
    "push-retirement": "cards",
    "requests-received-and-handled": "bars",
    "requests-by-outcome": "parts",
    "withdrawn-amounts": "cards",
}


@pytest.fixture(scope="module")
def site(ledger):
    return SiteContext(ledger)


@pytest.fixture(scope="module")
def views(site):
    return {id: directives_for(site, "").view(id) for id in site.charts}


def test_every_chart_of_the_data_is_looked_at_here(views):
    assert {id: made.kind for id, made in views.items()} == CHARTS


def rows(made) -> list[tuple[str, str, str, str]]:
    return [(mark.entry.id, mark.printed, str(mark.share), mark.end) for mark in made.marks]


def test_bars_of_the_real_report(views):
    assert rows(views["push-sealed"]) == [
        ("push.sealed.recipients", "约60万名", "1.0000", "about"),
        ("push.sealed.withdrawers", "近22万人", "0.3667", "nearly"),
    ]


@pytest.mark.parametrize("id", ["push-retirement", "withdrawn-amounts", "channels"])
def test_what_a_note_forbids_to_compare_has_no_length(views, id):
    assert [mark.share for mark in views[id].marks] == [None] * len(views[id].marks)
    assert views[id].bars == ()


def test_cards_of_other_scopes_each_say_theirs(views):
    made = views["push-retirement"]
    assert [mark.scope for mark in made.marks] == [
        "2022年10月—12月",
        "2022年1月—9月",
        "首次退休消息推送起，至2022年末",
    ]
    assert made.common_scope == "" and made.caption == made.note
    assert views["push-sealed"].caption.endswith("图文推送。都是2022年的数。")
    assert made.sections == ("一（二）3",)


def test_what_all_rows_count_over_is_said_once_and_each_bar_has_its_unit(site):
    table = str(directives_for(site, "").chart("normative-documents"))
    assert table.count("都是2022年的数。") == 1 and "<small>2022年" not in table
    numbers = re.findall(r"<td>.*?</td>", table)
    assert [re.sub("<[^>]*>", "", number) for number in numbers] == ["4件", "3件", "27件"]


def axes(made) -> list[list[str]]:
    return [[mark.printed for mark in panel.marks] for panel in made.panels]


def test_bars_of_another_unit_span_or_start_have_an_axis_of_their_own(tmp_path):
    def change(year, file):
        figures = file["figures"]["一（二）3"]
        figures["push.sealed.recipients"] = "60万名"  # as the sentence says 人
        figures["push.retirement.withdrawers"] = {"printed": "1.6万人", "since": "首次推送"}
        figures["push.retirement.early_recipients"] = {
            "printed": "20万人",
            "period": "2022-01/2022-09",
        }
        figures["push.retirement.sms_rounds"] = {"printed": "3次"}

    made = made_up.ledger(tmp_path, [2022], change=change)
    wanted = [f"push.{id}" for id in ("sealed.recipients", "retirement.withdrawers")]
    wanted += [f"push.{id}" for id in ("retirement.early_recipients", "sealed.withdrawers")]
    chart = Chart(
        title="甲", bars=tuple(Bar(figure=id) for id in (*wanted, "push.retirement.sms_rounds"))
    )
    view = chart_view("甲", chart, made.disclosure.latest, made, str)
    people = view.panels[0]
    assert [mark.entry.id for mark in people.marks] == [
        "push.sealed.recipients",
        "push.sealed.withdrawers",
    ]
    assert axes(view)[1:] == [["1.6万人"], ["20万人"], ["3次"]]
    assert [bool(panel.ticks) for panel in view.panels] == [True, False, False, False]
    assert people.ticks[-1].words.endswith("人")  # the indicator's unit, not the first sentence's
    assert view.kind == "bars" and len(view.bars) == 2
    (body, texts) = plotly_bars.bar_figure(view)["data"]
    assert len(body["x"]) == len(texts["x"]) == 2


def test_titles_are_filled_in(views):
    assert "81.4%（本站计算）" in views["decisions-by-kind"].title
    assert "约60万名" in views["push-sealed"].title
    assert not [made.id for made in views.values() if re.search("[<>{}&]", made.title + made.note)]


def test_sums_of_our_own_say_so(views):
    made = views["requests-by-outcome"]
    assert [(mark.label, mark.number) for mark in made.marks] == [
        ("无法提供", "1件"),
        ("其他处理", "2件"),
    ]
    assert [mark.label for mark in made.zeros] == ["予以公开", "部分公开", "不予公开", "不予处理"]
    assert made.marks[1].computed.formula == "1 + 0 + 1"
    assert made.zeros[0].computed is None and made.zeros[0].entry.id == "三.granted.total"


# A whole and its parts


def test_parts_of_a_whole_stand_end_to_end_with_their_shares(views):
    made = views["decisions-by-kind"]
    assert [(str(mark.start), str(mark.share)) for mark in made.marks] == [
        ("0.0000", "0.8139"),
        ("0.8139", "0.1861"),
    ]
    assert [mark.share_words for mark in made.marks] == ["81.4%（本站计算）", "18.6%（本站计算）"]
    assert made.marks[0].of_whole.formula == "223条 ÷ 274件" and made.blocks == 0


def test_few_things_can_be_counted_and_say_what_became_of_each(views):
    made = views["requests-by-outcome"]
    assert made.blocks == 3 and {mark.of_whole for mark in made.marks} == {None}
    assert [mark.details for mark in made.marks] == [
        ("本机关不掌握相关政府信息1件",),
        (
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请1件",
            "其他（统计表没有写是什么情况）1件",
        ),
    ]
    assert len(plotly_bars.bar_figure(made)["layout"]["shapes"]) == 2  # between three
    assert views["litigation-by-route"].marks[0].details == ("结果维持1件",)


@pytest.mark.parametrize(
    ("whole", "part", "kind"),
    [
        ("274件", "51条", "parts"),
        ("275件", "51条", "bars"),  # they don't add up, and the report is said to print it so
        ("约274件", "51条", "bars"),
        ("274件", "近51条", "bars"),
        (None, "51条", "bars"),
        ("274件", None, "cards"),  # 223条 alone
    ],
)
def test_parts_have_shares_only_where_the_report_adds_them_up(tmp_path, whole, part, kind):
    def change(year, file):
        figures = file["figures"]["一（一）6"]
        given = {
            "published": whole,
            "underpaid_contributions": "223条",
            "fraudulent_withdrawals": part,
        }
        for name, printed in given.items():
            figures.pop(f"decisions.{name}", None)
            if printed:
                figures[f"decisions.{name}"] = printed
        if whole == "275件":
            file["printed_so"] = {"decisions.kinds": "虚构：报告印的就是这样"}

    made = made_up.ledger(tmp_path, [2022], change=change)
    view = directives_for(SiteContext(made), "").view("decisions-by-kind")
    assert view.kind == kind
    assert any(mark.of_whole for mark in view.marks) is (kind == "parts")


def test_tie_outs_stand_under_their_chart(views):
    assert [result.arithmetic for result in views["decisions-by-kind"].ties] == [
        "223条 + 51条 = 274件"
    ]
    assert [result.outcome for result in views["requests-by-outcome"].ties] == ["holds"]


def bars(ledger, *wanted: Bar):
    year = ledger.disclosure.latest
    chart = Chart(title="甲", bars=tuple(wanted))
    return chart_view("甲", chart, year, ledger, str).marks


def test_what_the_year_does_not_have_stays_and_says_so(tmp_path):
    def drop(year, file):
        del file["figures"]["一（一）6"]["decisions.fraudulent_withdrawals"]

    made = made_up.ledger(tmp_path, [2022], change=drop)
    here, gone = bars(
        made, Bar(figure="decisions.published"), Bar(figure="decisions.fraudulent_withdrawals")
    )
    assert (here.end, here.share) == ("exact", None)  # nothing to be measured against
    assert (gone.printed, gone.end, gone.share, gone.value) == ("没有录入", "missing", None, None)
    (summed,) = bars(
        made,
        Bar(
            sum=("decisions.underpaid_contributions", "decisions.fraudulent_withdrawals"),
            label="合计",
        ),
    )
    assert (summed.printed, summed.end) == ("算不出", "missing")  # half of a sum is no sum


def test_a_card_of_a_form_has_what_adds_up_to_it_and_one_of_the_text_has_not(ledger):
    """What the text adds up is a chart of its own; a form's cells have no other place."""
    year = ledger.disclosure.latest

    def card(figure: str):
        chart = Chart(title="甲", kind="cards", bars=(Bar(figure=figure),))
        return chart_view("甲", chart, year, ledger, str).marks[0]

    assert {one.id.rpartition(".")[2] for one in card("四.litigation_direct.total").terms} > {
        "upheld"
    }
    assert ledger.results_of_figure[year.year, "decisions.published"]
    assert card("decisions.published").terms == ()


def test_zeros_are_told_in_a_sentence(ledger):
    year, bars = (
        ledger.disclosure.latest,
        (Bar(figure="二.rules.issued"), Bar(figure="二.rules.in_force")),
    )
    made = chart_view("甲", Chart(title="甲", bars=bars), year, ledger, str)
    assert made.marks == made.bars == () and len(made.zeros) == 2
    html = str(directives_for(SiteContext(ledger), "").render_chart(made, 3))
    assert "这几项是0：" in html and html.count(">0</data>") == 2
    assert "<table" not in html and "plot" not in html


# The time line


def test_events_in_order_of_time(views):
    made = views["events"]
    assert [(mark.printed, mark.end) for mark in made.marks] == [
        ("2022年1月—9月", "exact"),
        ("2022年3月30日—31日", "exact"),
        ("2022年5月29日", "exact"),
        ("2022年10月起", "ongoing"),
    ]
    assert [(str(mark.start), str(mark.share)) for mark in made.marks] == [
        ("0.0000", "0.7479"),  # 273 of 365 days
        ("0.2411", "0.0110"),
        ("0.4055", "0.0110"),
        ("0.7479", "0.2521"),
    ]


@pytest.mark.parametrize(
    ("on", "year", "ongoing"),
    [
        ("2022-12-31", 2022, False),
        ("2022-12-30/2022-12-31", 2022, False),
        ("2024-12-31", 2024, False),  # day 366
        ("2024", 2024, False),
        ("2021-11/2022-02", 2022, False),
        ("2021-11", 2022, True),
        ("2022-12/2023-02", 2022, False),
        ("2022-01-01", 2022, False),
    ],
)
def test_events_stay_on_the_line(on, year, ongoing):
    event = Event.model_validate({"on": on, "what": "甲", "ongoing": ongoing})
    mark = event_mark(event, "一（一）", year)
    assert mark.start >= 0
    assert mark.share > 0
    assert mark.start + mark.share <= 1


# Trends


def trends(made) -> dict[str, object]:
    charts = SiteContext(made).charts
    found = {id: trend(id, chart, made) for id, chart in charts.items()}
    return {id: one for id, one in found.items() if one}


def test_one_year_has_no_trend(ledger):
    assert trends(ledger) == {}


def test_trends_appear_by_themselves(three_years):
    found = trends(three_years)
    assert set(found) == {id for id, kind in CHARTS.items() if kind != "timeline"}
    one = found["decisions-by-kind"]
    assert (one.id, one.years) == ("decisions-by-kind-trend", (2021, 2022, 2023))
    assert one.title.startswith("2021—2023年：单位不缴或少缴202")
    for series, id in zip(
        one.series, ("underpaid_contributions", "fraudulent_withdrawals"), strict=True
    ):
        years = three_years.disclosure.years.values()
        assert [point.entry for point in series.points] == [
            year.entries[f"decisions.{id}"] for year in years
        ]
        values = [point.entry.figure.value for point in series.points]
        assert [point.change and point.change.value for point in series.points] == [
            None,
            values[1] - values[0],
            values[2] - values[1],
        ]


def test_trend_of_sums_adds_each_years_rows_and_says_so(three_years):
    one = trends(three_years)["requests-by-outcome"]
    assert [series.label for series in one.series][2:4] == ["不予公开", "无法提供"]
    for year, point in zip(one.years, one.series[2].points, strict=True):
        cells = three_years.disclosure.years[year].entries
        parts = [cells[id] for id in cells if re.fullmatch(r"三\.withheld\.\w+\.total", id)]
        assert point.value == sum(part.figure.value for part in parts)
        assert point.computed.formula == " + ".join(part.figure.printed for part in parts)
        assert point.change is None
    html = str(directives_for(SiteContext(three_years), "").chart("requests-by-outcome"))
    assert f"本站计算：{one.series[2].points[0].computed.formula}" in html
    rows = [row for row in Rows(three_years.disclosure, NOWHERE).trend(one) if row["computed"]]
    assert [row["value"] for row in rows][:3] == [point.value for point in one.series[2].points]


def test_trend_of_parts_has_shares_of_years_whose_sum_holds_and_leaves_nothing_open(tmp_path):
    """Not of a year that contradicts itself, says about, has no whole, or has so few that they can be counted."""
    printed = {
        2016: ("200件", "150条", "50条"),
        2017: ("201件", "150条", "50条"),
        2018: ("200件", "150条", "近50条"),
        2019: ("约200件", "150条", "50条"),
        2020: (None, "150条", "50条"),
        2021: ("12件", "9条", "3条"),
        2022: ("13件", "13条", "0条"),
    }
    names = ("published", "underpaid_contributions", "fraudulent_withdrawals")

    def change(year, file):
        figures = file["figures"]["一（一）6"]
        figures |= {
            f"decisions.{name}": text for name, text in zip(names, printed[year], strict=True)
        }
        if printed[year][0] is None:
            del figures["decisions.published"]
        if year == 2017:
            file["printed_so"] = {"decisions.kinds": "虚构：报告印的就是这样"}

    made = made_up.ledger(tmp_path, printed, change=change)
    one = trends(made)["decisions-by-kind"]
    shares = [[point.share and point.share.text for point in line.points] for line in one.series]
    assert shares[0] == ["75.0%", None, None, None, None, None, "100.0%"]
    assert shares[1] == ["25.0%", None, None, None, None, None, "0.0%"]
    assert one.series[0].points[0].share.formula == "150条 ÷ 200件" and one.has_shares
    assert not trends(made)["normative-documents"].has_shares  # bars are no parts
    html = str(directives_for(SiteContext(made), "").chart("decisions-by-kind"))
    assert html.count('title="本站计算：150条 ÷ 200件">占75.0%</span>') == 1


def test_shares_of_one_year_alone_make_no_line(tmp_path):
    def change(year, file):
        if year < 2023:
            file["figures"]["一（一）6"].pop("decisions.published")

    made = made_up.ledger(tmp_path, change=change)
    assert not trends(made)["decisions-by-kind"].has_shares
    html = str(directives_for(SiteContext(made), "").chart("decisions-by-kind"))
    assert ">占比（本站计算）<" not in html and 'class="computed share"' not in html


def test_applications_received_and_handled_are_drawn_over_the_years(three_years):
    """As the form names them: 新收 + 上年结转 = 办结 + 结转下年, each carried on from year to year."""
    one = trends(three_years)["requests-received-and-handled"]
    rows = ("received", "carried_in", "handled", "carried_out")
    assert [series.label for series in one.series] == ["新收", "上年转来", "办结", "转到下年"]
    for series, row in zip(one.series, rows, strict=True):
        years = three_years.disclosure.years.values()
        cells = [year.entries[f"三.{row}.total"] for year in years]
        assert [point.entry for point in series.points] == cells
    received, carried_in, handled, carried_out = (series.points for series in one.series)
    assert [point.value for point in carried_in[1:]] == [point.value for point in carried_out[:-1]]
    for new, old, done, left in zip(received, carried_in, handled, carried_out, strict=True):
        assert new.value + old.value == done.value + left.value


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_applications_of_one_year_stand_with_the_sum_that_holds_between_them(tmp_path, form):
    def change(year, file):
        if form == "2019":
            made_up.on_trial(file)

    made = made_up.ledger(tmp_path, [2020], change=change)
    view = directives_for(SiteContext(made), "").view("requests-received-and-handled")
    cells = made.disclosure.latest.entries
    shown = {mark.label: mark.value for mark in (*view.marks, *view.zeros)}
    assert shown == {
        "新收": cells["三.received.total"].figure.value,
        "上年转来": cells["三.carried_in.total"].figure.value,
        "办结": cells["三.handled.total"].figure.value,
        "转到下年": cells["三.carried_out.total"].figure.value,
    }
    assert view.kind == "bars" and {result.outcome.value for result in view.ties} == {"holds"}
    received, handled = (cells[f"三.{row}.total"].figure.printed for row in ("received", "handled"))
    assert view.title == f"信息公开申请新收{received}件，办结{handled}件"


def test_trend_breaks_where_a_term_of_a_sum_is_missing(tmp_path):
    def change(year, file):
        if year == 2022:
            file["tables"]["三"]["withheld.state_secret"][-1] = ""

    made = made_up.ledger(tmp_path, [2021, 2022, 2023, 2024], change=change)
    series = trends(made)["requests-by-outcome"].series[2]
    assert [point.value is None for point in series.points] == [False, True, False, False]


def test_cards_that_must_not_be_compared_have_a_panel_each(three_years):
    one = trends(three_years)["channels"]
    assert [series.panel for series in one.series] == [0, 1, 2, 3]
    layout = plotly_lines.line_figure(one)["layout"]
    assert layout["hovermode"] == "x unified" and layout["hoversubplots"] == "axis"
    domains = [layout[f"yaxis{panel}"]["domain"] for panel in ("", 2, 3, 4)]
    assert all(upper[0] > lower[1] for upper, lower in pairwise(domains))
    for panel, series in enumerate(one.series):
        values = [point.value for point in series.points]
        assert layout[f"yaxis{panel + 1 if panel else ''}"]["range"][1] == float(max(values)) * 1.15


def test_bars_of_two_dimensions_do_not_share_an_axis(three_years):
    bars = (Bar(figure="push.sealed.recipients"), Bar(figure="push.sealed.withdrawn_amount"))
    made = trend("甲", Chart(title="甲", bars=bars), three_years)
    assert [series.panel for series in made.series] == [0, 1]


def test_lines_of_a_panel_differ_in_colour_dash_and_mark(three_years):
    lines = plotly_lines.line_figure(trends(three_years)["requests-by-outcome"])["data"]
    assert len({trace["line"]["color"] for trace in lines}) == len(lines) == 6
    assert len({trace["line"]["dash"] for trace in lines}) == 6
    assert len({trace["marker"]["symbol"][0] for trace in lines}) == 6


def test_a_point_under_others_of_the_same_value_is_greater(tmp_path):
    def change(year, file):
        figures = file["figures"]["一（一）6"]
        del figures["decisions.published"]
        for id in ("underpaid_contributions", "fraudulent_withdrawals"):
            figures[f"decisions.{id}"] = "9条" if year == 2022 or "under" in id else "7条"

    one = trends(made_up.ledger(tmp_path, range(2021, 2024), change=change))["decisions-by-kind"]
    below, above = plotly_lines.line_figure(one)["data"]
    assert below["marker"]["size"] == [9, 14, 9] and above["marker"]["size"] == [9, 9, 9]
    assert [series.place for series in one.series] == [0, 1]


def published(*printed: str) -> made_up.Change:
    """Years from 2021 with these decisions for want of contributions."""

    def change(year, file):
        figures = file["figures"]["一（一）6"]
        del figures["decisions.published"]
        figures["decisions.underpaid_contributions"] = printed[year - 2021]

    return change


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (("9条", "12条", "11条"), "2021—2023年：单位不缴或少缴2022年最多，12条"),
        # two are highest
        (("9条", "12条", "12条"), "2021—2023年：单位不缴或少缴2021年9条，2023年12条"),
        # 约 leaves it open
        (("约9条", "12条", "11条"), "2021—2023年：单位不缴或少缴2021年约9条，2023年11条"),
        (("近9条", "12条", "11条"), "2021—2023年：单位不缴或少缴2022年最多，12条"),
        (("9条", "近12条", "11条"), "2021—2023年：单位不缴或少缴2021年9条，2023年11条"),
        (("9条", "12条"), "2021—2022年：单位不缴或少缴2021年9条，2022年12条"),
        (("9条", "9条", "9条"), "2021—2023年：单位不缴或少缴各年报出的都是9条"),
        (("近9条", "近9条"), "2021—2022年：单位不缴或少缴2021年近9条，2022年近9条"),
    ],
)
def test_title_of_a_trend_says_a_finding_only_where_the_words_allow_it(tmp_path, printed, title):
    years = range(2021, 2021 + len(printed))

    def change(year, file):
        published(*printed)(year, file)
        file["figures"]["一（一）6"]["decisions.fraudulent_withdrawals"] = "约5条"

    made = made_up.ledger(tmp_path, years, change=change)
    assert trends(made)["decisions-by-kind"].title.startswith(title)


def test_nothing_is_computed_from_a_figure_that_the_report_contradicts():
    entry = made_up.entry("甲", "5件")
    mark = Mark("甲", "5件", "", Decimal(5), "exact", "", entry=entry)
    assert mark.bounds == Bounds.of(entry.figure)
    assert replace(mark, end="contradicted").bounds is None


def test_a_year_of_another_scope_is_a_gap(tmp_path):
    def change(year, file):
        figures = file["figures"]["一（二）3"]
        if year == 2022:
            figures["push.retirement.recipients"]["period"] = "2022-07/2022-12"
            del figures["push.retirement.early_recipients"]
            figures["push.retirement.withdrawers"]["since"] = "另一次推送"

    made = made_up.ledger(tmp_path, range(2020, 2024), change=change)
    one = trends(made)["push-retirement"]
    for series in one.series:
        assert [point.entry is not None for point in series.points] == [True, True, False, True]
        assert [point.change is not None for point in series.points][2:] == [
            False,
            False,
        ]  # no leap over the gap
    assert [trace["y"][2] for trace in plotly_lines.line_figure(one)["data"]] == [None] * 2
    assert all(trace["connectgaps"] is False for trace in plotly_lines.line_figure(one)["data"])


@pytest.mark.parametrize("years", [(2011, 2014), (2019, 2020, 2025)])
def test_years_without_a_report_are_a_gap_that_no_line_bridges(tmp_path, years):
    made = made_up.ledger(tmp_path, years)
    one = trends(made)["decisions-by-kind"]
    missing = set(range(years[0], years[-1])) - set(years)
    assert one.years == tuple(range(years[0], years[-1] + 1))
    for trace in plotly_lines.line_figure(one)["data"]:
        assert {
            year for year, y in zip(trace["x"], trace["y"], strict=True) if y is None
        } == missing
        assert trace["connectgaps"] is False
    for series in one.series:
        after_gap = [
            point.change
            for year, point in zip(one.years, series.points, strict=True)
            if year - 1 in missing
        ]
        assert set(after_gap) == {None}
    html = str(directives_for(SiteContext(made), "").chart("decisions-by-kind"))
    assert html.count("没有这一年的报告</span>") == len(missing)
    summary = alt_text.trend_alt_text(one, made.disclosure)["summary"]
    assert f"{years[-1] - 1}年没有报告" in summary
    rows = list(Rows(made.disclosure, NOWHERE).trend(one))
    assert {row["year"] for row in rows} == set(years)


def test_years_that_differ_in_scope_alone_make_no_trend(tmp_path):
    def change(year, file):
        if year == 2021:
            for figure in file["figures"]["一（二）3"].values():
                if isinstance(figure, dict):
                    figure["since"] = "2021年的另一次推送"
            del file["figures"]["一（二）3"]["push.sealed.recipients"]

    found = trends(made_up.ledger(tmp_path, [2021, 2022], change=change))
    assert set(found) & {"push-sealed", "push-retirement", "withdrawn-amounts"} == set()
    assert "decisions-by-kind" in found


# Plotly


def in_black(spec) -> dict:
    return json.loads(re.sub(r"var\(--[\w-]+\)", "#000", json.dumps(spec)))


def test_every_chart_is_valid_plotly(views):
    for made in views.values():
        if made.bars:
            go.Figure(in_black(plotly_bars.bar_figure(made)))


def test_every_trend_is_valid_plotly(three_years):
    for one in trends(three_years).values():
        go.Figure(in_black(plotly_lines.line_figure(one)))


@pytest.mark.parametrize("id", [id for id, kind in CHARTS.items() if kind != "cards"])
def test_plotly_draws_what_the_table_says(views, id):
    made = views[id]
    body, *rest = plotly_bars.bar_figure(made)["data"]
    assert body["y"] == (
        [0] * len(made.marks) if made.kind == "parts" else [*range(len(made.marks))]
    )
    for row, mark in enumerate(made.marks):
        assert body["base"][row] == float(mark.start)
        assert body["x"][row] == float(mark.share)
        assert mark.printed in body["customdata"][row]
    labels = [note["text"] for note in plotly_bars.bar_figure(made)["layout"]["annotations"]]
    for mark, label in zip(made.marks, labels, strict=False):
        assert (mark.printed if made.kind == "timeline" else mark.label) in label
    assert labels[len(made.marks) :] == [tick.words for tick in made.panels[0].ticks]
    if rest:
        signs = {"nearly": "≤ ", "over": "≥ ", "about": "≈ "}
        assert rest[0]["x"] == body["x"]
        assert [re.sub("<[^>]*>", "", text).strip() for text in rest[0]["text"]] == [
            signs.get(mark.end, "") + mark.number for mark in made.marks
        ]


def test_ticks_are_where_their_words_say(views):
    made = views["push-sealed"]
    (panel,) = made.panels
    notes = plotly_bars.bar_figure(made)["layout"]["annotations"][len(made.marks) :]
    assert [note["text"] for note in notes] == ["0", "20万人", "40万人", "60万人"]
    assert [note["x"] for note in notes] == [float(tick.at) for tick in panel.ticks]
    assert [float(tick.at) for tick in panel.ticks] == pytest.approx([0, 1 / 3, 2 / 3, 1], abs=1e-4)


def test_a_time_line_is_marked_by_quarters(views):
    assert [(tick.words, str(tick.at)) for tick in views["events"].panels[0].ticks] == [
        *(("1月", "0.0000"), ("4月", "0.2466"), ("7月", "0.4959"), ("10月", "0.7479"))
    ]


@pytest.mark.parametrize(
    ("longest", "ticks"),
    [
        ("0", "0"),
        ("1", "0 1"),
        ("3", "0 1 2 3"),
        ("4", "0 1 2 3 4"),
        ("5", "0 2 4"),
        ("27", "0 10 20"),
        ("9", "0 2 4 6 8"),
        ("91", "0 20 40 60 80"),
        ("223", "0 50 100 150 200"),
        ("346700", "0 10万 20万 30万"),
        ("600000", "0 20万 40万 60万"),
        ("2500000000", "0 10亿 20亿"),
        ("6421200", "0 200万 400万 600万"),
    ],
)
def test_ticks_are_round_and_few(longest, ticks):
    made = value_ticks(Decimal(longest), "")
    assert [tick.words for tick in made] == ticks.split()
    assert len(made) <= 5


def test_the_texts_beside_bars_get_the_room_they_need(views):
    assert views["push-sealed"].room == Decimal("4.4")  # 约60万名: three characters and two digits
    assert width_in_em([]) == 0


def test_lines_draw_what_the_table_says(three_years):
    for one in trends(three_years).values():
        for trace, series in zip(plotly_lines.line_figure(one)["data"], one.series, strict=True):
            assert trace["x"] == [2021, 2022, 2023]
            assert trace["name"] == series.label
            assert trace["y"] == [float(point.value) for point in series.points]
            assert trace["text"] == [
                point.computed.text if point.computed else point.entry.figure.printed
                for point in series.points
            ]
            for year, point, words in zip(
                one.years, series.points, trace["customdata"], strict=True
            ):
                assert re.sub("<br ?>", "", words).startswith(f"{series.label} {point.shown}")
                assert point.entry is None or point.entry.year == year


def test_the_same_data_make_the_same_spec(ledger, views):
    again = SiteContext(ledger)
    for id, made in views.items():
        assert plotly_bars.bar_figure(directives_for(again, "").view(id)) == plotly_bars.bar_figure(
            made
        )


def test_words_from_the_data_are_no_markup_to_plotly(ledger):
    """Plotly takes <b>, <a> and <br> in its texts for markup."""
    year = ledger.disclosure.latest
    hostile = '<a href="https://example.invalid">甲</a>'
    bars = (
        Bar(figure="decisions.published", label=hostile),
        Bar(figure="二.normative_documents.issued"),
    )
    chart = Chart(title=hostile, bars=bars)
    spec = plotly_bars.bar_figure(chart_view("甲", chart, year, ledger, str))
    body, words = spec["data"]
    for text in (body["customdata"][0], spec["layout"]["annotations"][0]["text"]):
        assert "<a" not in text
    assert words["text"] == ["<b> 274件</b>", "<b> 4件</b>"]


def test_a_long_hover_text_is_folded_but_never_within_a_number():
    text = "印到末一位；按四舍五入，在1919.685万次与1919.695万次之间"
    lines = plotly_style.folded(text)
    assert "".join(lines) == text
    assert lines == ["印到末一位；按四舍五入，在", "1919.685万次与", "1919.695万次之间"]
    assert plotly_style.lines_of("甲", "") == "甲"


# In words


def test_the_words_for_a_picture_say_what_hedges_and_scopes_mean(views):
    assert alt_text.chart_summary(views["push-sealed"]) == (
        "消息推送给，约60万名，60万名上下，报告没有说上限和下限；"
        "办了销户提取，近22万人，不超过22万人，报告没有说下限。"
    )
    assert (
        "近6亿元，不超过6亿元，报告没有说下限，首次退休消息推送起，至2022年末"
        in alt_text.chart_summary(views["withdrawn-amounts"])
    )
    assert "其他处理，2，本站计算：1 + 0 + 1" in alt_text.chart_summary(
        views["requests-by-outcome"]
    )
    assert alt_text.chart_summary(views["events"]).startswith("2022年1月—9月，向退休职工")


def test_a_trend_is_told_year_by_year(tmp_path):
    def change(year, file):
        if year == 2022:
            del file["figures"]["一（二）3"]["push.sealed.withdrawers"]

    made = made_up.ledger(tmp_path, range(2021, 2024), change=change)
    one = trends(made)["push-sealed"]
    assert one.legend_keys == ("nearly", "about")
    said = alt_text.trend_alt_text(one, made.disclosure)["summary"]
    assert re.search(r"办了销户提取：2021年近\d+万人，2022年没有可比的数，2023年近\d+万人。", said)
    assert said.endswith("近：不超过此数；约：此数上下。")


@pytest.mark.parametrize("id", ["decisions-by-kind", "channels"])
def test_bars_of_a_trends_table_are_as_long_as_their_numbers(three_years, id):
    """Beside the longest of those that they may be compared with."""
    one = trends(three_years)[id]
    for panel in one.panels:
        values = [point.value for series in panel for point in series.points]
        for series in panel:
            for point in series.points:
                part = pytest.approx(point.value / max(values), abs=Decimal("0.0001"))
                assert one.share(series, point) == part
