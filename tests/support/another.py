"""Another agency's project, as its staff would have made it: begun with `desk begin`, then its own files put in.

tests/sites/water/ holds what is its own: data, pages, the name of the site and its navigation, all of it made up.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from built import mkdocs
from disclosure.build.settings import top_level_blocks
from disclosure.desk.scaffold import create_project
from shared import made_once

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "sites" / "water"
AGENCY, WEBSITE = "虚构市水务局", "www.example.invalid"


def begun(target: Path) -> Path:
    """Without a year yet."""
    create_project(ROOT, target, AGENCY, WEBSITE)
    if (ROOT / "node_modules").is_dir():
        (target / "node_modules").symlink_to(ROOT / "node_modules")
    return target


def written(target: Path) -> Path:
    """With three years, and pages of its own."""
    begun(target)
    shutil.copytree(
        OWN, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("mkdocs.yml", "README.md")
    )
    own = dict(top_level_blocks((OWN / "mkdocs.yml").read_text("utf-8")))
    settings = target / "mkdocs.yml"
    kept = [
        own.get(key, block) if key else block
        for key, block in top_level_blocks(settings.read_text("utf-8"))
    ]
    settings.write_text("".join(kept), "utf-8")
    desk(target, "schema")
    return target


def run_desk(project: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """One of the project's own commands, whatever comes of it."""
    return subprocess.run(
        [sys.executable, project / "hooks/desk.py", *command],
        cwd=project,
        env=os.environ | {"DISCLOSURE_DATA": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def desk(project: Path, *command: str | Path) -> str:
    """What one of the project's own commands prints, which must succeed."""
    done = run_desk(project, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def change(path: Path, *changes: tuple[str, str]) -> None:
    """As an editor would: each text stands there once, and is replaced."""
    text = path.read_text("utf-8")
    for was, now in changes:
        assert text.count(was) == 1, was
        text = text.replace(was, now)
    path.write_text(text, "utf-8")


def add(path: Path, data: object) -> None:
    """Put a mapping at the end of a YAML file."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(before + text, "utf-8")


def built(project: Path, target: Path) -> Path:
    """The site, of which the build says nothing, in strict mode."""
    said = mkdocs(target, project=project, DISCLOSURE_DATA="data")
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    return target


def project_once(factory: pytest.TempPathFactory) -> Path:
    """What `written` makes, once for all workers; tests only read it."""
    return made_once(factory, "another-project", written)


def site_once(factory: pytest.TempPathFactory) -> Path:
    project = project_once(factory)
    return made_once(factory, "another-site", lambda folder: built(project, folder))
