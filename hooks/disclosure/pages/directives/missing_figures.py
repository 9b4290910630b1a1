"""Texts with directives, and the years they are shown for → sentences whose figure a year does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from disclosure.ledger.records import DirectiveText, Disclosure, Year
from disclosure.problems.problem import Problems
from disclosure.problems.rule import Severity

from .check import DIRECTIVES, VALUES, place_in
from .parser import Call, Condition, Literal, NamedValue, Node, parse
from .values import value_text


class MissingFigure(NamedTuple):
    """A directive in a sentence, and the year that has no number for it."""

    offset: int
    id: str
    year: Year


def is_met(disclosure: Disclosure, year: Year, test: NamedValue | Call) -> bool:
    """Whether the condition `{% if agency.hotline %}` or `{% if figure("…") %}` holds for a year."""
    if isinstance(test, NamedValue):
        known = test.field in VALUES.get(test.name, ())
        return known and bool(value_text(test, disclosure.agency, year.year))
    entry = called_year(test, disclosure, year).find(first_argument(test))
    return bool(entry and entry.figure)


def called_year(call: Call, disclosure: Disclosure, default: Year) -> Year:
    argument = call.bind(parameters(call)).get("year")
    named = argument.value if argument else None
    return disclosure.years.get(named, default) if isinstance(named, int) else default


def first_argument(call: Call) -> str:
    bound = call.bind(parameters(call))
    return str(next(iter(bound.values())).value) if bound else ""


def parameters(call: Call) -> tuple[str, ...]:
    """None of a directive that there is not, of which `check` tells."""
    return tuple(DIRECTIVES.get(call.name, ()))


def check_missing_figures(
    texts: Iterable[DirectiveText], disclosure: Disclosure, problems: Problems
) -> None:
    """Record each sentence that would read `报告没有说件`, once for each year that it is shown for.

    Only where the data have no errors: a figure may be missing because of one.
    """
    texts = list(texts)
    faulty = {problem.place.file for problem in problems if problem.severity is Severity.ERROR}
    pages = {one.place.file for one in texts if not one.inline}
    if not disclosure.years or faulty - pages:
        return
    years = years_of_charts(texts, disclosure)
    for one in texts:
        if one.place.file in faulty:
            continue
        for year in years.get(one.chart, [disclosure.latest]):
            for found in missing_figures(parse(one.text).nodes, disclosure, year):
                place = place_in(one, found.offset)
                indicator = disclosure.indicators.get(found.id)
                label = indicator.label if indicator else found.id
                year_shown = found.year.year
                problems.add("D507", place, label=label, figure=found.id, year=year_shown)


def years_of_charts(
    texts: Iterable[DirectiveText], disclosure: Disclosure
) -> Mapping[str, list[Year]]:
    """Chart → the years that pages show it for: the latest, and those that a page names."""
    found: dict[str, list[Year]] = {}
    for one in texts:
        for node in parse(one.text).walk():
            if isinstance(node, Call) and node.name == "chart":
                years = found.setdefault(first_argument(node), [disclosure.latest])
                year = called_year(node, disclosure, disclosure.latest)
                if year not in years:
                    years.append(year)
    return found


def missing_figures(
    nodes: tuple[Node, ...], disclosure: Disclosure, year: Year
) -> Iterator[MissingFigure]:
    """As the text reads in that year: of a condition only the part that is shown."""
    for index, node in enumerate(nodes):
        if isinstance(node, Condition):
            chosen = node.then if is_met(disclosure, year, node.test) else node.otherwise
            yield from missing_figures(chosen, disclosure, year)
        elif isinstance(node, Call) and node.name in ("figure", "scope"):
            shown, id = called_year(node, disclosure, year), first_argument(node)
            entry = shown.find(id)
            is_there = entry and (entry.figure or entry.withdrawn or node.name == "scope")
            if not is_there and not stands_alone(nodes, index):
                yield MissingFigure(node.start, id, shown)
        elif isinstance(node, Call) and (text := node.bind(parameters(node)).get("text")):
            for found in missing_figures(parse(str(text.value)).nodes, disclosure, year):
                yield found._replace(offset=text.offset_of(found.offset))


def stands_alone(nodes: tuple[Node, ...], index: int) -> bool:
    """Whether the directive is all there is in its line, its cell of a table or behind a colon: no sentence."""
    around = [
        node.text if isinstance(node, Literal) else "…"
        for node in (*nodes[max(index - 1, 0) : index], *nodes[index + 1 : index + 2])
    ]
    before = around[0] if index else ""
    after = around[-1] if index + 1 < len(nodes) else ""
    return bool(NOTHING_BEFORE.search(before) and NOTHING_AFTER.match(after))


NOTHING_BEFORE = re.compile(r"(?:\A|[\n|>：:])[ \t]*\Z")
NOTHING_AFTER = re.compile(r"[ \t]*(?:\Z|[\n|<])")
