"""A year file without one of its keys `figures:`, `facts:` …: what stood below it hangs on the part above."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import yaml

from disclosure.datafiles.models import BY_SECTION
from disclosure.problems.problem import Problems


def report_lost_part(root: yaml.Node, document: Any, problems: Problems) -> None:
    """Record the key that is missing where entries of another kind begin, and put these entries under it: they are
    read as they were meant, and nothing follows from the fault."""
    entries = root.value if is_mapping(root) else []
    parts = {key.value: value for key, value in entries if isinstance(key, yaml.ScalarNode)}
    if not {"year", "outline"} & parts.keys() or not {"report", "figures"} & parts.keys():
        return
    for part, node in parts.items():
        if part not in PARTS or not is_mapping(node):
            continue
        seen: set[str] = set()
        for index, (key, value) in enumerate(node.value):
            if not isinstance(key, yaml.ScalarNode):
                continue
            lost = part_of(key.value, value, part, parts, again=key.value in seen)
            seen.add(key.value)
            if lost and lost not in parts:
                place = document.at(key.start_mark.line, key.start_mark.column)
                hint = f"这里上面像是少了“{lost}:”这一行，请补上；它前面不空格"
                problems.add("D101", place, name=lost, hint=hint)
                node.value, moved = node.value[:index], node.value[index:]
                marks = key.start_mark, value.end_mark
                name = yaml.ScalarNode(key.tag, lost, *marks)
                root.value.append((name, yaml.MappingNode(node.tag, moved, *marks)))
                break


def part_of(key: str, value: yaml.Node, part: str, parts: Collection[str], *, again: bool) -> str:
    """To which part of a year file an entry belongs, by its shape; empty where it may well belong to `part`. `again`:
    an entry of that name stands in this part already."""
    if not SECTION.match(key):
        return ""
    if isinstance(value, yaml.ScalarNode):
        kinds = {"report": "outline", "tables": "footnotes"}
        return kinds.get(part, "")
    found = shape_of(value)
    if part in found and not again:
        return ""
    return next((one for one in found if one not in parts), "")


def shape_of(value: yaml.Node) -> tuple[str, ...]:
    """The parts that have entries of this shape."""
    if is_mapping(value):
        row = value.value[0][1]
        return ("tables",) if isinstance(row, yaml.SequenceNode) else ("figures",)
    first = value.value[0] if value.value else None
    if isinstance(first, yaml.ScalarNode):
        return ("facts", "commitments")
    keys = {key.value for key, _ in first.value} if first and is_mapping(first) else set()
    return ("events",) if "on" in keys else ("papers",) if "title" in keys else ()


def is_mapping(node: Any) -> bool:
    return isinstance(node, yaml.MappingNode) and bool(node.value)


PARTS = {"report", "outline", *BY_SECTION} - {"open", "set_aside"}
"""Those whose entries have a shape of their own."""
SECTION = re.compile("[一二三四五六七八九十]+(?:[（(]|[0-9]|$)")
