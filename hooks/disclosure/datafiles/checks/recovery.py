"""A file's data and its faults → the data without them, so that its other faults can be found in the same run.

What comes of this is never published: a file with faults stops the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from disclosure.datafiles.parsing.yaml_source import Keys

Placeholders = Mapping[Keys, Callable[[str], Any]]
"""Path → what stands there where nothing right does, made from the file's stem: `2023`."""


def remove_paths(value: Any, paths: Iterable[Keys]) -> Any:
    """The same value with the entries at these paths left out; nothing given is changed."""
    wanted: dict[str | int, list[Keys]] = {}
    for path in paths:
        wanted.setdefault(path[0], []).append(path[1:])
    if isinstance(value, dict):
        kept = {key: part for key, part in value.items() if () not in wanted.get(key, [])}
        return {key: remove_paths(part, wanted.get(key, [])) for key, part in kept.items()}
    if isinstance(value, list) and wanted:
        paths_in = [(part, wanted.get(index, [])) for index, part in enumerate(value)]
        return [remove_paths(part, inside) for part, inside in paths_in if () not in inside]
    return value


def remove_faulty_parts(
    data: Any, faults: Iterable[Any], placeholders: Placeholders, stem: str
) -> Any:
    """The data without the parts that are at fault, `faults` being pydantic's; placeholders stand for what a record
    can't do without. They are made from the file's stem."""
    if not isinstance(data, dict):
        data = {}
    paths = set()
    for fault in faults:
        is_missing, path = fault["type"] == "missing", fault["loc"]
        has_placeholder = any(known[: len(path)] == path for known in placeholders)
        if path and not (is_missing and has_placeholder):
            paths.add(path_to_remove(fault, data))
    sound = remove_paths(data, paths - {()})
    for path, placeholder in placeholders.items():
        if existing_prefix(sound, path) != path:
            set_at(sound, path, placeholder(stem))
    return sound


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


def empty(stem: str) -> dict[str, Any]:
    return {}


PLACEHOLDERS: Mapping[str, Placeholders] = {
    "Agency": {("name",): str, ("website",): lambda stem: "example.invalid"},
    "Topic": {("title",): str, ("question",): str, ("summary",): str},
    "Form": {("title",): str, ("source",): str, ("sections",): empty, ("tables",): empty},
    "YearFile": {
        ("year",): str,
        ("report", "title"): str,
        ("report", "published_at"): lambda stem: "example.invalid",
        ("report", "covers"): str,
        ("outline",): empty,
    },
}
"""Model → the placeholders of what every file of it has."""
