"""A chart's figures over the years, as soon as two years may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.datafiles.models import Chart
from disclosure.figures.bounds import Bounds, is_below
from disclosure.figures.figure import Figure
from disclosure.ledger.derived import AxisKey, Computed, change, comparable
from disclosure.ledger.records import Disclosure, Entry
from disclosure.ledger.tieouts import Ledger

from .axis import bar_length
from .chart import ties_of_year
from .mark import HEDGE_LEGEND, LEGEND, Mark, bar_mark, remarks
from .parts import FEW, shares_of_whole


@dataclass(frozen=True, slots=True)
class Point:
    """One year's value in a trend, a figure or our own sum; `change` is None where nothing honest can be said."""

    mark: Mark | None
    change: Computed | None
    share: Computed | None = None
    """Of the whole that the chart's bars are parts of; None where the report does not add them up, or few make it."""

    @property
    def entry(self) -> Entry | None:
        return self.mark.entry if self.mark else None

    @property
    def computed(self) -> Computed | None:
        return self.mark.computed if self.mark else None

    @property
    def figure(self) -> Figure | None:
        return self.entry.figure if self.entry else None

    @property
    def value(self) -> Decimal | None:
        return self.mark.value if self.mark else None

    @property
    def shown(self) -> str:
        """The printed text, or our own sum."""
        if self.computed:
            return self.computed.text
        return self.entry.shown if self.entry else ""

    @property
    def bounds(self) -> Bounds | None:
        return self.mark.bounds if self.mark else None

    @property
    def end(self) -> str:
        return self.mark.end if self.mark else "missing"

    @property
    def is_joined(self) -> bool:
        """Whether a line may lead to it: what a report contradicts shows no rise and no fall."""
        return self.value is not None and self.end != "contradicted"


@dataclass(frozen=True, slots=True)
class Series:
    label: str
    points: tuple[Point, ...]
    panel: int
    """Which of the drawings one above the other it stands in: only what may be compared shares one."""
    place: int
    """Its number within the panel, from 0: what its colour, dash and mark follow."""

    @property
    def unit(self) -> str:
        return next(point.mark.unit for point in reversed(self.points) if point.mark)

    def words(self, point: Point) -> str:
        """A point's text with its unit, which a cell has in the form's head."""
        return point.shown + (self.unit if point.shown[-1:].isdigit() else "")


@dataclass(frozen=True, slots=True)
class Trend:
    """Figures of the same meaning over two years or more."""

    id: str
    title: str
    years: tuple[int, ...]
    """Every calendar year from the first report to the last, so that a year without one is a gap."""
    reported: frozenset[int]
    """The years that have a report."""
    series: tuple[Series, ...]
    highest: tuple[Decimal, ...]
    """Of each panel, its greatest value."""

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for one in self.series for point in one.points)

    @property
    def panels(self) -> tuple[tuple[Series, ...], ...]:
        return tuple(
            tuple(one for one in self.series if one.panel == panel)
            for panel in range(len(self.highest))
        )

    @property
    def offers_span(self) -> bool:
        """Whether there are years enough to choose a span of them."""
        return len(self.years) > 3

    @property
    def shares_panels(self) -> bool:
        """Whether lines stand together, so that one may be brought to the front."""
        return len(self.series) > len(self.highest)

    @property
    def height(self) -> Decimal:
        """Of its picture on a page, in rem: each panel has room for its lines' names."""
        return Decimal(12 + 7 * len(self.panels)) + Decimal("2.2") * max(
            0, max(map(len, self.panels)) - 4
        )

    @property
    def has_changes(self) -> bool:
        return any(point.change for point in self.points)

    @property
    def has_shares(self) -> bool:
        """Whether a line of shares can be drawn for one series at least."""
        return any(sum(point.share is not None for point in one.points) > 1 for one in self.series)

    @property
    def has_sums(self) -> bool:
        return any(point.computed for point in self.points)

    def share(self, series: Series, point: Point) -> Decimal:
        """Length of its bar in the table, as a part of the highest of its panel."""
        return bar_length(point.value, self.highest[series.panel]) or Decimal(0)

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


def trend(id: str, chart: Chart, ledger: Ledger) -> Trend | None:
    """The chart's figures and sums over the years; None before there are two years that may be compared."""
    if chart.kind == "timeline":
        return None
    disclosure = ledger.disclosure
    marks = {
        year: [bar_mark(bar, report, disclosure) for bar in chart.bars]
        for year, report in disclosure.years.items()
    }
    shares = yearly_shares(chart, marks, ledger) if chart.kind == "parts" else {}
    years = tuple(calendar_years(disclosure))
    series: list[Series] = []
    panels: dict[object, int] = {}
    for at, bar in enumerate(chart.bars):
        if found := comparable_years({year: row[at] for year, row in marks.items()}):
            # Cards stand apart because they must not be compared; bars are told apart by what they count.
            key = bar if chart.kind == "cards" else newest_axis(found)
            panel = panels.setdefault(key, len(panels))
            place = sum(one.panel == panel for one in series)
            points = points_of(found, {year: row[at] for year, row in shares.items()}, years)
            series.append(Series(next(iter(found.values())).label, points, panel, place))
    if not series:
        return None
    title = f"{years[0]}—{years[-1]}年：{finding(series, years)}"
    highest = tuple(highest_of(series, panel) for panel in range(len(panels)))
    return Trend(f"{id}-trend", title, years, frozenset(disclosure.years), tuple(series), highest)


def yearly_shares(
    chart: Chart, marks: dict[int, list[Mark]], ledger: Ledger
) -> dict[int, list[Computed]]:
    """Year → each bar's share, of years whose whole is too great to count at a glance, as in a split bar."""
    found: dict[int, list[Computed]] = {}
    for year, report in ledger.disclosure.years.items():
        parts = shares_of_whole(marks[year], ties_of_year(chart, report, ledger), report)
        if parts and parts[1] > FEW:
            found[year] = parts[2]
    return found


def highest_of(series: Sequence[Series], panel: int) -> Decimal:
    points = (point for one in series if one.panel == panel for point in one.points)
    return max(point.value for point in points if point.value is not None)


def calendar_years(disclosure: Disclosure) -> range:
    return range(min(disclosure.years), max(disclosure.years) + 1)


def comparable_years(marks: dict[int, Mark]) -> dict[int, Mark] | None:
    """The years that may be compared with the newest that has a value. None where these are fewer than two."""
    given = [year for year in sorted(marks) if any(one.figure for one in marks[year].made_of)]
    if not given:
        return None
    newest = marks[given[-1]].made_of
    kept = {
        year: mark
        for year, mark in marks.items()
        if (mark.entry and mark.entry.withdrawn) or are_comparable(mark.made_of, newest)
    }
    valued = [mark for mark in kept.values() if mark.value is not None]
    return kept if len(valued) > 1 else None


def are_comparable(some: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether two years' figures, or the terms of their sums, count the same things over the same span."""
    if len(some) == len(others) == 1 and some[0].id != others[0].id:
        return False
    if len(some) == len(others):
        return bool(some) and all(map(comparable, some, others))
    # A form of another year has one row for what are several here: `summands` takes it as their sum.
    if 1 not in (len(some), len(others)):
        return False
    kinds = {
        (one.figure.unit.dimension, one.period.within_year) if one.figure else None
        for one in (*some, *others)
    }
    return len(kinds) == 1 and None not in kinds and not any(one.since for one in (*some, *others))


def newest_axis(marks: dict[int, Mark]) -> frozenset[AxisKey]:
    """What the newest year that has a number counts."""
    return marks[max(year for year, mark in marks.items() if mark.axis)].axis


def points_of(
    marks: dict[int, Mark], shares: dict[int, Computed], years: Sequence[int]
) -> tuple[Point, ...]:
    return tuple(
        Point(marks[year], change_of(marks[year], marks.get(year - 1)), shares.get(year))
        if year in marks
        else Point(None, None)
        for year in years
    )


def change_of(now: Mark, before: Mark | None) -> Computed | None:
    """The difference to the year before, of two figures; our own sums have none."""
    return change(now.entry, before.entry) if before and now.entry and before.entry else None


def finding(series: Sequence[Series], years: Sequence[int]) -> str:
    """The year in which a series was highest, of the first for which the printed words leave no doubt of it; else what
    was printed first and last."""
    for one in series:
        given = [(year, point) for year, point in zip(years, one.points, strict=True) if point.mark]
        if len(given) < 3:  # two years are told apart at a glance
            continue
        year, top = max(given, key=lambda found: found[1].value or Decimal(0))
        others = [point.bounds for _, point in given if point is not top]
        low = top.bounds.low if top.bounds else None
        if low and all(bounds and is_below(bounds.high, low) for bounds in others):
            return f"{one.label}{year}年最多，{one.words(top)}"
    return first_and_last(series, years)


def first_and_last(series: Sequence[Series], years: Sequence[int]) -> str:
    """Of the first series with two figures that stand; else the names of all."""
    for one in series:
        given = [(year, at) for year, at in zip(years, one.points, strict=True) if at.is_joined]
        words = {one.words(at) for _, at in given}
        if len(given) > 1 and len(words) == 1 and given[0][1].end == "exact":
            return f"{one.label}各年报出的都是{words.pop()}"
        if len(given) > 1:
            (first, start), *_, (last, end) = given
            return f"{one.label}{first}年{one.words(start)}，{last}年{one.words(end)}"
    return "、".join(one.label for one in series)


NO_REPORT = "没有这一年的报告"
