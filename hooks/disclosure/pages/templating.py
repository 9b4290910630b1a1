"""Our own templates and what they may see. They are ours alone: no text of a page or of a data file is ever compiled as
one; whatever comes from data is escaped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from .escaping import escape


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
