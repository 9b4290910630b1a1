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

from .sentences import ChangedSentences
from .texts import NONE, ChangedText, LedgerTexts, changed_texts, in_both, union

Key = tuple[int, str]
"""A year, and a figure or a tie-out of it."""


@dataclass(frozen=True, slots=True)
class ChangedTieOut:
    """A tie-out whose arithmetic or outcome is another; outcome None where there is no such tie-out."""

    year: int
    id: str
    label: str
    was: str
    now: str
    outcome_was: Outcome | None
    outcome_now: Outcome | None


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure or cell that is printed otherwise, is of another scope, or stands elsewhere."""

    year: int
    id: str
    label: str
    section: str
    was: str
    now: str
    also: tuple[ChangedText, ...]
    """Its scope, note or section, where those changed."""
    ties: tuple[ChangedTieOut, ...]
    """The tie-outs it takes part in that changed, its own year's and the next one's."""


@dataclass(frozen=True, slots=True)
class FigureWithPrevious:
    """A figure of a whole new year, with what the last comparable year before it printed."""

    id: str
    label: str
    section: str
    printed: str
    before_year: int | None
    before: str


@dataclass(frozen=True, slots=True)
class WholeYear:
    """A year that only one side has."""

    year: int
    title: str
    tables: int
    outcomes: Mapping[Outcome, int]
    """How many of its tie-outs came out each way."""
    figures: tuple[FigureWithPrevious, ...]
    words: tuple[tuple[str, str], ...]
    """(where, text) of its headings, facts, papers, events and so on."""


class ChangeKind(StrEnum):
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
    how: ChangeKind
    sentences: tuple[ChangedSentences, ...]
    """In the page's order; none where only blank space or layout changed."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that came, went, or has another content."""

    path: str
    """Of a page its address within the site, `topics/push/`."""
    how: ChangeKind


@dataclass(frozen=True, slots=True)
class SideSummary:
    """What could be read of one side."""

    word: str
    """As the editor named it."""
    years: tuple[int, ...]
    fault: str
    """Why its site could not be generated: `里有 3 处问题`; empty where it was."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Years newest first, each in statutory order; then the texts, and what comes from no data file."""

    added: tuple[WholeYear, ...]
    removed: tuple[WholeYear, ...]
    figures: tuple[ChangedFigure, ...]
    ties: tuple[ChangedTieOut, ...]
    """Changed though no figure of theirs did: a rule was edited, or last year's report came or went."""
    words: tuple[ChangedText, ...]
    pages: tuple[ChangedPage, ...] = ()
    settings: tuple[ChangedText, ...] = ()
    """Of mkdocs.yml, those that readers see."""
    files: tuple[FileChange, ...] = ()
    """Of the site: every page and file whose content differs, whatever it comes from."""
    sources: tuple[FileChange, ...] = ()
    """Data files that differ, where a side's site could not be generated; their changes may not all be listed."""
    program: tuple[FileChange, ...] = ()
    """Parts of the program, templates and libraries. They were not run: their effect is not shown."""
    old: SideSummary | None = None
    new: SideSummary | None = None
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


def compare_ledgers(old: Ledger, new: Ledger) -> Differences:
    """Neither side need be whole: a year, form, entry or topic that only one of them has is reported as such."""
    ties = changed_tie_outs(old, new)
    figures = tuple(changed_figures(old, new, ties))
    reported = {(tie.year, tie.id) for figure in figures for tie in figure.ties}
    return Differences(
        added=years_only_in(new, old),
        removed=years_only_in(old, new),
        figures=figures,
        ties=tuple(tie for key, tie in ties.items() if key not in reported),
        words=tuple(changed_texts(LedgerTexts(old, new), LedgerTexts(new, old))),
    )


# Years


def years_only_in(ledger: Ledger, other: Ledger) -> tuple[WholeYear, ...]:
    years = ledger.disclosure.years
    alone = sorted(years.keys() - other.disclosure.years.keys(), reverse=True)
    return tuple(whole_year(years[year], ledger) for year in alone)


def whole_year(year: Year, ledger: Ledger) -> WholeYear:
    outcomes = dict(Counter(result.outcome for result in ledger.results_of_year(year.year)))
    figures = tuple(with_previous(year, entry, ledger.disclosure) for entry in year.narrative)
    words = tuple(
        (passage.where, text)
        for passage in LedgerTexts(ledger, ledger).year(year)
        for text in (() if passage.order_only else passage.items.values())
    )
    title, tables = year.file.report.title, len(year.file.tables)
    return WholeYear(year.year, title, tables, outcomes, figures, words)


def with_previous(year: Year, entry: Entry, disclosure: Disclosure) -> FigureWithPrevious:
    earlier = (one for one in disclosure.years.values() if one.year < year.year)
    found = [one.entries[entry.id] for one in earlier if entry.id in one.entries]
    alike = [one for one in found if comparable(entry, one)]
    last = max(alike, key=lambda one: one.year, default=None)
    before = last.figure.printed if last and last.figure else NONE
    text, year_before = printed_text(entry.id, year), last.year if last else None
    return FigureWithPrevious(entry.id, entry.label, entry.section, text, year_before, before)


# Figures


def changed_figures(
    old: Ledger, new: Ledger, ties: Mapping[Key, ChangedTieOut]
) -> Iterator[ChangedFigure]:
    for number in in_both(old, new):
        was, now = old.disclosure.years[number], new.disclosure.years[number]
        for id in union(now.entries, was.entries):
            one, other = was.entries.get(id), now.entries.get(id)
            before, after = printed_text(id, was), printed_text(id, now)
            also = tuple(changed_aspects(one, was, other, now)) if one and other else ()
            shown = other or one
            if shown and (also or before != after):
                touched = tuple(tie_outs_of_figure((number, id), old, new, ties))
                label, section = shown.label, shown.section
                yield ChangedFigure(number, id, label, section, before, after, also, touched)


def changed_aspects(one: Entry, was: Year, other: Entry, now: Year) -> Iterator[ChangedText]:
    """What else changed. A scope that merely follows its report's is reported once, with the report."""
    if one.scope != other.scope and not (follows_report(one, was) and follows_report(other, now)):
        yield ChangedText("scope", "口径", one.scope, other.scope)
    if one.note != other.note and not one.is_cell:  # a cell's is its table's footnote
        yield ChangedText("note", "说明", one.note or NONE, other.note or NONE)
    if one.section != other.section:
        yield ChangedText("section", "章节", one.section, other.section)


def follows_report(entry: Entry, year: Year) -> bool:
    return entry.since is None and entry.period.words == year.file.report.covers.words


def printed_text(id: str, year: Year) -> str:
    """As it stands in the file, even where that could not be read as a figure."""
    entry = year.entries.get(id)
    if entry and entry.figure:
        return entry.figure.printed
    given = [figures[id].printed for figures in year.file.figures.values() if id in figures]
    return given[0] if given else cell_text(id, year) or (BLANK if entry else NONE)


def cell_text(id: str, year: Year) -> str | None:
    table, _, rest = id.partition(".")
    row, _, column = rest.rpartition(".")
    values = year.file.tables.get(table, {}).get(row, ())
    for grid in year.grids.get(table, ()):
        if row in dict(grid.lines):
            return dict(zip(dict(grid.columns), values, strict=False)).get(column)
    return None


# Tie-outs


def changed_tie_outs(old: Ledger, new: Ledger) -> dict[Key, ChangedTieOut]:
    """Of the years that both sides have."""
    years, was, now = in_both(old, new), results_by_key(old), results_by_key(new)
    keys = [key for key in union(now, was) if key[0] in years]
    found = {}
    for key in sorted(keys, key=lambda key: -key[0]):
        one = changed_tie_out(was.get(key), now.get(key))
        if (one.was, one.outcome_was) != (one.now, one.outcome_now):
            found[key] = one
    return found


def results_by_key(ledger: Ledger) -> dict[Key, Result]:
    return {(result.year, result.id): result for result in ledger.results}


def changed_tie_out(was: Result | None, now: Result | None) -> ChangedTieOut:
    shown = now or was
    assert shown  # a key of one of the two
    before, after = (one.arithmetic if one else NONE for one in (was, now))
    outcomes = (was.outcome if was else None, now.outcome if now else None)
    return ChangedTieOut(shown.year, shown.id, shown.label, before, after, *outcomes)


def tie_outs_of_figure(
    figure: Key, old: Ledger, new: Ledger, ties: Mapping[Key, ChangedTieOut]
) -> Iterator[ChangedTieOut]:
    results = (*new.results_of_figure.get(figure, ()), *old.results_of_figure.get(figure, ()))
    for key in dict.fromkeys((result.year, result.id) for result in results):
        if key in ties:
            yield ties[key]
