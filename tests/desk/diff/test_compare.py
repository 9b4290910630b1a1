"""All that readers see changed between two states of a project: every field, page, setting, file and template."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

import another
import made_up
import real
from disclosure.build.build import Build
from disclosure.datafiles.models import (
    Agency,
    Badge,
    Bar,
    Block,
    Chart,
    Correction,
    Event,
    Form,
    FormLine,
    Indicator,
    Note,
    OpenItem,
    Paper,
    PrintedText,
    ReportInfo,
    Restatement,
    SetAside,
    Table,
    Term,
    TieOut,
    Topic,
    WhatToDo,
    YearFile,
)
from disclosure.desk.diff import texts
from disclosure.desk.diff.compare import compare
from disclosure.desk.diff.data import ChangeKind, FileChange
from disclosure.desk.diff.git_revisions import Project, project_at
from disclosure.desk.diff.output import as_json, as_markdown, as_text
from disclosure.desk.diff.settings import UNSEEN, settings_passages
from disclosure.desk.diff.sides import Side, read_side
from disclosure.ledger.load import load_data
from disclosure.pages.search.index import search_index
from disclosure.problems.problem import Problems
from git_commits import committed, git

pytestmark = pytest.mark.builds

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    """Our pages, settings and program with the data of 2022, of which nothing is on record as published."""
    root = tmp_path_factory.mktemp("comparison")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    (root / "hooks").mkdir()
    (root / "hooks/mkdocs_hooks.py").write_text("made up")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return Project(root, real.copied(root / "data", "schema", "published"))


@pytest.fixture(scope="module")
def old(project) -> Side:
    side = read_side("old", project)
    assert not side.fault
    return side


@pytest.fixture
def copy(project, tmp_path) -> Project:
    """The same, to be changed."""
    root = tmp_path / "project"
    shutil.copytree(project.root, root)
    return Project(root, root / "data")


def side_of(project: Project) -> Side:
    return read_side("new", project)


def edit(path: Path, change) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def test_the_same_project_elsewhere_has_not_changed(old, copy):
    d = compare(old, side_of(copy))
    assert not d
    assert as_text(d) == "读者看到的没有变化。\n"


# Every field of every kind of data file

DECISIONS, LITIGATION = "topics/decisions.yml", "topics/litigation.yml"
CHANNELS, YEAR, FORM = "topics/channels.yml", "years/2022.yml", "forms/2021.yml"
UNSEEN_FIELD = None
"""In place of the words that tell a change: no page, file or search result depends on the field as it is there."""
RESTATED = [
    (key, {"year": 2021, "figure": "甲", "was": "1件", "printed": "2件", "why": "虚构"}, word)
    for key, word in {
        "": "重述",
        "year": "年度：2021",
        "figure": "数：甲",
        "was": "原来：1件",
        "printed": "现称：2件",
        "why": "缘故：虚构",
    }.items()
]
BADGE = {"picture": "a.png", "alt": "虚构", "url": "https://www.example.invalid/m"}
FIELDS: list[tuple[type[BaseModel], str, str, tuple[str | int, ...], Any, str | None]] = [
    (Agency, "name", "agency.yml", ("name",), "虚构市局", "发布机构 · 名称"),
    (Agency, "website", "agency.yml", ("website",), "www.example.invalid", "发布机构 · 网站"),
    (Agency, "hotline", "agency.yml", ("hotline",), "12345", "发布机构 · 热线"),
    (Agency, "wechat", "agency.yml", ("wechat",), "虚构", "微信公众号"),
    (Agency, "licence", "agency.yml", ("licence",), "虚构的条件", "再利用的条件"),
    (
        Agency,
        "licence_url",
        "agency.yml",
        ("licence_url",),
        "https://www.example.invalid/terms",
        "再利用条件的网址",
    ),
    (Agency, "site_id", "agency.yml", ("site_id",), "3100000009", "政府网站标识码"),
    (
        Agency,
        "application",
        "agency.yml",
        ("application",),
        "https://www.example.invalid/a",
        "申请公开的网址",
    ),
    (Agency, "enquiry", "agency.yml", ("enquiry",), "https://www.example.invalid/b", "咨询的网址"),
    (
        Agency,
        "complaint",
        "agency.yml",
        ("complaint",),
        "https://www.example.invalid/c",
        "投诉举报的网址",
    ),
    (
        Agency,
        "account",
        "agency.yml",
        ("account",),
        "https://www.example.invalid/d",
        "查账户的网址",
    ),
    (
        Agency,
        "error_report",
        "agency.yml",
        ("error_report",),
        "https://www.example.invalid/e",
        "网站找错的网址",
    ),
    (Agency, "text_licence", "agency.yml", ("text_licence",), "虚构", "文字和图的再利用条件"),
    (Agency, "code_licence", "agency.yml", ("code_licence",), "虚构", "程序的许可"),
    *(
        (Agency, field, "agency.yml", (field,), "https://www.example.invalid/l", word)
        for field, word in (
            ("text_licence_url", "文字和图的再利用条件的网址"),
            ("code_licence_url", "程序许可的网址"),
        )
    ),
    *(
        (kind, field, "agency.yml", ("badges",), [BADGE], word)
        for kind, field, word in (
            (Agency, "badges", "网站标识"),
            (Badge, "picture", "图片：a.png"),
            (Badge, "alt", "图的意思：虚构"),
            (Badge, "url", "网址：https://www.example.invalid/m"),
        )
    ),
    (Agency, "organiser", "agency.yml", ("organiser",), "虚构", "主办单位"),
    (Agency, "host", "agency.yml", ("host",), "虚构", "承办单位"),
    (Agency, "icp", "agency.yml", ("icp",), "沪ICP备12345678号", "ICP备案号"),
    (Agency, "police", "agency.yml", ("police",), "沪公网安备 31010102000000号", "公安备案号"),
    (
        Agency,
        "credit_code",
        "agency.yml",
        ("credit_code",),
        "1131000000000000XX",
        "统一社会信用代码",
    ),
    (Term, "meaning", "glossary.yml", ("政府信息公开", "meaning"), "虚构。", "解释"),
    (Term, "also", "glossary.yml", ("政府信息公开", "also"), ["虚构"], "别的说法"),
    (Topic, "title", DECISIONS, ("title",), "虚构", "标题"),
    (Topic, "question", DECISIONS, ("question",), "虚构？", "问题"),
    (Topic, "summary", DECISIONS, ("summary",), "虚构。", "摘要"),
    (Topic, "order", DECISIONS, ("order",), "7", "次序"),
    (
        Topic,
        "indicators",
        DECISIONS,
        ("indicators", "decisions.made_up"),
        {"label": "虚构", "unit": "件", "definition": "虚构。"},
        "定义",
    ),
    (Topic, "also", DECISIONS, ("also",), None, "也列在这里的数字"),
    (
        Topic,
        "charts",
        DECISIONS,
        ("charts", "made-up"),
        {"title": "虚构", "bars": ["decisions.published"]},
        "画的数字",
    ),
    (
        Topic,
        "tie_outs",
        DECISIONS,
        ("tie_outs", "decisions.made_up"),
        {"label": "虚构", "sum": ["decisions.published"], "equals": ["decisions.published"]},
        "勾稽关系",
    ),
    (
        Topic,
        "notes",
        DECISIONS,
        ("notes", "made-up"),
        {"question": "虚构？", "answer": "虚构。"},
        "回答",
    ),
    (Indicator, "label", DECISIONS, ("indicators", "decisions.published", "label"), "虚构", "名称"),
    (
        Indicator,
        "short",
        DECISIONS,
        ("indicators", "decisions.underpaid_contributions", "short"),
        "虚构",
        "短名",
    ),
    (
        Indicator,
        "search",
        DECISIONS,
        ("indicators", "decisions.published", "search"),
        ["虚构"],
        "搜索的词",
    ),
    (Indicator, "unit", CHANNELS, ("indicators", "channels.website.posts", "unit"), "次", "单位"),
    (
        Indicator,
        "dimension",
        CHANNELS,
        ("indicators", "channels.wechat.reads", "dimension"),
        None,
        "量纲",
    ),
    (
        Indicator,
        "definition",
        DECISIONS,
        ("indicators", "decisions.published", "definition"),
        "虚构。",
        "定义",
    ),
    (Chart, "title", DECISIONS, ("charts", "decisions-by-kind", "title"), "虚构", "标题"),
    (Chart, "note", DECISIONS, ("charts", "decisions-by-kind", "note"), "虚构", "说明"),
    (Chart, "kind", DECISIONS, ("charts", "decisions-by-kind", "kind"), "cards", "样式"),
    (
        Chart,
        "bars",
        DECISIONS,
        ("charts", "decisions-by-kind", "bars"),
        ["decisions.published"],
        "画的数字",
    ),
    (Chart, "tie_outs", DECISIONS, ("charts", "decisions-by-kind", "tie_outs"), None, "图下的核对"),
    (
        Bar,
        "figure",
        LITIGATION,
        ("charts", "litigation-by-route", "bars", 0, "figure"),
        "四.reconsideration.upheld",
        "画的数字",
    ),
    (
        Bar,
        "sum",
        DECISIONS,
        ("charts", "decisions-by-kind", "bars", 0),
        {"sum": ["decisions.underpaid_contributions"], "label": "虚构"},
        "合计：",
    ),
    (
        Bar,
        "label",
        LITIGATION,
        ("charts", "litigation-by-route", "bars", 0, "label"),
        "虚构",
        "短名：虚构",
    ),
    (
        Bar,
        "note",
        LITIGATION,
        ("charts", "litigation-by-route", "bars", 0, "note"),
        "虚构",
        "说明：虚构",
    ),
    (TieOut, "label", FORM, ("tie_outs", "三.balance", "label"), "虚构", "名称"),
    (TieOut, "why", FORM, ("tie_outs", "三.balance", "why"), "虚构", "理由"),
    (
        TieOut,
        "sum",
        DECISIONS,
        ("tie_outs", "decisions.kinds", "sum"),
        ["decisions.fraudulent_withdrawals", "decisions.underpaid_contributions"],
        "51条 + 223条",
    ),
    (
        TieOut,
        "minus",
        FORM,
        ("tie_outs", "二.normative_documents.carried", "minus"),
        None,
        "［2021年：缺］ + 4 =？ 27",
    ),
    (
        TieOut,
        "equals",
        DECISIONS,
        ("tie_outs", "decisions.kinds", "equals"),
        ["decisions.fraudulent_withdrawals"],
        "51条",
    ),
    (
        Note,
        "question",
        DECISIONS,
        ("notes", "decisions-and-penalties", "question"),
        "虚构？",
        "问题",
    ),
    (Note, "answer", DECISIONS, ("notes", "decisions-and-penalties", "answer"), "虚构。", "回答"),
    (
        Note,
        "figures",
        DECISIONS,
        ("notes", "decisions-and-penalties", "figures"),
        ["decisions.published"],
        "有关的数字",
    ),
    (
        Note,
        "search",
        DECISIONS,
        ("notes", "decisions-and-penalties", "search"),
        ["虚构"],
        "搜索的词",
    ),
    (Topic, "what_to_do", DECISIONS, ("what_to_do", "enquiry"), "虚构", "怎么办"),
    *(
        (WhatToDo, way, DECISIONS, ("what_to_do", way), "虚构", word)
        for way, word in (
            ("enquiry", "要问的：虚构"),
            ("account", "要查的：虚构"),
            ("complaint", "要投诉的：虚构"),
            ("application", "要申请的：虚构"),
        )
    ),
    (Form, "title", FORM, ("title",), "虚构", "标题"),
    (Form, "source", FORM, ("source",), "虚构", "出处"),
    (Form, "sections", FORM, ("sections", "一"), "虚构", None),
    (Form, "tables", FORM, ("tables", "二", "title"), "虚构", "标题"),
    (Form, "tie_outs", FORM, ("tie_outs", "三.balance"), None, "（无）"),
    (Table, "title", FORM, ("tables", "三", "title"), "虚构", "标题"),
    (Table, "blocks", FORM, ("tables", "四", "blocks", 0, "title"), "虚构", "标题"),
    (Block, "title", FORM, ("tables", "二", "blocks", 0, "title"), "虚构", "标题"),
    (Block, "corner", FORM, ("tables", "二", "blocks", 0, "corner"), "虚构", "表头的角"),
    (Block, "unit", FORM, ("tables", "二", "blocks", 0, "unit"), "次", "单位"),
    (Block, "rows", FORM, ("tables", "二", "blocks", 0, "rows", 0, "label"), "虚构", "行名或列名"),
    (
        Block,
        "columns",
        FORM,
        ("tables", "二", "blocks", 0, "columns", 0, "label"),
        "虚构",
        "行名或列名",
    ),
    (Block, "layout", FORM, ("tables", "四", "blocks", 0, "layout"), "down", "排法"),
    (Block, "remark", FORM, ("tables", "三", "blocks", 0, "remark"), "虚构", "表中的话"),
    (
        FormLine,
        "label",
        FORM,
        ("tables", "三", "blocks", 0, "rows", 0, "label"),
        "虚构",
        "行名或列名",
    ),
    (FormLine, "id", FORM, ("tables", "二", "blocks", 0, "rows", 0, "id"), "made_up", "（无）"),
    (
        FormLine,
        "lines",
        FORM,
        ("tables", "三", "blocks", 0, "rows", 2, "label"),
        "虚构",
        "行名或列名",
    ),
    (
        FormLine,
        "footnote",
        FORM,
        ("tables", "二", "blocks", 0, "rows", 1, "footnote"),
        None,
        "表下注的星号",
    ),
    (FormLine, "unit", FORM, ("tables", "二", "blocks", 0, "columns", 0, "unit"), "次", "单位"),
    (FormLine, "signed", FORM, ("tables", "二", "blocks", 0, "columns", 0, "signed"), "true", None),
    (FormLine, "said", FORM, ("tables", "三", "blocks", 0, "rows", 0, "said"), ["虚构"], None),
    (YearFile, "year", YEAR, ("year",), "2021", "2021"),
    (YearFile, "report", YEAR, ("report", "title"), "虚构的2022年报告", "报告标题"),
    (YearFile, "outline", YEAR, ("outline", "六"), "虚构", "标题"),
    (YearFile, "figures", YEAR, ("figures", "一（一）6", "decisions.published"), "275件", "275件"),
    (YearFile, "tables", YEAR, ("tables", "二", "licences", 0), "3", "3"),
    (YearFile, "footnotes", YEAR, ("footnotes", "二"), "虚构", "表下注"),
    (YearFile, "papers", YEAR, ("papers", "一（一）3"), None, "文件"),
    (YearFile, "events", YEAR, ("events", "一（二）3"), None, "大事"),
    (YearFile, "facts", YEAR, ("facts", "六"), ["虚构。"], "事实"),
    (YearFile, "commitments", YEAR, ("commitments", "五"), ["虚构。"], "承诺"),
    *(
        (
            kind,
            field,
            YEAR,
            ("set_aside",),
            {"六": [{"printed": ["12次", "345人次"], "why": "虚构的缘故"}]},
            words,
        )
        for kind, field, words in (
            (YearFile, "set_aside", "没有登的数"),
            (SetAside, "printed", "12次、345人次"),
            (SetAside, "why", "理由：虚构的缘故"),
        )
    ),
    (YearFile, "printed_so", YEAR, ("printed_so",), {"decisions.kinds": "虚构"}, "报告原文如此"),
    (
        YearFile,
        "corrections",
        YEAR,
        ("corrections",),
        [
            {
                "on": "2023-05-04",
                "figure": "decisions.published",
                "was": "273件",
                "now": "274件",
                "why": "虚构",
            }
        ],
        "更正",
    ),
    (ReportInfo, "title", YEAR, ("report", "title"), "虚构2022", "报告标题"),
    (ReportInfo, "published_at", YEAR, ("report", "published_at"), "虚构", "发布在"),
    (
        ReportInfo,
        "url",
        YEAR,
        ("report", "url"),
        "https://www.example.invalid/r",
        "原文的网址",
    ),
    (ReportInfo, "covers", YEAR, ("report", "covers"), "2022-01/2022-11", "统计期"),
    (ReportInfo, "form", YEAR, ("report", "form"), "2019", "表式"),
    (
        ReportInfo,
        "tables_of",
        YEAR,
        ("report", "tables_of"),
        {"三": "2019"},
        "用另一份表式的统计表",
    ),
    (ReportInfo, "basis", YEAR, ("report", "basis"), ["虚构"], "依据"),
    (
        PrintedText,
        "printed",
        YEAR,
        ("figures", "一（一）2", "policies.under_revision", "printed"),
        "4件",
        "4件",
    ),
    (
        PrintedText,
        "period",
        YEAR,
        ("figures", "一（二）3", "push.retirement.early_recipients", "period"),
        "2022-11",
        "2022年11月",
    ),
    (
        PrintedText,
        "since",
        YEAR,
        ("figures", "一（二）3", "push.retirement.withdrawers", "since"),
        "虚构",
        "虚构起",
    ),
    (
        PrintedText,
        "note",
        YEAR,
        ("figures", "一（一）2", "policies.under_revision", "note"),
        "虚构",
        "虚构",
    ),
    (Paper, "title", YEAR, ("papers", "一（一）3", 0, "title"), "虚构", "文件"),
    (Paper, "number", YEAR, ("papers", "一（二）1", 3, "number"), "虚构", "文号：虚构"),
    (Paper, "issued", YEAR, ("papers", "一（一）3", 0, "issued"), "2022-05", "印发：2022年5月"),
    (Paper, "by", YEAR, ("papers", "一（一）3", 0, "by"), ["虚构"], "发文单位：虚构"),
    (Paper, "via", YEAR, ("papers", "一（一）3", 0, "via"), ["虚构"], "登在：虚构"),
    (Paper, "about", YEAR, ("papers", "一（一）3", 0, "about"), "虚构", "关于：虚构"),
    (
        Paper,
        "url",
        YEAR,
        ("papers", "一（一）3", 0, "url"),
        "https://www.example.invalid/p",
        "网址：https://www.example.invalid/p",
    ),
    (Event, "on", YEAR, ("events", "一（一）3", 0, "on"), "2022-05", "2022年5月"),
    (Event, "what", YEAR, ("events", "一（一）3", 0, "what"), "虚构", "虚构"),
    (Event, "short", YEAR, ("events", "一（一）3", 0, "short"), "虚构", "短题：虚构"),
    (Event, "ongoing", YEAR, ("events", "一（二）3", 1, "ongoing"), None, "没有写止期"),
    *(
        (
            YearFile if not key else Restatement,
            key or "restates",
            YEAR,
            ("restates",),
            [value],
            word,
        )
        for key, value, word in RESTATED
    ),
    (Correction, "on", YEAR, ("corrections", 0, "on"), "2023-06-01", "2023年6月1日"),
    (Correction, "figure", YEAR, ("corrections", 0, "figure"), "policies.published", "“"),
    (Correction, "was", YEAR, ("corrections", 0, "was"), "999件", "由“999件”"),
    (Correction, "now", YEAR, ("corrections", 0, "now"), "999件", "改为“999件”"),
    (Correction, "why", YEAR, ("corrections", 0, "why"), "虚构的理由。", "虚构的理由。"),
]
"""(class, field, file, where an instance of it is, another value or None for none, the words that tell the change)."""
CORRECTION = {
    "on": "2023-05-04",
    "figure": "decisions.published",
    "was": "273件",
    "now": "274件",
    "why": "虚构。",
}


def changed_data(folder: Path, file: str, path: tuple[str | int, ...], value: Any) -> None:
    data = yaml.load((folder / file).read_text("utf-8"), yaml.CBaseLoader)
    holder = data
    for key in path[:-1]:
        below = holder[key] if isinstance(holder, list) else holder.setdefault(key, {})
        if isinstance(below, str):  # a bare name stands for a mapping with it
            below = holder[key] = {"figure": below}
        holder = below
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / file).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("file", "path", "value", "words"),
    [case[2:] for case in FIELDS],
    ids=[f"{case[0].__name__}.{case[1]}" for case in FIELDS],
)
def test_a_change_of_any_field_is_reported_or_changes_nothing_in_the_site(
    copy, old, file, path, value, words
):
    before = old
    if path[0] == "corrections" and len(path) > 1:
        changed_data(copy.data, YEAR, ("corrections",), [CORRECTION])
        before = with_data_of(copy, old)
    changed_data(copy.data, file, path, value)
    d = compare(before, with_data_of(copy, old))
    if words is UNSEEN_FIELD:
        assert not compare(old, side_of(copy))
        assert searched(copy) == searched(
            Project(copy.root, real.copied(copy.root / "again", "schema", "published"))
        )
    else:
        of_data = replace(d, pages=(), files=(), sources=(), old=None, new=None)
        assert words in as_text(of_data)
        assert words in json.dumps(json.loads(as_json(d)), ensure_ascii=False)


def with_data_of(project: Project, side: Side) -> Side:
    """A side with other data and no site: the words for a change of data come from the ledger alone."""
    return replace(side, ledger=load_data(project.data, Problems()).ledger, site=None)


def searched(project: Project) -> bytes:
    build = Build(project.root, project.data, project.root / "docs")
    return search_index(build.site, build.written)


def test_every_field_of_every_data_file_has_a_case():
    seen: dict[type[BaseModel], None] = {}
    for kind in (Agency, Term, Topic, Form, YearFile):
        note_models(kind, seen)
    fields = {(kind, field) for kind in seen for field in kind.model_fields}
    never_published = {(OpenItem, field) for field in OpenItem.model_fields} | {(YearFile, "open")}
    assert {case[:2] for case in FIELDS} == fields - never_published


def note_models(kind: type[BaseModel], seen: dict[type[BaseModel], None]) -> None:
    if kind not in seen:
        seen[kind] = None
        for field in kind.model_fields.values():
            for inner in models_in(field.annotation):
                note_models(inner, seen)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


@pytest.mark.parametrize(
    ("file", "path", "value"),
    [
        ("agency.yml", ("licence_url",), "https://www.example.invalid/terms"),
        (FORM, ("tables", "二", "blocks", 0, "corner"), "虚构"),
        (DECISIONS, ("question",), "虚构？"),
    ],
)
def test_a_field_without_a_title_shows_in_the_generated_site(
    copy, old, monkeypatch, file, path, value
):
    """So will one that is added to models.py and given no title."""
    monkeypatch.setattr(texts, "titles", lambda record: {})
    changed_data(copy.data, file, path, value)
    d = compare(old, side_of(copy))
    assert d.words == ()
    assert d.files
    assert "读者看到的没有变化" not in as_text(d)


def test_a_generated_page_that_no_change_explains_is_reported_by_its_sentences(
    copy, old, monkeypatch
):
    monkeypatch.setattr(texts, "titles", lambda record: {})
    changed_data(copy.data, FORM, ("tables", "二", "blocks", 0, "corner"), "虚构的表头")
    (page,) = compare(old, side_of(copy)).pages
    assert page.address == "years/2022/"
    ((was, now),) = [(one.was, one.now) for one in page.sentences]
    assert "信息内容" in was and "虚构的表头" in now


# What the desk keeps: releases and verifications


def test_a_release_put_on_record_is_reported(copy, old):
    shown = {"2026-11-24": {"decisions.published": "274件"}}
    made_up.publish(copy.data, 2022, shown)
    d = compare(old, side_of(copy))
    assert ("2022年 · 登载", "（无）", "2026-11-24") in [(w.where, w.was, w.now) for w in d.words]


def test_a_verification_is_reported(copy, old):
    made_up.verify(copy.data, 2022, without=["decisions.published"])
    (word,) = compare(old, side_of(copy)).words
    assert (word.where, word.was) == ("2022年 · 核对", "（无）")
    assert "2026年11月24日" in word.now and "还没有核对 1 个数" in word.now


# Pages


def test_a_sentence_added_to_every_page_is_reported_of_every_page(copy, old):
    for path in PAGES:
        edit(copy.root / "docs" / path, lambda text: f"{text.rstrip()}\n\n虚构的一句。另一句。\n")
    d = compare(old, side_of(copy))
    assert sorted(page.path for page in d.pages) == PAGES
    for page in d.pages:
        assert [(one.was, one.now) for one in page.sentences] == [
            ("（无）", "虚构的一句。"),
            ("（无）", "另一句。"),
        ]
    changed = {one.path for one in d.files}
    assert {page.address for page in d.pages} <= changed
    assert (d.words, d.settings, d.sources, d.program) == ((), (), (), ())


def test_a_page_added_and_a_page_removed(copy, old):
    (copy.root / "docs/about/new.md").write_text("# 新的一页\n\n第一句。第二句。\n", "utf-8")
    (copy.root / "docs/about/privacy.md").unlink()
    d = compare(old, side_of(copy))
    found = {page.path: page for page in d.pages}
    new, gone = found["about/new.md"], found["about/privacy.md"]
    assert (new.how, new.title, new.address) == (ChangeKind.ADDED, "新的一页", "about/new/")
    assert [one.now for one in new.sentences] == ["# 新的一页", "第一句。", "第二句。"]
    assert gone.how is ChangeKind.REMOVED and all(one.now == "（无）" for one in gone.sentences)
    assert FileChange("about/new/", ChangeKind.ADDED) in d.files


def test_the_title_in_front_matter_is_reported(copy, old):
    edit(copy.root / "docs/about/method.md", lambda text: text.replace("title: ", "title: 虚构", 1))
    page = compare(old, side_of(copy)).pages[0]
    assert page.path == "about/method.md"
    assert page.sentences[0].now.startswith("title: 虚构")


def test_a_figure_on_a_page_is_reported_once_with_the_data(copy, old):
    changed_data(copy.data, "agency.yml", ("hotline",), "12345")
    d = compare(old, side_of(copy))
    assert [word.where for word in d.words] == ["发布机构 · 热线"]
    assert d.pages == ()
    assert "about/contact/" in {one.path for one in d.files}


def test_a_comment_in_a_page_that_readers_do_not_see_is_no_change(copy, old):
    edit(copy.root / "docs/about/method.md", lambda text: f"{text}{{{{# 虚构的注释 #}}}}")
    assert not compare(old, side_of(copy))


def test_ends_of_lines_that_git_writes_on_windows_are_no_change(copy, old):
    for path in (*copy.root.rglob("*.md"), *copy.root.rglob("*.yml"), *copy.root.rglob("*.html")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not compare(old, side_of(copy))


# Settings


def scalars(node: yaml.Node, key: str = "") -> Iterator[tuple[str, yaml.ScalarNode]]:
    """(top-level key, node) of every scalar in mkdocs.yml that is no key."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from scalars(value, key or name.value)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from scalars(one, key)
    elif isinstance(node, yaml.ScalarNode):
        yield key, node


SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")
SCALARS = list(scalars(yaml.compose(SETTINGS, Loader=yaml.SafeLoader)))


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [(key, node.start_mark.index, node.end_mark.index) for key, node in SCALARS],
    ids=[f"{key}-{node.start_mark.line + 1}" for key, node in SCALARS],
)
def test_every_value_of_every_setting_is_reported(old, key, start, end):
    text = f"{SETTINGS[:start]}made-up{SETTINGS[end:]}"
    d = compare(old, replace(old, settings=tuple(settings_passages(text))))
    if key in UNSEEN:
        assert not d
    else:
        assert "made-up" in as_text(d)
        assert any(word.path.startswith(f"mkdocs.yml/{key}") for word in d.settings)


NAV = SETTINGS[SETTINGS.index("\nnav:") :].splitlines()[2:]


@pytest.mark.parametrize("line", [line for line in NAV if line.strip().endswith(".md")])
def test_every_page_taken_out_of_the_navigation_is_reported(old, line):
    d = compare(
        old, replace(old, settings=tuple(settings_passages(SETTINGS.replace(f"{line}\n", ""))))
    )
    assert {word.where for word in d.settings} == {"网站设置 · 导航（nav）"}
    assert any(line.split()[-1] in word.was for word in d.settings)


@pytest.mark.parametrize(
    "title", [line.split()[1].rstrip(":") for line in NAV if line.startswith("  - ")]
)
def test_every_title_of_the_navigation_is_reported_once(old, title):
    text = SETTINGS.replace(f"  - {title}:", "  - 虚构:")
    (word,) = compare(old, replace(old, settings=tuple(settings_passages(text)))).settings
    assert title in word.was and "虚构" in word.now


def test_pages_that_change_places_in_the_navigation_are_reported(old):
    text = SETTINGS.replace("topics/push.md", "x").replace("topics/decisions.md", "topics/push.md")
    swapped = text.replace("      - x\n", "      - topics/decisions.md\n")
    (word,) = compare(old, replace(old, settings=tuple(settings_passages(swapped)))).settings
    assert word.where == "网站设置 · 导航（nav）的次序"


def test_the_name_of_the_site_reaches_the_pages(copy, old):
    edit(copy.root / "mkdocs.yml", lambda text: text.replace("site_name: ", "site_name: 虚构"))
    d = compare(old, side_of(copy))
    assert [word.where for word in d.settings] == ["网站设置 · 网站名称（site_name）"]
    assert d.files


# Files, templates, program


def test_every_template_and_program_file_is_reported_by_name(copy, old):
    templates = [path for path in (copy.root / "overrides").rglob("*") if path.is_file()]
    for path in (*templates, copy.root / "hooks/mkdocs_hooks.py"):
        edit(path, lambda text: f"{text} ")
    (copy.root / "hooks/__pycache__").mkdir()
    (copy.root / "hooks/__pycache__/site.pyc").write_bytes(b"x")
    (copy.root / "hooks/differences.md").write_text("a template of a page is no page")
    (copy.root / "package-lock.json").write_text("{}")
    d = compare(old, side_of(copy))
    others = {"hooks/mkdocs_hooks.py", "hooks/differences.md", "package-lock.json"}
    names = {path.relative_to(copy.root).as_posix() for path in templates}
    assert {one.path for one in d.program} == names | others
    assert not d.is_seen
    for shown in (as_text(d), as_markdown(d)):
        assert "程序有变化" in shown and "overrides/main.html" in shown
        assert "读者看到的没有变化" not in shown


def test_packages_that_only_one_side_has_installed_are_no_change(copy, old):
    """A revision is compared without node_modules, whose licences a build publishes."""
    package = copy.root / "node_modules/plotly.js-basic-dist-min"
    package.mkdir(parents=True)
    (package / "plotly-basic.min.js").write_text("made up")
    (package / "LICENSE").write_text("made up")
    assert not compare(old, side_of(copy))


def test_every_asset_is_reported_by_its_address(copy, old):
    assets = copy.root / "docs/assets"
    names = [path.name for path in assets.glob("*.*")]
    for path in assets.glob("*.*"):
        path.write_bytes(path.read_bytes() + b"\n")
    (assets / "styles/50-made-up.css").write_text("p { color: red }")
    (copy.root / "docs/about/picture.png").write_bytes(b"\0")
    d = compare(old, side_of(copy))
    assert {(one.path, one.how) for one in d.files} == {
        *((f"assets/{name}", ChangeKind.CHANGED) for name in names),
        ("assets/site.css", ChangeKind.CHANGED),
        ("about/picture.png", ChangeKind.ADDED),
    }


def test_a_comment_in_a_style_is_no_change(copy, old):
    edit(copy.root / "docs/assets/styles/00-palette.css", lambda text: f"/* made up */\n{text}")
    assert not compare(old, side_of(copy))


# Sides with faults

FAULTS = {
    "data that is no YAML": ("data/years/2022.yml", b"year: [\n"),
    "data that is no text": ("data/agency.yml", b"\xff\xfe"),
    "a directive that is none": ("docs/about/method.md", "# 题\n\n{{ 没有 }}".encode()),
    "front matter that is no YAML": ("docs/about/method.md", b"---\ntitle: [\n---\n# x\n"),
    "front matter that is no YAML, and no heading": (
        "docs/about/method.md",
        b"---\ntitle: [\n---\nx\n",
    ),
    "front matter that calls Python": (
        "docs/about/method.md",
        b"---\ntitle: !!python/name:os.x\n---\n",
    ),
    "settings that are no YAML": ("mkdocs.yml", b"site_name: [\n"),
    "settings that are no text": ("mkdocs.yml", b"\xff\xfe"),
    "settings that are a list": ("mkdocs.yml", b"- site_name\n"),
    "a name with a tag": ("mkdocs.yml", b"site_name: !ENV [X]\n"),
    "a style that is no text": ("docs/assets/styles/00-palette.css", b"\xff"),
    "a page that is no text": ("docs/about/method.md", b"\xff\xfe\0"),
}


@pytest.mark.parametrize(("path", "content"), FAULTS.values(), ids=FAULTS)
def test_a_side_with_a_fault_is_compared_as_far_as_it_can_be(copy, old, path, content):
    edit(copy.root / "docs/about/privacy.md", lambda text: f"{text}\n虚构的一句。\n")
    (copy.root / path).write_bytes(content)
    d = compare(old, side_of(copy))
    for shown in (as_text(d), as_markdown(d), as_json(d)):
        assert "虚构的一句。" in shown
        assert "读者看到的没有变化" not in shown
    assert d.new.fault in as_text(d)


def test_a_data_file_that_cannot_be_read_is_named(copy, old):
    (copy.data / "years/2022.yml").write_text("year: [\n")
    d = compare(old, side_of(copy))
    assert d.sources == (FileChange("data/years/2022.yml", ChangeKind.CHANGED),)
    assert "处问题" in d.new.fault and "data/years/2022.yml" in as_markdown(d)


def test_two_sides_with_the_same_fault_have_not_changed_and_say_what_was_not_compared(copy):
    (copy.data / "years/2022.yml").write_text("year: [\n")
    d = compare(side_of(copy), side_of(copy))
    assert not d
    assert "没有生成那一边的网站来比较" in as_text(d)


# Between Git's revisions

SPY = "open({path!r}, 'w').write('ran')\n"


@pytest.fixture
def pull_request(copy) -> Path:
    """A repository whose last commit changes pages, settings, templates and the program of the one before."""
    root = copy.root
    git(root, "init", "--quiet", "--initial-branch", "main")
    committed(root)
    edit(root / "docs/about/method.md", lambda text: f"{text}\n虚构的一句。\n")
    edit(root / "mkdocs.yml", lambda text: text.replace("site_name: ", "site_name: 虚构"))
    edit(root / "overrides/main.html", lambda text: f"{text} ")
    (root / "hooks/mkdocs_hooks.py").write_text(SPY.format(path=str(root / "ran")))
    (root / "hooks/sitecustomize.py").write_text(SPY.format(path=str(root / "ran")))
    committed(root)
    return root


def test_a_pull_request_is_reported_whole_and_none_of_its_program_is_run(pull_request):
    data = pull_request / "data"
    with (
        project_at("HEAD^1", pull_request, data) as before,
        project_at("HEAD", pull_request, data) as after,
    ):
        d = compare(read_side("HEAD^1", before), read_side("HEAD", after))
        back = compare(read_side("HEAD", after), read_side("HEAD^1", before))
    assert [page.path for page in d.pages] == ["about/method.md"]
    assert [word.path for word in d.settings] == ["mkdocs.yml/site_name"]
    assert [one.path for one in d.program] == [
        "hooks/mkdocs_hooks.py",
        "hooks/sitecustomize.py",
        "overrides/main.html",
    ]
    assert len(back.program) == 3 and back.pages[0].sentences[-1].was == "虚构的一句。"
    assert not (pull_request / "ran").exists()


# A project that begins


def test_the_first_pull_requests_of_a_new_project_are_reported(tmp_path):
    """As the job of .github/workflows/check.yml runs it: without history, without years, then with the first one."""
    root = another.begun(tmp_path / "water")
    result = another.run_desk(root, "diff", "HEAD^1", "--format", "markdown")
    assert result.returncode == 2 and "不是 Git 仓库" in result.stderr

    git(root, "init", "--quiet")
    committed(root)
    result = another.run_desk(root, "diff", "HEAD^1", "--format", "markdown")
    assert result.returncode == 2 and "历史到这里为止" in result.stderr

    edit(root / "docs/about/method.md", lambda text: f"{text}\n虚构的一句。\n")
    committed(root)
    result = another.run_desk(root, "diff", "HEAD^1", "--format", "markdown")
    assert (result.returncode, result.stderr) == (0, "")
    assert "虚构的一句。" in result.stdout and result.stdout.count("里还没有年度文件") == 2

    shutil.copytree(another.OWN / "data", root / "data", dirs_exist_ok=True)
    committed(root)
    result = another.run_desk(root, "diff", "HEAD^1", "--format", "markdown")
    assert (result.returncode, result.stderr) == (0, "")
    assert "#### 新增" in result.stdout and result.stdout.count("里还没有年度文件") == 1


def test_project_added_to_a_repository_of_a_readme_is_all_new(copy):
    root = copy.root
    aside = root.parent / "aside"
    root.rename(aside)
    root.mkdir()
    (root / "README.md").write_text("made up")
    git(root, "init", "--quiet")
    committed(root)
    shutil.copytree(aside, root, dirs_exist_ok=True)
    committed(root)
    with project_at("HEAD^1", root, root / "data") as before:
        d = compare(read_side("HEAD^1", before), side_of(copy))
    assert [year.year for year in d.added] == [2022]
    assert sorted(page.path for page in d.pages) == PAGES
    assert d.old.fault == "里还没有数据"
    assert as_text(d) and as_markdown(d) and as_json(d)
