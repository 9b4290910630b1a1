"""A chart → how high a frame of another site must be for it, in pixels: on a phone, and in a column of text.

Estimated from what stands in it, in the sizes of docs/assets/styles: a test measures every chart in a browser.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from .axis import width_in_em
from .chart import ChartView
from .mark import LEGEND, Mark
from .trend import Trend

PHONE, COLUMN = 306, 600
"""What is left between the margins of a frame 343 and 640 pixels wide."""
TITLE, NOTE, TEXT, SMALL = 19.6, 15.7, 16.5, 14.0
"""Sizes of letters."""
TABS, AXIS, STRIP, PICTURE = 47, 37, 60, 325
"""Heights: the tabs; the axis; a split bar; a trend's picture."""
BAR, STEP, PART, CARD = 77, 89, 92, 152
"""Heights of a row of bars, of a time line; of a part; of a card."""
TOUCHED = 48
"""A line of links, made high for fingers."""
AROUND = 130
"""Margins, and the line under everything that offers the frame itself."""


@dataclass(frozen=True, slots=True)
class Frame:
    height: int
    tall: int
    """On a phone, where lines are short."""

    @property
    def style(self) -> str:
        """In between by the width of the window: a site that forbids styles has the height of a column."""
        tall, height = max(self.tall, self.height), self.height
        return f"border:0;height:clamp({height}px,calc({tall + 290}px - 77vw),{tall}px)"


def chart_frame(view: ChartView) -> Frame:
    return Frame(height_of(view, COLUMN), height_of(view, PHONE))


def height_of(view: ChartView, width: int) -> int:
    rows = [row_height(view, mark, width) for mark in view.marks]
    if view.kind in ("cards", "parts"):
        side_by_side = 1 if width == PHONE else 2
        rows = [max(rows[at : at + side_by_side]) for at in range(0, len(rows), side_by_side)]
    drawn = TABS + AXIS * sum(bool(panel.ticks) for panel in view.panels) if view.bars else 0
    drawn += STRIP if view.kind == "parts" else 0
    zeros = "，".join(f"{mark.label} 0（{len(mark.terms)}项都是0）" for mark in view.zeros)
    legend = [LEGEND[key] for key in view.legend_keys]
    ties = sum(30 * lines(f"核对一致 {tie.arithmetic}", TEXT, width) for tie in view.ties)
    source = TOUCHED * lines("出处：2022年报告" + "　一（一）6" * len(view.sections), SMALL, width)
    return (
        header_height(view.title, view.caption, width)
        + drawn
        + sum(rows)
        + (10 + 27 * lines(zeros, TEXT, width) if zeros else 0)
        + text_lines(legend, width)
        + remark_lines((*view.remarks, *view.footnotes), width)
        + ties
        + source
    )


def row_height(view: ChartView, mark: Mark, width: int) -> int:
    room = width - 40 if width == PHONE else width // 2 - 40
    if view.kind == "parts":
        words = (*mark.details, mark.share_words)
        return PART + sum(23 * lines(text, SMALL, room) for text in words if text) - 23
    if view.kind == "cards":
        words = card_words(view, mark)
        return CARD + sum(26 * lines(text, NOTE, room) for text in words if text) - 26
    more = 27 * (lines(mark.label, TEXT, width) - 1)
    return more + (STEP if view.kind == "timeline" else BAR + 25 * bool(view.basis_of(mark)))


def card_words(view: ChartView, mark: Mark) -> tuple[str, ...]:
    """What stands under a card's number."""
    scope = "" if view.common_scope else mark.scope
    return ("；".join(mark.details) or mark.meaning, mark.basis if mark.computed else "", scope)


def trend_frame(trend: Trend) -> Frame:
    legend = [LEGEND[key] for key in trend.legend_keys]
    heights = (
        header_height(trend.title, "只连单位、口径和时段都相同的年份。", width)
        + (
            TABS
            + PICTURE
            + int((trend.height - 19) * 16)
            + TOUCHED
            + view_height(trend, width)
            + text_lines(legend, width)
            + remark_lines(trend.remarks, width)
        )
        for width in (COLUMN, PHONE)
    )
    return Frame(*heights)


def view_height(trend: Trend, width: int) -> int:
    """What chooses shares, years and the line in front: buttons with a swatch, as many in a row as fit."""
    rows, left = 1, width
    for one in trend.series:
        button = 64 + int(width_in_em([one.label]) * Decimal("14.4"))
        rows, left = (rows, left) if button <= left else (rows + 1, width)
        left -= button
    return TOUCHED * (trend.offers_span + trend.has_shares + rows * trend.shares_panels)


def header_height(title: str, note: str, width: int) -> int:
    """Title and note; under all, whose the chart is, in two lines or three."""
    by = TOUCHED if width == COLUMN else TOUCHED + 26
    note_lines = lines(note, NOTE, width) if note else 0
    return 29 * lines(title, TITLE, width) + 25 * note_lines + by + AROUND


def text_lines(legend: list[str], width: int) -> int:
    """The legend, its keys side by side; a key that wraps leaves the rest of its line empty."""
    if not legend:
        return 0
    return 25 * (1 + lines("　　　　".join(legend), SMALL, width))


def remark_lines(remarks: Iterable[str], width: int) -> int:
    return sum(30 * lines(remark, TEXT, width) for remark in remarks)


def lines(text: str, size: float, width: int) -> int:
    return max(1, ceil(float(width_in_em([text])) * size / width))
