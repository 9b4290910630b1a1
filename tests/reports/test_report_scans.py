"""Scans: what Tesseract recognizes is proposed to the editor and fills no cell; without it the file is told."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

import real
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problems
from disclosure.reports.commands import import_file, verify_file
from disclosure.reports.readers.blocks import Spot
from disclosure.reports.readers.errors import Unreadable
from disclosure.reports.readers.formats import ocr
from disclosure.reports.readers.sandbox import read_report
from disclosure.reports.tables.cells import BlockFit, TableRead
from disclosure.reports.tables.recognized import as_gaps
from disclosure.reports.tables.rows import Value
from disclosure.reports.tables.sums import Sums
from layouts import LAYOUTS, forms, made
from tools import program

PRINTED = made("2021", 1)
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def scan(tmp_path_factory) -> Path:
    """The first page of the ruled PDF as a picture of it: 二, and half of 三."""
    page = pypdfium2.PdfDocument(LAYOUTS["a ruled PDF"].write(PRINTED))[0]
    path = tmp_path_factory.mktemp("scan") / "扫描.pdf"
    page.render(scale=200 / 72, grayscale=True).to_pil().save(path, "PDF", resolution=200)
    return path


@pytest.mark.builds
def test_scan_is_read_through_tesseract_and_fills_no_cell(scan):
    program("tesseract")
    problems = Problems()
    found = import_file(scan, real.data(), problems, None, "虚构局", lambda done, total: None)
    assert found is not None
    assert (found.report.document.kind, found.year, found.report.cells) == ("scan", 2023, {})
    assert {one.certainty.value for one in found.matches} <= {"proposed", "unmatched"}
    seen = [one.message for one in problems if "识别为" in one.message]
    read = Counter(one for text in seen for one in NUMBER.findall(text.partition("识别为")[2]))
    printed = Counter(one for text in PRINTED.cells.values() for one in NUMBER.findall(text or ""))
    assert read.total() > 30
    assert (read & printed).total() > 0.9 * read.total()


@pytest.mark.builds
def test_scan_is_no_report_to_verify_against(tmp_path):
    program("tesseract")
    path = tmp_path / "a.png"
    picture = (
        pypdfium2.PdfDocument(LAYOUTS["a ruled PDF"].write(PRINTED))[2].render(scale=2).to_pil()
    )
    picture.save(path)
    loaded = load_data(real.data(), Problems())
    result = verify_file(path, loaded, 2022, Problems(), date(2024, 1, 1), looked=True)
    assert ["不能拿来核对" in one.message for one in result.problems] == [True]
    assert (result.verified, result.record) == (None, "")


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_scan_without_tesseract_is_told(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(ocr, "tesseract", lambda: None)
    library = pytest.importorskip("PIL.Image")
    made_of = io.BytesIO()
    library.new("L", (200, 200), 255).save(made_of, suffix[1:].upper())
    path = tmp_path / f"a{suffix}"
    path.write_bytes(made_of.getvalue())
    with pytest.raises(Unreadable, match=r"图片|扫描") as told:
        read_report(path, path.name)
    assert "Tesseract" in told.value.hint


@pytest.mark.parametrize(
    ("total", "verdict"), [("3", "识别为 1、2、3"), ("4", "识别为 1、2、4，但加减对不上")]
)
def test_recognized_row_is_held_to_the_sums(total, verdict):
    columns = ("natural_person", "company", "total")
    cells = {
        f"三.received.{column}": Value(text, Spot(1, 1))
        for column, text in zip(columns, ("1", "2", total), strict=True)
    }
    fit = BlockFit((("received", "一、本年新收"),), 1.0, 1)
    read = as_gaps(TableRead("三", "2021", cells, blocks=(fit,)), Sums.of(forms()["2021"], "三"))
    assert read.cells == {}
    assert [(gap.what, gap.why) for gap in read.gaps] == [
        ("“一、本年新收”一行", f"是扫描件，{verdict}")
    ]


@pytest.mark.parametrize(
    ("seen", "text"),
    [("”3", "3"), ("|0。", "0"), ("“", ""), ("公开", "公开"), ("总计。", "总计。"), ("8.5", "8.5")],
)
def test_specks_beside_a_digit_are_no_part_of_it(seen, text):
    assert ocr.without_specks(seen) == text
