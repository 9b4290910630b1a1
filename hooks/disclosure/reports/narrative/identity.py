"""Whose report it is, of which year, over which days and under which laws: from its title and its first sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.datafiles.web_addresses import is_web_address
from disclosure.figures.figure import fold
from disclosure.figures.period import period
from disclosure.reports.readers.blocks import Spot
from disclosure.reports.tables.rows import Row
from disclosure.reports.tables.similarity import simplified


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the report says of itself, and where."""

    value: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Identity:
    """Empty strings and None where the report does not say."""

    title: Said | None
    """`某市水务局2022年政府信息公开工作年度报告`"""
    agency: Said | None
    years: tuple[Said, ...]
    """Every place that says which year it is about; they should all be the same."""
    covers: Said | None
    """`2022-01-01/2022-12-31`"""
    published_at: str
    basis: tuple[str, ...]


def identity(rows: Sequence[Row], body: int) -> Identity:
    """`body` is the row of the first heading; the title and the preamble stand before it."""
    head = rows[: body or len(rows)]
    title, agency, year = titled(head)
    preamble = "".join(tight(row.raw) for row in head)
    covers = next(spans(rows), None)
    years = [year] if year else []
    years += [Said(covers.value[:4], covers.spot)] if covers else []
    if not years:
        years = list(first_year(rows))
    made_by = MADE_BY.search(preamble)
    if not agency and made_by and not OURSELVES.search(made_by[1]):
        agency = Said(made_by[1], head[0].spot)
    sites = (found.rstrip(".-") for found in SITE.findall(preamble))
    site = next(filter(is_web_address, sites), "")
    basis = tuple(dict.fromkeys(BASIS.findall(preamble)))
    return Identity(title, agency, tuple(years), covers, site, basis)


def titled(head: Sequence[Row]) -> tuple[Said | None, Said | None, Said | None]:
    """Title, agency and year, from the words that read like a title and name most of them: a line, or two where it is
    broken. The agency may stand on the line before."""
    best: tuple[Said | None, Said | None, Said | None] = (None, None, None)
    lines = [simplified(tight(row.raw)) for row in head]
    for index, row in enumerate(head):
        text = lines[index]
        if BROKEN.search(text) and not TITLE.search(text):
            text = "".join(lines[index : index + 2])
        found = TITLE.search(text) if len(text) <= LONGEST_TITLE else None
        if found:
            agency = agency_in(found) or (agency_of(lines[index - 1]) if index else "")
            year = found["year"] or ""
            said = Said(f"{agency}{year + '年' if year else ''}{KIND}", row.spot)
            named = said, found_in(agency, row), found_in(year, row)
            if sum(map(bool, named)) > sum(map(bool, best)):
                best = named
    return best


def agency_in(found: re.Match[str]) -> str:
    """The words before or behind the year, without those that announce a title."""
    before, between = found["before"] or "", found["between"] or ""
    whole = "" if found["year"] else re.sub("年度?$", "", before + between)
    for text in (whole, before, between):
        name = ANNOUNCED.sub("", text)
        if len(name) > 1 and not OURSELVES.search(name):
            return name.replace("(", "（").replace(")", "）")
    return ""


def found_in(value: str | None, row: Row) -> Said | None:
    return Said(value, row.spot) if value else None


def agency_of(text: str) -> str:
    return text if AGENCY.fullmatch(text) else ""


def spans(rows: Sequence[Row]) -> Iterator[Said]:
    """Spans of whole days that the report says its numbers are counted over, the likeliest first."""
    text, starts = "", []
    for row in rows:
        starts.append((len(text), row.spot))
        text += tight(row.raw)
    for found in SPAN.finditer(text):
        year = found["year"]
        start = f"{year}-{int(found['m1']):02}-{int(found['d1']):02}"
        end = f"{found['year2'] or year}-{int(found['m2']):02}-{int(found['d2']):02}"
        try:
            span = period(f"{start}/{end}")
        except ValueError:
            continue
        spot = max(one for one in starts if one[0] <= found.start())[1]
        yield Said(span.text, spot)


def first_year(rows: Sequence[Row]) -> Iterator[Said]:
    """Where no title and no span of days names it: the year that the report speaks of most, of two the later."""
    said = [(found, row.spot) for row in rows for found in YEAR.findall(tight(row.raw))]
    count = Counter(year for year, _ in said)
    if said:
        year = max(count, key=lambda one: (count[one], one))
        yield next(Said(year, spot) for one, spot in said if one == year)


def tight(text: str) -> str:
    return re.sub(r"\s+", "", "".join(map(fold, text)))


KIND = "政府信息公开工作年度报告"
TITLE = re.compile(
    r"(?P<before>[㐀-鿿()]{2,40}?)?[(]?(?:关于)?(?P<year>20[0-9]{2})?[)]?年?度?"
    r"(?P<between>[㐀-鿿]{2,30}?)?(?:政府信息|(?<!政府)信息)公开"
    r"(?:(?:工作)?(?:情况)?的?(?:年度?)?(?:工作)?(?:报告|年报)|工作(?:告?年度报|年度?$))"
)
BROKEN = re.compile("公开(?:工作)?$")
ANNOUNCED = re.compile("^(?:政府信息公开|标题|名称|题名|关于|现公布|公布|印发)+")
OURSELVES = re.compile("[我本]|现将")
YEAR = re.compile("(20[0-9]{2})年")
LONGEST_TITLE = 60
AGENCY = re.compile(
    "[㐀-鿿]{3,30}?(?:政府|局|委|委员会|中心|办公室|厅|处|办|院|会|站|所|镇|乡|街道|部|署|队|校|馆|公司|集团|大学|医院)"
)
MADE_BY = re.compile(r"由([㐀-鿿]{4,30}?)(?:[(](?:以下)?简称|根据|按照|依据|编制|组织编制)")
SITE = re.compile(
    r"(?<![@A-Za-z0-9.])(?:www\.[a-z0-9.-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.gov\.cn)", re.I
)
SPAN = re.compile(
    r"(?P<year>20[0-9]{2})年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日起?(?:开始)?[,，]?(?:至|到|—|-|~|止)"
    r"(?:(?P<year2>20[0-9]{2})年|当年|同年)?(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日"
)
BASIS = re.compile("《([^》《]{3,40}(?:条例|规定|办法|法|细则))》")
