"""What pages, charts and downloads are made from: every year with its figures, every one knowing where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from disclosure.datafiles.desk_records import VerificationRecord
from disclosure.datafiles.forms import Grid, table_name
from disclosure.datafiles.models import Agency, Form, Indicator, Term, Topic, YearFile, unit_of
from disclosure.datafiles.parsing.yaml_source import YamlDocument
from disclosure.datafiles.patterns import matches_any
from disclosure.figures.figure import Figure
from disclosure.figures.period import Period
from disclosure.figures.units import Unit
from disclosure.problems.problem import Place


class VerificationStatus(StrEnum):
    """Whether a figure was checked against the document it was taken from."""

    VERIFIED = "verified"
    CHANGED = "changed"
    """It was, and says something else now."""
    NEVER = "never"


class Check(StrEnum):
    """What the sums that a figure takes part in say of it."""

    HOLDS = "holds"
    FAILS = "fails"
    """Contradicted: a sum with it fails, and no other sum clears it."""
    UNDECIDED = "undecided"
    NONE = "none"
    """It takes part in no sum."""


class FailingSum(NamedTuple):
    """A sum that contradicts a figure."""

    arithmetic: str
    """`10 + 1 ≠ 0`"""
    why: str
    """What the year file says of it under `printed_so`."""


class RestatedFigure(NamedTuple):
    """What a later report says that a figure was."""

    by: int
    """The year of that report."""
    printed: str
    why: str


class Withdrawal(NamedTuple):
    """The correction that took a figure back."""

    number: int
    """Its place among the year's corrections, counted from 1."""
    on: Period
    was: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed figure, of the narrative or of a statutory table, with its provenance."""

    id: str
    """An indicator, `decisions.published`, or a cell, `三.handled.total`."""
    year: int
    section: str
    """The report's own section, `一（一）6`; a cell's is its table, `三`."""
    label: str
    figure: Figure | None
    """None for a cell that the report left blank, not 0, not `—`, and for a figure that was withdrawn."""
    place: Place
    period: Period
    since: str | None = None
    note: str | None = None
    definition: str | None = None
    topic: str | None = None
    verification: VerificationStatus = VerificationStatus.NEVER
    check: Check = Check.NONE
    failing: tuple[FailingSum, ...] = ()
    """The sums that contradict it; empty where `check` is not `FAILS`."""
    withdrawn: Withdrawal | None = None
    restated: tuple[RestatedFigure, ...] = ()
    """What later reports say in its place, the oldest first."""

    @property
    def is_contradicted(self) -> bool:
        return self.check is Check.FAILS

    @property
    def shown(self) -> str:
        """What readers see: the printed text, with a mark where the report contradicts it; `已撤回`; empty for a blank
        cell."""
        if self.withdrawn:
            return WITHDRAWN
        printed = self.figure.printed if self.figure else ""
        return printed + CONTRADICTED_MARK if self.is_contradicted else printed

    @property
    def remark(self) -> str:
        """Why the figure cannot be taken as it stands; empty for most."""
        if one := self.withdrawn:
            return f"{one.on.words}撤回，原来登载“{one.was}”：{one.why}"
        sums = "；".join(
            f"{one.arithmetic}（{one.why}）" if one.why else one.arithmetic for one in self.failing
        )
        remarks = [f"报告里的数算不拢：{sums}"] if sums else []
        remarks += [f"{one.by}年的报告改称“{one.printed}”：{one.why}" for one in self.restated]
        return "；".join(remarks)

    @property
    def scope(self) -> str:
        """What is counted over, in words: `2022年10月—12月`, `首次退休消息推送起，至2022年末`."""
        return f"{self.since}起，至{self.period.end_words}" if self.since else self.period.words

    @property
    def is_cell(self) -> bool:
        return self.definition is None


@dataclass(frozen=True, slots=True)
class DirectiveText:
    """A text that may hold directives, with where it stands."""

    text: str
    place: Place
    lines: tuple[str, ...]
    """The whole file, so that a problem inside the text gets its own line and column."""
    inline: bool = False
    """Whether it stands within a sentence or a title, where no table or chart may."""
    chart: str = ""
    """The chart whose title or note it is: pages may show that for other years than the latest."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the numbers of a report's text were settled, all of them: as figures, in sentences, or with a reason."""

    numbers: int
    figures: int
    said: int
    set_aside: int


@dataclass(frozen=True)
class Year:
    """One report: what its file says, and its figures by id in statutory order."""

    file: YearFile
    form: Form
    """Where the report took a table from another form, that table is as the other form has it."""
    other_forms: Mapping[str, Form]
    """Statutory table → the form that it is of, where that is not the report's own."""
    grids: Mapping[str, tuple[Grid, ...]]
    """Statutory table → its grids."""
    entries: Mapping[str, Entry]
    withdrawn: Mapping[str, Entry]
    """The figures of the narrative that were published and taken back since; a cell stays among `entries`."""
    printed_so_places: Mapping[str, Place]
    """Tie-out → where the year file says that the report itself is printed so."""
    document: YamlDocument
    """The year file as it was read, for the places of what is no figure."""
    verified: VerificationRecord | None = None
    """When the file was checked against which document; None if it never was."""
    coverage: Coverage | None = None
    """None unless the report was read to its end and the file still gives what it gave then."""

    @property
    def absent(self) -> str:
        """What pages say of a figure that the file doesn't have."""
        return "报告没有说" if self.coverage else "没有录入"

    def absence(self, id: str) -> str:
        """The same of one figure or cell; a cell that its table never had is another matter."""
        return "表上没有这一格" if table_name(id) in self.file.tables else self.absent

    @property
    def source(self) -> str:
        """The year file's path, as messages and the link to edit a page name it."""
        return self.document.file

    @property
    def year(self) -> int:
        return self.file.year

    @property
    def borrowed_tables(self) -> tuple[tuple[Form, str], ...]:
        """Each other form that tables were taken from, and which: `二、三`."""
        forms = {form.source: form for form in self.other_forms.values()}
        return tuple(
            (form, "、".join(table for table, one in self.other_forms.items() if one == form))
            for form in forms.values()
        )

    @property
    def sections(self) -> Mapping[str, str]:
        return self.file.outline

    @cached_property
    def tables_with_numbers(self) -> frozenset[str]:
        """The statutory tables that the report filled in, if not every cell of them."""
        return frozenset(
            entry.section
            for entry in self.entries.values()
            if entry.is_cell and entry.figure and entry.figure.value is not None
        )

    def find(self, id: str) -> Entry | None:
        """A figure or cell, withdrawn or not; None where the report does not have it."""
        return self.entries.get(id) or self.withdrawn.get(id)

    @property
    def restated(self) -> tuple[Entry, ...]:
        """The figures of which a later report says something else."""
        return tuple(entry for entry in self.entries.values() if entry.restated)

    @property
    def is_amended(self) -> bool:
        """Whether readers must know something of its figures besides what they are."""
        file = self.file
        return bool(file.corrections or file.printed_so or file.restates or self.restated)

    def in_section(self, section: str) -> tuple[Entry, ...]:
        return tuple(one for one in self.narrative if one.section == section)

    @property
    def unverified(self) -> tuple[Entry, ...]:
        """What was not checked against the report, or not since it changed."""
        verified = VerificationStatus.VERIFIED
        return tuple(one for one in self.entries.values() if one.verification is not verified)

    def verified_on(self, entry: Entry) -> str | None:
        """The day, `2026-11-24`, on which what the figure says was last checked against the report."""
        if self.verified and entry.verification is VerificationStatus.VERIFIED:
            return self.verified.on.text
        return None

    def verification_words(self, entry: Entry) -> str:
        """`2026年11月24日已核对`."""
        is_so = entry.verification is VerificationStatus.VERIFIED
        day = self.verified.on.words if self.verified and is_so else ""
        return day + VERIFICATION_WORDS[entry.verification]

    @property
    def narrative(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries.values() if not entry.is_cell)


@dataclass(frozen=True)
class Disclosure:
    """All there is to publish. Years are in order, oldest first; there is at least one."""

    agency: Agency
    years: Mapping[int, Year]
    topics: Mapping[str, Topic]
    glossary: Mapping[str, Term]
    forms: Mapping[str, Form]
    """Every form there is, whole, by its file's stem."""
    directive_texts: tuple[DirectiveText, ...]
    """The topics' texts."""
    folder: str
    """The data folder as messages name it."""

    @cached_property
    def latest(self) -> Year:
        return self.years[max(self.years)]

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        defined = (topic.indicators.items() for topic in self.topics.values())
        return dict(chain.from_iterable(defined))

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return {id: unit_of(indicator) for id, indicator in self.indicators.items()}

    def entries(self) -> Iterator[Entry]:
        """Every figure and cell, the withdrawn ones too."""
        for year in self.years.values():
            yield from (*year.entries.values(), *year.withdrawn.values())


def belongs(entry: Entry, topic: str, disclosure: Disclosure) -> bool:
    """Whether a topic counts a figure among its own: one that it defines, or a figure or cell that its `also` names."""
    return entry.topic == topic or matches_any(disclosure.topics[topic].also, entry.id)


CONTRADICTED_MARK = "（算不拢）"
WITHDRAWN = "已撤回"
VERIFICATION_WORDS = {
    VerificationStatus.VERIFIED: "已核对",
    VerificationStatus.CHANGED: "核对以后改过，还没有再核对",
    VerificationStatus.NEVER: "还没有核对",
}
