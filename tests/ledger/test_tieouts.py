"""Do the sums hold? On bounds: a hedge leaves a sum open, a dash counts as nothing, a blank decides nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_up
from disclosure.datafiles.models import TieOut
from disclosure.figures.bounds import ZERO, Bounds, total
from disclosure.figures.figure import parse
from disclosure.ledger.tieouts import Ledger, Operand, Outcome, Result, decide, line_ranges
from disclosure.problems.problem import DataErrors


def bounds(low: int | None, high: int | None) -> Bounds:
    return Bounds(None if low is None else Decimal(low), None if high is None else Decimal(high))


# one, other, sum, difference, apart
INTERVALS = [
    ((1, 1), (2, 2), (3, 3), (-1, -1), True),
    ((2, 2), (2, 2), (4, 4), (0, 0), False),
    ((1, 3), (2, 5), (3, 8), (-4, 1), False),
    ((None, 3), (2, 2), (None, 5), (None, 1), False),
    ((None, 3), (4, None), (None, None), (None, -1), True),
    ((3, None), (4, 4), (7, None), (-1, None), False),
    ((None, None), (4, 4), (None, None), (None, None), False),
    ((1, 2), (3, 4), (4, 6), (-3, -1), True),
    ((1, 2), (2, 3), (3, 5), (-2, 0), False),  # 2 could be both
]


@pytest.mark.parametrize(("one", "other", "plus", "minus", "apart"), INTERVALS)
def test_intervals(one, other, plus, minus, apart):
    left, right = bounds(*one), bounds(*other)
    assert left.plus(right) == right.plus(left) == bounds(*plus)
    assert left.minus(right) == bounds(*minus)
    assert left.is_disjoint_from(right) is right.is_disjoint_from(left) is apart


def test_points_and_nothing():
    assert bounds(3, 3).point == 3
    assert [bounds(*sides).point for sides in ((3, 4), (None, 3), (3, None), (None, None))] == [
        None
    ] * 4
    assert total([]) == ZERO == Bounds.of(parse("—"))


HOLDS, FAILS, UNDECIDED, VOID = Outcome.HOLDS, Outcome.FAILS, Outcome.UNDECIDED, Outcome.VOID

# sum, minus, equals, outcome, the arithmetic, fragment of the reason; None is a cell left blank, "" no such year
SUMS = [
    ("223条 51条", "", "274件", HOLDS, "223条 + 51条 = 274件", ""),
    ("223条 50条", "", "274件", FAILS, "223条 + 50条 ≠ 274件", ""),
    ("近3件 2件", "", "5件", UNDECIDED, "近3件 + 2件 =？ 5件", "“近3件”不是确数"),
    ("近3件 2件", "", "6件", FAILS, "近3件 + 2件 ≠ 6件", ""),  # not 3 at most
    ("超3件 2件", "", "4件", FAILS, "超3件 + 2件 ≠ 4件", ""),
    ("超3件 2件", "", "600件", UNDECIDED, "超3件 + 2件 =？ 600件", "“超3件”"),
    ("约3件 2件", "", "600件", UNDECIDED, "约3件 + 2件 =？ 600件", "“约3件”"),
    ("3件 2件", "", "近6件", UNDECIDED, "3件 + 2件 =？ 近6件", "“近6件”"),
    ("3件 2件", "", "近4件", FAILS, "3件 + 2件 ≠ 近4件", ""),
    (
        "1.2万件 1.3万件",
        "",
        "2.5万件",
        UNDECIDED,
        "1.2万件 + 1.3万件 =？ 2.5万件",
        "“1.2万件”、“1.3万件”、“2.5万件”",
    ),
    ("1.2万件 1.3万件", "", "2.7万件", FAILS, "1.2万件 + 1.3万件 ≠ 2.7万件", ""),
    ("1.2345万件 1件", "", "12346件", HOLDS, "1.2345万件 + 1件 = 12346件", ""),
    ("20件 4件", "3件", "21件", HOLDS, "20件 + 4件 − 3件 = 21件", ""),
    ("20件 4件", "3件 2件", "19件", HOLDS, "20件 + 4件 − 3件 − 2件 = 19件", ""),
    ("20件", "近3件", "16件", FAILS, "20件 − 近3件 ≠ 16件", ""),  # 17 at least
    ("20件", "近3件", "18件", UNDECIDED, "20件 − 近3件 =？ 18件", "“近3件”"),
    ("3件 1件", "", "2件 2件", HOLDS, "3件 + 1件 = 2件 + 2件", ""),
    # `—` counts as nothing, unless there is nothing but dashes.
    ("3件 —", "", "3件", HOLDS, "3件 + — = 3件", ""),
    ("— —", "", "0", HOLDS, "— + — = 0", ""),
    ("— —", "", "1件", FAILS, "— + — ≠ 1件", ""),
    ("3件", "", "—", FAILS, "3件 ≠ —", ""),
    ("— —", "", "—", VOID, "— + — = —", ""),
    ("—", "—", "—", VOID, "— − — = —", ""),
    # A blank decides nothing, whatever the rest adds up to.
    ("3件 ?", "", "3件", UNDECIDED, "3件 + ［2022年：缺］ =？ 3件", "报告没有填：丙"),
    (
        "? ?",
        "",
        "?",
        UNDECIDED,
        "［2022年：缺］ + ［2022年：缺］ =？ ［2022年：缺］",
        "报告没有填：丙、丙、丙",
    ),
    ("!", "", "3件", UNDECIDED, "［2021年：缺］ =？ 3件", "没有2021年的数"),
    # A long sum leaves out its zeros and dashes, and says how many.
    ("1件 2件 0 0 0 — —", "", "3件", HOLDS, "1件 + 2件（另5项为 0 或 —） = 3件", ""),
    ("0 0 0 0 0 0 —", "", "0", HOLDS, "7项都是 0 或 — = 0", ""),
    ("— — — — — — —", "", "—", VOID, "7项都是 — = —", ""),
    ("1件 1件 1件 1件 1件 1件 1件", "", "7件", HOLDS, " + ".join(["1件"] * 7) + " = 7件", ""),
]
RULE = TieOut(label="总数 = 分项之和", sum=("a",), equals=("b",))


def term(printed: str) -> Operand:
    if printed == "!":
        return Operand("丙", 2021, None)
    return Operand("丙", 2022, made_up.entry("丙", None if printed == "?" else printed))


def worked_out(plus: str, minus: str, equals: str) -> Result:
    sides = [tuple(term(printed) for printed in side.split()) for side in (plus, minus, equals)]
    outcome, reason = decide(*sides)
    return Result("甲", "甲", RULE, "", 2022, *sides, outcome, reason, None)


@pytest.mark.parametrize(("plus", "minus", "equals", "outcome", "arithmetic", "reason"), SUMS)
def test_sums(plus, minus, equals, outcome, arithmetic, reason):
    result = worked_out(plus, minus, equals)
    assert (result.outcome, result.arithmetic) == (outcome, arithmetic)
    assert reason in result.reason
    assert bool(result.reason) == (outcome is UNDECIDED)


COUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=5)


def plainly(counts: list[int]) -> str:
    return " ".join(f"{count}件" for count in counts)


@given(COUNTS, COUNTS, st.integers(-(10**6), 10**6).filter(bool))
def test_plain_counts_hold_or_fail(plus, minus, off):
    truth = sum(plus) - sum(minus)
    assert worked_out(plainly(plus), plainly(minus), f"{truth}件").outcome is HOLDS
    assert worked_out(plainly(plus), plainly(minus), f"{truth + off}件").outcome is FAILS


HEDGED = st.builds(
    str.__add__,
    st.sampled_from(["", "近", "超", "约"]),
    st.integers(0, 20).map(lambda count: f"{count}件"),
)


@given(st.lists(HEDGED, min_size=1, max_size=3), st.lists(HEDGED, max_size=2), HEDGED, st.data())
def test_a_vaguer_word_never_makes_a_sum_fail(plus, minus, equals, data):
    printed = [*plus, *minus, equals]
    which = data.draw(st.integers(0, len(printed) - 1))
    vaguer = [*printed]
    vaguer[which] = "约" + printed[which].lstrip("近超约")  # states no bound at all

    def outcome(words: list[str]) -> Outcome:
        cut = len(plus), len(plus) + len(minus)
        return worked_out(
            " ".join(words[: cut[0]]), " ".join(words[cut[0] : cut[1]]), words[-1]
        ).outcome

    before, after = outcome(printed), outcome(vaguer)
    assert after is not HOLDS or before is HOLDS
    if before in (HOLDS, UNDECIDED):
        assert after is not FAILS


@given(st.lists(st.integers(0, 99), min_size=2, max_size=4), st.data())
def test_whatever_the_words_allow_does_not_fail(counts, data):
    """Each count is hedged in a way that is true of it: the sum of the true counts can never be refuted."""
    true_words = {"": 0, "近": 1, "超": -1, "约": 5}
    words = [data.draw(st.sampled_from(sorted(true_words))) for _ in counts]
    hedged = [
        f"{word}{max(0, count + true_words[word])}件"
        for word, count in zip(words, counts, strict=True)
    ]
    assert worked_out(" ".join(hedged), "", f"{sum(counts)}件").outcome is not FAILS


# The rules of the form and the topics, over whole files


def outcomes(made: Ledger, rule: str) -> dict[tuple[int, str], str]:
    return {
        (result.year, result.id): result.outcome.value
        for result in made.results
        if result.rule_id == rule
    }


def test_the_first_year_has_no_year_before_it(three_years):
    found = outcomes(three_years, "二.normative_documents.carried")
    assert list(found.values()) == ["undecided", "holds", "holds"]
    first = three_years.find("二.normative_documents.carried", 2021)
    assert first.reason == "没有上一年的报告"
    assert first.arithmetic.startswith("［2020年：缺］ + ")


def test_years_that_are_not_neighbours_decide_nothing(tmp_path):
    found = outcomes(made_up.ledger(tmp_path, [2019, 2022, 2023]), "二.rules.carried")
    assert list(found.values()) == ["undecided", "undecided", "holds"]


def test_a_rule_stands_for_every_column_in_turn(three_years):
    found = outcomes(three_years, "三.balance")
    columns = [
        "natural_person",
        "company",
        "research",
        "welfare",
        "legal_service",
        "other",
        "total",
    ]
    assert [id for year, id in found if year == 2022] == [
        f"三.balance/{column}" for column in columns
    ]
    assert [found[2022, f"三.balance/{column}"] for column in columns] == ["holds"] * 2 + [
        "void"
    ] * 4 + ["holds"]
    assert (
        three_years.find("三.balance/company", 2022).binding
        == "申请人情况／法人或其他组织／商业企业"
    )
    assert three_years.find("四.results/litigation_after", 2022).binding == "行政诉讼／复议后起诉"


def test_a_figure_knows_the_sums_it_takes_part_in(three_years):
    taking_part = three_years.results_of_figure[2022, "三.carried_out.total"]
    assert {(result.year, result.id) for result in taking_part} == {
        (2022, "三.balance/total"),
        (2022, "三.applicants/carried_out"),
        (2023, "三.carried/total"),  # next year's
    }


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([40], "40"),
        ([40, 41], "40—41"),
        ([40, 42, 43, 44], "40、42—44"),
        ([1, 3, 5, 6], "1、3、5—6"),
        ([7, 8, 9, 11], "7—9、11"),
    ],
)
def test_lines_of_a_sum_are_given_as_runs(numbers, words):
    assert line_ranges(numbers) == words


def test_sum_that_fails_names_the_line_of_every_term(tmp_path):
    def change(year, file):
        file["figures"]["一（一）6"]["decisions.published"] = "9999件"

    ((file, code, message),) = stopped_by(tmp_path, change, [2022])
    text = (tmp_path / "years/2022.yml").read_text("utf-8").split("\n")
    lines = [number for number, line in enumerate(text, 1) if "decisions." in line]
    assert code == "D401" and len(lines) == 3
    assert f"{file} 第 {lines[0]}—{lines[-1]} 行" in message


def stopped_by(tmp_path, change, years=(2021, 2022)) -> list[tuple[str, str, str]]:
    with pytest.raises(DataErrors) as stopped:
        made_up.ledger(tmp_path, years, change=change)
    return [
        (problem.place.file, problem.code, problem.message) for problem in stopped.value.problems
    ]


def test_a_sum_across_years_that_fails_stops_the_build(tmp_path):
    def change(year, file):
        if year == 2022:
            file["tables"]["二"]["rules"] = ["0", "0", "99"]

    ((file, code, message),) = stopped_by(tmp_path, change)
    assert (file.rpartition("/")[2], code) == ("2022.yml", "D401")
    assert "现行有效的规章" in message and "≠ 99" in message


def test_blank_row_holds_only_where_blank_means_zero(tmp_path):
    def change(year, file):
        file["tables"]["四"]["reconsideration"] = [None] * 5
        file["tables"]["三"]["granted"] = [None] * 7

    made = made_up.ledger(tmp_path, [2022], change=change)
    assert made.find("四.results/reconsideration", 2022).outcome is Outcome.BLANK
    assert made.find("四.results/litigation_direct", 2022).outcome is HOLDS
    total = made.find("三.outcomes/total", 2022)
    assert total.outcome is UNDECIDED and total.reason.startswith("报告没有填：")


def test_form_of_2019_with_zeros_left_blank_is_no_heap_of_undecided_sums(tmp_path):
    """As a report prints it that leaves every cell empty where it has nothing to count."""

    def change(year, file):
        made_up.on_trial(file)
        for table in ("三", "四"):
            for row, cells in file["tables"][table].items():
                file["tables"][table][row] = [None if one in ("0", "—") else one for one in cells]

    made = made_up.ledger(tmp_path, [2022], change=change)
    sums = [one for one in made.results if one.id.startswith(("三.", "四."))]
    undecided = [one for one in sums if one.outcome is UNDECIDED]
    assert {one.reason.partition("；")[0] for one in undecided} == {"没有上一年的报告"}
    assert {one.rule_id for one in undecided} == {"三.carried"}
    blank = [one for one in sums if one.outcome is Outcome.BLANK]
    assert len(blank) > 20 and all("（空）" in one.arithmetic for one in blank)
    company = made.find("三.balance/welfare", 2022)
    assert company.arithmetic == "（空） + （空） = （空） + （空）"
    checks = {entry.check for entry in made.disclosure.latest.entries.values()}
    assert "fails" not in checks


def test_table_without_any_number_decides_nothing(tmp_path):
    def change(year, file):
        file["tables"]["四"] = {row: [None] * 5 for row in file["tables"]["四"]}

    made = made_up.ledger(tmp_path, [2022], change=change)
    found = outcomes(made, "四.results")
    assert set(found.values()) == {"undecided"}


def test_blank_cell_that_is_not_zero_leaves_its_sum_open(tmp_path):
    def change(year, file):
        file["tables"]["四"]["reconsideration"] = ["3", None, "0", "0", "5"]
        file["tables"]["四"]["litigation_after"] = ["3", None, "0", "0", "3"]

    made = made_up.ledger(tmp_path, [2022], change=change)
    one = made.find("四.results/reconsideration", 2022)
    assert (one.outcome, one.arithmetic) == (UNDECIDED, "3 + （空） + 0 + 0 =？ 5")
    other = made.find("四.results/litigation_after", 2022)
    assert (other.outcome, other.arithmetic) == (Outcome.BLANK, "3 + （空） + 0 + 0 = 3")


def test_a_topics_sum_is_silent_where_the_year_has_none_of_its_figures(tmp_path):
    def change(year, file):
        if year == 2021:
            del file["figures"]["一（一）6"]

    found = outcomes(made_up.ledger(tmp_path, [2021, 2022], change=change), "decisions.kinds")
    assert found == {(2022, "decisions.kinds"): "holds"}


def test_a_topics_sum_over_cells_alone_is_worked_out(tmp_path):
    folder = made_up.write(tmp_path, [2022])
    topic = folder / "topics" / "litigation.yml"
    term = "[四.reconsideration.total]"
    rule = f"{{label: 不会相等, sum: {term}, minus: {term}, equals: [三.received.total]}}"
    text = f"{topic.read_text('utf-8')}\ntie_outs:\n  litigation.never: {rule}\n"
    topic.write_text(text, "utf-8")
    with pytest.raises(DataErrors, match="不会相等"):
        made_up.load_ledger(folder)
