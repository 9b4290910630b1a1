"""A trend → the Plotly figure of its lines: the same years, values, hedges and words as its table."""

from __future__ import annotations

from disclosure.ledger.derived import meaning

from .plotly_style import COLOURS, Spec, layout_with, lines_of, unmarked
from .trend import Point, Series, Trend


def line_figure(trend: Trend) -> Spec:
    """One line a series; years without a comparable figure leave a gap; what is contradicted stands by itself. What
    must not be compared has a panel of its own, one above the other over the same years. The ticks follow from the
    years that a reader chooses: docs/assets/charts.js has them."""
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
            "tickangle": 0,
            "showgrid": False,
            "showline": True,
            "linecolor": "var(--soft)",
            "anchor": axis_name("y", count - 1),
            "unifiedhovertitle": {"text": "<b>%{x}年</b>"},
        },
    )
    for panel in range(count):
        layout[f"yaxis{panel + 1 if panel else ''}"] = value_axis(trend, panel)
    return {"data": traces, "layout": layout}


def value_axis(trend: Trend, panel: int) -> Spec:
    """Panels share the height from the top down, with a gap between them; each names the unit of its first line."""
    count = len(trend.highest)
    gap = 0.08 if count > 1 else 0
    height = (1 - gap * (count - 1)) / count
    bottom = round(1 - (panel + 1) * height - panel * gap, 4)
    return AXIS | {
        "range": [0, float(trend.highest[panel]) * 1.15 or 1],
        "ticksuffix": trend.panels[panel][0].unit,
        "domain": [max(bottom, 0), round(bottom + height, 4)],
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
        "meta": series.unit,
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


def point_hover(series: Series, year: int, point: Point) -> str:
    """One line of the tooltip that a year's points share, and what must be known of its figure."""
    remark = (point.entry.remark if point.entry else "") or meaning(point.figure)
    if point.computed:
        remark = f"本站计算：{point.computed.formula}"
    elif point.end == "exact":
        remark = ""
    return lines_of(f"{series.label} {point.shown}", remark)


AXIS: Spec = {
    "zeroline": False,
    "gridcolor": "var(--line)",
    "tickfont": {"color": "var(--soft)", "size": 13},
}
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
PLAIN_SYMBOLS = ("circle", "square", "hexagon", "star", "pentagon", "cross")
"""Of exact and rounded figures; triangles and diamonds say hedges."""
SYMBOLS = {"over": "triangle-up", "nearly": "triangle-down", "about": "diamond"}
