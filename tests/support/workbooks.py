"""The workbook to fill in, as an editor would fill it in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from disclosure.ledger.year_source import YearSource
from disclosure.open_data.workbooks.fill_in_names import HEAD_ROWS

Book = Any
"""Of openpyxl."""
SECTION, LABEL, LAST, PRINTED, PERIOD, SINCE, NOTE, ID = 0, 1, 3, 4, 5, 6, 7, 8
"""Columns of the sheet of figures."""


def put(book: Book, name: str, value: object) -> None:
    """Fill in a named cell."""
    sheet, address = next(iter(book.defined_names[name].destinations))
    book[sheet][address.replace("$", "")].value = value


def rows(book: Book) -> list[Any]:
    """Of the sheet of figures, the blank ones at its end too."""
    return list(book["正文的数"].iter_rows(min_row=HEAD_ROWS + 1))


def row_of(book: Book, id: str) -> Any:
    return next(row for row in rows(book) if row[ID].value == id)


def filled_like(
    blank: bytes, source: YearSource, year: int, change: Callable[[Book], None] = lambda book: None
) -> bytes:
    """With what that year's report printed, as if the report of `year` had printed it again; then changed."""
    book = openpyxl.load_workbook(BytesIO(blank))
    report = source.file.report
    put(book, "report.title", report.title.replace(str(source.file.year), str(year)))
    put(book, "report.published_at", report.published_at)
    put(book, "report.covers", f"{year}-01-01/{year}-12-31")
    for name, (text, _) in source.cells.items():
        put(book, f"cell.{name}", text)
    for _, id, printed in source.narrative():
        row = row_of(book, id)
        row[PRINTED].value, row[SINCE].value = printed.printed, printed.since
        text = printed.period.text if printed.period else ""
        row[PERIOD].value = text.replace(str(source.file.year), str(year)) or None
        row[NOTE].value = printed.note
    change(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()
