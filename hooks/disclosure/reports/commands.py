"""The commands `import` and `verify`, from a report's file to what comes of it, within bounds of time and memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from disclosure.ledger.checks.coverage import recorded
from disclosure.ledger.checks.verification import record_to_yaml
from disclosure.ledger.load import LoadedData
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Place, Problems

from .filled_workbook import is_filled_workbook
from .importing import ImportResult, import_report
from .readers.blocks import ReportDocument
from .readers.bounds import within_bounds
from .readers.errors import RECOGNIZE, Unreadable
from .readers.sandbox import Progress, read_report
from .verifying import VerificationResult, verify


def import_file(
    report: Path,
    folder: Path,
    problems: Problems,
    year: int | None,
    agency: str | None,
    progress: Progress,
) -> ImportResult | None:
    """None where the report can't be read."""
    with refuse_in_chinese(report, problems):
        document = read_report(report, str(report), progress)
        with within_bounds():
            return import_report(document, folder, problems, year, agency)
    return None


@dataclass(frozen=True)
class VerifyOutcome:
    """What comes of holding a year file against its report."""

    problems: Problems
    """Of the report, and of the year's own file."""
    verified: VerificationResult | None
    """None where one of the two can't be read."""
    record: str
    """The text of data/verified/YEAR.yml; empty unless all agrees."""


def verify_file(
    source: Path,
    loaded: LoadedData,
    year: int,
    known: Problems,
    on: date,
    *,
    looked: bool,
    document: ReportDocument | None = None,
) -> VerifyOutcome:
    """`known` is what was reported of the data folder, `looked` whether an editor has seen what is only asked about,
    `document` the report where it has been read already."""
    stem, verified = str(year), None
    problems = of_year(stem, loaded.files.folder, known)
    if stem in loaded.files.years:  # a sum that fails is a slip that the report will show
        with refuse_in_chinese(source, problems):
            document = document or read_report(source, str(source))
            if document.kind == "scan":
                raise Unreadable("扫描件里识别出来的字不能拿来核对", RECOGNIZE)
            if is_filled_workbook(document):
                raise Unreadable("填写簿是人照报告填的，不能拿来核对", "请用报告的原件")
            with within_bounds():
                verified = verify(document, loaded, stem, problems)
    if verified and verified.is_complete:
        problems = with_misprint_hints(problems)
    asked = any(problem.code == "D611" for problem in problems) and not looked
    whole = verified and verified.is_complete and not problems.has_errors and not asked
    text = record(verified, loaded.year_source(stem), on) if verified and whole else ""
    return VerifyOutcome(problems, verified, text)


def of_year(stem: str, folder: str, problems: Problems) -> Problems:
    """What is wrong with a year's own file: it has to be mended first. What an earlier record says of it is about to be
    settled."""
    kept = Problems()
    for problem in problems:
        is_own = problem.place.file == f"{folder}/years/{stem}.yml"
        if is_own and problem.code not in ("D409", "D410", "D413"):
            kept.add_existing(problem)
    return kept


def with_misprint_hints(problems: Problems) -> Problems:
    """Only once the file agrees with the report does an editor learn how to say that the report is misprinted."""
    found = Problems()
    for problem in problems:
        found.add_existing(replace(problem, hint=MISPRINTS.get(problem.code, problem.hint)))
    return found


def record(verified: VerificationResult, year_source: YearSource, on: date) -> str:
    title = verified.report.identity.title
    named = title.value if title else year_source.file.report.title
    coverage = recorded(year_source, verified.numbers, verified.said)
    sha256 = verified.report.document.sha256
    return record_to_yaml(year_source, verified.right, on, named, sha256, coverage)


MISPRINTS = {
    "D414": "文件与报告逐个对上了：报告确是这样印的，就在 printed_so 里逐条写明缘故",
    "D401": "文件与报告逐个对上了：报告确是这样印的，就在 printed_so 里用这一条的名字写明缘故",
    "D412": "文件与报告逐个对上了：报告确是这样印的，就把“待确认”这句改写成怎样印错",
}


@contextmanager
def refuse_in_chinese(report: Path, problems: Problems) -> Iterator[None]:
    try:
        yield
    except Unreadable as refused:
        problems.add("D601", Place(str(report)), reason=refused.reason, hint=refused.hint)
