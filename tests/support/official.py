"""Reports as they were published, where a folder of them is at hand, and what people read in them by eye.

The folder is named by REAL_REPORTS, or stands beside the project. It is no part of it: other agencies' reports.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import real
from disclosure.reports.readers.sandbox import read_report
from disclosure.reports.report import ParsedReport, read
from layouts import forms

TEXT_OF_2022 = "source/2022-annual-report.txt"


class NotHere(Exception):
    """There is no such report on this machine."""


NAMES = {
    "规章": "rules",
    "行政规范性文件": "normative_documents",
    "行政许可": "licences",
    "行政处罚": "penalties",
    "行政强制": "compulsion",
    "收费_万元": "fees",
    "本年新收": "received",
    "上年结转": "carried_in",
    "予以公开": "granted",
    "部分公开": "partly_granted",
    "其他处理": "other",
    "总计": "handled",
    "结转下年": "carried_out",
    "复议": "reconsideration",
    "未经复议直接起诉": "litigation_direct",
    "复议后起诉": "litigation_after",
}
GROUPS = {
    "不予公开": [
        *("state_secret", "other_law", "security", "third_party"),
        *("internal_affairs", "process", "enforcement_file", "inquiry"),
    ],
    "无法提供": ["not_held", "to_be_made", "unclear"],
    "不予处理": ["petition", "repeat", "publication", "unreasonable", "confirmation"],
    "其他处理": ["not_supplemented", "fee_unpaid", "other"],
}
PARTS = {
    "不予公开": "withheld",
    "无法提供": "unable",
    "不予处理": "unprocessed",
    "其他处理": "other",
}


@cache
def folder() -> Path:
    """Where the reports are."""
    if named := os.environ.get("REAL_REPORTS"):
        return Path(named)
    for found in sorted(real.ROOT.parent.glob("*/reports/expected.json")):
        return found.parent
    raise NotHere(
        "no folder of published reports: REAL_REPORTS names none, none is beside the project"
    )


def file(name: str) -> Path:
    found = sorted(folder().parent.glob(name))
    if not found:
        raise NotHere(f"no {name} among the published reports")
    return found[0]


@cache
def report(name: str) -> ParsedReport:
    return read(read_report(file(name), file(name).name), forms())


def expected(name: str) -> dict[str, Any]:
    path = folder() / "expected.json"
    if not path.is_file():
        raise NotHere("no expected.json among the published reports")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return next(one for key, one in found.items() if name in key)


def row_of(words: str) -> str:
    """`不予公开.3` → `withheld.security`."""
    group, _, number = words.partition(".")
    return f"{PARTS[group]}.{GROUPS[group][int(number) - 1]}" if number else NAMES[group]


def cells_of(read_by_eye: dict[str, Any], found: ParsedReport) -> dict[str, str]:
    """Under the names of the form that the report's table was read by."""
    made = {}
    for key, table in {"table2": "二", "table3": "三", "table4": "四"}.items():
        grids = forms()[found.tables[table].form].tables[table].blocks
        columns = {row: columns_of(block) for block in grids for row in rows_of(block.rows)}
        for words, values in read_by_eye[key].items():
            if words == "form":
                continue
            row = row_of(words)
            for column, value in zip(columns[row], listed(values), strict=True):
                made[f"{table}.{row}.{column}"] = str(value)
    return made


def listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def rows_of(lines: Any) -> list[str]:
    return [row for line in lines for row in ([line.id] if line.id else rows_of(line.lines))]


def columns_of(block: Any) -> list[str]:
    return rows_of(block.columns)


def of_year_file() -> dict[str, str]:
    text = (real.SOURCE / "years" / "2022.yml").read_text("utf-8")
    tables = yaml.load(text, yaml.CBaseLoader)["tables"]
    form = forms()["2021"]
    return {
        f"{table}.{row}.{column}": value
        for table, rows in tables.items()
        for block in form.tables[table].blocks
        for row in rows_of(block.rows)
        for column, value in zip(columns_of(block), rows[row], strict=True)
    }


def figures_of_2022() -> dict[str, str]:
    """Indicator → as printed."""
    text = (real.SOURCE / "years" / "2022.yml").read_text("utf-8")
    sections = yaml.load(text, yaml.CBaseLoader)["figures"]
    return {
        id: one if isinstance(one, str) else one["printed"]
        for figures in sections.values()
        for id, one in figures.items()
    }
