"""Styles, scripts and what they fetch → the same under names that hold a hash of their content.

Such a file never changes under its name, so that a server may let browsers keep it for ever. Pages learn the names
from the settings: `extra_css`, `extra_javascript`, and `extra.assets`, which overrides/main.html hands on to site.js.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = "assets"
STYLES = "assets/site.css"
STYLE_PARTS = "assets/styles"
"""Holds the parts of the one style, which are not shipped by themselves."""
LATER = "later.css"
"""The style of what only scripts make, which no page waits for."""
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages are made to fetch."""

    path: str
    """What settings and scripts call it, `assets/site.css`; nothing is shipped under this name."""
    content: bytes = field(repr=False)

    @property
    def address(self) -> str:
        """Where it is shipped, within the site: `assets/site.3f2a9c1b.css`."""
        stem, _, suffix = self.path.rpartition(".")
        return f"{stem}.{hashlib.sha256(self.content).hexdigest()[:DIGITS]}.{suffix}"


def handwritten_assets(docs: Path) -> list[Asset]:
    """The scripts and styles in the docs folder, in the order of their paths; without the parts of the one style."""
    found = [path for path in (docs / FOLDER).rglob("*") if path.suffix in (".css", ".js")]
    return [
        Asset(path.relative_to(docs).as_posix(), shipped(path))
        for path in sorted(found)
        if not path.is_relative_to(docs / STYLE_PARTS)
    ]


def styles(docs: Path) -> str:
    """One file of all parts, in the order of their names: a phone waits for each file it is sent to. Without comments
    and needless spaces."""
    parts = sorted((docs / STYLE_PARTS).glob("*.css"))
    return compact("\n".join(part.read_text("utf-8") for part in parts))


def compact(style: str) -> str:
    return STYLE_SPACE.sub(r"\1\2", STYLE_COMMENT.sub("", style)).replace(";}", "}")


def shipped(path: Path) -> bytes:
    """What browsers get of a style or script: of a script no comments, where nothing else can be meant, and no
    indentation. One with a text over several lines stays as it is, for these may be part of the text."""
    content = path.read_bytes()
    if path.name == LATER:
        return compact(content.decode()).encode()
    if path.suffix != ".js" or any(map(goes_on, content.split(b"\n"))):
        return content
    code = INDENTATION.sub(b"", COMMENTS.sub(b"", content))
    return b"\n".join(map(without_comment, code.split(b"\n")))


def goes_on(line: bytes) -> bool:
    """Whether a text in it may reach into the next line."""
    return line.count(b"`") % 2 == 1 or line.endswith(b"\\")


def without_comment(line: bytes) -> bytes:
    """Without what is said at its end. Before that stand whole texts, and no slash that could begin something else."""
    code, mark, said = line.partition(b" // ")
    doubtful = re.search(rb"[\"'`/]", TEXT.sub(b"", code)) or b"*/" in said
    return line if not mark or doubtful else code.rstrip()


STYLE_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
STYLE_SPACE = re.compile(r"\s*([{};])\s*|([:,])\s+")
"""A space before a colon may be part of a selector."""
COMMENTS = re.compile(rb"^[ \t]*(?:/\*(?!!).*?\*/[ \t]*\n|//[^\n]*\n)", re.DOTALL | re.MULTILINE)
TEXT = re.compile(rb""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
INDENTATION = re.compile(rb"^(?:[ \t]+|\n)", re.MULTILINE)
