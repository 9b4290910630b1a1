"""A year file's statutory tables, checked against the form that each is of: tables, rows and numbers of cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from disclosure.datafiles.forms import ReportTables, columns_of, row_labels, short_heads
from disclosure.datafiles.parsing.flow_style import flow
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Place, Problems, nearest


def check_forms(year_source: YearSource, problems: Problems) -> None:
    """Record the forms that there are not, and the tables assigned to a form that has none such."""
    report, files = year_source.file.report, year_source.symbols.files
    named = {("report", "tables_of", table): name for table, name in report.tables_of.items()}
    for path, name in ({("report", "form"): report.form} | named).items():
        if name not in files.stems["forms"]:  # one that could not be read is reported already
            place, known = year_source.document.place(*path), "、".join(files.forms)
            problems.add("D207", place, name=name, kind="表式", hint=f"可用的表式：{known}")
    for path, name in named.items():
        table, form = path[-1], files.forms.get(name)
        if form and table not in form.record.tables and not files.may_define(table):
            known = "、".join(form.record.tables)
            problems.add("D205", year_source.document.key_place(*path), name=table, known=known)


def check_tables(year_source: YearSource, tables: ReportTables, problems: Problems) -> None:
    """Record the tables and rows that the form does not have, those that only the form has, and the rows of the wrong
    length."""
    data = year_source.document.data
    given = (data.get("tables") or {}) if isinstance(data, dict) else None
    for table in missing_names(given, tables.grids):
        title = tables.form.tables[table].title
        problems.add("D218", year_source.document.key_place("tables"), name=table, title=title)
    for table in year_source.file.tables:
        if table in tables.grids:
            TableCheck(table, year_source, tables, problems).check()
        elif not year_source.symbols.files.may_define(table):
            place = year_source.document.key_place("tables", table)
            problems.add("D205", place, name=table, known="、".join(tables.grids))


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One table of a year file."""

    table: str
    year_source: YearSource
    tables: ReportTables
    problems: Problems

    def check(self) -> None:
        columns = columns_of(self.tables.grids[self.table])
        for row, values in self.year_source.file.tables[self.table].items():
            place = self.year_source.document.key_place("tables", self.table, row)
            if row not in columns:
                self.report_unknown_row(row, columns, place)
            elif len(values) != len(columns[row]):
                self.report_wrong_length(row, values, short_heads(columns[row]), place)
            else:
                self.check_split_numbers(row, values)
        self.check_rows()

    def check_rows(self) -> None:
        """Record the rows that the form has and the file has not: the site would say that the report had none."""
        place = self.year_source.document.key_place("tables", self.table)
        labels = row_labels(self.tables.grids[self.table])
        for row in missing_names(self.year_source.document.data["tables"].get(self.table), labels):
            self.problems.add("D216", place, table=self.table, name=row, label=labels[row])

    def report_unknown_row(self, row: str, columns: Collection[str], place: Place) -> None:
        if not self.year_source.symbols.files.may_define(row):
            hint = self.other_form_hint() or partial(nearest, row, columns)
            self.problems.add("D205", place, name=row, known="、".join(columns), hint=hint)

    def report_wrong_length(
        self, row: str, values: Sequence[str | None], heads: Sequence[str], place: Place
    ) -> None:
        meant = row_as_meant(values, len(heads))
        hint = row_hint(values, meant) if meant else self.other_form_hint()
        facts: dict[str, Any] = {"got": len(values), "expected": len(heads)}
        self.problems.add("D206", place, name=row, columns=" ".join(heads), hint=hint, **facts)

    def check_split_numbers(self, row: str, values: Sequence[str | None]) -> None:
        """Record a number that its comma has made two cells of, `[1,011, 1]`: in a row of the right length only the
        spaces tell, or a zero at the start."""
        document = self.year_source.document
        places = [document.place("tables", self.table, row, at) for at in range(len(values))]
        tight = [joined_by_comma(one, two) for one, two in pairwise(places)]
        for at, (one, two) in enumerate(pairwise(values)):
            number = f"{one},{two}"
            if tight[at] and GROUPED.fullmatch(number) and (not all(tight) or number[-3] == "0"):
                hint = f"是一个数，就写成 {flow(number)}；是两格，就在逗号后面空一格"
                self.problems.add("D106", places[at], what=f"“{number}”", hint=hint)

    def other_form_hint(self) -> str:
        """What to do about it, where the table is to the row and the cell as another form has it."""
        given = {
            row: len(values) for row, values in self.year_source.file.tables[self.table].items()
        }
        for name, form in self.year_source.symbols.grids.items():
            columns = columns_of(form.get(self.table, ()))
            if given == {row: len(found) for row, found in columns.items()}:
                plain = name == self.year_source.file.report.form
                assign = f"写 tables_of: {{{self.table}: {name}}}"
                mend = f"删去 tables_of 里的“{self.table}”" if plain else assign
                return f"这张表与表式 {name} 的一样；报告印的是那一种，就在 report 里{mend}"
        return ""


def row_as_meant(values: Sequence[str | None], length: int) -> list[str | None] | None:
    """The row, where it comes to the right length once what is typed or pasted wrong is put right: commas of other
    keyboards between cells, a comma within a number, the row's own name in front. None where it does not."""
    cells = [cell for value in values for cell in split_cells(value)]
    unnamed = cells[1:] if cells and cells[0] and not re.search("[0-9０-９—-]", cells[0]) else cells
    made = (with_numbers_joined(row) for row in (cells, unnamed))
    return next((row for row in [cells, unnamed, *made] if len(row) == length), None)


def split_cells(value: str | None) -> list[str | None]:
    """One cell of the file may hold several, `0，0，0` or `0 0 0`; curly quotes are no part of any."""
    if value is None:
        return [None]
    found = re.split(r"\s*[，、；;|\t]\s*| +(?=[0-9—~-])", value.strip("“”‘’［］【】 "))
    plain = [cell.strip("“”‘’ ") for cell in found]
    if GROUPED.fullmatch(value := re.sub("，", ",", value)):
        plain = [value]
    return [None if cell in ("", "~") else cell for cell in plain]


def with_numbers_joined(cells: Sequence[str | None]) -> list[str | None]:
    """`1`, `011` → `1,011`."""
    made: list[str | None] = []
    for cell in cells:
        if cell and made and made[-1] and GROUPED.fullmatch(f"{made[-1]},{cell}"):
            made[-1] = f"{made[-1]},{cell}"
        else:
            made.append(cell)
    return made


def row_hint(values: Sequence[str | None], meant: Sequence[str | None]) -> str:
    first = values[0]
    if first and first not in meant and len(meant) < len(values) and not re.search("[0-9]", first):
        return f"第一格“{first}”是行名，不是数，请删去；写成 {flow(meant)}"
    if len(meant) < len(values):
        return f"逗号把一个数断成了两格，有逗号的数要加半角引号；请写成 {flow(meant)}"
    return f"格子之间用半角的逗号“,”，不用别的符号；请写成 {flow(meant)}"


def joined_by_comma(one: Place, two: Place) -> bool:
    """Whether nothing but a comma stands between two cells of one line."""
    between = one.text[one.column - 1 : two.column - 1]
    return one.line == two.line and bool(re.fullmatch(r"[^\s,]*,", between))


GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
"""A number with commas between its thousands."""


def missing_names(given: Any, wanted: Collection[str]) -> list[str]:
    """The names that are missing; none where an unknown name, reported already, may be meant for one of them."""
    if not isinstance(given, dict) or given.keys() - set(wanted):
        return []
    return [name for name in wanted if name not in given]
