"""The classes of models.py → JSON Schemas (draft-07) of what an editor may write for each.

They allow what `source` and `reading` do, as a program sees it that reads YAML 1.2: what we take for text may be a
number there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator

from disclosure.datafiles import field_help, models
from disclosure.datafiles.models import DataModel

Schema = dict[str, Any]
Special = Mapping[tuple[str, str], Schema]
"""(Class, field) → what stands there, where the data say more than the class does."""


def schema(shape: type[DataModel], special: Special, more: dict[str, Schema]) -> Schema:
    inside = {one.__name__: of_shape(one, special) for one in reachable(shape) if one != shape}
    return of_shape(shape, special) | {"definitions": inside | KINDS | more}


def reachable(shape: type[DataModel]) -> list[type[DataModel]]:
    """A shape, and all that its fields are made of."""
    found: list[type[DataModel]] = []
    waiting = [shape]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            waiting += [part for kind in hints(one).values() for part in parts(kind)]
    return found


def hints(shape: type[DataModel]) -> dict[str, Any]:
    """Field → its type as models.py writes it, validators and all."""
    found = get_type_hints(shape, include_extras=True)
    return {field: found[field] for field in shape.model_fields}


def parts(kind: Any) -> Iterator[type[DataModel]]:
    if isinstance(kind, type) and issubclass(kind, DataModel):
        yield kind
    for inner in get_args(kind):
        yield from parts(inner)


def of_shape(shape: type[DataModel], special: Special) -> Schema:
    name = shape.__name__
    properties = {
        field: says(field_help.SAYS[name, field]) | (special.get((name, field)) or of(kind))
        for field, kind in hints(shape).items()
    }
    required = [field for field, info in shape.model_fields.items() if info.is_required()]
    optional = [field for field in properties if field not in required]
    told = {"必填": required, "可填": optional}
    keys = "；".join(f"{word} {'、'.join(keys)}" for word, keys in told.items() if keys)
    made = closed(properties, field_help.LINES.format(keys)) | {"required": required}
    extra = {"title": field_help.TITLES.get(name), "defaultSnippets": field_help.SNIPPETS.get(name)}
    return made | {key: kept for key, kept in extra.items() if kept}


def of(kind: Any) -> Schema:
    """What may be written for a type."""
    if kind in NAMED:
        return ref(NAMED[kind])
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated and any(isinstance(one, BeforeValidator) for one in inner):
        return any_of(ref("text"), of(inner[0]))  # a bare text stands for the rest
    if origin is Annotated:  # a list with something in it
        return of(inner[0]) | {"minItems": 1}
    if origin in (Union, UnionType):
        # A name with nothing after it is a slip: what may be None is left out, not written so.
        return any_of(*(of(one) for one in inner if one is not NoneType))
    if origin is Literal:
        return {"enum": list(inner), "errorMessage": field_help.ONE_OF.format("、".join(inner))}
    if origin is tuple:
        return {"type": "array", "items": of(inner[0]), "errorMessage": field_help.LIST}
    if origin is dict:
        return mapping(of(inner[1]), NAMED[inner[0]])
    return ref(kind.__name__)


def ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def says(words: object) -> Schema:
    return {"description": str(words)}


def any_of(*kinds: Schema) -> Schema:
    return kinds[0] if len(kinds) == 1 else {"anyOf": list(kinds)}


def one_or_more(kind: Schema) -> Schema:
    """As models.Names has it: a bare name stands for a list of one."""
    return any_of(kind, {"type": "array", "items": kind})


def mapping(values: Schema, keys: str = "text") -> Schema:
    named = {"propertyNames": ref(keys)} if keys != "text" else {}
    return {"type": "object"} | named | {"additionalProperties": values}


def closed(properties: Mapping[str, Schema], otherwise: str) -> Schema:
    """These keys and no others; `otherwise` is said in place of the program's own words, which name no remedy."""
    body = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return body | {"errorMessage": otherwise}


NAMED: Mapping[Any, str] = {
    models.Text: "text",
    models.Prose: "text",
    models.SiteId: "text",
    models.Website: "web_address",
    models.Link: "web_address",
    models.Calendar: "whole_number",
    models.Names: "texts",
    models.Patterns: "texts",
    models.SomePatterns: "texts",
    models.Span: "date",
    models.Id: "id",
    models.ChartId: "chart_id",
    str: "cell",
    int: "whole_number",
    bool: "true_or_false",
}
"""Type of a field → its name in KINDS."""

KINDS: dict[str, Schema] = {name: dict(kind) for name, kind in field_help.KINDS.items()} | {
    "texts": one_or_more(ref("text"))
}
