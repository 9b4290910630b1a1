"""What a report has lost of a row and says all the same: dashes, and a total that slipped out of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from disclosure.figures.figure import DASHES

from .cells import CellLine, Gap, TableRead
from .value_groups import Group, is_sum


def complete_dashes(
    line: CellLine, group: Group, lines: Sequence[CellLine], read: TableRead
) -> None:
    """A row with too few cells, in a table whose other rows print a dash in the same columns throughout: where the
    row's numbers are just those of the other columns, the cells that were lost can only be dashes."""
    texts = [value.text for value in group.values]
    if len(texts) >= line.width:
        return
    columns = dashed_columns(line, lines, read)
    dashed = [column in columns for column in line.columns]
    rest = [text for text in texts if text not in DASHES]
    if not any(dashed) or len(rest) != dashed.count(False):
        return
    first = dashed.index(True)
    if any(dashed[first + dashed.count(True) :]) or texts[:first] != rest[:first]:
        return
    dash = next((value for value in group.values if value.text in DASHES), None)
    if dash is None:
        return
    kept = (value for value in group.values if value.text not in DASHES)
    for column, is_dash in zip(line.columns, dashed, strict=True):
        read.cells[f"{read.table}.{line.id}.{column}"] = dash if is_dash else next(kept)
    read.gaps = [gap for gap in read.gaps if gap.row != line.id]
    why = f"只有 {len(texts)} 格，应当是 {line.width} 格"
    why += f"；别的行里这几列都是“{dash.text}”，照样补上了"
    read.doubts.append(Gap.of_row(line.id, line.label, why, group.spot))


def dashed_columns(line: CellLine, lines: Sequence[CellLine], read: TableRead) -> set[str]:
    """The columns in which every row that was read whole has a dash; none where too few rows were."""
    alike = [one for one in lines if one.columns == line.columns]
    found = {}
    for column in line.columns:
        cells = [read.cells.get(f"{read.table}.{one.id}.{column}") for one in alike]
        found[column] = [cell.text in DASHES for cell in cells if cell]
    return {column for column, cells in found.items() if len(cells) >= ENOUGH and all(cells)}


def check_total(line: CellLine, left: list[Group], read: TableRead) -> None:
    """A total left blank beside filled parts is blank, and not 0; but where just that number stands alone beside the
    table, it is the total that slipped out of it."""
    names = [f"{read.table}.{line.id}.{column}" for column in line.columns]
    cells = [read.cells.get(name) for name in names]
    if line.columns[-1] != "total" or None in cells or cells[-1] != replace(cells[-1], text=""):  # type: ignore[type-var]
        return
    parts = [cell for cell in cells[:-1] if cell]
    if not any(map(str.isdigit, "".join(cell.text for cell in parts))):
        return
    stray = [one for one in left if len(one.values) == 1 and is_sum(parts, one.values[0])]
    if len(stray) == 1 and stray[0].values[0].text.strip("0"):
        read.cells[names[-1]] = stray[0].values[0]
        left.remove(stray[0])
        why = f"总计印在表外（{stray[0].spot.words}），已填入"
    else:
        why = "总计一格是空的，照样空着"
    read.doubts.append(Gap.of_row(line.id, line.label, why, parts[0].spot))


ENOUGH = 5
"""Rows that must have a dash in a column before one that was lost there is known."""
