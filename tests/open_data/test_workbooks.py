"""Whatever the data say, a workbook holds it as text: no formula, no link, no number that was not printed as one."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest
import yaml

import made_up
from disclosure.build.build import Build
from disclosure.open_data.provenance import Origin
from made_up import ROOT

TEXTS = {
    *("title", "number", "by", "via", "about", "what", "short", "note", "since", "label"),
    *("question", "definition", "answer", "why", "name", "hotline", "wechat", "licence"),
    *("source", "remark", "corner"),
}
"""Fields of the data files that hold free text."""
BY_SECTION = ("facts", "commitments", "outline", "footnotes")
"""Parts of a year file whose values are free text, whatever their key."""
HOSTILE = [
    "=1+1",
    "{=1+1}",
    "@SUM(A1)",
    "+1",
    "-1",
    "12",
    "1e5",
    "http://a.example/x",
    "https://a.example/x",
    "ftp://a.example/x",
    "mailto:a@a.example",
    "internal:说明!A1",
    "external:a.xlsx",
    "file:///etc/passwd",
    "TRUE",
    "#N/A",
]


def replaced(value: Any, put: str, keys: set[str]) -> Any:
    """The value with every text under one of the keys replaced."""

    def changed(key: str | None, inner: Any) -> Any:
        if isinstance(inner, dict):
            return {name: changed(name, one) for name, one in inner.items()}
        if isinstance(inner, list):
            return [changed(key, one) for one in inner]
        return put if key in keys and isinstance(inner, str) else inner

    return changed(None, value)


@cache
def workbooks(put: str) -> dict[str, bytes]:
    """The workbooks of a site in which every free text is `put`."""
    folder = Path(mkdtemp(prefix="tests-")) / "data"

    def change(year: int, file: dict[str, Any]) -> None:
        changed = replaced(file, put, TEXTS)
        for part in BY_SECTION:
            changed[part] = replaced(file[part], put, set(file[part]))
        changed["footnotes"] = {"三": put}
        changed["report"]["title"] = f"{put} {year}年"  # must name its year
        file.clear()
        file.update(changed)

    made_up.write(folder, [2021, 2022], change=change)
    for path in (*folder.glob("topics/*.yml"), *folder.glob("forms/*.yml"), folder / "agency.yml"):
        file = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
        path.write_text(yaml.dump(replaced(file, put, TEXTS), allow_unicode=True), "utf-8")
    build = Build(ROOT, folder, ROOT / "docs", Origin(commit="12" * 20))
    return {one.path: one.content for one in build.site.resources if one.format == "xlsx"}


@pytest.mark.builds
@pytest.mark.parametrize("put", HOSTILE)
def test_every_text_is_a_text_in_a_workbook_whatever_it_looks_like(put):
    for path, content in workbooks(put).items():
        book = openpyxl.load_workbook(io.BytesIO(content))
        for sheet in book:
            for cell in (cell for line in sheet.iter_rows() for cell in line):
                where = f"{path} {sheet.title}!{cell.coordinate}"
                assert cell.data_type in ("s", "n"), where
                assert cell.data_type == "s" or not isinstance(cell.value, str), where
                assert cell.hyperlink is None, where


@pytest.mark.builds
@pytest.mark.parametrize("put", HOSTILE)
def test_text_reaches_every_kind_of_cell_unchanged(put):
    book = openpyxl.load_workbook(io.BytesIO(workbooks(put)["data/2022.xlsx"]))
    for name in ("数字", "指标"):
        assert put in [cell.value for line in book[name].iter_rows() for cell in line], name
    table = book["三"]
    merged = [table.cell(area.min_row, area.min_col) for area in table.merged_cells.ranges]
    assert merged and {cell.value.removesuffix("*") for cell in merged} == {put}
    assert {cell.data_type for cell in merged} == {"s"}
    assert f"* {put}" in [cell.value for cell in table["A"]]
    assert book.properties.creator == put


@pytest.mark.parametrize("put", ["=1+1", "http://a.example/x", "internal:说明!A1"])
def test_no_part_of_a_workbook_file_holds_a_formula_or_a_link(put):
    for path, content in workbooks(put).items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode()
                for mark in ("<f>", "<f ", "<hyperlink", 'TargetMode="External"'):
                    assert mark not in text, f"{path} {name}"
