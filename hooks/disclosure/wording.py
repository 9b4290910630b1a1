"""Texts with directives, `{{ figure("…") }}`, and the environments that fill them in.

Whatever comes from data is escaped for HTML and for Markdown alike, so that nothing in a data file becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup


def escaped(value: Any) -> Any:
    """Text → text that neither HTML nor Markdown will take for markup; what is markup already stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return Markup(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", value))


def page_environment() -> Environment:
    """For the hand-written pages: their Markdown and HTML are the author's own, the data they call for is escaped."""
    return ImmutableSandboxedEnvironment(
        autoescape=True,
        finalize=escaped,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        comment_start_string="{{#",  # Jinja's own `{#` is how Markdown gives a heading its address
        comment_end_string="#}}",
    )


def template_environment() -> Environment:
    """For our own templates."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=escaped,
        undefined=StrictUndefined,
        auto_reload=False,  # a build loads each template once; `mkdocs serve` makes a new environment each time
        trim_blocks=True,
        lstrip_blocks=True,
    )


def calls(text: str, directive: str, environment: Environment) -> Iterator[tuple[Any, ...]]:
    """What a text gives a directive, call by call in its order; of each what stands there itself."""
    for call in environment.parse(text).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == directive:
            yield tuple(one.value for one in call.args if isinstance(one, nodes.Const))


def without_markup(text: str, environment: Environment) -> str:
    """A data text with directives: all that stands outside them is escaped, so only directives can bring markup."""
    return "".join(
        str(escaped(value)) if kind == "data" else value for _, kind, value in environment.lex(text)
    )


def linked(text: str) -> str:
    """A website's name or address → a link to it; any other text stays."""
    if not WEBSITE.fullmatch(text):
        return text
    address = website_address(text)
    return Markup('<a class="website" href="{}">{}</a>').format(escaped(address), escaped(text))


def website_address(text: str) -> str:
    """`www.example.gov.cn` → `https://www.example.gov.cn`."""
    return text if "://" in text else f"https://{text}"


WEBSITE = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[\w./%~-]*)?", re.ASCII | re.IGNORECASE
)
SPECIAL = re.compile(r"""[&<>"'\\`*_\[\]{}|~^!#=\r\n]""")
