"""Figures → a chart's table: its rows, how long each bar is, and what its end says about the printed words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from disclosure.datafiles.forms import NUMBERING
from disclosure.datafiles.models import Bar, Chart, Event
from disclosure.datafiles.patterns import expand_pattern
from disclosure.figures.bounds import Bounds
from disclosure.figures.period import Period
from disclosure.ledger.derived import (
    AxisKey,
    Computed,
    axis_of,
    meaning,
    ratio,
    total,
    unit_of_entry,
)
from disclosure.ledger.records import Disclosure, Entry, Year
from disclosure.ledger.tieouts import Ledger, Outcome, Result

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
    end: str
    """How the bar ends: a figure's qualifier, `missing`, `contradicted`, or `ongoing` on a time line."""
    meaning: str
    share: Decimal | None = None
    """Length of its bar as a part of its axis, 0 to 1; None where it has none."""
    start: Decimal = Decimal(0)
    """Where the bar starts, 0 to 1; other than 0 on a time line and in a split bar."""
    entry: Entry | None = None
    terms: tuple[Entry, ...] = ()
    """What our own sum is made of; of a card's cell, the cells that the form adds up to it."""
    computed: Computed | None = None
    """Our own sum."""
    axis: frozenset[AxisKey] = frozenset()
    """What it has in common with what it may be measured against; empty where there is no number."""
    of_whole: Computed | None = None
    """Its share in a split bar."""
    sections: tuple[str, ...] = ()
    """Where in the report it stands; of a sum, where its terms do."""
    unit: str = ""
    """As the indicator or the form's head names it, not as this year's sentence does."""
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

    @property
    def is_zero(self) -> bool:
        return self.value == 0 and self.end in ("exact", "rounded")

    @property
    def details(self) -> tuple[str, ...]:
        """What became of them, of cells that are not empty: `本机关不掌握相关政府信息1件`."""
        rows = {one.label.partition("·")[0] for one in self.terms}
        return tuple(
            f"{short_name(one.label, of_row=len(rows) > 1)}{one.figure.printed}{self.unit}"
            for one in self.terms
            if one.is_cell and one.figure and one.figure.value
        )

    @property
    def bare_unit(self) -> str:
        """`件` after the `3` of a cell, whose unit stands in the form's head; empty where the text has its own."""
        return self.unit if self.printed[-1:].isdigit() else ""

    @property
    def number(self) -> str:
        return self.printed + self.bare_unit

    @property
    def share_words(self) -> str:
        return f"{self.of_whole.text}（本站计算）" if self.of_whole else ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows that may be measured against each other: they share an axis."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...] = ()
    """Empty where nothing is drawn: a number alone has nothing to be measured against."""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart of one year, ready for a template and for Plotly."""

    id: str
    kind: str
    """How this year's figures are shown: bars that have nothing to be measured against are cards, parts of a whole that
    does not add up are bars."""
    title: str
    note: str
    year: Year
    panels: tuple[Panel, ...]
    zeros: tuple[Mark, ...]
    """Told in a sentence: nothing has no length."""
    ties: tuple[Result, ...]
    whole: Entry | None = None
    """What a split bar is the whole of."""

    @property
    def blocks(self) -> int:
        """Into how many single things a split bar falls; 0 where they are too many to count at a glance."""
        value = self.whole.figure.value if self.whole and self.whole.figure else None
        return int(value) if value and value <= FEW else 0

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The rows that are shown, panel by panel."""
        return tuple(mark for panel in self.panels for mark in panel.marks)

    @property
    def bars(self) -> tuple[Mark, ...]:
        """The rows that have a bar."""
        return tuple(mark for mark in self.marks if mark.share is not None)

    @property
    def legend_keys(self) -> tuple[str, ...]:
        """What the legend explains, in its order; nothing where every bar is a plain count."""
        ends = {"exact" if mark.end == "rounded" else mark.end for mark in self.bars} & {*LEGEND}
        return () if ends <= {"exact"} else tuple(end for end in LEGEND if end in ends)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of single rows, each with its label."""
        return remarks((mark.label, mark.remark) for mark in (*self.marks, *self.zeros))

    @property
    def common_scope(self) -> str:
        """What all rows count over; empty where they differ, and of a single row."""
        scopes = [mark.scope for mark in (*self.marks, *self.zeros) if mark.scope]
        is_common = len(scopes) > 1 and len({*scopes}) == 1 and self.kind != "timeline"
        return scopes[0] if is_common else ""

    @property
    def caption(self) -> str:
        """What stands under the title: the note, and what all rows count over, once for all."""
        if not self.common_scope:
            return self.note
        return f"{self.note.removesuffix('。')}。都是{self.common_scope}的数。".removeprefix("。")

    def basis_of(self, mark: Mark) -> str:
        """What one row counts over or was made from, where not all have it in common."""
        return "" if mark.basis == self.common_scope else mark.basis

    @property
    def room(self) -> Decimal:
        """What the printed texts take beside the bars, in em."""
        return width_in_em(mark.number for mark in self.bars)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """What the report's tables say under themselves of the cells that are shown."""
        cells = (mark.entry for mark in self.marks if mark.entry and mark.entry.is_cell)
        return tuple(dict.fromkeys(cell.note for cell in cells if cell.note))

    @property
    def sections(self) -> tuple[str, ...]:
        """Where in the report it stands, in the report's order."""
        shown = {section for mark in (*self.marks, *self.zeros) for section in mark.sections}
        return tuple(section for section in self.year.sections if section in shown)


def chart_view(id: str, chart: Chart, year: Year, ledger: Ledger, say: Say) -> ChartView:
    """The chart `id` for one year. Rows whose indicator the year lacks stay, and say so."""
    ties = ties_of_year(chart, year, ledger)
    made = marks_of_year(chart, year, ledger.disclosure)
    note = say(chart.note) if chart.note else ""
    # A title that the year has no figure for may be empty.
    title = say(chart.title) or "、".join(mark.label for mark in made)
    zeros = tuple(mark for mark in made if mark.is_zero)
    others = [mark for mark in made if not mark.is_zero]
    if chart.kind == "parts" and (found := split_bar(made, ties, year)):
        whole, panel = found
        return ChartView(id, "parts", title, note, year, (panel,), zeros, ties, whole)
    kind, panels = form_of(chart.kind, others)
    if kind == "cards":
        panels = (Panel(tuple(broken_down(mark, ledger) for mark in panels[0].marks)),)
    return ChartView(id, kind, title, note, year, panels, zeros, ties)


def ties_of_year(chart: Chart, year: Year, ledger: Ledger) -> tuple[Result, ...]:
    return tuple(filter(None, (ledger.find(name, year.year) for name in chart.tie_outs)))


def marks_of_year(chart: Chart, year: Year, disclosure: Disclosure) -> list[Mark]:
    if chart.kind == "timeline":
        return [event_mark(event, section, year.year) for section, event in events(year)]
    return [bar_mark(bar, year, disclosure) for bar in chart.bars]


def form_of(kind: str, marks: Sequence[Mark]) -> tuple[str, tuple[Panel, ...]]:
    """The form that the figures of a year allow, and its rows."""
    if kind == "timeline":
        return kind, (Panel(tuple(marks), month_ticks() if marks else ()),)
    panels = bar_panels(marks) if kind != "cards" else ()
    if any(panel.ticks for panel in panels):
        return "bars", panels
    return "cards", (Panel(tuple(marks)),)


def split_bar(
    marks: Sequence[Mark], ties: Sequence[Result], year: Year
) -> tuple[Entry, Panel] | None:
    """The whole that marks are all parts of, and the marks one after the other; None where they have no shares."""
    found = shares_of_whole(marks, ties, year)
    if not found:
        return None
    whole, total, shares = found
    parts: list[Mark] = []
    start = Decimal(0)
    for mark, share in zip(marks, shares, strict=True):
        length = (mark.value or Decimal(0)) / total
        if not mark.is_zero:
            at = start.quantize(PLACES)
            said = share if total > FEW else None  # one of three says more than 33.3%
            parts.append(replace(mark, start=at, share=length.quantize(PLACES), of_whole=said))
        start += length
    return (whole, Panel(tuple(parts))) if parts else None


def shares_of_whole(
    marks: Sequence[Mark], ties: Sequence[Result], year: Year
) -> tuple[Entry, Decimal, list[Computed]] | None:
    """The whole that marks are all parts of, its value, and the share of each mark; None unless a sum of the report
    says so, it holds, and no word leaves a share open."""
    tie = next((tie for tie in ties if adds_up(tie, marks)), None)
    whole = year.entries.get(tie.equals[0].id) if tie else None
    if whole is None or whole.is_contradicted or whole.figure is None or not whole.figure.value:
        return None
    of_whole = Bounds.of(whole.figure)
    shares: list[Computed] = []
    for mark in marks:
        share = ratio(bounds_of(mark), of_whole, f"{mark.printed} ÷ {whole.figure.printed}")
        if mark.value is None or not share or share.value is None:
            return None
        shares.append(share)
    return whole, whole.figure.value, shares


def adds_up(tie: Result, marks: Sequence[Mark]) -> bool:
    """Whether a sum of the report says that these are all parts of one figure, and holds."""
    terms = {entry.id for mark in marks for entry in (mark.entry, *mark.terms) if entry}
    is_theirs = {term.id for term in tie.sum} == terms and not tie.minus and len(tie.equals) == 1
    return is_theirs and tie.outcome is Outcome.HOLDS


def bounds_of(mark: Mark) -> Bounds:
    figure = mark.entry.figure if mark.entry and not mark.entry.is_contradicted else None
    if mark.computed:
        return mark.computed.bounds
    return Bounds.of(figure) if figure else Bounds(None, None)


def bar_panels(marks: Sequence[Mark]) -> tuple[Panel, ...]:
    """Marks by what they may be measured against, in the order in which they were first met. A row without a number
    stays with the one before it."""
    grouped: dict[frozenset[AxisKey], list[Mark]] = {}
    axis = next((mark.axis for mark in marks if mark.axis), frozenset())
    for mark in marks:
        axis = mark.axis or axis
        grouped.setdefault(axis, []).append(mark)
    return tuple(map(bar_panel, grouped.values()))


def bar_panel(marks: Sequence[Mark]) -> Panel:
    valued = [mark for mark in marks if mark.value is not None]
    longest = max((mark.value or Decimal(0) for mark in valued), default=Decimal(0))
    if len(valued) < 2 or longest <= 0:
        return Panel(tuple(marks))
    drawn = (replace(mark, share=bar_length(mark.value, longest)) for mark in marks)
    return Panel(tuple(drawn), value_ticks(longest, valued[0].unit))


def bar_length(value: Decimal | None, longest: Decimal) -> Decimal | None:
    """How long a bar is beside the longest. A decrease has none."""
    return None if value is None or value <= 0 else (value / longest).quantize(PLACES)


def bar_mark(bar: Bar, year: Year, disclosure: Disclosure) -> Mark:
    if bar.sum:
        found = [summands(name, year) for name in bar.sum]
        entries = [year.entries[id] for ids in found for id in ids]
        if len(bar.sum) == len(entries) == 1:
            return figure_mark(entries[0].id, bar.label, year, disclosure)  # one figure is no sum
        summed = total(entries) if all(found) else None
        return sum_mark(bar.label or "", entries, summed, disclosure)
    assert bar.figure  # a bar has a figure or a sum
    return figure_mark(bar.figure, bar.label, year, disclosure)


def summands(name: str, year: Year) -> list[str]:
    """What a name in a sum stands for. Where a form has one row for what are several in another, `三.other.*.total` is
    that row's `三.other.total`."""
    return expand_pattern(name, year.entries) or expand_pattern(
        name.replace(".*", "", 1), year.entries
    )


def sum_mark(
    label: str, entries: Sequence[Entry], summed: Computed | None, disclosure: Disclosure
) -> Mark:
    """`summed` is None where it can't be worked out: half of a sum is no sum."""
    periods = {entry.period for entry in entries}
    units = (unit.word for entry in entries if (unit := unit_of_entry(entry, disclosure)))
    return Mark(
        label=label,
        printed=summed.text if summed else "算不出",
        scope=entries[0].scope if entries else "",
        value=summed.value if summed else None,
        end="exact" if summed else "missing",
        meaning="本站计算",
        terms=tuple(entries),
        computed=summed,
        axis=axis_of(entries, disclosure) if summed else frozenset(),
        sections=tuple(dict.fromkeys(entry.section for entry in entries)),
        unit=next(units, ""),
        period=periods.pop() if len(periods) == 1 else None,
    )


def figure_mark(id: str, named: str | None, year: Year, disclosure: Disclosure) -> Mark:
    entry = year.find(id)
    figure = entry.figure if entry else None
    unit = unit_of_entry(entry, disclosure) if entry else None
    return Mark(
        label=named or label_of(id, disclosure),
        printed=(entry.shown or "报告没有填") if entry else year.absent,
        scope=entry.scope if entry and figure else "",
        value=figure.value if figure else None,
        end=end_of(entry),
        meaning=(entry.remark or meaning(figure)) if entry else f"{year.absent}这个数",
        entry=entry,
        axis=axis_of([entry], disclosure) if entry else frozenset(),
        sections=(entry.section,) if entry else (),
        unit=unit.word if unit else "",
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


def short_name(label: str, *, of_row: bool) -> str:
    """`三、…／（六）其他处理／3. 其他·申请人情况／总计` → `其他`, of the row or of the column."""
    row, _, column = label.partition("·")
    head = (row if of_row else column).rpartition("／")[2]
    numbering = NUMBERING.match(head)
    name = head[numbering.end() :] if numbering else head
    return f"{name}（{CATCH_ALL}）" if name in ("其他", "其他结果") else name


def broken_down(mark: Mark, ledger: Ledger) -> Mark:
    """A cell with the cells that its form adds up to it, where they do: the lawsuits by how they ended."""
    entry = mark.entry
    if entry is None or not entry.is_cell or entry.is_contradicted:
        return mark
    for tie in ledger.results_of_figure.get((entry.year, entry.id), ()):
        if [one.id for one in tie.equals] == [entry.id] and tie.outcome is Outcome.HOLDS:
            return replace(mark, terms=tuple(one.entry for one in tie.sum if one.entry))
    return mark


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
        end="ongoing" if event.ongoing else "exact",
        meaning="",
        share=share,
        start=min(((first - new_year).days / whole).quantize(PLACES), 1 - share),
        sections=(section,),
        period=event.on,
    )


CATCH_ALL = "统计表没有写是什么情况"
FEW = 12
"""Single things that can be counted at a glance."""
CONTRADICTED_KEY = "空框或叉：与报告里别的数算不拢，不拿它计算"
HEDGE_LEGEND = {
    "nearly": "近：不超过此数",
    "over": "超、突破：不少于此数",
    "about": "约：此数上下",
}
LEGEND = {
    "exact": "没有符号：确数或四舍五入的数",
    **HEDGE_LEGEND,
    "contradicted": CONTRADICTED_KEY,
}
"""How a bar's end is drawn → what it says."""
