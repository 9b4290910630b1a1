"""All reports → the years page: topic by topic a row for each figure and a column for each calendar year, with a small
line and the change from report to report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from disclosure.charts.mark import remarks
from disclosure.charts.trend import calendar_years
from disclosure.datafiles.patterns import matches_any
from disclosure.ledger.derived import Computed, comparable, year_change
from disclosure.ledger.records import Disclosure, Entry, Year


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One figure over all calendar years."""

    id: str
    head: str
    """The head over a cell's row in its statutory table; empty where there is none."""
    label: str
    unit: str
    """Of a cell, which is printed without it; empty for an indicator."""
    scope: str
    """What every report counts over, in short, where that is not its whole year; empty where they differ."""
    cells: Mapping[int, Entry | None]
    """Year of each report → figure, the newest first."""
    line: str
    """The path of its line, `LINE_WIDTH` by `LINE_HEIGHT`; empty where no two years may be compared."""

    def cell_scope(self, year: int) -> str:
        """The same of one year, where the row as a whole has none."""
        entry = self.cells[year]
        return short_scope(entry) if entry and not self.scope else ""

    @property
    def is_idle(self) -> bool:
        """Whether all that reports print of it is 0 or a dash."""
        return all(
            entry is not None and entry.figure and not entry.figure.value and not entry.remark
            for entry in self.cells.values()
        )


@dataclass(frozen=True, slots=True)
class YearsGroup:
    """The rows of one topic."""

    id: str
    title: str
    rows: tuple[YearsRow, ...]
    elsewhere: tuple[str, ...]
    """Indicators of other topics that it counts among its own: their rows stand there."""

    @property
    def parts(self) -> tuple[tuple[YearsRow, ...], tuple[YearsRow, ...]]:
        """The rows to show, and those to fold away: with nothing but 0 and dashes, where they are many."""
        idle = tuple(row for row in self.rows if row.is_idle)
        if len(idle) < MANY or len(idle) == len(self.rows):
            return self.rows, ()
        return tuple(row for row in self.rows if row not in idle), idle

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of single figures, each with its year."""
        return remarks(
            (f"{year}年{row.label}", entry.remark)
            for row in self.rows
            for year, entry in row.cells.items()
            if entry
        )


@dataclass(frozen=True)
class YearsTable:
    """What the years page shows of all reports."""

    disclosure: Disclosure

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every calendar year from the newest report to the first."""
        return tuple(calendar_years(self.disclosure))[::-1]

    @cached_property
    def reports(self) -> tuple[Year, ...]:
        """The newest first."""
        return tuple(self.disclosure.years.values())[::-1]

    def change(self, id: str) -> Computed | str:
        """From the report before the newest to the newest, which stand side by side where nobody chose others."""
        return year_change(id, *self.reports[:2])

    def has_change(self, id: str) -> bool:
        """Whether a change to the newest report may be computed."""
        return len(self.reports) > 1 and isinstance(self.change(id), Computed)

    @cached_property
    def groups(self) -> tuple[YearsGroup, ...]:
        """Each figure once: under the topic that defines it, or the first that counts it among its own."""
        groups, topics = [], self.disclosure.topics
        left = [*self.ids]
        for stem, topic in topics.items():
            also = [id for id in left if matches_any(topic.also, id)]
            cells = [id for id in also if id not in self.disclosure.indicators]
            own = [*(id for id in topic.indicators if id in left), *cells]
            left = [id for id in left if id not in cells]
            elsewhere = tuple(id for id in also if id not in own)
            groups.append(YearsGroup(stem, topic.title, tuple(map(self.row, own)), elsewhere))
        cells = [id for id in left if id not in self.disclosure.indicators]
        groups.append(YearsGroup("other-cells", "统计表", tuple(map(self.row, cells)), ()))
        return tuple(group for group in groups if group.rows or group.elsewhere)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every figure of any report that has a row: all indicators; of a table's row with a total, that alone."""
        known = dict.fromkeys(
            id for year in self.reports for id in (*year.entries, *year.withdrawn)
        )
        return tuple(id for id in known if total_of(id) not in known or id == total_of(id))

    @cached_property
    def linked_ids(self) -> frozenset[str]:
        """Those whose row a reader is led to: with one report there is nothing beside it."""
        return frozenset(self.ids if len(self.reports) > 1 else ())

    def row(self, id: str) -> YearsRow:
        cells = {report.year: report.find(id) for report in self.reports}
        newest = next(entry for entry in cells.values() if entry)
        head, label = row_label(newest)
        scopes = {short_scope(entry) for entry in cells.values() if entry}
        scope = scopes.pop() if len(scopes) == 1 else ""
        line = line_path([cells.get(year) for year in reversed(self.years)])
        return YearsRow(id, head, label, cell_unit(newest), scope, cells, line)


def cell_unit(entry: Entry) -> str:
    """Of a cell, unless its label says it."""
    says = entry.is_cell and entry.figure and "单位" not in entry.label
    return entry.figure.unit.word if says and entry.figure else ""


def total_of(id: str) -> str:
    """`三.handled.company` → `三.handled.total`."""
    return f"{id.rpartition('.')[0]}.total"


def row_label(entry: Entry) -> tuple[str, str]:
    """(head, label): a cell's label is its row's, with its column's unless that is the total."""
    if not entry.is_cell:
        return "", entry.label
    row, _, column = entry.label.partition("·")
    head, _, label = row.rpartition("／")
    if entry.id != total_of(entry.id):
        label += f"：{column.rpartition('／')[2]}"
    return head.rpartition("／")[2], label


def short_scope(entry: Entry) -> str:
    """`10月—12月`, `首次推送起累计`; empty for a whole year."""
    if entry.since:
        return f"{entry.since}起累计"
    span = entry.period
    if span.year == entry.year:
        return ""
    is_within = span.start.year == span.end.year == entry.year
    return span.words.removeprefix(f"{entry.year}年") if is_within else span.words


def line_path(entries: list[Entry | None]) -> str:
    """An SVG path through the years that may be compared with the newest of them; it breaks where one may not."""
    usable = [entry for entry in entries if entry and is_usable(entry)]
    kept = [entry for entry in usable if comparable(entry, usable[-1])]
    values = {
        entry.year: entry.figure.value
        for entry in kept
        if entry.figure and entry.figure.value is not None
    }
    if len(values) < 2:
        return ""
    low, high = min([ZERO, *values.values()]), max([ZERO, *values.values()])
    scale = (LINE_HEIGHT - 4) / ((high - low) or Decimal(1))
    step = Decimal(LINE_WIDTH - 4) / (len(entries) - 1)
    path, joined = "", False
    for index, entry in enumerate(entries):
        value = values.get(entry.year) if entry else None
        if value is not None:
            x, y = round(2 + index * step), round(LINE_HEIGHT - 2 - (value - low) * scale)
            path += f"L{x} {y}" if joined else f"M{x} {y}h0"
        joined = value is not None
    return path


def is_usable(entry: Entry) -> bool:
    """Whether a line may lead to it: its report does not contradict it, and no later one says otherwise."""
    has_value = entry.figure is not None and entry.figure.value is not None
    return has_value and not entry.is_contradicted and not entry.restated


def changes(now: Year, table: YearsTable) -> dict[str, dict[str, dict[str, str]]]:
    """Year of each earlier report → `changes` and `reasons`: figure → what changed from then to `now`, or why that is
    not computed."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for before in table.reports:
        if before.year < now.year:
            each = {id: year_change(id, now, before) for id in table.ids}
            found[str(before.year)] = {
                "changes": {id: one.text for id, one in each.items() if isinstance(one, Computed)},
                "reasons": {id: one for id, one in each.items() if isinstance(one, str)},
            }
    return found


ZERO = Decimal(0)
LINE_BOX = LINE_WIDTH, LINE_HEIGHT = 64, 20
MANY = 3
"""Rows with nothing but 0 and dashes in one topic, from which on they are folded away."""
