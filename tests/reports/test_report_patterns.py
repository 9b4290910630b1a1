"""Every pattern that strangers' text meets: its work grows no faster than the text."""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import disclosure.figures
import disclosure.reports

PACKAGES = (disclosure.figures, disclosure.reports)
MODULES = [
    info.name
    for package in PACKAGES
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]
SOURCE = "\n".join(
    path.read_text("utf-8")
    for package in PACKAGES
    for path in Path(package.__path__[0]).rglob("*.py")
)
OFTEN = (
    *"1aA一二、,，。-—.()（）《》“|[]*_<:：年 \n",
    *("1年", "1月", "1-", "1.", "1,", "a-", "a.", "a@", "1 ", "（一）", "(1)", "第1"),
    *("二〇二三年", "2023年", "2023年1月"),
)
"""What a pattern may take for the start of something, over and over."""
SIZE = 1_500
NOISE = 0.0005
"""Seconds of the processor below which nothing is compared: work that grows with the square takes more."""


def patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from patterns_in(one)
    elif isinstance(value, dict):
        yield from patterns_in([*value.values()])


def methods(name: str) -> set[str]:
    """How the modules use the pattern of that name; `search` stands for all that look for it everywhere."""
    used = set(re.findall(rf"\b{name}\.(\w+)\(", SOURCE))
    return used & {"match", "fullmatch"} | (
        {"search"} if used - {"match", "fullmatch"} or not used else set()
    )


def units(pattern: re.Pattern[str]) -> list[str]:
    """What is repeated: what stands in any text, and the pattern's own words, alone and with a digit."""
    words = re.findall("[㐀-鿿]{1,8}|[A-Za-z]{2,8}", pattern.pattern)[:12]
    return [*dict.fromkeys((*OFTEN, *words, *(f"{word}1" for word in words)))]


def seconds(pattern: re.Pattern[str], method: str, text: str) -> float:
    start = time.process_time()
    getattr(pattern, method)(text)
    return time.process_time() - start


def is_slow(pattern: re.Pattern[str], method: str, unit: str) -> bool:
    """Linear work takes four times as long for four times the text, and what grows with the square sixteen times.
    By the least of several measurements: others use the machine too."""
    once, more = (unit * (size // len(unit)) for size in (SIZE, 4 * SIZE))
    least, most = seconds(pattern, method, once), math.inf
    for _ in range(5):
        if least <= NOISE:
            return False
        most = min(most, seconds(pattern, method, more))
        if most < 8 * least:
            return False
        least = min(least, seconds(pattern, method, once))
    return True


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_takes_longer_than_the_text_grows(module):
    found = [
        f"{name}.{method} on {unit!r}"
        for name, value in vars(importlib.import_module(module)).items()
        for pattern in patterns_in(value)
        for method in methods(name)
        for unit in units(pattern)
        if is_slow(pattern, method, unit)
    ]
    assert found == []


def test_pattern_that_grows_with_the_square_is_found():
    assert is_slow(re.compile("[a-z-]+@"), "search", "a-")
    assert not is_slow(re.compile("(?<![a-z-])[a-z-]++@"), "search", "a-")
