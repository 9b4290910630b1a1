"""The fields → JSON Schemas (draft 2020-12) of our own JSON files, so that a program can hold a file against them."""

from __future__ import annotations

from typing import Any

from disclosure.ledger.tieouts import Outcome

from .columns import COLUMNS, FIGURE, INDICATOR, Column, required
from .provenance import Origin
from .serialize import without_empty

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def figures(origin: Origin) -> Schema:
    """Of figures.json and the topics' files."""
    return titled("figures", "每一个数和统计表的每一格", origin) | rows(FIGURE)


def indicators(origin: Origin) -> Schema:
    return titled("indicators", "指标词典", origin) | rows(INDICATOR)


def year(origin: Origin) -> Schema:
    """Of a year's file. What is not known, or was not said, is null or an empty list; nothing is left out."""
    return titled("year", "一份年度报告", origin) | closed(
        {
            "agency": TEXT,
            "year": {"type": "integer"},
            "commit": MAYBE_TEXT,
            "report": REPORT,
            "form": FORM,
            "verification": {"oneOf": [{"type": "null"}, VERIFICATION]},
            "tables_of": {"type": "object", "additionalProperties": FORM},
            "sections": {"type": "array", "items": SECTION},
            "tie_outs": {"type": "array", "items": TIE_OUT},
            "printed_so": {"type": "object", "additionalProperties": TEXT},
            "corrections": {"type": "array", "items": CORRECTION},
        }
    )


def titled(name: str, title: str, origin: Origin) -> Schema:
    said = {
        "$id": origin.site_url and f"{origin.site_url}data/{name}.schema.json",
        "$comment": origin.version and f"commit {origin.version}",
    }
    return {"$schema": DRAFT, **without_empty(said), "title": title}


def rows(table: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": row(table)}


def row(table: tuple[str, ...]) -> Schema:
    return closed({name: of(COLUMNS[name], required(name, table)) for name in table})


def of(column: Column, is_required: bool) -> Schema:
    kind: list[str] = ["string" if column.type == "date" else column.type]
    said: Schema = {"type": kind if is_required else [*kind, "null"]}
    if column.one_of:
        said["enum"] = [*column.one_of, *([] if is_required else [None])]
    if column.type == "date":
        said["pattern"] = DATE["pattern"]
    return said | {"title": column.title, "description": column.meaning}


def closed(properties: Schema, *optional: str) -> Schema:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }


FORM = closed({"title": TEXT, "source": TEXT})
VERIFICATION = closed({"on": DATE, "title": TEXT, "sha256": SHA256})
REPORT = closed(
    {
        "title": TEXT,
        "published_at": TEXT,
        "covers": TEXT,
        "form": TEXT,
        "tables_of": {"type": "object", "additionalProperties": TEXT},
        "basis": TEXTS,
    }
)
PAPER = closed(
    {
        "title": TEXT,
        "number": MAYBE_TEXT,
        "issued": MAYBE_TEXT,
        "by": TEXTS,
        "via": TEXTS,
        "about": MAYBE_TEXT,
    }
)
EVENT = closed({"on": TEXT, "what": TEXT, "short": MAYBE_TEXT, "ongoing": {"type": "boolean"}})
SECTION = closed(
    {
        "section": TEXT,
        "title": TEXT,
        "figures": rows(FIGURE),
        "facts": TEXTS,
        "papers": {"type": "array", "items": PAPER},
        "events": {"type": "array", "items": EVENT},
        "commitments": TEXTS,
        "footnote": MAYBE_TEXT,
    }
)
TIE_OUT = closed(
    {
        "id": TEXT,
        "label": TEXT,
        "binding": MAYBE_TEXT,
        "outcome": {"enum": [outcome.value for outcome in Outcome]},
        "arithmetic": TEXT,
        "reason": MAYBE_TEXT,
    }
)
CORRECTION = closed({"on": TEXT, "figure": TEXT, "was": TEXT, "now": TEXT, "why": TEXT})
