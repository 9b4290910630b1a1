"""Names with nothing after them: told, each with what to do about it, and left out of what is read on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure.problems.problem import Place, Problems

from .models import BY_SECTION, PrintedText
from .recovery import remove_paths
from .yaml_source import Keys, YamlDocument


def remove_empty_values(
    document: YamlDocument, refused: set[Keys], problems: Problems
) -> tuple[Any, set[Keys]]:
    """The data without what is refused and without the names that have nothing after them, which are told; and where
    those stood."""
    data = remove_paths(document.data, refused)
    found = set(empty_paths(data, ()))
    torn = {path[:-1] for path in found if is_split_by_comma(path)}
    for path in torn:
        problems.add("D106", document.place(*path))
    empty = {path for path in found if not any(path[: len(one)] == one for one in torn)}
    for path in empty:
        place = document.key_place(*path)
        problems.add("D105", place, name=describe_path(path), hint=empty_hint(path, place))
    return remove_paths(data, empty | torn), empty


def is_split_by_comma(path: Keys) -> bool:
    """Whether a comma within braces has cut a figure's text in two: the rest stands there like a name."""
    within_figure = path[0] == "figures" and len(path) == 4 and isinstance(path[2], str)
    return within_figure and path[3] not in PrintedText.model_fields


def describe_path(path: Keys) -> str:
    """Of which figure a `printed` is, and of which part a section, the key alone does not say."""
    if path[0] == "figures" and len(path) == 4:
        return f"{path[2]}”的“{path[3]}"
    return (
        f"{path[0]}”里的“{path[1]}"
        if path[0] in SECTIONED_BY_EDITOR and len(path) == 2
        else str(path[-1])
    )


def empty_hint(path: Keys, place: Place) -> str:
    comment = place.text.partition("#")[2].strip()
    if comment and not comment.startswith("待填") and path[0] in ("figures", "report"):
        return "内容写在“#”后面了：“#”后面的是注释，请把内容移到“#”前面"
    if path in REQUIRED:
        return "这一项不能少，请照报告填写"
    if path[0] == "tables" and len(path) == 3:
        return "请照表填这一行，格子之间用逗号；整行留空的，每格填 ~"
    return (
        "请照报告写；今年没有，就删去这一行"
        if path[0] in SECTIONED_BY_EDITOR and len(path) == 2
        else ""
    )


def empty_paths(value: Any, path: Keys) -> Iterator[Keys]:
    """A cell's `~` is no empty name: the report left it blank."""
    if isinstance(value, dict):
        for key, kept in value.items():
            if kept is None or (kept == [] and path[:1] == ("tables",)):
                yield (*path, key)
            else:
                yield from empty_paths(kept, (*path, key))
    elif isinstance(value, list):
        for index, kept in enumerate(value):
            yield from empty_paths(kept, (*path, index))


SECTIONED_BY_EDITOR = {*BY_SECTION} - {"tables"}
"""Parts whose sections an editor writes; a table is the form's, and stays."""
REQUIRED = {
    ("year",),
    ("report",),
    ("report", "title"),
    ("report", "published_at"),
    ("report", "covers"),
    ("outline",),
}
"""What no year file can do without."""
