"""Every lock holds what its .txt asks for, whole; and scripts/locks.py finds what does not agree, offline."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import locks
from built import ROOT

pytestmark = pytest.mark.builds


def test_the_locks_agree_with_what_is_asked_for():
    assert list(locks.wrong(ROOT)) == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for path in ROOT.glob("requirements.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_version_raised_in_one_place_alone_is_told_of_every_lock_that_has_it(project: Path):
    change(project / "requirements.txt", "jinja2==3.1.6", "jinja2==3.1.7")
    assert list(locks.wrong(project)) == [
        f"{name}.lock: jinja2==3.1.6 is in it, jinja2==3.1.7 is asked for"
        for name in ("requirements", "requirements/desk", "requirements/dev")
    ]


def test_a_new_requirement_is_missed(project: Path):
    with (project / "requirements/audit.txt").open("a", encoding="utf-8") as file:
        file.write("example==1.0  # nothing\n")
    assert list(locks.wrong(project)) == [
        "requirements/audit.lock: example is not in it",
        "requirements/dev.lock: example is not in it",
    ]


def test_one_that_nobody_asks_for_is_told(project: Path):
    change(project / "requirements/deploy.txt", "brotli==", "# brotli==")
    assert "requirements/deploy.lock: brotli is in it, and nobody asks for it any more" in list(
        locks.wrong(project)
    )


def test_what_a_package_asks_for_is_missed(project: Path):
    """As far as the package is installed here."""
    lock = project / "requirements.lock"
    kept = [
        one for one in locks.blocks(lock.read_text("utf-8")) if not one.startswith("markupsafe==")
    ]
    lock.write_text("".join(kept), "utf-8")
    said = list(locks.wrong(project))
    assert "requirements.lock: markupsafe is not in it" in said
    assert "requirements.lock: jinja2 asks for MarkupSafe>=2.0, which is not in it" in said


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("--hash=sha256:", "--hash=md5:", "has no hash"),
        ("# This", "--index-url https://example.org/\n# This", "it names a host"),
    ],
)
def test_a_careless_lock_is_told(project: Path, old, new, told):
    lock = project / "requirements/deploy.lock"
    lock.write_text(lock.read_text("utf-8").replace(old, new), "utf-8")
    assert any(told in said for said in locks.wrong(project))


def test_each_has_its_other_half(project: Path):
    (project / "requirements/desk.lock").unlink()
    (project / "requirements/old.lock").write_text("", "utf-8")
    assert list(locks.wrong(project)) == [
        "requirements/desk.lock is missing",
        "requirements/old.lock has no old.txt",
    ]


def test_every_direct_requirement_is_pinned_and_says_what_it_is_for():
    paths = locks.files(ROOT, "txt")
    assert len(paths) == 6
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                requirement, _, why = line.partition("  # ")
                assert "==" in requirement and why.strip(), line


NPM = ("package.json", "tests/lighthouse/package.json")


@pytest.mark.parametrize("name", NPM)
def test_every_npm_package_is_pinned_and_locked_with_its_digest(name: str):
    """`npm ci` itself fails where package.json and its lock disagree."""
    asked = json.loads((ROOT / name).read_text("utf-8"))
    assert asked["description"]
    for group in ("dependencies", "devDependencies", "overrides"):
        for package, version in asked.get(group, {}).items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), package
    lock = (ROOT / name).with_name("package-lock.json")
    for path, package in json.loads(lock.read_text("utf-8"))["packages"].items():
        if path:
            assert re.match("sha(256|384|512)-", package["integrity"]), path
            assert re.match(r"\d+\.", package["version"]), path
