"""Noto Sans CJK SC Medium → the part of it that pictures of pages are drawn with: GB 2312, and what else is named.

    pip install fonttools
    python scripts/font.py NotoSansCJK-Medium.ttc [CHARACTERS…]

Debian's package fonts-noto-cjk-extra has the whole font.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

TARGET = (
    Path(__file__).parents[1] / "hooks/disclosure/metadata/font/NotoSansCJKsc-Medium-GB2312.otf"
)
SIMPLIFIED = "Noto Sans CJK SC Medium"
OTHERS = "·–—−′″≈〔〕①②③④⑤⑥⑦⑧⑨⑩"
"""What reports print beside GB 2312: it has some of these at other places of Unicode."""


def gb_2312() -> set[str]:
    """Its symbols, full-width letters and 6763 characters; no kana, Greek, Cyrillic or boxes."""
    rows = (0xA1, 0xA3, *range(0xB0, 0xF8))
    codes = (bytes([row, cell]) for row in rows for cell in range(0xA1, 0xFF))
    return {code.decode("gb2312", "ignore") for code in codes} - {""}


def main(source: str, *more: str) -> None:
    faces = TTCollection(source).fonts
    font = next(face for face in faces if face["name"].getDebugName(4) == SIMPLIFIED)
    options = subset.Options(hinting=False, glyph_names=False, name_IDs=[*range(7), 13, 14])
    options.layout_features = []  # text is set letter by letter, as it has no need of them
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GDEF", "GPOS", "GSUB"]
    part = subset.Subsetter(options)
    part.populate(
        text="".join(sorted({*map(chr, range(0x20, 0x7F)), *gb_2312(), *OTHERS, *"".join(more)}))
    )
    part.subset(font)
    font["head"].modified = font["head"].created  # the same font, whenever it is made
    font.recalcTimestamp = False
    font.save(TARGET)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
