"""Dates as YAML writes them (`2022-03-30`, `2022-10/2022-12`) → Period, and Period → Chinese."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import takewhile


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole days, months or years, both ends included."""

    start: date
    end: date
    text: str
    """As the file wrote it: an ISO 8601 date, month or year, or two of them joined by `/`."""

    @property
    def words(self) -> str:
        """`2022年10月—12月`, `2022年3月30日—31日`, `2022年`: what both ends share is written once."""
        if self.year:
            return f"{self.year}年"
        first, _, last = self.text.partition("/")
        if not last or first == last:
            return in_chinese(first)
        return f"{in_chinese(first)}—{in_chinese(last, after=first)}"

    @property
    def end_words(self) -> str:
        """`2022年末`, or the last day: where a running total stops."""
        year_end = (self.end.month, self.end.day) == (12, 31)
        return f"{self.end.year}年末" if year_end else in_chinese(self.end.isoformat())

    @property
    def year(self) -> int | None:
        """The year, where the period is exactly one calendar year."""
        whole = (self.start, self.end) == (
            date(self.start.year, 1, 1),
            date(self.start.year, 12, 31),
        )
        return self.start.year if whole else None

    @property
    def within_year(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """First and last (month, day), a month's last day counted as 31: alike where two years may be compared."""
        last_day = 31 if is_month_end(self.end) else self.end.day
        return (self.start.month, self.start.day), (self.end.month, last_day)


class NotADate(ValueError):
    """The text is no date of ours; `mend` says how it is written, where it can be read as one."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason)
        meant = as_iso(text)
        self.mend = f"请写成 {meant}" if meant else ""


def period(text: str) -> Period:
    """Raises NotADate, in the editor's words, for a date that isn't in the calendar or an end before the start."""
    try:
        return iso_period(text)
    except ValueError as wrong:
        raise NotADate(str(wrong), text) from None


def as_iso(text: str) -> str:
    """What people write for a date or a span, `2023年1月1日至12月31日`, `2023/3/31` → ISO 8601; empty where it can be
    read as none."""
    plain = AROUND_DATES.sub("", unicodedata.normalize("NFKC", text))
    for joint in ("$", "[至到—–~]+", "/", "-"):
        for found in re.finditer(joint, plain):
            first, second = plain[: found.start()], plain[found.end() :]
            made = iso_date(first)
            last = iso_date(second, after=made) if found[0] else made
            try:
                return iso_period(f"{made}/{last}" if found[0] else made).text
            except ValueError:
                continue
    return ""


def iso_date(text: str, after: str = "") -> str:
    """`2023年3月` → `2023-03`; what the end of a span leaves out is as in its start. Empty where it is no date."""
    found = WRITTEN_DATE.fullmatch(text)
    if not found or not text:
        return ""
    year, month, day = found.groups()
    start = [*after.split("-"), "", ""]
    if not year and start[2] and not day:
        month, day = "", month  # `2023.3.30-31`
    parts = [year or start[0], month or (not year and start[1]), day]
    return "-".join(part.zfill(2) for part in parts if part)


def iso_period(text: str) -> Period:
    first, slash, last = text.strip().partition("/")
    start, end = date_range(first)[0], date_range(last if slash else first)[1]
    if end < start:
        raise ValueError(f"“{text}”：止期早于起期")
    return Period(start, end, text.strip())


def of_year(year: int) -> Period:
    return period(str(year))


def date_range(text: str) -> tuple[date, date]:
    if not ISO_DATE.fullmatch(text):
        raise ValueError(f"“{text}”不是日期；日期写成 2022、2022-10 或 2022-10-31")
    year, *rest = map(int, text.split("-"))
    try:
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if len(rest) == 1:
            return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
        return date(year, *rest), date(year, *rest)
    except ValueError:
        raise ValueError(f"“{text}”：日历上没有这一天") from None


def is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def in_chinese(text: str, after: str = "") -> str:
    """`2022-03-31` → `2022年3月31日`; without the year and month that `after` shares."""
    parts, before = chinese_parts(text), chinese_parts(after)
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(parts[:-1], before, strict=False))
    shared = len(list(alike)) if len(parts) == len(before) else 0
    return "".join(parts[shared:])


def chinese_parts(text: str) -> list[str]:
    """`2022-03` → [`2022年`, `3月`]."""
    parts = text.split("-") if text else []
    return [f"{int(part)}{word}" for part, word in zip(parts, "年月日", strict=False)]


AROUND_DATES = re.compile(r"\s|^[自从]|起(?=[至到])|[起止]$")
WRITTEN_DATE = re.compile(
    r"(?:([0-9]{4})(?:年|[./-]|$|(?=[0-9]{4}$)))?(?:([0-9]{1,2})(?:月|[./-]|$|(?=[0-9]{2}$)))?(?:([0-9]{1,2})日?)?"
)
"""Year, month and day, each with the sign or the word behind it; or eight digits."""
ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
