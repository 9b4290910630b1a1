"""Folders made once for all workers of a run: built sites and begun projects, by the first worker that needs them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, which `make` creates in the first process that asks; the others wait. Tests only read it."""
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent  # each worker has a folder of its own in it
    folder, made = top / "shared" / name, top / "shared" / f"{name}.made"
    made.parent.mkdir(exist_ok=True)
    with locked(made.with_suffix(".lock")):
        if not made.exists():
            make(folder)
            made.touch()
    return folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
