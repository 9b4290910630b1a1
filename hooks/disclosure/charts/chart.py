"""Figures → a chart's table: its rows, how long each bar is, and what its end says about the printed words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from disclosure.datafiles.models import Bar, Chart, Event
from disclosure.datafiles.patterns import expand_pattern
from disclosure.figures.period import Period
from disclosure.ledger.derived import Computed, meaning, total
from disclosure.ledger.records import Disclosure, Entry, Year
from disclosure.ledger.tieouts import Ledger, Result

from .axis import PLACES, Tick, month_ticks, value_ticks, width_in_em

Say = Callable[[str], str]
"""A text that may hold directives → the text for one year."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of a chart."""

    label: str
    printed: str
    scope: str
    value: Decimal | None
    share: Decimal
    """Length of the bar as a part of the longest, 0 to 1."""
    start: Decimal
    """Where the bar starts, 0 to 1; other than 0 only on a time line."""
    end: str
    """How the bar ends: a figure's qualifier, `missing`, `contradicted`, or `ongoing` on a time line."""
    running: bool
    """A running total among figures of a year: hatched, for it is of another scope."""
    meaning: str
    entry: Entry | None = None
    computed: Computed | None = None
    sections: tuple[str, ...] = ()
    """Where in the report it stands; of a sum, where its terms do."""
    unit: str = ""
    period: Period | None = None
    """None where nothing was counted."""

    @property
    def basis(self) -> str:
        """What the number counts over, or what we made it from."""
        return f"本站计算：{self.computed.formula}" if self.computed else self.scope

    @property
    def remark(self) -> str:
        """Why the figure cannot be taken as it stands; empty for most."""
        return self.entry.remark if self.entry else ""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart of one year, ready for a template and for Plotly."""

    id: str
    kind: str
    title: str
    note: str
    year: Year
    unit: str
    marks: tuple[Mark, ...]
    ties: tuple[Result, ...]

    @property
    def drawn(self) -> bool:
        """Whether there is a picture of it."""
        return self.kind != "cards" and bool(self.marks)

    @property
    def longest(self) -> Decimal:
        return max(
            (mark.value for mark in self.marks if mark.value is not None), default=Decimal(0)
        )

    @property
    def legend_keys(self) -> tuple[str, ...]:
        """What the legend explains, in its order; nothing where every bar is a plain count."""
        drawn = {"exact" if mark.end == "rounded" else mark.end for mark in self.marks}
        ends = (drawn | {"running" for mark in self.marks if mark.running}) & LEGEND.keys()
        if self.kind == "cards" or ends <= {"exact"}:
            return ()
        return tuple(end for end in LEGEND if end in ends)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of single rows, each with its label."""
        return remarks((mark.label, mark.remark) for mark in self.marks)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return month_ticks() if self.kind == "timeline" else value_ticks(self.longest, self.unit)

    @property
    def room(self) -> Decimal:
        """What the printed texts take beside the bars, in em."""
        return width_in_em(mark.printed for mark in self.marks)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """What the report's tables say under themselves of the cells that are shown."""
        cells = (mark.entry for mark in self.marks if mark.entry and mark.entry.is_cell)
        return tuple(dict.fromkeys(cell.note for cell in cells if cell.note))

    @property
    def sections(self) -> tuple[str, ...]:
        """Where in the report it stands, in the report's order."""
        shown = {section for mark in self.marks for section in mark.sections}
        return tuple(section for section in self.year.sections if section in shown)


def chart_view(id: str, chart: Chart, year: Year, ledger: Ledger, say: Say) -> ChartView:
    """The chart `id` for one year. Rows whose indicator the year lacks stay, and say so."""
    if chart.kind == "timeline":
        marks = tuple(event_mark(event, section, year.year) for section, event in events(year))
    else:
        marks = bar_marks(chart.bars, year, ledger.disclosure)
    units = [mark.unit for mark in marks if mark.unit]
    ties = tuple(filter(None, (ledger.find(name, year.year) for name in chart.tie_outs)))
    note = say(chart.note) if chart.note else ""
    # A title that the year has no figure for may be empty.
    title = say(chart.title) or "、".join(mark.label for mark in marks)
    return ChartView(id, chart.kind, title, note, year, units[0] if units else "", marks, ties)


def bar_marks(bars: Sequence[Bar], year: Year, disclosure: Disclosure) -> tuple[Mark, ...]:
    made = [bar_mark(bar, year, disclosure) for bar in bars]
    longest = max((mark.value or Decimal(0) for mark in made), default=Decimal(0))
    mixed = any(mark.running for mark in made) and not all(mark.running for mark in made)
    return tuple(with_length(mark, longest, mixed) for mark in made)


def with_length(mark: Mark, longest: Decimal, mixed: bool) -> Mark:
    return replace(mark, share=bar_length(mark.value, longest), running=mark.running and mixed)


def bar_length(value: Decimal | None, longest: Decimal) -> Decimal:
    """How long a bar is beside the longest. A decrease has none."""
    if value is None or value <= 0:
        return Decimal(0)
    return (value / longest).quantize(PLACES)


def bar_mark(bar: Bar, year: Year, disclosure: Disclosure) -> Mark:
    if bar.sum:
        found = [summands(name, year) for name in bar.sum]
        entries = [year.entries[id] for ids in found for id in ids]
        if len(bar.sum) == len(entries) == 1:
            return figure_mark(entries[0].id, bar.label, year, disclosure)  # one figure is no sum
        return sum_mark(bar.label or "", entries, total(entries) if all(found) else None)
    assert bar.figure  # a bar has a figure or a sum
    return figure_mark(bar.figure, bar.label, year, disclosure)


def summands(name: str, year: Year) -> list[str]:
    """What a name in a sum stands for. Where a form has one row for what are several in another, `三.other.*.total` is
    that row's `三.other.total`."""
    return expand_pattern(name, year.entries) or expand_pattern(
        name.replace(".*", "", 1), year.entries
    )


def sum_mark(label: str, entries: Sequence[Entry], summed: Computed | None) -> Mark:
    """`summed` is None where it can't be worked out: half of a sum is no sum."""
    periods = {entry.period for entry in entries}
    return Mark(
        label=label,
        printed=summed.text if summed else "算不出",
        scope=entries[0].scope if entries else "",
        value=summed.value if summed else None,
        share=Decimal(0),
        start=Decimal(0),
        end="exact" if summed else "missing",
        running=False,
        meaning="本站计算",
        computed=summed,
        sections=tuple(dict.fromkeys(entry.section for entry in entries)),
        unit=next((entry.figure.unit.word for entry in entries if entry.figure), ""),
        period=periods.pop() if len(periods) == 1 else None,
    )


def figure_mark(id: str, named: str | None, year: Year, disclosure: Disclosure) -> Mark:
    entry = year.find(id)
    figure = entry.figure if entry else None
    return Mark(
        label=named or label_of(id, disclosure),
        printed=(entry.shown or "报告没有填") if entry else year.absent,
        scope=entry.scope if entry and figure else "",
        value=figure.value if figure else None,
        share=Decimal(0),
        start=Decimal(0),
        end=end_of(entry),
        running=bool(entry and figure and entry.since is not None),
        meaning=(entry.remark or meaning(figure)) if entry else f"{year.absent}这个数",
        entry=entry,
        sections=(entry.section,) if entry else (),
        unit=figure.unit.word if figure else "",
        period=entry.period if entry else None,
    )


def end_of(entry: Entry | None) -> str:
    """How a figure is drawn: one that the report contradicts as just that, whatever its words leave open."""
    if entry is None or entry.figure is None:
        return "missing"
    return "contradicted" if entry.is_contradicted else entry.figure.qualifier


def remarks(labelled: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """(label, remark) → `公开的决定：报告里的数算不拢：…`; figures with the same remark share a line."""
    found: dict[str, list[str]] = {}
    for label, remark in labelled:
        found.setdefault(remark, []).append(label)
    return tuple(f"{'、'.join(labels)}：{remark}" for remark, labels in found.items() if remark)


def label_of(id: str, disclosure: Disclosure) -> str:
    indicator = disclosure.indicators.get(id)
    return (indicator.short or indicator.label) if indicator else id


def events(year: Year) -> list[tuple[str, Event]]:
    """(section, event) of the year's events in order of time."""
    return sorted(
        ((section, event) for section, found in year.file.events.items() for event in found),
        key=lambda one: one[1].on,
    )


def event_mark(event: Event, section: str, year: int) -> Mark:
    """A stretch of the year, cut off where the year ends. A day is drawn as four, or nobody would see it."""
    new_year, last_day = date(year, 1, 1), date(year, 12, 31)
    whole = Decimal((last_day - new_year).days + 1)
    first = min(max(event.on.start, new_year), last_day)
    last = max(last_day if event.ongoing else min(event.on.end, last_day), first)
    days = (last - first).days + 1
    share = (max(days, 4) / whole).quantize(PLACES)
    return Mark(
        label=event.what,
        printed=event.when,
        scope=event.short or event.what,
        value=Decimal(days),
        share=share,
        start=min(((first - new_year).days / whole).quantize(PLACES), 1 - share),
        end="ongoing" if event.ongoing else "exact",
        running=False,
        meaning="",
        sections=(section,),
        period=event.on,
    )


CONTRADICTED_KEY = "空框或叉：与报告里别的数算不拢，不拿它计算"
HEDGE_LEGEND = {
    "nearly": "近：不超过此数",
    "over": "超、突破：不少于此数",
    "about": "约：此数上下",
}
LEGEND = {
    "exact": "没有符号：确数或四舍五入的数",
    **HEDGE_LEGEND,
    "running": "斜线：累计数，口径不同",
    "contradicted": CONTRADICTED_KEY,
}
"""How a bar's end is drawn → what it says."""
