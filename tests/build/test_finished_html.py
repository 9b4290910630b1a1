"""HTML of templates stays out of Markdown, and nothing else does; what comes back is what was taken out."""

from __future__ import annotations

import pytest

from disclosure.build.finished_html import FinishedHtml

TABLE = '<table class="sheet"><tr id="push"><td>1</td></tr></table>'
FACTS = '<dl class="facts"><dt>口径</dt><dd id="scope">2022年</dd></dl>'


@pytest.mark.parametrize(
    ("markdown", "marked"),
    [
        (f"前\n\n{TABLE}\n\n后", '前\n\n<table data-finished="0"></table>\n\n后'),
        (
            f"{FACTS}\n<div>{TABLE}</div>",
            '<dl data-finished="0"></dl>\n<div><table data-finished="1"></table></div>',
        ),
        ("| 表 | 格 |\n| --- | --- |", "| 表 | 格 |\n| --- | --- |"),
        ("<table><tr><td>手写的</td></tr></table>", "<table><tr><td>手写的</td></tr></table>"),
        (f"```html\n{TABLE}\n```", f"```html\n{TABLE}\n```"),
        (f"~~~\n{TABLE}\n~~~", f"~~~\n{TABLE}\n~~~"),
        (f"写成 `{TABLE}`", f"写成 `{TABLE}`"),
        (f"    {TABLE}", f"    {TABLE}"),
        ('<div class="a">\n<div>\n\n1</div></div>\n\n后', '<div data-finished="0"></div>\n\n后'),
        (
            f'<div class="a" markdown>\n{TABLE}\n<ul class="b">\n</ul>\n</div>\n<ul class="c"></ul>',
            '<div class="a" markdown>\n<table data-finished="0"></table>\n<ul class="b">\n</ul>\n</div>\n'
            '<ul data-finished="1"></ul>',
        ),
        ('<div class="a">\n**b**\n', '<div class="a">\n**b**\n'),
        ('前<div class="a"></div>', '前<div class="a"></div>'),
        ('<div class="a">1 & 2</div>', '<div class="a">1 & 2</div>'),
        ('<div class="a"><!-- b --></div>', '<div class="a"><!-- b --></div>'),
        ('<div class="a"></DIV></div>', '<div class="a"></DIV></div>'),
    ],
)
def test_only_html_of_templates_is_taken_out_and_comes_back_whole(markdown, marked):
    page = FinishedHtml()
    assert page.take_out(markdown) == marked
    assert page.put_back(marked) == markdown


def test_what_only_markdown_would_read_comes_back_as_itself():
    page = FinishedHtml()
    script = '<script type="application/json">["&#95;"]</script>'
    marked = page.take_out(f'<div class="a"><a href="&#35;a&#95;b">1&#61;1 &#60;</a>{script}</div>')
    assert page.put_back(marked) == f'<div class="a"><a href="#a_b">1=1 &#60;</a>{script}</div>'


def test_ids_within_what_is_taken_out_can_still_be_linked_to():
    page = FinishedHtml()
    page.take_out(
        f'{TABLE}\n{FACTS}\n<ul class="a"><li id="b&#95;c"></ul>\n<p id="own">在 Markdown 里</p>'
    )
    assert page.ids == {"push", "scope", "b_c"}


def test_escaped_mark_in_a_listing_stays_text():
    page = FinishedHtml()
    page.take_out(TABLE)
    shown = '<code>&lt;table data-finished="0"&gt;&lt;/table&gt;</code>'
    assert page.put_back(shown) == shown
