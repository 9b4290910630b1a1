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
