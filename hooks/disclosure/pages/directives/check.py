"""Directives in a text → what is wrong with them, at their own line and column, before anything is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from disclosure.datafiles.models import Agency
from disclosure.datafiles.symbols import SymbolTable
from disclosure.figures.figure import Qualifier
from disclosure.ledger.records import DirectiveText
from disclosure.problems.problem import Place, Problems, nearest

from .parser import Argument, Call, NamedValue, Tree, parse


@dataclass(frozen=True)
class DirectiveNames:
    """Everything a directive may name."""

    figures: Collection[str]
    charts: Collection[str]
    notes: Collection[str]
    tables: Collection[str]
    terms: Collection[str]
    topics: Collection[str]
    tie_outs: Collection[str]
    years: Collection[str]
    may_know: Callable[[str], bool] = lambda name: False
    """Whether a name might be one that a file with faults was to define."""

    @classmethod
    def of(cls, namespace: SymbolTable) -> DirectiveNames:
        files = namespace.files
        topics = [read.record for read in files.topics.values()]
        return cls(
            figures=namespace.units,
            charts={id for topic in topics for id in topic.charts},
            notes={id for topic in topics for id in topic.notes},
            tables=dict.fromkeys(name for grids in namespace.grids.values() for name in grids),
            terms=files.glossary.record.root if files.glossary else (),
            topics=files.stems["topics"],
            tie_outs=namespace.tie_out_ids,
            years=files.stems["years"],
            may_know=files.may_define,
        )


@dataclass(frozen=True)
class DirectiveFault:
    """One thing wrong with a directive. `facts` fill the sentence of the problem `code`."""

    code: str
    offset: int
    """Where it stands, in characters from the start of the text."""
    facts: dict[str, Any] = field(default_factory=dict)


def as_placed(directive: str, output: str) -> str:
    """What a directive becomes in its page: part of its line, or a block by itself.

    Markdown around a block reads the same whatever the block is, so the check of prose can stand another in its place.
    """
    if directive in WITHIN_A_LINE:
        return LINE_END.sub(" ", output) or NO_WIDTH
    return f"\n\n{output or NO_WIDTH}\n\n"


def check(words: DirectiveText, names: DirectiveNames, problems: Problems) -> None:
    """Record every directive that is misspelt, names nothing, or stands where it may not, each at its own place."""
    for fault in faults(parse(words.text), names, inline=words.inline):
        problems.add(fault.code, place_in(words, fault.offset), **fault.facts)


def faults(tree: Tree, names: DirectiveNames, *, inline: bool) -> Iterator[DirectiveFault]:
    """Everything wrong in a parsed text. `inline`: within a sentence or a title, where no block may stand."""
    for found in tree.faults:
        yield wrong(found.start, f"指令写错了：{found.what}", found.hint)
    calls = []
    for node in tree.walk():
        if isinstance(node, NamedValue):
            yield from value_faults(node, inline)
        else:
            yield from call_faults(node, names, inline)
            calls.append(node)
    yield from excess_faults(calls)


def excess_faults(calls: list[Call]) -> Iterator[DirectiveFault]:
    """So many directives that a page would take very long to make, or to read."""
    blocks = [call for call in calls if call.name not in INLINE]
    times: Counter[object] = Counter()
    for call in blocks:
        times[same := (call.name, *((one.key, one.value) for one in call.arguments))] += 1
        if times[same] == MOST_REPEATS + 1:
            yield wrong(call.start, f"同样的“{call.name}”在一页里写了 {MOST_REPEATS} 次以上", SPLIT)
    for found, most, kind in ((calls, MOST_CALLS, "指令"), (blocks, MOST_BLOCKS, "列表、图和表")):
        if len(found) > most:
            yield wrong(found[most].start, f"一页里的{kind}超过了 {most} 处", SPLIT)


def wrong(offset: int, what: str, hint: str = "") -> DirectiveFault:
    return DirectiveFault("D501", offset, {"what": what, "hint": hint})


def value_faults(value: NamedValue, inline: bool) -> Iterator[DirectiveFault]:
    """Only `year` and the fields of `agency` are values; a directive without brackets is a likely slip."""
    if value.name in DIRECTIVES:
        yield wrong(value.start, f"指令“{value.name}”后面缺括号")
    elif value.name not in VALUES:
        yield unknown_directive(value.name, value.start)
    elif value.field not in VALUES[value.name]:
        known = VALUES[value.name]
        what = f"这里没有“{value.field}”" if value.field else f"“{value.name}”后面要写明哪一项"
        yield wrong(value.field_start, what, nearest(value.field, known))


def unknown_directive(name: str, offset: int) -> DirectiveFault:
    hint = nearest(name, DIRECTIVES, "可用的指令：" + "、".join(DIRECTIVES))
    return wrong(offset, f"没有叫“{name}”的指令", hint)


def call_faults(call: Call, names: DirectiveNames, inline: bool) -> Iterator[DirectiveFault]:
    if call.name not in DIRECTIVES:
        if call.name in VALUES:
            yield wrong(call.start, f"“{call.name}”不是指令，后面没有括号")
        else:
            yield unknown_directive(call.name, call.start)
    elif inline and call.name not in INLINE:
        yield wrong(call.start, f"指令“{call.name}”只能用在页面里", INLINE_HINT)
    else:
        kinds = DIRECTIVES[call.name]
        yield from signature_faults(call)
        for key, argument in call.bind(tuple(kinds)).items():
            yield from CHECKS[kinds[key]](GivenArgument(call, key, argument, names))


def signature_faults(call: Call) -> Iterator[DirectiveFault]:
    """Arguments that the directive does not have, too many of them, or one missing."""
    kinds = DIRECTIVES[call.name]
    given = call.bind(tuple(kinds))
    keys = [argument.key for argument in call.arguments if argument.key]
    for argument in call.arguments:
        if argument.key and argument.key not in kinds:
            what = f"指令“{call.name}”没有“{argument.key}”这一项"
            yield wrong(argument.key_start, what, nearest(argument.key, kinds))
    positional = len(call.arguments) - len(keys)
    if positional > len(kinds):
        names = f"：{'、'.join(kinds)}" if kinds else ""
        yield wrong(call.start, f"指令“{call.name}”只有 {len(kinds)} 项{names}")
    elif len(set(keys)) < len(keys) or set(list(kinds)[:positional]) & set(keys):
        yield wrong(call.start, f"指令“{call.name}”有一项写了两次")
    if missing := [key for key in NEEDED.get(call.name, ()) if key not in given]:
        what = f'指令“{call.name}”要写明名字，如 {call.name}("…")；缺{"、".join(missing)}'
        yield wrong(call.start, what)


@dataclass(frozen=True, slots=True)
class GivenArgument:
    """An argument of a call, with the name of its parameter and all that it may name."""

    call: Call
    key: str
    argument: Argument
    names: DirectiveNames

    @property
    def value(self) -> str | int:
        return self.argument.value

    @property
    def content_start(self) -> int:
        """Where the value starts, behind its quote."""
        return self.argument.start + isinstance(self.value, str)


Check = Callable[[GivenArgument], Iterator[DirectiveFault]]


def known_name(kind: str) -> Check:
    """A check that the argument is one of `DirectiveNames.<kind>`."""

    def check_name(given: GivenArgument) -> Iterator[DirectiveFault]:
        name, known = str(given.value), getattr(given.names, kind)
        is_known = name in known or given.names.may_know(name)
        if not (isinstance(given.value, str) and is_known):
            hint = nearest(name, known, "请核对拼写")
            facts = {"name": name, "kind": KINDS[kind], "hint": hint}
            yield DirectiveFault("D502", given.content_start, facts)

    return check_name


def known_year(given: GivenArgument) -> Iterator[DirectiveFault]:
    years = given.names.years
    if not (isinstance(given.value, int) and str(given.value) in years):
        hint = "年份是四位数字，不加引号；有报告的年份：" + "、".join(years)
        facts = {"name": given.value, "kind": "年份", "hint": hint}
        yield DirectiveFault("D502", given.content_start, facts)


def known_level(given: GivenArgument) -> Iterator[DirectiveFault]:
    if given.value not in LEVELS:
        what = f"指令“{given.call.name}”的“{given.key}”只能是 {'、'.join(map(str, LEVELS))}"
        yield wrong(given.argument.key_start, what)


def known_qualifier(given: GivenArgument) -> Iterator[DirectiveFault]:
    if given.value not in QUALIFIERS:
        what = f"指令“{given.call.name}”只能写 {'、'.join(QUALIFIERS)}"
        yield wrong(given.content_start, what, nearest(str(given.value), QUALIFIERS))


def is_text(given: GivenArgument) -> Iterator[DirectiveFault]:
    if not isinstance(given.value, str):
        what = f"指令“{given.call.name}”的“{given.key}”是一段文字，要写在引号里"
        yield wrong(given.argument.start, what)


def inline_text(given: GivenArgument) -> Iterator[DirectiveFault]:
    """A text that may hold directives itself; it is checked as one in a data file is."""
    yield from is_text(given)
    if isinstance(given.value, str):
        for fault in faults(parse(given.value), given.names, inline=True):
            offset = given.argument.offset_of(fault.offset)
            yield DirectiveFault(fault.code, offset, fault.facts)


def place_in(words: DirectiveText, offset: int) -> Place:
    """The line and column of a character of a text.

    A hand-written page is all of its file. A text of a data file may be folded or quoted there, so the words at the
    offset are looked for in the file's lines, the longest match first.
    """
    if not words.inline:
        line = words.text.count("\n", 0, offset)
        column = offset - (words.text.rfind("\n", 0, offset) + 1)
        return Place(words.place.file, line + 1, column + 1, words.lines[line])
    for length in (40, 12, 1):
        wanted = words.text[offset : offset + length].partition("\n")[0]
        for number, line_text in enumerate(
            words.lines[words.place.line - 1 :], start=words.place.line
        ):
            if wanted and (at := line_text.find(wanted)) >= 0:
                return Place(words.place.file, number, at + 1, line_text)
    return words.place


VALUES: dict[str, tuple[str, ...]] = {
    "year": ("",),
    "agency": (*Agency.model_fields, "website_url"),
}
"""Value → what may be read from it; an empty name is the value itself."""
DIRECTIVES: dict[str, dict[str, str]] = {
    "figure": {"id": "figures", "year": "year"},
    "share": {"part": "figures", "of": "figures", "year": "year"},
    "example": {"said": "qualifier"},
    "headline": {"id": "figures", "topic": "topics", "text": "text"},
    "chart": {"id": "charts", "year": "year", "level": "level"},
    "table": {"id": "tables", "year": "year"},
    "note": {"id": "notes"},
    "what_to_do": {"topic": "topics"},
    "scope": {"id": "figures", "year": "year"},
    "facts_of": {"section": "section"},
    "term": {"word": "terms"},
    "tie_out": {"id": "tie_outs", "year": "year"},
    "figures_of": {"topic": "topics"},
    "papers": {"section": "section"},
    "checks": {},
    "corrections": {},
    "dictionary": {},
    "downloads": {},
    "fields": {},
    "citation": {},
    "glossary": {},
    "topics": {},
    "years": {},
    "changed": {},
    "codes": {},
    "next_year": {},
    "workbook": {},
    "hedges": {},
}
"""Directive → its arguments, in order, and what each may be: a kind of CHECKS."""
NEEDED = dict.fromkeys(("figure", "scope", "chart", "table", "note", "tie_out"), ("id",)) | {
    "share": ("part", "of"),
    "example": ("said",),
    "headline": ("id",),
    "term": ("word",),
    "figures_of": ("topic",),
    "facts_of": ("section",),
}
QUALIFIERS = tuple(one.value for one in Qualifier)
LEVELS = (2, 3, 4)
"""Of a heading that a directive brings along: below the page's title."""
KINDS = {
    "figures": "指标或表格单元",
    "charts": "图表",
    "notes": "说明",
    "tables": "法定统计表",
    "terms": "词条（data/glossary.yml）",
    "topics": "主题",
    "tie_outs": "勾稽关系",
}
CHECKS: dict[str, Check] = {kind: known_name(kind) for kind in KINDS} | {
    "year": known_year,
    "level": known_level,
    "qualifier": known_qualifier,
    "section": is_text,
    "text": inline_text,
}
INLINE = {"figure", "share", "scope", "term"}
"""What a data text may call for: a note that called for itself would never end, and a table has no place in a title."""
WITHIN_A_LINE = INLINE | {"example", "citation", "next_year", "workbook"}
"""What becomes words of a sentence; every other directive becomes a block of HTML."""
INLINE_HINT = "数据里的文字只能用 figure、share、scope、term"
SPLIT = "请删去多余的，或分成几页写"
LINE_END = re.compile(r"[\r\n]\s*")
NO_WIDTH = "&#8203;"
"""A space without width, where a directive has nothing to say: it leaves no gap that would join what is around it."""
MOST_REPEATS = 3
MOST_CALLS = 1000
"""Directives in one text. The longest page has about fifty."""
MOST_BLOCKS = 60
"""Lists, charts and tables in one text: some of them hold every figure of every year."""
