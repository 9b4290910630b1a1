"""A report's blocks → all that was read of it: whose it is, its sections, the cells of its statutory tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from disclosure.datafiles.forms import Grid, grids_of, row_name
from disclosure.datafiles.models import Form
from disclosure.problems.problem import Place

from .narrative.identity import Identity, identity
from .narrative.sections import ReportSection, Slip, has_numbers, headings, is_of_form, sections
from .readers.blocks import PICTURE, ReportDocument, Spot
from .readers.bounds import too_many
from .tables.cells import BlockFit, Gap, TableForm, TableRead
from .tables.rows import Row, Value, rows_of
from .tables.similarity import core, likeness
from .tables.sums import Sums
from .tables.table_reader import read_table


@dataclass(frozen=True)
class ParsedReport:
    """One report, read."""

    document: ReportDocument
    identity: Identity
    titles: Mapping[str, str]
    """The statutory headings, 一 … 六, as the forms have them."""
    found: frozenset[str]
    """Which of them the report has."""
    tables: Mapping[str, TableRead]
    """Statutory table → what was read of it, under the form that fits it best."""
    narrative: tuple[ReportSection, ...]
    """Every heading with its text, the statutory tables taken out."""
    slips: tuple[Slip, ...]
    """Where the numbers of headings don't follow one another."""
    lines: Mapping[Spot, str]
    """What stands at a spot; of a table's row its cells."""

    @cached_property
    def values(self) -> dict[str, Value]:
        """Cell name → what was read there, of all tables."""
        reads = self.tables.values()
        return {name: value for read in reads for name, value in read.cells.items()}

    @cached_property
    def cells(self) -> dict[str, str | None]:
        """Cell name → as printed; None for a blank one."""
        return {name: value.text or None for name, value in self.values.items()}

    def place(self, spot: Spot | None, column: int = 1) -> Place:
        """A place for a problem: of a PDF the line is that of its page, which the message names. Where the report has
        nothing to point at, its start."""
        if spot is None:
            return Place(self.document.name)
        return Place(self.document.name, spot.line, column, self.lines.get(spot, ""))

    def location(self, spot: Spot) -> str:
        """`报告第3页第12行`; of a document, where nobody can count paragraphs, the report alone."""
        return "报告" if self.document.kind in ("docx", "odt", "rtf") else f"报告{spot.words}"

    @property
    def picture_pages(self) -> list[Spot]:
        """Where a page has nothing but a picture."""
        return [spot for spot, text in self.lines.items() if text == PICTURE]


def read(document: ReportDocument, forms: Mapping[str, Form]) -> ParsedReport:
    """`forms` by name, the newest last: where two fit alike, the newest has it. Raises Unreadable where a library is
    missing."""
    rows = rows_of(document.blocks)
    if (size := sum(len(row.raw) for row in rows)) > MOST_TEXT:
        raise too_many(size, MOST_TEXT, "报告的字")
    newest_first = dict(reversed(list(forms.items())))
    titles = next(iter(newest_first.values())).sections
    starts = headings(rows, titles)
    grids = {name: grids_of(form) for name, form in newest_first.items()}
    identified = identity(rows, min(starts.values(), default=0))
    own = {one.value for one in identified.years}
    reads, regions = {}, set()
    for table in dict.fromkeys(table for form in forms.values() for table in form.tables):
        here = [
            TableForm(name, found[table], Sums.of(newest_first[name], table))
            for name, found in grids.items()
            if table in found
        ]
        region, reads[table] = found_in(table, here, rows, starts, own)
        regions |= set(region)
    words = dict.fromkeys(core(word) for found in grids.values() for word in words_of(found))
    labels = sorted(words, key=len, reverse=True)
    kept = [*numbers_outside_tables(rows, regions, labels, starts)]
    narrative, slips = sections([rows[index] for index in kept], titles, positions(starts, kept))
    return ParsedReport(
        document=document,
        identity=identified,
        titles=titles,
        found=frozenset(starts),
        tables=chosen(reads),
        narrative=tuple(narrative),
        slips=tuple(slips),
        lines={row.spot: row.raw for row in rows},
    )


def chosen(reads: Mapping[str, Sequence[TableRead]]) -> dict[str, TableRead]:
    """Of each table the reading under the form that fits it best; where several do, under that of the first table."""
    main = ""
    found = {}
    for table, ones in reads.items():
        most = max(one.likeness for one in ones)
        alike = {one.form: one for one in ones if one.likeness == most}
        main = main or next(iter(alike))
        best = alike.get(main) or next(iter(alike.values()))
        found[table] = without_other_forms(best, ones)
    return {table: without_others(one, found) for table, one in found.items()}


def without_other_forms(read: TableRead, reads: Sequence[TableRead]) -> TableRead:
    """Without the blocks whose columns have another form's heads: their values count something else."""
    for block in read.blocks:
        other = next((one.form for one in reads if has_heads(one, block)), None)
        if other and block.heads < FEW_HEADS:
            read = without_block(read, block, other)
    return read


def without_block(read: TableRead, block: BlockFit, other: str) -> TableRead:
    rows = {id for id, _ in block.rows}
    why = f"表头是 {other} 年表式的，表里别的各块是 {read.form} 年表式的"
    cells = {name: cell for name, cell in read.cells.items() if row_name(name) not in rows}
    spots = {row_name(name): cell.spot for name, cell in read.cells.items()}
    gaps = [Gap(f"“{label}”一行", why, spots.get(id), id) for id, label in block.rows]
    gaps += [one for one in read.gaps if one.row not in rows]
    return replace(read, cells=cells, gaps=gaps)


def has_heads(read: TableRead, block: BlockFit) -> bool:
    """Whether another form has a block of such rows, and its heads are what is printed."""
    return any(
        one.heads > max(MOST_HEADS, block.heads) and set(one.rows) & set(block.rows)
        for one in read.blocks
    )


def without_others(read: TableRead, reads: Mapping[str, TableRead]) -> TableRead:
    """Rows that another table has taken are none of this one's, though a heading between them may be missing."""
    others = (one for one in reads.values() if one is not read)
    taken = {value.spot for one in others for value in one.cells.values()}
    gaps = [gap for gap in read.gaps if gap.row or gap.spot not in taken]
    return replace(read, gaps=gaps)


def found_in(
    table: str,
    known: Sequence[TableForm],
    rows: Sequence[Row],
    starts: Mapping[str, int],
    own: set[str],
) -> tuple[range, list[TableRead]]:
    """Where the table is, and what is read there under each form. A table that isn't under its own heading is looked
    for by the labels of its rows: at the report's end, or where the heading is missing. `own` is the report's year."""
    region = under(table, starts, len(rows))
    reads = under_each(table, known, rows[region.start : region.stop])
    if any(one.cells for one in reads):
        return region, reads
    elsewhere = by_labels(known, rows, starts)
    others = under_each(table, known, rows[elsewhere.start : elsewhere.stop])
    if not any(one.cells for one in others):
        return region, reads
    around = rows[max(0, elsewhere.start - HEADS) : elsewhere.start + HEADS]
    before = "".join(row.raw for row in around)
    for one in others:
        of_another_place(one, set(YEAR.findall(before)), own, rows[elsewhere.start])
    return elsewhere, others


def of_another_place(read: TableRead, years: set[str], own: set[str], row: Row) -> None:
    """A table outside its section may be another year's: it is, where only another one is named before it."""
    why = "不在自己的一节里，是在别处找到的"
    if others := years and not years & own:
        read.cells.clear()
        why += f"，前面写着 {'、'.join(sorted(years))} 年，没有读"
    found = read.gaps if others else read.doubts
    found.append(Gap("整张表", why, row.spot))


def under_each(table: str, known: Sequence[TableForm], rows: Sequence[Row]) -> list[TableRead]:
    return [read_table(table, form, rows) for form in known]


def by_labels(known: Sequence[TableForm], rows: Sequence[Row], starts: Mapping[str, int]) -> range:
    """From the first row that has a label of the table to the last, with the heads before and the values behind."""
    heads = (header_texts(grid) for form in known for grid in form.grids)
    labels = {core(label.rpartition("／")[2]) for texts in heads for label in texts}
    distinctive = [label for label in labels if len(label) >= LONG_ENOUGH]
    own = {index: core(row.words[-1]) for index, row in enumerate(rows) if row.words}
    hits = [
        index
        for index, text in own.items()
        if any(likeness(text, label) >= ALIKE for label in distinctive)
    ]
    if not hits:
        return range(0)
    before = [at + 1 for at in starts.values() if at < hits[0]]
    first = max([hits[0] - HEADS, 0, *before])
    return range(first, min(hits[-1] + BEHIND, len(rows)))


def header_texts(grid: Grid) -> list[str]:
    return [label for _, label in grid.lines] + [head.label for head in grid.column_heads[0]]


def under(section: str, starts: Mapping[str, int], end: int) -> range:
    if section not in starts:
        return range(0)
    start = starts[section] + 1
    return range(start, min((at for at in starts.values() if at >= start), default=end))


def numbers_outside_tables(
    rows: Sequence[Row], regions: set[int], labels: Sequence[str], starts: Mapping[str, int]
) -> Iterator[int]:
    """The rows that no statutory table has taken."""
    heads = set(starts.values())
    for index, row in enumerate(rows):
        is_kept = index in heads or index not in regions
        if is_kept or (not row.values and (has_numbers(row) or not is_of_form(row, labels))):
            yield index


def positions(starts: Mapping[str, int], kept: Sequence[int]) -> dict[str, int]:
    at = {row: index for index, row in enumerate(kept)}
    return {key: at[row] for key, row in starts.items()}


def words_of(tables: Mapping[str, Sequence[Grid]]) -> Iterator[str]:
    """Every word that a form prints in its tables."""
    for grids in tables.values():
        for grid in grids:
            heads = [head.label for level in grid.column_heads for head in level]
            heads += [head.label for row in grid.rows for head in row.heads]
            heads += [label.rpartition("／")[2] for _, label in (*grid.lines, *grid.columns)]
            yield from (*heads, *filter(None, (grid.title, grid.remark)))
            yield from filter(None, [grid.corner.label if grid.corner else ""])


MOST_TEXT = 400_000
"""Characters. A long report has about 30,000."""
YEAR = re.compile("20[0-9]{2}(?=年)")
LONG_ENOUGH, ALIKE = 4, 0.9
"""Characters of a label that no other table has, and how well a row must say it."""
FEW_HEADS, MOST_HEADS = 0.75, 0.95
"""How much of the words over a block's columns is printed where it is of another form, and where it is of this one."""
HEADS, BEHIND = 8, 9
"""Rows of heads before the first label, and of loose values behind the last."""
