"""A year file with what verifying it found → the questions that are left, each with its choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from disclosure.datafiles.models import OPENING, OpenItem
from disclosure.ledger.tieouts import UNCONFIRMED
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Problem
from disclosure.reports.narrative.mentions import Mention
from disclosure.reports.verifying import around

from .questions import Act, Choice, Question, distinct


def year_question(report: str) -> Question:
    return Question(f"没有认出“{report}”是哪一年的报告", "", (Choice(Act.YEAR, "年份", ""),))


def ours_question(report: str) -> Question:
    choice = Choice(Act.OURS, "是本机关的，照本机关的指标读")
    return Question(f"没有认出“{report}”是哪个单位的报告", "", (choice,))


def items_of(source: YearSource) -> Items:
    """All that stands under `open`."""
    return {
        (section, index): item
        for section, items in source.file.open.items()
        for index, item in enumerate(items)
    }


def left_out(numbers: Sequence[Mention], source: YearSource) -> Items:
    """Numbers of the report that the year file has nowhere, not even under `open`, as if they stood there: under the
    nearest section that its outline has, with an index below 0."""
    found: dict[tuple[str, int], OpenItem] = {}
    for count, one in enumerate(numbers, 1):
        section, printed = one.section.key or OPENING, one.number.printed
        if not any(item.printed == printed for item in source.file.open.get(section, ())):
            while section not in source.file.outline and around(section):
                section = around(section)
            found[section, -count] = OpenItem(printed=printed, words=one.context)
    return found


def questions_of(items: Items, source: YearSource, last: Mapping[str, str]) -> list[Question]:
    """One for each item."""
    return distinct([open_question(at, item, source, last) for at, item in items.items()])


def open_question(
    item_at: tuple[str, int], item: OpenItem, source: YearSource, last: Mapping[str, str]
) -> Question:
    section, index = item_at
    place = source.document.place("open", section, index) if index >= 0 else None
    if not item.printed:
        seen = Choice(Act.SEEN, "看过了，该补的已经补在年份文件里")
        return Question(f"{section}：{item.words}", "", (seen,), place, item_at)
    proposed = [id for id in (item.indicator, item.rival) if id]
    words = {id: proposal(id, source, last.get(id, "")) for id in proposed}
    fill_in = [Choice(Act.FILL_IN, text, target=id) for id, text in words.items()]
    choices = (*fill_in, Choice(Act.SET_ASIDE, "不登，缘故", WHY), Choice(Act.FACT, SENTENCE, ""))
    quote = item.words + (f"（{item.note}）" if item.note else "")
    about, is_known = f"{section}：{item.printed}", bool(proposed)
    return Question(about, quote, choices, place, item_at, is_known)


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


Items = Mapping[tuple[str, int], OpenItem]
"""Section and index under `open` → the item."""
WHY = "没有做成指标"
SENTENCE = "写进事实（写一句自己的话，数照原样）"
REST = Choice(Act.SET_ASIDE, "都不登，缘故", WHY)
REST_QUESTION = Question("上面没有认出是哪个指标、也没有打钩的", "", (REST,))
