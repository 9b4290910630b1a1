"""Records and hand-written pages → the Markdown that MkDocs builds, each file knowing what an editor should open; and
the figures' cards, one file a year, which a page fetches on the first tap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from disclosure.datafiles.parsing.yaml_source import read_text
from disclosure.ledger.records import DirectiveText, Disclosure, Year
from disclosure.ledger.tieouts import Outcome
from disclosure.open_data.serialize import as_json
from disclosure.problems.problem import Place, Problems

from .context import SiteContext
from .directive_check import DirectiveNames, check
from .directives import directives_for
from .handwritten.docs_files import docs_files
from .handwritten.front_matter import check_front_matter
from .handwritten.prose import check_prose
from .missing_figures import check_missing_figures, is_met
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


def read_handwritten(folder: Path, problems: Problems) -> dict[str, str]:
    """Path in the docs folder → text, of every Markdown page people wrote, its lines ended as on Unix."""
    found = {}
    for path in docs_files(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".md":
            text = read_text(path, Place(f"{folder.name}/{name}"), problems) or ""
            found[name] = text.replace("\r\n", "\n").replace("\r", "\n")
    return found


def check_directives(
    disclosure: Disclosure,
    names: DirectiveNames,
    written: Mapping[str, str],
    folder: str,
    problems: Problems,
) -> None:
    """Every directive in the pages and in the topics' texts names something that is there, in each year it is shown
    for."""
    chosen = partial(is_met, disclosure, disclosure.latest) if disclosure.years else None
    for path, text in written.items():
        check_front_matter(text, f"{folder}/{path}", problems)
        check_prose(text, f"{folder}/{path}", disclosure.agency, problems, chosen)
    pages = (
        DirectiveText(text, Place(f"{folder}/{path}"), tuple(text.split("\n")))
        for path, text in written.items()
    )
    texts = (*pages, *disclosure.directive_texts)
    for one in texts:
        check(one, names, problems)
    check_missing_figures(texts, disclosure, problems)


def check_pages(
    topics: Iterable[str], written: Mapping[str, str], folder: str, problems: Problems
) -> None:
    """Every page that templates link to is there: MkDocs looks only after the links that Markdown makes."""
    for page in (*LINKED, *(f"topics/{stem}.md" for stem in topics)):
        if page not in written:
            problems.add("D503", Place(f"{folder}/{page}"), page=f"{folder}/{page}")


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


def address_of(path: str) -> str:
    """`topics/push.md` → `topics/push/`, `index.md` → the top."""
    stem = path.removesuffix(".md").removesuffix("index").removesuffix("README")
    return stem if stem.endswith("/") or not stem else f"{stem}/"


LINKED = (
    *("index.md", "topics/index.md", "years/index.md", "data/index.md"),
    *("checks.md", "corrections.md", "about/glossary.md"),
)
"""Pages at addresses that templates, cards and the 404 page name."""


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
