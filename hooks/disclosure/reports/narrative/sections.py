"""Rows of a report → its sections: the six statutory ones by their titles, and what stands under each heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.reports.readers.blocks import Spot
from disclosure.reports.tables.rows import Row
from disclosure.reports.tables.similarity import aligned, core, coverage, likeness


@dataclass
class Section:
    """One heading of the narrative with the running text under it, up to the next heading."""

    key: str
    """As year files have it: `一（一）6`; empty for what stands before the first heading."""
    title: str
    spot: Spot
    lines: list[tuple[str, Spot]] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """To be read once all lines are there."""
        return "\n".join(text for text, _ in self.lines)

    def spot_at(self, offset: int) -> tuple[Spot, int, str]:
        """Where a character of `text` stands: the line, the column counted from 1, and the whole line."""
        for text, spot in self.lines:
            if offset <= len(text):
                return spot, offset + 1, text
            offset -= len(text) + 1
        return self.spot, 1, ""


def headings(rows: Sequence[Row], titles: Mapping[str, str]) -> dict[str, int]:
    """一 … 六 → the row that is its heading, as far as they were found. What counts is the words: numbers are
    used twice or are off by one in many reports. Of two alike the later one is meant: the first is a table of contents.
    """
    at = [index for index, row in enumerate(rows) if is_short(row) and not has_year(row)]
    scores = [[heading_score(rows[index], title) for title in titles.values()] for index in at]
    keys = list(titles)
    pairs = aligned(scores, 0.0) if scores else {}
    return {keys[title]: at[row] for row, title in sorted(pairs.items())}


def is_short(row: Row) -> bool:
    return not row.values and len(row.raw) <= LONGEST_HEADING and not SENTENCE_END.search(row.raw)


def has_year(row: Row) -> bool:
    """No statutory heading names a year; `附件：2021年申请情况` does."""
    return bool(YEAR.search(row.raw))


def heading_score(row: Row, title: str) -> float:
    own, wanted = core(row.raw), core(title)
    found = likeness(own, wanted)
    if own.startswith(wanted):  # （数据准确、要素齐全）
        found = max(found, APPENDED)
    least = ALIKE_NUMBERED if STATUTORY_NUMBER.match(row.raw.strip()) else ALIKE
    return found if found >= least else 0.0


def sections(
    rows: Sequence[Row], titles: Mapping[str, str], starts: Mapping[str, int]
) -> list[Section]:
    """The narrative. Of the sections with statutory tables only what is no part of a table is left to it by the
    caller, who gives only these rows; a heading that is missing leaves its text under the one before."""
    at = {row: key for key, row in starts.items()}
    walk = Walk(titles)
    for index, row in enumerate(rows):
        walk.take(row, at.get(index))
    return walk.found


class Walk:
    """Follows headings of three depths: 一、; （一）; 一是, 1. A number that does not follow the last one is no
    heading, but a sentence that happens to start so."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.found: list[Section] = []
        self.top, self.second, self.third = "", 0, 0
        self.ended = True
        """Whether the line before ended a sentence: a line of a PDF may start anywhere."""

    def take(self, row: Row, top: str | None) -> None:
        text, opened = row.raw.strip(), len(self.found)
        if top:
            self.top, self.second, self.third = top, 0, 0
            self.open(self.titles[top], row)
        elif (found := KEYED.match(text)) and found[1] == self.top:
            self.second, self.third = number_of(found[2]), int(found[3] or 0)
            self.open(title_of(found[4]), row)
        elif self.ended and (found := SECOND.match(text)) and self.follows(found, self.second):
            self.second, self.third = self.second + 1, 0
            self.open(title_of(text[found.end() :]), row)
        elif self.ended and (found := THIRD.match(text)) and self.follows(found, self.third):
            self.third += 1
            self.open(title_of(text[found.end() :]), row)
        elif not self.found:
            self.found.append(Section("", "", row.spot))
        self.found[-1].lines.append((row.raw, row.spot))
        is_heading = len(self.found) > opened and is_short(row)
        self.ended = is_heading or bool(SENTENCE_END.search(text[-1:]))

    def follows(self, found: re.Match[str], last: int) -> bool:
        number = next(filter(None, found.groups()))
        return bool(self.top) and number_of(number) == last + 1

    def open(self, title: str, row: Row) -> None:
        key = self.top + (f"（{CHINESE[self.second - 1]}）" if self.second else "")
        self.found.append(Section(f"{key}{self.third or ''}", title, row.spot))


def title_of(text: str) -> str:
    """The heading's own words: up to the first full stop, or as much as a heading can be."""
    return re.split("[。；：，,;:]", text.strip())[0].strip()[:LONGEST_TITLE]


def number_of(text: str) -> int:
    return int(text) if text.isdecimal() else CHINESE.index(text) + 1 if text in CHINESE else 0


def is_of_form(row: Row, labels: Sequence[str]) -> bool:
    """Whether a row without values is a head or a label of the form, or a part of one."""
    own = core(row.raw)
    if any(coverage(own, label) >= PART for label in labels):
        return True
    rest = own
    for label in sorted(labels, key=len, reverse=True):
        rest = rest.replace(label, "")
    return len(rest) <= (1 - PART) * len(own)


def says_numbers(row: Row) -> bool:
    """Whether there are digits in it that are no part of a label's numbering: then it is a sentence, or a cell that
    nobody could read."""
    return any(map(str.isdigit, NUMBERED.sub("", row.raw)))


NUMBERED = re.compile(r"(?:(?<=^)|(?<=[\s）)]))\d{1,2}[.、．]|[（(]\d{1,2}[）)]")
CHINESE = (*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
STATUTORY_NUMBER = re.compile("[一二三四五六七八九][、.．,，]")
ANY_CHINESE = "[一二三四五六七八九十]{1,3}"
KEYED = re.compile(rf"([一二三四五六])（({ANY_CHINESE})）(\d{{1,2}})?\s+(\S.*)")
"""`一（二）3 主动推送`, as our own pages number what they show."""
SECOND = re.compile(rf"[（(]\s*({ANY_CHINESE})\s*[）)]|({ANY_CHINESE})、")
THIRD = re.compile(rf"({ANY_CHINESE})是|(\d{{1,2}})[.．、](?!\d)|[（(](\d{{1,2}})[）)]")
YEAR = re.compile("20[0-9]{2} *年")
SENTENCE_END = re.compile("[。！？；：]")
LONGEST_HEADING, LONGEST_TITLE = 60, 20
ALIKE, ALIKE_NUMBERED, APPENDED = 0.85, 0.6, 0.9
PART = 0.6
