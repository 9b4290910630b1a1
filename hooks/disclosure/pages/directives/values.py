"""Values that a text may name, such as `{{ year }}` and `{{ agency.hotline }}` → their texts."""

from __future__ import annotations

from disclosure.datafiles.models import Agency
from disclosure.pages.escaping import escape

from .check import VALUES
from .parser import NamedValue


def value_text(value: NamedValue, agency: Agency, year: int) -> str:
    """The text of `{{ year }}` or `{{ agency.hotline }}`, escaped; empty where it is not known.

    Raises KeyError for anything that `check` refuses.
    """
    if value.field not in VALUES[value.name]:
        raise KeyError(value.field)
    found = year if value.name == "year" else getattr(agency, value.field, None)
    return "" if found is None else str(escape(str(found)))
