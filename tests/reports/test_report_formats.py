"""Formats of offices: whatever a file is, its statutory tables come back as printed, or a person is told."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.reports.readers import linked
from disclosure.reports.readers.errors import Unreadable
from disclosure.reports.readers.formats import legacy, mhtml
from disclosure.reports.readers.formats.documents import odt as odt_reader
from disclosure.reports.readers.formats.documents import rtf
from disclosure.reports.readers.formats.sheets import csv_file, xlsx
from disclosure.reports.readers.sandbox import read_report
from disclosure.reports.report import ParsedReport, read
from layouts import FORMS, LAYOUTS, Made, drawn, faults, forms, gaps, made, read_back
from made_reports import docx, with_part
from office_layouts import OFFICE, odt, saved
from shown_blocks import shown
from thorough import examples
from tools import program

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
@settings(max_examples=examples(2, 60), suppress_health_check=[HealthCheck.too_slow])
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


ENDLESS_ROWS = (
    '<table:table><table:table-row table:number-rows-repeated="99999999">'
    '<table:table-cell table:number-columns-repeated="99999999"/></table:table-row></table:table>'
)


@pytest.mark.builds
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
        ("locked.odt", lambda: odt("", "<encryption-data/>"), "密码"),
        ("rows.odt", lambda: odt(ENDLESS_ROWS), "个"),
        ("entities.odt", lambda: with_part(odt(""), "content.xml", b"<!DOCTYPE a>"), "实体"),
        ("empty.odt", lambda: with_part(odt(""), "content.xml", b"<a/>"), "坏了"),
        ("cells.rtf", lambda: b"{\\rtf1" + b"\\cell" * 30_000 + b"}", "个"),
        ("empty.mhtml", lambda: mhtml_of(("Content-Type: text/css", "c", b"")), "没有网页"),
        ("nested.mhtml", lambda: nested(1_000), "不完整|太深|坏了"),
        ("parts.mhtml", lambda: mhtml_of(*[html_part("a", "")] * 3_000), "部件"),
    ],
)
def test_office_file_that_harms_is_refused(tmp_path, name, make, said):
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(Unreadable, match=said) as told:
        read_report(path, name)
    assert told.value.hint


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("<text:p>甲<text:s/>乙<text:tab/>丙</text:p>", ["甲 乙 丙"]),
        ("<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>", ["甲"]),
        ("<text:section><text:h>甲</text:h></text:section>", ["甲"]),
        (
            "<text:tracked-changes><text:p>删</text:p></text:tracked-changes><text:p>甲</text:p>",
            ["甲"],
        ),
        ("<text:p>甲<text:note><text:p>注</text:p></text:note>乙</text:p>", ["甲乙"]),
        (
            "<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
            "</table:table-row></table:table>",
            ["甲"],
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
            '<table:table-cell table:number-columns-repeated="2"/></table:table-row></table:table>',
            [[["甲", "", ""]]],
        ),
        (
            '<table:table><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>0</text:p>'
            "</table:table-cell><table:table-cell/></table:table-row></table:table>",
            [[["0", ""], ["0", ""]]],
        ),
    ],
)
def test_odt_becomes_lines_and_tables(body, read):
    assert shown(odt_reader.read(odt(body))) == read


ROW = r"\trowd\cellx900\cellx1800\pard\intbl "


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (
            rb"\u30002?\par \u20057\'d2\u19993?",
            ["甲", "乙丙"],
        ),  # one fallback character, however it is written
        (rb"{\uc2\u30002\'bc\'d7}\u20057?", ["甲乙"]),
        (rb"\'bc\'d7{\*\x \'d2\'d2}\'b1\'fb", ["甲丙"]),
        (rb"\'81\\\'81\{", ["乗亄"]),  # a second byte that is a sign of RTF's own
        (rb"A{\v B}{\deleted C}{\field{\*\fldinst D}{\fldrslt E}}{\pict 00ff}F", ["AEF"]),
        (rb"A\bin3 }}}B\tab C\~D\line E", ["AB C D", "E"]),
        (rb"\u-10179?\u-9060?", ["\U0001f49c"]),
        ((ROW + r"1\cell 2\cell\row " + r"\pard A\par").encode(), [[["1", "2"]], "A"]),
        ((ROW + r"1\par 2\cell\cell\row").encode(), [[["1\n2", ""]]]),
        (
            rb"\trowd\cellx900\clmrg\cellx1800\intbl 1\cell 2\cell\row"
            rb"\trowd\cellx900\cellx1810\intbl 3\cell 4\cell\row",
            [[[("1\n2", 1, 2)], ["3", "4"]]],
        ),
        (
            rb"\trowd\clvmgf\cellx9\cellx99\intbl 1\cell 2\cell\row\trowd\clvmrg\cellx9\cellx99\intbl\cell 4\cell\row",
            [[[("1", 2, 1), "2"], ["4"]]],
        ),
        (rb"\trowd\cellx900\intbl A\cell\row", ["A"]),
    ],
)
def test_rtf_becomes_lines_and_tables(body, read):
    assert shown(rtf.read(rb"{\rtf1\ansi\ansicpg936 " + body + b"}")) == read


def test_rtf_that_is_cut_off_or_nested_without_end_is_refused():
    for content in (rb"{\rtf1 A", b"{\\rtf1" + b"{" * 5_000):
        with pytest.raises(Unreadable):
            rtf.read(content)


@given(st.binary(max_size=300))
def test_any_bytes_in_rtf_end_in_blocks_or_a_word(content):
    with suppress(Unreadable):
        rtf.read(b"{\\rtf1" + content + b"}")


# Formats from before 2007


def compound(*streams: str) -> bytes:
    """What tells such a file: its first bytes and the names in its directory."""
    return legacy.START + b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("streams", "suffix", "kind"),
    [
        (["Root Entry", "WordDocument"], ".wps", "docx"),
        (["WordDocument", "Workbook"], ".doc", "docx"),  # a sheet in a document
        (["WordDocument", "Workbook"], ".xls", "xlsx"),
        (["Book"], ".doc", "xlsx"),
        (["Workbook"], ".et", "xlsx"),
        ([], ".xls", "xlsx"),
    ],
)
def test_kind_of_an_old_file_is_told_by_its_streams(streams, suffix, kind):
    assert legacy.kind_of(compound(*streams), suffix) == kind


@pytest.mark.parametrize(
    ("streams", "suffix", "said", "hint"),
    [
        (["WordDocument"], ".doc", "DOC", "DOCX"),
        (["Workbook"], ".xls", "XLS", "XLSX"),
        (["EncryptedPackage"], ".docx", "密码", "密码"),
        (["PowerPoint Document"], ".ppt", "演示文稿", "DOCX"),
    ],
)
def test_old_file_without_libreoffice_is_told_how_to_save_it(
    tmp_path, monkeypatch, streams, suffix, said, hint
):
    monkeypatch.setattr(legacy, "PLACES", ("no-such-program",))
    path = tmp_path / f"a{suffix}"
    path.write_bytes(compound(*streams))
    with pytest.raises(Unreadable, match=said) as told:
        read_report(path, path.name)
    assert hint in told.value.hint


@pytest.mark.builds
@pytest.mark.parametrize(
    ("name", "suffix"), [("a web page with spans", ".wps"), ("a workbook", ".xls")]
)
def test_old_file_is_read_through_libreoffice(tmp_path, name, suffix):
    printed = made("2021", 1)
    filters = {".wps": "doc:MS Word 97", ".xls": "xls:MS Excel 97"}
    layout = {**LAYOUTS, **OFFICE}[name]
    source, path = tmp_path / f"a{layout.suffix}", tmp_path / f"a{suffix}"
    source.write_bytes(layout.write(printed))
    arguments = [program("soffice"), f"-env:UserInstallation={tmp_path.as_uri()}/p", "--headless"]
    arguments += ["--infilter=HTML (StarWriter)"] if layout.suffix == ".html" else []
    subprocess.run(
        [*arguments, "--convert-to", filters[suffix], "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
    )
    if suffix == ".wps":
        (tmp_path / "a.doc").rename(path)
    assert path.read_bytes().startswith(legacy.START)
    whole(read(read_report(path, path.name), forms()), printed)


def test_old_file_that_libreoffice_cannot_read_is_told(tmp_path, monkeypatch):
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(legacy, "PLACES", (str(broken),))
    with pytest.raises(Unreadable, match="转换不了"):
        legacy.converted(compound("WordDocument"), ".doc")


def test_conversion_that_does_not_end_is_stopped_with_its_children(tmp_path, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\nsleep 60 & echo $! > {tmp_path}/child\nwait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(legacy, "PLACES", (str(slow),))
    monkeypatch.setattr(legacy, "SECONDS", 1)
    with pytest.raises(Unreadable, match="没有读完"):
        legacy.converted(compound("WordDocument"), ".doc")
    child = int((tmp_path / "child").read_text())
    stat = Path(f"/proc/{child}/stat")
    assert not stat.exists() or stat.read_text().split()[2] == "Z"


# What a page only points at


@pytest.mark.parametrize(
    ("body", "attachments", "pictures"),
    [
        (
            '<iframe src="report.pdf"></iframe><a href="b.docx">附件</a>',
            ["report.pdf", "b.docx"],
            [],
        ),
        (
            '<embed src="/a/%E8%A1%A8.pdf?x=1#page=2"><object data="b.ofd"></object>',
            ["表.pdf", "b.ofd"],
            [],
        ),
        (
            '<a href="down.jsp?id=1"> 年度报告.doc </a><a href="index.html">首页</a>',
            ["年度报告.doc"],
            [],
        ),
        ('<iframe src="about:blank"></iframe><a href="javascript:x()">打印</a>', [], []),
        ("<p><img src='t2.png'></p><p>见<img src='inline.png'>图</p>", [], ["t2.png"]),
        ("<p><img src='icon.png' width=16></p><a href='/'><img src='logo.png'></a>", [], []),
        ("<td><img src='data:image/png;base64,AA=='></td>", [], ["页面里的图片"]),
        ("<a href='http://[a.pdf'>x</a><img>", [], []),
        ("", [], []),
    ],
)
def test_files_and_pictures_of_a_page_are_named(body, attachments, pictures):
    found = linked.linked(body.encode(), "html")
    assert (list(found.attachments), list(found.pictures)) == (attachments, pictures)
    assert linked.linked(mhtml_of(html_part("a", body or " ")), "mhtml") == found


def test_pictures_of_a_document_are_named():
    content = with_part(docx(lambda document: None), "word/media/image1.png", b"")
    assert linked.linked(content, "docx").words == "图片：image1.png"
    assert linked.linked(with_part(odt(""), "Pictures/1.jpg", b""), "odt").words == "图片：1.jpg"
