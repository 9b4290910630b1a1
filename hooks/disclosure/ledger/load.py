"""The data folder → everything that may be published, with its sums worked out; or every problem in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from disclosure.datafiles.reader import Files, read_files
from disclosure.datafiles.symbols import Namespace
from disclosure.problems.problem import Place, Problems

from .linker import Linker
from .plausibility import look_again
from .tieouts import Ledger
from .verification import check_records, look_at_records
from .year_source import Told


@dataclass(frozen=True)
class Loaded:
    """A data folder, read as far as it could be. Fit to publish only where no error was recorded."""

    files: Files
    names: Namespace
    ledger: Ledger

    def told(self, stem: str) -> Told:
        """A year file, by its stem, with the names that it uses. Raises KeyError where it could not be read."""
        read = self.files.years[stem]
        return Told(read.record, read.document, self.names)


def look(folder: Path, problems: Problems) -> Loaded:
    """Read, link and check a data folder, recording every problem.

    One run tells them all: a file with faults is read on without what is wrong, and what follows from a fault told
    is not told as well.
    """
    files = read_files(folder, problems)
    if not files.stems["years"]:
        problems.add("D001", Place(f"{folder.name}/years"), name=f"{folder.name}/years/年份.yml")
    for stem in files.published.keys() - files.stems["years"]:
        document = files.published[stem].document
        problems.add("D407", document.key_place("year"), year=stem, name=document.file)
    check_records(files, problems)
    linker = Linker(files, problems)
    ledger = Ledger(linker.disclosure())
    ledger.report(problems, linker.names.may_be_right)
    look_again(ledger.disclosure, problems)
    look_at_records(files, linker.names, ledger.disclosure, problems)
    return Loaded(files, linker.names, ledger)


def load(folder: Path) -> Ledger:
    """A data folder without errors. Raises problem.Stopped with all that is wrong."""
    problems = Problems()
    ledger = look(folder, problems).ledger
    problems.stop_if_any()
    return ledger
