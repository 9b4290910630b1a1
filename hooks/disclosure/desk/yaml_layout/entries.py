"""A YAML text → its entries as a tree, in order, each with its comments; and the tree → lines of text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Any

import yaml
from yaml import MappingNode, ScalarNode

from disclosure.datafiles.checks.texts import is_joined_name
from disclosure.datafiles.parsing.yaml_source import Keys, Loader

from .comments import BLOCK_SCALAR, SPACE, Comment, comments_in, line_end
from .order import Order
from .scalars import scalar


class CannotLayOut(Exception):
    """The file is left as it is; the message says why."""


@dataclass
class YamlEntry:
    """A key or a list item, and what moves with it. All lines are indented as they will stand."""

    name: str | int
    indent: int
    column: int
    """Where it stood in the text."""
    blank: bool = False
    """Whether a blank line goes above it."""
    above: list[str] = field(default_factory=list)
    """Its own comments, without indentation."""
    lines: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    """Comments and blank lines before the first of its children."""
    children: list[YamlEntry] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    """Comments and blank lines that stay below it."""

    def render(self) -> list[str]:
        margin = " " * self.indent
        above = [margin + comment for comment in self.above]
        inner = self.render_children()
        if not self.lines:  # a dash, with its first key on the same line
            first = next(n for n, line in enumerate(inner) if line and not COMMENT.match(line))
            above += [line[2:] for line in inner[:first]]
            inner = [f"{margin}- {inner[first][self.indent + 2 :]}", *inner[first + 1 :]]
        return [*above, *self.lines, *inner, *self.after]

    def render_children(self, *, spaced: bool = False) -> list[str]:
        """Spaced are entries with children set off by blank lines. A comment at the end of one entry is, so that it
        isn't taken for the next one's own."""
        made = [*self.inside]
        before: YamlEntry | None = None
        for entry in self.children:
            apart = bool(made) and is_comment(made[-1], entry.indent)
            if before is None:
                apart = apart and bool(entry.above)
            else:
                blocks = bool(before.children or entry.children)
                apart = apart or entry.blank or (spaced and blocks)
            made += [""] * apart + entry.render()
            before = entry
        return made


def layout_lines(text: str, order: Order) -> list[str]:
    """All lines of the text, laid out. Raises CannotLayOut and YAMLError."""
    tokens = list(yaml.scan(text, Loader=Loader))
    if any(isinstance(token, yaml.AnchorToken | yaml.DirectiveToken) for token in tokens):
        raise CannotLayOut("先删去“&”锚和“%”指令")
    root = yaml.compose(text, Loader=Loader)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise CannotLayOut("整个文件应当是一行行的“名字: 内容”")
    return EntryReader(text, tokens, order).read(root).render_children(spaced=order.kind.spaced)


class EntryReader:
    """Goes through a text once, from its start to its end."""

    def __init__(self, text: str, tokens: list[Any], order: Order) -> None:
        self.text, self.order = text, order
        self.comments = list(comments_in(text, tokens))
        self.taken = 0
        """How many of them have an entry."""
        self.end = 0
        """How far the text has been read."""
        self.open = [YamlEntry("", -2, -2)]
        """The last entry and those around it."""

    def read(self, node: MappingNode) -> YamlEntry:
        root = self.open[0]
        self.block(node, (), root)
        self.gap(len(self.text), -1, 0)
        return root

    def block(self, node: Any, path: Keys, parent: YamlEntry) -> None:
        indent = parent.indent + 2
        found = list(members(node))
        heads = [f"{scalar(key, flow=False)}:" if key else "-" for _, key, _ in found]
        width = max(map(len, heads)) if self.order.is_row((*path, "")) else 0
        for head, (name, key, value) in zip(heads, found, strict=True):
            above, blank = self.gap((key or value).start_mark.index, node.start_mark.column, indent)
            column = FAR if is_block_scalar(value) else node.start_mark.column
            entry = YamlEntry(name, indent, column, blank, above)
            if not parent.children:
                self.before_first(entry, parent)
            parent.children.append(entry)
            self.open = [one for one in self.open if one.indent < indent] + [entry]
            self.end = key.end_mark.index if key else value.start_mark.index
            self.entry(head.ljust(width), value, (*path, name), entry)
        places = self.order.places(path, [name for name, _, _ in found])
        first, parent.children = parent.children[0], [parent.children[place] for place in places]
        # A blank line goes with what is below it; the new first has no use for its own.
        first.blank, parent.children[0].blank = parent.children[0].blank, False

    def before_first(self, entry: YamlEntry, parent: YamlEntry) -> None:
        """A blank line stays where it is; so does the first paragraph of a file, which is the file's."""
        is_root = parent is self.open[0]
        if is_root and not parent.inside:
            parent.inside, entry.above = entry.above, []
        elif entry.blank:
            parent.inside.append("")
        entry.blank = False

    def entry(self, head: str, value: Any, path: Keys, entry: YamlEntry) -> None:
        if not self.has_entries(value, path):
            self.leaf(head, value, path, entry)
            return
        if head != "-":
            entry.lines = [" " * entry.indent + head.rstrip()]
            self.put_comments(entry, self.take(line_end(self.text, self.end)))
        self.block(value, path, entry)

    def has_entries(self, node: Any, path: Keys) -> bool:
        """Whether it has lines inside. A row's values go on one line, unless a comment is among them."""
        if isinstance(node, ScalarNode) or node.flow_style:
            return False
        if not self.order.is_row(path) or not all(isinstance(n, ScalarNode) for n in node.value):
            return True
        return self.begun(self.end_of(node)) > self.taken

    def end_of(self, node: Any) -> int:
        """Marks of blocks lie after the blank lines and comments that follow."""
        if not isinstance(node, ScalarNode) and not node.flow_style:
            return self.end_of(node.value[-1])
        start: int = node.start_mark.index
        return start + len(BLANK_END.sub("", self.text[start : node.end_mark.index]))

    def leaf(self, head: str, value: Any, path: Keys, entry: YamlEntry) -> None:
        start = value.start_mark.index
        # The mark of nothing may be on a later line.
        end = self.end if is_nothing(value) else self.end_of(value)
        found = self.take(line_end(self.text, end))
        self.end = max([end, *(comment.start for comment in found)])
        inside = [c for c in found if start < c.start < end and not isinstance(value, ScalarNode)]
        if inside:
            lines = [line.strip(SPACE) for line in self.text[start:end].split("\n")]
        elif is_block_scalar(value):
            lines = block_scalar(self.text[start:end])
        else:
            lines = [inline(value, path, self.order)]
        margin = " " * entry.indent
        more = [f"{margin}  {line}" if line else "" for line in lines[1:]]
        entry.lines = [f"{margin}{head} {lines[0]}".rstrip(SPACE), *more]
        last = 0 if is_block_scalar(value) else -1
        self.put_comments(entry, [comment for comment in found if comment not in inside], last)

    def put_comments(self, entry: YamlEntry, found: list[Comment], last: int = 0) -> None:
        """One goes beside the entry, at the end of its last line; others go above."""
        beside = [comment for comment in found if not comment.alone][-1:]
        entry.above += [comment.text for comment in found if comment not in beside]
        entry.lines[last] += "".join(f"  {comment.text}" for comment in beside)

    def gap(self, start: int, column: int, indent: int) -> tuple[list[str], bool]:
        """The comments of the entry that comes next, and whether a blank line is above them. Comments straight above
        it are its own; those before a blank line, or further in than it, stay with what is above."""
        found = self.take(start)
        ends = [self.end, *(comment.start for comment in found), start]
        blanks = [bool(BLANK_LINE.search(self.text, *between)) for between in pairwise(ends)]
        above = [entry for entry in self.open if entry.indent >= indent]
        own = len(found)
        while own and not blanks[own] and (not above or found[own - 1].column <= column):
            own -= 1
        for comment, blank in zip(found[:own], blanks, strict=False):
            depths = [
                entry.indent + 2 * (comment.column > entry.column)
                for entry in above
                if entry.column <= comment.column
            ]
            depth = max(depths, default=indent)
            self.open = [entry for entry in self.open if entry.indent <= depth]
            lines = self.open[-1].after if above else self.open[-1].inside
            lines += [""] * (blank and (lines != [] or len(self.open) > 1))
            lines.append(" " * depth + comment.text)
        return [comment.text for comment in found[own:]], blanks[own]

    def take(self, end: int) -> list[Comment]:
        """The comments that begin before `end` and have no entry yet."""
        first, self.taken = self.taken, self.begun(end)
        return self.comments[first : self.taken]

    def begun(self, end: int) -> int:
        return bisect_left(self.comments, end, key=attrgetter("start"))


def members(node: Any) -> Iterator[tuple[str | int, Any, Any]]:
    """Name, key and value; of a list item, its place and the value."""
    if isinstance(node, MappingNode):
        yield from ((key.value.strip(), key, value) for key, value in node.value)
    else:
        yield from ((index, None, item) for index, item in enumerate(node.value))


def is_comment(line: str, indent: int) -> bool:
    """No further in than `indent`; what looks like one in a text of several lines is always further in."""
    return COMMENT.match(line) is not None and len(line) - len(line.lstrip(" ")) <= indent


def is_nothing(node: Any) -> bool:
    return isinstance(node, ScalarNode) and not node.style and not node.value


def is_block_scalar(node: Any) -> bool:
    return isinstance(node, ScalarNode) and node.style in BLOCK_SCALAR


def block_scalar(text: str) -> list[str]:
    """Its lines are its editor's; only the margin changes."""
    first, *lines = text.split("\n")
    margin = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    return [first.partition("#")[0].rstrip(), *(line[margin:] for line in lines)]


def inline(node: Any, path: Keys, order: Order, *, flow: bool = False) -> str:
    if isinstance(node, ScalarNode):
        keeps_quotes = bool(node.style) and is_joined_name(path, node.value)
        return scalar(node, flow=flow, keeps_quotes=keeps_quotes)
    found = list(members(node))
    values = [inline(value, (*path, name), order, flow=True) for name, _, value in found]
    if not isinstance(node, MappingNode):
        return f"[{', '.join(value or '~' for value in values)}]"
    pairs = [f"{scalar(key, flow=True)}: {v}" for (_, key, _), v in zip(found, values, strict=True)]
    places = order.places(path, [name for name, _, _ in found])
    return f"{{{', '.join(pairs[index] for index in places)}}}"


BLANK_LINE = re.compile(r"\n[ \t]*\n")
BLANK_END = re.compile(r"(\n[ \t]*)+\Z")
COMMENT = re.compile(" *#")
FAR = 1_000_000
"""Columns to the right: no comment goes under a text of several lines, which would take it in."""
