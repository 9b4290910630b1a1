"""A year file → the report that it could have been made from, as plain text: made-up sentences, tables with tabs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

import made_up
from disclosure.datafiles.forms import Grid, ReportTables
from disclosure.datafiles.models import BLANK
from disclosure.ledger.load import load_data
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Problems

AGENCY = made_up.TITLE


def report_of(folder: Path, year: int) -> str:
    """The report for a year of a data folder, section by section, every figure in a sentence with its own label."""
    told = load_data(folder, Problems()).year_source(str(year))
    assert told.tables
    file = told.file
    lines = [f"{AGENCY}{year}年政府信息公开工作年度报告", preamble(year)]
    for key, title in file.outline.items():
        lines.append(heading(key, title))
        lines += sentences(told, key)
        lines += table(told, told.tables, key)
        lines += [f"（{AGENCY}{key}的话。）"] if key in ("五", "六") else []
    return "\n".join([*lines, ""])


def preamble(year: int) -> str:
    return (
        f"本报告由{AGENCY}根据《中华人民共和国政府信息公开条例》（国令第711号）编制，统计期限自{year}年1月1日起至{year}年"
        "12月31日止，可从www.example.invalid下载，电话：021-12345678。"
    )


def heading(key: str, title: str) -> str:
    """`一（二）3` is the third paragraph under （二） and says so in words."""
    if key[-1].isdecimal():
        return f"{'一二三四五六七八九'[int(key[-1]) - 1]}是{title}。"
    return f"{key[key.index('（') :]}{title}" if "（" in key else f"{key}、{title}"


def sentences(told: YearSource, key: str) -> Iterator[str]:
    for section, id, printed in told.narrative():
        if section == key:
            since = f"自{printed.since}以来，" if printed.since else ""
            months = printed.period and (printed.period.start.month, printed.period.end.month)
            span = f"{told.file.year}年{months[0]}月至{months[1]}月，" if months else ""
            yield f"{since or span}{told.label_of(id)}为{printed.printed}。"


def table(told: YearSource, tables: ReportTables, key: str) -> Iterator[str]:
    for grid in tables.grids.get(key, ()):
        yield from filter(None, [grid.title])
        yield from heads(grid)
        for row in grid.rows:
            words = [head.label for head in row.heads]
            cells = [told.statements[name][0].printed for name in row.cells]
            yield "\t".join([*words, *("" if cell == BLANK else cell for cell in cells)])


def heads(grid: Grid) -> Iterator[str]:
    for index, level in enumerate(grid.column_heads):
        corner = [grid.corner.label] if grid.corner and not index else []
        yield "\t".join([*corner, *(head.label for head in level)])


def loaded_file(folder: Path, year: int) -> Mapping[str, Any]:
    """A year file, every value as text."""
    text = (folder / "years" / f"{year}.yml").read_text("utf-8")
    return dict(yaml.load(text, yaml.CBaseLoader))
