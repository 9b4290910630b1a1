"""Reports that lead a reader astray: a gap or a doubt that names the place, never a wrong value without a word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from disclosure.datafiles.forms import Grid, grids_of
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.formats import html
from disclosure.reports.readers.formats import text as plain
from disclosure.reports.report import ParsedReport, read
from disclosure.reports.tables.rows import value_of
from layouts import forms
from thorough import examples

HEAD = "虚构局2023年政府信息公开工作年度报告\n一、总体情况\n2023年做了工作。\n"
TWO = "二、主动公开政府信息情况\n"
THREE = "三、收到和处理政府信息公开申请情况\n"
REST = "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n"
LABELS = [
    label.rpartition("／")[2] for grid in grids_of(forms()["2021"])["三"] for _, label in grid.lines
]


def reading(text: str) -> ParsedReport:
    blocks = tuple(plain.read(f"{HEAD}{text}".encode(), markdown=False))
    return read(ReportDocument("报告.txt", "text", "0" * 64, blocks), forms())


def table(order: Sequence[int] = range(25), add: int = 0, between: str = " ") -> str:
    """表三, each row with numbers of its own."""
    rows = []
    for index in order:
        number = 100 + index + add
        values = between.replace("\n", " ").join([*[str(number)] * 6, str(6 * number)])
        rows.append(f"{LABELS[index]}{between}{values}\n")
    return "".join(rows)


def told(found: ParsedReport) -> str:
    return " ".join(
        f"{gap.what}{gap.why}" for one in found.tables.values() for gap in (*one.gaps, *one.doubts)
    )


@pytest.mark.parametrize("between", [" ", "\t"])
def test_rows_in_another_order_keep_their_own_values(between):
    found = reading(THREE + table([1, 0, *range(2, 25)], between=between) + REST)
    assert found.cells["三.received.total"] == "600"
    assert found.cells["三.carried_in.total"] == "606"


def test_labels_on_their_own_line_are_not_overruled_by_the_form_s_order():
    found = reading(THREE + table([0, 1, 3, 2, *range(4, 25)], between="\n") + REST)
    assert found.cells.get("三.granted.total", "612") == "612"
    assert found.cells.get("三.partly_granted.total", "618") == "618"
    assert "予以公开" in told(found) or "部分公开" in told(found)


def test_a_row_that_lost_its_values_does_not_take_the_next_one_s():
    text = "3.危及“三\n安全一稳定”\n7.属于行\n7 0 0 0 0 0 7\n政执法案卷\n"
    found = reading(THREE + text + REST)
    assert "三.withheld.security.total" not in found.cells
    assert found.cells["三.withheld.enforcement_file.total"] == "7"


def test_an_unknown_row_is_not_the_label_s_beside_it():
    text = "规章 0 0 0\n规范性文件 4 3 27\n行政许可 5\n行政处罚 2\n行政强制\n其中：网上办理 16\n行政事业性收费 0\n"
    found = reading(TWO + text + REST)
    assert "二.compulsion.decisions" not in found.cells
    assert "网上办理" in told(found) and "行政强制" in told(found)


def test_another_year_s_table_is_not_read_as_this_year_s():
    notes = "\n".join(["说明。"] * 10)
    found = reading(
        f"{THREE}详见附件。\n{REST}{notes}\n附件：2021年政府信息公开申请情况\n{table()}"
    )
    assert not [name for name in found.cells if name.startswith("三.")]
    assert "2021" in told(found)


def test_two_years_side_by_side_are_a_gap():
    found = reading(f"{THREE}本年：\n{table()}上年：\n{table(add=50)}{REST}")
    assert not [name for name in found.cells if name.startswith("三.")]
    assert "有两份" in told(found)


COLUMNS = [
    "信息内容 本年废止件数 本年制发件数 现行有效件数\n规章 1 2 3\n行政规范性文件 4 5 6\n",
    "信息内容\t本年制发件数\t现行有效\t本年废止件数\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n",
    "信息内容\n本年废止件数\n本年制发件数\n现行有效件数\n规章\n1\n2\n3\n行政规范性文件\n4\n5\n6\n",
]


@pytest.mark.parametrize("text", COLUMNS)
def test_columns_in_another_order_are_not_counted_off(text):
    found = reading(TWO + text + REST)
    assert not [name for name in found.cells if ".rules." in name]
    assert "次序" in told(found)


TWO_HEADS = [
    "本年废止件数 本年度发布数量 现行有效件数",
    "废止 制发 现行有效",
    "本年废止件数 新制定数 现行有效数",
    "现行有效件数 发布件数 废止件数",
]
THREE_HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
FOUR_HEADS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
FOUR_WORDS = ["维持", "纠正", "其他", "未结", "合计"]
FOUR = "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
END = "五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n"


@pytest.mark.parametrize("between", [" ", "\t"])
@pytest.mark.parametrize("heads", TWO_HEADS)
def test_columns_in_another_order_and_in_other_words_are_not_counted_off(heads, between):
    lines = f"信息内容 {heads}\n规章 1 2 3\n行政规范性文件 4 5 6\n".replace(" ", between)
    found = reading(TWO + lines + REST)
    assert not [name for name in found.cells if ".rules." in name]
    assert "次序" in told(found)


@pytest.mark.parametrize("heads", ["制定件数 废止数 现行有效", "本年度制发件数 废止件数 有效件数"])
def test_columns_in_other_words_and_the_form_s_order_are_read(heads):
    found = reading(f"{TWO}信息内容 {heads}\n规章 1 2 3\n行政规范性文件 4 5 6\n{REST}")
    assert [found.cells[f"二.rules.{id}"] for id in ("issued", "repealed", "in_force")] == [*"123"]
    assert "次序" not in told(found)


def test_columns_that_are_called_nothing_known_are_asked_about():
    found = reading(f"{TWO}信息内容 取消数 发布数 保有数\n规章 1 2 3\n行政规范性文件 4 5 6\n{REST}")
    assert "“取消数”“发布数”“保有数”与表式的叫法不同" in told(found)


@pytest.mark.parametrize("between", [" ", "\t", "\n"])
@pytest.mark.parametrize("one", range(6))
def test_two_neighbours_among_the_applicants_the_other_way_round_are_not_counted_off(one, between):
    heads = [*THREE_HEADS]
    heads[one], heads[one + 1] = heads[one + 1], heads[one]
    found = reading(THREE + between.join(heads) + "\n" + table(between=between) + REST)
    assert not [name for name in found.cells if name.startswith("三.")]
    assert "次序" in told(found)


@pytest.mark.parametrize("words", [FOUR_HEADS, FOUR_WORDS])
@pytest.mark.parametrize("one", range(4))
def test_two_results_the_other_way_round_are_not_counted_off(words, one):
    heads = [*words]
    heads[one], heads[one + 1] = heads[one + 1], heads[one]
    values = "1 2 3 4 10 5 6 7 8 26 9 10 11 12 42"
    found = reading(f"{TWO}{THREE}{FOUR}{' '.join(heads * 3)}\n{values}\n{END}")
    assert not [name for name in found.cells if name.startswith("四.")]
    right = reading(f"{TWO}{THREE}{FOUR}{' '.join(words * 3)}\n{values}\n{END}")
    assert right.cells["四.litigation_after.total"] == "42"


TITLES = {"二": TWO, "三": THREE, "四": "四、政府信息公开行政复议、行政诉讼情况\n"}


def last(label: str) -> str:
    return label.rpartition("／")[2]


def block(grid: Grid, order: Sequence[int], between: str) -> tuple[str, dict[str, str]]:
    """A block with its columns in this order, each cell a number of its own, and what is in which cell."""
    heads = [last(grid.columns[column][1]) for column in order]
    rows = [[str(100 * row + column) for column in order] for row in range(len(grid.lines))]
    cells = {
        f"{grid.table}.{line}.{id}": str(100 * row + column)
        for row, (line, _) in enumerate(grid.lines)
        for column, (id, _) in enumerate(grid.columns)
    }
    labels = [last(label) for _, label in grid.lines]
    if grid.corner:
        lines = [[grid.corner.label, *heads], *([a, *b] for a, b in zip(labels, rows, strict=True))]
    else:
        lines = [labels, heads * len(labels), [one for row in rows for one in row]]
    return "".join(f"{between.join(line)}\n" for line in lines), cells


@settings(max_examples=examples(30, 600))
@example("2021", "二", [*range(7)], " ")
@example("2019", "二", [*range(7)], "\t")
@given(
    st.sampled_from(["2021", "2019"]),
    st.sampled_from(list(TITLES)),
    st.permutations(range(7)),
    st.sampled_from([" ", "\t"]),
)
def test_columns_in_any_order_are_read_right_or_not_at_all(form, table, drawn, between):
    text, cells = "", {}
    for one, title in TITLES.items():
        text += title
        for grid in grids_of(forms()[form])[one]:
            width = len(grid.columns)
            order = [at for at in drawn if at < width] if one == table else list(range(width))
            printed, found = block(grid, order, between)
            text, cells = text + printed, cells | found
    read_cells = reading(text + END).cells
    assert {id: text for id, text in read_cells.items() if cells.get(id) != text} == {}
    if list(drawn) == sorted(drawn):
        assert read_cells == cells


def test_another_unit_over_the_fees_is_asked_about():
    found = reading(f"{TWO}信息内容\t本年收费金额（单位：元）\n行政事业性收费\t8040\n{REST}")
    assert found.cells["二.fees.amount"] == "8040"
    assert "单位是“元”" in told(found)


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("3<br>5", "3 5"),
        ("<p>3</p><p>5</p>", "3 5"),
        ("5<sup>1</sup>", "5"),
        ("<del>3</del>5", "5"),
        ("<s>3</s>5", "5"),
        ('<span style="visibility:hidden">9</span>5', "5"),
        ("1 860", "1 860"),
    ],
)
def test_what_stands_in_one_cell_is_not_glued_to_one_number(cell, printed):
    """Two numbers stay two, which is no figure and becomes a gap."""
    (found,) = (
        block for block in html.parsed(f"<table><tr><td>规章</td><td>{cell}</td></tr></table>")
    )
    assert value_of(found.rows[0][1].text, found.spot).text == printed


def test_no_number_of_a_sentence_made_of_form_words_is_lost():
    text = "其中自然人7705件，商业企业7706件。\n（一）予以公开7702件。\n属于国家秘密（7715件）\n其他7717件\n"
    found = reading(THREE + text + table() + REST)
    narrative = "".join(section.text for section in found.narrative)
    assert [
        one
        for one in ("7705", "7706", "7702", "7715", "7717")
        if one not in narrative + told(found)
    ] == []
