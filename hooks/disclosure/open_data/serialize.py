"""Rows → JSON and CSV in UTF-8, the same bytes wherever they are made."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from disclosure.figures.units import plain

from .columns import Row


def as_json(data: Any) -> bytes:
    return f"{compact_json(data)}\n".encode()


def compact_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=json_number)


def indented_json(data: Any) -> bytes:
    """JSON that people read too."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=json_number)
    return f"{text}\n".encode()


def json_lines_list(rows: Iterable[Any]) -> bytes:
    """A list, a row a line: a change in one figure is a change of one line."""
    return ("[\n" + ",\n".join(map(compact_json, rows)) + "\n]\n").encode()


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: what nobody knows is left out."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def json_number(value: Any) -> int | float:
    """A Decimal as JSON writes numbers; ours are far inside what a double keeps exactly."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return int(value) if value == value.to_integral_value() else float(value)


def as_csv(rows: Iterable[Row], columns: tuple[str, ...]) -> bytes:
    """With a byte order mark, or Excel takes the Chinese for another encoding. Other keys of a row are left out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(csv_cell, map(row.get, columns)) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value: Any) -> Any:
    """As a spreadsheet may read it: a text that begins like a formula gets an apostrophe, so that it never runs. What
    begins so and is a number stays as printed: `-3`, `+1,036`, `-2.5%`."""
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    return plain(value) if isinstance(value, Decimal) else value


FORMULA = re.compile(r"[=@＝＠\t]|[+＋－-](?![0-9.,]*[%％]?$)")
