"""What one run made of a report → the editor's worklist, as HTML that GitHub shows too, or as a page of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from urllib.parse import quote

from jinja2 import Template
from markupsafe import Markup

from disclosure.datafiles.forms import row_name, table_name
from disclosure.desk.diff.output import github_environment
from disclosure.figures.figure import fold
from disclosure.ledger.tieouts import OUTCOMES, Outcome, Result
from disclosure.problems.problem import Place, Problem
from disclosure.problems.rule import Severity
from disclosure.reports.narrative.mentions import Mention

from .intake import Intake
from .questions import SHEET, Question

NOT_READ = "D603"
NAMED = {SHEET: "待定"}
"""What a file is called in a link to one of its lines."""
MOST_OF_COMMENT = 60_000
"""GitHub takes 65,536 characters."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """One figure of the year file, with where the report has it."""

    label: str
    printed: str
    section: str
    words: str
    """The report's words around it; empty where they were not found."""
    page: int
    last: str
    place: Place


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of a statutory table."""

    table: str
    label: str
    cells: tuple[str, ...]
    page: int
    place: Place


@dataclass(frozen=True)
class Worklist:
    """What the template shows."""

    intake: Intake
    edit_at: str
    """Address under which a browser edits the branch's files; empty where there is none."""
    is_fork: bool = False
    """Whether the editor has to put the files into the branch."""
    most: int = 300
    """Rows shown of any list."""

    @property
    def errors(self) -> list[Problem]:
        """What has to be changed."""
        return [one for one in self.found(Severity.ERROR) if one.code != NOT_READ]

    @property
    def unread(self) -> list[Problem]:
        """Rows of the report that were not read: what to do about them stands among the errors of the year file."""
        return [one for one in self.found(Severity.ERROR) if one.code == NOT_READ]

    @property
    def warnings(self) -> list[Problem]:
        return self.found(Severity.WARNING)

    def found(self, severity: Severity) -> list[Problem]:
        return [one for one in self.intake.problems if one.severity is severity]

    def sheet_place(self, question: Question) -> Place:
        return Place(SHEET, self.intake.sheet_lines.get(question.id, 1))

    def link(self, place: Place) -> Markup:
        """To the line in the browser's editor, where there is one; the words say the line in any case."""
        shown = line_template().render(file=NAMED.get(place.file, place.file), line=place.line)
        if not self.edit_at or not place.file.startswith((SHEET, "data/")):
            return Markup(f"<code>{shown}</code>")
        address = f"{quote(self.edit_at, safe=':/')}/{quote(place.file)}#L{place.line}"
        return Markup(f'<a href="{address}">{shown}</a>')

    @property
    def sums(self) -> Sequence[Result]:
        return self.intake.loaded.ledger.results_of_year(self.intake.year or 0)

    @property
    def failing(self) -> list[Result]:
        return [one for one in self.sums if one.outcome is Outcome.FAILS]

    @property
    def tally(self) -> str:
        """`32 条核对一致，1 条核对不一致`."""
        counts = Counter(one.outcome for one in self.sums)
        return "，".join(f"{count} 条{OUTCOMES[outcome]}" for outcome, count in counts.items())

    @property
    def filled_in(self) -> list[FilledIn]:
        source, imported = self.intake.year_source, self.intake.imported
        if source is None or imported is None:
            return []
        said = [*(one.mention for one in imported.matches), *imported.others]
        found = []
        for section, id, printed in source.narrative():
            mention = mention_of(section, printed.printed, said)
            words, page = (mention.context, mention.spot.page) if mention else ("", 0)
            label, last = source.label_of(id), self.intake.last.get(id, "")
            place = source.place(section, id)
            found.append(FilledIn(label, printed.printed, section, words, page, last, place))
        return found

    @property
    def rows(self) -> list[FilledRow]:
        """Those of the statutory tables, as the year file has them."""
        source, imported = self.intake.year_source, self.intake.imported
        if source is None or imported is None:
            return []
        values = imported.report.values
        found = []
        for (table, _), names in groupby(
            source.cells, key=lambda id: (table_name(id), row_name(id))
        ):
            first, *others = names
            label, place = source.label_of(first).rpartition("·")[0], source.cells[first][1]
            cells = tuple(source.cells[name][0] or "空" for name in (first, *others))
            page = values[first].spot.page if first in values else 0
            found.append(FilledRow(table, label, cells, page, place))
        return found


@cache
def line_template() -> Template:
    return github_environment().from_string("{{ file }} 第 {{ line }} 行")


def as_html(worklist: Worklist, top: int = 3) -> str:
    """A piece of HTML without empty lines, which Markdown would take for its end. All that comes from files is in
    `<code>`, where GitHub looks for no mention, number or address. `top` is the level of its first heading."""
    template = github_environment().get_template("worklist.html")
    made = template.render(w=worklist, i=worklist.intake, top=top)
    return "\n".join(line for line in made.splitlines() if line.strip()) + "\n"


def as_page(worklist: Worklist) -> str:
    """A whole page, to be opened from its folder."""
    return PAGE.format(body=as_html(worklist, top=1))


def as_comment(worklist: Worklist, characters: int = MOST_OF_COMMENT) -> str:
    """In as many rows as a comment may have characters."""
    made = ""
    for most in (worklist.most, 60, 20, 5, 1):
        made = as_html(replace(worklist, most=most))
        if len(made) <= characters:
            return made
    return made[:characters]


def mention_of(section: str, printed: str, said: Sequence[Mention]) -> Mention | None:
    here = [one for one in said if fold(one.number.printed) == fold(printed)]
    return next((one for one in here if one.section.key == section), next(iter(here), None))


PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>报告清单</title>
<style>
body {{ font: 1rem/1.7 sans-serif; max-width: 46rem; margin: 1rem auto; padding: 0 1rem; overflow-wrap: anywhere;
       background: Canvas; color: CanvasText }}
h1 {{ font-size: 1.4rem }}
h2 {{ font-size: 1.1rem }}
code {{ font: inherit; background: #8882 }}
li {{ margin: .6rem 0 }}
summary {{ cursor: pointer; padding: .5rem 0 }}
:root {{ color-scheme: light dark }}
</style>
<main>
{body}</main>
</html>
"""
