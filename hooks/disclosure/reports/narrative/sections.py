"""Rows of a report → its sections: the six statutory ones by their titles, and what stands under each heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from unicodedata import numeric

from disclosure.reports.readers.blocks import Spot
from disclosure.reports.tables.rows import Row
from disclosure.reports.tables.similarity import aligned, core, coverage, likeness


class Line(NamedTuple):
    """A printed line of a section, or the rest of one in which the section starts."""

    text: str
    spot: Spot
    start: int = 0
    """Characters of the printed line before it."""


@dataclass
class ReportSection:
    """One heading of the narrative with the running text under it, up to the next heading."""

    key: str
    """As year files have it: `一（一）6`; empty for what stands before the first heading."""
    title: str
    spot: Spot
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """To be read once all lines are there. A heading on a line of its own begins no sentence."""
        text = "\n".join(line.text for line in self.lines)
        first = self.lines[0].text if self.key else ""
        if not is_short_text(first):
            return text
        return first + text[len(first) :].replace("\n", HEADING_END, 1)

    def spot_at(self, offset: int) -> tuple[Spot, int]:
        """Where a character of `text` stands: the line, and the column counted from 1."""
        for text, spot, start in self.lines:
            if offset <= len(text):
                return spot, start + offset + 1
            offset -= len(text) + 1
        return self.spot, 1


def headings(rows: Sequence[Row], titles: Mapping[str, str]) -> dict[str, int]:
    """一 … 六 → the row that is its heading, as far as they were found. What counts is the words: numbers are
    used twice or are off by one in many reports. Of two alike the later one is meant: the first is a table of contents.
    """
    at = [index for index, row in enumerate(rows) if may_be_heading(row)]
    scores = [[heading_score(rows[index], title) for title in titles.values()] for index in at]
    keys = list(titles)
    pairs = aligned(scores, 0.0) if scores else {}
    found = {keys[title]: at[row] for row, title in sorted(pairs.items())}
    for row, title in pairs.items():
        if earlier := doubled(row, title, scores, at, rows):
            found[keys[title]] = earlier[0]
    return found


def doubled(
    row: int, title: int, scores: Sequence[Sequence[float]], at: Sequence[int], rows: Sequence[Row]
) -> list[int]:
    """The same heading before that row, with sentences between the two and no other heading: no table of contents."""
    before = row - 1
    while before >= 0 and not any(scores[before]):
        before -= 1
    if before < 0 or scores[before][title] < scores[row][title]:
        return []
    between = rows[at[before] + 1 : at[row]]
    return [at[before]] if any(SENTENCE_END.search(one.raw) for one in between) else []


def may_be_heading(row: Row) -> bool:
    """No statutory heading names a year; `附件：2021年申请情况` does."""
    has_form = is_short(row) or (not row.values and bool(RUN_IN.match(row.raw)))
    return has_form and not YEAR.search(heading_of(row))


def heading_of(row: Row) -> str:
    """Where a heading's text goes on on its line, only the heading."""
    found = None if is_short(row) else RUN_IN.match(row.raw)
    return found[1] if found else row.raw


def is_short(row: Row) -> bool:
    return not row.values and is_short_text(row.raw)


def is_short_text(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not SENTENCE_END.search(text)


def heading_score(row: Row, title: str) -> float:
    text = heading_of(row).strip()
    own, wanted = core(text), core(title)
    found = likeness(own, wanted)
    if own.startswith(wanted):  # （数据准确、要素齐全）
        found = max(found, APPENDED)
    numbered = bool(STATUTORY_NUMBER.match(text))
    if not numbered and (
        len(own) < PART * len(wanted) or (PART_NUMBER.match(text) and own != wanted)
    ):
        return 0.0  # （一）主动公开 is a part of 一
    return found if found >= (ALIKE_NUMBERED if numbered else ALIKE) else 0.0


@dataclass(frozen=True, slots=True)
class Slip:
    """Headings whose printed numbers don't follow one another."""

    what: str
    spot: Spot


def sections(
    rows: Sequence[Row], titles: Mapping[str, str], starts: Mapping[str, int]
) -> tuple[list[ReportSection], list[Slip]]:
    """The narrative, and where its numbering slips.

    Of the sections with statutory tables only what is no part of a table is left to it by the caller, who gives only
    these rows; a heading that is missing leaves its text under the one before.
    """
    at = {row: key for key, row in starts.items()}
    walk = SectionWalk(titles)
    for index, row in enumerate(rows):
        walk.take(row, at.get(index))
    return walk.found, walk.slips


class SectionWalk:
    """Follows headings of three depths: 一、; （一）; 一是, 1. The number of a section is the one that is printed.

    What starts with a number that does not follow the last one is a heading only where it reads like one: a sentence
    may start so too.
    """

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.found: list[ReportSection] = []
        self.slips: list[Slip] = []
        self.top, self.second, self.third = "", 0, 0
        self.ended = True
        """Whether the line before ended a sentence: a line of a PDF may start anywhere."""

    def take(self, row: Row, top: str | None) -> None:
        text, opened, start = row.raw, len(self.found), 0
        self.begin(text.strip(), row, top)
        for found in INSIDE.finditer(text):
            if self.is_next(found, top):
                at = found.start("part")
                self.found[-1].lines.append(Line(text[start:at], row.spot, start))
                start, self.ended = at, True
                self.begin(text[at:].strip(), row, None)
        self.found[-1].lines.append(Line(text[start:], row.spot, start))
        is_heading = len(self.found) > opened and is_short(row)
        self.ended = is_heading or ends_paragraph(text.strip())

    def begin(self, text: str, row: Row, top: str | None) -> None:
        """Open the section whose heading the text starts with, if it does."""
        if top:
            self.top, self.second, self.third = top, 0, 0
            self.open(self.titles[top], row)
        elif (found := KEYED.match(text)) and found[1] == self.top:
            self.second, self.third = number_of(found[2]), int(found[3] or 0)
            self.open(title_of(found[4]), row)
        elif (found := SECOND.match(text)) and self.opens(found, self.second):
            last, self.second, self.third = self.second, printed_number(found), 0
            self.open(title_of(text[found.end() :]), row)
            self.check_number(last, self.second, row)
        elif (found := THIRD.match(text)) and self.opens(found, self.third):
            last, self.third = self.third, printed_number(found)
            self.open(title_of(text[found.end() :]), row)
            self.check_number(last, self.third, row)
        elif not self.found:
            self.found.append(ReportSection("", "", row.spot))

    def is_next(self, found: re.Match[str], top: str | None) -> bool:
        """Whether a part that starts inside a line follows the last one, or is the first behind its section's
        heading."""
        text, at = found.string, found.start("part")
        second = SECOND.match(text, at)
        part = second or THIRD.match(text, at)
        last = self.second if second else self.third
        is_first = bool(top and found["heading"])
        return bool(part and (last or is_first) and printed_number(part) == last + 1)

    def opens(self, found: re.Match[str], last: int) -> bool:
        number = printed_number(found)
        if not (self.top and self.ended) or core(found.string) == core(self.titles[self.top]):
            return False  # the section's own heading, printed again
        if PROVISION.match(found.string[found.end() :].strip()):
            return False
        return number == last + 1 or (0 < number <= MOST_PARTS and reads_like_title(found))

    def check_number(self, last: int, number: int, row: Row) -> None:
        section = self.found[-1]
        if number <= last:
            what = f"“{section.key}”的编号印在“{section.title}”前，前面已经编到第 {last} 项"
            self.slips.append(Slip(what, row.spot))
        elif number > last + 1:
            what = f"“{section.key} {section.title}”前面没有找到第 {last + 1} 项"
            self.slips.append(Slip(what, row.spot))

    def open(self, title: str, row: Row) -> None:
        key = self.top + (f"（{CHINESE[self.second - 1]}）" if self.second else "")
        self.found.append(ReportSection(f"{key}{self.third or ''}", title, row.spot))


def printed_number(found: re.Match[str]) -> int:
    return number_of(next(filter(None, found.groups())))


def reads_like_title(found: re.Match[str]) -> bool:
    """`（四）平台建设`, with text behind it or not; neither `（四）项规定` nor the `二、` of a list."""
    title = re.split("[。；：;:]", found.string[found.end() :].strip())[0].strip()
    marked = found[0][0] not in f"第{''.join(CHINESE[:10])}"
    return marked and 1 < len(title) <= LONGEST_TITLE and not NO_TITLE.search(title)


def ends_paragraph(text: str) -> bool:
    """With a mark, or because it is shorter than the lines that a program breaks."""
    return bool(SENTENCE_END.search(text, max(0, len(text) - 1))) or 0 < len(text) <= SHORT_LINE


def has_text(section: ReportSection) -> bool:
    """Whether anything stands under the heading, or behind it on its line."""
    first, *others = [line.text.strip() for line in section.lines] or [""]
    run_in = RUN_IN.match(first)
    return any(others) or bool(run_in and first[run_in.end() :])


def title_of(text: str) -> str:
    """The heading's own words: up to the first full stop, or as much as a heading can be."""
    return re.split("[。；：，,;:]", text.strip())[0].strip()[:LONGEST_TITLE]


def number_of(text: str) -> int:
    if text in CHINESE:
        return CHINESE.index(text) + 1
    return int(text) if text.isdecimal() else int(numeric(text, 0)) if len(text) == 1 else 0


def is_of_form(row: Row, labels: Sequence[str]) -> bool:
    """Whether a row without values is a head or a label of the form, or a part of one. `labels` come longest first."""
    own = core(row.raw)
    if any(coverage(own, label) >= PART for label in labels):
        return True
    rest = own
    for label in labels:
        rest = rest.replace(label, "")
    return len(rest) <= (1 - PART) * len(own)


def has_numbers(row: Row) -> bool:
    """Whether there are digits in it that are no part of a label's numbering: then it is a sentence, or a cell that
    nobody could read."""
    return any(map(str.isdigit, NUMBERED.sub("", row.raw)))


NUMBERED = re.compile(r"(?:(?<=^)|(?<=[\s）)]))\d{1,2}[.、．]|[（(]\d{1,2}[）)]")
CHINESE = (*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
STATUTORY_NUMBER = re.compile("[一二三四五六七八九][、.．,，]")
ANY_CHINESE = "[一二三四五六七八九十]{1,3}"
KEYED = re.compile(rf"([一二三四五六])（({ANY_CHINESE})）(\d{{1,2}})?\s+(\S.*)")
"""`一（二）3 主动推送`, as our own pages number what they show."""
SECOND = re.compile(rf"[（(]\s*({ANY_CHINESE})\s*[）)]|({ANY_CHINESE})、|([㈠-㈩])")
THIRD = re.compile(
    rf"({ANY_CHINESE})是|(\d{{1,2}})[.．、](?!\d)|[（(](\d{{1,2}})[）)]|([⑴-⒛])|第({ANY_CHINESE})[，,、]"
)
INSIDE = re.compile(
    rf"(?:(?<=[。；;！!？?])|(?<=[㐀-鿿]\.)|(?P<heading>^[一二三四五六七八九][、.．]\s*[^。：:；;\s（(\d]{{4,40}}?))"
    rf"\s*(?P<part>{SECOND.pattern}|{THIRD.pattern})"
)
"""A part that starts inside a line: behind a sentence, or right behind the heading of its section."""
YEAR = re.compile("20[0-9]{2} *年")
SENTENCE_END = re.compile("[。！？；：!?;:]|(?<=[㐀-鿿])\\.$")
NO_TITLE = re.compile("[，,、]")
PROVISION = re.compile("项(?!目)|款(?!项)|条(?![例目])")
"""Behind a number in brackets: one of a law is meant, whatever line it stands on."""
HEADING_END = "\u2029"
"""Between a heading and its text: a separator of paragraphs, as wide as a line break."""
RUN_IN = re.compile(r"([一二三四五六七八九][、.．,，]\s*[^。：:；;\s]{4,40})[。：:；;\s]\s*(?=\S)")
"""A statutory heading with its text behind it on the line."""
PART_NUMBER = re.compile(r"[（(]|\d")
MOST_PARTS, SHORT_LINE = 20, 16
LONGEST_HEADING, LONGEST_TITLE = 60, 20
ALIKE, ALIKE_NUMBERED, APPENDED = 0.85, 0.6, 0.9
PART = 0.6
