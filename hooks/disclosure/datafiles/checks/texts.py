"""Texts of a data file → names joined by commas of another keyboard, section numbers typed otherwise than in reports,
and symbols that other programs left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from disclosure.datafiles.models import BY_SECTION
from disclosure.datafiles.parsing.flow_style import flow
from disclosure.datafiles.parsing.half_width import WITHIN_TEXT
from disclosure.datafiles.parsing.pasted import BULLET
from disclosure.datafiles.parsing.yaml_source import Keys, YamlDocument
from disclosure.problems.problem import Place, Problems


def check_texts(document: YamlDocument, problems: Problems) -> None:
    """Record what a reader would be shown as it was typed, and that nobody meant."""
    for path, value in walk(document.data, ()):
        place = document.place(*path)
        if path[-1] in NAME_LISTS:
            places = [document.place(*path, at) for at in range(len(value))]
            check_names(value, place, places, problems)
        if isinstance(value, str) and not is_figure(path):
            check_symbols(value, place, problems)


def walk(value: Any, path: Keys) -> Iterator[tuple[Keys, Any]]:
    """Every text and every list of a document, with its path."""
    if isinstance(value, str | list) and path:
        yield path, value
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from walk(part, (*path, key))


def is_figure(path: Keys) -> bool:
    return path[0] == "tables" or path[-1] == "printed" or (path[0] == "figures" and len(path) == 3)


def check_names(value: Any, place: Place, places: list[Place], problems: Problems) -> None:
    """Record a list in which one name looks like several: `[甲、乙]`. What stands in quotes is meant as it is."""
    names = [(value, place)] if isinstance(value, str) else list(zip(value, places, strict=True))
    meant: list[str] = []
    for name, where in names:
        is_quoted = where.text[where.column - 2 : where.column - 1] in ("'", '"')
        whole = not isinstance(name, str) or is_quoted
        meant += [str(name)] if whole else split_names(name)
    if len(meant) > len(names):
        texts = (name for name, _ in names if isinstance(name, str))
        joined = next(name for name in texts if len(split_names(name)) > 1)
        hint = f"请写成 {flow(meant)}；确是一个名字，就给它加上半角引号：'{joined}'"
        problems.add("D108", place, name=joined, count=len(split_names(joined)), hint=hint)


def is_joined_name(path: Keys, value: str) -> bool:
    """Whether a name would be taken for several if it stood without quotes."""
    return any(part in NAME_LISTS for part in path[-2:]) and len(split_names(value)) > 1


def split_names(text: str) -> list[str]:
    """At the commas of any keyboard, but for those within brackets or quotes of the name's own; no web address."""
    if "://" in text:
        return [text]
    if text[:1] in tuple("［【[") and text[-1] in "］】]":
        text = text[1:-1]
    names, closing = [""], ""
    for character in text:
        if closing:
            closing = "" if character == closing else closing
        elif character in SEPARATORS:
            names.append("")
            continue
        else:
            closing = WITHIN_TEXT.get(character, "")
        names[-1] += character
    return [name.strip() for name in names if name.strip()]


def check_symbols(text: str, place: Place, problems: Problems) -> None:
    """Record an emoji anywhere, and a bullet or a number in front of an item of a list."""
    bullet = BULLET.match(text) if place.text[: place.column - 1].endswith("- ") else None
    plain = EMOJI.sub("", text[bullet.end() :] if bullet else text).strip()
    found = EMOJI.search(text)
    symbol = bullet[1] if bullet else found[0] if found else ""
    if symbol and plain:
        hint = f"请删去，写成 {plain}" if len(plain) <= LONGEST else "请删去"
        problems.add("D221", place, symbol=symbol, hint=f"{hint}；报告里确有，就不用改")


def check_section_numbers(document: YamlDocument, problems: Problems) -> None:
    """Record the section numbers of a year file that are typed otherwise than reports print them: `一(一)5`."""
    for part in ("outline", *BY_SECTION):
        entries = document.data.get(part) if isinstance(document.data, dict) else None
        for name in entries if isinstance(entries, dict) else ():
            meant = section_number(name)
            if meant != name:
                place = document.key_place(part, name)
                problems.add("D109", place, name=name, meant=meant)


def section_number(text: str) -> str:
    """`一、（一）5.` or `一(一)５` → `一（一）5`; any other text as it is."""
    plain = re.sub(r"[、\s]|[.．](?![0-9])|(?<![0-9])[.．]", "", text.translate(AS_PRINTED))
    return plain if SECTION_NUMBER.fullmatch(plain) else text


NAME_LISTS = ("via", "by", "basis", "also")
"""Fields that are lists of names."""
SEPARATORS = "，、；;|｜／/"
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23f3\u2600-\u2604\u2607-\u26ff\u2700-\u2712\u2714-\u2775"
    "\u2794-\u27bf\u2b50\u2b55]"
)
"""Pictures; stars, ticks and numbers in circles are signs of a text."""
LONGEST = 100
"""Characters of a text that a hint writes out."""
AS_PRINTED = str.maketrans("０１２３４５６７８９()〔〕【】〈〉", "0123456789（）（）（）（）")
SECTION_NUMBER = re.compile(
    "[一二三四五六七八九十]+(?:（[一二三四五六七八九十0-9]+）|[0-9]+(?:[.][0-9]+)*|[①-⑳])*"
)
