"""A year file held against its report: every figure in the named section, every cell in its table, and what is left."""

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
from .findings import location_text, page, place_at, report_gaps, report_section_problems
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
    report = sound(read(document, forms_of(loaded)), loaded)
    year_source = loaded.year_source(stem)
    verified = VerificationResult(
        report, figures=sum(1 for _ in year_source.narrative()) + len(year_source.cells)
    )
    if fault := other_report(report, year_source):
        problems.add("D610", fault[0], what=fault[1])
        verified.same_report = False
        return verified
    found = [
        one
        for one in mentions(report.narrative, year_source.file.year)
        if one.number.kind not in SETTLED
    ]
    passages = Passages(report, found, Judge(known_in(loaded, year_source.file.year)))
    passages.claim(year_source)
    for section, id, printed in year_source.narrative():
        place = year_source.place(section, id)
        if id in passages.claims:
            verified.right.append(id)
            check_words(id, printed, place, year_source, passages, problems)
        else:
            report_missing(section, printed.printed, place, passages, problems)
    check_cells(verified, year_source, report, problems)
    verified.numbers = len(found)
    settle_unclaimed(verified, passages, year_source, problems)
    report_gaps(report, problems)
    report_section_problems(report, problems)
    if year_source.tables:
        report_word_conflicts(report, year_source.tables, found, problems)
    return verified


class Passages:
    """The report's sections by the year file's keys."""

    def __init__(self, report: ParsedReport, found: Sequence[Mention], judge: Judge) -> None:
        self.report, self.found, self.judge = report, found, judge
        self.indexes = {one.id: index for index, one in enumerate(judge.known)}
        self.claims: dict[str, Mention] = {}
        """Indicator → the one place of the report that it stands at."""

    def claim(self, year_source: YearSource) -> None:
        """Each figure with a number of its section that is printed just so, the likeliest first; no number twice."""
        tries = [
            (self.fits(id, mention), id, mention)
            for section, id, printed in year_source.narrative()
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
            if any(
                one != outer and is_part(one, outer) and around(one) == outer for one in self.keys
            ):
                return []  # its neighbours were found, and it is not among them
            key = outer
        return [one for one in self.found if is_part(one.section.key, key)] if key else []

    def other_mentions(self, printed: str) -> list[Mention]:
        return [one for one in self.found if is_printed(printed, one)]

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


def report_missing(
    section: str, printed: str, place: Place, passages: Passages, problems: Problems
) -> None:
    there = passages.other_mentions(printed)
    near = passages.nearest(section, printed)
    used = [id for id, one in passages.claims.items() if one in there]
    if used and all(one in passages.claims.values() for one in there):
        nearest = f"报告里这样的数只有 {len(there)} 处，已经是 {'、'.join(used)} 的"
    elif there:
        known = "、".join(dict.fromkeys(one.section.key or "报告开头" for one in there))
        nearest = f"这个数在{known}：“{there[0].context}”{page(there[0].section.spot)}"
    elif near:
        nearest = f"那里最像的是“{near.number.printed}”：“{near.context}”{page(near.section.spot)}"
    else:
        nearest = "那里没有相像的数"
    problems.add("D608", place, section=section, printed=printed, nearest=nearest)


def check_cells(
    verified: VerificationResult, year_source: YearSource, report: ParsedReport, problems: Problems
) -> None:
    """Each cell as the tables were read, and once more by its label alone where a row has it."""
    again = labelled_cells(report, year_source.tables) if year_source.tables else {}
    first = {name: cell for read in report.tables.values() for name, cell in read.cells.items()}
    for id, (text, place) in year_source.cells.items():
        readings = [ways[id] for ways in (again, first) if id in ways]
        other = next((one for one in readings if not is_same_text(text, one.text or None)), None)
        if readings and other is None:
            verified.right.append(id)
            verified.relied += [] if id in again else [id]
        else:
            label = year_source.label_of(id).replace("／", " ")
            report_cell(label, text or BLANK, place, other, report, problems)


def is_same_text(text: str | None, printed: str | None) -> bool:
    return text == printed if text is None or printed is None else plain(text) == plain(printed)


def report_cell(
    label: str,
    printed: str,
    place: Place,
    cell: Value | None,
    report: ParsedReport,
    problems: Problems,
) -> None:
    """`cell` is what the report has there instead; None where it could not be read."""
    found = (cell.text or BLANK) if cell else "没有读出"
    where = location_text(cell.spot, report) if cell else "报告的统计表"
    hint = "" if cell else "报告的统计表里没有读出这一格，请对照报告核对"
    facts = {"label": label, "printed": printed, "found": found, "where": where}
    problems.add("D609", place, hint=hint, **facts)


def settle_unclaimed(
    verified: VerificationResult, passages: Passages, year_source: YearSource, problems: Problems
) -> None:
    """Of the numbers that are no figure's: which the file sets aside, which a sentence of it gives, which it lacks."""
    left = [one for one in passages.found if one not in passages.claims.values()]
    for section, printed, place in numbers_set_aside(year_source):
        here = [one for one in passages.of(section) if one in left and is_printed(printed, one)]
        if here:
            left.remove(here[0])
        else:
            report_missing(section, printed, place, passages, problems)
    for one in left:
        section = one.section.key or OPENING
        if is_said(one.number.printed, section, year_source.file):
            verified.said.setdefault(section, []).append(one.number.printed)
        else:
            verified.uncovered.append(one)
            report_uncovered(one, section, year_source, passages.report, problems)


def numbers_set_aside(year_source: YearSource) -> Iterator[tuple[str, str, Place]]:
    """(section, number, where the file says so)."""
    for section, items in year_source.file.set_aside.items():
        for index, item in enumerate(items):
            place = year_source.document.place("set_aside", section, index)
            yield from ((section, printed, place) for printed in item.printed)


def report_uncovered(
    mention: Mention,
    section: str,
    year_source: YearSource,
    report: ParsedReport,
    problems: Problems,
) -> None:
    """One that stands under `open` is reported already."""
    if any(
        is_printed(item.printed or "", mention) for item in year_source.file.open.get(section, ())
    ):
        return
    spot, column = mention.section.spot_at(mention.number.start)
    facts = {"section": section, "printed": mention.number.printed}
    place = place_at(spot, report, column)
    problems.add("D612", place, context=f"{mention.context}{page(spot)}", **facts)


def check_words(
    id: str,
    printed: PrintedText,
    place: Place,
    year_source: YearSource,
    passages: Passages,
    problems: Problems,
) -> None:
    """A number that stands there all the same may be another indicator's, or of another span."""
    mention = passages.claims[id]
    for what in (*other_words(id, passages), *other_scope(printed, mention, year_source)):
        problems.add("D611", place, label=year_source.label_of(id), what=what)


def other_words(id: str, passages: Passages) -> Iterator[str]:
    gains = [(passages.gain(id, one.id), one.id) for one in passages.judge.known if one.id != id]
    gain, other = max(gains, default=(0.0, id))
    if gain >= GAIN:
        also = "，两个数像是填反了" if other in passages.claims else ""
        yield f"报告的这一句“{passages.claims[id].context}”更像是在说 {other}{also}"


def other_scope(printed: PrintedText, mention: Mention, year_source: YearSource) -> Iterator[str]:
    covers = iso_days(year_source.file.report.covers)
    own = iso_days(printed.period) if printed.period else covers
    there = iso_days(period(mention.number.period)) if mention.number.period else covers
    if own != there and not printed.since:
        yield f"报告的这一句“{mention.context}”数的时段像是 {there}，文件里是 {own}"
    since, reported_since = printed.since or "", mention.number.since
    if bool(since) != bool(reported_since) or not (
        since in reported_since or reported_since in since
    ):
        yield f"报告的这一句“{mention.context}”的起点像是“{reported_since or '没有'}”，文件里是“{since or '没有'}”"


def other_report(report: ParsedReport, year_source: YearSource) -> tuple[Place, str] | None:
    """Where and why the report is not this file's: another agency's, another year's, another span's."""
    file, identity = year_source.file, report.identity
    if identity.agency and not is_of(identity.agency.value, file.report.title, file.year):
        what = f"报告是“{identity.agency.value}”的，年份文件是《{file.report.title}》的"
        return place_at(identity.agency.spot, report), what
    for one in identity.years[:1]:
        if one.value != str(file.year):
            what = f"报告是 {one.value} 年的，年份文件是 {file.year} 年的"
            return place_at(one.spot, report), what
    if identity.covers and spans_differ(identity.covers.value, year_source):
        what = f"报告的统计期是 {identity.covers.value}，年份文件写的是 {file.report.covers.text}"
        return year_source.document.place("report", "covers"), what
    return None


def is_of(agency: str, title: str, year: int) -> bool:
    ours = title.partition(str(year))[0]
    return not core(ours) or is_same(agency, ours)


def spans_differ(covers: str, year_source: YearSource) -> bool:
    span = year_source.file.report.covers
    return covers != f"{span.start.isoformat()}/{span.end.isoformat()}"


ALIKE = 0.4
GAIN, CLEARLY = 0.15, 0.25
"""How much better the words must fit before anybody is asked: with two figures exchanged, or another indicator that the
file lacks; with one that has a number of its own elsewhere."""
