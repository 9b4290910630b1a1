"""Hand-written pages hold prose: what they may use, and that nothing else reaches a reader."""

from __future__ import annotations

import os
import re
import shutil
import sys

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config as mkdocs_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import real
from disclosure.build.build import Build
from disclosure.build.settings import site_name
from disclosure.datafiles.models import Agency
from disclosure.desk.check import check
from disclosure.ledger.load import load_ledger
from disclosure.pages.directives.parser import parse
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.handwritten.allowed_html import (
    CLASSES,
    ELEMENTS,
    EVERYWHERE,
    PICTURES,
    SCHEMES,
)
from disclosure.pages.handwritten.docs_files import address_of, check_docs_files
from disclosure.pages.handwritten.front_matter import (
    KEYS,
    add_front_matter,
    check_front_matter,
    parse_front_matter,
)
from disclosure.pages.handwritten.prose import EXTENSIONS, as_built, check_prose, converter
from disclosure.pages.load import read_handwritten
from disclosure.problems.problem import DataErrors, Problems, as_json
from made_up import ROOT
from thorough import examples

AGENCY = Agency(
    name="(javascript:alert(1))",
    website="www.example.gov.cn",
    hotline="12345",
    licence=":alert(1)",
)


def problems_of(page: str, agency: Agency = AGENCY) -> list[str]:
    problems = Problems()
    check_front_matter(page, "docs/甲.md", problems)
    check_prose(page, "docs/甲.md", agency, problems)
    return [f"{str(one.place).partition(':')[2]} {one.code} {one.message}" for one in problems]


RIGHT = [
    "# 标题 {#main-title}\n\n一段**粗**的、*斜*的话，`<script>` 是代码。\n\n- 甲\n- 乙\n\n1. 一\n2. 二\n",
    "| 甲 | 乙 |\n| :-- | --: |\n| 1 | 2 |\n",
    "[链接](topics/push.md#x) <https://www.example.org/> [a]: https://example.org/\n\n![说明](a.png)",
    "[信](mailto:a@example.org) [电话](tel:12345)",
    '<p class="lead">甲<br>乙</p>\n<div class="hero" markdown>\n\n# 甲\n\n</div>\n',
    "<details><summary>甲</summary>乙</details>",
    "```html\n<script>alert(1)</script>\n```\n\n    <iframe>\n",
    "1 < 2，a<b，<3，3 > 2，a & b，&lt;script&gt;，甲<乙",
    '<a href="tel:{{ agency.hotline }}">{{ agency.hotline }}</a> {{ figure("a") }}',
    '<a href="https://{{ agency.website }}">{{ agency.website }}</a><a href="years/{{ year }}/">甲</a>',
    "{% raw %}`{{ figure(1) }}` {{# {% endraw %}{{# <script> #}}",
    "---\ntitle: 甲\ndescription: 乙\nhide: [toc, footer]\n---\n# 丙",
    "甲\u200b乙 {% if agency.wechat %}<b>{% endif %}",
]


@pytest.mark.parametrize("page", RIGHT)
def test_prose_is_let_through(page):
    assert problems_of(page) == []


# page, line:column, words of the message
WRONG = [
    ("甲\n<script>alert(1)</script>", "2:1", "<script>"),
    ("甲 <SCRIPT src=x>", "1:3", "写法"),
    ('甲 <SCRIPT src="x">', "1:3", "<script>"),
    ('<meta http-equiv="refresh" content="0;url=https://x.example">', "1:1", "<meta>"),
    ("甲\n\n<iframe></iframe>", "3:1", "<iframe>"),
    *(
        (f"<{name}>", "1:1", f"<{name}>")
        for name in ("form", "object", "embed", "base", "link", "style")
    ),
    *(
        (f"<{name}>", "1:1", name)
        for name in ("svg", "math", "textarea", "template", "plaintext", "dialog")
    ),
    *(
        (f"甲 <{name}>", "1:3", name)
        for name in ("input", "button", "select", "video", "audio", "marquee")
    ),
    ('<p onclick="x">甲</p>', "1:4", "onclick"),
    ('<p style="position:fixed">甲</p>', "1:4", "style"),
    ("甲\n{: onclick=x }", "2:4", "onclick"),
    ("# 甲 {: style='position:fixed' }", "1:8", "style"),
    ("# 甲 {#main}", "1:7", "main"),
    ("# Main", "1:3", "main"),
    ('<p id="contents">甲</p>', "1:8", "contents"),
    ('<p id="a">甲</p>\n<p id="a">乙</p>', "1:8", "a"),
    ('<p class="figure-card">甲</p>', "1:11", "figure-card"),
    ("[甲](javascript:alert(1))", "1:5", "javascript"),
    ("[甲](JaVaScRiPt:alert)", "1:5", "javascript"),
    ("[甲](java&#115;cript:alert)", "1:5", "javascript"),
    ("[甲](&#x6A;avascript:alert)", "1:5", "javascript"),
    ("[甲](data:text/html,x)", "1:5", "data"),
    ("[甲](vbscript:x)", "1:5", "vbscript"),
    ("[甲][1]\n\n[1]: javascript:x", "3:6", "javascript"),
    ("[甲](//x.example/)", "1:5", "//"),
    ("[甲](/\\\\x.example/)", "1:1", "//"),
    ("[甲](&#1;javascript:x)", "1:1", "javascript"),
    ("[甲](java&#10;script:x)", "1:5", "javascript"),
    ('<a href="javascript:x">甲</a>', "1:10", "javascript"),
    ('<a href=" javascript:x">甲</a>', "1:11", "网址"),
    ('<a href="java\nscript:x">甲</a>', "1:10", "网址"),
    ("<a href=javascript:x>甲</a>", "1:1", "写法"),
    ("<a href='javascript:x'>甲</a>", "1:1", "写法"),
    ("[甲](http://[x)", "1:5", "网址"),
    ("[甲](https://[::1)", "1:5", "网址"),
    ("[甲](https://a℀b.example/)", "1:5", "网址"),
    ("[甲](mailto://[x)", "1:5", "网址"),
    ("<http://x[y]/>", "1:2", "网址"),
    ("[甲][1]\n\n[1]: http://[x", "3:6", "网址"),
    ('<a href="http://[x">甲</a>', "1:10", "网址"),
    ("[甲](https://www.gov.cn@x.example/)", "1:5", "“@”"),
    ("[甲](https:x)", "1:5", "网址"),
    ("[甲](https://x.example:99999/)", "1:5", "端口"),
    ("[甲](https://)", "1:5", "域名"),
    ("![甲](https://x.example/a.png)", "1:6", "图片"),
    ("![甲](//x.example/a.png)", "1:6", "//"),
    ("![甲](a.html)", "1:6", "图片"),
    ('<img src="a.png">', "1:1", "文字说明"),
    ('<a href="x" target="_blank">甲</a>', "1:13", "target"),
    ("<p hidden>甲</p>", "1:4", "hidden"),
    ("<div>甲", "1:1", "没有写完"),
    ("甲</div>", "1:2", "成对"),
    ("<b>甲</i>", "1:1", "<b>"),
    ("甲 <!-- 乙 -->", "1:3", "写法"),
    ("<!DOCTYPE html>", "1:1", "写法"),
    ("<?php x ?>", "1:1", "写法"),
    ("<![CDATA[x]]>", "1:1", "写法"),
    ('<p class="lead" class="two" onx>甲</p>', "1:29", "onx"),
    ("<{{# #}}script>x</script>", "1:1", "script"),
    ("<{% if agency.name %}script{% endif %}>", "1:1", "script"),
    ("<{{ agency.wechat }}script>", "1:1", "script"),
    ("[甲](java{{# #}}script:x)", "1:1", "javascript"),
    ("`{{ agency.wechat }}` `<script>`", "1:24", "script"),
    ("<p title=\"{{ figure('a') }}\">甲</p>", "1:4", "指令"),
    ("[甲]({{ figure('a') }})", "1:1", "指令"),
    ("[甲](javascript{{ agency.licence }})", "1:1", "javascript"),
    ("[甲]{{ agency.name }}", "1:1", "javascript"),
    ("`{{ chart('a') }} <script>`", "1:19", "<script>"),
    ("甲 `<script>`\n\n    <script>\n\n乙 <script> `<script>`", "5:3", "<script>"),
    ("`onclick` <p class='x'>onclick</p>\n\n`onclick`\n{: onclick=x }", "1:11", "写法"),
    ("`onclick`\n\n甲 onclick\n{: onclick=x }", "4:4", "onclick"),
    ("甲\n\n<{{# #}}script>", "3:1", "script"),
    ('<p\u3000title="a">甲</p>', "1:1", "写法"),
    ("{{ chart('a') }}\n\n# 甲 {#a}", "3:7", "已经用了"),
    ("甲\n\n" + "[" * 2000, "3:1", "超过了"),
    ("甲\n\n" + "<a " * 2000, "3:1", "超过了"),
    ("# 甲\n\n# 乙" + " " * 2000 + "丙", "3:1", "空格"),
    ("> " * 400 + "甲", "1:1", "一层套一层"),
    ("".join(f"{'    ' * depth}- 甲\n" for depth in range(30)), "21:1", "一层套一层"),
    ("甲\n\n" + "- 甲\n" * 1300, "3:1", "一段太长"),
    ("甲\n\n" * 11000 + "乙", "20001:1", "一页太长"),
    ("<div>\n" * 5000 + "</div>\n" * 5000, "5001:1", "一页太长"),
    ("甲\u202e乙", "1:2", "U+202E"),
    ("甲\n\x00", "2:1", "U+0000"),
    ("甲\u3164乙", "1:2", "U+3164"),
    ("甲\u2800\U000e0041乙", "1:2", "U+2800"),
    ("甲\x1b[31m", "1:2", "U+001B"),
    ("甲\u2066乙", "1:2", "U+2066"),
]


@pytest.mark.parametrize(("page", "at", "words"), WRONG)
def test_anything_but_prose_is_a_problem_at_its_place(page, at, words):
    found = problems_of(page)
    assert [one for one in found if words.lower() in one.lower()], found
    assert found[0].startswith(f"{at} D50" if "U+" not in words else f"{at} D003"), found


FRONT = [
    ("---\n# nothing\n---\n# 甲", "D505"),
    ("---\n---\n# 甲", "D505"),
    ("---\n- a\n---\n# 甲", "D505"),
    ("---\n甲\n---\n", "D505"),
    ("---\n12\n---\n", "D505"),
    ("---\ntitle: [甲]\n---\n", "D505"),
    ("---\ntitle:\n---\n", "D505"),
    ("---\ntitle: {a: b}\n---\n", "D505"),
    ("---\ntitle: 甲\ntitle: 乙\n---\n", "D005"),
    ("---\ntitle: a: b\n---\n", "D003"),
    ("---\ntitle: 'a\n---\n", "D003"),
    ("---\ntitle: !!python/name:os.system a\n---\n", "D006"),
    ("---\ntitle: &a 甲\ndescription: *a\n---\n", "D006"),
    ("---\ntitle: 甲\n\tdescription: 乙\n---\n", "D003"),
    ("---\ntitle: 甲\n...\n# 乙", "D505"),
    ("--- \ntitle: 甲\n---\n", "D505"),
    ("---\ntitle: 甲\n", "D505"),
    ("---\ntitle: 甲\n...\n# 乙\n\n---\n丙", "D505"),
    ("---\ntitle: 甲\n\n# 乙\n\n---\n丙", "D505"),
    ("---\ntitle: 甲\n\n正文\n\n---\n丙", "D003"),
    ("---\ntitle: 甲{{ agency.name }}\n---\n", "D505"),
    ("---\ntitle: '{% if agency.name %}甲'\n---\n{% endif %}", "D505"),
    ("---\ntitle: 甲\u202e乙\n---\n", "D003"),
    ("---\ntitle: 甲\n---\u0020\n# 乙\n---\n", "D505"),
    ("\ufeff---\ntitle: 甲\n---\n", "D505"),
    ("\n---\ntitle: 甲\n---\n", "D505"),
    ("---\nhead: {data: x}\n---\n", "D505"),
    ("---\ntemplate: main.html\n---\n", "D505"),
    ("---\nhide: 1\n---\n", "D505"),
    ("---\nhide: [everything]\n---\n", "D505"),
    ("---\nsearch: {exclude: true}\n---\n", "D505"),
    ("---\nauthor: 甲\n---\n", "D505"),
]


@pytest.mark.parametrize(("page", "code"), FRONT)
def test_front_matter_at_fault_is_a_problem(page, code):
    problems = Problems()
    check_front_matter(page, "docs/甲.md", problems)
    assert {one.code for one in problems} == {code}
    assert all(one.place.line <= page.count("\n") + 1 for one in problems)


@pytest.mark.parametrize(
    ("page", "at"),
    [
        ("---\ntitle: 甲\nauthor: 乙\n---\n", "3:1"),
        ("---\ntitle: 甲\ndescription: [乙]\n---\n", "3:14"),
        ("---\ntitle: 甲\ndescription: 乙{{ year }}\n---\n", "3:15"),
        ("---\ntitle: 甲\n# 乙\n---\n", "3:1"),
        ("---\ntitle: 甲\ntitle: 乙\n---\n", "3:1"),
        ("---\ntitle: 甲\u202e乙\n---\n", "2:9"),
        ("---\ntitle: 甲\n---\n甲<script>", "4:2"),
    ],
)
def test_fault_of_front_matter_has_its_line_and_column(page, at):
    (problem,) = problems_of(page)
    assert problem.startswith(f"{at} ")


def test_pages_are_read_with_any_line_ends_but_not_from_hidden_folders(tmp_path):
    (tmp_path / ".cache").mkdir()
    for name in ("a.md", ".b.md", ".cache/c.md"):
        (tmp_path / name).write_bytes(b"---\r\ntitle: x\r\n---\r# y\r\n")
    problems = Problems()
    assert read_handwritten(tmp_path, problems) == {"a.md": "---\ntitle: x\n---\n# y\n"}
    assert not len(problems)


def test_front_matter_is_written_anew_with_what_is_added():
    page = '---\n{title: "甲: 乙", description: a}\n---\n# 丙\n'
    made = add_front_matter(page, {"head": {"x": 1}})
    assert made == '---\ntitle: "甲: 乙"\ndescription: "a"\nhead: {"x": 1}\n---\n# 丙\n'
    assert parse_front_matter(made)["title"] == "甲: 乙"


def test_every_page_that_is_shipped_is_prose():
    agency = load_ledger(real.data()).disclosure.agency
    for path in [*(ROOT / "docs").rglob("*.md"), *(ROOT / "tests/sites").rglob("*.md")]:
        assert problems_of(path.read_text("utf-8"), agency) == [], path


def test_editing_guide_lists_all_that_a_page_may_use():
    guide = (ROOT / "docs/about/editing.md").read_text("utf-8")
    section = guide.partition("{#pages}")[2].partition("\n## ")[0].replace("`h1` 到 `h6`", HEADINGS)
    attributes = set().union(EVERYWHERE, *ELEMENTS.values()) - {
        "style"
    }  # Markdown's own, in tables
    words = {*ELEMENTS, *attributes, *CLASSES, *KEYS, *(f"{scheme}:" for scheme in SCHEMES)}
    assert {word for word in words if f"`{word}`" not in section} == set()
    assert {kind for kind in PICTURES - {".jpeg"} if kind[1:] not in section} == set()


HEADINGS = "`h1``h2``h3``h4``h5``h6`"


# Whatever is accepted has nothing but the allowed elements, as another HTML parser reads it

NASTY = st.sampled_from(
    [
        *(
            "<",
            ">",
            "/",
            "script",
            "<script>",
            "</script>",
            "<img src=x onerror=y>",
            "<p>",
            "</p>",
            "<b",
            "'",
        ),
        *(
            '"',
            "`",
            "``",
            "~~~",
            "\n",
            "\n\n",
            "    ",
            "<!--",
            "-->",
            "<?",
            "![",
            "](",
            "[a]",
            ")",
            "(",
            "甲",
            " ",
        ),
        *(
            "javascript:",
            "data:",
            "//x",
            "&#106;",
            "&lt;",
            "{: onclick=x }",
            "{#main}",
            "=",
            "style=",
            'href="',
        ),
        *(
            "{{ agency.wechat }}",
            "{{# #}}",
            '{{ figure("a") }}',
            "{% if agency.name %}",
            "{% endif %}",
            "*",
            "_",
        ),
        *(
            "|",
            "-",
            ":",
            "a",
            "\\",
            "<div markdown>",
            "</div>",
            "<style>",
            "<svg/onload=x>",
            "\t",
            "<a href=",
        ),
    ]
)


@settings(max_examples=examples(80, 6000))
@given(st.lists(NASTY, max_size=14).map("".join))
def test_accepted_pages_have_only_allowed_elements_and_addresses(page):
    problems = problems_of(page)
    if problems:
        return
    html = converter().reset().convert(as_built(page, AGENCY))
    soups = [BeautifulSoup(f"<main>{html}</main>", parser) for parser in ("html.parser", "lxml")]
    elements = [one for soup in soups for one in soup.main.find_all(True)]
    assert all(soup.main.next_sibling is None for soup in soups)  # the page ends where it should
    for element in elements:
        assert element.name in ELEMENTS
        allowed = ELEMENTS[element.name] | EVERYWHERE
        assert set(element.attrs) <= allowed, element
        for name in ("href", "src"):
            assert not re.match(
                r"\s*(?:javascript|data|vbscript)\s*:|//", element.get(name, ""), re.IGNORECASE
            )
        assert set(element.get("class", [])) <= CLASSES or element.name == "code"


# With directives carried out, as readers get the page

STRANGE = st.sampled_from(
    [
        *(
            "`",
            "``",
            "```\n",
            "~~~",
            "\n",
            "\n\n",
            "    ",
            "- ",
            "1. ",
            "> ",
            "|",
            "-|-\n",
            "# ",
            " ",
        ),
        *("<zq>", "</zq>", "<p zq=1>", "<p>", "</p>", "<zq", ">", "<", "<!-- zq", "-->", "\t"),
        *("{: zq=1 }", "{: #main }", "[甲](zq:1)", "[甲]", "(zq:1)", "![甲](//zq)", "甲", "\\"),
        *(
            "<div markdown>\n",
            "<div>",
            "</div>",
            "<pre>",
            "</pre>",
            "<code>",
            "</code>",
            "<?",
            "?>",
        ),
        *("{{ papers() }}", '{{ chart("events") }}', "{{ topics() }}", '{{ facts_of("六") }}'),
        *('{{ figure("decisions.published") }}', '{{ term("管委会") }}', "{{ citation() }}"),
        *('{{ figures_of("push") }}', "{{ next_year() }}", "{{ corrections() }}", "{{ year }}"),
        *("{% if agency.name %}", "{% else %}", "{% endif %}", "{{# #}}", "{{ agency.wechat }}"),
    ]
)


@pytest.fixture(scope="module")
def home():
    site = Build(ROOT, real.data(), ROOT / "docs").site
    return directives_for(site, "")


@settings(max_examples=examples(80, 6000))
@given(st.lists(STRANGE, max_size=12).map("".join))
@example("`{{ papers() }} <zq>`")
@example("    {{ papers() }} <zq>")
@example("    {{ papers() }}\n    <zq>")
@example("- 甲\n\n        {{ facts_of('六') }}\n        <zq>")
@example("|甲|乙|\n|-|-|\n|`{{ topics() }} <zq>`|丙|")
@example("<div markdown>\n`{{ papers() }} <zq>`\n</div>")
def test_accepted_pages_stay_harmless_with_directives_carried_out(home, page):
    if parse(page).faults or problems_of(page, home.agency):
        return
    soup = BeautifulSoup(converter().reset().convert(home.render_page(page)), "html.parser")
    for element in soup.find_all(True):
        written = {element.name, *element.attrs, element.get("href", ""), element.get("src", "")}
        assert not [one for one in written if "zq" in one], element


# What MkDocs makes of a page that was accepted: it looks into every address itself

ADDRESSES = st.lists(
    st.sampled_from(
        [
            *("http:", "https:", "mailto:", "tel:", "/", "//", "[", "]", "::1", "x.example", "@"),
            *(
                "a.md",
                "../",
                "#甲",
                "?",
                "%ff",
                "%00",
                "&#91;",
                "&#47;",
                "℀",
                "：",
                "\\",
                "甲",
                ".",
                ":1",
            ),
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)
LINKED = st.sampled_from(
    ["[甲]({})", "[甲](<{}>)", "<{}>", "[甲][1]\n\n[1]: {}", '<a href="{}">甲</a>', "![甲]({}.png)"]
)


@pytest.fixture(scope="module")
def mkdocs_settings():
    return mkdocs_config(str(ROOT / "mkdocs.yml"))


@settings(max_examples=examples(60, 4000), deadline=None)
@given(LINKED, ADDRESSES, st.lists(NASTY, max_size=4).map("".join))
@example("[甲]({})", "http://[x", "")
@example("[甲]({})", "mailto://[", "")
def test_mkdocs_renders_whatever_page_is_accepted(mkdocs_settings, link, address, more):
    page = f"# 甲\n\n{link.format(address)}\n\n{more}"
    if problems_of(page):
        return
    file = File("甲/乙.md", None, mkdocs_settings.site_dir, use_directory_urls=True)
    file.content_string = as_built(page, AGENCY)
    rendered = Page(None, file, mkdocs_settings)
    rendered.read_source(mkdocs_settings)
    rendered.render(mkdocs_settings, Files([file]))
    assert rendered.content is not None


def test_page_too_deep_for_markdown_does_not_change_how_the_next_is_read(monkeypatch):
    def convert(text):
        converter().parser.state.set("list")  # as Markdown leaves it, wherever its recursion ends
        raise RecursionError

    monkeypatch.setattr(converter(), "convert", convert)
    assert "一层套一层" in problems_of("甲")[0]
    assert "<script>" in problems_of("甲<script>")[0]


def test_converter_renders_as_mkdocs_yml_says():
    config = mkdocs_config(str(ROOT / "mkdocs.yml"))
    assert set(EXTENSIONS) == set(config.markdown_extensions)
    mkdocs = markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )
    text = "# 甲 Main\u00a0乙\n\n甲\n\n```html\n<p>\n```\n\n|甲|乙|\n|:-|-:|\n|丙|丁|\n"
    assert mkdocs.convert(text) == converter().reset().convert(text)


# Files in the docs folder

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'


def doubled(inner: str) -> str:
    """Thirty groups, each with the one before it twice."""
    return '<g id="a0"/>' + "".join(
        f'<g id="a{number + 1}">{inner.replace("{0}", "{}").replace("{}", str(number))}</g>'
        for number in range(30)
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("报告.docx", "x", "这一种文件"),
        ("2023.yml", "x", "这一种文件"),
        ("a.html", "<script>", "这一种文件"),
        ("years/a.js", "x", "这一种文件"),
        ("a.exe", "x", "这一种文件"),
        ("a.MD", "x", "小写"),
        ("a.markdown", "x", "这一种文件"),
        ("a.png", "<script>", "不是这一种图片"),
        ("a.JPG", "MZ", "不是这一种图片"),
        ("a.webp", "RIFF1234AVI ", "不是这一种图片"),
        ("<img src=x>.md", "x", "“<”"),
        ("a#b.png", "x", "“#”"),
        ("a\u3000b.md", "x", "看不见"),
        ("README", "x", "这一种文件"),
        ("a.svg", SVG.format("<script>x</script>"), "script"),
        ("a.svg", SVG.format('<a href="https://x.example"><rect/></a>'), "<a>"),
        ("a.svg", SVG.format('<rect onload="x"/>'), "onload"),
        ("a.svg", SVG.format('<use x:href="https://x.example/#a"/>'), "href"),
        ("a.svg", SVG.format("<foreignObject/>"), "foreignObject"),
        ("a.svg", SVG.format("<style>@import 'x';</style>"), "别处"),
        ("a.svg", SVG.format('<rect fill="url(https://x.example)"/>'), "别处"),
        ("a.svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(""), "声明"),
        ("a.svg", "<svg", "读不了"),
        ("a.svg", "<svg/>", "<svg>"),
        ("a.svg", '<?xml-stylesheet href="x.css"?>' + SVG.format(""), "声明"),
        ("a.svg", '<?xml version="1.0" encoding="GBK"?>' + SVG.format(""), "声明"),
        ("a.svg", SVG.format("<style><![CDATA[@import 'x']]></style>"), "声明"),
        ("a.svg", SVG.format("<style>@im<!-- -->port 'x';</style>"), "别处"),
        ("a.svg", SVG.format("<style>a{fill:u\\72l(x)}</style>"), "别处"),
        ("a.svg", SVG.format("<rect style=\"background:image-set('x')\"/>"), "别处"),
        ("a.svg", SVG.format('<x xmlns="http://www.w3.org/1999/xhtml"/>'), "<x>"),
        ("a.svg", SVG.format('<title xmlns="http://www.w3.org/1999/xhtml"/>'), "<title>"),
        ("a.svg", SVG.format("<animate/>"), "animate"),
        ("a.svg", SVG.format('<image href="a.png"/>'), "image"),
        ("a.svg", SVG.format(" " * 1_000_000), "太大"),
        ("a.svg", SVG.format('<g xml:base="https://x"/>'), "base"),
        ("a.svg", SVG.format("<style>a{mask:url(#a)}</style>"), "别处"),
        ("a.svg", SVG.format("<g>" * 60_000 + "</g>" * 60_000), "太多"),
        ("a.svg", SVG.format('<g id="a"><use href="#a"/></g>'), "太多"),
        ("a.svg", SVG.format(doubled('<use href="#a{}"/>' * 2)), "太多"),
        ("a.svg", SVG.format('<g id="a"><use href="#%61"/></g>'), "太多"),
        ("a.svg", SVG.format(doubled('<use x:href="#a{0}"/><use x:href="#a{0}"/>')), "太多"),
        ("a.svg", SVG.format(doubled('<g mask="url(#a{0})"/><g mask="url(\'#a{0}\')"/>')), "太多"),
        ("a\u202eb.md", "x", "看不见"),
        ("a\nb.md", "x", "看不见"),
        ("robots.txt.md", "x", "“.”"),
        ("data.v2/index.md", "x", "“.”"),
        ("years/2022.md", "x", "生成的网页"),
        ("years/2022/index.md", "x", "生成的网页"),
        ("Years/a.md", "x", "生成的网页"),
        ("data/figures/README.md", "x", "生成的网页"),
        ("charts/push.md", "x", "生成的网页"),
        ("assets/a.md", "x", "生成的网页"),
    ],
)
def test_file_of_another_kind_is_a_problem(tmp_path, name, content, words):
    path = tmp_path / "docs" / name
    path.parent.mkdir(parents=True)
    path.write_text(content)
    problems = Problems()
    check_docs_files(tmp_path / "docs", problems)
    (problem,) = problems
    assert problem.code == "D506" and words in problem.message


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("index.md", "README.md"),
        ("topics/index.md", "topics/README.md"),
        ("topics/push/index.md", "topics/push.md"),
        ("years/index.md", "years.md"),
        ("a.md", "A.md"),
        ("a/b.md", "A/B/README.md"),
        ("\u00e9.md", "e\u0301.md"),
    ],
)
def test_two_pages_at_one_address_are_a_problem(tmp_path, name, other):
    for one in (name, other):
        (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / one).write_text("x")
    problems = Problems()
    check_docs_files(tmp_path, problems)
    (problem,) = problems
    assert problem.code == "D506" and "同一个网址" in problem.message


@pytest.mark.parametrize(
    ("page", "address"),
    [
        *(("index.md", ""), ("README.md", ""), ("a.md", "a/"), ("a/index.md", "a/")),
        *(("a/reindex.md", "a/reindex/"), ("index/b.md", "index/b/"), ("xREADME.md", "xREADME/")),
    ],
)
def test_address_of_a_page_is_the_one_that_mkdocs_gives_it(mkdocs_settings, page, address):
    assert address_of(page) == address
    file = File(page, None, mkdocs_settings.site_dir, mkdocs_settings.use_directory_urls)
    assert file.dest_uri == f"{address}index.html"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_links_and_pipes_in_docs_are_problems(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "outside.md").symlink_to("/etc/hostname")
    (docs / "loop").symlink_to(".")
    (docs / "self.md").symlink_to("self.md")
    os.mkfifo(docs / "pipe.png")
    problems = Problems()
    check_docs_files(docs, problems)
    assert [one.place.file for one in problems] == [
        *("docs/loop", "docs/outside.md", "docs/pipe.png", "docs/self.md")
    ]


def test_pages_pictures_assets_and_hidden_files_are_no_problem(tmp_path):
    contents = {
        "a.md": b"x",
        "年报 1（上）.md": b"x",
        "a/b.png": b"\x89PNG\r\n\x1a\n...",
        "a.JPG": b"\xff\xd8\xff\xe0",
        "c.webp": b"RIFF\x00\n\x00\x00WEBPVP8 ",
        "c.gif": b"GIF89a",
        ".DS_Store": b"x",
        ".x/y.exe": b"x",
        "assets/a.js": b"x",
        "assets/a/b.css": b"x",
        "d.svg": SVG.format('<path d="M0 0" fill="url(#a)"/><title>http://a</title>').encode(),
        "e.svg": b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->' + SVG.format("").encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    problems = Problems()
    check_docs_files(tmp_path, problems)
    check_docs_files(ROOT / "docs", problems)
    assert list(problems) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name themselves")
def test_file_name_that_is_no_utf8_is_a_problem_that_can_be_printed(tmp_path):
    (tmp_path / os.fsdecode(b"\xff.md")).write_text("x")
    problems = Problems()
    check_docs_files(tmp_path, problems)
    assert as_json(problems).encode()


# mkdocs.yml


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [
        ("site_name: 甲\n", "甲", []),
        ("site_name: 甲\u202e\nnav:\n  - 乙\u0000: a.md\n", "", ["1:13", "3:6"]),
        ("site_name: 2023\n", "2023", []),
        ("site_name: [\n", "", []),
        ("site_name: !ENV [A, 甲]\n", "", []),
        ("docs_dir: docs\n", "", []),
    ],
)
def test_characters_and_name_of_settings(tmp_path, text, name, places):
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    problems = Problems()
    found = site_name(tmp_path / "mkdocs.yml", problems)
    assert [str(one.place).partition(":")[2] for one in problems] == places
    assert places or found == name


def test_settings_that_are_no_utf8_are_a_problem(tmp_path):
    (tmp_path / "mkdocs.yml").write_bytes("site_name: 甲".encode("gbk"))
    problems = Problems()
    assert site_name(tmp_path / "mkdocs.yml", problems) == ""
    assert [one.code for one in problems] == ["D002"]


def test_check_and_build_tell_of_settings_and_pages_alike(tmp_path):
    for folder in ("data", "docs"):
        shutil.copytree(ROOT / "tests/example" / folder, tmp_path / folder)
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\u202e\n", "utf-8")
    (tmp_path / "docs/a.md").write_text("---\n- 甲\n---\n<script>\n", "utf-8")
    (tmp_path / "docs/b.docx").write_text("x")
    found = check(tmp_path, tmp_path / "data", tmp_path / "docs").problems
    with pytest.raises(DataErrors) as stopped:
        Build(tmp_path, tmp_path / "data", tmp_path / "docs")
    assert stopped.value.problems == found
    assert [one.code for one in found] == ["D505", "D504", "D506", "D003"]


@pytest.mark.parametrize(
    "reference",
    [
        *("&#x202e;", "&#8238;", "&#x202E", "&rlm;", "&ZeroWidthSpace;", "&#x200b;", "&shy;"),
        *("&#2;", "&#x3;", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999999;"),
    ],
)
def test_reference_to_a_character_that_nobody_sees_is_a_problem(reference):
    assert [one for one in problems_of(f"甲{reference}乙") if "看不见的字符" in one]
    assert not problems_of(f"`{reference}`")
