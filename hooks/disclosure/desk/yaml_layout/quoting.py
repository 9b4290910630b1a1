"""Which quotes a scalar needs: as few as every reader of YAML gets it back whole from, as a text."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from disclosure.datafiles.yaml_source import Loader

BLOCK_VALUE, BLOCK_KEY, FLOW_VALUE, FLOW_KEY = "- {}", "{}: 0", "[{}]", "{{{}: 0}}"
"""Where a scalar can stand, as YAML to try it in."""


def scalar(node: Any, place: str) -> str:
    """What had no quotes gets none; quotes stay where a reader of YAML needs them."""
    value = str(node.value)
    needs_some = "\n" in value or (place in (FLOW_VALUE, FLOW_KEY) and BRACKETS.search(value))
    if not node.style and not needs_some:
        return value
    if ESCAPED.search(value) or not is_text(value):
        return double_quoted(value)
    if node.style and stands_plain(value, place):
        return value
    return double_quoted(value) if "'" in value else f"'{value}'"


def is_text(value: str) -> bool:
    """Whether YAML 1.1 and 1.2 both take it for a text; not for a number, a date, a truth or nothing."""
    resolver: Any = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))
    return tag == "tag:yaml.org,2002:str" and not OTHER_IN_1_2.fullmatch(value)


def stands_plain(value: str, place: str) -> bool:
    """Whether readers get it back whole: the C one that we use, and the stricter one in Python."""
    quoted = double_quoted(value)
    try:
        return value == value.strip() and all(
            yaml.load(place.format(value), Loader=loader)
            == yaml.load(place.format(quoted), Loader=loader)
            for loader in (Loader, yaml.BaseLoader)
        )
    except yaml.YAMLError:
        return False


def double_quoted(value: str) -> str:
    """As JSON has it, and the characters escaped that JSON lets stand but YAML doesn't."""
    text = json.dumps(value, ensure_ascii=False)
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


BRACKETS = re.compile(r"[][{},]")
ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
OTHER_IN_1_2 = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|[yYnN]")
