"""A YAML file → plain lists, mappings and strings, every value with its line and column.

Nothing is guessed from a value's look: `0`, `2022-10`, `—` and `3.10` stay the text that was typed. Aliases, tags and
duplicate keys are refused, so a file means what a reader sees in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from disclosure.problems.problem import TURNS, Place, Problems

from .file_kinds import foreign_kind, is_binary, is_web_page
from .lost_parts import report_lost_part
from .pasted import leftovers
from .yaml_errors import Loader as Loader
from .yaml_errors import yaml_errors

Keys = tuple[str | int, ...]
MAX_BYTES = 300_000
"""Bytes. A year of the report takes about 10,000."""
MAX_EVENTS = 20_000
"""YAML events, which are about twice the values. A year of the report has about 1,500."""


@dataclass
class YamlDocument:
    """One file, read. `data` holds dict, list, str and None only; None is an empty value, `~` or `null`."""

    file: str
    lines: list[str]
    data: Any = None
    _values: dict[Keys, Place] = field(default_factory=dict)
    _keys: dict[Keys, Place] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Where a value starts; of a value that isn't there, where the nearest thing around it starts."""
        while path not in self._values:
            if not path:
                return self.at(0, 0)
            path = path[:-1]
        return self._values[path]

    def key_place(self, *path: str | int) -> Place:
        """Where the key (not the value) stands; for list items, the item."""
        return self._keys.get(path) or self.place(*path)

    def __contains__(self, path: Keys) -> bool:
        return path in self._values

    def has_figure(self, name: str) -> bool:
        """Whether something is written under a name: among the figures, or in a line that a fault has cost the file."""
        in_place = any(path[-1] == name and path[0] == "figures" for path in self._keys)
        return in_place or any(line.lstrip().startswith(f"{name}:") for line in self.lines)

    def first_comment_above(self, line: int) -> int:
        """Where the comments begin that stand straight above a line; all of them count from 0."""
        while line and self.lines[line - 1].startswith("#"):
            line -= 1
        return line

    def at(self, line: int, column: int) -> Place:
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(self.file, line + 1, column + 1, text)


def read_text(path: Path, start: Place, problems: Problems) -> str | None:
    """The text of a plain file of a size that can be meant; of a pipe or a device nothing is read: it might not end."""
    try:
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        problems.add("D001", start, name=start.file)
        return None
    if kind := foreign_kind(raw):
        problems.add("D010", start, kind=kind)
        return None
    if len(raw) > MAX_BYTES:
        over, limit = f"{MAX_BYTES // 1000} 千字节以上", f"{MAX_BYTES // 1000} 千字节"
        problems.add("D007", start, size=over, limit=limit)
        return None
    return decode(raw, start, problems)


def decode(raw: bytes, start: Place, problems: Problems) -> str | None:
    """UTF-8, with or without its mark. What Windows writes instead is named; the problem is recorded."""
    # Without its mark, UTF-16 passes for UTF-8.
    wide = raw.startswith(UTF_16) or raw.count(0) > len(raw) / 5
    try:
        if not wide:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if not wide and is_binary(raw):
        problems.add("D010", start, kind="不是文字的文件")
    else:
        problems.add("D002", start, found="，像是 UTF-16" if wide else looks_like_gbk(raw))
    return None


def looks_like_gbk(raw: bytes) -> str:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "，像是 GBK（ANSI）"


def parse_yaml(text: str, name: str, problems: Problems) -> YamlDocument | None:
    document = YamlDocument(name, text.splitlines())
    if is_web_page(text):
        problems.add("D010", Place(name), kind="网页")
        return None
    if report_foreign_text(text, document, problems):
        return None
    try:
        if report_forbidden_yaml(text, document, problems):
            return None
        root = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError:
        for line, column, what, hint in yaml_errors(text):
            problems.add("D003", document.at(line, column), what=what, hint=hint)
        return None
    if root is None:
        problems.add("D004", document.at(0, 0))
        return None
    report_lost_part(root, document, problems)
    document.data = ValueBuilder(document, problems).value(root, ())
    return document


def report_foreign_text(text: str, document: YamlDocument, problems: Problems) -> bool:
    """Whether there is what no data file may hold: characters that nobody sees, and what other programs leave. Of a
    line the first is reported. YAML's readers do not agree on where a tab may stand, so here it never may."""
    first = {found[0]: found[1:] for found in leftovers(document.lines)}
    for number, line in enumerate(text.splitlines(keepends=True)):
        if hidden := CONTROL.search(line):
            first[number] = (hidden.start(), "有不可见的控制字符", CONTROL_HINT)
    for number, (column, what, hint) in sorted(first.items())[:MAX_REPORTED_LINES]:
        problems.add("D003", document.at(number, column), what=what, hint=hint)
    return bool(first)


def report_hidden_characters(lines: Sequence[str], start: Place, problems: Problems) -> None:
    """Record the first invisible character of each line of a text that starts at a place."""
    for number, line in enumerate(lines):
        if found := CONTROL.search(line):
            place = Place(start.file, start.line + number, found.start() + 1, line)
            report_hidden(found[0], place, problems)


def report_hidden(character: str, place: Place, problems: Problems) -> None:
    what = f"有看不见的字符（U+{ord(character):04X}）"
    problems.add("D003", place, what=what, hint=CONTROL_HINT)


def report_forbidden_yaml(text: str, document: YamlDocument, problems: Problems) -> bool:
    """Whether the text uses more of YAML than a data file may; looked for in the bare events, before anything is made
    of them. A text that YAML itself refuses raises its YAMLError and nothing else is reported."""
    found = list(forbidden_yaml(text))
    for code, mark, facts in found:
        problems.add(code, document.at(mark.line, mark.column), **facts)
    return bool(found)


def forbidden_yaml(text: str) -> Iterator[tuple[str, Any, dict[str, str]]]:
    """Aliases, which can swell without end; tags, which can name code; nesting without bottom."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=Loader)):
        if count > MAX_EVENTS:
            facts = {"size": f"{MAX_EVENTS} 项以上", "limit": f"{MAX_EVENTS} 项"}
            yield "D007", event.start_mark, facts
            return
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            yield "D003", event.start_mark, {"what": f"一层套一层，超过了 {MAX_DEPTH} 层"}
            return
        if isinstance(event, yaml.AliasEvent):
            hint = "内容本身以“*”开头，请加上引号"
            yield "D006", event.start_mark, {"what": "引用（“*”开头）", "hint": hint}
        elif tag := getattr(event, "tag", None):
            yield "D006", event.start_mark, {"what": f"标签（{tag}）"}


class ValueBuilder:
    """Turns YAML's node tree into plain values, noting where each stands."""

    def __init__(self, document: YamlDocument, problems: Problems) -> None:
        self.document, self.problems = document, problems

    def value(self, node: yaml.Node, path: Keys) -> Any:
        place = self.document.at(node.start_mark.line, node.start_mark.column)
        self.document._values[path] = place
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node, path, place)

    def mapping(self, node: yaml.MappingNode, path: Keys) -> dict[str, Any]:
        made: dict[str, Any] = {}
        again: list[tuple[str, Place]] = []
        for key_node, value_node in node.value:
            place = self.document.at(key_node.start_mark.line, key_node.start_mark.column)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.add("D103", place, expected="一个名字")
                continue
            key = key_node.value.strip()
            self.check_visible(key_node, INVISIBLE)
            key = INVISIBLE.sub("", key)
            if key in made:
                again.append((key, place))
                continue
            self.document._keys[(*path, key)] = place
            made[key] = self.value(value_node, (*path, key))
        self.report_duplicates(path, again)
        return made

    def report_duplicates(self, path: Keys, again: list[tuple[str, Place]]) -> None:
        """Keys given twice; of a whole file pasted twice only where the second copy begins."""
        if not path and "year" in dict(again) and len(again) > 1:
            key, place = again[0]
            first = self.document.first_comment_above(place.line - 1)
            hint = f"整份内容贴了两遍：请删去第 {first + 1} 行起的这一遍"
            line = self.document.key_place(key).line
            self.problems.add("D005", self.document.at(first, 0), key=key, line=line, hint=hint)
            return
        for key, place in again:
            line = self.document.key_place(*path, key).line
            self.problems.add("D005", place, key=key, line=line)

    def scalar(self, node: Any, path: Keys, place: Place) -> str | None:
        """Without the spaces around it; problems count from its first character, not from a quote or a space."""
        if not node.style and node.value in ("", "~", "null"):
            return None
        self.check_visible(node, CONTROL)
        if node.style in ("|", ">"):
            return str(node.value)
        text = str(node.value).strip()
        if before := (node.style in ("'", '"')) + str(node.value).index(text):
            self.document._values[path] = place.moved_right(before)
        return text

    def check_visible(self, node: Any, hidden: re.Pattern[str]) -> None:
        """An escape in double quotes can bring back what the file itself may not hold."""
        if found := hidden.search(node.value):
            place = self.document.at(node.start_mark.line, node.start_mark.column)
            report_hidden(found[0], place, self.problems)


BLANKS = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2061-\u2065\u206a-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff"
)
"""Characters that show nothing (Unicode's Default_Ignorable_Code_Point, and a blank of braille), as a set of a pattern;
without those that programs leave when text is copied: soft hyphens and spaces without width."""
CONTROL = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff{TURNS}{BLANKS}]"
)
"""No text has a use for these. YAML's versions do not agree on whether some of them end a line; those that turn the
writing round make a reader see another number."""
INVISIBLE = re.compile(f"{CONTROL.pattern[:-1]}\\u00ad\\u200b-\\u200d\\u2060\\ufeff]")
"""In a name, a character that nobody sees makes another name."""
CONTROL_HINT = "请删去这个字符，重新输入"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MAX_REPORTED_LINES = 20
"""Lines with such a character that are reported; where there are more, something else is wrong with the file."""
MAX_DEPTH = 20
"""Levels of nesting. A year file uses four."""
