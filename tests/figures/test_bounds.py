"""What is known of a number, carried through sums and differences: a bound that is not known stays unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.figures.bounds import ZERO, Bounds, total
from disclosure.figures.figure import parse

NUMBERS = st.integers(-1000, 1000).map(Decimal)


@st.composite
def bounds(draw) -> tuple[Bounds, Decimal]:
    """An interval, either side of it perhaps unknown, and a value in it."""
    value = draw(NUMBERS)
    low, high = (draw(st.none() | st.integers(0, 100).map(Decimal)) for _ in range(2))
    return Bounds(
        None if low is None else value - low, None if high is None else value + high
    ), value


def holds(found: Bounds, value: Decimal) -> bool:
    return (found.low is None or found.low <= value) and (found.high is None or value <= found.high)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("3件", 3, 3),
        ("—", 0, 0),
        ("近6亿元", None, 600_000_000),
        ("超25亿元", 2_500_000_000, None),
        ("约60万名", None, None),
        ("34.67万人", 346_650, 346_750),
    ],
)
def test_bounds_are_what_the_printed_words_leave_open(printed, low, high):
    assert Bounds.of(parse(printed)) == (low, high)


@given(st.lists(bounds(), max_size=5))
def test_a_sum_holds_the_sum_of_any_values(given_bounds):
    found = total(one for one, _ in given_bounds)
    assert holds(found, sum((value for _, value in given_bounds), Decimal(0)))
    for side in ("low", "high"):
        known = all(getattr(one, side) is not None for one, _ in given_bounds)
        assert (getattr(found, side) is not None) is known


@given(bounds(), bounds())
def test_a_difference_holds_the_difference_of_any_values(some, other):
    (one, value), (two, less) = some, other
    found = one.minus(two)
    assert holds(found, value - less)
    assert (found.low is None) is (one.low is None or two.high is None)
    assert (found.high is None) is (one.high is None or two.low is None)


@given(bounds(), bounds())
def test_intervals_that_share_a_value_are_not_disjoint(some, other):
    (one, value), (two, _) = some, other
    if holds(two, value):
        assert not one.is_disjoint_from(two)
        assert not two.is_disjoint_from(one)


@pytest.mark.parametrize(
    ("one", "other", "disjoint"),
    [
        ((1, 2), (3, 4), True),
        ((1, 2), (2, 4), False),
        ((None, 2), (3, None), True),
        ((None, 2), (None, 9), False),
        ((1, None), (3, None), False),
        ((None, None), (3, 4), False),
        ((1, 2), (None, None), False),
    ],
)
def test_what_is_disjoint(one, other, disjoint):
    assert Bounds(*one).is_disjoint_from(Bounds(*other)) is disjoint
    assert Bounds(*other).is_disjoint_from(Bounds(*one)) is disjoint


@pytest.mark.parametrize(
    ("one", "point"), [((3, 3), 3), ((3, 4), None), ((None, None), None), ((None, 3), None)]
)
def test_one_value_is_left_where_both_bounds_are_it(one, point):
    assert Bounds(*one).point == point


def test_nothing_adds_up_to_zero():
    assert total([]) == ZERO == (0, 0)
