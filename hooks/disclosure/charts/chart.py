"""A chart of one year: its rows, which of them share an axis, and how long each bar is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from disclosure.datafiles.models import Chart
from disclosure.ledger.derived import AxisKey
from disclosure.ledger.records import Disclosure, Entry, Year
from disclosure.ledger.tieouts import Ledger, Outcome, Result

from .axis import Tick, bar_length, month_ticks, value_ticks, width_in_em
from .mark import LEGEND, Mark, bar_mark, remarks
from .parts import FEW, split_bar
from .timeline import event_marks

Say = Callable[[str], str]
"""A text that may hold directives → the text for one year."""


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
        whole, parts = found
        return ChartView(id, "parts", title, note, year, (Panel(parts),), zeros, ties, whole)
    kind, panels = form_of(chart.kind, others)
    if kind == "cards":
        panels = (Panel(tuple(broken_down(mark, ledger) for mark in panels[0].marks)),)
    return ChartView(id, kind, title, note, year, panels, zeros, ties)


def ties_of_year(chart: Chart, year: Year, ledger: Ledger) -> tuple[Result, ...]:
    return tuple(filter(None, (ledger.find(name, year.year) for name in chart.tie_outs)))


def marks_of_year(chart: Chart, year: Year, disclosure: Disclosure) -> list[Mark]:
    if chart.kind == "timeline":
        return event_marks(year)
    return [bar_mark(bar, year, disclosure) for bar in chart.bars]


def form_of(kind: str, marks: Sequence[Mark]) -> tuple[str, tuple[Panel, ...]]:
    """The form that the figures of a year allow, and its rows."""
    if kind == "timeline":
        return kind, (Panel(tuple(marks), month_ticks() if marks else ()),)
    panels = bar_panels(marks) if kind != "cards" else ()
    if any(panel.ticks for panel in panels):
        return "bars", panels
    return "cards", (Panel(tuple(marks)),)


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


def broken_down(mark: Mark, ledger: Ledger) -> Mark:
    """A cell with the cells that its form adds up to it, where they do: the lawsuits by how they ended."""
    entry = mark.entry
    if entry is None or not entry.is_cell or entry.is_contradicted:
        return mark
    for tie in ledger.results_of_figure.get((entry.year, entry.id), ()):
        if [one.id for one in tie.equals] == [entry.id] and tie.outcome is Outcome.HOLDS:
            return replace(mark, terms=tuple(one.entry for one in tie.sum if one.entry))
    return mark
