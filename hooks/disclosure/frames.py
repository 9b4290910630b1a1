"""A chart → how high a frame of another site must be for it, in pixels: at widths between a phone's and a column's."""

from __future__ import annotations

from .charts import View
from .trends import Trend

AROUND = 440
"""Title, note, tabs, axis, legend, sums, source and the site's name, where they take two lines each."""
ROWS = {"bars": 78, "cards": 40, "timeline": 52}
"""What each row takes, by the kind of chart."""
TREND, MOST = 640, 960


def of_view(view: View) -> int:
    return min(AROUND + ROWS[view.kind] * len(view.marks), MOST)


def of_trend(trend: Trend) -> int:
    return TREND
