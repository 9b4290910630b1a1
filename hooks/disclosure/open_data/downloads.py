"""Records → the files to download: all figures, each year, topic, statutory table and chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from disclosure.charts.chart import ChartView
from disclosure.charts.trend import Trend
from disclosure.figures.figure import Qualifier
from disclosure.figures.numerals import in_ascii
from disclosure.ledger.records import Check, Disclosure, Year, belongs
from disclosure.ledger.releases import Days, latest_day
from disclosure.ledger.tieouts import Ledger

from .columns import CELL, CHART, CHECKS, COLUMNS, FIGURE, INDICATOR, QUALIFIERS, Row
from .provenance import Origin
from .resource import Resource
from .rows import Rows
from .serialize import as_csv, as_json, json_lines_list
from .usage_notes import usage_notes
from .workbooks.excel import workbook
from .year_document import year_document

Charts = Callable[[str], tuple[ChartView, Trend | None]]
"""A chart's name → what its page shows of the latest year, and of several years where they are comparable."""

Shared = dict[str, Any]
"""Fields of a Resource that several files have alike."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """Every file but those that describe the others. Addresses never change: programs fetch them each year."""

    ledger: Ledger
    origin: Origin
    days: Days
    charts: Charts

    @property
    def disclosure(self) -> Disclosure:
        return self.ledger.disclosure

    @property
    def rows(self) -> Rows:
        return Rows(self.disclosure, self.origin)

    def all(self) -> Iterator[Resource]:
        """In the order of the data page."""
        entries, figures = self.disclosure.entries(), list(self.rows.figures())
        title, changed = "全部数字", latest_day(entries, self.days)
        about: Shared = {"group": "all", "title": title, "changed_on": changed}
        about["description"] = "各年正文里的每一个数和统计表的每一格"
        yield from csv_and_json("data/figures", figures, FIGURE, about)
        yield Resource("data/figures.xlsx", self.book(title, figures), FIGURE, **about)
        about |= {
            "title": "指标词典",
            "description": "每个指标的名字、单位、定义，各年在报告的哪一节",
        }
        yield from csv_and_json("data/indicators", [*self.rows.indicators()], INDICATOR, about)
        for year in [*self.disclosure.years.values()][::-1]:
            yield from self.year(year, [row for row in figures if row["year"] == year.year])
        for stem in self.disclosure.topics:
            yield from self.topic(stem, figures)
        yield from self.tables()
        for stem, topic in self.disclosure.topics.items():
            for id in topic.charts:
                yield from self.chart(id, stem)

    def year(self, year: Year, rows: list[Row]) -> Iterator[Resource]:
        title, path = f"{year.year}年报告", f"data/{year.year}"
        changed = latest_day(year.entries.values(), self.days)
        contents = "这一年的每一个数和统计表的每一格；JSON 有报告的全部内容和核对结果，Excel 有照官方版式的统计表"
        about: Shared = {"group": "year", "title": title, "changed_on": changed}
        about |= {"description": contents, "year": year.year}
        document = year_document(year, self.ledger, rows, self.origin)
        yield Resource(f"{path}.csv", as_csv(rows, FIGURE), FIGURE, **about)
        yield Resource(f"{path}.json", as_json(document), **about)
        yield Resource(f"{path}.xlsx", self.book(title, rows, year), FIGURE, **about)

    def topic(self, stem: str, rows: list[Row]) -> Iterator[Resource]:
        disclosure = self.disclosure
        entries = [entry for entry in disclosure.entries() if belongs(entry, stem, disclosure)]
        ids = {(entry.year, entry.id) for entry in entries}
        rows = [row for row in rows if (row["year"], row["id"]) in ids]
        title, changed = disclosure.topics[stem].title, latest_day(entries, self.days)
        about: Shared = {"group": "topic", "title": title, "changed_on": changed}
        about |= {"topic": stem, "description": "这个主题的数，各年都在内"}
        yield from csv_and_json(f"data/topics/{stem}", rows, FIGURE, about)

    def tables(self) -> Iterator[Resource]:
        years = self.disclosure.years.values()
        tables = {id: table.title for year in years for id, table in year.form.tables.items()}
        for id, title in tables.items():
            cells = (one for one in self.disclosure.entries() if one.is_cell and one.section == id)
            yield Resource(
                f"data/tables/{in_ascii(id)}.csv",
                as_csv(self.rows.cells(id), CELL),
                CELL,
                group="table",
                title=f"{id}、{title}",
                description="这张统计表的每一格，各年都在内；行和列分开写",
                changed_on=latest_day(cells, self.days),
            )

    def chart(self, id: str, topic: str) -> Iterator[Resource]:
        view, trend = self.charts(id)
        shown = [mark.entry for mark in (*view.marks, *view.zeros) if mark.entry]
        about: Shared = {"group": "chart", "topic": topic}
        yield Resource(
            f"data/charts/{id}.csv",
            as_csv(self.rows.chart(view), CHART),
            CHART,
            title=view.title,
            description=f"{view.year.year}年图里的每一行",
            changed_on=latest_day(shown, self.days),
            **about,
        )
        if trend:
            yield Resource(
                f"data/charts/{trend.id}.csv",
                as_csv(self.rows.trend(trend), CHART),
                CHART,
                title=trend.title,
                description="图里各年的数",
                changed_on=latest_day((one.entry for one in trend.points if one.entry), self.days),
                **about,
            )

    def book(self, title: str, rows: list[Row], year: Year | None = None) -> bytes:
        """The figures, with the official tables of a year, the dictionary and the meaning of the fields."""
        agency, origin = self.disclosure.agency.name, self.origin
        with workbook(f"{agency} {title}", agency, origin) as (book, made):
            book.text("说明", usage_notes(self.disclosure, origin, title))
            book.table("数字", FIGURE, map(self.in_words, rows))
            if year:
                for id, grids in year.grids.items():
                    book.statutory(id, grids, year)
            book.table("指标", INDICATOR, map(self.in_words, self.rows.indicators()))
            book.text("字段", [(COLUMNS[name].title, COLUMNS[name].meaning) for name in FIGURE])
        return made.getvalue()

    def in_words(self, row: Row) -> Row:
        """A row as people read it: codes by their Chinese names."""
        topic, kind = self.disclosure.topics.get(row["topic"]), row.get("qualifier")
        check = row.get("check")
        return row | {
            "topic": topic.title if topic else None,
            "qualifier": QUALIFIERS[Qualifier(kind)] if kind else None,
            "check": CHECKS[Check(check)] if check else None,
        }


def csv_and_json(
    path: str, rows: list[Row], columns: tuple[str, ...], about: Shared
) -> Iterator[Resource]:
    yield Resource(f"{path}.csv", as_csv(rows, columns), columns, **about)
    yield Resource(f"{path}.json", json_lines_list(rows), columns, **about)
