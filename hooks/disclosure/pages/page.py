"""Records and hand-written pages → the Markdown that MkDocs builds, each file knowing what an editor should open; and
the figures' cards, one file a year, which a page fetches on the first tap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.ledger.records import Year
from disclosure.ledger.tieouts import Outcome
from disclosure.open_data.serialize import as_json

from .context import SiteContext
from .directives.rendering import directives_for
from .handwritten.docs_files import address_of
from .years_table import changes


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """One file of the site's source."""

    path: str
    """In the docs folder: `years/2022.md`, `data/figures.csv`."""
    content: str | bytes
    edit: str | None = None
    """The file behind it, from the project's top; None where nobody edits it."""

    @property
    def as_bytes(self) -> bytes:
        """As it is written: bytes, or Windows would end the lines of CSV twice."""
        return self.content.encode() if isinstance(self.content, str) else self.content


@dataclass(frozen=True, slots=True)
class YearSection:
    """One section of a year page, in the report's order."""

    key: str
    title: str
    level: int
    entries: tuple[Any, ...]
    table: bool
    facts: tuple[str, ...]
    commitments: tuple[str, ...]
    papers: tuple[Any, ...]
    events: tuple[Any, ...]
    is_bare: bool = False
    """Whether nothing of it is in the data, nor of a section within it."""


def rendered_pages(
    site: SiteContext, written: Mapping[str, str], folder: str
) -> Iterator[GeneratedFile]:
    """The hand-written pages with their directives carried out."""
    for path, text in written.items():
        yield GeneratedFile(
            path, directives_for(site, address_of(path)).render_page(text), f"{folder}/{path}"
        )


def year_pages(site: SiteContext) -> Iterator[GeneratedFile]:
    """One page a report, from nothing but its data."""
    for year in site.disclosure.years.values():
        on = directives_for(site, f"years/{year.year}/", year.year)
        outcomes = [result.outcome for result in site.ledger.results_of_year(year.year)]
        text = on.render(
            "year.md",
            year=year,
            ledger=site.ledger,
            sections=tuple(year_sections(year)),
            holding=outcomes.count(Outcome.HOLDS),
            blank=outcomes.count(Outcome.BLANK),
            undecided=outcomes.count(Outcome.UNDECIDED),
            failing=outcomes.count(Outcome.FAILS),
        )
        yield GeneratedFile(f"years/{year.year}.md", f"{text}\n", year.source)


def year_sections(year: Year) -> Iterator[YearSection]:
    file = year.file
    for key, title in file.outline.items():
        held: dict[str, Any] = {
            "entries": year.in_section(key),
            "table": key in file.tables,
            "facts": file.facts.get(key, ()),
            "commitments": file.commitments.get(key, ()),
            "papers": file.papers.get(key, ()),
            "events": file.events.get(key, ()),
        }
        inner = any(other != key and other.startswith(key) for other in file.outline)
        is_bare = not any(held.values()) and not inner
        yield YearSection(key=key, title=title, level=level(key), is_bare=is_bare, **held)


def level(section: str) -> int:
    """Heading level: `一` is 2, `一（一）` 3, `一（一）6` 4."""
    return 2 + ("（" in section) + bool(re.search(r"）[0-9]", section))


def card_files(site: SiteContext) -> Iterator[GeneratedFile]:
    """Figure → its card as HTML, ready to show; of what has no number there is none."""
    for year in site.disclosure.years.values():
        on = directives_for(site, f"years/{year.year}/", year.year)
        found = {
            id: on.card(entry)
            for id, entry in year.entries.items()
            if entry.figure and entry.figure.value is not None
        }
        yield GeneratedFile(f"years/{year.year}/cards.json", as_json(found))


def change_files(site: SiteContext) -> Iterator[GeneratedFile]:
    """What changed from each earlier report to this one, which the years page fetches for two that a reader chooses."""
    for year in site.disclosure.years.values():
        if found := changes(year, site.years_table):
            yield GeneratedFile(f"years/{year.year}/changes.json", as_json(found))
