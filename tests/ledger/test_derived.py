"""What the site works out itself: only where the printed words allow it, hedges carried along."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_up
from disclosure.figures.figure import parse
from disclosure.figures.units import Unit
from disclosure.ledger.derived import change, comparable, meaning, share, total


def shared(ledger, part: str, whole: str, year: int):
    entries = ledger.disclosure.years[year].entries
    return share(entries[part], entries[whole], ledger)


def test_a_share_of_a_whole_that_its_parts_add_up_to(ledger):
    computed = shared(ledger, "decisions.underpaid_contributions", "decisions.published", 2022)
    assert (computed.text, computed.formula) == ("81.4%", "223条 ÷ 274件")
    assert computed.bounds.low == computed.bounds.high == computed.value == Decimal("81.4")
    other = shared(ledger, "decisions.fraudulent_withdrawals", "decisions.published", 2022)
    assert computed.value + other.value == 100


# Nothing says that the one is a part of the other, or their tie-out does not hold.
NO_SHARE = [
    ("push.retirement.withdrawers", "push.retirement.recipients"),  # the trap: other scopes
    ("push.sealed.withdrawers", "push.sealed.recipients"),
    ("decisions.published", "decisions.underpaid_contributions"),  # the whole of a part
    ("decisions.published", "decisions.published"),
    ("policies.by_center", "decisions.published"),
    ("requests.handled", "三.handled.natural_person"),
    ("三.received.total", "三.handled.total"),  # a part of a sum of two
    (
        "二.normative_documents.issued",
        "二.normative_documents.in_force",
    ),  # a stock is not its inflow's whole
    ("三.carried_in.company", "三.carried_in.total"),  # a dash is no part
    ("四.reconsideration.upheld", "四.reconsideration.total"),  # nothing to share out
]


@pytest.mark.parametrize(("part", "whole"), NO_SHARE)
def test_no_share_elsewhere(ledger, part, whole):
    assert shared(ledger, part, whole, 2022) is None


def test_a_share_of_cells(ledger):
    assert shared(ledger, "三.unable.not_held.total", "三.handled.total", 2022).text == "33.3%"
    assert shared(ledger, "三.granted.total", "三.handled.total", 2022).text == "0.0%"


@pytest.mark.parametrize(
    ("whole", "printed_so"),
    [("1件", {"decisions.kinds": "虚构：报告印错"}), ("近9999条", {}), ("约500条", {})],
)
def test_no_share_where_the_sum_fails_or_is_left_open(tmp_path, whole, printed_so):
    def change(year, file):
        file["figures"]["一（一）6"]["decisions.published"] = whole
        file["printed_so"] = printed_so

    made = made_up.ledger(tmp_path, [2022], change=change)
    assert shared(made, "decisions.underpaid_contributions", "decisions.published", 2022) is None


# printed figures, the sum, its formula; None where no honest sum exists
TOTALS = [
    (["3件", "4条"], "7", "3件 + 4条"),
    (["3件", "—"], "3", "3件 + —"),
    (["0", "0"], "0", "0 + 0"),
    (["1.2345万件", "5件"], "1.235万", "1.2345万件 + 5件"),
    (["9999件", "1件"], "1万", "9999件 + 1件"),
    (["近3件", "4件"], None, None),
    (["1.2万件", "4件"], None, None),
    (["3件", None], None, None),  # one blank
    (["3件", "4人"], None, None),  # people and things
    (["—", "—"], None, None),  # nothing was counted: not a 0 of our own making
    ([], None, None),
]


@pytest.mark.parametrize(("printed", "text", "formula"), TOTALS)
def test_total(printed, text, formula):
    units = ["人" if words and "人" in words else "件" for words in printed]
    entries = [
        made_up.entry("甲", words, unit=unit) for words, unit in zip(printed, units, strict=True)
    ]
    computed = total(entries)
    assert (computed and computed.text, computed and computed.formula) == (text, formula)


# (printed, span, since) of last year and of this, comparable, the change in words
CHANGES = [
    (("3件",), ("5件",), True, "+2件"),
    (("5件",), ("3件",), True, "−2件"),
    (("5件",), ("5条",), True, "持平"),
    (("1万件",), ("3.5万件",), True, "约 +2.5万件"),  # between 1.95万 and 3.05万: up, beyond doubt
    (("3.5万件",), ("1万件",), True, "约 −2.5万件"),
    (("34.67万件",), ("34.68万件",), True, None),  # may be the same
    (("近5件",), ("超5件",), True, None),
    (("近5件",), ("超7件",), True, "至少 +2件"),
    (("超7件",), ("近5件",), True, "至少 −2件"),
    (("超5件",), ("超500件",), True, None),
    (("约5件",), ("500件",), True, None),
    (("—",), ("5件",), True, None),
    (("5件",), ("—",), True, None),
    ((None,), ("5件",), False, None),
    (("5件",), (None,), False, None),
    (("5件", "2021-10/2021-12"), ("7件", "2022-10/2022-12"), True, "+2件"),
    (("5件", "2021-10/2021-12"), ("7件", "2022-01/2022-12"), False, None),
    (("5件", "2021", "首次推送"), ("7件", "2022", "首次推送"), False, None),  # one holds the other
    (("5件", "2021", "首次推送"), ("7件", "2022"), False, None),
]


@pytest.mark.parametrize(("before", "now", "alike", "text"), CHANGES)
def test_change(before, now, alike, text):
    def made(year: int, printed: str | None, span: str = "", since: str | None = None):
        return made_up.entry("甲", printed, year, span=span, since=since)

    last, this = made(2021, *before), made(2022, *now)
    assert comparable(this, last) is comparable(last, this) is alike
    computed = change(this, last)
    assert (computed and computed.text) == text
    if computed:
        assert computed.formula == f"{now[0]} − {before[0]}"


def test_other_units_and_other_figures_are_not_comparable():
    people = made_up.entry("甲", "3人", 2022, unit="人")
    assert not comparable(people, made_up.entry("甲", "3件", 2021))
    assert not comparable(people, made_up.entry("乙", "3人", 2021, unit="人"))
    assert comparable(people, made_up.entry("甲", "3名", 2021, unit="人"))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_change_of_plain_counts_is_their_difference(last, this):
    computed = change(
        made_up.entry("甲", f"{this}件", 2022), made_up.entry("甲", f"{last}件", 2021)
    )
    assert computed.value == this - last
    assert computed.text[0] == ("持" if this == last else "+" if this > last else "−")


MEANINGS = [
    ("9条", "件", "确数"),
    ("34.67万人", "人", "印到末一位；按四舍五入，在34.665万人与34.675万人之间"),
    ("约60万名", "人", "60万名上下，报告没有说上限和下限"),
    ("近6亿元", "元", "不超过6亿元，报告没有说下限"),
    ("突破642.12万", "人", "不少于642.12万人，报告没有说上限"),
    ("—", "件", "报告印的是横线，没有说明含义；本站不当作 0"),
]


@pytest.mark.parametrize(("printed", "unit", "words"), MEANINGS)
def test_what_the_words_state(printed, unit, words):
    assert meaning(parse(printed, Unit.named(unit))) == words


def test_a_blank_is_neither_zero_nor_a_dash():
    assert "既不是 0，也不是“—”" in meaning(None)
