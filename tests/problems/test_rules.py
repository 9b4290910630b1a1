"""Every code is raised by its own example, in a made-up agency's data that has no problem without it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from disclosure.build.build import Build
from disclosure.datafiles.parsing.yaml_source import MAX_BYTES
from disclosure.datafiles.reader import read_files
from disclosure.desk.check import problems_in
from disclosure.desk.editor_schema import schemas
from disclosure.desk.year_files import write
from disclosure.problems.problem import Problem, Problems
from disclosure.problems.rule import Example, How, Severity
from disclosure.problems.rules import RULES
from made_up import ROOT

EXAMPLE = ROOT / "tests" / "example"
OF_DATA = [code for code, rule in RULES.items() if rule.example.how is not How.REPORT]
"""Those of reports are raised in test_report_rules.py."""


def found(top: Path) -> tuple[Problem, ...]:
    return tuple(problems_in(top / "data", top / "docs"))


@pytest.fixture
def top(tmp_path):
    top = tmp_path / "example"
    shutil.copytree(EXAMPLE, top)
    for name, text in schemas(read_files(top / "data", Problems())).items():
        write(top / "data" / "schema" / name, text)
    return top


def place_of(example: Example) -> str:
    return example.file if example.file.startswith("docs/") else f"data/{example.file}"


def spoil(top: Path, example: Example) -> range:
    """Make the example's fault; the lines it stands in."""
    path = top / place_of(example)
    match example.how:
        case How.REMOVE:
            path.unlink()
        case How.RENAME:
            path.rename(top / example.wrong)
        case How.EMPTY:
            path.write_bytes(b"")
        case How.GBK:
            path.write_bytes(path.read_text("utf-8").encode("gbk"))
        case How.WORD:
            path.write_bytes(b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml")
        case How.SWELL:
            path.write_text(path.read_text("utf-8") + "#" * MAX_BYTES, "utf-8")
        case How.EDIT:
            text = path.read_text("utf-8")
            assert text.count(example.right) == 1, f"{example.right!r} in {example.file}"
            path.write_text(text.replace(example.right, example.wrong), "utf-8")
            first = text[: text.index(example.right)].count("\n") + 1
            return range(first, first + example.wrong.rstrip("\n").count("\n") + 1)
    return range(1, 2)


def test_the_made_up_agency_has_no_problem():
    assert found(EXAMPLE) == ()


@pytest.mark.parametrize("code", OF_DATA)
def test_the_example_raises_its_code(code, top):
    rule = RULES[code]
    lines = spoil(top, rule.example)
    told = [problem for problem in found(top) if problem.code == code]
    assert told, [f"{problem.place} {problem.code} {problem.message}" for problem in found(top)]
    assert all(problem.hint for problem in told)
    assert {problem.severity for problem in told} == {rule.severity}
    if code not in ELSEWHERE:
        assert [problem for problem in told if problem.place.line in lines], told


@pytest.mark.parametrize("code", OF_DATA)
def test_the_example_raises_little_else(code, top):
    """A fault is told once; what follows from it is not told as well."""
    spoil(top, RULES[code].example)
    assert {problem.code for problem in found(top)} == {code, *TOGETHER.get(code, ())}


def test_warnings_are_those_that_only_an_editor_can_judge():
    doubts = {code for code in OF_DATA if RULES[code].severity is Severity.WARNING}
    assert doubts == {
        *("D009", "D212", "D213", "D214", "D215", "D217", "D221", "D222", "D306", "D307"),
        *("D409", "D410", "D413"),
    }


ELSEWHERE = {
    "D401",
    "D405",
    "D403",
    "D404",
    "D406",
    "D303",
    "D304",
    "D101",
    "D407",
    "D411",
    "D413",
    "D215",
    "D216",
    "D218",
    "D106",
}
"""Told where the total, the correction or the thing around it stands."""
TOGETHER: dict[str, tuple[str, ...]] = {}
"""Other codes that an example rightly raises too."""


def test_stale_completion_file_is_a_warning_of_check_and_not_of_the_build(top):
    (top / "data" / "schema" / "year.json").write_bytes(b"")
    assert [problem.code for problem in found(top)] == ["D009"]
    assert not len(Build(top, top / "data", top / "docs").problems)


def test_stale_completion_files_are_not_told_while_data_has_errors(top):
    (top / "data" / "schema" / "year.json").write_bytes(b"")
    (top / "data" / "agency.yml").unlink()
    assert "D009" not in [problem.code for problem in found(top)]
