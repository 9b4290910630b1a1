"""mkdocs.yml as text: its parts, the name of the site, and what is wrong with its characters.

It is never loaded as YAML: its tags mean something to MkDocs alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from disclosure.datafiles.parsing.yaml_source import Loader, read_text, report_hidden_characters
from disclosure.problems.problem import Place, Problems


def top_level_blocks(text: str) -> list[tuple[str, str]]:
    """(key, its lines) of each top-level key of a YAML file; what stands before the first has no key."""
    blocks = re.split(r"^(?=[^\s#-][^:\n]*:)", text, flags=re.MULTILINE)
    return [("" if block.startswith("#") else block.partition(":")[0], block) for block in blocks]


def site_name(settings: Path, problems: Problems) -> str:
    """What mkdocs.yml calls the site; empty where it has no name as plain text.

    The characters of all its lines are checked: the names in `nav` and the line on copyright stand on pages too.
    """
    if not settings.is_file():
        return ""
    text = read_text(settings, Place(settings.name), problems) or ""
    report_hidden_characters(text.split("\n"), Place(settings.name), problems)
    block = dict(top_level_blocks(text)).get("site_name", "")
    try:
        name = yaml.load(block, Loader)["site_name"] if block else ""
    except yaml.YAMLError:
        return ""  # MkDocs says what is wrong with it
    return name if isinstance(name, str) else ""
