"""Traditional characters → simplified ones: of a label that a machine converted, or of a report throughout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from .blocks import Block, TextLine
from .errors import library


def simplified(text: str) -> str:
    return str(converter().convert(text))


@cache
def converter() -> Any:
    return library("opencc", "OpenCC").OpenCC("t2s")


def in_simplified(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a report in traditional characters as the agency wrote it, units and names too: its statutory form
    is in simplified ones, and what websites offer beside it is converted by machine. Others are left as they are."""
    texts = "".join(text_of(block) for block in blocks)
    traditional = sum(map(texts.count, ONLY_TRADITIONAL))
    return list(map(converted, blocks)) if traditional > len(texts) * SHARE else list(blocks)


def text_of(block: Block) -> str:
    if isinstance(block, TextLine):
        return block.text
    return "".join(cell.text for row in block.rows for cell in row)


def converted(block: Block) -> Block:
    if isinstance(block, TextLine):
        return replace(block, text=simplified(block.text))
    rows = (tuple(replace(cell, text=simplified(cell.text)) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows))


ONLY_TRADITIONAL = "開條項個數報對機構請總決處許實據發會議訴訟關業務設應萬億總複結維經後無補內規"
"""Common in reports, and never simplified."""
SHARE = 0.01
"""Of all characters; a report in traditional ones has about 0.2, a simplified one with slips less than 0.003."""
