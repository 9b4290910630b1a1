"""Formats of offices: whatever a file is, its statutory tables come back as printed, or a person is told."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.reports.readers import csv_file, mhtml, xlsx
from disclosure.reports.readers.errors import Unreadable
from disclosure.reports.readers.sandbox import read_report
from disclosure.reports.report import ParsedReport, read
from layouts import FORMS, Made, drawn, faults, forms, gaps, made, read_back
from made_reports import with_part
from office_layouts import OFFICE, saved
from shown_blocks import shown

SIGNS = ("0", "—", "-", None)


def whole(report: ParsedReport, printed: Made) -> None:
    assert {table: one.form for table, one in report.tables.items()} == printed.form_of
    assert report.cells == printed.cells
    assert gaps(report) == []


@pytest.mark.parametrize(
    ("name", "form"), [*zip(OFFICE, cycle(FORMS), strict=False)], ids=lambda value: value
)
def test_every_cell_comes_back_from_a_file_of_each_office_format(tmp_path, name, form):
    layout, printed = OFFICE[name], made(form, seed=1, notes={"二": ("注：不含下属单位。",)})
    path = tmp_path / f"报告{layout.suffix}"
    path.write_bytes(layout.write(printed))
    report = read(read_report(path, path.name), forms())
    whole(report, printed)
    assert report.found == set("一二三四五六")
    assert {one.value for one in report.identity.years} == {"2023"}


@pytest.mark.parametrize("name", OFFICE)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_random_tables_come_back_from_each_office_format_as_printed_or_told(name, data):
    layout = OFFICE[name]
    form = FORMS[data.draw(st.sampled_from(sorted(FORMS)))]
    seed = data.draw(st.integers(0, 10**6))
    printed = Made(
        drawn(Random(seed), form, data.draw(st.sampled_from([("0",), ("0", "—"), SIGNS]))),
        form,
        fourth=data.draw(st.sampled_from(layout.fourth)),
    )
    report = read_back(printed, layout)
    assert faults(report, printed) == []


@pytest.mark.parametrize("name", OFFICE)
def test_all_blank_tables_of_each_office_format_hold_no_zero(name):
    printed = made("2021", 5)
    printed = Made(dict.fromkeys(printed.cells), printed.form_of)
    report = read_back(printed, OFFICE[name])
    assert set(report.cells.values()) <= {None}
    assert faults(report, printed) == []


def book(*sheets: Callable[[Any], None]) -> list[object]:
    """What is read of a workbook with these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for index, write in enumerate(sheets):
        write(made.create_sheet(f"Sheet{index}"))
    return shown(xlsx.read(saved(made)))


def rows(*rows: Sequence[object]) -> Callable[[Any], None]:
    return lambda sheet: [sheet.append(row) for row in rows] and None


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (
            [("二、主动公开政府信息情况",), ("规章", 1, 2)],
            ["二、主动公开政府信息情况", [["规章", "1", "2"]]],
        ),
        (
            [("信息内容", "本年"), ("规章", None), ("许可", 3)],
            [[["信息内容", "本年"], ["规章", ""], ["许可", "3"]]],
        ),
        ([("规章", 1), (), ("许可", 3)], [[["规章", "1"]], [["许可", "3"]]]),
        (
            [("规章", 1, 2), ("第二十条第（五）项",), ("许可", 3)],
            [[["规章", "1", "2"]], "第二十条第（五）项", [["许可", "3"]]],
        ),
        (
            [("规章", 1), ("注：不含下属单位",), ("没有。",)],
            [[["规章", "1"]], "注：不含下属单位", "没有。"],
        ),
        ([("甲\n乙",), ("丙",)], ["甲", "乙", "丙"]),
        ([], []),
    ],
)
def test_rows_of_a_sheet_become_lines_and_tables(content, read):
    assert book(rows(*content)) == read


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (31.97, "General", "31.97"),
        (8.5, "0.00", "8.50"),
        (0.1 + 0.2, "General", "0.3"),
        (31.965, "0.00", "31.97"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.##", "1,234.5"),
        (3, "#,##0.##", "3"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        (-4, "0_);[Red](0)", "-4"),
        (0.125, "0.0%", "12.5%"),
        (96.5, '0.0"万元"', "96.5万元"),
        (12, "0件", "12件"),
        (1e15, "General", "1000000000000000"),
        (965000, '0.0,"千"', '965000（格式 0.0,"千"）'),
        ("+1036", "General", "+1036"),
        (True, "General", "True"),
        (date(2023, 12, 31), "yyyy/m/d", "2023年12月31日"),
        (None, "0.00", ""),
    ],
)
def test_cell_of_a_sheet_is_read_as_it_is_shown(value, number_format, text):
    assert xlsx.shown(value, number_format) == text


def test_hidden_sheets_rows_and_columns_are_left_out_and_merged_cells_keep_what_is_shown():
    def write(sheet):
        for row in (
            ("甲", "乙", "丙", 1),
            ("甲", None, None, 2),
            ("甲", "乙", "丙", 3),
            (7, 8, 9, 4),
        ):
            sheet.append(row)
        sheet.merge_cells("B1:C3")
        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["B"].hidden = True

    def hide(sheet):
        sheet.append(("暗", 1))
        sheet.sheet_state = "hidden"

    assert book(write, hide) == [[["甲", ("乙", 2, 1), "2"], ["甲", "3"], ["7", "9", "4"]]]


def test_formula_that_nobody_calculated_is_no_blank_cell():
    assert book(rows(("总计", "=SUM(B2:B3)"), ("规章", 1))) == [
        [["总计", "=SUM(B2:B3)"], ["规章", "1"]]
    ]


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("规章,1,2\n许可,3\n", [[["规章", "1", "2"], ["许可", "3"]]]),
        ("规章;1;2\n全年,共;3;4\n", [[["规章", "1", "2"], ["全年,共", "3", "4"]]]),
        ('"商业\n企业",1\n规章,"1,036"\n', [[["商业\n企业", "1"], ["规章", "1,036"]]]),
        ("sep=|\n规章|1\n", [[["规章", "1"]]]),
        ("规章\t1\t\n许可\t3\t\n", [[["规章", "1"], ["许可", "3"]]]),
        ("标题,,\n,,\n规章,1,2\n", ["标题", [["规章", "1", "2"]]]),
        ('规章,"1', [[["规章", "1"]]]),
    ],
)
def test_csv_becomes_lines_and_tables(content, read):
    assert shown(csv_file.read(content.encode("utf-8-sig"))) == read


def test_cells_of_csv_have_the_line_they_start_on():
    (table,) = csv_file.read('"甲\n乙",1\n丙,2\n'.encode())
    assert [row[0].spot.line for row in table.rows] == [1, 3]


def mhtml_of(*parts: tuple[str, str, bytes]) -> bytes:
    """(headers, location, body) of each part."""
    body = b"".join(
        f"--b\r\n{headers}\r\nContent-Location: {location}\r\n\r\n".encode() + content + b"\r\n"
        for headers, location, content in parts
    )
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        + body
        + b"--b--\r\n"
    )


def html_part(
    location: str, text: str, encoding: str = "utf-8", more: str = ""
) -> tuple[str, str, bytes]:
    headers = f"Content-Type: text/html{more}\r\nContent-Transfer-Encoding: base64"
    return headers, location, base64.encodebytes(text.encode(encoding))


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        ([html_part("a", "<p>甲"), html_part("b", "<p>乙")], ["甲"]),  # an advertisement of its own
        ([html_part("a", "<p>甲<iframe src='b'></iframe>"), html_part("b", "<p>乙")], ["甲", "乙"]),
        ([html_part("a", "<p>甲", "gbk", "; charset=gb2312")], ["甲"]),
        ([html_part("a", "<meta charset=big5><p>編", "big5")], ["編"]),
        ([html_part("a", "<p>甲", "utf-16-le")], ["甲"]),
        ([("Content-Type: text/css", "c", b"p{}"), html_part("a", "<p>甲")], ["甲"]),
    ],
)
def test_page_saved_as_one_file_is_read_with_its_frames(parts, read):
    assert shown(mhtml.read(mhtml_of(*parts))) == read


def nested(depth: int) -> bytes:
    head = b"MIME-Version: 1.0\r\n"
    return head + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at)
        for at in range(depth)
    )


def rows_in_thousands() -> bytes:
    made = openpyxl.Workbook()
    made.active["XFD1048576"] = 1
    return saved(made)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("huge.xlsx", rows_in_thousands, "格子"),
        ("cells.csv", lambda: b"1," * 30_000, "个"),
        ("lines.csv", lambda: b"a,b\n" * 30_000, "行"),
        ("field.csv", lambda: b'"' + b"a" * 1_000_000, "坏了"),
        (
            "entities.xlsx",
            lambda: with_part(saved(openpyxl.Workbook()), "xl/workbook.xml", b"<!DOCTYPE a>"),
            "实体",
        ),
        (
            "broken.xlsx",
            lambda: with_part(saved(openpyxl.Workbook()), "xl/workbook.xml", b"<w"),
            "坏了",
        ),
        ("cut.mhtml", lambda: mhtml_of(html_part("a", "<p>甲"))[:-9], "不完整"),
        ("empty.mhtml", lambda: mhtml_of(("Content-Type: text/css", "c", b"")), "没有网页"),
        ("nested.mhtml", lambda: nested(5_000), "不完整|太深|坏了"),
        ("parts.mhtml", lambda: mhtml_of(*[html_part("a", "")] * 3_000), "部件"),
    ],
)
def test_office_file_that_harms_is_refused(tmp_path, name, make, said):
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(Unreadable, match=said) as told:
        read_report(path, name)
    assert told.value.hint
