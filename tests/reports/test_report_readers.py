"""What the readers make of every layout met in reports, and how they refuse a file that harms."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

import made_reports
from disclosure.reports.readers import bounds, cell_spans, file_types, sandbox, worker
from disclosure.reports.readers.blocks import Spot, TableCell, slots
from disclosure.reports.readers.characters import plain as plain_characters
from disclosure.reports.readers.characters import squeezed
from disclosure.reports.readers.errors import Unreadable
from disclosure.reports.readers.formats import html as page
from disclosure.reports.readers.formats import pdf as pdf_reader
from disclosure.reports.readers.formats import text as plain
from disclosure.reports.readers.formats.documents import docx as word
from made_reports import Page, docx, pdf, with_body, with_part
from shown_blocks import shown


def html(text: str) -> list[object]:
    return shown(page.read(text.encode()))


def text(content: str, *, markdown: bool = False) -> list[object]:
    return shown(plain.read(content.encode(), markdown=markdown))


def markdown(content: str) -> list[object]:
    return text(content, markdown=True)


def from_pdf(*pages: Page) -> list[object]:
    return shown(pdf_reader.read(pdf(pages), lambda done, total: None))


def paragraphs(page: Page, top: float = 140) -> Page:
    """Enough text for the file not to look like a scan."""
    for index in range(3):
        page.text(60, top + index * 16, "各级机关依法主动公开政府信息")
    return page


BODY = ["各级机关依法主动公开政府信息"] * 3


# Characters


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⼀⾃⾏⼈", "一自行人"),
        ("⻓⺠⻔⻅⻚⻛", "长民门见页风"),
        ("１２３，（一）", "１２３，（一）"),  # full width stays as printed
        ("总\u200b计\ufeff", "总计"),
        ("总\u00a0计", "总 计"),
        ("甲\x01乙", "甲乙"),
    ],
)
def test_radicals_and_invisible_characters_become_plain(printed, meant):
    assert plain_characters(printed) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("  政府\n  信息  ", "政府信息"),  # a program broke the line
        ("Open\nGovernment", "Open Government"),
        ("2023 \t年", "2023 年"),
        ("　　总　计", "总 计"),
        ("规定》\n（以下", "规定》（以下"),
    ],
)
def test_white_space_of_a_line_is_squeezed(printed, meant):
    assert squeezed(printed) == meant


# Text and Markdown


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("一、总体情况\n\n正文\r\n", ["一、总体情况", "正文"]),
        ("甲\t乙\n1\t2", [[["甲", "乙"], ["1", "2"]]]),
        ("\t自然人\t总计\n新收\t3\t3", [[["", "自然人", "总计"], ["新收", "3", "3"]]]),
        ("甲\t乙\t\n1\t\t", [[["甲", "乙", ""], ["1", "", ""]]]),
        ("甲\t乙\n\n1\t2", [[["甲", "乙"]], [["1", "2"]]]),  # a new table after the blank line
        ("\t本报告编制如下。\n\t第二段。", ["本报告编制如下。", "第二段。"]),  # only indented
        ("|\n自然人\n|\n3", ["|", "自然人", "|", "3"]),  # a pasted page
        ("甲 | 乙 |\n1 | 2 |", [[["甲", "乙"], ["1", "2"]]]),
        ("甲 | 乙\n1 | ", [[["甲", "乙"], ["1"]]]),
        ("| | 总计 |\n| 甲 | 3 |\n| 乙 | |", [[["", "总计"], ["甲", "3"], ["乙", ""]]]),
        ("# 标题\n**重**", ["# 标题", "**重**"]),  # no Markdown: nothing is taken off
    ],
)
def test_text_becomes_lines_and_tables(content, read):
    assert text(content) == read


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("## 二、主动公开\n\n**第二十条**第（一）项", ["二、主动公开", "第二十条第（一）项"]),
        ("- 第一件\n* 第二件\n1. 第三件", ["第一件", "第二件", "1. 第三件"]),
        ("> 引文&nbsp;一", ["引文 一"]),
        ("见[附件](a.pdf)![图](b.png)。", ["见附件。"]),
        ("上\n\n---\n\n下", ["上", "下"]),
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |", [[["甲", "乙"], ["1", "2"]]]),
        ("| 甲 | 乙 |\n| - | - |\n| - | — |", [[["甲", "乙"], ["-", "—"]]]),
        ("| 甲\\|乙 | 商业<br>企业 |", [[["甲|乙", "商业\n企业"]]]),
        ("| 行政规范性文件* | **27** |", [[["行政规范性文件*", "27"]]]),
        ("| 甲 | 乙 |\n\n| 1 | 2 |", [[["甲", "乙"]], [["1", "2"]]]),
        ("| 1\\. 国家秘密 | 0 |", [[["1. 国家秘密", "0"]]]),
        ("|---|---|", []),
    ],
)
def test_marks_of_markdown_are_taken_off(content, read):
    assert markdown(content) == read


def test_html_tables_inside_markdown_keep_their_spans_and_lines():
    content = (
        "前\n\n<table>\n<tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td>2</td></tr></table>\n后"
    )
    before, table, after = plain.read(content.encode(), markdown=True)
    assert shown([before, table, after]) == ["前", [[("甲", 2, 1), "1"], ["2"]], "后"]
    assert [table.spot.line, table.rows[1][0].spot.line, after.spot.line] == [3, 5, 6]


@pytest.mark.parametrize(
    "content",
    [
        "总计".encode(),
        b"\xef\xbb\xbf" + "总计".encode(),
        "总计".encode("gb18030"),
        "总计".encode("utf-16"),
        b"\xfe\xff" + "总计".encode("utf-16-be"),
    ],
)
def test_text_of_every_usual_encoding(content):
    assert shown(plain.read(content, markdown=False)) == ["总计"]


def test_text_of_no_known_encoding_is_refused():
    with pytest.raises(Unreadable, match="编码"):
        plain.read(b"\xff\xff\xff\x81", markdown=False)


def test_lines_count_as_an_editor_shows_them():
    blocks = plain.read("上\r\n\r\n甲\t乙\r\n1\t2".encode(), markdown=False)
    assert [block.spot.line for block in blocks] == [1, 3]
    assert blocks[1].rows[1][0].spot == Spot(0, 4)


# Pages of the web


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("<p>政府<b>信息</b><span>公开</span></p><p>二</p>", ["政府信息公开", "二"]),
        ("<p>上<br>下</p>", ["上", "下"]),
        ("<div>外<p>内</p>后</div>", ["外", "内", "后"]),
        ("<style>x</style><script>y</script><noscript>n</noscript><p>甲<!-- 乙 --></p>", ["甲"]),
        ('<p style="DISPLAY : none">甲</p><p hidden>乙</p><p>丙</p>', ["丙"]),
        ("<p>甲&foo;&nbsp;乙&amp;</p>", ["甲&foo; 乙&"]),
        ("<pre>上\n下</pre>", ["上", "下"]),
        ("没有标签", ["没有标签"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
    ],
)
def test_a_page_becomes_lines(content, read):
    assert html(content) == read


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("<tr><td>甲<td>乙<tr><td>1<td>2", [["甲", "乙"], ["1", "2"]]),
        ("<tr><td>甲</td><td>&nbsp;</td><td><o:p> </o:p></td></tr>", [["甲", "", ""]]),
        ("<tr><td><p>商业</p><p>企业</p></td><td>其<br/>他</td></tr>", [["商业\n企业", "其\n他"]]),
        ("<tr><td><span>第</span><span>一</span></td><td>1\u200b</td></tr>", [["第一", "1"]]),
        (
            "<thead><tr><th colspan=2>甲<th>乙</thead><tbody><tr><td>1<td>2<td>3",
            [[("甲", 1, 2), "乙"], ["1", "2", "3"]],
        ),
        (
            "<tr><td rowspan='2'>甲<td>1<tr><td>2",
            [[("甲", 2, 1), "1"], ["2"]],
        ),
        # no row and no column is made up by a span
        ("<tr><td rowspan=99>甲<td colspan=50>1", [["甲", "1"]]),
        (
            "<tr><td colspan=4>甲<td colspan=3>乙<tr><td colspan=4>1<td colspan=3>2",
            [["甲", "乙"], ["1", "2"]],
        ),
        ("<tr><td colspan=x rowspan=-1>甲<td colspan=0>1", [["甲", "1"]]),
        ('<tr style="display:none"><td>藏<td>藏<tr><td>甲<td hidden>藏<td>1', [["甲", "1"]]),
        ("<tr><td rowspan=2>甲<td>1<td>2<tr><td>3<td>4", [[("甲", 2, 1), "1", "2"], ["3", "4"]]),
    ],
)
def test_tables_of_a_page(content, read):
    assert html(f"<table>{content}</table>") == [read]


def test_a_table_that_holds_tables_only_places_them():
    content = """<table><tr><td>导航</td></tr><tr><td>
        <p>标题</p><table><tr><td>甲</td><td>1</td></tr></table>后
        </td></tr></table>"""
    assert html(content) == ["导航", "标题", [["甲", "1"]], "后"]


def test_tables_deep_in_tables_take_no_longer():
    assert html("<table><tr><td>" * 80 + "甲" + "</td></tr></table>" * 80) == ["甲"]


def test_a_table_of_one_cell_is_a_frame():
    assert html("<table><tr><td><p>上</p><p>下</p></td></tr></table>") == ["上", "下"]


def test_a_caption_stands_before_its_table():
    content = "<table><caption>附表</caption><tr><td>甲</td><td>1</td></tr></table>"
    assert html(content) == ["附表", [["甲", "1"]]]


def test_xhtml_with_its_own_namespaces():
    content = """<?xml version="1.0" encoding="UTF-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:o"><body><p>甲<o:p/></p></body></html>"""
    assert html(content) == ["甲"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ('<meta charset="gb2312">', "utf-8"),  # as it was saved again by a browser
        ('<meta charset="big5">', "big5"),
        ('<meta charset="hex">', "gb18030"),
        ('<meta charset="utf-16">', "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_a_page_in_any_encoding_it_may_have(head, encoding):
    content = f"<html><head>{head}</head><body><p>政府信息公開</p></body></html>"
    assert shown(page.read(content.encode(encoding))) == ["政府信息公開"]


def test_lines_of_a_page_are_those_of_its_source():
    blocks = page.read(
        "<html>\n<body>\n<p>甲</p>\n<table><tr>\n<td>1</td><td>2</td></tr></table>".encode()
    )
    assert [block.spot.line for block in blocks] == [3, 4]
    assert blocks[1].rows[0][0].spot.line == 5


def test_entities_that_a_page_declares_are_not_expanded():
    bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    content = f'<!DOCTYPE html [<!ENTITY e0 "bomb">{bomb}]><html><body><p>甲&e9;</p></body></html>'
    assert "bombbomb" not in str(html(content))


def test_a_page_nested_too_deep_is_refused_not_cut():
    with pytest.raises(Unreadable, match="太深"):
        page.read(("<div>" * 3000 + "甲" + "</div>" * 3000).encode())


# Word


def test_paragraphs_and_tables_of_word_stand_in_their_order():
    def write(document):
        document.add_paragraph("一、总体情况")
        table = document.add_table(2, 3)
        for cell, said in zip(
            (c for row in table.rows for c in row.cells), "甲乙丙123", strict=True
        ):
            cell.text = said
        document.add_paragraph("后")

    assert shown(word.read(docx(write))) == [
        "一、总体情况",
        [["甲", "乙", "丙"], ["1", "2", "3"]],
        "后",
    ]


def test_merged_cells_of_word_become_spans():
    def write(document):
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "乙"
        table.cell(1, 1).merge(table.cell(2, 2)).text = "丙"
        table.cell(2, 0).text = "丁"

    # 乙 and 丙 are as wide as two columns, of which the second has no cell of its own
    assert shown(word.read(docx(write))) == [[[("甲", 2, 1), "乙"], [("丙", 2, 1)], ["丁"]]]


P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def cell(said: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{P.format(said)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


GO_ON, BEGIN = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'


@pytest.mark.parametrize(
    ("body", "read"),
    [
        # what review inserted, deleted and moved
        (
            "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            ["新"],
        ),
        ("<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p>", ["上", "下"]),
        ('<w:p><w:r><w:t>上</w:t><w:br w:type="page"/><w:t>下</w:t></w:r></w:p>', ["上下"]),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>现</w:t></w:r></w:p>",
            ["现"],
        ),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", ["甲 乙"]),
        (f"<w:sdt><w:sdtContent>{P.format('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        ("<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", ["链接"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", []),
        (table(cell("框")), ["框"]),  # a table of one cell is a frame
        (
            table(cell("甲") + f"<w:tc>{table(cell('1') + cell('2'))}{P.format('')}</w:tc>"),
            ["甲", [["1", "2"]]],
        ),
        (
            table(
                cell("甲", BEGIN) + cell("1"),
                cell("", GO_ON) + cell("2"),
                cell("", GO_ON) + cell("3"),
            ),
            [[[("甲", 3, 1), "1"], ["2"], ["3"]]],
        ),
        # of a table cut in two, the second half goes on with what the first began
        (table(cell("", GO_ON) + cell("1"), cell("乙") + cell("2")), [[["", "1"], ["乙", "2"]]]),
        (
            table(cell("甲", BEGIN) + cell("1"), cell("乙", BEGIN) + cell("2")),
            [[["甲", "1"], ["乙", "2"]]],
        ),
        (
            table(
                cell("甲", '<w:gridSpan w:val="2"/>') + cell("1"),
                cell("乙") + cell("丙") + cell("2"),
            ),
            [[[("甲", 1, 2), "1"], ["乙", "丙", "2"]]],
        ),
        (
            table(cell("甲") + cell("1"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("2")),
            [[["甲", "1"], ["", "2"]]],
        ),
        (
            table(cell("甲") + cell("1"), "<w:trPr><w:del/></w:trPr>" + cell("旧") + cell("2")),
            [[["甲", "1"]]],
        ),
        (table(cell("甲", '<w:gridSpan w:val="x"/>') + cell("1")), [[["甲", "1"]]]),
    ],
)
def test_what_a_reader_of_word_sees(body, read):
    assert shown(word.read(with_body(body))) == read


def test_paragraphs_of_word_are_counted_in_tables_too():
    blocks = word.read(with_body(P.format("一") + table(cell("甲") + cell("乙")) + P.format("末")))
    assert [block.spot.line for block in blocks] == [1, 2, 4]
    assert blocks[1].rows[0][1].spot.line == 3


# PDF


def test_a_ruled_table_stands_between_the_lines_around_it():
    page = Page().text(60, 60, "二、主动公开政府信息情况")
    page.table(90, [["信息内容", "本年制发"], ["规章", "0"]])
    page.text(60, 150, "注：无。")
    assert from_pdf(page) == [
        "二、主动公开政府信息情况",
        [["信息内容", "本年制发"], ["规章", "0"]],
        "注：无。",
    ]


def test_borders_that_are_missing_make_spans():
    page = Page().table(
        90,
        [
            ["第二十条", None, None],
            ["办理结果", "予以公开", "1"],
            ["^", "部分公开", "2"],
            ["总计", None, "3"],
        ],
    )
    assert from_pdf(page) == [
        [
            [("第二十条", 1, 3)],
            [("办理结果", 2, 1), "予以公开", "1"],
            ["部分公开", "2"],
            [("总计", 1, 2), "3"],
        ]
    ]


def test_a_table_cut_by_the_page_keeps_its_last_row_and_the_next_page_its_first():
    first = paragraphs(Page()).table(700, [["甲", "1"], ["乙", "2"]], foot=False)
    second = paragraphs(Page(), 200).table(60, [["^", "3"], ["丙", "4"]])
    assert from_pdf(first, second) == [
        *BODY,
        [["甲", "1"], ["乙", "2"]],
        [["", "3"], ["丙", "4"]],
        *BODY,
    ]


def test_a_table_without_lines_at_its_sides():
    page = paragraphs(Page()).table(200, [["甲", "乙", "丙"], ["1", "2", "3"]], sides=False)
    page.line(60, 240, 300, 240)
    assert from_pdf(page) == [*BODY, [["甲", "乙", "丙"], ["1", "2", "3"]]]


def test_a_row_alone_on_its_page_is_a_table():
    page = paragraphs(Page()).table(200, [["结转下年", "0", "0"]])
    assert from_pdf(page) == [*BODY, [["结转下年", "0", "0"]]]


def test_a_number_wider_than_its_cell_is_not_cut():
    page = paragraphs(Page()).table(200, [["行政处罚", "1234567890", "5"]], wide=84)
    assert from_pdf(page) == [*BODY, [["行政处罚", "1234567890", "5"]]]


def test_a_frame_and_the_ground_behind_paragraphs_are_no_tables():
    page = (
        Page()
        .line(40, 40, 555, 40)
        .line(40, 800, 555, 800)
        .line(40, 40, 40, 800)
        .line(555, 40, 555, 800)
    )
    for top in (138, 154, 170):
        page.ground(60, top, 535, top + 16)
    assert from_pdf(paragraphs(page)) == BODY


def test_text_of_the_page_in_the_frame_of_a_table_is_text():
    """Where Word frames a paragraph just above a table, the frame and the table are one grid."""
    page = Page().table(
        90,
        [
            ["规范公开工作，依法办理申请。", None, None],
            ["第二十条", None, None],
            ["规章", "0", "1"],
        ],
    )
    assert from_pdf(page) == [
        "规范公开工作，依法办理申请。",
        [[("第二十条", 1, 3)], ["规章", "0", "1"]],
    ]


def test_a_sign_printed_twice_to_look_bold_counts_once():
    page = paragraphs(Page()).table(200, [["总计", "3"]]).text(144.3, 205, "3")
    assert from_pdf(page) == [*BODY, [["总计", "3"]]]


@pytest.mark.parametrize("number", ["- {} -", "— {} —", "第 {} 页", "{}/3", "{}"])
def test_page_numbers_and_running_headers_are_left_out(number):
    pages = [
        paragraphs(Page()).text(60, 40, "某市政府信息公开年报").text(280, 800, number.format(index))
        for index in (1, 2, 3)
    ]
    assert from_pdf(*pages) == BODY * 3


def test_what_a_browser_prints_around_a_page_is_left_out():
    pages = [
        paragraphs(Page(), 200 + 100 * index)
        .text(60, 20, "2024/3/1 10:22")
        .text(60, 810, f"某局年报 {index}/2")
        for index in (1, 2)
    ]
    assert from_pdf(*pages) == BODY * 2


def test_a_bare_number_that_counts_no_pages_stays():
    pages = [paragraphs(Page()).text(60, 800, number) for number in ("0", "7", "0")]
    assert from_pdf(*pages) == [*BODY, "0", *BODY, "7", *BODY, "0"]


def test_a_line_of_pdf_is_found_by_its_page_and_line():
    blocks = pdf_reader.read(
        pdf([paragraphs(Page()), paragraphs(Page()).table(200, [["甲", "1"], ["乙", "2"]])]),
        lambda done, total: None,
    )
    assert [block.spot for block in blocks] == [
        *(Spot(p, n) for p in (1, 2) for n in (1, 2, 3)),
        Spot(2, 4),
    ]
    assert blocks[-1].rows[1][0].spot == Spot(2, 5)


# Spans


def test_spans_that_cover_one_another_keep_every_cell():
    spot = Spot(0, 1)
    made = cell_spans.table(
        [[TableCell("甲", spot, 2, 2), TableCell("乙", spot)], [TableCell("丙", spot, 1, 2)]], spot
    )
    assert {cell.text for row in slots(made) for cell in row if cell} == {"甲", "乙", "丙"}


# Which kind of file it is


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (b"%PDF-1.4", ".docx", "pdf"),
        ("<html>甲</html>".encode(), ".doc", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", ".txt", "html"),
        ("<!DOCTYPE html>".encode("utf-16"), ".htm", "html"),
        (b"<div>a</div>", ".html", "html"),
        (b"<div>a</div>", ".md", "markdown"),
        (b"<div>a</div>", ".txt", "text"),
        (b"<div>a</div>", "", "html"),
        ("总计".encode("gb18030"), ".TXT", "text"),
        ("总计".encode("utf-16"), ".txt", "text"),
        (b"# a", ".MD", "markdown"),
        (docx(lambda document: None), ".wps", "docx"),
        (zipped("xl/workbook.xml"), ".et", "xlsx"),
        (b"\x89PNG\r\n", ".pdf", "scan"),
        (b"MIME-Version: 1.0\r\n", ".html", "mhtml"),
        (
            b"From: <Saved by Blink>\nSubject: =?utf-8?Q?=E7?=\n =?x?\nmime-version: 1.0",
            "",
            "mhtml",
        ),
        ("规章,1".encode("gb18030"), ".CSV", "csv"),
        ("总计\n3\n".encode("utf-16-le"), ".txt", "text"),
        ("<html>总计</html>".encode("utf-16-be"), "", "html"),
    ],
)
def test_the_kind_is_told_by_what_is_in_the_file(content, suffix, kind):
    assert file_types.kind_of(content, suffix) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n", "空的"),
        (b"PK\x03\x04 broken", "坏了"),
        (zipped("OFD.xml"), "OFD"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "Excel 写的 XML"),
        (zipped("a.txt"), "压缩包"),
        (bytes(range(256)), "不是文字文件"),
    ],
)
def test_what_cannot_be_read_is_named(content, said):
    with pytest.raises(Unreadable, match=said) as told:
        file_types.kind_of(content, ".docx")
    assert told.value.hint


# The process that reads


@pytest.fixture
def put(tmp_path):
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def refused(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as told:
        sandbox.read_report(path, path.name)
    assert told.value.hint
    return told.value


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "总计\t3\n".encode(), "text"),
        ("a.md", "| 总计 | 3 |".encode(), "markdown"),
        ("a.html", "<table><tr><td>总计</td><td>3</td></tr></table>".encode(), "html"),
        ("a.docx", with_body(table(cell("总计") + cell("3"))), "docx"),
        ("a.pdf", pdf([Page().table(90, [["合计与总计", "3"], ["其中本年", "3"]])]), "pdf"),
    ],
)
def test_a_report_of_each_kind_comes_back_whole(put, name, content, kind):
    document = sandbox.read_report(put(name, content), f"报告/{name}")
    assert (document.name, document.kind) == (f"报告/{name}", kind)
    assert document.sha256 == sha256(content).hexdigest()
    assert [block.rows[0][1].text for block in document.blocks] == ["3"]


def test_what_comes_back_is_what_was_read(put):
    content = "<p>甲</p><table><tr><td rowspan=2>乙<td>1<tr><td>2</table>".encode()
    document = sandbox.read_report(put("a.html", content), "a")
    assert document.blocks == tuple(page.read(content))


def test_progress_is_told_page_by_page(put):
    told = []
    content = pdf([paragraphs(Page())], copies=3)
    sandbox.read_report(put("a.pdf", content), "a", lambda *pages: told.append(pages))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_readers_need_nothing_of_where_they_are_called(put, tmp_path, monkeypatch):
    path = put("a.html", "<p>甲</p>".encode())
    (tmp_path / "json.py").write_text("raise SystemExit('taken from the folder')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert shown(sandbox.read_report(path, "a").blocks) == ["甲"]


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "bomb">'
    + b"".join(b'<!ENTITY a%d "%b">' % (i, b"&a;" * 10) for i in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:body></w:document>"
)
CELLS = b"<table>" + (b"<tr>" + b"<td>1" * 100) * 10_000 + b"</table>"
WIDE = b"<table>" + (b"<tr>" + b"<td colspan=1000 rowspan=1000>1" * 100) * 100 + b"</table>"


@pytest.mark.builds
@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        (
            "bomb.docx",
            lambda: with_part(docx(lambda d: None), "word/x.bin", bytes(200_000_000)),
            "解开后有 2",
        ),
        ("many.docx", lambda: many_parts(6_000), "部件"),
        (
            "entities.docx",
            lambda: with_part(docx(lambda d: None), "word/document.xml", ENTITIES),
            "实体",
        ),
        (
            "entities16.docx",
            lambda: with_part(
                docx(lambda d: None), "word/document.xml", ENTITIES.decode().encode("utf-16")
            ),
            "实体",
        ),
        (
            "broken.docx",
            lambda: with_part(docx(lambda d: None), "word/document.xml", b"<w:"),
            "坏了",
        ),
        ("cut.docx", lambda: docx(lambda d: None)[:2000], "坏了"),
        ("cells.html", lambda: b"<html>" + CELLS, "1000000 个"),
        ("wide.html", lambda: b"<html>" + WIDE, "格子"),
        ("deep.html", lambda: b"<html>" + b"<table><tr><td>" * 100_000, "太深"),
        ("lines.txt", lambda: b"a\n" * 300_000, "30000"),
        ("cells.txt", lambda: b"1\t" * 300_000, "300001 个"),
        ("locked.pdf", lambda: pdf([paragraphs(Page())], trailer=made_reports.LOCKED), "密码"),
        ("scan.pdf", lambda: pdf([Page().ground(0, 0, 500, 500)]), "扫描"),
        ("long.pdf", lambda: pdf([paragraphs(Page())], copies=10_000), "超过 300 页"),
        ("cut.pdf", lambda: b"%PDF-1.4\n%%EOF", "坏了"),
        ("no pages.pdf", lambda: pdf([]), "没有页"),
        ("big.txt", lambda: b"a" * 30_000_001, "超过 30 MB"),
    ],
)
def test_a_file_that_harms_is_refused_and_soon(put, name, make, said):
    assert said in str(refused(put(name, make())))


def many_parts(count: int) -> bytes:
    made = io.BytesIO(docx(lambda document: None))
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(count):
            archive.writestr(f"word/media/{number}", "")
    return made.getvalue()


def test_what_is_no_plain_file_is_not_opened(tmp_path):
    assert "文件夹" in str(refused(tmp_path))
    assert "没有这个文件" in str(refused(tmp_path / "no.pdf"))
    assert str(refused(tmp_path / ("x" * 300)))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "不是普通的文件" in str(refused(tmp_path / "pipe"))
    if Path("/dev/zero").exists():
        assert "不是普通的文件" in str(refused(Path("/dev/zero")))


def starting(monkeypatch, program: str) -> None:
    monkeypatch.setattr(sandbox, "command", lambda *given: [sys.executable, "-c", program])


def test_a_reading_that_does_not_end_is_stopped(put, monkeypatch):
    starting(monkeypatch, "while True: pass")
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)
    assert "超过 0.3 秒没有读完" in str(refused(put("a.txt", b"a")))


@pytest.mark.skipif(sys.platform == "win32", reason="only the clock bounds a process there")
def test_time_on_the_processor_is_bounded_too(put, monkeypatch):
    hooks = str(sandbox.HOOKS)
    starting(
        monkeypatch,
        f"import sys; sys.path.insert(0, {hooks!r})\n"
        "from disclosure.reports.readers.bounds import limit_process; limit_process(1, 10**10)\n"
        "while True: pass",
    )
    assert "没有读完" in str(refused(put("a.txt", b"a")))


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "raise SystemExit(0)",
        "print('no JSON')",
        'import sys; sys.stdin.close(); print(\'{"done":1,"total":2}\')',
    ],
)
def test_a_crash_of_the_reading_is_told_in_words(put, monkeypatch, program):
    starting(monkeypatch, program)
    assert "中途退出" in str(refused(put("a.txt", b"a" * 1_000_000)))


def test_an_answer_without_end_is_not_taken(put, monkeypatch):
    starting(monkeypatch, "while True: print('x' * 65536, end='')")
    monkeypatch.setattr(sandbox, "MOST_ANSWER", 1_000_000)
    assert "太多" in str(refused(put("a.txt", b"a")))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory for sure")
def test_memory_is_bounded(put, monkeypatch):
    monkeypatch.setattr(sandbox, "MEMORY", 60_000_000)
    path = put("a.html", b"<html>" + b"<p>" + b"a" * 20_000_000)
    assert str(refused(path))


def test_a_missing_library_is_told_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml.html", None)
    with pytest.raises(Unreadable, match="缺少 Python 包“lxml”") as told:
        page.read(b"<p>a</p>")
    assert told.value.hint == "请先运行：python -m pip install -r requirements/desk.txt"


def test_what_a_library_raises_becomes_words(monkeypatch):
    monkeypatch.setitem(worker.READERS, "text", lambda content, progress: 1 / 0)
    [answer] = worker.answers(b"a", ".txt", io.BytesIO())
    assert "坏了" in answer["reason"]


def test_limits_are_told_with_the_number():
    assert str(bounds.too_many(3, 1, "文字的行")) == "文字的行有 3 个，超过 1 个"


def test_the_editing_guide_states_the_bounds_of_a_report(root):
    guide = (root / "docs/about/editing.md").read_text("utf-8")
    size, memory = bounds.MOST_BYTES // 10**6, bounds.MEMORY // 10**9
    assert bounds.MOST_LINES == bounds.MOST_CELLS
    assert (
        f"文件最大 {size} MB、PDF 最多 {bounds.MOST_PAGES} 页、最多 {bounds.MOST_LINES:,} 行或格，"
        f"从打开到读成草稿最多 {bounds.SECONDS} 秒（识别扫描件最多 {bounds.SCAN_SECONDS} 秒）、内存最多 {memory} GB"
    ) in guide
