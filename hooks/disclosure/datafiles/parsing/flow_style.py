"""Values → YAML on one line, `['1,059', 30]`: what a hint tells an editor to write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence


def flow(value: str | Sequence[str | None] | Mapping[str, str] | None) -> str:
    """A text, a list or a mapping as a data file may hold it within brackets. None is a cell left blank."""
    if value is None:
        return "~"
    if isinstance(value, str):
        return flow_text(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow_text(text)}' for key, text in value.items())}}}"
    return f"[{', '.join(map(flow, value))}]"


def flow_text(text: str) -> str:
    """In quotes where YAML would take a part of the text for its own."""
    if not NEEDS_QUOTES.search(text):
        return text
    return f"'{text}'" if "'" not in text else json.dumps(text, ensure_ascii=False)


NEEDS_QUOTES = re.compile(r"[][{},]|: |:$| #|^[-?](?: |$)|^[!&*|>%@`\"'#~ ]|^$|^null$| $")
