"""HTML, a page as a browser saves it → lines and tables. Nothing is fetched; what a browser hides is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from disclosure.reports.readers import cell_spans
from disclosure.reports.readers.blocks import Block, Spot, TableCell, TextLine
from disclosure.reports.readers.bounds import MOST_CELLS, too_many
from disclosure.reports.readers.characters import decoded, squeezed
from disclosure.reports.readers.errors import SAVE_AGAIN, Unreadable, library

Element = Any
"""Of lxml, which the site does without."""


def read(content: bytes) -> list[Block]:
    return parsed(text_of(content))


def text_of(content: bytes, stated: str = "") -> str:
    """The page decoded; `stated` is its encoding by the file that it came in, else the page's own word counts."""
    found = CHARSET.search(content[:4096])
    return decoded(content, stated or (found[1].decode("ascii") if found else ""))


def frames(text: str) -> set[str]:
    """The addresses of what a page shows in frames."""
    found = FRAME.findall(text)
    return {unescape(source) for source in found}


def parsed(text: str, first: int = 1) -> list[Block]:
    """The blocks of a page or of a piece of one that starts on line `first`."""
    root = root_of(text)
    if root is None:
        return []
    cells = int(root.xpath("count(//td|//th)"))
    if cells > MOST_CELLS:
        raise too_many(cells, MOST_CELLS, "网页里的单元格")
    return [*anchors(root, first), *ElementWalk(first).blocks_of(root)]


def root_of(text: str) -> Element | None:
    """The page's tree; None where nothing is in it but comments. Raises Unreadable where a part of it is missing."""
    if not text.strip():
        return None
    html = library("lxml.html", "lxml")
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except library("lxml.etree", "lxml").ParserError:
        return None
    if any("depth" in error.message for error in parser.error_log):
        raise Unreadable("网页的标签套得太深，读不全", SAVE_AGAIN)
    return root


def anchors(root: Element, first: int) -> Iterator[Block]:
    """The page's own title, which some pages have in their head alone."""
    for title in root.xpath("//head/title"):
        if text := squeezed(str(title.text_content())):
            yield TextLine(text, Spot(0, first + (title.sourceline or 1) - 1))


class ElementWalk:
    """Goes through a page in reading order. `text` is what has been read of the line that stands open."""

    def __init__(self, first: int) -> None:
        self.before = first - 1
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.spot = Spot(0, first)

    def blocks_of(self, root: Element) -> list[Block]:
        self.walk(root)
        self.end_line()
        return self.blocks

    def walk(self, element: Element) -> None:
        if element.tag == "table":
            self.table(element)
        elif element.tag == "br":
            self.end_line()
        elif element.tag in INLINE or ":" in element.tag:  # `o:p`, as Word writes it
            self.inside(element)
        else:
            self.end_line()
            self.inside(element)
            self.end_line()

    def inside(self, element: Element) -> None:
        self.add_text(element.text, element)
        for child in element:
            if is_shown(child):
                self.walk(child)
            self.add_text(child.tail, element)

    def add_text(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if not self.text and text.strip():
            self.spot = self.spot_of(element)
        if "pre" not in (element.tag, *(above.tag for above in element.iterancestors("pre"))):
            self.text.append(text)
            return
        for line in text.splitlines():
            self.text.append(line)
            self.end_line()

    def end_line(self) -> None:
        text, self.text = squeezed("".join(self.text)), []
        if text:
            self.blocks.append(TextLine(text, self.spot))

    def table(self, table: Element) -> None:
        self.end_line()
        cells = [] if holds_table(table) else self.rows(table)
        if sum(map(len, cells)) < 2:  # it only places things on the page
            self.inside(table)
            self.end_line()
            return
        for caption in filter(is_shown, table.iterchildren("caption")):
            self.walk(caption)
        self.blocks.append(cell_spans.table(cells, self.spot_of(table)))

    def rows(self, table: Element) -> list[list[TableCell]]:
        return [self.cells(row) for row in table.iterdescendants("tr") if is_seen(row, table)]

    def cells(self, row: Element) -> list[TableCell]:
        return [
            TableCell(
                cell_text(cell), self.spot_of(cell), span(cell, "rowspan"), span(cell, "colspan")
            )
            for cell in row.iterdescendants("td", "th")
            if is_seen(cell, row)
        ]

    def spot_of(self, element: Element) -> Spot:
        return Spot(0, self.before + max(element.sourceline or 1, 1))


def holds_table(table: Element) -> bool:
    return next(table.iterdescendants("table"), None) is not None


def cell_text(cell: Element) -> str:
    return "\n".join(filter(None, map(squeezed, "".join(pieces(cell)).split(BREAK))))


def pieces(element: Element) -> Iterator[str]:
    """The text below an element, with a sign where a browser starts a new line."""
    yield element.text or ""
    for child in element:
        if child.tag == "sup" and str(child.text_content()).strip().isdecimal():
            yield f"[{str(child.text_content()).strip()}]"  # a footnote's mark, and no digit of the number
        elif is_shown(child):
            broken = BREAK if child.tag not in INLINE and ":" not in child.tag else ""
            yield broken
            yield from pieces(child)
            yield broken
        yield child.tail or ""


def span(cell: Element, name: str) -> int:
    """As browsers read it: the digits the value starts with; what is no number or none is one."""
    stated = re.match(r"\s*\+?0*([0-9]{1,9})", cell.get(name, ""))
    return min(max(int(stated[1]), 1), WIDEST) if stated else 1


def is_shown(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return False
    is_ours = element.tag == "dl" and OURS in element.get("class", "").split()
    is_hidden = element.get("hidden") is not None or HIDDEN.search(element.get("style", ""))
    return not (is_ours or is_hidden)


def is_seen(element: Element, table: Element) -> bool:
    """Whether nothing from the element up to its table is hidden."""
    while element is not table:
        if not is_shown(element):
            return False
        element = element.getparent()
    return True


FRAME = re.compile(r"""<i?frame\b[^>]*?\ssrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
WIDEST = 1000
"""Columns or rows of one cell, as browsers have it."""
BREAK = "\0"
# fmt: off
OURS = "facts"
"""What our own pages say about a figure, in sums and bounds: no report prints it."""
UNSEEN = {
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math", "object", "iframe",
    "select", "option", "textarea", "button", "del", "s", "strike",
}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "nobr", "q", "samp", "small", "span", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
}
# fmt: on
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
