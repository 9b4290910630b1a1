"""The suite itself: quick tests first, folders made once, no test that hangs, more examples each week."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import settings

from built import ROOT
from ordering import SLOW, quick_first
from shared import made_once


def items(quick: int, slow: int) -> list[SimpleNamespace]:
    marks = [None] * quick + [SLOW[n % len(SLOW)] for n in range(slow)]
    return [
        SimpleNamespace(mark=mark, get_closest_marker=lambda name, mark=mark: name == mark)
        for mark in reversed(marks)
    ]


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
@pytest.mark.parametrize(("quick", "slow"), [(40, 20), (7, 5), (0, 3), (3, 0), (1, 1), (0, 0)])
def test_every_worker_starts_with_quick_tests(workers: int, quick: int, slow: int):
    given = items(quick, slow)
    ordered = quick_first(given, workers)
    assert sorted(map(id, ordered)) == sorted(map(id, given))
    assert workers > 1 or [one.mark is None for one in ordered] == [True] * quick + [False] * slow
    if (quick, slow) == (40, 20):
        share = len(ordered) // workers  # what pytest-xdist gives each worker at first
        assert all(ordered[worker * share].mark is None for worker in range(workers))


def test_folder_is_made_once_by_whoever_asks_first(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        folder.mkdir()

    def ask(worker: int) -> Path:
        own = tmp_path / f"popen-gw{worker}"
        own.mkdir()
        return made_once(SimpleNamespace(getbasetemp=lambda: own), "thing", make)

    with ThreadPoolExecutor() as workers:
        folders = set(workers.map(ask, range(4)))
    assert folders == {*made} and len(made) == 1


def test_folder_that_could_not_be_made_is_tried_again(tmp_path: Path):
    factory = SimpleNamespace(getbasetemp=lambda: tmp_path)
    with pytest.raises(ZeroDivisionError):
        made_once(factory, "thing", lambda folder: 1 // 0)
    assert made_once(factory, "thing", Path.mkdir).is_dir()


def test_every_test_has_a_timeout(pytestconfig: pytest.Config):
    assert 0 < float(pytestconfig.getini("timeout")) <= 600


def test_weekly_workflow_looks_harder_and_elsewhere():
    workflow = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text("utf-8"))
    (profile,) = (
        step["env"]["HYPOTHESIS_PROFILE"]
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "env" in step
    )
    weekly, change = settings.get_profile(profile), settings.get_profile("change")
    assert weekly.max_examples >= 10 * change.max_examples
    assert change.derandomize and not weekly.derandomize


def test_no_property_settles_for_itself_how_many_examples_a_week_brings_or_which():
    fixed = re.compile(r"max_examples=\d|derandomize=")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if line.startswith("@settings(") and fixed.search(line)
    ]
    assert found == []
