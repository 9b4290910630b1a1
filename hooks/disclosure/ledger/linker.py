"""Shaped files → Disclosure: figures parse, and every one gets its provenance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain

from disclosure.datafiles.checks.texts import check_section_numbers, section_number
from disclosure.datafiles.desk_records import VerificationRecord
from disclosure.datafiles.forms import ReportTables, table_name
from disclosure.datafiles.models import (
    BY_SECTION,
    COVERS,
    OPENING,
    Agency,
    PrintedText,
    Topic,
    YearFile,
    unit_of,
)
from disclosure.datafiles.parsing.flow_style import flow
from disclosure.datafiles.parsing.half_width import half_width_value
from disclosure.datafiles.parsing.yaml_source import YamlDocument
from disclosure.datafiles.reader import DataFiles, ParsedFile
from disclosure.datafiles.symbols import SymbolTable
from disclosure.figures.figure import Figure, NotAFigure, fold, parse
from disclosure.figures.period import Period
from disclosure.figures.units import Unit
from disclosure.problems.problem import Place, Problems, nearest

from .checks.corrections import CorrectionCheck
from .checks.coverage import check_open_items, coverage_of
from .checks.tables import check_forms, check_tables
from .checks.verification import effective_statuses
from .records import DirectiveText, Disclosure, Entry, Withdrawal, Year
from .restatements import with_restatements
from .year_source import YearSource


class Linker:
    """Makes the records of every year, once all names are known.

    Where something is wrong it goes on with what is right: a year of an unknown form is no Year, but its figures are
    looked at all the same.
    """

    def __init__(self, files: DataFiles, problems: Problems) -> None:
        self.files, self.problems = files, problems
        self.symbols = SymbolTable(files)

    def disclosure(self) -> Disclosure:
        """Everything that could be read. Where a problem was recorded it is fit for finding others, not to publish."""
        self.symbols.check(self.problems)
        years = [self.year(stem, read) for stem, read in self.files.years.items()]
        agency, glossary = self.files.agency, self.files.glossary
        in_order = {one.year: one for one in sorted(filter(None, years), key=lambda one: one.year)}
        return Disclosure(
            agency=agency.record if agency else Agency.model_construct(),
            years=with_restatements(in_order, self.symbols, self.problems),
            topics=in_display_order(
                {stem: read.record for stem, read in self.files.topics.items()}
            ),
            glossary=glossary.record.root if glossary else {},
            forms={name: read.record for name, read in self.files.forms.items()},
            directive_texts=tuple(
                words for read in self.files.topics.values() for words in directive_texts_of(read)
            ),
            folder=self.files.folder,
        )

    def year(self, stem: str, read: ParsedFile[YearFile]) -> Year | None:
        file, document = read.record, read.document
        self.check_year(stem, file, document)
        self.check_sections(file, document)
        year_source = YearSource(file, document, self.symbols)
        check_open_items(year_source, self.problems)
        check_forms(year_source, self.problems)
        tables = year_source.tables
        entries = [*self.narrative(year_source)]
        entries += self.statutory(year_source, tables) if tables else ()
        right = {COVERS, *(entry.id for entry in entries)}
        published = self.files.publication_record(stem)
        CorrectionCheck(year_source, published, right, self.problems).check()
        if not tables or stem != str(file.year):
            return None
        order = {section: index for index, section in enumerate(file.outline)}
        entries.sort(key=lambda entry: order.get(entry.section, len(order)))
        verified = self.files.verification_record(stem)
        return Year(
            file=file,
            form=tables.form,
            other_forms=tables.others,
            grids=tables.grids,
            entries={one.id: one for one in with_verification(verified, entries, year_source)},
            printed_so_places={id: document.key_place("printed_so", id) for id in file.printed_so},
            withdrawn={entry.id: entry for entry in self.withdrawn_entries(year_source)},
            document=document,
            verified=verified,
            coverage=coverage_of(year_source, verified),
        )

    def check_year(self, stem: str, file: YearFile, document: YamlDocument) -> None:
        place, other = document.place("year"), str(file.year)
        if stem == other:
            self.check_dates(file, document)
        elif other in self.files.stems["years"]:
            self.problems.add("D210", place, year=file.year, other=f"{other}.yml")
        else:
            hint = f"请把文件改名为 data/years/{other}.yml"
            if stem.isdecimal():
                hint = f"报告是{stem}年的，就写 year: {stem}；是{other}年的，就{hint.removeprefix('请')}"
            self.problems.add("D201", place, year=file.year, name=f"{stem}.yml", hint=hint)

    def check_dates(self, file: YearFile, document: YamlDocument) -> None:
        """The dates that a copy of last year's file is likeliest to keep."""
        if str(file.year) not in file.report.title:
            place = document.place("report", "title")
            self.problems.add("D209", place, title=file.report.title, year=file.year)
        spans: dict[tuple[str, ...], Period] = {("report", "covers"): file.report.covers}
        for section, figures in file.figures.items():
            for id, printed in figures.items():
                if printed.period:
                    spans["figures", section, id, "period"] = printed.period
        for path, span in spans.items():
            if not span.start.year <= file.year <= span.end.year:
                place = document.place(*path)
                self.problems.add("D208", place, period=span.text, year=file.year)

    def check_sections(self, file: YearFile, document: YamlDocument) -> None:
        outline = document.data.get("outline") if isinstance(document.data, dict) else None
        if not isinstance(outline, dict):
            return  # reported already
        check_section_numbers(document, self.problems)
        known = set(map(section_number, outline))
        for kind in BY_SECTION:
            for section in getattr(file, kind):
                is_opening = section == OPENING and kind in ("open", "set_aside")
                is_known = section in outline or section_number(section) in known
                if not is_known and not is_opening:
                    place = document.key_place(kind, section)
                    hint = partial(nearest, section, file.outline)
                    self.problems.add("D203", place, name=section, hint=hint)

    def narrative(self, year_source: YearSource) -> Iterator[Entry]:
        places: dict[str, Place] = {}
        for section, id, printed in year_source.narrative():
            place = year_source.document.key_place("figures", section, id)
            if id in places:
                self.problems.add("D204", place, name=id, other=places[id])
            elif id in self.symbols.indicators:
                places[id] = place
                yield from self.entry(section, id, printed, year_source)
            elif not self.files.may_define(id):
                hint = partial(nearest, id, self.symbols.indicators)
                self.problems.add("D202", place, name=id, hint=hint)

    def entry(
        self, section: str, id: str, printed: PrintedText, year_source: YearSource
    ) -> Iterator[Entry]:
        """One entry, or none where the text is no figure."""
        indicator, place = self.symbols.indicators[id], year_source.place(section, id)
        # The form's heads name a cell's unit; a sentence names its own.
        if printed.printed[-1].isdigit() or NUMBER_WITHOUT_UNIT.search(printed.printed):
            place_after = place.moved_right(len(printed.printed))
            self.problems.add("D305", place_after, printed=printed.printed, unit=indicator.unit)
        elif figure := self.figure(printed.printed, unit_of(indicator), place):
            yield Entry(
                id=id,
                year=year_source.file.year,
                section=section,
                label=indicator.label,
                figure=figure,
                place=place,
                period=printed.period or year_source.file.report.covers,
                since=printed.since,
                note=printed.note,
                definition=indicator.definition,
                topic=self.symbols.topic_of[id],
            )

    def statutory(self, year_source: YearSource, tables: ReportTables) -> Iterator[Entry]:
        check_tables(year_source, tables, self.problems)
        taken_back, footnotes = withdrawals(year_source.file), year_source.file.footnotes
        grids = chain(*tables.grids.values())
        starred = {f"{grid.table}.{row}" for grid in grids for row in grid.starred}
        for id, (label, unit) in tables.cells.items():
            table = table_name(id)
            if table not in year_source.file.tables:
                continue  # the file has no such table at all: nothing was left blank
            nowhere = None, year_source.document.key_place("tables", table)
            text, place = year_source.cells.get(id, nowhere)
            figure = self.figure(text, unit, place) if text else None
            if figure or not text:
                yield Entry(
                    id=id,
                    year=year_source.file.year,
                    section=table,
                    label=label,
                    figure=figure,
                    place=place,
                    period=year_source.file.report.covers,
                    note=footnotes.get(table) if id.rpartition(".")[0] in starred else None,
                    topic=self.symbols.topic_of_cell.get(id),
                    withdrawn=None if figure else taken_back.get(id),
                )

    def withdrawn_entries(self, year_source: YearSource) -> Iterator[Entry]:
        """The indicators that a correction took out of the file: no section has them any more."""
        for id, one in withdrawals(year_source.file).items():
            if id in self.symbols.indicators and id not in year_source.statements:
                indicator = self.symbols.indicators[id]
                yield Entry(
                    id=id,
                    year=year_source.file.year,
                    section="",
                    label=indicator.label,
                    figure=None,
                    place=year_source.document.place("corrections", one.number - 1, "figure"),
                    period=year_source.file.report.covers,
                    definition=indicator.definition,
                    topic=self.symbols.topic_of[id],
                    withdrawn=one,
                )

    def figure(self, text: str, unit: Unit, place: Place) -> Figure | None:
        try:
            figure = parse(text, unit)
        except NotAFigure as fault:
            hint = mend_of(fault, place)
            self.problems.add("D301", place.moved_right(fault.offset), what=fault.reason, hint=hint)
            return None
        if figure.value is not None and figure.value.is_signed() and not unit.signed:
            self.problems.add("D302", place, printed=text)
            return None
        # Over two lines, or with escapes, what an editor sees is not what is read.
        if text not in place.text:
            self.problems.add("D301", place, what=f"“{text}”没有照原样写在一行里", hint=ONE_LINE)
            return None
        check_signs(text, place, self.problems)
        return figure


def mend_of(fault: NotAFigure, place: Place) -> str:
    """How to write what was meant, in the place where it stands."""
    before, after = place.text[: place.column - 1], place.text[place.column - 1 :]
    meant = half_width_value(fault.text)
    if meant != fault.text:
        return f"括号、冒号和逗号用了全角的，请写成 {meant}"
    if not fault.remark:
        return fault.mend
    if re.fullmatch(r"\s*[\w.]+: *['\"]?", before):
        return f"数后面的话写进 note：{flow({'printed': fault.figure, 'note': fault.remark})}"
    if after.partition(fault.text)[2].lstrip("'\"")[:1] in tuple(",]") and "printed" not in before:
        return f"表里的格子只写数：写成 {flow(fault.figure)}，“{fault.remark}”移到 footnotes"
    return f"这里只写 {flow(fault.figure)}，“{fault.remark}”移到花括号里的 note"


def check_signs(text: str, place: Place, problems: Problems) -> None:
    """Record signs that are read right, but that a report rarely prints."""
    plain = GROUPED.sub(",", text)
    if plain != text:
        within = place.text[: place.column - 1].rstrip(" '\"").endswith(("[", ",", "printed:"))
        meant = flow(plain) if within else plain
        hint = f"千位分隔用半角逗号，写成 {meant}；{PRINTED_SO}"
        problems.add("D307", place, sign="，", text=text, hint=hint)
    elif fold(text).strip() == "/":
        hint = f"表上印的是横线，写成 —；留空的，写 ~；{PRINTED_SO}"
        problems.add("D307", place, sign="/", text=text, hint=hint)


def withdrawals(file: YearFile) -> dict[str, Withdrawal]:
    """Figure or cell → the correction that took it back, where none put it in again."""
    last = {one.figure: (number, one) for number, one in enumerate(file.corrections, 1)}
    return {
        id: Withdrawal(number, one.on, one.was, one.why)
        for id, (number, one) in last.items()
        if one.is_withdrawal
    }


def with_verification(
    verified: VerificationRecord | None, entries: Iterable[Entry], year_source: YearSource
) -> Iterator[Entry]:
    """The entries, each with what the record of verification says of it."""
    found = effective_statuses(year_source, verified) if verified else {}
    for entry in entries:
        yield replace(entry, verification=found[entry.id]) if entry.id in found else entry


NUMBER_WITHOUT_UNIT = re.compile(r"[0-9](余|多|以上|左右|上下|\s|\u200b)+$")
"""A number with nothing but hedges behind it."""
GROUPED = re.compile("(?<=[0-9０-９])，(?=[0-9０-９]{3})")
PRINTED_SO = "报告印的就是这样，不用改"
ONE_LINE = "一个数写在一行里，不换行，也不用“\\”"


def directive_texts_of(read: ParsedFile[Topic]) -> Iterator[DirectiveText]:
    """Every text of a topic that may hold directives."""
    topic, lines = read.record, tuple(read.document.lines)
    texts: dict[tuple[str, ...], str] = {("summary",): topic.summary}
    for id, chart in topic.charts.items():
        texts |= {("charts", id, "title"): chart.title, ("charts", id, "note"): chart.note or ""}
    for id, note in topic.notes.items():
        texts |= {("notes", id, "question"): note.question, ("notes", id, "answer"): note.answer}
    for path, text in texts.items():
        of_chart = path[1] if path[0] == "charts" else ""
        yield DirectiveText(text, read.document.place(*path), lines, inline=True, chart=of_chart)


def in_display_order(topics: Mapping[str, Topic]) -> dict[str, Topic]:
    """As their files ask to be listed; the file's name decides between equals."""
    return dict(sorted(topics.items(), key=lambda item: (item[1].order, item[0])))
