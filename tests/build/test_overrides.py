"""The theme's templates: MkDocs does not escape what they write, so each value is escaped or known to be ours."""

from __future__ import annotations

import re

from built import ROOT

WRITTEN = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
ESCAPED = re.compile(r"""\| *(e|url|tojson) *(\||$)|^"[^"]*" if ((?! else ).)*( else "[^"]*")?$""")
"""By a filter, or one of two constants."""
OURS = {
    "page.content": "Markdown made it",
    "content": "the page, escaped by the template that made it",
    'content | replace("</h1>", contents)': "the same, with the contents within",
    "script | script_tag": "MkDocs writes the element",
    "config.copyright": "of mkdocs.yml, which is code",
    "config.extra.version": "of hexadecimal digits",
    "config.extra.program": "of digits and dots",
    "words": "of the template itself",
    "embed.height": "a number",
    "head.image.width": "a number",
    "head.image.height": "a number",
    "head.data": "escaped by json_for_script",
    "known.head.modified": "a day",
    'agency.police.split(" ")[1][:-1]': "digits, by the form of the number",
    "nav.homepage.url | url if nav.homepage else base_url": "an address of the site",
    "item.url": "an address that Markdown made",
    "item.title": "a heading that Markdown made",
    "loop(item.children)": "the template itself",
}


def test_every_value_that_a_template_of_the_theme_writes_is_escaped():
    found = {
        (path.name, " ".join(match[1].split()))
        for path in (ROOT / "overrides").rglob("*.*")
        for match in WRITTEN.finditer(path.read_text("utf-8"))
    }
    assert len(found) > 90
    assert {one for one in found if not ESCAPED.search(one[1]) and one[1] not in OURS} == set()
    assert OURS.keys() <= {text for _, text in found}  # none is listed that is gone
