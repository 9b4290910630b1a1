"""Directives are checked before anything is built; and nothing that stands in a data file becomes markup."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import made_up
import real
from disclosure.build.build import Build
from disclosure.datafiles.models import COVERS, WhatToDo
from disclosure.ledger.load import load_data
from disclosure.ledger.records import DirectiveText
from disclosure.ledger.tieouts import Ledger
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.check import DIRECTIVES, DirectiveNames, check
from disclosure.pages.directives.rendering import Directives, directives_for
from disclosure.pages.escaping import escape
from disclosure.pages.page import year_pages
from disclosure.problems.problem import Place, Problems
from made_up import ROOT


@pytest.fixture(scope="module")
def site(ledger):
    return SiteContext(ledger)


@cache
def names() -> DirectiveNames:
    return DirectiveNames.of(load_data(real.data(), Problems()).symbols)


def told(text: str) -> list[tuple[str, str, str]]:
    """(place, code, message and hint) of everything wrong in a page."""
    problems = Problems()
    check(DirectiveText(text, Place("docs/甲.md"), tuple(text.split("\n"))), names(), problems)
    return [
        (str(problem.place), problem.code, f"{problem.message} {problem.hint}")
        for problem in problems
    ]


RIGHT = [
    "没有指令的文字 {#more} { .class } 100%",
    '{{ figure("decisions.published") }}',
    '{{ figure("decisions.published", 2022) }}{{ figure(id="三.received.total", year=2022) }}',
    '{{ share("decisions.underpaid_contributions", of="decisions.published") }}',
    '{{ headline("decisions.published", "decisions", "{{ figure(\\"decisions.published\\") }}") }}',
    '{{ chart("push-sealed") }}{{ table("三") }}{{ note("retirement-scopes") }}{{ term("账户封存") }}',
    '{{ tie_out("decisions.kinds") }}{{ tie_out("三.balance") }}{{ tie_out("三.outcomes/total") }}',
    '{{ example("nearly") }}{{ example(said="none") }}{{ facts_of("一（一）") }}',
    "{{ year }}{{ agency.name }}{% if agency.licence %}有{% else %}没有{% endif %}",
    "{% if agency.hotline %}{% if agency.wechat %}{{ agency.wechat }}{% endif %}有{% endif %}",
    "{% raw %}{{ figure(1) }}{% nothing %}{{# {% endraw %}",
    "}} %} #}} { { {# #} {{# {{ figur( #}}",
    "{{# 不显示 #}}{{ checks() }}{{ corrections() }}{{ dictionary() }}{{ downloads() }}{{ glossary() }}",
    '{{ topics() }}{{ years() }}{{ codes() }}{{ papers() }}{{ papers("一（一）3") }}{{ figures_of("push") }}',
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_let_through_and_can_be_carried_out(site, text):
    assert told(text) == []
    assert directives_for(site, "topics/push/").render_page(text)


# text of the page, line and column, code, fragments of message and hint
def test_an_example_is_the_latest_report_s_first_figure_printed_so(site):
    page = directives_for(site, "about/method/")
    assert "近20万名" in page.render_page('{{ example("nearly") }}')
    assert "34.67万人" in page.render_page('{{ example("rounded") }}')


def test_what_a_year_lacks_is_said_to_be_lacking(tmp_path):
    def without(year, file):
        file["facts"].pop("六")
        for figures in file["figures"].values():
            for id in [id for id, one in figures.items() if "约" in str(one)]:
                del figures[id]

    site = SiteContext(made_up.ledger(tmp_path / "data", [2022], change=without))
    page = directives_for(site, "about/method/")
    assert page.render_page('{{ example("about") }}') == "（这一年的报告里没有）"
    assert "没有记这一节的事实" in page.render_page('{{ facts_of("六") }}')


WRONG = [
    (
        '甲\n乙{{ figure("decisions.publishd") }}',
        "2:13",
        "D502",
        ["“decisions.publishd”", "是否想写“decisions.published”"],
    ),
    ('{{ figure("三.recieved.total") }}', "1:12", "D502", ["是否想写“三.received.total”"]),
    ('{{ figure(id="nothing") }}', "1:15", "D502", ["指标或表格单元"]),
    ('{{ share("decisions.published", of="nothing") }}', "1:37", "D502", ["“nothing”"]),
    ('\n\n{{ chart("push-seald") }}', "3:11", "D502", ["图表", "push-sealed"]),
    ('{{ table("七") }}', "1:11", "D502", ["法定统计表"]),
    ('{{ note("nothing-such") }}', "1:10", "D502", ["说明"]),
    ('{{ term("没有的词") }}', "1:10", "D502", ["词条"]),
    ('{{ tie_out("decisions.kind") }}', "1:13", "D502", ["decisions.kinds"]),
    ('{{ figures_of("pushes") }}', "1:16", "D502", ["主题", "push"]),
    ('{{ headline("decisions.published", "nothing") }}', "1:37", "D502", ["主题"]),
    (
        '{{ figur("decisions.published") }}',
        "1:4",
        "D501",
        ["没有叫“figur”的指令", "是否想写“figure”"],
    ),
    ("{{ 数字 }}", "1:4", "D501", ["可用的指令"]),
    ("{{ figure() }}", "1:4", "D501", ["要写明名字"]),
    ('{{ chart("push-sealed", title="甲") }}', "1:25", "D501", ["没有“title”这一项"]),
    ('{{ checks("甲") }}', "1:4", "D501", ["只有 0 项"]),
    ('甲\n{{ figure("decisions.published") }', "2:1", "D501", ["指令写错了", "前后成对"]),
    ("{{ figure(“decisions.published”) }}", "1:11", "D501", ["引号和括号都用半角"]),
    # one slip does not hide the next
    (
        '{{ figure(“a”) }}\n{{ figure("三.recieved.total") }}',
        "1:11 2:12",
        "D501 D502",
        ["引号和括号都用半角"],
    ),
    ("甲\n{% iff year %}\n乙\n\n{{ year }}", "2:1", "D501", ["指令写错了"]),
    ("甲\n{% include 'x' %}", "2:1", "D501", []),
    ('{{ share("decisions.published") }}', "1:4", "D501", ["of"]),
    ('{{ headline(topic="decisions") }}', "1:4", "D501", ["id"]),
    ('{{ figure("decisions.published", 1999) }}', "1:34", "D502", ["1999"]),
    ('{{ chart("push-sealed", year=1999) }}', "1:30", "D502", ["1999"]),
    ('{{ chart("push-sealed", level=1) }}', "1:25", "D501", ["“level”只能是 2、3、4"]),
    ('{{ chart("push-sealed", level="二") }}', "1:25", "D501", ["“level”只能是 2、3、4"]),
    ('{{ example("nerly") }}', "1:13", "D501", ["exact、rounded", "nearly"]),
    ("{{ example() }}", "1:4", "D501", ["said"]),
    ("{{ agency.wecaht }}", "1:11", "D501", ["wechat"]),
    ("{{ figure }}", "1:4", "D501", []),
    ("{{ year | nosuchfilter }}", "1:9", "D501", ["过滤"]),
    ("{{ chart(year) }}", "1:10", "D501", ["要写在引号里"]),
]


@pytest.mark.parametrize(("text", "at", "code", "fragments"), WRONG)
def test_what_is_wrong_is_told_at_its_place(text, at, code, fragments):
    found = told(text)
    expected = zip(at.split(), code.split(), strict=True)
    assert [problem[:2] for problem in found] == [
        (f"docs/甲.md:{one}", two) for one, two in expected
    ]
    for fragment in fragments:
        assert fragment in found[0][2]


def test_everything_wrong_is_told_at_once():
    text = '{{ figure("a") }}\n{{ chart("b") }}{{ nothing }}\n'
    assert [problem[:2] for problem in told(text)] == [
        ("docs/甲.md:1:12", "D502"),
        ("docs/甲.md:2:11", "D502"),
        ("docs/甲.md:2:20", "D501"),
    ]


def test_every_directive_in_the_list_is_a_method_of_directives(site):
    page = Directives(site, "", site.disclosure.latest)
    assert all(callable(getattr(page, name)) for name in DIRECTIVES)


ATTACKS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ year.__class__.__base__.__subclasses__() }}",
    "{{ agency.__init__.__globals__ }}",
    "{{ figure.__func__.__globals__ }}",
    "{{ figure.__self__.site }}",
    "{{ agency.model_construct() }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ self.__init__ }}",
    "{{ '{0.__class__}'.format(year) }}",
    "{{ '<script>alert(1)</script>' | safe }}",
    "{{ ['甲'] | map(attribute='__class__') | list }}",
    "{% import 'os' as os %}",
    "{% extends 'page.html' %}",
    "{% set x = ''.__class__ %}{{ x }}",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_attempts_to_break_out_are_problems(text):
    assert {code for _, code, _ in told(text)} == {"D501"}


@pytest.mark.parametrize("text", ATTACKS)
def test_rendering_never_evaluates_what_the_check_refuses(site, text):
    try:
        rendered = directives_for(site, "").render_page(text)
    except KeyError:
        return
    assert not re.search(r"class '|module|method|object at|globals", rendered)


@given(st.text())
def test_escaped_text_is_the_same_text_and_no_markup(text):
    made = escape(text)
    assert (
        html.unescape(made) == text or "&#13;" in made
    )  # HTML itself reads a carriage return as a line's end
    assert not re.search(r"""[<>"'\\`*_\[\]{}|~^!=\n]""", made)
    assert escape(made) is made


def test_a_corrected_figure_has_a_name_that_readers_know(site):
    year, on = site.disclosure.latest, directives_for(site, "corrections/")
    assert on.label("decisions.published", year) == "公开的行政处理决定"
    assert on.label(COVERS, year) == "报告的统计期"
    assert on.label("gone.by.now", year) == "gone.by.now"


def test_markup_of_our_own_and_numbers_pass():
    assert escape(Markup("<b>甲</b>")) == "<b>甲</b>"
    assert escape(2022) == 2022


# Whole pages from hostile data


class Seen(HTMLParser):
    """What a browser would make of a page: tags with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.events: list[Any] = []
        self.scripts: list[str] = []
        self.inside_script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside_script = tag == "script"
        self.events.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.inside_script = False
        self.events.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.inside_script:
            self.scripts.append(data)
        elif words := " ".join(data.split()):
            self.events.append(f"“{words}”")

    def handle_comment(self, data: str) -> None:
        self.events.append(("comment", data))


PLAIN = "甲乙丙"
MARKUP = " ".join(
    (
        "<script>alert(1)</script> <img src=x onerror=alert(1)> </div></section></td> <!-- x &lt;b&gt; &amp;",
        "[x](javascript:1) ![x](y) [x][y] <javascript:1> **x** __x__ _x_ *x* `x` ~~x~~ ^x^ ==x== \\*x\\*",
        "a | b { .x onclick=1 } {: #x } *[甲]: 乙 [^1] $x$ \" onclick=1 ' x=1 :smile: &#60;b&#62; 甲: 乙 # 丙",
    )
)
DIRECTIVE = "{{ 7*7 }} {% raw %} {# x #} {{# x #}} {{ figure('decisions.published') }}"
STARTS = [
    "# 甲",
    "- 甲",
    "1. 甲",
    "> 甲",
    "    甲",
    "~~~ 甲",
    "--- 甲",
    "[甲]: 乙",
    "*[甲]: 乙",
    "<div>甲",
    "\n\n# 甲\n\n- 乙",
]

TEXTS_OF_A_YEAR = {
    "title",
    "number",
    "by",
    "via",
    "about",
    "what",
    "short",
    "note",
    "since",
}
TEXTS_OF_A_TOPIC = {
    "title",
    "question",
    "summary",
    "label",
    "short",
    "definition",
    "note",
    "answer",
    "why",
    *WhatToDo.model_fields,
}


def with_words(value: Any, keys: set[str], words: str, *, at_the_start: bool) -> Any:
    """Every text under one of the keys, with the words joined to it."""

    def joined(text: str) -> str:
        return f"{words} {text}" if at_the_start else f"{text} {words}"

    def changed(key: str | None, inner: Any) -> Any:
        if isinstance(inner, dict):
            return {name: changed(name, value) for name, value in inner.items()}
        if isinstance(inner, list):
            return [changed(key, one) for one in inner]
        return joined(inner) if key in keys and isinstance(inner, str) else inner

    return changed(None, value)


def built(folder, year_words: str, topic_words: str, *, at_the_start: bool = False) -> Build:
    """The whole site from data that holds the words wherever free text may stand."""

    def change(year: int, file: dict[str, Any]) -> None:
        free = ("facts", "commitments", "outline", "footnotes")
        changed = with_words(file, TEXTS_OF_A_YEAR, year_words, at_the_start=at_the_start)
        for kind in free:
            every = set(file[kind])
            changed[kind] = with_words(file[kind], every, year_words, at_the_start=at_the_start)
        changed["figures"]["一（一）6"]["decisions.published"] = "9999件"
        changed["printed_so"] = {"decisions.kinds": f"虚构 {year_words}"}
        correction = {
            "on": "2023-05",
            "figure": "decisions.published",
            "was": f"1件 {year_words}",
            "now": "9999件",
        }
        changed["corrections"] = [correction | {"why": f"虚构 {year_words}"}]
        file.clear()
        file.update(changed)

    made_up.write(folder, [2021, 2022], change=change)
    for year in (2021, 2022):
        shown = {"decisions.published": f"1件 {year_words}".strip()}
        made_up.publish(folder, year, {"2022-01-01": shown})
    for path in [
        *(folder / "topics").glob("*.yml"),
        *(folder / "forms").glob("*.yml"),
        folder / "agency.yml",
    ]:
        file = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
        keys = TEXTS_OF_A_TOPIC | {
            "name",
            "site_title",
            "hotline",
            "wechat",
            "source",
            "remark",
            "corner",
        }
        keys -= WhatToDo.model_fields.keys() if path.name == "agency.yml" else set()  # addresses
        changed = with_words(file, keys, topic_words, at_the_start=at_the_start)
        path.write_text(
            yaml.dump(changed, allow_unicode=True, sort_keys=False, width=10_000), "utf-8"
        )
    glossary = yaml.load((folder / "glossary.yml").read_text("utf-8"), yaml.CBaseLoader)
    glossary = with_words(glossary, {"meaning", "also"}, year_words, at_the_start=at_the_start)
    (folder / "glossary.yml").write_text(
        yaml.dump(glossary, allow_unicode=True, width=10_000), "utf-8"
    )
    return Build(ROOT, folder, ROOT / "docs")


def seen(build: Build) -> dict[str, Seen]:
    """Every page as a browser sees it, through the Markdown extensions that the site uses."""
    converter = markdown.Markdown(extensions=["attr_list", "md_in_html", "tables", "toc"])
    pages = {page.path: page.content for page in build.pages() if page.path.endswith(".md")}
    return {
        path: Seen(converter.reset().convert(without_front_matter(text)))
        for path, text in pages.items()
    }


def without_front_matter(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def substituted(event: Any, year_words: str, topic_words: str) -> Any:
    def put(text: str | None) -> str | None:
        words = (text or "").replace("年" + PLAIN, year_words).replace("题" + PLAIN, topic_words)
        # A data file with longer words in it weighs more.
        return text and re.sub(r"\b[0-9]+ KB", "1 KB", " ".join(words.split()))

    if isinstance(event, str):
        return put(event)
    tag, attributes = event
    return tag, tuple(
        (name, "" if name in ("data-height", "data-style") else put(value))  # longer, thus higher
        for name, value in attributes
    )


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    made = {}
    for at_the_start in (False, True):
        folder = tmp_path_factory.mktemp("harmless")
        made[at_the_start] = seen(
            built(folder, "年" + PLAIN, "题" + PLAIN, at_the_start=at_the_start)
        )
    return made


HOSTILE = [(f"{MARKUP} {DIRECTIVE}", MARKUP, False), ("\n\n# 甲\n\n- 乙", "\n\n# 甲\n\n- 乙", True)]


@pytest.mark.parametrize(
    ("year_words", "topic_words", "at_the_start"), HOSTILE, ids=["within", "at-the-start"]
)
def test_nothing_in_the_data_becomes_markup(
    tmp_path, harmless, year_words, topic_words, at_the_start
):
    """The pages of hostile data have the very tags, attributes and text of the harmless ones."""
    pages = seen(built(tmp_path, year_words, topic_words, at_the_start=at_the_start))
    assert pages.keys() == harmless[at_the_start].keys()
    words = " ".join(year_words.split()), " ".join(topic_words.split())
    assert sum(words[0] in event for event in pages["years/2022.md"].events) > 50
    for path, page in pages.items():
        expected = [substituted(event, *words) for event in harmless[at_the_start][path].events]
        got = [substituted(event, "", "") for event in page.events]
        assert got == expected, path
        for script in page.scripts:
            assert "<" not in script
            json.loads(script)


def test_nothing_in_the_data_starts_a_block(tmp_path):
    outline = {}

    def change(year, file):
        for index, key in enumerate(file["outline"]):
            file["outline"][key] = outline[key] = STARTS[index % len(STARTS)]
        file["facts"] = {"六": list(STARTS)}
        file["commitments"] = {"六": list(STARTS)}
        file["papers"] = {"六": [{"title": start, "about": start} for start in STARTS]}

    (page,) = year_pages(SiteContext(made_up.ledger(tmp_path, [2022], change=change)))
    events = Seen(
        markdown.markdown(
            without_front_matter(page.content), extensions=["attr_list", "md_in_html"]
        )
    ).events
    headings = [event[1] for event in events if event[0] in ("h2", "h3", "h4")]
    assert headings == [(("id", key),) for key in outline]
    after = events[events.index(("h2", (("id", "六"),))) :]
    wanted = [" ".join(start.split()) for start in STARTS]
    assert [event.strip("“”") for event in after if event[0] == "“"] == [
        f"六 {wanted[list(outline).index('六') % len(STARTS)]}",
        *wanted,
        "报告说今后要做：",
        *wanted,
        "做得怎样，这份报告说不到，要看以后的报告。",
        *(words for title in wanted for words in (f"《{title}》", title)),
    ]
    assert (
        len(
            [
                event
                for event in after
                if event[0] in ("ul", "ol", "h1", "h2", "p", "pre", "blockquote", "div")
            ]
        )
        == 6
    )


@pytest.mark.parametrize(
    "name", ["甲: 乙", "甲 # 乙", '"甲"', "'甲", "[甲]", "{甲}", "*甲", "甲\n乙", "- 甲"]
)
def test_the_front_matter_is_what_it_should_be(ledger, name):
    agency = ledger.disclosure.agency.model_copy(update={"name": name})
    (page,) = year_pages(SiteContext(Ledger(replace(ledger.disclosure, agency=agency))))
    head = yaml.safe_load(page.content.split("---\n")[1])
    assert set(head) == {"title", "year", "description"}
    assert html.unescape(head["description"]).startswith(f"{name}2022年")
