"""What every reader of reports gives, whatever the file's format: lines of text and tables, in the report's order.

As JSON they pass from the process that reads a report to the one that asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where in the report something stands; both count from 1."""

    page: int
    """0 where the format knows no pages (text, HTML, DOCX); of a spreadsheet the sheet."""
    line: int
    """Of a text or an HTML file its line; of a PDF the line on the page; of a sheet the row; of a DOCX the paragraph,
    counted through the whole document, those in tables too."""

    @property
    def words(self) -> str:
        return f"第{self.page}页第{self.line}行" if self.page else f"第{self.line}行"

    @property
    def on_page(self) -> str:
        """`（第3页）`, to stand behind a quotation; empty where the format knows no pages."""
        return f"（第{self.page}页）" if self.page else ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph, or a line of one where the format breaks lines by itself (text, PDF)."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table with the slots it covers. `text` keeps the line breaks inside the cell; blank is `""`."""

    text: str
    spot: Spot
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells; as in HTML, a slot covered from above or from the left is no cell of its row. Rows may be of
    different lengths."""

    rows: tuple[tuple[TableCell, ...], ...]
    spot: Spot


Block = TextLine | TableBlock
PICTURE = "［这一页只有图片］"
"""The one line of a PDF's page that has no text: what it says nobody has read."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Names of what a page or a document only points at, in its order."""

    attachments: tuple[str, ...] = ()
    """Files that it links to, and pages in its frames."""
    pictures: tuple[str, ...] = ()
    """Those that stand alone."""

    @property
    def words(self) -> str:
        """`附件：report.pdf；图片：t2.png、t3.png`; empty where there is nothing."""
        kinds = (("附件", self.attachments), ("图片", self.pictures))
        return "；".join(f"{kind}：{'、'.join(names)}" for kind, names in kinds if names)


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report as it was read."""

    name: str
    """The path as the editor gave it."""
    kind: str
    """As `file_types.kind_of` has it."""
    sha256: str
    blocks: tuple[Block, ...]
    linked: Linked = Linked()


def slots(table: TableBlock) -> list[list[TableCell | None]]:
    """The table with every slot filled by the cell that covers it; None where a row ends early. All rows are of one
    length."""
    covered: dict[tuple[int, int], TableCell] = {}
    for index, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (index, column) in covered:
                column += 1
            for slot in area(cell, index, column, len(table.rows)):
                covered.setdefault(slot, cell)
            column += cell.colspan
    width = max((column + 1 for _, column in covered), default=0)
    height = range(len(table.rows))
    return [[covered.get((row, column)) for column in range(width)] for row in height]


def area(cell: TableCell, row: int, column: int, height: int) -> Iterator[tuple[int, int]]:
    for down in range(row, min(row + cell.rowspan, height)):
        for right in range(column, column + cell.colspan):
            yield down, right


def table_of(rows: Sequence[Sequence[str]], spot: Spot) -> TableBlock:
    """A table without spans, one line of the file for each row."""
    found = []
    for line, row in enumerate(rows, spot.line):
        found.append(tuple(TableCell(text, Spot(spot.page, line)) for text in row))
    return TableBlock(tuple(found), spot)


def unpacked(blocks: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    """Blocks again, of what `dataclasses.asdict` made of each."""
    return tuple(map(unpacked_block, blocks))


def unpacked_block(block: dict[str, Any]) -> Block:
    spot = Spot(**block["spot"])
    if "text" in block:
        return TextLine(block["text"], spot)
    rows = (
        tuple(TableCell(**cell | {"spot": Spot(**cell["spot"])}) for cell in row)
        for row in block["rows"]
    )
    return TableBlock(tuple(rows), spot)
