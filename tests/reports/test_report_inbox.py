"""`desk inbox`: from a report put into the folder to the record, through boxes that an editor ticks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import layouts
import made_reports
import made_up
import office_layouts
import real
import workbooks
import written
from desk_command import desk
from disclosure.desk.check import check
from disclosure.desk.uploads import find_upload
from disclosure.ledger.load import load_data
from disclosure.open_data.provenance import Origin
from disclosure.open_data.workbooks.fill_in import fill_in_workbook
from disclosure.problems.problem import Problems, as_github
from disclosure.problems.rules import RULES
from disclosure.reports.inbox import command
from disclosure.reports.inbox.asking import SENTENCE, WHY
from disclosure.reports.inbox.questions import (
    Act,
    Answer,
    Choice,
    Question,
    QuestionSheet,
    read_sheet,
    sheet_text,
)
from disclosure.reports.inbox.settle import CannotSettle, settled
from disclosure.reports.inbox.worklist import (
    MOST_OF_COMMENT,
    Worklist,
    as_comment,
    as_html,
    as_page,
)

pytestmark = pytest.mark.usefixtures("read_in_process")

YEAR, DAY = 2023, date(2024, 2, 3)
MORE = "（三）指导与监督\n召开会议12次，培训345人次，开展两次检查。"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project whose last year is 2022; the text of the report for 2023, with four numbers to be settled."""
    root = tmp_path_factory.mktemp("made")
    folder = made_up.write(root / "data", (2022, YEAR))
    (folder / "agency.yml").write_text(
        f"name: {written.AGENCY}\nwebsite: www.example.invalid\n", "utf-8"
    )
    text = written.report_of(folder, YEAR).replace("（三）指导与监督", MORE)
    (folder / f"years/{YEAR}.yml").unlink()
    (root / "inbox").mkdir()
    (root / "inbox/README.md").write_text("说明", "utf-8")
    return root, text.replace("网站发布的信息为", "网站信息")


class Project:
    """A project to change, with what an editor does to it."""

    def __init__(self, root: Path) -> None:
        self.root, self.inbox = root, root / "inbox"
        self.year = root / f"data/years/{YEAR}.yml"
        self.sheet = self.inbox / "待定.txt"
        self.record = root / f"data/verified/{YEAR}.yml"

    def upload(self, name: str, content: bytes | str) -> None:
        raw = content.encode() if isinstance(content, str) else content
        (self.inbox / name).write_bytes(raw)

    def run(self, **options: Any) -> Worklist:
        worklist = command.run(self.root, self.root / "data", DAY, **options)
        assert worklist
        return worklist

    def told(self, **options: Any) -> str:
        return "\n".join(
            f"{one.place} {one.code} {one.message} {one.hint}"
            for one in self.run(**options).intake.problems
        )

    def tick(self, *lines: str) -> None:
        """Each is the line behind its box, as it should be then; the first box with these words before the colon."""
        text = self.sheet.read_text("utf-8")
        for line in lines:
            words = line.partition("：")[0]
            start = text.index(f"[ ] {words}")
            end = text.index("\n", start)
            kept = text[start + 4 : end] if line == words else line
            text = f"{text[:start]}[x] {kept}{text[end:]}"
        self.sheet.write_text(text, "utf-8")

    def data(self) -> dict[str, Any]:
        return dict(yaml.load(self.year.read_text("utf-8"), yaml.CBaseLoader))


@pytest.fixture
def project(made: tuple[Path, str], tmp_path: Path) -> Project:
    shutil.copytree(made[0], tmp_path / "project")
    return Project(tmp_path / "project")


@pytest.fixture
def report(made: tuple[Path, str]) -> str:
    return made[1]


@pytest.fixture(scope="module")
def drafted_once(made: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("drafted") / "project"
    shutil.copytree(made[0], root)
    project = Project(root)
    project.upload("报告.txt", made[1])
    project.run()
    return root


@pytest.fixture
def drafted(drafted_once: Path, tmp_path: Path) -> Project:
    """After the first run: a draft, and a sheet that nobody has ticked yet."""
    shutil.copytree(drafted_once, tmp_path / "project")
    return Project(tmp_path / "project")


# The whole path


@pytest.mark.builds
def test_report_is_settled_by_ticks_alone_and_recorded(project, report):
    project.upload("报告.txt", report)
    first = project.run()
    assert [len(first.intake.questions), first.errors, first.intake.is_new] == [5, [], True]
    assert not first.intake.done and not project.record.exists()
    project.tick("是“网站发布的信息”（channels.website.posts；上一次 " + last(project) + "）")
    second = project.run()
    assert len(second.intake.questions) == 4
    assert project.data()["figures"]["一（二）4"]["channels.website.posts"] == number(report)
    project.tick("都不登，缘故：内部的会议和培训")
    third = project.run()
    assert third.intake.done and third.intake.questions == []
    assert project.data()["set_aside"] == {
        "一（三）": [{"printed": ["12次", "345人次", "两次"], "why": "内部的会议和培训"}]
    }
    assert "open" not in project.data() and project.record.is_file()
    command.clear(project.root, third.intake)
    assert [path.name for path in project.inbox.iterdir()] == ["README.md"]


def last(project: Project) -> str:
    text = (project.root / "data/years/2022.yml").read_text("utf-8")
    figures = yaml.load(text, yaml.CBaseLoader)["figures"]
    return str(
        next(
            one["channels.website.posts"]
            for one in figures.values()
            if "channels.website.posts" in one
        )
    )


def number(report: str) -> str:
    return report.partition("网站信息")[2].partition("。")[0]


KINDS = {
    name: {**layouts.LAYOUTS, **office_layouts.OFFICE}[name]
    for name in (
        "Word",
        "a ruled PDF",
        "a web page with spans",
        "tabs",
        "a workbook",
        "MHTML, quoted",
    )
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the agency of the layouts, without a year."""
    root = tmp_path_factory.mktemp("bare")
    folder = real.copied(root / "data", "published", "verified", "schema")
    (folder / "years/2022.yml").unlink()
    (folder / "agency.yml").write_text(
        f"name: {layouts.AGENCY}\nwebsite: www.example.invalid\n", "utf-8"
    )
    (root / "inbox").mkdir()
    return root


@pytest.mark.builds
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_goes_from_upload_to_record(bare, tmp_path, name):
    shutil.copytree(bare, tmp_path / "project")
    project = Project(tmp_path / "project")
    project.upload(f"2023年报告{KINDS[name].suffix}", KINDS[name].write(layouts.made(seed=7)))
    worklist = project.run()
    assert worklist.errors == [] and [one.about for one in worklist.intake.questions] == [
        "一：186条"
    ]
    project.tick("不登，缘故")
    assert project.run().intake.done
    assert len([row for rows in project.data()["tables"].values() for row in rows.values()]) == 34


def test_year_file_that_is_there_is_verified_and_never_written_over(drafted):
    drafted.tick("是“网站发布的信息”", "都不登，缘故")
    drafted.run()
    text = drafted.year.read_text("utf-8").replace("policies.by_center: ", "policies.by_center: 1")
    drafted.year.write_text(text, "utf-8")
    worklist = drafted.run()
    assert {"D608", "D612"} <= {one.code for one in worklist.errors} and not worklist.intake.done
    assert drafted.year.read_text("utf-8") == text
    assert any(one.place.text.strip().startswith("policies.by_center") for one in worklist.errors)


def test_rows_that_were_not_read_are_filled_in_from_another_file_of_the_report(project, report):
    label = "一、本年新收政府信息公开申请数量"
    (row,) = (line for line in report.splitlines() if label in line)
    project.upload("报告.pdf.txt", report.replace(row, f"{label}\t图"))
    first = project.run()
    assert project.data()["tables"]["三"]["received"] == []
    assert [one.code for one in first.errors] == ["D105"] and first.unread
    assert "换一份传上来" in as_html(first)
    (project.inbox / "报告.pdf.txt").unlink()
    project.upload("报告.txt", report)
    second = project.run()
    assert project.data()["tables"]["三"]["received"] == row.split("\t")[-7:]
    assert second.errors == [] and "换一份传上来" not in as_html(second)


def test_number_with_a_comma_stays_one_cell(project, report):
    (row,) = (line for line in report.splitlines() if "行政许可" in line)
    project.upload("报告.txt", report.replace(row, row.rpartition("\t")[0] + "\t1,059"))
    assert project.run().errors == []
    assert project.data()["tables"]["二"]["licences"] == ["1,059"]
    text = project.year.read_text("utf-8").replace("['1,059']", "[]  # 待填")
    project.year.write_text(text, "utf-8")
    assert project.run().errors == []
    assert project.data()["tables"]["二"]["licences"] == ["1,059"]


def test_year_file_with_a_slip_of_yaml_is_told_with_its_line_and_kept(drafted):
    sheet, text = drafted.sheet.read_text("utf-8"), drafted.year.read_text("utf-8")
    drafted.year.write_text(text.replace("year: 2023\n", "year： 2023\n"), "utf-8")
    worklist = drafted.run()
    assert {(one.code, one.place.file) for one in worklist.errors} == {
        ("D003", "data/years/2023.yml")
    }
    assert drafted.sheet.read_text("utf-8") == sheet and worklist.intake.changed == []


def test_number_that_the_year_file_lacks_is_asked_about(drafted, report):
    file = drafted.data()
    del (
        file["open"],
        file["outline"]["一（三）"],
    )  # as an editor who only deletes, and has fewer sections
    text = yaml.dump(file, allow_unicode=True, sort_keys=False, width=10_000)
    drafted.year.write_text(text, "utf-8")
    worklist = drafted.run()
    abouts = [one.about for one in worklist.intake.questions]
    assert abouts[:4] == [f"一（二）4：{number(report)}", "一：12次", "一：345人次", "一：两次"]
    assert worklist.errors == []
    drafted.tick("不登，缘故：与二的是同一个数", "都不登，缘故")
    assert drafted.run().intake.done
    assert drafted.data()["set_aside"] == {
        "一（二）4": [{"printed": [number(report)], "why": "与二的是同一个数"}],
        "一": [{"printed": ["12次", "345人次", "两次"], "why": WHY}],
    }


def test_report_of_a_year_that_is_settled_is_only_verified(drafted):
    drafted.tick("是“网站发布的信息”", "都不登，缘故")
    assert drafted.run().intake.changed == [drafted.year, drafted.record]
    again = drafted.run()
    assert again.intake.done and again.intake.changed == []


def test_tick_that_was_not_understood_is_told_at_its_line_in_the_new_sheet(drafted):
    drafted.tick("是“网站发布的信息”")
    text = drafted.sheet.read_text("utf-8")
    start = text.index("345人次\n")
    both = text[start:].replace("[ ]", "[x]", 2).replace("照原样）：", "照原样）：话", 1)
    drafted.sheet.write_text(text[:start] + both, "utf-8")
    (problem,) = drafted.run().errors
    lines = drafted.sheet.read_text("utf-8").splitlines()
    assert problem.code == "D614" and lines[problem.place.line - 1].endswith("345人次")
    assert sum(line.startswith("[x]") for line in lines) == 2


def test_number_is_written_as_a_fact(drafted):
    drafted.tick("是“网站发布的信息”", "都不登，缘故")
    text = drafted.sheet.read_text("utf-8")
    block = text.index("345人次\n")
    at = text.index("写一句自己的话，数照原样）：", block) + len("写一句自己的话，数照原样）：")
    drafted.sheet.write_text(
        f"{text[:at]}办了培训，345人次参加。{text[at:]}", "utf-8"
    )  # no box ticked
    assert drafted.run().intake.done
    assert drafted.data()["facts"] == {"一（三）": ["办了培训，345人次参加。"]}
    assert drafted.data()["set_aside"]["一（三）"][0]["printed"] == ["12次", "两次"]


def test_figure_of_another_span_is_looked_at_again_before_the_record(drafted):
    drafted.tick("是“网站发布的信息”", "都不登，缘故")
    text = drafted.year.read_text("utf-8")
    (line,) = (line for line in text.splitlines() if "push.retirement.sms_rounds" in line)
    printed = line.partition("printed: ")[2].partition(",")[0]
    drafted.year.write_text(
        text.replace(line, f"    push.retirement.sms_rounds: {printed}"), "utf-8"
    )
    worklist = drafted.run()
    (asked,) = worklist.intake.questions
    assert "2023-01-01/2023-09-30" in asked.about and not drafted.record.exists()
    drafted.tick("看过了，没有错")
    assert drafted.run().intake.done and drafted.record.exists()


@pytest.mark.builds
def test_misprint_of_the_report_needs_a_reason(project, report):
    granted = next(
        line for line in report.splitlines() if "（七）总计" in line or "七）总计" in line
    )
    cells = granted.split("\t")
    wrong = "\t".join([*cells[:-1], str(int(cells[-1]) + 1)])
    project.upload("报告.txt", report.replace(granted, wrong))
    project.run()
    project.tick("是“网站发布的信息”", "都不登，缘故")
    worklist = project.run()
    assert not worklist.intake.done
    asked = [one for one in worklist.intake.questions if one.choices[0].act is Act.MISPRINT]
    assert asked and asked == worklist.intake.questions
    text = project.sheet.read_text("utf-8")
    project.sheet.write_text(text.replace("[ ] 对照过", "[x] 对照过"), "utf-8")
    assert "冒号后面还没有写" in project.told()
    text = project.sheet.read_text("utf-8")
    project.sheet.write_text(
        text.replace("就是这样印的，缘故：", "就是这样印的，缘故：总计多印了1"), "utf-8"
    )
    assert project.run().intake.done
    assert set(project.data()["printed_so"].values()) == {"总计多印了1"}


# Whose report, and of which year


def test_report_of_another_agency_is_refused(project, report):
    project.upload("报告.txt", report.replace(written.AGENCY, "虚构市水务局"))
    told = project.told()
    assert "D610" in told and "虚构市水务局" in told
    assert not project.year.exists() and not project.sheet.exists()


@pytest.mark.builds
def test_report_without_agency_and_year_is_asked_about_first(project, report):
    project.upload("报告.txt", report.replace(written.AGENCY, "").replace("2023年", ""))
    worklist = project.run()
    assert [one.choices[0].act for one in worklist.intake.questions] == [Act.OURS, Act.YEAR]
    assert not project.year.exists()
    project.tick("是本机关的，照本机关的指标读", "年份：２０２３年")
    assert "不是年份" in project.told() and not project.year.exists()
    text = project.sheet.read_text("utf-8")
    project.sheet.write_text(text.replace("２０２３年", "2023"), "utf-8")
    worklist = project.run()
    assert project.year.is_file() and len(project.data()["figures"]) > 3
    assert len(worklist.intake.questions) >= 4
    assert "[x] 年份：2023" in project.sheet.read_text("utf-8")  # the next run must know it too


# Uploads that can't be meant


def bomb() -> bytes:
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 100_000_000)
    return made.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "bomb": ("报告.docx", bomb, "D601"),
    "encrypted": (
        "报告.pdf",
        lambda: made_reports.pdf([made_reports.Page()], trailer=made_reports.LOCKED),
        "D601",
    ),
    "scan": ("报告.pdf", lambda: made_reports.pdf([made_reports.Page()]), "D601"),
    "wrong kind": ("报告.pdf", lambda: b"MZ" + bytes(range(256)) * 9, "D601"),
    "empty": ("报告.txt", lambda: b"", "D601"),
    "no report": ("报告.txt", lambda: "你好".encode() * 50, "D601"),
    "quotes in its name": ("a\"'`$(id)`.pdf", lambda: b"%PDF-1.4", "D601"),
    "newline in its name": ("a\n::error::b\n.docx", lambda: b"PK\x03\x04", "D601"),
    "bytes that are no text in its name": (
        b"\xff\xfe.pdf".decode("utf-8", "surrogateescape"),
        lambda: b"%PDF-1.4",
        "D601",
    ),
}


@pytest.mark.builds
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_upload_is_told_in_chinese_and_harms_nothing(project, name):
    file, content, code = HOSTILE[name]
    before = everything(project.root)
    project.upload(file, content())
    worklist = project.run()
    (problem,) = worklist.intake.problems
    assert problem.code == code and problem.hint
    lines = [as_html(worklist), as_page(worklist), as_github([problem])]
    assert not any(line.startswith("::error::b") for text in lines for line in text.splitlines())
    assert command.summary(worklist, removed=False).count("\n") == 0
    after = everything(project.root)
    assert set(after.keys() - before.keys()) == {
        Path("inbox", file),
        Path("inbox/清单.html"),
    }
    assert before.items() <= after.items()


def everything(root: Path) -> dict[Path, bytes]:
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_several_files_are_refused_with_their_names(project, report):
    for number in range(10):
        project.upload(f"{number}.txt", report)
    told = project.told()
    assert told.count("D613") == 1 and "10 份" in told and "0.txt" in told and "9.txt" not in told
    assert not project.year.exists()


@pytest.mark.parametrize("kind", ["link", "folder", "inbox that is a link"])
def test_link_or_folder_is_not_read(project, tmp_path, report, kind):
    outside = tmp_path / "outside.txt"
    outside.write_text(report, "utf-8")
    if kind == "link":
        (project.inbox / "报告.txt").symlink_to(outside)
    elif kind == "folder":
        (project.inbox / "报告").mkdir()
    else:
        shutil.rmtree(project.inbox)
        (tmp_path / "elsewhere").mkdir()
        project.inbox.symlink_to(tmp_path / "elsewhere")
    assert "D613" in project.told()
    assert not project.year.exists()


def test_year_file_that_is_a_link_is_not_written_through(project, tmp_path, report):
    outside = tmp_path / "outside.yml"
    project.year.symlink_to(outside)
    project.upload("报告.txt", report)
    assert "D001" in project.told()
    assert not outside.exists()


def test_sheet_that_is_a_link_is_not_read_and_is_replaced(drafted, tmp_path):
    outside = tmp_path / "outside.txt"
    drafted.sheet.rename(outside)
    text = outside.read_text("utf-8").replace("[ ] 都不登", "[x] 都不登")
    outside.write_text(text, "utf-8")
    drafted.sheet.symlink_to(outside)
    drafted.run()
    assert outside.read_text("utf-8") == text and "set_aside" not in drafted.data()
    assert not drafted.sheet.is_symlink() and "12次" in drafted.sheet.read_text("utf-8")


def test_words_of_a_report_are_no_markup_in_the_worklist(project, report):
    evil = "<script>alert(1)</script> @everyone #1 [x](javascript:a) ``` [x] 是"
    project.upload("报告.txt", report.replace("召开会议12次", f"{evil}召开会议12次{evil}"))
    worklist = project.run()
    for made in (as_html(worklist), as_page(worklist)):
        assert "<script" not in made and "](" not in made and "```" not in made
        assert "\n\n" not in as_html(worklist)
    assert not worklist.intake.done
    assert "[x]" not in "".join(
        line for line in project.sheet.read_text("utf-8").splitlines() if line.startswith("[")
    )


# What the check says


def test_check_refuses_while_a_report_waits(project, report):
    (project.root / "mkdocs.yml").write_text("site_name: 虚构\n", "utf-8")
    (project.root / "docs").mkdir()

    def codes() -> list[str]:
        found = check(project.root, project.root / "data", project.root / "docs")
        return [one.code for one in found.problems if one.place.file.startswith("inbox")]

    assert codes() == []
    for name in (".DS_Store", "~$报告.docx", "待定.txt", "清单.html"):
        project.upload(name, "x")
    assert codes() == []
    project.upload("报告.txt", report)
    assert codes() == ["D613"]


def test_upload_is_found_beside_our_own_files(tmp_path):
    assert find_upload(tmp_path, Problems()) is None


# The command


def test_command_says_how_to_go_on(project, report, tmp_path):
    project.upload("报告.txt", report)
    data, changes = project.root / "data", tmp_path / "changes"
    # the command works on its own project's inbox: this one is empty
    done = desk("inbox", "--data", data, "--changes", changes)
    assert (done.returncode, done.stdout) == (0, "收件夹（inbox）里没有报告。\n")
    assert not changes.exists()


def test_changes_are_copied_for_the_workflow(project, report, tmp_path):
    project.upload("报告.txt", report)
    worklist = project.run(edit_at="https://example.invalid/a/edit/加 年", is_fork=True)
    command.copy_changes(project.root, worklist, tmp_path / "out")
    assert set(everything(tmp_path / "out")) == {
        *map(Path, ("data/years/2023.yml", "inbox/待定.txt", "worklist.md", "comment.md"))
    }
    made = (tmp_path / "out/worklist.md").read_text("utf-8")
    line = next(
        n for n, x in enumerate(project.year.read_text("utf-8").splitlines(), 1) if "12次" in x
    )
    assert (
        f"https://example.invalid/a/edit/%E5%8A%A0%20%E5%B9%B4/data/years/2023.yml#L{line}" in made
    )
    assert (
        made.endswith("\n\n") and "\n\n" not in made[:-1]
    )  # one block of HTML, then Markdown again
    assert "Upload files" in made and "网站发布的信息" in made and f"上一次 {last(project)}" in made
    again = project.run()
    assert again.intake.changed == []


def test_comment_of_a_long_report_fits(project, report):
    project.upload("报告.txt", report)
    worklist = project.run(edit_at="https://example.invalid/a/edit/b")
    assert len(as_comment(worklist)) <= MOST_OF_COMMENT
    made = as_comment(worklist, 8000)
    assert len(made) <= 8000 and "篇幅有限" in made and made.endswith("</details>\n")


# The sheet


def question(*words: str) -> Question:
    choices = tuple(Choice(Act.FILL_IN, word, target=word) for word in words)
    return Question("一：3件", "……3件……", (*choices, Choice(Act.SET_ASIDE, "不登，缘故", "没有")))


@pytest.mark.parametrize(
    ("tick", "ticked"),
    [
        ("[x]", 1),
        ("[X]", 1),
        ("［√］", 1),
        ("[ v ]", 1),
        ("[是]", 1),
        ("[ ]", 0),
        ("[]", 0),
        ("［　］", 0),
    ],
)
def test_any_mark_in_a_box_is_a_tick(tmp_path, tick, ticked):
    asked = question("是甲", "是乙")
    text, _ = sheet_text("", [asked], QuestionSheet())
    path = tmp_path / "待定.txt"
    path.write_bytes(
        ("\ufeff" + text.replace("[ ] 是乙", f" {tick}是乙").replace("\n", "\r\n")).encode()
    )
    problems = Problems()
    answer = read_sheet(path).answer(asked, problems)
    assert not problems and (answer.choice.target if answer else "") == ("是乙" if ticked else "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("\n[ ]", "\n[x]"), "选了不止一行"),
        (lambda text: text.replace("[ ] 是甲", "[x] 是丁"), "认不出"),
        (lambda text: text.replace("[ ] 不登，缘故：没有", "[x] 不登，缘故："), "还没有写"),
    ],
)
def test_ticks_that_cannot_be_meant_are_told_with_their_line(tmp_path, change, told):
    asked = question("是甲", "是乙")
    text, _ = sheet_text("", [asked], QuestionSheet())
    path = tmp_path / "待定.txt"
    path.write_text(change(text), "utf-8")
    problems, sheet = Problems(), read_sheet(path)
    assert sheet.answer(asked, problems) is None
    (problem,) = problems
    assert (problem.code, problem.place.file) == ("D614", "inbox/待定.txt")
    assert told in problem.message and problem.place.line > 1
    again, _ = sheet_text("", [asked], sheet)
    assert "是丁" in change(text) or again == change(text)  # nothing that was typed is lost


def test_example_of_ticks_that_cannot_be_meant_raises_its_code(tmp_path):
    example = RULES["D614"].example
    words = [line[4:] for line in example.right.splitlines()]
    asked = Question(
        "一：3件",
        "",
        (Choice(Act.FILL_IN, words[0], target="x"), Choice(Act.SET_ASIDE, *words[1].split("："))),
    )
    path = tmp_path / "待定.txt"
    for text, codes in ((example.wrong, ["D614"]), (example.right, [])):
        path.write_text(f"【{asked.id}】\n{text}\n", "utf-8")
        problems = Problems()
        assert bool(read_sheet(path).answer(asked, problems)) is not bool(codes)
        assert [one.code for one in problems] == codes


def test_editing_guide_explains_every_choice_and_shows_a_sheet_as_it_is(tmp_path):
    guide = (real.ROOT / "docs/about/editing.md").read_text("utf-8")
    section = guide.partition("{#inbox}")[2].partition("\n## ")[0]
    source = (real.ROOT / "hooks/disclosure/reports/inbox/asking.py").read_text("utf-8")
    words = re.findall(r'Choice\(Act\.\w+, "([^"“，（]+)', source)
    assert len(words) >= 7
    assert [one for one in words if one not in section] == []
    shown = section.partition("```\n")[2].partition("```")[0]
    path = tmp_path / "待定.txt"
    path.write_text(shown, "utf-8")
    (lines,) = read_sheet(path).lines.values()
    assert [line.ticked for line in lines] == [True, False, False]
    assert lines[1].words == f"不登，缘故：{WHY}" and lines[2].words == f"{SENTENCE}："
    assert "channels.website.posts" in lines[0].words


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sheet(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("sheet") / "待定.txt"
    path.write_bytes(content)
    assert read_sheet(path).answer(question("是甲"), Problems()) is None


# What is put into the year file

WORDS = st.text("件条次甲乙：，#'\"[]{}-? 0123", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(
    items=st.dictionaries(
        st.sampled_from(["一", "一（一）1", "报告开头", "二"]),
        st.lists(WORDS, min_size=1, max_size=3),
        min_size=1,
    ),
    chosen=st.data(),
)
def test_settled_items_move_and_nothing_else_changes(items, chosen):
    from disclosure.datafiles.models import OpenItem
    from disclosure.open_data.blank_year import in_yaml

    lines = ["year: 2023", "figures:", "  一:", "    a.b: 1件  # 近", "open:  # 还没有定"]
    for section, printed in items.items():
        lines.append(f"  {section}:")
        lines += [
            f"    - {in_yaml({'printed': one, 'words': one}, flow=True)}  # 注" for one in printed
        ]
    text = "\n".join([*lines, "tables:", "  三:", "    a: [1, ~]", ""])
    before = yaml.load(text, yaml.CBaseLoader)
    of = {(s, n): OpenItem(printed=p, words=p) for s, ps in items.items() for n, p in enumerate(ps)}
    answers, wanted = [], yaml.load(text, yaml.CBaseLoader)
    for (section, index), item in of.items():
        act = chosen.draw(st.sampled_from([None, Act.FILL_IN, Act.SET_ASIDE, Act.FACT]))
        if act is None:
            continue
        target = f"x{len(answers)}.y"
        choice = Choice(act, "", target=target)
        answers.append(
            Answer(Question("", "", (choice,), None, (section, index)), choice, "话：#1")
        )
        if act is Act.FILL_IN:
            wanted["figures"].setdefault(section, {})[target] = item.printed
        elif act is Act.FACT:
            wanted.setdefault("facts", {}).setdefault(section, []).append("话：#1")
        else:
            aside = wanted.setdefault("set_aside", {}).setdefault(
                section, [{"printed": [], "why": "话：#1"}]
            )
            aside[0]["printed"].append(item.printed)
    gone = {one.question.item for one in answers}
    wanted["open"] = {
        section: kept
        for section, found in before["open"].items()
        if (kept := [one for n, one in enumerate(found) if (section, n) not in gone])
    }
    if not wanted["open"]:
        del wanted["open"]
    made = settled(text, answers, of)
    assert yaml.load(made, yaml.CBaseLoader) == wanted
    assert "a.b: 1件  # 近" in made


def test_items_on_one_line_are_left_to_the_editor():
    from disclosure.datafiles.models import OpenItem

    text = "open: {一: [{printed: 3件, words: a}, {printed: 4件, words: b}]}\n"
    choice = Choice(Act.SET_ASIDE, "")
    answer = Answer(Question("", "", (choice,), None, ("一", 0)), choice, "缘故")
    with pytest.raises(CannotSettle):
        settled(text, [answer], {("一", 0): OpenItem(printed="3件", words="a")})


def filled_in_workbook(
    project: Project, change: Callable[[Any], None] = lambda book: None
) -> bytes:
    """The workbook for the year, with the figures that the made-up report prints."""
    loaded = load_data(project.root / "data", Problems())
    blank = fill_in_workbook(loaded, YEAR, "2022", Origin())
    return workbooks.filled_like(blank, loaded.year_source("2022"), YEAR, change)


def test_a_workbook_becomes_the_year_file_but_no_record(project):
    project.upload("2023.xlsx", filled_in_workbook(project))
    worklist = project.run()
    assert [one.message for one in worklist.errors] == []
    if worklist.intake.questions:  # the report's own sums: printed so
        project.tick(*(f"{one.choices[0].words}：数过了" for one in worklist.intake.questions))
        worklist = project.run()
    assert worklist.intake.done and worklist.intake.is_copied
    assert project.year.is_file() and not project.record.exists()
    assert "还没有对照报告核对" in as_html(worklist)
    assert "还没有对照报告核对" in command.summary(worklist, removed=True)


def test_a_workbook_does_not_change_a_year_file_and_tells_where_they_differ(project):
    project.upload("2023.xlsx", filled_in_workbook(project))
    project.run()
    text = project.year.read_text("utf-8")
    changed = text.replace("push.sealed.recipients: ", "push.sealed.recipients: 约9", 1)
    assert changed != text
    project.year.write_text(changed, "utf-8")
    told = project.told()
    assert "D615" in told and "年份文件没有改动" in told
    assert project.year.read_text("utf-8") == changed
    assert not project.run().intake.done


def test_a_cell_that_nobody_filled_in_stays_in_the_worklist(project):
    def change(book: Any) -> None:
        workbooks.row_of(book, "push.sealed.recipients")[workbooks.PRINTED].value = None

    project.upload("2023.xlsx", filled_in_workbook(project, change))
    assert "还没有填" in project.told()
    assert not project.run().intake.done
