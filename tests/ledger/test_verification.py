"""The record of verification: what a digest tells apart, what is told of the record, and what readers see of it."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import made_up
from built import mkdocs, read
from disclosure.datafiles.models import BLANK, COVERS
from disclosure.ledger.checks.coverage import recorded
from disclosure.ledger.checks.verification import digest, digests, record_to_yaml
from disclosure.ledger.load import LoadedData, load_data
from disclosure.ledger.records import VerificationStatus
from disclosure.problems.problem import Problems
from thorough import examples

VERIFIED, CHANGED, NEVER = VerificationStatus
ID = "channels.wechat.posts"
DAY = "2026年11月24日"


# Digests


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (("a.b", "一（一）6", "274件"), '["a.b","一（一）6","274件","",""]'),
        (
            ("a.b", "一", "近6亿元", "2022-10-01/2022-12-31", "首次“推送”"),
            '["a.b","一","近6亿元","2022-10-01/2022-12-31","首次“推送”"]',
        ),
        (("三.handled.total", "三", BLANK), '["三.handled.total","三","（空）","",""]'),
    ],
)
def test_a_digest_is_that_of_the_stated_text(said, text):
    assert digest(*said) == hashlib.sha256(text.encode()).hexdigest()[:16]


SAID = st.lists(st.text(max_size=6), min_size=5, max_size=5)


@given(SAID, st.integers(0, 4), st.text(max_size=6))
def test_a_change_in_any_of_them_is_another_digest(said, which, text):
    assume(said[which] != text)
    changed = [*said[:which], text, *said[which + 1 :]]
    assert digest(*said) != digest(*changed)


@given(SAID, SAID)
def test_what_differs_never_has_the_same_digest(one, other):
    assert (digest(*one) == digest(*other)) == (one == other)


def looked_at(folder: Path) -> tuple[LoadedData, list[str]]:
    problems = Problems()
    loaded = load_data(folder, problems)
    return loaded, [problem.code for problem in problems]


def edited(folder: Path, change, year: int = 2022) -> None:
    path = folder / "years" / f"{year}.yml"
    file = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    change(file)
    path.write_text(yaml.safe_dump(file, allow_unicode=True, sort_keys=False), "utf-8")


@pytest.fixture
def data(tmp_path):
    return made_up.write(tmp_path / "data", [2022])


def push(file):
    return file["figures"]["一（二）3"]


def retell(id, **fields):
    """Give a figure other fields; None takes one away."""

    def change(file):
        figures = next(kept for kept in file["figures"].values() if id in kept)
        said = figures[id] if isinstance(figures[id], dict) else {"printed": figures[id]}
        figures[id] = {key: text for key, text in (said | fields).items() if text is not None}

    return change


def move(file):
    file["figures"].setdefault("一（三）", {})[ID] = file["figures"]["一（二）4"].pop(ID)


def blank(file):
    file["tables"]["三"]["received"][1] = "~"


def cover(text):
    return lambda file: file["report"].update(covers=text)


RETIRED = "push.retirement.recipients"
FIRST = "push.retirement.withdrawers"
CHANGES = {
    "printed": (retell(ID, printed="100条"), {ID}),
    "full width": (retell(RETIRED, printed="３４.６７万人"), {RETIRED}),
    "period": (retell(RETIRED, period="2022-11/2022-12"), {RETIRED}),
    "period given": (retell(ID, period="2022-11"), {ID}),
    "period taken away": (retell(RETIRED, period=None), {RETIRED}),
    "since": (retell(FIRST, since="建站"), {FIRST}),
    "since taken away": (retell(FIRST, since=None), {FIRST}),
    "section": (move, {ID}),
    "cell": (lambda file: file["tables"]["二"].update(fees=["5"]), {"二.fees.amount"}),
    "dash to zero": (
        lambda file: file["tables"]["三"]["received"].__setitem__(2, "0"),
        {"三.received.research"},
    ),
    # the same said another way
    "nothing": (lambda file: None, set()),
    "period written out": (retell(RETIRED, period="2022-10-01/2022-12-31"), set()),
    "the report's own period": (retell(ID, period="2022"), set()),
    "note": (retell(ID, note="说明"), set()),
    "title": (lambda file: file["report"].update(title="2022年的另一个标题"), set()),
    "heading": (lambda file: file["outline"].update({"一（二）4": "另一个标题"}), set()),
    "fact": (lambda file: file["facts"]["六"].append("虚构。"), set()),
    "covers written short": (cover("2022"), set()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_what_says_something_else(data, name):
    change, expected = CHANGES[name]
    made_up.verify(data, 2022)
    edited(data, change)
    loaded, codes = looked_at(data)
    entries = loaded.ledger.disclosure.years[2022].entries
    assert {id for id, entry in entries.items() if entry.verification is not VERIFIED} == expected
    assert {entries[id].verification for id in expected} <= {CHANGED}
    assert codes.count("D409") == len(expected)
    assert "D410" not in codes


def test_a_cell_left_blank_since_is_changed_and_may_be_verified_so(data):
    made_up.verify(data, 2022)
    path = data / "years/2022.yml"
    edited(data, lambda file: file["tables"]["三"]["carried_in"].__setitem__(2, "@@"))
    path.write_text(path.read_text("utf-8").replace("'@@'", "~"), "utf-8")
    id = "三.carried_in.research"
    assert looked_at(data)[0].ledger.disclosure.years[2022].entries[id].verification is CHANGED
    made_up.verify(data, 2022)
    loaded, codes = looked_at(data)
    entry = loaded.ledger.disclosure.years[2022].entries[id]
    assert (entry.figure, entry.verification, codes) == (None, VERIFIED, [])


def test_another_span_of_the_report_is_another_span_of_all_that_have_none_of_their_own(data):
    made_up.verify(data, 2022, without=["channels.website.posts"])
    edited(data, cover("2022-03/2022-11"))
    loaded, codes = looked_at(data)
    year = loaded.ledger.disclosure.years[2022]
    own = {id for id, entry in year.entries.items() if entry.period != year.file.report.covers}
    for id, entry in year.entries.items():
        expected = VERIFIED if id in own else CHANGED
        assert entry.verification is (NEVER if id == "channels.website.posts" else expected), id
    assert codes == ["D409", "D410"]  # and not one for each figure


@given(st.integers())
@settings(max_examples=examples(5, 200))
def test_the_order_of_a_file_is_no_part_of_what_it_says(tmp_path_factory, seed):
    folder = made_up.write(tmp_path_factory.mktemp("order") / "data", [2022])
    before = digests(looked_at(folder)[0].year_source("2022"))
    draw = Random(seed)

    def shuffled(value):
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in draw.sample([*value], len(value))}
        return value

    edited(folder, lambda file: file.update(figures=shuffled(file["figures"])))
    edited(folder, lambda file: file.update(shuffled(file)))
    assert digests(looked_at(folder)[0].year_source("2022")) == before


# The record


@pytest.mark.parametrize(
    "title",
    ["虚构", 'a "b": c # d', "一\n二\u2028三", "- [x, {y}", "'", "\u202e反写", "2022", "～" * 2000],
)
def test_what_is_written_is_read_back(data, title):
    told = looked_at(data)[0].year_source("2022")
    right = [ID, "三.received.total", "没有这一个"]
    coverage = recorded(told, 30, {"一（一）3": ["7份"]})
    text = record_to_yaml(told, right, date(2026, 11, 24), title, "0" * 64, coverage)
    (data / "verified").mkdir()
    (data / "verified/2022.yml").write_text(text, "utf-8")
    loaded, codes = looked_at(data)
    record = loaded.files.verified["2022"].record
    assert codes == ["D410"]
    assert (record.year, record.on.text, record.source.sha256) == (2022, "2026-11-24", "0" * 64)
    assert record.figures.keys() == {COVERS, ID, "三.received.total"}
    assert record.figures.items() <= digests(told).items()
    assert record.coverage == coverage
    assert len(text.splitlines()) == 9
    # Another reader of YAML sees no numbers among the digests.
    assert yaml.safe_load(text)["figures"] == record.figures


def test_it_follows_the_order_of_the_year_file(data):
    made_up.verify(data, 2022)
    record = looked_at(data)[0].files.verified["2022"].record
    told = looked_at(data)[0].year_source("2022")
    assert [*record.figures] == [COVERS, *(id for id in told.statements if id != COVERS)]
    assert looked_at(data)[1] == []


def test_without_a_record_nothing_is_told_and_nothing_verified(data):
    loaded, codes = looked_at(data)
    year = loaded.ledger.disclosure.years[2022]
    assert (year.verified, codes) == (None, [])
    assert {entry.verification for entry in year.entries.values()} == {NEVER}


def test_a_record_without_its_year_is_told(data):
    made_up.verify(data, 2022)
    (data / "verified/2022.yml").write_text(
        (data / "verified/2022.yml").read_text("utf-8").replace("year: 2022", "year: 2021"), "utf-8"
    )
    (data / "verified/2022.yml").rename(data / "verified/2021.yml")
    assert looked_at(data)[1] == ["D411"]
    made_up.publish(data, 2021, {"2023-03-01": {ID: "64条"}})
    assert looked_at(data)[1] == ["D407"]  # which says all there is to say


def test_a_record_of_another_year_counts_for_none(data):
    made_up.verify(data, 2022)
    record = data / "verified/2022.yml"
    record.write_text(record.read_text("utf-8").replace("year: 2022", "year: 2021"), "utf-8")
    loaded, codes = looked_at(data)
    assert codes == ["D201"]
    assert loaded.ledger.disclosure.years[2022].verified is None


@pytest.mark.parametrize("name", ["2022.yaml", "2022.yml.txt", "2022/2022.yml"])
def test_a_record_under_another_name_is_a_stray(data, name):
    path = data / "verified" / name
    path.parent.mkdir(parents=True)
    path.write_text("year: 2022\n", "utf-8")
    assert looked_at(data)[1] == ["D008"]


def test_a_silent_change_of_what_was_published_is_told_once(data):
    made_up.verify(data, 2022)
    printed = looked_at(data)[0].ledger.disclosure.years[2022].entries[ID].figure.printed
    made_up.publish(data, 2022, {"2023-03-01": {ID: printed}})
    edited(data, retell(ID, printed="1000条"))
    assert looked_at(data)[1] == ["D405"]


def test_a_figure_at_fault_is_not_asked_after_too(data):
    made_up.verify(data, 2022)
    edited(data, retell(ID, printed="64入"))
    assert looked_at(data)[1] == ["D301"]


# What readers see


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """2021 never verified, 2022 wholly, 2023 but for a figure and a cell, and one figure changed since."""
    data = made_up.write(tmp_path_factory.mktemp("verified") / "data", range(2021, 2024))
    made_up.verify(data, 2022, title="虚构的<报告>")
    made_up.verify(data, 2023, without=["policies.published", "三.received.company"])
    edited(data, retell(ID, printed="77条"), 2023)
    target = tmp_path_factory.mktemp("verified-site") / "built"
    said = mkdocs(target, DISCLOSURE_DATA=str(data))
    assert said.returncode == 0, said.stderr
    return target


@pytest.fixture(scope="module")
def pages(site):
    return read(site)


def row(place, name="对照原文"):
    """What a list of facts says under a name; None where it has no such row."""
    heads = [head for head in place.select("dt") if head.get_text() == name]
    return " ".join(heads[0].find_next_sibling("dd").get_text().split()) if heads else None


SHA = {year: hashlib.sha256(str(year).encode()).hexdigest() for year in (2022, 2023)}
HEADS = {
    2021: "还没有对照原文核对",
    2022: f"{DAY}逐一对照《虚构的<报告>》：21 个数、统计表 200 格，全部一致。",
    2023: f"{DAY}逐一对照《虚构（测试用）2023年政府信息公开工作年度报告》：218 处一致；"
    "1 处核对以后改过，还没有再核对；2 处还没有核对。还要核对的：公开的住房公积金政策、微信公众号推送的消息、"
    "一、本年新收政府信息公开申请数量·申请人情况／法人或其他组织／商业企业。",
}


@pytest.mark.parametrize("year", HEADS)
def test_the_year_page_says_how_it_stands_with_all_of_them(pages, year):
    head = pages[f"years/{year}/"].select_one(".report-head")
    assert row(head) == HEADS[year]
    assert row(head, "所用文件") == (f"SHA-256：{SHA[year]}" if year in SHA else None)


# year, figure, on the year page, on its card
FIGURES = [
    (2021, ID, None, "还没有核对"),
    (2022, ID, None, f"{DAY}已核对"),
    (2023, "policies.by_center", None, f"{DAY}已核对"),
    (2023, ID, "核对以后改过，还没有再核对", "核对以后改过，还没有再核对"),
    (2023, "policies.published", "还没有核对", "还没有核对"),
]


@pytest.mark.parametrize(("year", "id", "on_page", "on_card"), FIGURES)
def test_each_figure_says_it_on_its_card_and_where_it_must_on_the_page(
    site, pages, year, id, on_page, on_card
):
    cards = json.loads((site / f"years/{year}/cards.json").read_text("utf-8"))
    assert row(pages[f"years/{year}/"].find(id=id)) == on_page
    assert row(BeautifulSoup(cards[id], "html.parser")) == on_card


def test_a_cell_says_it_on_its_card(site):
    told = {
        year: json.loads((site / f"years/{year}/cards.json").read_text("utf-8"))
        for year in (2021, 2022, 2023)
    }
    said = {
        year: row(BeautifulSoup(cards["三.handled.total"], "html.parser"))
        for year, cards in told.items()
    }
    assert said == {2021: "还没有核对", 2022: f"{DAY}已核对", 2023: f"{DAY}已核对"}


def test_the_page_of_checks_says_it_of_each_year(pages):
    page = pages["checks/"]
    said = {year: page.find(id=str(year)).select_one(".against").get_text() for year in HEADS}
    assert said == {
        2021: "对照原文：还没有核对。",
        2022: f"对照原文：{DAY}逐一核对过；所用的文件见年度页。",
        2023: f"对照原文：{DAY}逐一核对过，有 3 处还要再核对；所用的文件见年度页。",
    }


def test_the_downloads_say_it(site):
    rows = json.loads((site / "data/figures.json").read_text("utf-8"))
    without = {(2023, ID), (2023, "policies.published"), (2023, "三.received.company")}
    for one in rows:
        is_so = one["year"] != 2021 and (one["year"], one["id"]) not in without
        assert one["verified"] == ("2026-11-24" if is_so else None)
    with (site / "data/figures.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [row["verified"] for row in csv.DictReader(file)]
    assert told == [one["verified"] or "" for one in rows]
    whole = {year: json.loads((site / f"data/{year}.json").read_text("utf-8")) for year in HEADS}
    assert whole[2021]["verification"] is None
    assert whole[2022]["verification"] == {
        "on": "2026-11-24",
        "title": "虚构的<报告>",
        "sha256": SHA[2022],
    }


def test_every_column_is_explained(site, pages):
    rows = json.loads((site / "data/figures.json").read_text("utf-8"))
    explained = {code.get_text() for code in pages["data/"].select("table code")}
    assert rows[0].keys() <= explained
