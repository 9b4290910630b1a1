"""Text and Markdown → lines and tables: rows with tabs, rows with pipes, the HTML that Markdown allows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from disclosure.reports.readers.blocks import Block, Spot, TableBlock, TextLine, table_of
from disclosure.reports.readers.bounds import MOST_LINES, too_many
from disclosure.reports.readers.characters import decoded, squeezed

from .html import parsed


def read(content: bytes, *, markdown: bool) -> list[Block]:
    """The blocks of a text. Marks of Markdown are taken off where it is Markdown; pipes make tables in any text."""
    lines = re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", decoded(content))
    if len(lines) > MOST_LINES:
        raise too_many(len(lines), MOST_LINES, "文字的行")
    return TextReader(lines, markdown=markdown).blocks()


class TextReader:
    """Goes through the lines once. Of a table being read, `rows` holds the rows and `start` the first one's line."""

    def __init__(self, lines: list[str], *, markdown: bool) -> None:
        self.lines, self.markdown = lines, markdown
        self.rows: list[list[str]] = []
        self.kind = ""
        self.start = 0
        self.number = 0

    def blocks(self) -> list[Block]:
        return [*self.all_lines(), *self.ended()]

    def all_lines(self) -> Iterator[Block]:
        while self.number < len(self.lines):
            text = self.lines[self.number]
            self.number += 1
            if TABLE.search(text):
                yield from self.ended()
                yield from self.markup()
            else:
                yield from self.line(text)

    def line(self, text: str) -> Iterator[Block]:
        kind = kind_of(text)
        if kind != self.kind:
            yield from self.ended()
            self.kind, self.start = kind, self.number
        if kind:
            self.rows.append(CELLS[kind](text))
            return
        shown = squeezed(without_marks(text) if self.markdown else text)
        if shown or NOTHING_BUT_SPACE.fullmatch(text):
            yield TextLine(shown, Spot(0, self.number))

    def ended(self) -> Iterator[Block]:
        """The table that ends here, if there is one."""
        rows, self.rows, kind, self.kind = self.rows, [], self.kind, ""
        if kind == "tab" and all(sum(map(bool, row)) < 2 for row in rows):
            for index, row in enumerate(rows):  # paragraphs that somebody indented
                yield from lines_of(row, Spot(0, self.start + index))
        elif kind == "pipe" and is_scattered(rows):
            for number in range(self.start, self.start + len(rows)):
                yield TextLine(self.lines[number - 1].strip(), Spot(0, number))
        elif kind:
            made = table_of([list(map(self.cell, row)) for row in rows], Spot(0, self.start))
            pairs = enumerate(zip(rows, made.rows, strict=True))
            if kept := tuple(row for index, (texts, row) in pairs if not is_rule(texts, index)):
                yield TableBlock(kept, made.spot)

    def cell(self, text: str) -> str:
        parts = re.split(r"<br\s*/?>", text, flags=re.IGNORECASE)
        shown = (
            squeezed(without_marks(part, in_cell=True) if self.markdown else part) for part in parts
        )
        return "\n".join(filter(None, shown))

    def markup(self) -> Iterator[Block]:
        """HTML from the line that was just read to the line that ends its table."""
        first, depth = self.number, open_tables(self.lines[self.number - 1])
        while depth > 0 and self.number < len(self.lines):
            depth += open_tables(self.lines[self.number])
            self.number += 1
        yield from parsed("\n".join(self.lines[first - 1 : self.number]), first)


def open_tables(text: str) -> int:
    return len(TABLE.findall(text)) - len(TABLE_END.findall(text))


def kind_of(text: str) -> str:
    """`tab` or `pipe` for a row of a table, else nothing. A pipe alone is what is left of a pasted page."""
    if "\t" in text.strip("\r\n") and text.strip():
        return "tab"
    return "pipe" if PIPE.search(text) and text.strip() != "|" else ""


def is_scattered(rows: list[list[str]]) -> bool:
    """Whether the pipes are those of a page pasted as text, a cell a line: then a row is more than a line, or less."""
    return not any(is_rule(row, 0) for row in rows) and all(sum(map(bool, row)) < 2 for row in rows)


def pipe_cells(text: str) -> list[str]:
    row = text.strip()
    cells = PIPE.split(row.removeprefix("|"))
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()  # the pipe at the end is the table's edge
    return [cell.replace("\\|", "|").strip() for cell in cells]


def is_rule(row: list[str], index: int) -> bool:
    """`|---|:-:|`, which is no row. One dash alone may be a value (“nothing”), except below the head."""
    return all(RULE.fullmatch(cell) and (index == 1 or "---" in cell) for cell in row)


def lines_of(row: list[str], spot: Spot) -> Iterator[Block]:
    text = squeezed(" ".join(row))
    if text:
        yield TextLine(text, spot)


def without_marks(text: str, *, in_cell: bool = False) -> str:
    """A line of Markdown as a reader sees it. In a cell `-` and `+` are values, not bullets."""
    if not in_cell:
        if RULER.fullmatch(text) or FENCE.match(text):
            return ""
        text = BEFORE.sub("", text)
    for pattern, kept in MARKUP:
        text = pattern.sub(kept, text)
    return html.unescape(text)


NOTHING_BUT_SPACE = re.compile("[\u00a0\u3000]+")
"""A line that is kept: in a page pasted a cell a line it is a blank cell."""
TABLE = re.compile(r"<table\b", re.IGNORECASE)
TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
PIPE = re.compile(r"(?<!\\)\|")
RULE = re.compile(r":?-+:?")
CELLS = {"tab": lambda text: [*map(str.strip, text.split("\t"))], "pipe": pipe_cells}
RULER = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
FENCE = re.compile(r"\s*(```|~~~)")
BEFORE = re.compile(r"^\s*(?:>\s?)*(?:#{1,6}\s+|[-*+]\s+(?=\S))?(?:\[[ xX]\]\s+)?")
MARKUP = (
    (re.compile(r"!\[([^\[\]]*)\]\([^()]*\)"), ""),  # a picture
    (re.compile(r"\[([^\[\]]*)\]\([^()]*\)"), r"\1"),  # a link
    (re.compile(r"</?[A-Za-z!][^<>]*>"), ""),
    (re.compile(r"\*\*([^*]+)\*\*"), r"\1"),
    (re.compile(r"__([^_]+)__"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
    (re.compile(r"\s#+\s*$"), ""),
)
