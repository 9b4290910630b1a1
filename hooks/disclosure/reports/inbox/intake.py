"""The report in `inbox/` → the year file as far as it could be settled, what is left to do, and at last the record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from disclosure.desk.format import rows_of
from disclosure.desk.uploads import ANSWERS, INBOX, find_upload
from disclosure.desk.yaml_layout import format_text
from disclosure.desk.yaml_layout.entries import CannotLayOut
from disclosure.desk.year_files import write
from disclosure.ledger.load import LoadedData, load_data
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Place, Problem, Problems, one_line
from disclosure.reports.commands import VerifyOutcome, of_year, refuse_in_chinese, verify_file
from disclosure.reports.filled_workbook import is_filled_workbook, report_differences
from disclosure.reports.findings import is_ours, own_name
from disclosure.reports.importing import ImportResult, import_report, known_in
from disclosure.reports.narrative.agency_names import is_same
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.bounds import within_bounds
from disclosure.reports.readers.sandbox import read_report

from .answering import answered_text, answers_about, applied
from .asking import (
    REST_QUESTION,
    Items,
    items_of,
    left_out,
    misprint_questions,
    ours_question,
    questions_of,
    seen_question,
    year_question,
)
from .questions import SHEET, Question, Sheet, read_sheet, sheet_text


@dataclass
class Intake:
    """What one run made of the report. Empty fields are what it did not come to."""

    report: str
    """Its file's name."""
    year: int | None = None
    problems: Sequence[Problem] = ()
    """All but what stands among the questions."""
    questions: Sequence[Question] = ()
    """What is to be settled by ticking a box."""
    remembered: Sequence[Question] = ()
    """What was settled so, and must stay ticked."""
    sheet_lines: Mapping[str, int] = field(default_factory=dict)
    """Question → its line in the sheet."""
    imported: ImportResult | None = None
    loaded: LoadedData | None = None
    last: Mapping[str, str] = field(default_factory=dict)
    """Indicator → what the last report printed."""
    outcome: VerifyOutcome | None = None
    is_new: bool = False
    """Whether the year file was written in this run."""
    changed: list[Path] = field(default_factory=list)
    """Files that were written."""

    is_copied: bool = False
    """Whether the year file has all of a filled-in workbook, which can verify nothing."""

    @property
    def done(self) -> bool:
        """Whether nothing is left to do but take the report out."""
        verified = self.outcome is not None and bool(self.outcome.record)
        return (self.is_copied or verified) and not self.questions

    @property
    def year_source(self) -> YearSource | None:
        """The year file, where it could be read."""
        readable = self.loaded and str(self.year) in self.loaded.files.years
        return self.loaded.year_source(str(self.year)) if self.loaded and readable else None


def take_in(root: Path, folder: Path, on: date) -> Intake | None:
    """One run: read, write the draft where the year has none, do what was ticked, verify, ask what is left.

    None where there is no report. A year file that is there is never written over; only what was ticked is put in.
    """
    problems = Problems()
    report = find_upload(root, problems)
    if report is None:
        return Intake("", problems=tuple(problems)) if problems else None
    run = Run(root, folder, report, on, problems, read_sheet(root / INBOX / ANSWERS))
    with refuse_in_chinese(Path(INBOX, report.name), problems):
        document = read_report(report, f"{INBOX}/{one_line(report.name)}")
        with within_bounds():
            run.advance(document)
    run.write_sheet()
    return run.intake


class Run:
    """What one run is about, and what it has come to."""

    def __init__(
        self, root: Path, folder: Path, report: Path, on: date, problems: Problems, sheet: Sheet
    ) -> None:
        self.root, self.folder, self.report, self.on = root, folder, report, on
        self.problems, self.sheet = problems, sheet
        self.intake = Intake(report.name)
        self.load()

    def load(self) -> None:
        """Read the data as they are now, with what is wrong with them."""
        self.known = Problems()
        self.loaded = self.intake.loaded = load_data(self.folder, self.known)

    def advance(self, document: ReportDocument) -> None:
        """As far as it goes; what stops it is among the problems or the questions. Raises Unreadable."""
        import_problems = Problems()
        imported = self.identified(document, import_problems)
        intake = self.intake
        intake.imported, intake.year = imported, imported.year
        if any(one.code == "D610" for one in self.problems):
            return
        identity = self.identity_questions(imported)
        intake.questions = [one for one in identity if not self.sheet.answer(one, Problems())]
        intake.remembered = [one for one in identity if one not in intake.questions]
        if intake.questions or self.problems.has_errors or not imported.year:
            return
        intake.last = {one.id: one.printed for one in known_in(self.loaded, imported.year)}
        path = self.folder / "years" / f"{imported.year}.yml"
        if path.is_symlink():
            self.problems.add(
                "D001", Place(f"{self.folder.name}/years/{path.name}"), name=path.name
            )
            return
        if not path.exists():
            self.write_draft(path, imported.text, import_problems)
        self.fill_in_answers(path, imported)
        if is_filled_workbook(document):
            self.hold_against_workbook(imported)
        else:
            self.hold_against_report(path, document)

    def identified(self, document: ReportDocument, import_problems: Problems) -> ImportResult:
        """The report as read, with the year and the agency that the editor gave where it names none."""
        own, year, asked = own_name(self.loaded), None, year_question(document.name)
        if answer := self.sheet.answer(asked, self.problems):
            year = int(answer.text) if YEAR.fullmatch(answer.text) else None
            if year is None:
                what = f"“{answer.text}”不是年份，写成四位数字，如 2023"
                self.problems.add("D614", Place(SHEET), number=f"【{asked.id}】", what=what)
        is_given = self.sheet.answer(ours_question(document.name), self.problems)
        imported = import_report(
            document, self.folder, import_problems, year, own if is_given else None
        )
        stated = imported.report.identity.agency
        if stated and own and not is_same(stated.value, own):
            what = f"报告是“{stated.value}”的，本站是“{own}”的"
            self.problems.add("D610", Place(document.name), what=what, hint=ANOTHER)
        return imported

    def identity_questions(self, imported: ImportResult) -> list[Question]:
        """What has to be known before anything else: of which year the report is, and whether it is this agency's."""
        surely_ours = not own_name(self.loaded) or is_ours(imported.report, self.loaded, None)
        name = imported.report.document.name
        asked = [] if surely_ours else [ours_question(name)]
        return [*asked, *([] if imported.report.identity.years else [year_question(name)])]

    def write_draft(self, path: Path, text: str, import_problems: Problems) -> None:
        """The year's file where there is none, with what reading the report found."""
        put(self.intake, path, text)
        self.intake.is_new = True
        self.report_unasked(import_problems)
        self.load()

    def fill_in_answers(self, path: Path, imported: ImportResult) -> None:
        """Put into the year file what was ticked, and rows that an earlier file of the report did not give."""
        source = self.intake.year_source
        if source is None:
            return
        before = path.read_text("utf-8-sig")
        cells, last = imported.report.cells, self.intake.last
        text = answered_text(before, source, cells, last, self.sheet, self.problems)
        self.put_answers(path, before, text)

    def put_answers(self, path: Path, before: str, text: str) -> bool:
        """Write the year file where it is to have another text, in the layout; whether it is."""
        if text == before:
            return False
        put(self.intake, path, in_layout(text, rows_of(self.loaded, path)))
        self.load()
        return True

    def hold_against_workbook(self, imported: ImportResult) -> None:
        """Ask what is left. A workbook is no report: the year stays unverified until the report itself is here."""
        intake, source = self.intake, self.intake.year_source
        if source is None:
            return
        intake.questions = self.questions_left(source, {}, ask_misprints=True)
        self.report_unasked(of_year(str(intake.year), self.loaded.files.folder, self.known))
        report_differences(imported.report, imported.matches, source, self.problems)
        intake.is_copied = not intake.questions and not self.problems.has_errors

    def hold_against_report(self, path: Path, document: ReportDocument) -> None:
        """Verify, put in what was ticked of the numbers that the file lacks, ask what is left, and write the record
        where all agrees."""
        lacking = self.verify(document)
        intake, source = self.intake, self.intake.year_source
        if source and lacking:
            found = questions_of(lacking, source, intake.last)
            answers = answers_about(found, self.sheet, self.problems)
            before = path.read_text("utf-8-sig")
            if self.put_answers(path, before, applied(before, answers, lacking, self.problems)):
                lacking = self.verify(document)
        self.ask(lacking)
        if intake.done and intake.outcome:
            put(intake, self.folder / "verified" / f"{intake.year}.yml", intake.outcome.record)

    def verify(self, document: ReportDocument) -> Items:
        """The numbers that the year file lacks; none while others stand where they don't in the report: one of the
        two is a slip of the other."""
        assert self.intake.year is not None
        self.intake.outcome = outcome = verify_file(
            self.report,
            self.loaded,
            self.intake.year,
            self.known,
            self.on,
            looked=True,
            document=document,
        )
        source = self.intake.year_source
        slips = any(one.code == "D608" for one in outcome.problems)
        if slips or source is None or outcome.verified is None:
            return {}
        return left_out(outcome.verified.uncovered, source)

    def ask(self, lacking: Items) -> None:
        """What is left, as questions or as problems."""
        intake, source, outcome = self.intake, self.intake.year_source, self.intake.outcome
        assert outcome is not None
        seen = [seen_question(one) for one in outcome.problems if one.code == "D611"]
        unseen = [one for one in seen if not self.sheet.answer(one, self.problems)]
        complete = outcome.verified is not None and outcome.verified.is_complete
        left = self.questions_left(source, lacking, ask_misprints=complete) if source else []
        intake.questions = [*left, *unseen]
        intake.remembered = [*intake.remembered, *(one for one in seen if one not in unseen)]
        self.report_unasked(outcome.problems, ("D612",) if lacking else ())

    def questions_left(
        self, source: YearSource, lacking: Items, *, ask_misprints: bool
    ) -> list[Question]:
        """What is open, and one box for all that nobody knows; sums that fail only once nothing is open."""
        opened = questions_of({**items_of(source), **lacking}, source, self.intake.last)
        rest = [REST_QUESTION] if sum(not one.is_known for one in opened) > 1 else []
        misprints = misprint_questions(source) if ask_misprints and not opened else []
        return [*opened, *rest, *misprints]

    def report_unasked(self, found: Problems, also_asked: Sequence[str] = ()) -> None:
        """The problems that no question stands for."""
        for problem in found:
            if problem.code not in (*ASKED, *also_asked):
                self.problems.add_existing(problem)

    def write_sheet(self) -> None:
        """The questions; no sheet where all is done, or another report would find these answers."""
        intake, path = self.intake, self.root / INBOX / ANSWERS
        intake.problems = tuple(self.problems)
        if intake.questions or (intake.remembered and not intake.done):
            title = f"{intake.year}年报告" if intake.year else intake.report
            head = f"{one_line(title)}：还有 {len(intake.questions)} 处要您定"
            shown = [*intake.questions, *intake.remembered]
            text, intake.sheet_lines = sheet_text(head, shown, self.sheet)
            put(intake, path, text)
            intake.problems = [at_new_line(one, intake.sheet_lines) for one in intake.problems]
        elif intake.done:
            path.unlink(missing_ok=True)


def at_new_line(problem: Problem, lines: Mapping[str, int]) -> Problem:
    """Where the sheet, written anew, has the question that a problem names."""
    line = next((line for id, line in lines.items() if f"【{id}】" in problem.message), None)
    if line is None or problem.place.file != SHEET:
        return problem
    return replace(problem, place=Place(SHEET, line))


def in_layout(text: str, rows: Mapping[str, list[str]]) -> str:
    try:
        return format_text(text, "year", rows)
    except CannotLayOut:
        return text


def put(intake: Intake, path: Path, text: str) -> None:
    """Write a file that is to have this text, unless it has."""
    if not path.is_file() or path.is_symlink() or path.read_bytes() != text.encode():
        if path.is_symlink():
            path.unlink()  # what it leads to is none of ours
        write(path, text)
        intake.changed.append(path)


ASKED = ("D219", "D412", "D604", "D605", "D611")
"""Codes of what stands among the questions, or among the sums until the rest is settled."""
YEAR = re.compile("20[0-9]{2}")
ANOTHER = "请从收件夹里删去，放上本机关的报告；是本机关以前的名称，请管理员用 python hooks/desk.py import 读"
