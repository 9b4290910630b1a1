"""The workbook to fill in, given back: every cell as it was typed, and whatever is wrong with it told at its cell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.workbook.defined_name import DefinedName

import real
from disclosure.datafiles.models import YearFile
from disclosure.desk.diff.git_revisions import copy_with_year
from disclosure.ledger.load import load_data
from disclosure.open_data.provenance import Origin
from disclosure.open_data.workbooks.fill_in import fill_in_workbook
from disclosure.open_data.workbooks.fill_in_names import ABSENT, MARK
from disclosure.problems.problem import Problem, Problems
from disclosure.reports.commands import verify_file
from disclosure.reports.importing import ImportResult, import_report
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.errors import Unreadable
from disclosure.reports.readers.formats.sheets import xlsx
from thorough import examples
from workbooks import ID, LABEL, LAST, PRINTED, SECTION, SINCE, Book, filled_like, put, row_of, rows


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real.copied(tmp_path_factory.mktemp("workbook") / "data", "published", "verified")


@pytest.fixture(scope="module")
def blank(data: Path) -> bytes:
    return fill_in_workbook(load_data(data, Problems()), 2023, "2022", Origin())


def filled(blank: bytes, data: Path, change: Callable[[Book], None] = lambda book: None) -> bytes:
    return filled_like(blank, load_data(data, Problems()).year_source("2022"), 2023, change)


def imported(content: bytes, data: Path) -> tuple[ImportResult, dict[str, Any], list[Problem]]:
    problems = Problems()
    result = import_report(document(content), data, problems)
    return result, yaml.load(result.text, yaml.CBaseLoader), list(problems)


def document(content: bytes) -> ReportDocument:
    return ReportDocument("2023.xlsx", "xlsx", "0" * 64, tuple(xlsx.read(content)))


def told(problems: list[Problem]) -> list[str]:
    return [one.message for one in problems if one.code in ("D603", "D615")]


def figures(year: dict[str, Any]) -> dict[str, Any]:
    return {id: value for found in year["figures"].values() for id, value in found.items()}


def test_a_workbook_filled_in_like_last_year_gives_last_years_figures_tables_and_sections(
    blank, data
):
    result, year, problems = imported(filled(blank, data), data)
    last = yaml.load((data / "years/2022.yml").read_text("utf-8"), yaml.CBaseLoader)
    assert result.year == 2023 and told(problems) == []
    assert figures(year) == {
        id: {**value, "period": value["period"].replace("2022", "2023")}
        if "period" in value
        else value
        for id, value in figures(last).items()
    }
    assert {section: list(found) for section, found in year["figures"].items()} == {
        section: list(found) for section, found in last["figures"].items()
    }
    assert year["tables"] == last["tables"]
    assert year["outline"] == last["outline"]
    assert "open" not in year
    assert year["report"]["covers"] == "2023-01-01/2023-12-31"


def test_a_blank_workbook_leaves_everything_open_and_says_so_at_every_cell(blank, data):
    _, year, problems = imported(blank, data)
    asked = [row[ID].value for row in rows(openpyxl.load_workbook(BytesIO(blank)))]
    known = [id for id in asked if id]
    assert "figures" not in year
    still_open = [item["indicator"] for items in year["open"].values() for item in items]
    assert sorted(still_open) == sorted(known)
    assert sum("还没有填" in one for one in told(problems)) == len(known) + 34
    assert all(row == [] for table in year["tables"].values() for row in table.values())


def delete_figure(book: Book) -> None:
    sheet = book["正文的数"]
    at = row_of(book, "channels.wechat.reads")[0].row
    sheet.delete_rows(at)  # openpyxl leaves names as they are, where Excel writes #REF!
    book.defined_names["figure.channels.wechat.reads"].attr_text = "#REF!"


def delete_table_row(book: Book) -> None:
    for name in book.defined_names:
        if name.startswith("cell.三.granted."):
            book.defined_names[name].attr_text = "三!#REF!"


def set_cell(
    id: str, column: int, value: object, number_format: str = "@"
) -> Callable[[Book], None]:
    def change(book: Book) -> None:
        cell = row_of(book, id)[column]
        cell.value, cell.number_format = value, number_format

    return change


SLIPS: dict[str, tuple[Callable[[Book], None], str]] = {
    "a date that a spreadsheet made of what was typed": (
        set_cell("push.retirement.sms_rounds", PRINTED, date(2023, 3, 1), "yyyy-mm-dd"),
        "正文的数!E12：“2023年3月1日”不是能读的数",
    ),
    "a date that became a serial number": (
        set_cell("push.retirement.sms_rounds", PRINTED, 44986, "General"),
        "正文的数!E12：“44986”像是表格软件把 2023-03-01 存成的序号",
    ),
    "a share that became a fraction": (
        set_cell("decisions.published", PRINTED, 0.814, "0.0%"),
        "正文的数!E8：“81.4%”不是能读的数",
    ),
    "Chinese numerals": (
        lambda book: put(book, "cell.三.received.total", "二百"),
        "三!J9：“二百”不是能读的数",
    ),
    "a row that was deleted": (
        delete_figure,
        "正文的数：填写簿里没有了这个编号的一行：channels.wechat.reads",
    ),
    "a row of a statutory table that was deleted": (
        delete_table_row,
        "“三、本年度办理结果 （一）予以公开”一行，填写簿里删去了这一行的格子",
    ),
    "an indicator in two rows": (
        set_cell("channels.wechat.posts", ID, "channels.wechat.reads"),
        "同一个编号有两行",
    ),
    "a figure that nobody filled in": (
        set_cell("push.sealed.recipients", PRINTED, None),
        "正文的数!E17：还没有填",
    ),
    "another unit": (set_cell("push.sealed.recipients", PRINTED, "60万元"), "“60万元”不是能读的数"),
}


@pytest.mark.parametrize(("change", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_at_its_cell(change, words, blank, data):
    _, _, problems = imported(filled(blank, data, change), data)
    assert any(words in one for one in told(problems)), told(problems)


def test_what_is_not_filled_in_deleted_or_doubled_stays_open(blank, data):
    def change(book: Book) -> None:
        set_cell("push.sealed.recipients", PRINTED, None)(book)
        set_cell("policies.by_center", ID, "policies.published")(book)
        delete_figure(book)

    _, year, _ = imported(filled(blank, data, change), data)
    still_open = [item.get("indicator") for items in year["open"].values() for item in items]
    doubled = ["policies.by_center", "policies.published", "policies.published"]
    assert sorted(still_open) == ["channels.wechat.reads", *doubled, "push.sealed.recipients"]
    assert not set(still_open) & figures(year).keys()


def test_what_the_report_does_not_say_is_left_out_without_a_word(blank, data):
    change = set_cell("policies.by_center", PRINTED, ABSENT)
    _, year, problems = imported(filled(blank, data, change), data)
    assert "policies.by_center" not in figures(year)
    assert "open" not in year and told(problems) == []


def test_a_number_without_an_indicator_stays_open_with_its_words(blank, data):
    def change(book: Book) -> None:
        row = next(row for row in rows(book) if not row[ID].value)
        row[SECTION].value, row[LABEL].value, row[PRINTED].value = "一（三）", "培训（场）", "约7场"

    _, year, _ = imported(filled(blank, data, change), data)
    (item,) = year["open"]["一（三）"]
    assert item["printed"] == "约7场" and "培训（场）" in item["words"]


def test_rows_may_be_sorted_and_moved(blank, data):
    def change(book: Book) -> None:
        values = [[cell.value for cell in row] for row in rows(book)]
        for row, moved in zip(rows(book), reversed(values), strict=True):
            for cell, value in zip(row, moved, strict=True):
                cell.value = value

    _, year, problems = imported(filled(blank, data, change), data)
    last = load_data(data, Problems()).year_source("2022")
    assert {id: printed.printed for _, id, printed in last.narrative()} == {
        id: value["printed"] if isinstance(value, dict) else value
        for id, value in figures(year).items()
    }
    assert told(problems) == []


def test_another_agencys_workbook_gets_none_of_our_website(blank, data):
    result, _, problems = imported(
        filled(blank, data, lambda book: put(book, "report.agency", "某市水务局")), data
    )
    assert result.agency == "某市水务局"
    assert any(one.code == "D602" for one in problems)


def test_verify_refuses_a_workbook_as_the_report(blank, data, tmp_path):
    path = tmp_path / "2023.xlsx"
    path.write_bytes(filled(blank, data))
    loaded = load_data(data, Problems())
    outcome = verify_file(path, loaded, 2022, Problems(), date(2024, 1, 1), looked=True)
    assert outcome.record == ""
    assert any("填写簿" in one.message for one in outcome.problems)


@pytest.mark.builds
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_workbook_that_another_program_saved_gives_the_same_draft(blank, data, tmp_path):
    content = filled(blank, data)
    (tmp_path / "2023.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, tmp_path / "saved", tmp_path / "2023.xlsx"], check=True, capture_output=True
    )
    saved = (tmp_path / "saved/2023.xlsx").read_bytes()
    assert saved != content
    assert imported(saved, data)[0].text == imported(content, data)[0].text
    results = [
        cell.value
        for sheet in openpyxl.load_workbook(BytesIO(saved), data_only=True)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and (cell.value == "对" or cell.value.startswith("不合"))
    ]
    assert results.count("对") == 50 and [one for one in results if one != "对"] == ["不合，差 1"]


HEDGED = st.builds(
    lambda before, number, scale, unit: f"{before}{number}{scale}{unit}",
    st.sampled_from(["", "近", "超", "约", "突破", "不足"]),
    st.decimals(0, 9999, places=2).map(lambda number: f"{number.normalize():f}"),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["", "人", "名"]),
)
CELLS = st.sampled_from(["0", "—", "3", "1,036", "12", ""])


@given(
    printed=HEDGED,
    since=st.sampled_from(["", "首次推送"]),
    cells=st.lists(CELLS, min_size=7, max_size=7),
)
@settings(max_examples=examples(3, 60))
def test_whatever_is_typed_comes_back_and_goes_into_the_next_workbook(
    blank, data, printed, since, cells
):
    """Workbook → year file → workbook."""

    def change(book: Book) -> None:
        row = row_of(book, "push.sealed.withdrawers")
        row[PRINTED].value, row[SINCE].value = printed, since or None
        for column, text in zip(COLUMNS_OF_3, cells, strict=True):
            put(book, f"cell.三.received.{column}", text)

    result, year, _ = imported(filled(blank, data, change), data)
    value = figures(year)["push.sealed.withdrawers"]
    assert value["printed"] == printed
    assert value.get("since", "") == since
    row = year["tables"]["三"]["received"]
    assert [text.replace("~", "") for text in row] == (cells if any(cells) else [])
    with TemporaryDirectory() as aside:
        path = copy_with_year("2023", result.text.encode(), data, Path(aside))
        again = fill_in_workbook(load_data(path.parents[1], Problems()), 2024, "2023", Origin())
    book = openpyxl.load_workbook(BytesIO(again))
    assert row_of(book, "push.sealed.withdrawers")[LAST].value.startswith(printed)


COLUMNS_OF_3 = (
    "natural_person",
    "company",
    "research",
    "welfare",
    "legal_service",
    "other",
    "total",
)


ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("近6亿元 #:：-—[]{}=\"'\\%\n\t|>&*!0١〇"), st.characters(codec="utf-8")
    ),
    max_size=12,
).map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text))
PLACES = (
    *("report.title", "report.year", "report.covers", "report.published_at", "report.form"),
    *("report.agency", "footnote.二", "cell.三.received.total"),
)


@given(
    places=st.dictionaries(st.sampled_from(PLACES), ANY_TEXT),
    row=st.lists(ANY_TEXT, min_size=9, max_size=9),
    section=ANY_TEXT,
)
@settings(max_examples=examples(4, 80))
def test_whatever_stands_in_a_workbook_becomes_a_year_file_or_a_refusal(
    blank, data, places, row, section
):
    def change(book: Book) -> None:
        for name, text in places.items():
            put(book, name, text)
        for cell, text in zip(rows(book)[-1], row, strict=True):
            cell.value, cell.data_type = text, "s"
        book["章节"]["A4"].value = section

    try:
        result, year, _ = imported(filled(blank, data, change), data)
    except Unreadable:
        assert "report.form" in places
        return
    assert not result.text or set(year) <= {*YearFile.model_fields}


@pytest.mark.parametrize("names", [{}, {"cell.三.x": "三!$A$1"}, {"cell.三.received.total": "=5"}])
def test_a_workbook_without_its_names_is_refused(names):
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active["A1"] = MARK
    for name, reference in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=reference)
    made = BytesIO()
    book.save(made)
    with pytest.raises(Unreadable, match="表式"):
        import_report(document(made.getvalue()), real.data(), Problems())


def test_a_report_with_the_workbooks_words_on_its_first_line_is_refused():
    book = openpyxl.Workbook()
    book.active["A1"] = MARK
    book.active["A3"], book.active["B3"] = "一", "二"
    made = BytesIO()
    book.save(made)
    with pytest.raises(Unreadable):
        import_report(document(made.getvalue()), real.data(), Problems())


def test_first_sheet_says_how_to_fill_in_each_thing_that_a_report_may_print(blank):
    sheet = openpyxl.load_workbook(BytesIO(blank))["说明"]
    lines = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4, max_col=2)}
    assert list(lines)[:3] == ["怎样填", "照印的填", "没有的"] and list(lines)[-1] == "填好以后"
    assert "2023年的报告" in lines["怎样填"] and ABSENT in lines["没有的"]
    assert "近" in lines["表示“不到”的字"] and "超" in lines["表示“超过”的字"]
