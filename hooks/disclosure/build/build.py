"""Everything MkDocs is given besides the theme: pages, data files and the chart library, or all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from disclosure import __version__
from disclosure.ledger.load import LoadedData
from disclosure.ledger.permalinks import blank_path, next_year
from disclosure.ledger.releases import publication_days, release_dates
from disclosure.metadata.head import PageMetadata
from disclosure.open_data.blank_year import blank_year
from disclosure.open_data.data_package import package_files
from disclosure.open_data.downloads import Downloads
from disclosure.open_data.provenance import NOWHERE, Origin
from disclosure.open_data.workbooks.fill_in import fill_in_workbook
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.load import load_data_and_pages
from disclosure.pages.page import (
    GeneratedFile,
    card_files,
    change_files,
    rendered_pages,
    year_pages,
)
from disclosure.pages.search.index import INDEX, search_index
from disclosure.problems.problem import Problems

from .assets import STYLES, Asset, handwritten_assets, styles
from .notices import LICENCES, licences
from .plotly_bundle import ChartLibrary, chart_library
from .settings import site_name

PLOTLY = "assets/plotly.min.js"


class Build:
    """One build, checked whole before any of it is made."""

    def __init__(self, root: Path, data: Path, docs: Path, origin: Origin = NOWHERE) -> None:
        """Raises problem.Stopped with everything wrong in the data and in the pages."""
        self.root, self.docs, self.origin = root, docs, origin
        self.problems = Problems()
        self.loaded, self.written = load_data_and_pages(data, docs, self.problems)
        name = site_name(root / "mkdocs.yml", self.problems)
        self.problems.raise_if_errors()
        self.site = site_of(self.loaded, origin, name)

    @cached_property
    def outside(self) -> PageMetadata:
        """Every page, filled in, with its metadata for other programs."""
        pages = (*rendered_pages(self.site, self.written, self.docs.name), *year_pages(self.site))
        released = release_dates(self.loaded.files)
        return PageMetadata(self.site, self.written, pages, released, styles(self.docs))

    @property
    def missing(self) -> list[str]:
        """What pages go without, and how to get it."""
        return self.outside.missing

    def pages(self) -> Iterator[GeneratedFile]:
        """Every generated file and every hand-written page, filled in."""
        yield from self.pages_and_data()
        yield GeneratedFile(LICENCES, licences(self.root, self.library))

    def pages_and_data(self) -> Iterator[GeneratedFile]:
        """Those that come from data and pages alone, whatever libraries are installed."""
        yield from self.outside.pages_with_metadata()
        yield from self.outside.files()
        yield from (GeneratedFile(file.path, file.content) for file in self.site.resources)
        yield from card_files(self.site)
        yield from change_files(self.site)
        year = next_year(self.site.disclosure)
        yield GeneratedFile(blank_path(year), blank_year(self.loaded, year, str(year - 1)))
        book = fill_in_workbook(self.loaded, year, str(year - 1), self.origin)
        yield GeneratedFile(blank_path(year, "xlsx"), book)

    @cached_property
    def library(self) -> ChartLibrary:
        return chart_library(self.root)

    @cached_property
    def assets(self) -> list[Asset]:
        """What pages fetch besides data: styles, scripts, the chart library, the index of search."""
        return [
            *handwritten_assets(self.docs),
            Asset(STYLES, styles(self.docs).encode()),
            Asset(PLOTLY, self.library.script.encode()),
            Asset(INDEX, search_index(self.site, self.written)),
        ]

    def template_variables(self) -> dict[str, Any]:
        """What the templates of overrides/ find in `config.extra`, besides what mkdocs.yml says there."""
        return {
            "assets": {asset.path: asset.address for asset in self.assets},
            "version": self.origin.version,
            "program": __version__,
            "agency": self.loaded.ledger.disclosure.agency.model_dump(exclude_none=True),
            "source": self.origin.source,
        }


def site_of(loaded: LoadedData, origin: Origin, name: str) -> SiteContext:
    """What pages share. The files to download come first: pages list them, and they hold what charts show."""
    ledger = loaded.ledger
    on = directives_for(SiteContext(ledger, origin), "")
    days = publication_days(loaded)
    files = [*Downloads(ledger, origin, days, lambda id: (on.view(id), on.trend(id))).all()]
    resources = (*files, *package_files(ledger.disclosure, origin, files))
    return SiteContext(ledger, origin, name or ledger.disclosure.agency.name, resources)
