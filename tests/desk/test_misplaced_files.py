"""Year files under wrong names and in wrong places, and other files under the name of one: what `check` answers."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from disclosure.datafiles.parsing.file_kinds import foreign_kind, is_web_page
from disclosure.desk.check import check
from disclosure.problems.problem import Problem
from disclosure.problems.rule import Severity
from made_up import ROOT


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """The made-up agency's project, which has no problem."""
    top = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "example", top)
    return top


def checked(top: Path) -> tuple[Problem, ...]:
    return check(top, top / "data", top / "docs").problems


def moved(top: Path, place: str) -> None:
    """Put the year file of 2023 somewhere else."""
    (top / place).parent.mkdir(parents=True, exist_ok=True)
    (top / "data/years/2023.yml").rename(top / place)


ELSEWHERE = [
    *("2023.yml", "2023.YML", "2023.txt", "报告.yml", "years/2023.yml", "新建文件夹/2023.yml"),
    *("2023年/数据/2023.yaml", ".github/2023.yml", "hooks/2023.yml"),
    *("docs/2023.yml", "docs/years/2023.yml", "docs/topics/2023年.yaml"),
    *("data/2023.yml", "data/2023年.yaml", "data/years/2023/2023.yml", "data/year/2023.yml"),
    *("data/topics/2023.yml", "data/forms/2023.yml", "data/published/2023.yml"),
]


@pytest.mark.parametrize("place", ELSEWHERE)
def test_year_file_in_another_place_is_told_to_move(top: Path, place: str):
    moved(top, place)
    errors = [one for one in checked(top) if one.severity is Severity.ERROR]
    (problem,) = [one for one in errors if one.place.file == place]
    assert problem.code in ("D008", "D506")
    assert "data/years/2023.yml" in problem.hint
    assert errors == [problem]


@pytest.mark.parametrize(
    "name",
    [
        "2023年.yml",
        "2023 (1).yml",
        "2023-副本.yml",
        "报告.yml",
        "２０２３.yml",
        "2023年.yaml",
        "2023.yml.txt",
    ],
)
def test_year_file_under_another_name_is_told_its_name(top: Path, name: str):
    moved(top, f"data/years/{name}")
    (problem,) = [one for one in checked(top) if one.severity is Severity.ERROR]
    assert problem.code in ("D201", "D008")
    assert problem.place.file == f"data/years/{name}"
    assert "2023.yml" in problem.hint and name not in problem.hint


def test_file_of_another_year_is_asked_which_year_it_is(top: Path):
    moved(top, "data/years/2032.yml")
    (problem,) = [one for one in checked(top) if one.code == "D201"]
    assert "year: 2032" in problem.hint and "data/years/2023.yml" in problem.hint


@pytest.mark.parametrize(
    ("was", "now", "home"),
    [
        ("topics/services.yml", "years/services.yml", "data/topics/services.yml"),
        ("topics/services.yml", "forms/services.yml", "data/topics/services.yml"),
        ("forms/2021.yml", "years/2021-form.yml", "data/forms/2021-form.yml"),
    ],
)
def test_topic_or_form_in_another_folder_is_told_to_move(top: Path, was: str, now: str, home: str):
    (top / "data" / was).rename(top / "data" / now)
    told = [one for one in checked(top) if one.place.file == f"data/{now}"]
    assert [one.code for one in told] == ["D008"]
    assert home in told[0].hint


def archive(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for part in parts:
            file.writestr(part, "x" * 2000)
    return made.getvalue()


FOREIGN = {
    "Word 文件": archive("[Content_Types].xml", "word/document.xml"),
    "Excel 文件": archive("[Content_Types].xml", "xl/workbook.xml"),
    "Word、Excel 或 WPS": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "RTF": rb"{\rtf1\ansi 2023}",
    "PDF 文件": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "图片": b"\x89PNG\r\n\x1a\n" + bytes(30),
    "压缩文件": archive("2023.yml"),
    "网页": "<!DOCTYPE html>\n<html><body>2023年报告：274件</body></html>".encode(),
    "不是文字": bytes(range(256)) * 9,
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_other_file_named_like_a_year_file_is_told_what_it_is(top: Path, kind: str):
    (top / "data/years/2023.yml").write_bytes(FOREIGN[kind])
    (problem,) = [one for one in checked(top) if one.severity is Severity.ERROR]
    assert (problem.code, problem.place.file) == ("D010", "data/years/2023.yml")
    assert kind in problem.message
    assert "UTF-8" not in problem.message + problem.hint


@pytest.mark.parametrize("name", ["报告.docx", "2023.xlsx", "2023.pdf", "2023.doc"])
def test_report_among_year_files_is_not_told_to_take_another_name(top: Path, name: str):
    kinds = {
        ".docx": "Word 文件",
        ".xlsx": "Excel 文件",
        ".pdf": "PDF 文件",
        ".doc": "Word、Excel 或 WPS",
    }
    kind = kinds[Path(name).suffix]
    (top / "data/years" / name).write_bytes(FOREIGN[kind])
    (problem,) = checked(top)
    assert problem.code == "D008" and kind in problem.message
    assert "移出" in problem.hint and "改名" not in problem.hint


def test_large_word_document_is_told_what_it_is_and_not_how_large():
    assert foreign_kind(FOREIGN["Word 文件"] + bytes(400_000)) == "Word 文件"


@pytest.mark.parametrize(
    "text", ["<?xml version='1.0'?><html>", "<!-- saved --><HTML>", "<p>", "MIME-Version: 1.0"]
)
def test_markup_is_a_web_page(text: str):
    assert is_web_page(text)


@pytest.mark.parametrize("text", ["year: 2023", "# <html>", "甲: <p>", "<<<<<<< HEAD", ""])
def test_yaml_is_no_web_page(text: str):
    assert not is_web_page(text) and not foreign_kind(text.encode())
