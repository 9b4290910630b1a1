"""Reports of a made-up agency, 虚构局, with their statutory tables printed in every layout that reports are met in.

`drawn` draws numbers of which every sum holds, a `Made` says what is printed with them, and a `Layout` makes a file of
it. What a reader ought to find in the file are the `Made`'s own cells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import pairwise
from random import Random
from typing import Any

from opencc import OpenCC

import real
from disclosure.datafiles.forms import Grid, grids_of
from disclosure.datafiles.models import Form
from disclosure.datafiles.reader import read_files
from disclosure.problems.problem import Problems
from disclosure.reports.readers import file_types
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.worker import read_blocks
from disclosure.reports.report import ParsedReport, read
from made_reports import Page, pdf, with_body

Printed = dict[str, str | None]
"""Cell name → as printed; None for a cell left blank."""
AGENCY, YEAR = "虚构局", 2023
TITLE = f"{AGENCY}{YEAR}年政府信息公开工作年度报告"
TABLES = ("二", "三", "四")
NBSP = "\u00a0"


@cache
def forms() -> dict[str, Form]:
    found = read_files(real.SOURCE, Problems()).forms
    return {name: one.record for name, one in sorted(found.items())}


@cache
def grids(form: str) -> dict[str, tuple[Grid, ...]]:
    return grids_of(forms()[form])


def names(form: str, table: str) -> list[str]:
    """Every cell of a table, in the form's order."""
    return [
        f"{table}.{row}.{column}"
        for grid in grids(form)[table]
        for row, _ in grid.lines
        for column, _ in grid.columns
    ]


# Numbers


def drawn(
    draw: Random,
    form_of: Mapping[str, str],
    nothing: Sequence[str | None] = ("0",),
    most: int = 60,
) -> Printed:
    """Cells of all three tables. `nothing` is how the report prints that there was nothing: here so, there so."""
    numbers = published(draw, form_of["二"], most) | requests(draw, form_of["三"], most)
    numbers |= results(draw)
    made = {name: text if text != "0" else draw.choice(nothing) for name, text in numbers.items()}
    return {name: made[name] for table in TABLES for name in names(form_of[table], table)}


def published(draw: Random, form: str, most: int) -> dict[str, str]:
    found = {name: str(draw.randint(0, most)) for name in names(form, "二")}
    special = {
        "二.licences.decisions": [str(draw.randint(0, most * 1000)), "+1036"],
        "二.fees.amount": ["0", "8040", "96171.6", "4068.208", "59237.2449"],
        "二.procurement.amount": ["0", "8040", "251000元", "96.5万元"],
    }
    special |= {name: ["0", "+1036", "-5", "3"] for name in found if name.endswith(".change")}
    return found | {name: draw.choice(texts) for name, texts in special.items() if name in found}


def requests(draw: Random, form: str, most: int) -> dict[str, str]:
    """Of each kind of applicant, what came in is what was handled, one way or another, and what is left."""
    (grid,) = grids(form)["三"]
    rows, (*kinds, _) = [row for row, _ in grid.lines], [column for column, _ in grid.columns]
    ways = [row for row in rows if row not in ("received", "carried_in", "handled", "carried_out")]
    found: dict[str, list[int]] = {row: [] for row in rows}
    for kind in kinds:
        some = kind == "natural_person" or draw.random() < 0.4
        handled, left = some * draw.randint(0, most), some * draw.randint(0, 3)
        brought = min(some * draw.randint(0, 3), handled + left)
        cuts = sorted(draw.randint(0, handled) for _ in ways[1:])
        shares = [high - low for low, high in pairwise([0, *cuts, handled])]
        found["received"].append(handled + left - brought)
        for row, count in zip(
            ["carried_in", "handled", "carried_out", *ways],
            [brought, handled, left, *shares],
            strict=True,
        ):
            found[row].append(count)
    return {
        f"三.{row}.{column}": str(count)
        for row, counts in found.items()
        for column, count in zip((*kinds, "total"), (*counts, sum(counts)), strict=True)
    }


def results(draw: Random) -> dict[str, str]:
    (grid,) = grids("2021")["四"]
    found = {}
    for row, _ in grid.lines:
        counts = [draw.randint(0, 9) * draw.randint(0, 1) for _ in grid.columns[1:]]
        for (column, _), count in zip(grid.columns, [*counts, sum(counts)], strict=True):
            found[f"四.{row}.{column}"] = str(count)
    return found


# What is printed


@dataclass(frozen=True)
class Row:
    """One line of a form's table."""

    id: str
    """Empty for a row that the form doesn't have."""
    path: tuple[str, ...]
    """Its label, after those of the groups it belongs to."""
    values: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.path[-1]


@dataclass(frozen=True)
class Box:
    """A cell of a table with the rows and columns it covers."""

    text: str
    down: int = 1
    across: int = 1
    id: str = ""
    """The form's row, of a cell that holds a value."""


Sheet = list[list[Box]]


@dataclass(frozen=True)
class Made:
    """A report before it is laid out."""

    cells: Printed
    form_of: Mapping[str, str]
    slips: Mapping[str, str] = field(default_factory=dict)
    """Words of the form → what this report prints for them."""
    converted: Callable[[str], str] = str
    """What happened to every text on its way: into traditional characters, into radicals."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Cell → the words in brackets beside its number."""
    rows_more: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Row → label and values of a row behind it that the form doesn't have."""
    fourth: str = "across"
    """How 四 is laid out: one row, `rows` with their names, `tables` with theirs, or `unnamed` ones."""
    title: tuple[str, ...] = (TITLE,)
    headings: Mapping[str, str] = field(default_factory=dict)
    """Of the six sections, where they are not the form's; an empty one is missing."""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What stands between a section's heading and its table."""
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What stands under a table."""
    annexed: str = ""
    """The tables stand at the report's end, `named` each or `bare`."""

    def say(self, text: str) -> str:
        for words, printed in self.slips.items():
            text = text.replace(words, printed)
        return self.converted(text)

    def value_printed(self, text: str) -> str:
        return self.converted(text) if text.isascii() else text

    def grids(self, table: str) -> tuple[Grid, ...]:
        return grids(self.form_of[table])[table]

    def value(self, name: str) -> str:
        words = self.beside.get(name)
        return (self.cells[name] or "") + (f"（{words}）" if words else "")

    def rows(self, table: str, grid: Grid) -> Iterator[Row]:
        for id, label in grid.lines:
            path = tuple(map(self.say, label.split("／")))
            values = [self.value(f"{table}.{id}.{column}") for column, _ in grid.columns]
            yield Row(id, path, tuple(map(self.value_printed, values)))
            if more := self.rows_more.get(id):
                yield Row("", (*path[:-1], self.say(more[0])), more[1])

    def heads(self, grid: Grid) -> list[str]:
        return [self.say(label.rpartition("／")[2]) for _, label in grid.columns]

    def heading(self, section: str) -> str:
        plain = f"{section}、{forms()['2021'].sections[section]}"
        return self.say(self.headings.get(section, plain))

    def parts(self) -> Iterator[tuple[str, str]]:
        """The report from its top down: (`text` or `heading`, words) and (`table`, which)."""
        yield from (("heading", self.say(line)) for line in self.title)
        yield "text", self.say(PREAMBLE)
        for section in "一二三四五六":
            if heading := self.heading(section):
                yield "heading", heading
            yield from (("text", self.say(line)) for line in self.said.get(section, ()))
            if section in TABLES:
                yield from [("text", self.say("见附表。"))] if self.annexed else self.table(section)
            elif section not in self.said:
                yield "text", self.say(TEXTS[section])
        if self.annexed:
            yield "heading", self.say("附表")
            for table in TABLES:
                if self.annexed == "named":
                    yield "heading", self.say(f"{forms()['2021'].sections[table]}统计表")
                yield from self.table(table)

    def table(self, table: str) -> Iterator[tuple[str, str]]:
        yield "table", table
        yield from (("text", self.say(line)) for line in self.notes.get(table, ()))


PREAMBLE = (
    "根据《中华人民共和国政府信息公开条例》的规定，由虚构局编制本报告。"
    f"本报告所列数据的统计期限自{YEAR}年1月1日起至{YEAR}年12月31日止。"
)
TEXTS = {
    "一": f"{YEAR}年，本机关通过门户网站主动公开政府信息186条。",
    "五": "一是政策解读形式单一，二是公开质量有待提高。",
    "六": "本年度没有收取信息处理费。",
}
REMARK = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def sheets(made: Made, table: str) -> list[tuple[str, Sheet]]:
    """A table as the form draws it, or the several tables that it was made into, each with what stands above it."""
    if table == "二":
        return [("", [row for grid in made.grids("二") for row in block(made, grid)])]
    (grid,) = made.grids(table)
    if table == "三":
        top = [
            [Box(made.say(head.label), head.rowspan, head.colspan) for head in level]
            for level in grid.column_heads
        ]
        assert grid.corner
        top[0].insert(0, Box(made.say(REMARK), grid.corner.rowspan, grid.corner.colspan))
        return [("", top + list(lines(made, "三", grid)))]
    return fourth(made, grid)


def block(made: Made, grid: Grid) -> Iterator[list[Box]]:
    """Of 二, which is four columns wide whatever its blocks have."""
    yield [Box(made.say(grid.title or ""), 1, 4)]
    spans = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[len(grid.columns)]
    heads = zip(made.heads(grid), spans, strict=True)
    yield [Box(made.say("信息内容")), *(Box(text, 1, across) for text, across in heads)]
    for row in made.rows("二", grid):
        across = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[len(row.values)]
        values = zip(row.values, across, strict=True)
        yield [Box(row.label), *(Box(text, 1, across, row.id) for text, across in values)]


def lines(made: Made, table: str, grid: Grid) -> Iterator[list[Box]]:
    """The rows with their heads, a group's before its first one."""
    rows = list(made.rows(table, grid))
    depth = max(len(row.path) for row in rows)
    above: tuple[str, ...] = ()
    for row in rows:
        boxes = []
        for level, text in enumerate(row.path[:-1]):
            within = row.path[: level + 1]
            if above[: level + 1] != within:
                boxes.append(Box(text, sum(one.path[: level + 1] == within for one in rows)))
        boxes.append(Box(row.label, 1, depth - len(row.path) + 1))
        yield boxes + [Box(text, id=row.id) for text in row.values]
        above = row.path[:-1]


def fourth(made: Made, grid: Grid) -> list[tuple[str, Sheet]]:
    rows = list(made.rows("四", grid))
    heads = [Box(text) for text in made.heads(grid)]
    if made.fourth == "rows":
        top = [Box(made.say("类别"), 1, 2), *heads]
        return [("", [top, *lines(made, "四", grid)])]
    if made.fourth in ("tables", "unnamed"):
        said = [" ".join(row.path) if made.fourth == "tables" else "" for row in rows]
        return [
            (name, [heads, [Box(text, id=row.id) for text in row.values]])
            for name, row in zip(said, rows, strict=True)
        ]
    top = [
        [Box(made.say(head.label), head.rowspan, head.colspan) for head in level]
        for level in grid.column_heads
    ]
    return [("", [*top, [Box(text, id=row.id) for row in rows for text in row.values]])]


def placed(sheet: Sheet) -> dict[tuple[int, int], Box]:
    """(row, column) → the box that starts there."""
    covered: set[tuple[int, int]] = set()
    found = {}
    for index, row in enumerate(sheet):
        column = 0
        for box in row:
            while (index, column) in covered:
                column += 1
            found[index, column] = box
            covered |= {
                (index + down, column + right)
                for down in range(box.down)
                for right in range(box.across)
            }
            column += box.across
    return found


def matrix(sheet: Sheet) -> list[list[str]]:
    """Every slot, those that a box covers beside its first one empty."""
    boxes = placed(sheet)
    width = max(column + box.across for (_, column), box in boxes.items())
    blank = Box("")
    return [
        [boxes.get((row, column), blank).text for column in range(width)]
        for row in range(len(sheet))
    ]


# Text


Write = Callable[[Made, str], Iterable[str]]
"""A table → lines."""


def text(write: Write, between: str = "\n", mark: str = "") -> Callable[[Made], bytes]:
    """A text file; `mark` stands before headings."""

    def made_of(made: Made) -> bytes:
        found: list[str] = []
        for kind, what in made.parts():
            if kind == "table":
                found.append("\n".join(write(made, what)))
            else:
                found.append(mark + what if kind == "heading" else what)
        return (between.join(found) + "\n").encode()

    return made_of


def of_sheets(write: Callable[[Sheet], Iterable[str]]) -> Write:
    def lines_of(made: Made, table: str) -> Iterator[str]:
        for name, sheet in sheets(made, table):
            yield from [name] if name else []
            yield from write(sheet)
            yield ""

    return lines_of


def one_line(text: str) -> str:
    return text.replace("\n", " ")


def tabs(sheet: Sheet) -> Iterator[str]:
    for row in matrix(sheet):
        yield "\t".join(map(one_line, row))


def pads(sheet: Sheet, row: list[Box]) -> str:
    """The pipes that are left of the slots which a row has fewer cells than."""
    return "|" * (len(matrix(sheet)[0]) - len(row))


def pipes_behind(sheet: Sheet) -> Iterator[str]:
    """A row a line."""
    for row in sheet:
        yield f"{' | '.join(one_line(box.text) for box in row)} | {pads(sheet, row)}".strip()


def cells_with_pipes(sheet: Sheet) -> Iterator[str]:
    """A cell a line, the pads behind a row's last cell."""
    for row in sheet:
        *others, last = [f"{box.text} |".strip() for box in row]
        yield from others
        yield f"{last} {pads(sheet, row)}".strip()


def cells_then_pads(sheet: Sheet) -> Iterator[str]:
    """A cell a line, the pads on a line of their own."""
    for row in sheet:
        yield from (f"{box.text} |".strip() for box in row)
        if padding := pads(sheet, row):
            yield padding


def pipe_before_rows(sheet: Sheet) -> Iterator[str]:
    for row in sheet:
        yield "|"
        *others, last = [f"{box.text} |".strip() for box in row]
        yield from others
        yield f"{last} {pads(sheet, row)}".strip()


def line_breaks_in_cells(sheet: Sheet) -> Iterator[str]:
    """A pipe before each row and each cell, with a line break inside every cell; the pads behind the last."""
    for row in sheet:
        first, *others = [box.text for box in row]
        yield f"| {first}"
        for text in others:
            yield from ("|", text)
        yield f"|{pads(sheet, row)}"


def pipe_behind_cells(sheet: Sheet) -> Iterator[str]:
    """A pipe alone on its line behind every cell, whatever the cell is broken into."""
    for row in sheet:
        for box in row:
            yield from [box.text, "|"] if box.text else ["|"]


def cells_apart(sheet: Sheet) -> Iterator[str]:
    """A cell a line with a blank line between; a blank cell is a line with a no-break space."""
    for row in sheet:
        for box in row:
            yield box.text or NBSP
            yield ""


def cells_apart_without_blanks(sheet: Sheet) -> Iterator[str]:
    for row in sheet:
        for box in row:
            yield from [box.text, ""] if box.text else []


def once(write: Callable[[Made], bytes]) -> Callable[[Made], bytes]:
    """As a program leaves a text that thinks lines which repeat are a mistake."""

    def made_of(made: Made) -> bytes:
        lines = write(made).decode().split("\n")
        return "\n".join(dict.fromkeys(lines)).encode()

    return made_of


# Text of a PDF


def numbers_behind(row: Row) -> Iterator[str]:
    yield f"{row.label} {' '.join(row.values)}"


def labels_around(row: Row) -> Iterator[str]:
    """A label on several lines has its numbers on the first of them, or the second."""
    if len(row.label) <= 14:
        yield from numbers_behind(row)
        return
    cut = 12 if len(row.label) < 26 else 18
    yield row.label[:cut]
    yield " ".join(row.values)
    yield from broken(row.label[cut:], 18)


def numbers_apart(row: Row) -> Iterator[str]:
    yield row.label
    yield from row.values


def numbers_before(row: Row) -> Iterator[str]:
    yield " ".join(row.values)
    yield from broken(row.label, 15)


def six_or_eight(row: Row) -> Iterator[str]:
    more = {"withheld.third_party": row.values[:-1], "unable.not_held": (*row.values, "3")}
    yield f"{row.label} {' '.join(more.get(row.id, row.values))}"


def broken(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def of_pdf(write: Callable[[Row], Iterable[str]], numbered: bool = False) -> Write:
    """As programs take text out of a PDF; with the pages' numbers where they fall among the rows, or inside one."""

    def lines_of(made: Made, table: str) -> Iterator[str]:
        if table == "二":
            yield from second_in_pdf(made, numbers_behind if write is numbers_before else write)
        elif table == "三":
            yield from third_in_pdf(made, write, numbered)
        else:
            yield from fourth_in_pdf(made, " " if write is not numbers_apart else "\n")

    return lines_of


def second_in_pdf(made: Made, write: Callable[[Row], Iterable[str]]) -> Iterator[str]:
    for grid in made.grids("二"):
        yield made.say(grid.title or "")
        yield " ".join([made.say("信息内容"), *made.heads(grid)])
        for row in made.rows("二", grid):
            yield from write(row)


def third_in_pdf(
    made: Made, write: Callable[[Row], Iterable[str]], numbered: bool
) -> Iterator[str]:
    (grid,) = made.grids("三")
    yield from broken(made.say(REMARK), 21)
    yield from map(made.say, ["申请人情况", "自然人", "法人或其他组织", "总计"])
    for head in made.heads(grid)[1:-1]:
        yield from broken(head, 2)
    above = ""
    for row in made.rows("三", grid):
        if row.id == "granted":
            yield from map(made.say, ("三、本年", "度办理结", "果"))
        if len(row.path) == 3 and row.path[1] != above:
            above = row.path[1]
            yield above
        written = list(write(row))
        if numbered and row.id == "unprocessed.confirmation" and len(written) > 2:
            written.insert(2, "— 5 —")
        yield from written
        if numbered and row.id in PAGE_ENDS:
            yield PAGE_ENDS[row.id]


def fourth_in_pdf(made: Made, between: str) -> Iterator[str]:
    (grid,) = made.grids("四")
    heads = [part for head in made.heads(grid) for part in broken(head, 2)]
    yield " ".join(map(made.say, ("行政复议", "行政诉讼")))
    yield from heads
    yield " ".join(map(made.say, ("未经复议直接起诉", "复议后起诉")))
    yield from heads * 2
    yield from between.join(value for row in made.rows("四", grid) for value in row.values).split(
        "\n"
    )


PAGE_ENDS = {"withheld.third_party": "- 5 -", "unable.not_held": "6"}
"""Behind these rows a page ends."""


# Markdown


def in_markdown(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *others = [[cell.replace("\n", "<br>") for cell in row] for row in rows]
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in others)


def markdown_sheets(made: Made, table: str) -> Iterator[str]:
    """Each table whole, spans as empty cells."""
    for name, sheet in sheets(made, table):
        yield from [f"### {name}", ""] if name else []
        yield from in_markdown(matrix(sheet))
        yield ""


def third(write: Callable[[Made, list[Row]], Iterable[str]]) -> Write:
    """Markdown with 三 in another way."""

    def lines_of(made: Made, table: str) -> Iterator[str]:
        if table != "三":
            yield from markdown_sheets(made, table)
            return
        (grid,) = made.grids("三")
        yield from write(made, list(made.rows("三", grid)))

    return lines_of


def a_table_a_row(made: Made, rows: list[Row]) -> Iterator[str]:
    """With heads of a program's own over each."""
    for row in rows:
        yield f"### {row.label}"
        heads = [made.say("类别"), *(f"数据{index}" for index in range(1, 7)), made.say("总计")]
        yield from in_markdown([heads, [row.label, *row.values]])
        yield ""


def a_wrong_head(made: Made, rows: list[Row]) -> Iterator[str]:
    """The table goes on under the head of another one."""
    (grid,) = made.grids("三")
    yield from in_markdown([[made.say("项目"), *made.heads(grid)], *in_cells(rows[:14])])
    yield ""
    wrong = map(made.say, ("第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可"))
    yield from in_markdown([[*wrong, "", "", "", ""], *in_cells(rows[14:])])


def in_cells(rows: Iterable[Row]) -> Iterator[list[str]]:
    return ([row.label, *row.values] for row in rows)


def widths(made: Made, rows: list[Row]) -> Iterator[str]:
    """Rows of 7, 8, 9 and 10 cells."""
    (grid,) = made.grids("三")
    yield from in_markdown([[made.say("项目"), *made.heads(grid)]])
    for row in rows:
        if row.id == "partly_granted":  # 7, below its label
            yield ""
            yield from broken(row.label, 20)
            yield f"| {' | '.join(row.values)} |"
            yield "|---|---|---|---|---|---|---|"
            yield ""
        elif row.id in ("granted", "withheld.state_secret", "unprocessed.petition"):  # 9 and 10
            yield f"| {' | '.join((*row.path, *row.values))} |"
        else:  # 8, and 9 with one more at the end
            more = " |" if row.id == "withheld.inquiry" else ""
            yield f"| {' | '.join((row.label, *row.values))} |{more}"


def labels_gathered(before: bool) -> Callable[[Made, list[Row]], Iterator[str]]:
    """Rows with long labels have none: these stand before their group's rows, or behind them."""

    def lines_of(made: Made, rows: list[Row]) -> Iterator[str]:
        (grid,) = made.grids("三")
        yield from in_markdown([[made.say("项目"), *made.heads(grid)]])
        for group in gathered(rows):
            long = [line for row in group if is_long(row) for line in broken(row.label, 11)]
            yield ""
            yield from long if before else ()
            for row in group:
                yield f"| {' | '.join(row.values if is_long(row) else (row.label, *row.values))} |"
                yield "|" + "---|" * (7 if is_long(row) else 8)
            yield ""
            yield from () if before else long

    return lines_of


def is_long(row: Row) -> bool:
    return len(row.path) > 2 and len(row.label) > 11


def gathered(rows: list[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        if not groups or groups[-1][-1].path[:-1] != row.path[:-1]:
            groups.append([])
        groups[-1].append(row)
    return groups


def a_stray_total(made: Made, rows: list[Row]) -> Iterator[str]:
    """The last row's total stands on a line of its own. A 0 that stands there could be anything, so there is none."""
    *others, last = rows
    (grid,) = made.grids("三")
    stays = not last.values[-1].strip("0—-/")
    own = last.values[-1] if stays else ""
    heads = [made.say("项目"), *made.heads(grid)]
    yield from in_markdown([heads, *in_cells(others), [last.label, *last.values[:-1], own]])
    yield from () if stays else ("", last.values[-1])


def markdown(write: Write) -> Callable[[Made], bytes]:
    return text(write, "\n\n", "## ")


# Pages of the web


def page(
    write: Callable[[Sheet], str],
    wrap: Callable[[str], str] = str,
    encoding: str = "utf-8",
    name: str = TITLE,
) -> Callable[[Made], bytes]:
    def made_of(made: Made) -> bytes:
        found = []
        for kind, what in made.parts():
            if kind == "table":
                found += [said + write(sheet) for said, sheet in captioned(made, what)]
            else:
                found.append(f"<p>{escape(what)}</p>")
        head = f'<meta charset="{encoding}"><title>{made.say(name)}</title>'
        body = wrap("\n".join(found))
        return f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n{body}\n</body></html>".encode(
            encoding
        )

    return made_of


def captioned(made: Made, table: str) -> Iterator[tuple[str, Sheet]]:
    for name, sheet in sheets(made, table):
        yield (f"<p>{name}</p>" if name else ""), sheet


def spanned(sheet: Sheet) -> str:
    rows = (
        "".join(
            f'<td rowspan="{box.down}" colspan="{box.across}">{in_cell(box.text)}</td>'
            for box in row
        )
        for row in sheet
    )
    return in_rows(rows)


def in_rows(rows: Iterable[str]) -> str:
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def in_cell(text: str) -> str:
    return escape(text).replace("\n", "<br/>") or "&nbsp;"


def unspanned(cell: Callable[[str], str] = in_cell) -> Callable[[Sheet], str]:
    """Slots that a span would cover are empty cells."""

    def made_of(sheet: Sheet) -> str:
        rows = ("".join(f"<td>{cell(text)}</td>" for text in row) for row in matrix(sheet))
        return in_rows(rows)

    return made_of


def as_word_writes(text: str) -> str:
    """A paragraph whose text is spread over many spans."""
    if not text:
        return '<p class="MsoNormal"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>'
    pieces = "".join(f"<span>{escape(piece)}</span>" for piece in broken(one_line(text), 2))
    return f'<p class="MsoNormal">{pieces}<o:p></o:p></p>'


def among_layout_tables(body: str) -> str:
    index = (
        "<table><tr><td>索引号</td><td>001/2024-00017</td><td>发文日期</td><td>2024-01-20</td></tr>"
        "<tr><td>文号</td><td></td><td>总计</td><td>1</td></tr></table>"
    )
    menu = "<table><tr><td>首页</td></tr><tr><td>政务公开</td></tr></table>"
    return (
        f'<table width="1000"><tr><td>{menu}</td><td>{index}'
        f"<table><tr><td>{body}</td></tr></table></td></tr></table>"
    )


# DOCX


def docx(made: Made) -> bytes:
    body = []
    for kind, what in made.parts():
        if kind == "table":
            for name, sheet in sheets(made, what):
                body += [paragraph(name)] if name else []
                body.append(word_table(sheet))
        else:
            body.append(paragraph(what))
    return with_body("".join(body))


def paragraph(text: str) -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def word_table(sheet: Sheet) -> str:
    """Word marks every cell that a merged one covers downwards."""
    boxes = placed(sheet)
    rows = []
    for index in range(len(sheet)):
        here = []
        for (row, column), box in boxes.items():
            if row <= index < row + box.down:
                merge = '<w:vMerge w:val="restart"/>' if row == index else "<w:vMerge/>"
                marks = f'<w:gridSpan w:val="{box.across}"/>' + (merge if box.down > 1 else "")
                said = paragraph(box.text if row == index else "")
                here.append((column, f"<w:tc><w:tcPr>{marks}</w:tcPr>{said}</w:tc>"))
        rows.append(f"<w:tr>{''.join(cell for _, cell in sorted(here))}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


# PDF


class Pages:
    """Goes down the pages, and numbers each at its foot."""

    LEFT, FIRST, LAST, SIZE = 40, 60, 780, 8

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.turn()

    def turn(self) -> None:
        self.pages.append(Page().text(280, 800, f"- {len(self.pages) + 1} -"))
        self.top = self.FIRST

    def line(self, text: str) -> None:
        for part in broken(text, 40):
            if self.top > self.LAST - 20:
                self.turn()
            self.pages[-1].text(self.LEFT, self.top, part, 12)
            self.top += 18

    def table(self, sheet: Sheet) -> None:
        """A ruled table; where the page ends, it goes on upon the next, and so does a cell over several rows."""
        boxes = placed(sheet)
        wide = max(column + box.across for (_, column), box in boxes.items())
        across = {4: [110] * 4, 10: [60, 60, 122, *[38] * 7], 7: [60, 120, *[60] * 5]}.get(
            wide, [510 // wide] * wide
        )
        start = 0
        while start < len(sheet):
            heights = []
            for row in range(start, len(sheet)):
                heights.append(self.height(row, boxes, across))
                if self.top + sum(heights) > self.LAST and len(heights) > 1:
                    heights.pop()
                    break
            self.rows(start, heights, boxes, across)
            start += len(heights)
            if start < len(sheet):
                self.turn()
        self.top += 14

    def height(self, row: int, boxes: Mapping[tuple[int, int], Box], across: list[int]) -> int:
        lines = [
            len(self.wrapped(box, column, across))
            for (at, column), box in boxes.items()
            if at == row and box.down == 1
        ]
        return max(26, 10 * max(lines, default=1) + 8)

    def wrapped(self, box: Box, column: int, across: list[int]) -> list[str]:
        room = sum(across[column : column + box.across]) - 6
        if box.text.isascii():
            return [box.text]
        return [part for line in box.text.split("\n") for part in broken(line, room // self.SIZE)]

    def rows(
        self,
        start: int,
        heights: list[int],
        boxes: Mapping[tuple[int, int], Box],
        across: list[int],
    ) -> None:
        end, page = start + len(heights), self.pages[-1]
        for (row, column), box in boxes.items():
            first, last = max(row, start), min(row + box.down, end)
            if first >= last:
                continue
            left = self.LEFT + sum(across[:column])
            right = left + sum(across[column : column + box.across])
            top = self.top + sum(heights[: first - start])
            bottom = self.top + sum(heights[: last - start])
            for x0, y0, x1, y1 in (
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            ):
                page.line(x0, y0, x1, y1)
            if row >= start:
                for index, part in enumerate(self.wrapped(box, column, across)):
                    page.text(left + 3, top + 4 + 10 * index, part, self.SIZE)
        self.top += sum(heights)


def ruled(made: Made) -> bytes:
    pages = Pages()
    for kind, what in made.parts():
        if kind == "table":
            for name, sheet in sheets(made, what):
                if name:
                    pages.line(name)
                pages.table(sheet)
        else:
            pages.line(what)
    return pdf(pages.pages)


# All of them


@dataclass(frozen=True)
class Layout:
    """A way of printing a report."""

    suffix: str
    write: Callable[[Made], bytes]
    shows_blanks: bool = True
    """Whether a blank cell leaves anything to be seen."""
    fourth: tuple[str, ...] = ("across",)
    """The ways in which it may print 四."""


ANY_FOURTH = ("across", "rows", "tables", "unnamed")
LAYOUTS = {
    "a web page with spans": Layout(".html", page(spanned), fourth=ANY_FOURTH),
    "a web page without spans": Layout(".html", page(unspanned()), fourth=ANY_FOURTH),
    "a web page of Word's": Layout(".html", page(unspanned(as_word_writes)), fourth=ANY_FOURTH),
    "tables in tables": Layout(".html", page(spanned, among_layout_tables), fourth=ANY_FOURTH),
    "a web page in GBK": Layout(".html", page(spanned, encoding="gbk"), fourth=ANY_FOURTH),
    "Word": Layout(".docx", docx, fourth=ANY_FOURTH),
    "a ruled PDF": Layout(".pdf", ruled, fourth=("across", "rows")),
    "tabs": Layout(".txt", text(of_sheets(tabs)), fourth=ANY_FOURTH),
    "pipes behind cells": Layout(".txt", text(of_sheets(pipes_behind)), fourth=ANY_FOURTH),
    "a cell and a pipe a line": Layout(".txt", text(of_sheets(cells_with_pipes))),
    "pads on their own line": Layout(".txt", text(of_sheets(cells_then_pads))),
    "a pipe before each row": Layout(".txt", text(of_sheets(pipe_before_rows))),
    "a pipe alone behind each cell": Layout(".txt", text(of_sheets(pipe_behind_cells))),
    "a line break in every cell": Layout(".txt", text(of_sheets(line_breaks_in_cells)), False),
    "a cell a line": Layout(".txt", text(of_sheets(cells_apart), "\n\n")),
    "numbers behind labels": Layout(".txt", text(of_pdf(numbers_behind)), False),
    "labels around numbers": Layout(".txt", text(of_pdf(labels_around)), False),
    "a number a line": Layout(".txt", text(of_pdf(numbers_apart)), False),
    "numbers before labels": Layout(".txt", text(of_pdf(numbers_before)), False),
    "Markdown": Layout(".md", markdown(markdown_sheets), fourth=ANY_FOURTH),
    "Markdown, a table a row": Layout(".md", markdown(third(a_table_a_row)), fourth=ANY_FOURTH),
    "Markdown, a wrong head": Layout(".md", markdown(third(a_wrong_head)), fourth=ANY_FOURTH),
    "Markdown, rows of many widths": Layout(".md", markdown(third(widths))),
    "Markdown, labels before": Layout(".md", markdown(third(labels_gathered(True)))),
    "Markdown, labels behind": Layout(".md", markdown(third(labels_gathered(False)))),
    "Markdown, a stray total": Layout(".md", markdown(third(a_stray_total))),
}
"""Those that lose nothing: every cell can be told."""
LOSSY = {
    "blank cells vanish": Layout(".txt", text(of_sheets(cells_apart_without_blanks), "\n\n")),
    "six or eight numbers in a row": Layout(".txt", text(of_pdf(six_or_eight)), False),
    "every line once": Layout(".txt", once(text(of_sheets(cells_apart), "\n\n"))),
    # A page's number among a row's: two readings may add up.
    "labels around numbers, on pages": Layout(".txt", text(of_pdf(labels_around, True)), False),
    "a number a line, on pages": Layout(".txt", text(of_pdf(numbers_apart, True)), False),
}
"""Those of which some cells can't be known."""

LATEST = dict.fromkeys(TABLES, "2021")
TRIAL = dict.fromkeys(TABLES, "2019")
FORMS = {
    "2021": LATEST,
    "2019": TRIAL,
    "2021 with 23 rows": LATEST | {"三": "2019"},
    "2019 with 25 rows": TRIAL | {"三": "2021"},
}


# What else befalls a report


RADICALS = {
    ord(unicodedata.normalize("NFKC", chr(point))): chr(point) for point in range(0x2F00, 0x2FD6)
}
MISPRINTS = {
    "其他法律行政法规禁止公开": "其他法律行政止公开",
    "危及“三安全一稳定”": "危机“三安全一稳定”",
    "三类内部事务": "三类内部事物",
    "本机关不掌握": "本办不掌握",
    "四类过程性": "四类过程性性",
    "其他处理": "其它处理",
    "结转下年度": "结转下一年度",
    "现行有效件数": "现行有效件",
    "本年制发件数": "本年制发数",
}
BROKEN_HEADS = {
    "商业企业": "商业\n企业",
    "科研机构": "科研\n机构",
    "社会公益组织": "社会公\n益组织",
    "法律服务机构": "法律服\n务机构",
    "本年新制作数量": "本年新\n制作数量",
}


def traditional(text: str) -> str:
    """With characters that machines get wrong."""
    return str(converter().convert(text)).replace("行政強制", "行政強製").replace("復議", "複議")


@cache
def converter() -> OpenCC:
    return OpenCC("s2t")


def radicals(text: str) -> str:
    return text.translate(RADICALS)


def full_width(text: str) -> str:
    return text.translate({ord("0") + digit: chr(ord("０") + digit) for digit in range(10)})


# Reading


def document(content: bytes, suffix: str) -> ReportDocument:
    """As `bounded` has it, but in this process."""
    kind = file_types.kind_of(content, suffix)
    blocks = read_blocks(content, kind, lambda done, total: None)
    return ReportDocument(f"虚构{suffix}", kind, "", tuple(blocks))


def read_back(made: Made, layout: Layout) -> ParsedReport:
    return read(document(layout.write(made), layout.suffix), forms())


def faults(report: ParsedReport, made: Made, *, doubtful: bool = False) -> list[str]:
    """Cells that are not what was printed; of those that were not read, such as no gap tells of. `doubtful` lets a
    cell be wrong where a gap or a doubt names its row."""
    told = rows_told(report)
    found = []
    for name, printed in made.cells.items():
        table, row = name.split(".", 1)[0], name.rpartition(".")[0]
        if name not in report.cells:
            # Under another form the row has another name, or none.
            if row not in told and report.tables[table].form == made.form_of[table]:
                found.append(f"{name}: {printed}, not read and not told")
        elif report.cells[name] != printed and not (doubtful and row in told):
            found.append(f"{name}: {printed}, read as {report.cells[name]}")
    return found


def rows_told(report: ParsedReport) -> set[str]:
    """The rows that a gap or a doubt names, with their tables."""
    return {
        f"{read.table}.{gap.row}"
        for read in report.tables.values()
        for gap in (*read.gaps, *read.doubts)
        if gap.row
    }


def gaps(report: ParsedReport) -> list[str]:
    return [f"{gap.what}：{gap.why}" for read in report.tables.values() for gap in read.gaps]


def made(
    form: str = "2021",
    seed: int = 0,
    nothing: Sequence[str | None] = ("0",),
    most: int = 60,
    **more: Any,
) -> Made:
    """With numbers of that seed."""
    return Made(drawn(Random(seed), FORMS[form], nothing, most), FORMS[form], **more)
