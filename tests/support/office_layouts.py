"""Reports of the made-up agency in the formats of offices: workbooks, CSV, ODT, RTF, pages saved as one file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from email.message import MIMEPart
from html import escape
from typing import Any

import openpyxl

from layouts import ANY_FOURTH, LAYOUTS, Layout, Made, Sheet, matrix, page, placed, sheets, spanned

NUMBER = re.compile(r"0|[1-9][0-9]*|[0-9]+\.[0-9]*[1-9]")
"""What a person types into a spreadsheet as a number; `+1036` and `96.5万元` are texts."""


def workbook(*, apart: bool, merged: bool) -> Callable[[Made], bytes]:
    """XLSX: one sheet, or `apart` a sheet for each table; `merged` cells, or their other slots left blank."""

    def made_of(made: Made) -> bytes:
        book = openpyxl.Workbook()
        sheet, row = book.active, 1
        for kind, what in made.parts():
            if kind == "table" and apart:
                sheet, row = book.create_sheet(), 1
            if kind == "table":
                for name, one in sheets(made, what):
                    if name:
                        sheet.cell(row, 1, name)
                        row += 1
                    put(sheet, row, one, merged)
                    row += len(one)
            else:
                sheet.cell(row, 1, what)
                row += 1
        return saved(book)

    return made_of


def put(sheet: Any, top: int, rows: Sheet, merged: bool) -> None:
    for (row, column), box in placed(rows).items():
        text = box.text
        value = (int(text) if text.isdecimal() else float(text)) if NUMBER.fullmatch(text) else text
        sheet.cell(top + row, column + 1, value or (0 if text == "0" else None))
        if merged and box.down * box.across > 1:
            sheet.merge_cells(
                start_row=top + row,
                start_column=column + 1,
                end_row=top + row + box.down - 1,
                end_column=column + box.across,
            )


def saved(book: Any) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def comma_separated(
    delimiter: str = ",", encoding: str = "utf-8-sig", *, padded: bool = True
) -> Callable[[Made], bytes]:
    """`padded` as Excel saves it: every row as wide as the widest."""

    def made_of(made: Made) -> bytes:
        rows: list[list[str]] = []
        for kind, what in made.parts():
            if kind == "table":
                for name, one in sheets(made, what):
                    rows += [[name]] if name else []
                    rows += matrix(one)
            else:
                rows.append([what])
        width = max(map(len, rows)) if padded else 0
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
        return text.getvalue().encode(encoding)

    return made_of


def one_file(transfer: str, charset: str) -> Callable[[Made], bytes]:
    """MHTML: the page beside its style sheet and a picture."""

    def made_of(made: Made) -> bytes:
        content = page(spanned, encoding=charset)(made)
        whole = MIMEPart()
        whole["From"] = "<Saved by Blink>"
        whole["Snapshot-Content-Location"] = "https://example.org/"
        whole.make_related()
        for data, kind, name in (
            (content, ("text", "html"), "index.html"),
            (b"p { margin: 0 }", ("text", "css"), "style.css"),
            (b"\x89PNG\r\n\x1a\n", ("image", "png"), "picture.png"),
        ):
            part = MIMEPart()
            cte = transfer if kind[0] == "text" else "base64"
            part.set_content(data, *kind, cte=cte)
            part["Content-Location"] = f"https://example.org/{name}"
            whole.attach(part)
        return b"MIME-Version: 1.0\r\n" + whole.as_bytes()

    return made_of


def open_document(made: Made) -> bytes:
    """ODT: a covered slot has a cell of its own kind, a table's first row stands among its headers."""
    body = "".join(
        f"<text:h>{words(what)}</text:h>"
        if kind == "heading"
        else f"<text:p>{words(what)}</text:p>"
        if kind == "text"
        else "".join(
            (f"<text:p>{name}</text:p>" if name else "") + odf_table(one)
            for name, one in sheets(made, what)
        )
        for kind, what in made.parts()
    )
    return odt(body)


def odt(body: str, manifest: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", content)
    return made.getvalue()


def words(text: str) -> str:
    return escape(text).replace("\n", "<text:line-break/>")


def odf_table(sheet: Sheet) -> str:
    boxes = placed(sheet)
    rows = []
    for row in range(len(sheet)):
        cells = []
        for column in range(len(matrix(sheet)[0])):
            if box := boxes.get((row, column)):
                spans = f'table:number-rows-spanned="{box.down}" table:number-columns-spanned="{box.across}"'
                cells.append(
                    f"<table:table-cell {spans}><text:p>{words(box.text)}</text:p></table:table-cell>"
                )
            else:
                cells.append("<table:covered-table-cell/>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    first, *others = rows
    head = f"<table:table-header-rows>{first}</table:table-header-rows>"
    return f"<table:table>{head}{''.join(others)}</table:table>"


def rich_text(write: Callable[[str], str]) -> Callable[[Made], bytes]:
    """RTF, with cells as wide as the columns that they cover; `write` writes the characters."""

    def made_of(made: Made) -> bytes:
        body = []
        for kind, what in made.parts():
            if kind == "table":
                for name, one in sheets(made, what):
                    body += [f"\\pard {write(name)}\\par\n"] if name else []
                    body += [rtf_table(one, write), "\\pard\\par\n"]
            else:
                body.append(f"\\pard\\plain\\f1 {write(what)}\\par\n")
        fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}"
        head = r"{\rtf1\ansi\ansicpg936\deff0" + fonts + r"{\info{\title 9}}{\header 7\par}"
        return (head + "".join(body) + "}").encode("ascii")

    return made_of


def rtf_table(sheet: Sheet, write: Callable[[str], str]) -> str:
    boxes = placed(sheet)
    rows = []
    for index in range(len(sheet)):
        here = {
            column: (box, row)
            for (row, column), box in boxes.items()
            if row <= index < row + box.down
        }
        shapes, cells = "", ""
        for column, (box, row) in sorted(here.items()):
            mark = (r"\clvmgf" if row == index else r"\clvmrg") if box.down > 1 else ""
            moved = (
                15 if index % 2 and column + box.across < 4 else 0
            )  # somebody moved the border a little
            shapes += rf"{mark}\clbrdrt\brdrs\cellx{(column + box.across) * 900 + moved}"
            text = write(box.text) if row == index else ""
            cells += r"\pard\intbl\f1 " + text.replace("\n", r"\par ") + r"\cell" + "\n"
        rows.append(rf"\trowd\trgaph108{shapes}{cells}" + r"{\trowd" + shapes + r"\row}" + "\n")
    return "".join(rows)


def in_unicode(text: str) -> str:
    return "".join(
        one
        if one.isascii()
        else rf"\u{int.from_bytes(one.encode('utf-16-be'), 'big', signed=True)}?"
        for one in text
    )


def in_code_page(text: str) -> str:
    """As Word writes Chinese; a second byte that is a letter may stand as one."""
    return "".join(
        one if one.isascii() else "".join(rf"\'{byte:02x}" for byte in one.encode("gb18030"))
        for one in text
    )


def encoded(name: str, encoding: str) -> Layout:
    """A layout in another encoding, without a mark."""
    layout = LAYOUTS[name]
    return Layout(layout.suffix, lambda made: layout.write(made).decode().encode(encoding))


OFFICE = {
    "a workbook": Layout(".xlsx", workbook(apart=False, merged=True), fourth=ANY_FOURTH),
    "a workbook without merged cells": Layout(".xlsx", workbook(apart=False, merged=False)),
    "a workbook with a sheet a table": Layout(".xlsx", workbook(apart=True, merged=True)),
    "CSV": Layout(".csv", comma_separated(), fourth=ANY_FOURTH),
    "CSV, ragged": Layout(".csv", comma_separated(padded=False)),
    "CSV in GB18030": Layout(".csv", comma_separated(encoding="gb18030")),
    "CSV with semicolons": Layout(".csv", comma_separated(";", "utf-8")),
    "CSV with tabs, in UTF-16": Layout(".csv", comma_separated("\t", "utf-16")),
    "ODT": Layout(".odt", open_document, fourth=ANY_FOURTH),
    "RTF with Unicode": Layout(".rtf", rich_text(in_unicode), fourth=ANY_FOURTH),
    "RTF in code page 936": Layout(".doc", rich_text(in_code_page)),
    "MHTML, quoted": Layout(".mhtml", one_file("quoted-printable", "utf-8")),
    "MHTML, base64, in GBK": Layout(".mht", one_file("base64", "gbk")),
    "text in UTF-16, little end first": encoded("tabs", "utf-16-le"),
    "text in UTF-16, big end first": encoded("a cell a line", "utf-16-be"),
    "a web page in UTF-16": encoded("a web page with spans", "utf-16-be"),
}
