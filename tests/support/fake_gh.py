"""GitHub's program `gh` as the workflow's scripts call it, on a Git repository of this machine instead of GitHub.

Environment: FAKE_ARTIFACT, the folder that was uploaded; FAKE_REPOSITORY, a clone with the branch checked out;
FAKE_CALLS, a file that every call with what it sent is added to as a line of JSON; FAKE_COMMENT, the id of the comment
that is there already.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from git_commits import git


def main(words: list[str]) -> None:
    source = words[words.index("--input") + 1] if "--input" in words else ""
    text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8") if source else ""
    sent = json.loads(text) if text else None
    with Path(os.environ["FAKE_CALLS"]).open("a", encoding="utf-8") as calls:
        calls.write(json.dumps({"words": words, "sent": sent}) + "\n")
    repository = Path(os.environ["FAKE_REPOSITORY"])
    if words[:2] == ["run", "download"]:
        target = words[words.index("--dir") + 1]
        shutil.copytree(os.environ["FAKE_ARTIFACT"], target, symlinks=True)
    elif words[:2] == ["api", "graphql"]:
        say(committed(sent["variables"]["input"], repository))
    elif "/contents/inbox?" in words[1]:
        found = sorted((repository / "inbox").iterdir())
        rows = [{"type": "file", "name": one.name, "path": f"inbox/{one.name}"} for one in found]
        say(json.dumps(rows))
    elif "--paginate" in words:
        say(os.environ["FAKE_COMMENT"])


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def committed(given: dict[str, Any], repository: Path) -> str:
    """What createCommitOnBranch does; it refuses where the branch is elsewhere by now."""
    if git(repository, "rev-parse", "HEAD") != given["expectedHeadOid"]:
        sys.exit("expected branch to point to another commit")
    for one in given["fileChanges"]["additions"]:
        path = repository / one["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(one["contents"]))
    for one in given["fileChanges"]["deletions"]:
        (repository / one["path"]).unlink()
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", given["message"]["headline"])
    return git(repository, "rev-parse", "HEAD")


if __name__ == "__main__":
    main(sys.argv[1:])
