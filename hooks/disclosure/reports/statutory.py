"""The rows of a report → the cells of one statutory table, however they were laid out; a gap, never a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..figure import DASHES
from ..grids import Grid
from .alignment import aligned
from .blocks import Spot
from .groups import Group, fitted, groups_of, is_sum, sided
from .labels import core, coverage, likeness, name
from .rows import Row, Value


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the form."""

    id: str
    label: str
    """With the heads above it, as messages name it."""
    cores: tuple[str, ...]
    """Its own words, and without what the form explains in brackets."""
    path: tuple[str, ...]
    """Its own words and those of the heads above it."""
    columns: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of the table that was not read."""

    what: str
    """`“（一）予以公开”一行`"""
    why: str
    spot: Spot | None
    """None where the report has nothing to point at."""
    row: str = ""
    """The form's row; empty for a row that the form doesn't know."""


@dataclass
class TableRead:
    """What was read of one table, under one form."""

    table: str
    form: str
    cells: dict[str, Value] = field(default_factory=dict)
    """`三.received.total` → what was printed, in the form's order."""
    gaps: list[Gap] = field(default_factory=list)
    doubts: list[Gap] = field(default_factory=list)
    """What was read, and wants an editor's eye all the same."""
    likeness: float = 0.0
    """How well the form fits: that of two which fits better is the report's."""


def read_table(table: str, form: str, grids: Sequence[Grid], rows: Sequence[Row]) -> TableRead:
    """Read one table out of the rows of its region, as one form has it."""
    lines = [line for grid in grids for line in lines_of(grid)]
    read = TableRead(table, form)
    across = any(grid.corner is None for grid in grids)
    if across:  # heads between a part's name and its values would part the two
        rows = [row for row in rows if not is_heads(row, grids)]
    groups = groups_of(rows, {line.width for line in lines} | ({whole(lines)} if across else set()))
    if across:
        groups = [part for group in groups for part in side_by_side(group, lines)]
    groups = [group for group in groups if not is_head(group, lines)]
    if len(width := {line.width for line in lines}) == 1:
        groups = sided(groups, *width)
    if len(groups) > MOST_GROUPS:  # no report, and pairing them would take minutes
        read.gaps.append(Gap("整张表", f"有 {len(groups)} 行数", groups[0].spot))
        groups = []
    pairs = paired(groups, lines, read if across else None)
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
        look_at_total(line, left, read)
    read.gaps += [unknown(group) for group in left if has_digit(group)]
    check_heads(grids, rows, read)
    order = [f"{table}.{line.id}.{column}" for line in lines for column in line.columns]
    read.cells = {name: read.cells[name] for name in order if name in read.cells}
    read.likeness = fit(grids, rows, pairs, groups, lines)
    return read


def is_heads(row: Row, grids: Sequence[Grid]) -> bool:
    """Whether a row names columns and nothing else."""
    heads = {core(label.rpartition("／")[2]) for grid in grids for _, label in grid.columns}
    return bool(row.words) and is_blank(row.values) and {*map(core, row.words)} <= heads


def is_head(group: Group, lines: Sequence[Line]) -> bool:
    """Whether blank cells are those that a head is padded with: its words are not all of one line, or of the groups
    that the line is in."""
    words = [one for one in map(name, group.words) if one]
    return is_blank(group.values) and not any(
        all(any(likeness(word, one) >= ALIKE for one in line.path) for word in words)
        for line in lines
    )


def is_blank(values: Sequence[Value]) -> bool:
    return not any(value.text for value in values)


def lines_of(grid: Grid) -> Iterator[Line]:
    columns = tuple(id for id, _ in grid.columns)
    for id, label in grid.lines:
        own = label.rpartition("／")[2]
        cores = tuple(dict.fromkeys((core(own), name(own))))
        path = (*map(name, label.split("／")), *cores)
        yield Line(id, label.replace("／", " "), cores, path, columns)


def whole(lines: Sequence[Line]) -> int:
    return sum(line.width for line in lines)


def side_by_side(group: Group, lines: Sequence[Line]) -> Iterator[Group]:
    """One line with the values of all rows → a group for each row."""
    values = fitted(group, whole(lines))
    if values is None:
        yield group
        return
    at = 0
    for line in lines:
        part = values[at : at + line.width]
        yield Group((line.label.rpartition(" ")[2],), (), (), part, group.spot)
        at += line.width


def paired(
    groups: Sequence[Group], lines: Sequence[Line], across: TableRead | None
) -> dict[int, int]:
    """Group → line of the form: by their words, unless there are just as many groups as lines and no words speak
    against the form's order."""
    side = side_of_labels(groups, lines)
    scores = [[score(group, line, side) for line in lines] for group in groups]
    if in_order := one_for_one(groups, lines, scores, across):
        return in_order
    if across or (not side and len({line.width for line in lines}) == 1):
        alone = without_lists(groups, lines)
        scores = [[score(group, line, side) for line in lines] for group in alone]
    pairs = aligned(scores, SKIP) if scores else {}
    pairs = {
        group: line
        for group, line in pairs.items()
        if scores[group][line] >= max(scores[group]) - MARGIN
    }
    return pairs | out_of_order(pairs, groups, lines)


def one_for_one(
    groups: Sequence[Group],
    lines: Sequence[Line],
    scores: Sequence[Sequence[float]],
    across: TableRead | None,
) -> dict[int, int]:
    """Where words stand before, behind and between the values, the order is surer than they are."""
    fitting = [index for index, one in enumerate(groups) if fits_any(one, lines)]
    if len(fitting) != len(lines) or is_broken(groups, fitting):
        return {}
    if any(is_ahead(groups[index], at, lines) for at, index in enumerate(fitting)):
        return {}
    for at, index in enumerate(fitting):
        if groups[index].words and scores[index][at] < ALIKE and max(scores[index]) >= SURE:
            return {}
    if not all_said(groups, lines):
        if across is None or any(max(row) for row in scores):
            return {}
        why = "没有写明各是哪一组，照表式的次序填入"
        across.doubts += [
            Gap(f"“{line.label}”一组", why, groups[0].spot, line.id) for line in lines
        ]
    return {index: at for at, index in enumerate(fitting)}


def is_broken(groups: Sequence[Group], fitting: Sequence[int]) -> bool:
    """Whether some values between the rows are a row that has too few or too many."""
    between = set(range(fitting[0], fitting[-1])) - set(fitting)
    return any(has_digit(groups[index]) and len(groups[index].values) > 1 for index in between)


def is_ahead(group: Group, at: int, lines: Sequence[Line]) -> bool:
    """Whether the label right before the values is that of a later line: then a row is missing before."""
    before = "".join(group.before)
    return not group.words and any(before in line.cores for line in lines[at + 1 :])


def out_of_order(
    pairs: Mapping[int, int], groups: Sequence[Group], lines: Sequence[Line]
) -> dict[int, int]:
    """Rows that a converter has moved to another place, where their own words leave no doubt."""
    found = {}
    for at, line in enumerate(lines):
        named = [
            index
            for index, group in enumerate(groups)
            if index not in pairs and group.words and alike(name(group.label), line) >= SURE
        ]
        if at not in pairs.values() and len(named) == 1:
            found[named[0]] = at
    return found


def fits_any(group: Group, lines: Sequence[Line]) -> bool:
    return any(fitted(group, line.width) is not None for line in lines)


def all_said(groups: Sequence[Group], lines: Sequence[Line]) -> bool:
    text = "".join(map(core, (word for one in groups for word in (*one.before, *one.words))))
    text += "".join(groups[-1].after)
    return all(coverage(line.cores[-1], text) >= ALIKE for line in lines)


def side_of_labels(groups: Sequence[Group], lines: Sequence[Line]) -> str:
    """`before` or `behind` the values, where all labels stand apart from them and the table's ends tell."""
    if not groups or any(group.words for group in groups):
        return ""
    first, last = "".join(groups[0].before), "".join(groups[-1].after)
    telling = [line.cores[-1] for line in lines if len(line.cores[-1]) >= TELLING]
    before = any(coverage(one, first[-len(one) - NEAR :]) >= SURE for one in telling)
    behind = any(coverage(one, last[: len(one) + NEAR]) >= SURE for one in telling)
    return "" if before == behind else "before" if before else "behind"


def score(group: Group, line: Line, side: str) -> float:
    found = beside(group, line) if group.words else around(group, line, side)
    if found < ALIKE:
        return 0.0
    return found if fitted(group, line.width) else found - MISFIT


def beside(group: Group, line: Line) -> float:
    """Of a row's own words; where they break off, with the loose words before and behind them."""
    own = core(group.label)
    found = max(alike(one, line) for one in (own, name(group.label), core("".join(group.words))))
    if found < SURE:
        before, after = "".join(group.before[-1:]), "".join(group.after[:1])
        most = len(line.cores[0]) + NEAR  # else it is the words around that are alike
        wrapped = (before + own, own + after, before + own + after)
        found = max([found, *(alike(one, line) for one in wrapped if len(one) <= most)])
    return found


def alike(text: str, line: Line) -> float:
    return max(likeness(text, one) for one in line.cores)


def around(group: Group, line: Line, side: str) -> float:
    """Of loose words: right before the values, broken by them, or right behind them."""
    before = "" if side == "behind" else "".join(group.before)
    after = "" if side == "before" else "".join(group.after)
    return max(around_one(before, after, one) for one in line.cores)


def without_lists(groups: Sequence[Group], lines: Sequence[Line]) -> list[Group]:
    """Without the loose words that name several lines: which of them the values beside belong to, nobody knows."""
    telling = [line.cores[-1] for line in lines if len(line.cores[-1]) >= TELLING]

    def is_list(text: str) -> bool:
        return sum(label in text for label in telling) > 1

    return [
        replace(
            group,
            before=() if is_list("".join(group.before)[-LIST:]) else group.before,
            after=() if is_list("".join(group.after)[:LIST]) else group.after,
        )
        for group in groups
    ]


def around_one(before: str, after: str, label: str) -> float:
    size = len(label)
    return max(
        coverage(label, before[-size - NEAR :]),
        BROKEN * coverage(label, before[-size:] + after[:size]),
        BEHIND * coverage(label, after[: size + NEAR]),
    )


def missing(line: Line, rows: Sequence[Row]) -> Gap:
    """Where the report has the row's label all the same, that is where to look."""
    what = f"“{line.label}”一行"
    for row in rows:
        if not row.values and any(alike(name(word), line) >= SURE for word in row.words):
            return Gap(what, f"没有能读的数，印的是“{row.raw}”", row.spot, line.id)
    return Gap(what, "没有找到", None, line.id)


def take(line: Line, group: Group, read: TableRead) -> None:
    """A line's values into the cells, or the reason why not."""
    what = f"“{line.label}”一行"
    values = fitted(group, line.width)
    if values is None:
        why = f"有 {len(group.values)} 格，应当是 {line.width} 格，分不清哪一格是哪一列"
        read.gaps.append(Gap(what, why, group.spot, line.id))
        return
    for column, value in zip(line.columns, values, strict=True):
        read.cells[f"{read.table}.{line.id}.{column}"] = value


def complete_dashes(line: Line, group: Group, lines: Sequence[Line], read: TableRead) -> None:
    """A row with too few cells, in a table whose other rows print a dash in the same columns throughout: where the
    row's numbers are just those of the other columns, the cells that were lost can only be dashes."""
    texts = [value.text for value in group.values]
    dashed = [column in dashed_columns(line, lines, read) for column in line.columns]
    rest = [text for text in texts if text not in DASHES]
    if len(texts) >= line.width or not any(dashed) or len(rest) != dashed.count(False):
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
    why = (
        f"只有 {len(texts)} 格，应当是 {line.width} 格；别的行里这几列都是“{dash.text}”，照样补上了"
    )
    read.doubts.append(Gap(f"“{line.label}”一行", why, group.spot, line.id))


def dashed_columns(line: Line, lines: Sequence[Line], read: TableRead) -> set[str]:
    """The columns in which every row that was read whole has a dash; none where too few rows were."""
    alike = [one for one in lines if one.columns == line.columns]
    found = {}
    for column in line.columns:
        cells = [read.cells.get(f"{read.table}.{one.id}.{column}") for one in alike]
        found[column] = [cell.text in DASHES for cell in cells if cell]
    return {column for column, cells in found.items() if len(cells) >= ENOUGH and all(cells)}


def has_digit(group: Group) -> bool:
    return any(character.isdigit() for value in group.values for character in value.text)


def look_at_total(line: Line, left: list[Group], read: TableRead) -> None:
    """A total left blank beside filled parts is blank, and not 0; but where just that number stands alone beside the
    table, it is the total that slipped out of it."""
    names = [f"{read.table}.{line.id}.{column}" for column in line.columns]
    cells = [read.cells.get(name) for name in names]
    if line.columns[-1] != "total" or None in cells or cells[-1] != replace(cells[-1], text=""):  # type: ignore[type-var]
        return
    parts = [cell for cell in cells[:-1] if cell]
    if not any(map(str.isdigit, "".join(cell.text for cell in parts))):
        return
    what, spot = f"“{line.label}”一行", parts[0].spot
    stray = [one for one in left if len(one.values) == 1 and is_sum(parts, one.values[0])]
    if len(stray) == 1 and stray[0].values[0].text.strip("0"):
        read.cells[names[-1]] = stray[0].values[0]
        left.remove(stray[0])
        read.doubts.append(
            Gap(what, f"总计印在表外（{stray[0].spot.words}），已填入", spot, line.id)
        )
    else:
        read.doubts.append(Gap(what, "总计一格是空的，照样空着", spot, line.id))


def unknown(group: Group) -> Gap:
    words = " ".join(group.words) or "".join((*group.before[-1:], "…", *group.after[:1]))
    values = " ".join(value.text or "空" for value in group.values)
    return Gap(f"“{words}”一行（{values}）", "对不上表式里的哪一行", group.spot)


def check_heads(grids: Sequence[Grid], rows: Sequence[Row], read: TableRead) -> None:
    """Columns in another order than the form's can't be read by counting: such a block's cells are taken back."""
    for grid in grids:
        cores = [core(label.rpartition("／")[2]) for _, label in grid.columns]
        for row in rows:
            if row.values or (places := places_of(cores, row)) is None:
                continue
            if any(one > other for one, other in pairwise(places)):
                drop(grid, row, read)


def places_of(cores: Sequence[str], row: Row) -> list[int] | None:
    """Where a head's row names each column; None where it doesn't name them all, each once."""
    words = [core(word) for word in row.words]
    places = []
    for wanted in cores:
        found = [at for at, word in enumerate(words) if word == wanted]
        if len(found) != 1:
            return None
        places += found
    return places


def drop(grid: Grid, row: Row, read: TableRead) -> None:
    for id, label in grid.lines:
        for column, _ in grid.columns:
            read.cells.pop(f"{read.table}.{id}.{column}", None)
        what = f"“{label.replace('／', ' ')}”一行"
        read.gaps.append(Gap(what, "表头各列的次序与表式不同", row.spot, id))


def fit(
    grids: Sequence[Grid],
    rows: Sequence[Row],
    pairs: Mapping[int, int],
    groups: Sequence[Group],
    lines: Sequence[Line],
) -> float:
    """Lines found, less rows left over, and the column heads that the region says word for word."""
    text = core("".join(row.text for row in rows))
    heads = {core(label.rpartition("／")[2]) for grid in grids for _, label in grid.columns}
    said = sum(coverage(head, text) for head in heads) / max(1, len(heads))
    left = sum(index not in pairs for index in range(len(groups)))
    return HEADS * said + (len(pairs) - left) / len(lines)


ALIKE = 0.6
"""Below this two labels are not the same; slips of a source stay above it."""
SURE = 0.9
MARGIN = 0.1
"""How much better another line may fit the words than the one that the order gives."""
MISFIT = 0.3
BROKEN, BEHIND = 0.97, 0.8
TELLING, LIST = 4, 70
"""Characters of a label that no column has; and of two labels in a row."""
NEAR = 3
"""Characters that may stand between a label and its values."""
SKIP = 3.0
"""So much that words printed behind their values are never taken for those of the row below."""
ENOUGH = 5
MOST_GROUPS = 1000
HEADS = 2.0
"""The words over the columns say which form it is; rows are much the same in both."""
