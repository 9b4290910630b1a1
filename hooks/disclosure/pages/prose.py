"""A hand-written page → what in it is more than prose: elements, attributes and addresses that no page may use.

The page is turned into HTML by the Markdown extensions that the site uses, so nothing is taken for code that a browser
would take for an element. Directives are replaced by letters first: what they render to is ours. The HTML is then read
by a grammar stricter than any browser's; whatever it does not know is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import PurePosixPath

import markdown

from disclosure.datafiles.models import Agency
from disclosure.datafiles.symbols import RESERVED_IDS
from disclosure.datafiles.yaml_source import CONTROL
from disclosure.problems.problem import Place, Problems

from .directive_check import VALUES
from .directive_parser import Value, parse, rendered
from .front_matter import body
from .templating import value_text

Fault = tuple[str, str]
"""(what is wrong, the words to look for in the source)."""


def check_prose(page: str, name: str, agency: Agency, problems: Problems) -> None:
    """Record every character, element, attribute and address that the page called `name` may not hold."""
    lines = page.split("\n")
    for number, line in enumerate(lines, 1):
        if found := CONTROL.search(line):
            place = Place(name, number, found.start() + 1, line)
            what = f"有看不见的字符（U+{ord(found[0]):04X}）"
            problems.add("D003", place, what=what, hint="请删去这个字符，重新输入")
    text, skipped = body(page)
    finder = Finder(text.split("\n"))
    for what, words in html_faults(converter().reset().convert(as_built(text, agency))):
        line_number, column = finder.find(words)
        place = Place(name, skipped + line_number, column, lines[skipped + line_number - 1])
        problems.add("D504", place, what=what)


@cache
def converter() -> markdown.Markdown:
    """Markdown as mkdocs.yml has it; MkDocs itself adds `toc`, `tables` and `fenced_code`."""
    return markdown.Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "md_in_html"])


def as_built(text: str, agency: Agency) -> str:
    """The text as the build gives it to Markdown, but with a letter for each directive and each value: what they render
    to is escaped, and only whether it is there makes a difference."""

    def value(found: Value) -> str:
        known = found.field in VALUES.get(found.name, ())  # else told by directive_check
        if not (known and value_text(found, agency, SOME_YEAR)):
            return ""
        return "x" if found.field in ADDRESSES else VALUE

    return "".join(rendered(parse(text).nodes, str, lambda call: UNKNOWN, value))


@dataclass
class Finder:
    """Finds words of a page's HTML again in its source; the same words twice are found at two places."""

    lines: list[str]
    found: Counter[str] = field(default_factory=Counter)

    def find(self, words: str) -> tuple[int, int]:
        """(line, column) from 1, in the text behind the front matter; the first line where nothing is found."""
        self.found[words] += 1
        places = [
            (number, one.start() + 1)
            for number, line in enumerate(self.lines, 1)
            for one in re.finditer(re.escape(words), line, re.IGNORECASE)
        ]
        if not places and len(words) > 3:
            return self.find(words[: len(words) // 2])
        index = min(self.found[words], len(places)) - 1
        return places[index] if places else (1, 1)


def html_faults(html: str) -> Iterator[Fault]:
    """Everything in rendered HTML that the lists at the end of this module do not allow."""
    open_tags: list[str] = []
    ids: set[str] = set()
    for found in MARKUP.finditer(html):
        tag = TAG.fullmatch(found[0])
        if not tag:
            yield "这里的“<”不是可以用的写法", found[0][:40]
            continue
        name, closing = tag["name"].lower(), bool(tag["closing"])
        if name not in ELEMENTS:
            yield f"页面里不能用 <{name}>", f"<{tag['closing']}{tag['name']}"
        elif closing:
            if open_tags[-1:] == [name]:
                open_tags.pop()
            else:
                yield f"</{name}> 前面没有与它成对的 <{name}>", f"</{tag['name']}"
        else:
            yield from attribute_faults(name, tag["attributes"], ids)
            if name not in VOID:
                open_tags.append(name)
    for name in open_tags:
        yield f"<{name}> 没有写完：后面没有 </{name}>", f"<{name}"


def attribute_faults(element: str, attributes: str, ids: set[str]) -> Iterator[Fault]:
    given = [(one[1].lower(), one[2] or "") for one in ATTRIBUTE.finditer(attributes)]
    for name, written in given:
        value = unescape(written)
        if name not in ELEMENTS[element] | EVERYWHERE:
            yield f"<{element}> 上不能写“{name}”", name
        elif UNKNOWN in value:
            yield f"“{name}”里不能有指令", name
        elif name in ("href", "src"):
            if what := address_fault(value, is_picture=name == "src"):
                yield what, written.strip()[:40] or name
        elif name == "style" and not ALIGNMENT.fullmatch(value):
            yield "页面里不能写“style”", name
        elif name == "id":
            if value in RESERVED_IDS or value in ids:
                yield f"“{value}”这个位置的名字已经用了", value
            ids.add(value)
        elif name == "class" and (unknown := unknown_classes(element, value)):
            yield f"没有叫“{unknown[0]}”的样式", unknown[0]
    if element == "img" and "alt" not in dict(given):
        yield "图片要有文字说明：![说明](图片)", "<img"


def unknown_classes(element: str, value: str) -> list[str]:
    return [
        one
        for one in value.split()
        if one not in CLASSES and not (element == "code" and one.startswith("language-"))
    ]


def address_fault(address: str, *, is_picture: bool) -> str:
    """What is wrong with an address that a page links to, or takes a picture from; empty where nothing is."""
    if VALUE in address and not re.search("[/#?:]", address.partition(VALUE)[0]):
        return "网址不能以这个指令开头"
    if re.search(r"[\s\\<>\"]", address) or CONTROL.search(address):
        return "网址里有空格或不能用的符号"
    scheme = SCHEME.match(address)
    if address.startswith("//") or (scheme and scheme[1].lower() not in SCHEMES):
        return f"不能链接到“{address.partition(':')[0] if scheme else '//'}:”这样的网址"
    if is_picture and (scheme or PurePosixPath(address).suffix.lower() not in PICTURES):
        return "图片要放在 docs 里，是 png、jpg、webp、gif 或 svg"
    return ""


MARKUP = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>?")
TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<attributes>(?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:=\"[^\"<>]*\")?)*+)\s*/?>"
)
ATTRIBUTE = re.compile(r"\s([a-zA-Z][a-zA-Z0-9-]*)(?:=\"([^\"<>]*)\")?")
ALIGNMENT = re.compile(r"text-align: (?:left|right|center);")
"""What the extension for tables writes for `:---`."""
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
SCHEMES = {"http", "https", "mailto", "tel"}
UNKNOWN = "\ue000"
"""A letter of no script, for what a directive will render to."""
VALUE = "\ue001"
"""Another one, for `{{ year }}` and what is known of the agency."""
ADDRESSES = {"website", "website_url", "licence_url"}
"""Fields of the agency that are addresses, checked where they stand."""
SOME_YEAR = 2022
"""Any will do: the check is of what stands around it."""
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"}
VOID = {"br", "hr", "img"}
EVERYWHERE = {"class", "id", "title", "lang"}
CLASSES = {"hero", "kicker", "whole", "headlines", "lead", "two", "further"}
"""Those of docs/assets/styles that the editing guide explains; others belong to the frame and to directives."""
PLAIN = (
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "section", "br", "hr", "details"),
    *("em", "strong", "small", "code", "pre", "kbd", "sup", "sub", "abbr", "cite", "q", "mark"),
    *("blockquote", "ul", "li", "dl", "dt", "dd", "summary", "figure", "figcaption", "del", "ins"),
    *("table", "thead", "tbody", "tr", "caption"),
)
"""Elements without attributes of their own."""
ELEMENTS: dict[str, set[str]] = {name: set() for name in PLAIN} | {
    "th": {"style", "colspan", "rowspan", "scope"},
    "td": {"style", "colspan", "rowspan"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "time": {"datetime"},
}
"""Element → the attributes it may have besides EVERYWHERE."""
