"""The bytes of a text or a web page → its characters."""

from __future__ import annotations

import codecs

from .errors import Unreadable


def decoded(content: bytes, stated: str = "") -> str:
    """By the byte-order mark, else UTF-8, else what the page states, else GB18030, of which GBK and GB2312 are parts.

    Chinese in another encoding is never UTF-8 by chance, while pages do state the wrong one.
    """
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").removeprefix("\ufeff")
    for encoding in filter(None, ("utf-8", codec(stated), "gb18030")):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):  # `hex` is a codec, but no encoding
            continue
    raise Unreadable(
        "文字的编码既不是 UTF-8，也不是 GB18030（GBK）", "请用记事本打开它，另存为 UTF-8，再试"
    )


def codec(name: str) -> str:
    """Python's name of an encoding that a page states; empty where there is none or where it can't be."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    if "16" in found.name or "32" in found.name:
        return ""  # the page was just read as bytes that hold ASCII
    return "gb18030" if found.name in ("gbk", "gb2312") else found.name


MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"\x84\x31\x95\x33": "gb18030",
}
