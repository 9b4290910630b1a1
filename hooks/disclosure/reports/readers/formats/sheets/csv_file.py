"""CSV, whatever its encoding and delimiter → lines and tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from disclosure.reports.readers.blocks import Block, Spot, TableCell
from disclosure.reports.readers.bounds import MOST_LINES, too_many
from disclosure.reports.readers.characters import decoded, squeezed

from . import sheet_rows


def read(content: bytes) -> list[Block]:
    text = decoded(content)
    if stated := STATED.match(text):  # Excel's own word for it
        delimiter = stated[1]
    else:
        delimiter = max(DELIMITERS, key=lambda one: cells_beside(text, one))
    rows = [
        [TableCell(one, Spot(0, number)) for one in row] for number, row in parsed(text, delimiter)
    ]
    return list(sheet_rows.blocks_of(rows[1:] if stated else rows))


def cells_beside(text: str, delimiter: str) -> int:
    return sum(max(len(row) - 1, 0) for _, row in parsed(text, delimiter))


def parsed(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The line that each row starts on, counted from 1, and its cells."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    for row in rows:
        if number > MOST_LINES:
            raise too_many(number, MOST_LINES, "文字的行")
        yield number, ["\n".join(filter(None, map(squeezed, cell.splitlines()))) for cell in row]
        number = rows.line_num + 1


DELIMITERS = ",\t;|"
STATED = re.compile(r"sep=(.)\r?\n")
