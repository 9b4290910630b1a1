"""What a chart spans → the marks on its axis, with their words: round steps in 万 and 亿, the quarters of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from disclosure.figures.units import in_wan_yi


@dataclass(frozen=True, slots=True)
class Tick:
    at: Decimal
    """As a part of what the axis spans, 0 to 1."""
    words: str


def value_ticks(longest: Decimal, unit: str) -> tuple[Tick, ...]:
    """Along bars of which the longest is 1."""
    return tuple(
        Tick(
            (value / longest).quantize(PLACES) if longest > 0 else value,
            in_wan_yi(value) + (unit if value else ""),
        )
        for value in round_values(longest)
    )


def month_ticks() -> tuple[Tick, ...]:
    firsts = {1: 0, 4: 90, 7: 181, 10: 273}  # a leap day moves them by less than a pixel
    return tuple(
        Tick((Decimal(day) / 365).quantize(PLACES), f"{month}月") for month, day in firsts.items()
    )


def round_values(longest: Decimal) -> list[Decimal]:
    """0 and up to four round steps: 600000 → 0, 20万, 40万, 60万; counts never get a half."""
    if longest <= 0:
        return [Decimal(0)]
    power = Decimal(1).scaleb((longest / 3).adjusted())
    step = next(power * size for size in (1, 2, 5, 10) if power * size * 5 > longest)
    step = max(step, Decimal(1))
    return [step * index for index in range(int(longest / step) + 1)]


def bar_length(value: Decimal | None, longest: Decimal) -> Decimal | None:
    """How long a bar is beside the longest. A decrease has none."""
    return None if value is None or value <= 0 else (value / longest).quantize(PLACES)


def width_in_em(texts: Iterable[str]) -> Decimal:
    """Room for the longest of some texts: a Chinese character is as wide as it is high, a bold digit less."""
    widths = [sum(Decimal("0.7") if char.isascii() else 1 for char in text) for text in texts]
    return Decimal(max(widths, default=0))


PLACES = Decimal("0.0001")
"""How finely charts are drawn: a tenth of a pixel on the widest screen."""
