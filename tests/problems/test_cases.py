"""Golden cases of reading: a slip in the project's own data in, problems at their line and column out.

A case in cases/ is named after the rule it shows. Its `edit` is made in a copy of data/, where each `find` must stand
exactly once; `published` is a record of what was published, for the cases that are about it; `verified` has the years
that were held against their reports before the edit, each with the figures that were not. `‸` in a `replace` marks the
character a problem is expected at, and is taken out again: so a case stays right when lines are added above it.
`problems` are in the order of the marks, which is file order; one without a mark gives its place in `at`.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import made_up
import real
from disclosure.build.build import Build
from disclosure.problems.problem import DataErrors, Problem
from made_up import ROOT

CASES = sorted((ROOT / "tests" / "cases").glob("*.yml"))
MARK = "‸"


def edited(data: Path, edits: list[dict[str, str]]) -> list[str]:
    """Make the edits; the places of their marks, in file order."""
    files: dict[str, str] = {}
    for edit in edits:
        text = files.get(edit["file"]) or (data / edit["file"]).read_text("utf-8")
        assert text.count(edit["find"]) == 1, (
            f"{edit['find']!r} stands {text.count(edit['find'])} times in {edit['file']}"
        )
        files[edit["file"]] = text.replace(edit["find"], edit["replace"])
    places = []
    for file, text in sorted(files.items()):
        (data / file).write_text(text.replace(MARK, ""), "utf-8")
        for number, line in enumerate(text.split("\n"), start=1):
            columns = [index for index, character in enumerate(line) if character == MARK]
            places += [
                f"data/{file}:{number}:{column - before + 1}"
                for before, column in enumerate(columns)
            ]
    return places


def problems_in(data: Path, docs: Path) -> tuple[Problem, ...]:
    shutil.copytree(ROOT / "docs", docs)
    try:
        return tuple(Build(ROOT, data, docs).problems)  # what stops nothing
    except DataErrors as stopped:
        return stopped.problems


def says(problem: Problem, fragments: str | list[str]) -> list[str]:
    """The fragments that neither the message nor the hint says."""
    wanted = [fragments] if isinstance(fragments, str) else fragments
    return [fragment for fragment in wanted if fragment not in f"{problem.message}\n{problem.hint}"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path, tmp_path):
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    data = tmp_path / "data"
    real.copied(data, "schema", "published")
    for year, released in case.get("published", {}).items():
        made_up.publish(data, year, released)
    for year, without in case.get("verified", {}).items():
        made_up.verify(data, year, without)
    marks = iter(edited(data, case.get("edit", [])))
    found = problems_in(data, tmp_path / "docs")
    told = [f"{problem.place} {problem.code}" for problem in found]
    assert told == [
        f"{problem.get('at') or next(marks)} {problem['code']}" for problem in case["problems"]
    ]
    assert not list(marks)  # every mark is spoken for
    for problem, expected in zip(found, case["problems"], strict=True):
        assert says(problem, expected["says"]) == []
        assert (
            problem.place.text
            == (tmp_path / problem.place.file)
            .read_text("utf-8")
            .split("\n")[problem.place.line - 1]
        )


def test_there_are_cases():
    assert len(CASES) >= 24
