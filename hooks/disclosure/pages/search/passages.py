"""A hand-written page, filled in → its passages: what stands under each heading that has an address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

import markdown

from disclosure.pages.handwritten.front_matter import body, parse_front_matter
from disclosure.pages.handwritten.prose import EXTENSIONS

PAGES = 64
"""Texts whose HTML is kept, for when `mkdocs serve` builds again and few have changed."""


@dataclass
class Passage:
    at: str
    """Its address within the page; empty for the page itself."""
    title: str = ""
    text: str = ""
    search: tuple[str, ...] = ()
    """What its heading has in `data-search`: other words that readers look for it with."""


def passages(page: str) -> list[Passage]:
    """The first is the page itself, under the title that its front matter gives."""
    text, _ = body(page)
    reader = PassageReader()
    reader.feed(as_html(text))
    reader.close()
    first, *others = [
        Passage(one.at, one_spaced(one.title), one_spaced(one.text), one.search)
        for one in reader.passages
    ]
    title = str(parse_front_matter(page).get("title", first.title))
    heading = "" if title == first.title else first.title
    whole = Passage("", title, one_spaced(f"{heading} {first.text}"), first.search)
    return [whole, *(passage for passage in others if passage.title)]


@lru_cache(maxsize=PAGES)
def as_html(text: str) -> str:
    return str(converter().reset().convert(text))


@cache
def converter() -> markdown.Markdown:
    """Without `toc`: a heading that nobody gave an address is no passage of its own."""
    return markdown.Markdown(
        extensions=[EXTENSIONS[name]() for name in EXTENSIONS if name != "toc"]
    )


def one_spaced(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


class Open(NamedTuple):
    """An element that has not ended yet."""

    tag: str
    left_out: bool
    titles: bool
    """Whether it is the heading of its passage, the first there."""
    outer: Passage
    """The passage that goes on after it."""


class PassageReader(HTMLParser):
    """Collects passages. A heading has an address of its own, or its section has."""

    def __init__(self) -> None:
        super().__init__()
        self.passages = [Passage("")]
        self.passage = self.passages[0]
        self.around: list[Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given, outer = dict(attrs), self.passage
        # The page's own heading, h1, belongs to the page.
        if tag in HEADINGS - {"h1"} | HOLDERS and (address := given.get("id")):
            self.passage = Passage(address)
            self.passages.append(self.passage)
        self.passage.search += tuple((given.get("data-search") or "").split())
        left_out = tag in LEFT_OUT or "data-search-exclude" in given
        titles = tag in HEADINGS and not self.passage.title
        self.around.append(Open(tag, left_out, titles, outer))

    def handle_endtag(self, tag: str) -> None:
        while any(one.tag == tag for one in self.around):
            ended = self.around.pop()
            if ended.tag in HOLDERS:
                self.passage = ended.outer
            if ended.tag == tag:
                break
        if tag not in WITHIN_A_LINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if any(one.left_out for one in self.around):
            return
        if any(one.titles for one in self.around):
            self.passage.title += data
        else:
            self.passage.text += data


HEADINGS = {"h1", "h2", "h3", "h4", "dt"}
HOLDERS = {"section", "dl"}
LEFT_OUT = {"pre", "script", "style"}
"""Listings show how something is written: a figure in one is no figure of a report."""
WITHIN_A_LINE = {
    *("a", "b", "cite", "code", "data", "em"),
    *("i", "small", "span", "strong", "sup"),
}
VOID = {"br", "col", "hr", "img", "input", "wbr"}
