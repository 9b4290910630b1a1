"""Blocks of a report → rows as the statutory tables need them: words, then values, whether a table held them or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from disclosure.figures.figure import BEFORE, any_of, fold
from disclosure.reports.readers.blocks import Block, Spot, TableBlock, TableCell, TextLine, slots


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value. `text` is without spaces; `""` where the cell was left blank."""

    text: str
    spot: Spot
    note: str = ""
    """Words in brackets beside it: `22（其中修订16件）`."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words and the values that follow them. Of loose text either may be empty, and the words' other half may stand in
    the next row."""

    words: tuple[str, ...]
    values: tuple[Value, ...]
    spot: Spot
    solid: bool
    """A table's row, or a line with both: its words and its values belong together."""
    raw: str
    """The whole line; of a table's row its cells, with a space between."""
    piped: bool = False
    """From text with pipes in it, which pads a row at its end for the columns that a cell spans."""
    short: bool = False
    """Of a table whose other rows have more cells."""

    @property
    def text(self) -> str:
        return "".join(self.words)


def rows_of(blocks: Iterable[Block]) -> tuple[Row, ...]:
    """Every block as rows; pipes that stand in lines of text are cell borders."""
    found: list[Row] = []
    for piped, run in groupby(with_pipes([*untorn([*blocks])]), lambda one: one[0]):
        part = [block for _, block in run]
        if piped:
            found += piped_rows([block for block in part if isinstance(block, TextLine)])
        else:
            for block in part:
                found += table_rows(block) if isinstance(block, TableBlock) else line_rows(block)
    return tuple(found)


def untorn(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lines, and rows of a table, torn by a line break inside a cell: `22（其中修订` and `16件）` are one cell."""
    index = 0
    while index < len(blocks):
        block, end = blocks[index], index + 1
        if isinstance(block, TableBlock):
            block = replace(block, rows=tuple(untorn_rows(block.rows)))
        elif TORN.search(block.text):
            near = [one.text for one in blocks[end : end + MOST_TORN] if isinstance(one, TextLine)]
            end += rest_of_cell(block.text, near)
            block = replace(block, text=" ".join([block.text, *near[: end - index - 1]]))
        yield block
        index = end


def untorn_rows(rows: Iterable[tuple[TableCell, ...]]) -> Iterator[tuple[TableCell, ...]]:
    held: tuple[TableCell, ...] = ()
    for row in rows:
        if held and row and rest_of_cell(held[-1].text, [row[0].text]):
            held = (*held[:-1], replace(held[-1], text=held[-1].text + row[0].text), *row[1:])
        else:
            yield from [held] if held else []
            held = row
    yield from [held] if held else []


def rest_of_cell(text: str, after: Sequence[str]) -> int:
    """How many of the lines behind a text belong to its last cell: up to the one that ends the bracket behind its
    number, and holds nothing else but values. Most often none."""
    found = TORN.search(text)
    for count in range(1, len(after) + 1 if found else 0):
        if (REST if found and found[1] else NOTE).fullmatch("".join(after[:count]).strip()):
            return count
    return 0


def with_pipes(blocks: Sequence[Block]) -> Iterator[tuple[bool, Block]]:
    """Each block, and whether it stands among lines that end in pipes: one without may be a line of a cell."""
    at = [
        index for index, one in enumerate(blocks) if isinstance(one, TextLine) and "|" in one.text
    ]
    inside = {
        at for one, other in pairwise(at) if other - one <= LONGEST_CELL for at in range(one, other)
    }
    for index, block in enumerate(blocks):
        yield isinstance(block, TextLine) and (index in inside or "|" in block.text), block


def piped_rows(lines: Sequence[TextLine]) -> Iterator[Row]:
    """A cell a line: between two pipes with nothing between them there is a blank cell. Pipes side by side pad a row at
    its end; where every row starts with a pipe of its own, that one borders no cell."""
    opened = opens_rows(lines)
    filled = True  # before the first pipe stands whatever is outside the table
    for line in lines:
        for part in PIPE.findall(line.text):
            if PADS.fullmatch(part):
                if not filled:
                    yield blank_row(line.spot, piped=True)
                yield Row((), (), line.spot, solid=False, raw="", piped=True)
                filled = opened
            elif part == "|":
                if not filled:
                    yield blank_row(line.spot, piped=True)
                filled = False
            elif part.strip():
                found = line_rows(TextLine(part.strip(), line.spot))
                yield from (replace(row, piped=True) for row in found)
                filled = True


def opens_rows(lines: Sequence[TextLine]) -> bool:
    """Whether most rows that are padded are followed by a pipe alone on its line."""
    after = [other.text.strip() == "|" for one, other in pairwise(lines) if PADS.search(one.text)]
    return sum(after) * 2 > len(after)


def blank_row(spot: Spot, *, piped: bool = False) -> Row:
    return Row((), (Value("", spot),), spot, solid=False, raw="", piped=piped)


def line_rows(line: TextLine) -> Iterator[Row]:
    if not line.text.strip():
        yield blank_row(line.spot)
    elif not PAGE_NUMBER.fullmatch(line.text.strip()):
        yield line_row(line)


def line_row(line: TextLine) -> Row:
    """`规章 1 0 11` → words and three values; what has no value at its end is all words."""
    tokens = tokens_of(line.text)
    count = len(tokens)
    while count and is_value(tokens[count - 1]):
        count -= 1
    if count and not has_words(" ".join(tokens[:count])):
        count = len(tokens)  # `3 / 12 / 31`: whatever it is, no row
    words = " ".join(tokens[:count])
    values = tuple(value_of(token, line.spot) for token in tokens[count:])
    solid = bool(words and values)
    return Row((words,) if words else (), values, line.spot, solid, line.text)


def tokens_of(text: str) -> list[str]:
    """Cut at spaces, but neither before a bracket, which belongs to the number it stands behind, nor inside it. A
    question mark alone was a space that could not be written in another encoding."""
    joined = BESIDE.sub(lambda found: squeezed(found[0]), text)
    return [one for one in joined.split() if one != "?"]


def table_rows(table: TableBlock) -> Iterator[Row]:
    for index, row in enumerate(slots(table)):
        cells = list(unique(cell for cell in row if cell is not None))
        if cells:
            made = cells_row(cells, {id(cell) for cell in table.rows[index]})
            yield replace(made, short=row[-1] is None)


def unique(cells: Iterable[TableCell]) -> Iterator[TableCell]:
    """Each cell once, however many slots it covers."""
    seen: set[int] = set()
    for cell in cells:
        if id(cell) not in seen:
            seen.add(id(cell))
            yield cell


def cells_row(cells: Sequence[TableCell], own: set[int]) -> Row:
    """The words end before the first number; without any number, behind the last word."""
    spot = next((cell.spot for cell in cells if id(cell) in own), cells[0].spot)
    texts = [squeezed(cell.text) for cell in cells]
    if len(cells) == 1 and not is_value(texts[0]):
        text = cells[0].text  # a title, or a text in a frame
        return Row((text,), (), spot, solid=False, raw=text)
    first = next((at for at, text in enumerate(texts) if text and is_value(text)), len(texts))
    last = max((at for at in range(first) if has_words(texts[at])), default=-1)
    words = tuple(text for text in texts[: last + 1] if text)
    values = tuple(
        value_of(text, cell.spot)
        for cell, text in zip(cells[last + 1 :], texts[last + 1 :], strict=True)
        if id(cell) in own  # one that reaches down from the row above is that row's
    )
    raw = " ".join(" ".join(cell.text.split()) for cell in cells if cell.text and id(cell) in own)
    return Row(words, values, spot, solid=True, raw=raw)


def value_of(text: str, spot: Spot) -> Value:
    text = FOOTNOTE.sub("", squeezed(text))
    if len(text) <= LONGEST and (found := WITH_NOTE.fullmatch(text)):
        return Value(half_width(found[1]), spot, found[2])
    return Value(half_width(text), spot)


def half_width(text: str) -> str:
    """As data files have digits and signs; the dash stays what it is."""
    return FULL_WIDTH.sub(lambda found: fold(found[0]), text)


def squeezed(text: str) -> str:
    """Without spaces; but two numbers in one cell stay two, and are no number."""
    return re.sub(r"(?<=[\d.])[\s\u200b\ufeff]+(?=\d)|[\s\u200b\ufeff]+", one_space, text.strip())


def one_space(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    parted = text[start - 1 : start].isdecimal() and text[end : end + 1].isdecimal()
    return " " if parted else ""


def is_value(text: str) -> bool:
    """Whether a cell's text, without spaces, is what a form's cell may hold: a number, a dash, a word for none, or
    nothing. Of two numbers it is a value too, if a wrong one."""
    return not text or (len(text) <= LONGEST and bool(VALUE.fullmatch(fold(text))))


def has_words(text: str) -> bool:
    return bool(re.search("[㐀-鿿A-Za-z]", text)) and not is_value(squeezed(text))


PADS = re.compile(r"\|(?:\s*\|)+")
PIPE = re.compile(rf"{PADS.pattern}|\||[^|]+")
LONGEST_CELL = 4
"""Lines from one pipe to the next."""
PAGE_NUMBER = re.compile(
    r"[-—–―─－]+\s*\d{1,3}\s*[-—–―─－]+|第\s*\d{1,3}\s*页(?:.{0,3}共\s*\d{1,3}\s*页)?"
)
LONGEST = 120
"""Characters of a cell with its note."""
COUNTED = "(?:元|件|条|个|项|份|次|宗|起|人)"
NUMBER = rf"(?:{any_of(BEFORE)})?[+-]?\d[\d, ]*(?:\.\d+)?(?:[百千]?[万亿]|[百千])?{COUNTED}?"
VALUE = re.compile(
    rf"(?:[-—―─/]+|{NUMBER}|无|暂无|没有|不适用)(?:[(（][^()（）]*[)）]|\[\d{{1,2}}\]|[*＊※])?"
)
BESIDE = re.compile(rf"(?<=\d)\s*[（(](?:[^()（）]*[)）])?|(?<=\d)\s+(?={COUNTED}(?:\s|$))")
TORN = re.compile(r"\d\s*([（(][^()（）]{0,40})?$")
"""A number at the end, with a bracket that is still open or without."""
REST = re.compile(r"[^()（）]{0,40}[)）][-\s\d,.|—]*")
MOST_TORN = 3
"""Lines behind the first that a cell may go on over."""
NOTE = re.compile(rf"[（(](?:其中|含|包括|修订|废止){REST.pattern}")
FOOTNOTE = re.compile(r"(?<=\d)(?:\[\d{1,2}\]|[*＊※])$")
FULL_WIDTH = re.compile("[！-～]")
WITH_NOTE = re.compile(r"(?=[^()（）]*\d)([^()（）]+)[(（]([^()（）]+)[)）]")
