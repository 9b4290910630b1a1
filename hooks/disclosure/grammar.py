"""Directives in a text → what is wrong with them, at their own line and column, before anything is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from .figure import Qualifier
from .namespace import Namespace
from .placing import Word, found_at, place_in
from .problems import Problems, nearest
from .records import Words
from .shapes import Agency
from .wording import page_environment


@dataclass(frozen=True)
class Names:
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
    def of(cls, namespace: Namespace) -> Names:
        files = namespace.files
        topics = [read.record for read in files.topics.values()]
        return cls(
            figures=namespace.known,
            charts={id for topic in topics for id in topic.charts},
            notes={id for topic in topics for id in topic.notes},
            tables=dict.fromkeys(name for grids in namespace.grids.values() for name in grids),
            terms=files.glossary.record.root if files.glossary else (),
            topics=files.stems["topics"],
            tie_outs=namespace.sums,
            years=files.stems["years"],
            may_know=files.may_know,
        )


def check(words: Words, names: Names, problems: Problems) -> None:
    """Record every directive that is misspelt or names nothing, each at its own place: one slip must not hide the next,
    and a word that also stands elsewhere is not taken for the one at fault."""
    blocks = VARIABLE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), words.text)
    tree = parsed(blocks, words, 0, problems)
    known = Checked(names, bound_in(tree), words.inline)
    if tree:
        report(tree, words, 0, blocks, known, problems)
    for start, text in directives(words.text):
        if tree := parsed(text, words, start, problems):
            report(tree, words, start, text, known, problems)


def bound_in(tree: nodes.Template | None) -> frozenset[str]:
    found = tree.find_all(nodes.Name) if tree else ()
    return frozenset(name.name for name in found if name.ctx == "store")


def parsed(text: str, words: Words, start: int, problems: Problems) -> nodes.Template | None:
    """A part of a text, or None where it can't be read; the problem is recorded."""
    try:
        return page_environment().parse(text)
    except TemplateSyntaxError as error:
        place = found_at(words, start, text, error.lineno, DIRECTIVE_START)
        problems.add("D501", place, what=syntax_words(error))
    except RecursionError:
        problems.add("D501", place_in(words, start, text), what="一层套一层，太深了")
    return None


def directives(text: str) -> Iterator[tuple[int, str]]:
    """(where it starts, `{{ … }}`), but for those that a raw block or a comment shows as they are."""
    shown = [found.span() for found in AS_IT_IS.finditer(text)]
    for found in VARIABLE.finditer(text):
        if not any(start <= found.start() < end for start, end in shown):
            yield found.start(), found[0]


@dataclass(frozen=True)
class Checked:
    """What is known while a text is looked at."""

    names: Names
    bound: frozenset[str]
    """Names that the text's own blocks make, such as `one` of `{% for one in … %}`."""
    inline: bool


def syntax_words(error: TemplateSyntaxError) -> str:
    for pattern, words in JINJA.items():
        if found := re.search(pattern, error.message or ""):
            return f"指令写错了：{words.format(*found.groups())}"
    return "指令写错了：没有写完，或前后不成对"


def report(
    tree: nodes.Template, words: Words, start: int, text: str, known: Checked, problems: Problems
) -> None:
    for code, line, word, facts in (*faults(tree, known), *breaches(tree)):
        problems.add(code, found_at(words, start, text, line, word), **facts)


def faults(tree: nodes.Template, known: Checked) -> Iterator[tuple[str, int, Word, dict[str, Any]]]:
    """(code, line in the text, word at fault, facts)."""
    for name in tree.find_all(nodes.Name):
        if known.inline and name.name in DIRECTIVES.keys() - INLINE:
            facts = {"what": f"指令“{name.name}”只能用在页面里", "hint": INLINE_HINT}
            yield "D501", name.lineno, name.name, facts
        elif name.ctx == "load" and name.name not in DIRECTIVES.keys() | VALUES | known.bound:
            hint = nearest(name.name, DIRECTIVES, "可用的指令：" + "、".join(DIRECTIVES))
            yield (
                "D501",
                name.lineno,
                name.name,
                {"what": f"没有叫“{name.name}”的指令", "hint": hint},
            )
    called = set()
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in DIRECTIVES:
            called.add(call.node)
            yield from call_faults(call, DIRECTIVES[call.node.name], known.names)
    for name in tree.find_all(nodes.Name):
        if name.name in DIRECTIVES and name not in called:
            facts = {"what": f"指令“{name.name}”后面缺括号"}
            yield "D501", name.lineno, name.name, facts


def breaches(tree: nodes.Template) -> Iterator[tuple[str, int, Word, dict[str, Any]]]:
    """What Jinja could do and a page may not: reach into values, reckon, filter, load other templates."""
    for got in tree.find_all(nodes.Getattr):
        known = FIELDS.get(got.node.name, ()) if isinstance(got.node, nodes.Name) else ()
        if got.attr not in known:
            facts = {"what": f"这里没有“{got.attr}”", "hint": nearest(got.attr, known)}
            yield "D501", got.lineno, got.attr, facts
    for found in tree.find_all(FORBIDDEN):
        facts = {
            "what": "页面里只能用指令，不能计算、过滤、取下标，也不能引别的模板",
        }
        yield "D501", found.lineno, getattr(found, "name", None) or DIRECTIVE_START, facts
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name in VALUES:
            yield "D501", call.lineno, "(", {"what": "只能调用指令"}


def call_faults(
    call: nodes.Call, kinds: Mapping[str, str], names: Names
) -> Iterator[tuple[str, int, str, dict[str, Any]]]:
    directive = call.node.name  # type: ignore[attr-defined]  # faults() has seen that it is a Name
    given = dict(zip(kinds, call.args, strict=False)) | {
        pair.key: pair.value for pair in call.kwargs
    }
    for key in given.keys() - kinds.keys():
        yield (
            "D501",
            call.lineno,
            key,
            {"what": f"指令“{directive}”没有“{key}”这一项", "hint": nearest(key, kinds)},
        )
    if len(call.args) > len(kinds):
        yield (
            "D501",
            call.lineno,
            directive,
            {"what": f"指令“{directive}”只有 {len(kinds)} 项：{'、'.join(kinds)}"},
        )
    for key, value in given.items():
        kind = kinds.get(key)
        if kind in KINDS and isinstance(value, nodes.Const):
            known = getattr(names, kind)
            if value.value not in known and not names.may_know(str(value.value)):
                hint = nearest(str(value.value), known, "请核对拼写")
                yield (
                    "D502",
                    call.lineno,
                    str(value.value),
                    {"name": value.value, "kind": KINDS[kind], "hint": hint},
                )
        elif kind in KINDS and isinstance(value, nodes.Name):
            yield (
                "D501",
                call.lineno,
                directive,
                {"what": f'指令“{directive}”的“{key}”要写明名字，如 {directive}("…")'},
            )
        elif kind == "year" and (
            not isinstance(value, nodes.Const) or str(value.value) not in names.years
        ):
            said = str(getattr(value, "value", directive))
            yield (
                "D502",
                call.lineno,
                said,
                {
                    "name": said,
                    "kind": "年份",
                    "hint": "有报告的年份：" + "、".join(names.years),
                },
            )
        elif kind == "level" and getattr(value, "value", None) not in LEVELS:
            levels = "、".join(map(str, LEVELS))
            yield "D501", call.lineno, key, {"what": f"指令“{directive}”的“{key}”只能是 {levels}"}
        elif kind == "qualifier" and getattr(value, "value", None) not in QUALIFIERS:
            word = str(getattr(value, "value", directive))
            facts = {"what": f"指令“{directive}”只能写 {'、'.join(QUALIFIERS)}"}
            yield "D501", call.lineno, word, facts | {"hint": nearest(word, QUALIFIERS)}
    wanting = [key for key in NEEDED.get(directive, ()) if key not in given]
    if wanting:
        what = f'指令“{directive}”要写明名字，如 {directive}("…")；缺{"、".join(wanting)}'
        yield "D501", call.lineno, directive, {"what": what}


JINJA = {
    r"unexpected char '(.)'": "“{}”不能用在这里",
    r"unknown tag '(\w+)'": "没有“{}”这种写法",
    r"unexpected '([^']+)'": "“{}”多出来了，或前面少了什么",
}
"""Jinja's English → the editor's words."""
VALUES = {"agency", "year", "loop", "true", "false", "none"}
DIRECTIVES: dict[str, dict[str, str]] = {
    "figure": {"id": "figures", "year": "year"},
    "share": {"part": "figures", "of": "figures", "year": "year"},
    "example": {"said": "qualifier"},
    "headline": {"id": "figures", "topic": "topics", "text": "text"},
    "chart": {"id": "charts", "year": "year", "level": "level"},
    "table": {"id": "tables", "year": "year"},
    "note": {"id": "notes"},
    "scope": {"id": "figures", "year": "year"},
    "facts_of": {"section": "text"},
    "term": {"word": "terms"},
    "tie_out": {"id": "tie_outs", "year": "year"},
    "figures_of": {"topic": "topics"},
    "papers": {"section": "text"},
    "checks": {},
    "corrections": {},
    "dictionary": {},
    "downloads": {},
    "fields": {},
    "citation": {},
    "glossary": {},
    "topics": {},
    "years": {},
    "codes": {},
    "next_year": {},
    "hedges": {},
}
"""Directive → its arguments, in order, and what each may name."""
NEEDED = dict.fromkeys(("figure", "scope", "chart", "table", "note", "tie_out"), ("id",)) | {
    "share": ("part", "of"),
    "example": ("said",),
    "headline": ("id", "topic"),
    "term": ("word",),
    "figures_of": ("topic",),
    "facts_of": ("section",),
}
FIELDS = {"agency": tuple(Agency.model_fields), "loop": ("first", "last", "index")}
"""What may be read from a value."""
FORBIDDEN = (
    *(nodes.Getitem, nodes.Filter, nodes.BinExpr),
    *(nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends),
)
QUALIFIERS = tuple(one.value for one in Qualifier)
LEVELS = (2, 3, 4)
"""Of a heading that a directive brings along: below the page's title."""
DIRECTIVE_START = re.compile(r"\{[{%]")
KINDS = {
    "figures": "指标或表格单元",
    "charts": "图表",
    "notes": "说明",
    "tables": "法定统计表",
    "terms": "词条（data/glossary.yml）",
    "topics": "主题",
    "tie_outs": "勾稽关系",
}
VARIABLE = re.compile(
    r"""\{\{(?!\#)(?>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?!\}\}|\{\{).)*+\}\}""", re.DOTALL
)
"""A directive; the quotes in it may hold another one's braces."""
AS_IT_IS = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|\{\{#.*?#\}\}", re.DOTALL)
INLINE = {"figure", "share", "scope", "term", "year", "agency"}
"""What a data text may call for: a note that called for itself would never end, and a table has no place in a title."""
INLINE_HINT = "数据里的文字只能用 figure、share、scope、term"
