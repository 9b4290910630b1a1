"""A chart's table → the Plotly figure that takes it over: the same rows, lengths, hedges and words.

Made as plain data, because Plotly's own classes are only needed to check it, and a test does. Colours are names of
CSS custom properties, filled in by the reader's browser for light, dark and print.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .charts import DAYS, Mark, Trend, View
from .figure import in_wan_yi

Spec = dict[str, Any]


def bars(view: View) -> Spec:
    """Horizontal bars under their labels, so that a phone needs no room for an axis of words."""
    ends = [end_length(mark) for mark in view.marks]
    rows = list(range(len(view.marks)))
    lengths = [float(mark.share) for mark in view.marks]
    bodies = [max(0.0, length - end) if ends_inside(mark) else length for mark, length, end in zip(view.marks, lengths, ends)]
    starts = [float(mark.start) for mark in view.marks]
    hover = [" · ".join(filter(None, hover_words(mark, view))) for mark in view.marks]
    body = bar_trace(rows, bodies, starts, hover, view.marks)
    body["marker"]["pattern"] |= {"shape": ["/" if mark.running else "" for mark in view.marks]}
    tail_starts = [start + length for start, length in zip(starts, bodies)]
    tails = bar_trace(rows, ends, tail_starts, hover, view.marks)
    tails["marker"]["pattern"] |= {
        "shape": [TAILS.get(mark.end, "") for mark in view.marks],
        "bgcolor": ["var(--paper)" if mark.end == "over" else "var(--mark-pale)" for mark in view.marks],
    }
    words: Spec = {
        "type": "scatter",
        "mode": "text",
        "x": [start + length + (0 if ends_inside(mark) else end) for mark, start, length, end in zip(view.marks, starts, lengths, ends)],
        "y": rows,
        "text": [f"<b> {mark.printed}</b>" for mark in view.marks],
        "textposition": "middle right",
        "textfont": {"color": "var(--ink)", "size": 15},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    timeline = view.kind == "timeline"
    layout = layout_with(
        xaxis=month_axis() if timeline else value_axis(view.longest, view.unit),
        yaxis={"range": [len(rows) - 0.5, -0.75], "visible": False, "fixedrange": True},
        annotations=[label(mark, row, timeline) for row, mark in enumerate(view.marks)],
        barmode="overlay",
    )
    return {"data": [body, tails] if timeline else [body, tails, words], "layout": layout}


def bar_trace(
    rows: list[int], lengths: list[float], starts: list[float], hover: list[str], marks: tuple[Mark, ...]
) -> Spec:
    colours = [f"var(--{'mark-2' if mark.running else 'mark'})" for mark in marks]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(length, 4) for length in lengths],
        "y": rows,
        "base": [round(start, 4) for start in starts],
        "width": 0.42,
        "marker": {
            "color": colours,
            "line": {"color": colours, "width": 1},
            "pattern": {"fillmode": "replace", "bgcolor": "var(--paper)", "size": 7, "solidity": 0.35},
        },
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def label(mark: Mark, row: int, timeline: bool) -> Spec:
    words = f"{mark.scope} · {mark.printed}" if timeline else mark.label
    return {
        "xref": "paper",
        "x": 0,
        "y": row - 0.26,
        "text": words,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "font": {"color": "var(--soft)", "size": 14},
    }


def hover_words(mark: Mark, view: View) -> tuple[str, ...]:
    if view.kind == "timeline":
        return (mark.printed, mark.label)
    return (mark.label, mark.printed, mark.meaning, mark.scope)


def end_length(mark: Mark) -> float:
    """How much of the bar is drawn as its hedge; the same for every bar, but never more than half of a short one."""
    if mark.end not in TAILS:
        return 0.0
    return min(TAIL, float(mark.share) / 2) if ends_inside(mark) else TAIL


def ends_inside(mark: Mark) -> bool:
    """`近` stops short of its number; `超` goes on beyond it."""
    return mark.end in ("nearly", "about", "ongoing")


def value_axis(longest: Decimal, unit: str) -> Spec:
    ticks = nice_ticks(longest)
    return AXIS | {
        "range": [0, ROOM_FOR_WORDS],
        "tickvals": [float(tick / longest) if longest else 0 for tick in ticks],
        "ticktext": [in_wan_yi(tick) + (unit if tick else "") for tick in ticks],
    }


def month_axis() -> Spec:
    firsts = {1: 0, 4: 90, 7: 181, 10: 273}
    return AXIS | {
        "range": [0, 1],
        "tickvals": [round(day / float(DAYS), 4) for day in firsts.values()],
        "ticktext": [f"{month}月" for month in firsts],
    }


def nice_ticks(longest: Decimal) -> list[Decimal]:
    """0 and up to four round steps: 600000 → 0, 20万, 40万, 60万; counts never get a half."""
    if longest <= 0:
        return [Decimal(0)]
    power = Decimal(1).scaleb((longest / 3).adjusted())
    step = next(power * size for size in (1, 2, 5, 10) if power * size * 4 >= longest)
    step = max(step, Decimal(1))
    return [step * index for index in range(int(longest / step) + 1)]


def lines(trend: Trend) -> Spec:
    """One line a series; years without a comparable figure leave a gap."""
    traces = []
    for index, series in enumerate(trend.series):
        figures = [point.entry.figure if point.entry else None for point in series.points]
        colour = f"var(--{'mark' if index % 2 == 0 else 'mark-2'})"
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "name": series.label,
                "x": [str(year) for year in trend.years],
                "y": [float(figure.value) if figure and figure.value is not None else None for figure in figures],
                "text": [figure.printed if figure else "" for figure in figures],
                "textposition": "top center",
                "textfont": {"color": "var(--ink)", "size": 13},
                "line": {"color": colour, "dash": DASHES[index % len(DASHES)], "width": 3},
                "marker": {"color": colour, "size": 10, "symbol": [SYMBOLS.get(f.qualifier if f else "", "circle") for f in figures]},
                "connectgaps": False,
                "hovertemplate": "%{x}年 %{text}<extra>%{fullData.name}</extra>",
                "cliponaxis": False,
            }
        )
    highest = max(value for trace in traces for value in trace["y"] if value is not None)
    ticks = nice_ticks(Decimal(str(highest)))
    layout = layout_with(
        xaxis={"type": "category", "fixedrange": True, "tickfont": {"color": "var(--soft)"}, "showgrid": False},
        yaxis=AXIS
        | {
            "range": [0, highest * 1.2 or 1],
            "tickvals": [float(tick) for tick in ticks],
            "ticktext": [in_wan_yi(tick) + (trend.unit if tick else "") for tick in ticks],
            "automargin": True,
        },
        showlegend=len(traces) > 1,
        legend={"orientation": "h", "y": -0.2, "font": {"color": "var(--ink)"}},
    )
    layout["margin"] = {"l": 8, "r": 24, "t": 24, "b": 32}
    return {"data": traces, "layout": layout}


def layout_with(**parts: Any) -> Spec:
    return {
        "font": {"family": "var(--font)", "size": 14, "color": "var(--ink)"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 2, "r": 2, "t": 2, "b": 28},
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {"bgcolor": "var(--paper)", "bordercolor": "var(--mark)", "font": {"color": "var(--ink)"}, "align": "left"},
    } | parts


AXIS: Spec = {
    "fixedrange": True,
    "zeroline": False,
    "gridcolor": "var(--line)",
    "tickfont": {"color": "var(--soft)", "size": 12},
    "ticklabelposition": "outside",
}
TAIL = 0.06
ROOM_FOR_WORDS = 1.42
TAILS = {"nearly": "-", "over": "|", "about": ".", "ongoing": "/"}
"""Bar ends that say something, and the pattern that tells them apart without colour."""
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = {"over": "triangle-up", "nearly": "triangle-down", "about": "diamond-open"}
