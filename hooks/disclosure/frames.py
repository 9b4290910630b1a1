"""A chart → how high a frame of another site must be for it, in pixels: at widths between a phone's and a column's."""

from __future__ import annotations

from .charts import View
from .trends import Trend

AROUND = 330
"""Title, note, tabs, axis, legend, sums, source and the site's name."""
ROW, CARD, TREND, MOST = 74, 110, 640, 900


def of_view(view: View) -> int:
    each = CARD if view.kind == "cards" else ROW
    return min(AROUND + each * len(view.marks), MOST)


def of_trend(trend: Trend) -> int:
    return TREND
