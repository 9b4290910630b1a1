"""Imports run in one direction: between packages by import-linter's contracts, and from the two programs outside."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import real
from built import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.builds
@pytest.mark.parametrize(
    ("module", "imported", "contract"),
    [
        ("figures/units.py", "disclosure.problems.rule", "Packages import in one direction"),
        ("ledger/records.py", "disclosure.desk.diff.sentences", "Packages import in one direction"),
        ("desk/check.py", "disclosure.reports.report", "Packages import in one direction"),
        ("problems/rule.py", "disclosure.figures.figure", "Packages import in one direction"),
        ("desk/diff/sides.py", "disclosure.desk.check", "Within desk"),
        ("datafiles/parsing/pasted.py", "disclosure.datafiles.reader", "Within datafiles"),
        ("ledger/checks/tables.py", "disclosure.ledger.linker", "Within ledger"),
        (
            "reports/readers/formats/documents/rtf.py",
            "disclosure.reports.readers.sandbox",
            "Within readers",
        ),
        ("reports/readers/blocks.py", "disclosure.reports.tables.rows", "Within reports"),
        ("reports/narrative/sections.py", "disclosure.reports.importing", "Within reports"),
        ("build/navigation.py", "mkdocs.structure.files", "No MkDocs"),
    ],
)
def test_import_against_the_direction_breaks_the_contract(tmp_path, module, imported, contract):
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "hooks/disclosure" / module
    late = f"\n\ndef late():\n    import {imported}\n"
    path.write_text(path.read_text("utf-8") + late, "utf-8")
    result = lint(tmp_path)
    broken = [line for line in result.stdout.splitlines() if line.endswith(" BROKEN")]
    assert result.returncode == 1
    assert len(broken) == 1
    assert broken[0].startswith(contract)


def imports_of(path: Path) -> dict[str, bool]:
    """Package of `disclosure` → whether it is imported at the top, outside every function."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    found: dict[str, bool] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("disclosure."):
            package = str(node.module).split(".")[1]
            found[package] = found.get(package, False) or id(node) not in inside
    return found


def test_mkdocs_events_need_no_editors_command():
    assert not {"desk", "reports"} & imports_of(ROOT / "hooks/mkdocs_hooks.py").keys()


@pytest.mark.builds
def test_check_imports_no_package_that_only_builds_need(tmp_path):
    """An editor waits for `desk check` after every change."""
    script = f"import runpy, sys; sys.argv = ['desk', 'check', '--data', {str(real.data())!r}]\n"
    script += f"sys.path.insert(0, {str(ROOT / 'hooks')!r})\n"
    script += f"try: runpy.run_path({str(ROOT / 'hooks/desk.py')!r}, run_name='__main__')\n"
    script += "except SystemExit: print(*sys.modules, sep='\\n')"
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    packages = {name.partition(".")[0] for name in found}
    assert {"pydantic", "markdown", "disclosure"} <= packages
    assert not packages & {"PIL", "jinja2", "mkdocs", "plotly", "xlsxwriter"}
    assert "disclosure.pages.load" in found
    assert not {"disclosure.build.build", "disclosure.charts", "disclosure.metadata"} & {*found}


def test_commands_import_the_reading_of_reports_only_when_called():
    assert imports_of(ROOT / "hooks/desk.py")["reports"] is False


def test_build_without_address_draws_no_picture_and_imports_no_pillow():
    """A picture is named by its whole address, or not at all."""
    script = "import sys; from pathlib import Path; from disclosure.build.build import Build\n"
    script += "build = Build(*map(Path, sys.argv[1:])); assert [*build.outside.files()]\n"
    script += "print(*sys.modules)"
    words = [sys.executable, "-c", script, ROOT, real.data(), ROOT / "docs"]
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    found = subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout
    assert "PIL" not in found.split() and "jinja2" in found.split()


def test_no_two_classes_have_one_name():
    """A name means one thing in the whole tree."""
    modules: dict[str, list[str]] = {}
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                modules.setdefault(node.name, []).append(path.name)
    assert len(modules) > 100
    assert {name: found for name, found in modules.items() if len(found) > 1} == {}


def test_memory_is_not_looked_through_as_a_process_ends():
    script = "import atexit, gc\natexit.register(lambda: print(gc.get_freeze_count()))\n"
    words = [sys.executable, "-c", f"{script}import disclosure"]
    env = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    found = subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout
    assert int(found) > 0
