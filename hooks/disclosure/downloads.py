"""Records → open data: every figure and every statutory cell as CSV and JSON, each year whole, each chart."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urljoin

from .charts import View
from .directives import Site, address
from .figure import Figure
from .pages import Page
from .records import Disclosure, Entry, Year
from .shapes import Form
from .tieouts import Ledger, Result
from .trends import Trend
from .units import plain

Row = dict[str, Any]


def downloads(site: Site) -> Iterator[Page]:
    """Every data file."""
    rows = [
        row(entry, site.disclosure, site.origin.site_url) for entry in site.disclosure.entries()
    ]
    yield Page("data/figures.json", lines_of_json(rows))
    yield Page("data/figures.csv", as_csv(rows, COLUMNS))
    for year in site.disclosure.years.values():
        told = [row for row in rows if row["year"] == year.year]
        yield Page(f"data/{year.year}.json", as_json(whole(year, site.ledger, told)))
        yield Page(f"years/{year.year}/cards.json", as_json(cards(site, year)))
    for id in site.charts:
        yield Page(f"data/charts/{id}.csv", as_csv(chart_rows(site.on("").view(id)), CHART_COLUMNS))
        if trend := site.on("").trend(id):
            yield Page(f"data/charts/{trend.id}.csv", as_csv(trend_rows(trend), CHART_COLUMNS))


def row(entry: Entry, disclosure: Disclosure, site_url: str) -> Row:
    """One figure or cell. A cell that the report left blank has no printed text, no value and no qualifier."""
    year = disclosure.years[entry.year]
    return {
        "id": entry.id,
        "year": entry.year,
        "topic": entry.topic,
        "label": entry.label,
        **numbers(entry.figure),
        "period": entry.period.text,
        "since": entry.since,
        "section": entry.section,
        "source": year.file.report.title,
        "url": urljoin(site_url, quote(address(entry), safe="/#")),
        "verified": year.verified_on(entry),
    }


def numbers(figure: Figure | None) -> Row:
    """A figure as printed, and what its words state. All None where nothing was printed."""
    return {
        "printed": figure.printed if figure else None,
        "value": figure.value if figure else None,
        "min": figure.low if figure else None,
        "max": figure.high if figure else None,
        "qualifier": figure.qualifier.value if figure else None,
        "unit": figure.unit.word if figure else None,
    }


def whole(year: Year, ledger: Ledger, rows: list[Row]) -> Row:
    """One report as a whole, section by section, with the results of its tie-outs. `rows` are the year's own."""
    file = year.file
    return {
        "agency": ledger.disclosure.agency.name,
        "year": year.year,
        "report": file.report.model_dump(mode="json"),
        "form": form(year.form),
        "verification": verification(year),
        "tables_of": {table: form(other) for table, other in year.others.items()},
        "sections": [section(key, title, year, rows) for key, title in file.outline.items()],
        "tie_outs": [tie_out(result) for result in ledger.of_year(year.year)],
        "printed_so": file.printed_so,
        "corrections": [one.model_dump(mode="json") for one in file.corrections],
    }


def form(used: Form) -> Row:
    return {"title": used.title, "source": used.source}


def verification(year: Year) -> Row | None:
    """When the figures were held against which document; None if they never were."""
    held = year.verified
    return {"on": held.on.text, **held.source.model_dump()} if held else None


def section(key: str, title: str, year: Year, rows: list[Row]) -> Row:
    file = year.file
    return {
        "section": key,
        "title": title,
        "figures": [row for row in rows if row["section"] == key],
        "facts": file.facts.get(key, ()),
        "papers": [paper.model_dump(mode="json") for paper in file.papers.get(key, ())],
        "events": [event.model_dump(mode="json") for event in file.events.get(key, ())],
        "commitments": file.commitments.get(key, ()),
        "footnote": file.footnotes.get(key),
    }


def tie_out(result: Result) -> Row:
    return {
        "id": result.id,
        "label": result.rule.label,
        "binding": result.binding or None,
        "outcome": result.outcome.value,
        "arithmetic": result.arithmetic,
        "reason": result.reason or None,
    }


def cards(site: Site, year: Year) -> dict[str, str]:
    """Figure → its card, ready to show on a tap."""
    on = site.on(f"years/{year.year}/", year.year)
    return {
        id: on.card(entry)
        for id, entry in year.entries.items()
        if entry.figure and entry.figure.value is not None
    }


def chart_rows(view: View) -> Iterator[Row]:
    for mark in view.marks:
        yield chart_row(mark.label, mark.entry, view.year.year) | {
            "printed": mark.printed,
            "value": mark.value if view.kind != "timeline" else None,
            "scope": mark.scope,
            "computed": mark.computed.formula if mark.computed else None,
        }


def trend_rows(trend: Trend) -> Iterator[Row]:
    """A year without a comparable figure has its row, and nothing in it."""
    for series in trend.series:
        for year, point in zip(trend.years, series.points, strict=True):
            yield chart_row(series.label, point.entry, year)


def chart_row(label: str, entry: Entry | None, year: int) -> Row:
    return {
        "label": label,
        **numbers(entry.figure if entry else None),
        "scope": entry.scope if entry else None,
        "computed": None,
        "id": entry.id if entry else None,
        "section": entry.section if entry else None,
        "year": year,
    }


def as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=number) + "\n"


def lines_of_json(rows: Iterable[Any]) -> str:
    """A list, a row a line: a change in one figure is a change of one line."""
    return "[\n" + ",\n".join(as_json(row).rstrip() for row in rows) + "\n]\n"


def number(value: Any) -> int | float:
    """A Decimal as JSON writes numbers; ours are far inside what a double keeps exactly."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return int(value) if value == value.to_integral_value() else float(value)


def as_csv(rows: Iterable[Row], columns: tuple[str, ...]) -> str:
    """With a byte order mark, or Excel takes the Chinese for another encoding."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return "\ufeff" + text.getvalue()


def cell(value: Any) -> Any:
    """As a spreadsheet may read it: a text that begins like a formula gets an apostrophe, so that it never runs."""
    if isinstance(value, Decimal):
        return plain(value)
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


FORMULA = re.compile(r"[=@＝＠\t]|[+＋－-](?![0-9.,]*$)")
COLUMNS = (
    *("id", "year", "topic", "label", "printed", "value", "min", "max", "qualifier", "unit"),
    *("period", "since", "section", "source", "url", "verified"),
)
CHART_COLUMNS = (
    *("label", "printed", "value", "min", "max", "qualifier", "unit"),
    *("scope", "computed", "id", "section", "year"),
)
