"""Figures → a chart's table, and the Plotly figure of it: the same rows, lengths and words."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import pytest

import made_up
from disclosure.charts import alt_text, plotly_figure
from disclosure.charts.axis import value_ticks, width_in_em
from disclosure.charts.chart import chart_view, event_mark
from disclosure.charts.trend import trend
from disclosure.datafiles.models import Bar, Chart, Event
from disclosure.open_data.provenance import NOWHERE
from disclosure.open_data.rows import Rows
from disclosure.pages.context import SiteContext
from disclosure.pages.directives import directives_for

CHARTS = {
    "channels": "cards",
    "decisions-by-kind": "bars",
    "litigation-by-route": "bars",
    "policies-by-maker": "bars",
    "normative-documents": "bars",
    "events": "timeline",
    "push-sealed": "bars",
    "push-retirement": "bars",
    "requests-by-outcome": "bars",
    "withdrawn-amounts": "bars",
}


@pytest.fixture(scope="module")
def site(ledger):
    return SiteContext(ledger)


@pytest.fixture(scope="module")
def views(site):
    return {id: directives_for(site, "").view(id) for id in site.charts}


def test_every_chart_of_the_data_is_looked_at_here(views):
    assert {id: made.kind for id, made in views.items()} == CHARTS


def rows(made) -> list[tuple[str, str, str, str, bool]]:
    return [
        (mark.entry.id, mark.printed, str(mark.share), mark.end, mark.running)
        for mark in made.marks
    ]


def test_bars_of_the_real_report(views):
    assert rows(views["push-retirement"]) == [
        ("push.retirement.recipients", "34.67万人", "1.0000", "rounded", False),
        ("push.retirement.early_recipients", "近20万名", "0.5769", "nearly", False),
        (
            "push.retirement.withdrawers",
            "1.6万人",
            "0.0461",
            "rounded",
            True,
        ),  # counted from the first push ever
    ]
    assert rows(views["withdrawn-amounts"]) == [
        ("push.sealed.withdrawn_amount", "超25亿元", "1.0000", "over", False),
        ("push.retirement.withdrawn_amount", "近6亿元", "0.2400", "nearly", True),
    ]
    assert rows(views["push-sealed"]) == [
        ("push.sealed.recipients", "约60万名", "1.0000", "about", False),
        ("push.sealed.withdrawers", "近22万人", "0.3667", "nearly", False),
    ]


def test_other_scopes_are_told_apart(views):
    made = views["push-retirement"]
    assert [mark.scope for mark in made.marks] == [
        "2022年10月—12月",
        "2022年1月—9月",
        "首次退休消息推送起，至2022年末",
    ]
    assert "running" in made.legend_keys and "running" not in views["push-sealed"].legend_keys
    assert made.sections == ("一（二）3",)


def test_titles_are_filled_in(views):
    assert "81.4%（本站计算）" in views["decisions-by-kind"].title
    assert "约60万名" in views["push-sealed"].title
    assert not [made.id for made in views.values() if re.search("[<>{}&]", made.title + made.note)]


def test_sums_of_our_own_say_so(views):
    marks = {mark.label: mark for mark in views["requests-by-outcome"].marks}
    assert [(label, mark.printed, mark.end) for label, mark in marks.items()] == [
        ("予以公开", "0", "exact"),
        ("部分公开", "0", "exact"),
        ("不予公开", "0", "exact"),
        ("无法提供", "1", "exact"),
        ("不予处理", "0", "exact"),
        ("其他处理", "2", "exact"),
    ]
    assert marks["其他处理"].computed.formula == "1 + 0 + 1"
    assert marks["予以公开"].computed is None and marks["予以公开"].entry.id == "三.granted.total"


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
    assert (here.end, here.share) == ("exact", 1)
    assert (gone.printed, gone.end, gone.share, gone.value) == ("没有录入", "missing", 0, None)
    (summed,) = bars(
        made,
        Bar(
            sum=("decisions.underpaid_contributions", "decisions.fraudulent_withdrawals"),
            label="合计",
        ),
    )
    assert (summed.printed, summed.end) == ("算不出", "missing")  # half of a sum is no sum


def test_all_running_totals_are_of_one_scope(ledger):
    running = bars(ledger, Bar(figure="push.retirement.withdrawers"))
    assert [mark.running for mark in running] == [False]  # nothing to tell it from


def test_a_chart_of_nothing_but_zeros(ledger):
    zero = bars(ledger, Bar(figure="二.rules.issued"), Bar(figure="二.rules.in_force"))
    assert [mark.share for mark in zero] == [0, 0]


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
    found = {id: trend(id, chart, made.disclosure) for id, chart in charts.items()}
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
    layout = plotly_figure.line_figure(one)["layout"]
    assert layout["hovermode"] == "x unified" and layout["hoversubplots"] == "axis"
    domains = [layout[f"yaxis{panel}"]["domain"] for panel in ("", 2, 3, 4)]
    assert all(upper[0] > lower[1] for upper, lower in pairwise(domains))
    for panel, series in enumerate(one.series):
        values = [point.value for point in series.points]
        assert layout[f"yaxis{panel + 1 if panel else ''}"]["range"][1] == float(max(values)) * 1.15


def test_bars_of_two_dimensions_do_not_share_an_axis(three_years):
    bars = (Bar(figure="push.sealed.recipients"), Bar(figure="push.sealed.withdrawn_amount"))
    made = trend("甲", Chart(title="甲", bars=bars), three_years.disclosure)
    assert [series.panel for series in made.series] == [0, 1]


def test_lines_of_a_panel_differ_in_colour_dash_and_mark(three_years):
    lines = plotly_figure.line_figure(trends(three_years)["requests-by-outcome"])["data"]
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
    below, above = plotly_figure.line_figure(one)["data"]
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
    assert [trace["y"][2] for trace in plotly_figure.line_figure(one)["data"]] == [None] * 2
    assert all(trace["connectgaps"] is False for trace in plotly_figure.line_figure(one)["data"])


@pytest.mark.parametrize("years", [(2011, 2014), (2019, 2020, 2025)])
def test_years_without_a_report_are_a_gap_that_no_line_bridges(tmp_path, years):
    made = made_up.ledger(tmp_path, years)
    one = trends(made)["decisions-by-kind"]
    missing = set(range(years[0], years[-1])) - set(years)
    assert one.years == tuple(range(years[0], years[-1] + 1))
    for trace in plotly_figure.line_figure(one)["data"]:
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
        if made.kind != "cards":
            go.Figure(in_black(plotly_figure.bar_figure(made)))


def test_every_trend_is_valid_plotly(three_years):
    for one in trends(three_years).values():
        go.Figure(in_black(plotly_figure.line_figure(one)))


@pytest.mark.parametrize("id", [id for id, kind in CHARTS.items() if kind != "cards"])
def test_plotly_draws_what_the_table_says(views, id):
    made = views[id]
    body, *rest = plotly_figure.bar_figure(made)["data"]
    assert body["y"] == list(range(len(made.marks)))
    for row, mark in enumerate(made.marks):
        assert body["base"][row] == float(mark.start)
        assert body["x"][row] == float(mark.share)
        assert mark.printed in body["customdata"][row]
    assert [
        annotation["y"] < row
        for row, annotation in enumerate(plotly_figure.bar_figure(made)["layout"]["annotations"])
    ] == [True] * len(made.marks)
    if rest:
        signs = {"nearly": "≤ ", "over": "≥ ", "about": "≈ "}
        assert rest[0]["x"] == body["x"]
        assert [re.sub("<[^>]*>", "", text).strip() for text in rest[0]["text"]] == [
            signs.get(mark.end, "") + mark.printed for mark in made.marks
        ]


def test_ticks_are_where_their_words_say(views):
    made = views["push-retirement"]
    axis = plotly_figure.bar_figure(made)["layout"]["xaxis"]
    assert (
        axis["ticktext"]
        == [tick.words for tick in made.ticks]
        == ["0", "10万人", "20万人", "30万人"]
    )
    places = [0, 100000 / 346700, 200000 / 346700, 300000 / 346700]
    assert axis["tickvals"] == [float(tick.at) for tick in made.ticks]
    assert axis["tickvals"] == pytest.approx(places, abs=1e-4)


def test_a_time_line_is_marked_by_quarters(views):
    assert [(tick.words, str(tick.at)) for tick in views["events"].ticks] == [
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
        ("223", "0 100 200"),
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
        for trace, series in zip(plotly_figure.line_figure(one)["data"], one.series, strict=True):
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
                assert words.replace("<br>", "").startswith(f"{series.label} {point.shown}")
                assert point.entry is None or point.entry.year == year


def test_the_same_data_make_the_same_spec(ledger, views):
    again = SiteContext(ledger)
    for id, made in views.items():
        assert plotly_figure.bar_figure(
            directives_for(again, "").view(id)
        ) == plotly_figure.bar_figure(made)


def test_words_from_the_data_are_no_markup_to_plotly(ledger):
    """Plotly takes <b>, <a> and <br> in its texts for markup."""
    year = ledger.disclosure.latest
    hostile = '<a href="https://example.invalid">甲</a>'
    chart = Chart(title=hostile, bars=(Bar(figure="decisions.published", label=hostile),))
    spec = plotly_figure.bar_figure(chart_view("甲", chart, year, ledger, str))
    body, words = spec["data"]
    for text in (body["customdata"][0], spec["layout"]["annotations"][0]["text"]):
        assert "<a" not in text
    assert words["text"] == ["<b> " + year.entries["decisions.published"].figure.printed + "</b>"]


def test_a_long_hover_text_is_folded_but_never_within_a_number():
    text = "印到末一位；按四舍五入，在1919.685万次与1919.695万次之间"
    lines = plotly_figure.folded(text)
    assert "".join(lines) == text
    assert lines == ["印到末一位；按四舍五入，在", "1919.685万次与", "1919.695万次之间"]
    assert plotly_figure.lines_of("甲", "") == "甲"


# In words


def test_the_words_for_a_picture_say_what_hedges_and_scopes_mean(views):
    assert alt_text.chart_summary(views["push-sealed"]) == (
        "口径都是2022年。"  # the title and the note are read before it
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


def test_bars_of_a_trends_table_are_as_long_as_their_numbers(three_years):
    one = trends(three_years)["decisions-by-kind"]
    assert max(one.share(series, point) for series in one.series for point in series.points) == 1
    for series in one.series:
        for point in series.points:
            part = pytest.approx(point.value / one.highest[0], abs=Decimal("0.0001"))
            assert one.share(series, point) == part
