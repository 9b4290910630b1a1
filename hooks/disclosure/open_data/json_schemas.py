"""The fields → JSON Schemas (draft 2020-12) of our own JSON files, so that a program can hold a file against them."""

from __future__ import annotations

from typing import Any

from disclosure.datafiles.models import (
    Correction,
    DataModel,
    Event,
    Paper,
    ReportInfo,
    Restatement,
)
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


def figures_schema(origin: Origin) -> Schema:
    """Of figures.json and the topics' files."""
    return schema_head("figures", "每一个数和统计表的每一格", origin) | rows_schema(FIGURE)


def indicators_schema(origin: Origin) -> Schema:
    return schema_head("indicators", "指标词典", origin) | rows_schema(INDICATOR)


def year_schema(origin: Origin) -> Schema:
    """Of a year's file. What is not known, or was not stated, is null or an empty list; nothing is left out."""
    return schema_head("year", "一份年度报告", origin) | closed_object(
        {
            "agency": TEXT,
            "year": {"type": "integer"},
            "commit": MAYBE_TEXT,
            "report": of_model(ReportInfo),
            "form": FORM,
            "verification": {"oneOf": [{"type": "null"}, VERIFICATION]},
            "coverage": {"oneOf": [{"type": "null"}, COVERAGE]},
            "set_aside": {"type": "array", "items": SET_ASIDE},
            "tables_of": {"type": "object", "additionalProperties": FORM},
            "sections": list_of(SECTION),
            "withdrawn": rows_schema(FIGURE),
            "tie_outs": list_of(TIE_OUT),
            "printed_so": {"type": "object", "additionalProperties": TEXT},
            "restates": list_of(of_model(Restatement)),
            "corrections": list_of(of_model(Correction)),
        }
    )


def schema_head(name: str, title: str, origin: Origin) -> Schema:
    known = {
        "$id": origin.site_url and f"{origin.site_url}data/{name}.schema.json",
        "$comment": origin.version and f"commit {origin.version}",
    }
    return {"$schema": DRAFT, **without_empty(known), "title": title}


def rows_schema(table: tuple[str, ...]) -> Schema:
    fields = {name: of_column(COLUMNS[name], required(name, table)) for name in table}
    return list_of(closed_object(fields))


def of_column(column: Column, is_required: bool) -> Schema:
    kind: list[str] = ["string" if column.type == "date" else column.type]
    schema: Schema = {"type": kind if is_required else [*kind, "null"]}
    if column.one_of:
        schema["enum"] = [*column.one_of, *([] if is_required else [None])]
    if column.type == "date":
        schema["pattern"] = DATE["pattern"]
    return schema | {"title": column.title, "description": column.meaning}


def closed_object(properties: Schema) -> Schema:
    """An object with all of these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def of_model(model: type[DataModel]) -> Schema:
    """Of a record as `model_dump` writes it: every field is there, given or not."""
    fields = model.model_json_schema(mode="serialization")["properties"]
    return closed_object({name: of_field(field) for name, field in fields.items()})


def of_field(field: Schema) -> Schema:
    """Of one field of Pydantic's schema, without its limits: those are for who writes data files."""
    types = [kind["type"] for kind in field.get("anyOf", (field,))]
    inner: Schema = {
        key: of_field(field[key]) for key in ("items", "additionalProperties") if key in field
    }
    return {"type": types[0] if len(types) == 1 else types, **inner}


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


FORM = closed_object({"title": TEXT, "source": TEXT})
VERIFICATION = closed_object({"on": DATE, "title": TEXT, "sha256": SHA256})
COUNT: Schema = {"type": "integer", "minimum": 0}
COVERAGE = closed_object(dict.fromkeys(("numbers", "figures", "said", "set_aside"), COUNT))
SET_ASIDE = closed_object({"section": TEXT, "printed": TEXTS, "why": TEXT})
SECTION = closed_object(
    {
        "section": TEXT,
        "title": TEXT,
        "figures": rows_schema(FIGURE),
        "facts": TEXTS,
        "papers": list_of(of_model(Paper)),
        "events": list_of(of_model(Event)),
        "commitments": TEXTS,
        "footnote": MAYBE_TEXT,
    }
)
TIE_OUT = closed_object(
    {
        "id": TEXT,
        "label": TEXT,
        "binding": MAYBE_TEXT,
        "outcome": {"enum": [outcome.value for outcome in Outcome]},
        "arithmetic": TEXT,
        "reason": MAYBE_TEXT,
    }
)
