"""The rows of a report → the cells of one statutory table, however they were laid out; a gap, never a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from disclosure.datafiles.forms import Grid

from .cells import BlockFit, CellLine, Gap, TableForm, TableRead, lines_of
from .header_checks import check_heads, heads_of, is_double
from .row_matching import ALIKE, SURE, paired
from .row_repair import check_total, complete_dashes
from .rows import Row, Value
from .similarity import best_likeness, core, coverage, likeness, name
from .value_groups import Group, align_groups, fit_to_width, groups_of, has_digit


def read_table(table: str, known: TableForm, rows: Sequence[Row]) -> TableRead:
    """Read one table out of the rows of its region, as one form has it."""
    grids = known.grids
    lines = [line for grid in grids for line in lines_of(grid)]
    across, with_heads = any(grid.corner is None for grid in grids), rows
    if across:  # heads between a part's name and its values would part the two
        rows = [row for row in rows if not is_heads(row, grids)]
    read = TableRead(table, known.form)
    groups = groups_in_table(rows, lines, across=across)
    if why := why_unreadable(groups, lines):
        read.gaps.append(Gap("整张表", why, groups[0].spot))
        groups = []
    order = [f"{table}.{line.id}.{column}" for line in lines for column in line.columns]

    def failing(pairs: Mapping[int, int]) -> int:
        tried = TableRead(table, known.form)
        for index, line in pairs.items():
            take(lines[line], groups[index], tried)
        return known.sums.failing(tried.cells, order)

    pairing = paired(groups, lines, read if across else None, failing)
    pairs = pairing.lines
    if not pairing.certain and failing(pairs):
        read.gaps.append(Gap("整张表", REFUTED, groups[0].spot))
        pairs = {}
    fill(read, lines, groups, pairs, rows)
    found = {*read.cells}  # what is dropped for its heads' order was found all the same
    check_heads(grids, with_heads, read)
    read.cells = {cell: read.cells[cell] for cell in order if cell in read.cells}
    read.blocks = tuple(block_fit(table, grid, rows, found) for grid in grids)
    read.likeness = likeness_of(read, lines, [*pairs.values()], rows, len(groups) - len(pairs))
    return read


def groups_in_table(rows: Sequence[Row], lines: Sequence[CellLine], *, across: bool) -> list[Group]:
    """The values of each row; `across` where one line of the table has those of all rows."""
    widths = {line.width for line in lines}
    groups = groups_of(rows, widths | ({line_width(lines)} if across else set()))
    if across:
        groups = [part for group in groups for part in side_by_side(group, lines)]
    groups = [group for group in groups if not is_head(group, lines)]
    return align_groups(groups, *widths) if len(widths) == 1 else groups


def why_unreadable(groups: Sequence[Group], lines: Sequence[CellLine]) -> str:
    """Empty where it can be tried."""
    if len(groups) > MOST_GROUPS:  # no report, and pairing them would take minutes
        return f"有 {len(groups)} 行数"
    return "报告里有两份，分不清哪一份是今年的" if is_double(groups, lines) else ""


def fill(
    read: TableRead,
    lines: Sequence[CellLine],
    groups: Sequence[Group],
    pairs: Mapping[int, int],
    rows: Sequence[Row],
) -> None:
    """The cells of the lines that were found, and a gap for whatever was not, on either side."""
    left = [group for index, group in enumerate(groups) if index not in pairs]
    at = {line: groups[index] for index, line in pairs.items()}
    for index, line in enumerate(lines):
        if index in at:
            take(line, at[index], read)
        else:
            read.gaps.append(missing(line, rows))
    for index, group in sorted(at.items()):
        complete_dashes(lines[index], group, lines, read)
    for line in lines:
        check_total(line, left, read)
    read.gaps += [unknown(group) for group in left if has_digit(group)]


def is_heads(row: Row, grids: Sequence[Grid]) -> bool:
    """Whether a row names columns and nothing else."""
    heads = {core(label.rpartition("／")[2]) for grid in grids for _, label in grid.columns}
    return bool(row.words) and is_blank(row.values) and {*map(core, row.words)} <= heads


def is_head(group: Group, lines: Sequence[CellLine]) -> bool:
    """Whether blank cells are those that a head is padded with: its words are not all of one line, or of the groups
    that the line is in."""
    words = [one for one in map(name, group.words) if one]
    return is_blank(group.values) and not any(
        all(any(likeness(word, one) >= ALIKE for one in line.path) for word in words)
        for line in lines
    )


def is_blank(values: Sequence[Value]) -> bool:
    return not any(value.text for value in values)


def line_width(lines: Sequence[CellLine]) -> int:
    return sum(line.width for line in lines)


def side_by_side(group: Group, lines: Sequence[CellLine]) -> Iterator[Group]:
    """One line with the values of all rows → a group for each row."""
    width = line_width(lines)
    values = fit_to_width(group, width) or fit_to_width(replace(group, padded=False), width)
    if values is None:
        yield group
        return
    at = 0
    for line in lines:
        part = values[at : at + line.width]
        yield Group((line.label.rpartition(" ")[2],), (), (), part, group.spot)
        at += line.width


def missing(line: CellLine, rows: Sequence[Row]) -> Gap:
    """Where the report has the row's label all the same, that is where to look."""
    for row in rows:
        if not row.values and any(
            best_likeness(name(word), line.cores) >= SURE for word in row.words
        ):
            return Gap.of_row(line.id, line.label, f"没有能读的数，印的是“{row.raw}”", row.spot)
    return Gap.of_row(line.id, line.label, "没有找到", None)


def take(line: CellLine, group: Group, read: TableRead) -> None:
    """A line's values into the cells, or the reason why not."""
    values = fit_to_width(group, line.width)
    if values is None:
        why = f"有 {len(group.values)} 格，应当是 {line.width} 格，分不清哪一格是哪一列"
        read.gaps.append(Gap.of_row(line.id, line.label, why, group.spot))
        return
    for column, value in zip(line.columns, values, strict=True):
        read.cells[f"{read.table}.{line.id}.{column}"] = value


def unknown(group: Group) -> Gap:
    words = " ".join(group.words) or "".join((*group.before[-1:], "…", *group.after[:1]))
    values = " ".join(value.text or "空" for value in group.values)
    return Gap(f"“{words}”一行（{values}）", "对不上表式里的哪一行", group.spot)


def block_fit(table: str, grid: Grid, rows: Sequence[Row], cells: Collection[str]) -> BlockFit:
    words = heads_of(grid, rows) or rows
    text = core("".join(row.text for row in words))
    heads = {core(label.rpartition("／")[2]) for _, label in grid.columns}
    head_likeness = sum(coverage(head, text) for head in heads) / max(1, len(heads))
    first = grid.columns[0][0]
    taken = sum(f"{table}.{id}.{first}" in cells for id, _ in grid.lines)
    return BlockFit(grid.lines, head_likeness, taken)


def likeness_of(
    read: TableRead, lines: Sequence[CellLine], found: Sequence[int], rows: Sequence[Row], left: int
) -> float:
    """Rows read, those under the form's own heads counting most, and labels printed; less rows left over, and lines
    missing between others: a text that was cut off lacks those at the end under any form."""
    text = "".join(core(word) for row in rows for word in row.words)
    taken = sum(one.taken * (1 + HEADS * one.heads) for one in read.blocks)
    named = sum(any(one in text for one in line.cores) for line in lines)
    between = max(found) - min(found) + 1 - len(found) if found else 0
    heads = sum(one.heads for one in read.blocks) / (10 * len(read.blocks))
    return taken + named - left - between / 2 + heads


MOST_GROUPS = 1000
HEADS = 2.0
"""The words over the columns say which form it is; rows are much the same in both."""
REFUTED = "各行的名称与数字分在两处，分不清哪一行数是哪一项的：照能读出的次序，表里的加减对不上"
