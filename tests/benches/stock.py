"""The same pages as most people would build them: stock Material, and each chart what Plotly's `to_html()` gives.

With the font switched off, since Material's own comes from another host, and with the library once a page, though
`to_html()` would put it into every chart.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from plotly.graph_objects import Figure

from benches.builds import DESK, MKDOCS, run

FIGURE = re.compile(r'<figure class="chart.*?</figure>', re.DOTALL)
OURS = re.compile(r"^template: .*\n", re.MULTILINE)
"""A page's wish for a template that stock Material has not."""
SETTINGS = """
theme: {name: material, language: zh, font: false}
plugins:
  - search: {lang: zh}
"""
KEPT = ("site_name", "markdown_extensions", "nav")
BASIC = "plotly-basic.min.js"


def build(data: Path, basic: Path, target: Path) -> dict[str, Path]:
    """Two sites that differ in the library: the basic one beside the pages; the full one within each, the default."""
    source = target / "source"
    run(DESK, "export", str(source), "--data", str(data))
    charts = take_charts_out(source / "docs")
    settings = (source / "mkdocs.yml").read_text("utf-8")
    blocks = re.split(r"^(?=[\w-]+:)", settings, flags=re.MULTILINE)
    kept = (block for block in blocks if block.partition(":")[0] in KEPT)
    (source / "mkdocs.yml").write_text("".join(kept) + SETTINGS, "utf-8")
    run(*MKDOCS, str(target / "full"), folder=source)
    shutil.copytree(target / "full", target / "basic")
    shutil.copy(basic, target / "basic" / BASIC)
    put_charts_back(target / "full", charts, True)
    put_charts_back(target / "basic", charts, f"/{BASIC}")
    return {"basic Plotly": target / "basic", "full Plotly": target / "full"}


def take_charts_out(docs: Path) -> list[Figure]:
    """Each chart's figure; a numbered place is left for it."""
    charts: list[Figure] = []

    def place(found: re.Match[str]) -> str:
        plot = BeautifulSoup(found[0], "html.parser").select_one("script.plot")
        if not plot:
            return found[0]
        charts.append(figure(json.loads(plot.string)))
        return f'<div data-chart="{len(charts) - 1}"></div>'

    for page in docs.rglob("*.md"):
        text = FIGURE.sub(place, page.read_text("utf-8"))
        page.write_text(OURS.sub("", text), "utf-8")
    return charts


def figure(plot: dict[str, Any]) -> Figure:
    """In colours, since the stock page has no custom properties of ours."""
    plain = json.loads(re.sub(r"var\(--[\w-]+\)", "#0b5f7d", json.dumps(plot)))
    return Figure(plain["data"], plain["layout"], skip_invalid=True)


def put_charts_back(site: Path, charts: list[Figure], library: bool | str) -> None:
    for page in site.rglob("*.html"):
        first, *others = re.split(r'<div data-chart="(\d+)"></div>', page.read_text("utf-8"))
        parts = [first]
        for index, (number, text) in enumerate(zip(others[::2], others[1::2], strict=True)):
            included = library if index == 0 else False
            parts += charts[int(number)].to_html(full_html=False, include_plotlyjs=included), text
        page.write_text("".join(parts), "utf-8")
