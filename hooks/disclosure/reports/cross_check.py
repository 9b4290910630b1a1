"""Words against tables: what the narrative says of a statutory cell, and where the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosure.datafiles.forms import ReportTables, table_name
from disclosure.datafiles.models import Block, FormLine
from disclosure.figures.bounds import Bounds, total
from disclosure.figures.figure import parse_or_none
from disclosure.figures.units import Unit, plain
from disclosure.problems.problem import Problems

from .narrative.mentions import Mention, cut, tight
from .narrative.numbers import Kind
from .report import ParsedReport


@dataclass(frozen=True)
class LinePhrase:
    """One way of saying a row or a column: `收到 申请`; the first word stands in the number's own clause."""

    words: tuple[str, ...]
    ids: tuple[str, ...]
    """The form's lines that it is about: one, or all that stand under a head."""

    @property
    def size(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True)
class TableNarrative:
    """A block of a statutory table as the narrative speaks of it."""

    table: str
    block: Block

    @cached_property
    def rows(self) -> tuple[LinePhrase, ...]:
        return tuple(line_phrases(self.block.rows))

    @cached_property
    def columns(self) -> tuple[LinePhrase, ...]:
        return tuple(line_phrases(self.block.columns))

    @cached_property
    def default(self) -> str | None:
        """The column that is meant where none is named: the total, or the only one."""
        silent = [line.id for line in leaves(self.block.columns) if not line.said]
        return silent[-1] if silent else None

    def names(self, mention: Mention) -> tuple[str, ...]:
        """The cells that a number tells the sum of; none where its words are not about this block."""
        clause, before = clause_of(mention), mention.sentence_before
        row = best_phrase(self.rows, clause, before)
        column = best_phrase(self.columns, clause, before)
        if row is None and column is not None:
            row = last_phrase(self.rows, before)
        if row is None or not (column or self.default) or OTHERWISE.search(clause):
            return ()
        chosen = column.ids if column else (self.default or "",)
        return tuple(f"{self.table}.{one}.{other}" for one in row.ids for other in chosen)


def line_phrases(lines: Iterable[FormLine]) -> Iterator[LinePhrase]:
    for line in lines:
        ids = tuple(one.id for one in leaves([line]) if one.id)
        yield from (LinePhrase(tuple(text.split()), ids) for text in line.said)
        yield from line_phrases(line.lines)


def leaves(lines: Iterable[FormLine]) -> Iterator[FormLine]:
    for line in lines:
        if line.lines:
            yield from leaves(line.lines)
        else:
            yield line


def best_phrase(known: Sequence[LinePhrase], clause: str, before: str) -> LinePhrase | None:
    """The one that says most: its first word beside the number, the others anywhere in the sentence so far."""
    candidates = [
        one
        for one in known
        if one.words[0] in clause and all(word in before + clause for word in one.words[1:])
    ]
    return max(candidates, key=lambda one: one.size, default=None)


def last_phrase(known: Sequence[LinePhrase], before: str) -> LinePhrase | None:
    """`行政复议351件，其中结果维持72件`: the row was named before."""
    at = [(before.rfind(one.words[0]), one.size, index) for index, one in enumerate(known)]
    place, _, index = max(at, default=(-1, 0, -1))
    return known[index] if place >= 0 else None


def clause_of(mention: Mention) -> str:
    """From the last comma or number to the next."""
    return tight(cut(mention.section.text, mention.number, "，,。；、（(）)"))


def report_word_conflicts(
    report: ParsedReport, tables: ReportTables, found: Sequence[Mention], problems: Problems
) -> None:
    """Warn of every number that names what a cell of the report's own tables is, and differs from it."""
    known = tables.form.tables.items()
    blocks = [TableNarrative(name, block) for name, table in known for block in table.blocks]
    for mention in found:
        for spoken in blocks if mention.number.kind is Kind.FIGURE else ():
            if names := spoken.names(mention):
                compare(mention, names, report, tables, problems)
    report_fee_conflicts(report, tables, problems)


def compare(
    mention: Mention,
    names: Sequence[str],
    report: ParsedReport,
    tables: ReportTables,
    problems: Problems,
) -> None:
    number = parse_or_none(mention.number.printed, Unit.named(mention.number.unit or "件"))
    cells = [parse_or_none(report.cells.get(name), tables.cells[name][1]) for name in names]
    known = [one for one in cells if one]
    if number is None or len(known) != len(cells):
        return
    there = total(map(Bounds.of, known))
    of_one_kind = {one.unit.dimension for one in known} == {number.unit.dimension}
    if not of_one_kind or not Bounds.of(number).is_disjoint_from(there):
        return
    exact, each = there.point, " + ".join(one.printed for one in known)
    first = names[0]
    label = tables.cells[first][0].replace("／", " ")
    label += f"等 {len(names)} 格之和" if len(names) > 1 else ""
    problems.add(
        "D607",
        report.place(mention.spot, mention.column),
        said=f"{mention.context}{mention.spot.on_page}",
        cell=f"统计表{table_name(first)}“{label}”",
        printed=each if exact is None else plain(exact),
        where=report.location(report.values[first].spot),
    )


def report_fee_conflicts(report: ParsedReport, tables: ReportTables, problems: Problems) -> None:
    """The last section says that nothing was charged, and the table of fees shows something."""
    fees = [name for name in tables.cells if name.startswith("二.fees.") and name in report.cells]
    shown = [parse_or_none(report.cells[name], tables.cells[name][1]) for name in fees]
    charged = [one.printed for one in shown if one and one.value]
    for section in report.narrative:
        found = NO_FEE.search(section.text)
        if charged and found and section.key.startswith("六"):
            facts = {
                "said": tight(found[0]),
                "cell": "统计表二“行政事业性收费”",
                "printed": charged[-1],
                "where": report.location(report.values[fees[-1]].spot),
            }
            problems.add("D607", report.place(*section.spot_at(found.start())), **facts)


NO_FEE = re.compile(r"(?:未|没有|无)\s*(?:收取|收费|产生)[^，。；]{0,20}|不\s*收费[^，。；]{0,10}")
OTHERWISE = re.compile(
    "当面|信函|邮寄|网络|网上|公开答复|办理答复|含|留言|来信|来电|咨询|提案|建议|热线|工单|传真|电子邮件|现场|平台|渠道"
)
"""A part that no cell counts: requests by the way they came, answers of another kind."""
