"""A report's bytes → the characters that were meant: radicals as the characters they look like, no invisible ones.

Full-width digits and punctuation stay as they are printed.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress

from .errors import Unreadable


def plain(text: str) -> str:
    """The text with plain characters and plain spaces; tabs and line ends stay."""
    return text.translate(PLAIN)


def squeezed(text: str) -> str:
    """One line of it: every run of white space is one space, and none at the ends.

    A line that a program broke between two Chinese characters goes on without a space.
    """
    return SPACES.sub(" ", BROKEN.sub("", plain(text))).strip()


KANGXI = {chr(point): unicodedata.normalize("NFKC", chr(point)) for point in range(0x2F00, 0x2FD6)}
"""The radicals' own code points, which fonts of some PDF printers yield for 一, 人 and 行."""
# Of these Unicode tells no plain form, except 母 and 龟; those that are whole characters in a text.
SUPPLEMENT = dict(
    zip(
        "⺌⺒⺓⺛⺜⺝⺟⺠⺧⺩⺪⺫⺬⺮⺶⺻⺼⺽⻁⻃⻄⻅⻆⻉⻋⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "小巳幺旡日月母民牛王疋目示竹羊聿肉臼虎西西见角贝车長长门阜雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff", "")
CONTROLS = dict.fromkeys(map(chr, {*range(0x20), *range(0x7F, 0xA0)} - {*b"\t\n\r"}), "")
NO_BREAK = dict.fromkeys("\u00a0\u202f", " ")
PLAIN = str.maketrans(KANGXI | SUPPLEMENT | INVISIBLE | CONTROLS | NO_BREAK)
SPACES = re.compile(r"\s+")
CHINESE = "\u3001-\u303f\u3400-\u9fff\uff01-\uff60"
BROKEN = re.compile(rf"(?<=[{CHINESE}])[ \t\r]*\n\s*(?=[{CHINESE}])")


def decoded(content: bytes, stated: str = "") -> str:
    """By the byte-order mark, else UTF-16 where zero bytes tell of it, else UTF-8, else what the page states, else
    GB18030, of which GBK and GB2312 are parts.

    Chinese in another encoding is never UTF-8 by chance, while pages do state the wrong one.
    """
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").removeprefix("\ufeff")
    if wide := utf_16(content):
        return content.decode(wide)
    for encoding in filter(None, ("utf-8", codec(stated), "gb18030")):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):  # `hex` is a codec, but no encoding
            continue
    raise Unreadable(
        "文字的编码既不是 UTF-8，也不是 GB18030（GBK）", "请用记事本打开它，另存为 UTF-8，再试"
    )


def utf_16(content: bytes) -> str:
    """The byte order of UTF-16 that has no mark: the one in which nearly all are usual characters; else nothing. Text
    in other encodings has no zero bytes."""
    usual = {}
    for encoding in ("utf-16-le", "utf-16-be") if b"\0" in content else ():
        with suppress(UnicodeError):
            usual[encoding] = len(USUAL.findall(content.decode(encoding)))
    best = max(usual, key=usual.__getitem__, default="")
    return best if best and usual[best] * 2 >= len(content) * MOST_USUAL else ""


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
USUAL = re.compile("[\t\r\n -~\u00a0·—‘-”…①-⑳⼀-⿕\u3000-〟一-鿿！-～￥]")
MOST_USUAL = 0.9
