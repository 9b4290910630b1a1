"""Last year's file → an Excel workbook to fill in for another year: what is asked, what each figure is, last year's.

Cells to fill in are texts, so that a spreadsheet keeps what is typed: `34.67万人`, `近6亿元`, `1-3`. All others are
locked, without a password. The spreadsheet works out sums beside the tables; the totals are the report's to print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from disclosure.datafiles.forms import Grid, ReportTables, row_name, short_heads, sum_instances
from disclosure.datafiles.patterns import PREVIOUS
from disclosure.figures.figure import HEDGES, Qualifier
from disclosure.ledger.load import LoadedData
from disclosure.ledger.year_source import Statement, YearSource
from disclosure.open_data.blank_year import NoModel
from disclosure.open_data.provenance import Origin

from .excel import WorkbookWriter, workbook
from .fill_in_names import (
    ABSENT,
    CELL,
    COLUMNS,
    FIELD,
    FIELDS,
    FIGURE,
    FIGURES,
    FOOTNOTE,
    HEAD_ROWS,
    HELP,
    MARK,
    OUTLINE,
    REPORT,
    TABLES_OF,
)


def fill_in_workbook(loaded: LoadedData, year: int, model: str, origin: Origin) -> bytes:
    """The workbook's file for a year, modelled on that of another. Raises NoModel."""
    read = loaded.files.years.get(model)
    last = loaded.year_source(model) if read else None
    if last is None or last.tables is None:
        raise NoModel(f"没有 {model} 年的数据可以照着列")
    agency = loaded.files.agency.record.name if loaded.files.agency else ""
    with workbook(f"{year}年{MARK}", agency, origin) as (writer, made):
        FillInWriter(writer, last, last.tables, year, agency).write_all()
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of the sheet of figures."""

    title: str
    width: int
    is_filled_in: bool = False


class FillInWriter:
    """The workbook under way."""

    def __init__(
        self,
        writer: WorkbookWriter,
        last: YearSource,
        tables: ReportTables,
        year: int,
        agency: str,
    ) -> None:
        self.writer, self.book, self.last, self.tables = writer, writer.book, last, tables
        self.year, self.agency = year, agency
        add = self.book.add_format
        boxed = {"border": 1, "valign": "vcenter", "text_wrap": True}
        fill_in = boxed | {"num_format": "@", "locked": False, "bg_color": "#FFF9E0"}
        self.fill_in = add(fill_in)
        self.cell = add(fill_in | {"align": "center"})
        self.given = add(boxed | {"font_color": "#555555"})
        self.given_cell = add(boxed | {"font_color": "#555555", "align": "center"})
        self.check = add({"font_color": "#555555", "align": "center", "text_wrap": True})
        self.wrong = add({"font_color": "#B00020", "bold": True})
        self.words = add({"text_wrap": True, "valign": "top"})
        self.places: dict[str, tuple[int, int]] = {}
        """Cell of the statutory table under way → its row and column on its sheet."""
        self.beside = 0
        """The first column to the right of the table under way: whether the sums of its rows are right."""

    def write_all(self) -> None:
        self.help_sheet()
        self.report_sheet()
        self.outline_sheet()
        self.figures_sheet()
        for table, grids in self.tables.grids.items():
            self.table_sheet(table, grids)

    def sheet(
        self, name: str, title: str, note: str, *, landscape: bool = True, pages: int = 0
    ) -> Worksheet:
        """A locked sheet with its title, to be printed on A4 paper, as wide as the paper and so many `pages` high: 0
        is as many as it takes."""
        sheet = self.book.add_worksheet(name)
        sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True})
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, pages)
        sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
        sheet.write_string(0, 0, title, self.writer.title)
        sheet.write_string(1, 0, note)
        return sheet

    def named(self, sheet: Worksheet, name: str, row: int, column: int) -> None:
        """The name that finds this cell again, wherever it goes."""
        where = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        self.book.define_name(name, f"='{sheet.get_name()}'!{where}")

    def help_sheet(self) -> None:
        sheet = self.sheet(HELP, MARK, f"{self.year}年", landscape=False)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 70)
        for row, (heading, text) in enumerate(help_lines(self.year, self.last.file.year), 3):
            sheet.write_string(row, 0, heading, self.words)
            sheet.write_string(row, 1, text, self.words)
            sheet.set_row(row, LINE_HEIGHT * -(-len(text) // 33))

    def report_sheet(self) -> None:
        sheet = self.sheet(REPORT, f"{self.year}年的报告", "黄色的格子照报告填。", landscape=False)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 2, 44)
        last = self.last.file.report
        for column, words in enumerate(("", f"{self.year}年", f"{self.last.file.year}年，供对照")):
            sheet.write_string(2, column, words, self.writer.head)
        given = {"agency": self.agency, "year": str(self.year), "form": last.form}
        rows = [(f"{FIELD}{name}", FIELD_TITLES[name], given.get(name)) for name in FIELDS]
        rows += [
            (f"{TABLES_OF}{table}", f"表{table}的表式", form)
            for table, form in last.tables_of.items()
        ]
        shown = {"title": last.title, "published_at": last.published_at, "covers": last.covers.text}
        for row, (name, title, text) in enumerate(rows, 3):
            sheet.set_row(row, 2 * LINE_HEIGHT)
            sheet.write_string(row, 0, title, self.given)
            sheet.write_string(row, 1, text or "", self.given if text else self.fill_in)
            sheet.write_string(row, 2, shown.get(name.removeprefix(FIELD), ""), self.given)
            self.named(sheet, name, row, 1)

    def outline_sheet(self) -> None:
        note = (
            f"章节号和短标题，照{self.last.file.year}年列出；对着新报告改，多的删去，少的加在下面。"
        )
        sheet = self.sheet(OUTLINE, f"{self.year}年报告的章节", note, landscape=False)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 60)
        sheet.write_row(HEAD_ROWS - 1, 0, ("章节号", "短标题"), self.writer.head)
        entries = [*self.last.file.outline.items(), *[("", "")] * SPARE]
        for row, entry in enumerate(entries, HEAD_ROWS):
            for column, text in enumerate(entry):
                sheet.write_string(row, column, text, self.fill_in)
        sheet.freeze_panes(HEAD_ROWS, 0)
        sheet.repeat_rows(HEAD_ROWS - 1)

    def figures_sheet(self) -> None:
        sheet = self.sheet(FIGURES, f"{self.year}年报告正文里的数", FIGURES_NOTE)
        columns = column_titles(self.last.file.year)
        sheet.set_row(HEAD_ROWS - 1, 2 * LINE_HEIGHT)
        for index, name in enumerate(COLUMNS):
            sheet.set_column(index, index, columns[name].width)
            sheet.write_string(HEAD_ROWS - 1, index, columns[name].title, self.writer.box_head)
        printed = COLUMNS.index("printed")
        rows = [*self.figure_rows(), *[dict.fromkeys(COLUMNS, "")] * SPARE]
        for row, texts in enumerate(rows, HEAD_ROWS):
            lines = max(-(-len(texts[name]) // (columns[name].width // 2)) for name in COLUMNS[:-1])
            sheet.set_row(row, LINE_HEIGHT * max(lines, 1))
            for index, name in enumerate(COLUMNS):
                is_free = columns[name].is_filled_in or (name == "label" and not texts["id"])
                sheet.write_string(row, index, texts[name], self.fill_in if is_free else self.given)
            if texts["id"]:
                self.named(sheet, f"{FIGURE}{texts['id']}", row, printed)
        sheet.data_validation(
            *(HEAD_ROWS, printed, HEAD_ROWS + len(rows) - 1, printed),
            {"validate": "list", "source": [ABSENT], "show_error": False} | PROMPT,
        )
        sheet.freeze_panes(HEAD_ROWS, 2)
        sheet.repeat_rows(HEAD_ROWS - 1)

    def figure_rows(self) -> Iterator[dict[str, str]]:
        for section, id, printed in self.last.narrative():
            indicator = self.last.symbols.indicators[id]
            yield dict.fromkeys(COLUMNS, "") | {
                "section": section,
                "label": f"{indicator.label}（{indicator.unit}）",
                "definition": indicator.definition,
                "last": Statement.of(printed).as_text,
                "id": id,
            }

    def table_sheet(self, table: str, grids: Sequence[Grid]) -> None:
        """The official layout with this year's cells, the sums beside and under it; last year's on the right, or under
        the cells where the rows stand side by side."""
        title = f"{table}、{self.tables.form.tables[table].title}（{self.year}年）"
        sheet = self.sheet(table, title, TABLE_NOTE.format(last=self.last.file.year), pages=1)
        self.places.clear()
        self.beside = max(grid.width for grid in grids)
        heads = max(grid.width - len(grid.rows[0].cells) for grid in grids)
        sheet.set_column(0, 2 * self.beside, 10)
        if heads > 1:
            sheet.set_column(0, heads - 1, 9)
        sheet.set_column(max(heads - 1, 0), max(heads - 1, 0), 30 if heads else 10)
        top = HEAD_ROWS
        for grid in grids:
            top = self.grid(sheet, self.writer.block_title(sheet, top, grid), grid) + 1
        top = self.sums(sheet, table, heads, top)
        self.footnote(sheet, table, top + 1)

    def grid(self, sheet: Worksheet, top: int, grid: Grid) -> int:
        """Returns the first row under it."""
        values = len(grid.rows[0].cells)
        heads = grid.width - values
        first = top + len(grid.column_heads)
        labels = [label for _, label in grid.columns]
        longest = max(len(label.rpartition("／")[2]) for label in labels)
        for row in range(top, first):
            sheet.set_row(row, LINE_HEIGHT * max(2, -(-longest // 4)) if row == first - 1 else 24)
        for row, line in enumerate(grid.rows, first):
            own = line.heads[-1].label if line.heads else ""
            sheet.set_row(row, LINE_HEIGHT * max(1, -(-len(own) // LABEL_WIDTH)))
        right, down = (self.beside + 1 - heads, 0) if grid.corner else (0, 1)
        if grid.corner:
            sheet.write_string(
                top - 1, self.beside + 1, f"{self.last.file.year}年", self.writer.title
            )
            for column, words in enumerate(short_heads(grid.columns), self.beside + 1):
                sheet.write_string(first - 1, column, words, self.given_cell)
        else:
            sheet.write_string(first + 1, self.beside + 1, f"←{self.last.file.year}年", self.check)
        put = partial(self.table_cell, sheet, right, down)
        return self.writer.block(sheet, top, grid, put) + down

    def table_cell(
        self, sheet: Worksheet, right: int, down: int, row: int, column: int, cell: str
    ) -> None:
        """The cell to fill in, and last year's that many columns or rows away."""
        text, _ = self.last.cells.get(cell, (None, None))
        sheet.write_string(row, column, "", self.cell)
        sheet.write_string(row + down, column + right, text or "", self.given_cell)
        self.named(sheet, f"{CELL}{cell}", row, column)
        self.places[cell] = row, column

    def sums(self, sheet: Worksheet, table: str, heads: int, top: int) -> int:
        """Every sum of the form: that of one row beside it, others under the table. Returns the first row under it."""
        for id, rule in self.tables.form.tie_outs.items():
            if not id.startswith(f"{table}."):
                continue
            found = [(one, self.formula(one)) for one in sum_instances(rule, self.known_names())]
            if is_within_rows([one for one, _ in found]):
                for one, formula in found:
                    row, column = self.places[one[2][0]]
                    aside = (row, self.beside) if heads else (top, column)
                    self.write_check(sheet, *aside, formula)
                top += 0 if heads else 1
                continue
            if heads > 1:
                sheet.merge_range(top, 0, top, heads - 1, rule.label, self.given)
            else:
                sheet.write_string(top, 0, rule.label, self.given)
            sheet.set_row(top, LINE_HEIGHT * -(-len(rule.label) // LABEL_WIDTH))
            for one, formula in found:
                self.write_check(sheet, top, self.places[one[2][0]][1], formula)
            top += 1
        return top

    def known_names(self) -> list[str]:
        return [*self.places, *(f"{PREVIOUS}{name}" for name in self.places)]

    def write_check(self, sheet: Worksheet, row: int, column: int, formula: str) -> None:
        sheet.write_formula(row, column, formula, self.check, "")
        wrong = {"type": "text", "criteria": "begins with", "value": WRONG, "format": self.wrong}
        sheet.conditional_format(row, column, row, column, wrong)

    def formula(self, instance: tuple[list[str], list[str], list[str]]) -> str:
        """Nothing while a total is blank; else whether the sum meets it, and by how much not."""
        signs = ("+", "-", "-")
        terms = "".join(
            f"{sign}{self.number(name)}"
            for sign, names in zip(signs, instance, strict=True)
            for name in names
        )
        totals = ",".join(self.reference(name) for name in instance[2])
        difference = f"ROUND(ABS({terms}),4)"
        right = f'IF({difference}=0,"对","{WRONG}"&{difference})'
        return f'=IF(CONCATENATE({totals})="","",{right})'

    def number(self, name: str) -> str:
        """A cell's text as a number; `—` and blank count as nothing, as in the site's own sums."""
        if name.startswith(PREVIOUS):
            text, _ = self.last.cells.get(name.removeprefix(PREVIOUS), (None, None))
            plain = (text or "").replace(",", "")
            return plain if plain.replace(".", "", 1).isdecimal() else "0"
        return f'IFERROR(VALUE(SUBSTITUTE({self.reference(name)},",","")),0)'

    def reference(self, name: str) -> str:
        address: str = xl_rowcol_to_cell(*self.places[name])
        return address

    def footnote(self, sheet: Worksheet, table: str, row: int) -> None:
        sheet.write_string(row, 0, "表下的注", self.given)
        sheet.merge_range(row, 1, row, self.beside - 1, "", self.fill_in)
        self.named(sheet, f"{FOOTNOTE}{table}", row, 1)
        if words := self.last.file.footnotes.get(table):
            sheet.write_string(row + 1, 1, f"{self.last.file.year}年的注：{words}")


def is_within_rows(instances: Sequence[tuple[list[str], list[str], list[str]]]) -> bool:
    """Whether each sum adds cells of one row, and of this year alone."""
    return all(
        len({row_name(name) for part in one for name in part}) == 1
        and not any(name.startswith(PREVIOUS) for part in one for name in part)
        for one in instances
    )


def column_titles(last: int) -> Mapping[str, SheetColumn]:
    return {
        "section": SheetColumn("章节", 9, True),
        "label": SheetColumn("数的是什么（单位）", 24),
        "definition": SheetColumn("范围", 34),
        "last": SheetColumn(f"{last}年印的", 18),
        "printed": SheetColumn("照报告填", 18, True),
        "period": SheetColumn("自己的时段，如 2022-10/2022-12", 16, True),
        "since": SheetColumn("从何时算起", 16, True),
        "note": SheetColumn("读者要知道的一句话", 22, True),
        "id": SheetColumn("编号，不要改", 22),
    }


def help_lines(year: int, last: int) -> Iterable[tuple[str, str]]:
    """Heading and text."""
    yield "怎样填", f"对着{year}年的报告，填每一张表的黄色格子。灰色的是{last}年的，只供对照。"
    yield (
        "照印的填",
        "连同“近、超、约”和单位，一个字不少：34.67万人、近6亿元、5500余条。不要自己换算、四舍五入。",
    )
    yield (
        "没有的",
        f"报告没有说的，选“{ABSENT}”；空着就是还没有填。统计表里报告印“—”就填“—”，印 0 就填 0，空着的就空着。",
    )
    yield (
        "多出来的",
        "报告里有、表里没有的数，填在“正文的数”最下面的空行：章节、数的是什么、照报告填的数。",
    )
    for qualifier, words in MEANINGS.items():
        known = "、".join(word for word, kind in HEDGES.items() if kind == qualifier)
        yield f"{words}的字", known
    yield (
        "核对",
        "统计表旁边和下面的“对”“不合”是表格软件算的，改不了数；报告自己就印得不合的，照印的填。",
    )
    yield (
        "填好以后",
        "存成原来的 XLSX 格式，传到收件夹，或者运行 python hooks/desk.py import 这个文件。"
        "程序照它写年份文件；留在项目里的是年份文件，不是这一本。",
    )


MEANINGS = {
    Qualifier.ABOUT: "表示“上下”",
    Qualifier.NEARLY: "表示“不到”",
    Qualifier.OVER: "表示“超过”",
}
FIELD_TITLES = {
    "agency": "单位",
    "year": "年份",
    "title": "报告标题，照原样",
    "published_at": "登在哪个网站",
    "covers": "起止日期",
    "form": "表式",
}
FIGURES_NOTE = (
    "黄色的格子照报告填。一行一个数；报告没有说的，选“报告没有说”。表里没有的数，填在最下面的空行。"
)
TABLE_NOTE = "黄色的格子照报告填；右边灰色的是{last}年的。“对”“不合”是软件算的。"
WRONG = "不合，差 "
LINE_HEIGHT = 16
"""Points. A spreadsheet does not work out the height of rows for words in merged cells, nor before it is opened."""
LABEL_WIDTH = 14
"""Characters of a row's label that stand on one line."""
SPARE = 12
"""Blank rows at the end of a list."""
PROMPT = {
    "input_title": "照报告填",
    "input_message": "连同“近、超、约”和单位，一个字不少，如 近6亿元。报告没有说的，选“报告没有说”。",
}
