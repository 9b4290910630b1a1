"""Tables in a page's Markdown → marks in their place while the rest of it is turned into HTML.

They are finished HTML, and most of a page: Markdown would parse every tag of them to find that nothing is to be done.
"""

from __future__ import annotations

import re


class FinishedHtml:
    """Of one page."""

    def __init__(self) -> None:
        self.blocks: list[str] = []

    def take_out(self, markdown: str) -> str:
        return BLOCK.sub(self.mark, markdown)

    def mark(self, found: re.Match[str]) -> str:
        """An empty element of the same kind, which Markdown treats as it would treat the whole one."""
        tag = found["tag"]
        if not tag:
            return found[0]
        self.blocks.append(found[0])
        return f'<{tag} data-finished="{len(self.blocks) - 1}"></{tag}>'

    def put_back(self, html: str) -> str:
        return MARK.sub(lambda found: self.blocks[int(found["number"])], html)

    @property
    def ids(self) -> set[str]:
        """Those that links may lead to."""
        return {id for block in self.blocks for id in ID.findall(block)}


BLOCK = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?^ {0,3}(?P=fence)|(?P<ticks>`+)[^`\n]+(?P=ticks)"
    r'|(?<! {4})<(?P<tag>table|dl) class="[^<>]*>.*?</(?P=tag)>',
    re.DOTALL | re.MULTILINE,
)
"""A table or a list of facts of a template; a listing is found too, and stays, for one shown in it is text."""
MARK = re.compile(r'<(?P<tag>table|dl) data-finished="(?P<number>[0-9]+)"></(?P=tag)>')
ID = re.compile(r' id="([^"]+)"')
