"""The classes of models.py → JSON Schemas (draft-07) of what an editor may write for each.

Not pydantic's own: its schemas describe values as our reader passes them on, with dates and sections as objects. Here
they are values as an editor's program sees them, which reads YAML 1.2: what we take for text may be a number there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator

from disclosure.datafiles import field_types
from disclosure.datafiles.field_help import field_help
from disclosure.datafiles.models import DataModel

Schema = dict[str, Any]
Special = Mapping[tuple[str, str], Schema]
"""(Class, field) → what stands there, where the data say more than the class does."""


class ModelSchemas:
    """Schemas of models, with the definitions that they refer to collected on the way."""

    def __init__(
        self,
        special: Special = MappingProxyType({}),
        names: Mapping[str, Schema] = MappingProxyType({}),
    ) -> None:
        self.special = special
        self.definitions = {**KINDS, **names}

    def whole(self, model: type[DataModel]) -> Schema:
        return self.of_model(model) | {"definitions": self.definitions}

    def of_model(self, model: type[DataModel]) -> Schema:
        """Help is the field's docstring, the title what readers see it called."""
        kinds, name = get_type_hints(model, include_extras=True), model.__name__
        help = field_help()
        properties: dict[str, Schema] = {}
        for field, info in model.model_fields.items():
            schema = self.special.get((name, field)) or self.of(kinds[field])
            title = {"title": info.title} if info.title else {}
            properties[field] = title | described(help.get((name, field), "")) | schema
        required = [field for field, info in model.model_fields.items() if info.is_required()]
        optional = [field for field in properties if field not in required]
        keys = {"必填": required, "可填": optional}
        known = "；".join(f"{word} {'、'.join(names)}" for word, names in keys.items() if names)
        error = {"errorMessage": f"这里应当是“名字: 内容”这样的若干行：{known}"}
        snippets = {"defaultSnippets": SNIPPETS[name]} if name in SNIPPETS else {}
        title = {"title": str(model.model_config["title"])} if "title" in model.model_config else {}
        return closed(properties) | error | {"required": required} | title | snippets

    def of(self, kind: Any) -> Schema:
        """What may be written for a type."""
        if kind in NAMED:
            return ref(NAMED[kind])
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated and any(isinstance(one, BeforeValidator) for one in inner):
            return any_of(self.of(first_of(inner[0])), self.of(inner[0]))
        if origin is Annotated:  # a list with something in it
            return self.of(inner[0]) | {"minItems": 1}
        if origin in (Union, UnionType):
            # A name with nothing after it is a slip: what may be None is left out, not written so.
            return any_of(*(self.of(one) for one in inner if one is not NoneType))
        if origin is Literal:
            return {"enum": list(inner), "errorMessage": f"这里只能写 {'、'.join(inner)}"}
        if origin is tuple:
            error = {"errorMessage": "这里应当是列表：每项一行，前面写“- ”"}
            return {"type": "array", "items": self.of(inner[0])} | error
        if origin is dict:
            keys, values = NAMED[inner[0]], self.of(inner[1])
            return by_section(values) if keys == "section" else mapping(values, keys)
        if kind.__name__ not in self.definitions:
            self.definitions[kind.__name__] = {}  # a form's line has lines
            self.definitions[kind.__name__] = self.of_model(kind)
        return ref(kind.__name__)


def first_of(kind: Any) -> Any:
    """What a bare value stands for: the only item of a list, or the first field of a model."""
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    return next(iter(get_type_hints(kind, include_extras=True).values()))


def ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def described(words: str) -> Schema:
    return {"description": words}


def any_of(*kinds: Schema) -> Schema:
    return kinds[0] if len(kinds) == 1 else {"anyOf": list(kinds)}


def mapping(values: Schema, keys: str = "text") -> Schema:
    named = {"propertyNames": ref(keys)} if keys != "text" else {}
    return {"type": "object"} | named | {"additionalProperties": values}


def by_section(values: Schema) -> Schema:
    about = described("报告的章节号，如 一（一）6；要先写在 outline 里。")
    return mapping(about | values, "section")


def closed(properties: Mapping[str, Schema]) -> Schema:
    """These keys and no others. To be joined with an error message that names the remedy."""
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def value(error: str, types: Sequence[str], pattern: str = "") -> Schema:
    """A pattern is for texts: numbers, and true without quotes, pass it by."""
    types = types[0] if len(types) == 1 else list(types)
    return {"type": types} | ({"pattern": pattern} if pattern else {}) | {"errorMessage": error}


def snippet(label: str, about: str, *fields: str) -> Schema:
    """What VS Code's YAML extension puts in at once; the cursor goes from `$1` to `$2`. Never a number: one that is
    not the report's must not be one keystroke away."""
    body = {field: f"${number}" for number, field in enumerate(fields, 1)}
    return {"label": label, "description": about, "body": body}


SNIPPETS: Mapping[str, list[Schema]] = {
    "PrintedText": [
        snippet("时段不同的数", "这个数有自己的时段", "printed", "period"),
        snippet("累计的数", "从某时起累计到年末", "printed", "since"),
    ],
    "Paper": [
        snippet("文件：标题、日期、登在哪里", "报告提到的一份文件", "title", "issued", "via")
    ],
    "Event": [snippet("事：日期、什么事、短句", "有日子的一件事", "on", "what", "short")],
    "Restatement": [
        snippet(
            "重述：哪一年、哪个数、现称、缘故",
            "这份报告对以前年份的数另有说法",
            *("year", "figure", "printed", "why"),
        )
    ],
    "Correction": [
        snippet(
            "更正：日期、哪个数、原来、现在、原因",
            "登载以后改过的一个数",
            *("on", "figure", "was", "now", "why"),
        )
    ],
}
"""Class of models.py → snippets for it."""
DAY = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
HOST = r"[^\s/?#@:\\\"'<>()]+(\.[^\s/?#@:\\\"'<>()]+)+"
SECTION = (
    r"(报告开头|[一二三四五六七八九十]+(（[一二三四五六七八九十0-9]+）|[0-9]+(\.[0-9]+)*|[①-⑳])*)"
)
KINDS: Mapping[str, Schema] = {
    "text": value("这里应当是一段文字，不能为空", ["string", "number"], r"\S"),
    "web_address": value(
        "这里应当是网址，如 www.example.gov.cn 或 https://www.example.gov.cn/terms.html",
        ["string"],
        rf"^\s*([Hh][Tt][Tt][Pp][Ss]?://)?{HOST}(:[0-9]+)?([/?#][!-~]*)?\s*$",
    ),
    "cell": value("这里应当是表里的一格：印的数、“—”，或空着的“~”", ["string", "number", "null"]),
    "date": value(
        "这里应当是日期，如 2022-10 或 2022-10/2022-12",
        ["string", "integer"],
        f"^{DAY}(/{DAY})?$",
    )
    | {"minimum": 1000, "maximum": 9999},
    "id": value(
        "名字用小写英文，各段用点连接，如 push.sealed.recipients",
        ["string"],
        get_args(field_types.Id)[1].pattern,
    ),
    "chart_id": value(
        "名字用小写英文和连字符，如 push-sealed",
        ["string"],
        get_args(field_types.ChartId)[1].pattern,
    ),
    "section": value(
        "这里应当是报告的章节号，如 一（一）6；括号用全角", ["string"], f"^{SECTION}$"
    ),
    "whole_number": value("这里应当是整数", ["integer", "string"], "^[0-9]+$"),
    "true_or_false": value("这里应当是 true 或 false", ["boolean", "string"], "^(true|false)$"),
}
"""What a value may look like."""
NAMED: Mapping[Any, str] = {
    **dict.fromkeys((field_types.Text, field_types.Prose, field_types.SiteId), "text"),
    **dict.fromkeys(
        (field_types.IcpNumber, field_types.PoliceNumber, field_types.CreditCode), "text"
    ),
    **dict.fromkeys((field_types.Website, field_types.Link), "web_address"),
    **dict.fromkeys((field_types.FigureName, field_types.Pattern), "figure_name"),
    field_types.TieOutName: "tie_out_name",
    field_types.Section: "section",
    **dict.fromkeys((field_types.Calendar, int), "whole_number"),
    field_types.Span: "date",
    field_types.Id: "id",
    field_types.ChartId: "chart_id",
    str: "cell",
    bool: "true_or_false",
}
"""Type of a field → its definition: in KINDS, or where the data give the names, in editor_schema."""
