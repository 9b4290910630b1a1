"""Our own templates and what they may see. They are ours alone: no text of a page or of a data file is ever compiled as
one; whatever comes from data is escaped.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from .escaping import escape


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """The environment of our templates. Of a record read from a data file they see its fields and properties, never the
    methods that pydantic brings along; nothing private of any object."""

    safe: ClassVar[dict[tuple[type, str], bool]] = {}
    """(Kind of object, attribute) → the answer, which no value changes; asked ten thousand times a page of figures."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        kind = type(obj)
        if (kind, attr) not in self.safe:
            self.safe[kind, attr] = (
                attr in kind.model_fields or isinstance(vars(kind).get(attr), property)
                if issubclass(kind, BaseModel)
                else bool(super().is_safe_attribute(obj, attr, value))
            )
        return self.safe[kind, attr]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Of a text even a safe attribute may be its `format`, which the sandbox wraps."""
        if self.safe.get((type(obj), attribute)) and not isinstance(obj, str):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates as compiled for an earlier build, kept where Python keeps its modules: in `__pycache__`, by the text of
    each template and by all that decides how one is compiled."""

    def __init__(self) -> None:
        settings = [Path(__file__).with_name(name).read_bytes() for name in COMPILED_BY]
        digest = hashlib.sha256(b"".join([version("jinja2").encode(), *settings])).hexdigest()
        super().__init__(str(Path(__file__).with_name("__pycache__")), f"{digest[:16]}-%s.jinja")

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder in which nobody may write
                super().dump_bytecode(bucket)


def template_texts() -> tuple[tuple[str, str], ...]:
    """(Name, text) of our own templates."""
    return tuple((path.name, path.read_text("utf-8")) for path in sorted(TEMPLATES.iterdir()))


def template_environment(texts: tuple[tuple[str, str], ...]) -> Environment:
    """For templates that are compiled once and never looked for again."""
    named = {name: (text, str(TEMPLATES / name), None) for name, text in texts}
    return TemplateEnvironment(
        loader=FunctionLoader(named.get),
        bytecode_cache=CompiledTemplates(),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,  # all are kept: a limit would be looked after at each use
        trim_blocks=True,
        lstrip_blocks=True,
    )


TEMPLATES = Path(__file__).parent / "templates"
COMPILED_BY = ("templating.py", "escaping.py")
"""What a template is compiled with: the settings here, and how its own constants are escaped."""
