"""A word of a text with directives → its line and column in the file that the text stands in."""

from __future__ import annotations

import re

from .problems import Place
from .records import Words

Word = str | re.Pattern[str]
"""What to look for in a line, to tell where a fault stands."""


def found_at(words: Words, start: int, text: str, line: int, word: Word) -> Place:
    """Where a word of a part stands: on the part's given line or below it, else where the part begins."""
    wanted = re.compile(re.escape(word)) if isinstance(word, str) else word
    first = sum(map(len, text.splitlines(keepends=True)[: line - 1]))
    found = wanted.search(text, first)
    if not found:
        return place_in(words, start, text)
    return place_in(words, start + found.start(), words.text[start + found.start() :])


def place_in(words: Words, start: int, text: str) -> Place:
    """Where a part stands. A data text may be folded or quoted in its file, so there its own words are looked for."""
    line = words.text.count("\n", 0, start)
    column = start - (words.text.rfind("\n", 0, start) + 1)
    if not words.inline:  # a hand-written page is all of its file
        return Place(words.place.file, line + 1, column + 1, words.lines[line])
    for length in (40, 12, 1):
        wanted = text[:length].partition("\n")[0]
        for number, found in enumerate(words.lines[words.place.line - 1 :], start=words.place.line):
            if wanted and (at := found.find(wanted)) >= 0:
                return Place(words.place.file, number, at + 1, found)
    return words.place
