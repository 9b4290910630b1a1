"""The numbers of a report's narrative where they stand: each with its sentence, its clause and its section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from disclosure.reports.readers.blocks import Spot

from .numbers import Number, numbers
from .sections import HEADING_END, ReportSection


@dataclass(frozen=True, eq=False)
class Mention:
    """One number where it stands."""

    section: ReportSection
    number: Number

    @property
    def spot(self) -> Spot:
        return self.section.spot_at(self.number.start)[0]

    @property
    def column(self) -> int:
        """On its line, counted from 1."""
        return self.section.spot_at(self.number.start)[1]

    @cached_property
    def sentence(self) -> str:
        """From the last full stop to the next."""
        return cut(self.section.text, self.number, f"。；\n{HEADING_END}")

    @cached_property
    def clause(self) -> str:
        """From the last comma, or the number before, to the next comma."""
        return cut(self.section.text, self.number, "，,。；、")

    @cached_property
    def sentence_before(self) -> str:
        """From the last full stop to the number."""
        near = self.section.text[max(0, self.number.start - LONGEST) : self.number.start]
        return tight(re.split(f"[。；{HEADING_END}]", near)[-1])

    @property
    def after(self) -> str:
        """What follows the number."""
        return self.section.text[self.number.end : self.number.end + LONGEST]

    @property
    def clause_before(self) -> str:
        text, start = self.section.text, self.number.start
        return re.split("[，,。；、（(]", tight(text[max(0, start - LONGEST) : start]))[-1]

    @property
    def context(self) -> str:
        """For the editor: a few words on either side."""
        text, number = self.section.text, self.number
        before = tight(text[max(0, number.start - 2 * CONTEXT) : number.start])[-CONTEXT:]
        after = tight(text[number.end : number.end + 2 * CONTEXT])[:CONTEXT]
        # a number that is cut in two would be another number
        return f"{CUT_BEFORE.sub('', before)}{number.printed}{CUT_AFTER.sub('', after)}"


def mentions(sections: Iterable[ReportSection], year: int) -> Iterator[Mention]:
    for section in sections:
        for number in numbers(section.text, year):
            yield Mention(section, number)


def cut(text: str, number: Number, ends: str) -> str:
    """The words around a number up to the nearest of these marks."""
    near = text[max(0, number.start - LONGEST) : number.start]
    before = re.split(f"[{re.escape(ends)}]", near)[-1]
    after = re.split(f"[{re.escape(ends)}]", text[number.end : number.end + LONGEST])[0]
    return before + after


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


CONTEXT = 14
CUT_BEFORE, CUT_AFTER = re.compile(r"^[\d.,%]+[万亿年月日]?"), re.compile(r"[\d.,]+$")
LONGEST = 300
"""Characters of a sentence that are looked at on either side."""
