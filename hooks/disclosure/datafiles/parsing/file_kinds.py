"""A file's first bytes → what it is where it is no text: a Word document named `2023.yml` stays a Word document."""

from __future__ import annotations

import re


def foreign_kind(raw: bytes) -> str:
    """`Word 文件`, `PDF 文件`; empty for what may be a text."""
    for start, kind in SIGNATURES.items():
        if raw.startswith(start):
            return kind
    if raw.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in IN_ARCHIVES.items() if part in raw), "压缩文件")
    return ""


def is_web_page(text: str) -> bool:
    return bool(MARKUP.match(text))


def is_binary(raw: bytes) -> bool:
    """Of what is no UTF-8 and no UTF-16: no other encoding of Chinese has these bytes."""
    return bool(NOT_TEXT.search(raw))


SIGNATURES = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Word、Excel 或 WPS 的文件",
    b"{\\rtf": "Word 文件（RTF）",
    b"%PDF-": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩文件",
    b"7z\xbc\xaf": "压缩文件",
    b"\x1f\x8b": "压缩文件",
}
IN_ARCHIVES = {
    b"word/": "Word 文件",
    b"xl/": "Excel 文件",
    b"ppt/": "PowerPoint 文件",
    b"opendocument.text": "文档（ODT）",
    b"opendocument.spreadsheet": "表格文件（ODS）",
    b"OFD.xml": "OFD 文件",
}
"""Name of a part, which ZIP keeps in the clear → what the archive is."""
MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b"
    r"|(?:From: <Saved by|MIME-Version:)",
    re.IGNORECASE | re.DOTALL,
)
NOT_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1a]")
