"""What every page shares: the data, its sums, what can be downloaded, and the template environments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from .charts import HEDGED, LEGEND
from .computed import meaning
from .directives import Directives
from .figure import split
from .origin import NOWHERE, Origin
from .permalinks import correction_id
from .records import Disclosure
from .resources import FORMATS, Resource
from .shapes import Chart, Note
from .tieouts import OUTCOMES, Ledger
from .units import plain
from .wording import linked, page_environment, template_environment, without_markup


class Site:
    """What every page shares: the data, its sums, and the template environments."""

    def __init__(
        self,
        ledger: Ledger,
        origin: Origin = NOWHERE,
        name: str = "",
        resources: tuple[Resource, ...] = (),
    ) -> None:
        """`name` is what mkdocs.yml calls the site; `resources` are the files to download."""
        self.ledger, self.origin = ledger, origin
        self.name, self.resources = name, resources
        self.disclosure: Disclosure = ledger.disclosure
        self.templates = template_environment()
        self.pages = page_environment()
        self._compiled: dict[str, Template] = {}
        self._worded: dict[str, Template] = {}
        self.templates.filters["plain"] = lambda value: "" if value is None else plain(value)
        self.templates.filters["linked"] = linked
        self.templates.globals |= {
            "split": split,
            "meaning": meaning,
            "as_yaml": as_yaml,
            "correction_id": correction_id,
            "OUTCOMES": OUTCOMES,
            "LEGEND": LEGEND,
            "HEDGED": HEDGED,
            "FORMATS": FORMATS,
            "MOST_DOUBTFUL": MOST_DOUBTFUL,
        }

    @cached_property
    def charts(self) -> Mapping[str, Chart]:
        return {
            id: chart
            for topic in self.disclosure.topics.values()
            for id, chart in topic.charts.items()
        }

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        return {
            id: note
            for topic in self.disclosure.topics.values()
            for id, note in topic.notes.items()
        }

    def compiled(self, text: str) -> Template:
        """A hand-written page, compiled once: it is filled in to be read, and again to be searched."""
        if text not in self._compiled:
            self._compiled[text] = self.pages.from_string(text)
        return self._compiled[text]

    def worded(self, text: str) -> Template:
        """A data text, compiled once however many pages, cards and downloads say it."""
        if text not in self._worded:
            self._worded[text] = self.pages.from_string(without_markup(text, self.pages))
        return self._worded[text]

    def on(self, url: str, year: int | None = None) -> Directives:
        """The directives as the page at `url` (`topics/push/`) sees them."""
        return Directives(
            self, url, self.disclosure.years[year] if year else self.disclosure.latest
        )


def as_yaml(data: Any) -> Markup:
    """For front matter: JSON, which is YAML as well."""
    return Markup(json.dumps(data, ensure_ascii=False))


MOST_DOUBTFUL = 12
"""Figures that a year page names of those that are to be held against the report again."""
