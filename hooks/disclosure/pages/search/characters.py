"""Characters in use on the site → how search reads them, their other forms and look-alikes, and other words for words.

characters.txt is written by scripts/characters.py; words.txt is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHARACTERS = Path(__file__).with_name("characters.txt")
WORDS = Path(__file__).with_name("words.txt")
"""A line each: a word that sites of public bodies have, and what readers may type for it: in other regions, in everyday
speech, in English."""
SHORT = 3
"""The most characters of a term of which a wrong one must sound or look like the right one."""


@cache
def characters() -> dict[str, str]:
    """`gb2312` → the order of frequent characters; syllable → characters; simplified character → its other forms;
    character and `~` → its look-alikes."""
    return entries(CHARACTERS)


@cache
def other_words() -> dict[str, tuple[str, ...]]:
    return {word: tuple(others.split("、")) for word, others in entries(WORDS).items()}


def entries(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines()
    return {key: rest for key, _, rest in (line.partition(" ") for line in lines)}


def sounds(names: set[str]) -> str:
    """`a2ai13a腌`: how many of the frequent characters, in the order of GB 2312, are read so; then those of names that
    are read otherwise, or are less frequent."""
    found = characters()
    ordered = found["gb2312"]
    listed = set(frequent_readings(ordered))
    others = (
        (key, [one for one in same if one in names and (one, key) not in listed])
        for key, same in found.items()
        if key.isalpha() and key.isascii()
    )
    return ordered + "".join(key + "".join(same) for key, same in others if same)


def frequent_readings(ordered: str) -> Iterator[tuple[str, str]]:
    """(character, syllable) of each character of the first level of GB 2312."""
    codes = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    runs = re.findall(r"([a-z]+)(\d+)", ordered)
    syllables = (syllable for syllable, number in runs for _ in range(int(number)))
    for code, syllable in zip(codes, syllables, strict=False):
        yield code.decode("gb2312"), syllable


def variants(used: set[str]) -> str:
    """`违違 里裏裡`: the other forms of the characters in use."""
    return " ".join(
        key + same for key, same in characters().items() if key in used and not key.isascii()
    )


def look_alikes(terms: set[str]) -> str:
    """`诉拆析`: the look-alikes of the characters of short terms."""
    used = {one for term in terms if 1 < len(term) <= SHORT for one in term}
    return " ".join(
        key[0] + same for key, same in characters().items() if key[1:] == "~" and key[0] in used
    )


def words_of(text: str) -> list[tuple[str, ...]]:
    """Words that are in the text, each with what may be typed for it."""
    return [(word, *others) for word, others in other_words().items() if word in text]
