"""The program runs on each Python that it says it runs on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from made_up import ROOT

pytestmark = pytest.mark.builds

VERSIONS = ["3.11", "3.12", "3.13"]


def interpreter(version: str) -> str | None:
    """Where this machine has that Python; pyenv keeps those that are not on the path."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    return str(kept[-1]) if kept else shutil.which(f"python{version}")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_module_is_valid_python_of_the_version(version):
    program = interpreter(version) or pytest.skip(f"no Python {version} on this machine")
    code = "import ast, pathlib, sys; [ast.parse(p.read_bytes()) for p in pathlib.Path(sys.argv[1]).rglob('*.py')]"
    checked = subprocess.run([program, "-c", code, ROOT / "hooks"], check=False)
    assert checked.returncode == 0


def test_workflow_builds_with_each_version():
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    assert workflow["jobs"]["versions"]["strategy"]["matrix"]["python"] == VERSIONS
