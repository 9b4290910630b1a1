"""Every name that data files use → what it stands for; a name that stands for nothing is a problem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial

from disclosure.figures.units import Unit
from disclosure.problems.problem import Place, Problems, nearest

from .forms import ReportTables, cells_of, grids_of
from .models import COVERS, COVERS_LABEL, Indicator, ReportInfo, TieOut, Topic, unit_of
from .parsing.yaml_source import YamlDocument
from .patterns import PREVIOUS, expand_pattern, wildcard_values
from .reader import DataFiles


class SymbolTable:
    """One namespace of figures over all topics and forms, and one each of charts, notes and tie-outs."""

    def __init__(self, files: DataFiles) -> None:
        self.files = files
        self.grids = {name: grids_of(read.record) for name, read in files.forms.items()}
        self.cells = {name: dict(cells_of(grids)) for name, grids in self.grids.items()}
        self._tables: dict[object, ReportTables | None] = {}
        self.invalid_rules: set[str] = set()
        """Tie-outs that can't be worked out, already reported."""
        self.indicators: dict[str, Indicator] = {}
        self.topic_of: dict[str, str] = {}
        for stem, read in files.topics.items():
            self.indicators |= read.record.indicators
            self.topic_of |= dict.fromkeys(read.record.indicators, stem)

    def tables(self, report: ReportInfo) -> ReportTables | None:
        """A report's tables, each of its own form; laid out once for all reports that have the same."""
        kind = report.form, *report.tables_of.items()
        if kind not in self._tables:
            forms = {name: read.record for name, read in self.files.forms.items()}
            self._tables[kind] = ReportTables.of(report, forms)
        return self._tables[kind]

    @cached_property
    def topic_of_cell(self) -> Mapping[str, str]:
        """Statutory cell → the first topic that counts it as its own."""
        cells = dict.fromkeys(id for cells in self.cells.values() for id in cells)
        return {
            id: stem
            for stem, read in reversed([*self.files.topics.items()])
            for pattern in read.record.also
            for id in expand_pattern(pattern, cells)
        }

    def check(self, problems: Problems) -> None:
        """Record every name given twice, reserved, or standing for nothing."""
        self.check_duplicates(problems)
        self.check_reserved(problems)
        self.check_references(problems)

    def check_duplicates(self, problems: Problems) -> None:
        seen: dict[tuple[str, str], str] = {}
        for read in self.files.topics.values():
            for kind in ("indicators", "charts", "notes", "tie_outs"):
                for name in getattr(read.record, kind):
                    if other := seen.get((kind, name)):
                        place = read.document.key_place(kind, name)
                        problems.add("D204", place, name=name, other=other)
                    seen[kind, name] = read.document.file

        for name, form in self.files.forms.items():
            for table, grids in self.grids[name].items():
                rows = Counter(row for grid in grids for row, _ in grid.lines)
                for row in (row for row, times in rows.items() if times > 1):
                    place = form.document.key_place("tables", table)
                    problems.add("D204", place, name=row, other=f"表“{table}”里")

    def check_reserved(self, problems: Problems) -> None:
        """Record names that pages, files or other systems have another use for."""
        for stem, topic in self.files.topics.items():
            if stem in RESERVED_FILES or not FILE_NAME.fullmatch(stem):
                problems.add("D220", topic.document.at(0, 0), name=stem, kind="主题的文件名")
            for name in topic.record.charts:
                if name in RESERVED_IDS | RESERVED_FILES or name.endswith(TREND):
                    place = topic.document.key_place("charts", name)
                    problems.add("D220", place, name=name, kind="图")
        for form in self.files.forms.values():
            for table in form.record.tables:
                if not TABLE_NAME.fullmatch(table):
                    place = form.document.key_place("tables", table)
                    problems.add("D220", place, name=table, kind="统计表", hint=TABLE_HINT)
        for kind, names, document, path in self.names_of_elements():
            for name in RESERVED_IDS.intersection(names):
                problems.add("D220", document.key_place(*path, name), name=name, kind=kind)

    def names_of_elements(
        self,
    ) -> Iterator[tuple[str, Iterable[str], YamlDocument, tuple[str, ...]]]:
        """(what they name, names that become ids of elements, their file, the path to them in it)."""
        for topic in self.files.topics.values():
            yield "说明", topic.record.notes, topic.document, ("notes",)
            yield "指标", topic.record.indicators, topic.document, ("indicators",)
        if glossary := self.files.glossary:
            yield "词条", glossary.record.root, glossary.document, ()
        for year in self.files.years.values():
            yield "章节号", year.record.outline, year.document, ("outline",)

    def check_references(self, problems: Problems) -> None:
        for read in self.files.topics.values():
            for path, name in references(read.record):
                self.check_name(name, read.document.place(*path), problems)
            for id, chart in read.record.charts.items():
                for index, name in enumerate(chart.tie_outs):
                    place = read.document.place("charts", id, "tie_outs", index)
                    self.check_tie_out(name, place, problems)
            self.check_rules(read.record.tie_outs, read.document, problems)
        for stem, form in self.files.forms.items():
            own = self.cells[stem].keys() | self.indicators.keys()
            for name, rule in form.record.tie_outs.items():
                for path, term in terms_of(rule):
                    place = form.document.place("tie_outs", name, *path)
                    known = self.units if term.startswith(PREVIOUS) else own
                    self.check_name(term, place, problems, known)
            self.check_rules(form.record.tie_outs, form.document, problems)

    def is_uncertain(self, tie_out: str) -> bool:
        """Whether a fault reported already keeps us from knowing what this sum should be."""
        return tie_out in self.invalid_rules or self.files.may_define(tie_out)

    def check_name(
        self, name: str, place: Place, problems: Problems, known: Collection[str] | None = None
    ) -> None:
        """`known` are the names that will do; all there are, unless given."""
        bare, known = name.removeprefix(PREVIOUS), self.units if known is None else known
        if not expand_pattern(bare, known) and not self.files.may_define(bare.partition("*")[0]):
            hint = partial(nearest, bare, known)
            problems.add("D207", place, name=bare, kind="指标或表格单元", hint=hint)

    def check_tie_out(self, name: str, place: Place, problems: Problems) -> None:
        """`decisions.kinds`, or one row or column of a rule with a `*`: `三.outcomes/total`."""
        rule_id, _, binding = name.partition("/")
        rule = self.rules.get(rule_id)
        if rule and bool(binding) is ("*" in rule.equals[0]):
            if binding:
                self.check_name(rule.equals[0].replace("*", binding), place, problems)
        elif rule or not self.files.may_define(rule_id):
            bound = (f"{id}/…" for id, one in self.rules.items() if "*" in one.equals[0])
            hint = partial(nearest, name, [*self.rules, *bound])
            problems.add("D207", place, name=name, kind="勾稽关系", hint=hint)

    @cached_property
    def rules(self) -> dict[str, TieOut]:
        """Every tie-out there is, of topics and of forms."""
        topics = [read.record.tie_outs for read in self.files.topics.values()]
        forms = [read.record.tie_outs for read in self.files.forms.values()]
        return {id: rule for rules in (*topics, *forms) for id, rule in rules.items()}

    def check_rules(
        self, rules: Mapping[str, TieOut], document: YamlDocument, problems: Problems
    ) -> None:
        for name, rule in rules.items():
            terms = [term.removeprefix(PREVIOUS) for _, term in terms_of(rule)]
            counted = (self.units[id] for term in terms for id in expand_pattern(term, self.units))
            units = {unit.dimension: unit.word for unit in counted}
            place = document.key_place("tie_outs", name)
            if len({term.count("*") for term in terms}) > 1:
                problems.add("D304", place, name=name)
                self.invalid_rules.add(name)
            if len(units) > 1:
                problems.add("D303", place, name=name, units="、".join(units.values()))
                self.invalid_rules.add(name)

    @cached_property
    def tie_out_ids(self) -> list[str]:
        """Every tie-out, and each row or column that one with a `*` stands for: `三.balance/natural_person`."""
        found = []
        for id, rule in self.rules.items():
            total = rule.equals[0]
            bounds = wildcard_values(total, self.units) if "*" in total else []
            found += [id, *(f"{id}/{bound}" for bound in bounds)]
        return found

    def label_of(self, id: str) -> str:
        if id in self.indicators:
            return self.indicators[id].label
        if id == COVERS:
            return COVERS_LABEL
        latest_first = reversed(self.cells.values())
        return next((cells[id][0] for cells in latest_first if id in cells), id)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every name a figure can have: indicators, and the cells of every form."""
        units = {id: unit_of(indicator) for id, indicator in self.indicators.items()}
        for cells in self.cells.values():
            units |= {id: unit for id, (_, unit) in cells.items()}
        return units


FILE_NAME = re.compile(r"[a-z][a-z0-9-]*")
NUMERAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
TABLE_NAME = re.compile(f"{NUMERAL}(?:（{NUMERAL}）)?")
"""It becomes the name of a sheet in Excel, which keeps some characters to itself, and the number in a file's name."""
TABLE_HINT = "请用统计表在报告里的章节号：三，或 五（一）；括号用全角"
RESERVED_FILES = {"index", "con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
"""`index` is the list of a folder's pages; Windows keeps the others for its devices, whatever the ending."""
RESERVED_IDS = {
    *("main", "contents", "snippet", "amended", "original"),
    *("figure-card-label", "meaning", "search-words"),
}
"""Elements of the frame of every page: an element of the same id would take their place."""
TREND = "-trend"
"""What the name of a chart's trend ends in."""


def references(topic: Topic) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every figure a topic names outside its directives, with where it names it."""
    for index, name in enumerate(topic.also):
        yield ("also", index), name
    for id, chart in topic.charts.items():
        for index, bar in enumerate(chart.bars):
            for name in bar.names:
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
