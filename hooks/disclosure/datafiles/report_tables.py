"""A report's statutory tables: most keep to one form, and some take a table of another.

The forms are those of 国办公开办函〔2019〕60号, on trial, and 国办公开办函〔2021〕30号. Reports for 2022 and 2023 have
been printed with 二 and 四 of 2021 and 三 of 2019.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from disclosure.figures.units import Unit

from .forms import Grid, cells_of, grids_of
from .models import Form, Report


@dataclass(frozen=True)
class Tables:
    """All tables of one report."""

    form: Form
    """The report's own form; but each table, with its tie-outs, as the form has it that the table is of."""
    others: Mapping[str, Form]
    """Table → the form that it is of, where that is not the report's own."""
    grids: Mapping[str, tuple[Grid, ...]]
    cells: Mapping[str, tuple[str, Unit]]
    """Cell → (label, unit), in the forms' order."""

    @classmethod
    def of(cls, report: Report, forms: Mapping[str, Form]) -> Tables | None:
        """None where there is no such form, or no such table in it."""
        own = forms.get(report.form)
        named = {table: forms.get(name) for table, name in report.tables_of.items()}
        others = {table: form for table, form in named.items() if form and form is not own}
        there = all(form and table in form.tables for table, form in named.items())
        if own is None or not there:
            return None
        form = composed(own, others)
        grids = grids_of(form)
        in_order = {table: others[table] for table in form.tables if table in others}
        return cls(form, in_order, grids, dict(cells_of(grids)))


def composed(own: Form, others: Mapping[str, Form]) -> Form:
    """A form with some tables taken from others; a table that the form has too keeps its place."""
    if not others:
        return own
    sources = {**dict.fromkeys(own.tables, own), **others}
    tables = {table: form.tables[table] for table, form in sources.items()}
    rules = {
        id: rule
        for table, form in sources.items()
        for id, rule in form.tie_outs.items()
        if id.partition(".")[0] == table
    }
    of_no_table = only(own, ()).tie_outs
    return own.model_copy(update={"tables": tables, "tie_outs": rules | of_no_table})


def only(form: Form, tables: Collection[str]) -> Form:
    """A form without its other tables and their tie-outs; a tie-out's name starts with its table's, `三.balance`."""
    left_out = form.tables.keys() - set(tables)
    kept = {id: rule for id, rule in form.tie_outs.items() if id.partition(".")[0] not in left_out}
    return form.model_copy(
        update={
            "tables": {id: table for id, table in form.tables.items() if id not in left_out},
            "tie_outs": kept,
        }
    )
