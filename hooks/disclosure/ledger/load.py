"""The data folder → everything that may be published, with its sums worked out; or every problem in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from disclosure.datafiles.reader import DataFiles, read_files
from disclosure.datafiles.symbols import SymbolTable
from disclosure.problems.problem import Place, Problems

from .checks.charts import check_charts
from .checks.exchanges import find_exchanges
from .checks.plausibility import check_plausibility
from .checks.verification import check_verification, check_verification_records
from .linker import Linker
from .tieouts import Ledger, report_failing
from .year_source import YearSource


@dataclass(frozen=True)
class LoadedData:
    """A data folder, read as far as it could be. Fit to publish only where no error was recorded."""

    files: DataFiles
    symbols: SymbolTable
    ledger: Ledger

    def year_source(self, stem: str) -> YearSource:
        """A year file, by its stem, with the names that it uses. Raises KeyError where it could not be read."""
        read = self.files.years[stem]
        return YearSource(read.record, read.document, self.symbols)


def load_data(folder: Path, problems: Problems) -> LoadedData:
    """Read, link and check a data folder, recording every problem.

    One run reports them all: a file with faults is read on without what is wrong, and what follows from a reported
    fault is not reported as well.
    """
    files = read_files(folder, problems)
    if not files.stems["years"]:
        problems.add("D001", Place(f"{folder.name}/years"), name=f"{folder.name}/years/年份.yml")
    for stem in files.published.keys() - files.stems["years"]:
        document = files.published[stem].document
        problems.add("D407", document.key_place("year"), year=stem, name=document.file)
    check_verification_records(files, problems)
    linker = Linker(files, problems)
    ledger = Ledger(linker.disclosure())
    check_sums(ledger, linker.symbols, problems)
    check_plausibility(ledger.disclosure, problems)
    if not problems.has_errors:
        check_charts(linker.symbols, ledger.disclosure, problems)
    check_verification(files, linker.symbols, ledger.disclosure, problems)
    return LoadedData(files, linker.symbols, ledger)


def check_sums(ledger: Ledger, symbols: SymbolTable, problems: Problems) -> None:
    """Record every failing sum; those that one exchange of rows or cells explains as that."""
    failing = ledger.failing(symbols.is_uncertain)
    for exchange in find_exchanges(ledger, failing):
        exchange.report(problems)
        failing = [one for one in failing if one not in exchange.explains]
    for result in failing:
        report_failing(result, problems)
    ledger.report_excuses(problems, symbols.is_uncertain)


def load_ledger(folder: Path) -> Ledger:
    """A data folder without errors. Raises DataErrors with all that is wrong."""
    problems = Problems()
    ledger = load_data(folder, problems).ledger
    problems.raise_if_errors()
    return ledger
