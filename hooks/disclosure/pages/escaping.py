"""Values of the data → text in which neither HTML nor Markdown finds markup."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from disclosure.datafiles.models import Agency

from .directive_check import VALUES
from .directive_parser import Value


def escape(value: Any) -> Any:
    """Text → text that neither HTML nor Markdown will take for markup; what is markup already stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return escape_string(value)


@lru_cache(maxsize=8192)
def escape_string(text: str) -> Markup:
    return Markup(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text))


def value_text(value: Value, agency: Agency, year: int) -> str:
    """The text of `{{ year }}` or `{{ agency.hotline }}`, escaped; empty where it is not known.

    Raises KeyError for anything that `directive_check` refuses.
    """
    if value.field not in VALUES[value.name]:
        raise KeyError(value.field)
    found = year if value.name == "year" else getattr(agency, value.field, None)
    return "" if found is None else str(escape(str(found)))


SPECIAL = re.compile(r"""[&<>"'\\`*_\[\]{}|~^!#=\r\n]""")
