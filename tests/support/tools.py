"""What tests borrow from outside Python: npm's packages, Java, a browser. Where CI is set nothing may be missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]


def missing(what: str) -> NoReturn:
    """Ends the test: with a failure where CI is set, else as skipped."""
    message = f"no {what}: `make setup-test` fetches it, or says how to"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def program(name: str) -> str:
    return shutil.which(name) or missing(name)


def from_npm(path: str) -> Path:
    """A file of a package in node_modules."""
    found = ROOT / "node_modules" / path
    return found if found.is_file() else missing(f"{path} in node_modules")
