"""A chart's table → the Plotly figure that takes it over: the same rows, lengths, hedges and words.

Made as plain data, because Plotly's own classes are only needed to check it, and a test does. Colours are names of
CSS custom properties, filled in by the reader's browser for light, dark and print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from .charts import Mark, Trend, View
from .units import in_wan_yi

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """One bar in parts of the axis: what the number covers for certain, then what its words leave open."""

    mark: Mark
    start: float
    body: float
    tail: float

    @property
    def end(self) -> float:
        return self.start + self.body + self.tail


def piece(mark: Mark) -> Piece:
    """`近` stops short of its number, so its tail is the bar's last part; `超` goes on beyond it.

    A tail has one length, whatever the number, but never takes more than half of a short bar.
    """
    start, length = float(mark.start), float(mark.share)
    if mark.end == "over":
        return Piece(mark, start, length, TAIL)
    tail = min(TAIL, length / 2) if mark.end in TAILS else 0.0
    return Piece(mark, start, length - tail, tail)


def bars(view: View) -> Spec:
    """Horizontal bars under their labels, so that a phone needs no room for an axis of words."""
    pieces = [piece(mark) for mark in view.marks]
    timeline = view.kind == "timeline"
    traces = [bodies(pieces, view), tails(pieces, view)]
    layout = layout_with(
        xaxis=month_axis() if timeline else value_axis(view.longest, view.unit),
        yaxis={"range": [len(pieces) - 0.5, -0.75], "visible": False, "fixedrange": True},
        annotations=[label(mark, row, timeline=timeline) for row, mark in enumerate(view.marks)],
        barmode="overlay",
    )
    return {"data": traces if timeline else [*traces, words(pieces)], "layout": layout}


def bodies(pieces: Sequence[Piece], view: View) -> Spec:
    trace = bar_trace(pieces, view)
    trace["x"] = [round(piece.body, 4) for piece in pieces]
    trace["base"] = [round(piece.start, 4) for piece in pieces]
    trace["marker"]["pattern"]["shape"] = ["/" if piece.mark.running else "" for piece in pieces]
    trace["marker"]["pattern"]["bgcolor"] = "var(--paper)"
    return trace


def tails(pieces: Sequence[Piece], view: View) -> Spec:
    ends = [piece.mark.end for piece in pieces]
    trace = bar_trace(pieces, view)
    trace["x"] = [round(piece.tail, 4) for piece in pieces]
    trace["base"] = [round(piece.start + piece.body, 4) for piece in pieces]
    trace["marker"]["pattern"]["shape"] = [TAILS.get(end, "") for end in ends]
    trace["marker"]["pattern"]["bgcolor"] = [
        f"var(--{'paper' if end == 'over' else 'mark-pale'})" for end in ends
    ]
    # A tail without a pattern takes its fill from the bar's colour; its edge keeps the bar's own.
    trace["marker"]["color"] = [
        colour if TAILS.get(end) else "var(--mark-pale)"
        for colour, end in zip(trace["marker"]["color"], ends, strict=True)
    ]
    return trace


def bar_trace(pieces: Sequence[Piece], view: View) -> Spec:
    colours = [f"var(--{'mark-2' if piece.mark.running else 'mark'})" for piece in pieces]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(pieces))),
        "width": 0.42,
        "marker": {
            "color": colours,
            "line": {"color": colours, "width": 1},
            "pattern": {"fillmode": "replace", "size": 7, "solidity": 0.35},
        },
        "customdata": [hover(piece.mark, view) for piece in pieces],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def words(pieces: Sequence[Piece]) -> Spec:
    """The printed text at each bar's end."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [round(piece.end, 4) for piece in pieces],
        "y": list(range(len(pieces))),
        "text": [f"<b> {unmarked(piece.mark.printed)}</b>" for piece in pieces],
        "textposition": "middle right",
        "textfont": {"color": "var(--ink)", "size": 15},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def label(mark: Mark, row: int, *, timeline: bool) -> Spec:
    return {
        "xref": "paper",
        "x": 0,
        "y": row - 0.26,
        "text": unmarked(f"{mark.scope} · {mark.printed}" if timeline else mark.label),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "font": {"color": "var(--soft)", "size": 14},
    }


def hover(mark: Mark, view: View) -> str:
    timeline = view.kind == "timeline"
    said = (
        (mark.printed, mark.label)
        if timeline
        else (mark.label, mark.printed, mark.meaning, mark.scope)
    )
    return unmarked(" · ".join(filter(None, said)))


def unmarked(text: str) -> str:
    """Plotly takes `<b>` and `<a>` in a text for markup; what comes from data must not be."""
    return escape(text, quote=False)


def value_axis(longest: Decimal, unit: str) -> Spec:
    ticks = nice_ticks(longest)
    return AXIS | {
        "range": [0, ROOM_FOR_WORDS],
        "tickvals": [float(tick / longest) if longest else 0 for tick in ticks],
        "ticktext": [in_wan_yi(tick) + (unit if tick else "") for tick in ticks],
    }


def month_axis() -> Spec:
    firsts = {1: 0, 4: 90, 7: 181, 10: 273}  # a leap day moves them by less than a pixel
    return AXIS | {
        "range": [0, 1],
        "tickvals": [round(day / 365, 4) for day in firsts.values()],
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
    traces: list[Spec] = []
    for index, series in enumerate(trend.series):
        figures = [point.entry.figure if point.entry else None for point in series.points]
        colour = f"var(--{'mark' if index % 2 == 0 else 'mark-2'})"
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "name": unmarked(series.label),
                "x": [str(year) for year in trend.years],
                "y": [
                    float(figure.value) if figure and figure.value is not None else None
                    for figure in figures
                ],
                "text": [unmarked(figure.printed) if figure else "" for figure in figures],
                "textposition": "top center",
                "textfont": {"color": "var(--ink)", "size": 13},
                "line": {"color": colour, "dash": DASHES[index % len(DASHES)], "width": 3},
                "marker": {
                    "color": colour,
                    "size": 10,
                    "symbol": [SYMBOLS.get(f.qualifier if f else "", "circle") for f in figures],
                },
                "connectgaps": False,
                "hovertemplate": "%{x}年 %{text}<extra>%{fullData.name}</extra>",
                "cliponaxis": False,
            }
        )
    highest = max(value for trace in traces for value in trace["y"] if value is not None)
    ticks = nice_ticks(Decimal(str(highest)))
    layout = layout_with(
        xaxis={
            "type": "category",
            "fixedrange": True,
            "tickfont": {"color": "var(--soft)"},
            "showgrid": False,
        },
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
        "hoverlabel": {
            "bgcolor": "var(--paper)",
            "bordercolor": "var(--mark)",
            "font": {"color": "var(--ink)"},
            "align": "left",
        },
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
TAILS = {"nearly": "", "over": "|", "about": ".", "ongoing": ""}
"""Bar ends that say something, and the pattern that tells them apart without colour."""
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = {"over": "triangle-up", "nearly": "triangle-down", "about": "diamond-open"}
