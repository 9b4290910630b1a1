"""Proposals held against the report's own sums: none that a sum refutes, and the figure that meets it instead."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from disclosure.datafiles.models import Indicator, TieOut
from disclosure.figures.units import Unit
from disclosure.reports.narrative.indicator_matching import Certainty, Match
from disclosure.reports.narrative.judge import Known
from disclosure.reports.narrative.mentions import mentions
from disclosure.reports.narrative.numbers import Kind
from disclosure.reports.narrative.sections import Line, ReportSection
from disclosure.reports.readers.blocks import Spot
from disclosure.reports.refutation import SumsOfReport, without_refuted

UNITS = {"handled": "件", "granted": "件", "total": "件", "part": "件", "money": "元", "rest": "件"}
KNOWN = [Known(id, Indicator(label=id, unit=unit, definition=id), "") for id, unit in UNITS.items()]
CELLS = {"三.handled.total": "3050", "二.fees.amount": "600000000", "三.in": "20", "三.out": "5"}


def rule(equals: str, *parts: str, minus: Sequence[str] = ()) -> TieOut:
    return TieOut(label="一条", sum=parts, minus=tuple(minus), equals=(equals,))


SAME = rule("三.handled.total", "handled")
CASES = [
    # what the section says; indicator → the number it was taken for; the sums; what becomes of it
    ("收到3119件，办结3050件。", {"handled": "3119件"}, [SAME], {"handled": "3050件"}),
    ("办结3050件，收到3119件。", {"handled": "3119件"}, [SAME], {"handled": "3050件"}),
    ("收到3119件，答复3000件。", {"handled": "3119件"}, [SAME], {}),
    ("收到3119件，印发3050份，办结3050人。", {"handled": "3119件"}, [SAME], {"handled": "3050份"}),
    ("同比增加3050件，收到3119件。", {"handled": "3119件"}, [SAME], {}),
    (
        "共17件，其中甲60件，乙95件。",
        {"total": "17件", "part": "60件"},
        [rule("total", "part", "rest")],
        {"total": "17件", "part": "60件"},  # one term is not known: nothing is refuted
    ),
    (
        "共17件，后95件，其中甲60件，乙35件。",
        {"total": "17件", "part": "60件", "rest": "35件"},
        [rule("total", "part", "rest")],
        {"total": "95件", "part": "60件", "rest": "35件"},
    ),
    (
        "新收20件，结转5件，办结25件。",
        {"handled": "20件"},
        [rule("handled", "三.in", "三.out")],
        {"handled": "25件"},
    ),
    (
        "新收20件，剩余15件。",
        {"rest": "20件"},
        [rule("rest", "三.in", minus=["三.out"])],
        {"rest": "15件"},
    ),
    ("提取近9亿元，收费近6亿元。", {"money": "近6亿元"}, [rule("二.fees.amount", "money")], {"money": "近6亿元"}),
    ("提取超9亿元，收费近6亿元。", {"money": "超9亿元"}, [rule("二.fees.amount", "money")], {"money": "近6亿元"}),
    (
        # 25 meets the one sum and breaks the other: neither is proposed
        "新收20件，办结25件。",
        {"handled": "20件"},
        [rule("handled", "三.in", "三.out"), SAME],
        {},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "taken", "rules", "expected"), CASES, ids=[one[0] for one in CASES]
)
def test_no_proposal_is_left_that_a_sum_refutes(text, taken, rules, expected):
    found = without_refuted(proposals(text, taken, Certainty.PROPOSED), sums(rules))
    assert {one.indicator: one.mention.number.printed for one in found if one.indicator} == expected
    assert len({one.indicator for one in found if one.indicator}) == len(expected)
    assert all(one.certainty is Certainty.PROPOSED for one in found if one.indicator)


def test_a_figure_filled_in_by_its_own_words_stays_where_nothing_meets_the_sum():
    found = without_refuted(
        proposals("收到3119件，答复3000件。", {"handled": "3119件"}, Certainty.MATCHED),
        sums([SAME]),
    )
    assert [one.indicator for one in found] == ["handled", None]


def proposals(text: str, taken: dict[str, str], certainty: Certainty) -> list[Match]:
    section = ReportSection("一", "总体情况", Spot(0, 1), [Line(text, Spot(0, 1))])
    ids = {printed: id for id, printed in taken.items()}
    return [
        Match(one, ids.get(printed), certainty if printed in ids else Certainty.UNMATCHED)
        for one in mentions([section], 2023)
        for printed in [one.number.printed]
        if one.number.kind is Kind.FIGURE
    ]


def sums(rules: Sequence[TieOut]) -> SumsOfReport:
    units = {name: Unit.named("元" if "fees" in name else "件") for name in CELLS}
    return SumsOfReport.of(rules, CELLS, units, KNOWN)
