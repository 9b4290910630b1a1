"""Text with directives, `{{ figure("decisions.published") }}` → a tree of its parts, each with its place in the text.

The language of hand-written pages and of texts in data files. This is all of it:

    {{ name("text", 2022, key="text") }}                  a directive; arguments are texts and whole numbers
    {{ year }}  {{ agency.hotline }}                      a value
    {% if agency.hotline %} … {% else %} … {% endif %}    a part that depends on whether a value is there,
    {% if figure("decisions.published") %} … {% endif %}  or a figure
    {% raw %} … {% endraw %}                              text in which nothing is a directive
    {{# … #}}                                             a comment

There are no expressions, filters, loops, assignments or imports, so a text can say nothing that this module does not
name. A text is parsed once: the tree that `check` has checked is the one that `rendering` renders. Parsing
takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands for itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a directive."""

    key: str | None
    """Its name, where it is given as `key=value`."""
    value: str | int
    source: str
    """The value as it is written, with its quotes."""
    start: int
    """Where `source` starts in the text."""
    key_start: int

    def offset_of(self, index: int) -> int:
        """Where the character at `index` of a text value stands in the text."""
        skipped = 1  # the opening quote
        for found in ESCAPE.finditer(self.source):
            if found.start() - skipped >= index:
                break
            skipped += 1
        return self.start + index + skipped


@dataclass(frozen=True, slots=True)
class Call:
    """A directive with its arguments."""

    name: str
    arguments: tuple[Argument, ...]
    start: int
    """Where the name starts in the text."""

    def bind(self, parameters: tuple[str, ...]) -> dict[str, Argument]:
        """Parameter → argument; what has too many or unknown arguments is left out."""
        positional = [one for one in self.arguments if one.key is None]
        named = {one.key: one for one in self.arguments if one.key in parameters}
        return dict(zip(parameters, positional, strict=False)) | {
            key: one for key, one in named.items() if key
        }


@dataclass(frozen=True, slots=True)
class NamedValue:
    """`year`, or `agency.hotline` with the field `hotline`."""

    name: str
    field: str
    start: int
    field_start: int


@dataclass(frozen=True, slots=True)
class Condition:
    """One of two parts, by whether a value or a figure is there."""

    test: NamedValue | Call
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...]


Node = Literal | Call | NamedValue | Condition


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Something that is not in the language. `hint` is empty where the general one is best."""

    start: int
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed text. Where it has faults, `nodes` holds what is right around them."""

    nodes: tuple[Node, ...]
    faults: tuple[SyntaxFault, ...]
    spans: tuple[tuple[int, int], ...] = field(repr=False)
    """(start, end) in the text of everything that is not literal."""

    def walk(self) -> Iterator[Call | NamedValue]:
        """Every call and value, in the order of the text."""
        waiting: list[Node] = list(reversed(self.nodes))
        while waiting:
            node = waiting.pop()
            if isinstance(node, Condition):
                waiting += [*reversed(node.otherwise), *reversed(node.then), node.test]
            elif not isinstance(node, Literal):
                yield node


def rendered(
    nodes: Iterable[Node],
    literal: Callable[[str], str],
    call: Callable[[Call], str],
    value: Callable[[NamedValue], str],
    is_met: Callable[[NamedValue | Call], bool],
) -> Iterator[str]:
    """The parts of a text, each made by the function for its kind; of a condition the one that `is_met` chooses."""
    for node in nodes:
        if isinstance(node, Literal):
            yield literal(node.text)
        elif isinstance(node, Call):
            yield call(node)
        elif isinstance(node, NamedValue):
            yield value(node)
        else:
            chosen = node.then if is_met(node.test) else node.otherwise
            yield from rendered(chosen, literal, call, value, is_met)


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """Never raises; whatever is not in the language is among the tree's faults."""
    return Parser(text).parse()


def masked(text: str, fill: str = " ") -> str:
    """The text with `fill` for each character of a directive, so that every other character keeps its place."""
    parts, end = [], 0
    for start, stop in parse(text).spans:
        parts += [text[end:start], NOT_LINE_END.sub(fill, text[start:stop])]
        end = stop
    return "".join([*parts, text[end:]])


@dataclass(slots=True)
class OpenBlock:
    """A condition whose `{% endif %}` has not come yet."""

    test: NamedValue | Call | None
    start: int
    then: list[Node] = field(default_factory=list)
    otherwise: list[Node] | None = None


class UnexpectedText(Exception):
    """A directive that is not in the language; caught by the parser, which goes on behind it."""

    def __init__(self, start: int, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.fault = SyntaxFault(start, what, hint)


class Parser:
    """One pass over a text, from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.nodes: list[Node] = []
        self.open: list[OpenBlock] = []
        self.faults: list[SyntaxFault] = []
        self.spans: list[tuple[int, int]] = []

    def parse(self) -> Tree:
        while found := OPENING.search(self.text, self.at):
            self.add_literal(found.start())
            self.at = found.end()
            try:
                self.read(found)
            except UnexpectedText as error:
                self.recover(error.fault)
            self.spans.append((found.start(), self.at))
            if len(self.faults) >= MAX_FAULTS:
                break
        self.add_literal(len(self.text))
        for block in self.open:
            self.faults.append(SyntaxFault(block.start, "{% if %} 没有 {% endif %}"))
        return Tree(tuple(self.nodes), tuple(self.faults), tuple(self.spans))

    def add_literal(self, end: int) -> None:
        if self.at < end:
            self.add(Literal(self.text[self.at : end]))

    def add(self, node: Node) -> None:
        if not self.open:
            self.nodes.append(node)
        elif self.open[-1].otherwise is None:
            self.open[-1].then.append(node)
        else:
            self.open[-1].otherwise.append(node)

    def recover(self, fault: SyntaxFault) -> None:
        """Go on behind the directive at fault, or at the next one where it has no end."""
        self.faults.append(fault)
        found = CLOSING_OR_OPENING.search(self.text, self.at)
        if found:
            self.at = found.end() if found[0] in CLOSINGS else found.start()

    def read(self, opening: re.Match[str]) -> None:
        start = opening.start()
        if opening[0] == "{{#":
            self.skip_past("#}}", start, "{{# 没有 #}}")
        elif opening[0] == "{%":
            self.block(start)
        else:
            self.add(self.directive(start))

    def skip_past(self, end: str, start: int, what: str) -> int:
        """Where `end` starts. Nothing after an opening without an end can be read."""
        found = self.text.find(end, self.at)
        self.at = len(self.text) if found < 0 else found + len(end)
        if found < 0:
            self.faults.append(SyntaxFault(start, what))
            return len(self.text)
        return found

    def block(self, start: int) -> None:
        word = self.take(NAME)
        if word == "raw":
            self.expect("%}", start)
            self.raw(start)
        elif word == "if":
            self.open_condition(start)
        elif word == "else" and self.open and self.open[-1].otherwise is None:
            self.expect("%}", start)
            self.open[-1].otherwise = []
        elif word == "endif" and self.open:
            self.expect("%}", start)
            self.close_condition()
        elif word in ("else", "endif", "endraw"):
            raise UnexpectedText(start, f"“{word}”多出来了，或前面少了什么")
        else:
            raise UnexpectedText(start, f"没有“{word or self.text[self.at : self.at + 1]}”这种写法")

    def raw(self, start: int) -> None:
        begin, end = self.at, END_RAW.search(self.text, self.at)
        self.at = end.end() if end else len(self.text)
        if end:
            self.add(Literal(self.text[begin : end.start()]))
        else:
            self.faults.append(SyntaxFault(start, "{% raw %} 没有 {% endraw %}"))

    def open_condition(self, start: int) -> None:
        """One that is at fault is opened as well: its `{% endif %}` is none too many."""
        block = OpenBlock(None, start)
        try:
            block.test = self.call_or_value(start)
            if isinstance(block.test, Call) and block.test.name != "figure":
                what = f"{{% if %}} 里不能用“{block.test.name}”，只能问有没有一个数或一项"
                raise UnexpectedText(block.test.start, what, 'figure("…")')
            self.expect("%}", start)
            if len(self.open) >= MAX_DEPTH:
                raise UnexpectedText(start, "一层套一层，太深了")
        finally:
            if len(self.open) < MAX_DEPTH:
                self.open.append(block)

    def close_condition(self) -> None:
        block = self.open.pop()
        if block.test:
            self.add(Condition(block.test, tuple(block.then), tuple(block.otherwise or ())))

    def directive(self, start: int) -> Call | NamedValue:
        found = self.call_or_value(start)
        self.expect("}}", start)
        return found

    def call_or_value(self, start: int) -> Call | NamedValue:
        name = self.name_or_fault(start)
        self.skip_spaces()
        if not self.text.startswith("(", self.at):
            return self.value(name)
        self.at += 1
        return Call(name[0], tuple(self.arguments(start)), name.start())

    def value(self, name: re.Match[str]) -> NamedValue:
        self.skip_spaces()
        if not self.text.startswith(".", self.at):
            return NamedValue(name[0], "", name.start(), name.start())
        self.at += 1
        field = self.name_or_fault(self.at)
        return NamedValue(name[0], field[0], name.start(), field.start())

    def arguments(self, start: int) -> Iterator[Argument]:
        self.skip_spaces()
        while not self.text.startswith(")", self.at):
            yield self.argument(start)
            self.skip_spaces()
            if self.text.startswith(",", self.at):
                self.at += 1
                self.skip_spaces()
            elif not self.text.startswith(")", self.at):
                raise self.unexpected(start)
        self.at += 1

    def argument(self, start: int) -> Argument:
        key_start = self.at
        found = KEY.match(self.text, self.at)
        if found:
            self.at = found.end()
        begin = self.at
        if number := NUMBER.match(self.text, begin):
            self.at = number.end()
            return Argument(
                found and found[1], int(number[0]), number[0], begin, key_start if found else begin
            )
        text = STRING.match(self.text, begin)
        if not text:
            raise self.unexpected(start)
        self.at = text.end()
        if bad := BAD_ESCAPE.search(text[0]):
            raise UnexpectedText(begin + bad.start(), "“\\”后面只能是引号或“\\”")
        value = ESCAPE.sub(r"\1", text[0][1:-1])
        return Argument(found and found[1], value, text[0], begin, key_start if found else begin)

    def unexpected(self, start: int) -> UnexpectedText:
        """The argument can't be read: a name where a text belongs, another kind of quote, an operator."""
        if name := NAME.match(self.text, self.at):
            return UnexpectedText(name.start(), f"“{name[0]}”要写在引号里：指令里只能写名字和年份")
        found = self.text[self.at : self.at + 1]
        if not found or found == "\n":
            return UnexpectedText(start, "指令没有写完，或前后不成对")
        return UnexpectedText(self.at, f"“{found}”不能用在这里")

    def name_or_fault(self, start: int) -> re.Match[str]:
        self.skip_spaces()
        found = NAME.match(self.text, self.at)
        if not found:
            what = self.text[self.at : self.at + 1]
            raise UnexpectedText(start, f"“{what}”不能用在这里" if what else "指令没有写完")
        self.at = found.end()
        return found

    def take(self, pattern: re.Pattern[str]) -> str:
        self.skip_spaces()
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def expect(self, closing: str, start: int) -> None:
        self.skip_spaces()
        if self.text.startswith(closing, self.at):
            self.at += len(closing)
            return
        found = self.text[self.at : self.at + 1]
        if found in ("", "}", "%"):
            raise UnexpectedText(start, "指令没有写完，或前后不成对")
        what = f"“{found}”不能用在这里：只能用指令，不能计算、过滤、取下标"
        raise UnexpectedText(self.at, what)

    def skip_spaces(self) -> None:
        found = SPACES.match(self.text, self.at)
        self.at = found.end() if found else self.at


OPENING = re.compile(r"\{\{#|\{\{|\{%")
CLOSINGS = ("}}", "%}")
CLOSING_OR_OPENING = re.compile(r"\}\}|%\}|\{\{|\{%")
END_RAW = re.compile(r"\{%[ \t\r\n]*+endraw[ \t\r\n]*+%\}")
SPACES = re.compile(r"[ \t\r\n]++")
NAME = re.compile(r"[^\W\d]\w*+")
KEY = re.compile(r"([^\W\d]\w*+)[ \t\r\n]*+=[ \t\r\n]*+")
NUMBER = re.compile(r"[0-9]{1,9}(?![\w.])")
STRING = re.compile(r'"(?:[^"\\\n]|\\[^\n])*+"' + r"|'(?:[^'\\\n]|\\[^\n])*+'")
ESCAPE = re.compile(r"""\\(["'\\])""")
BAD_ESCAPE = re.compile(r"""(?<!\\)(?:\\\\)*+\\[^"'\\]""")
NOT_LINE_END = re.compile(r"[^\n]")
MAX_DEPTH = 10
"""Conditions within conditions."""
MAX_FAULTS = 200
"""As many as are listed of one file."""
