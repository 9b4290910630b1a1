"""Counting words, their dimensions, and the scales of 万 and 亿 that Chinese numbers are printed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A counting word and the dimension it belongs to; only figures of one dimension add."""

    word: str
    """As printed: `件`, `人`, `元`, `%`; empty where neither the text nor the indicator names one."""

    dimension: str
    """`count`, `people`, `money`, `share` …; a word not in the table is a dimension of its own."""

    scale: Decimal = Decimal(1)
    """What a bare number is multiplied by: 10000 where a form's head says 万元."""

    signed: bool = False
    """Whether a change is counted, `+1036`, `-3`, `增加3`: nothing else can be below zero."""

    @classmethod
    def named(cls, text: str, dimension: str | None = None) -> Unit:
        """`万元` → 元, money, × 10000. `dimension` overrides the table (次 read is not 次 done)."""
        scale = SCALES.match(text)
        # Only before a known word: 百 of 百分点 is no hundred.
        prefix = scale[0] if scale and text[scale.end() :] in DIMENSIONS else ""
        word = text[len(prefix) :]
        return cls(word, dimension or DIMENSIONS.get(word, word), multiplier(prefix))

    @property
    def of_bare(self) -> str:
        """What a bare number counts, as a form's head says it: `万元`, `件`."""
        return in_wan_yi(self.scale).removeprefix("1") + self.word


def in_wan_yi(value: Decimal) -> str:
    """600000000 → `6亿`, 346700 → `34.67万`, 9 → `9`: axis ticks and our own sums, every digit kept."""
    for scale, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(value) >= scale:
            return plain(value / scale) + word
    return plain(value)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def multiplier(scales: str) -> Decimal:
    """`千万` → 10000000."""
    product = Decimal(1)
    for character in scales:
        product *= Decimal(SCALE_WORDS[character])
    return product


SCALE_WORDS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
SCALES = re.compile("[百千]?万亿|[百千]?[万亿]|[百千]")
DIMENSIONS = {
    **dict.fromkeys("件条次项份篇期场个部起宗批处种类例封", "count"),
    **dict.fromkeys("人名位", "people"),
    "人次": "visits",
    "户": "households",
    "家": "organisations",
    "元": "money",
    "%": "share",
}
SMALLEST = {"money": Decimal("0.01"), "share": Decimal(0)}
"""The smallest piece of a dimension where that is not one whole thing; shares are divisible without end."""
