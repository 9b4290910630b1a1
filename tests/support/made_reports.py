"""Reports made up for the tests of their readers: PDF by a small writer of our own, DOCX by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

HEIGHT, WIDTH, SIZE = 842, 595, 10
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1[500]814[500]]"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 880/Descent -120"
    b"/CapHeight 880/StemV 93/ItalicAngle 0/FontBBox[-25 -254 1000 880]>>>>]>>"
)
"""Not embedded: one of the fonts that every reader of PDF knows the characters of."""


class Page:
    """What is drawn on one page, in points from its top left."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def text(self, x: float, top: float, text: str, size: float = SIZE) -> Page:
        """Every character is as wide as it is high."""
        code = text.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F {size} Tf {x} {HEIGHT - top - size * 0.88} Td <{code}> Tj ET")
        return self

    def line(self, x0: float, top: float, x1: float, bottom: float) -> Page:
        self.drawn.append(f"0.5 w {x0} {HEIGHT - top} m {x1} {HEIGHT - bottom} l S")
        return self

    def ground(self, x0: float, top: float, x1: float, bottom: float) -> Page:
        self.drawn.append(f"1 g {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f 0 g")
        return self

    def table(
        self,
        top: float,
        rows: Sequence[Sequence[str | None]],
        *,
        left: float = 60,
        wide: float = 80,
        high: float = 20,
        foot: bool = True,
        sides: bool = True,
    ) -> Page:
        """A ruled table; None is covered from the left, `^` from above. Without `foot` its last line is missing."""
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                x, y = left + column * wide, top + row * high
                if cell != "^":
                    self.line(x, y, x + wide, y)
                if cell is not None and (sides or column):
                    self.line(x, y, x, y + high)
                if cell not in (None, "^"):
                    self.text(x + 4, y + 5, cell)
        right, bottom = left + len(rows[0]) * wide, top + len(rows) * high
        if foot:
            self.line(left, bottom, right, bottom)
        return self.line(right, top, right, bottom) if sides else self


def pdf(pages: Iterable[Page], *, trailer: str = "", copies: int = 1) -> bytes:
    """A file of these pages; with `copies`, of each page over and over, at the cost of a few bytes a page."""
    streams = ["\n".join(page.drawn).encode() for page in pages]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONT]
    objects += [b"<</Length %d>>stream\n%b\nendstream" % (len(one), one) for one in streams]
    leaves = range(len(objects) + 1, len(objects) + 1 + len(streams) * copies)
    box = f"[0 0 {WIDTH} {HEIGHT}]".encode()
    for index in range(len(leaves)):
        stream = 4 + index % len(streams)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox%b/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (box, stream)
        )
    kids = b" ".join(b"%d 0 R" % number for number in leaves)
    objects[1] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(leaves))
    return whole(objects, trailer)


def whole(objects: Sequence[bytes], trailer: str) -> bytes:
    made = io.BytesIO()
    made.write(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(made.tell())
        made.write(b"%d 0 obj\n%b\nendobj\n" % (number, one))
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made.writelines(b"%010d 00000 n \n" % place for place in places)
    made.write(b"trailer<</Size %d/Root 1 0 R" % (len(objects) + 1) + trailer.encode() + b">>\n")
    made.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return made.getvalue()


LOCKED = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'61' * 32}>/U<{'62' * 32}>/P -4>>/ID[<{'00' * 16}><{'00' * 16}>]"
"""What a PDF with a password says of it; no password fits these."""


def docx(write: Callable[[Any], None]) -> bytes:
    import docx as library

    document = library.Document()
    write(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_body(body: str) -> bytes:
    """A DOCX whose body is this WordprocessingML, for what python-docx does not write."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return with_part(docx(lambda document: None), "word/document.xml", part.encode())


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same DOCX with one part exchanged, or added."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return made.getvalue()
