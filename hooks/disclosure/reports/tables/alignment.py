"""Two sequences in the same order, some of either missing → which belongs to which."""

from __future__ import annotations

from collections.abc import Sequence


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
