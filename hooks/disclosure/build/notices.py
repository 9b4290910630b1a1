"""Licence texts of the programs that readers are sent → licences.txt, which these licences ask for."""

from __future__ import annotations

from pathlib import Path

from .plotly_bundle import ChartLibrary

LICENCES = "licences.txt"
CHARACTERS = Path(__file__).parents[1] / "pages/search/characters-licences.txt"


def licences(root: Path, library: ChartLibrary) -> str:
    """Every licence whole: of the project's own styles and scripts, where it has one, of the chart library, and of the
    readings and forms of characters in the search index."""
    own = root / "LICENSE"
    parts = [("图表程序 Plotly.js（assets/ 里的 plotly.min.*.js）", library.licence)]
    parts.append(
        ("搜索用的读音和异体字（assets/ 里的 search.*.json）", CHARACTERS.read_text("utf-8"))
    )
    if own.is_file():
        parts.insert(0, ("本站页面的样式和脚本", own.read_text("utf-8")))
    texts = (f"{RULE}\n{title}\n{RULE}\n\n{text.strip()}\n" for title, text in parts)
    return "\n".join((INTRODUCTION, *texts))


INTRODUCTION = "读者的浏览器从本站取的程序，各照下面的许可证使用。数据可以怎样再用，见数据页。\n"
RULE = "-" * 60
