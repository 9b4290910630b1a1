"""A chart's figures over the years, as soon as two years may be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from disclosure.datafiles.models import Bar, Chart
from disclosure.figures.figure import Figure
from disclosure.ledger.derived import Computed, change, comparable
from disclosure.ledger.records import Disclosure, Entry

from .chart import HEDGE_LEGEND, LEGEND, bar_length, end_of, label_of, remarks


@dataclass(frozen=True, slots=True)
class Point:
    """One year's value in a trend; `change` is our own and None where nothing honest can be said."""

    entry: Entry | None
    change: Computed | None

    @property
    def figure(self) -> Figure | None:
        return self.entry.figure if self.entry else None

    @property
    def value(self) -> Decimal | None:
        return self.figure.value if self.figure else None

    @property
    def end(self) -> str:
        return end_of(self.entry)

    @property
    def is_joined(self) -> bool:
        """Whether a line may lead to it: what a report contradicts shows no rise and no fall."""
        return self.value is not None and self.end != "contradicted"


@dataclass(frozen=True, slots=True)
class Series:
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Figures of the same meaning over two years or more."""

    id: str
    title: str
    unit: str
    years: tuple[int, ...]
    """Every calendar year from the first report to the last, so that a year without one is a gap."""
    reported: frozenset[int]
    """The years that have a report."""
    series: tuple[Series, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for one in self.series for point in one.points)

    @property
    def has_changes(self) -> bool:
        return any(point.change for point in self.points)

    @property
    def highest(self) -> Decimal:
        return max(point.value for point in self.points if point.value is not None)

    def share(self, point: Point) -> Decimal:
        """Length of its bar in the table, as a part of the highest."""
        return bar_length(point.value, self.highest)

    @property
    def legend_keys(self) -> tuple[str, ...]:
        """What its marks tell of hedges and contradictions, in the legend's order."""
        drawn = {point.end for point in self.points}
        return tuple(end for end in LEGEND if end in drawn & {*HEDGE_LEGEND, "contradicted"})

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of single points, each with its year."""
        return remarks(
            (f"{year}年{one.label}", point.entry.remark if point.entry else "")
            for one in self.series
            for year, point in zip(self.years, one.points, strict=True)
        )


def trend(id: str, chart: Chart, disclosure: Disclosure) -> Trend | None:
    """The chart's figures over the years; None before there are two years that may be compared.

    A chart with sums of our own has none: without them it would show a part as if it were the whole.
    """
    if chart.kind != "bars" or any(bar.sum for bar in chart.bars):
        return None
    series = tuple(filter(None, (series_of(bar, disclosure) for bar in chart.bars)))
    if not series:
        return None
    years = tuple(calendar_years(disclosure))
    drawn = next(point.entry for point in series[0].points if point.entry and point.entry.figure)
    unit = drawn.figure.unit.word if drawn.figure else ""
    return Trend(
        f"{id}-trend",
        f"{years[0]}—{years[-1]}年：{'、'.join(one.label for one in series)}",
        unit,
        years,
        frozenset(disclosure.years),
        series,
    )


def calendar_years(disclosure: Disclosure) -> range:
    return range(min(disclosure.years), max(disclosure.years) + 1)


def series_of(bar: Bar, disclosure: Disclosure) -> Series | None:
    """One line: only the years comparable with the newest one that has the figure."""
    assert bar.figure  # trend() has left out charts with sums
    years = disclosure.years
    found = {
        year: years[year].find(bar.figure) if year in years else None
        for year in calendar_years(disclosure)
    }
    newest = next((entry for entry in reversed(found.values()) if entry and entry.figure), None)
    if newest is None:
        return None
    kept = {
        year: entry if entry and (entry.withdrawn or comparable(entry, newest)) else None
        for year, entry in found.items()
    }
    points = tuple(trend_point(entry, kept.get(year - 1)) for year, entry in kept.items())
    if sum(point.value is not None for point in points) < 2:
        return None
    return Series(bar.label or label_of(bar.figure, disclosure), points)


def trend_point(entry: Entry | None, before: Entry | None) -> Point:
    return Point(entry, change(entry, before) if entry and before else None)


NO_REPORT = "没有这一年的报告"
