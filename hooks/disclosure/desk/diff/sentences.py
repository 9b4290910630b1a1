"""Two versions of a page → the sentences that differ, old beside new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

from .texts import NONE


@dataclass(frozen=True, slots=True)
class ChangedSentences:
    """A stretch of text that reads otherwise; `（无）` on the side that lacks it."""

    was: str
    now: str


def changed_sentences(old: str, new: str) -> tuple[ChangedSentences, ...]:
    """Empty where only blank space differs."""
    was, now = split_sentences(old), split_sentences(new)
    start = equal_at_start(was, now)
    was, now = was[start:], now[start:]
    end = equal_at_start(was[::-1], now[::-1])
    return tuple(pair_sentences(was[: len(was) - end], now[: len(now) - end]))


def equal_at_start(was: list[str], now: list[str]) -> int:
    """How many sentences; most of a page usually, which then takes no time."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))


def split_sentences(text: str) -> list[str]:
    """Of Markdown: each line by itself, and in it each sentence."""
    found = (END.split(" ".join(line.split())) for line in text.splitlines())
    return [one for line in found for one in line if one]


def pair_sentences(was: list[str], now: list[str]) -> Iterator[ChangedSentences]:
    if too_many(was, now):
        gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
        yield from side_by_side([*gone.elements()], [*come.elements()])
        return
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from side_by_side(was[a:b], now[c:d])


def side_by_side(gone: list[str], come: list[str]) -> Iterator[ChangedSentences]:
    for was, now in zip_longest(gone, come, fillvalue=NONE):
        yield ChangedSentences(was, now)


def too_many(was: list[str], now: list[str]) -> bool:
    """Whether to look for what moved could take minutes: of a page with thousands of sentences, or of the same one."""
    there = Counter(now)
    alike = sum(count * there[text] for text, count in Counter(was).items())
    return len(was) + len(now) > MOST or alike > MOST_ALIKE


END = re.compile(r"(?<=[。！？；])")
MOST = 4_000
"""Sentences of both versions together, past what they have in common at the start and at the end."""
MOST_ALIKE = 50_000
"""Pairs of one sentence here and the same one there."""
