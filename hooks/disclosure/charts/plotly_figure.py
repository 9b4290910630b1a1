"""A chart's table → the Plotly figure of it: the same rows, lengths, hedges and words.

Made as plain data, because Plotly's own classes are only needed to check it, and a test does. It is whole as it stands,
for a picture by itself; docs/assets/charts.js lays it over the table, and fills in the colours: the names of CSS custom
properties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any

from disclosure.ledger.derived import meaning

from .axis import round_values, tick_words
from .chart import ChartView, Mark
from .trend import Point, Series, Trend

Spec = dict[str, Any]


def bar_figure(view: ChartView) -> Spec:
    """Bars under their labels, so that a phone needs no room for an axis of words; each panel has its axis. The parts
    of a whole stand in one line; the table has their labels."""
    is_split, has_words = view.kind == "parts", view.kind == "bars"
    rows, notes, down = [], [], 0.0
    for panel in view.panels:
        for mark in panel.marks:
            if not is_split:
                notes.append(row_label(mark, down, view))
            if mark.share is not None:
                rows.append(down)
            down += 0 if is_split else 1
        notes += [tick_label(tick.words, float(tick.at), down - 0.7) for tick in panel.ticks]
        down += AXIS_ROWS if panel.ticks else 0
    top, bottom = (-0.4, 0.4) if is_split else (-0.8, down - 0.6)
    layout = layout_with(
        height=round(ROW * (bottom - top)),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"range": [0, 1 + ROOM_FOR_WORDS if has_words else 1], "visible": False},
        yaxis={"range": [bottom, top], "visible": False},
        annotations=notes,
        barmode="overlay",
        shapes=[gap(number / view.blocks) for number in range(1, view.blocks)],
    )
    bars = bodies(view, rows)
    return {"data": [bars, words(view.bars, rows)] if has_words else [bars], "layout": layout}


def bodies(view: ChartView, rows: list[float]) -> Spec:
    """Bars that end at their numbers, whatever the words leave open."""
    hover_of = event_hover if view.kind == "timeline" else hover
    marks, is_split = view.bars, view.kind == "parts"
    colours = [
        f"var(--{COLOURS[index % len(COLOURS)] if is_split else 'mark'})"
        for index in range(len(marks))
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(mark.share or 0) for mark in marks],
        "base": [float(mark.start) for mark in marks],
        "y": rows,
        "width": 0.42,
        "marker": {
            # A frame without a filling says that the number is contradicted.
            "color": [
                "var(--paper)" if mark.end == "contradicted" else colour
                for mark, colour in zip(marks, colours, strict=True)
            ],
            "line": {
                "color": "var(--paper)" if is_split else "var(--mark)",
                "width": [2 if mark.end == "contradicted" else 1 for mark in marks],
            },
        },
        "customdata": [hover_of(mark) for mark in marks],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def gap(at: float) -> Spec:
    """Between single things, so that they can be counted."""
    line = {"color": "var(--paper)", "width": 3}
    return {"type": "line", "x0": at, "x1": at, "y0": -0.21, "y1": 0.21, "line": line}


def words(marks: Sequence[Mark], rows: list[float]) -> Spec:
    """At each bar's end the sign of its hedge and the printed text."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [float(mark.share or 0) for mark in marks],
        "y": rows,
        "text": [
            f"<b> {HEDGE_SIGNS.get(mark.end, '')}{unmarked(mark.number)}</b>" for mark in marks
        ],
        "textposition": "middle right",
        "textfont": {"size": 16},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def row_label(mark: Mark, row: float, view: ChartView) -> Spec:
    is_event = view.kind == "timeline"
    parts = [mark.printed, mark.scope] if is_event else [mark.label, view.basis_of(mark)]
    if mark.share is None:
        parts.insert(1, mark.number)  # no bar that has it at its end
    return {
        "xref": "paper",
        "x": 0,
        "y": row - 0.24,
        "text": unmarked(" · ".join(filter(None, parts))),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
    }


def tick_label(text: str, at: float, down: float) -> Spec:
    return {
        "x": at,
        "y": down,
        "text": text,
        "showarrow": False,
        "xanchor": "center" if at else "left",
        "yanchor": "top",
        "font": {"color": "var(--soft)", "size": 13},
    }


def hover(mark: Mark) -> str:
    """`办了销户提取`, `近22万人 · 2022年`, `不超过22万人，报告没有说下限`: a line each."""
    number = " · ".join(filter(None, (mark.number, mark.share_words, mark.scope)))
    return lines_of(mark.label, number, mark.basis if mark.computed else mark.meaning)


def event_hover(mark: Mark) -> str:
    return lines_of(mark.printed, mark.label)


def point_hover(series: Series, year: int, point: Point) -> str:
    """One line of the tooltip that a year's points share, and what must be known of its figure."""
    remark = (point.entry.remark if point.entry else "") or meaning(point.figure)
    if point.computed:
        remark = f"本站计算：{point.computed.formula}"
    elif point.end == "exact":
        remark = ""
    return lines_of(f"{series.label} {point.shown}", remark)


def lines_of(*texts: str) -> str:
    """One text a line, the long ones folded: Plotly folds nothing, and a phone is narrow."""
    return "<br>".join(unmarked(line) for text in texts if text for line in folded(text))


def folded(text: str) -> list[str]:
    """A text in lines of a length."""
    lines = [""]
    for piece in PIECES.findall(text):
        if len(lines[-1]) + len(piece) > LINE:
            lines.append("")
        lines[-1] += piece
    return lines


def unmarked(text: str) -> str:
    """Plotly takes `<b>` and `<a>` in a text for markup; what comes from data must not be."""
    return escape(text, quote=False)


def line_figure(trend: Trend) -> Spec:
    """One line a series; years without a comparable figure leave a gap; what is contradicted stands by itself. What
    must not be compared has a panel of its own, one above the other over the same years."""
    traces = [line(series, trend) for series in trend.series]
    if "contradicted" in trend.legend_keys:
        traces += [apart(trace, series) for trace, series in zip(traces, trend.series, strict=True)]
    count = len(trend.highest)
    layout = layout_with(
        height=360 + 200 * (count - 1),
        margin={"l": 4, "r": 24, "t": 24, "b": 32},
        hovermode="x unified",
        hoversubplots="axis",
        xaxis=AXIS
        | {
            "range": [trend.years[0] - 0.4, trend.years[-1] + 0.4],
            "tickvals": list(trend.years),
            "ticktext": [str(year) for year in trend.years],
            "tickangle": 0,
            "showgrid": False,
            "showline": True,
            "linecolor": "var(--soft)",
            "anchor": axis_name("y", count - 1),
            "unifiedhovertitle": {"text": "<b>%{x}年</b>"},
        },
    )
    for panel in range(count):
        layout[f"yaxis{panel + 1 if panel else ''}"] = value_axis(
            trend.highest[panel], panel, count
        )
    return {"data": traces, "layout": layout}


def value_axis(highest: Decimal, panel: int, count: int) -> Spec:
    """Panels share the height from the top down, with a gap between them."""
    gap = 0.08 if count > 1 else 0
    height = (1 - gap * (count - 1)) / count
    bottom = round(1 - (panel + 1) * height - panel * gap, 4)
    return AXIS | {
        "range": [0, float(highest) * 1.15 or 1],
        "domain": [max(bottom, 0), round(bottom + height, 4)],
        "tickvals": [float(value) for value in round_values(highest)],
        "ticktext": [tick_words(value) for value in round_values(highest)],
    }


def axis_name(letter: str, panel: int) -> str:
    return f"{letter}{panel + 1}" if panel else letter


def line(series: Series, trend: Trend) -> Spec:
    """Lines of one panel differ in colour, in dash and in the marks of plain figures; hedges have their own marks.
    A point that later lines cover, having the same value, is greater than theirs."""
    place = series.place
    colour = f"var(--{COLOURS[place % len(COLOURS)]})"
    plain = PLAIN_SYMBOLS[place % len(PLAIN_SYMBOLS)]
    later = trend.panels[series.panel][place + 1 :]
    covers = [[one.points[at].value for one in later] for at in range(len(trend.years))]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": unmarked(series.label),
        "x": list(trend.years),
        "y": [float(point.value or 0) if point.is_joined else None for point in series.points],
        "yaxis": axis_name("y", series.panel),
        "line": {"color": colour, "dash": DASHES[place % len(DASHES)], "width": 3},
        "marker": {
            "color": [
                "var(--paper)" if point.end == "about" else colour for point in series.points
            ],
            "line": {"color": colour, "width": 2},
            "size": [
                9 + 5 * found.count(point.value) * (point.value is not None)
                for point, found in zip(series.points, covers, strict=True)
            ],
            "opacity": 1,
            "symbol": [SYMBOLS.get(point.end, plain) for point in series.points],
        },
        "connectgaps": False,
        "cliponaxis": False,
        "text": [unmarked(point.shown) for point in series.points],
        "customdata": [
            point_hover(series, year, point)
            for year, point in zip(trend.years, series.points, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def apart(trace: Spec, series: Series) -> Spec:
    """The points of a line that it does not lead to: crosses."""
    marker = trace["marker"] | {"symbol": "x-thin", "size": 11}
    return trace | {
        "mode": "markers",
        "y": [
            None if point.is_joined or point.value is None else float(point.value)
            for point in series.points
        ],
        "marker": marker,
    }


def layout_with(**parts: Any) -> Spec:
    return {
        "font": {"family": "var(--font)", "size": 15, "color": "var(--ink)"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": "var(--paper)",
            "bordercolor": "var(--mark)",
            "font": {"family": "var(--font)", "color": "var(--ink)"},
            "align": "left",
        },
    } | parts


AXIS: Spec = {
    "zeroline": False,
    "gridcolor": "var(--line)",
    "tickfont": {"color": "var(--soft)", "size": 13},
}
ROW = 66
"""Height of a bar under its label, in pixels of a picture."""
AXIS_ROWS = 0.6
"""Height of a panel's axis, in rows."""
ROOM_FOR_WORDS = 0.42
HEDGE_SIGNS = {"nearly": "≤ ", "over": "≥ ", "about": "≈ "}
"""What follows the end of a bar whose words leave its number open; docs/assets/styles/40-charts.css has the same."""
COLOURS = ("mark", "second", "third", "fourth", "soft", "ink")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
PLAIN_SYMBOLS = ("circle", "square", "hexagon", "star", "pentagon", "cross")
"""Of exact and rounded figures; triangles and diamonds say hedges."""
SYMBOLS = {"over": "triangle-up", "nearly": "triangle-down", "about": "diamond"}
LINE = 18
"""Characters in a line of a hover label."""
PIECES = re.compile(r"(?:[\d.]+[%万亿]*|[A-Za-z]+|.)[，；、。）”]*", re.DOTALL)
"""What a line may end after: never within a number, nor before a stop."""
