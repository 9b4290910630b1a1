"""Where the comments of a YAML text are, found in the gaps between its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Comment(NamedTuple):
    """A comment as it was found."""

    text: str
    start: int
    column: int
    alone: bool
    """On a line of its own."""


def comments_in(text: str, tokens: Iterable[Any]) -> Iterator[Comment]:
    """All but the modeline. Between tokens is nothing but space and comments; a block scalar's token may have one
    inside, on its first line."""
    end = 0
    for token in tokens:
        start = token.start_mark.index
        yield from comments_within(text, end, start)
        if getattr(token, "style", None) in BLOCK_SCALAR:
            yield from comments_within(text, start, line_end(text, start))
        end = max(end, token.end_mark.index)


def comments_within(text: str, start: int, end: int) -> Iterator[Comment]:
    for found in COMMENT.finditer(text, start, end):
        line = text.rfind("\n", 0, found.start()) + 1
        alone = not text[line : found.start()].strip()
        if not MODELINE.match(found[0]):
            yield Comment(found[0].rstrip(SPACE), found.start(), found.start() - line, alone)


def line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


MODELINE = re.compile(r"# *yaml-language-server: *\$schema=\S*\s*\Z")
COMMENT = re.compile(r"#[^\n]*")
BLOCK_SCALAR = ("|", ">")
SPACE = " \t"
