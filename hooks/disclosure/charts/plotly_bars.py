"""A chart's table → the Plotly figure of its bars: the same rows, lengths, hedges and words."""

from __future__ import annotations

from collections.abc import Sequence

from .chart import ChartView
from .mark import Mark
from .plotly_style import COLOURS, Spec, layout_with, lines_of, unmarked


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


ROW = 66
"""Height of a bar under its label, in pixels of a picture."""
AXIS_ROWS = 0.6
"""Height of a panel's axis, in rows."""
ROOM_FOR_WORDS = 0.42
HEDGE_SIGNS = {"nearly": "≤ ", "over": "≥ ", "about": "≈ "}
"""What follows the end of a bar whose words leave its number open; docs/assets/styles/40-charts.css has the same."""
