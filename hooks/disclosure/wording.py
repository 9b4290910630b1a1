"""Texts with directives, `{{ figure("…") }}`: checked before anything is built, then filled in, in a sandbox.

Whatever comes from data is escaped for HTML and for Markdown alike, so that nothing in a data file becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from .problems import Place, Problems, nearest
from .records import Words


def escaped(value: Any) -> Any:
    """Text → text that neither HTML nor Markdown will take for markup; what is markup already stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return Markup(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", value))


def page_environment() -> Environment:
    """For the hand-written pages: their Markdown and HTML are the author's own, the data they call for is escaped."""
    return ImmutableSandboxedEnvironment(
        autoescape=True,
        finalize=escaped,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        comment_start_string="{{#",  # Jinja's own `{#` is how Markdown gives a heading its address
        comment_end_string="#}}",
    )


def template_environment() -> Environment:
    """For our own templates."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def without_markup(text: str, environment: Environment) -> str:
    """A data text with directives: all that stands outside them is escaped, so only directives can bring markup."""
    return "".join(
        str(escaped(value)) if kind == "data" else value for _, kind, value in environment.lex(text)
    )


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


def check(words: Words, names: Names, problems: Problems) -> None:
    """Record every directive that is misspelt or names nothing."""
    try:
        tree = page_environment().parse(words.text)
    except TemplateSyntaxError as error:
        place = place_in(words, error.lineno, "{{")
        problems.add("D501", place, what=f"指令写错了（{error.message}）", hint=SYNTAX_HINT)
        return
    for code, line, word, facts in faults(tree, names):
        problems.add(code, place_in(words, line, word), **facts)


def faults(tree: nodes.Template, names: Names) -> Iterator[tuple[str, int, str, dict[str, Any]]]:
    """(code, line in the text, word at fault, facts)."""
    bound = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in DIRECTIVES.keys() | VALUES | bound:
            hint = nearest(name.name, DIRECTIVES, "可用的指令：" + "、".join(DIRECTIVES))
            yield "D501", name.lineno, name.name, {"what": f"没有叫“{name.name}”的指令", "hint": hint}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in DIRECTIVES:
            yield from call_faults(call, DIRECTIVES[call.node.name], names)


def call_faults(call: nodes.Call, kinds: Mapping[str, str], names: Names) -> Iterator[tuple[str, int, str, dict[str, Any]]]:
    directive = call.node.name  # type: ignore[attr-defined]  # faults() has seen that it is a Name
    given = dict(zip(kinds, call.args)) | {pair.key: pair.value for pair in call.kwargs}
    for key in given.keys() - kinds.keys():
        yield "D501", call.lineno, key, {"what": f"指令“{directive}”没有“{key}”这一项", "hint": nearest(key, kinds)}
    if len(call.args) > len(kinds):
        yield "D501", call.lineno, directive, {"what": f"指令“{directive}”只有 {len(kinds)} 项：{'、'.join(kinds)}"}
    for key, value in given.items():
        kind = kinds.get(key)
        if kind in KINDS and isinstance(value, nodes.Const):
            known = getattr(names, kind)
            if value.value not in known:
                hint = nearest(str(value.value), known, "请核对拼写")
                yield "D502", call.lineno, str(value.value), {"name": value.value, "kind": KINDS[kind], "hint": hint}
    if kinds and not given and directive in NEEDS_A_NAME:
        yield "D501", call.lineno, directive, {"what": f"指令“{directive}”要写明名字，如 {directive}(\"…\")"}


def place_in(words: Words, line: int, word: str) -> Place:
    """Where the word stands: on the text's given line, or below it where YAML has folded lines into one."""
    first = words.place.line + line - 1
    for number, text in enumerate(words.lines[first - 1 :], start=first):
        if word in text:
            return Place(words.place.file, number, text.index(word) + 1, text)
    return words.place


SPECIAL = re.compile(r"""[&<>"'\\`*_\[\]{}|~^!#=\r\n]""")
VALUES = {"agency", "year", "loop", "true", "false", "none"}
DIRECTIVES: dict[str, dict[str, str]] = {
    "figure": {"id": "figures", "year": "year"},
    "share": {"part": "figures", "of": "figures", "year": "year"},
    "headline": {"id": "figures", "topic": "topics", "text": "text"},
    "chart": {"id": "charts", "year": "year"},
    "table": {"id": "tables", "year": "year"},
    "note": {"id": "notes"},
    "term": {"word": "terms"},
    "tie_out": {"id": "tie_outs", "year": "year"},
    "figures_of": {"topic": "topics"},
    "papers": {"section": "text"},
    "checks": {},
    "corrections": {},
    "dictionary": {},
    "downloads": {},
    "glossary": {},
    "topics": {},
    "years": {},
    "codes": {},
}
"""Directive → its arguments, in order, and what each may name."""
NEEDS_A_NAME = {"figure", "share", "headline", "chart", "table", "note", "term", "tie_out", "figures_of"}
KINDS = {
    "figures": "指标或表格单元",
    "charts": "图表",
    "notes": "说明",
    "tables": "法定统计表",
    "terms": "词条（data/glossary.yml）",
    "topics": "主题",
    "tie_outs": "勾稽关系",
}
SYNTAX_HINT = "指令的写法是 {{ figure(\"指标\") }}，引号和括号都用半角，前后成对"
