"""The process that reads one report and nothing else: the file on standard input → lines of JSON on standard output.

`sandbox` starts it. A report comes from outside, and a file made to harm may make a library crash, hang or swell: here
that ends this process only.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, BinaryIO

from . import file_types
from .blocks import Block, TableBlock
from .bounds import MOST_CELLS, MOST_LINES, MOST_SLOTS, OUT_OF_MEMORY, limit_process, too_many
from .errors import SAVE_AGAIN, Scanned, Unreadable
from .formats import html, mhtml, ocr, pdf, text
from .formats.documents import docx, odt, rtf
from .formats.sheets import csv_file, xlsx
from .linked import linked
from .traditional import in_simplified

Progress = Callable[[int, int], None]
Reader = Callable[[bytes, Progress], list[Block]]


def main(suffix: str, recognize: bool, seconds: int, memory: int) -> None:
    sys.dont_write_bytecode = True
    limit_process(seconds, memory)
    content = sys.stdin.buffer.read()
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no answer
        for answer in answers(content, suffix, out, recognize=recognize):
            send(out, answer)


def answers(
    content: bytes, suffix: str, out: BinaryIO, *, recognize: bool = False
) -> list[dict[str, Any]]:
    """A scan is announced first: to `recognize` its text takes longer than a report is given otherwise."""

    def progress(done: int, total: int) -> None:
        send(out, {"done": done, "total": total})

    try:
        kind = "scan" if recognize else file_types.kind_of(content, suffix)
        if kind == "scan" and not recognize:
            raise Scanned("这是图片")
        blocks = read_blocks(content, kind, progress)
        found = linked(content, kind)
    except Unreadable as refused:
        is_scan = isinstance(refused, Scanned)
        return [{"reason": refused.reason, "hint": refused.hint, "scan": is_scan}]
    except MemoryError:
        return [{"reason": OUT_OF_MEMORY, "hint": SAVE_AGAIN}]
    except Exception:  # whatever a library raises, the file is not as the library expects it
        return [{"reason": f"文件坏了，或不是普通的 {kind.upper()}", "hint": SAVE_AGAIN}]
    return [{"kind": kind, "blocks": list(map(asdict, blocks)), "linked": asdict(found)}]


def read_blocks(content: bytes, kind: str, progress: Progress) -> list[Block]:
    blocks = READERS[kind](content, progress)
    refuse_huge(blocks)
    return in_simplified(blocks)


def send(out: BinaryIO, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
    out.flush()


def refuse_huge(blocks: Sequence[Block]) -> None:
    tables = (block for block in blocks if isinstance(block, TableBlock))
    cells = [cell for table in tables for row in table.rows for cell in row]
    for count, most, what in (
        (len(blocks), MOST_LINES, "文字的行"),
        (len(cells), MOST_CELLS, "表格的单元格"),
        (sum(cell.rowspan * cell.colspan for cell in cells), MOST_SLOTS, "表格的格子"),
    ):
        if count > most:
            raise too_many(count, most, what)


def whole(read: Callable[[bytes], list[Block]]) -> Reader:
    """A reader that has no progress to tell."""
    return lambda content, progress: read(content)


READERS: dict[str, Reader] = {
    "pdf": pdf.read,
    "scan": ocr.read,
    "docx": whole(docx.read),
    "xlsx": whole(xlsx.read),
    "odt": whole(odt.read),
    "rtf": whole(rtf.read),
    "html": whole(html.read),
    "mhtml": whole(mhtml.read),
    "csv": whole(csv_file.read),
    "markdown": whole(partial(text.read, markdown=True)),
    "text": whole(partial(text.read, markdown=False)),
}
"""Kind of file → its reader. Its library is imported when it is used."""
