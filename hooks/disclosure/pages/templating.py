"""Our own templates, and what keeps data from becoming markup in them.

Whatever comes from data is escaped for HTML and for Markdown alike. Templates are ours alone: no text of a page or of a
data file is ever compiled as one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from disclosure.datafiles.models import Agency

from .directive_check import VALUES
from .directive_parser import Value


def escape(value: Any) -> Any:
    """Text → text that neither HTML nor Markdown will take for markup; what is markup already stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return Markup(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", value))


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """The environment of our templates. Of a record read from a data file they see its fields and properties, never the
    methods that pydantic brings along; nothing private of any object."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, BaseModel):
            kind = type(obj)
            return attr in kind.model_fields or isinstance(vars(kind).get(attr), property)
        return bool(super().is_safe_attribute(obj, attr, value))


def template_environment() -> Environment:
    """For the templates in `templates/`."""
    return TemplateEnvironment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        auto_reload=False,  # a build loads each template once; `mkdocs serve` makes a new environment each time
        trim_blocks=True,
        lstrip_blocks=True,
    )


def value_text(value: Value, agency: Agency, year: int) -> str:
    """The text of `{{ year }}` or `{{ agency.hotline }}`, escaped; empty where it is not known.

    Raises KeyError for anything that `directive_check` refuses.
    """
    if value.field not in VALUES[value.name]:
        raise KeyError(value.field)
    found = year if value.name == "year" else getattr(agency, value.field, None)
    return "" if found is None else str(escape(str(found)))


SPECIAL = re.compile(r"""[&<>"'\\`*_\[\]{}|~^!#=\r\n]""")
