"""What was published, release by release, and what the file says now: a change in between needs its correction."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import pairwise

from disclosure.datafiles.desk_records import PublicationRecord
from disclosure.datafiles.models import BLANK, Correction
from disclosure.datafiles.parsing.flow_style import flow
from disclosure.ledger.year_source import Statement, YearSource
from disclosure.problems.problem import Place, Problems, nearest

NOT_STATED = Statement(BLANK)


def history_of(published: PublicationRecord | None) -> dict[str, tuple[Statement, ...]]:
    """Figure or cell → all that readers were shown of it, oldest first."""
    found: dict[str, tuple[Statement, ...]] = {}
    for _, figures in sorted(published.published.items()) if published else ():
        for id, printed in figures.items():
            found[id] = (*found.get(id, ()), Statement.of(printed))
    return found


class CorrectionCheck:
    """The corrections of one year file, figure by figure.

    A figure in the file that is not among the `valid` ones has a fault of its own, and its changes are not looked at.
    """

    def __init__(
        self,
        source: YearSource,
        published: PublicationRecord | None,
        valid: Collection[str],
        problems: Problems,
    ) -> None:
        self.source, self.problems, self.valid = source, problems, valid
        self.history = history_of(published)
        self.first_day = min(published.published, default="")[:10] if published else ""
        self.corrections: dict[str, list[tuple[int, Correction]]] = {}
        for index, one in enumerate(source.file.corrections):
            self.corrections.setdefault(one.figure, []).append((index, one))

    def check(self) -> None:
        """Record every silent change, and every correction that doesn't fit what was published or is printed now."""
        if self.source.has_lost_corrections:
            return
        units, may_define = self.source.symbols.units, self.source.symbols.files.may_define
        for id in self.corrections.keys() - units.keys() - self.history.keys():
            if not may_define(id):
                self.report_unknown(id)
        # That a figure is missing is only reported of a file without other faults: a slip in its name, or in the rows
        # around it, may be why.
        sound = not self.problems.has_any_in(self.source.document.file)
        self.check_days()
        for id in self.corrections.keys() & units.keys() | self.history.keys():
            self.check_figure(id, in_sound_file=sound)

    def report_unknown(self, id: str) -> None:
        hint = partial(nearest, id, self.source.symbols.units)
        for index, _ in self.corrections[id]:
            place = self.place(index, "figure")
            self.problems.add("D207", place, name=id, kind="指标或表格单元", hint=hint)

    def check_days(self) -> None:
        """Record the corrections of a day on which nobody had seen anything yet."""
        for index, one in enumerate(self.source.file.corrections):
            if one.on.end.isoformat() < self.first_day:
                place = self.place(index, "on")
                self.problems.add("D408", place, on=one.on.text, first=self.first_day)

    def check_figure(self, id: str, *, in_sound_file: bool) -> None:
        now, place = self.current(id)
        if not self.is_chain(id, now) or (id in self.source.statements and id not in self.valid):
            return
        if not in_sound_file and id not in self.source.statements:
            now, place = None, self.source.document.place()
        left = list(self.corrections.get(id, ()))
        shown = self.history[id]
        for was, then in pairwise(shown if now in (None, shown[-1]) else (*shown, now)):
            texts = was.printed, then.printed
            made = next((one for one in left if (one[1].was, one[1].now) == texts), None)
            if made:
                left.remove(made)
            else:
                self.report_silent_change(id, was, then, place)
        if now:
            for index, one in left:
                self.report_unfounded(index, one)

    def is_chain(self, id: str, now: Statement | None) -> bool:
        """Whether each correction of a figure starts with what was published, or where the one before it ended, and
        the last ends in what the file says now."""
        shown = [one.printed for one in self.history.get(id, ())]
        before, index, sound = None, 0, True
        for index, one in self.corrections.get(id, ()):
            if before not in (None, one.was):
                facts = {"figure": id, "was": one.was, "before": before}
                self.problems.add("D404", self.place(index, "was"), **facts)
                sound = False
            elif one.was not in shown:
                self.report_unfounded(index, one)
                sound = False
            before = one.now
        if now and before not in (None, now.printed):
            facts = {"figure": id, "now": before, "printed": now.printed}
            self.problems.add("D403", self.place(index, "now"), **facts)
            sound = False
        return sound

    def current(self, id: str) -> tuple[Statement | None, Place]:
        """What the file says of a figure; None where a fault reported already keeps it from saying anything."""
        document, symbols = self.source.document, self.source.symbols
        if id in self.source.statements:
            return self.source.statements[id]
        if id[:1].isascii():
            is_cut = document.has_figure(id)
            return (None if is_cut else NOT_STATED), document.key_place("figures")
        table, *row, _ = id.split(".") if "." in id else (id, "")
        path = ("tables", table, ".".join(row))
        is_cut = path in document or symbols.files.has_faulty_forms
        return (None if is_cut else NOT_STATED), document.key_place(*path)

    def report_silent_change(self, id: str, was: Statement, then: Statement, place: Place) -> None:
        facts = {"was": was.as_text, "now": then.as_text}
        correction = {"on": "日期", "figure": id, "was": was.printed, "now": then.printed}
        facts |= {"correction": flow(correction | {"why": "原因"})}
        facts |= {"label": self.source.label_of(id), "figure": id}
        self.problems.add("D405", place, **facts)

    def report_unfounded(self, index: int, one: Correction) -> None:
        """A correction of what readers were never shown, or of what did not change since."""
        shown = "、".join(f"“{one.printed}”" for one in self.history.get(one.figure, ()))
        facts = {"figure": one.figure, "was": one.was, "history": shown or "还没有"}
        self.problems.add("D406", self.place(index, "was"), **facts)

    def place(self, index: int, field: str) -> Place:
        return self.source.document.place("corrections", index, field)
