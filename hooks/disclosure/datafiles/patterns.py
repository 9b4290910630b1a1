"""Names with a `*` → the figures they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

PREVIOUS = "previous:"
"""Before the name of a tie-out's term: as the year before has it."""


def expand_pattern(pattern: str, known: Iterable[str]) -> list[str]:
    """The known names a pattern stands for, in their order; `*` stands for one or more characters."""
    if "*" not in pattern:
        return [pattern] if pattern in known else []
    return list(names_matching(pattern, tuple(known)))


@lru_cache(maxsize=4096)
def names_matching(pattern: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Every year, topic and check asks for much the same patterns."""
    return tuple(filter(compile_pattern(pattern).fullmatch, known))


def matches_any(patterns: Iterable[str], name: str) -> bool:
    """Whether any of the patterns takes in this name."""
    return any(
        pattern == name or ("*" in pattern and compile_pattern(pattern).fullmatch(name))
        for pattern in patterns
    )


def wildcard_values(pattern: str, known: Iterable[str]) -> list[str]:
    """What `*` may be in a pattern: the columns of `三.received.*`, the rows of `三.*.total`."""
    matcher = compile_pattern(pattern)
    return [found[1] for found in map(matcher.fullmatch, known) if found]


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "(.+)"))
