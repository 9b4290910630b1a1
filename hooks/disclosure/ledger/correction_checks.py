"""What was published, release by release, and what the file says now: a change in between needs its correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from disclosure.datafiles.models import BLANK, Correction, Published
from disclosure.problems.problem import Place, Problems, nearest

from .year_source import Said, Told

History = Mapping[str, tuple[Said, ...]]
NOTHING = Said(BLANK)


def history_of(published: Published | None) -> dict[str, tuple[Said, ...]]:
    """Figure or cell → all that readers were shown of it, oldest first."""
    found: dict[str, tuple[Said, ...]] = {}
    for _, figures in sorted(published.published.items()) if published else ():
        for id, printed in figures.items():
            found[id] = (*found.get(id, ()), Said.of(printed))
    return found


def check_history(
    told: Told, published: Published | None, right: Collection[str], problems: Problems
) -> None:
    """Record every silent change, and every correction that doesn't fit what was published or what is printed now.

    Of the figures in the file only those that are `right` are looked at. That one is missing is only told of a file
    without other faults: a slip in its name, or in the rows around it, may be why.
    """
    history = history_of(published)
    if told.has_lost_corrections:
        return
    check_names(told, history, problems)
    whole = not problems.of_file(told.document.file)
    check_days(told, published, problems)
    at_fault = {*check_corrections(told, history, problems), *(told.said.keys() - right)}
    made = Counter((one.figure, one.was, one.now) for one in told.file.corrections)
    for id in sorted(history.keys() - at_fault):
        now, place = now_of(id, told) if whole or id in told.said else (None, None)
        if now is None:
            at_fault.add(id)
        for was, then in pairwise(states(history[id], now)):
            made[id, was.printed, then.printed] -= 1
            if made[id, was.printed, then.printed] < 0:
                tell_silent(id, was, then, told, place or told.document.place(), problems)
    tell_idle(told, history, made, at_fault, problems)


def check_names(told: Told, history: History, problems: Problems) -> None:
    """Record the corrections of what nobody knows, nor was ever shown under a name that is gone by now."""
    for index, one in enumerate(told.file.corrections):
        if not is_known(one, told, history) and not told.names.files.may_know(one.figure):
            place = told.document.place("corrections", index, "figure")
            hint = partial(nearest, one.figure, told.names.known)
            problems.add("D207", place, name=one.figure, kind="指标或表格单元", hint=hint)


def is_known(one: Correction, told: Told, history: History) -> bool:
    return one.figure in told.names.known or one.figure in history


def check_days(told: Told, published: Published | None, problems: Problems) -> None:
    """Record the corrections of a day on which nobody had seen anything yet."""
    first = min(published.published, default="") if published else ""
    for index, one in enumerate(told.file.corrections):
        if one.on.end.isoformat() < first[:10]:
            place = told.document.place("corrections", index, "on")
            problems.add("D408", place, on=one.on.text, first=first[:10])


def tell_silent(
    id: str, was: Said, then: Said, told: Told, place: Place, problems: Problems
) -> None:
    facts: dict[str, Any] = {"was": was.words, "now": then.words}
    facts |= {"was_printed": was.printed, "now_printed": then.printed}
    problems.add("D405", place, label=told.label_of(id), figure=id, **facts)


def tell_idle(
    told: Told, history: History, made: Counter[Any], at_fault: Collection[str], problems: Problems
) -> None:
    """A correction of what did not change."""
    for index, one in enumerate(told.file.corrections):
        left = made[one.figure, one.was, one.now] > 0
        if left and one.figure not in at_fault and is_known(one, told, history):
            tell_unfounded(one, told.document.place("corrections", index, "was"), history, problems)
            made[one.figure, one.was, one.now] = 0


def tell_unfounded(one: Correction, place: Place, history: History, problems: Problems) -> None:
    """A correction of what readers were never shown, or of what did not change since."""
    shown = "、".join(f"“{said.printed}”" for said in history.get(one.figure, ())) or "还没有"
    problems.add("D406", place, figure=one.figure, was=one.was, history=shown)


def states(shown: tuple[Said, ...], now: Said | None) -> tuple[Said, ...]:
    """All that a figure has been, up to what it is now."""
    return shown if now is None or now == shown[-1] else (*shown, now)


def now_of(id: str, told: Told) -> tuple[Said | None, Place]:
    """What the file says of a figure; None where a fault told already keeps it from saying anything."""
    if id in told.said:
        return told.said[id]
    if id[:1].isascii():
        is_cut = told.document.has_key(id, "figures")
        return (None if is_cut else NOTHING), told.document.key_place("figures")
    table, *row, _ = id.split(".") if "." in id else (id, "")
    path = ("tables", table, ".".join(row))
    is_cut = path in told.document or told.names.files.forms_in_doubt
    return (None if is_cut else NOTHING), told.document.key_place(*path)


def check_corrections(told: Told, history: History, problems: Problems) -> Iterator[str]:
    """Each correction of a figure starts with what was published, or where the one before it ended; the last ends in
    what the file says now. Yields the figures of those that don't."""
    last: dict[str, tuple[str, Place]] = {}
    for index, one in enumerate(told.file.corrections):
        if not is_known(one, told, history):
            continue
        before, _ = last.get(one.figure, (one.was, None))
        place = told.document.place("corrections", index, "was")
        shown = [said.printed for said in history.get(one.figure, ())]
        if before != one.was:
            problems.add("D404", place, figure=one.figure, was=one.was, before=before)
            yield one.figure
        elif one.was not in shown:
            tell_unfounded(one, place, history, problems)
            yield one.figure
        last[one.figure] = one.now, told.document.place("corrections", index, "now")
    yield from check_ends(told, last, problems)


def check_ends(
    told: Told, last: Mapping[str, tuple[str, Place]], problems: Problems
) -> Iterator[str]:
    for id, (text, place) in last.items():
        now, _ = now_of(id, told)
        if now and now.printed != text:
            problems.add("D403", place, figure=id, now=text, printed=now.printed)
            yield id
