"""Ticked boxes → the year file's text with what they say done: out of `open`, into the part where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from disclosure.datafiles.models import OpenItem
from disclosure.datafiles.parsing.yaml_errors import Loader
from disclosure.open_data.blank_year import in_yaml, yaml_scalar
from disclosure.reports.draft_file import cell_to_yaml

from .questions import Act, Answer


class CannotSettle(Exception):
    """The file is written in a way that no line can be put into; says why in the editor's words."""


@dataclass(frozen=True, slots=True)
class AddedLine:
    """A line to put under a section of a part."""

    part: str
    section: str
    line: str


def settled(text: str, answers: Sequence[Answer], items: Mapping[tuple[str, int], OpenItem]) -> str:
    """`items` are all under `open`, and others with an index below 0. Comments and all other lines stay. Raises
    CannotSettle."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts = children(yaml.compose("\n".join(lines), Loader=Loader))
    gone = {item for one in answers if (item := one.question.item) and item[1] >= 0}
    insertions: dict[int, list[str]] = {}
    for part, entries in by_part(entries_of(answers, items)).items():
        for at, made in insertions_of(part, entries, parts, len(lines) - 1):
            insertions.setdefault(at, []).extend(made)
    removed = removed_lines(parts["open"], gone) if gone else set()
    for one in answers:
        if one.choice.act is Act.MISPRINT:
            explain_misprint(one, parts, lines)
    return "\n".join(with_changes(lines, removed, insertions))


def with_rows(text: str, rows: Mapping[int, Sequence[str | None]]) -> str:
    """The same with cells in rows that are empty (`received: []`); `rows` by their lines, from 1."""
    lines = text.split("\n")
    for number, cells in rows.items():
        if found := EMPTY_ROW.match(lines[number - 1]):
            lines[number - 1] = f"{found[1]}[{', '.join(map(cell_to_yaml, cells))}]"
    return "\n".join(lines)


def with_changes(
    lines: Sequence[str], removed: set[int], insertions: Mapping[int, Sequence[str]]
) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number not in removed:
            yield line
        yield from insertions.get(number, ())


def entries_of(
    answers: Sequence[Answer], items: Mapping[tuple[str, int], OpenItem]
) -> Iterator[AddedLine]:
    aside: dict[tuple[str, str], list[str]] = {}
    for one in answers:
        if one.question.item is None:
            continue
        section, item = one.question.item[0], items[one.question.item]
        if one.choice.act is Act.FILL_IN:
            line = f"{one.choice.target}: {in_yaml(figure(item), flow=True)}"
            yield AddedLine("figures", section, line)
        elif one.choice.act is Act.FACT:
            yield AddedLine("facts", section, f"- {in_yaml(one.text, flow=True)}")
        elif one.choice.act is Act.SET_ASIDE:
            aside.setdefault((section, one.text), []).append(item.printed or "")
    for (section, why), printed in aside.items():
        line = f"- {in_yaml({'printed': printed, 'why': why}, flow=True)}"
        yield AddedLine("set_aside", section, line)


def figure(item: OpenItem) -> Any:
    """As a year file has it: bare, or with the span that it counts."""
    given = {"printed": item.printed, "period": item.period, "since": item.since}
    found = {name: text for name, text in given.items() if text}
    return found if len(found) > 1 else item.printed


def by_part(entries: Iterator[AddedLine]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in entries:
        found.setdefault(one.part, {}).setdefault(one.section, []).append(one.line)
    return found


def insertions_of(
    part: str, entries: Mapping[str, Sequence[str]], parts: Mapping[str, Pair], end: int
) -> Iterator[tuple[int, list[str]]]:
    """(the line behind which, the lines): at the end of the section, of the part or of the file."""
    if part not in parts:
        yield end, [f"{part}:", *new_sections(entries)]
        return
    sections = children(parts[part][1])
    if not sections or parts[part][1].flow_style:
        raise CannotSettle(f"{part} 不是一节一行写的，插不进去")
    for key in entries.keys() & sections.keys():
        node = sections[key][1]
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            raise CannotSettle(f"{part} 的{key}写在一行里，插不进去")
        yield last_line(node), [" " * node.start_mark.column + line for line in entries[key]]
    fresh = {key: lines for key, lines in entries.items() if key not in sections}
    yield last_line(parts[part][1]), list(new_sections(fresh))


def new_sections(entries: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for key, lines in entries.items():
        yield f"  {yaml_scalar(key)}:"
        yield from (f"    {line}" for line in lines)


def removed_lines(opened: Pair, gone: set[tuple[str, int]]) -> set[int]:
    """The lines of the items that are settled, and of the names that nothing is left under."""
    removed: set[int] = set()
    kept: set[int] = set()
    for key, (name, items) in children(opened[1]).items():
        indexes = [index for index, _ in enumerate(items.value) if (key, index) not in gone]
        for index, item in enumerate(items.value):
            (kept if index in indexes else removed).update(lines_of(item))
        (kept if indexes else removed).add(name.start_mark.line)
    if kept & removed:
        raise CannotSettle("open 的几条写在一行里，拆不开")
    return removed if kept else {*removed, opened[0].start_mark.line}


def explain_misprint(answer: Answer, parts: Mapping[str, Pair], lines: list[str]) -> None:
    """The editor's words in place of those of the draft."""
    node = children(parts["printed_so"][1])[answer.choice.target][1]
    start, end = node.start_mark, node.end_mark
    if start.line != end.line:
        raise CannotSettle("printed_so 的一条写了几行，请自己改")
    line = lines[start.line]
    written = in_yaml(answer.text, flow=True)
    lines[start.line] = f"{line[: start.column]}{written}{line[end.column :]}"


def children(node: Any) -> dict[str, Pair]:
    """Key → (key node, value node); nothing of what is no mapping."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value).strip(): (key, value) for key, value in node.value}


def lines_of(node: Any) -> range:
    return range(node.start_mark.line, last_line(node) + 1)


def last_line(node: Any) -> int:
    """The last line with something of the node's own: YAML ends a block only where the next thing begins."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        end = node.end_mark
        return int(end.line - (end.column == 0 and end.line > node.start_mark.line))
    last = node.value[-1]
    return last_line(last[1] if isinstance(last, tuple) else last)


EMPTY_ROW = re.compile(r"^(\s+[\w.]+:\s+)\[\s*\]\s*(?:#.*)?$")
Pair = tuple[Any, Any]
"""A key's node and its value's."""
