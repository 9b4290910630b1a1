"""What every page shares: the data, its sums, what can be downloaded, and the template environments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, cast

from jinja2 import Environment
from jinja2.runtime import Macro
from markupsafe import Markup

from disclosure.charts.mark import LEGEND
from disclosure.charts.parts import FEW
from disclosure.charts.trend import NO_REPORT
from disclosure.datafiles.models import Chart, Note
from disclosure.figures.figure import split
from disclosure.figures.units import plain
from disclosure.ledger.derived import meaning
from disclosure.ledger.permalinks import correction_id
from disclosure.ledger.records import CONTRADICTED_MARK, Disclosure
from disclosure.ledger.tieouts import OUTCOMES, Ledger
from disclosure.open_data.provenance import NOWHERE, Origin
from disclosure.open_data.resource import FORMATS, Resource

from .templating import template_environment, template_texts
from .years_table import YearsTable


class SiteContext:
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
        self.templates = page_templates(template_texts())
        self.ties: dict[tuple[int, str], Markup] = {}
        """(Year, sum) → how it turned out, as pages show it, of each that was shown already."""

    @cached_property
    def figure(self) -> Macro:
        """The template of a figure: a call of it is cheaper than a template of its own, and pages have thousands."""
        module: Any = self.templates.get_template("figure.html").module
        return cast(Macro, module.figure)

    @cached_property
    def years_table(self) -> YearsTable:
        return YearsTable(self.disclosure)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Word of the glossary, and each other word for the same → the word that it stands under."""
        glossary = self.disclosure.glossary
        others = {other: word for word, term in glossary.items() for other in term.also}
        return others | {word: word for word in glossary}

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


@lru_cache(maxsize=1)
def page_templates(texts: tuple[tuple[str, str], ...]) -> Environment:
    """The templates of pages with what they may call: the same ones for as long as their texts are the same."""
    templates = template_environment(texts)
    templates.filters["plain"] = lambda value: "" if value is None else plain(value)
    templates.globals |= {
        "split": split,
        "meaning": meaning,
        "as_yaml": as_yaml,
        "correction_id": correction_id,
        "OUTCOMES": OUTCOMES,
        "FEW": FEW,
        "LEGEND": LEGEND,
        "CONTRADICTED_MARK": CONTRADICTED_MARK,
        "NO_REPORT": NO_REPORT,
        "FORMATS": FORMATS,
        "MOST_DOUBTFUL": MOST_DOUBTFUL,
        "NARROW": NARROW,
    }
    return templates


def as_yaml(data: Any) -> Markup:
    """For front matter: JSON, which is YAML as well."""
    return Markup(json.dumps(data, ensure_ascii=False))


MOST_DOUBTFUL = 12
"""Figures that a year page names of those that are to be checked against the report again."""
NARROW = 6
"""Columns of a statutory table that fit on a phone."""
