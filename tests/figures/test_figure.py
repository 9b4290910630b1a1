"""The specification of figure.parse: one table of what is read and how, one of what is refused and where."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.figures.figure import (
    AFTER,
    BEFORE,
    BETWEEN,
    DASHES,
    Figure,
    NotAFigure,
    fold,
    parse,
    split,
)
from disclosure.figures.units import DIMENSIONS, Unit, in_wan_yi, plain

JIAN, REN, YUAN, WAN_YUAN = map(Unit.named, ("件", "人", "元", "万元"))
READS = Unit.named("次", "reads")

# printed, the indicator's unit, value, low, high, qualifier, unit word, dimension
READ = [
    # Plain counts are exact, in every counting word.
    ("9条", None, "9", "9", "9", "exact", "条", "count"),
    ("274件", JIAN, "274", "274", "274", "exact", "件", "count"),
    ("0", JIAN, "0", "0", "0", "exact", "件", "count"),
    ("0", None, "0", "0", "0", "exact", "", ""),
    ("007件", None, "7", "7", "7", "exact", "件", "count"),
    ("+5件", None, "5", "5", "5", "exact", "件", "count"),
    ("-5件", None, "-5", "-5", "-5", "exact", "件", "count"),
    ("−5件", None, "-5", "-5", "-5", "exact", "件", "count"),
    *(
        (f"3{word}", None, "3", "3", "3", "exact", word, "count")
        for word in "件条次项份篇期场个部起宗批处种类例封"
    ),
    *((f"3{word}", None, "3", "3", "3", "exact", word, "people") for word in "人名位"),
    ("3人次", None, "3", "3", "3", "exact", "人次", "visits"),
    ("3户", None, "3", "3", "3", "exact", "户", "households"),
    ("3家", None, "3", "3", "3", "exact", "家", "organisations"),
    ("3元", None, "3", "3", "3", "exact", "元", "money"),
    # One dimension, another counting word: the printed word stays.
    ("223条", JIAN, "223", "223", "223", "exact", "条", "count"),
    ("近20万名", REN, "200000", None, "200000", "nearly", "名", "people"),
    ("1919.69万", READS, "19196900", "19196850", "19196950", "rounded", "次", "reads"),
    ("5次", READS, "5", "5", "5", "exact", "次", "reads"),
    ("5本", Unit.named("本"), "5", "5", "5", "exact", "本", "本"),
    # Scales: every one a step in the last printed digit, half of it either way.
    ("3百件", None, "300", "250", "350", "rounded", "件", "count"),
    ("3千件", None, "3000", "2500", "3500", "rounded", "件", "count"),
    ("3万件", None, "30000", "25000", "35000", "rounded", "件", "count"),
    ("3百万元", None, "3000000", "2500000", "3500000", "rounded", "元", "money"),
    ("3千万元", None, "30000000", "25000000", "35000000", "rounded", "元", "money"),
    ("3亿元", None, "300000000", "250000000", "350000000", "rounded", "元", "money"),
    ("3万亿元", None, "3000000000000", "2500000000000", "3500000000000", "rounded", "元", "money"),
    ("34.67万人", REN, "346700", "346650", "346750", "rounded", "人", "people"),
    ("34.67万", REN, "346700", "346650", "346750", "rounded", "人", "people"),
    ("1.60万人", None, "16000", "15950", "16050", "rounded", "人", "people"),
    # Down to the last indivisible piece, a scaled number is exact too; zero is zero in any scale.
    ("1.2345万人", None, "12345", "12345", "12345", "exact", "人", "people"),
    ("0.01元", None, "0.01", "0.01", "0.01", "exact", "元", "money"),
    ("12.5元", None, "12.5", "12.45", "12.55", "rounded", "元", "money"),
    ("0万元", None, "0", "0", "0", "exact", "元", "money"),
    ("0", WAN_YUAN, "0", "0", "0", "exact", "元", "money"),
    ("0.00", WAN_YUAN, "0", "0", "0", "exact", "元", "money"),
    # A form's head says 万元: a bare number takes it, one that names its own scale does not.
    ("3.5", WAN_YUAN, "35000", "34500", "35500", "rounded", "元", "money"),
    ("3.5万", WAN_YUAN, "35000", "34500", "35500", "rounded", "元", "money"),
    ("3.5万元", WAN_YUAN, "35000", "34500", "35500", "rounded", "元", "money"),
    ("350元", WAN_YUAN, "350", "350", "350", "exact", "元", "money"),
    ("超3", WAN_YUAN, "30000", "30000", None, "over", "元", "money"),
    # Shares are divisible without end.
    ("81.4%", None, "81.4", "81.35", "81.45", "rounded", "%", "share"),
    ("８１.４％", None, "81.4", "81.35", "81.45", "rounded", "%", "share"),
    # Hedges before the number.
    ("约60万名", REN, "600000", None, None, "about", "名", "people"),
    ("大约60万名", REN, "600000", None, None, "about", "名", "people"),
    ("近6亿元", YUAN, "600000000", None, "600000000", "nearly", "元", "money"),
    ("将近6亿元", YUAN, "600000000", None, "600000000", "nearly", "元", "money"),
    ("接近6亿元", YUAN, "600000000", None, "600000000", "nearly", "元", "money"),
    ("不足6亿元", YUAN, "600000000", None, "600000000", "nearly", "元", "money"),
    ("不到6亿元", YUAN, "600000000", None, "600000000", "nearly", "元", "money"),
    ("超25亿元", YUAN, "2500000000", "2500000000", None, "over", "元", "money"),
    ("超过25亿元", YUAN, "2500000000", "2500000000", None, "over", "元", "money"),
    ("逾25亿元", YUAN, "2500000000", "2500000000", None, "over", "元", "money"),
    ("突破642.12万", REN, "6421200", "6421200", None, "over", "人", "people"),
    # Hedges within and after it.
    ("5500余条", None, "5500", "5500", None, "over", "条", "count"),
    ("5500多条", None, "5500", "5500", None, "over", "条", "count"),
    ("60余万人", None, "600000", "600000", None, "over", "人", "people"),
    ("60万余人", None, "600000", "600000", None, "over", "人", "people"),
    ("100人以上", None, "100", "100", None, "over", "人", "people"),
    ("100人左右", None, "100", None, None, "about", "人", "people"),
    ("100人上下", None, "100", None, None, "about", "人", "people"),
    # Said twice in one sense is said once.
    ("约100人左右", None, "100", None, None, "about", "人", "people"),
    ("超100余人", None, "100", "100", None, "over", "人", "people"),
    # What people paste.
    ("１，２３４件", None, "1234", "1234", "1234", "exact", "件", "count"),
    ("1,234,567.89元", None, "1234567.89", "1234567.89", "1234567.89", "exact", "元", "money"),
    ("1 234 567件", None, "1234567", "1234567", "1234567", "exact", "件", "count"),
    ("３４.６７万人", None, "346700", "346650", "346750", "rounded", "人", "people"),
    ("３４．６７万人", None, "346700", "346650", "346750", "rounded", "人", "people"),
    ("  近 6 亿 元 ", None, "600000000", None, "600000000", "nearly", "元", "money"),
    ("\u3000274\u00a0件\u200b", None, "274", "274", "274", "exact", "件", "count"),
    ("\ufeff274件", None, "274", "274", "274", "exact", "件", "count"),
    (
        "34.67万⼈",
        REN,
        "346700",
        "346650",
        "346750",
        "rounded",
        "人",
        "people",
    ),  # the radical ⼈ of a PDF
    ("123456789012345件", None, *["123456789012345"] * 3, "exact", "件", "count"),
    # The form's dash: not 0, not missing.
    *((dash, JIAN, None, None, None, "none", "件", "count") for dash in sorted(DASHES)),
    *(
        (dash, JIAN, None, None, None, "none", "件", "count")
        for dash in ("－", "–", "−", " — ", "／")
    ),
]


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("printed", "unit", "value", "low", "high", "qualifier", "word", "dimension"), READ
)
def test_what_is_read(printed, unit, value, low, high, qualifier, word, dimension):
    figure = parse(printed, unit)
    assert figure.printed == printed  # what readers see is never changed
    assert (figure.value, figure.low, figure.high) == (decimal(value), decimal(low), decimal(high))
    assert (figure.qualifier, figure.unit.word, figure.unit.dimension) == (
        qualifier,
        word,
        dimension,
    )


# printed, the indicator's unit, offset of the character at fault, fragment of the reason, fragment of the mend
REFUSED = [
    ("", None, 0, "应当是数字", "横线就填“—”"),
    ("   ", None, 3, "应当是数字", ""),
    ("件", None, 0, "应当是数字", ""),
    ("约", None, 1, "应当是数字", "报告原样"),
    ("三件", None, 0, "应当是数字", "阿拉伯数字"),
    ("一", None, 0, "应当是数字", "阿拉伯数字"),
    ("多数", None, 0, "应当是数字", ""),
    ("274O件", None, 3, "“O”：像是数字", "像数字“0”"),
    ("O件", None, 0, "应当是数字", "“O”像数字“0”"),
    ("l2件", None, 0, "应当是数字", "“l”像数字“1”"),
    ("〇件", None, 0, "应当是数字", "像数字“0”"),
    ("٣件", None, 0, "应当是数字", "0 到 9"),
    ("--5件", None, 0, "应当是数字", ""),
    ("-近5件", None, 0, "应当是数字", ""),
    ("1٣件", None, 1, "不是 0 到 9 的数字", "0 到 9"),
    ("1e5件", JIAN, 1, "不用科学记数法", "写全"),
    ("-1.5E+3件", JIAN, 4, "不用科学记数法", "写全"),
    ("“9条”", None, 0, "应当是数字", "引号不是数字的一部分"),
    ("34.67万入", REN, 6, "“入”：不是已知的单位", "是否想写“34.67万人”？该指标的单位是“人”"),
    ("34.67万入员", REN, 6, "不是已知的单位", "请核对是否有错字；该指标的单位是“人”"),
    ("274仵", JIAN, 3, "“仵”：不是已知的单位", "是否想写“274件”？"),
    ("34.67万入", None, 6, "不是已知的单位", "错字"),
    ("5个月", None, 2, "不是已知的单位", ""),
    ("3人", YUAN, 1, "“人”与该指标的单位“元”不是一类", "不能互换"),
    ("5人次", REN, 1, "不是一类", ""),  # not 人 and a rest: visits are another dimension
    ("5条", READS, 1, "不是一类", ""),
    ("3元", JIAN, 1, "不是一类", ""),
    ("1,23件", None, 1, "分节或小数点不对", "千位分隔符"),
    ("1,2345件", None, 1, "分节或小数点不对", ""),
    ("1234,567件", None, 4, "分节或小数点不对", ""),
    ("1.2.3万", None, 3, "分节或小数点不对", "小数点只能有一个"),
    ("12 34件", None, 2, "分节或小数点不对", ""),
    ("5.件", None, 1, "不是已知的单位", ""),
    (".5万", None, 0, "应当是数字", ""),
    ("1亿2000万元", None, 2, "一个数后面又有一个数", "1.2亿"),
    ("3件5件", None, 2, "一个数后面又有一个数", ""),
    ("5约件", None, 1, "这个词的位置不对", "写在数字前"),
    ("5人余", None, 2, "这个词的位置不对", ""),
    ("近5余件", None, 0, "互相矛盾", "只能用一种"),
    ("约超5件", None, 1, "应当是数字", ""),
    ("近100人左右", None, 0, "互相矛盾", ""),
    ("1" * 16 + "件", None, 0, "长过15位", "核对报告原文"),
    ("1.860条", JIAN, 1, "“条”没有小数", "千位分隔用逗号"),
    ("0.5", JIAN, 1, "“件”没有小数", ""),
    ("一", JIAN, 0, "应当是数字", "填“—”"),
    ("34.67万万人", REN, 6, "", ""),  # a key struck twice would make it 万 times as much
    ("3百千件", None, 2, "", ""),
    ("3亿千元", None, 2, "", ""),
    ("1" + "亿" * 200_000, None, 2, "", ""),  # beyond what even Decimal can hold
    ("————", None, 0, "应当是数字", ""),
    ("—3", None, 0, "应当是数字", ""),
    ("5<b>", None, 1, "不是已知的单位", ""),
]


@pytest.mark.parametrize(
    ("printed", "unit", "offset", "reason", "mend"), REFUSED, ids=lambda value: str(value)[:20]
)
def test_what_is_refused(printed, unit, offset, reason, mend):
    with pytest.raises(NotAFigure) as refused:
        parse(printed, unit)
    assert refused.value.offset == offset
    assert reason in refused.value.reason
    assert mend in refused.value.mend
    assert refused.value.text == printed


SPLIT = [
    ("近6亿元", ("近", "6", "亿元")),
    ("突破642.12万", ("突破", "642.12", "万")),
    ("5500余条", ("", "5500", "余条")),
    ("1,234件", ("", "1,234", "件")),
    ("１，２３４件", ("", "１，２３４", "件")),
    ("近 6 亿元", ("近 ", "6", " 亿元")),
    ("约60万名", ("约", "60", "万名")),
    ("—", ("", "—", "")),
    ("", ("", "", "")),
]


@pytest.mark.parametrize(("printed", "parts"), SPLIT)
def test_split(printed, parts):
    assert split(printed) == parts


WRITTEN = [
    ("600000000", "6亿", "600000000"),
    ("2500000000", "25亿", "2500000000"),
    ("346700", "34.67万", "346700"),
    ("10000", "1万", "10000"),
    ("9999", "9999", "9999"),
    ("9", "9", "9"),
    ("0", "0", "0"),
    ("0.00", "0", "0"),
    ("100", "100", "100"),
    ("1E+3", "1000", "1000"),
    ("12.50", "12.5", "12.5"),
    ("-346700", "-34.67万", "-346700"),
    ("123456789", "1.23456789亿", "123456789"),
]


@pytest.mark.parametrize(("value", "short", "whole"), WRITTEN)
def test_values_are_written_without_losing_a_digit(value, short, whole):
    assert in_wan_yi(Decimal(value)) == short
    assert plain(Decimal(value)) == whole


NAMED = [
    ("件", None, Unit("件", "count", Decimal(1))),
    ("人", None, Unit("人", "people", Decimal(1))),
    ("人次", None, Unit("人次", "visits", Decimal(1))),
    ("万元", None, Unit("元", "money", Decimal(10**4))),
    ("亿元", None, Unit("元", "money", Decimal(10**8))),
    ("千万元", None, Unit("元", "money", Decimal(10**7))),
    ("次", "reads", Unit("次", "reads", Decimal(1))),
    ("%", None, Unit("%", "share", Decimal(1))),
    ("本", None, Unit("本", "本", Decimal(1))),  # not in the table: a dimension of its own
]


@pytest.mark.parametrize(("text", "dimension", "unit"), NAMED)
def test_a_unit_by_its_name(text, dimension, unit):
    assert Unit.named(text, dimension) == unit


@st.composite
def printed_figures(draw: st.DrawFn) -> str:
    """`hedge number 余 scale unit hedge`, in all the combinations that a report may print."""
    number = str(draw(st.integers(0, 10**9)))
    if draw(st.booleans()):
        number = f"{int(number):,}"
    if draw(st.booleans()):
        number += "." + draw(st.text("0123456789", min_size=1, max_size=4))
    before, between, after = draw(
        st.sampled_from(
            [("", "", "")]
            + [(word, "", "") for word in BEFORE]
            + [("", word, "") for word in BETWEEN]
            + [("", "", word) for word in AFTER]
        )
    )
    scale = draw(st.sampled_from(["", "百", "千", "万", "百万", "千万", "亿", "万亿"]))
    unit = draw(st.sampled_from(["", *DIMENSIONS]))
    parts = (before, number, between, scale, unit, after)
    return draw(st.sampled_from(["", " ", "\u3000"])).join(part for part in parts if part)


def read(text: str, unit: Unit | None = None) -> Figure | NotAFigure:
    try:
        return parse(text, unit)
    except NotAFigure as refused:
        return refused


@given(printed_figures(), st.sampled_from([None, JIAN, REN, WAN_YUAN, READS]))
def test_what_is_printed_comes_back_unchanged(printed, unit):
    figure = read(printed, unit)
    if isinstance(figure, NotAFigure):
        # nothing else is wrong with these
        assert (unit and "不是一类" in figure.reason) or "没有小数" in figure.reason
        return
    assert figure.printed == printed
    assert parse(figure.printed, unit) == figure
    assert parse(fold(printed), unit).value == figure.value
    assert figure.low is None or figure.low <= figure.value
    assert figure.high is None or figure.value <= figure.high


@given(printed_figures())
def test_the_words_about_a_number_decide_which_bounds_it_has(printed):
    figure = read(printed)
    if isinstance(figure, NotAFigure):
        assert "没有小数" in figure.reason
        return
    open_sides = (figure.low is None, figure.high is None)
    assert (
        open_sides
        == {
            "about": (True, True),
            "nearly": (True, False),
            "over": (False, True),
            "rounded": (False, False),
            "exact": (False, False),
        }[figure.qualifier]
    )
    assert (figure.qualifier == "exact") == (figure.low is not None and figure.low == figure.high)


@given(st.one_of(st.text(), printed_figures(), st.text("0123456789近约超余万亿人元,. —-+%")))
@example("\x1c")
@example("1" + "亿" * 9)
def test_any_text_is_a_figure_or_refused_within_it(text):
    assert "".join(split(text)) == text
    figure = read(text)
    if isinstance(figure, NotAFigure):
        assert 0 <= figure.offset <= len(text)
        assert figure.reason
    else:
        assert figure.printed == text


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)
