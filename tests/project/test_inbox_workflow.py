"""The workflow that takes a report in: its scripts step by step on a made-up event, with a made-up `gh`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import another
import fake_gh
import written
from another import ROOT
from git_commits import git

pytestmark = pytest.mark.builds

CHECK = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
DATA, INBOX = CHECK["jobs"]["data"], CHECK["jobs"]["inbox"]
BRANCH = "加一年/$(touch hacked)\"'`id`"
"""A branch's name as GitHub allows it."""
NAME = "2023年\"'$(touch hacked)`id`\n报告.txt"


def step(job: dict[str, Any], word: str) -> dict[str, Any]:
    """The one step whose name or id has the word."""
    (found,) = (
        one
        for one in job["steps"]
        if word in (one.get("id", ""), one.get("name", "").split("：")[0])
    )
    return dict(found)


class Branch:
    """A pull request's branch in a project begun for another agency, and what GitHub would hold of it."""

    def __init__(self, top: Path) -> None:
        self.top, self.project = top, top / "project"
        self.artifact, self.calls = top / "runner/inbox", top / "calls"
        self.comment = ""
        self.head_of_event = ""

    @property
    def head(self) -> str:
        return git(self.project, "rev-parse", "HEAD")

    def commit(self, path: str, text: str) -> None:
        (self.project / path).write_text(text, "utf-8")
        git(self.project, "add", "--all")
        git(self.project, "commit", "--quiet", "--message", "x")

    def values(self, result: str, fork: bool) -> dict[str, str]:
        """Expression of the workflow → its value in this event."""
        repo = "somebody/water" if fork else "agency/water"
        return {
            "github.server_url": "https://github.com",
            "github.repository": "agency/water",
            "github.head_ref": BRANCH,
            "github.token": "t",
            "github.run_id": "77",
            "github.event.pull_request.head.repo.full_name": repo,
            "github.event.pull_request.head.repo.full_name != github.repository": str(fork).lower(),
            "github.event.pull_request.head.sha": self.head_of_event or self.head,
            "github.event.pull_request.number": "5",
            "runner.temp": str(self.top / "runner"),
            "needs.data.result": result,
        }

    def environment(
        self, job: dict[str, Any], one: dict[str, Any], result: str, fork: bool
    ) -> dict[str, str]:
        found = {**job.get("env", {}), **one.get("env", {})}
        for expression, value in self.values(result, fork).items():
            mark = "${{ " + expression + " }}"
            found = {name: text.replace(mark, value) for name, text in found.items()}
        assert not any("${{ " in text for text in found.values()), found
        return found

    def run(
        self, job: dict[str, Any], word: str, folder: Path, *, result: str = "", fork: bool = False
    ) -> subprocess.CompletedProcess[str]:
        one = step(job, word)
        assert "${{" not in one["run"]  # what comes from the event is never part of a script
        given = self.environment(job, one, result, fork)
        own = {
            "PATH": f"{self.top / 'bin'}:{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(self.top / "summary"),
            "GITHUB_OUTPUT": str(self.top / "output"),
            "GITHUB_RUN_ID": "77",
            "FAKE_ARTIFACT": str(self.artifact),
            "FAKE_REPOSITORY": str(self.project),
            "FAKE_CALLS": str(self.calls),
            "FAKE_COMMENT": self.comment,
        }
        options = ["-eo", "pipefail"] if one.get("shell") == "bash" else ["-e"]
        return subprocess.run(
            ["bash", *options, "-c", one["run"]],
            cwd=folder,
            env={**os.environ, **given, **own},
            capture_output=True,
            text=True,
            check=False,
        )

    def read(self, *, fork: bool = False) -> tuple[int, str]:
        """What `data` does with the branch, in a checkout of its own: the check's exit code and the summary."""
        for name in ("runner", "summary", "output", "checkout"):
            shutil.rmtree(self.top / name, ignore_errors=True)
            (self.top / name).unlink(missing_ok=True)
        (self.top / "runner").mkdir()
        checkout = self.top / "checkout"
        git(self.top, "clone", "--quiet", str(self.project), str(checkout))
        (checkout / ".venv").symlink_to(ROOT / ".venv")
        ran = self.run(DATA, "inbox", checkout, fork=fork)
        assert ran.returncode == 0, ran.stderr
        checked = self.run(DATA, "check", checkout)
        assert not list(checkout.rglob("hacked"))
        return checked.returncode, (self.top / "summary").read_text("utf-8")

    def write(self, result: str) -> list[dict[str, Any]]:
        """What `inbox` does with what `data` made: the calls of `gh`."""
        self.calls.unlink(missing_ok=True)
        work = self.top / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for word in ("取来", "提交", "清单"):
            ran = self.run(INBOX, word, work, result=result)
            assert ran.returncode == 0, ran.stderr
        assert not list(work.rglob("hacked"))
        return [json.loads(line) for line in self.calls.read_text("utf-8").splitlines()]


@pytest.fixture
def branch(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Branch:
    project = another.begun(tmp_path / "project")
    (project / "node_modules").unlink(missing_ok=True)
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "begun")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "make").write_text("#!/bin/sh\n", "utf-8")
    (tools / "gh").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" "{fake_gh.__file__}" "$@"\n', "utf-8"
    )
    for tool in tools.iterdir():
        tool.chmod(0o755)
    (tmp_path / "upload").write_text(report(tmp_path_factory), "utf-8")
    return Branch(tmp_path)


def report(factory: pytest.TempPathFactory) -> str:
    data = another.project_once(factory) / "data"
    return written.report_of(data, 2023).replace(written.AGENCY, another.AGENCY)


def test_upload_becomes_draft_then_record_and_leaves_the_inbox(branch):
    branch.commit(f"inbox/{NAME}", (branch.top / "upload").read_text("utf-8"))
    code, summary = branch.read()
    assert code == 1 and "要您定" in summary
    assert (branch.top / "output").read_text("utf-8") == "found=true\n"
    uploaded = branch.head
    calls = branch.write("failure")
    commit = next(one["sent"] for one in calls if one["words"][:2] == ["api", "graphql"])
    given = commit["variables"]["input"]
    assert given["branch"] == {"repositoryNameWithOwner": "agency/water", "branchName": BRANCH}
    assert given["expectedHeadOid"] == uploaded
    assert {one["path"] for one in given["fileChanges"]["additions"]} == {
        "data/years/2023.yml",
        "inbox/待定.txt",
    }
    assert given["fileChanges"]["deletions"] == []
    (status,) = (one for one in calls if "/statuses/" in " ".join(one["words"]))
    assert branch.head in " ".join(status["words"])
    assert status["sent"]["state"] == "failure" and status["sent"]["context"] == DATA["name"]
    comment = calls[-1]
    assert comment["words"][2].endswith("/issues/5/comments")
    assert comment["sent"]["body"].startswith("<!-- inbox -->\n<h3>2023年报告：还有")

    sheet = (branch.project / "inbox/待定.txt").read_text("utf-8")
    branch.commit("inbox/待定.txt", sheet.replace("[ ] 都不登", "[x] 都不登"))
    code, summary = branch.read()
    assert code == 0 and "办完了" in summary
    branch.comment = "99"
    calls = branch.write("success")
    assert (
        next(one for one in calls if "/statuses/" in " ".join(one["words"]))["sent"]["state"]
        == "success"
    )
    assert calls[-1]["words"][:4] == ["api", "--silent", "--method", "PATCH"]
    assert calls[-1]["words"][4].endswith("/comments/99")
    tree = git(branch.project, "-c", "core.quotePath=false", "ls-files", "inbox", "data/verified")
    assert tree.splitlines() == [
        *("data/verified/.gitkeep", "data/verified/2023.yml", "inbox/README.md")
    ]
    assert another.desk(branch.project, "check") == "没有问题。\n"


def test_fork_gets_the_same_worklist_and_the_way_to_hand_the_draft_in(branch):
    branch.commit("inbox/报告.txt", (branch.top / "upload").read_text("utf-8"))
    code, summary = branch.read(fork=True)
    assert code == 1 and "Upload files" in summary and "somebody/water/edit/" in summary
    assert (branch.artifact / "data/years/2023.yml").is_file()


def test_only_the_files_of_a_year_are_written_whatever_the_first_job_made(branch):
    made = branch.artifact
    for name, text in {
        "data/years/2023.yml": 'a: "\'$(touch hacked)`id`"\n',
        "data/years/evil.yml": "x",
        "data/agency.yml": "x",
        ".github/workflows/evil.yml": "x",
        "hooks/desk.py": "x",
        "comment.md": "<h3>$(touch hacked)</h3>",
    }.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, "utf-8")
    (made / "data/years/2022.yml").symlink_to("/etc/passwd")
    (sent, *_) = (one["sent"] for one in branch.write("failure") if "graphql" in one["words"])
    changes = sent["variables"]["input"]["fileChanges"]
    assert [one["path"] for one in changes["additions"]] == ["data/years/2023.yml"]
    assert changes["deletions"] == []
    text = (branch.project / "data/years/2023.yml").read_text("utf-8")
    assert text == 'a: "\'$(touch hacked)`id`"\n'


def test_branch_that_moved_on_is_not_written_to(branch):
    made = branch.artifact / "data/years/2023.yml"
    made.parent.mkdir(parents=True)
    made.write_text("x: 1\n", "utf-8")
    work = branch.top / "work"
    work.mkdir()
    assert branch.run(INBOX, "取来", work).returncode == 0
    branch.head_of_event = branch.head
    branch.commit("x", "x")
    ran = branch.run(INBOX, "提交", work)
    assert ran.returncode != 0 and "another commit" in ran.stderr
    assert not (branch.project / "data/years/2023.yml").exists()


def test_nothing_changed_is_no_commit(branch):
    branch.artifact.mkdir(parents=True)
    (branch.artifact / "comment.md").write_text("x", "utf-8")
    assert not [one for one in branch.write("failure") if "graphql" in one["words"]]


# What the two jobs may do


def test_job_that_reads_may_write_nothing_and_job_that_writes_runs_nothing_of_the_change():
    assert CHECK["permissions"] == {"contents": "read"} and "permissions" not in DATA
    assert CHECK[True].keys() == {"pull_request", "push"}  # YAML reads `on` as true
    assert INBOX["permissions"] == {
        "actions": "read",
        "contents": "write",
        "pull-requests": "write",
        "statuses": "write",
    }
    assert not [one for one in INBOX["steps"] if "uses" in one]
    words = " ".join(one["run"] for one in INBOX["steps"])
    assert "python" not in words and "make" not in words and "bash " not in words
    same = "github.event.pull_request.head.repo.full_name == github.repository"
    assert same in INBOX["if"] and INBOX["needs"] == "data"


def test_report_is_read_before_the_check_and_the_preview():
    order = [one.get("id") or one.get("name") or one.get("run", "") for one in DATA["steps"]]
    assert order.index("make setup") < order.index("inbox") < order.index("check")
    assert order.index("check") < order.index("生成网站")
    for one in DATA["steps"]:
        assert not one.get("continue-on-error")
