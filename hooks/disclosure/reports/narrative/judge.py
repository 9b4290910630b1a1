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
from disclosure.reports.tables.similarity import core, coverage

from .mentions import Mention, tight
from .number_patterns import unit_of as counting_word
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
    printed: str = ""
    """What last year's file has."""

    @cached_property
    def unit(self) -> Unit:
        return unit_of(self.indicator)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The parts of the label: `列入修订的规范性文件` has two."""
        return tuple(filter(None, map(core, PARTS.split(self.indicator.label))))

    @cached_property
    def texts(self) -> tuple[frozenset[str], ...]:
        """Pairs of characters of the label, the short label, and of all that is said of it."""
        texts = (self.indicator.label, self.indicator.short or "", self.indicator.definition)
        return tuple(pairs(text) for text in texts if text)


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
        """Whether the number has the indicator's own unit, or that of last year's file, and all words of the label
        stand before it, the last of them right beside it: 主动公开政府信息80条 does not count 处理的信息公开申请, nor
        does 公开政策解读10条 count 公开的政策. 条 is not 件."""
        one = self.known[index]
        units = {one.unit.word, *([counting_word(one.printed)] if one.section else [])}
        before = core(figure.sentence_before)
        is_other = alike(figure.number.unit) not in set(map(alike, units))
        if is_other or QUALIFIED.search(figure.clause_before):
            return False
        *parts, last = one.words or ("",)
        follows = core(tight(figure.after)).startswith(last)
        beside = follows or re.search(re.escape(last[-2:]) + FILLER, before)
        wanted = parts if follows else one.words
        return bool(beside) and all(coverage(part, before) == 1 for part in wanted)


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
FILLER = "(?:共|合|总|累)?计?(?:数|数量|总数)?(?:有|为|达|达到|是|约|超过|突破|近)?了?$"
"""What may stand between the last word of a label and its number."""
QUALIFIED = re.compile(
    "[未没无非](?!来)|不予|拒绝|转载|转发|协助|配合|所属|下属|直属|各[区县市处部单]|管理部|分中心|[区县]级|街道|乡镇|基层|投诉|建议"
)
"""Before a number: it may be a part of what the indicator counts, its opposite, or another body's."""
