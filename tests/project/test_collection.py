"""No tool passes over our folders in silence: pytest skips some names, and a machine may have Git ignore some."""

from __future__ import annotations

import subprocess
from fnmatch import fnmatch
from pathlib import Path

from built import ROOT


def test_no_test_file_lies_in_a_folder_that_pytest_passes_over(pytestconfig):
    patterns = pytestconfig.getini("norecursedirs")
    paths = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")]
    ours = [path for path in paths if "node_modules" not in path.parts]
    assert len(ours) > 50
    passed_over = [
        path
        for path in ours
        if any(fnmatch(folder, pattern) for folder in path.parts[:-1] for pattern in patterns)
    ]
    assert passed_over == []


def test_package_build_is_not_ignored_where_git_ignores_build_folders(tmp_path: Path):
    machine = tmp_path / "ignore"
    machine.write_text("build/\ndist/\n", "utf-8")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())
    for folder in ("hooks/disclosure/build", "tests/build", "dist"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "new.py").touch()
    command = ["git", "-c", f"core.excludesFile={machine}", "status", "--porcelain", "-uall"]
    status = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "?? hooks/disclosure/build/new.py" in status.stdout
    assert "?? tests/build/new.py" in status.stdout
    assert "dist/" not in status.stdout  # the machine's own names still hold
