"""How much two labels are alike, whatever their numbering, spaces, footnote marks or slips; and which labels of two
sequences belong together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from disclosure.reports.readers.traditional import simplified

REMEMBERED = 1 << 16
"""Comparisons: a report's rows are held against the same labels under each form, and against those of each table."""


@lru_cache(maxsize=4096)  # every row is held against every label of its table
def core(text: str) -> str:
    """The words alone: `（五）1、信访举报投诉类申请 *` → `信访举报投诉类申请`."""
    short = MARKS.sub("", text[:LONGEST])
    plain = re.sub(r"\s+", "", simplified(unicodedata.normalize("NFKC", short)))
    return NO_WORD.sub("", NUMBERING.sub("", plain, count=1))


def name(text: str) -> str:
    """The core of a label without what it explains in brackets."""
    return core(BRACKETS.sub("", text)) or core(text)


@cache
def likeness(one: str, other: str) -> float:
    """0 to 1, of two cores. A label that was cut short counts as nearly the whole one."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and (long.startswith(short) or long.endswith(short)):
        return CUT_SHORT
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LEAST or matcher.quick_ratio() < LEAST:
        return 0.0  # most pairs have next to nothing in common, and that is soon seen
    return matcher.ratio()


@lru_cache(maxsize=REMEMBERED)
def best_likeness(text: str, cores: Sequence[str]) -> float:
    """How much a text is like the most alike of a label's cores."""
    return max(likeness(text, one) for one in cores)


@cache
def coverage(label: str, text: str) -> float:
    """How much of a label stands in a text, in order; single characters that happen to agree don't count."""
    if not label or not text:
        return 0.0
    if label in text:
        return 1.0
    blocks = SequenceMatcher(None, label, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(label)


MARKS = re.compile(r"[*＊※†‡①-⑳]|[\[［]\d{1,2}[\]］]|\bo:p\b")
BRACKETS = re.compile(r"(?<=[㐀-鿿])[(（][^()（）]{2,}[)）]?")
NUMBERING = re.compile(
    r"^(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.,:](?!\d))+"
)
LONGEST = 500
"""Characters that are looked at: a form's longest label has 40, and a hostile line may have millions."""
NO_WORD = re.compile(r"[^㐀-鿿]")
"""Latin letters too: some mirrors of a page print the sound behind the characters."""
LEAST = 0.5
"""Nobody takes labels for the same that are less alike."""
SHORTEST_PART = 4
"""Characters; `其他` begins several labels."""
CUT_SHORT = 0.95


def aligned(scores: Sequence[Sequence[float]], skip: float) -> dict[int, int]:
    """The pairs (row of `scores` → column) that keep both orders and score most in all.

    Every row or column that is left out costs `skip`; a score of 0 or less pairs nothing. Of two rows that fit a
    column alike the later one has it. Needleman and Wunsch's alignment; time and memory grow with rows × columns.
    """
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[-skip * (row + column) for column in range(columns + 1)] for row in range(rows + 1)]
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            left_out = max(best[row - 1][column], best[row][column - 1]) - skip
            score = scores[row - 1][column - 1]
            paired = best[row - 1][column - 1] + score if score > 0 else left_out
            best[row][column] = max(left_out, paired)
    return walked_back(best, scores, skip)


def walked_back(
    best: Sequence[Sequence[float]], scores: Sequence[Sequence[float]], skip: float
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    row, column = len(best) - 1, len(best[0]) - 1
    while row and column:
        score = scores[row - 1][column - 1]
        if score > 0 and best[row][column] == best[row - 1][column - 1] + score:
            pairs[row - 1] = column - 1
            row, column = row - 1, column - 1
        elif best[row][column] == best[row][column - 1] - skip:
            column -= 1
        else:
            row -= 1
    return pairs
