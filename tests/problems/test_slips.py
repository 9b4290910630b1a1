"""Slips of editors, in a made-up year that has no problem without them: each is reported at its own line, with a mend
that works when it is pasted as given."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import made_up
import real
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problem, Problems
from disclosure.problems.rule import Severity
from made_up import ROOT

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "problems" / "slips.yml").read_text("utf-8")
)
MARK = "‸"


def good_year() -> str:
    """The report for 2022 as if it were another year's, with thousands in figures and cells."""
    text = (real.SOURCE / "years" / "2022.yml").read_text("utf-8")
    text = re.sub("202[123]", lambda found: str(int(found[0]) + 1), text)
    for right, other in CHANGED.items():
        assert text.count(right) == 1, right
        text = text.replace(right, other)
    return text


CHANGED = {
    "form: 2022": "form: 2021",
    "data/forms/2022": "data/forms/2021",
    "1860条": "2034条",
    "64条": "318条",
    "1919.69万": "2,215.38万",
    "requests.handled: 3件": "requests.handled: 13件",
    "[4, 3, 27]": "['1,011', 1, '1,037']",
    "licences:            [0]": "licences:            ['1,011']",
    "received:                  [3, —, —, —, —, —, 3]": "received:                  [11, 2, —, —, —, —, 13]",
    "    granted:                   [0, —, —, —, —, —, 0]": "    granted:                   [4, 1, —, —, —, —, 5]",
    "unable.not_held:           [1, —, —, —, —, —, 1]": "unable.not_held:           [3, —, —, —, —, —, 3]",
    "other.not_supplemented:    [1, —, —, —, —, —, 1]": "other.not_supplemented:    [3, —, —, —, —, —, 3]",
    "other.other:               [1, —, —, —, —, —, 1]": "other.other:               [1, 1, —, —, —, —, 2]",
    "handled:                   [3, —, —, —, —, —, 3]": "handled:                   [11, 2, —, —, —, —, 13]",
}
GOOD = good_year()


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """An empty place for the year's file, in a data folder with the year before."""
    return real.copied(tmp_path / "data", "schema") / "years" / "2023.yml"


def problems_with(year: Path, text: str) -> list[Problem]:
    year.write_text(text, "utf-8")
    problems = Problems()
    load_data(year.parents[1], problems)
    return list(problems)


def slipped(case: dict[str, Any]) -> str:
    text = GOOD
    for edit in (*filter(None, [case.get("also")]), case):
        assert text.count(edit["find"]) == 1, (text.count(edit["find"]), edit["find"])
        text = text.replace(edit["find"], edit["replace"])
    return text


def test_year_without_slips_has_no_problem(year: Path):
    assert problems_with(year, GOOD) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["slip"].replace(" ", "-"))
def test_slip_is_reported_at_its_line_with_a_mend_that_works(case: dict[str, Any], year: Path):
    before, marked, after = slipped(case).partition(MARK)
    assert marked
    wrong, has_end, rest = after.partition(MARK)
    found = problems_with(year, before + wrong + rest)
    assert found, "not reported"
    first = found[0]
    shown = [f"{one.place} {one.code} {one.message} ⇒ {one.hint}" for one in found]
    assert first.place.line == before.count("\n") + 1, shown
    assert case.get("code", first.code) == first.code, shown
    kind = Severity.WARNING if case.get("warns") else Severity.ERROR
    assert first.severity is kind, shown
    says = case.get("says", [])
    for words in [says] if isinstance(says, str) else says:
        assert words in f"{first.message}\n{first.hint}", shown
    if has_end:
        assert case["mend"] in first.hint, shown
        assert problems_with(year, before + case["mend"] + rest) == []


def test_correction_that_a_silent_change_is_told_to_add_works_with_a_comma_in_the_figure(
    year: Path,
):
    made_up.publish(year.parents[1], 2023, {"2024-01-01": {"channels.wechat.reads": "2,215.38万"}})
    changed = GOOD.replace("2,215.38万", "2,315.38万")
    (problem,) = problems_with(year, changed)
    assert problem.code == "D405"
    found = re.search(r"\{on: .*\}", problem.hint)
    assert found
    line = found[0].replace("日期", "2024-02-01").replace("why: 原因", "why: 抄错")
    assert problems_with(year, f"{changed}\ncorrections:\n  - {line}\n") == []


def test_file_pasted_twice_is_one_problem_where_the_second_copy_begins(year: Path):
    (problem,) = problems_with(year, f"{GOOD}\n{GOOD}")
    assert problem.place.line == GOOD.count("\n") + 2
    assert "贴了两遍" in problem.hint


def test_full_width_punctuation_in_many_lines_is_found_in_one_run(year: Path):
    spoilt = GOOD.replace(": 9条", "：9条").replace(": 4条", "：4条")
    found = problems_with(year, spoilt.replace("{printed: 突破", "｛printed: 突破"))
    assert [one.code for one in found] == ["D003"] * 3
    assert len({one.place.line for one in found}) == 3
