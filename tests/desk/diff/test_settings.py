"""mkdocs.yml as passages to compare."""

from __future__ import annotations

import pytest

from disclosure.desk.diff.settings import settings_passages


def read(text: str) -> dict[str, list[str]]:
    return {one.path: [*one.items.values()] for one in settings_passages(text)}


LINES = ["乙", "　c.md", "　丙", "　　d.md"]
CASES = [
    ("", {}),
    ("# only a comment\n", {}),
    ("site_name: 甲\n", {"mkdocs.yml/site_name": ["甲"]}),
    ("theme: {icon: {logo: a}}\n", {"mkdocs.yml/theme.icon.logo": ["a"]}),
    ("extra_css: [a.css, b.css]\n", {"mkdocs.yml/extra_css": ["a.css", "b.css"]}),
    ("strict: true\nwatch: [a]\nvalidation: {nav: warn}\n", {}),
    ("nav: [a.md, 甲: b.md, 乙: [c.md, 丙: [d.md]]]\n", {"mkdocs.yml/nav": ["a.md", "甲：b.md", *LINES]}),
    ("site_url: !ENV [SITE_URL, x]\n", {"mkdocs.yml/site_url": ["!ENV [SITE_URL, x]"]}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), CASES)
def test_settings_become_passages(text, found):
    assert read(text) == found


def test_python_tag_in_settings_is_never_run():
    (value,) = read("a: !!python/object/apply:os.system [exit 3]\n")["mkdocs.yml/a"]
    assert "os.system" in value


BOMB = "a: &a [x, x]\n" + "".join(
    f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, *a]\n" for n in range(60)
)


@pytest.mark.parametrize(
    "text",
    [
        "site_name: [",
        "- a\n- b\n",
        "甲",
        BOMB,
        "[" * 50_000,
        "a: " + "{b: " * 500,
        "a: &a [*a]\n",
        "\0",
    ],
    ids=["cut off", "list", "text", "aliases", "deep", "deep mapping", "round", "nul"],
)
@pytest.mark.timeout(60)  # what aliases stand for would never end
def test_invalid_settings_are_compared_as_one_text(text):
    assert read(text) == {"mkdocs.yml": [" ".join(text.split())]}
