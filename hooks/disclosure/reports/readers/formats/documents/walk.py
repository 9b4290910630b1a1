"""Elements of a DOCX or ODT → lines and tables in the document's order. Paragraphs are counted, those in tables too."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any

from disclosure.reports.readers.blocks import Block, Spot, TableCell, TextLine
from disclosure.reports.readers.characters import squeezed

Element = Any
"""Of lxml, which the site does without."""


class DocumentWalk(ABC):
    """Goes through a document once; each format says what its elements are."""

    def __init__(self) -> None:
        self.paragraph = 0

    @property
    def next_spot(self) -> Spot:
        return Spot(0, self.paragraph + 1)

    @abstractmethod
    def blocks(self, parent: Element) -> Iterator[Block]:
        """The lines and tables below an element."""

    def lines(self, pieces: Iterable[str]) -> Iterator[TextLine]:
        """Those of one paragraph."""
        self.paragraph += 1
        for text in map(squeezed, "".join(pieces).split("\n")):
            if text:
                yield TextLine(text, Spot(0, self.paragraph))

    def cell(self, cell: Element, rowspan: int, colspan: int) -> TableCell:
        spot = self.next_spot
        lines = [block.text for block in self.blocks(cell) if isinstance(block, TextLine)]
        return TableCell("\n".join(lines), spot, rowspan, colspan)
