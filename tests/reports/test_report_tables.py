"""Statutory tables read back from every layout that reports are met in; no cell wrong where one loses something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import layouts
from disclosure.reports.narrative.agency_names import is_same, is_surely
from disclosure.reports.narrative.identity import Identity, identity
from disclosure.reports.narrative.sections import headings
from disclosure.reports.readers.blocks import Spot, TextLine
from disclosure.reports.readers.sandbox import read_report
from disclosure.reports.report import ParsedReport, read
from disclosure.reports.tables import similarity
from disclosure.reports.tables.rows import Row, Value, is_value, rows_of, tokens_of, value_of
from disclosure.reports.tables.similarity import aligned
from disclosure.reports.tables.value_groups import Group, fit_to_width
from layouts import (
    FORMS,
    LAYOUTS,
    LOSSY,
    Layout,
    Made,
    document,
    faults,
    forms,
    gaps,
    made,
    read_back,
)
from thorough import examples

pytestmark = pytest.mark.usefixtures("read_in_process")

SPOT = Spot(0, 1)
SIGNS = ("0", "—", "-", None)
"""How a report prints that there was nothing; mixed, as in many."""


def whole(report: ParsedReport, printed: Made) -> None:
    """Every cell is there as printed, under the right form, and nothing is told to be missing."""
    assert {table: one.form for table, one in report.tables.items()} == printed.form_of
    assert report.cells == printed.cells
    assert gaps(report) == []


def signs(layout: Layout) -> Sequence[str | None]:
    return SIGNS if layout.shows_blanks else ("0", "—")


# Layouts


@pytest.mark.parametrize(
    ("name", "form"), [*zip(LAYOUTS, cycle(FORMS), strict=False)], ids=lambda value: value
)
def test_every_cell_comes_back_from_a_file_of_each_layout(tmp_path, name, form):
    layout, printed = LAYOUTS[name], made(form, seed=1)
    path = tmp_path / f"报告{layout.suffix}"
    path.write_bytes(layout.write(printed))
    whole(read(read_report(path, path.name), forms()), printed)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_form_comes_back_from_each_layout(name):
    """25 rows and 23, the form of 2021, the one of 2019, and a report with tables of both."""
    layout = LAYOUTS[name]
    first = [*LAYOUTS].index(
        name
    ) % 2  # these two, or those two: each layout has one more of them above
    for form, fourth in zip([*FORMS][first::2], cycle(layout.fourth), strict=False):
        printed = made(form, 2, ("0", "—"), fourth=fourth)
        whole(read_back(printed, layout), printed)


@pytest.mark.parametrize(
    ("name", "fourth"),
    [(name, fourth) for name, layout in LAYOUTS.items() for fourth in layout.fourth[1:]],
)
def test_the_fourth_table_is_one_row_or_three(name, fourth):
    printed = made("2021", 3, fourth=fourth, notes={"四": ("注：含上年度结转 2 件。",)})
    report = read_back(printed, LAYOUTS[name])
    whole(report, printed)
    # Three tables without names are taken in the form's order, and the editor is told.
    doubts = [doubt.row for doubt in report.tables["四"].doubts]
    rows = ["reconsideration", "litigation_direct", "litigation_after"]
    assert doubts == (rows if fourth == "unnamed" else [])


@pytest.mark.parametrize("name", [name for name, one in LAYOUTS.items() if one.shows_blanks])
def test_blank_is_blank_and_not_zero(name):
    layout = LAYOUTS[name]
    printed = made("2021", 4, SIGNS)
    report = read_back(printed, layout)
    assert faults(report, printed) == []
    assert lost(report, printed) <= set(unclear(printed, name))


@pytest.mark.parametrize(
    "name",
    [
        "pipes behind cells",
        "tabs",
        "a web page with spans",
        "Markdown",
        "a pipe alone behind each cell",
    ],
)
def test_table_with_totals_alone_has_blank_parts(name):
    """As reports have it that don't tell the kinds of applicants apart."""
    printed = made("2021", 9)
    totals = {
        cell: None if cell.startswith("三.") and not cell.endswith(".total") else text
        for cell, text in printed.cells.items()
    }
    printed = replace(printed, cells=totals)
    report = read_back(printed, LAYOUTS[name])
    assert report.cells == totals
    assert gaps(report) == []


def lost(report: ParsedReport, printed: Made) -> set[str]:
    return {name.rpartition(".")[0] for name in printed.cells if name not in report.cells}


def unclear(printed: Made, name: str) -> Iterator[str]:
    """Rows whose blank cells can't be told from slots that the layout leaves empty, or from lines."""
    if name == "Markdown, rows of many widths":  # no other row has a cell more at its end
        yield "三.withheld.inquiry"
    cells: dict[str, list[str | None]] = {}
    for cell, text in printed.cells.items():
        if not cell.startswith("三."):  # there the other rows tell
            cells.setdefault(cell.rpartition(".")[0], []).append(text)
    yield from (row for row, texts in cells.items() if None in (texts[0], texts[-1]))
    if name == "pipes behind cells" and any(cells[f"四.{row}"][0] is None for row in ROWS_4):
        # Such a line looks like one that starts with the pipe of its own; and all three may be on it.
        yield from (f"四.{row}" for row in ROWS_4)


ROWS_4 = ("reconsideration", "litigation_direct", "litigation_after")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_report_without_any_value_has_blank_cells_or_gaps_and_no_zero(name):
    layout = LAYOUTS[name]
    printed = replace(made(), cells=dict.fromkeys(made().cells))
    report = read_back(printed, layout)
    assert faults(report, printed) == []
    assert set(report.cells.values()) <= {None}


# What a report prints otherwise than its form

FEW = (
    "a web page with spans",
    "labels around numbers",
    "a pipe alone behind each cell",
    "a cell a line",
    "tabs",
    "a number a line",
)
SLIPS = {
    "misprints": {"slips": layouts.MISPRINTS},
    "traditional characters": {"converted": layouts.traditional},
    "radicals": {"converted": layouts.radicals},
    "full-width digits": {"converted": layouts.full_width},
    "a star for a footnote": {"slips": {"行政规范性文件": "行政规范性文件*"}},
    "a number for a footnote": {"slips": {"规范性文件": "规范性文件①"}},
    "a footnote below": {"notes": {"二": ("*行政规范性文件制定主体是市人民政府，共 3 家。",)}},
    "the short name": {"slips": {"行政规范性文件": "规范性文件"}},
    "numbers with commas": {"slips": {". ": "、"}},
    "numbers without spaces": {"slips": {". ": "."}},
    "narrow brackets": {"slips": {"（": "(", "）": ")"}},
    "explained labels": {"slips": {"规章": "规章（设区的市、自治州人民政府应提供相关数据）"}},
}


@pytest.mark.parametrize("slip", SLIPS)
def test_labels_are_known_in_spite_of_slips(slip):
    for name, form in zip(FEW, cycle(("2021", "2019")), strict=False):
        printed = made(form, 5, **SLIPS[slip])
        whole(read_back(printed, LAYOUTS[name]), printed)


@pytest.mark.parametrize("name", [name for name, one in LAYOUTS.items() if one.shows_blanks])
def test_heads_may_be_broken_inside_their_cells(name):
    printed = made("2019", 6, slips=layouts.BROKEN_HEADS)
    whole(read_back(printed, LAYOUTS[name]), printed)


@pytest.mark.parametrize("name", FEW)
def test_words_beside_a_number_are_kept_as_a_note(name):
    beside = {
        "二.rules.issued": "其中修订16件",
        "二.normative_documents.in_force": "含自然失效 29 件",
    }
    printed = made("2021", 7, beside=beside)
    report = read_back(printed, LAYOUTS[name])
    whole(report, printed)
    notes = {cell: value.note for cell, value in report.tables["二"].cells.items() if value.note}
    assert notes == {cell: words.replace(" ", "") for cell, words in beside.items()}


@pytest.mark.parametrize("name", FEW)
def test_a_row_that_the_form_does_not_have_is_told(name):
    more = {
        "normative_documents": ("其他政策文件", ("15", "2", "61")),
        "compulsion": ("行政检查", ("412",)),
        "carried_out": ("五、其中延期办理", ("1", "0", "0", "0", "0", "0", "1")),
    }
    printed = made("2021", 8, rows_more=more)
    report = read_back(printed, LAYOUTS[name])
    assert report.cells == printed.cells
    for label, _ in more.values():
        assert sum(label[-4:] in gap for gap in gaps(report)) == 1
    assert len(gaps(report)) == len(more)


@pytest.mark.parametrize(
    "name", ["a web page with spans", "tabs", "Markdown", "labels around numbers"]
)
def test_sums_that_fail_are_kept_as_printed(name):
    printed = made("2021", 9)
    printed.cells.update(
        {
            "三.received.total": "46",
            "三.withheld.inquiry.total": "7",
            "四.reconsideration.total": "0",
            "四.litigation_after.total": "0",
        }
    )
    whole(read_back(printed, LAYOUTS[name]), printed)


# Where the tables are

AGAIN = (
    "一、主动公开情况",
    f"{layouts.YEAR}年主动公开信息89条。",
    "二、依申请公开情况",
    "收到申请19件。",
    "三、政府信息管理情况",
    "四、平台建设情况",
    "五、监督保障情况",
    "六、其他",
)
TALK = (
    "全年新收政府信息公开申请12件，其中自然人10件；上年结转 1 件。",
    "予以公开 3 件，部分公开 1 件；本机关不掌握相关政府信息",
    "4件，没有现成信息需要另行制作 2 件；总计 10。",
)
PLACES = {
    "headings used again": {"said": {"一": AGAIN}},
    "headings off by one": {
        "headings": {
            "三": "四、收到和处理政府信息公开申请情况",
            "四": "五、政府信息公开行政复议、行政诉讼情况",
            "五": "六、存在的主要问题及改进情况",
            "六": "七、其他需要报告的事项",
        }
    },
    "words appended": {
        "headings": {
            "一": "一、总体情况（数据准确、要素齐全）",
            "二": "二、行政机关主动公开政府信息情况（本年度）",
            "三": "三、行政机关收到和处理政府信息公开申请情况",
            "四": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        }
    },
    "words before the table": {"said": {"三": TALK, "四": ("全年行政复议 3 件、行政诉讼 1 件。",)}},
    "all at once": {"said": {"一": AGAIN, "三": TALK}, "slips": layouts.MISPRINTS},
}


@pytest.mark.parametrize("place", PLACES)
def test_the_tables_are_found(place):
    for name, form in zip(FEW, cycle(("2021", "2021 with 23 rows")), strict=False):
        printed = made(form, 10, **PLACES[place])
        whole(read_back(printed, LAYOUTS[name]), printed)


@pytest.mark.parametrize("name", FEW)
def test_a_line_of_the_narrative_that_ends_with_a_number_is_no_row(name):
    """It looks like one and is told, for nothing that might be a row is passed over."""
    talk = ("本机关不掌握相关政府信息 3 件，没有现成信息需要另行制作 4", "件；总计 7 件。")
    printed = made("2021", 10, said={"三": talk})
    report = read_back(printed, LAYOUTS[name])
    assert report.cells == printed.cells
    assert all(talk[0][:-2] in gap for gap in gaps(report))


@pytest.mark.parametrize(
    "place",
    [
        {"headings": {"三": ""}},
        {"headings": {"四": ""}},
        {"headings": dict.fromkeys("一二三四五六", "")},
        {"annexed": "named"},
        {"annexed": "bare"},
    ],
    ids=["no heading 三", "no heading 四", "no headings", "at the end", "at the end without names"],
)
def test_a_table_without_its_heading_is_known_by_its_rows_or_told(place):
    for name, form in zip(FEW, cycle(("2021", "2021 with 23 rows")), strict=False):
        printed = made(form, 10, **place)
        report = read_back(printed, LAYOUTS[name])
        assert {table: one.form for table, one in report.tables.items()} == printed.form_of
        assert faults(report, printed) == []
        assert not any(row.startswith(("二.", "三.")) for row in lost(report, printed))


def test_rows_may_be_in_another_order():
    printed = made("2021", 11)
    lines = LAYOUTS["numbers behind labels"].write(printed).decode().split("\n")
    moved = next(line for line in lines if line.startswith("2. 重复申请"))
    lines.remove(moved)
    lines.insert(next(at for at, line in enumerate(lines) if "国家秘密" in line), moved)
    whole(read(document("\n".join(lines).encode(), ".txt"), forms()), printed)


def test_columns_in_another_order_are_not_read():
    """Values are told by counting; a head that has its words elsewhere makes that a guess."""
    printed = made("2021", 11)
    content = LAYOUTS["tabs"].write(printed).decode()
    head = "本年制发件数\t本年废止件数\t现行有效件数"
    content = content.replace(head, "现行有效件数\t本年制发件数\t本年废止件数")
    report = read(document(content.encode(), ".txt"), forms())
    assert faults(report, printed) == []
    assert lost(report, printed) == {"二.rules", "二.normative_documents"}


# Layouts that lose something


@pytest.mark.parametrize("name", LOSSY)
def test_what_a_layout_loses_is_told_and_no_cell_is_wrong(name):
    layout = LOSSY[name]
    for seed, form in enumerate([*FORMS, *FORMS]):
        printed = made(form, seed, signs(layout))
        assert faults(read_back(printed, layout), printed) == []


def test_a_row_of_six_or_eight_numbers_is_not_read():
    printed = made("2021", 12)
    report = read_back(printed, LOSSY["six or eight numbers in a row"])
    assert lost(report, printed) == {"三.withheld.third_party", "三.unable.not_held"}


def test_of_lines_that_a_program_left_out_none_is_guessed():
    """Next to nothing is left of a table of noughts."""
    printed = made("2021", 12, most=0)
    report = read_back(printed, LOSSY["every line once"])
    assert faults(report, printed) == []
    assert not any(name.startswith(("三.", "四.")) for name in report.cells)


# Totals


def third(text: str) -> ParsedReport:
    """A report of one table, 三, with these lines."""
    heading = "三、收到和处理政府信息公开申请情况"
    return read(document(f"{heading}\n\n{text}".encode(), ".txt"), forms())


RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED = "二、上年结转政府信息公开申请数量"


def test_a_blank_total_beside_filled_parts_stays_blank_and_is_asked_about():
    report = third(f"{RECEIVED}\t3\t1\t0\t0\t0\t0\t\n{CARRIED}\t0\t0\t0\t0\t0\t0\t0")
    assert report.cells["三.received.total"] is None
    assert [doubt.row for doubt in report.tables["三"].doubts] == ["received"]


def test_a_total_that_slipped_out_of_the_table_is_put_back():
    report = third(f"{RECEIVED}\t3\t1\t0\t0\t0\t0\t\n{CARRIED}\t0\t0\t0\t0\t0\t0\t0\n\n4")
    assert report.cells["三.received.total"] == "4"
    assert [doubt.row for doubt in report.tables["三"].doubts] == ["received"]


@pytest.mark.parametrize("stray", ["5", "0", "4\n\n文字\n\n4"])
def test_a_number_that_is_not_that_total_or_is_there_twice_is_not_put_in(stray):
    report = third(f"{RECEIVED}\t3\t1\t0\t0\t0\t0\t\n{CARRIED}\t0\t0\t0\t0\t0\t0\t0\n\n{stray}")
    assert report.cells["三.received.total"] is None


# Dashes that a row has too few of


def dashed(seed: int, *, company: str = "—") -> Made:
    """Only natural persons asked; a dash for every organisation, of one row perhaps something else."""
    printed = made("2021", seed)
    for name in printed.cells:
        if name.startswith("三."):
            kind = name.rpartition(".")[2]
            person = printed.cells[f"{name.rpartition('.')[0]}.natural_person"]
            printed.cells[name] = person if kind in ("natural_person", "total") else "—"
    printed.cells["三.granted.company"] = company
    return printed


def without_a_dash(printed: Made, label: str) -> ParsedReport:
    lines = LAYOUTS["tabs"].write(printed).decode().split("\n")
    at = next(index for index, line in enumerate(lines) if label in line)
    lines[at] = lines[at].replace("\t—", "", 1)
    return read(document("\n".join(lines).encode(), ".txt"), forms())


def test_a_dash_that_is_missing_is_put_back_where_all_other_rows_have_one():
    printed = dashed(13)
    report = without_a_dash(printed, "属于国家秘密")
    assert report.cells == printed.cells
    assert [doubt.row for doubt in report.tables["三"].doubts] == ["withheld.state_secret"]


def test_no_dash_is_put_back_where_another_row_has_a_number():
    printed = dashed(13, company="1")
    report = without_a_dash(printed, "属于国家秘密")
    assert faults(report, printed) == []
    assert lost(report, printed) == {"三.withheld.state_secret"}


# Any numbers, any layout


@st.composite
def anything(draw: st.DrawFn, names: Sequence[str] = tuple(LAYOUTS)) -> tuple[Made, str]:
    name = draw(st.sampled_from(names))
    layout = LAYOUTS[name]
    printed = made(
        draw(st.sampled_from([*FORMS])),
        draw(st.integers(0, 10**6)),
        draw(st.sampled_from([signs(layout), ("0",), ("0", "—")])),
        most=draw(st.sampled_from([0, 3, 60, 999])),
        fourth=draw(st.sampled_from(layout.fourth)),
        slips=draw(st.sampled_from([{}, layouts.MISPRINTS, {". ": "、"}])),
        said=draw(st.sampled_from([{}, {"三": TALK}, {"一": AGAIN}])),
    )
    return printed, name


@settings(max_examples=examples(25, 1000))
@given(anything())
def test_any_numbers_come_back_from_any_layout(drawn):
    printed, name = drawn
    report = read_back(printed, LAYOUTS[name])
    assert {table: one.form for table, one in report.tables.items()} == printed.form_of
    assert faults(report, printed) == []
    assert lost(report, printed) <= set(unclear(printed, name))


# Not those where labels stand apart from their values, or rows have cells too many: there one loss may hide another.
STURDY = (
    *("tabs", "a cell and a pipe a line", "a pipe alone behind each cell", "a cell a line"),
    *("numbers behind labels", "a number a line", "Markdown", "Markdown, a table a row"),
    *("Markdown, a wrong head", "Markdown, a stray total"),
)


@settings(max_examples=examples(30, 1000))
@given(anything(STURDY), st.integers(1, 3), st.randoms(use_true_random=False))
def test_of_a_spoilt_table_no_cell_is_wrong_and_not_told(drawn, losses, random):
    printed, name = drawn
    content = spoilt(LAYOUTS[name].write(printed).decode(), losses, random)
    report = read(document(content.encode(), LAYOUTS[name].suffix), forms())
    assert silent(report, printed, losses) == [], content


def silent(report: ParsedReport, printed: Made, losses: int) -> list[str]:
    """What is wrong and not told; but a value gone from between two pipes leaves a blank cell like any other."""
    found = faults(report, printed, doubtful=True)
    wrong = [fault for fault in found if not fault.endswith("read as None")]
    return found if wrong or len(found) > losses else []


def spoilt(content: str, losses: int, draw: Random) -> str:
    """Without some of the lines of 三, or of the cells in them."""
    lines = content.split("\n")
    start, end = (
        max(at for at, line in enumerate(lines) if heading in line)
        for heading in ("收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
    )
    for _ in range(losses):
        at = draw.randrange(start + 1, end)
        found = [*CELL.finditer(lines[at])]
        if draw.random() < 0.5 or not found:
            lines[at] = ""
        else:
            first, last = draw.choice(found).span()
            lines[at] = lines[at][:first] + lines[at][last:]
    return "\n".join(lines)


CELL = re.compile(r"[^|]*\||\t[^\t]*| \S+")
"""A cell of a row with pipes, of one with tabs; a number of a line."""


# Labels


@pytest.mark.parametrize(
    ("printed", "core"),
    [
        ("（五）1、信访举报投诉类申请 *", "信访举报投诉类申请"),
        ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("3. 危及“三安全\n一稳定”", "危及三安全一稳定"),
        ("行政规范性文件①", "行政规范性文件"),
        ("行政规范性文件[1]", "行政规范性文件"),
        ("⾏政处罚", "行政处罚"),
        ("行政強制", "行政强制"),
        ("（七）总 计", "总计"),
        ("1.5", ""),  # no numbering, and no word either
        ("", ""),
    ],
)
def test_the_core_of_a_label_is_its_words_alone(printed, core):
    assert similarity.core(printed) == core


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("行政处罚", "行政处罚", 1, 1),
        ("其他法律行政止公开", "其他法律行政法规禁止公开", 0.85, 0.99),
        ("危机三安全一稳定", "危及三安全一稳定", 0.85, 0.99),
        ("现行有效件", "现行有效件数", 0.9, 0.99),  # cut short
        ("重新出具已获取信息", "要求行政机关确认或重新出具已获取信息", 0.9, 0.99),
        ("其他", "其他处理", 0, 0.7),  # too short to be the same cut short
        ("行政处罚", "行政强制", 0, 0.5),
        ("", "行政处罚", 0, 0),
        ("", "", 0, 0),
    ],
)
def test_labels_are_alike_in_spite_of_slips_and_not_when_they_differ(one, other, least, most):
    assert least <= similarity.likeness(one, other) <= most
    assert similarity.likeness(one, other) == similarity.likeness(other, one)


@pytest.mark.parametrize(
    ("label", "text", "least", "most"),
    [
        ("重复申请", "不予处理重复申请要求提供", 1, 1),
        ("部分公开区分处理的", "部分公开区分度办结果处理的", 0.9, 1),
        ("重复申请", "重大申诉复议请示", 0, 0),  # only single characters agree
        ("重复申请", "", 0, 0),
        ("", "重复申请", 0, 0),
    ],
)
def test_how_much_of_a_label_a_text_says(label, text, least, most):
    assert least <= similarity.coverage(label, text) <= most


# Values


@pytest.mark.parametrize(
    "text",
    [
        *("0", "12", "1,860", "59237.2449", "+1036", "-5", "—", "——", "-", "/", "", "无", "不适用"),
        *(
            "251000元",
            "96.5万元",
            "3件",
            "1.2亿",
            "22（其中修订16件）",
            "22(其中修订16件)",
            "１２",
            "＋3",
            *("约3", "将近3", "突破1.2万"),
        ),
        *("—（本机关没有）", "10万"),
    ],
)
def test_what_a_cell_may_hold(text):
    assert is_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "行政许可",
        "3是",
        "1.属于国家秘密",
        "2023年",
        "1.2.3",
        "（其中修订16件）",
        "第3",
        "3）",
    ],
)
def test_what_is_no_value(text):
    assert not is_value(text)


@pytest.mark.parametrize(
    ("printed", "text", "note"),
    [
        ("22（其中修订 16 件）", "22", "其中修订16件"),
        ("22 (其中修订16件)", "22", "其中修订16件"),
        ("+1036", "+1036", ""),
        ("251000元", "251000元", ""),
        ("１０３６", "1036", ""),
        ("－５", "-5", ""),
        ("1，860", "1,860", ""),
        ("—", "—", ""),
        (" \u00a03 ", "3", ""),
        ("", "", ""),
    ],
)
def test_a_value_is_kept_as_printed_and_its_note_beside_it(printed, text, note):
    assert value_of(printed, SPOT) == Value(text, SPOT, note)


@pytest.mark.parametrize(
    ("line", "tokens"),
    [
        ("规章 1 0 11", ["规章", "1", "0", "11"]),
        ("规章 22 （其中修订16件） 0", ["规章", "22（其中修订16件）", "0"]),
        ("总计 ? 0", ["总计", "0"]),  # a no-break space that an encoding did not have
        ("总　计 0", ["总", "计", "0"]),
    ],
)
def test_a_line_is_cut_at_its_spaces(line, tokens):
    assert tokens_of(line) == tokens


@pytest.mark.parametrize(
    ("line", "words", "values"),
    [
        ("规章 1 0 11", ("规章",), ["1", "0", "11"]),
        ("3. 其他 0 — 0", ("3. 其他",), ["0", "—", "0"]),
        ("0 1 2", (), ["0", "1", "2"]),
        ("2 重复申请", ("2 重复申请",), []),
        ("3 / 12 / 31", (), ["3", "/", "12", "/", "31"]),
        ("主动公开信息186条。", ("主动公开信息186条。",), []),
    ],
)
def test_a_line_is_words_and_then_values(line, words, values):
    (row,) = rows_of([TextLine(line, SPOT)])
    assert (row.words, [value.text for value in row.values]) == (words, values)


@pytest.mark.parametrize("line", ["- 5 -", "— 12 —", "第 3 页", "第3页 共12页", "－5－"])
def test_a_page_number_is_no_row(line):
    assert rows_of([TextLine(line, SPOT)]) == ()


# Pairs and groups


@pytest.mark.parametrize(
    ("scores", "pairs"),
    [
        ([[1, 0], [0, 1]], {0: 0, 1: 1}),
        ([[0, 1], [1, 0]], {0: 1}),  # never crosswise
        ([[1], [1]], {1: 0}),
        ([[0.4, 1], [1, 0.4]], {0: 1}),
        ([[0.6, 1], [1, 0.6]], {0: 0, 1: 1}),
        ([[0, 0]], {}),
        ([[-1]], {}),
        ([], {}),
    ],
)
def test_pairs_keep_both_orders_and_score_most(scores, pairs):
    found = aligned(scores, 0.0)
    assert total(found, scores) == total(pairs, scores)
    assert len(found) == len(pairs)


def total(pairs: dict[int, int], scores: Sequence[Sequence[float]]) -> float:
    return sum(scores[row][column] for row, column in pairs.items())


def test_what_is_left_out_costs():
    scores = [[1.0, 0.0], [0.0, 0.1]]
    assert aligned(scores, 0.0) == {0: 0, 1: 1}
    assert aligned([[0.5, 0.0, 0.0], [0.0, 0.0, 0.5]], 3.0) == {0: 0, 1: 2}


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), max_size=5))
def test_pairs_rise_on_both_sides(scores):
    pairs = sorted(aligned(scores, 0.0).items())
    assert all(one[1] < other[1] for one, other in pairwise(pairs))
    assert all(scores[row][column] > 0 for row, column in pairs)


@pytest.mark.parametrize(
    ("values", "padded", "fits"),
    [
        ("1 2 3", False, "1 2 3"),
        ("1 2 3 _", False, "1 2 3"),
        ("_ 1 2 3", False, "1 2 3"),
        ("_ 1 2 _", False, None),  # which end is it?
        ("_ 1 2 _", True, "_ 1 2"),
        ("_ _ _ _", False, "_ _ _"),
        ("1 2", False, None),
        ("1 2 3 4", False, None),
        ("_ 1 2 3", True, None),
        ("1 _ 2 3", False, None),
    ],
)
def test_blank_cells_too_many_are_left_out_only_at_an_end(values, padded, fits):
    found = fit_to_width(Group((), (), (), cells(values), SPOT, padded), 3)
    assert found == (cells(fits) if fits is not None else None)


def cells(texts: str) -> tuple[Value, ...]:
    return tuple(Value(text.strip("_"), SPOT) for text in texts.split())


# Headings and titles


def lines(*texts: str) -> tuple[Row, ...]:
    return rows_of([TextLine(text, Spot(0, number)) for number, text in enumerate(texts, 1)])


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("一、总体情况", "文", "二、主动公开政府信息情况"), {"一": 0, "二": 2}),
        (
            (
                "一、总体情况",
                "二、主动公开政府信息情况",
                "一、总体情况",
                "二、主动公开政府信息情况",
            ),
            {"一": 2, "二": 3},
        ),
        (("总体情况",), {"一": 0}),
        (("三、主动公开政府信息情况",), {"二": 0}),  # the words say which, not the number
        (("二、主动公开政府信息情况（数据准确、要素齐全）",), {"二": 0}),
        (("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",), {"四": 0}),
        (("五、政府信息公开工作存在的主要问题及改进情况",), {"五": 0}),
        (("六、其他需要报告的事项。",), {}),  # a sentence
        # The later one of two, and the likelier one: the first are a table of contents, or headings inside 一.
        (("二、主动公开政府信息情况", "目录", "二、主动公开政府信息情况", "表"), {"二": 2}),
        (("一、主动公开情况", "文", "二、主动公开政府信息情况"), {"二": 2}),
        ((), {}),
    ],
)
def test_the_six_headings_are_known_by_their_words(texts, found):
    assert headings(lines(*texts), forms()["2021"].sections) == found


@pytest.mark.parametrize(
    ("texts", "agency", "year"),
    [
        (("虚构局2023年政府信息公开工作年度报告",), "虚构局", "2023"),
        (("虚构市教育局", "2023年政府信息公开工作年度报告"), "虚构市教育局", "2023"),
        (("2023年虚构局政府信息公开工作年度报告",), "虚构局", "2023"),
        (("虚构局 2023 年度政府信息公开年报",), "虚构局", "2023"),
        (("虚构局政府信息公开年报", "统计期限自2023年1月1日至12月31日。"), "虚构局", "2023"),
        (("政府信息公开年报", "2023 年，我局公开信息。", "2023年另有培训。"), "", "2023"),
        (("虚构局20 23 年政府信息公开工作年度报告",), "虚构局", "2023"),
        (("虚构局2023年政府信息公开工作", "年度报告"), "虚构局", "2023"),
        (
            ("年报", "本报告由虚构区虚构局编制，自2023年1月1日起至12月31日止。"),
            "虚构区虚构局",
            "2023",
        ),
        (("虛構局2023年政府信息公開工作年度報告",), "虚构局", "2023"),
        (("⼀般", "虚构局2023年政府信息公开⼯作年度报告"), "虚构局", "2023"),
        (("虚构局2023年度政府信息公开工作情况报告",), "虚构局", "2023"),
        (("我局2023年政府信息公开工作年度报告",), "", "2023"),
        (("虚构局２０２３年政府信息公开工作年度报告",), "虚构局", "2023"),
        (("2023年虚构县水务局", "政府信息公开工作年度报告"), "虚构县水务局", "2023"),
        (("政府信息公开工作年度报告", "（2023年）", "虚构县水务局"), "虚构县水务局", "2023"),
        (("虚构县水务局", "政府信息公开", "2023年工作年度报告"), "虚构县水务局", "2023"),
        (("虚构县水务局政府信息公开2023年度报告",), "虚构县水务局", "2023"),
        (("虚构县水务局关于2023年度政府信息公开工作情况的报告",), "虚构县水务局", "2023"),
        (("虚构县水务局贰零贰叁年政府信息公开工作年度报告",), "虚构县水务局", "2023"),
        (("虚构县水务局二〇二三政府信息公开工作年度报告",), "虚构县水务局", "2023"),
        (("虚构县水务局23年政府信息公开工作年度报告",), "虚构县水务局", ""),
        (
            ("依据《条例》，虚构县水务局编制了2023年政府信息公开工作年度报告。",),
            "虚构县水务局",
            "2023",
        ),
        (
            ("信息来源：虚构县水务局  发布时间：2024年1月24日  浏览次数：12",),
            "虚构县水务局",
            "",
        ),
        (("虚构县", "水务局2023年政府信息公开工作年度报告"), "虚构县水务局", "2023"),
        (("虚构县人民政府", "虚构县水务局2023年政府信息公开年报"), "虚构县水务局", "2023"),
        (("虚构县水务局二〇二三年政府信息公开工作年度报告",), "虚构县水务局", "2023"),
        (("虚构县水务局二○二三年度政府信息公开年报",), "虚构县水务局", "2023"),
        (("首页>政务公开>虚构县水务局2023年政府信息公开年报",), "虚构县水务局", "2023"),
        (
            ("根据要求，特编制虚构市地方志办公室2023年政府信息公开工作年度报告。",),
            "虚构市地方志办公室",
            "2023",
        ),
        (("现公布虚构县水务局2023年政府信息公开工作年度报告。",), "虚构县水务局", "2023"),
        (("虚构县水务局根据《中华人民共和国政府信息公开条例》编制本报告。",), "虚构县水务局", ""),
        (
            ("虚构市委机构编制委员会办公室2023年政府信息公开工作年度报告",),
            "虚构市委机构编制委员会办公室",
            "2023",
        ),
        (("根据《关于印发2021年政府信息公开工作年度报告格式的通知》编制。",), "", "2021"),
        (("发布机构：虚构县水务局", "2023年政府信息公开工作年度报告"), "虚构县水务局", "2023"),
        (
            (
                "来 源： | 虚构县水务局 | 发布时间：2024年1月24日",
                "统计期限自2023-1-1起至2023-12-31止",
            ),
            "虚构县水务局",
            "2023",
        ),
        (("来源：虚构日报网", "2023年政府信息公开工作年度报告"), "", "2023"),
        (
            ("2023年政府信息公开工作年度报告", "如有疑问，请与虚构县水务局办公室联系。"),
            "虚构县水务局",
            "2023",
        ),
        (
            ("2023年政府信息公开工作年度报告", "没有问题。", "虚构县水务局", "2024年1月20日"),
            "虚构县水务局",
            "2023",
        ),
        (("统计期限自二〇二三年一月一日至十二月三十一日",), "", "2023"),
        (("统计期限为2023.1.1—2023.12.31",), "", "2023"),
        (("没有一句是标题",), "", ""),
    ],
)
def test_whose_report_it_is_and_of_which_year(texts, agency, year):
    said = identity(lines(*texts), 0)
    assert (value(said, "agency"), said.years[0].value if said.years else "") == (agency, year)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("淮安市人民政府", "江苏省淮安市人民政府", True),
        ("淮安市", "淮安市人民政府", True),
        ("公积金管理中心", "上海市公积金管理中心", True),
        ("上海市", "上海市公积金管理中心", False),
        ("上海市公积金管理中心黄浦区管理部", "上海市公积金管理中心", False),
        ("上海市住房公积金管理中心", "上海市公积金管理中心", False),
        ("虚构市教育局", "虚构市体育局", False),
        ("虚构县水务局", "虚构县水务局办公室", False),
        ("虛構縣水務局", "虚构县水务局", True),
        ("某局", "", False),
    ],
)
def test_two_names_are_of_one_agency_or_of_two(one, other, same):
    assert is_same(one, other) is is_same(other, one) is same


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        ("虚构市水务局", True),
        ("某某省虚构市水务局", True),
        ("水务局", False),
        ("虚构县水务局", False),
        ("虚构市水务局执法支队", False),
    ],
)
def test_name_without_a_place_is_not_surely_ours(name, sure):
    assert is_surely(name, "虚构市水务局") is sure


def value(said: Identity, name: str) -> str:
    found = getattr(said, name)
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("自2023年1月1日起至12月31日止", "2023-01-01/2023-12-31"),
        ("统计期限为2023年1月1日至2023年12月31日。", "2023-01-01/2023-12-31"),
        ("从 2023 年 1 月 1 日到 2023 年 12 月 31 日", "2023-01-01/2023-12-31"),
        ("2023年1月1日—12月31日", "2023-01-01/2023-12-31"),
        ("2023-01-01至2023-12-31", "2023-01-01/2023-12-31"),
        ("2023/1/1-2023/12/31", "2023-01-01/2023-12-31"),
        ("二〇二三年一月一日起至十二月三十一日止", "2023-01-01/2023-12-31"),
        ("2023年2月1日至2月31日", ""),  # no such day
        ("2023年", ""),
    ],
)
def test_the_span_that_the_numbers_are_counted_over(text, span):
    assert value(identity(lines(text), 0), "covers") == span


def test_years_that_differ_are_both_told():
    said = identity(
        lines("虚构局2022年政府信息公开工作年度报告", "自2023年1月1日起至12月31日止。"), 0
    )
    assert [one.value for one in said.years] == ["2022", "2023"]


def test_the_laws_and_the_website_are_those_of_the_preamble():
    texts = (
        "虚构局2023年政府信息公开工作年度报告",
        "根据《中华人民共和国政府信息公开条例》和《虚构省政府信息公开规定》编制，可在网站（www.example.gov.cn）下载。",
        "一、总体情况",
        "依《虚构办法》公开。",
    )
    said = identity(lines(*texts), 2)
    assert said.basis == ("中华人民共和国政府信息公开条例", "虚构省政府信息公开规定")
    assert said.published_at == "www.example.gov.cn"


@pytest.mark.parametrize(
    ("words", "website"),
    [
        ("登在www.example.gov.cn.", "www.example.gov.cn"),
        ("登在www.example..cn", ""),
        ("登在www.-example.cn，也登在b.gov.cn", "b.gov.cn"),
    ],
)
def test_only_a_web_address_in_a_report_is_taken_for_its_website(words, website):
    assert identity(lines("虚构局2023年政府信息公开工作年度报告", words), 2).published_at == website
