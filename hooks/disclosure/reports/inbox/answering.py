"""A year file and the boxes that were ticked → its text with what they say done, and with rows that were missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclosure.datafiles.forms import columns_of
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Place, Problems

from .asking import REST_QUESTION, Items, items_of, misprint_questions, questions_of
from .questions import SHEET, Act, Answer, Question, QuestionSheet
from .settle import EMPTY_ROW, CannotSettle, settled, with_rows

Cells = Mapping[str, str | None]
"""Cell of the report → as printed; None for a blank one."""


def answered_text(
    text: str,
    source: YearSource,
    cells: Cells,
    last: Mapping[str, str],
    sheet: QuestionSheet,
    problems: Problems,
) -> str:
    """`text` is the year file's, `last` what the last report printed of each indicator."""
    text = with_rows(text, rows_read_now(source, cells))
    items = items_of(source)
    answers = answers_about(questions_of(items, source, last), sheet, problems)
    answers += answers_to(misprint_questions(source), sheet, problems)
    return applied(text, list(without_taken(answers, source, problems)), items, problems)


def applied(text: str, answers: Sequence[Answer], items: Items, problems: Problems) -> str:
    try:
        return settled(text, answers, items) if answers else text
    except CannotSettle as refused:
        what = f"没有能照办：{refused}"
        problems.add("D614", Place(SHEET), number="答案", what=what, hint="请直接改年份文件")
        return text


def answers_about(
    questions: Sequence[Question], sheet: QuestionSheet, problems: Problems
) -> list[Answer]:
    """With those that one box answers for all that is left."""
    answers = answers_to(questions, sheet, problems)
    return [*answers, *rest_of(questions, answers, sheet, problems)]


def answers_to(
    questions: Sequence[Question], sheet: QuestionSheet, problems: Problems
) -> list[Answer]:
    return [one for one in (sheet.answer(question, problems) for question in questions) if one]


def rows_read_now(source: YearSource, cells: Cells) -> dict[int, list[str | None]]:
    """Line → cells of each row that the year file leaves empty and the report at hand gives in full."""
    found = {}
    for table, grids in (source.tables.grids if source.tables else {}).items():
        for row, columns in columns_of(grids).items():
            names = [f"{table}.{row}.{column}" for column, _ in columns]
            place = source.document.place("tables", table, row)
            if EMPTY_ROW.match(place.text) and all(name in cells for name in names):
                found[place.line] = [cells[name] for name in names]
    return found


def rest_of(
    questions: Sequence[Question],
    answers: Sequence[Answer],
    sheet: QuestionSheet,
    problems: Problems,
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
