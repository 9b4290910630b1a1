"""What one year file says, as texts with their places: every figure and every cell, before any of it is parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from disclosure.datafiles.forms import ReportTables, columns_of
from disclosure.datafiles.models import BLANK, COVERS, PrintedText, YearFile
from disclosure.datafiles.parsing.yaml_source import YamlDocument
from disclosure.datafiles.symbols import SymbolTable
from disclosure.problems.problem import Place


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure in words: what is compared with what was published."""

    printed: str
    """BLANK for a cell left empty, or for a figure that isn't there."""
    period: str = ""
    since: str = ""

    @classmethod
    def of(cls, printed: PrintedText) -> Statement:
        period = printed.period.text if printed.period else ""
        return cls(printed.printed, period, printed.since or "")

    @property
    def as_text(self) -> str:
        scope = (self.period, f"{self.since}起" if self.since else "")
        return "，".join(filter(None, (self.printed, *scope)))


@dataclass(frozen=True)
class YearSource:
    """A year file with the names that it uses."""

    file: YearFile
    document: YamlDocument
    symbols: SymbolTable

    @property
    def has_lost_corrections(self) -> bool:
        """Whether a fault, reported already, has cost the file its corrections."""
        data, corrections = self.document.data, self.file.corrections
        return isinstance(data, dict) and bool(data.get("corrections")) > bool(corrections)

    @cached_property
    def tables(self) -> ReportTables | None:
        """None where the report names a form, or a table of a form, that isn't there."""
        return self.symbols.tables(self.file.report)

    def label_of(self, id: str) -> str:
        """A cell's is that of the form which the report took its table from."""
        cell = self.tables.cells.get(id) if self.tables else None
        return cell[0] if cell else self.symbols.label_of(id)

    def narrative(self) -> Iterator[tuple[str, str, PrintedText]]:
        """(section, indicator, what is printed)."""
        for section, figures in self.file.figures.items():
            for id, printed in figures.items():
                yield section, id, printed

    def place(self, section: str, id: str) -> Place:
        """Where the printed text stands, bare or after `printed:`."""
        path = ("figures", section, id)
        within = (*path, "printed")
        return self.document.place(*(within if within in self.document else path))

    @cached_property
    def cells(self) -> Mapping[str, tuple[str | None, Place]]:
        """Cell → (text, place), of every row that is as long as the form has it."""
        grids = self.tables.grids if self.tables else {}
        cells: dict[str, tuple[str | None, Place]] = {}
        for table, rows in self.file.tables.items():
            columns = columns_of(grids.get(table, ()))
            for row, texts in rows.items():
                if len(texts) == len(columns.get(row, ())):
                    for index, (column, _) in enumerate(columns[row]):
                        place = self.document.place("tables", table, row, index)
                        cells[f"{table}.{row}.{column}"] = texts[index], place
        return cells

    @cached_property
    def statements(self) -> Mapping[str, tuple[Statement, Place]]:
        """Figure or cell → what the file says, and where."""
        narrative = {
            id: (Statement.of(printed), self.place(section, id))
            for section, id, printed in self.narrative()
        }
        cells = {id: (Statement(text or BLANK), place) for id, (text, place) in self.cells.items()}
        covers = Statement(self.file.report.covers.text), self.document.place("report", "covers")
        given = ("report", "covers") in self.document  # else another stands in for it
        return ({COVERS: covers} if given else {}) | narrative | cells
