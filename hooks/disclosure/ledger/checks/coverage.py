"""A year file → what became of each number of its report's text: given, said in a sentence, set aside, or still open.

Only `desk verify` sees the report. Its record keeps how many numbers there were, and a digest that ties the count to
what the year file gave and set aside then: a build without the report can state them as long as the digest fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from disclosure.datafiles.desk_records import RecordedCoverage, VerificationRecord
from disclosure.datafiles.models import OpenItem, YearFile
from disclosure.figures.figure import fold
from disclosure.ledger.records import Coverage, VerificationStatus
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Problems

from .verification import digests, own_statuses, short_digest

Said = Mapping[str, Sequence[str]]
"""Section → the numbers of the report that a sentence of the year file gives."""


def coverage_of(year_source: YearSource, record: VerificationRecord | None) -> Coverage | None:
    """How the report's numbers were settled; None where they were not counted, or the file gives others since."""
    if record is None or record.coverage is None:
        return None
    kept, statuses = record.coverage, own_statuses(year_source, record).values()
    fits = kept.digest == digest(year_source, kept.numbers, kept.said)
    said = ((section, number) for section, found in kept.said.items() for number in found)
    still_said = all(is_said(number, section, year_source.file) for section, number in said)
    if not (fits and still_said and {*statuses} <= {VerificationStatus.VERIFIED}):
        return None
    return Coverage(
        numbers=kept.numbers,
        figures=sum(1 for _ in year_source.narrative()),
        said=sum(map(len, kept.said.values())),
        set_aside=sum(len(found) for found in numbers_set_aside(year_source.file).values()),
    )


def recorded(year_source: YearSource, numbers: int, said: Said) -> RecordedCoverage:
    """What the record of verification keeps of a report whose text has that many numbers, all of them settled."""
    return RecordedCoverage(
        numbers=numbers,
        said={section: tuple(found) for section, found in said.items()},
        digest=digest(year_source, numbers, said),
    )


def digest(year_source: YearSource, numbers: int, said: Said) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of these as JSON: the two given, the digests of the file's figures
    and cells, and the numbers that it sets aside. Their reasons may be worded anew."""
    parts = [numbers, sorted(said.items()), sorted(digests(year_source).items())]
    aside = sorted(numbers_set_aside(year_source.file).items())
    return short_digest([*parts, aside])


def numbers_set_aside(file: YearFile) -> dict[str, list[str]]:
    """Section → the numbers that the file sets aside there."""
    return {
        section: [number for item in items for number in item.printed]
        for section, items in file.set_aside.items()
    }


def is_said(number: str, section: str, file: YearFile) -> bool:
    """Whether a text of that section, of one within it or around it gives the number, or a restatement does."""
    if any(plain(one.printed) == plain(number) for one in file.restates):
        return True
    there = (one for one in file.outline if is_part(one, section) or is_part(section, one))
    texts = "\n".join(text for one in there for text in sentences(one, file))
    # as a number of its own: `3件` does not stand in `13件`
    return bool(re.search(rf"(?<![\d.]){re.escape(plain(number))}(?!\d)", plain(texts)))


def sentences(section: str, file: YearFile) -> Iterator[str]:
    """The texts of a section that the site shows, without their dates."""
    yield file.outline[section]
    yield from (one.note or "" for one in file.figures.get(section, {}).values())
    yield file.footnotes.get(section, "")
    yield from (*file.facts.get(section, ()), *file.commitments.get(section, ()))
    for paper in file.papers.get(section, ()):
        yield from (paper.title, paper.number or "", paper.about or "")
    for event in file.events.get(section, ()):
        yield from (event.what, event.short or "")


def is_part(key: str, of: str) -> bool:
    """`一（一）10` is no part of `一（一）1`."""
    rest = key.removeprefix(of)
    return key.startswith(of) and not (of[-1:].isdecimal() and rest[:1].isdecimal())


def plain(printed: str) -> str:
    """Without thousands separators, spaces and full-width forms."""
    return re.sub(r"[ \t,，]", "", fold(printed))


def check_open_items(year_source: YearSource, problems: Problems) -> None:
    """Each of them is an error: what an import left open is never published."""
    for section, items in year_source.file.open.items():
        for index, item in enumerate(items):
            place = year_source.document.place("open", section, index)
            what, hint = describe(item, section, year_source)
            problems.add("D219", place, section=section, what=what, hint=hint)


def describe(item: OpenItem, section: str, year_source: YearSource) -> tuple[str, str]:
    """(what is open, what to do about it)."""
    if not item.printed:
        return item.words, READ_AGAIN
    what = f"“{item.printed}”（{item.words}）"
    if not item.indicator:
        return what + (f"；{item.note}" if item.note else ""), ""
    what += f"像是“{year_source.label_of(item.indicator)}”"
    what += f"，也可能是“{year_source.label_of(item.rival)}”" if item.rival else ""
    what += f"，上一次是“{item.last}”" if item.last else ""
    scope = {"printed": item.printed, "period": item.period, "since": item.since}
    given = "，".join(f"{name}: {text}" for name, text in scope.items() if text)
    line = f"{item.indicator}: " + (f"{{{given}}}" if "，" in given else item.printed)
    return what, FILL_IN.format(section=section, line=line.replace("，", ", "))


FILL_IN = (
    "对了，就在 figures 的“{section}”下面写“{line}”；不对的，换成对的指标，或在 set_aside 里写明为什么不登；"
    "再删去这一条"
)
READ_AGAIN = "请对照报告，把没读进来的填好；再删去这一条"
