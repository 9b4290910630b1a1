"""HTML in a page's Markdown → marks in its place while the rest of the page is turned into HTML.

Templates made it, and it is most of a page: Markdown would parse every tag of it to find that nothing is to be done.
"""

from __future__ import annotations

import re
from html import unescape


class FinishedHtml:
    """Of one page."""

    def __init__(self) -> None:
        self.blocks: list[str] = []

    def take_out(self, markdown: str) -> str:
        parts, done = [], 0
        within = 0  # up to where an element reaches that holds Markdown itself
        for found in BLOCK.finditer(markdown):
            tag, start = found["tag"], found.start()
            if not tag or start < done or (start < within and tag not in ANYWHERE):
                continue
            end = end_of_element(markdown, tag, start)
            if NOT_FINISHED.search(markdown, start, end):
                within = max(within, end)
            elif end > start:
                parts += [markdown[done:start], self.mark(tag, markdown[start:end])]
                done = end
        return "".join([*parts, markdown[done:]])

    def mark(self, tag: str, block: str) -> str:
        """An empty element of the same kind, which Markdown treats as it would treat the whole one."""
        self.blocks.append(block)
        return f'<{tag} data-finished="{len(self.blocks) - 1}"></{tag}>'

    def put_back(self, html: str) -> str:
        return MARK.sub(lambda found: as_browsers_read(self.blocks[int(found["number"])]), html)

    @property
    def ids(self) -> set[str]:
        """Those that links may lead to."""
        return {unescape(id) for block in self.blocks for id in ID.findall(block)}


def as_browsers_read(block: str) -> str:
    """Characters that only Markdown would take for markup, as themselves: it is done with the page by now."""
    return FOR_MARKDOWN.sub(lambda found: chr(int(found[1])) if found[1] else found[0], block)


def end_of_element(text: str, tag: str, start: int) -> int:
    """Behind the end tag of the element that starts there; `start` itself where it has none."""
    depth = 0
    for found in re.compile(rf"<(/?){tag}\b").finditer(text, start):
        depth += -1 if found[1] else 1
        if depth == 0:
            return (text.find(">", found.end()) + 1) or start
    return start


BLOCK = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?^ {0,3}(?P=fence)|(?P<ticks>`+)[^`\n]+(?P=ticks)"
    r'|(?:^<|(?<! {4})<(?=table|dl))(?P<tag>details|div|dl|figure|ol|section|table|ul) class="',
    re.DOTALL | re.MULTILINE,
)
"""An element of a template at the start of a line, a table or a list of facts anywhere; a listing is found too, and
stays, for an element shown in it is text."""
ANYWHERE = ("table", "dl")
NOT_FINISHED = re.compile(r"<[^<>]* markdown[ =>]|<[!?]|</?\w*[A-Z]|&(?!#?\w+;)")
"""Markdown within it, or what Markdown would write otherwise: templates write nothing of the kind, people may."""
MARK = re.compile(r'<(?P<tag>\w+) data-finished="(?P<number>[0-9]+)"></(?P=tag)>')
FOR_MARKDOWN = re.compile(r"<script\b.*?</script>|&#(35|61|95);", re.DOTALL)
"""`#`, `=` and `_` as `pages/escaping.py` writes them; in a script this would be text."""
ID = re.compile(r' id="([^"]+)"')
