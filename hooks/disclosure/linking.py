"""Shaped files → Disclosure: figures parse, and every one gets its provenance."""

from __future__ import annotations

from collections.abc import Iterator

from .figure import Figure, NotAFigure, parse
from .namespace import Namespace
from .period import Period
from .problems import Place, Problems, nearest
from .reading import Files, Read
from .records import Disclosure, Entry, Words, Year, unit_of
from .shapes import Printed, Topic, YearFile
from .source import Document
from .units import Unit


class Linker:
    """Makes the records of every year, once all names are known."""

    def __init__(self, files: Files, problems: Problems) -> None:
        self.files, self.problems = files, problems
        self.names = Namespace(files)

    def disclosure(self, folder: str) -> Disclosure:
        # read_files has recorded a problem otherwise
        assert self.files.agency and self.files.glossary
        self.names.check(self.problems)
        years = [self.year(stem, read) for stem, read in self.files.years.items()]
        return Disclosure(
            agency=self.files.agency.record,
            years={
                year.year: year for year in sorted(filter(None, years), key=lambda year: year.year)
            },
            topics={stem: read.record for stem, read in self.files.topics.items()},
            glossary=self.files.glossary.record.root,
            words=tuple(words for read in self.files.topics.values() for words in words_of(read)),
            folder=folder,
        )

    def year(self, stem: str, read: Read[YearFile]) -> Year | None:
        file, document = read.record, read.document
        if stem != str(file.year):
            self.problems.add("D201", document.place("year"), year=file.year, name=f"{stem}.yml")
        else:
            self.check_year(file, document)
        if file.report.form not in self.files.forms:
            self.problems.add(
                "D207", document.place("report", "form"), name=file.report.form, kind="表式"
            )
            return None
        self.check_sections(file, document)
        entries = [*self.narrative(file, document), *self.statutory(file, document)]
        order = {section: index for index, section in enumerate(file.outline)}
        entries.sort(key=lambda entry: order.get(entry.section, len(order)))
        year = Year(
            file=file,
            form=self.files.forms[file.report.form].record,
            grids=self.names.grids[file.report.form],
            entries={entry.id: entry for entry in entries},
            excuses={id: document.key_place("printed_so", id) for id in file.printed_so},
            source=document.file,
        )
        self.check_corrections(year, document)
        return year

    def check_year(self, file: YearFile, document: Document) -> None:
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

    def check_sections(self, file: YearFile, document: Document) -> None:
        for kind in ("figures", "tables", "papers", "events", "facts", "commitments", "footnotes"):
            for section in getattr(file, kind):
                if section not in file.outline:
                    place = document.key_place(kind, section)
                    self.problems.add(
                        "D203", place, name=section, hint=nearest(section, file.outline)
                    )

    def narrative(self, file: YearFile, document: Document) -> Iterator[Entry]:
        places: dict[str, Place] = {}
        for section, figures in file.figures.items():
            for id, printed in figures.items():
                place = document.key_place("figures", section, id)
                if id in places:
                    self.problems.add("D204", place, name=id, other=places[id])
                elif id not in self.names.indicators:
                    self.problems.add(
                        "D202", place, name=id, hint=nearest(id, self.names.indicators)
                    )
                else:
                    places[id] = place
                    yield self.entry(id, printed, file, document, section)

    def entry(
        self, id: str, printed: Printed, file: YearFile, document: Document, section: str
    ) -> Entry:
        indicator = self.names.indicators[id]
        bare = isinstance(document.data["figures"][section][id], str)
        place = document.place("figures", section, id, *(() if bare else ("printed",)))
        # The form's heads name a cell's unit; a sentence names its own.
        if printed.printed[-1].isdigit():
            place_after = place.right(len(printed.printed))
            self.problems.add("D305", place_after, printed=printed.printed, unit=indicator.unit)
        return Entry(
            id=id,
            year=file.year,
            section=section,
            label=indicator.label,
            figure=self.figure(printed.printed, unit_of(indicator), place),
            place=place,
            period=printed.period or file.report.covers,
            since=printed.since,
            note=printed.note,
            definition=indicator.definition,
            topic=self.names.topic_of[id],
        )

    def statutory(self, file: YearFile, document: Document) -> Iterator[Entry]:
        cells = self.names.cells[file.report.form]
        printed = dict(self.printed_cells(file, document))
        for id, (label, unit) in cells.items():
            if id.partition(".")[0] not in file.tables:
                continue  # the file has no such table at all: nothing was left blank
            text, place = printed.get(id, (None, document.key_place("tables")))
            yield Entry(
                id=id,
                year=file.year,
                section=id.partition(".")[0],
                label=label,
                figure=self.figure(text, unit, place) if text else None,
                place=place,
                period=file.report.covers,
                topic=self.names.topic_of_cell(id),
            )

    def printed_cells(
        self, file: YearFile, document: Document
    ) -> Iterator[tuple[str, tuple[str | None, Place]]]:
        """Cell name → (text, place); rows that the form doesn't have, or of the wrong length, are problems."""
        tables = self.names.grids[file.report.form]
        for table, rows in file.tables.items():
            columns = {row: grid.columns for grid in tables.get(table, ()) for row, _ in grid.lines}
            if not columns:
                known = "、".join(tables)
                self.problems.add(
                    "D205", document.key_place("tables", table), name=table, known=known
                )
            for row, values in rows.items():
                place = document.key_place("tables", table, row)
                if columns and row not in columns:
                    known = "、".join(columns)
                    self.problems.add(
                        "D205", place, name=row, known=known, hint=nearest(row, columns)
                    )
                elif columns and len(values) != len(columns[row]):
                    labels = " ".join(label.rpartition("／")[2] for _, label in columns[row])
                    self.problems.add(
                        "D206",
                        place,
                        name=row,
                        got=len(values),
                        expected=len(columns[row]),
                        columns=labels,
                    )
                elif columns:
                    for index, ((column, _), text) in enumerate(
                        zip(columns[row], values, strict=True)
                    ):
                        yield (
                            f"{table}.{row}.{column}",
                            (text, document.place("tables", table, row, index)),
                        )

    def figure(self, text: str, unit: Unit, place: Place) -> Figure | None:
        try:
            figure = parse(text, unit)
        except NotAFigure as fault:
            self.problems.add("D301", place.right(fault.offset), what=fault.reason, hint=fault.mend)
            return None
        if figure.value is not None and figure.value < 0:
            self.problems.add("D302", place, printed=text)
        return figure

    def check_corrections(self, year: Year, document: Document) -> None:
        """Each correction of a figure starts where the one before it ended; the last ends in what the file says now."""
        now: dict[str, tuple[str, Place]] = {}
        for index, one in enumerate(year.file.corrections):
            place = document.place("corrections", index, "figure")
            if one.figure not in year.entries:
                self.problems.add("D207", place, name=one.figure, kind="指标或表格单元")
                continue
            before, _ = now.get(one.figure, (one.was, place))
            if before != one.was:
                was = document.place("corrections", index, "was")
                self.problems.add("D404", was, figure=one.figure, was=one.was, before=before)
            now[one.figure] = one.now, place
        for id, (text, place) in now.items():
            figure = year.entries[id].figure
            printed = figure.printed if figure else ""
            if printed != text:
                self.problems.add("D403", place, figure=id, now=text, printed=printed)


def words_of(read: Read[Topic]) -> Iterator[Words]:
    """Every text of a topic that may hold directives."""
    topic, lines = read.record, tuple(read.document.lines)
    yield Words(topic.summary, read.document.place("summary"), lines)
    for id, chart in topic.charts.items():
        yield Words(chart.title, read.document.place("charts", id, "title"), lines)
        yield Words(chart.note or "", read.document.place("charts", id, "note"), lines)
    for id, note in topic.notes.items():
        yield Words(note.question, read.document.place("notes", id, "question"), lines)
        yield Words(note.answer, read.document.place("notes", id, "answer"), lines)
