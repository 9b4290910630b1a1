"""Records → rows of the tables to download; columns.py defines their fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from disclosure.charts.chart import ChartView
from disclosure.charts.mark import Mark
from disclosure.charts.trend import Trend
from disclosure.figures.figure import Figure, Qualifier
from disclosure.ledger.derived import Computed
from disclosure.ledger.permalinks import address
from disclosure.ledger.records import Disclosure, Entry, Year

from .columns import Row
from .provenance import Origin


@dataclass(frozen=True, slots=True)
class Rows:
    """What every row says of where it comes from."""

    disclosure: Disclosure
    origin: Origin

    def figures(self) -> Iterator[Row]:
        yield from map(self.figure, self.disclosure.entries())

    def figure(self, entry: Entry) -> Row:
        """One figure or cell. A cell that the report left blank has no printed text, no value and no qualifier."""
        year = self.disclosure.years[entry.year]
        return {
            "id": entry.id,
            "year": entry.year,
            "topic": entry.topic,
            "label": entry.label,
            **figure_values(entry.figure),
            "period": period_text(entry),
            "since": entry.since,
            "note": entry.note,
            "section": entry.section or None,
            **self.provenance(year, entry),
            "verified": year.verified_on(entry),
            **standing(entry),
        }

    def cells(self, table: str) -> Iterator[Row]:
        """A statutory table over the years, a row for each cell, in the form's order."""
        for year in self.disclosure.years.values():
            for grid in year.grids.get(table, ()):
                for id, (row, row_label), (column, column_label) in grid.cells():
                    names = {"table": table, "row": row, "row_label": row_label}
                    names |= {"column": column, "column_label": column_label}
                    yield self.figure(year.entries[id]) | names

    def chart(self, view: ChartView) -> Iterator[Row]:
        for mark in (*view.marks, *view.zeros):
            row = self.chart_row(mark.label, mark.entry, view.year)
            row["section"] = "、".join(mark.sections) or None
            if mark.computed:
                yield row | sum_values(mark, mark.computed)
            elif view.kind == "timeline" and mark.period:
                yield row | {"scope": mark.printed, "period": mark.period.text}
            else:
                yield row

    def trend(self, trend: Trend) -> Iterator[Row]:
        """A year without a comparable figure has its row, and no figure in it; one without a report has none."""
        for series in trend.series:
            for year, point in zip(trend.years, series.points, strict=True):
                if year in trend.reported:
                    row = self.chart_row(series.label, point.entry, self.disclosure.years[year])
                    if point.mark and point.computed:
                        row |= sum_values(point.mark, point.computed)
                        row["section"] = "、".join(point.mark.sections)
                    yield row

    def chart_row(self, label: str, entry: Entry | None, year: Year) -> Row:
        return {
            "label": label,
            **figure_values(entry.figure if entry else None),
            "scope": entry.scope if entry else None,
            "computed": None,
            "id": entry.id if entry else None,
            "section": entry.section if entry else None,
            "year": year.year,
            "period": period_text(entry) if entry else None,
            "since": entry.since if entry else None,
            "note": entry.note if entry else None,
            **standing(entry),
            **self.provenance(year, entry),
        }

    def indicators(self) -> Iterator[Row]:
        for stem, topic in self.disclosure.topics.items():
            for id, indicator in topic.indicators.items():
                given = [
                    year.entries[id]
                    for year in self.disclosure.years.values()
                    if id in year.entries
                ]
                yield {
                    "id": id,
                    "topic": stem,
                    "label": indicator.label,
                    "unit": indicator.unit,
                    "definition": indicator.definition,
                    "years": "、".join(str(entry.year) for entry in given),
                    "sections": "、".join(f"{entry.year} {entry.section}" for entry in given),
                    "commit": self.origin.version or None,
                }

    def provenance(self, year: Year, entry: Entry | None) -> Row:
        """The report, the figure's permanent address (whole where the site's is known), and the commit."""
        url = quote(address(entry), safe="/#") if entry else None
        return {
            "source": year.file.report.title,
            "url": urljoin(self.origin.site_url, url) if url else None,
            "commit": self.origin.version or None,
        }


def period_text(entry: Entry) -> str:
    """A running total begins where its `since` says in words: `../2022-12-31` (ISO 8601-2)."""
    return f"../{entry.period.end}" if entry.since else entry.period.text


def standing(entry: Entry | None) -> Row:
    """What a reader must know before taking the number; all None where there is no figure."""
    if entry is None:
        return dict.fromkeys(("check", "withdrawn", "restated", "remark"))
    withdrawn = entry.withdrawn.on.text if entry.withdrawn else None
    return {
        "check": entry.check.value,
        "withdrawn": withdrawn,
        "restated": entry.restated[-1].printed if entry.restated else None,
        "remark": entry.remark or None,
    }


def sum_values(mark: Mark, computed: Computed) -> Row:
    """Our own sum of figures: exact, since figures of which the words leave a bound open are not added up."""
    low, high = computed.bounds
    return {
        "value": computed.value,
        "min": low,
        "max": high,
        "qualifier": Qualifier.EXACT.value,
        "unit": mark.unit,
        "scope": mark.scope,
        "computed": computed.formula,
        "period": mark.period.text if mark.period else None,
    }


def figure_values(figure: Figure | None) -> Row:
    """A figure as printed, and what its words state. All None where nothing was printed."""
    return {
        "printed": figure.printed if figure else None,
        "value": figure.value if figure else None,
        "min": figure.low if figure else None,
        "max": figure.high if figure else None,
        "qualifier": figure.qualifier.value if figure else None,
        "unit": figure.unit.word if figure else None,
    }
