"""ODT (OpenDocument 1.3) → lines and tables, in the document's order, without what review deleted.

lxml is here already and the format is plain; odfpy would add a package and keeps no order of what it reads.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from disclosure.reports.readers import cell_spans
from disclosure.reports.readers.archives import check_archive, locked
from disclosure.reports.readers.blocks import Block
from disclosure.reports.readers.bounds import MOST_CELLS, too_many
from disclosure.reports.readers.errors import library

from .walk import DocumentWalk, Element


def read(content: bytes) -> list[Block]:
    check_archive(content, "ODT")
    etree = library("lxml.etree", "lxml")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
            raise locked("ODT")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(archive.read("content.xml"), parser)
    return list(OdtWalk().blocks(root.find(f"{OFFICE}body/{OFFICE}text")))


class OdtWalk(DocumentWalk):
    def __init__(self) -> None:
        super().__init__()
        self.cells = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for element in parent:
            if element.tag in (TEXT + "p", TEXT + "h"):
                yield from self.lines(pieces(element))
            elif element.tag == TABLE + "table":
                yield from self.table(element)
            elif element.tag in WRAPPERS:
                yield from self.blocks(element)

    def table(self, table: Element) -> Iterator[Block]:
        rows = [self.counted(repeated(row, "columns", CELL)) for row in rows_of(table)]
        holds_table = next(table.iterdescendants(TABLE + "table"), None) is not None
        if holds_table or sum(map(len, rows)) < 2:  # it only places things on the page
            for cell in (cell for row in rows for cell in row):
                yield from self.blocks(cell)
            return
        spot = self.next_spot
        spans = "rows-spanned", "columns-spanned"
        cells = [
            [self.cell(cell, *(number(cell, one) for one in spans)) for cell in row] for row in rows
        ]
        yield cell_spans.table(cells, spot)

    def counted(self, cells: Iterator[Element]) -> list[Element]:
        """Repeating makes many cells, or many empty rows, of few bytes."""
        found = list(cells)
        self.cells += max(len(found), 1)
        if self.cells > MOST_CELLS:
            raise too_many(self.cells, MOST_CELLS, "文档里的单元格")
        return found


def rows_of(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == TABLE + "table-row":
            yield from repeated([element], "rows", TABLE + "table-row")
        elif element.tag in GROUPS:
            yield from rows_of(element)


def repeated(parent: Any, what: str, tag: str) -> Iterator[Element]:
    """The children of that tag, each as often as it says. A covered cell is none: the one that covers it has spans."""
    for element in parent:
        if element.tag == tag:
            for _ in range(number(element, f"{what}-repeated")):
                yield element


def number(element: Element, name: str) -> int:
    stated = element.get(f"{TABLE}number-{name}", "1")
    is_number = re.fullmatch("[0-9]{1,8}", stated)
    return min(max(int(stated), 1), MOST_CELLS + 1) if is_number else 1


def pieces(element: Element) -> Iterator[str]:
    """The text below an element; a note's own mark and its text are left out."""
    yield element.text or ""
    for child in element:
        if child.tag in SPACES:
            yield SPACES[child.tag]
        elif child.tag in SHOWN:
            yield from pieces(child)
        yield child.tail or ""


OFFICE, TEXT, TABLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "text", "table")
)
CELL = TABLE + "table-cell"
WRAPPERS = {TEXT + name for name in ("list", "list-item", "list-header", "section", "index-body")}
WRAPPERS |= {TEXT + name for name in ("table-of-content", "numbered-paragraph")}
GROUPS = {TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}
SPACES = {TEXT + "s": " ", TEXT + "tab": " ", TEXT + "line-break": "\n"}
FIELDS = ("date", "time", "page-number", "sequence", "title", "text-input", "placeholder")
SHOWN = {TEXT + name for name in ("span", "a", "meta", "ruby", "ruby-base", *FIELDS)}
