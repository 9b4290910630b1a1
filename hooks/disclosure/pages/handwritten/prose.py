"""A hand-written page → what in it is more than prose, at its line and column.

The page is turned into HTML by the Markdown extensions that the site uses, so nothing is taken for code that a browser
would take for an element. Letters stand for what directives render to, which is ours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache, partial

import markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from pymdownx.slugs import slugify  # type: ignore[import-untyped]  # it has no types

from disclosure.datafiles.models import Agency
from disclosure.datafiles.parsing.yaml_source import report_hidden_characters
from disclosure.pages.directives.check import VALUES, WITHIN_A_LINE, as_placed
from disclosure.pages.directives.parser import Call, NamedValue, masked, parse, rendered
from disclosure.pages.directives.values import value_text
from disclosure.problems.problem import MOST_OF_A_FILE, Place, Problems

from .allowed_html import TOO_DEEP, UNKNOWN, MarkupFault, html_faults
from .front_matter import body

PAGES = 64
"""Texts whose HTML is kept, for when `mkdocs serve` checks again and few have changed."""
IsMet = Callable[[NamedValue | Call], bool]
"""Whether a condition of the page holds."""


def only_values(agency: Agency) -> IsMet:
    """Conditions where there is no report: no figure is there."""
    return lambda test: isinstance(test, NamedValue) and bool(value_of(test, agency))


def check_prose(
    page: str, name: str, agency: Agency, problems: Problems, is_met: IsMet | None = None
) -> None:
    """Record every character, element, attribute and address that the page called `name` may not hold.

    Of a condition the part is looked at that `is_met` chooses, as it does for the page that is built.
    """
    is_met = is_met or only_values(agency)
    text, skipped = body(page)
    lines = text.split("\n")

    def place(line: int, column: int) -> Place:
        return Place(name, skipped + line, column, lines[line - 1])

    report_hidden_characters(lines, place(1, 1), problems)
    if slow := slow_part(text):
        at, what = slow
        problems.add("D504", place(text.count("\n", 0, at) + 1, 1), what=what)
        return  # no more is looked for: Markdown would take minutes
    faults = faults_of(text, agency, is_met)
    finder = Finder(text, agency, is_met, faults)
    for number, fault in enumerate(faults):
        is_shown = number < MOST_OF_A_FILE
        at_fault = finder.place_of(fault) if is_shown else (1, 1)
        problems.add("D504", place(*at_fault), what=fault.what)


def slow_part(text: str) -> tuple[int, str] | None:
    """Where, from 0, and what Markdown takes minutes for: its time grows with a text's square. None if nothing does."""
    if len(text) > MOST_OF_PAGE:
        return MOST_OF_PAGE, f"一页太长，超过了 {MOST_OF_PAGE} 个字"
    for paragraph in PARAGRAPH.finditer(text):
        if len(paragraph[0]) > MOST_OF_PARAGRAPH:
            return paragraph.start(), f"一段太长，超过了 {MOST_OF_PARAGRAPH} 个字"
        for name, sign, times in SLOW:
            if paragraph[0].count(sign * times) * times > MOST_SIGNS:
                return paragraph.start(), f"一段里的“{name}”太多，超过了 {MOST_SIGNS} 个"
    return None


def faults_of(text: str, agency: Agency, is_met: IsMet) -> list[MarkupFault]:
    """Everything that a page's text may not hold, as the site would show it."""
    try:
        html = as_html(as_built(text, agency, is_met))
    except RecursionError:
        converter.cache_clear()  # it was left in the middle of a page, and would misread the next
        return [MarkupFault(TOO_DEEP, "")]
    return list(html_faults(html, ids_of_directives(text)))


@lru_cache(maxsize=PAGES)
def as_html(text: str) -> str:
    return str(converter().reset().convert(text))


@cache
def converter() -> markdown.Markdown:
    """Markdown as mkdocs.yml has it; MkDocs itself adds `toc`, `tables` and `fenced_code`."""
    return markdown.Markdown(extensions=[make() for make in EXTENSIONS.values()])


def value_of(found: NamedValue, agency: Agency) -> str:
    known = found.field in VALUES.get(found.name, ())
    return value_text(found, agency, SOME_YEAR) if known else ""  # else told by `directives.check`


def as_built(text: str, agency: Agency, is_met: IsMet | None = None) -> str:
    """The text as the build gives it to Markdown, but with a letter for what each directive renders to."""

    def value(found: NamedValue) -> str:
        return value_of(found, agency)

    def call(found: Call) -> str:
        within_a_line = found.name in WITHIN_A_LINE
        return as_placed(found.name, UNKNOWN if within_a_line else f"<div>{UNKNOWN}</div>")

    return "".join(rendered(parse(text).nodes, str, call, value, is_met or only_values(agency)))


def ids_of_directives(text: str) -> set[str]:
    """The ids of elements that directives of the page render to, as far as they are named there."""
    calls = [node for node in parse(text).walk() if isinstance(node, Call)]
    given = [(one.name, one.bind(("id",)).get("id")) for one in calls if one.name in WITH_IDS]
    return {f"{WITH_IDS[name]}{argument.value}" for name, argument in given if argument}


class Finder:
    """Finds where in a page's text its faults were made. It renders the text again with a part left out, and looks
    whether the fault is gone: the same words may also stand in code, where they are right."""

    def __init__(self, text: str, agency: Agency, is_met: IsMet, faults: list[MarkupFault]) -> None:
        self.text, self.agency, self.is_met = text, agency, is_met
        self.total, self.placed = Counter(faults), Counter[MarkupFault]()
        self.taken: set[int] = set()
        self.rendered = 0
        """How many characters were rendered to find places."""

    def place_of(self, fault: MarkupFault) -> tuple[int, int]:
        """(line, column) from 1: of the words at fault where they are written so, else of the line that brings them."""
        self.placed[fault] += 1
        at = self.offset_of(fault)
        self.taken.add(at)
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    def offset_of(self, fault: MarkupFault) -> int:
        found = re.finditer(re.escape(fault.words), masked(self.text), re.IGNORECASE)
        places = [one.start() for one in found if one.start() not in self.taken]
        if self.rendered > MOST_RENDERED or len(places) == self.total[fault] == 1:
            return places[0] if places else 0
        cause = next((at for at in places if self.is_cause(fault, at)), None)
        return self.line_of(fault) if cause is None else cause

    def is_cause(self, fault: MarkupFault, at: int) -> bool:
        """Whether there would be one such fault less, had the words at this offset been others."""
        end = at + len(fault.words)
        return self.count(fault, self.text[:at] + UNKNOWN + self.text[end:]) < self.total[fault]

    def line_of(self, fault: MarkupFault) -> int:
        """Where the first line starts up to which the text has the fault."""
        ends = [one.end() for one in re.finditer(r"[^\n]*\n|[^\n]+", self.text)]
        wanted = self.placed[fault]
        index = bisect_left(ends, wanted, key=lambda end: self.count(fault, self.text[:end]))
        return ends[index - 1] if 0 < index < len(ends) else 0

    def count(self, fault: MarkupFault, text: str) -> int:
        self.rendered += len(text)
        if self.rendered > MOST_RENDERED:
            return self.total[fault]
        return faults_of(text, self.agency, self.is_met).count(fault)


WITH_IDS = {"chart": "", "note": "", "table": "table-"}
"""Directive → what stands before its first argument in the id of its element."""
EXTENSIONS: dict[str, Callable[[], object]] = {
    "toc": partial(TocExtension, slugify=slugify(case="lower")),
    "tables": TableExtension,
    "fenced_code": FencedCodeExtension,
    "attr_list": AttrListExtension,
    "md_in_html": MarkdownInHtmlExtension,
}
"""Not by name alone: to find one, Markdown would read what every installed package says of itself."""
MOST_OF_PAGE, MOST_OF_PARAGRAPH = 30_000, 5_000
"""Characters; the longest page of this site has 16,000, its longest paragraph 1,400."""
MOST_SIGNS = 1000
SLOW = (("[", "[", 1), ("<", "<", 1), ("空格", " ", 100))
"""What Markdown looks for counterparts of: name, sign, and how many side by side count; tables have spaces too."""
PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
MOST_RENDERED = 200_000
"""Characters that are rendered to find the places of a page's faults."""
SOME_YEAR = 2022
"""Any will do: the check is of what stands around it."""
