"""A line typed with a Chinese keyboard → the same line with the half-width punctuation that YAML wants.

Only what is part of YAML's own syntax is changed: brackets, braces, commas and colons where they stand between values,
never within a sentence, a pair of brackets of the sentence's own, or quotes.
"""

from __future__ import annotations

import re


def with_half_width(line: str) -> str:
    """The line itself where nothing in it needs changing."""
    found = KEY.match(line)
    if not found:
        return line
    margin, dash, name, value = found.groups()
    dash = "- " if dash else ""
    if name is None:
        return margin + dash + half_width_value(value) if dash or value else line
    made = half_width_value(value)
    return f"{margin}{dash}{name}:{' ' if made else ''}{made}"


def half_width_value(value: str) -> str:
    """A list or a mapping in brackets of either width; any other text as it is."""
    return FlowRepair(value).repaired() if value[:1] in OPENING else value


class FlowRepair:
    """Reads `[a, b]` or `{a: b}` from left to right; what follows the last bracket stays as it is."""

    def __init__(self, text: str) -> None:
        self.text, self.position = text, 0
        self.made: list[str] = []
        self.open: list[str] = []
        """The brackets that are open: YAML's as `[` and `{`; a sentence's own by what will close them."""

    def repaired(self) -> str:
        at_start = True
        while self.position < len(self.text) and (self.open or at_start):
            at_start = self.step(at_start)
        return "".join(self.made).rstrip() + self.text[self.position :]

    def step(self, at_start: bool) -> bool:
        """Takes one character, and says whether a value may begin behind it."""
        character = self.text[self.position]
        inside = self.open[-1] if self.open else ""
        if at_start and (quoted := QUOTED.match(self.text, self.position)):
            return self.take(quoted[0], quoted[0])
        if at_start and character in OPENING:
            self.open.append(OPENING[character])
            return self.take(character, OPENING[character], begins=True)
        if inside not in CLOSING:
            if character == inside:
                self.open.pop()
            return self.take(character, character)
        if character in CLOSING[inside]:
            self.open.pop()
            return self.take(character, CLOSING[inside][0])
        if character in WITHIN_TEXT:
            self.open.append(WITHIN_TEXT[character])
            return self.take(character, character)
        if found := (BETWEEN_KEYS if inside == "{" else BETWEEN_ITEMS).match(
            self.text, self.position
        ):
            return self.take(found[0], found[0] if "," in found[0] else ", ", begins=True)
        if inside == "{" and at_start and (found := NAME.match(self.text, self.position)):
            return self.take(found[0], f"{found[1]}: ", begins=True)
        self.take(character, character)
        return at_start and character == " "

    def take(self, taken: str, written: str, *, begins: bool = False) -> bool:
        self.position += len(taken)
        if written == ", " and self.made and self.made[-1] == " ":
            self.made.pop()
        self.made.append(written)
        return begins


OPENING = {"[": "[", "［": "[", "【": "[", "{": "{", "｛": "{"}
CLOSING = {"[": "]］】", "{": "}｝"}
WITHIN_TEXT = {"（": "）", "(": ")", "《": "》", "“": "”", "〈": "〉", "【": "】", "［": "］"}
"""A comma between these is the sentence's own."""
QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
BETWEEN_ITEMS = re.compile(r"\s*[,，、；;]\s*")
BETWEEN_KEYS = re.compile(r"\s*[,，；;]\s*(?=[a-z_]+\s*[:：])|\s*,\s*")
NAME = re.compile(r"([a-z_]+)\s*[:：]\s*")
KEY = re.compile(r"(\s*)([-－–—] +)?(?:([^\s:：#\"'\[\]{}［【｛，,]+)\s*[:：](?!\S*//) *)?(.*)$")
"""Margin, dash, name and value of a line."""
