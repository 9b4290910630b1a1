"""A report and a data folder → a draft of the year's file, with all that an editor should know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.datafiles.forms import ReportTables, row_name
from disclosure.datafiles.models import Form
from disclosure.datafiles.models import ReportInfo as ReportOfYear
from disclosure.desk.diff.git_revisions import copy_with_year
from disclosure.desk.yaml_layout import format_text
from disclosure.figures.figure import NotAFigure, parse
from disclosure.figures.units import Unit
from disclosure.ledger.load import LoadedData, load_data
from disclosure.ledger.tieouts import Outcome, Result
from disclosure.open_data.blank_year import model_for
from disclosure.problems.problem import Problems

from .draft_file import Draft, draft_to_yaml
from .filled_workbook import is_filled_workbook, read_workbook
from .findings import (
    ResolvedIdentity,
    report_section_problems,
    report_sum_problems,
    resolve_identity,
)
from .narrative.identity import KIND
from .narrative.indicator_matching import Certainty, Match, matches
from .narrative.judge import Known
from .narrative.mentions import Mention, mentions
from .narrative.numbers import Kind
from .readers.blocks import ReportDocument
from .readers.bounds import too_many
from .readers.errors import Unreadable
from .refutation import SumsOfReport, without_refuted
from .report import ParsedReport, read
from .tables.cells import Gap
from .tables.recognized import as_gaps
from .tables.rows import Value
from .tables.sums import Sums


@dataclass(frozen=True)
class ImportResult:
    """What was made of a report."""

    report: ParsedReport
    year: int | None
    agency: str
    form: str
    tables_of: Mapping[str, str]
    """Statutory table → the form it is of, where that is not `form`."""
    matches: tuple[Match, ...]
    others: tuple[Mention, ...]
    """Numbers that are no figures."""
    text: str
    """The draft; empty where no year is known."""
    outcomes: Mapping[Outcome, int]
    """How many of the year's tie-outs hold, fail, …"""
    labels: Mapping[str, str]
    """Cell name → its label."""


def import_report(
    document: ReportDocument,
    folder: Path,
    problems: Problems,
    year: int | None = None,
    agency: str | None = None,
) -> ImportResult:
    """Read a report as the data folder's forms and topics have it; every doubt becomes a problem. Raises Unreadable.

    `year` and `agency` are the editor's word, which goes before the report's own.
    """
    loaded = load_data(folder, Problems())
    forms = forms_of(loaded)
    if is_filled_workbook(document):
        report, matched = read_workbook(document, loaded, problems)
        resolved = resolve_identity(report, loaded, year, agency, problems)
        return Import(report, resolved, loaded, folder, problems).result(matched, ())
    report = sound(read(document, forms), loaded)
    if not report.found and not report.cells:
        if elsewhere := document.linked.words:
            raise Unreadable(f"{NO_REPORT}，只有{elsewhere}", FETCH)
        raise Unreadable(NO_REPORT, "请核对是不是这一份文件")
    if document.kind == "scan":
        report = unsure(report, forms)
    resolved = resolve_identity(report, loaded, year, agency, problems)
    report_section_problems(report, problems)
    found = tuple(mentions(report.narrative, resolved.year or 0))
    figures = [one for one in found if one.number.kind is Kind.FIGURE]
    if len(figures) > MOST_FIGURES:
        raise too_many(len(figures), MOST_FIGURES, "正文的数")
    others = tuple(one for one in found if one.number.kind is not Kind.FIGURE)
    made = Import(report, resolved, loaded, folder, problems)
    return made.result(made.matches(figures), others)


@dataclass(frozen=True)
class Import:
    """A report that was read, and the data that it is read for."""

    report: ParsedReport
    resolved: ResolvedIdentity
    loaded: LoadedData
    folder: Path
    problems: Problems

    def matches(self, figures: Sequence[Mention]) -> tuple[Match, ...]:
        """Each figure of the narrative with its indicator; of another agency's report, or of another year, with
        none."""
        year, report, topics = self.resolved.year, self.report, self.loaded.files.topics
        own = [one for one in figures if self.resolved.ours and is_of_year(one, year)]
        unmatched = (Match(one, None, Certainty.UNMATCHED) for one in figures if one not in own)
        known = known_in(self.loaded, year)
        cells = forms_used(report, self.loaded)[2].cells
        sums = SumsOfReport.of(
            (rule for read in topics.values() for rule in read.record.tie_outs.values()),
            report.cells,
            {name: unit for name, (_, unit) in cells.items()},
            known,
        )
        matched = (*without_refuted(matches(own, known), sums), *unmatched)
        is_scan = report.document.kind == "scan"
        return tuple(proposed(one) for one in matched) if is_scan else matched

    def result(self, matched: tuple[Match, ...], others: tuple[Mention, ...]) -> ImportResult:
        """What was read, with the draft of a year file where the year is known."""
        report, agency, year = self.report, self.resolved.agency, self.resolved.year
        form, tables_of, tables = forms_used(report, self.loaded)
        labels = {name: label for name, (label, _) in tables.cells.items()}
        read = (report, year, agency, form, tables_of, matched, others)
        if year is None:
            return ImportResult(*read, text="", outcomes={}, labels=labels)
        has_own_file = self.loaded.files.verification_record(str(year))
        known = known_in(self.loaded, year)
        website = website_of(self.loaded) if self.resolved.ours else ""
        draft = Draft(
            report=report,
            year=year,
            title=title_of(report, year, agency),
            published_at=report.identity.published_at or website,
            covers=report.identity.covers.value if report.identity.covers else str(year),
            form=form,
            tables_of=tables_of,
            tables=tables,
            matches=matched,
            others=others,
            printed_so={},
            last={one.id: one.printed for one in known if one.printed and not has_own_file},
        )
        results = self.results_of(draft)
        failing = [one for one in results if one.outcome is Outcome.FAILS]
        said_at = {one.indicator: one.mention for one in matched if one.indicator}
        report_sum_problems(failing, report, said_at, self.problems)
        draft = replace(draft, printed_so={one.id: one.arithmetic for one in failing})
        text = format_text(draft_to_yaml(draft), "year", draft.rows)
        return ImportResult(*read, text, Counter(one.outcome for one in results), labels)

    def results_of(self, draft: Draft) -> list[Result]:
        """Every tie-out of the year, worked out as the site would with the draft in place of the year's file; of
        another agency's report without those that compare it with other years, which are ours."""
        with TemporaryDirectory(prefix="desk-") as aside:
            text = draft_to_yaml(draft).encode()
            path = copy_with_year(str(draft.year), text, self.folder, Path(aside))
            found = load_data(path.parents[1], Problems()).ledger.results_of_year(draft.year)
        own = {draft.year}
        ours = self.resolved.ours
        return [one for one in found if ours or {term.year for term in one.terms} == own]


def unsure(report: ParsedReport, forms: Mapping[str, Form]) -> ParsedReport:
    """Of a scan no cell is filled in: an editor sees what was recognized, and whether the sums contradict it."""
    read = report.tables.items()
    tables = {table: as_gaps(one, Sums.of(forms[one.form], table)) for table, one in read}
    return replace(report, tables=tables)


def proposed(match: Match) -> Match:
    sure = match.certainty is Certainty.MATCHED
    return replace(match, certainty=Certainty.PROPOSED) if sure else match


def is_of_year(mention: Mention, year: int | None) -> bool:
    """Whether a number counts something of the report's year: its sentence may say that it doesn't."""
    span = mention.number.period
    return not span or year is None or str(year) in span


def forms_of(loaded: LoadedData) -> dict[str, Form]:
    """Raises Unreadable where there is none to read a report by."""
    if not loaded.files.forms:
        hint = "请先运行 desk check，改好数据文件夹"
        raise Unreadable("数据文件夹里没有能用的表式（forms）", hint)
    return {name: read.record for name, read in sorted(loaded.files.forms.items())}


def forms_used(
    report: ParsedReport, loaded: LoadedData
) -> tuple[str, dict[str, str], ReportTables]:
    """The form of the first table, and the tables that are of another."""
    used = {table: one.form for table, one in report.tables.items()}
    main = next(iter(used.values()))
    others = {table: form for table, form in used.items() if form != main}
    tables = loaded.symbols.tables(ReportOfYear.model_construct(form=main, tables_of=others))
    assert tables is not None  # every form that was used is there
    return main, others, tables


def known_in(loaded: LoadedData, year: int | None) -> list[Known]:
    """The topics' indicators, those of the year before first, in its order.

    The year's own file teaches nothing, or a second import would learn from the first; but one that was held against
    the report knows best.
    """
    names = loaded.symbols
    stems = [stem for stem in loaded.files.years if stem.isdecimal() and stem != str(year)]
    own = str(year) if loaded.files.verification_record(str(year)) else ""
    last = loaded.files.years.get(own or str(model_for(year or 0, stems) or ""))
    places = {
        id: (section, printed.since or "", printed.printed)
        for section, figures in (last.record.figures.items() if last else ())
        for id, printed in figures.items()
        if id in names.indicators
    }
    order = [*places, *(id for id in names.indicators if id not in places)]
    defined = {id: (names.indicators[id], names.topic_of[id]) for id in order}
    return [Known(id, *given, *places.get(id, ())) for id, given in defined.items()]


def sound(report: ParsedReport, loaded: LoadedData) -> ParsedReport:
    """Without the cells that hold no number: a gap, and the words are reported."""
    known = forms_used(report, loaded)[2].cells
    tables = {}
    for table, one in report.tables.items():
        faults = {name: fault_of(name, value, known[name][1]) for name, value in one.cells.items()}
        cells = {name: value for name, value in one.cells.items() if not faults[name]}
        tables[table] = replace(one, cells=cells, gaps=[*one.gaps, *filter(None, faults.values())])
    return replace(report, tables=tables)


def fault_of(name: str, value: Value, unit: Unit) -> Gap | None:
    """Why a cell's words are no number."""
    try:
        if value.text:
            parse(value.text, unit)
    except NotAFigure as fault:
        row, column = row_name(name), name.rpartition(".")[2]
        what = f"{row} 一行 {column} 一列印的是“{value.text}”"
        return Gap(what, f"不是数（{fault.reason}）", value.spot, row)
    return None


MOST_FIGURES = 2_000
"""Of the narrative. A long report has about 300."""
FETCH = "报告可能在附件或图片里：请下载附件，读附件；图片先用文字识别转成 DOCX"
NO_REPORT = "不像政府信息公开工作年度报告：一个章节、一张统计表也没有找到"


def title_of(report: ParsedReport, year: int, agency: str) -> str:
    title = report.identity.title
    named = title and any(one.value in title.value for one in report.identity.years)
    return title.value if title and named else f"{agency}{year}年{KIND}"


def website_of(loaded: LoadedData) -> str:
    return loaded.files.agency.record.website if loaded.files.agency else ""
