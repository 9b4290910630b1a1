"""Reports as they were published, where a folder of them is at hand: every cell against what people read by eye."""

from __future__ import annotations

import pytest

import official
from disclosure.reports.report import ParsedReport
from layouts import gaps
from official import TEXT_OF_2022, cells_of, expected, of_year_file

pytestmark = pytest.mark.usefixtures("read_in_process")


def report(name: str) -> ParsedReport:
    try:
        return official.report(name)
    except official.NotHere as absent:
        pytest.skip(str(absent))


@pytest.mark.parametrize("name", ["01-huaian-city-2024", "02-hongze-district-2023"])
def test_every_cell_of_a_published_report_is_read_as_by_eye(name):
    found = report(f"reports/{name}.pdf")
    assert found.cells == cells_of(expected(name), found)
    assert gaps(found) == []


def test_the_form_is_told_by_the_tables_words():
    """23 rows, as in 2019, under a 二 of 2021."""
    found = report("reports/02-hongze-district-2023.pdf")
    assert {table: one.form for table, one in found.tables.items()} == {
        "二": "2021",
        "三": "2019",
        "四": "2021",
    }


def test_sums_that_a_published_report_misprints_stay_as_printed():
    found = report("reports/02-hongze-district-2023.pdf")
    printed = [found.cells[f"四.reconsideration.{column}"] for column in COLUMNS_4]
    assert printed == ["10", "1", "0", "0", "0"]
    assert found.cells["四.litigation_after.upheld"] == "5"
    assert found.cells["四.litigation_after.total"] == "0"


COLUMNS_4 = ("upheld", "corrected", "other", "pending", "total")


@pytest.mark.parametrize(
    ("name", "agency", "year"),
    [
        ("01-huaian-city-2024", "淮安市人民政府", "2024"),
        ("02-hongze-district-2023", "洪泽区人民政府", "2023"),
    ],
)
def test_a_published_report_says_whose_it_is(name, agency, year):
    said = report(f"reports/{name}.pdf").identity
    assert said.agency and said.agency.value.endswith(agency)
    assert {one.value for one in said.years} == {year}
    assert said.covers and said.covers.value == f"{year}-01-01/{year}-12-31"


def test_of_the_blank_national_form_every_cell_is_blank():
    found = report("reports/00-blank-national-form.docx")
    assert set(found.cells.values()) == {None}
    assert len(found.cells) == 200
    assert gaps(found) == []


def test_the_text_of_the_report_for_2022_has_every_cell_of_the_year_file():
    """Three rows of its text have a dash too few, and only these are asked about."""
    found = report(TEXT_OF_2022)
    assert found.cells == of_year_file()
    assert gaps(found) == []
    doubts = [doubt.row for one in found.tables.values() for doubt in one.doubts]
    assert doubts == ["granted", "partly_granted", "withheld.state_secret"]
