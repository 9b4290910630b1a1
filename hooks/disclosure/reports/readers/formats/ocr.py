"""A scan, as PDF or picture → lines and tables, as far as Tesseract recognizes them. Nothing of it is sure.

Tesseract with `chi_sim`, a program of the system: it is kept up, and reads Chinese and digits without a network.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import groupby
from typing import Any

from disclosure.reports.readers.blocks import Block
from disclosure.reports.readers.errors import Scanned, library

from . import pdf, pdf_tables

Picture = Any
"""Of Pillow, which comes with pdfplumber."""


def read(content: bytes, progress: Callable[[int, int], None]) -> list[Block]:
    """Raises Unreadable, Scanned where Tesseract or its Chinese is missing."""
    program = tesseract()
    if not program:
        raise Scanned()
    with pdf.opened(content if b"%PDF-" in content[:1024] else as_pdf(content)) as document:
        pdf.refuse_long(document)
        leaves = []
        for page in document.pages:
            recognize(page, program)
            leaves.append(pdf.leaf(page))
            page.close()
            progress(len(leaves), len(document.pages))
    if not any(leaf.things for leaf in leaves):
        raise Scanned("扫描件里一个字也没有识别出来")
    return list(pdf.report_only(leaves))


def tesseract() -> str | None:
    program = shutil.which("tesseract")
    if not program:
        return None
    known = subprocess.run([program, "--list-langs"], capture_output=True, check=False).stdout
    return program if b"chi_sim" in known else None


def as_pdf(content: bytes) -> bytes:
    made = BytesIO()
    picture = library("PIL.Image", "pillow").open(BytesIO(content))
    frames = [
        picture.seek(at) or picture.convert("L") for at in range(getattr(picture, "n_frames", 1))
    ]
    frames[0].save(made, "PDF", save_all=True, append_images=frames[1:], resolution=DPI)
    return made.getvalue()


def recognize(page: Any, program: str) -> None:
    """Put the characters and the lines that are seen on a page in place of what its file has there."""
    picture = page.to_image(resolution=DPI, antialias=True).original.convert("L")
    down, over = ruled(picture, downwards=True), ruled(picture, downwards=False)
    without_lines = erased(picture, [*down, *over])
    characters = [*characters_of(words_on(without_lines, program), page.page_number)]
    page.objects.clear()
    page.objects.update(
        char=characters, line=[rule.as_line(page.page_number) for rule in (*down, *over)]
    )


@dataclass(slots=True)
class DarkLine:
    """A dark straight line, in pixels: from (x0, top) to (x1, bottom)."""

    x0: int
    top: int
    x1: int
    bottom: int

    def as_line(self, page: int) -> dict[str, Any]:
        x0, top, x1, bottom = (one * POINT for one in (self.x0, self.top, self.x1, self.bottom))
        across, down = (x0 + x1) / 2, (top + bottom) / 2
        is_level = x1 - x0 > bottom - top
        ends = (x0, down, x1, down) if is_level else (across, top, across, bottom)
        return pdf_tables.edge(*ends) | {"page_number": page, "stroke": True, "linewidth": 1}


def ruled(picture: Picture, *, downwards: bool) -> list[DarkLine]:
    """The lines of tables: runs of dark pixels longer than any stroke of a character, row by row of the picture."""
    module = library("PIL.Image", "pillow")
    dark = picture.filter(library("PIL.ImageFilter", "pillow").MinFilter(3)).point(DARK)
    if downwards:
        dark = dark.transpose(module.Transpose.TRANSPOSE)
    width, pixels = dark.width, dark.tobytes()
    found: list[DarkLine] = []
    open_now: list[DarkLine] = []
    for row in range(dark.height):
        still: list[DarkLine] = []
        for run in RUN.finditer(pixels, row * width, (row + 1) * width):
            start, end = run.start() - row * width, run.end() - row * width
            rule = next((one for one in open_now if one.x0 < end and start < one.x1), None)
            if rule is None:
                rule = DarkLine(start, row, end, row)
                found.append(rule)
            rule.x0, rule.x1, rule.bottom = min(rule.x0, start), max(rule.x1, end), row
            still.append(rule)
        open_now = still
    thin = [one for one in found if one.bottom - one.top < THICKEST]
    return [DarkLine(one.top, one.x0, one.bottom, one.x1) for one in thin] if downwards else thin


def erased(picture: Picture, rules: Sequence[DarkLine]) -> Picture:
    """A digit beside a line is taken for part of it."""
    clean = picture.copy()
    draw = library("PIL.ImageDraw", "pillow").Draw(clean)
    for rule in rules:
        draw.rectangle([rule.x0 - 1, rule.top - 1, rule.x1 + 1, rule.bottom + 1], fill=255)
    return clean


@dataclass(frozen=True, slots=True)
class Word:
    line: tuple[str, ...]
    text: str
    x0: int
    x1: int
    top: int
    bottom: int


def words_on(picture: Picture, program: str) -> list[Word]:
    given = BytesIO()
    picture.save(given, "PNG")
    command = [program, "stdin", "stdout", "-l", "chi_sim", "--psm", "6", "--dpi", str(DPI), "tsv"]
    found = subprocess.run(
        command,
        input=given.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ).stdout.decode("utf-8", "replace")
    rows = csv.DictReader(StringIO(found), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = []
    for row in rows:
        if text := without_specks(row["text"] or ""):
            line = (row["block_num"], row["par_num"], row["line_num"])
            left, width, top, height = (int(row[one]) for one in ("left", "width", "top", "height"))
            words.append(Word(line, text, left, left + width, top, top + height))
    return words


def without_specks(text: str) -> str:
    """A speck of dust beside a digit is taken for a mark."""
    found = SPECKS.fullmatch(text.strip())
    return found[1] if found else text.strip()


def characters_of(words: Sequence[Word], page: int) -> Iterator[dict[str, Any]]:
    """As pdfplumber has them: each word's side by side over its width. Tesseract parts Chinese words by spaces that are
    not printed: words that stand closer than a character is high are one."""
    for _, line in groupby(words, lambda word: word.line):
        run: list[Word] = []
        for word in line:
            height = max(one.bottom - one.top for one in (*run, word))
            if run and word.x0 - run[-1].x1 > NEAR * height:
                yield from characters_in(run, page)
                run = []
            run.append(word)
        yield from characters_in(run, page)


def characters_in(run: Sequence[Word], page: int) -> Iterator[dict[str, Any]]:
    text = "".join(word.text for word in run)
    left, right = run[0].x0 * POINT, max(word.x1 for word in run) * POINT
    top, bottom = (edge * POINT for edge in (min(w.top for w in run), max(w.bottom for w in run)))
    widths = [1 if sign.isascii() else 2 for sign in text]
    share = (right - left) / sum(widths)
    height = {"top": top, "bottom": bottom, "doctop": top}
    height |= dict.fromkeys(("height", "size"), bottom - top)
    of_all = {"object_type": "char", "page_number": page, "upright": True, "fontname": ""}
    for sign, width in zip(text, widths, strict=True):
        right = left + width * share
        yield of_all | height | {"text": sign, "x0": left, "x1": right, "width": width * share}
        left = right


DPI = 300
"""What Tesseract is trained for."""
POINT = 72 / DPI
DARK = [0 if level < 160 else 255 for level in range(256)]
RUN = re.compile(rb"\0{120,}")
"""A centimetre: the widest stroke of a title is shorter."""
THICKEST = 25
SPECKS = re.compile(r"[“”‘’\"'|_~。,.·]*([0-9.]*)[“”‘’\"'|_~。,.·]*")
NEAR = 0.8
"""Of a line's height."""
