"""The editors' commands: what they print, and how they end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from built import ROOT


def desk(
    *words: str | Path, folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "hooks/desk.py", *words],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's data with a word that is no unit, and a sum that does not hold."""
    data = tmp_path_factory.mktemp("broken") / "data"
    shutil.copytree(ROOT / "data", data)
    year = data / "years/2022.yml"
    year.write_text(year.read_text("utf-8").replace("34.67万人", "34.67万入"), "utf-8")
    return data


def test_right_data_passes_from_any_folder(tmp_path):
    said = desk("check", folder=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, "没有问题。\n", "")
    assert desk("check", "--format", "json").stdout == "[]\n"
    assert desk("check", "--format", "github").stdout == ""


def test_a_problem_in_the_data_is_told_as_json(broken):
    said = desk("check", "--data", broken, "--format", "json")
    assert (said.returncode, said.stderr) == (1, "")
    (problem,) = json.loads(said.stdout)
    assert (problem["code"], problem["file"]) == ("D301", "data/years/2022.yml")


def test_a_problem_is_told_as_text_with_its_line(broken):
    said = desk("check", DISCLOSURE_DATA=str(broken))
    assert said.returncode == 1
    assert "data/years/2022.yml:" in said.stdout
    assert "共 1 处问题" in said.stdout


def test_a_problem_is_told_to_github(broken):
    said = desk("check", "--data", "data", "--format", "github", folder=broken.parent)
    assert said.returncode == 1
    assert said.stdout.startswith("::error file=data/years/2022.yml,line=")


def test_broken_data_is_not_exported(broken, tmp_path):
    said = desk("export", tmp_path / "out", "--data", broken)
    assert (said.returncode, said.stdout) == (1, "")
    assert "D301" in said.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check", "--data", "没有"], "找不到数据文件夹"),
        (["check", "--format", "xml"], "xml"),
        (["export"], "DIR"),
        (["export", "."], "没有导出"),
        (["exprot"], "exprot"),
    ],
)
def test_a_command_used_wrongly_ends_with_2(words, told):
    said = desk(*words)
    assert said.returncode == 2
    assert told in said.stderr
    assert "Traceback" not in said.stderr


def test_help_is_chinese():
    for words in (["--help"], ["check", "-h"], ["export", "-h"]):
        said = desk(*words)
        assert said.returncode == 0
        assert "显示这段说明" in said.stdout
