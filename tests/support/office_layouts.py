"""Reports of the made-up agency in the formats of offices: workbooks, CSV, pages saved as one file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from email.message import MIMEPart
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
    "MHTML, quoted": Layout(".mhtml", one_file("quoted-printable", "utf-8")),
    "MHTML, base64, in GBK": Layout(".mht", one_file("base64", "gbk")),
    "text in UTF-16, little end first": encoded("tabs", "utf-16-le"),
    "text in UTF-16, big end first": encoded("a cell a line", "utf-16-be"),
    "a web page in UTF-16": encoded("a web page with spans", "utf-16-be"),
}
