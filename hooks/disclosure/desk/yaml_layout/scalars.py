"""A scalar → the same with as few quotes as every reader of YAML gets it back whole from, as a text."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import Any

import yaml
from yaml.emitter import Emitter


def scalar(node: yaml.ScalarNode, *, flow: bool, keeps_quotes: bool = False) -> str:
    """`flow` is within brackets or braces. What had no quotes gets none; quotes stay where YAML needs them."""
    value = str(node.value)
    needs_some = "\n" in value or (flow and BRACKETS.search(value))
    if not node.style and not needs_some:
        return value
    if ESCAPED.search(value) or not is_text(value):
        return double_quoted(value)
    analysis = ANALYZER.analyze_scalar(value)
    plain = analysis.allow_flow_plain if flow else analysis.allow_block_plain
    if node.style and plain and not keeps_quotes:
        return value
    return double_quoted(value) if "'" in value else f"'{value}'"


def is_text(value: str) -> bool:
    """Whether YAML 1.1 and 1.2 both take it for a text; not for a number, a date, a truth or nothing."""
    tag = RESOLVER.resolve(yaml.ScalarNode, value, (True, False))
    return tag == "tag:yaml.org,2002:str" and not OTHER_IN_1_2.fullmatch(value)


def double_quoted(value: str) -> str:
    """As JSON has it, and the characters escaped that JSON lets stand but YAML doesn't."""
    text = json.dumps(value, ensure_ascii=False)
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


RESOLVER: Any = yaml.resolver.Resolver()
ANALYZER: Any = Emitter(StringIO(), allow_unicode=True)
BRACKETS = re.compile(r"[][{},]")
ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
OTHER_IN_1_2 = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|[yYnN]")
