"""Two ledgers → what changed in the data: figure by figure, sum by sum, text by text; never lines of YAML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from disclosure.datafiles.models import BLANK
from disclosure.ledger.derived import comparable
from disclosure.ledger.records import Disclosure, Entry, Year
from disclosure.ledger.tieouts import Ledger, Outcome, Result

from .sentences import Sentences
from .texts import NONE, Texts, Word, changed_words, in_both, united

Key = tuple[int, str]
"""A year, and a figure or a tie-out of it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie-out whose arithmetic or outcome is another; outcome None where there is no such tie-out."""

    year: int
    id: str
    label: str
    was: str
    now: str
    outcome_was: Outcome | None
    outcome_now: Outcome | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure or cell that is printed otherwise, is of another scope, or stands elsewhere."""

    year: int
    id: str
    label: str
    section: str
    was: str
    now: str
    also: tuple[Word, ...]
    """Its scope, note or section, where those changed."""
    ties: tuple[Tie, ...]
    """The tie-outs it takes part in that changed, its own year's and the next one's."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of a whole new year, with what the last comparable year before it printed."""

    id: str
    label: str
    section: str
    printed: str
    before_year: int | None
    before: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A year that only one side has."""

    year: int
    title: str
    tables: int
    outcomes: Mapping[Outcome, int]
    """How many of its tie-outs came out each way."""
    figures: tuple[Beside, ...]
    words: tuple[tuple[str, str], ...]
    """(where, text) of its headings, facts, papers, events and so on."""


class HowChanged(StrEnum):
    """What became of a page or file."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that reads otherwise though no change of the data explains it."""

    path: str
    """In the docs folder: `about/method.md`."""
    address: str
    """Within the site: `about/method/`."""
    title: str
    how: HowChanged
    sentences: tuple[Sentences, ...]
    """In the page's order; none where only blank space or layout changed."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that came, went, or has another content."""

    path: str
    """Of a page its address within the site, `topics/push/`."""
    how: HowChanged


@dataclass(frozen=True, slots=True)
class SideRead:
    """What could be read of one side."""

    word: str
    """As the editor named it."""
    years: tuple[int, ...]
    fault: str
    """Why its site could not be generated: `里有 3 处问题`; empty where it was."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Years newest first, each in statutory order; then the texts, and what comes from no data file."""

    added: tuple[Whole, ...]
    removed: tuple[Whole, ...]
    figures: tuple[Changed, ...]
    ties: tuple[Tie, ...]
    """Changed though no figure of theirs did: a rule was edited, or last year's report came or went."""
    words: tuple[Word, ...]
    pages: tuple[ChangedPage, ...] = ()
    settings: tuple[Word, ...] = ()
    """Of mkdocs.yml, those that readers see."""
    files: tuple[FileChange, ...] = ()
    """Of the site: every page and file whose content differs, whatever it comes from."""
    sources: tuple[FileChange, ...] = ()
    """Data files that differ, where a side's site could not be generated; their changes may not all be told."""
    program: tuple[FileChange, ...] = ()
    """Parts of the program, templates and libraries. They were not run: what they change is not told."""
    old: SideRead | None = None
    new: SideRead | None = None
    """None for data compared by itself."""

    def __bool__(self) -> bool:
        return self.is_seen or bool(self.program)

    @property
    def is_seen(self) -> bool:
        """Whether anything but the program differs."""
        of_data = (self.added, self.removed, self.figures, self.ties, self.words)
        return any((*of_data, self.pages, self.settings, self.files, self.sources))

    @property
    def failing(self) -> int:
        """How many tie-outs fail that did not fail before."""
        ties = {*self.ties, *(tie for figure in self.figures for tie in figure.ties)}
        fails = Outcome.FAILS
        return sum(tie.outcome_now is fails and tie.outcome_was is not fails for tie in ties)


def differences(old: Ledger, new: Ledger) -> Differences:
    """Neither side need be whole: a year, form, entry or topic that only one of them has is told as such."""
    ties = changed_ties(old, new)
    figures = tuple(changed_figures(old, new, ties))
    told = {(tie.year, tie.id) for figure in figures for tie in figure.ties}
    return Differences(
        added=only_in(new, old),
        removed=only_in(old, new),
        figures=figures,
        ties=tuple(tie for key, tie in ties.items() if key not in told),
        words=tuple(changed_words(Texts(old, new), Texts(new, old))),
    )


# Years


def only_in(ledger: Ledger, other: Ledger) -> tuple[Whole, ...]:
    years = ledger.disclosure.years
    alone = sorted(years.keys() - other.disclosure.years.keys(), reverse=True)
    return tuple(whole(years[year], ledger) for year in alone)


def whole(year: Year, ledger: Ledger) -> Whole:
    outcomes = dict(Counter(result.outcome for result in ledger.results_of_year(year.year)))
    figures = tuple(beside(year, entry, ledger.disclosure) for entry in year.narrative)
    words = tuple(
        (passage.where, text)
        for passage in Texts(ledger, ledger).year(year)
        for text in (() if passage.order_only else passage.items.values())
    )
    return Whole(year.year, year.file.report.title, len(year.file.tables), outcomes, figures, words)


def beside(year: Year, entry: Entry, disclosure: Disclosure) -> Beside:
    earlier = (one for one in disclosure.years.values() if one.year < year.year)
    found = [one.entries[entry.id] for one in earlier if entry.id in one.entries]
    alike = [one for one in found if comparable(entry, one)]
    last = max(alike, key=lambda one: one.year, default=None)
    before = last.figure.printed if last and last.figure else NONE
    said, when = printed(entry.id, year), last.year if last else None
    return Beside(entry.id, entry.label, entry.section, said, when, before)


# Figures


def changed_figures(old: Ledger, new: Ledger, ties: Mapping[Key, Tie]) -> Iterator[Changed]:
    for number in in_both(old, new):
        was, now = old.disclosure.years[number], new.disclosure.years[number]
        for id in united(now.entries, was.entries):
            one, other = was.entries.get(id), now.entries.get(id)
            before, after = printed(id, was), printed(id, now)
            also = tuple(aspects(one, was, other, now)) if one and other else ()
            shown = other or one
            if shown and (also or before != after):
                touched = tuple(ties_of((number, id), old, new, ties))
                label, section = shown.label, shown.section
                yield Changed(number, id, label, section, before, after, also, touched)


def aspects(one: Entry, was: Year, other: Entry, now: Year) -> Iterator[Word]:
    """What else changed. A scope that merely follows its report's is told once, with the report."""
    if one.scope != other.scope and not (follows(one, was) and follows(other, now)):
        yield Word("scope", "口径", one.scope, other.scope)
    if one.note != other.note:
        yield Word("note", "说明", one.note or NONE, other.note or NONE)
    if one.section != other.section:
        yield Word("section", "章节", one.section, other.section)


def follows(entry: Entry, year: Year) -> bool:
    return entry.since is None and entry.period.words == year.file.report.covers.words


def printed(id: str, year: Year) -> str:
    """As it stands in the file, even where that could not be read as a figure."""
    entry = year.entries.get(id)
    if entry and entry.figure:
        return entry.figure.printed
    given = [figures[id].printed for figures in year.file.figures.values() if id in figures]
    return given[0] if given else cell(id, year) or (BLANK if entry else NONE)


def cell(id: str, year: Year) -> str | None:
    table, _, rest = id.partition(".")
    row, _, column = rest.rpartition(".")
    values = year.file.tables.get(table, {}).get(row, ())
    for grid in year.grids.get(table, ()):
        if row in dict(grid.lines):
            return dict(zip(dict(grid.columns), values, strict=False)).get(column)
    return None


# Tie-outs


def changed_ties(old: Ledger, new: Ledger) -> dict[Key, Tie]:
    """Of the years that both sides have."""
    years, was, now = in_both(old, new), by_key(old), by_key(new)
    keys = [key for key in united(now, was) if key[0] in years]
    made = {key: tie(was.get(key), now.get(key)) for key in sorted(keys, key=lambda key: -key[0])}
    return {
        key: one
        for key, one in made.items()
        if (one.was, one.outcome_was) != (one.now, one.outcome_now)
    }


def by_key(ledger: Ledger) -> dict[Key, Result]:
    return {(result.year, result.id): result for result in ledger.results}


def tie(was: Result | None, now: Result | None) -> Tie:
    shown = now or was
    assert shown  # a key of one of the two
    before, after = (one.arithmetic if one else NONE for one in (was, now))
    outcomes = (was.outcome if was else None, now.outcome if now else None)
    return Tie(shown.year, shown.id, shown.label, before, after, *outcomes)


def ties_of(figure: Key, old: Ledger, new: Ledger, ties: Mapping[Key, Tie]) -> Iterator[Tie]:
    results = (*new.results_of_figure.get(figure, ()), *old.results_of_figure.get(figure, ()))
    for key in dict.fromkeys((result.year, result.id) for result in results):
        if key in ties:
            yield ties[key]
