"""`make mutants`: which faults it draws, and what its report says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from built import ROOT

MODULE = """
from functools import cache

def least(one: int | None, other: int) -> bool:
    return one is not None and one + 1 < other

@cache
def three() -> int:
    return 3
"""


@pytest.fixture
def mutants(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("cosmic_ray", reason="only `make mutants` installs it")
    monkeypatch.syspath_prepend(str(ROOT / "tests"))
    return __import__("mutants")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    module = tmp_path / "hooks/disclosure/figures/made_up.py"
    module.parent.mkdir(parents=True)
    module.write_text(MODULE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_fault_is_put_into_a_type_or_takes_a_cache_away(mutants, project):
    found = mutants.faults(project, ["figures"])
    assert {one.start_pos[0] for one in found} == {5, 9}
    names = {one.operator_name for one in found}
    assert {"core/ReplaceAndWithOr", "core/ReplaceComparisonOperator_Lt_LtE"} <= names
    assert "core/RemoveDecorator" not in names
    assert not any("BitOr" in name and "Add" not in name for name in names)


def test_same_seed_draws_the_same_faults_and_no_place_twice(mutants, project):
    found = mutants.faults(project, ["figures"])
    drawn = mutants.sample(found, 4, seed=1)
    assert drawn == mutants.sample(found, 4, seed=1)
    assert len({(one.start_pos, one.operator_name.partition("_")[0]) for one in drawn}) == 4
    assert any(drawn != mutants.sample(found, 4, seed=seed) for seed in range(2, 9))


def test_report_counts_what_was_noticed_and_shows_what_was_not(mutants, project):
    one, other = mutants.faults(project, ["figures"])[:2]
    diff = "--- mutation diff ---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-3\n+4"
    found = [mutants.Tried(one, True, diff), mutants.Tried(other, False, diff)]
    text = "\n".join(mutants.report(found, 9, 5))
    assert "# 1 of 2 faults noticed (50.0%)" in text and "| figures | 1 | 2 |" in text
    place = re.escape(f"made_up.py:{other.start_pos[0]} {other.operator_name}")
    assert re.search(rf"{place}\n\n```diff\n@@ -1 \+1 @@\n-3\n\+4\n```", text)
    assert text.count("```diff") == 1


def test_compiled_code_of_a_fault_is_forgotten(mutants, tmp_path):
    compiled = tmp_path / "__pycache__/made_up.cpython-311.pyc"
    other = tmp_path / "__pycache__/made_up_too.cpython-311.pyc"
    compiled.parent.mkdir()
    for path in (compiled, other):
        path.touch()
    mutants.forget(tmp_path / "made_up.py")
    assert not compiled.exists() and other.exists()


class RunBy(dict):
    """Line → which tests ran it, as coverage tells it."""

    def contexts_by_lineno(self, path: str) -> dict[int, list[str]]:
        return self if path.endswith("figures/made_up.py") else {}


def test_tests_that_run_the_statement_are_tried_their_own_package_first(mutants, project):
    run_by = RunBy(
        {5: ["tests/pages/test_a.py::test_b[1]|run", "tests/figures/test_c.py::test_d|run"]}
    )
    run_by[9] = ["tests/desk/test_e.py::test_f|setup", ""]
    tests = {
        fault.start_pos[0]: mutants.tests_that_run(fault, run_by, project)
        for fault in mutants.faults(project, ["figures"])
    }
    assert tests[5] == ["tests/figures/test_c.py::test_d", "tests/pages/test_a.py::test_b"]
    assert tests[9] == ["tests/desk/test_e.py::test_f"]


def test_a_fault_that_only_an_import_runs_is_tried_by_all_tests_of_its_module(mutants, project):
    run_by = RunBy({1: [""], 5: [""], 9: ["tests/figures/test_c.py::test_d|run"]})
    for fault in mutants.faults(project, ["figures"]):
        assert mutants.tests_that_run(fault, run_by, project) == ["tests/figures/test_c.py::test_d"]


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [(1, 1, 2), (2, 1, 2), (3, 3, 3), (4, 4, 6), (5, 4, 6)],
    ids=["head", "second line of the head", "plain", "over three lines", "within them"],
)
def test_a_statement_ends_before_its_body(mutants, line, first, last):
    text = "if (one\n    and two):\n    three()\n    four(\n        5,\n    )\n"
    assert mutants.statement_at(mutants.ast.parse(text), line) == (first, last)
