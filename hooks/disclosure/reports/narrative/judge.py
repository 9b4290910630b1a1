"""Words around a number ↔ an indicator's label and definition: how alike they are, and whether they are its own."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from disclosure.datafiles.models import Indicator, unit_of
from disclosure.figures.units import Unit
from disclosure.reports.tables.similarity import core

from .mentions import Mention, tight
from .numbers import Number


@dataclass(frozen=True)
class Known:
    """An indicator as a topic defines it, and where last year's file has it."""

    id: str
    indicator: Indicator
    topic: str
    section: str = ""
    """Empty where last year's file doesn't have it."""
    since: str = ""
    """Last year's words for a running total's start."""
    printed_unit: str = ""
    """The counting word that last year's file has."""

    @cached_property
    def unit(self) -> Unit:
        return unit_of(self.indicator)

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """Pairs of characters of each part of the label: `列入修订的规范性文件` has two."""
        parts = PARTS.split(self.indicator.label)
        return tuple(filter(None, map(pairs, parts)))

    @cached_property
    def texts(self) -> tuple[frozenset[str], ...]:
        """Pairs of characters of the label, the short label, and of all that is said of it."""
        said = (self.indicator.label, self.indicator.short or "", self.indicator.definition)
        return tuple(pairs(text) for text in said if text)


class Judge:
    """How well a figure's words fit an indicator's, by pairs of characters: rare ones count for more."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        count = Counter(pair for one in known for pair in frozenset().union(*one.texts))
        self.weights = {pair: math.log(1 + len(known) / times) for pair, times in count.items()}

    @cache  # noqa: B019  because a judge lives as long as its scores are wanted
    def score(self, figure: Mention, index: int) -> float:
        """0 to 1; 0 where the units are not of one kind, or where it is a change, or another year's."""
        one = self.known[index]
        if not one_kind(figure.number, one.unit) or COMPARED.search(figure.clause_before):
            return 0.0
        clause, sentence = pairs(figure.clause), pairs(figure.sentence)
        near = max(self.share(text, clause) for text in one.texts)
        wide = max(self.share(text, sentence) for text in one.texts)
        return NEAR * near + (1 - NEAR) * wide

    def share(self, wanted: frozenset[str], there: frozenset[str]) -> float:
        total = sum(self.weights[pair] for pair in wanted)
        return sum(self.weights[pair] for pair in wanted & there) / total if total else 0.0

    def rival(self, figure: Mention, chosen: int) -> str | None:
        """Another indicator that fits as well, or nearly so."""
        least = self.score(figure, chosen) - MARGIN
        rivals = [(self.score(figure, one), one) for one in range(len(self.known)) if one != chosen]
        score, best = max(rivals, default=(0.0, -1))
        return self.known[best].id if score > max(least, 0.0) else None

    def is_own(self, figure: Mention, index: int) -> bool:
        """Whether the number has the indicator's own unit, or that of last year's file, and its sentence every part of
        the label, the clause some of them: 主动公开政府信息80条 is no count of 处理的信息公开申请, nor are 条 件."""
        one = self.known[index]
        units = {one.unit.word, *([one.printed_unit] if one.section else [])}
        if alike(figure.number.unit) not in set(map(alike, units)):
            return False
        sentence = pairs(figure.sentence)
        whole = all(len(part & sentence) >= MOST_OF * len(part) for part in one.words)
        return whole and max(self.share(text, pairs(figure.clause)) for text in one.texts) >= SOME


def alike(unit: str) -> str:
    """People are counted in 人, 名 and 位 alike."""
    return "人" if unit in ("名", "位") else unit


def one_kind(number: Number, unit: Unit) -> bool:
    """A number without a unit (`突破642.12万`) may be of any kind; 次 may count what a topic says it counts."""
    if not number.unit or number.unit == unit.word:
        return True
    return Unit.named(number.unit).dimension == unit.dimension


def pairs(text: str) -> frozenset[str]:
    plain = core(tight(text))
    return frozenset(map("".join, pairwise(plain)))


COMPARED = re.compile(
    "同比|环比|上年|去年|上一年|上期|往年|增加|增长|减少|下降|上升|提高|降低|计划|拟|明年|将在|预计|废止|撤销|其他单位"
)
"""Before a number: what it tells is not this year's own."""
NEAR = 0.5
MARGIN = 0.05
"""How much better than the next an indicator must fit to be its only one."""
PARTS = re.compile("[的和与及、（）()]")
MOST_OF, SOME = 0.5, 0.25
"""Of the pairs of characters of each part of a label, and of the label in the number's own clause."""
