"""A figure, or our own sum of several → a row of a chart: its words, its number, and how its bar ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.datafiles.forms import NUMBERING
from disclosure.datafiles.models import Bar
from disclosure.datafiles.patterns import expand_pattern
from disclosure.figures.bounds import Bounds
from disclosure.figures.period import Period
from disclosure.ledger.derived import (
    AxisKey,
    Computed,
    axis_of,
    meaning,
    total,
    unit_of_entry,
)
from disclosure.ledger.records import Disclosure, Entry, Year


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
    def made_of(self) -> tuple[Entry, ...]:
        """The figure that it shows, or the terms of our sum."""
        return (self.entry,) if self.entry else self.terms

    @property
    def bounds(self) -> Bounds | None:
        """Within which its number lies; None where nothing may be computed from it."""
        if self.value is None or self.end == "contradicted":
            return None
        if self.computed:
            return self.computed.bounds
        return Bounds.of(self.entry.figure) if self.entry and self.entry.figure else None

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


CATCH_ALL = "统计表没有写是什么情况"
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
