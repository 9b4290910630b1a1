"""A page's front matter: read, and added to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import yaml

FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^# +(.+?)(?: *\{[^{}]*\})? *$", re.MULTILINE)
TAG = re.compile(r"<[^>]*>")


def front(page: str) -> dict[str, Any]:
    """Nothing where it can't be read, as MkDocs has it."""
    found = FRONT.match(page)
    try:
        given = yaml.safe_load(found[1]) if found else None
    except yaml.YAMLError:
        given = None
    return given if isinstance(given, dict) else {}


def with_front(page: str, more: Mapping[str, Any]) -> str:
    """The page with more in its front matter, a line each, in JSON, which YAML can read."""
    found = FRONT.match(page)
    given, text = (found[1], page[found.end() :]) if found else ("", page)
    return f"---\n{given}{lines(more)}---\n{text}"


def lines(values: Mapping[str, Any], indent: str = "") -> str:
    """YAML, a key a line, each value as JSON, which YAML reads too."""
    return "".join(
        f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()
    )


def heading(page: str) -> str:
    """Its title as the page itself has it, without markup; else its front matter's."""
    found = HEADING.search(page)
    words = unescape(TAG.sub("", found[1])).strip() if found else ""
    return words or str(front(page).get("title", ""))
