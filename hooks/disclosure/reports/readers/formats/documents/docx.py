"""DOCX → lines and tables, in the document's order. What review inserted counts, what it deleted does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from disclosure.reports.readers import cell_spans
from disclosure.reports.readers.archives import check_archive
from disclosure.reports.readers.blocks import Block
from disclosure.reports.readers.bounds import MOST_CELLS, too_many
from disclosure.reports.readers.errors import library

from .walk import DocumentWalk, Element


def read(content: bytes) -> list[Block]:
    check_archive(content, "DOCX")
    docx = library("docx", "python-docx")
    body = docx.Document(BytesIO(content)).element.body
    cells = sum(1 for _ in body.iter(W + "tc"))
    if cells > MOST_CELLS:
        raise too_many(cells, MOST_CELLS, "文档里的单元格")
    return list(DocxWalk().blocks(body))


class DocxWalk(DocumentWalk):
    def blocks(self, parent: Element) -> Iterator[Block]:
        for element in unwrapped(parent):
            if element.tag == W + "p":
                yield from self.lines(pieces(element))
            elif element.tag == W + "tbl":
                yield from self.table(element)

    def table(self, table: Element) -> Iterator[Block]:
        rows = [row for row in unwrapped(table) if row.tag == W + "tr" and not is_deleted(row)]
        if is_layout(table, rows):
            for cell in (cell for row in rows for cell in cells_of(row)):
                yield from self.blocks(cell)
            return
        spot, read = self.next_spot, cell_spans.MergedRows()
        for row in rows:
            read.start(skipped_columns(row), self.next_spot)
            for cell in cells_of(row):
                read.add(self.cell(cell, 1, number(cell, "gridSpan", 1)), is_continued(cell))
        yield cell_spans.table(read.rows, spot)


def unwrapped(parent: Element) -> Iterator[Element]:
    """The children, those inside content controls, insertions and the like too."""
    for child in parent:
        if child.tag in WRAPPERS:
            yield from unwrapped(child)
        else:
            yield child


def cells_of(row: Element) -> Iterator[Element]:
    return (cell for cell in unwrapped(row) if cell.tag == W + "tc")


def is_layout(table: Element, rows: list[Element]) -> bool:
    """Whether it only places things on the page: it holds tables, or is a single box."""
    if next(table.iterdescendants(W + "tbl"), None) is not None:
        return True
    return len(rows) < 2 and sum(1 for row in rows for _ in cells_of(row)) < 2


def pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in SAID:
            yield child.text or "" if child.tag == W + "t" else SAID[child.tag]
        elif child.tag == W + "br":
            yield "\n" if child.get(W + "type") in (None, "textWrapping") else ""
        elif child.tag not in UNSEEN and not is_hidden(child):
            yield from pieces(child)


def is_hidden(run: Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish") if run.tag == W + "r" else None
    return mark is not None and mark.get(W + "val") not in ("0", "false", "off")


def is_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def is_continued(cell: Element) -> bool:
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return mark is not None and mark.get(W + "val", "continue") == "continue"


def skipped_columns(row: Element) -> int:
    mark = row.find(f"{W}trPr/{W}gridBefore")
    return 0 if mark is None else integer_or(mark.get(W + "val"), 0)


def number(cell: Element, name: str, otherwise: int) -> int:
    mark = cell.find(f"{W}tcPr/{W}{name}")
    return otherwise if mark is None else max(integer_or(mark.get(W + "val"), otherwise), 1)


def integer_or(stated: str | None, otherwise: int) -> int:
    text = (stated or "").strip()
    return min(int(text), WIDEST) if re.fullmatch("[0-9]{1,8}", text) else otherwise


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDEST = 1000
WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
SAID = {W + "t": "", W + "tab": " ", W + "cr": "\n", W + "noBreakHyphen": "-"}
UNSEEN = {
    *(W + name for name in ("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "rt")),
    *(W + name for name in ("pict", "object", "drawing")),  # text boxes hold no table of the form
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
