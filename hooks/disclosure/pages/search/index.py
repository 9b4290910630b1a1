"""Pages and records → what search can find: one JSON file, fetched when a reader first wants to search.

A year's data is taken from the records: a figure is found by its printed text and by its value, and what is the same
every year stands there once. Hand-written pages give their own words; the tables and lists that they call for stay out.
What readers call a thing is data: `also` in the glossary, `search` of an indicator, `data-search` of a heading. What
holds of any site is in characters.py. docs/assets/search.js reads the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from disclosure.datafiles.forms import Grid, head_words, short_heads
from disclosure.datafiles.models import BLANK
from disclosure.figures.figure import AFTER, BEFORE, BETWEEN
from disclosure.figures.units import DIMENSIONS
from disclosure.ledger.permalinks import address
from disclosure.ledger.records import WITHDRAWN, Entry, Year
from disclosure.open_data.serialize import as_json
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import Directives, directives_for
from disclosure.pages.handwritten.docs_files import address_of
from disclosure.pages.page import YearSection, year_sections

from .characters import look_alikes, sounds, variants, words_of
from .passages import passages

INDEX = "assets/search.json"
GUIDE = "about/editing.md"
"""For editors, whose examples are what readers look for elsewhere: found by its headings alone, and last."""
CODE = re.compile("[A-Z][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Edition:
    """What one year's report has of an item."""

    year: int
    text: str = ""
    within: str = ""
    """The report's section, `一（二）3 主动推送：政策找人`."""
    printed: str = ""
    values: tuple[Decimal, ...] = ()
    """A figure's value in its base unit; a table row's values."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be found."""

    address: str
    """Within the site, `topics/push/#sealed`; or, `#decisions.published`, within the page of each edition's year."""
    title: str
    text: str = ""
    within: str = ""
    """What it belongs to: its page, its topic, the heads over a table's row."""
    editions: tuple[Edition, ...] = ()
    """Newest first; none where it belongs to no year."""
    search: tuple[str, ...] = ()
    """Other words that readers look for it with."""


def search_index(site: SiteContext, written: Mapping[str, str]) -> bytes:
    """What search.js needs. `written` are the hand-written pages, by their path in the docs folder.

    Of what fits a query equally well, the first in this list is shown first.
    """
    disclosure = site.disclosure
    newest_first = [ReportItems(site, year) for year in disclosure.years.values()][::-1]
    topics = [path for path in written if path.startswith("topics/")]
    others = sorted(written.keys() - topics, key=lambda path: (path == GUIDE, path))
    found = [
        *chain.from_iterable(page_items(site, path, written[path]) for path in topics),
        *chain.from_iterable(report.figures() for report in newest_first),
        *chain.from_iterable(report.report() for report in newest_first),
        *chain.from_iterable(page_items(site, path, written[path]) for path in others),
    ]
    named = [
        (f"topics/{stem}/", topic.title, topic.question)
        for stem, topic in disclosure.topics.items()
    ]
    items = merge_entries(found)
    listed = [as_list(item) for item in items]
    heads = {*chain.from_iterable(map(head_words, disclosure.forms.values()))}
    words = [
        (word, *term.also)
        for word, term in disclosure.glossary.items()
        if term.also or word not in heads  # its row is an item of its own
    ]
    text = f"{words}{listed}"
    plain = words_of(text)
    terms = {word for word, *_ in plain}.union(*words, *(item.search for item in items))
    names = [item.title for item in items if not item.address.startswith(address_of(GUIDE))]
    return as_json(
        {
            "usual": f"{disclosure.agency.name} {disclosure.latest.file.report.title}".replace(
                REPORT, ""
            ),
            "years": [report.year.year for report in newest_first],
            "topics": named,
            "words": words,
            "hedges": {"before": [*BEFORE], "between": [*BETWEEN], "after": [*AFTER]},
            "units": units(),
            "editors": address_of(GUIDE),
            "plain": plain,
            "sounds": sounds({*"".join([*names, *terms])}),
            "variants": variants({*text, *str(plain), *ASKED_WITH}),
            "alike": look_alikes(terms),
            "items": listed,
        }
    )


def units() -> list[list[str]]:
    """The units of each dimension."""
    return [
        [unit for unit, other in DIMENSIONS.items() if other == dimension]
        for dimension in dict.fromkeys(DIMENSIONS.values())
    ]


REPORT = "年度报告"
ORIGINAL = ("原文", "报告全文", "报告在哪", "看报告", "pdf")
"""What readers call the document that a year page was made from."""
ASKED_WITH = "请问怎么样如何为什吗呢谁几个还没点万亿两这过时候对说"
"""What questions have that no page may have."""


def merge_entries(items: Iterable[Item]) -> list[Item]:
    """What several years say alike is one item."""
    found: dict[tuple[str, ...], Item] = {}
    for item in items:
        key = (item.address, item.title, item.text, item.within)
        known = found.setdefault(key, item)
        if known is not item:
            found[key] = replace(known, editions=known.editions + item.editions)
    return [*found.values()]


def as_list(item: Item) -> list[Any]:
    """Lists without their empty ends: the names of the fields would be half of the file."""
    editions = [
        trim([one.year, one.text, one.within, one.printed, one.values]) for one in item.editions
    ]
    return trim([item.address, item.title, item.text, item.within, editions, item.search])


def trim(values: list[Any]) -> list[Any]:
    while not values[-1]:
        values.pop()
    return values


# Hand-written pages


class SearchDirectives(Directives):
    """The directives as search reads them: a chart by its title and its note, and no list that the records give."""

    def chart(self, id: str, year: int | None = None, level: int = 3) -> Markup:
        if not self.url:
            return Markup()  # the home page repeats the topics' charts
        shown = self.view(id, year)
        words = {"question": shown.title, "answer": shown.note or "", "search": ()}
        return self.render("note.html", id=id, **words)

    def nothing(self, *_: Any, **__: Any) -> Markup:
        return Markup()

    checks = corrections = dictionary = downloads = figures_of = headline = nothing
    citation = fields = hedges = papers = table = tie_out = topics = years = changed = nothing


def page_items(site: SiteContext, path: str, text: str) -> Iterator[Item]:
    address = address_of(path)
    words = SearchDirectives(site, address, site.disclosure.latest).render_page(text)
    whole, *others = passages(words)
    whole.title = whole.title or PurePosixPath(path).stem  # as MkDocs calls a page without a title
    for passage in (whole, *others):
        at, within = (f"#{passage.at}", whole.title) if passage is not whole else ("", "")
        title, text = (
            (as_code(passage.title), "") if path == GUIDE else (passage.title, passage.text)
        )
        yield Item(address + at, title, text, within, search=passage.search)


def as_code(title: str) -> str:
    """`D305 算不拢` → `D305`: nobody looks for the rest."""
    code, _, _ = title.partition(" ")
    return code if CODE.fullmatch(code) else title


# What reports say


@dataclass(frozen=True)
class ReportItems:
    """What search finds of one report. Addresses are within the page of its year."""

    site: SiteContext
    year: Year

    def edition(
        self,
        *texts: str | None,
        section: str = "",
        printed: str = "",
        counted: Iterable[Entry] = (),
    ) -> tuple[Edition]:
        within = self.heading(section) if section else ""
        return (Edition(self.year.year, joined(*texts), within, printed, values(counted)),)

    def heading(self, section: str) -> str:
        return f"{section} {self.year.sections.get(section, '')}".rstrip()

    def figures(self) -> Iterator[Item]:
        topics = self.site.disclosure.topics
        for entry in (*self.year.narrative, *self.year.withdrawn.values()):
            if entry.shown:
                texts, section = (entry.scope, entry.note, entry.remark), entry.section
                topic = topics[entry.topic].title if entry.topic else ""
                found = self.edition(*texts, section=section, printed=entry.shown, counted=[entry])
                at = address(entry).partition("#")[2]
                words = self.search_words(entry)
                yield Item(f"#{at}", entry.label, entry.definition or "", topic, found, words)

    def search_words(self, entry: Entry) -> tuple[str, ...]:
        topic = self.site.disclosure.topics[entry.topic] if entry.topic else None
        return topic.indicators[entry.id].search if topic and entry.id in topic.indicators else ()

    def report(self) -> Iterator[Item]:
        """The year's page, its sections with what they hold, and what was corrected since."""
        year, title = self.year, self.year.file.report.title
        yield Item("#", "年度报告", editions=self.edition(f"{year.year}年度报告", title))
        source = self.edition(title, year.file.report.published_at)
        yield Item("#original", "报告原文", editions=source, search=ORIGINAL)
        for section in year_sections(year):
            events = (f"{event.when} {event.what}" for event in section.events)
            footnote = year.file.footnotes.get(section.key)
            texts = self.edition(*section.facts, *section.commitments, *events, footnote)
            yield Item(f"#{section.key}", self.heading(section.key), editions=texts)
            yield from self.papers(section)
            yield from self.rows(section.key)
        if year.file.corrections or year.file.printed_so:
            texts = self.edition(*self.corrections(), *year.file.printed_so.values())
            yield Item("#amended", "更正和原文有误", editions=texts)

    def papers(self, section: YearSection) -> Iterator[Item]:
        for number, paper in enumerate(section.papers, 1):
            issued = paper.issued.words if paper.issued else None
            texts = paper.number, issued, *paper.by, *paper.via, paper.about
            edition = self.edition(*texts, section=section.key)
            yield Item(f"#{section.key}-{number}", f"《{paper.title}》", editions=edition)

    def rows(self, table: str) -> Iterator[Item]:
        """One item a row of a statutory table."""
        if table in self.year.file.tables:
            for grid in self.year.grids[table]:
                for row, label in grid.lines:
                    yield self.row(table, grid, row, label)

    def row(self, table: str, grid: Grid, row: str, label: str) -> Item:
        """Found at its total, or at its first cell where the form has none."""
        above, _, title = label.rpartition("／")
        names = dict(zip(dict(grid.columns), short_heads(grid.columns), strict=True))
        cells = {column: self.year.entries[f"{table}.{row}.{column}"] for column in names}
        at = "total" if "total" in cells else next(iter(cells))
        counted = {column: cell for column, cell in cells.items() if values([cell])}
        listed = (counted or {at: cells[at]}).items()
        texts = (f"{names[column]} {cell.shown or BLANK}" for column, cell in listed)
        edition = self.edition(*texts, section=table, counted=counted.values())
        return Item(f"#{cells[at].id}", title, within=above.replace("／", " › "), editions=edition)

    def corrections(self) -> Iterator[str]:
        """What was published before is found too, by those who saw it then."""
        label = directives_for(self.site, "").label
        for one in self.year.file.corrections:
            now = WITHDRAWN if one.is_withdrawal else one.now
            yield f"{label(one.figure, self.year)}：{one.was} → {now}，{one.why}"


def values(entries: Iterable[Entry]) -> tuple[Decimal, ...]:
    """What was counted. Nobody looks for a 0, of which the statutory tables are full."""
    figures = [entry.figure for entry in entries]
    return tuple(figure.value for figure in figures if figure and figure.value)


def joined(*texts: str | None) -> str:
    return " · ".join(filter(None, texts))
