"""What pages may call for, `{{ figure("…") }}`, `{{ chart("…") }}` …: names → HTML, through templates/."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import dedent
from typing import Any

from markupsafe import Markup

from disclosure.charts import alt_text, frame_height, plotly_bars, plotly_lines
from disclosure.charts import chart as charts
from disclosure.charts import trend as trends
from disclosure.charts.chart import ChartView
from disclosure.charts.trend import Trend
from disclosure.datafiles.forms import head_word
from disclosure.datafiles.models import COVERS, COVERS_LABEL, Agency, Topic, WhatToDo
from disclosure.datafiles.patterns import matches_any
from disclosure.figures.figure import HEDGES, Qualifier
from disclosure.ledger.derived import last_year, share
from disclosure.ledger.permalinks import address, blank_path, next_year
from disclosure.ledger.records import Entry, VerificationStatus, Year, belongs
from disclosure.ledger.tieouts import Outcome, Result
from disclosure.open_data.columns import ALL, TABLES
from disclosure.open_data.resource import grouped_files
from disclosure.open_data.usage_notes import citation
from disclosure.pages.context import SiteContext
from disclosure.pages.escaping import escape
from disclosure.pages.table_summary import table_summary
from disclosure.pages.years_table import LINE_BOX
from disclosure.problems.rules import PARTS, RULES

from .check import DIRECTIVES, as_placed
from .missing_figures import is_met
from .parser import Call, NamedValue, parse, rendered
from .values import value_text


@dataclass(frozen=True)
class Directives:
    """Directives bound to a page, for its links, and to a year."""

    site: SiteContext
    url: str
    default: Year

    def render_page(self, text: str) -> str:
        """A hand-written page with its directives carried out. Its own Markdown and HTML stay as they are."""

        def placed(call: Call) -> str:
            return as_placed(call.name, self.render_call(call))

        return "".join(rendered(parse(text).nodes, str, placed, self.value, self.is_met))

    def render_call(self, call: Call) -> str:
        parameters = tuple(DIRECTIVES[call.name])  # KeyError: nothing else is ever called
        given = {key: one.value for key, one in call.bind(parameters).items()}
        return str(escape(getattr(self, call.name)(**given)))

    def value(self, value: NamedValue) -> str:
        """The text of a value, escaped; empty where it is not known."""
        return value_text(value, self.agency, self.default.year)

    def is_met(self, test: NamedValue | Call) -> bool:
        return is_met(self.site.disclosure, self.default, test)

    @property
    def agency(self) -> Agency:
        return self.site.disclosure.agency

    # Words within a sentence

    def figure(self, id: str, year: int | None = None) -> Markup:
        chosen = self.year(year)
        return self.figure_of(chosen.find(id), chosen)

    def share(self, part: str, of: str, year: int | None = None) -> Markup:
        entries = self.year(year).entries
        if not {part, of} <= entries.keys():
            return self.render("share.html", computed=None)
        computed = share(entries[part], entries[of], self.site.ledger)
        return self.render("share.html", computed=computed)

    def example(self, said: str) -> Markup:
        """The latest report's first figure that is printed so, `nearly`; a page of any agency has one to show."""
        for entry in self.default.entries.values():
            if entry.figure and entry.figure.qualifier == said:
                return self.figure(entry.id, self.default.year)
        return Markup("（这一年的报告里没有）")

    def scope(self, id: str, year: int | None = None) -> str:
        """What a figure is counted over, in words: its dates move with its year."""
        chosen = self.year(year)
        entry = chosen.entries.get(id)
        return entry.scope if entry else f"{chosen.absent}的时段"

    def term(self, word: str) -> Markup:
        meaning = self.site.disclosure.glossary[word].meaning
        return self.render("term.html", word=word, meaning=meaning, shown=word)

    # Blocks

    def headline(self, id: str, topic: str = "", text: str = "") -> Markup:
        """A card that leads to its topic; without one, a step of the story that its section tells."""
        context = {
            "topic": self.site.disclosure.topics.get(topic),
            "stem": topic,
            "text": self.say(text) or self.label(id, self.default),
            "last": last_year(id, self.default, self.site.disclosure),
        }
        return self.render("headline.html", entry=self.default.find(id), **context)

    def chart(self, id: str, year: int | None = None, level: int = 3) -> Markup:
        """`level` is that of its heading: 2 under the page's title, 3 under a section's."""
        view = self.view(id, year)
        chart = self.render_chart(view, level)
        found = self.trend(id) if year is None else None
        if not found:
            return chart
        trend, names = self.render_trend(found, level), {"id": id, "trend_id": found.id}
        return self.render("pair.html", year=view.year.year, chart=chart, trend=trend, **names)

    def render_chart(self, view: ChartView, level: int) -> Markup:
        figure = plotly_bars.bar_figure(view) | alt_text.chart_alt_text(view) if view.bars else None
        plot, frame = figure and json_for_script(figure), frame_height.chart_frame(view)
        return self.render("chart.html", view=view, level=level, plot=plot, frame=frame)

    def render_trend(self, found: Trend, level: int) -> Markup:
        words = alt_text.trend_alt_text(found, self.site.disclosure)
        plot = json_for_script(plotly_lines.line_figure(found) | words)
        frame = frame_height.trend_frame(found)
        return self.render("trend.html", trend=found, level=level, plot=plot, frame=frame)

    def view(self, id: str, year: int | None = None) -> ChartView:
        chosen = self.year(year)
        say = directives_for(self.site, self.url, chosen.year).say_whole
        return charts.chart_view(id, self.site.charts[id], chosen, self.site.ledger, say)

    def trend(self, id: str) -> Trend | None:
        return trends.trend(id, self.site.charts[id], self.site.ledger)

    def table(self, id: str, year: int | None = None, *, captioned: bool = True) -> Markup:
        """A statutory table in its official layout. `captioned` is off where the heading above it says the same."""
        chosen = self.year(year)
        table, grids = chosen.form.tables.get(id), chosen.grids.get(id, ())
        context = {
            "captioned": captioned,
            "footnote": chosen.file.footnotes.get(id),
            "summary": table_summary(chosen, id) if table and id in chosen.file.tables else None,
        }
        return self.render("table.html", year=chosen, id=id, table=table, grids=grids, **context)

    def note(self, id: str) -> Markup:
        note = self.site.notes[id]
        context = {"question": self.say(note.question), "answer": self.say(note.answer)}
        return self.render("note.html", id=id, search=note.search, **context)

    def what_to_do(self, topic: str = "") -> Markup:
        """Where to ask, look up, complain and apply: what readers of a topic want, or any reader."""
        topics = self.site.disclosure.topics
        wants = topics[topic].what_to_do if topic else ANY_READER
        given = {way: (want, getattr(self.agency, way)) for way, want in wants if want}
        asked = [want for way, (want, url) in given.items() if not url and way != "application"]
        return self.render("what-to-do.html", given=given, asked=asked, topic=topic)

    def tie_out(self, id: str, year: int | None = None) -> Markup:
        chosen = self.year(year)
        results = self.site.ledger.results_of_year(chosen.year)
        found = [result for result in results if id in (result.id, result.rule_id)]
        return self.render("ties.html", results=found, year=chosen)

    def figures_of(self, topic: str) -> Markup:
        """A topic's own figures and those that belong to it too, with their definitions; not the cells."""
        given = (*self.default.narrative, *self.default.withdrawn.values())
        entries = [entry for entry in given if belongs(entry, topic, self.site.disclosure)]
        return self.render("figures.html", entries=entries, year=self.default, topic=topic)

    def papers(self, section: str = "") -> Markup:
        """The documents that the report names, of one section or of all."""
        given = self.default.file.papers
        chosen = {key: papers for key, papers in given.items() if section in ("", key)}
        return self.render("papers.html", papers=chosen, year=self.default, cited=not section)

    def facts_of(self, section: str) -> Markup:
        """What the latest report says in a section besides its figures; a year's statements stay with their year."""
        facts = self.default.file.facts.get(section, ())
        return self.render("said.html", facts=facts, year=self.default)

    def checks(self) -> Markup:
        """Every sum of every year, the newest first; in each year what fails or is left open first."""
        ledger, years = self.site.ledger, self.newest_first()
        groups = [(year, group_by_rule(ledger.results_of_year(year.year))) for year in years]
        failing = [(one.year, one) for one in ledger.results[::-1] if one.outcome is Outcome.FAILS]
        return self.render("checks.html", years=groups, failing=failing)

    def corrections(self) -> Markup:
        return self.render("corrections.html", years=self.newest_first(), ledger=self.site.ledger)

    def dictionary(self) -> Markup:
        topics = self.site.disclosure.topics
        others = {
            stem: [id for id in self.site.disclosure.indicators if matches_any(topic.also, id)]
            for stem, topic in topics.items()
        }
        years = self.newest_first()
        return self.render("dictionary.html", topics=topics, others=others, years=years)

    def downloads(self) -> Markup:
        return self.render("downloads.html", groups=grouped_files(self.site.resources))

    def fields(self) -> Markup:
        """What the fields of the data files mean."""
        return self.render("fields.html", columns=ALL, tables=TABLES)

    def citation(self) -> str:
        return citation(self.site.disclosure, self.site.origin)

    def glossary(self) -> Markup:
        return self.render("glossary.html", terms=self.site.disclosure.glossary)

    def topics(self) -> Markup:
        return self.render("topics.html", topics=self.site.disclosure.topics, say=self.say)

    def years(self) -> Markup:
        return self.render("years.html", table=self.site.years_table, box=LINE_BOX)

    def changed(self) -> Markup:
        """What changed since the report before the latest: of each topic one figure; nothing before there are two."""
        table = self.site.years_table
        found = (
            next(filter(table.has_change, leading_figures(topic)), None)
            for topic in self.site.disclosure.topics.values()
        )
        rows = [table.row(id) for id in dict.fromkeys(filter(None, found))]
        return self.render("changed.html", rows=rows, table=table, box=LINE_BOX)

    def next_year(self) -> Markup:
        """A link to the blank file of the year that comes next."""
        year = next_year(self.site.disclosure)
        return self.render("next-year.html", year=year, href=self.href(blank_path(year)))

    def workbook(self) -> Markup:
        """A link to the workbook to fill in for the year that comes next."""
        year = next_year(self.site.disclosure)
        return self.render("workbook.html", year=year, href=self.href(blank_path(year, "xlsx")))

    def hedges(self) -> Markup:
        """The words that the figures' parser knows, by what they say."""
        words = {
            kind: "、".join(w for w, said in HEDGES.items() if said == kind) for kind in Qualifier
        }
        return self.render("hedges.html", words=words)

    def codes(self) -> Markup:
        return self.render("codes.html", rules=RULES, parts=PARTS, dedented=dedent_text)

    # What templates need

    def card(self, entry: Entry) -> Markup:
        """Everything about one figure: what the year page lists, and what opens on a tap."""
        return self.render("card.html", entry=entry, facts=self.facts(entry, alone=True))

    def head(self, label: str, *, inline: bool = False) -> Markup | str:
        """A head of a statutory table, with what its word means where the glossary has it: `inline`, or for the
        browser to fetch from the glossary, since a table's heads together weigh more than its figures."""
        word = self.site.words.get(head_word(label))
        if word is None:
            return label
        meaning = self.site.disclosure.glossary[word].meaning if inline else ""
        return self.render("term.html", word=word, meaning=meaning, shown=label)

    def figure_of(self, entry: Entry | None, year: Year) -> Markup:
        return Markup(self.site.figure(self, entry, year))

    def tie(self, result: Result) -> Markup:
        """How a sum turned out, which is the same wherever it is shown."""
        key = result.year, result.id
        if key not in self.site.ties:
            self.site.ties[key] = self.render("tie.html", result=result)
        return self.site.ties[key]

    def facts(self, entry: Entry, *, alone: bool = False) -> Markup:
        """`alone`, it says that it was verified too; on a page whose head says so of all, only that it was not."""
        results = self.site.ledger.results_of_figure.get((entry.year, entry.id), [])
        year = self.site.disclosure.years[entry.year]
        corrections = [one for one in year.file.corrections if one.figure == entry.id]
        notes = {id: note for id, note in self.site.notes.items() if entry.id in note.figures}
        shown = {id: self.say(note.question) for id, note in notes.items()}
        doubtful = year.verified and entry.verification is not VerificationStatus.VERIFIED
        standing = year.verification_words(entry) if alone or doubtful else ""
        context = {"results": results, "corrections": corrections, "notes": shown}
        context["last"] = last_year(entry.id, year, self.site.disclosure)
        context["row"] = entry.id in self.site.years_table.linked_ids
        return self.render("facts.html", entry=entry, standing=standing, **context)

    def say(self, text: str) -> Markup:
        """A data text with its directives carried out; nothing else in it is markup."""
        carry_out = (escape_text, self.render_call, self.value, self.is_met)
        return Markup("".join(rendered(parse(text).nodes, *carry_out)).strip())

    def say_plain(self, text: str) -> str:
        return self.say(text).striptags()

    def say_whole(self, text: str) -> str:
        """A data text as plain words; empty where a figure or share is missing: `发了报告没有说件` is no title."""
        said = self.say(text)
        return "" if 'class="figure missing"' in said else said.striptags()

    def href(self, target: str) -> str:
        """A site address, `years/2022/#x`, as seen from this page."""
        path, mark, fragment = target.partition("#")
        if path == self.url:
            return mark + fragment or "./"
        return relative_path(path, self.url) + mark + fragment

    def link(self, entry: Entry) -> str:
        return self.href(address(entry))

    def label(self, id: str, year: Year) -> str:
        """What a figure is called, given in that year or not."""
        if found := year.entries.get(id):
            return found.label
        if id == COVERS:
            return COVERS_LABEL
        indicator = self.site.disclosure.indicators.get(id)
        return indicator.label if indicator else id

    def note_link(self, id: str) -> str:
        topics = self.site.disclosure.topics
        stem = next(stem for stem, topic in topics.items() if id in topic.notes)
        return self.href(f"topics/{stem}/#{id}")

    def year(self, year: int | None) -> Year:
        return self.site.disclosure.years[year] if year else self.default

    def newest_first(self) -> list[Year]:
        return list(self.site.disclosure.years.values())[::-1]

    def render(self, template: str, **context: Any) -> Markup:
        context |= {"on": self, "disclosure": self.site.disclosure}
        return Markup(self.site.templates.get_template(template).render(context).strip())


@lru_cache(maxsize=4096)
def relative_path(path: str, url: str) -> str:
    """The way to the file or folder at `path` from the page at `url`: `years/2022/` → `../../years/2022/`."""
    slash = "/" if path.endswith("/") or not path else ""
    return posixpath.relpath(path or ".", url or ".") + slash


def directives_for(site: SiteContext, url: str, year: int | None = None) -> Directives:
    """The directives as the page at `url` (`topics/push/`) sees them; of the latest year unless another is named."""
    years = site.disclosure.years
    return Directives(site, url, years[year] if year else site.disclosure.latest)


def calls(text: str, directive: str) -> Iterator[dict[str, str | int]]:
    """Each call of a directive in a text, in order: argument → value."""
    for node in parse(text).walk():
        if isinstance(node, Call) and node.name == directive:
            bound = node.bind(tuple(DIRECTIVES[directive]))
            yield {key: argument.value for key, argument in bound.items()}


def leading_figures(topic: Topic) -> Iterator[str]:
    """What a topic says first of itself: the figures of its summary, then those of its charts."""
    yield from (str(one["id"]) for one in calls(topic.summary, "figure"))
    for chart in topic.charts.values():
        yield from (bar.figure for bar in chart.bars if bar.figure)


def escape_text(text: str) -> str:
    return str(escape(text))


def dedent_text(text: str) -> str:
    return dedent(text).strip("\n")


def group_by_rule(results: tuple[Result, ...]) -> list[tuple[str, list[Result]]]:
    """By rule: those with a sum that fails, those left open, then the others, in the order of the form and topics."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.rule_id, []).append(result)
    return sorted(groups.items(), key=lambda group: min(map(urgency, group[1])))


def urgency(result: Result) -> int:
    shown = (*FIRST_SHOWN, result.outcome)
    return shown.index(result.outcome)


def json_for_script(data: Any) -> Markup:
    """JSON that can stand inside a `<script>`: no character in it ends one."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


ANY_READER = WhatToDo(
    enquiry="咨询",
    account="查自己的账户",
    complaint="投诉、举报",
    application="申请公开政府信息",
)
FIRST_SHOWN = (Outcome.FAILS, Outcome.UNDECIDED, Outcome.BLANK)
"""What a reader of the checks is to see before the sums that hold."""
