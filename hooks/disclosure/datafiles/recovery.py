"""A file with faults → what is left of it once they are cut out, so that its other faults can be found in the same run.

What comes of this is never published: a file with faults stops the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .yaml_source import Keys


def remove_paths(value: Any, paths: Iterable[Keys]) -> Any:
    """The same value with the entries at these paths left out; nothing given is changed."""
    wanted: dict[str | int, list[Keys]] = {}
    for path in paths:
        wanted.setdefault(path[0], []).append(path[1:])
    if isinstance(value, dict):
        kept = {key: part for key, part in value.items() if () not in wanted.get(key, [])}
        return {key: remove_paths(part, wanted.get(key, [])) for key, part in kept.items()}
    if isinstance(value, list) and wanted:
        rest = [
            (index, part) for index, part in enumerate(value) if () not in wanted.get(index, [])
        ]
        return [remove_paths(part, wanted.get(index, [])) for index, part in rest]
    return value


def remove_faulty_parts(
    data: Any, faults: Iterable[Any], stand_ins: Mapping[Keys, Callable[[str], Any]], stem: str
) -> Any:
    """The data with everything at fault cut out; what a record can't do without is stood in for."""
    if not isinstance(data, dict):
        data = {}
    paths = {path_to_remove(fault, data) for fault in faults if must_be_removed(fault, stand_ins)}
    cut = remove_paths(data, paths - {()})
    for path, stand_in in stand_ins.items():
        if existing_prefix(cut, path) != path:
            set_at(cut, path, stand_in(stem))
    return cut


def must_be_removed(fault: Any, stand_ins: Mapping[Keys, Any]) -> bool:
    lacking = fault["type"] == "missing"
    return bool(fault["loc"]) and not (lacking and has_placeholder(fault["loc"], stand_ins))


def has_placeholder(path: Keys, stand_ins: Mapping[Keys, Any]) -> bool:
    return any(known[: len(path)] == path for known in stand_ins)


def path_to_remove(fault: Any, data: Any) -> Keys:
    """The nearest named thing around a fault. Of a list all goes: a row without one of its cells is another row."""
    path: Keys = tuple(part for part in fault["loc"] if part != "[key]")
    if fault["type"] == "missing":
        path = path[:-1]
    path = existing_prefix(data, path)
    if path[:1] == ("figures",):
        path = path[:3]  # a figure without its period is another figure
    while len(path) > 1 and not isinstance(path[-1], str):
        path = path[:-1]
    return path


def existing_prefix(value: Any, path: Keys) -> Keys:
    """As much of a path as is there: pydantic speaks of `printed` where a bare text stands for it."""
    for length, part in enumerate(path):
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return path[:length]
    return path


def value_at(value: Any, path: Keys) -> Any:
    """None where nothing stands there."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def set_at(data: Any, path: Keys, value: Any) -> None:
    for part in path[:-1]:
        if not isinstance(data.get(part), dict):
            data[part] = {}
        data = data[part]
    data[path[-1]] = value


PLACEHOLDERS: Mapping[str, Mapping[Keys, Callable[[str], Any]]] = {
    "Agency": {("name",): str, ("website",): lambda stem: "example.invalid"},
    "Topic": {("title",): str, ("question",): str, ("summary",): str},
    "Form": {
        ("title",): str,
        ("source",): str,
        ("sections",): lambda stem: {},
        ("tables",): lambda stem: {},
    },
    "YearFile": {
        ("year",): str,
        ("report", "title"): str,
        ("report", "published_at"): lambda stem: "example.invalid",
        ("report", "covers"): str,
        ("outline",): lambda stem: {},
    },
}
"""Shape → what every file of it has → what stands in for it, from the file's stem: `2023`."""
