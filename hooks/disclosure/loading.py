"""The data folder → everything that may be published, with its sums worked out; or every problem in it."""

from __future__ import annotations

from pathlib import Path

from .linking import Linker
from .problems import Place, Problems
from .reading import read_files
from .tieouts import Ledger


def load(folder: Path) -> Ledger:
    """Read, link and check a data folder. Raises problems.Stopped with all that is wrong.

    Names are checked only once every file could be read, and sums only once every name is right: a problem told is
    a problem to mend, never the echo of another.
    """
    problems = Problems()
    files = read_files(folder, problems)
    if not files.years and not problems:
        problems.add("D001", Place(f"{folder.name}/years"), name=f"{folder.name}/years/年份.yml")
    problems.stop_if_any()
    disclosure = Linker(files, problems).disclosure(folder.name)
    problems.stop_if_any()
    ledger = Ledger(disclosure)
    ledger.report(problems)
    problems.stop_if_any()
    return ledger
