"""A hook of MkDocs for the stock site: each place that `stock.py` left for a chart → what Plotly's `to_html()` gives.

`STOCK_LIBRARY` is the address of the library; without it the library stands in each page, as it does by default.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from plotly.graph_objects import Figure

PLACE = re.compile(r'<div data-chart="(\d+)"></div>')
CHARTS = json.loads(Path("charts.json").read_text("utf-8"))


def on_post_page(output: str, **_: object) -> str:
    """The library once a page, though `to_html()` would put it into every chart."""
    library: list[bool | str] = [os.environ.get("STOCK_LIBRARY") or True]

    def drawn(place: re.Match[str]) -> str:
        plot, included = CHARTS[int(place[1])], library.pop() if library else False
        figure = Figure(plot["data"], plot["layout"], skip_invalid=True)
        return figure.to_html(full_html=False, include_plotlyjs=included)

    return PLACE.sub(drawn, output)
