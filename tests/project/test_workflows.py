"""What GitHub runs: files that it reads and that let nobody in, with commands that a shell reads."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from built import ROOT

pytestmark = pytest.mark.builds

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, words)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_they_are_what_github_reads(schema: str, files: list[Path]):
    said = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files)
    assert said.returncode == 0, said.stdout


def test_they_let_nobody_in():
    said = run(Path(sys.executable).with_name("zizmor"), "--offline", "--no-config", GITHUB)
    assert said.returncode == 0, said.stdout


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_their_commands_are_ones_that_a_shell_reads(workflow: Path):
    for step in steps(workflow):
        if "run" in step:
            said = run("bash", "-n", "-c", step["run"])
            assert (said.returncode, said.stderr) == (0, ""), step["run"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_they_call_only_targets_and_files_that_there_are(workflow: Path):
    """`make` lists its targets; a renamed script or target is found before the next release."""
    targets = {line.split()[1] for line in run("make", "-sC", ROOT, "help").stdout.splitlines()}
    for step in steps(workflow):
        for word, following in pairs(step.get("run", "")):
            if word == "make":
                assert following in targets, step["run"]
            if word.endswith((".py", ".sh")) or word.startswith(("deploy/", ".ci/")):
                assert (ROOT / word).is_file(), word


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_commit_with_its_version_beside_it(workflow: Path):
    lines = [
        line for line in workflow.read_text("utf-8").splitlines() if re.search(r"\buses:", line)
    ]
    assert len(lines) == sum("uses" in step for step in steps(workflow))
    for line in lines:
        assert re.fullmatch(r" *(- )?uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40}  # v[\d.]+", line), line


def pairs(command: str) -> Iterator[tuple[str, str]]:
    yield from pairwise([*command.split(), ""])


def test_a_release_says_which_commit_it_is_made_from():
    for name in ("pages", "container"):
        text = (GITHUB / "workflows" / f"{name}.yml").read_text("utf-8")
        for word in ("SOURCE_COMMIT", "SOURCE_DATE_EPOCH", "SITE_URL", "REPOSITORY_URL"):
            assert word in text, (name, word)
