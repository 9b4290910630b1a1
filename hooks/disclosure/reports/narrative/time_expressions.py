"""Time words of a running text → the span, or the running total, that the numbers after them count.

Simple on purpose. Time words hold for the numbers after them up to the next time words, the end of the sentence
(。！？；), or of the bracket they stand in. A year alone holds only where it opens a clause (`2021年受理…`, not
`发布2021年预算`); a month, a day, a quarter or a half anywhere. Not understood, and so without effect: 去年, 上年结转,
deadlines (12月31日前), spans without a date (疫情期间), and which of two dates each number belongs to (分别).
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from disclosure.figures.numerals import arabic
from disclosure.figures.period import period as read_period

Parts = dict[str, int]  # {年: 2022, 月: 9}: what a date says, the largest first


class Scope(NamedTuple):
    """What the numbers from `start` on count."""

    start: int
    period: str = ""
    """ISO, as period.py takes it; empty for the report's own year."""
    since: str = ""
    """The start of a running total, in the report's words."""


def scopes(text: str, year: int) -> list[Scope]:
    """In order; each holds until the next one's start. `text` is folded, without spaces, its titles blanked out."""
    return Scoping(text, year).read()


class Scoping:
    """Goes through a text once, from one time word to the next."""

    def __init__(self, text: str, year: int) -> None:
        self.text, self.year = text, year
        self.found = [Scope(0)]
        self.outside: list[Scope] = []  # what held before each bracket that is open
        self.listed: tuple[int, Parts, Parts] = (-1, {}, {})  # the last date's end; its list's ends

    def read(self) -> list[Scope]:
        for found in WORDS.finditer(self.text):
            getattr(self, str(found.lastgroup))(found)
        return self.found

    def hold(self, found: re.Match[str], period: str = "", since: str = "") -> None:
        self.found.append(Scope(found.end(), period, since))

    def stops(self, found: re.Match[str]) -> None:
        self.outside.clear()
        self.hold(found)

    def opens(self, _found: re.Match[str]) -> None:
        self.outside.append(self.found[-1])

    def closes(self, found: re.Match[str]) -> None:
        if self.outside:
            _, period, since = self.outside.pop()
            self.hold(found, period, since)

    def whole_year(self, found: re.Match[str]) -> None:
        """全年, 今年: the report's year again."""
        self.hold(found)

    def running(self, found: re.Match[str]) -> None:
        """`从首次推送至2022年末`, `自上线以来`: a start in words. One in figures is read with its date."""
        clause = re.split(r"[,。;:]", self.text[max(0, found.start() - 40) : found.start()])[-1]
        start = START.match(clause)
        if start and not re.fullmatch(DATE, start[1]):
            self.hold(found, since=start[1])

    def date(self, found: re.Match[str]) -> None:
        before = self.text[max(0, found.start() - 3) : found.start()]
        after = self.text[found.end() : found.end() + 5]
        first, last = ends(found[0], self.year)
        until = UNTIL.search(before)
        if not first or (not until and (MERE_DATE.match(after) or COMPARED.search(before))):
            return
        end, list_first, list_last = self.listed
        if end == found.start() - 1 and self.text[end] in "、和及":  # the 31日 of `3月30日、31日`
            first, last = list_first, {**list_last, **last}
        elif set(first) == {"日"}:
            return  # a day of no month
        elif set(first) == {"年"} and not until and not OPENS_CLAUSE.search(before):
            return
        self.listed = (found.end(), first, last)
        if until:
            self.hold(found, self.as_of(last))
        else:
            self.hold(found, *self.counted(found[0], first, self.onward(first, last, after)))

    def onward(self, first: Parts, last: Parts, after: str) -> Parts:
        """`10月起` goes on to the end of the report's year."""
        if not ONWARD.match(after):
            return last
        year_end = {"年": max(self.year, first.get("年", 0)), "月": 12, "日": 31}
        return {part: year_end[part] for part in first}

    def counted(self, words: str, first: Parts, last: Parts) -> tuple[str, str]:
        """(period, since). What began before the report's year and ends with it is a running total."""
        start, end = self.iso(first), self.iso(last)
        text = start if start == end else f"{start}/{end}"
        try:
            period = read_period(text)
        except ValueError:  # 2月30日, 11月至2月
            return "", ""
        if period.year == self.year:
            return "", ""
        if period.start.year < self.year and period.end == date(self.year, 12, 31):
            return "", re.split(JOIN, words)[0]
        return text, ""

    def as_of(self, day: Parts) -> str:
        """`截至9月底`: a state, on its day. The year's last day is what a report's numbers are as of anyway."""
        try:
            end = read_period(self.iso(day)).end
        except ValueError:
            return ""
        return "" if end == date(self.year, 12, 31) else end.isoformat()

    def iso(self, parts: Parts) -> str:
        complete = {"年": self.year, **parts}
        return "-".join(f"{complete[part]:02}" for part in "年月日" if part in complete)


def ends(words: str, year: int) -> tuple[Parts, Parts]:
    """First and last of what a date says: `2022年1—9月` → 2022年1月, 2022年9月. Empty for a time of day."""
    if re.search("[:时点]", words):
        return {}, {}
    if digits := re.fullmatch(rf"({YEAR})[-./](\d+)(?:[-./](\d+))?", words):
        day = {
            part: int(number)
            for part, number in zip("年月日", digits.groups(), strict=True)
            if number
        }
        return day, day
    if months := months_of(words):
        stated = re.match(YEAR, words)
        spoken = int(stated[0]) if stated else year
        return {"年": spoken, "月": months[0]}, {"年": spoken, "月": months[1]}
    left, *right = re.split(rf"{JOIN}|、", words, maxsplit=1)
    last = parts_of(right[0]) if right else {}
    first = parts_of(left, next(iter(last), ""))
    return first, {
        **{part: first[part] for part in missing_part(last) if part in first},
        **(last or first),
    }


def months_of(words: str) -> tuple[int, int] | None:
    """First and last month of a quarter, of a half, of the first so many months."""
    if "半年" in words:
        return (1, 6) if "上" in words else (7, 12)
    if months := re.search(rf"前({COUNT})个月", words):
        return 1, arabic(months[1])
    if not words.endswith("季度"):
        return None
    counted = [arabic(one) for one in re.findall(COUNT, words.rpartition("年")[2])]
    if "前" in words:
        return 1, 3 * counted[-1]
    return 3 * counted[0] - 2, 3 * counted[-1]


def parts_of(text: str, unit: str = "") -> Parts:
    """`2022年1` → 2022年, 1月, where `unit` is 月: the one that the other end of the range names."""
    found = re.findall(r"(\d+)([年月日号]?)", text)
    return {(word or unit).replace("号", "日"): int(number) for number, word in found}


def missing_part(last: Parts) -> str:
    """What the end of a range takes from its start: the year and month of `3月30日至31日`."""
    return "年月日"[: "年月日".index(next(iter(last), "年"))]


YEAR = r"(?:19|20)[0-9]{2}"
MONTH = r"(?:1[0-2]|0?[1-9])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
JOIN = r"起?(?:[-—~〜]{1,2}|至|到) ?"
COUNT = r"(?:[0-9]{1,2}|十?[一二三四五六七八九]|十|两)"
POINT = rf"(?:{YEAR}年度?(?:{MONTH}月份?(?:{DAY}[日号])?)?|{MONTH}月份?(?:{DAY}[日号])?)"
QUARTER = rf"(?:第?[一二三四1-4](?:(?:、|{JOIN})[一二三四1-4])?|前[一二两三1-3]个?)季度"
PART_OF_YEAR = rf"(?:{QUARTER}|[上下]半年|(?<![目此之])前{COUNT}个月)"
CLOCK = r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?"
DATE = (
    r"(?<![0-9.])(?:"
    rf"{CLOCK}(?:{JOIN}{CLOCK})?|[0-2]?[0-9](?:时(?:[0-5]?[0-9]分)?|点(?:[0-5]?[0-9]分|半|整))|"
    rf"{YEAR}(?:-{MONTH}-|\.{MONTH}\.|/{MONTH}/){DAY}(?![0-9.])|"
    rf"{YEAR}[-/](?:1[0-2]|0[1-9])(?![-0-9./])|"
    rf"(?:{YEAR}年度?)?{PART_OF_YEAR}|{YEAR}{JOIN}{YEAR}年|"
    rf"(?:(?:{YEAR}年)?{MONTH}月)?{DAY}{JOIN}{DAY}[日号](?!之?内)|"
    rf"(?:{YEAR}年)?{MONTH}(?:、|{JOIN}){MONTH}月份?(?!{DAY}[日号])|"
    rf"{POINT}(?:{JOIN}(?:{POINT}|{DAY}[日号]))?|{DAY}日(?!之?内))"
)
WORDS = re.compile(
    r"(?P<stops>[。!?;])|(?P<opens>\()|(?P<closes>\))|"
    r"(?P<whole_year>全年|今年|截[至止]到?(?:目前|今|年[末底]))|"
    rf"(?P<running>以来|(?<!截)[至到](?:今(?!年)|目前|年[末底]|{POINT}[末底]?))|(?P<date>{DATE})"
)
START = re.compile(
    r".*(?:(?<![各亲独])自(?![然主己身动助查觉愿行])|从(?![业事严而中此容未众]))(.{2,})$"
)
UNTIL = re.compile(r"截[至止]到?$")
OPENS_CLAUSE = re.compile(r"(?:^|[,。;:!?()、“]|其中|[在于自从]|[一二三四五六七八九十]是)$")
ONWARD = re.compile(r"起(?![诉草])|开始|以来|至今|[以之]?后")
MERE_DATE = re.compile(r"[末底初]|[以之]?前|起?(?:正式)?(?:施行|生效)|成立")
COMPARED = re.compile(r"[比较与同至到]$")
