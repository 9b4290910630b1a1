"""A year file held against its report: `desk verify`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import made_up
import written
from desk_command import desk
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problem, Problems
from disclosure.reports import verifying
from disclosure.reports.commands import verify_file
from disclosure.reports.importing import sound
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.formats import text as plain
from disclosure.reports.report import ParsedReport
from disclosure.reports.verifying import VerificationResult, around, is_part, verify
from thorough import examples

pytestmark = pytest.mark.usefixtures("read_in_process")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up.write(tmp_path_factory.mktemp("verified") / "data", (2022, 2023))


@pytest.fixture(scope="module")
def report(data: Path) -> str:
    return written.report_of(data, 2023)


def held(text: str, data: Path) -> tuple[VerificationResult, tuple[Problem, ...]]:
    problems = Problems()
    document = ReportDocument(
        "报告.txt", "text", "0" * 64, tuple(plain.read(text.encode(), markdown=False))
    )
    return verify(document, load_data(data, Problems()), "2023", problems), tuple(problems)


def test_a_report_and_the_file_made_from_it_agree(data, report):
    verified, problems = held(report, data)
    assert problems == ()
    assert (verified.is_complete, verified.figures, len(verified.right)) == (True, 221, 221)
    assert verified.uncovered == []


@given(seed=st.integers(0, 10_000))
@settings(max_examples=examples(3, 100))
def test_any_year_agrees_with_its_report_and_with_no_other(tmp_path_factory, seed):
    folder = made_up.write(tmp_path_factory.mktemp("any") / "data", (2022, 2023), seed)
    verified, problems = held(written.report_of(folder, 2023), folder)
    assert verified.is_complete and problems == ()
    other, told = held(written.report_of(folder, 2022), folder)
    assert not other.is_complete and [problem.code for problem in told] == ["D610"]


def changed(tmp_path: Path, change: Callable[[made_up.File], object]) -> Path:
    """The same data with one change in the file of 2023."""

    def spoil(year: int, file: made_up.File) -> None:
        if year == 2023:
            change(file)

    return made_up.write(tmp_path / "data", (2022, 2023), change=spoil)


def test_a_figure_that_was_mistyped_is_told_with_what_the_report_says_there(report, tmp_path):
    id, label = "push.sealed.withdrawers", "办了销户提取的人数为"
    number = next(line for line in report.splitlines() if line.startswith(label))
    folder = changed(
        tmp_path, lambda file: file["figures"]["一（二）3"][id].update(printed="近999万人")
    )
    verified, (problem, lacking) = held(report, folder)
    assert (problem.code, problem.place.file) == ("D608", "data/years/2023.yml")
    assert (lacking.code, lacking.place.file) == ("D612", "报告.txt")
    assert problem.place.text.endswith("近999万人")
    assert "近999万人" in problem.message and number.removeprefix(label)[:-1] in problem.message
    assert not verified.is_complete and id not in verified.right
    assert [one.number.printed for one in verified.uncovered] == [number.removeprefix(label)[:-1]]


def test_a_figure_under_the_wrong_section_is_told_where_it_stands(report, tmp_path):
    def move(file: made_up.File) -> None:
        figures = file["figures"]
        figures["一（一）1"]["channels.website.posts"] = figures["一（二）4"].pop(
            "channels.website.posts"
        )

    _, problems = held(report, changed(tmp_path, move))
    assert [problem.code for problem in problems] == ["D608", "D612"]
    assert "这个数在一（二）4" in problems[0].message


def test_a_cell_that_differs_is_told_with_both(report, tmp_path):
    folder = changed(tmp_path, lambda file: file["tables"]["二"].update(compulsion=["7"]))
    _, problems = held(report, folder)
    assert [problem.code for problem in problems] == ["D609"]
    assert "行政强制" in problems[0].message and "“7”" in problems[0].message
    assert problems[0].place.file == "data/years/2023.yml"


def test_numbers_of_the_report_that_the_file_lacks_are_listed(data, report):
    more = report.replace("（三）指导与监督", "（三）指导与监督\n召开会议12次，培训345人次。")
    verified, problems = held(more, data)
    assert not verified.is_complete and len(verified.right) == verified.figures
    assert [(one.section.key, one.number.printed) for one in verified.uncovered] == [
        ("一（三）", "12次"), ("一（三）", "345人次"),
    ]  # fmt: skip
    assert [problem.code for problem in problems] == ["D612", "D612"]


def total(data: Path, row: str) -> int:
    names = load_data(data, Problems()).year_source("2023").statements
    return int(names[f"三.{row}.total"][0].printed)


def but_for_lacking(problems: tuple[Problem, ...]) -> list[Problem]:
    """Without the numbers of the report that the file lacks."""
    return [problem for problem in problems if problem.code != "D612"]


WORDS = [
    # a sentence of the narrative, `{n}` one more than the cell; the row that it is about
    ("全年收到政府信息公开申请{n}件。", "received"),
    ("2023年，共受理公众提出的信息公开申请 {n} 件。", "received"),
    ("上年结转的申请{n}件。", "carried_in"),
    ("其中予以公开{n}件。", "granted"),
    ("办结申请{n}件。", "handled"),
    ("结转下年度的申请{n}件。", "carried_out"),
]


@pytest.mark.parametrize(("sentence", "row"), WORDS)
def test_words_that_differ_from_the_table_are_told_with_both_places(data, report, sentence, row):
    count = total(data, row)
    told = {}
    for number in (count, count + 1):
        said = sentence.replace("{n}", str(number))
        _, problems = held(report.replace("（三）指导与监督", f"（三）指导与监督\n{said}"), data)
        told[number] = [(one.code, one.message) for one in but_for_lacking(problems)]
    assert told[count] == []
    ((code, message),) = told[count + 1]
    assert code == "D607" and f"“{count}”" in message and "行）" in message


def test_words_about_something_else_are_not_held_against_a_cell(data, report):
    said = "网上收到申请999件，答复网民留言888条，约近777件申请，公开答复666件。"
    _, problems = held(report.replace("（三）指导与监督", f"（三）指导与监督\n{said}"), data)
    assert but_for_lacking(problems) == []


def test_litigation_is_added_up_where_the_words_do_not_part_it(data, report):
    said = load_data(data, Problems()).year_source("2023").statements
    both = sum(
        int(said[f"四.{row}.total"][0].printed) for row in ("litigation_direct", "litigation_after")
    )
    for number, codes in ((both, []), (both + 1, ["D607"])):
        sentence = f"（三）指导与监督\n因政府信息公开被提起行政诉讼{number}件。"
        _, problems = held(report.replace("（三）指导与监督", sentence), data)
        assert [problem.code for problem in but_for_lacking(problems)] == codes


def test_no_fee_in_words_and_a_fee_in_the_table(data, report, tmp_path):
    words = report.replace(f"（{written.AGENCY}六的话。）", "本年度没有收取信息处理费。")
    assert held(words, data)[1] == ()
    fees = words.replace("行政事业性收费\t0", "行政事业性收费\t12.5")
    folder = changed(tmp_path, lambda file: file["tables"]["二"].update(fees=["12.5"]))
    _, problems = held(fees, folder)
    assert [problem.code for problem in problems] == ["D607"]
    assert "没有收取信息处理费" in problems[0].message and "12.5" in problems[0].message


def test_a_number_of_the_report_is_one_figure_s_only(report, tmp_path):
    """`约60万名` once in the report cannot prove two figures."""

    def copy(file: made_up.File) -> None:
        figures = file["figures"]["一（二）4"]
        figures["channels.wechat.posts"] = figures["channels.website.posts"]

    verified, problems = held(report, changed(tmp_path, copy))
    (problem,) = but_for_lacking(problems)
    assert problem.code == "D608" and "channels.website.posts" in problem.message
    assert not verified.is_complete and "channels.wechat.posts" not in verified.right


def test_two_figures_in_each_other_s_place_are_asked_about(report, tmp_path):
    def swap(file: made_up.File) -> None:
        figures = file["figures"]["一（二）4"]
        one, other = "channels.wechat.posts", "channels.website.posts"
        figures[one], figures[other] = figures[other], figures[one]

    _, problems = held(report, changed(tmp_path, swap))
    assert {problem.code for problem in problems} == {"D611"}
    assert "更像是在说 channels.w" in problems[0].message
    assert all("两个数像是填反了" in problem.message for problem in problems)


def test_a_number_of_an_indicator_that_the_file_lacks_is_asked_about(report, tmp_path):
    def change(file: made_up.File) -> None:
        figures = file["figures"]["一（二）4"]
        figures["channels.website.posts"] = figures.pop("channels.wechat.posts")

    _, problems = held(report, changed(tmp_path, change))
    (asked,) = (problem for problem in problems if problem.code == "D611")
    assert "更像是在说 channels.wechat.posts" in asked.message


def test_a_wrong_pairing_that_the_import_made_too_is_told(report, data, tmp_path, monkeypatch):
    """The tables' reader has the values of two rows exchanged, and so has the file that was made from it."""
    rows = ("received", "granted")

    def exchanged(found: ParsedReport) -> ParsedReport:
        read = found.tables["三"]
        cells = dict(read.cells)
        for column in ("natural_person", "company", "total"):
            one, other = (f"三.{row}.{column}" for row in rows)
            cells[one], cells[other] = cells[other], cells[one]
        return replace(found, tables={**found.tables, "三": replace(read, cells=cells)})

    def change(file: made_up.File) -> None:
        table = file["tables"]["三"]
        one, other = rows
        table[one], table[other] = table[other], table[one]

    folder = changed(tmp_path, change)
    differ = sum(
        load_data(data, Problems()).year_source("2023").statements[f"三.received.{column}"][0]
        != load_data(data, Problems()).year_source("2023").statements[f"三.granted.{column}"][0]
        for column in ("natural_person", "company", "total")
    )
    monkeypatch.setattr(verifying, "sound", lambda found, loaded: exchanged(sound(found, loaded)))
    _, problems = held(report, folder)
    told = [problem for problem in problems if problem.code == "D609"]
    assert differ and len(told) == 2 * differ


def test_cells_whose_row_has_another_label_agree_by_the_pairing_alone(report, data):
    broken = report.replace("重复申请\t", "重复的申请\t")
    for text, extra in ((report, 0), (broken, 7)):
        verified, problems = held(text, data)
        assert problems == () and verified.is_complete
        assert len([id for id in verified.relied if id.startswith("三.")]) == extra
        assert {id.partition(".")[0] for id in verified.relied} <= {"三", "四"}


def test_how_to_enter_a_misprint_is_said_only_once_the_file_agrees_with_the_report(tmp_path):
    def misprint(file: made_up.File) -> None:
        file["figures"]["一（一）6"]["decisions.published"] = "999件"

    folder = changed(tmp_path, misprint)
    source = tmp_path / "报告.txt"
    text = written.report_of(folder, 2023)
    hints = []
    for said in (text, text.replace("999件", "998件")):
        source.write_text(said, "utf-8")
        problems = Problems()
        loaded = load_data(folder, problems)
        found = verify_file(source, loaded, 2023, problems, date(2024, 2, 3), looked=False)
        assert not found.record
        hints += [one.hint for one in found.problems if one.code == "D401"]
    agrees, differs = hints
    assert "printed_so" in agrees
    assert "printed_so" not in differs and "verify 2023" in differs


@pytest.mark.parametrize(
    ("id", "scope"),
    [
        ("push.retirement.sms_rounds", {"period": "2023-01/2023-10"}),
        ("push.retirement.withdrawers", {"since": "2022年末"}),
        ("push.sealed.withdrawers", {"period": "2023-05"}),
    ],
)
def test_a_scope_that_the_sentence_does_not_say_is_asked_about(report, tmp_path, id, scope):
    folder = changed(tmp_path, lambda file: file["figures"]["一（二）3"][id].update(scope))
    verified, (problem,) = held(report, folder)
    assert (problem.code, verified.is_complete) == ("D611", True)


def test_a_chinese_numeral_may_be_a_figure_in_digits(report, tmp_path):
    text = report.replace("（三）指导与监督", "（三）指导与监督\n处理的信息公开申请为十二件。")
    old = next(line for line in report.splitlines() if line.startswith("处理的信息公开申请为"))

    def move(file: made_up.File) -> None:
        del file["figures"]["一（二）4"]["requests.handled"]
        file["figures"]["一（三）"] = {"requests.handled": "12件"}

    verified, _ = held(text.replace(f"{old}\n", ""), changed(tmp_path, move))
    assert "requests.handled" in verified.right


def test_another_report_is_told_in_one_sentence(data, report):
    for text in (
        report.replace(written.AGENCY, "另一个局"),
        report.replace("起至2023年12月31日", "起至2023年11月30日"),
    ):
        verified, problems = held(text, data)
        assert [problem.code for problem in problems] == ["D610"]
        assert (verified.figures, verified.right, verified.is_complete) == (221, [], False)


KEYS = [
    ("一（二）3", "一（二）"),
    ("一（二）", "一"),
    ("一", ""),
    ("一3", "一"),
    ("一（十二）10", "一（十二）"),
]


@pytest.mark.parametrize(("key", "outer"), KEYS)
def test_the_section_around_a_section(key, outer):
    assert around(key) == outer
    assert is_part(key, outer) and is_part(key, key)


def test_the_tenth_part_is_no_part_of_the_first():
    assert not is_part("一（一）10", "一（一）1")
    assert is_part("一1", "一")


# The command


@pytest.fixture
def files(data: Path, report: str, tmp_path: Path) -> tuple[Path, Path]:
    folder = made_up.write(tmp_path / "data", (2022, 2023))
    source = tmp_path / "报告.txt"
    source.write_text(report, "utf-8")
    return folder, source


def test_the_command_writes_a_record_once_all_agrees(files):
    folder, source = files
    said = desk("verify", "2023", "--source", source, "--data", folder, "--on", "2024-02-03")
    assert (said.returncode, said.stderr) == (0, "")
    assert "221 个数，221 个与报告对上" in said.stdout
    record = (folder / "verified" / "2023.yml").read_text("utf-8")
    assert "on: 2024-02-03" in record and "2023年政府信息公开工作年度报告" in record
    assert desk("check", "--data", folder).stdout == "没有问题。\n"


def test_a_figure_edited_afterwards_is_no_longer_verified(files):
    folder, source = files
    desk("verify", "2023", "--source", source, "--data", folder)
    path = folder / "years" / "2023.yml"
    line = next(
        one for one in path.read_text("utf-8").splitlines() if "channels.website.posts" in one
    )
    path.write_text(
        path.read_text("utf-8").replace(line, "    channels.website.posts: 7777条"), "utf-8"
    )
    said = desk("check", "--data", folder)
    assert said.returncode == 0 and "7777条" in said.stdout and "verify" in said.stdout


def test_figures_in_each_other_s_place_are_recorded_only_once_an_editor_has_looked(files):
    folder, source = files
    path = folder / "years" / "2023.yml"
    file = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    figures = file["figures"]["一（一）6"]
    one, other = "decisions.underpaid_contributions", "decisions.fraudulent_withdrawals"
    figures[one], figures[other] = figures[other], figures[one]
    path.write_text(yaml.dump(file, allow_unicode=True, sort_keys=False), "utf-8")
    words = ("verify", "2023", "--source", source, "--data", folder)
    said = desk(*words)
    assert said.returncode == 1 and "D611" in said.stdout and "--yes" in said.stdout
    assert not (folder / "verified").exists()
    assert desk(*words, "--yes").returncode == 0


def test_without_agreement_nothing_is_written(files):
    folder, source = files
    source.write_text(source.read_text("utf-8").replace("行政许可\t0", "行政许可\t8"), "utf-8")
    said = desk("verify", "2023", "--source", source, "--data", folder)
    assert said.returncode == 1 and "D609" in said.stdout
    assert not (folder / "verified").exists()


def test_the_contract_for_programs(files):
    folder, source = files
    source.write_text(f"{source.read_text('utf-8')}另有99人次参加。\n", "utf-8")
    said = desk("verify", "2023", "--source", source, "--data", folder, "--format", "json")
    made = json.loads(said.stdout)
    assert (made["figures"], made["verified"]) == (221, 221)
    assert [one["code"] for one in made["problems"]] == ["D612"]
    assert [(one["section"], one["printed"]) for one in made["uncovered"]] == [("六", "99人次")]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["2031", "--source", "{source}"], 2, "没有 2031 年的文件"),
        (["2023"], 2, "--source"),
        (["2023", "--source", "不在.txt"], 1, "D601"),
    ],
)
def test_what_it_cannot_do_is_said(files, words, code, told):
    folder, source = files
    said = desk(
        "verify", *(str(source) if word == "{source}" else word for word in words), "--data", folder
    )
    assert said.returncode == code and told in said.stdout + said.stderr


def test_a_year_file_with_faults_is_mended_first(files):
    folder, source = files
    path = folder / "years" / "2023.yml"
    path.write_text(
        path.read_text("utf-8").replace("channels.website.posts", "channels.website.post"), "utf-8"
    )
    said = desk("verify", "2023", "--source", source, "--data", folder)
    assert said.returncode == 1 and "D202" in said.stdout
