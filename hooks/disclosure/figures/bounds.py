"""What printed words leave open, carried through sums: a number with a least and a most, either of them unknown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from .figure import Figure


class Bounds(NamedTuple):
    """An interval in the base unit; None where there is no bound on that side."""

    low: Decimal | None
    high: Decimal | None

    @classmethod
    def of(cls, figure: Figure) -> Bounds:
        """`—` counts as nothing in a sum, as the form means it."""
        return ZERO if figure.value is None else cls(figure.low, figure.high)

    def plus(self, other: Bounds) -> Bounds:
        return Bounds(added(self.low, other.low), added(self.high, other.high))

    def minus(self, other: Bounds) -> Bounds:
        return Bounds(subtracted(self.low, other.high), subtracted(self.high, other.low))

    @property
    def point(self) -> Decimal | None:
        """The one value it can be, where there is only one."""
        return self.low if self.low is not None and self.low == self.high else None

    def is_disjoint_from(self, other: Bounds) -> bool:
        """Whether no value could be both."""
        return is_below(self.high, other.low) or is_below(other.high, self.low)


def total(bounds: Iterable[Bounds]) -> Bounds:
    made = ZERO
    for one in bounds:
        made = made.plus(one)
    return made


def added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def subtracted(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def is_below(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one < other


ZERO = Bounds(Decimal(0), Decimal(0))
