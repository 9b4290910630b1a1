"""The parts of a whole → the share of each, one after the other in a split bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from disclosure.figures.bounds import Bounds
from disclosure.ledger.derived import Computed, ratio
from disclosure.ledger.records import Entry, Year
from disclosure.ledger.tieouts import Outcome, Result

from .axis import PLACES
from .mark import Mark


def split_bar(
    marks: Sequence[Mark], ties: Sequence[Result], year: Year
) -> tuple[Entry, tuple[Mark, ...]] | None:
    """The whole that marks are all parts of, and the marks one after the other; None where they have no shares."""
    found = shares_of_whole(marks, ties, year)
    if not found:
        return None
    whole, total, shares = found
    parts: list[Mark] = []
    start = Decimal(0)
    for mark, share in zip(marks, shares, strict=True):
        length = (mark.value or Decimal(0)) / total
        if not mark.is_zero:
            at = start.quantize(PLACES)
            said = share if total > FEW else None  # one of three says more than 33.3%
            parts.append(replace(mark, start=at, share=length.quantize(PLACES), of_whole=said))
        start += length
    return (whole, tuple(parts)) if parts else None


def shares_of_whole(
    marks: Sequence[Mark], ties: Sequence[Result], year: Year
) -> tuple[Entry, Decimal, list[Computed]] | None:
    """The whole that marks are all parts of, its value, and the share of each mark; None unless a sum of the report
    says so, it holds, and no word leaves a share open."""
    tie = next((tie for tie in ties if adds_up(tie, marks)), None)
    whole = year.entries.get(tie.equals[0].id) if tie else None
    if whole is None or whole.is_contradicted or whole.figure is None or not whole.figure.value:
        return None
    of_whole = Bounds.of(whole.figure)
    shares: list[Computed] = []
    for mark in marks:
        formula = f"{mark.printed} ÷ {whole.figure.printed}"
        share = ratio(mark.bounds, of_whole, formula) if mark.bounds else None
        if not share or share.value is None:
            return None
        shares.append(share)
    return whole, whole.figure.value, shares


def adds_up(tie: Result, marks: Sequence[Mark]) -> bool:
    """Whether a sum of the report says that these are all parts of one figure, and holds."""
    terms = {entry.id for mark in marks for entry in mark.made_of}
    is_theirs = {term.id for term in tie.sum} == terms and not tie.minus and len(tie.equals) == 1
    return is_theirs and tie.outcome is Outcome.HOLDS


FEW = 12
"""Single things that can be counted at a glance."""
