"""What the Plotly figures of bars and of lines have in common: layout, colours and texts.

Made as plain data, because Plotly's own classes are only needed to check it, and a test does. A figure is whole as it
stands, for a picture by itself; docs/assets/charts.js lays it over the table, and fills in the colours: the names of
CSS custom properties.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

Spec = dict[str, Any]


def lines_of(*texts: str) -> str:
    """One text a line, the long ones folded: Plotly folds nothing, and a phone is narrow. A fold is `<br >`, the same
    to Plotly; docs/assets/charts.js tells them apart."""
    return "<br>".join("<br >".join(map(unmarked, folded(text))) for text in texts if text)


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


COLOURS = ("mark", "second", "third", "fourth", "soft", "ink")
LINE = 18
"""Characters in a line of a hover label."""
PIECES = re.compile(r"(?:[\d.]+[%万亿]*|[A-Za-z]+|.)[，；、。）”]*", re.DOTALL)
"""What a line may end after: never within a number, nor before a stop."""
