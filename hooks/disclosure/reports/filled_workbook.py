"""The workbook to fill in, as an editor gives it back → what a report's readers would have made of its figures.

Each cell says itself which figure it is, so nothing is matched by resemblance. What is not filled in, gone, doubled or
of no known indicator stays an open item of the draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from disclosure.datafiles.forms import ReportTables, columns_of, row_labels, table_name
from disclosure.datafiles.models import BLANK as BLANK_CELL
from disclosure.datafiles.models import ReportInfo
from disclosure.datafiles.symbols import SymbolTable
from disclosure.figures.figure import NotAFigure, parse
from disclosure.figures.units import Unit
from disclosure.ledger.load import LoadedData
from disclosure.ledger.year_source import YearSource
from disclosure.open_data.workbooks.fill_in_names import (
    ABSENT,
    CELL,
    COLUMNS,
    FIELD,
    FIGURE,
    FIGURES,
    FOOTNOTE,
    HEAD_ROWS,
    MARK,
    OUTLINE,
    TABLES_OF,
)
from disclosure.problems.problem import Place, Problems, one_line

from .narrative.identity import FoundText, Identity
from .narrative.indicator_matching import Certainty, Match
from .narrative.mentions import Mention
from .narrative.numbers import Kind, Number
from .narrative.sections import Line, ReportSection
from .readers.blocks import ReportDocument, Spot, TableBlock, TextLine
from .readers.errors import Unreadable
from .report import ParsedReport
from .tables.cells import Gap, TableRead
from .tables.rows import Value


def is_filled_workbook(document: ReportDocument) -> bool:
    """Whether it is our own workbook, and no report."""
    first = document.blocks[0] if document.blocks else None
    return document.kind == "xlsx" and isinstance(first, TextLine) and first.text == MARK


@dataclass(frozen=True)
class Cell:
    """One cell with its place, `正文的数!E5`."""

    text: str
    spot: Spot
    address: str = ""


@dataclass(frozen=True)
class FilledWorkbook:
    """A workbook's cells, by name and by row; what is wrong with it is reported at its cell."""

    document: ReportDocument
    symbols: SymbolTable
    problems: Problems

    @cached_property
    def sheets(self) -> dict[str, TableBlock]:
        """The lists, by their sheets' names."""
        blocks = self.document.blocks
        return {
            one.text: table
            for one, table in zip(blocks[2::2], blocks[3::2], strict=False)
            if isinstance(one, TextLine) and isinstance(table, TableBlock)
        }

    @cached_property
    def names(self) -> dict[str, Cell]:
        """Name → its cell, as readers/formats/sheets/fill_in.py gives them; one that was deleted has no address."""
        block = self.document.blocks[1] if len(self.document.blocks) > 1 else None
        rows = block.rows if isinstance(block, TableBlock) else ()
        named = (row for row in rows if len(row) == NAMED)
        return {
            name.text: Cell(one_line(cell.text), cell.spot, address.text)
            for name, cell, address in named
        }

    @cached_property
    def named(self) -> dict[str, Cell]:
        """Those that are still there."""
        return {name: cell for name, cell in self.names.items() if cell.address}

    @cached_property
    def asked(self) -> list[str]:
        """The indicators that the workbook had rows for when it was made."""
        return [name.removeprefix(FIGURE) for name in self.names if name.startswith(FIGURE)]

    def report_slip(self, where: str, what: str, hint: str = "") -> None:
        """Tell what is wrong at a cell, `正文的数!E5`, or on a sheet."""
        self.problems.add("D615", Place(self.document.name), hint=hint, where=where, what=what)

    def check_figure(self, cell: Cell, unit: Unit) -> None:
        """A figure that can't be read goes into the year file as it is: `check` tells it there too."""
        try:
            parse(cell.text, unit)
        except NotAFigure as fault:
            self.report_slip(cell.address, f"“{cell.text}”不是能读的数（{fault.reason}）")

    def check_serial(self, cell: Cell, unit: Unit) -> None:
        """A bare number may be a day near the report's year: spreadsheets turn what looks like a day into one."""
        year = self.field("year")
        if SERIAL.fullmatch(cell.text) and year.isdecimal():
            day = FIRST_DAY + timedelta(int(cell.text))
            if abs(day.year - int(year)) <= 1:
                what = f"“{cell.text}”像是表格软件把 {day:%Y-%m-%d} 存成的序号"
                hint = f"请照报告改；真是这个数，就连单位一起填：{cell.text}{unit.word}"
                self.report_slip(cell.address, what, hint)

    def field(self, name: str) -> str:
        cell = self.named.get(f"{FIELD}{name}")
        return cell.text if cell else ""

    def list_rows(self, sheet: str, names: Sequence[str]) -> Iterator[dict[str, Cell]]:
        """The rows of a list with anything in them, by column."""
        block = self.sheets.get(sheet)
        for row in block.rows[HEAD_ROWS:] if block else ():
            texts = {
                name: Cell(one_line(cell.text), cell.spot, f"{sheet}!{letter}{cell.spot.line}")
                for name, letter, cell in zip(names, "ABCDEFGHIJ", row, strict=False)
            }
            if any(cell.text for cell in texts.values()):
                yield {name: texts.get(name, Cell("", row[0].spot)) for name in names}

    @property
    def first_section(self) -> str:
        """Where what has no section of its own is reported."""
        rows = self.list_rows(OUTLINE, ("section", "title"))
        return next((row["section"].text for row in rows if row["section"].text), "一")

    @cached_property
    def tables_of(self) -> dict[str, str]:
        """Statutory table → its form."""
        own = self.field("form")
        others = {
            name.removeprefix(TABLES_OF): cell.text
            for name, cell in self.named.items()
            if name.startswith(TABLES_OF)
        }
        tables = {name.split(".")[1] for name in self.named if name.startswith(CELL)}
        return {table: others.get(table, own) for table in tables}


def read_workbook(
    document: ReportDocument, loaded: LoadedData, problems: Problems
) -> tuple[ParsedReport, tuple[Match, ...]]:
    """As far as it is filled in; what is wrong with it is reported at its cell. Raises Unreadable."""
    book = FilledWorkbook(document, loaded.symbols, problems)
    own = book.field("form")
    others = {table: form for table, form in book.tables_of.items() if form != own}
    known = loaded.symbols.tables(ReportInfo.model_construct(form=own, tables_of=others))
    if known is None or book.tables_of.keys() != known.grids.keys():
        raise Unreadable("填写簿里认不出是哪一份表式", "请重新下载一本，把填好的格子抄过去")
    sections = sections_of(book)
    found = tuple(figures(book, sections))
    report = ParsedReport(
        document=document,
        identity=identity_of(book),
        titles=known.form.sections,
        found=frozenset(known.form.sections),
        tables=statutory(book, known),
        narrative=tuple(sections.values()),
        slips=(),
        lines={},
    )
    return report, found


def identity_of(book: FilledWorkbook) -> Identity:
    def found(name: str) -> FoundText | None:
        cell = book.named.get(f"{FIELD}{name}")
        return FoundText(cell.text, cell.spot) if cell and cell.text else None

    year = found("year") if YEAR.fullmatch(book.field("year")) else None
    return Identity(
        title=found("title"),
        agency=found("agency"),
        years=(year,) if year else (),
        covers=found("covers"),
        published_at=book.field("published_at"),
        basis=(),
    )


def sections_of(book: FilledWorkbook) -> dict[str, ReportSection]:
    """Key → section, with its title as its first line."""
    found = {}
    for row in book.list_rows(OUTLINE, ("section", "title")):
        key, title, spot = row["section"].text, row["title"].text, row["section"].spot
        if key:
            found[key] = ReportSection(key, title, spot, [Line(title, spot)])
    return found


@dataclass(frozen=True)
class FigureRow:
    """One row of the sheet of figures, and where its words stand in its section's text."""

    row: Mapping[str, Cell]
    id: str
    note: str
    """Why it stays open; empty where it is filled in."""

    @property
    def printed(self) -> str:
        return self.row["printed"].text

    @property
    def words(self) -> str:
        return f"{self.row['label'].text or '（没有写数的是什么）'}：{self.printed}"


def figures(book: FilledWorkbook, sections: dict[str, ReportSection]) -> Iterator[Match]:
    """Each row as a line of its section, and as the figure that this line prints."""
    placed = []
    for entry in entries_of(book):
        key = entry.row["section"].text
        section = sections.setdefault(key, ReportSection(key, key, entry.row["section"].spot))
        start = sum(len(line.text) + 1 for line in section.lines)
        section.lines.append(Line(f"{entry.words}。", entry.row["printed"].spot))
        placed.append((entry, section, start + len(entry.words) - len(entry.printed)))
    keys = [*dict.fromkeys(section.key for _, section, _ in placed)]
    for found in sorted(placed, key=lambda one: keys.index(one[1].key)):
        yield match_of(*found)  # a section's text is read once all its lines are there


def match_of(entry: FigureRow, section: ReportSection, start: int) -> Match:
    scope = entry.row["period"].text, entry.row["since"].text
    number = Number(entry.printed, start, start + len(entry.printed), Kind.FIGURE, "", *scope)
    mention = Mention(section, number)
    certainty, note = Certainty.MATCHED, entry.row["note"].text
    if entry.note:
        certainty, note = Certainty.PROPOSED if entry.id else Certainty.UNMATCHED, entry.note
    return Match(mention, entry.id or None, certainty, since=scope[1], note=note)


def entries_of(book: FilledWorkbook) -> Iterator[FigureRow]:
    """Every row but those of which the report says nothing."""
    rows = [row for row in book.list_rows(FIGURES, COLUMNS) if row["printed"].text != ABSENT]
    counts = Counter(row["id"].text for row in book.list_rows(FIGURES, COLUMNS))
    for row in rows:
        id, printed = row["id"].text, row["printed"]
        if id not in book.symbols.indicators:
            if printed.text or row["label"].text:
                yield FigureRow(row, "", f"{NOT_KNOWN}：{id}" if id else NOT_KNOWN)
        elif not printed.text:
            book.report_slip(printed.address, BLANK)
            yield FigureRow(row, id, BLANK)
        elif counts[id] > 1:
            book.report_slip(row["id"].address, DOUBLED)
            yield FigureRow(row, id, DOUBLED)
        else:
            unit = book.symbols.units[id]
            book.check_figure(printed, unit)
            book.check_serial(printed, unit)
            yield FigureRow(row, id, "")
    yield from deleted_rows(book, counts)


def deleted_rows(book: FilledWorkbook, there: Collection[str]) -> Iterator[FigureRow]:
    """An open item for each indicator whose row is gone."""
    for id in book.asked:
        if id not in there:
            book.report_slip(FIGURES, f"{ROW_GONE}：{id}")
            nowhere = Cell("", Spot(1, 1))
            row = dict.fromkeys(COLUMNS, nowhere) | {"label": Cell(id, nowhere.spot)}
            row["section"] = Cell(book.first_section, nowhere.spot)
            yield FigureRow(row, id, ROW_GONE)


def statutory(book: FilledWorkbook, known: ReportTables) -> dict[str, TableRead]:
    found = {}
    for table, grids in known.grids.items():
        read = TableRead(table, book.tables_of[table])
        labels = row_labels(grids)
        for row, columns in columns_of(grids).items():
            names = [f"{table}.{row}.{column}" for column, _ in columns]
            cells = [book.named.get(f"{CELL}{name}") for name in names]
            read_row(read, row, labels[row], names, cells)
        for name, value in read.cells.items():
            if value.text:
                cell = replace(book.named[f"{CELL}{name}"], text=value.text)
                book.check_figure(cell, known.cells[name][1])
        words = book.named.get(f"{FOOTNOTE}{table}")
        found[table] = replace(read, footnote=words.text if words else "")
    return found


def read_row(
    read: TableRead, row: str, label: str, names: Sequence[str], cells: Sequence[Cell | None]
) -> None:
    """A row with nothing in it is one that nobody has filled in: one cell left blank is what the report prints."""
    there = [cell for cell in cells if cell]
    if len(there) < len(names) or not any(cell.text for cell in there):
        why = DELETED if len(there) < len(names) else BLANK
        spot = there[0].spot if there else None
        read.gaps.append(Gap.of_row(row, label, why, spot))
        return
    read.cells |= {
        name: Value(re.sub(r"\s+", "", cell.text), cell.spot)
        for name, cell in zip(names, there, strict=True)
    }


def report_differences(
    report: ParsedReport, found: Sequence[Match], source: YearSource, problems: Problems
) -> None:
    """Where the year's file has another figure than the workbook: it was there already, and is never written over."""
    filled = {
        one.indicator: (one.mention.number.printed, one.mention.section.key)
        for one in found
        if one.indicator and one.certainty is Certainty.MATCHED
    }
    filled |= {name: (text or BLANK_CELL, table_name(name)) for name, text in report.cells.items()}
    for id, (printed, section) in filled.items():
        statement, _ = source.statements.get(id, (None, None))
        if statement is None or statement.printed != printed:
            there = f"是“{statement.printed}”" if statement else "没有它"
            where = f"{section} 的“{source.label_of(id)}”"
            what = f"填写簿填的是“{printed}”，年份文件里{there}；年份文件没有改动"
            hint = "请改年份文件或填写簿，让两边一样；要整本重读，先删去年份文件"
            problems.add("D615", report.place(None), where=where, what=what, hint=hint)


NAMED = 3
"""Cells in a row of the list of names."""
YEAR = re.compile("20[0-9]{2}")
SERIAL = re.compile("[0-9]{5}")
FIRST_DAY = date(1899, 12, 30)
"""Spreadsheets store a day as the number of days since then."""
BLANK = "还没有填"
DOUBLED = "同一个编号有两行"
ROW_GONE = "填写簿里没有了这个编号的一行"
DELETED = "填写簿里删去了这一行的格子"
NOT_KNOWN = "填写簿里没有它的编号"
