"""A page's front matter: checked, read, and added to.

Front matter is a YAML mapping between two lines `---` at the top of a page. It is read by the one parser of data files,
so every value is a text, a list or a mapping, and what is wrong has its line and column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import yaml

from disclosure.datafiles.parsing.yaml_source import Loader, YamlDocument, parse_yaml
from disclosure.problems.problem import Place, Problems, nearest

FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^# +(.+?)(?: *\{[^{}]*\})? *$", re.MULTILINE)
TAG = re.compile(r"<[^>]*>")


def check_front_matter(page: str, name: str, problems: Problems) -> None:
    """Record everything wrong in the front matter of the page called `name`; a page may do without any."""
    if not page.lstrip("\ufeff \t\n").startswith("---"):
        return
    lines = page.split("\n")
    found = FRONT.match(page)
    if not found:
        what = "第一行和结尾都要正好是“---”，前后没有空格、空行"
        problems.add("D505", Place(name, 1, 1, lines[0]), what=f"页首的设置没有写对：{what}")
    elif not CONTENT.search(found[1]):
        problems.add("D505", Place(name, 1, 1, lines[0]), what="页首的两行“---”之间没有内容")
    elif stray := STRAY.search(found[1]):
        number = found[1].count("\n", 0, stray.start()) + 1
        column = stray.start() - found[1].rfind("\n", 0, stray.start())
        place = Place(name, number + 1, column, lines[number])
        problems.add("D505", place, what=f"页首的设置里不能有“{stray[0]}”", hint=STRAY_HINT)
    elif document := parse_yaml(f"\n{found[1]}", name, problems):
        check_values(document, problems)


def check_values(document: YamlDocument, problems: Problems) -> None:
    if not isinstance(document.data, dict):
        problems.add("D505", document.place(), what="页首的设置不是“名字: 内容”这样的若干行")
        return
    for key, value in document.data.items():
        for what, hint in faults_of_key(key, value):
            place = document.key_place(key) if key not in KEYS else document.place(key)
            problems.add("D505", place, what=what, hint=hint)


def faults_of_key(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """(what is wrong, the fix) of one line of front matter."""
    if key not in KEYS:
        yield f"页首没有“{key}”这一项", nearest(key, KEYS, "可以写的：" + "、".join(KEYS))
    elif key == "hide":
        if not isinstance(value, list) or not set(map(str, value)) <= HIDDEN:
            yield "“hide”里只能是这几样的列表", "可以写的：" + "、".join(sorted(HIDDEN))
    elif not isinstance(value, str) or not value.strip():
        yield f"页首的“{key}”应当是一段文字", "内容里有“: ”或以符号开头的，请加上引号"
    elif key == "template" and value not in TEMPLATES:
        yield f"没有“{value}”这种版式", "可以写的：" + "、".join(TEMPLATES)


def parse_front_matter(page: str) -> dict[str, Any]:
    """The front matter of a page that was checked or that is ours; empty where it has none."""
    found = FRONT.match(page)
    given = yaml.load(found[1], Loader) if found else None  # every value becomes a text
    return dict(given) if isinstance(given, dict) else {}


def add_front_matter(page: str, more: Mapping[str, Any]) -> str:
    """The page with more in its front matter, written anew a line each, in JSON, which YAML can read."""
    found = FRONT.match(page)
    text = page[found.end() :] if found else page
    return f"---\n{yaml_lines({**parse_front_matter(page), **more})}---\n{text}"


def body(page: str) -> tuple[str, int]:
    """(the page without its front matter, how many lines that took)."""
    found = FRONT.match(page)
    return (page[found.end() :], found[0].count("\n")) if found else (page, 0)


def yaml_lines(values: Mapping[str, Any], indent: str = "") -> str:
    """YAML, a key a line, each value as JSON, which YAML reads too."""
    texts = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
    return "".join(f"{indent}{key}: {text}\n" for key, text in texts.items())


def page_heading(page: str) -> str:
    """Its title as the page itself has it, without markup; else its front matter's."""
    found = HEADING.search(page)
    words = unescape(TAG.sub("", found[1])).strip() if found else ""
    return words or str(parse_front_matter(page).get("title", ""))


STRAY = re.compile(r"\{\{|\{%|^(?:#|\.\.\.)", re.MULTILINE)
"""Directives, which are only filled in below; what begins a comment or ends YAML, where the end `---` was forgotten."""
STRAY_HINT = "页首到第二个“---”为止，只写“名字: 内容”；指令、标题和正文写在它下面"
CONTENT = re.compile(r"^\s*[^\s#]", re.MULTILINE)
KEYS = ("title", "description", "hide", "template")
"""What a hand-written page may say of itself. Everything else in its head comes from the data."""
HIDDEN = {"navigation", "toc", "path", "footer"}
TEMPLATES = ("site-map.html",)
