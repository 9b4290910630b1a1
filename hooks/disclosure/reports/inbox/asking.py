"""A year file with what verifying it told → the questions that are left, each with its choices."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure.datafiles.models import OpenItem
from disclosure.ledger.tieouts import UNCONFIRMED
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Problem

from .questions import Act, Choice, Question, distinct


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


WHY = "没有做成指标"
SENTENCE = "写进事实（写一句自己的话，数照原样）"
REST_QUESTION = Question(
    "上面没有认出是哪个指标、也没有打钩的",
    "",
    (Choice(Act.SET_ASIDE, "都不登，缘故", WHY),),
)
