"""A year file held against its report, number by number and cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from disclosure.datafiles.models import BLANK, OPENING, PrintedText
from disclosure.figures.numerals import NUMERAL, arabic
from disclosure.figures.period import period
from disclosure.ledger.checks.coverage import is_part, is_said, plain
from disclosure.ledger.checks.verification import iso_days
from disclosure.ledger.load import LoadedData
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Place, Problems

from .cross_check import report_word_conflicts
from .findings import report_gaps, report_section_problems
from .importing import forms_of, known_in, sound
from .labelled_cells import labelled_cells
from .narrative.agency_names import is_same
from .narrative.judge import Judge
from .narrative.mentions import Mention, mentions
from .narrative.numbers import SETTLED, Kind
from .readers.blocks import ReportDocument
from .report import ParsedReport, read
from .tables.rows import Value
from .tables.similarity import core


@dataclass
class VerificationResult:
    """The outcome. Places are those of the year file; of what it lacks, those of the report."""

    report: ParsedReport
    figures: int = 0
    """How many figures and cells the year file has."""
    right: list[str] = field(default_factory=list)
    """Those that the report prints just so, where the file says."""
    relied: list[str] = field(default_factory=list)
    """Cells that agree, but only as the tables' reader paired them: no row has just their label."""
    numbers: int = 0
    """How many numbers the report's text has that count something, or may."""
    uncovered: list[Mention] = field(default_factory=list)
    """Those of them that the file has nowhere."""
    said: dict[str, list[str]] = field(default_factory=dict)
    """Section → those that a sentence of the file gives."""
    same_report: bool = True
    """Whether year and span are the file's too."""

    @property
    def is_complete(self) -> bool:
        return self.same_report and self.figures == len(self.right) and not self.uncovered


def verify(
    document: ReportDocument, loaded: LoadedData, stem: str, problems: Problems
) -> VerificationResult:
    """Hold the year file `stem` against its report; all that differs becomes a problem. Raises Unreadable."""
    report, source = sound(read(document, forms_of(loaded)), loaded), loaded.year_source(stem)
    figures = sum(1 for _ in source.narrative()) + len(source.cells)
    verified = VerificationResult(report, figures)
    if fault := other_report(report, source):
        problems.add("D610", fault[0], what=fault[1])
        verified.same_report = False
        return verified
    found = [
        one
        for one in mentions(report.narrative, source.file.year)
        if one.number.kind not in SETTLED
    ]
    verified.numbers = len(found)
    passages = Passages(report, found, Judge(known_in(loaded, source.file.year)))
    Verification(verified, source, passages, problems).check()
    report_gaps(report, problems)
    report_section_problems(report, problems)
    if source.tables:
        report_word_conflicts(report, source.tables, found, problems)
    return verified


class Passages:
    """The report's sections by the year file's keys."""

    def __init__(self, report: ParsedReport, found: Sequence[Mention], judge: Judge) -> None:
        self.report, self.found, self.judge = report, found, judge
        self.indexes = {one.id: index for index, one in enumerate(judge.known)}
        self.claims: dict[str, Mention] = {}
        """Indicator → the one place of the report that it stands at."""

    def claim(self, source: YearSource) -> None:
        """Each figure with a number of its section that is printed just so, the likeliest first; no number twice."""
        tries = [
            (self.fits(id, mention), id, mention)
            for section, id, printed in source.narrative()
            for mention in self.of(section)
            if is_printed(printed.printed, mention)
        ]
        for _, id, mention in sorted(tries, key=lambda one: -one[0]):
            if id not in self.claims and mention not in self.claims.values():
                self.claims[id] = mention

    def fits(self, id: str, mention: Mention) -> float:
        """How well the words are the indicator's."""
        index = self.indexes.get(id)
        return 0.0 if index is None else self.judge.score(mention, index)

    def gain(self, id: str, other: str) -> float:
        """How much better the words fit if the number is the other indicator's; where that one has a number too, if
        the two are exchanged."""
        here, there = self.claims[id], self.claims.get(other)
        alone = self.fits(other, here) - self.fits(id, here)
        if there is None:
            return alone
        back = self.fits(id, there) - self.fits(other, there)
        both = alone + back if self.fits(other, here) and self.fits(id, there) else 0.0
        return max(both, alone - (CLEARLY - GAIN))

    @cached_property
    def keys(self) -> set[str]:
        return {section.key for section in self.report.narrative}

    def of(self, key: str) -> list[Mention]:
        """The numbers of a section with those of its parts; of one whose heading was not found, those of the section
        around it."""
        if key == OPENING:
            return [one for one in self.found if not one.section.key]
        while key and key not in self.keys:
            outer = around(key)
            beside = (one for one in self.keys if one != outer and is_part(one, outer))
            if any(around(one) == outer for one in beside):
                return []  # its neighbours were found, and it is not among them
            key = outer
        return [one for one in self.found if is_part(one.section.key, key)] if key else []

    def nearest(self, key: str, printed: str) -> Mention | None:
        """The number of the section that looks most like it."""
        here = self.of(key)
        scored = [(likeness(one.number.printed, printed), index) for index, one in enumerate(here)]
        score, index = max(scored, default=(0.0, -1))
        return here[index] if score >= ALIKE else None


def around(key: str) -> str:
    """`一（二）3` → `一（二）` → `一` → nothing."""
    return re.sub(r"(?:[0-9]+|（[^（）]*）|[^0-9（）]+)$", "", key)


def is_printed(text: str, mention: Mention) -> bool:
    return plain(text) in (plain(mention.number.printed), plain(in_digits(mention)))


def in_digits(mention: Mention) -> str:
    """`十二件` → `12件`: a data file has no Chinese numerals."""
    printed = mention.number.printed
    if mention.number.kind is not Kind.NUMERAL:
        return printed
    return re.sub(NUMERAL, lambda found: str(arabic(found[0])), printed, count=1)


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


def is_same_text(text: str | None, printed: str | None) -> bool:
    return text == printed if text is None or printed is None else plain(text) == plain(printed)


@dataclass(frozen=True)
class Verification:
    """One year file, its report, and what comes of holding the one against the other."""

    verified: VerificationResult
    source: YearSource
    passages: Passages
    problems: Problems

    def check(self) -> None:
        self.passages.claim(self.source)
        for section, id, printed in self.source.narrative():
            place = self.source.place(section, id)
            if id in self.passages.claims:
                self.verified.right.append(id)
                self.check_words(id, printed, place)
            else:
                self.report_missing(section, printed.printed, place)
        self.check_cells()
        self.settle_unclaimed()

    def report_missing(self, section: str, printed: str, place: Place) -> None:
        claims = self.passages.claims
        there = [one for one in self.passages.found if is_printed(printed, one)]
        used = [id for id, one in claims.items() if one in there]
        if used and all(one in claims.values() for one in there):
            nearest = f"报告里这样的数只有 {len(there)} 处，已经是 {'、'.join(used)} 的"
        elif there:
            known = "、".join(dict.fromkeys(one.section.key or "报告开头" for one in there))
            nearest = f"这个数在{known}：“{there[0].context}”{there[0].section.spot.on_page}"
        elif near := self.passages.nearest(section, printed):
            context = f"“{near.context}”{near.section.spot.on_page}"
            nearest = f"那里最像的是“{near.number.printed}”：{context}"
        else:
            nearest = "那里没有相像的数"
        self.problems.add("D608", place, section=section, printed=printed, nearest=nearest)

    def check_words(self, id: str, printed: PrintedText, place: Place) -> None:
        """A number that stands there all the same may be another indicator's, or of another span."""
        for what in (*self.other_words(id), *self.other_scope(id, printed)):
            self.problems.add("D611", place, label=self.source.label_of(id), what=what)

    def other_words(self, id: str) -> Iterator[str]:
        known, claims = self.passages.judge.known, self.passages.claims
        gains = [(self.passages.gain(id, one.id), one.id) for one in known if one.id != id]
        gain, other = max(gains, default=(0.0, id))
        if gain >= GAIN:
            also = "，两个数像是填反了" if other in claims else ""
            yield f"报告的这一句“{claims[id].context}”更像是在说 {other}{also}"

    def other_scope(self, id: str, printed: PrintedText) -> Iterator[str]:
        mention, covers = self.passages.claims[id], iso_days(self.source.file.report.covers)
        own = iso_days(printed.period) if printed.period else covers
        there = iso_days(period(mention.number.period)) if mention.number.period else covers
        sentence = f"报告的这一句“{mention.context}”"
        if own != there and not printed.since:
            yield f"{sentence}数的时段像是 {there}，文件里是 {own}"
        since, stated = printed.since or "", mention.number.since
        if bool(since) != bool(stated) or not (since in stated or stated in since):
            yield f"{sentence}的起点像是“{stated or '没有'}”，文件里是“{since or '没有'}”"

    def check_cells(self) -> None:
        """Each cell as the tables were read, and once more by its label alone where a row has it."""
        report, tables = self.verified.report, self.source.tables
        again = labelled_cells(report, tables) if tables else {}
        for id, (text, place) in self.source.cells.items():
            readings = [ways[id] for ways in (again, report.values) if id in ways]
            others = (one for one in readings if not is_same_text(text, one.text or None))
            other = next(others, None)
            if readings and other is None:
                self.verified.right.append(id)
                self.verified.relied += [] if id in again else [id]
            else:
                self.report_cell(id, text or BLANK, place, other)

    def report_cell(self, id: str, printed: str, place: Place, cell: Value | None) -> None:
        """`cell` is what the report has there instead; None where it could not be read."""
        found, where, hint = "没有读出", "报告的统计表", NOT_READ
        if cell:
            found, where, hint = cell.text or BLANK, self.verified.report.location(cell.spot), ""
        label = self.source.label_of(id).replace("／", " ")
        facts = {"label": label, "printed": printed, "found": found, "where": where}
        self.problems.add("D609", place, hint=hint, **facts)

    def settle_unclaimed(self) -> None:
        """Of the numbers that are no figure's: what the file sets aside, what a sentence of it gives, what it lacks."""
        claimed = self.passages.claims.values()
        left = [one for one in self.passages.found if one not in claimed]
        for section, printed, place in self.numbers_set_aside():
            here = [one for one in self.passages.of(section) if one in left]
            if aside := next((one for one in here if is_printed(printed, one)), None):
                left.remove(aside)
            else:
                self.report_missing(section, printed, place)
        for one in left:
            section = one.section.key or OPENING
            if is_said(one.number.printed, section, self.source.file):
                self.verified.said.setdefault(section, []).append(one.number.printed)
            else:
                self.verified.uncovered.append(one)
                self.report_uncovered(one, section)

    def numbers_set_aside(self) -> Iterator[tuple[str, str, Place]]:
        """(section, number, where the file says so)."""
        for section, items in self.source.file.set_aside.items():
            for index, item in enumerate(items):
                place = self.source.document.place("set_aside", section, index)
                yield from ((section, printed, place) for printed in item.printed)

    def report_uncovered(self, mention: Mention, section: str) -> None:
        """One that stands under `open` is reported already."""
        opened = self.source.file.open.get(section, ())
        if not any(is_printed(item.printed or "", mention) for item in opened):
            context = f"{mention.context}{mention.spot.on_page}"
            place = self.verified.report.place(mention.spot, mention.column)
            facts = {"section": section, "printed": mention.number.printed}
            self.problems.add("D612", place, context=context, **facts)


def other_report(report: ParsedReport, source: YearSource) -> tuple[Place, str] | None:
    """Where and why the report is not this file's: another agency's, another year's, another span's."""
    file, identity = source.file, report.identity
    if identity.agency and not is_of(identity.agency.value, file.report.title, file.year):
        what = f"报告是“{identity.agency.value}”的，年份文件是《{file.report.title}》的"
        return report.place(identity.agency.spot), what
    for one in identity.years[:1]:
        if one.value != str(file.year):
            what = f"报告是 {one.value} 年的，年份文件是 {file.year} 年的"
            return report.place(one.spot), what
    if identity.covers and identity.covers.value != iso_days(file.report.covers):
        what = f"报告的统计期是 {identity.covers.value}，年份文件写的是 {file.report.covers.text}"
        return source.document.place("report", "covers"), what
    return None


def is_of(agency: str, title: str, year: int) -> bool:
    ours = title.partition(str(year))[0]
    return not core(ours) or is_same(agency, ours)


NOT_READ = "报告的统计表里没有读出这一格，请对照报告核对"
ALIKE = 0.4
GAIN, CLEARLY = 0.15, 0.25
"""How much better the words must fit before anybody is asked: with two figures exchanged, or another indicator that the
file lacks; with one that has a number of its own elsewhere."""
