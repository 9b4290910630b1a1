"""The version of the program and its changelog agree, wherever the version is shown."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date

from disclosure import __version__
from disclosure.build.manifest import manifest_json
from disclosure.open_data.provenance import NOWHERE
from made_up import ROOT

RELEASES = re.findall(
    r"^## (\S+)(?: — (\S+))?$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
)


def test_changelog_begins_with_the_version_of_the_program():
    newest = RELEASES[0][0] if RELEASES[0][0] != "Unreleased" else RELEASES[1][0]
    assert newest == __version__


def test_releases_are_numbered_and_dated_newest_first():
    released = [one for one in RELEASES if one[0] != "Unreleased"]
    numbers = [tuple(map(int, number.split("."))) for number, _ in released]
    days = [date.fromisoformat(day) for _, day in released]
    assert numbers == sorted(numbers, reverse=True) and len(set(numbers)) == len(numbers)
    assert days == sorted(days, reverse=True)
    assert all(len(number) == 3 for number in numbers)


def test_desk_and_manifest_state_the_version(tmp_path):
    command = [sys.executable, ROOT / "hooks/desk.py", "--version"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert __version__ in printed
    assert json.loads(manifest_json(tmp_path, NOWHERE))["version"] == __version__
