"""Records → every file that can be taken away: all figures, each year, topic, statutory table and chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from disclosure.charts.chart import ChartView
from disclosure.charts.trend import Trend
from disclosure.figures.figure import Qualifier
from disclosure.figures.numerals import in_ascii
from disclosure.ledger.records import Check, Disclosure, Entry, Year, belongs
from disclosure.ledger.releases import Days, latest_day
from disclosure.ledger.tieouts import Ledger

from .columns import CELL, CHART, CHECKS, COLUMNS, FIGURE, INDICATOR, QUALIFIERS, Row
from .excel import workbook
from .provenance import Origin
from .resource import Resource
from .rows import Rows
from .serialize import as_csv, as_json, json_lines_list
from .usage_notes import usage_notes
from .year_document import year_document

Charts = Callable[[str], tuple[ChartView, Trend | None]]
"""A chart's name → what its page shows of the latest year, and of several years where they are comparable."""


def downloads(ledger: Ledger, origin: Origin, days: Days, charts: Charts) -> Iterator[Resource]:
    """In the order of the data page. Their addresses never change: somebody's program fetches them each year."""
    yield from Downloads(ledger, origin, days, charts).all()


@dataclass(frozen=True, slots=True)
class Downloads:
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
        figures = list(self.rows.figures())
        yield from self.figures(figures)
        for year in [*self.disclosure.years.values()][::-1]:
            yield from self.year(year, [row for row in figures if row["year"] == year.year])
        for stem in self.disclosure.topics:
            yield from self.topic(stem, figures)
        yield from self.tables()
        for stem, topic in self.disclosure.topics.items():
            for id in topic.charts:
                yield from self.chart(id, stem)

    def figures(self, rows: list[Row]) -> Iterator[Resource]:
        title, holds = "全部数字", "各年正文里的每一个数和统计表的每一格"
        changed = latest_day(self.disclosure.entries(), self.days)
        of = partial(
            Resource, "all", title=title, description=holds, changed_on=changed, columns=FIGURE
        )
        yield of(path="data/figures.csv", content=as_csv(rows, FIGURE))
        yield of(path="data/figures.json", content=json_lines_list(rows))
        yield of(path="data/figures.xlsx", content=self.book(title, rows, years=()))
        rows, holds = list(self.rows.indicators()), "每个指标的名字、单位、定义，各年在报告的哪一节"
        of = partial(
            Resource,
            "all",
            title="指标词典",
            description=holds,
            changed_on=changed,
            columns=INDICATOR,
        )
        yield of(path="data/indicators.csv", content=as_csv(rows, INDICATOR))
        yield of(path="data/indicators.json", content=json_lines_list(rows))

    def year(self, year: Year, rows: list[Row]) -> Iterator[Resource]:
        title, path = f"{year.year}年报告", f"data/{year.year}"
        changed = latest_day(year.entries.values(), self.days)
        holds = "这一年的每一个数和统计表的每一格；JSON 有报告的全部内容和核对结果，Excel 有照官方版式的统计表"
        of = partial(
            Resource, "year", title=title, description=holds, changed_on=changed, year=year.year
        )
        told = year_document(year, self.ledger, rows, self.origin)
        yield of(path=f"{path}.csv", content=as_csv(rows, FIGURE), columns=FIGURE)
        yield of(path=f"{path}.json", content=as_json(told))
        yield of(path=f"{path}.xlsx", content=self.book(title, rows, years=(year,)), columns=FIGURE)

    def topic(self, stem: str, rows: list[Row]) -> Iterator[Resource]:
        disclosure = self.disclosure
        entries = [entry for entry in disclosure.entries() if belongs(entry, stem, disclosure)]
        ids = {(entry.year, entry.id) for entry in entries}
        rows = [row for row in rows if (row["year"], row["id"]) in ids]
        title, holds = disclosure.topics[stem].title, "这个主题的数，各年都在内"
        changed = latest_day(entries, self.days)
        of = partial(
            Resource, "topic", title=title, description=holds, changed_on=changed, topic=stem
        )
        yield of(path=f"data/topics/{stem}.csv", content=as_csv(rows, FIGURE), columns=FIGURE)
        yield of(path=f"data/topics/{stem}.json", content=json_lines_list(rows), columns=FIGURE)

    def tables(self) -> Iterator[Resource]:
        years = self.disclosure.years.values()
        tables = {id: table.title for year in years for id, table in year.form.tables.items()}
        for id, title in tables.items():
            entries = [
                entry for year in years for entry in year.entries.values() if in_table(entry, id)
            ]
            yield Resource(
                "table",
                f"data/tables/{in_ascii(id)}.csv",
                f"{id}、{title}",
                "这张统计表的每一格，各年都在内；行和列分开写",
                as_csv(self.rows.cells(id), CELL),
                CELL,
                latest_day(entries, self.days),
            )

    def chart(self, id: str, topic: str) -> Iterator[Resource]:
        view, trend = self.charts(id)
        shown = [mark.entry for mark in view.marks if mark.entry]
        of = partial(Resource, "chart", columns=CHART, topic=topic)
        yield of(
            path=f"data/charts/{id}.csv",
            title=view.title,
            description=f"{view.year.year}年图里的每一行",
            content=as_csv(self.rows.chart(view), CHART),
            changed_on=latest_day(shown, self.days),
        )
        if trend:
            yield of(
                path=f"data/charts/{trend.id}.csv",
                title=trend.title,
                description="图里各年的数",
                content=as_csv(self.rows.trend(trend), CHART),
                changed_on=latest_day((one.entry for one in trend.points if one.entry), self.days),
            )

    def book(self, title: str, rows: list[Row], years: Iterable[Year]) -> bytes:
        """The figures, with the official tables of these years, the dictionary and the meaning of the fields."""
        agency, origin = self.disclosure.agency.name, self.origin
        with workbook(f"{agency} {title}", agency, origin) as (book, made):
            book.text("说明", usage_notes(self.disclosure, origin, title))
            book.table("数字", FIGURE, map(self.in_words, rows))
            for year in years:
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


def in_table(entry: Entry, table: str) -> bool:
    return entry.is_cell and entry.section == table
