"""The data folder → frozen records; every problem in it is found in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from .problems import Place, Problems, nearest
from .shapes import Agency, Form, Shape, Term, Topic, YearFile
from .source import Document, Keys
from .source import read as read_document


class Glossary(RootModel[dict[str, Term]]):
    """data/glossary.yml."""


R = TypeVar("R")
Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True)
class Read(Generic[R]):
    """A record with the document it was read from, so that later problems still know their line."""

    record: R
    document: Document


@dataclass(frozen=True)
class Files:
    """Everything in the data folder, shaped but not yet checked against one another."""

    agency: Read[Agency] | None
    glossary: Read[Glossary] | None
    forms: Mapping[str, Read[Form]]
    topics: Mapping[str, Read[Topic]]
    years: Mapping[str, Read[YearFile]]


def read_files(folder: Path, problems: Problems) -> Files:
    """Read all of a data folder, in the order of its file names."""
    return Files(
        agency=shaped(folder, "agency.yml", Agency, problems),
        glossary=shaped(folder, "glossary.yml", Glossary, problems),
        forms=every(folder, "forms", Form, problems),
        topics=every(folder, "topics", Topic, problems),
        years=every(folder, "years", YearFile, problems),
    )


def every(
    folder: Path, kind: str, shape: type[Record], problems: Problems
) -> dict[str, Read[Record]]:
    """File stem → record, for each `*.yml` in a subfolder."""
    found = {}
    for path in sorted((folder / kind).glob("*.yml")):
        if read := shaped(folder, f"{kind}/{path.name}", shape, problems):
            found[path.stem] = read
    return found


def shaped(folder: Path, file: str, shape: type[Record], problems: Problems) -> Read[Record] | None:
    document = read_document(folder / file, f"{folder.name}/{file}", problems)
    if document is None:
        return None
    try:
        return Read(shape.model_validate(document.data), document)
    except ValidationError as error:
        for fault in error.errors(include_url=False)[:MOST_FAULTS]:
            tell(fault, document, shape, problems)
        return None


def tell(fault: Any, document: Document, shape: type, problems: Problems) -> None:
    """One of pydantic's errors, said in the editor's words at the editor's line."""
    path: Keys = tuple(part for part in fault["loc"] if part != "[key]")
    name = str(path[-1]) if path else ""
    kind = fault["type"]
    if kind == "missing":
        problems.add("D101", document.key_place(*path[:-1]), name=name)
    elif kind == "extra_forbidden":
        problems.add(
            "D102",
            document.key_place(*path),
            name=name,
            hint=nearest(name, keys_beside(shape)),
        )
    elif fault["input"] is None:
        place, named = unfilled(path, document)
        problems.add("D105", place, name=named)
    elif fault["loc"][-1] == "[key]":
        problems.add(
            "D103",
            document.key_place(*path),
            expected=EXPECTED[kind].format(**fault.get("ctx", {})),
        )
    elif kind == "value_error":
        problems.add("D104", document.place(*path), what=fault["ctx"]["error"])
    elif kind in EXPECTED:
        problems.add(
            "D103", document.place(*path), expected=EXPECTED[kind].format(**fault.get("ctx", {}))
        )
    else:
        problems.add("D103", document.place(*path), expected=fault["msg"])


def unfilled(path: Keys, document: Document) -> tuple[Place, str]:
    """The name with nothing after it, which for a bare figure is one level above what pydantic speaks of."""
    named = path if path in document else path[:-1]
    return document.key_place(*named), str(named[-1])


@cache
def keys_beside(shape: type) -> list[str]:
    """Every key of the file's shape: the schema is small, and a key at the wrong depth is a likely slip too."""
    schema = shape.model_json_schema() if issubclass(shape, Shape) else {}
    definitions = [schema, *schema.get("$defs", {}).values()]
    return [key for definition in definitions for key in definition.get("properties", {})]


MOST_FAULTS = 50
"""Told of one file's shape in one run: a file with more is not a year file with slips but another file."""
EXPECTED = {
    "int_parsing": "整数",
    "int_type": "整数",
    "bool_parsing": "true 或 false",
    "bool_type": "true 或 false",
    "string_type": "一段文字",
    "string_too_short": "一段文字，不能为空",
    "string_pattern_mismatch": "小写英文名字，如 supply.volume（图表和说明用连字符，如 push-sealed）",
    "tuple_type": "列表，如 [甲, 乙]",
    "dict_type": "“名字: 内容”这样的若干行",
    "model_type": "“名字: 内容”这样的若干行",
    "literal_error": "{expected} 之一",
}
"""Pydantic's error types → what was expected, in Chinese."""
