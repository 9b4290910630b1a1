"""The data and the hand-written pages → both read and checked, with nothing rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from disclosure.datafiles.parsing.yaml_source import read_text
from disclosure.ledger.load import LoadedData, load_data
from disclosure.ledger.records import DirectiveText, Disclosure
from disclosure.problems.problem import Place, Problems

from .directives.check import DirectiveNames, check
from .directives.missing_figures import check_missing_figures, is_met
from .handwritten.docs_files import check_badges, check_docs_files, docs_files
from .handwritten.front_matter import check_front_matter
from .handwritten.prose import check_prose


def load_data_and_pages(
    data: Path, docs: Path, problems: Problems
) -> tuple[LoadedData, dict[str, str]]:
    """The data and the hand-written pages, with every problem of both recorded."""
    loaded, written = load_data(data, problems), read_handwritten(docs, problems)
    disclosure = loaded.ledger.disclosure
    names = DirectiveNames.of(loaded.symbols)
    check_directives(disclosure, names, written, docs.name, problems)
    check_docs_files(docs, problems)
    check_badges(loaded.files.agency, docs, problems)
    check_pages(loaded.files.stems["topics"], written, docs.name, problems)
    return loaded, written


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


LINKED = (
    *("index.md", "topics/index.md", "years/index.md", "data/index.md"),
    *("checks.md", "corrections.md", "about/glossary.md", "about/contact.md"),
)
"""Pages at addresses that templates, cards and the 404 page name."""
