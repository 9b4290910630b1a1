"""A year file held against its report: every figure in the named section, every cell in its table, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from ..figure import fold
from ..loading import Loaded
from ..problems import Place, Problems
from ..shapes import BLANK, Printed
from ..told import Told
from .blocks import Document
from .doubts import at, page, tell_of_gaps, tell_of_sections
from .importing import forms_of, sound
from .matching import Mention, mentions
from .numbers import Kind
from .report import Report, read
from .words import tell_of_words


@dataclass
class Verified:
    """The outcome. Places are those of the year file; of what it lacks, those of the report."""

    report: Report
    figures: int = 0
    """How many figures and cells the year file has."""
    right: list[str] = field(default_factory=list)
    """Those that the report prints just so, where the file says."""
    uncovered: list[Mention] = field(default_factory=list)
    """Numbers of the report that the file has nowhere."""

    same_report: bool = True
    """Whether year and span are the file's too."""

    @property
    def whole(self) -> bool:
        return self.same_report and self.figures == len(self.right)


def verify(document: Document, loaded: Loaded, stem: str, problems: Problems) -> Verified:
    """Hold the year file `stem` against its report; all that differs becomes a problem."""
    report = sound(read(document, forms_of(loaded)), loaded)
    told = loaded.told(stem)
    verified = Verified(report)
    year = told.file.year
    found = [one for one in mentions(report.narrative, year) if counts(one)]
    passages = Passages(report, found)
    for section, id, printed in told.narrative():
        verified.figures += 1
        if passages.have(section, printed.printed):
            verified.right.append(id)
        else:
            tell_missing(section, printed, told.place(section, id), passages, problems)
    for id, (text, place) in told.cells.items():
        verified.figures += 1
        if same_cell(id, text, report):
            verified.right.append(id)
        else:
            tell_cell(id, text, place, told, report, problems)
    verified.uncovered += uncovered(found, told)
    verified.same_report = tell_of_identity(report, told, problems)
    tell_of_gaps(report, problems)
    tell_of_sections(report, problems)
    if told.tables:
        tell_of_words(report, told.tables, found, problems)
    return verified


def counts(mention: Mention) -> bool:
    """Figures, and what may well be one."""
    return mention.number.kind in (Kind.FIGURE, Kind.OTHER)


class Passages:
    """The report's sections by the year file's keys."""

    def __init__(self, report: Report, found: Sequence[Mention]) -> None:
        self.report, self.found = report, found

    @cached_property
    def keys(self) -> set[str]:
        return {section.key for section in self.report.narrative}

    def of(self, key: str) -> list[Mention]:
        """The numbers of a section with those of its parts; of one whose heading was not found, those of the section
        around it."""
        while key and key not in self.keys:
            key = around(key)
        return [one for one in self.found if is_part(one.section.key, key)] if key else []

    def have(self, key: str, printed: str) -> bool:
        return any(plain(one.number.printed) == plain(printed) for one in self.of(key))

    def elsewhere(self, printed: str) -> list[Mention]:
        return [one for one in self.found if plain(one.number.printed) == plain(printed)]

    def nearest(self, key: str, printed: str) -> Mention | None:
        """The number of the section that looks most like it."""
        scored = [
            (likeness(one.number.printed, printed), index) for index, one in enumerate(self.of(key))
        ]
        score, index = max(scored, default=(0.0, -1))
        return self.of(key)[index] if score >= ALIKE else None


def around(key: str) -> str:
    """`一（二）3` → `一（二）` → `一` → nothing."""
    return re.sub(r"(?:[0-9]+|（[^（）]*）|[^0-9（）]+)$", "", key)


def is_part(key: str, of: str) -> bool:
    """`一（一）10` is no part of `一（一）1`."""
    rest = key.removeprefix(of)
    return key.startswith(of) and not (of[-1:].isdecimal() and rest[:1].isdecimal())


def plain(printed: str) -> str:
    return re.sub(r"[\s,，]", "", fold(printed))


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


def tell_missing(
    section: str, printed: Printed, place: Place, passages: Passages, problems: Problems
) -> None:
    there = passages.elsewhere(printed.printed)
    near = passages.nearest(section, printed.printed)
    if there:
        known = "、".join(dict.fromkeys(one.section.key or "报告开头" for one in there))
        said = f"这个数在{known}：“{there[0].context}”{page(there[0].section.spot)}"
    elif near:
        said = f"那里最像的是“{near.number.printed}”：“{near.context}”{page(near.section.spot)}"
    else:
        said = "那里没有相像的数"
    problems.add("D608", place, section=section, printed=printed.printed, nearest=said)


def same_cell(id: str, text: str | None, report: Report) -> bool:
    if id not in report.cells:
        return False
    printed = report.cells[id]
    if text is None or printed is None:
        return text == printed
    return plain(text) == plain(printed)


def tell_cell(
    id: str, text: str | None, place: Place, told: Told, report: Report, problems: Problems
) -> None:
    label, printed = told.label_of(id).replace("／", " "), text or BLANK
    read = report.tables.get(id.partition(".")[0])
    if read and id in read.cells:
        cell = read.cells[id]
        facts = {"found": cell.text or BLANK, "where": cell.spot.words}
        problems.add("D609", place, label=label, printed=printed, **facts)
    else:
        why = "报告的统计表里没有读出这一格，请对照报告核对"
        problems.add(
            "D609", place, label=label, printed=printed, found="没有读出", where="统计表", hint=why
        )


def uncovered(found: Sequence[Mention], told: Told) -> Iterator[Mention]:
    """The numbers that stand nowhere in the year file, not even in a sentence of it."""
    have = {plain(printed.printed) for _, _, printed in told.narrative()}
    texts = plain("\n".join(strings(told.document.data)))
    for one in found:
        text = plain(one.number.printed)
        if one.number.kind is Kind.FIGURE and text not in have and not stands_in(text, texts):
            yield one


def stands_in(number: str, texts: str) -> bool:
    """As a number of its own: `3件` does not stand in `13件`."""
    return bool(re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", texts))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def tell_of_identity(report: Report, told: Told, problems: Problems) -> bool:
    """Whether it is the report of the file's year and span, as far as it says; else that is told."""
    years, covers = report.identity.years[:1], report.identity.covers
    for said in years:
        if said.value != str(told.file.year):
            what = f"报告是 {said.value} 年的，年份文件是 {told.file.year} 年的"
            problems.add("D602", at(said.spot, report), what=what)
            return False
    if covers and spans_differ(covers.value, told):
        what = f"报告的统计期是 {covers.value}，年份文件写的是 {told.file.report.covers.text}"
        problems.add("D602", told.document.place("report", "covers"), what=what)
        return False
    return True


def spans_differ(covers: str, told: Told) -> bool:
    span = told.file.report.covers
    return covers != f"{span.start.isoformat()}/{span.end.isoformat()}"


ALIKE = 0.4
