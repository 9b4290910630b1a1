"""What readers see besides the figures: the texts of two ledgers, flattened, and which came, went or changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from disclosure.datafiles.forms import leaves, with_only_tables
from disclosure.datafiles.models import (
    COVERS,
    COVERS_LABEL,
    Badge,
    Bar,
    Block,
    Correction,
    Event,
    Form,
    FormLine,
    Paper,
    Restatement,
    SetAside,
    Topic,
    WhatToDo,
)
from disclosure.figures.period import Period
from disclosure.ledger.records import VERIFICATION_WORDS, VerificationStatus, Year
from disclosure.ledger.tieouts import Ledger


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that reads otherwise. One that came was `（无）`, one that went is so now."""

    path: str
    """For programs: `topics/decisions/indicators/decisions.published/label`."""
    where: str
    """For readers: `主题“行政处理决定” · 指标“公开的行政处理决定” · 名称`."""
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class FlatText:
    """A text or a list of them, flattened out of its record."""

    path: str
    where: str
    items: Mapping[Hashable, str]
    """What makes it the same thing → how a reader sees it. A single text is a list of one."""
    order_only: bool = False
    """Whether added and removed items are reported elsewhere."""


def changed_texts(old: Iterable[FlatText], new: Iterable[FlatText]) -> Iterator[ChangedText]:
    was, now = ({one.path: one for one in side} for side in (old, new))
    for path in union(now, was):
        shown = now.get(path) or was[path]
        before, after = (side[path].items if path in side else {} for side in (was, now))
        if not shown.order_only:
            yield from changed_items(path, shown.where, before, after)
        kept, moved = common_items(before, after), common_items(after, before)
        if [*kept] != [*moved]:
            texts = ("；".join(side.values()) for side in (kept, moved))
            yield ChangedText(f"{path}/order", f"{shown.where}的次序", *texts)


def common_items(
    side: Mapping[Hashable, str], other: Mapping[Hashable, str]
) -> dict[Hashable, str]:
    return {key: text for key, text in side.items() if key in other}


def changed_items(
    path: str, where: str, before: Mapping[Hashable, str], after: Mapping[Hashable, str]
) -> Iterator[ChangedText]:
    """Item by item, wherever in the list; where one went and one came, it was edited."""
    gone = [text for key, text in before.items() if key not in after]
    come = [text for key, text in after.items() if key not in before]
    if len(gone) == len(come) == 1:
        yield ChangedText(path, where, gone[0], come[0])
        return
    yield from (ChangedText(path, where, text, NONE) for text in gone)
    yield from (ChangedText(path, where, NONE, text) for text in come)


class LedgerTexts:
    """Flattens a ledger's records, apart from the figures; of years and forms only those that `other` has too."""

    def __init__(self, ledger: Ledger, other: Ledger) -> None:
        self.ledger, self.other = ledger, other
        self.labels = {entry.id: entry.label for entry in ledger.disclosure.entries()}
        self.labels |= {id: one.label for id, one in ledger.disclosure.indicators.items()}
        for result in ledger.results:
            self.labels |= {result.rule_id: result.rule.label, result.id: result.label}
        self.labels |= KINDS | {COVERS: COVERS_LABEL}

    def __iter__(self) -> Iterator[FlatText]:
        disclosure = self.ledger.disclosure
        for number in in_both(self.ledger, self.other):
            yield from self.year(disclosure.years[number])
        for stem, topic in disclosure.topics.items():
            yield from self.topic(f"topics/{stem}", f"主题“{topic.title}”", topic)
        theirs = forms_of(self.other)
        for name, form in forms_of(self.ledger).items():
            if name in theirs:
                yield from self.form(f"forms/{name}", f"表式“{name}”", form)
        for word, term in disclosure.glossary.items():
            yield from self.fields(term, f"glossary/{word}", f"词语“{word}”")
        yield self.order("glossary", "词语", disclosure.glossary)
        yield from self.fields(disclosure.agency, "agency", "发布机构")

    def year(self, year: Year) -> Iterator[FlatText]:
        file, path, where = year.file, f"years/{year.year}", f"{year.year}年"
        yield from self.fields(file.report, path, where)
        yield self.order(f"{path}/outline", f"{where} · 章节", file.outline)
        for kind, word in titles(file).items():
            for section, value in getattr(file, kind).items():
                at = f"{where} · {section} · {word}"
                yield self.passage(f"{path}/{kind}/{section}", at, value)
        for section, figures in file.figures.items():
            yield self.order(f"{path}/figures/{section}", f"{where} · {section} · 数字", figures)
        for id, why in file.printed_so.items():
            rule = self.labels.get(id, id)
            at = f"{where} · 勾稽关系“{rule}” · 报告原文如此"
            yield self.passage(f"{path}/printed_so/{id}", at, why)
        yield self.passage(f"{path}/restates", f"{where} · 重述", file.restates)
        yield self.passage(f"{path}/corrections", f"{where} · 更正", file.corrections)
        if year.verified:
            yield self.passage(f"{path}/verified", f"{where} · 核对", verification(year))

    def topic(self, path: str, where: str, topic: Topic) -> Iterator[FlatText]:
        yield from self.fields(topic, path, where)
        for kind, (word, named) in PARTS.items():
            parts = getattr(topic, kind)
            yield self.order(f"{path}/{kind}", f"{where} · {word}", parts)
            for id, part in parts.items():
                name = DIRECTIVE.sub("…", getattr(part, named))
                yield from self.fields(part, f"{path}/{kind}/{id}", f"{where} · {word}“{name}”")

    def form(self, path: str, where: str, form: Form) -> Iterator[FlatText]:
        yield from self.fields(form, path, where)
        for id, rule in form.tie_outs.items():
            at = f"{where} · 勾稽关系“{rule.label}”"
            yield from self.fields(rule, f"{path}/tie_outs/{id}", at)
        for id, table in form.tables.items():
            yield from self.fields(table, f"{path}/{id}", f"{where} · {id}")
            for index, block in enumerate(table.blocks):
                yield from self.block(f"{path}/{id}/{index}", f"{where} · {id}", block)

    def block(self, path: str, where: str, block: Block) -> Iterator[FlatText]:
        yield from self.fields(block, path, where)
        for way, lines in (("rows", block.rows), ("columns", block.columns)):
            for line, label in leaves(lines):  # a row and a column may have one name
                yield self.passage(f"{path}/{way}/{line}", f"{where} · 行名或列名", label)
            yield from self.lines(f"{path}/{way}", where, lines)

    def lines(self, path: str, where: str, lines: Iterable[FormLine]) -> Iterator[FlatText]:
        """What a row or a column has besides its name, which `leaves` gives with those over it."""
        for line in lines:
            at = f"{path}/{line.id or line.label}"
            yield from self.fields(line, at, f"{where} · “{line.label}”")
            yield from self.lines(at, where, line.lines)

    def fields(self, record: BaseModel, path: str, where: str) -> Iterator[FlatText]:
        for name, word in titles(record).items():
            if value := getattr(record, name, None):  # of data with problems parts may lack
                yield self.passage(f"{path}/{name}", f"{where} · {word}", value)

    def passage(self, path: str, where: str, value: Any) -> FlatText:
        """A name stays what makes an item the same: a new label is reported once, and not wherever it shows."""
        items = value if isinstance(value, tuple) else (value,)
        keys, texts = ([as_text(one, names) for one in items] for names in ({}, self.labels))
        return FlatText(path, where, dict(zip(numbered(keys), texts, strict=True)))

    def order(self, path: str, where: str, names: Iterable[str]) -> FlatText:
        return FlatText(path, where, {name: self.labels.get(name, name) for name in names}, True)


def verification(year: Year) -> str:
    """`2026年11月24日，照《…》（SHA-256 …）；已核对 95 个数；还没有核对 2 个数`."""
    assert year.verified  # the caller has one
    source = year.verified.source
    counts = Counter(entry.verification for entry in year.entries.values())
    known = (one for one in VerificationStatus if counts[one])
    numbers = (f"{VERIFICATION_WORDS[one]} {counts[one]} 个数" for one in known)
    against = f"{year.verified.on.words}，照《{source.title}》（SHA-256 {source.sha256}）"
    return "；".join((against, *numbers))


def in_both(one: Ledger, other: Ledger) -> list[int]:
    return sorted(one.disclosure.years.keys() & other.disclosure.years.keys(), reverse=True)


def forms_of(ledger: Ledger) -> dict[str, Form]:
    """Each form in use, without the tables that no year takes from it."""
    used: dict[str, set[str]] = {}
    for year in ledger.disclosure.years.values():
        report = year.file.report
        used.setdefault(report.form, set())
        for table in year.form.tables:
            used.setdefault(report.tables_of.get(table, report.form), set()).add(table)
    return {
        name: with_only_tables(ledger.disclosure.forms[name], tables)
        for name, tables in used.items()
    }


def numbered(keys: Iterable[str]) -> Iterator[Hashable]:
    """The second of two alike is not the first."""
    seen: Counter[str] = Counter()
    for key in keys:
        seen[key] += 1
        yield key, seen[key]


def as_text(value: Any, labels: Mapping[str, str]) -> str:
    match value:
        case str():
            return labels.get(value, value)
        case Period():
            return value.words
        case tuple():
            return "、".join(as_text(one, labels) for one in value)
        case Mapping():
            return "、".join(f"{key}：{as_text(kept, labels)}" for key, kept in value.items())
        case Correction():
            figure = as_text(value.figure, labels)
            return f"{value.on.words}：“{figure}”由“{value.was}”改为“{value.now}”。{value.why}"
        case Badge() | Paper() | Event() | Bar() | SetAside() | Restatement() | WhatToDo():
            return "；".join(field_texts(value, labels))
        case True:
            return "有"
        case _:
            return str(value)


def field_texts(record: BaseModel, labels: Mapping[str, str]) -> Iterator[str]:
    """Each field with its word, since the same text in another field is another thing."""
    for field, word in titles(record).items():
        value = getattr(record, field)
        if value is True:
            yield word
        elif value:
            yield f"{word}：{as_text(value, labels)}" if word else as_text(value, labels)


def titles(record: BaseModel) -> dict[str, str]:
    """Field → what readers see it called; without the fields that are no texts of their own."""
    fields = type(record).model_fields.items()
    return {name: field.title for name, field in fields if field.title is not None}


def union(first: Iterable[Any], then: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys((*first, *then)))


NONE = "（无）"
"""In place of what is not there."""
DIRECTIVE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
KINDS = {"bars": "条形图", "parts": "整体和部分", "cards": "数字卡片", "timeline": "时间线"}
PARTS = {
    "indicators": ("指标", "label"),
    "charts": ("图", "title"),
    "tie_outs": ("勾稽关系", "label"),
    "notes": ("问答", "question"),
}
"""What a topic holds by name: its word, and the field that readers know it by."""
