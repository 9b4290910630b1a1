"""A statutory table recognized in a scan → the same with every row as a gap: an editor has to judge what was seen."""

from __future__ import annotations

from dataclasses import replace

from disclosure.datafiles.forms import row_name

from .cells import Gap, TableRead
from .rows import Value
from .sums import Sums


def as_gaps(read: TableRead, sums: Sums) -> TableRead:
    labels = {id: label for block in read.blocks for id, label in block.rows}
    failing = (one for one in sums.instances(read.cells) if sums.fails(one, read.cells))
    contradicted = {row_name(name) for one in failing for names in one for name in names}
    rows: dict[str, list[Value]] = {}
    for name, value in read.cells.items():
        rows.setdefault(row_name(name), []).append(value)
    gaps = [
        Gap.of_row(row, labels.get(row, row), why(values, row in contradicted), values[0].spot)
        for row, values in rows.items()
    ]
    return replace(read, cells={}, gaps=[*gaps, *read.gaps], doubts=[])


def why(values: list[Value], fails: bool) -> str:
    seen = "、".join(value.text or "空" for value in values)
    return f"是扫描件，识别为 {seen}" + ("，但加减对不上" if fails else "")
