"""A page that a browser or Word saved as one file (MHTML, RFC 2557) → lines and tables of the page and its frames."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email import errors as faults
from email.message import Message

from disclosure.reports.readers.blocks import Block
from disclosure.reports.readers.bounds import too_many
from disclosure.reports.readers.errors import SAVE_AGAIN, Unreadable

from . import html


def read(content: bytes) -> list[Block]:
    """Lines are counted through the pages as they are decoded."""
    blocks: list[Block] = []
    lines = 0
    for page in pages(message_of(content)):
        text = decoded(page)
        blocks += html.parsed(text, lines + 1)
        lines += text.count("\n") + 1
    return blocks


def page_text(content: bytes) -> str:
    return decoded(next(pages(message_of(content))))


def message_of(content: bytes) -> Message:
    """Raises Unreadable for a file that was cut off or is nested without end."""
    try:
        message = email.message_from_bytes(content)
        parts = list(message.walk())
    except RecursionError:
        raise Unreadable("网页的单个文件（MHT）套得太深，读不全", SAVE_AGAIN) from None
    if len(parts) > MOST_PARTS:
        raise too_many(len(parts), MOST_PARTS, "网页的单个文件（MHT）里的部件")
    if any(isinstance(defect, CUT_OFF) for part in parts for defect in part.defects):
        raise Unreadable("网页的单个文件（MHT）不完整", SAVE_AGAIN)
    return message


def pages(message: Message) -> Iterator[Message]:
    """The first page, then those that it shows in frames."""
    every = [part for part in message.walk() if part.get_content_type() in HTML]
    if not every:
        raise Unreadable("网页的单个文件（MHT）里没有网页", SAVE_AGAIN)
    stated = f"{message.get_param('start') or ''}"
    first = next((one for one in every if stated and one["Content-ID"] == stated), every[0])
    yield first
    sources = html.frames(decoded(first))
    for part in every:
        names = {f"cid:{(part['Content-ID'] or '').strip('<>')}", part["Content-Location"]}
        if part is not first and names & sources:
            yield part


def decoded(page: Message) -> str:
    content = page.get_payload(decode=True)
    assert isinstance(content, bytes)  # a page is no multipart
    return html.text_of(content, page.get_content_charset() or "")


HTML = ("text/html", "application/xhtml+xml")
CUT_OFF = (faults.CloseBoundaryNotFoundDefect, faults.StartBoundaryNotFoundDefect)
MOST_PARTS = 2_000
