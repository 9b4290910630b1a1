"""The readings, other forms and look-alikes of the characters of GB 2312 → the table that search is made with.

    pip install pypinyin==0.55.0 opencc==1.4.2 numpy==2.4.6 pillow==13.0.0
    python scripts/characters.py

A line is a syllable and the characters that are read so; a character and the traditional and variant forms of it; a
character with `~` and the frequent ones that look most like it; or `gb2312`, under which syllable each of the frequent
characters stands in that standard, which lists them by sound: `a2ai13` is two under `a`, then thirteen under `ai`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, product
from pathlib import Path

import numpy as np
from opencc import OpenCC
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin

HOOKS = Path(__file__).parents[1] / "hooks/disclosure"
TARGET = HOOKS / "pages/search/characters.txt"
FONT = HOOKS / "metadata/font/NotoSansCJKsc-Medium-GB2312.otf"
CONVERSIONS = ("t2s", "hk2s", "tw2s")
READINGS = 2
"""Of each character; the rest are of old texts or names."""
FREQUENT = 3755
LOOK_ALIKES, LEAST_ALIKE = 6, 0.78
SIZE = 48
SIDES = [(left, 4, 52, 52) for left in (20, 23, 26)]
"""Where the part on the right of most characters begins: that of 骗 and 编, of 错 and 借 is the same."""
OF_A_PART = 0.06
"""By so much less alike are characters that share a part only."""


def gb_2312() -> list[str]:
    """Its 3755 frequent characters, then the 3008 others."""
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [one for code in codes if (one := code.decode("gb2312", "ignore"))]


def readings(characters: list[str]) -> dict[str, list[str]]:
    """Character → its syllables, without tones."""
    return {
        one: pinyin(one, style=Style.NORMAL, heteronym=True)[0][:READINGS] for one in characters
    }


def in_order(frequent: list[str], read: dict[str, list[str]]) -> str:
    """The runs of `gb2312`: of all cuts of the list into rising syllables, that which most readings agree with."""
    syllables = sorted(
        {*chain.from_iterable(read.values())}, key=lambda one: one.replace("v", "u!")
    )
    best: list[tuple[int, list[int]]] = [(0, []) for _ in syllables]
    for character in frequent:
        upto = (-1, [])
        for number, syllable in enumerate(syllables):
            agreed, path = max(upto, best[number], key=lambda one: one[0])
            upto = (agreed, path)
            best[number] = (agreed + (syllable in read[character]), [*path, number])
    path = max(best, key=lambda one: one[0])[1]
    return "".join(f"{syllables[one]}{path.count(one)}" for one in dict.fromkeys(path))


def pictures(characters: list[str], box: tuple[int, int, int, int]) -> np.ndarray:
    """A row a character: what is drawn in the box, a little blurred, made comparable."""
    font = ImageFont.truetype(str(FONT), SIZE)
    rows = []
    for one in characters:
        image = Image.new("L", (SIZE + 8, SIZE + 8))
        ImageDraw.Draw(image).text((SIZE / 2 + 4,) * 2, one, font=font, fill=255, anchor="mm")
        blurred = image.filter(ImageFilter.GaussianBlur(1.5)).crop(box).resize((28, 28))
        row = np.asarray(blurred, dtype=np.float32).ravel()
        rows.append((row - row.mean()) / max(row.std(), 1))
    return np.stack(rows) / 28


def look_alikes(frequent: list[str]) -> dict[str, str]:
    whole = pictures(frequent, (0, 0, SIZE + 8, SIZE + 8))
    sides = [pictures(frequent, side) for side in SIDES]
    alike = whole @ whole.T
    for one, other in product(sides, sides):
        alike = np.maximum(alike, one @ other.T - OF_A_PART)
    np.fill_diagonal(alike, -1)
    found = {}
    for one, row in zip(frequent, alike, strict=True):
        closest = np.argsort(-row)[:LOOK_ALIKES]
        found[one] = "".join(frequent[other] for other in closest if row[other] >= LEAST_ALIKE)
    return found


def other_forms(simplified: list[str]) -> dict[str, list[str]]:
    """Character → its traditional and variant forms."""
    known, found = set(simplified), defaultdict(list)
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    for name in CONVERSIONS:
        converted = OpenCC(name).convert("\n".join(characters)).split("\n")
        for one, simple in zip(characters, converted, strict=True):
            if simple in known and one not in known and one not in found[simple]:
                found[simple].append(one)
    return found


def main() -> None:
    simplified = gb_2312()
    frequent, read = simplified[:FREQUENT], readings(simplified)
    found: dict[str, list[str]] = defaultdict(list, other_forms(simplified))
    for character, syllables in read.items():
        for syllable in syllables:
            found[syllable].append(character)
    found |= {f"{one}~": [others] for one, others in look_alikes(frequent).items()}
    found["gb2312"] = [in_order(frequent, read)]
    lines = [f"{key} {''.join(same)}\n" for key, same in sorted(found.items()) if any(same)]
    TARGET.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
