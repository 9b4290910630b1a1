"""The benchmark's tables: columns as wide as what stands in them, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence

Row = Sequence[str]


def show(head: Row, rows: Sequence[Row]) -> None:
    widths = [max(len(row[index]) for row in (head, *rows)) for index in range(len(head))]
    for row in (head, tuple("-" * width for width in widths), *rows):
        first, *others = row
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
    print()
