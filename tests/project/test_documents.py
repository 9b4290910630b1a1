"""The Markdown files for those who work on the project: what they link to is there, and they name what there is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import audit
import locks
from built import ROOT

PLACES = ("*.md", "guides/*.md", "deploy/*.md", ".github/*.md")
DOCUMENTS = sorted(path for place in PLACES for path in ROOT.glob(place))
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
VULNERABILITIES = ROOT / "deploy/vulnerabilities.md"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_to_other_files_lead_somewhere(path: Path):
    for target in LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_top_level_has_few_documents_and_requirement_files():
    """Guides go into guides/, requirement files into requirements/."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    top = {path for path in tracked if "/" not in path}
    assert {path for path in top if path.endswith(".md")} == {
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
    }
    assert {path for path in top if path.startswith("requirements")} == {
        *("requirements.txt", "requirements.lock")
    }


def test_vulnerability_guide_names_every_lock_and_only_targets_that_exist():
    text = VULNERABILITIES.read_text("utf-8")
    for lock in locks.lock_files(ROOT):
        assert f"`{lock.relative_to(ROOT).as_posix()}`" in text
    for path in (*audit.NPM_LOCKS[:1], Path(audit.ACCEPTED).name):
        assert path in text
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for words in re.findall(r"`make ([\w ]+)`", text):
        for target in words.split():
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for script in re.findall(r"\bscripts/\w+\.py\b|\.github/\w+/\w+\.yml", text):
        assert (ROOT / script).is_file(), script
