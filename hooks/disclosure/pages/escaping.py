"""Text of the data → text in which neither HTML nor Markdown finds markup."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup


def escape(value: Any) -> Any:
    """Text → text that neither HTML nor Markdown will take for markup; what is markup already stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return escape_string(value)


@lru_cache(maxsize=8192)
def escape_string(text: str) -> Markup:
    return Markup(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text))


SPECIAL = re.compile(r"""[&<>"'\\`*_\[\]{}|~^!#=\r\n]""")
