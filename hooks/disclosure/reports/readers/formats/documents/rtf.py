"""RTF (Microsoft's specification 1.9.1) → lines and tables, in the document's order.

Our own reader, since striprtf, which is kept up, drops merged cells and breaks a row where a cell has two lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from disclosure.reports.readers import cell_spans
from disclosure.reports.readers.blocks import Block, Spot, TableCell, TextLine
from disclosure.reports.readers.bounds import MOST_CELLS, too_many
from disclosure.reports.readers.characters import squeezed
from disclosure.reports.readers.errors import SAVE_AGAIN, Unreadable


def read(content: bytes) -> list[Block]:
    return RtfReader(content).blocks()


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits and its end restores."""

    skipped: bool = False
    """Whether nothing of it is shown: fonts, pictures, headers, what review deleted."""
    hidden: bool = False
    in_table: bool = False
    font: int = -1
    fallback: int = 1
    """Characters behind `\\u` for programs that know no Unicode."""


@dataclass(slots=True)
class CellShape:
    """A cell as its row defines it: where it ends, in twips, and whether it goes on from the cell above."""

    right: int
    continued: bool
    joined: bool
    """Whether it is part of the cell to its left."""


@dataclass(slots=True)
class TableRow:
    cells: list[TableCell] = field(default_factory=list)
    shapes: list[CellShape] = field(default_factory=list)


class RtfReader:
    """Goes through the file once. `raw` holds bytes not yet decoded, `text` the paragraphs not yet placed."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.state = State()
        self.stack: list[State] = []
        self.charsets: dict[int, str] = {}
        self.codec = "cp1252"
        self.fonts = False
        """Whether the table of fonts is being read."""
        self.raw = bytearray()
        self.text = ""
        self.pending = 0
        """Characters still to be left out behind `\\u`."""
        self.paragraph = 1
        self.found: list[Block] = []
        self.rows: list[TableRow] = []
        self.row = TableRow()
        self.marks: set[str] = set()
        """Of the cell whose right edge comes next."""
        self.cells = 0

    def blocks(self) -> list[Block]:
        at = 0
        while at < len(self.content):
            token = TOKEN.match(self.content, at)
            assert token  # any byte is one
            at = token.end()
            word, number, code, sign, brace, text = token.groups()
            if word:
                self.control(word.decode(), int(number) if number else None)
                at += max(int(number or 0), 0) if word == b"bin" else 0
            elif brace:
                self.group(brace)
            elif code or sign:
                self.symbol(bytes.fromhex(code.decode()) if code else sign, bool(code))
            elif text:
                left_out = min(self.pending, len(text))
                self.pending -= left_out
                self.raw += text[left_out:]
        if self.stack:
            raise Unreadable("RTF 文件不完整", SAVE_AGAIN)
        self.end_paragraph()
        self.end_table()
        return self.found

    def group(self, brace: bytes) -> None:
        self.decode()
        self.pending = 0
        if brace == b"{":
            if len(self.stack) > DEEPEST:
                raise Unreadable("RTF 文件套得太深，读不全", SAVE_AGAIN)
            self.stack.append(self.state)
        elif self.stack:
            self.state = self.stack.pop()
            self.fonts = self.fonts and self.state.skipped

    def symbol(self, sign: bytes, is_byte: bool) -> None:
        if self.pending:
            self.pending -= 1
        elif is_byte or sign in b"\\{}":
            self.raw += sign
        elif sign == b"*":
            self.state = replace(self.state, skipped=True)
        elif sign in SIGNS:
            self.decode()
            self.put(SIGNS[sign])

    def control(self, word: str, number: int | None) -> None:
        self.decode()
        if self.pending and word != "u":
            self.pending -= 1
            return
        on = number != 0
        match word:
            case "u":
                self.put(chr((number or 0) % 0x10000))
                self.pending = self.state.fallback
            case "uc":
                self.state = replace(self.state, fallback=min(number or 0, 8))
            case "ansicpg":
                self.codec = CODE_PAGES.get(number or 0, self.codec)
            case "f":
                self.state = replace(self.state, font=number or 0)
            case "fcharset" if self.fonts:
                self.charsets[self.state.font] = CHARSETS.get(number or 0, "")
            case "v" | "deleted":
                self.state = replace(self.state, hidden=on)
            case "plain":
                self.state = replace(self.state, hidden=False)
            case "pard":
                self.state = replace(self.state, in_table=False)
            case "intbl":
                self.state = replace(self.state, in_table=on)
            case _ if word in UNSEEN:
                self.state = replace(self.state, skipped=True)
                self.fonts = word == "fonttbl"
            case _ if word in WORDS:
                self.put(WORDS[word])
            case _ if not self.state.skipped:
                self.layout(word, number or 0)

    def layout(self, word: str, number: int) -> None:
        """Paragraphs, and the rows of tables."""
        match word:
            case "par" | "sect" | "page":
                if self.state.in_table:
                    self.text += "\n"
                else:
                    self.end_paragraph()
            case "cell":
                self.end_cell()
            case "trowd":
                self.row.shapes, self.marks = [], set()
            case "clvmrg" | "clmrg":
                self.marks.add(word)
            case "cellx":
                shape = CellShape(number, "clvmrg" in self.marks, "clmrg" in self.marks)
                self.row.shapes.append(shape)
                self.marks = set()
            case "row":
                self.rows.append(self.row)
                # the next one may have none of its own
                self.row = TableRow(shapes=list(self.row.shapes))
            case _:
                pass

    def put(self, text: str) -> None:
        if not (self.state.skipped or self.state.hidden):
            self.text += text

    def decode(self) -> None:
        raw, self.raw = bytes(self.raw), bytearray()
        if raw:
            codec = self.charsets.get(self.state.font) or self.codec
            self.put(raw.decode(codec, errors="replace"))

    def taken(self) -> list[str]:
        """The lines of the text so far, which is placed now. Two halves of a character stand as two numbers."""
        joined = self.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.text = ""
        return [line for line in map(squeezed, joined.split("\n")) if line]

    def end_paragraph(self) -> None:
        self.decode()
        lines = self.taken()
        self.end_table()
        self.found += [TextLine(line, Spot(0, self.paragraph)) for line in lines]
        self.paragraph += 1

    def end_cell(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise too_many(self.cells, MOST_CELLS, "文档里的单元格")
        self.row.cells.append(TableCell("\n".join(self.taken()), Spot(0, self.paragraph)))
        self.paragraph += 1

    def end_table(self) -> None:
        rows = [row for row in self.rows if row.cells]
        self.rows = []
        if sum(len(row.cells) for row in rows) < 2:  # it only places things on the page
            for cell in (cell for row in rows for cell in row.cells):
                self.found += [TextLine(one, cell.spot) for one in cell.text.split("\n") if one]
            return
        edges = edges_of(rows)
        merged = cell_spans.MergedRows()
        for row in rows:
            merged.start(0, row.cells[0].spot)
            for cell, continued in spanned(row, edges):
                merged.add(cell, continued)
        self.found.append(cell_spans.table(merged.rows, rows[0].cells[0].spot))


def edges_of(rows: Sequence[TableRow]) -> list[int]:
    """Where columns end; what is hardly apart is one edge, as in files that somebody moved borders in."""
    found: list[int] = []
    for right in sorted({shape.right for row in rows for shape in row.shapes}):
        if not found or right - found[-1] > SAME_EDGE:
            found.append(right)
    return found


def spanned(row: TableRow, edges: Sequence[int]) -> list[tuple[TableCell, bool]]:
    """The row's cells with the columns that they cover, and whether each goes on from above."""
    found: list[tuple[TableCell, bool]] = []
    column = 0
    for index, cell in enumerate(row.cells):
        shape = row.shapes[index] if index < len(row.shapes) else None
        end = bisect_left(edges, shape.right - SAME_EDGE) + 1 if shape else column + 1
        across = max(end - column, 1)
        if shape and shape.joined and found:
            before, continued = found.pop()
            text = "\n".join(filter(None, (before.text, cell.text)))
            found.append((replace(before, text=text, colspan=before.colspan + across), continued))
        else:
            found.append((replace(cell, colspan=across), bool(shape and shape.continued)))
        column += across
    return found


TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\",
    re.DOTALL,
)
DEEPEST = 1_000
SAME_EDGE = 40
"""Twips: 0.7 mm."""
CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs"}
"""Of fonts; one without a charset of its own has the file's code page."""
CODE_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 65001: "utf-8"}
SIGNS = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n"}
# fmt: off
WORDS = {
    "tab": " ", "line": "\n", "nestcell": " ", "nestrow": "\n", "emspace": " ", "enspace": " ", "bullet": "•",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}
UNSEEN = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "fldinst", "footnote", "annotation", "object", "filetbl",
    "listtable", "revtbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "nonesttables", "xe", "tc", "rxe", "bkmkstart", "bkmkend", "atnid", "atnauthor",
}
"""Groups of which a page shows nothing."""
# fmt: on
