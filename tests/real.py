"""The project's own data as tests know it: the report for 2022 and nothing later, so that a year may be added without a
word in any test."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def copied(folder: Path, *left_out: str) -> Path:
    """Make `folder` such a data folder, without the parts named (`published`, `schema`)."""

    def ignored(inside: str, names: list[str]) -> set[str]:
        dated = Path(inside).name in ("years", "published")
        return {name for name in names if name in left_out or (dated and name != "2022.yml")}

    return Path(shutil.copytree(ROOT / "data", folder, ignore=ignored))


@cache
def data() -> Path:
    """One of them for all tests that only read."""
    top = tempfile.mkdtemp(prefix="tests-")
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    return copied(Path(top) / "data")
