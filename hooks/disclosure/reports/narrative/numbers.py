"""The running text of a report → every number in it, with its kind, its unit and the span it counts.

No digit is passed over in silence: what is none of the other kinds is OTHER, for somebody to look at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from disclosure.figures.figure import NotAFigure, fold, parse
from disclosure.figures.units import Unit

from .number_patterns import (
    DIGITS,
    FIGURE,
    HEDGE,
    IDIOMS,
    NUMERAL,
    QUOTES,
    TAIL,
    UNIT,
    counts,
    unit_of,
)
from .sections import HEADING_END
from .time_expressions import DATE, JOIN, YEAR, scopes


class Kind(StrEnum):
    """What a number in a text is for; only figures go into a year file by themselves."""

    FIGURE = "figure"
    """Counts something, and figure.parse reads it: `近20万名`, `100%`, `15个工作日`, `近5年`."""
    DATE = "date"
    """`2022年`, `1—9月`, `2022-12-31`, `12:00`, `第1季度`; in titles too."""
    DOCUMENT = "document"
    """`〔2022〕5号`, `国令第711号`."""
    LAW = "law"
    """`第二十条`, `第（一）项`, `第5款`."""
    LIST = "list"
    """`1.`, `（3）`, `①`, `一（二）3`."""
    CONTACT = "contact"
    """Telephones, post codes, house numbers, hotlines, mail and web addresses."""
    NUMERAL = "numeral"
    """Counts something in Chinese numerals: `两个`, `十余场`."""
    OTHER = "other"
    """`G60`, `“12345”`, `第3次`, `3至5个`, `1亿2000万元`, `3.5件`; and what stands in a title and is no date."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text, with the words that belong to it."""

    printed: str
    """From hedge to hedge, without spaces and line breaks; otherwise as it is in the text, full-width digits too."""
    start: int
    end: int
    """text[start:end] is what was printed."""
    kind: Kind
    unit: str
    """The counting word without 万 and 亿, `人次`, `个工作日`; empty where none follows."""
    period: str = ""
    """ISO; what it counts, where time_expressions.py finds words that say so and it isn't the report's year."""
    since: str = ""
    """Where a running total starts, in the report's words."""


def numbers(text: str, year: int) -> tuple[Number, ...]:
    """In order, none inside another. `year` is the report's: what `10月起` and `上半年` belong to."""
    flat = flatten(text)
    titles = title_spans(flat.text)
    spans = scopes(blanked(flat.text, titles), year)
    starts = [scope.start for scope in spans]
    found = []
    for kind, start, end in kinds(flat.text, titles):
        first, last = flat.places[start], flat.places[end - 1] + 1
        signs = (text[place] for place in flat.places[start:end])
        printed = "".join(sign for sign in signs if fold(sign) != " ")
        unit = unit_of(flat.text[start:end]) if kind in COUNTING else ""
        scope = spans[bisect_right(starts, start) - 1]
        scope_texts = (scope.period, scope.since) if kind in COUNTING else ("", "")
        found.append(Number(printed, first, last, kind, unit, *scope_texts))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Flat:
    """A text folded and without its spaces and line breaks, save those that part two numbers or open a list."""

    text: str
    places: list[int]
    """For each character its place in the text as it was."""


def flatten(text: str) -> Flat:
    folded = fold(text)
    pieces, places, end = [], [], 0
    for word in re.finditer("[^ ]+", folded):
        gap = gap_between(text, folded, end, word.start())
        if gap:
            pieces.append(gap)
            places.append(end)
        pieces.append(word[0])
        places.extend(range(*word.span()))
        end = word.end()
    return Flat("".join(pieces), places)


def gap_between(text: str, folded: str, end: int, start: int) -> str:
    """What is kept of the spaces between two words: the 1 and 5 of `1. 5件` are no 1.5."""
    if end == start:
        return ""
    if HEADING_END in text[end:start]:
        return "。"
    if "\n" in text[end:start] and LIST_NUMBER.match(folded, start):
        return "\n"
    parts = LINE_END if "\n" in text[end:start] else LATIN_END
    return " " if parts.search(folded, max(0, end - 1), end) and LATIN.match(folded, start) else ""


def title_spans(text: str) -> list[tuple[int, int]]:
    """The outermost 《…》 that are closed, in order."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for mark in re.finditer("[《》]", text):
        if mark[0] == "《":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:  # those inside this one
                found.pop()
            found.append((start, mark.end()))
    return found


def blanked(text: str, titles: list[tuple[int, int]]) -> str:
    pieces, end = [], 0
    for start, stop in titles:
        pieces += [text[end:start], "《" * (stop - start)]
        end = stop
    return "".join([*pieces, text[end:]])


def kinds(text: str, titles: list[tuple[int, int]]) -> Iterator[tuple[Kind, int, int]]:
    starts = [start for start, _ in titles]
    listed = 0  # the end of the last list number: the `1.` of `1. 5件` is no piece of the 5
    for found in NUMBERS.finditer(text):
        start, end = found.span(str(found.lastgroup))
        title = bisect_right(starts, start) - 1
        titled = title >= 0 and start < titles[title][1]
        kind = kind_of(KINDS[str(found.lastgroup)], text, max(listed, start - 3), start, end)
        if kind is Kind.LIST:
            listed = end
        if kind and titled and kind is not Kind.DATE:
            kind = Kind.OTHER
        if HAS_DIGIT.search(text, start, end) or (kind in IN_CHINESE and not titled):
            yield kind or Kind.OTHER, start, end


def kind_of(kind: Kind | None, text: str, seen: int, start: int, end: int) -> Kind | None:
    """The second look, at what a rule can't see from the number alone. None for what doesn't count at all."""
    printed, before = text[start:end], text[seen:start]
    if kind is Kind.NUMERAL:
        return kind if counts(printed, before[-1:]) else None
    if kind is not Kind.FIGURE:
        return kind
    if is_piece(text, before, end) or is_name(printed, before[-1:], text[end : end + 1]):
        return Kind.OTHER
    unit = unit_of(printed)
    try:
        parse(printed, Unit.named(unit) if unit else None)
    except NotAFigure:
        return Kind.OTHER
    return kind


def is_piece(text: str, before: str, end: int) -> bool:
    """Whether only a space parts these digits from others, or nothing from a letter: nobody knows what was printed."""
    return bool(PIECE_BEFORE.search(before) or PIECE_AFTER.match(text, end))


def is_name(printed: str, before: str, after: str) -> bool:
    """`2.0版`, `“15分钟服务圈”`, and the bare digits of `12345平台`; those of `共 5。` count."""
    bare = re.fullmatch("[0-9.,]+", printed)
    return bool(before in QUOTES or VERSION.fullmatch(printed) or (bare and after not in CLOSING))


def grouped(name: str, rule: str) -> str:
    """A rule as a group of that name; where it has a group `it`, only that is the number."""
    return rule.replace("(?P<it>", f"(?P<{name}>") if "(?P<it>" in rule else f"(?P<{name}>{rule})"


SETTLED = frozenset({Kind.DATE, Kind.DOCUMENT, Kind.LAW, Kind.LIST, Kind.CONTACT})
"""Kinds that count nothing, and need nobody's decision; of every other number a year file has to say what became."""
COUNTING = {Kind.FIGURE, Kind.NUMERAL, Kind.OTHER}
IN_CHINESE = {Kind.NUMERAL, Kind.LAW, Kind.DOCUMENT, Kind.LIST}
"""Kinds that are listed even without a digit."""

CLOSING = {"", *",。;、:!?()”’》」』…—/|\n"}

DIGIT = r"\d①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿²³¹⁰⁴-⁹₀-₉"
ITEM = rf"[0-9]{{1,2}}(?:[.、](?![0-9])|[.、](?={YEAR}年)|\))"  # `1、2022年…` is one; `3、5月` and `1.5万` are none
ADDRESS = "[-#-'*+./0-:=?@A-Z_a-z~]"
ORDER = "[0-9一二三四五六七八九十百零〇]"
RULES = (  # the first that matches wins; the number is all of the match, or its group
    (None, IDIOMS),
    (Kind.CONTACT, r"(?<![A-Za-z0-9._-])[A-Za-z0-9._-]++@[A-Za-z0-9.-]++"),
    (Kind.CONTACT, rf"(?:https?://|www\.){ADDRESS}++"),
    (
        Kind.CONTACT,
        rf"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]++\.)++(?:com|cn|net|org)(?![A-Za-z0-9])(?:/{ADDRESS}*+)?",
    ),
    (
        Kind.CONTACT,
        r"(?:电话|热线|传真|手机|拨打|致电|联系方式|邮编|邮政编码|QQ|微信号)号?码?[:为是]?"
        rf"(?P<it>\+?[0-9(][-0-9 ()]{{3,24}}[0-9](?:转[0-9]{{1,6}})?(?![0-9]|{TAIL}))",
    ),
    (Kind.CONTACT, r"\(?(?<![0-9])0[0-9]{2,3}[-) ]?[- ]?[0-9]{7,8}(?:[-转][0-9]{1,6})?(?![0-9.])"),
    (
        Kind.CONTACT,
        rf"(?<![0-9.])(?:1[3-9][0-9]{{9}}|[48]00[- ]?[0-9]{{3}}[- ]?[0-9]{{4}})(?![0-9.]|{TAIL})",
    ),
    (Kind.CONTACT, rf"(?<![0-9.])1[0-9]{{4}}(?![0-9.]|{TAIL})(?=[^0-9,。;、]{{0,10}}热线)"),
    (Kind.CONTACT, rf"(?<![0-9.“‘\"])12(?:3[0-9]{{2}}|345)(?![0-9.,”’\"]|{TAIL})"),
    (
        Kind.CONTACT,
        r"(?<=[路街道弄巷里村桥])(?:[0-9]{1,4}弄)?[0-9]{1,5}(?:-[0-9]{1,4})?号"
        r"(?:[楼院]?[0-9]{1,5}(?:号?楼|层|室|单元|幢|座))*+",
    ),
    (Kind.OTHER, rf"(?<=[“‘「『\"]){DIGITS}(?=[”’」』\"])"),
    # A page's number.
    (Kind.OTHER, r"(?<![-—0-9])[-—]{1,3}[0-9]{1,3}[-—]{1,3}(?![-—0-9])"),
    (Kind.LIST, rf"(?:\A|(?<=[\n。;:!?)])){ITEM}"),
    (Kind.LIST, r"(?<=\n)[0-9]{1,2}[.、]|\([0-9]{1,2}\)|[①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿]"),
    (
        Kind.LIST,
        rf"(?<![第十百])[一二三四五六七八九十]{{1,3}}\([一二三四五六七八九十]{{1,3}}\)(?:[0-9]{{1,2}}(?![0-9.]|{TAIL}))?",
    ),
    (
        Kind.LAW,
        rf"第(?:\({ORDER}{{1,4}}\)|{ORDER}{{1,6}}(?:(?:、|{JOIN})第?{ORDER}{{1,6}}){{0,4}})(?:[条款]|项(?!目))(?:之[一二三四五])?",
    ),
    (
        Kind.DOCUMENT,
        rf"(?:(?<=[(、])[一-鿿]{{1,15}})?(?:〔{YEAR}〕第?(?:[0-9]{{1,5}}号?)?|[\[【(]{YEAR}[\]】)]第?[0-9]{{1,5}}号)"
        r"(?:[、和及][0-9]{1,5}号)*+",
    ),
    (
        Kind.DOCUMENT,
        rf"(?:(?:(?:国务院|主席|人民|政府|[国省市区县部府]){{1,4}}令)?第{ORDER}{{1,6}}[号令]|(?<=令)[0-9]{{1,5}}号)",
    ),
    (Kind.DOCUMENT, r"(?<![0-9.])[0-9]{1,4}号(?=文|令|公告|通知)"),
    (Kind.DATE, DATE),
    (Kind.OTHER, rf"第[0-9]++(?:{JOIN}第?[0-9]++)?{UNIT}?"),
    (
        Kind.OTHER,
        rf"(?<![A-Za-z0-9])[A-Za-z]{{1,20}}-?[0-9]++(?:\.[0-9]++)*+[A-Za-z0-9]*+(?!{TAIL})",
    ),
    (Kind.OTHER, r"[0-9]++(?:\.[0-9]++)*+[A-Za-z][A-Za-z0-9]*+"),
    # figure.parse knows no 多 within a counting word.
    (Kind.OTHER, rf"(?:{HEDGE})?{DIGITS}个多(?:月|小时|工作日)"),
    (Kind.FIGURE, FIGURE),
    (Kind.NUMERAL, NUMERAL),
    (Kind.OTHER, f"[{DIGIT}]++"),
)
KINDS = {f"rule{place}": kind for place, (kind, _) in enumerate(RULES)}
NUMBERS = re.compile(
    "|".join(grouped(f"rule{place}", rule) for place, (_, rule) in enumerate(RULES))
)
HAS_DIGIT = re.compile(f"[{DIGIT}]")
LIST_NUMBER = re.compile(rf"[0-9]{{1,2}} ?[.、](?:(?![0-9])|(?={YEAR} ?年))")
LATIN = re.compile(r"[0-9A-Za-z]|[.,][0-9]")
LATIN_END = re.compile(r"[0-9A-Za-z.,]")
LINE_END = re.compile(r"[0-9A-Za-z.,—-]")  # of a page's number, `- 1 -`, too
PIECE_BEFORE = re.compile(rf"[{DIGIT}][.,]? $|[^\W0-9]$(?<=[A-Za-z])(?<![A-Za-z]{{2}})|[^0-9\D]$")
PIECE_AFTER = re.compile(rf"(?<=[0-9])(?: ?[.,] ?[0-9]| ?[{DIGIT}]|[A-Za-z])")
VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)+版|[0-9]+\.0")
