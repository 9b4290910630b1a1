"""Names with a `*` → the figures they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def expand(pattern: str, known: Iterable[str]) -> list[str]:
    """The known names a pattern stands for, in their order; `*` stands for one or more characters."""
    if "*" not in pattern:
        return [pattern] if pattern in known else []
    matcher = compiled(pattern)
    return [name for name in known if matcher.fullmatch(name)]


def stand_for(patterns: Iterable[str], name: str) -> bool:
    """Whether any of the patterns takes in this name."""
    return any(expand(pattern, [name]) for pattern in patterns)


def bindings(pattern: str, known: Iterable[str]) -> list[str]:
    """What `*` may be in a pattern: the columns of `三.received.*`, the rows of `三.*.total`."""
    matcher = compiled(pattern)
    return [found[1] for found in map(matcher.fullmatch, known) if found]


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "(.+)"))


def in_ascii(section: str) -> str:
    """A section's number for a file's name: `三` → `3`, `五（一）` → `5-1`, `十二` → `12`."""
    numbers = re.findall("[一二三四五六七八九十]+|[0-9]+", section)
    return "-".join(str(arabic(one)) for one in numbers)


def arabic(number: str) -> int:
    """`十二` → 12; up to 九十九, and digits as they are."""
    if number.isascii():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    digits = "一二三四五六七八九"
    return (10 * (digits.index(tens) + 1 if tens else 1) if ten else 0) + (
        digits.index(ones) + 1 if ones else 0
    )
