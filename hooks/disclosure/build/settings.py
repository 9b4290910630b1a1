"""mkdocs.yml → the name of the site, and what is wrong with the characters of its settings."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from disclosure.datafiles.yaml_source import CONTROL, CONTROL_HINT, Loader, read_text
from disclosure.problems.problem import Place, Problems


def site_name(settings: Path, problems: Problems) -> str:
    """What mkdocs.yml calls the site; empty where it has no name as plain text.

    Its other lines mean something to MkDocs alone. Only their characters are checked: the names in `nav` and the line
    on copyright stand on pages too.
    """
    if not settings.is_file():
        return ""
    text = read_text(settings, Place(settings.name), problems) or ""
    for number, line in enumerate(text.split("\n"), 1):
        if found := CONTROL.search(line):
            what = f"有看不见的字符（U+{ord(found[0]):04X}）"
            place = Place(settings.name, number, found.start() + 1, line)
            problems.add("D003", place, what=what, hint=CONTROL_HINT)
    return name_in(text)


def name_in(text: str) -> str:
    found = re.search(r"^site_name:.*$", text, re.MULTILINE)
    try:
        name = yaml.load(found[0], Loader)["site_name"] if found else ""
    except yaml.YAMLError:
        return ""  # MkDocs says what is wrong with it
    return name if isinstance(name, str) else ""
