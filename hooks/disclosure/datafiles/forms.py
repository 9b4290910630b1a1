"""A form's tables → the official layout: heads with their spans, the name of every cell; a report's tables, by form.

Most reports keep to one form, some take a table of another. The forms are those of 国办公开办函〔2019〕60号, on trial,
and 国办公开办函〔2021〕30号. Reports for 2022 and 2023 have been printed with 二 and 四 of 2021 and 三 of 2019.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from disclosure.figures.units import Unit

from .models import Block, Form, FormLine, ReportInfo, TieOut
from .patterns import expand_pattern, wildcard_values

Label = tuple[str, str]
"""(id, label with the heads over it) of a row or a column."""


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell as HTML needs it."""

    label: str
    rowspan: int
    colspan: int
    scope: str
    """`row`, `col`, `rowgroup` or `colgroup`."""
    footnote: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line of values with the row heads that start on it."""

    heads: tuple[Head, ...]
    cells: tuple[str, ...]
    """Cell names, `三.received.natural_person`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A statutory table's block, ready to be laid out; pages only fill in the figures."""

    table: str
    """The table it is of, `三`."""
    title: str | None
    corner: Head | None
    """None where the rows stand side by side and there is no column of row heads."""
    column_heads: tuple[tuple[Head, ...], ...]
    rows: tuple[GridRow, ...]
    remark: str | None
    units: Mapping[str, Unit]
    """What each column counts."""
    starred: frozenset[str]
    """The rows that the table's footnote is about."""
    lines: tuple[Label, ...]
    """The rows that hold values, in order."""
    columns: tuple[Label, ...]
    """The columns that hold values, in order."""

    def cells(self) -> Iterator[tuple[str, Label, Label]]:
        """(cell, row, column) of each cell, row by row."""
        for row in self.lines:
            for column in self.columns:
                yield f"{self.table}.{row[0]}.{column[0]}", row, column

    @property
    def width(self) -> int:
        corner = [self.corner] if self.corner else []
        return sum(head.colspan for head in (*corner, *self.column_heads[0]))


def grid(table: str, block: Block) -> Grid:
    lines, columns = tuple(leaves(block.rows)), tuple(leaves(block.columns))
    if block.layout == "across":
        heads, corner = column_heads(side_by_side(block.rows, block.columns)), None
        cells = tuple(f"{table}.{row}.{column}" for row, _ in lines for column, _ in columns)
        rows: tuple[GridRow, ...] = (GridRow((), cells),)
    else:
        heads = column_heads(block.columns)
        depth = max(map(depth_of, block.rows))
        corner = Head(block.corner, len(heads), depth, "col")
        rows = tuple(
            GridRow(starting, tuple(f"{table}.{row}.{column}" for column, _ in columns))
            for starting, (row, _) in zip(row_heads(block.rows, depth), lines, strict=True)
        )
    units = dict(units_of(block.columns, block.unit))
    starred = frozenset(line.id for line in every_line(block.rows) if line.id and line.footnote)
    inside = (units, starred, lines, columns)
    return Grid(table, block.title, corner, heads, rows, block.remark, *inside)


def side_by_side(rows: tuple[FormLine, ...], columns: tuple[FormLine, ...]) -> tuple[FormLine, ...]:
    """Every leaf row becomes a head over the whole set of columns."""
    return tuple(
        line.model_copy(update={"lines": columns if line.id else side_by_side(line.lines, columns)})
        for line in rows
    )


def leaves(lines: tuple[FormLine, ...], above: str = "") -> Iterator[Label]:
    """(id, label with the heads above it) of every line that holds values."""
    for line in lines:
        label = f"{above}／{line.label}" if above else line.label
        if line.id and not line.lines:
            yield line.id, label
        yield from leaves(line.lines, label)


def units_of(columns: Iterable[FormLine], unit: str) -> Iterator[tuple[str, Unit]]:
    """(id, what is counted) of every column that holds values; `unit` is its block's."""
    for column in columns:
        if column.id:
            yield column.id, replace(Unit.named(column.unit or unit), signed=column.signed)
        yield from units_of(column.lines, unit)


def every_line(lines: Iterable[FormLine]) -> Iterator[FormLine]:
    """Every head, whether it holds values or stands over others."""
    for line in lines:
        yield line
        yield from every_line(line.lines)


def head_words(form: Form) -> Iterator[str]:
    """The word of every head and title of a form's tables, as the glossary has it."""
    for block in chain.from_iterable(table.blocks for table in form.tables.values()):
        labels = (line.label for line in every_line((*block.rows, *block.columns)))
        corner = (block.corner,) if block.layout == "down" else ()
        yield from map(head_word, (*filter(None, (block.title,)), *corner, *labels))


def head_word(label: str) -> str:
    """`（二）部分公开（区分处理的，…）` → 部分公开: a head without its number and the remark behind it."""
    return HEAD.fullmatch(label)[1]  # type: ignore[index]  # it matches any text


def depth_of(line: FormLine) -> int:
    return 1 + max(map(depth_of, line.lines), default=0)


def width_of(line: FormLine) -> int:
    return sum(map(width_of, line.lines)) or 1


def column_heads(lines: tuple[FormLine, ...]) -> tuple[tuple[Head, ...], ...]:
    """Level by level; a head without others under it reaches down to the values."""
    depth = max(map(depth_of, lines))
    levels: list[tuple[Head, ...]] = []
    while lines:
        left = depth - len(levels)
        levels.append(tuple(column_head(line, left) for line in lines))
        lines = tuple(below for line in lines for below in line.lines)
    return tuple(levels)


def column_head(line: FormLine, left: int) -> Head:
    if line.lines:
        return Head(line.label, 1, width_of(line), "colgroup", line.footnote)
    return Head(line.label, left, 1, "col", line.footnote)


def row_heads(lines: tuple[FormLine, ...], left: int) -> Iterator[tuple[Head, ...]]:
    """The heads that start on each line of values; a head without others beside it reaches right to the values."""
    for line in lines:
        if not line.lines:
            yield (Head(line.label, 1, left, "row", line.footnote),)
            continue
        group = Head(line.label, width_of(line), 1, "rowgroup", line.footnote)
        for index, heads in enumerate(row_heads(line.lines, left - 1)):
            yield (group, *heads) if index == 0 else heads


def grids_of(form: Form) -> dict[str, tuple[Grid, ...]]:
    return {
        name: tuple(grid(name, block) for block in table.blocks)
        for name, table in form.tables.items()
    }


def cells_of(tables: Mapping[str, tuple[Grid, ...]]) -> Iterator[tuple[str, tuple[str, Unit]]]:
    """Cell name → (label, unit), in the form's order."""
    for grid in chain.from_iterable(tables.values()):
        for id, (_, row_label), (column, column_label) in grid.cells():
            yield id, (f"{row_label}·{column_label}", grid.units[column])


def columns_of(grids: Iterable[Grid]) -> dict[str, tuple[Label, ...]]:
    """Row → (id, label) of each of its columns."""
    return {row: grid.columns for grid in grids for row, _ in grid.lines}


def row_labels(grids: Iterable[Grid]) -> dict[str, str]:
    """Row → its label with the heads over it."""
    return {row: label for grid in grids for row, label in grid.lines}


def short_heads(columns: Iterable[Label]) -> list[str]:
    """The columns' own labels, without the heads over them."""
    return [label.rpartition("／")[2] for _, label in columns]


@dataclass(frozen=True)
class ReportTables:
    """All tables of one report."""

    form: Form
    """The report's own form; but each table, with its tie-outs, as the form has it that the table is of."""
    others: Mapping[str, Form]
    """Table → the form that it is of, where that is not the report's own."""
    grids: Mapping[str, tuple[Grid, ...]]
    cells: Mapping[str, tuple[str, Unit]]
    """Cell → (label, unit), in the forms' order."""

    @classmethod
    def of(cls, report: ReportInfo, forms: Mapping[str, Form]) -> ReportTables | None:
        """None where there is no such form, or no such table in it."""
        own = forms.get(report.form)
        named = {table: forms.get(name) for table, name in report.tables_of.items()}
        others = {table: form for table, form in named.items() if form and form is not own}
        there = all(form and table in form.tables for table, form in named.items())
        if own is None or not there:
            return None
        form = combine_forms(own, others)
        grids = grids_of(form)
        in_order = {table: others[table] for table in form.tables if table in others}
        return cls(form, in_order, grids, dict(cells_of(grids)))


def combine_forms(own: Form, others: Mapping[str, Form]) -> Form:
    """A form with some tables taken from others; a table that the form has too keeps its place."""
    if not others:
        return own
    sources = {**dict.fromkeys(own.tables, own), **others}
    tables = {table: form.tables[table] for table, form in sources.items()}
    rules: dict[str, TieOut] = {}
    for table, form in sources.items():
        rules |= {id: rule for id, rule in form.tie_outs.items() if table_name(id) == table}
    of_no_table = with_only_tables(own, ()).tie_outs
    return own.model_copy(update={"tables": tables, "tie_outs": rules | of_no_table})


def with_only_tables(form: Form, tables: Collection[str]) -> Form:
    """A form without its other tables and their tie-outs."""
    left_out = form.tables.keys() - set(tables)
    kept = {id: table for id, table in form.tables.items() if id not in left_out}
    rules = {id: rule for id, rule in form.tie_outs.items() if table_name(id) not in left_out}
    return form.model_copy(update={"tables": kept, "tie_outs": rules})


def sum_instances(
    rule: TieOut, names: Collection[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """(sum, minus, equals) as cell names, for every row or column that `*` stands for; `names` are all cells of the
    table. A term of another year, `previous:…`, is among them under that name only if it is among `names`."""
    for bound in wildcard_values(rule.sum[0], names) if "*" in rule.sum[0] else [""]:
        yield tuple(  # type: ignore[misc]  # three lists
            [name for one in terms for name in expand_pattern(one.replace("*", bound), names)]
            for terms in (rule.sum, rule.minus, rule.equals)
        )


def table_name(name: str) -> str:
    """The table that a cell's or a tie-out's name starts with: `三.handled.total` or `三.balance` → 三."""
    return name.partition(".")[0]


def row_name(cell: str) -> str:
    """`三.withheld.process.total` → withheld.process."""
    return cell.partition(".")[2].rpartition(".")[0]


NUMBERING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、] *")
"""Before the words of a head."""
HEAD = re.compile(rf"(?:{NUMBERING.pattern})?(.+?)(?:（.+）)?", re.DOTALL)
