"""The lines of a PDF's pages → those of the report: without page numbers and running headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .blocks import Line, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table, and where on its page it starts and ends: 0 is the page's top, 1 its foot."""

    block: Line | Table
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page, from its top down."""

    number: int
    things: list[Placed] = field(default_factory=list)


def report_only(leaves: Sequence[Leaf]) -> Iterator[Line | Table]:
    running = repeated(leaves)
    shift = numbering(leaves)
    for leaf in leaves:
        left_out = {
            id(line)
            for line in margin(leaf)
            if shape(line.text) in running or is_number(line.text, leaf.number, shift)
        }
        yield from (one.block for one in leaf.things if id(one.block) not in left_out)


def margin(leaf: Leaf) -> list[Line]:
    """The lines at the page's head and foot, two at most on either side."""
    head = [one.block for one in leaf.things[:2] if one.bottom < MARGIN]
    foot = [one.block for one in leaf.things[-2:] if one.top > 1 - MARGIN]
    return [block for block in head + foot if isinstance(block, Line)]


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
    shifts = Counter(
        int(line.text) - leaf.number
        for leaf in leaves
        for line in margin(leaf)
        if BARE.fullmatch(line.text)
    )
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
