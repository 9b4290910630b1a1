"""Pydantic's errors → problems in the editor's words, at the editor's line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from disclosure.datafiles.field_types import NO_WEB_ADDRESS
from disclosure.datafiles.models import DataModel
from disclosure.datafiles.parsing.flow_style import flow
from disclosure.datafiles.parsing.half_width import half_width_value
from disclosure.datafiles.parsing.pasted import BULLET
from disclosure.datafiles.parsing.yaml_source import Keys, YamlDocument
from disclosure.figures.numerals import DIGITS, arabic
from disclosure.problems.problem import Problems, nearest

from .recovery import value_at


def report_validation_error(
    fault: Any, document: YamlDocument, shape: type[BaseModel], problems: Problems
) -> None:
    """Record one error of `ValidationError.errors()`."""
    of_key = fault["loc"][-1:] == ("[key]",)
    path: Keys = tuple(part for part in fault["loc"] if part != "[key]")
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    kind = fault["type"]
    value, key = document.place(*path), document.key_place(*path)
    if kind == "missing":
        problems.add("D101", document.key_place(*path[:-1]), name=name)
    elif kind == "extra_forbidden":
        problems.add("D102", key, name=name, hint=lambda: unknown_key_hint(name, path, shape))
    elif fault["input"] is None:
        problems.add("D105", key, name=name)
    elif kind == "value_error":
        error = fault["ctx"]["error"]
        problems.add("D104", value, what=error, hint=getattr(error, "mend", ""))
    elif kind == NO_WEB_ADDRESS:
        problems.add("D107", value, why=fault["ctx"]["why"])
    else:
        context = dict(fault.get("ctx", {}))
        given = value_at(document.data, path)
        hint = shape_hint(kind, given, path)
        if kind == "literal_error":  # pydantic's `'a', 'b' or 'c'`
            words = re.findall("'([^']*)'", context["expected"])
            context["expected"] = "、".join(words)
            hint = hint or nearest(str(given), words)
        expected = EXPECTED.get(kind, fault["msg"]).format(**context)
        problems.add("D103", key if of_key else value, expected=expected, hint=hint)


def shape_hint(kind: str, given: Any, path: Keys) -> str:
    """How to write what was meant; empty where there is no telling."""
    if kind == "string_type" and isinstance(given, dict):
        return COLON
    if not isinstance(given, str):
        return ""
    if kind == "int_parsing" and (year := YEAR.fullmatch(unicodedata.normalize("NFKC", given))):
        return f"只写四位半角的数字，写成 {arabic(year[1])}"
    if kind == "tuple_type":
        return list_hint(given, path)
    repaired = half_width_value(given)
    return f"括号、冒号和逗号用了全角的，请写成 {repaired}" if repaired != given else ""


def list_hint(text: str, path: Keys) -> str:
    """How to write a text as the list that is wanted there."""
    if half_width_value(text) != text:
        return f"方括号和逗号用了全角的，请写成 {half_width_value(text)}"
    if path[0] == "tables":
        plain = text.strip("[]［］【】 ")
        one = re.fullmatch("[0-9]{1,3},[0-9]{3}", plain)
        cells = [plain] if one else re.split(r"[\s,，、;；|]+", plain)
        return f"一行的格子写在方括号里，用半角逗号隔开，写成 {flow(cells)}"
    if bullet := BULLET.match(text):
        return f"“{bullet[1]}”不是列表的记号：请把每一行开头的“{bullet[1]}”换成“- ”"
    return "每一项另起一行，前面写“- ”（半角的横线和一个空格）"


def unknown_key_hint(name: str, path: Keys, shape: type[BaseModel]) -> str:
    """The part of the file most like it; else where it belongs, if another part has it; else the key most like it."""
    if len(path) == 1 and (part := nearest(name, shape.model_fields, likeness=0.8)):
        return part
    parts = parts_with(shape).get(name)
    if not parts:
        return nearest(name, shape.model_fields if len(path) == 1 else parts_with(shape))
    within = "”或“".join(part for part in parts if part)
    places = ["顶格写"] * ("" in parts) + [f"写在“{within}”的一条里"] * bool(within)
    return f"“{name}”要{'，或'.join(places)}；请核对缩进"


@cache
def parts_with(shape: type[BaseModel]) -> Mapping[str, tuple[str, ...]]:
    """Every key of the file's shape → the parts of the file that may hold it; an empty text is the file itself."""
    schema = shape.model_json_schema() if issubclass(shape, DataModel) else {}
    written = {model.__name__ for model in DataModel.__subclasses__()}  # a period is one text
    definitions = {name: one for name, one in schema.get("$defs", {}).items() if name in written}
    found: dict[str, tuple[str, ...]] = dict.fromkeys(schema.get("properties", ()), ("",))
    for part, content in schema.get("properties", {}).items():
        for key in sorted(keys_within(content, definitions)):
            found[key] = (*found.get(key, ()), part)
    return found


def keys_within(schema: Any, definitions: Mapping[str, Any]) -> set[str]:
    """The keys of all mappings that a JSON schema describes, at any depth."""
    keys: set[str] = set()
    left, referred = [schema], set()
    while left:
        match left.pop():
            case {"$ref": str(name)} if name not in referred:  # a block of a form may hold blocks
                referred.add(name)
                left.append(definitions.get(name.rpartition("/")[2]))
            case dict(found):
                keys.update(found.get("properties", ()))
                left.extend(found.values())
            case list(found):
                left.extend(found)
    return keys


YEAR = re.compile(rf"\s*([0-9]{{4}}|[{''.join(DIGITS)}]{{4}})\s*年?(?:度|报告)?\s*")
COLON = "内容里有半角的冒号加空格“: ”，会被当成名字；请换成全角“：”，或给整句加上引号"
EXPECTED = {
    "int_parsing": "四位数字的年份，如 2023",
    "int_type": "整数",
    "int_parsing_size": "整数，不会这样长",
    "bool_parsing": "true 或 false",
    "bool_type": "true 或 false",
    "string_type": "一段文字",
    "string_too_short": "一段文字，不能为空",
    "string_pattern_mismatch": "小写英文名字，如 push.sealed.recipients（图表和说明用连字符，如 push-sealed）",
    "too_short": "至少一项",
    "too_long": "至多 {max_length} 项",
    "tuple_type": "列表，如 [甲, 乙]",
    "dict_type": "“名字: 内容”这样的若干行",
    "model_type": "“名字: 内容”这样的若干行",
    "literal_error": "这几个词之一：{expected}",
}
"""Pydantic's error types → what was expected, in Chinese."""
