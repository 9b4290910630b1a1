"""What was published, release by release, and what the file says now: a change in between needs its correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from disclosure.datafiles.models import BLANK, Correction, PublicationRecord
from disclosure.problems.problem import Place, Problems, nearest

from .year_source import Statement, YearSource

History = Mapping[str, tuple[Statement, ...]]
NOT_STATED = Statement(BLANK)


def history_of(published: PublicationRecord | None) -> dict[str, tuple[Statement, ...]]:
    """Figure or cell → all that readers were shown of it, oldest first."""
    found: dict[str, tuple[Statement, ...]] = {}
    for _, figures in sorted(published.published.items()) if published else ():
        for id, printed in figures.items():
            found[id] = (*found.get(id, ()), Statement.of(printed))
    return found


def check_corrections(
    year_source: YearSource,
    published: PublicationRecord | None,
    right: Collection[str],
    problems: Problems,
) -> None:
    """Record every silent change, and every correction that doesn't fit what was published or what is printed now.

    Of the figures in the file only those that are `right` are looked at. That one is missing is only told of a file
    without other faults: a slip in its name, or in the rows around it, may be why.
    """
    history = history_of(published)
    if year_source.has_lost_corrections:
        return
    check_correction_names(year_source, history, problems)
    whole = not problems.has_any_in(year_source.document.file)
    check_correction_days(year_source, published, problems)
    at_fault = {
        *check_correction_chain(year_source, history, problems),
        *(year_source.statements.keys() - right),
    }
    made = Counter((one.figure, one.was, one.now) for one in year_source.file.corrections)
    for id in sorted(history.keys() - at_fault):
        now, place = (
            current_statement(id, year_source)
            if whole or id in year_source.statements
            else (None, None)
        )
        if now is None:
            at_fault.add(id)
        for was, then in pairwise(successive_statements(history[id], now)):
            made[id, was.printed, then.printed] -= 1
            if made[id, was.printed, then.printed] < 0:
                report_silent_change(
                    id, was, then, year_source, place or year_source.document.place(), problems
                )
    report_unused_corrections(year_source, history, made, at_fault, problems)


def check_correction_names(year_source: YearSource, history: History, problems: Problems) -> None:
    """Record the corrections of what nobody knows, nor was ever shown under a name that is gone by now."""
    for index, one in enumerate(year_source.file.corrections):
        if not is_known(one, year_source, history) and not year_source.symbols.files.may_define(
            one.figure
        ):
            place = year_source.document.place("corrections", index, "figure")
            hint = partial(nearest, one.figure, year_source.symbols.units)
            problems.add("D207", place, name=one.figure, kind="指标或表格单元", hint=hint)


def is_known(one: Correction, year_source: YearSource, history: History) -> bool:
    return one.figure in year_source.symbols.units or one.figure in history


def check_correction_days(
    year_source: YearSource, published: PublicationRecord | None, problems: Problems
) -> None:
    """Record the corrections of a day on which nobody had seen anything yet."""
    first = min(published.published, default="") if published else ""
    for index, one in enumerate(year_source.file.corrections):
        if one.on.end.isoformat() < first[:10]:
            place = year_source.document.place("corrections", index, "on")
            problems.add("D408", place, on=one.on.text, first=first[:10])


def report_silent_change(
    id: str,
    was: Statement,
    then: Statement,
    year_source: YearSource,
    place: Place,
    problems: Problems,
) -> None:
    facts: dict[str, Any] = {"was": was.as_text, "now": then.as_text}
    facts |= {"was_printed": was.printed, "now_printed": then.printed}
    problems.add("D405", place, label=year_source.label_of(id), figure=id, **facts)


def report_unused_corrections(
    year_source: YearSource,
    history: History,
    made: Counter[Any],
    at_fault: Collection[str],
    problems: Problems,
) -> None:
    """A correction of what did not change."""
    for index, one in enumerate(year_source.file.corrections):
        left = made[one.figure, one.was, one.now] > 0
        if left and one.figure not in at_fault and is_known(one, year_source, history):
            report_unfounded(
                one, year_source.document.place("corrections", index, "was"), history, problems
            )
            made[one.figure, one.was, one.now] = 0


def report_unfounded(one: Correction, place: Place, history: History, problems: Problems) -> None:
    """A correction of what readers were never shown, or of what did not change since."""
    shown = "、".join(f"“{said.printed}”" for said in history.get(one.figure, ())) or "还没有"
    problems.add("D406", place, figure=one.figure, was=one.was, history=shown)


def successive_statements(
    shown: tuple[Statement, ...], now: Statement | None
) -> tuple[Statement, ...]:
    """All that a figure has been, up to what it is now."""
    return shown if now is None or now == shown[-1] else (*shown, now)


def current_statement(id: str, year_source: YearSource) -> tuple[Statement | None, Place]:
    """What the file says of a figure; None where a fault told already keeps it from saying anything."""
    if id in year_source.statements:
        return year_source.statements[id]
    if id[:1].isascii():
        is_cut = year_source.document.has_key(id, "figures")
        return (None if is_cut else NOT_STATED), year_source.document.key_place("figures")
    table, *row, _ = id.split(".") if "." in id else (id, "")
    path = ("tables", table, ".".join(row))
    is_cut = path in year_source.document or year_source.symbols.files.has_faulty_forms
    return (None if is_cut else NOT_STATED), year_source.document.key_place(*path)


def check_correction_chain(
    year_source: YearSource, history: History, problems: Problems
) -> Iterator[str]:
    """Each correction of a figure starts with what was published, or where the one before it ended; the last ends in
    what the file says now. Yields the figures of those that don't."""
    last: dict[str, tuple[str, Place]] = {}
    for index, one in enumerate(year_source.file.corrections):
        if not is_known(one, year_source, history):
            continue
        before, _ = last.get(one.figure, (one.was, None))
        place = year_source.document.place("corrections", index, "was")
        shown = [said.printed for said in history.get(one.figure, ())]
        if before != one.was:
            problems.add("D404", place, figure=one.figure, was=one.was, before=before)
            yield one.figure
        elif one.was not in shown:
            report_unfounded(one, place, history, problems)
            yield one.figure
        last[one.figure] = one.now, year_source.document.place("corrections", index, "now")
    yield from check_last_corrections(year_source, last, problems)


def check_last_corrections(
    year_source: YearSource, last: Mapping[str, tuple[str, Place]], problems: Problems
) -> Iterator[str]:
    for id, (text, place) in last.items():
        now, _ = current_statement(id, year_source)
        if now and now.printed != text:
            problems.add("D403", place, figure=id, now=text, printed=now.printed)
            yield id
