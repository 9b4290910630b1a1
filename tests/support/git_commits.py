"""A folder under Git with commits in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

NOBODY = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid")


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", folder, *NOBODY, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def committed(folder: Path, message: str = "made up") -> None:
    git(folder, "add", "--all", "--force", ".")
    git(folder, "commit", "--quiet", "--message", message)
