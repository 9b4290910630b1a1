"""The readings and other forms of the characters of GB 2312 → the table that search is made with.

    pip install pypinyin==0.55.0 opencc==1.4.2
    python scripts/characters.py

A line is a syllable and the characters that are read so, or a character and the traditional and variant forms of it.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, pinyin

TARGET = Path(__file__).parents[1] / "hooks/disclosure/pages/characters.txt"
CONVERSIONS = ("t2s", "hk2s", "tw2s")
READINGS = 2
"""Of each character; the rest are of old texts or names."""


def gb_2312() -> list[str]:
    """Its 3755 frequent characters, then the 3008 others."""
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [one for code in codes if (one := code.decode("gb2312", "ignore"))]


def main() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    simplified = gb_2312()
    known = set(simplified)
    for character in simplified:
        (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
        for syllable in readings[:READINGS]:
            found[syllable].append(character)
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    for name in CONVERSIONS:
        converted = OpenCC(name).convert("\n".join(characters)).split("\n")
        for one, simple in zip(characters, converted, strict=True):
            if simple in known and one not in known and one not in found[simple]:
                found[simple].append(one)
    lines = [f"{key} {''.join(same)}\n" for key, same in sorted(found.items()) if same]
    TARGET.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
