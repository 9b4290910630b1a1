"""A page or a document → the names of what it only points at: files and pictures, which may hold its tables."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from posixpath import basename
from typing import Any
from urllib.parse import unquote, urlsplit

from .blocks import Linked
from .formats import html, mhtml

Element = Any
"""Of lxml, which the site does without."""


def linked(content: bytes, kind: str) -> Linked:
    if kind in ("html", "mhtml"):
        return of_page(mhtml.page_text(content) if kind == "mhtml" else html.text_of(content))
    if kind in ("docx", "odt"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [basename(one) for one in archive.namelist() if PICTURE.search(one)]
        return Linked(pictures=tuple(names[:MOST]))
    return Linked()


def of_page(text: str) -> Linked:
    root = html.root_of(text)
    if root is None:
        return Linked()
    shown = root.xpath("//iframe/@src|//frame/@src|//embed/@src|//object/@data")
    attached = [*map(address_name, shown)]
    attached += filter(None, map(attachment, root.iter("a")))
    pictures = [address_name(one.get("src") or "") for one in root.iter("img") if stands_alone(one)]
    return Linked(shortened(attached), shortened(pictures))


def attachment(link: Element) -> str:
    """The name of the file that a link leads to; of an address that names none, the link's text may."""
    names = address_name(link.get("href") or ""), " ".join(str(link.text_content()).split())
    return next((one for one in names if FILE.search(one)), "")


def stands_alone(picture: Element) -> bool:
    """Whether no words stand beside it; a small one is an ornament."""
    if any(SMALL.fullmatch(picture.get(name) or "") for name in ("width", "height")):
        return False
    around = next(iter(picture.iterancestors("p", "div", "td", "li", "a", "body")), picture)
    return around.tag != "a" and not str(around.text_content()).strip()


def address_name(address: str) -> str:
    """`https://a.example/files/%E8%A1%A8.png?v=1` → `表.png`."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # an address with broken brackets
        return ""
    if parts.scheme == "data":
        return "页面里的图片"
    name = basename(unquote(parts.path)) or parts.netloc
    return "" if parts.scheme in ("about", "javascript", "mailto") else name


def shortened(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name[:LONGEST] for name in names if name))[:MOST]


PICTURE = re.compile(
    r"(?:^word/media|^Pictures)/.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf)$", re.IGNORECASE
)
FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|odt|rtf|zip|rar)$", re.IGNORECASE)
SMALL = re.compile(r"\s*[0-9]{1,2}(?:px)?\s*")
MOST, LONGEST = 10, 100
"""Names of each kind, and characters of a name."""
