"""A file's first bytes, then its name → the kind of report it is. Errors name kinds that are known but not read."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from .characters import utf_16
from .errors import SAVE_AGAIN, Unreadable


def kind_of(content: bytes, suffix: str) -> str:
    """The key of the file's reader in `worker.READERS`. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("文件是空的", "请核对文件")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return packed(content)
    if content.startswith(rb"{\rtf"):
        return "rtf"
    if content.startswith(PICTURES):
        return "scan"
    for start, what in OTHERS.items():
        if content.startswith(start):
            raise Unreadable(f"这是 {what}，不是能读的报告", AS_DOCX)
    return file_type_of(content, suffix.lower())


def packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            media = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable("文件坏了：压缩包打不开", SAVE_AGAIN) from error
    for part, kind in OFFICE.items():
        if part in names:
            return kind
    if media.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    what = next((what for name, what in PACKED.items() if name in names), "压缩包")
    raise Unreadable(f"这是 {what}，不是能读的报告", AS_DOCX)


def file_type_of(content: bytes, suffix: str) -> str:
    start = content[:4096].replace(b"\0", b"")  # UTF-16 as if it were ASCII
    if WHOLE_PAGE.match(start) or (suffix in PAGES and b"<" in content):
        return "html"
    if MESSAGE.match(start):
        return "mhtml"
    if found := OFFICE_XML.search(start):
        program = found[1].decode()
        kind = "DOCX" if program == "Word" else "XLSX"
        hint = f"请用 {program} 或 WPS 打开它，另存为 {kind}，再试"
        raise Unreadable(f"这是 {program} 写的 XML 文件", hint)
    if is_binary(content):
        raise Unreadable("这不是文字文件，也不是能读的报告", AS_DOCX)
    if suffix in NAMED:
        return NAMED[suffix]
    return "html" if suffix != ".txt" and PIECE.match(start) else "text"


def is_binary(content: bytes) -> bool:
    wide = content.startswith(WIDE) or utf_16(content)
    return not wide and sum(map(content.count, NEVER)) > len(content) / 1000


NAMED = {".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".tsv": "csv"}
PAGES = (".html", ".htm", ".xhtml", ".shtml")
MARK = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*"
WHOLE_PAGE = re.compile(
    MARK + rb"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
PIECE = re.compile(MARK + rb"<(?:!--|/?[a-z])", re.IGNORECASE)
OFFICE_XML = re.compile(rb"""<\?mso-application\s+progid=["'](Word|Excel)\.""")
MESSAGE = re.compile(
    MARK + rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE
)
"""The head of a page saved as one file, whose lines stand in any order."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
NEVER = [bytes([byte]) for byte in (0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18)]
"""Bytes that no text has in any of the encodings that are read, save UTF-16."""
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
OTHERS = {b"Rar!": "压缩包", b"7z\xbc\xaf": "压缩包"}
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
"""Part → kind of the file that has it."""
PACKED = {
    "ppt/presentation.xml": "演示文稿",
    "OFD.xml": "OFD 文件",
    "content.xml": "ODF 文件（ODS、ODP）",
}
AS_DOCX = "请把报告另存为 DOCX、有文字的 PDF、网页（仅 HTML）或文本，再试"
