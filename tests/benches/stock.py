"""The same pages as most people would build them: stock Material, and each chart what Plotly's `to_html()` gives.

With the font switched off, since Material's own comes from another host.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from benches.builds import DESK, MKDOCS, ROOT, run

FIGURE = re.compile(r'<figure class="chart.*?</figure>', re.DOTALL)
OURS = re.compile(r"^template: .*\n", re.MULTILINE)
"""A page's wish for a template that stock Material has not."""
SETTINGS = f"""
theme: {{name: material, language: zh, font: false}}
hooks: [{ROOT / "tests/benches/stock_charts.py"}]
plugins:
  - search: {{lang: zh}}
"""
KEPT = ("site_name", "markdown_extensions", "nav")
BASIC = "plotly-basic.min.js"


def build(data: Path, basic: Path, target: Path) -> dict[str, Path]:
    """Two sites that differ in the library: the basic one beside the pages; the full one within each, the default."""
    source = source_of(data, target / "source")
    run(*MKDOCS, str(target / "full"), folder=source)
    run(*MKDOCS, str(target / "basic"), folder=source, STOCK_LIBRARY=f"/{BASIC}")
    shutil.copy(basic, target / "basic" / BASIC)
    return {"basic Plotly": target / "basic", "full Plotly": target / "full"}


def source_of(data: Path, source: Path) -> Path:
    """A folder that MkDocs builds the stock site from."""
    run(DESK, "export", str(source), "--data", str(data))
    charts = take_charts_out(source / "docs")
    (source / "charts.json").write_text(json.dumps(charts), "utf-8")
    settings = (source / "mkdocs.yml").read_text("utf-8")
    blocks = re.split(r"^(?=[\w-]+:)", settings, flags=re.MULTILINE)
    kept = (block for block in blocks if block.partition(":")[0] in KEPT)
    (source / "mkdocs.yml").write_text("".join(kept) + SETTINGS, "utf-8")
    return source


def take_charts_out(docs: Path) -> list[Any]:
    """Each chart's figure; a numbered place is left for it."""
    charts: list[Any] = []

    def place(found: re.Match[str]) -> str:
        plot = BeautifulSoup(found[0], "html.parser").select_one("script.plot")
        if not plot:
            return found[0]
        charts.append(figure(plot.string))
        return f'<div data-chart="{len(charts) - 1}"></div>'

    for page in docs.rglob("*.md"):
        text = FIGURE.sub(place, page.read_text("utf-8"))
        page.write_text(OURS.sub("", text), "utf-8")
    return charts


def figure(plot: str) -> Any:
    """In colours, since the stock page has no custom properties of ours."""
    return json.loads(re.sub(r"var\(--[\w-]+\)", "#0b5f7d", plot))
