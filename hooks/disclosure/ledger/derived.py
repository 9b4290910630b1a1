"""What this site works out itself (本站计算): shares, sums and changes, only where the printed words allow them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from disclosure.datafiles.models import unit_of
from disclosure.figures.bounds import Bounds
from disclosure.figures.bounds import total as total_of
from disclosure.figures.figure import Figure
from disclosure.figures.units import Unit, in_wan_yi

from .records import Disclosure, Entry, Year
from .tieouts import Ledger, Outcome


@dataclass(frozen=True, slots=True)
class Computed:
    """Our own number. Its bounds carry the hedges of the figures it was made from."""

    text: str
    value: Decimal | None
    bounds: Bounds
    formula: str
    """`223条 ÷ 274件`, with the figures as printed."""


def share(part: Entry, whole: Entry, ledger: Ledger) -> Computed | None:
    """Part of a whole, in per cent to one decimal.

    None unless a tie-out says that the part is one of the whole's parts, and it holds: shares of figures that don't
    add up, or that count different things, mean nothing.
    """
    if not part.figure or not whole.figure or not is_part(part, whole, ledger):
        return None
    if part.is_contradicted or whole.is_contradicted:
        return None
    formula = f"{part.figure.printed} ÷ {whole.figure.printed}"
    return ratio(Bounds.of(part.figure), Bounds.of(whole.figure), formula)


def ratio(top: Bounds, bottom: Bounds, formula: str) -> Computed | None:
    """One number of another, in per cent; None where the words of either leave a bound open."""
    if top.low is None or top.high is None or bottom.low is None or bottom.high is None:
        return None
    if bottom.low <= 0:
        return None
    bounds = Bounds(percent(top.low / bottom.high), percent(top.high / bottom.low))
    text = f"{bounds.low}%" if bounds.low == bounds.high else f"{bounds.low}%—{bounds.high}%"
    return Computed(text, bounds.point, bounds, formula)


def is_part(part: Entry, whole: Entry, ledger: Ledger) -> bool:
    return any(
        result.outcome is Outcome.HOLDS
        and [term.id for term in result.equals] == [whole.id]
        and part.id in {term.id for term in result.sum}
        and not result.minus
        for result in ledger.results_of_figure.get((whole.year, whole.id), ())
    )


def total(entries: Sequence[Entry]) -> Computed | None:
    """The sum of figures of one dimension; None where one is blank, contradicted, or its words leave a bound open."""
    figures = [entry.figure for entry in entries]
    present = [figure for figure in figures if figure is not None]
    if len(present) < len(figures) or all(figure.value is None for figure in present):
        return None
    if any(entry.is_contradicted for entry in entries):
        return None
    if len({figure.unit.dimension for figure in present}) > 1:
        return None
    bounds = total_of(map(Bounds.of, present))
    if bounds.point is None:
        return None
    formula = " + ".join(figure.printed for figure in present)
    return Computed(in_wan_yi(bounds.point), bounds.point, bounds, formula)


def comparable(one: Entry, other: Entry) -> bool:
    """Whether two years' figures count the same thing over the same span: unit and months agree.

    Running totals never do: each year's holds the ones before it.
    """
    if not one.figure or not other.figure or one.since or other.since:
        return False
    same_unit = one.figure.unit.dimension == other.figure.unit.dimension
    same_span = one.period.within_year == other.period.within_year
    return one.id == other.id and same_unit and same_span


class AxisKey(NamedTuple):
    """What figures must have in common to be measured against each other, on an axis or by its scale."""

    unit: str
    dimension: str
    span: tuple[tuple[int, int], tuple[int, int]]
    """First and last (month, day)."""
    since: str | None
    """Where a running total starts: it is measured against no figure of a year."""


def axis_of(entries: Iterable[Entry], disclosure: Disclosure) -> frozenset[AxisKey]:
    """What a figure or the terms of a sum count; empty where there is no number."""
    return frozenset(
        AxisKey(unit.word, unit.dimension, entry.period.within_year, entry.since)
        for entry in entries
        if entry.figure
        and entry.figure.value is not None
        and (unit := unit_of_entry(entry, disclosure))
    )


def unit_of_entry(entry: Entry, disclosure: Disclosure) -> Unit | None:
    """As the indicator or the form's head names it; the report's sentence may have another word, 名 for 人."""
    if indicator := disclosure.indicators.get(entry.id):
        return unit_of(indicator)
    return entry.figure.unit if entry.figure else None


def change(now: Entry, before: Entry) -> Computed | None:
    """The difference between two comparable years; None where it may not be computed."""
    found = change_or_reason(now, before)
    return found if isinstance(found, Computed) else None


def change_or_reason(now: Entry, before: Entry) -> Computed | str:
    """The difference between two years of one figure, or in a reader's words why there is none."""
    if reason := obstacle(now, before):
        return reason
    assert now.figure and before.figure  # a blank is an obstacle
    assert now.figure.value is not None and before.figure.value is not None  # so is `—`
    bounds = Bounds.of(now.figure).minus(Bounds.of(before.figure))
    unit, formula = now.figure.unit.word, f"{now.figure.printed} − {before.figure.printed}"
    if bounds.point is not None:
        return Computed(signed(bounds.point, unit), bounds.point, bounds, formula)
    difference = now.figure.value - before.figure.value
    if bounds.low is not None and bounds.high is not None:
        if bounds.low * bounds.high > 0:  # both rounded, and the direction beyond doubt
            return Computed(f"约 {signed(difference, unit)}", difference, bounds, formula)
        return "相差不到四舍五入的余地，分不出增减"
    if bounds.low is not None and bounds.low > 0:
        return Computed(f"至少 {signed(bounds.low, unit)}", None, bounds, formula)
    if bounds.high is not None and bounds.high < 0:
        return Computed(f"至少 {signed(bounds.high, unit)}", None, bounds, formula)
    hedged = years_where(
        lambda one: one.figure and None in (one.figure.low, one.figure.high), now, before
    )
    return f"{hedged}的数印得有余地，算不出差多少"


def obstacle(now: Entry, before: Entry) -> str:
    """Why no change may be computed whatever the two numbers are; empty where it may be."""
    for of_entry, reason in OBSTACLES:
        if of_entry(now) or of_entry(before):
            return f"{years_where(of_entry, now, before)}{reason}"
    if now.since or before.since:
        return "累计数，各年互相包含，不比较"
    if not comparable(now, before):
        one, other = now.figure, before.figure
        same_unit = one and other and one.unit.dimension == other.unit.dimension
        return "时段不同，不比较" if same_unit else "单位不同，不比较"
    return ""


def years_where(test: Callable[[Entry], object], *both: Entry) -> str:
    """Which of the two the test holds of: `2021年`, `两年`, or empty for neither."""
    years = [one.year for one in both if test(one)]
    if not years:
        return ""
    return "两年" if len(years) == len(both) else "".join(f"{year}年" for year in years)


def year_change(id: str, now: Year, before: Year) -> Computed | str:
    """The change of a figure from one report to another, or why there is none."""
    one, other = now.find(id), before.find(id)
    if one and other:
        return change_or_reason(one, other)
    year = now if other else before
    return f"{year.year}年{year.absence(id)}"


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the year before had of a figure."""

    year: int
    report: Year | None
    """None where that year has none."""
    entry: Entry | None
    change: Computed | str
    """Since then, or why it is not computed; empty where one of the two years does not have the figure."""


def last_year(id: str, now: Year, disclosure: Disclosure) -> LastYear | None:
    """None for the first report: nobody expects one before it."""
    if now.year == min(disclosure.years):
        return None
    report = disclosure.years.get(now.year - 1)
    entry, this = report.find(id) if report else None, now.find(id)
    change = change_or_reason(this, entry) if entry and this else ""
    return LastYear(now.year - 1, report, entry, change)


def signed(value: Decimal, unit: str) -> str:
    return "持平" if value == 0 else f"{'+' if value > 0 else '−'}{in_wan_yi(abs(value))}{unit}"


def percent(ratio: Decimal) -> Decimal:
    return (ratio * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def meaning(figure: Figure | None) -> str:
    """What the printed words really state, for a reader."""
    if figure is None:
        return "报告没有填这一格；既不是 0，也不是“—”"
    return MEANINGS[figure.qualifier].format(
        value=worded(figure.value, figure),
        low=worded(figure.low, figure),
        high=worded(figure.high, figure),
    )


def worded(value: Decimal | None, figure: Figure) -> str:
    return "" if value is None else in_wan_yi(value) + figure.unit.word


MEANINGS = {
    "exact": "确数",
    "rounded": "印到末一位；按四舍五入，在{low}与{high}之间",
    "about": "{value}上下，报告没有说上限和下限",
    "nearly": "不超过{value}，报告没有说下限",
    "over": "不少于{value}，报告没有说上限",
    "none": "报告印的是横线，没有说明含义；本站不当作 0",
}
OBSTACLES: tuple[tuple[Callable[[Entry], object], str], ...] = (
    (lambda one: one.withdrawn, "的数已撤回，不计算"),
    (lambda one: one.figure is None, "的报告没有填，不计算"),
    (lambda one: one.is_contradicted, "的报告自己算不拢，不计算"),
    (lambda one: one.restated, "的数后来改称了，不计算"),
    (lambda one: one.figure and one.figure.value is None, "印的是横线，没有数可算"),
)
"""What about a figure keeps us from computing with it, the first that applies; said behind its year."""
