"""A YAML text → its lines, spaced and quoted as they should be, in the order they were.

Scalars have as few quotes as every reader of YAML gets them back whole from, as texts.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.tokens import AnchorToken, DirectiveToken

from disclosure.datafiles.yaml_source import Keys, Loader

from .comments import BLOCK_SCALAR, SPACE, Comment, comments_in, line_end
from .order import Order

BLOCK_VALUE, BLOCK_KEY, FLOW_VALUE, FLOW_KEY = "- {}", "{}: 0", "[{}]", "{{{}: 0}}"
"""Where a scalar can stand, as YAML to try it in."""


def scalar(node: Any, place: str) -> str:
    """What had no quotes gets none; quotes stay where a reader of YAML needs them."""
    value = str(node.value)
    needs_some = "\n" in value or (place in (FLOW_VALUE, FLOW_KEY) and BRACKETS.search(value))
    if not node.style and not needs_some:
        return value
    if ESCAPED.search(value) or not is_text(value):
        return double_quoted(value)
    if node.style and stands_plain(value, place):
        return value
    return double_quoted(value) if "'" in value else f"'{value}'"


def is_text(value: str) -> bool:
    """Whether YAML 1.1 and 1.2 both take it for a text; not for a number, a date, a truth or nothing."""
    resolver: Any = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))
    return tag == "tag:yaml.org,2002:str" and not OTHER_IN_1_2.fullmatch(value)


def stands_plain(value: str, place: str) -> bool:
    """Whether readers get it back whole: the C one that we use, and the stricter one in Python."""
    quoted = double_quoted(value)
    try:
        return value == value.strip() and all(
            yaml.load(place.format(value), Loader=loader)
            == yaml.load(place.format(quoted), Loader=loader)
            for loader in (Loader, yaml.BaseLoader)
        )
    except yaml.YAMLError:
        return False


def double_quoted(value: str) -> str:
    """As JSON has it, and the characters escaped that JSON lets stand but YAML doesn't."""
    text = json.dumps(value, ensure_ascii=False)
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


BRACKETS = re.compile(r"[][{},]")
ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
OTHER_IN_1_2 = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|[yYnN]")


class CannotLayOut(Exception):
    """The file is left as it is; the message says why."""


class SourceText(NamedTuple):
    """A line of the new text."""

    text: str
    path: Keys = ()
    """Of the key or list item that begins here; of the innermost, where several do."""

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    def is_comment(self, indent: int) -> bool:
        """No further in than `indent`; what looks like one in a text of several lines is always further in."""
        return self.text.startswith("#", self.indent) and self.indent <= indent

    def with_at(self, column: int, character: str) -> SourceText:
        return self._replace(text=self.text[:column] + character + self.text[column + 1 :])


class LayoutWriter:
    """A text → its lines, spaced and quoted as they should be, in the order they were."""

    def __init__(self, text: str, order: Order) -> None:
        tokens = list(YAML(typ="rt", pure=True).scan(text))
        if any(isinstance(token, AnchorToken | DirectiveToken) for token in tokens):
            raise CannotLayOut("先删去“&”锚和“%”指令")
        root = YAML(typ="rt", pure=True).compose(text)
        if not isinstance(root, MappingNode) or root.flow_style:
            raise CannotLayOut("整个文件应当是一行行的“名字: 内容”")
        self.text, self.order = text, order
        self.remarks = list(comments_in(text, tokens))
        self.told = 0
        """How many of them have been written."""
        self.end = 0
        """How far the text has been written."""
        self.open: list[tuple[int, int]] = []
        """The old and the new column of the last entry and of those around it."""
        self.dashes = 0
        """Of list items whose first key is still to be written, on the same line."""
        self.lines: list[SourceText] = []
        self.block(root, (), 0)
        self.gap(len(text), -1, 0)

    def block(self, node: Any, path: Keys, indent: int) -> None:
        found = list(members(node))
        heads = [f"{scalar(key, BLOCK_KEY)}:" if key else "-" for _, key, _ in found]
        width = max(map(len, heads)) if self.order.is_row((*path, "")) else 0
        for head, (name, key, value) in zip(heads, found, strict=True):
            self.gap((key or value).start_mark.index, node.start_mark.column, indent)
            outer = [columns for columns in self.open if columns[1] < indent]
            column = FAR if is_block_scalar(value) else node.start_mark.column
            self.open = [*outer, (column, indent)]
            self.end = key.end_mark.index if key else value.start_mark.index
            self.entry(head.ljust(width), value, (*path, name), indent)

    def entry(self, head: str, value: Any, path: Keys, indent: int) -> None:
        if not self.has_entries(value, path):
            self.leaf(head, value, path, indent)
            return
        if head == "-":
            self.dashes += 1
        else:
            self.say([head.rstrip()], path, indent, self.taken(line_end(self.text, self.end)))
        self.block(value, path, indent + 2)

    def has_entries(self, node: Any, path: Keys) -> bool:
        """Whether it has lines inside. A row's values go on one line, unless a comment is among them."""
        if isinstance(node, ScalarNode) or node.flow_style:
            return False
        if not self.order.is_row(path) or not all(isinstance(n, ScalarNode) for n in node.value):
            return True
        return self.begun(self.end_of(node)) > self.told

    def end_of(self, node: Any) -> int:
        """Marks of blocks lie after the blank lines and comments that follow."""
        if not isinstance(node, ScalarNode) and not node.flow_style:
            return self.end_of(node.value[-1])
        start: int = node.start_mark.index
        return start + len(BLANK_END.sub("", self.text[start : node.end_mark.index]))

    def leaf(self, head: str, value: Any, path: Keys, indent: int) -> None:
        start = value.start_mark.index
        # The mark of nothing may be on a later line.
        end = self.end if is_nothing(value) else self.end_of(value)
        found = self.taken(line_end(self.text, end))
        self.end = max([end, *(remark.start for remark in found)])
        inside = [r for r in found if start < r.start < end and not isinstance(value, ScalarNode)]
        if inside:
            lines = [line.strip(SPACE) for line in self.text[start:end].split("\n")]
        elif is_block_scalar(value):
            lines = block_scalar(self.text[start:end])
        else:
            lines = [inline(value, path, self.order)]
        more = [f"{' ' * (indent + 2)}{line}" if line else "" for line in lines[1:]]
        beside = [remark for remark in found if remark not in inside]
        last = 0 if is_block_scalar(value) else -1
        self.say([f"{head} {lines[0]}".rstrip(SPACE), *more], path, indent, beside, last)

    def say(
        self, lines: list[str], path: Keys, indent: int, beside: list[Comment], last: int = 0
    ) -> None:
        """Writes an entry, with one of the comments found beside it after its last line; others go above."""
        after = [remark for remark in beside if not remark.alone][-1:]
        margin = " " * (indent - 2 * self.dashes)
        self.lines += [SourceText(margin + r.text) for r in beside if r not in after]
        lines[0] = margin + "- " * self.dashes + lines[0]
        lines[last] += "".join(f"  {remark.text}" for remark in after)
        self.lines += [SourceText(lines[0], path), *map(SourceText, lines[1:])]
        self.dashes = 0

    def gap(self, start: int, column: int, indent: int) -> None:
        """The comments and blank lines above an entry. Comments straight above it are its own; those before a blank
        line, or further in than it, stay with what is above."""
        found = self.taken(start)
        ends = [self.end, *(remark.start for remark in found), start]
        blanks = [bool(BLANK_LINE.search(self.text, *between)) for between in pairwise(ends)]
        above = [columns for columns in self.open if columns[1] >= indent]
        margin = indent - 2 * self.dashes
        own = len(found)
        while own and not blanks[own] and (not above or found[own - 1].column <= column):
            own -= 1
        for index, (remark, blank) in enumerate(zip(found, blanks[:-1], strict=True)):
            depths = [new + 2 * (remark.column > old) for old, new in above if old <= remark.column]
            depth = max(depths, default=margin) if index < own else margin
            self.set_off(blank)
            self.lines.append(SourceText(" " * depth + remark.text))
        self.set_off(blanks[-1])

    def set_off(self, blank: bool) -> None:
        if blank and self.lines and self.lines[-1] != EMPTY:
            self.lines.append(EMPTY)

    def taken(self, end: int) -> list[Comment]:
        """The comments that begin before `end` and haven't been written yet."""
        first, self.told = self.told, self.begun(end)
        return self.remarks[first : self.told]

    def begun(self, end: int) -> int:
        return bisect_left(self.remarks, end, key=attrgetter("start"))


def members(node: Any) -> Iterator[tuple[str | int, Any, Any]]:
    """Name, key and value; of a list item, its place and the value."""
    if isinstance(node, MappingNode):
        yield from ((key.value.strip(), key, value) for key, value in node.value)
    else:
        yield from ((index, None, item) for index, item in enumerate(node.value))


def is_nothing(node: Any) -> bool:
    return isinstance(node, ScalarNode) and not node.style and not node.value


def is_block_scalar(node: Any) -> bool:
    return isinstance(node, ScalarNode) and node.style in BLOCK_SCALAR


def block_scalar(text: str) -> list[str]:
    """Its lines are its editor's; only the margin changes."""
    first, *lines = text.split("\n")
    margin = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    return [first.partition("#")[0].rstrip(), *(line[margin:] for line in lines)]


def inline(node: Any, path: Keys, order: Order, place: str = BLOCK_VALUE) -> str:
    if isinstance(node, ScalarNode):
        return scalar(node, place)
    found = list(members(node))
    values = [inline(value, (*path, name), order, FLOW_VALUE) for name, _, value in found]
    if not isinstance(node, MappingNode):
        return f"[{', '.join(value or '~' for value in values)}]"
    pairs = [
        f"{scalar(key, FLOW_KEY)}: {value}"
        for (_, key, _), value in zip(found, values, strict=True)
    ]
    places = order.places(path, [name for name, _, _ in found])
    return f"{{{', '.join(pairs[index] for index in places)}}}"


BLANK_LINE = re.compile(r"\n[ \t]*\n")
BLANK_END = re.compile(r"(\n[ \t]*)+\Z")
FAR = 1_000_000
"""Columns to the right: no comment goes under a text of several lines, which would take it in."""
EMPTY = SourceText("")
