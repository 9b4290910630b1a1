"""The report in `inbox/` → the year file as far as it could be settled, what is left to do, and at last the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from disclosure.datafiles.forms import columns_of
from disclosure.datafiles.models import OpenItem
from disclosure.desk.format import rows_of
from disclosure.desk.uploads import ANSWERS, INBOX, find_upload
from disclosure.desk.yaml_layout import format_text
from disclosure.desk.yaml_layout.entries import CannotLayOut
from disclosure.desk.year_files import write
from disclosure.ledger.load import LoadedData, load_data
from disclosure.ledger.tieouts import UNCONFIRMED
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Place, Problem, Problems, one_line
from disclosure.reports.commands import VerifyOutcome, refuse_in_chinese, verify_file
from disclosure.reports.findings import is_ours, own_name
from disclosure.reports.importing import ImportResult, import_report, known_in
from disclosure.reports.narrative.agency_names import is_same
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.bounds import within_bounds
from disclosure.reports.readers.sandbox import read_report

from .questions import (
    SHEET,
    Act,
    Answer,
    Choice,
    Question,
    Sheet,
    distinct,
    read_sheet,
    sheet_text,
)
from .settle import EMPTY_ROW, CannotSettle, settled, with_rows


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

    @property
    def done(self) -> bool:
        """Whether nothing is left to do but take the report out."""
        return bool(self.outcome and self.outcome.record and not self.questions)

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
    intake = Intake(report.name)
    sheet_path = root / INBOX / ANSWERS
    sheet = read_sheet(sheet_path)
    with refuse_in_chinese(Path(INBOX, report.name), problems):
        document = read_report(report, f"{INBOX}/{one_line(report.name)}")
        with within_bounds():
            advance(intake, document, report, folder, sheet, on, problems)
    intake.problems = tuple(problems)
    if intake.questions or (intake.remembered and not intake.done):
        title = f"{intake.year}年报告" if intake.year else intake.report
        shown = [*intake.questions, *intake.remembered]
        head = f"{one_line(title)}：还有 {len(intake.questions)} 处要您定"
        text, intake.sheet_lines = sheet_text(head, shown, sheet)
        put(intake, sheet_path, text)
        intake.problems = [at_new_line(one, intake.sheet_lines) for one in intake.problems]
    elif intake.done:  # another report is not to find these answers
        sheet_path.unlink(missing_ok=True)
    return intake


def at_new_line(problem: Problem, lines: Mapping[str, int]) -> Problem:
    """Where the sheet, written anew, has the question that a problem names."""
    line = next((line for id, line in lines.items() if f"【{id}】" in problem.message), None)
    if line is None or problem.place.file != SHEET:
        return problem
    return replace(problem, place=Place(SHEET, line))


def advance(
    intake: Intake,
    document: ReportDocument,
    report: Path,
    folder: Path,
    sheet: Sheet,
    on: date,
    problems: Problems,
) -> None:
    """As far as it goes; what stops it is among the problems or the questions. Raises Unreadable."""
    loaded = load_data(folder, Problems())
    told = Problems()
    intake.imported = imported = identified(document, folder, loaded, sheet, told, problems)
    intake.year = imported.year
    if any(one.code == "D610" for one in problems):
        return
    identity = identity_questions(imported, loaded)
    intake.questions = [one for one in identity if not sheet.answer(one, Problems())]
    intake.remembered = [one for one in identity if one not in intake.questions]
    if intake.questions or problems.has_errors or not imported.year:
        return
    path = folder / "years" / f"{imported.year}.yml"
    if path.is_symlink():
        problems.add("D001", Place(f"{folder.name}/years/{path.name}"), name=path.name)
        return
    if not path.exists():
        put(intake, path, imported.text)
        intake.is_new = True
        for problem in told:
            if problem.code not in ASKED:
                problems.add_existing(problem)
    intake.last = {one.id: one.printed for one in known_in(loaded, imported.year)}
    fill_in_answers(intake, folder, path, sheet, problems)
    hold_against_report(intake, document, report, folder, on, sheet, problems)


def identified(
    document: ReportDocument,
    folder: Path,
    loaded: LoadedData,
    sheet: Sheet,
    told: Problems,
    problems: Problems,
) -> ImportResult:
    """The report as read, with the year and the agency that the editor gave where it names none."""
    own, year, asked = own_name(loaded), None, year_question(document.name)
    if answer := sheet.answer(asked, problems):
        year = int(answer.text) if YEAR.fullmatch(answer.text) else None
        if year is None:
            what = f"“{answer.text}”不是年份，写成四位数字，如 2023"
            problems.add("D614", Place(SHEET), number=f"【{asked.id}】", what=what)
    ours = own if sheet.answer(ours_question(document.name), problems) else None
    imported = import_report(document, folder, told, year, ours)
    stated = imported.report.identity.agency
    if stated and own and not is_same(stated.value, own):
        what = f"报告是“{stated.value}”的，本站是“{own}”的"
        problems.add("D610", Place(document.name), what=what, hint=ANOTHER)
    return imported


def identity_questions(imported: ImportResult, loaded: LoadedData) -> list[Question]:
    """What has to be known before anything else: of which year the report is, and whether it is this agency's."""
    surely_ours = not own_name(loaded) or is_ours(imported.report, loaded, None)
    name = imported.report.document.name
    asked = [] if surely_ours else [ours_question(name)]
    return [*asked, *([] if imported.report.identity.years else [year_question(name)])]


def fill_in_answers(
    intake: Intake, folder: Path, path: Path, sheet: Sheet, problems: Problems
) -> None:
    """Put into the year file what was ticked, and rows that an earlier file of the report did not give."""
    intake.loaded = load_data(folder, Problems())
    source = intake.year_source
    if source is None:
        return
    before = path.read_text("utf-8-sig")
    text = with_rows(before, rows_read_now(source, intake.imported))
    questions = open_questions(source, intake.last)
    answers = [one for one in (sheet.answer(question, problems) for question in questions) if one]
    answers += rest_of(questions, answers, sheet, problems)
    answers += [
        one for question in misprint_questions(source) if (one := sheet.answer(question, problems))
    ]
    answers = list(without_taken(answers, source, problems))
    try:
        text = settled(text, answers, items_of(source)) if answers else text
    except CannotSettle as refused:
        what = f"没有能照办：{refused}"
        problems.add("D614", Place(SHEET), number="答案", what=what, hint=BY_HAND)
    if text == before:
        return
    put(intake, path, in_layout(text, rows_of(intake.loaded, path)))
    intake.loaded = load_data(folder, Problems())


def rows_read_now(source: YearSource, imported: ImportResult | None) -> dict[int, list[str | None]]:
    """Line → cells of each row that the year file leaves empty and the report at hand gives in full."""
    cells = imported.report.cells if imported else {}
    found = {}
    for table, grids in (source.tables.grids if source.tables else {}).items():
        for row, columns in columns_of(grids).items():
            names = [f"{table}.{row}.{column}" for column, _ in columns]
            place = source.document.place("tables", table, row)
            if EMPTY_ROW.match(place.text) and all(name in cells for name in names):
                found[place.line] = [cells[name] for name in names]
    return found


def in_layout(text: str, rows: Mapping[str, list[str]]) -> str:
    try:
        return format_text(text, "year", rows)
    except CannotLayOut:
        return text


def rest_of(
    questions: Sequence[Question], answers: Sequence[Answer], sheet: Sheet, problems: Problems
) -> Iterator[Answer]:
    """Those that nobody answered, where the box for all of them is ticked."""
    answered = [one.question for one in answers]
    left = [one for one in questions if not one.is_known and one not in answered]
    rest = sheet.answer(REST_QUESTION, problems) if left else None
    if rest:
        for question in left:
            choice = next(one for one in question.choices if one.act is Act.SET_ASIDE)
            yield Answer(question, choice, rest.text)


def without_taken(
    answers: Sequence[Answer], source: YearSource, problems: Problems
) -> Iterator[Answer]:
    """Without those that give an indicator a second number."""
    taken = {id for _, id, _ in source.narrative()}
    for one in answers:
        if one.choice.act is Act.FILL_IN and one.choice.target in taken:
            what = f"“{source.label_of(one.choice.target)}”已经有一个数了"
            place = Place(SHEET)
            problems.add("D614", place, number=f"【{one.question.id}】", what=what)
            continue
        taken |= {one.choice.target} if one.choice.act is Act.FILL_IN else set()
        yield one


def hold_against_report(
    intake: Intake,
    document: ReportDocument,
    report: Path,
    folder: Path,
    on: date,
    sheet: Sheet,
    problems: Problems,
) -> None:
    """Verify, ask what is left, and write the record where all agrees."""
    known = Problems()
    intake.loaded = loaded = load_data(folder, known)
    year = intake.year or 0
    intake.outcome = outcome = verify_file(
        report, loaded, year, known, on, looked=True, document=document
    )
    source = intake.year_source
    seen = [seen_question(one) for one in outcome.problems if one.code == "D611"]
    unseen = [one for one in seen if not sheet.answer(one, problems)]
    opened = open_questions(source, intake.last) if source else []
    unknown = [one for one in opened if not one.is_known]
    rest = [REST_QUESTION] if len(unknown) > 1 else []
    complete = outcome.verified is not None and outcome.verified.is_complete
    misprints = misprint_questions(source) if source and complete and not opened else []
    intake.questions = [*opened, *rest, *misprints, *unseen]
    intake.remembered = [*intake.remembered, *(one for one in seen if one not in unseen)]
    for problem in outcome.problems:
        if problem.code not in ASKED:
            problems.add_existing(problem)
    if intake.done:
        put(intake, folder / "verified" / f"{year}.yml", outcome.record)


def put(intake: Intake, path: Path, text: str) -> None:
    """Write a file that is to have this text, unless it has."""
    if not path.is_file() or path.is_symlink() or path.read_bytes() != text.encode():
        if path.is_symlink():
            path.unlink()  # what it leads to is none of ours
        write(path, text)
        intake.changed.append(path)


# Questions


def year_question(report: str) -> Question:
    return Question(f"没有认出“{report}”是哪一年的报告", "", (Choice(Act.YEAR, "年份", ""),))


def ours_question(report: str) -> Question:
    choice = Choice(Act.OURS, "是本机关的，照本机关的指标读")
    return Question(f"没有认出“{report}”是哪个单位的报告", "", (choice,))


def items_of(source: YearSource) -> dict[tuple[str, int], OpenItem]:
    return {
        (section, index): item
        for section, items in source.file.open.items()
        for index, item in enumerate(items)
    }


def open_questions(source: YearSource, last: Mapping[str, str]) -> list[Question]:
    """One for each item under `open`."""
    return distinct(
        [
            open_question(section, index, item, source, last)
            for (section, index), item in items_of(source).items()
        ]
    )


def open_question(
    section: str, index: int, item: OpenItem, source: YearSource, last: Mapping[str, str]
) -> Question:
    place = source.document.place("open", section, index)
    item_at = (section, index)
    if not item.printed:
        seen = Choice(Act.SEEN, "看过了，该补的已经补在年份文件里")
        return Question(f"{section}：{item.words}", "", (seen,), place, item_at)
    proposed = [id for id in (item.indicator, item.rival) if id]
    fill_in = [
        Choice(Act.FILL_IN, proposal(id, source, last.get(id, "")), target=id) for id in proposed
    ]
    choices = (*fill_in, Choice(Act.SET_ASIDE, "不登，缘故", WHY), Choice(Act.FACT, SENTENCE, ""))
    quote = item.words + (f"（{item.note}）" if item.note else "")
    return Question(
        f"{section}：{item.printed}", quote, choices, place, item_at, is_known=bool(proposed)
    )


def proposal(id: str, source: YearSource, last: str) -> str:
    return f"是“{source.label_of(id)}”（{id}" + (f"；上一次 {last}）" if last else "）")


def misprint_questions(source: YearSource) -> list[Question]:
    """One for each sum that the draft says is printed so, until somebody has looked."""
    return [
        Question(
            f"算不拢：{id}",
            text.removeprefix(UNCONFIRMED).lstrip("：:"),
            (Choice(Act.MISPRINT, "对照过，报告就是这样印的，缘故", "", target=id),),
            source.document.place("printed_so", id),
        )
        for id, text in source.file.printed_so.items()
        if text.startswith(UNCONFIRMED)
    ]


def seen_question(problem: Problem) -> Question:
    choices = (Choice(Act.SEEN, "看过了，没有错"),)
    return Question(f"请再看一眼：{problem.message}", "", choices, problem.place)


ASKED = ("D219", "D412", "D604", "D605", "D611")
"""Codes of what stands among the questions, or among the sums until the rest is settled."""
YEAR = re.compile("20[0-9]{2}")
WHY = "没有做成指标"
SENTENCE = "写进事实（写一句自己的话，数照原样）"
ANOTHER = "请从收件夹里删去，放上本机关的报告；是本机关以前的名称，就请管理员改年份文件"
BY_HAND = "请直接改年份文件"
REST_QUESTION = Question(
    "上面没有认出是哪个指标、也没有打钩的",
    "",
    (Choice(Act.SET_ASIDE, "都不登，缘故", WHY),),
)
