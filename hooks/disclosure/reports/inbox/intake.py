"""The report in `inbox/` → the year file as far as it could be settled, what is left to do, and at last the record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from disclosure.desk.format import rows_of
from disclosure.desk.uploads import ANSWERS, INBOX, find_upload
from disclosure.desk.yaml_layout import format_text
from disclosure.desk.yaml_layout.entries import CannotLayOut
from disclosure.desk.year_files import write
from disclosure.ledger.load import load_data
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
from .questions import SHEET, Question, read_sheet, sheet_text


def take_in(root: Path, folder: Path, on: date) -> Intake | None:
    """One run: read, write the draft where the year has none, do what was ticked, verify, ask what is left.

    None where there is no report. A year file that is there is never written over; only what was ticked is put in.
    """
    found = Problems()
    path = find_upload(root, found)
    if path is None and not found:
        return None
    intake = Intake(root, folder, path, on, found)
    if path:
        with refuse_in_chinese(Path(INBOX, path.name), found):
            document = read_report(path, f"{INBOX}/{one_line(path.name)}")
            with within_bounds():
                intake.advance(document)
        intake.write_sheet()
    return intake


class Intake:
    """One run, and what it makes of the report; what it does not come to stays empty."""

    def __init__(
        self, root: Path, folder: Path, path: Path | None, on: date, found: Problems
    ) -> None:
        """`path` is the report's, None where what lies in the inbox can't be meant."""
        self.root, self.folder, self.path, self.on, self.found = root, folder, path, on, found
        self.report = path.name if path else ""
        self.sheet = read_sheet(root / INBOX / ANSWERS)
        self.year: int | None = None
        self.problems: Sequence[Problem] = tuple(found)
        """All that were found but what stands among the questions, once the sheet is written."""
        self.questions: Sequence[Question] = ()
        """What is to be settled by ticking a box."""
        self.remembered: Sequence[Question] = ()
        """What was settled so, and must stay ticked."""
        self.sheet_lines: Mapping[str, int] = {}
        """Question → its line in the sheet."""
        self.imported: ImportResult | None = None
        self.last: Mapping[str, str] = {}
        """Indicator → what the last report printed."""
        self.outcome: VerifyOutcome | None = None
        self.is_new = False
        """Whether the year file was written in this run."""
        self.changed: list[Path] = []
        """Files that were written."""
        self.is_copied = False
        """Whether the year file has all of a filled-in workbook, which can verify nothing."""
        self.load()

    def load(self) -> None:
        """Read the data as they are now, with what is wrong with them."""
        self.known = Problems()
        self.loaded = load_data(self.folder, self.known)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do but take the report out."""
        verified = self.outcome is not None and bool(self.outcome.record)
        return (self.is_copied or verified) and not self.questions

    @property
    def year_source(self) -> YearSource | None:
        """The year file, where it could be read."""
        stem = str(self.year)
        return self.loaded.year_source(stem) if stem in self.loaded.files.years else None

    def advance(self, document: ReportDocument) -> None:
        """As far as it goes; what stops it is among the problems or the questions. Raises Unreadable."""
        import_problems = Problems()
        self.imported = imported = self.identified(document, import_problems)
        self.year = imported.year
        if any(one.code == "D610" for one in self.found):
            return
        identity = self.identity_questions(imported)
        self.questions = [one for one in identity if not self.sheet.answer(one, Problems())]
        self.remembered = [one for one in identity if one not in self.questions]
        if self.questions or self.found.has_errors or not imported.year:
            return
        self.last = {one.id: one.printed for one in known_in(self.loaded, imported.year)}
        path = self.folder / "years" / f"{imported.year}.yml"
        if path.is_symlink():
            place = Place(f"{self.folder.name}/years/{path.name}")
            self.found.add("D001", place, name=path.name)
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
        if answer := self.sheet.answer(asked, self.found):
            year = int(answer.text) if YEAR.fullmatch(answer.text) else None
            if year is None:
                what = f"“{answer.text}”不是年份，写成四位数字，如 2023"
                self.found.add("D614", Place(SHEET), number=f"【{asked.id}】", what=what)
        is_given = self.sheet.answer(ours_question(document.name), self.found)
        agency = own if is_given else None
        imported = import_report(document, self.folder, import_problems, year, agency)
        stated = imported.report.identity.agency
        if stated and own and not is_same(stated.value, own):
            what = f"报告是“{stated.value}”的，本站是“{own}”的"
            self.found.add("D610", Place(document.name), what=what, hint=ANOTHER)
        return imported

    def identity_questions(self, imported: ImportResult) -> list[Question]:
        """What has to be known before anything else: of which year the report is, and whether it is this agency's."""
        surely_ours = not own_name(self.loaded) or is_ours(imported.report, self.loaded, None)
        name = imported.report.document.name
        asked = [] if surely_ours else [ours_question(name)]
        return [*asked, *([] if imported.report.identity.years else [year_question(name)])]

    def write_draft(self, path: Path, text: str, import_problems: Problems) -> None:
        """The year's file where there is none, with what reading the report found."""
        self.put(path, text)
        self.is_new = True
        self.report_unasked(import_problems)
        self.load()

    def fill_in_answers(self, path: Path, imported: ImportResult) -> None:
        """Put into the year file what was ticked, and rows that an earlier file of the report did not give."""
        if source := self.year_source:
            before = path.read_text("utf-8-sig")
            cells = imported.report.cells
            text = answered_text(before, source, cells, self.last, self.sheet, self.found)
            self.put_answers(path, before, text)

    def put_answers(self, path: Path, before: str, text: str) -> bool:
        """Write the year file where it is to have another text, in the layout; whether it is."""
        if text == before:
            return False
        self.put(path, in_layout(text, rows_of(self.loaded, path)))
        self.load()
        return True

    def hold_against_workbook(self, imported: ImportResult) -> None:
        """Ask what is left. A workbook is no report: the year stays unverified until the report itself is here."""
        if source := self.year_source:
            self.questions = self.questions_left(source, {}, ask_misprints=True)
            self.report_unasked(of_year(str(self.year), self.loaded.files.folder, self.known))
            report_differences(imported.report, imported.matches, source, self.found)
            self.is_copied = not self.questions and not self.found.has_errors

    def hold_against_report(self, path: Path, document: ReportDocument) -> None:
        """Verify, put in what was ticked of the numbers that the file lacks, ask what is left, and write the record
        where all agrees."""
        outcome, lacking = self.verify(document)
        if lacking and (source := self.year_source):
            asked = questions_of(lacking, source, self.last)
            answers = answers_about(asked, self.sheet, self.found)
            before = path.read_text("utf-8-sig")
            if self.put_answers(path, before, applied(before, answers, lacking, self.found)):
                outcome, lacking = self.verify(document)
        self.ask(outcome, lacking)
        if self.done:
            self.put(self.folder / "verified" / f"{self.year}.yml", outcome.record)

    def verify(self, document: ReportDocument) -> tuple[VerifyOutcome, Items]:
        """The outcome, and the numbers that the year file lacks; none while others stand where they don't in the
        report: one of the two is a slip of the other."""
        assert self.path and self.year is not None
        given = (self.path, self.loaded, self.year, self.known, self.on)
        self.outcome = outcome = verify_file(*given, looked=True, document=document)
        slips = any(one.code == "D608" for one in outcome.problems)
        if slips or self.year_source is None or outcome.verified is None:
            return outcome, {}
        return outcome, left_out(outcome.verified.uncovered, self.year_source)

    def ask(self, outcome: VerifyOutcome, lacking: Items) -> None:
        """What is left, as questions or as problems."""
        seen = [seen_question(one) for one in outcome.problems if one.code == "D611"]
        unseen = [one for one in seen if not self.sheet.answer(one, self.found)]
        complete = outcome.verified is not None and outcome.verified.is_complete
        source = self.year_source
        left = self.questions_left(source, lacking, ask_misprints=complete) if source else []
        self.questions = [*left, *unseen]
        self.remembered = [*self.remembered, *(one for one in seen if one not in unseen)]
        self.report_unasked(outcome.problems, ("D612",) if lacking else ())

    def questions_left(
        self, source: YearSource, lacking: Items, *, ask_misprints: bool
    ) -> list[Question]:
        """What is open, and one box for all that nobody knows; sums that fail only once nothing is open."""
        opened = questions_of({**items_of(source), **lacking}, source, self.last)
        rest = [REST_QUESTION] if sum(not one.is_known for one in opened) > 1 else []
        misprints = misprint_questions(source) if ask_misprints and not opened else []
        return [*opened, *rest, *misprints]

    def report_unasked(self, problems: Problems, also_asked: Sequence[str] = ()) -> None:
        """The problems that no question stands for."""
        for problem in problems:
            if problem.code not in (*ASKED, *also_asked):
                self.found.add_existing(problem)

    def write_sheet(self) -> None:
        """The questions; no sheet where all is done, or another report would find these answers."""
        path = self.root / INBOX / ANSWERS
        self.problems = tuple(self.found)
        if self.questions or (self.remembered and not self.done):
            title = f"{self.year}年报告" if self.year else self.report
            head = f"{one_line(title)}：还有 {len(self.questions)} 处要您定"
            shown = [*self.questions, *self.remembered]
            text, self.sheet_lines = sheet_text(head, shown, self.sheet)
            self.put(path, text)
            self.problems = [at_new_line(one, self.sheet_lines) for one in self.problems]
        elif self.done:
            path.unlink(missing_ok=True)

    def put(self, path: Path, text: str) -> None:
        """Write a file that is to have this text, unless it has."""
        if not path.is_file() or path.is_symlink() or path.read_bytes() != text.encode():
            if path.is_symlink():
                path.unlink()  # what it leads to is none of ours
            write(path, text)
            self.changed.append(path)


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


ASKED = ("D219", "D412", "D604", "D605", "D611")
"""Codes of what stands among the questions, or among the sums until the rest is settled."""
YEAR = re.compile("20[0-9]{2}")
ANOTHER = "请从收件夹里删去，放上本机关的报告；是本机关以前的名称，请管理员用 python hooks/desk.py import 读"
