"""PDF → lines and tables, page by page in reading order, without page numbers and running headers.

Tables are those that lines are drawn around.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import Any

from disclosure.reports.readers.blocks import PICTURE, Block, Spot, TableBlock, TextLine
from disclosure.reports.readers.bounds import MOST_PAGES
from disclosure.reports.readers.characters import squeezed
from disclosure.reports.readers.errors import SAVE_AGAIN, Scanned, Unreadable, library

from . import pdf_tables

Page = Any
"""Of pdfplumber, which the site does without."""
Progress = Callable[[int, int], None]


def read(content: bytes, progress: Progress) -> list[Block]:
    with opened(content) as document:
        refuse_long(document)
        leaves: list[Leaf] = []
        signs = unknown = 0
        for page in document.pages:
            signs += len(page.chars)
            unknown += sum(one["text"].startswith("(cid:") for one in page.chars)
            leaves.append(leaf(page))
            page.close()  # what it holds of the page, not the file
            progress(len(leaves), len(document.pages))
    if signs < FEWEST * len(leaves):
        raise Scanned()
    if unknown > signs / 10:
        raise Scanned("PDF 的字体没有说明是哪些字，读出来是乱码")
    return list(report_only(leaves))


def opened(content: bytes) -> Any:
    pdfplumber = library("pdfplumber", "pdfplumber")
    refused = library("pdfminer.pdfdocument", "pdfplumber")
    try:
        return pdfplumber.open(BytesIO(content))
    except library("pdfplumber.utils.exceptions", "pdfplumber").PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, refused.PDFPasswordIncorrect | refused.PDFEncryptionError):
            raise Unreadable("PDF 加了密码", "请去掉密码，另存一份，再试") from error
        raise Unreadable("PDF 坏了，打不开", SAVE_AGAIN) from error


def refuse_long(document: Any) -> None:
    """By going through the pages one by one: the number that a file states of them may be wrong."""
    pages = library("pdfminer.pdfpage", "pdfplumber").PDFPage.create_pages(document.doc)
    count = sum(1 for _ in islice(pages, MOST_PAGES + 1))
    if count > MOST_PAGES:
        raise Unreadable(f"PDF 超过 {MOST_PAGES} 页", "请只留年度报告的那几页，另存一份，再试")
    if not count:
        raise Unreadable("PDF 里没有页", SAVE_AGAIN)


def leaf(page: Page) -> Leaf:
    """One page. A sign that was printed twice to look bold counts once."""
    page = page.dedupe_chars()
    tops = [line["top"] for line in lines(page)]
    grids = pdf_tables.grids(page)
    inside = {id(one) for grid in grids for text in grid.texts.values() for one in text}
    body = page.filter(lambda thing: id(thing) not in inside)
    things = [place_block(line_of(line, page, tops), line, page) for line in lines(body)]
    for grid in grids:
        table = pdf_tables.table_of(grid, page.page_number, tops)
        things.append(place_block(table, {"top": grid.box[1], "bottom": grid.box[3]}, page))
    if not things and page.images:
        whole = {"top": page.height / 2, "bottom": page.height / 2}
        things.append(place_block(TextLine(PICTURE, Spot(page.page_number, 1)), whole, page))
    return Leaf(page.page_number, sorted(things, key=lambda thing: thing.top))


def lines(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.extract_text_lines(return_chars=False)
    return [line for line in found if squeezed(line["text"])]


def line_of(line: dict[str, Any], page: Page, tops: list[float]) -> TextLine:
    number = pdf_tables.line_at(tops, (line["top"] + line["bottom"]) / 2)
    return TextLine(squeezed(line["text"]), Spot(page.page_number, number))


def place_block(block: Any, extent: dict[str, Any], page: Page) -> Placed:
    top, height = page.bbox[1], page.height or 1
    return Placed(block, (extent["top"] - top) / height, (extent["bottom"] - top) / height)


FEWEST = 10
"""Signs on a page, on the average of the whole file; a page of a report has about 500."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table, and where on its page it starts and ends: 0 is the page's top, 1 its foot."""

    block: TextLine | TableBlock
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page, from its top down."""

    number: int
    things: list[Placed] = field(default_factory=list)


def report_only(leaves: Sequence[Leaf]) -> Iterator[TextLine | TableBlock]:
    running = repeated(leaves)
    shift = numbering(leaves)
    for leaf in leaves:
        left_out = {
            id(line)
            for line in margin(leaf)
            if shape(line.text) in running or is_number(line.text, leaf.number, shift)
        }
        yield from (one.block for one in leaf.things if id(one.block) not in left_out)


def margin(leaf: Leaf) -> list[TextLine]:
    """The lines at the page's head and foot, two at most on either side."""
    head = [one.block for one in leaf.things[:2] if one.bottom < MARGIN]
    foot = [one.block for one in leaf.things[-2:] if one.top > 1 - MARGIN]
    return [block for block in head + foot if isinstance(block, TextLine)]


def repeated(leaves: Sequence[Leaf]) -> set[str]:
    """What stands in the margin of most pages, but for the numbers in it."""
    shapes = Counter(
        found for leaf in leaves for found in {shape(line.text) for line in margin(leaf)}
    )
    least = max(2, len(leaves) // 2 + 1)
    return {found for found, count in shapes.items() if found and count >= least}


def shape(text: str) -> str:
    """The line but for its numbers; nothing where it is hardly more than numbers, which may be values of the form."""
    words = re.search(r"[^\W\d]", text) or DATE.match(text)
    return re.sub(r"[0-9０-９]+", "#", text) if words else ""


def numbering(leaves: Sequence[Leaf]) -> int | None:
    """By how much the bare numbers in the margins differ from the pages' own; None where they don't count pages.

    A bare number may be a value of the form.
    """
    margins = ((leaf.number, line.text) for leaf in leaves for line in margin(leaf))
    shifts = Counter(int(text) - page for page, text in margins if BARE.fullmatch(text))
    shift, count = shifts.most_common(1)[0] if shifts else (0, 0)
    return shift if count >= max(2, len(leaves) // 2) else None


def is_number(text: str, page: int, shift: int | None) -> bool:
    if BARE.fullmatch(text):
        return shift is not None and int(text) - page == shift
    return bool(NUMBER.fullmatch(text))


MARGIN = 0.15
"""The part of a page's height in which its number and its running header stand; official papers keep 37 mm of 297."""
DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}\b")
BARE = re.compile(r"[0-9]{1,4}")
NUMBER = re.compile(
    r"[-‐–—―－─·•~\s]+[0-9０-９]{1,4}[-‐–—―－─·•~\s]+"
    r"|第\s*[0-9]{1,4}\s*页\s*[，,/（(]?\s*(共\s*[0-9]{1,4}\s*页)?[)）]?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
