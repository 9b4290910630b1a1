"""Shaped files → Disclosure: names agree, figures parse, every one gets its provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .figure import Figure, NotAFigure, Unit, parse
from .grids import Grid, grid
from .names import expand
from .problems import Place, Problems, nearest
from .reading import Files, Read
from .records import Disclosure, Entry, Words, Year, unit_of
from .shapes import Form, Indicator, Printed, TieOut, Topic, YearFile
from .source import Document


@dataclass
class Linker:
    """Checks names across files, then makes the records."""

    files: Files
    problems: Problems

    def __post_init__(self) -> None:
        self.topic_of: dict[str, str] = {}
        self.indicators: dict[str, Indicator] = {}
        self.grids = {name: grids_of(read.record) for name, read in self.files.forms.items()}
        self.cells = {name: dict(cells_of(grids)) for name, grids in self.grids.items()}

    def disclosure(self, folder: str) -> Disclosure:
        assert (
            self.files.agency and self.files.glossary
        )  # read_files has recorded a problem otherwise
        self.link_topics()
        self.check_references()
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

    # Topics

    def link_topics(self) -> None:
        """One namespace of indicators, and one each of charts, notes and tie-outs, over all topics."""
        seen: dict[tuple[str, str], str] = {}
        for stem, read in self.files.topics.items():
            for kind in ("indicators", "charts", "notes", "tie_outs"):
                for name in getattr(read.record, kind):
                    if other := seen.get((kind, name)):
                        self.problems.add(
                            "D204", read.document.key_place(kind, name), name=name, other=other
                        )
                    seen[kind, name] = read.document.file
            self.indicators |= read.record.indicators
            self.topic_of |= dict.fromkeys(read.record.indicators, stem)

    def check_references(self) -> None:
        for read in self.files.topics.values():
            for path, name in references(read.record):
                self.check_name(name, read.document.place(*path))
            for id, chart in read.record.charts.items():
                for index, name in enumerate(chart.tie_outs):
                    self.check_tie_out(name, read.document.place("charts", id, "tie_outs", index))
            self.check_rules(read.record.tie_outs, read.document)
        for form in self.files.forms.values():
            for name, rule in form.record.tie_outs.items():
                for path, term in terms_of(rule):
                    self.check_name(term, form.document.place("tie_outs", name, *path))
            self.check_rules(form.record.tie_outs, form.document)

    def check_name(self, name: str, place: Place) -> None:
        bare = name.removeprefix("previous:")
        if not expand(bare, self.known):
            self.problems.add(
                "D207", place, name=bare, kind="指标或表格单元", hint=nearest(bare, self.known)
            )

    def check_tie_out(self, name: str, place: Place) -> None:
        """`decisions.kinds`, or one row or column of a rule with a `*`: `三.outcomes/total`."""
        rule_id, _, binding = name.partition("/")
        rule = self.rules.get(rule_id)
        if rule is None or bool(binding) is not ("*" in rule.equals[0]):
            known = [
                *self.rules,
                *(f"{id}/…" for id, one in self.rules.items() if "*" in one.equals[0]),
            ]
            self.problems.add("D207", place, name=name, kind="勾稽关系", hint=nearest(name, known))
        elif binding:
            self.check_name(rule.equals[0].replace("*", binding), place)

    @cached_property
    def rules(self) -> dict[str, TieOut]:
        """Every tie-out there is, of topics and of forms."""
        topics = [read.record.tie_outs for read in self.files.topics.values()]
        forms = [read.record.tie_outs for read in self.files.forms.values()]
        return {id: rule for rules in (*topics, *forms) for id, rule in rules.items()}

    def check_rules(self, rules: Mapping[str, TieOut], document: Document) -> None:
        for name, rule in rules.items():
            terms = [term.removeprefix("previous:") for _, term in terms_of(rule)]
            units = {
                self.known[id].dimension: self.known[id].word
                for term in terms
                for id in expand(term, self.known)
            }
            if len({term.count("*") for term in terms}) > 1:
                self.problems.add("D304", document.key_place("tie_outs", name), name=name)
            if len(units) > 1:
                self.problems.add(
                    "D303",
                    document.key_place("tie_outs", name),
                    name=name,
                    units="、".join(units.values()),
                )

    @cached_property
    def known(self) -> dict[str, Unit]:
        """Every name a figure can have: indicators, and the cells of every form. Topics are linked first."""
        units = {id: unit_of(indicator) for id, indicator in self.indicators.items()}
        for cells in self.cells.values():
            units |= {id: unit for id, (_, unit) in cells.items()}
        return units

    # Years

    def year(self, stem: str, read: Read[YearFile]) -> Year | None:
        file, document = read.record, read.document
        if stem != str(file.year):
            self.problems.add("D201", document.place("year"), year=file.year, name=f"{stem}.yml")
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
            grids=self.grids[file.report.form],
            entries={entry.id: entry for entry in entries},
            excuses={id: document.key_place("printed_so", id) for id in file.printed_so},
            source=document.file,
        )
        self.check_corrections(year, document)
        return year

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
                elif id not in self.indicators:
                    self.problems.add("D202", place, name=id, hint=nearest(id, self.indicators))
                else:
                    places[id] = place
                    yield self.entry(id, printed, file, document, section)

    def entry(
        self, id: str, printed: Printed, file: YearFile, document: Document, section: str
    ) -> Entry:
        indicator = self.indicators[id]
        bare = isinstance(document.data["figures"][section][id], str)
        place = document.place("figures", section, id, *(() if bare else ("printed",)))
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
            topic=self.topic_of[id],
        )

    def statutory(self, file: YearFile, document: Document) -> Iterator[Entry]:
        cells = self.cells[file.report.form]
        printed = dict(self.printed_cells(file, document))
        for id, (label, unit) in cells.items():
            text, place = printed.get(id, (None, document.key_place("tables")))
            yield Entry(
                id=id,
                year=file.year,
                section=id.partition(".")[0],
                label=label,
                figure=self.figure(text, unit, place) if text else None,
                place=place,
                period=file.report.covers,
                topic=self.topic_for_cell(id),
            )

    def printed_cells(
        self, file: YearFile, document: Document
    ) -> Iterator[tuple[str, tuple[str | None, Place]]]:
        """Cell name → (text, place); rows that the form doesn't have, or of the wrong length, are problems."""
        tables = self.grids[file.report.form]
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

    def topic_for_cell(self, id: str) -> str | None:
        return next(
            (stem for stem, read in self.files.topics.items() if expand_one(id, read.record)), None
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


def grids_of(form: Form) -> dict[str, tuple[Grid, ...]]:
    return {
        name: tuple(grid(name, block) for block in table.blocks)
        for name, table in form.tables.items()
    }


def cells_of(tables: Mapping[str, tuple[Grid, ...]]) -> Iterator[tuple[str, tuple[str, Unit]]]:
    """Cell name → (label, unit), in the form's order."""
    for table, grids in tables.items():
        for block in grids:
            for row, row_label in block.lines:
                for column, column_label in block.columns:
                    yield f"{table}.{row}.{column}", (f"{row_label}·{column_label}", block.unit)


def expand_one(id: str, topic: Topic) -> bool:
    return any(id in expand(pattern, [id]) for pattern in topic.also)


def references(topic: Topic) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every figure a topic names outside its directives, with where it names it."""
    for index, name in enumerate(topic.also):
        yield ("also", index), name
    for id, chart in topic.charts.items():
        for index, bar in enumerate(chart.bars):
            for name in (*filter(None, [bar.figure]), *bar.sum):
                yield ("charts", id, "bars", index), name
    for id, rule in topic.tie_outs.items():
        for path, term in terms_of(rule):
            yield ("tie_outs", id, *path), term
    for id, note in topic.notes.items():
        for index, name in enumerate(note.figures):
            yield ("notes", id, "figures", index), name


def terms_of(rule: TieOut) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for side in ("sum", "minus", "equals"):
        for index, term in enumerate(getattr(rule, side)):
            yield (side, index), term


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
