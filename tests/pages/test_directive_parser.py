"""The language of directives: what it reads, what it refuses, and that nothing else is ever rendered."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import made_up
import real
from disclosure.build.build import Build
from disclosure.ledger.load import load_data, load_ledger
from disclosure.ledger.records import DirectiveText
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.check import MOST_BLOCKS, MOST_CALLS, DirectiveNames, check
from disclosure.pages.directives.parser import Call, Condition, Literal, NamedValue, masked, parse
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.escaping import escape
from disclosure.problems.problem import DataErrors, Place, Problems
from made_up import ROOT
from thorough import examples


@cache
def names() -> DirectiveNames:
    return DirectiveNames.of(load_data(real.data(), Problems()).symbols)


@cache
def site() -> SiteContext:
    return SiteContext(load_ledger(real.data()))


def problems_of(text: str, *, inline: bool = False) -> list[str]:
    problems = Problems()
    check(
        DirectiveText(text, Place("docs/甲.md"), tuple(text.split("\n")), inline), names(), problems
    )
    return [f"{problem.place}".partition(":")[2] + f" {problem.code}" for problem in problems]


# text, what its tree is
TREES = [
    ("", ()),
    ("甲 {% 乙", ()),
    ("100% { } }} %} {#", (Literal("100% { } }} %} {#"),)),
    ("{{ year }}", (NamedValue("year", "", 3, 3),)),
    ("{{agency . name}}", (NamedValue("agency", "name", 2, 11),)),
    ("a{{# {{ x( #}}b", (Literal("a"), Literal("b"))),
    ("{%raw%}{{ x }}{{# {% endraw %}b", (Literal("{{ x }}{{# "), Literal("b"))),
    ("{{ f() }}", (Call("f", (), 3),)),
]


@pytest.mark.parametrize(("text", "nodes"), TREES)
def test_text_is_parsed_into_its_parts(text, nodes):
    tree = parse(text)
    assert tree.nodes == nodes or tree.faults
    assert bool(tree.faults) is (text == "甲 {% 乙")


def test_arguments_are_texts_and_numbers_with_their_places():
    (call,) = parse(r"""{{ f("a\"b", '二', 2022, key = "c\\") }}""").nodes
    assert isinstance(call, Call)
    found = [(one.key, one.value, one.start) for one in call.arguments]
    assert found == [(None, 'a"b', 5), (None, "二", 13), (None, 2022, 18), ("key", "c\\", 30)]
    assert call.arguments[0].offset_of(0) == 6
    assert call.arguments[0].offset_of(2) == 9


def test_conditions_hold_both_of_their_parts():
    (condition,) = parse("{% if agency.hotline %}a{{ year }}{% else %}b{% endif %}").nodes
    assert isinstance(condition, Condition)
    assert [type(one) for one in condition.then] == [Literal, NamedValue]
    assert condition.otherwise == (Literal("b"),)


FAULTS = [
    *("{{", "{{ x", "{{ }}", "{{ f( }}", '{{ f("a }}', '{{ f("a" "b") }}', "{{ f(a) }}", "{{ 1 }}"),
    *('{{ "a" }}', "{{ f(1.5) }}", "{{ f(-1) }}", "{{ f([1]) }}", "{{ f('a' ~ 'b') }}"),
    *(
        "{{ f()() }}",
        "{{ f().x }}",
        "{{ a.b.c }}",
        "{{ a[0] }}",
        "{{ a | b }}",
        "{{ 1 is divisibleby 0 }}",
    ),
    *(r'{{ f("\x41") }}', r'{{ f("\n") }}', "{{ f(a=b) }}", "{{ f(“a”) }}", "{{ f(True) }}"),
    *(
        "{% for a in b %}{% endfor %}",
        "{% set a = 1 %}",
        "{% include 'a' %}",
        "{% import 'a' as b %}",
    ),
    *(
        "{% macro a() %}{% endmacro %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{%- raw -%}",
    ),
    *("{% if year %}", "{% endif %}", "{% else %}", "{% if a %}{% else %}{% else %}{% endif %}"),
    *("{% endraw %}", "{% raw %}", "{{#", "{% if f() %}{% endif %}", "{% if not a %}{% endif %}"),
    *("{{- year -}}", "{{ year\x00 }}", "{{ ye ar }}", "{{ f(,) }}", "{{ f{{ year }} }}"),
    *("{% if a %}" * 11, "{{ f(" + "(" * 500 + ")" * 500 + ") }}"),
]


@pytest.mark.parametrize("text", FAULTS)
def test_anything_else_is_a_fault(text):
    assert parse(text).faults
    assert problems_of(text)


def test_masking_keeps_the_place_of_every_other_character():
    text = '甲{{ figure("x") }}乙\n{% if agency.name %}丙\n{% endif %}{% raw %}丁{% endraw %}'
    made = masked(text, "x")
    assert len(made) == len(text)
    assert made.count("\n") == text.count("\n")
    assert "".join(one for one in made if one not in "x\n") == "甲乙丙"


# Code that a page or a data file tries to run

RUNS = "agency.parse_raw('x', content_type='pickle', allow_pickle=true)"
ESCAPES = [
    '{{ "{% raw %}" }}{{ ANYTHING }}{{ "{% endraw %}" }}',
    '{{ headline("decisions.published", "decisions", "{{ ANYTHING }}") }}',
    '{{ headline("decisions.published", "decisions", "{{ \\"{% raw %}\\" }}{{ ANYTHING }}") }}',
    "{{# {{ '#}}' }}{{ ANYTHING }}",
    "{% raw %}{% endraw %}{{ ANYTHING }}{% raw %}{% endraw %}",
    "{{ '{{#' }}{{ ANYTHING }}{{ '#}}' }}",
    "{% if ANYTHING %}{% endif %}",
    "{{ figure(ANYTHING) }}",
    "{{ figure('decisions.published', year=ANYTHING) }}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_directives_cannot_be_used_to_run_code(text):
    hostile = text.replace("ANYTHING", RUNS)
    assert problems_of(hostile)
    assert problems_of(hostile, inline=True)


@pytest.mark.parametrize("text", ESCAPES)
def test_hostile_topic_text_stops_the_build(tmp_path, text):
    data = made_up.write(tmp_path / "data", [2022])
    path = data / "topics/decisions.yml"
    topic = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    topic["summary"] = text.replace("ANYTHING", RUNS)
    path.write_text(yaml.dump(topic, allow_unicode=True), "utf-8")
    with pytest.raises(DataErrors) as stopped:
        Build(ROOT, data, ROOT / "docs")
    assert {one.code for one in stopped.value.problems} <= {"D501", "D502"}


def test_templates_see_fields_and_no_methods_of_records():
    environment = site().templates
    agency = site().disclosure.agency
    assert environment.from_string("{{ a.name }}").render(a=agency) == agency.name
    for name in ("parse_raw", "model_dump", "copy", "__class__", "_iter", "json"):
        with pytest.raises(Exception, match=f"{name}|unsafe|undefined"):
            environment.from_string(f"{{{{ a.{name} }}}}").render(a=agency)


# Whatever passes the check renders to text and allowed directives, and to nothing else. Each piece is a source with
# what it renders to, or None where it must be refused.

Piece = tuple[str, str | None]
CLOSERS = st.sampled_from(["甲", " ", "\n", "}}", "%}", "#}}", "\\", "'", '"', "<b>", "}", "x"])
SHOWN = st.sampled_from(
    ["{{ x }}", "{{#", "#}}", "{% if a %}", "{% raw %}", "'", '"', "{{ agency.parse_raw }}", "{{"]
)
REFUSED = st.sampled_from(
    [
        *(
            "agency",
            "agency.parse_raw",
            "7*7",
            "loop",
            "self",
            "figure('no' ~ 'pe')",
            "''",
            "range(9)",
        ),
        *("figure(['a'])", "'a' * 999", "1 is divisibleby 0", "topics()()", "'{% raw %}'", '"{{#"'),
        *(
            "'#}}'",
            "'{% endraw %}'",
            "figure(figure)",
            "year.real",
            "checks().x",
            "figure",
            "agency()",
        ),
        *("'{{ year }}'", '"{% endraw %}{{ year }}"', "figure('a')", "term(year)", "[1, 2]", "-1"),
    ]
)
ALLOWED = st.sampled_from(
    [
        *("year", "agency.name", " agency . hotline ", "figure('decisions.published')"),
        *(
            'figure( id = "三.received.total" )',
            'term("账户封存")',
            "scope('push.retirement.recipients')",
        ),
    ]
)


def rendered_by_hand(directive: str) -> str:
    page = directives_for(site(), "")
    by_hand = {
        "year": lambda: str(page.default.year),
        "agency.name": lambda: page.agency.name,
        " agency . hotline ": lambda: page.agency.hotline or "",
        "figure('decisions.published')": lambda: page.figure("decisions.published"),
        'figure( id = "三.received.total" )': lambda: page.figure("三.received.total"),
        'term("账户封存")': lambda: page.term("账户封存"),
        "scope('push.retirement.recipients')": lambda: escape(
            page.scope("push.retirement.recipients")
        ),
    }
    return str(by_hand[directive]())


def joined(pieces: list[Piece]) -> Piece:
    source = "".join(one for one, _ in pieces)
    if any(made is None for _, made in pieces):
        return source, None
    return source, "".join(made or "" for _, made in pieces)


def conditional(then: Piece, otherwise: Piece) -> Piece:
    source = f"{{% if agency.name %}}{then[0]}{{% else %}}{otherwise[0]}{{% endif %}}"
    return source, None if None in (then[1], otherwise[1]) else then[1]


PIECES = st.recursive(
    st.one_of(
        CLOSERS.map(lambda text: (text, text)),
        ALLOWED.map(lambda text: (f"{{{{{text}}}}}", rendered_by_hand(text))),
        REFUSED.map(lambda text: (f"{{{{ {text} }}}}", None)),
        SHOWN.map(lambda text: (f"{{% raw %}}{text}{{% endraw %}}", text)),
        SHOWN.filter(lambda text: text != "#}}").map(lambda text: (f"{{{{# {text} #}}}}", "")),
        REFUSED.map(lambda text: (f"{{% for a in {text} %}}a{{% endfor %}}", None)),
    ),
    lambda inner: st.one_of(
        st.builds(conditional, inner, inner), st.lists(inner, max_size=5).map(joined)
    ),
    max_leaves=12,
)


@settings(max_examples=examples(80, 4000))
@given(PIECES)
def test_what_passes_the_check_renders_to_its_text_and_allowed_directives(piece):
    source, expected = piece
    assert bool(problems_of(source)) is (expected is None)
    if expected is not None:
        assert directives_for(site(), "").render_page(source) == expected


@settings(max_examples=examples(25, 1000))
@given(PIECES)
def test_text_of_a_headline_is_checked_and_rendered_as_a_data_text(piece):
    source, expected = piece
    quoted = source.replace("\\", "\\\\").replace('"', '\\"')
    call = f'{{{{ headline("decisions.published", "decisions", "{quoted}") }}}}'
    if expected is None or "\n" in source:
        assert problems_of(call)
    else:
        assert not problems_of(call)
        said = str(directives_for(site(), "").say(source))
        assert (
            f'<p class="what">{said}</p>' in directives_for(site(), "").render_page(call)
            or not said
        )


@settings(max_examples=examples(60, 3000))
@given(
    st.lists(
        st.sampled_from(
            [
                "{{",
                "}}",
                "{%",
                "%}",
                "{{#",
                "#}}",
                '"',
                "'",
                "\\",
                "raw",
                "endraw",
                "if",
                "endif",
                "else",
                " ",
                "a",
                "(",
                ")",
                ",",
                ".",
                "=",
                "1",
                "\n",
                "figure",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_text_is_parsed_without_an_exception(text):
    tree = parse(text)
    assert len(masked(text)) == len(text)
    ends = [0, *(place for span in tree.spans for place in span), len(text)]
    assert ends == sorted(ends)
    problems_of(text)


LONG = [
    "'\\",
    "{{ '\\",
    '{{ "',
    "{{#",
    "{% raw %}",
    "{{ f(",
    "{% if a %}",
    "{{ f('a', ",
    "{{ {{",
    "\\\"{{'",
    "{{ a.",
]


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.timeout(60)  # what is quadratic takes minutes
def test_time_grows_with_the_length_of_the_text(piece):
    parse(piece * 2_000_000)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ checks() }}\n" * 3000, "4:4 D501"),
        ('{{ figure("decisions.published") }}\n' * (MOST_CALLS + 1), f"{MOST_CALLS + 1}:4 D501"),
        (
            "".join(f'{{{{ papers("{n}") }}}}\n' for n in range(MOST_BLOCKS + 1)),
            f"{MOST_BLOCKS + 1}:4 D501",
        ),
    ],
)
def test_more_directives_than_a_page_can_hold_are_a_problem(text, problem):
    assert problem in problems_of(text)


# Tie-outs with stars in any place

PATTERNS = st.sampled_from(
    [
        *(
            "三.*.total",
            "三.received.*",
            "*",
            "*.*",
            "**",
            "三.*.*",
            "previous:*",
            "previous:三.*.total",
            "三.**",
        ),
        *(
            "decisions.*",
            "*.published",
            "decisions.published",
            "previous:previous:decisions.published",
            ".",
        ),
        *("三.handled.total", "三.handled.*", "previous:", "*三", "三*"),
    ]
)
TERMS = st.lists(PATTERNS, min_size=1, max_size=3)


@settings(max_examples=examples(30, 600))
@given(TERMS, TERMS, st.lists(PATTERNS, max_size=2))
def test_any_stars_in_a_tie_out_are_read_or_refused(plus, equals, also):
    data = tie_out_folder()
    path = data / "topics/decisions.yml"
    original = path.read_text("utf-8")
    topic = yaml.load(original, yaml.CBaseLoader)
    topic["tie_outs"]["decisions.starred"] = {"label": "甲", "sum": plus, "equals": equals}
    topic["also"] = also
    path.write_text(yaml.dump(topic, allow_unicode=True), "utf-8")
    problems = Problems()
    try:
        loaded = load_data(data, problems)
        for result in loaded.ledger.results:
            assert result.arithmetic
    finally:
        path.write_text(original, "utf-8")
    if any(term.count("*") > 1 for term in (*plus, *equals, *also)):
        assert "D104" in {one.code for one in problems}


@cache
def tie_out_folder():
    return made_up.write(Path(tempfile.mkdtemp()) / "data", [2022])
