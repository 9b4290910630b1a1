"""Office files, which are ZIP archives: refused where they grow, are locked or declare entities."""

from __future__ import annotations

import zipfile
from io import BytesIO

from .bounds import too_many
from .errors import SAVE_AGAIN, Unreadable


def check_archive(content: bytes, kind: str) -> None:
    """Refuse what grows when it is unpacked. The libraries unpack every part, whatever its size."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise too_many(len(parts), MOST_PARTS, f"{kind} 里的部件")
        size = sum(part.file_size for part in parts)  # zipfile unpacks no more than is stated
        if size > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise Unreadable(f"{kind} 解开后有 {size // 1_000_000} MB，超过 {most} MB", SMALLER)
        if any(part.flag_bits & 1 for part in parts):
            raise locked(kind)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and declares(archive.read(part)):
                # No program that writes such files declares entities; their parsers leave them alone, but look.
                raise Unreadable(f"{kind} 里有 XML 实体声明（DTD），不是办公软件写的", SAVE_AGAIN)


def locked(kind: str) -> Unreadable:
    return Unreadable(f"{kind} 文件加了密码", "请去掉密码，另存一份，再试")


def declares(part: bytes) -> bool:
    return any(
        word.encode(encoding) in part
        for word in ("<!DOCTYPE", "<!ENTITY")
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


MOST_PARTS = 5_000
MOST_BYTES = 100_000_000
"""Unpacked. The national form takes 0.6 MB; what is large in a report is its pictures, and they hardly shrink."""
SMALLER = "请删去文件里的图片，另存一份，再试"
