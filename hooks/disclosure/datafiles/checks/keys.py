"""Keys of a data file that stand in the wrong place or have nothing after them.

Both are reported before the file is validated: “a list is wanted here” helps nobody who put a figure among the tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.datafiles.forms import cells_of, columns_of, grids_of, table_name
from disclosure.datafiles.models import (
    BY_SECTION,
    Correction,
    DataModel,
    Event,
    Form,
    Paper,
    PrintedText,
    Restatement,
    Topic,
    YearFile,
)
from disclosure.datafiles.parsing.flow_style import flow
from disclosure.datafiles.parsing.half_width import half_width_value
from disclosure.datafiles.parsing.yaml_source import Keys, YamlDocument
from disclosure.problems.problem import Place, Problems

from .recovery import remove_paths, value_at


@dataclass(frozen=True)
class KeyLocations:
    """Every key that only one part of a year file may hold."""

    indicators: Collection[str]
    tables: Mapping[str, tuple[str, ...]]
    """Row → the tables that have it."""
    cells: Mapping[str, str]
    """Cell → its table."""

    @classmethod
    def of(cls, forms: Iterable[Form], topics: Iterable[Topic]) -> KeyLocations:
        tables: dict[str, dict[str, None]] = {}
        cells: dict[str, str] = {}
        for grids in map(grids_of, forms):
            cells |= {id: table_name(id) for id, _ in cells_of(grids)}
            for table, found in grids.items():
                for row in columns_of(found):
                    tables.setdefault(row, {})[table] = None
        indicators = {id for topic in topics for id in topic.indicators}
        return cls(indicators, {row: tuple(found) for row, found in tables.items()}, cells)

    def expected_location(self, path: Keys) -> tuple[str, str] | None:
        """(what the last key of a path is, where it belongs); None where it may stand there."""
        *above, key = path
        if key in self.indicators:
            in_place = len(above) == 2 and above[0] == "figures"
            return None if in_place else ("指标", "figures 的章节号")
        if table := self.cells.get(str(key)):
            return "统计表的一格", f"tables 的“{table}”那一行"
        tables = self.tables.get(str(key), ())
        if tables and (above[:1] == ["figures"] or above == ["tables"]):
            return "统计表的一行", f"tables 的“{'”或“'.join(tables)}”"
        return None


def misplaced_keys(
    document: YamlDocument, locations: KeyLocations, problems: Problems
) -> set[Keys]:
    """The paths of all keys that stand where they do not belong; each is reported."""
    found = dict(find_misplaced(document.data, (), locations))
    for path, (kind, there) in found.items():
        problems.add("D211", document.key_place(*path), name=path[-1], kind=kind, there=there)
    return set(found)


def find_misplaced(
    value: Any, path: Keys, locations: KeyLocations
) -> Iterator[tuple[Keys, tuple[str, str]]]:
    if not isinstance(value, dict) or path[:1] == ("printed_so",):
        return  # printed_so names sums, not figures
    for key, part in value.items():
        if not path and key not in YearFile.model_fields:
            continue  # `figure:` for `figures:` is one fault, not one for each figure
        if location := locations.expected_location((*path, key)):
            yield (*path, key), location
        else:
            yield from find_misplaced(part, (*path, key), locations)


def remove_empty_values(
    document: YamlDocument, rejected: set[Keys], problems: Problems
) -> tuple[Any, set[Keys]]:
    """Report keys with empty values, then drop them so that validation can continue.

    Returns the document's data without these and without the `rejected` paths, and the paths of the empty values.
    """
    data = remove_paths(document.data, rejected)
    found = set(empty_paths(data, ()))
    split = {path[:-1] for path in found if is_split_by_comma(path, document)}
    for path in split:
        place = document.place(*path)
        written = place.text[place.column - 1 :]
        if (repaired := half_width_value(written)) != written:
            hint = f"冒号用半角“:”，后面空一格，请写成 {repaired}"
            problems.add("D103", place, expected="“名字: 内容”", hint=hint)
            continue
        meant = rejoined(value_at(data, path), fields_at(path))
        hint = f"请给有逗号的那一项加上半角引号，写成 {flow(meant)}"
        problems.add("D106", place, what="花括号里的内容", hint=hint)
    empty = {path for path in found if not any(path[: len(one)] == one for one in split)}
    for path in empty:
        place = document.key_place(*path)
        name, hint = name_and_hint(path)
        if is_value_in_comment(path, place):
            hint = "内容写在“#”后面了：“#”后面的是注释，请把内容移到“#”前面"
        problems.add("D105", place, name=name, hint=hint)
    return remove_paths(data, empty | split), empty


def empty_paths(value: Any, path: Keys) -> Iterator[Keys]:
    """A cell's `~` is no empty value: the report left it blank."""
    if isinstance(value, dict):
        for key, part in value.items():
            if part is None or (part == [] and path[:1] == ("tables",)):
                yield (*path, key)
            else:
                yield from empty_paths(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from empty_paths(part, (*path, index))


def is_split_by_comma(path: Keys, document: YamlDocument) -> bool:
    """Whether a comma within braces has cut a text in two: the rest stands there like a name."""
    key, fields = document.key_place(*path), fields_at(path[:-1])
    within_braces = "{" in key.text[: key.column]
    return within_braces and bool(fields) and path[-1] not in fields


def fields_at(path: Keys) -> Collection[str]:
    """The fields of what stands at a path of a year file, where it may be written in braces."""
    shape = IN_BRACES.get(path[0]) if path else None
    if not shape or len(path) != (2 if path[0] == "corrections" else 3):
        return ()
    return shape.model_fields


def rejoined(parts: Mapping[str, Any], fields: Collection[str]) -> dict[str, str]:
    """What a comma has cut, put together again: `{printed: 1, 208件: None}` → `{printed: 1,208件}`."""
    made: dict[str, str] = {}
    for key, value in parts.items():
        if key in fields or not made:
            made[key] = str(value)
            continue
        last = next(reversed(made))
        within_number = made[last][-1:].isdigit() and key[:1].isdigit()
        made[last] += f"{',' if within_number else ', '}{key}"
    return made


def name_and_hint(path: Keys) -> tuple[str, str]:
    """The name of an empty value, with its figure or its part of the file, and what to do about it."""
    part, depth = path[0], len(path)
    if path in REQUIRED:
        return str(path[-1]), "这一项不能少，请照报告填写"
    if part == "figures" and depth == 4:
        return f"{path[2]}”的“{path[3]}", ""
    if part == "tables" and depth == 3:
        return str(path[-1]), "请照表填这一行，格子之间用逗号；整行留空的，每格填 ~"
    if part in SECTIONED_BY_EDITOR and depth == 2:
        return f"{part}”里的“{path[1]}", "请照报告写；今年没有，就删去这一行"
    return str(path[-1]), ""


def is_value_in_comment(path: Keys, place: Place) -> bool:
    comment = place.text.partition("#")[2].strip()
    return bool(comment) and not comment.startswith("待填") and path[0] in ("figures", "report")


IN_BRACES: Mapping[str | int, type[DataModel]] = {
    "figures": PrintedText,
    "papers": Paper,
    "events": Event,
    "restates": Restatement,
    "corrections": Correction,
}
"""Part of a year file → what may stand there in braces."""
SECTIONED_BY_EDITOR = {*BY_SECTION} - {"tables"}
"""Parts whose sections an editor writes; a table is the form's, and stays."""
REQUIRED = {
    *(("year",), ("report",), ("outline",)),
    *(("report", field) for field in ("title", "published_at", "covers")),
}
"""What no year file can do without."""
