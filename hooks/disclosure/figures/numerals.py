"""Chinese numerals up to 九十九 → integers, and section numbers → ASCII for the names of files."""

from __future__ import annotations

import re

DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
ONE = "[一二三四五六七八九]"
NUMERAL = rf"(?:{ONE}?十{ONE}?|[{''.join(DIGITS)}]{{1,9}})"
"""A regular expression: what `arabic` reads, besides digits."""


def arabic(numeral: str) -> int:
    """`二十三` → 23; without 十 digit by digit, `二〇二二` → 2022; digits as they are. Raises ValueError."""
    if numeral.isdecimal():
        return int(numeral)
    if not re.fullmatch(NUMERAL, numeral):
        raise ValueError(f"“{numeral}” is no numeral up to 九十九")
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(DIGITS[digit]) for digit in numeral))
    return 10 * DIGITS[tens or "一"] + DIGITS[ones or "零"]


def in_ascii(section: str) -> str:
    """A section's number for a file's name: `三` → `3`, `五（一）` → `5-1`, `十二` → `12`."""
    return "-".join(str(arabic(one)) for one in re.findall(rf"{NUMERAL}|[0-9]+", section))
