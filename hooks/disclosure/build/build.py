"""Everything MkDocs is given besides the theme: pages, data files and the chart library, or all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from disclosure import __version__
from disclosure.ledger.load import Loaded, look
from disclosure.ledger.permalinks import blank_path, next_year
from disclosure.ledger.releases import days, releases
from disclosure.metadata.head import Outside
from disclosure.open_data.blank_year import blank_year
from disclosure.open_data.data_package import packaged
from disclosure.open_data.downloads import downloads
from disclosure.open_data.provenance import NOWHERE, Origin
from disclosure.pages.context import Site
from disclosure.pages.directive_check import Names
from disclosure.pages.directives import directives_for
from disclosure.pages.docs_files import check_docs_files
from disclosure.pages.page import (
    Page,
    cards,
    check_pages,
    check_words,
    filled,
    hand_written,
    year_pages,
)
from disclosure.pages.search_index import INDEX, index
from disclosure.problems.problem import Problems

from .assets import PARTS, Asset, written
from .notices import LICENCES, licences
from .plotly_bundle import ChartLibrary, chart_library

PLOTLY = "assets/plotly.min.js"
STYLES = "assets/site.css"
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
"""Where the theme has what it brings along and no page of ours names."""


def look_over(data: Path, docs: Path, problems: Problems) -> tuple[Loaded, dict[str, str]]:
    """The data and the hand-written pages, with every problem of both recorded."""
    loaded, written = look(data, problems), hand_written(docs, problems)
    disclosure = loaded.ledger.disclosure
    names = Names.of(loaded.names)
    check_words(disclosure.words, names, written, docs.name, problems, disclosure.agency)
    check_docs_files(docs, problems)
    check_pages(loaded.files.stems["topics"], written, docs.name, problems)
    return loaded, written


class Build:
    """One build, checked whole before any of it is made."""

    def __init__(self, root: Path, data: Path, docs: Path, origin: Origin = NOWHERE) -> None:
        """Raises problem.Stopped with everything wrong in the data and in the pages."""
        self.root, self.docs, self.origin = root, docs, origin
        self.problems = Problems()
        self.loaded, self.written = look_over(data, docs, self.problems)
        self.problems.stop_if_any()
        self.site = site_of(self.loaded, origin, name_of(root / "mkdocs.yml"))

    @cached_property
    def outside(self) -> Outside:
        """Every page, filled in, with what other programs are told of it."""
        pages = (*filled(self.site, self.written, self.docs.name), *year_pages(self.site))
        released = releases(self.loaded.files)
        return Outside(self.site, self.written, pages, released, styles(self.docs))

    @property
    def missing(self) -> list[str]:
        """What pages go without, and how to get it."""
        return self.outside.missing

    def pages(self) -> Iterator[Page]:
        """Every generated file and every hand-written page, filled in."""
        yield from self.outside.headed()
        yield from self.outside.files()
        yield from (Page(file.path, file.content) for file in self.site.resources)
        yield from cards(self.site)
        year = next_year(self.site.disclosure)
        yield Page(blank_path(year), blank_year(self.loaded, year, str(year - 1)))
        yield Page(LICENCES, licences(self.root, self.library))

    @cached_property
    def library(self) -> ChartLibrary:
        return chart_library(self.root)

    @cached_property
    def assets(self) -> list[Asset]:
        """What pages fetch besides data: styles, scripts, the chart library, the index of search."""
        return [
            *written(self.docs),
            Asset(STYLES, styles(self.docs).encode()),
            Asset(PLOTLY, self.library.script.encode()),
            Asset(INDEX, index(self.site, self.written)),
        ]

    def extra(self) -> dict[str, Any]:
        """What the templates of overrides/ find in `config.extra`, besides what mkdocs.yml says there."""
        return {
            "assets": {asset.path: asset.address for asset in self.assets},
            "version": self.origin.version,
            "program": __version__,
            "source": self.origin.source,
        }


def site_of(loaded: Loaded, origin: Origin, name: str) -> Site:
    """What pages share. The files to download come first: pages list them, and they hold what charts show."""
    ledger = loaded.ledger
    on = directives_for(Site(ledger, origin), "")
    files = tuple(
        downloads(ledger, origin, days(loaded), lambda chart: (on.view(chart), on.trend(chart)))
    )
    resources = (*files, *packaged(ledger.disclosure, origin, files))
    return Site(ledger, origin, name or ledger.disclosure.agency.name, resources)


def name_of(settings: Path) -> str:
    """What mkdocs.yml calls the site. Its other lines mean something to MkDocs alone."""
    text = settings.read_text("utf-8") if settings.is_file() else ""
    found = re.search(r"^site_name:.*$", text, re.MULTILINE)
    return str(yaml.safe_load(found[0])["site_name"]) if found else ""


def styles(docs: Path) -> str:
    """One file of all parts, in the order of their names: a phone waits for each file it is sent to."""
    parts = sorted((docs / PARTS).glob("*.css"))
    return COMMENT.sub("", "\n".join(part.read_text("utf-8") for part in parts))


COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
