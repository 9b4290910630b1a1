"""A statutory table in short: which rows it has, what each says, and how the cells it leaves out are counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import real
from disclosure.datafiles.forms import head_word, head_words
from disclosure.datafiles.reader import read_files
from disclosure.ledger.load import load_ledger
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import Directives, directives_for
from disclosure.pages.table_summary import table_summary
from disclosure.problems.problem import Problems


def lines(year, table):
    """(label, total, the other cells) of each line, as printed."""
    return [
        (
            line.label,
            line.total and line.total.entry.shown,
            {cell.head: cell.entry.shown for cell in line.cells},
        )
        for line in table_summary(year, table).lines
    ]


def changed(folder: Path, old: str, new: str):
    """The year 2022 with one row of its tables changed."""
    data = real.copied(folder / "data", "published")
    path = folder / "data/years/2022.yml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, data
    path.write_text(text.replace(old, new), "utf-8")
    return load_ledger(folder / "data").disclosure.latest


def test_summary_of_applications_has_totals_and_what_is_not_0_under_their_heads(ledger):
    person = {"自然人": "3"}
    assert lines(ledger.disclosure.latest, "三") == [
        ("一、本年新收政府信息公开申请数量", "3", person),
        ("二、上年结转政府信息公开申请数量", "0", {}),
        ("三、本年度办理结果", None, {}),
        ("（四）无法提供", None, {}),
        ("1. 本机关不掌握相关政府信息", "1", {"自然人": "1"}),
        ("（六）其他处理", None, {}),
        (
            "1. 申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "1",
            {"自然人": "1"},
        ),
        ("3. 其他", "1", {"自然人": "1"}),
        ("（七）总计", "3", person),
        ("四、结转下年度继续办理", "0", {}),
    ]


def test_summary_of_documents_leaves_out_rows_of_0_and_keeps_the_title_of_the_rest(ledger):
    made = {"本年制发件数": "4", "本年废止件数": "3", "现行有效件数": "27"}
    assert lines(ledger.disclosure.latest, "二") == [
        ("第二十条第（一）项", None, {}),
        ("行政规范性文件", None, made),
    ]


def test_summary_of_lawsuits_has_the_total_of_every_kind(ledger):
    assert lines(ledger.disclosure.latest, "四") == [
        ("行政复议", "0", {}),
        ("行政诉讼", None, {}),
        ("未经复议直接起诉", "1", {"结果维持": "1"}),
        ("复议后起诉", "0", {}),
    ]


@pytest.mark.parametrize("table", ["二", "三", "四"])
def test_cells_left_out_are_counted_by_what_they_hold(ledger, table):
    year = ledger.disclosure.latest
    summary = table_summary(year, table)
    shown = {c.entry.id for line in summary.lines for c in (line.total, *line.cells) if c}
    left = [e for e in year.entries.values() if e.section == table and e.is_cell]
    held = Counter(e.figure.printed if e.figure else "" for e in left if e.id not in shown)
    assert (summary.zeros, summary.dashes, summary.blanks) == (held["0"], held["—"], held[""])
    assert held.total() == summary.zeros + summary.dashes + summary.blanks


@pytest.mark.parametrize(
    ("cell", "remaining"),
    [
        ("~", ("38 格是 0", "124 格印着“—”", "1 格空着没有填")),
        ("0", ("39 格是 0", "124 格印着“—”")),
        ("—", ("38 格是 0", "125 格印着“—”")),
    ],
)
def test_zero_dash_and_blank_are_told_apart_in_the_rest(tmp_path, cell, remaining):
    year = changed(
        tmp_path,
        "carried_out:               [0, —, —, —, —, —, 0]",
        f"carried_out:               [0, {cell}, —, —, —, —, 0]",
    )
    assert table_summary(year, "三").remaining == remaining


def test_table_of_zeros_alone_has_no_lines_but_says_so(tmp_path):
    year = changed(tmp_path, "normative_documents: [4, 3, 27]", "normative_documents: [0, 0, 0]")
    summary = table_summary(year, "二")
    assert (summary.lines, summary.remaining) == ((), ("10 格是 0",))


@pytest.fixture(scope="module")
def on(ledger) -> Directives:
    return directives_for(SiteContext(ledger), "years/2022/")


@pytest.mark.parametrize("table", ["二", "三", "四"])
def test_both_layouts_of_a_table_are_there_and_say_the_same(on, table):
    page = BeautifulSoup(on.table(table), "html.parser")
    official = page.select_one("details.whole-table:not([open])")
    cells = {cell["id"]: cell.get_text() for cell in official.select("td[id]")}
    entries = [e for e in on.default.entries.values() if e.section == table and e.is_cell]
    assert cells == {entry.id: entry.shown for entry in entries}
    for link in page.select(".brief a.figure"):
        assert cells[link["href"].removeprefix("#")] == link.get_text()
    assert not page.select(".brief [id]")


def test_maker_of_documents_stands_in_the_line_of_their_number(on):
    page = BeautifulSoup(on.table("二"), "html.parser")
    (line,) = page.select(".brief li:has(.figure)")
    footnote = on.default.file.footnotes["二"]
    assert "27" in line.get_text() and footnote in line.get_text()


HEADS = [
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
    ("8. 属于行政查询事项", "属于行政查询事项"),
    ("第二十条第（一）项", "第二十条第（一）项"),
    ("本年收费金额（单位：万元）", "本年收费金额"),
    ("四、结转下年度继续办理", "结转下年度继续办理"),
    ("（三）", "（三）"),
    ("总计", "总计"),
]


@pytest.mark.parametrize(("label", "word"), HEADS)
def test_head_word_drops_number_and_remark(label, word):
    assert head_word(label) == word


def test_every_head_of_both_forms_is_explained_in_the_glossary():
    files = read_files(real.ROOT / "data", Problems())
    words = {
        other for word, term in files.glossary.record.root.items() for other in (word, *term.also)
    }
    assert files.forms.keys() == {"2019", "2021"}
    for form in files.forms.values():
        heads = {*head_words(form.record)}
        assert len(heads) > 50 and heads <= words


def test_every_head_of_a_table_leads_to_its_explanation():
    on = directives_for(SiteContext(load_ledger(real.ROOT / "data")), "years/2022/")
    explained = {
        one["id"]: one.find_next("dd").get_text()
        for one in BeautifulSoup(on.glossary(), "html.parser").select("dt")
    }
    for table in on.default.form.tables:
        page = BeautifulSoup(on.table(table), "html.parser")
        for head in page.select("th, caption span"):
            word = head.select_one("a.term")["href"].partition("#")[2]
            assert head_word(head.get_text().rstrip("*")) in (
                word,
                *on.site.disclosure.glossary[word].also,
            )
            assert explained[word].startswith(on.site.disclosure.glossary[word].meaning)
        for term in page.select(".brief a.term"):
            word = term["href"].partition("#")[2]
            assert term["data-meaning"] == on.site.disclosure.glossary[word].meaning


def test_maker_of_documents_stands_on_their_chart_and_on_the_cards_of_their_numbers(on):
    footnote = on.default.file.footnotes["二"]
    assert footnote in str(on.chart("normative-documents"))
    assert footnote not in str(on.chart("policies-by-maker"))
    told = {id for id, entry in on.default.entries.items() if footnote in str(on.card(entry))}
    columns = ("issued", "repealed", "in_force")
    assert told == {f"二.normative_documents.{column}" for column in columns}
