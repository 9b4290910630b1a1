"""What tests take for the real data: `tests/report-2022/`, the report for 2022 with its topics and form, as they were
first published, and beside them the form of 2019. Whatever editors do in `data/` since, a year, a correction, another
label, no test has to follow."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from disclosure.datafiles.reader import read_files
from disclosure.desk.editor_schema import schemas
from disclosure.problems.problem import Problems

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "tests" / "report-2022"


def copied(folder: Path, *left_out: str) -> Path:
    """Make `folder` such a data folder, without the parts named (`published`, `schema`)."""
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns(*left_out))
    if "schema" not in left_out:
        (folder / "schema").mkdir()
        for name, text in schemas(read_files(folder, Problems())).items():
            (folder / "schema" / name).write_bytes(text.encode())
    return folder


def with_shipped_words(folder: Path) -> Path:
    """Make `folder` such a data folder, with what `data/` says of its figures and words today."""
    copied(folder, "schema")
    for name in ("glossary.yml", "agency.yml"):
        shutil.copy(ROOT / "data" / name, folder / name)
    shutil.copytree(ROOT / "data/topics", folder / "topics", dirs_exist_ok=True)
    return folder


@cache
def data() -> Path:
    """One of them for all tests that only read."""
    top = tempfile.mkdtemp(prefix="tests-")
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    return copied(Path(top) / "data")
