"""`make test` runs every test there is: pytest passes over folders of certain names without a word."""

from __future__ import annotations

from fnmatch import fnmatch

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
