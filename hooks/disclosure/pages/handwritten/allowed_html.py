"""Rendered HTML → everything in it that is more than prose: elements, attributes and addresses that no page may use.

HTML is read by a grammar stricter than any browser's; whatever it does not know is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from disclosure.datafiles.parsing.yaml_source import INVISIBLE
from disclosure.datafiles.symbols import RESERVED_IDS
from disclosure.datafiles.web_addresses import NotAWebAddress, web_address


class MarkupFault(NamedTuple):
    """One thing that a page may not hold."""

    what: str
    """What is wrong, in the editor's words."""
    words: str
    """What to look for in the source: as it stands in the HTML, which is mostly as it was written."""


def html_faults(html: str, ids: set[str]) -> Iterator[MarkupFault]:
    """Everything in rendered HTML that the lists at the end of this module do not allow. `ids` are those of elements
    that the page has besides."""
    for reference in REFERENCE.findall(html):
        shown = unescape(reference)  # empty for a control character
        if not shown or INVISIBLE.search(shown) or "\ufffd" in shown:
            yield MarkupFault(f"“{reference}”显示成看不见的字符", reference)
    open_tags: list[str] = []
    for found in MARKUP.finditer(html):
        tag = TAG.fullmatch(found[0])
        name = tag["name"].lower() if tag else ""
        if not tag:
            yield MarkupFault("这里的“<”不是可以用的写法", found[0][:40])
        elif name not in ELEMENTS:
            yield MarkupFault(f"页面里不能用 <{name}>", f"<{tag['closing']}{tag['name']}")
        elif not tag["closing"]:
            yield from attribute_faults(name, tag["attributes"], ids)
            open_tags += [] if name in VOID else [name]
        elif open_tags[-1:] == [name]:
            open_tags.pop()
        else:
            yield MarkupFault(f"</{name}> 前面没有与它成对的 <{name}>", f"</{tag['name']}")
        if len(open_tags) > DEEPEST:
            yield MarkupFault(TOO_DEEP, f"<{name}")
            return
    for name in open_tags:
        yield MarkupFault(f"<{name}> 没有写完：后面没有 </{name}>", f"<{name}")


def attribute_faults(element: str, attributes: str, ids: set[str]) -> Iterator[MarkupFault]:
    """Faults in the attributes of one element; its id is added to `ids`."""
    names = set()
    for given_name, written in ATTRIBUTE.findall(attributes):
        name, value = given_name.lower(), unescape(written)
        names.add(name)
        if name not in ELEMENTS[element] | EVERYWHERE:
            yield MarkupFault(f"<{element}> 上不能写“{name}”", name)
        elif UNKNOWN in value:
            yield MarkupFault(f"“{name}”里不能有指令", name)
        elif name in ("href", "src"):
            if what := address_fault(value, is_picture=name == "src"):
                yield MarkupFault(what, written.strip()[:40] or name)
        elif what_and_words := value_fault(element, name, value, ids):
            yield MarkupFault(*what_and_words)
        if name == "id":
            ids.add(value)
    if element == "img" and "alt" not in names:
        yield MarkupFault("图片要有文字说明：![说明](图片)", "<img")


def value_fault(element: str, name: str, value: str, ids: set[str]) -> tuple[str, str] | None:
    """What is wrong with the value of an attribute that is no address, and the words of it."""
    if name == "style" and not ALIGNMENT.fullmatch(value):
        return "页面里不能写“style”", name
    if name == "id" and value in RESERVED_IDS | ids:
        return f"“{value}”这个位置的名字已经用了", value
    if name == "class":
        for one in value.split():
            is_language = element == "code" and one.startswith("language-")
            if one not in CLASSES and not is_language:
                return f"没有叫“{one}”的样式", one
    return None


def address_fault(address: str, *, is_picture: bool) -> str:
    """What is wrong with an address that a page links to, or takes a picture from; empty where nothing is."""
    seen = IGNORED.sub("", address).strip(STRIPPED).replace("\\", "/")
    scheme = SCHEME.match(seen)
    if seen.startswith("//") or (scheme and scheme[1].lower() not in SCHEMES):
        return f"不能链接到“{seen.partition(':')[0] if scheme else '//'}:”这样的网址"
    if is_picture and (scheme or PurePosixPath(seen).suffix.lower() not in PICTURES):
        return "图片要放在 docs 里，是 png、jpg、webp、gif 或 svg"
    try:
        urlsplit(address)  # MkDocs does, and fails where it can't
        if scheme and scheme[1].lower() in ("http", "https"):
            web_address(seen)
    except NotAWebAddress as error:
        return str(error)
    except ValueError:
        return f"“{address}”不是网址"
    return ""


REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?")
"""A character reference, with its semicolon or without, as browsers read it."""
MARKUP = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>?")
TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<attributes>(?:[ \t\n]+[a-zA-Z][a-zA-Z0-9-]*(?:=\"[^\"<>]*\")?)*+)[ \t\n]*/?>"
)
ATTRIBUTE = re.compile(r"[ \t\n]([a-zA-Z][a-zA-Z0-9-]*)(?:=\"([^\"<>]*)\")?")
ALIGNMENT = re.compile(r"text-align: (?:left|right|center);")
"""What the extension for tables writes for `:---`."""
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
SCHEMES = {"http", "https", "mailto", "tel"}
UNKNOWN = "\ue000"
"""A letter of no script, for what a directive will render to."""
IGNORED = re.compile(r"[\t\r\n]")
STRIPPED = "".join(map(chr, range(0x21)))
"""What a browser leaves out of an address, everywhere and at its ends: https://url.spec.whatwg.org/#url-parsing"""
DEEPEST = 40
"""Elements within elements."""
TOO_DEEP = f"一层套一层，超过了 {DEEPEST} 层"
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"}
VOID = {"br", "hr", "img"}
EVERYWHERE = {"class", "id", "title", "lang", "data-search", "data-search-exclude"}
CLASSES = {
    *("hero", "kicker", "whole", "headlines", "strip", "steps", "lead", "two", "further", "ways")
}
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
