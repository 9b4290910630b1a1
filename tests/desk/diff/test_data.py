"""What changed for a reader between two states of the data, and how it is reported."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

import made_up
from disclosure.datafiles.models import Agency
from disclosure.desk.diff import output
from disclosure.desk.diff.data import (
    ChangedFigure,
    ChangedPage,
    ChangedText,
    ChangedTieOut,
    ChangeKind,
    Differences,
    FigureWithPrevious,
    FileChange,
    SideSummary,
    WholeYear,
    compare_ledgers,
)
from disclosure.desk.diff.output import LONGEST, as_json, as_markdown, as_text
from disclosure.desk.diff.sentences import ChangedSentences
from disclosure.ledger.load import load_data, load_ledger
from disclosure.ledger.tieouts import Ledger, Outcome
from disclosure.problems.problem import Problems
from made_up import ROOT, File
from thorough import examples

NOTHING = Differences((), (), (), (), ())
YEARS = (2021, 2022)
Edit = Callable[[File], None]


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Ledger:
    return made_up.ledger(tmp_path_factory.mktemp("old") / "data", YEARS)


def edited(folder: Path, edit: Edit, years=YEARS, texts=()) -> Ledger:
    """The same years with 2022 edited, and (file, find, replace) made in the other files."""

    def change(year: int, file: File) -> None:
        if year == 2022:
            edit(file)

    made_up.write(folder, years, change=change)
    for name, find, put in texts:
        path = folder / name
        text = path.read_text("utf-8")
        assert find in text
        path.write_text(text.replace(find, put), "utf-8")
    return load_data(folder, Problems()).ledger  # data with faults have differences as well


def nothing(file: File) -> None:
    """No edit."""


def after_change(old: Ledger, tmp_path: Path, edit: Edit = nothing, **more) -> Differences:
    return compare_ledgers(old, edited(tmp_path / "data", edit, **more))


def as_is(ledger: Ledger, id: str, year: int = 2022) -> str:
    return ledger.disclosure.years[year].entries[id].figure.printed


def words(d: Differences) -> list[tuple[str, str, str]]:
    return [(word.where, word.was, word.now) for word in d.words]


# Nothing


def test_equal_sides_have_no_differences(old, tmp_path):
    d = after_change(old, tmp_path)
    assert d == NOTHING
    assert not d
    assert as_text(d) == "读者看到的没有变化。\n"
    assert "读者看到的没有变化。" in as_markdown(d)
    assert json.loads(as_json(d))["figures"] == []


def test_comments_and_layout_are_no_change(old, tmp_path):
    def edit(file):
        file["report"]["covers"] = "2022"
        file["facts"] = dict(reversed(file["facts"].items()))  # pages follow the outline
        figures = file["figures"]["一（一）6"]
        figures["decisions.published"] = {"printed": figures["decisions.published"]}

    assert after_change(old, tmp_path, edit) == NOTHING


# Figures


def test_a_figure_printed_otherwise_with_the_tie_out_it_leaves_open(old, tmp_path):
    def edit(file):
        file["figures"]["一（一）6"]["decisions.published"] = "近900件"

    (changed,) = after_change(old, tmp_path, edit).figures
    assert (changed.year, changed.id) == (2022, "decisions.published")
    assert (changed.label, changed.section) == ("公开的行政处理决定", "一（一）6")
    assert (changed.was, changed.now) == (as_is(old, "decisions.published"), "近900件")
    assert changed.also == ()
    (tie,) = changed.ties
    assert (tie.id, tie.label) == ("decisions.kinds", "公开的决定 = 不缴少缴 + 违规提取")
    assert (tie.outcome_was, tie.outcome_now) == (Outcome.HOLDS, Outcome.UNDECIDED)
    assert tie.was.endswith(f" = {changed.was}") and tie.now.endswith(" =？ 近900件")


def test_a_cell_that_makes_its_column_and_its_row_fail(old, tmp_path):
    broken = ["三.outcomes/natural_person", "三.applicants/granted"]

    def edit(file):
        file["tables"]["三"]["granted"][0] = "999"
        file["printed_so"] = dict.fromkeys(broken, "虚构：报告印错")

    d = after_change(old, tmp_path, edit)
    (changed,) = d.figures
    assert (changed.id, changed.section, changed.now) == ("三.granted.natural_person", "三", "999")
    assert changed.label == "三、本年度办理结果／（一）予以公开·申请人情况／自然人"
    assert sorted(tie.id for tie in changed.ties) == sorted(broken)
    assert {tie.outcome_now for tie in changed.ties} == {Outcome.FAILS}
    assert d.failing == 2
    assert d.ties == ()
    assert "其中 2 条勾稽关系变得不一致" in as_text(d)
    assert "（<strong>核对不一致</strong>）" in as_markdown(d)
    assert [where for where, _, _ in words(d)] == [
        "2022年 · 勾稽关系“办理总计 = 各种办理结果之和（申请人情况／自然人）” · 报告原文如此",
        "2022年 · 勾稽关系“总计 = 各类申请人之和（三、本年度办理结果／（一）予以公开）” · 报告原文如此",
    ]


def test_next_years_sum_is_reported_with_the_figure_it_starts_from(tmp_path):
    id = "二.rules.in_force"

    def edit(file):
        file["tables"]["二"]["rules"] = [None, "0", None]

    old = made_up.ledger(tmp_path / "old", (2022, 2023))
    d = compare_ledgers(old, edited(tmp_path / "new", edit, (2022, 2023)))
    (changed,) = (one for one in d.figures if one.id == id)
    assert (changed.was, changed.now) == (as_is(old, id), "（空）")
    assert [(tie.year, tie.id) for tie in changed.ties] == [
        (2022, "二.rules.carried"),
        (2023, "二.rules.carried"),
    ]
    assert d.ties == ()


ASPECTS = [
    ({"since": None}, "scope", "首次退休消息推送起，至2022年末", "2022年"),
    (
        {"since": "第二次推送"},
        "scope",
        "首次退休消息推送起，至2022年末",
        "第二次推送起，至2022年末",
    ),
    ({"note": "虚构"}, "note", "（无）", "虚构"),
    ({"since": None, "period": "2022-10/2022-12"}, "scope", None, "2022年10月—12月"),
]


@pytest.mark.parametrize(("given", "path", "was", "now"), ASPECTS)
def test_a_scope_or_note_changes_though_the_number_does_not(old, tmp_path, given, path, was, now):
    id = "push.retirement.withdrawers"

    def edit(file):
        figure = file["figures"]["一（二）3"][id] | given
        file["figures"]["一（二）3"][id] = {key: text for key, text in figure.items() if text}

    (changed,) = after_change(old, tmp_path, edit).figures
    assert changed.was == changed.now == as_is(old, id)
    (word,) = changed.also
    assert (word.path, word.now) == (path, now)
    assert was in (None, word.was)


def test_a_figure_that_moves_to_another_section(old, tmp_path):
    def edit(file):
        moved = file["figures"]["一（一）2"].pop("policies.under_revision")
        file["figures"]["一（一）1"]["policies.under_revision"] = moved

    d = after_change(old, tmp_path, edit)
    (changed,) = d.figures
    assert changed.section == "一（一）1"
    assert [(word.where, word.was, word.now) for word in changed.also] == [
        ("章节", "一（一）2", "一（一）1")
    ]
    assert d.words == ()


def test_another_span_of_the_report_is_reported_once_and_not_figure_by_figure(old, tmp_path):
    def edit(file):
        file["report"]["covers"] = "2022-01/2022-11"

    d = after_change(old, tmp_path, edit)
    assert words(d) == [("2022年 · 统计期", "2022年", "2022年1月—11月")]
    assert {one.id for one in d.figures} == {  # running totals end with the report
        "push.retirement.withdrawers",
        "push.retirement.withdrawn_amount",
    }


def test_a_figure_removed_and_one_added(old, tmp_path):
    def edit(file):
        del file["figures"]["一（二）4"]["channels.wechat.posts"]

    d = after_change(old, tmp_path, edit)
    (changed,) = d.figures
    assert (changed.was, changed.now) == (as_is(old, "channels.wechat.posts"), "（无）")
    (back,) = compare_ledgers(edited(tmp_path / "again", edit), old).figures
    assert (back.was, back.now) == (changed.now, changed.was)


def test_a_table_that_the_report_no_longer_has(old, tmp_path):
    d = after_change(old, tmp_path, lambda file: file["tables"].pop("四"))
    assert len(d.figures) == 15
    assert {one.now for one in d.figures} == {"（无）"}


# Tie-outs by themselves


def test_tie_out_removed_and_tie_out_reworded(old, tmp_path):
    path = tmp_path / "data/topics/decisions.yml"
    texts = [
        ("topics/decisions.yml", "    sum: [decisions.underpaid_contributions, ", "    sum: ["),
        ("topics/decisions.yml", "    tie_outs: [decisions.kinds]\n", ""),
        ("topics/decisions.yml", "    kind: parts\n", "    kind: bars\n"),
        (
            "topics/decisions.yml",
            "equals: [decisions.published]",
            "equals: [decisions.fraudulent_withdrawals]",
        ),
    ]
    d = after_change(old, tmp_path, texts=texts)
    assert d.figures == ()
    assert [(tie.year, tie.id) for tie in d.ties] == [
        (2022, "decisions.kinds"),
        (2021, "decisions.kinds"),
    ]
    assert {tie.outcome_now for tie in d.ties} == {Outcome.HOLDS}
    assert [word.where for word in d.words] == [
        f"主题“行政处理决定” · 图“公开的决定里，单位不缴或少缴的占…” · {what}"
        for what in ("样式", "图下的核对")
    ]
    text = path.read_text("utf-8")
    start, end = text.index("tie_outs:\n  decisions.kinds"), text.index("notes:")
    path.write_text(text[:start] + text[end:], "utf-8")
    gone = compare_ledgers(old, load_ledger(path.parents[1]))
    assert {(tie.now, tie.outcome_now) for tie in gone.ties} == {("（无）", None)}


# Years


def test_a_new_year_is_summed_up_beside_the_last_comparable(old, tmp_path):
    d = after_change(old, tmp_path, years=(2021, 2022, 2023))
    (added,) = d.added
    assert (d.figures, d.ties, d.words, d.removed) == ((), (), (), ())
    assert (added.year, added.tables, len(added.figures)) == (2023, 3, 21)
    assert added.outcomes[Outcome.HOLDS] > 20
    beside = {one.id: one for one in added.figures}
    published = beside["decisions.published"]
    assert (published.before_year, published.before) == (2022, as_is(old, "decisions.published"))
    running = beside["push.retirement.withdrawers"]  # each year's holds the ones before it
    assert (running.before_year, running.before) == (None, "（无）")


def test_removed_year_leaves_the_next_years_sums_undecided(tmp_path):
    without = made_up.ledger(tmp_path / "three", (2021, 2022, 2023))
    (tmp_path / "three/years/2022.yml").unlink()
    d = compare_ledgers(without, load_ledger(tmp_path / "three"))
    assert [one.year for one in d.removed] == [2022]
    assert d.figures == ()
    assert {tie.year for tie in d.ties} == {2023}
    assert {tie.outcome_now for tie in d.ties} == {Outcome.UNDECIDED}
    assert "［2022年：缺］" in d.ties[0].now


# Texts


def test_sections_renamed_and_put_in_another_order(old, tmp_path):
    def edit(file):
        file["outline"]["一（一）6"] = "处理决定"
        file["outline"]["六"] = file["outline"].pop("六")
        file["outline"]["五"] = file["outline"].pop("五")

    (order, title) = words(after_change(old, tmp_path, edit))
    assert title == ("2022年 · 一（一）6 · 标题", "行政处理决定", "处理决定")
    assert order[0] == "2022年 · 章节的次序"
    assert (order[1][-3:], order[2][-3:]) == ("五；六", "六；五")


def test_an_inserted_fact_is_one_change(old, tmp_path):
    d = after_change(
        old, tmp_path, lambda file: file["facts"]["一（一）6"].insert(0, "虚构的事实。")
    )
    assert words(d) == [("2022年 · 一（一）6 · 事实", "（无）", "虚构的事实。")]
    assert d.words[0].path == "years/2022/facts/一（一）6"


def test_a_repeated_fact_is_a_change(old, tmp_path):
    d = after_change(old, tmp_path, lambda file: file["facts"]["六"].append(file["facts"]["六"][0]))
    assert [(was, now == "（无）") for _, was, now in words(d)] == [("（无）", False)]


EDITS: list[tuple[str, Edit, str, str]] = [
    (
        "一（一）1 · 事实",
        lambda file: file["facts"]["一（一）1"].__setitem__(1, "改过。"),
        "中心的",
        "改过",
    ),
    ("一（一）1 · 事实", lambda file: file["facts"]["一（一）1"].pop(0), "管委会的", "（无）"),
    (
        "一（一）1 · 事实的次序",
        lambda file: file["facts"]["一（一）1"].reverse(),
        "管委会",
        "都登在",
    ),
    ("五 · 承诺", lambda file: file["commitments"]["五"].append("虚构。"), "（无）", "虚构"),
    ("二 · 表下注", lambda file: file["footnotes"].pop("二"), "行政规范性文件", "（无）"),
    (
        "一（一）3 · 文件",
        lambda file: file["papers"]["一（一）3"][0].__setitem__("issued", "2022-04-01"),
        "；印发：2022年3月30日—31日；",
        "；印发：2022年4月1日；",
    ),
    (
        "一（二）3 · 大事",
        lambda file: file["events"]["一（二）3"][1].pop("ongoing"),
        "；没有写止期",
        "2022年10月；退休消息改与",
    ),
    (
        "发布在",
        lambda file: file["report"].__setitem__("published_at", "b.invalid"),
        "example",
        "b.",
    ),
    ("依据", lambda file: file["report"]["basis"].pop(), "上海市政府信息公开规定", "（无）"),
    (
        "一（一）1 · 数字的次序",
        lambda file: file["figures"].__setitem__(
            "一（一）1", dict(reversed(file["figures"]["一（一）1"].items()))
        ),
        "公开的住房公积金政策；",
        "中心制定的政策；",
    ),
]


@pytest.mark.parametrize(("where", "edit", "was", "now"), EDITS)
def test_changed_text_of_a_year(old, tmp_path, where, edit, was, now):
    (word,) = words(after_change(old, tmp_path, edit))
    assert word[0] == f"2022年 · {where}"
    assert was in word[1] and now in word[2]


TEXTS = [
    (
        ("topics/decisions.yml", "definition: 在上海住房公积金网公开", "definition: 公开"),
        "主题“行政处理决定” · 指标“公开的行政处理决定” · 定义",
        "在上海住房公积金网公开的行政处理决定。",
    ),
    (
        ("topics/decisions.yml", "label: 公开的行政处理决定", "label: 处理决定"),
        "主题“行政处理决定” · 指标“处理决定” · 名称",
        "公开的行政处理决定",
    ),
    (
        ("topics/decisions.yml", "question: 谁因为什么", "question: 谁"),
        "主题“行政处理决定” · 问题",
        "谁因为什么被处理？",
    ),
    (
        ("topics/decisions.yml", "label: 公开的决定 =", "label: 决定 ="),
        "主题“行政处理决定” · 勾稽关系“决定 = 不缴少缴 + 违规提取” · 名称",
        "公开的决定 = 不缴少缴 + 违规提取",
    ),
    (
        ("topics/decisions.yml", "，数的是同样的决定", ""),
        "主题“行政处理决定” · 图“公开的决定里，单位不缴或少缴的占…” · 说明",
        "报告用“件”说总数，用“条”说两类，数的是同样的决定。",
    ),
    (
        ("topics/decisions.yml", "bars: [decisions.underpaid_contributions, ", "bars: ["),
        "主题“行政处理决定” · 图“公开的决定里，单位不缴或少缴的占…” · 画的数字",
        "因单位不缴或少缴作出的决定",
    ),
    (
        ("topics/push.yml", "question: 为什么不算", "question: 为何不算"),
        "主题“主动推送” · 问答“为何不算“推送的人里几成办了提取”？” · 问题",
        "为什么不算“推送的人里几成办了提取”？",
    ),
    (
        ("glossary.yml", "meaning: 不用申请，", "meaning: "),
        "词语“主动公开” · 解释",
        "不用申请，机关自己公布。",
    ),
    (("agency.yml", 'hotline: "12329"\n', ""), "发布机构 · 热线", "12329"),
    (
        ("forms/2021.yml", "label: 本年新收 + 上年结转 =", "label: 新收 + 上年结转 ="),
        "表式“2021” · 勾稽关系“新收 + 上年结转 = 办理总计 + 结转下年” · 名称",
        "本年新收 + 上年结转 = 办理总计 + 结转下年",
    ),
    (
        ("forms/2021.yml", "label: 结果维持", "label: 维持"),
        "表式“2021” · 四 · 行名或列名",
        "结果维持",
    ),
]


@pytest.mark.parametrize(("text", "where", "was"), TEXTS)
def test_changed_text_of_another_file_is_reported_once(old, tmp_path, text, where, was):
    """A new name does not show again wherever it is used."""
    d = after_change(old, tmp_path, texts=[text])
    ((at, before, _),) = words(d)
    assert (at, before) == (where, was)
    assert d.figures == d.ties == ()


# Data with problems


def test_sides_without_files_of_some_kinds(old):
    disclosure = old.disclosure
    bare = replace(disclosure, years={}, topics={}, glossary={}, agency=Agency.model_construct())
    d = compare_ledgers(Ledger(bare), old)
    assert [year.year for year in d.added] == [2022, 2021]
    assert compare_ledgers(Ledger(bare), Ledger(bare)) == NOTHING
    assert as_markdown(d) and as_text(d) and as_json(d)


def test_a_text_that_is_no_figure_is_shown_as_it_stands(old):
    year = old.disclosure.years[2022]
    left = ("decisions.published", "三.received.total")
    entries = {id: entry for id, entry in year.entries.items() if id not in left}
    figures = year.file.figures | {"一（一）6": dict(year.file.figures["一（一）6"])}
    figures["一（一）6"]["decisions.published"] = figures["一（一）6"][
        "decisions.published"
    ].model_copy(update={"printed": "274仵"})
    tables = year.file.tables | {"三": dict(year.file.tables["三"])}
    tables["三"]["received"] = (*tables["三"]["received"][:-1], "3O")
    file = year.file.model_copy(update={"figures": figures, "tables": tables})
    partly = replace(year, entries=entries, file=file)
    years = {**old.disclosure.years, 2022: partly}
    d = compare_ledgers(old, Ledger(replace(old.disclosure, years=years)))
    assert {one.id: one.now for one in d.figures} == dict(zip(left, ("274仵", "3O"), strict=True))


# Properties

OPERATIONS: list[Callable[[File, Random], object]] = [
    lambda file, draw: file["facts"]["五"].append(f"虚构{draw.random()}"),
    lambda file, draw: draw.shuffle(file["facts"]["一（二）3"]),
    lambda file, draw: file["facts"].pop(draw.choice([*file["facts"]])),
    lambda file, draw: file["outline"].update({"六": f"虚构{draw.random()}"}),
    lambda file, draw: file["figures"]["一（二）4"].pop("channels.wechat.posts"),
    lambda file, draw: file["figures"]["一（一）6"].update({"decisions.published": "近999件"}),
    lambda file, draw: file["figures"]["一（一）6"].pop("decisions.fraudulent_withdrawals"),
    lambda file, draw: file["figures"]["一（二）3"].update(
        {"push.sealed.recipients": {"printed": "约1万名", "since": "虚构"}}
    ),
    lambda file, draw: file["tables"]["三"][draw.choice([*file["tables"]["三"]])].__setitem__(
        0, None
    ),
    lambda file, draw: file["tables"].pop("四"),
    lambda file, draw: file["report"].update({"covers": "2022-01/2022-11"}),
    lambda file, draw: file["papers"].pop("一（一）3"),
]


def swapped(d: Differences) -> Differences:
    return Differences(
        d.removed,
        d.added,
        tuple(
            replace(
                one,
                was=one.now,
                now=one.was,
                also=tuple(map(back, one.also)),
                ties=tuple(map(tie_back, one.ties)),
            )
            for one in d.figures
        ),
        tuple(map(tie_back, d.ties)),
        tuple(map(back, d.words)),
    )


def back(word: ChangedText) -> ChangedText:
    return replace(word, was=word.now, now=word.was)


def tie_back(tie: ChangedTieOut) -> ChangedTieOut:
    outcomes = {"outcome_was": tie.outcome_now, "outcome_now": tie.outcome_was}
    return replace(tie, was=tie.now, now=tie.was, **outcomes)


def unordered(d: Differences) -> tuple:
    """Names and sections are shown as they are now, and so is the order: both look back from where one stands."""
    figures = {
        (one.year, one.id): (one.was, one.now, {*one.also}, {*one.ties}) for one in d.figures
    }
    said = Counter((word.path, word.was, word.now) for word in d.words)
    return d.added, d.removed, figures, {*d.ties}, said


@st.composite
def ledgers(draw, folders) -> Ledger:
    chosen = draw(st.lists(st.sampled_from(OPERATIONS), unique=True, max_size=4))
    seed = draw(st.integers(0, 9))
    years = draw(st.sampled_from([(2021, 2022), (2021, 2022, 2023), (2022, 2023), (2022,)]))

    def edit(file: File) -> None:
        for operation in chosen:
            operation(file, Random(seed))

    return edited(folders.mktemp("any") / "data", edit, years)


@settings(max_examples=examples(5, 500))
@given(st.data())
def test_swapped_sides_give_mirrored_differences(tmp_path_factory, data):
    one, other = (data.draw(ledgers(tmp_path_factory)) for _ in range(2))
    d = compare_ledgers(one, other)
    assert unordered(compare_ledgers(other, one)) == unordered(swapped(d))
    assert compare_ledgers(one, one) == compare_ledgers(other, other) == NOTHING
    assert bool(d) is (d != NOTHING)


def test_twenty_years_are_compared_figure_by_figure(tmp_path):
    old = made_up.ledger(tmp_path / "old", range(2021, 2041))
    new = made_up.ledger(tmp_path / "new", range(2021, 2041), seed=1)
    assert len(compare_ledgers(old, new).figures) > 1000


# Telling


@pytest.fixture(scope="module")
def rich(old, tmp_path_factory) -> Differences:
    """A pull request that does a little of everything."""

    def edit(file):
        file["figures"]["一（一）6"]["decisions.published"] = "999件"
        file["printed_so"] = {"decisions.kinds": "虚构：报告印错"}
        file["figures"]["一（二）3"]["push.retirement.withdrawers"].pop("since")
        del file["figures"]["一（二）4"]["channels.wechat.posts"]
        file["tables"]["二"]["licences"] = [None]
        file["outline"]["一（一）6"] = "处理决定"
        file["facts"]["六"].insert(0, "虚构的<b>事实</b>，见 #12。")

    texts = [
        ("topics/decisions.yml", "label: 公开的行政处理决定", "label: 处理决定"),
        ("topics/policies.yml", "equals: [policies.published]", "equals: [policies.by_center]"),
        (
            "topics/policies.yml",
            "sum: [policies.by_committee, policies.by_center]",
            "sum: [policies.by_center]",
        ),
    ]
    new = edited(tmp_path_factory.mktemp("rich") / "data", edit, (2021, 2022, 2023), texts)
    return compare_ledgers(old, new)


@pytest.mark.parametrize(
    ("name", "render"), [("differences.md", as_markdown), ("differences.txt", as_text)]
)
def test_output_equals_its_golden_file(rich, name, render):
    """`UPDATE_GOLDEN=1 make test TESTS=tests/desk/diff/test_data.py` writes them anew; read what changed first."""
    path = ROOT / "tests/golden" / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(render(rich), "utf-8")
    assert render(rich) == path.read_text("utf-8")


OF_DATA = {"added", "removed", "figures", "ties", "words"}
SIDES = ("old", "new")


def test_json_has_every_kind_of_difference(rich):
    shown = json.loads(as_json(rich))
    assert shown.keys() == OF_DATA | {"pages", "settings", "files", "sources", "program", *SIDES}
    assert shown["added"][0]["outcomes"]["holds"] > 20
    (published,) = (one for one in shown["figures"] if one["id"] == "decisions.published")
    assert published["ties"][0]["outcome_now"] == "fails"
    assert published["now"] == "999件"


HOSTILE = [
    "@everyone @octocat @org/team",
    "[a](javascript:alert(1)) ![b](http://x.invalid/b.png) [c][d] <http://x.invalid>",
    "https://x.invalid www.x.invalid a@x.invalid mailto:a@x.invalid xmpp:a@x.invalid",
    "<script>alert(1)</script><img src=x onerror=alert(1)><!-- ",
    "</code></td></tr></table><h1>通过</h1>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "a | b \\| c || d",
    "`a` ``b`` ```c``` \\` ~~~ <code>",
    "# 标题",
    "\n\n# 标题\n\n- 甲\n\n<b>\r\n\r\n---\n",
    "#12 GH-12 org/repo#12 0123456789abcdef0123456789abcdef01234567 :smile:",
    "**a** __b__ *c* _d_ ~~e~~ ==f== ^g^ $h$ [^1] [x] - [ ]",
    "{{ figure('x') }} {% raw %} {# #} ${{ secrets.X }}",
    "::error file=x::y",
    " 　前后有空格　 ",
    "'\"",
    "",
]
ALLOWED = {"h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "div", "strong"}


def everywhere(text: str, ours: str = "另") -> Differences:
    """The same text wherever data can stand."""
    word = ChangedText(text, text, text, f"{ours}{text}")
    tie = ChangedTieOut(2022, text, text, text, text, Outcome.HOLDS, Outcome.FAILS)
    figure = FigureWithPrevious(text, text, text, text, 2021, text)
    year = WholeYear(2023, text, 3, {Outcome.HOLDS: 3}, (figure,), ((text, text),))
    changed = ChangedFigure(
        2022, text, text, text, text, text, (replace(word, where="说明"),), (tie,)
    )
    sentences = (ChangedSentences(text, f"{ours}{text}"),)
    file = (FileChange(text, ChangeKind.CHANGED),)
    return Differences(
        (year,),
        (year,),
        (changed,),
        (replace(tie, year=2021),),
        (word,),
        pages=(ChangedPage(text, text, text, ChangeKind.CHANGED, sentences),),
        settings=(word,),
        files=file,
        sources=file,
        program=file,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_data_is_escaped_in_markdown_output(text):
    shown = as_markdown(everywhere(text))
    html = markdown(
        shown, extensions=["tables", "fenced_code", "attr_list", "md_in_html", "footnotes"]
    )
    page = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in page.find_all(True)} <= ALLOWED
    assert not any(tag.attrs for tag in page.find_all(True))
    assert len(page.find_all("table")) == 9 and len(page.select("h3, h4")) == 11
    said = Counter(tag.get_text() for tag in page.find_all("code"))
    harmless = text.replace("\r\n", "\n")  # as any parser of HTML has it
    assert {one.replace("\r\n", "\n").removeprefix("另") for one in said} == {harmless}
    for tag in page.find_all("code"):
        tag.decompose()
    if text.strip():
        assert (
            text.strip() not in page.get_text()
        )  # GitHub looks for mentions and issues outside of code


def test_markdown_stays_blocks_of_html_whose_lines_are_ours():
    """Within them GitHub reads no Markdown; a blank line would end them."""
    lines = [len(as_markdown(everywhere(text)).splitlines()) for text in HOSTILE]
    assert len(set(lines)) == 1


@pytest.mark.parametrize("text", ["a\nb", "a\r\n\r\nb", "a\u2028b", "a\x85b"])
def test_a_text_takes_one_line_of_the_terminal(text):
    assert "a b" in as_text(everywhere(text))
    assert len(as_text(everywhere(text)).splitlines()) == len(as_text(everywhere("a")).splitlines())


@pytest.mark.parametrize("render", [as_text, as_markdown])
def test_bidirectional_marks_are_made_visible(render):
    assert "a［U+202E］b" in render(everywhere("a\u202eb"))


def test_the_difference_of_two_long_texts_is_shown():
    same = "同" * 5000
    word = ChangedText("p", "在", f"{same}甲", f"{same}乙")
    shown = as_markdown(replace(NOTHING, words=(word,)))
    assert "甲" in shown and "乙" in shown
    assert len(shown) < 1000
    long = as_markdown(everywhere("长" * 5000))
    assert "长" * LONGEST + "…（共 5000 字）" in long
    assert "长" * 5000 in as_text(everywhere("长" * 5000))


COMMENT = 60_000
"""Bytes; GitHub takes a comment of up to 65,536 characters."""


@pytest.mark.parametrize("limit", [200_000, COMMENT, 2_000, 0])
def test_markdown_keeps_to_its_limit_and_counts_what_it_leaves_out(monkeypatch, limit):
    monkeypatch.setattr(output, "MOST_BYTES", limit)
    hostile = everywhere("|" * 10_000 if limit < COMMENT else "|" * 100)
    many = Differences(
        hostile.added * 3,
        hostile.removed,
        tuple(replace(one, ties=one.ties * 50) for one in hostile.figures) * 200,
        hostile.ties * 3_000,
        hostile.words * 4_000,
    )
    shown = as_markdown(many)
    assert limit / 2 < len(shown.encode()) <= limit or (limit < COMMENT and len(shown) < 1_000)
    tables = BeautifulSoup(shown, "html.parser").find_all("table")
    rows = [] if limit < COMMENT else tables[-3].select("tbody > tr")  # pages and settings follow
    assert f"还有 {4_000 - len(rows)} 处没有列在这里" in shown
    assert len(rows) > 2 or limit < COMMENT


@pytest.mark.parametrize("render", [as_text, as_markdown, as_json])
def test_no_text_is_a_command_to_a_workflow_or_a_terminal(render):
    """GitHub takes `##[` anywhere in a line of a log for a command, and `::` at its start."""
    text = "##[error]x\x1b[31m\x9b1m\x00\x7f"
    shown = render(everywhere(text))
    assert "##[" not in shown
    assert not re.search("[\x00-\x09\x0b-\x1f]", shown)
    lines = render(everywhere("::error::x")).splitlines()
    assert not any(line.lstrip().startswith("::") for line in lines)


@pytest.mark.parametrize("render", [as_text, as_markdown, as_json])
def test_a_file_name_that_is_no_utf_8_can_be_written_out(render):
    assert "x" in render(everywhere("x\udc80")).encode().decode()


def test_json_of_a_file_name_with_a_workflow_command_is_the_name():
    shown = json.loads(as_json(everywhere("##[error]x")))
    assert shown["program"] == [{"path": "##[error]x", "how": "changed"}]


def test_more_sentences_and_files_than_are_shown_are_counted():
    sentences = tuple(ChangedSentences(f"甲{n}", f"乙{n}") for n in range(25))
    files = tuple(FileChange(f"data/{n}.csv", ChangeKind.ADDED) for n in range(33))
    page = ChangedPage("a.md", "a/", "题", ChangeKind.CHANGED, sentences)
    d = replace(NOTHING, pages=(page,), files=files)
    for shown in (as_text(d), as_markdown(d)):
        assert "25 处" in shown and "还有 5 处没有列在这里" in shown and "还有 3 个" in shown
        assert "乙19" in shown and "乙20" not in shown


@pytest.mark.parametrize("render", [as_text, as_markdown])
def test_change_of_only_the_program_is_not_reported_as_no_change(render):
    d = replace(NOTHING, program=(FileChange("hooks/desk.py", ChangeKind.CHANGED),))
    assert "读者看到的没有变化" not in render(d)
    assert "程序有变化" in render(d) and "hooks/desk.py" in render(d)


@pytest.mark.parametrize("render", [as_text, as_markdown, as_json])
def test_a_side_whose_site_was_not_generated_is_named_with_the_reason(render):
    shown = render(replace(NOTHING, old=SideSummary("main", (), "里还没有年度文件")))
    assert "main" in shown and "里还没有年度文件" in shown


def test_markdown_within_its_limit_leaves_nothing_out(monkeypatch, rich):
    whole = as_markdown(rich)
    assert "篇幅有限" not in whole
    monkeypatch.setattr(output, "MOST_BYTES", len(whole.encode()))
    assert as_markdown(rich) == whole
