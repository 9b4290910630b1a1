"""A report → the draft of a year file, with every doubt told: `desk import`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import made_up
import written
from desk_command import desk
from disclosure.desk.yaml_layout import format_text
from disclosure.problems.problem import Problem, Problems
from disclosure.reports.importing import ImportResult, import_report
from disclosure.reports.narrative.indicator_matching import Certainty
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.formats import text as plain
from thorough import examples

pytestmark = pytest.mark.usefixtures("read_in_process")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up years; the third one's report is to be read."""
    folder = made_up.write(tmp_path_factory.mktemp("made-up") / "data")
    agency = folder / "agency.yml"
    agency.write_text(f"name: {written.AGENCY}\nwebsite: www.example.invalid\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def report(data: Path) -> str:
    """The report that the third year's file could have been made from; the file is gone afterwards."""
    text = written.report_of(data, 2023)
    (data / "years" / "2023.yml").rename(data.parent / "2023.yml")
    return text


def imported(text: str, data: Path, **asked: object) -> tuple[ImportResult, tuple[Problem, ...]]:
    problems = Problems()
    document = ReportDocument(
        "报告.txt", "text", "0" * 64, tuple(plain.read(text.encode(), markdown=False))
    )
    return import_report(document, data, problems, **asked), tuple(problems)  # type: ignore[arg-type]


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_the_draft_says_what_the_year_file_said(data, report):
    found, problems = imported(report, data)
    draft = yaml.load(found.text, yaml.CBaseLoader)
    file = yaml.load((data.parent / "2023.yml").read_text("utf-8"), yaml.CBaseLoader)
    assert problems == ()
    assert draft["tables"] == file["tables"]
    assert {key: without_notes(value) for key, value in file["figures"].items()} == draft["figures"]
    assert (draft["year"], draft["report"]["covers"]) == ("2023", "2023-01-01/2023-12-31")
    assert draft["report"]["published_at"] == "www.example.invalid"
    assert list(draft["outline"]) == list(file["outline"])
    assert "printed_so" not in draft


def without_notes(figures: dict[str, object]) -> dict[str, object]:
    """What an editor has added to a figure is in no report; one with nothing else is a bare text."""
    kept = {
        id: {name: text for name, text in one.items() if name != "note"}
        if isinstance(one, dict)
        else one
        for id, one in figures.items()
    }
    return {
        id: one["printed"] if isinstance(one, dict) and list(one) == ["printed"] else one
        for id, one in kept.items()
    }


def test_the_draft_is_in_the_project_s_layout(data, report):
    found, _ = imported(report, data)
    rows = {
        table: list(rows)
        for table, rows in yaml.load(found.text, yaml.CBaseLoader)["tables"].items()
    }
    assert format_text(found.text, "year", rows) == found.text


@given(seed=st.integers(0, 10_000), form=st.sampled_from([(), ("三",), ("二", "三", "四")]))
@settings(max_examples=examples(4, 100))
def test_any_made_up_year_comes_back(tmp_path_factory, seed, form):
    """The figures under their own indicators, sure or proposed, and every cell of whichever form."""
    folder = tmp_path_factory.mktemp("any") / "data"
    made_up.write(
        folder,
        (2022, 2023),
        seed,
        lambda year, file: made_up.on_trial(file, *form) if form else None,
    )
    text = written.report_of(folder, 2023)
    path = folder / "years" / "2023.yml"
    file = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    path.unlink()
    found, _ = imported(text, folder, agency=written.AGENCY)
    assert yaml.load(found.text, yaml.CBaseLoader)["tables"] == file["tables"]
    there = {id: said(one) for figures in file["figures"].values() for id, one in figures.items()}
    assert {one.indicator: one.mention.number.printed for one in found.matches} == there


def said(figure: str | dict[str, str]) -> str:
    return figure if isinstance(figure, str) else figure["printed"]


def test_without_a_year_before_all_is_a_proposal(tmp_path, report):
    folder = made_up.write(tmp_path / "data", ())
    found, _ = imported(report, folder, agency=written.AGENCY)
    assert {one.certainty for one in found.matches} <= {Certainty.PROPOSED, Certainty.UNMATCHED}
    draft = yaml.load(found.text, yaml.CBaseLoader)
    assert "figures" not in draft and draft["tables"]["三"]["received"]
    assert "policies.published" in [one.get("indicator") for one in draft["open"]["一（一）1"]]


def test_open_items_are_every_number_that_was_not_filled_in(tmp_path, report):
    folder = made_up.write(tmp_path / "data", ())
    found, _ = imported(report, folder, agency=written.AGENCY)
    items = yaml.load(found.text, yaml.CBaseLoader)["open"]
    listed = {
        (section, one["printed"], one.get("indicator"))
        for section, found_there in items.items()
        for one in found_there
    }
    assert listed == {
        (one.mention.section.key, one.mention.number.printed, one.indicator)
        for one in found.matches
        if one.certainty is not Certainty.MATCHED
    }


UNKNOWN = [
    # a sentence nobody has an indicator for → how the draft lists it
    ("召开新闻发布会12场。", "printed: 12场"),
    ("培训工作人员近300人次。", "printed: 近300人次"),
    ("从三个方面改进，开展两次检查。", "printed: 两次"),
    ("5月29日印发《关于某事的通知》（沪虚〔2023〕5号）。", "沪虚〔2023〕5号"),
]


@pytest.mark.parametrize(("sentence", "listed"), UNKNOWN)
def test_no_number_is_dropped(data, report, sentence, listed):
    found, _ = imported(report.replace("（三）指导与监督", f"（三）指导与监督\n{sentence}"), data)
    assert listed in found.text


NOT_THIS_YEAR = [
    "网站发布的信息比上年增加160条",
    "网站上年发布的信息为1700条",
    "网站发布的信息同比增长12%",
    "计划明年网站发布的信息2000条",
    "2021年网站发布的信息为1500条",
]


@pytest.mark.parametrize("sentence", NOT_THIS_YEAR)
def test_a_change_a_plan_or_another_year_s_number_is_not_this_year_s(data, report, sentence):
    line = next(line for line in report.splitlines() if line.startswith("网站发布的信息为"))
    for text in (f"{sentence}。", f"{sentence}。\n{line}"):
        found, _ = imported(report.replace(line, text), data)
        here = {one.indicator: one.mention.number.printed for one in found.matches}
        own = line.removeprefix("网站发布的信息为")[:-1]
        assert here.get("channels.website.posts") in (None, own)


def test_every_digit_of_the_report_is_in_the_draft_or_a_label(data, report):
    """Of the narrative; the numbers of the tables are held against the year file above."""
    odd = "G60和A4各有7777处，第3次，编号Z-8888。"
    found, _ = imported(report.replace("（三）指导与监督", f"（三）指导与监督\n{odd}"), data)
    for number in ("G60", "A4", "7777处", "8888"):
        assert number in found.text


SPOILT = [
    # what the report says instead → codes that are told, words of the message
    (
        ("统计期限自2023年1月1日起至2023年", "统计期限自2024年1月1日起至2024年"),
        ["D602"],
        "年份不一样",
    ),
    (("行政许可\t", "行政许可\t若干"), ["D603"], "行政许可"),
    (("（七）总计\t", "（七）总计\t1"), ["D605"] * 3, "对不上"),
    (("六、其他需要报告的事项\n", ""), ["D606"], "六、其他需要报告的事项"),
    ((f"（{written.AGENCY}五的话。）\n", ""), ["D606"], "“五、存在的主要问题及改进情况”一节是空的"),
    (
        ("四、结转下年度继续办理\t", "另外一行\t1\t2\t3\t4\t5\t6\t21\n四、结转下年度继续办理\t"),
        ["D603"],
        "另外一行",
    ),
]


@pytest.mark.parametrize(("change", "told", "words"), SPOILT, ids=[words for *_, words in SPOILT])
def test_what_is_doubtful_is_told_with_its_line(data, report, change, told, words):
    assert change[0] in report
    found, problems = imported(report.replace(*change), data)
    assert codes(problems) == told
    assert words in problems[0].message
    assert found.text


def test_a_cell_that_could_not_be_read_is_a_gap_in_the_draft(data, report):
    found, problems = imported(report.replace("行政许可\t0", "行政许可\t若干"), data)
    assert re.search(r"licences: +\[\]  # 待填：", found.text)
    assert "二.licences.decisions" not in found.report.cells
    assert (problems[0].place.file, problems[0].place.text.strip()[:4]) == ("报告.txt", "行政许可")


def test_a_misprint_is_kept_and_entered_for_the_editor_to_confirm(data, report):
    found, _ = imported(report.replace("（七）总计\t", "（七）总计\t1"), data)
    assert set(yaml.load(found.text, yaml.CBaseLoader)["printed_so"]) == {
        "三.applicants/handled", "三.balance/natural_person", "三.outcomes/natural_person",
    }  # fmt: skip


def test_words_beside_a_number_are_kept_as_a_note(data, report):
    line = next(one for one in report.splitlines() if one.startswith("规章\t"))
    changed = line.replace(
        "规章\t" + line.split("\t")[1], f"规章\t{line.split(chr(9))[1]}（其中修订1件）"
    )
    found, _ = imported(report.replace(line, changed), data)
    assert (
        "规章·本年制发件数：其中修订1件"
        in yaml.load(found.text, yaml.CBaseLoader)["footnotes"]["二"]
    )


def test_another_agency_s_report_is_told_and_not_compared_with_our_years(data, report):
    other = report.replace(written.AGENCY, "另一个局")
    found, problems = imported(other, data)
    assert codes(problems) == ["D602"] and found.agency == "另一个局"
    assert not any(match.indicator for match in found.matches)  # they are ours, not another's
    assert codes(imported(other, data, agency="另一个局")[1]) == []
    assert codes(imported(report, data, year=2019)[1]) == ["D602"]


def test_a_report_without_a_year_is_no_draft_until_it_is_given(data):
    text = "年度报告\n一、总体情况\n没有写年份。\n"
    found, problems = imported(text, data)
    assert (found.year, found.text) == (None, "")
    (told,) = (problem for problem in problems if problem.code == "D610")
    assert "--year" in told.hint
    assert imported(text, data, year=2023)[0].text


# The command


@pytest.fixture(scope="module")
def file(report: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "2023年报告.txt"
    path.write_text(report, "utf-8")
    return path


def test_the_command_writes_where_it_is_told_and_nowhere_else(file, data, tmp_path):
    target = tmp_path / "2023.yml"
    before = sorted(data.rglob("*"))
    said = desk("import", file, "--data", data, "-o", target)
    assert (said.returncode, said.stdout) == (0, "")
    assert "填入 21 个" in said.stderr and str(target) in said.stderr
    assert target.read_text("utf-8").startswith("# yaml-language-server")
    assert sorted(data.rglob("*")) == before


def test_a_file_that_is_there_is_not_overwritten_without_force(file, data, tmp_path):
    target = tmp_path / "2023.yml"
    target.write_text("mine", "utf-8")
    said = desk("import", file, "--data", data, "-o", target)
    assert (said.returncode, target.read_text("utf-8")) == (2, "mine")
    assert "--force" in said.stderr
    assert desk("import", file, "--data", data, "-o", target, "--force").returncode == 0
    assert target.read_text("utf-8") != "mine"


def test_without_a_target_the_draft_alone_is_on_the_standard_output(file, data, tmp_path):
    said = desk("import", file, "--data", data)
    assert yaml.load(said.stdout, yaml.CBaseLoader)["year"] == "2023"
    assert "统计表：读出 200 格" in said.stderr
    draft = tmp_path / "2023.yml"
    draft.write_text(said.stdout, "utf-8")
    assert desk("check", draft, "--data", data).returncode == 0


def test_the_contract_for_programs(file, data):
    made = json.loads(desk("import", file, "--data", data, "--format", "json").stdout)
    assert set(made) == {
        "year", "agency", "form", "tables_of", "cells", "figures", "problems",
    }  # fmt: skip
    assert (made["year"], made["agency"], made["form"]) == (2023, written.AGENCY, "2021")
    assert len(made["cells"]) == 200
    assert set(made["cells"][0]) == {"table", "row", "column", "printed", "note"}
    figures = {one["indicator"]: one for one in made["figures"]}
    assert set(figures["policies.published"]) == {
        "section", "printed", "indicator", "certainty", "context",
    }  # fmt: skip
    assert figures["policies.published"]["certainty"] == "matched"
    assert figures["三.received.total"]["section"] == "三"


def test_neither_the_report_nor_what_a_link_leads_to_is_overwritten(file, data, tmp_path):
    copy = tmp_path / "报告.txt"
    copy.write_bytes(file.read_bytes())
    assert desk("import", copy, "--data", data, "-o", copy, "--force").returncode == 2
    link = tmp_path / "2023.yml"
    link.symlink_to(tmp_path / "elsewhere.yml")
    assert desk("import", file, "--data", data, "-o", link).returncode == 2
    assert copy.read_bytes() == file.read_bytes() and not (tmp_path / "elsewhere.yml").exists()


@pytest.mark.builds
@pytest.mark.parametrize(
    "text", ["1" * 300_000, "发布12件，" * 50_000, "1(" * 150_000, "一、" * 150_000]
)
def test_a_hostile_text_is_read_or_refused_soon(data, tmp_path, text):
    hostile = tmp_path / "报告.txt"
    hostile.write_text(f"某局2023年政府信息公开工作年度报告\n一、总体情况\n{text}\n", "utf-8")
    said = desk("import", hostile, "--data", data, "--format", "json")
    assert set(json.loads(said.stdout)) >= {"cells", "figures", "problems"}


def test_an_unreadable_report_is_told_to_programs_too(data, tmp_path):
    nothing = tmp_path / "空.pdf"
    nothing.write_bytes(b"%PDF-1.4\n")
    said = desk("import", nothing, "--data", data, "--format", "json")
    made = json.loads(said.stdout)
    assert (said.returncode, made["year"], made["cells"]) == (1, None, [])
    assert [problem["code"] for problem in made["problems"]] == ["D601"]


DESK = made_up.ROOT / "hooks" / "desk.py"
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("lxml", "docx", "pdfplumber", "opencc"):
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Missing())
sys.argv = ["desk.py", *{words!r}]
import runpy
sys.path.insert(0, {hooks!r})
runpy.run_path({desk!r}, run_name="__main__")
"""


@pytest.mark.builds
@pytest.mark.parametrize(("words", "code"), [(["check"], 0), (["import", "{file}"], 1)])
def test_without_the_reading_libraries_the_other_commands_work(words, code, file, data):
    """The site is built, and data is checked, without them."""
    words = [str(file) if word == "{file}" else word for word in words]
    script = WITHOUT.format(
        words=[*words, "--data", str(data)], desk=str(DESK), hooks=str(DESK.parent)
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert said.returncode == code, said.stderr
    assert ("requirements/desk.txt" in said.stderr) is bool(code)
