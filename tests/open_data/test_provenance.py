"""Which commit a build is of: the environment says so, else Git does; what nobody knows is empty, never made up."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from disclosure.open_data import provenance
from disclosure.open_data.provenance import (
    NOWHERE,
    PARTS,
    BadSetting,
    Origin,
    origin_of,
    source_date_epoch,
)
from tools import program

COMMIT = "3e1e6b7c90d2" + "0123456789" * 2 + "abcdef01"
MADE = 1_600_000_000
"""Seconds: when the commits of these tests are made."""
AT = datetime.fromtimestamp(MADE, UTC)


def git(folder: Path, *words: str) -> str:
    who = {
        f"GIT_{role}_{what}": "a@b.example"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    when = {f"GIT_{role}_DATE": f"{MADE} +0800" for role in ("AUTHOR", "COMMITTER")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    ran = subprocess.run(
        [program("git"), *words],
        cwd=folder,
        env=os.environ | who | when | alone,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "data").mkdir(parents=True)
    (folder / "data/agency.yml").write_text("name: 某机关\n")
    (folder / "notes.txt").write_text("1")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "one")
    return folder


# The environment


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"SOURCE_COMMIT": COMMIT}, Origin(commit=COMMIT)),
        ({"SOURCE_COMMIT": f" {COMMIT.upper()}\n"}, Origin(commit=COMMIT)),
        (
            {"SOURCE_COMMIT": COMMIT, "SOURCE_DATE_EPOCH": str(MADE)},
            Origin(commit=COMMIT, at=AT),
        ),
        ({"SOURCE_COMMIT": COMMIT, "SOURCE_DATE_EPOCH": ""}, Origin(commit=COMMIT)),
        ({"SOURCE_COMMIT": ""}, NOWHERE),
        ({"SOURCE_COMMIT": "", "SOURCE_DATE_EPOCH": str(MADE)}, Origin(at=AT)),
        (
            {"SOURCE_COMMIT": "", "SOURCE_DATE_EPOCH": "0"},
            Origin(at=datetime(1970, 1, 1, tzinfo=UTC)),
        ),
    ],
)
def test_what_the_environment_says_comes_before_git(repository, env, expected):
    (repository / "data/agency.yml").write_text("name: 另一个\n")  # it knows of no change
    assert origin_of(repository, env=env) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SOURCE_COMMIT", "main"),
        ("SOURCE_COMMIT", COMMIT[:12]),
        ("SOURCE_COMMIT", COMMIT + "0"),
        ("SOURCE_COMMIT", "g" * 40),
        ("SOURCE_DATE_EPOCH", "2026-11-24"),
        ("SOURCE_DATE_EPOCH", "-1"),
        ("SOURCE_DATE_EPOCH", "1.5"),
        ("SOURCE_DATE_EPOCH", "1" * 12),
    ],
)
def test_what_is_no_commit_and_no_time_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(BadSetting, match=f"^{name} 应当是.*“{value}”$"):
        origin_of(tmp_path, env={"SOURCE_COMMIT": ""} | {name: value})


@pytest.mark.parametrize("seconds", ["4354819200", "99999999999"])
def test_time_that_no_archive_can_hold_is_refused(tmp_path, seconds):
    with pytest.raises(BadSetting, match="不能晚于 2107 年"):
        origin_of(tmp_path, env={"SOURCE_COMMIT": "", "SOURCE_DATE_EPOCH": seconds})


# Git


def test_git_knows_the_commit_and_when_it_was_made(repository):
    commit = git(repository, "rev-parse", "HEAD")
    assert origin_of(repository, env={}) == Origin(commit=commit, at=AT)
    late = origin_of(repository, env={"SOURCE_DATE_EPOCH": "1700000000"})
    assert late.commit == commit and late.at == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize(
    ("path", "changed"),
    [("data/agency.yml", True), ("docs/new.md", True), ("notes.txt", False), ("tests/a.py", False)],
)
def test_only_what_a_site_is_made_from_makes_it_another(repository, path, changed):
    (repository / path).parent.mkdir(exist_ok=True)
    (repository / path).write_text("other")
    assert origin_of(repository, env={}).changed is changed


def test_what_is_ignored_is_no_change(repository):
    (repository / ".git/info").mkdir(exist_ok=True)
    (repository / ".git/info/exclude").write_text("*.pyc\n")
    (repository / "hooks").mkdir()
    (repository / "hooks/a.pyc").write_text("")
    assert not origin_of(repository, env={}).changed


def test_a_folder_within_another_repository_is_not_that_commit(repository):
    within = repository / "vendored"
    within.mkdir()
    assert origin_of(within, env={}) == NOWHERE


def test_through_a_link_it_is_the_same_repository(repository, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(repository, target_is_directory=True)
    assert origin_of(link, env={}).commit == git(repository, "rev-parse", "HEAD")


def test_without_a_commit_or_a_repository_nobody_knows(tmp_path):
    assert origin_of(tmp_path, env={}) == NOWHERE
    git(tmp_path, "init", "--quiet")
    assert origin_of(tmp_path, env={}) == NOWHERE


def test_without_git_nobody_knows(repository, monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    assert shutil.which("git") is None
    assert origin_of(repository, env={}) == NOWHERE


def test_what_a_site_is_made_from_is_in_the_project(root):
    assert [part for part in PARTS if not (root / part).exists()] == []


# What is made of it


@pytest.mark.parametrize(
    ("made", "version", "source"),
    [
        (NOWHERE, "", ""),
        (Origin(repository="https://code.example/a/b"), "", ""),
        (Origin(changed=True), "", ""),
        (Origin(commit=COMMIT), "3e1e6b7c90d2", ""),
        (Origin(commit=COMMIT, changed=True), "3e1e6b7c90d2+", ""),
        (
            Origin(repository="https://code.example/a/b/", commit=COMMIT),
            "3e1e6b7c90d2",
            f"https://code.example/a/b/commit/{COMMIT}",
        ),
    ],
)
def test_what_pages_say(made: Origin, version: str, source: str):
    assert (made.version, made.source) == (version, source)


@pytest.mark.parametrize(
    ("given", "site_url"),
    [
        ("", ""),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/b/", "https://a.example/b/"),
    ],
)
def test_the_sites_address_ends_in_a_slash(tmp_path, given, site_url):
    env = {"SOURCE_COMMIT": ""}
    assert origin_of(tmp_path, given, "https://code.example/a", env).site_url == site_url


@pytest.mark.parametrize("before", [{}, {"SOURCE_DATE_EPOCH": ""}, {"SOURCE_DATE_EPOCH": "5"}])
@pytest.mark.parametrize(("made", "seconds"), [(Origin(at=AT), str(MADE)), (NOWHERE, "0")])
def test_a_generator_dates_by_the_commit_and_only_while_it_builds(before, made, seconds):
    env = dict(before)

    def build(then: Callable[[], None]) -> None:
        with source_date_epoch(made, env):
            assert env == {"SOURCE_DATE_EPOCH": seconds}
            then()

    build(lambda: None)
    assert env == before
    with pytest.raises(ZeroDivisionError):
        build(lambda: 1 / 0)
    assert env == before


def test_the_module_reads_nothing_but_the_environment_it_is_given(tmp_path, monkeypatch):
    monkeypatch.setattr(provenance.os, "environ", {"SOURCE_COMMIT": "wrong"})
    assert origin_of(tmp_path, env={"SOURCE_COMMIT": COMMIT}).commit == COMMIT
