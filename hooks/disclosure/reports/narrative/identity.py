"""Whose report it is, of which year, over which days and under which laws, as the report itself says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosure.datafiles.web_addresses import is_web_address
from disclosure.figures.figure import fold
from disclosure.figures.numerals import NUMERAL, arabic
from disclosure.figures.period import period
from disclosure.reports.readers.blocks import Spot
from disclosure.reports.readers.traditional import simplified
from disclosure.reports.tables.rows import Row

from .agency_names import NAME, is_name, is_place, name_in, names_in_text, of_office


@dataclass(frozen=True, slots=True)
class FoundText:
    """Something that the report says of itself, and where."""

    value: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Identity:
    """Empty strings and None where the report does not say."""

    title: FoundText | None
    """`某市水务局2022年政府信息公开工作年度报告`"""
    agency: FoundText | None
    years: tuple[FoundText, ...]
    """Every place that says which year it is about; they should all be the same."""
    covers: FoundText | None
    """`2022-01-01/2022-12-31`"""
    published_at: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it was found, over one line or several."""

    agency: str
    year: str
    spot: Spot
    alone: bool
    """Whether nothing else stands on its lines: no sentence that speaks of the report."""
    lines: int = 1
    """Over how many it goes; the name of a place on a line of its own is none."""

    @property
    def rank(self) -> tuple[int, bool, int]:
        return bool(self.agency) + bool(self.year), self.alone, -self.lines


def identity(rows: Sequence[Row], body: int) -> Identity:
    """`body` is the row of the first heading; the title and the preamble stand before it."""
    head = rows[: body or len(rows)]
    preamble = "".join(tight(row.raw) for row in head)
    title = max(titles(head), key=lambda one: one.rank, default=None)
    covers = next(spans(rows), None)
    years = [FoundText(title.year, title.spot)] if title and title.year else []
    years += [FoundText(covers.value[:4], covers.spot)] if covers else []
    sites = (found.rstrip(".-") for found in SITE.findall(preamble))
    return Identity(
        title=text_of_title(title),
        agency=next(agencies(title, head, rows), None),
        years=tuple(years or first_year(rows)),
        covers=covers,
        published_at=next(filter(is_web_address, sites), ""),
        basis=tuple(dict.fromkeys(BASIS.findall(preamble))),
    )


def text_of_title(title: Title | None) -> FoundText | None:
    if title is None:
        return None
    year = f"{title.year}年" if title.year else ""
    return FoundText(f"{title.agency}{year}{KIND}", title.spot)


def titles(head: Sequence[Row]) -> Iterator[Title]:
    """Every line, or run of short lines, that has the words of a title; the agency may stand on the line before it or
    behind it."""
    lines = [with_digits(simplified(tight(row.raw))) for row in head]
    for index, row in enumerate(head):
        for count in range(1, MOST_LINES + 1):
            run = lines[index : index + count]
            if len(run) < count or (count > 1 and any(map(is_sentence, run))):
                break
            if found := title_in("".join(run), row.spot):
                beside = (*lines[max(0, index - 1) : index], *lines[index + count :][:1])
                name = "" if found.agency else next(filter(is_name, beside), "")
                places = sum(map(is_place, run[:-1]))
                yield replace(found, agency=found.agency or name, lines=count - 2 * places)


def title_in(text: str, spot: Spot) -> Title | None:
    text = YEAR_INSIDE.sub(r"\2\1", text[:LONGEST_LINE])
    found = TITLE.search(text)
    if not found:
        return None
    before, after = text[: found.start()], text[found.end() :]
    clause = re.split("[,，。;；!！》]", before)[-1]
    left, year, right = parted(clause)
    if not year:
        late = re.match(r"[（(]?(20\d\d)年?度?[)）]?", after)
        year = late[1] if late else ""
        after = after[late.end() :] if late else after
    names = [name for name in map(name_in, (right, left)) if name]
    names.sort(key=lambda name: not is_name(name))
    alone = clause == before and not re.search("[㐀-鿿]", after)
    return Title(names[0] if names else "", year, spot, alone)


def parted(clause: str) -> tuple[str, str, str]:
    """What stands before the year, the year, and what stands behind it."""
    found = re.search(r"[（(]?(20\d\d)(?:年度?)?[)）]?(?!.*20\d\d)", clause)
    if not found:
        return re.sub("(?:[0-9]{2}年?|年)度?$", "", clause), "", ""
    return clause[: found.start()], found[1], clause[found.end() :]


def agencies(title: Title | None, head: Sequence[Row], rows: Sequence[Row]) -> Iterator[FoundText]:
    """Those that the report names as its own, the surest first: in its title, in its introduction, in what the page
    says of itself, under its last line, as whom to ask."""
    if title and title.agency:
        yield FoundText(title.agency, title.spot)
    texts = [(simplified(tight(row.raw)), row) for row in head]
    for patterns in (MADE_BY, PAGE):
        joined = "|".join(text for text, _ in texts)
        for name, offset in names_in_text(joined, patterns):
            yield FoundText(name, row_at(texts, offset).spot)
    yield from signatures(rows)
    for row in rows:
        for name, _ in names_in_text(simplified(tight(row.raw)), ASKED):
            yield FoundText(of_office(name), row.spot)


def row_at(texts: Sequence[tuple[str, Row]], offset: int) -> Row:
    for text, row in texts:
        if offset <= len(text):
            return row
        offset -= len(text) + 1
    return texts[-1][1]


def signatures(rows: Sequence[Row]) -> Iterator[FoundText]:
    """A name over a date at the report's end."""
    last = rows[-SIGNED:]
    for row, after in pairwise(last):
        name = simplified(tight(row.raw))
        if is_name(name) and len(name) > 3 and DAY.fullmatch(with_digits(tight(after.raw))):
            yield FoundText(name, row.spot)


def spans(rows: Sequence[Row]) -> Iterator[FoundText]:
    """Spans of whole days that the report says its numbers are counted over, the likeliest first."""
    text, starts = "", []
    for row in rows:
        starts.append((len(text), row.spot))
        text += with_digits(tight(row.raw))
    for found in SPAN.finditer(text):
        year = found["year"]
        start = f"{year}-{int(found['m1']):02}-{int(found['d1']):02}"
        end = f"{found['year2'] or year}-{int(found['m2']):02}-{int(found['d2']):02}"
        try:
            span = period(f"{start}/{end}")
        except ValueError:
            continue
        spot = max(one for one in starts if one[0] <= found.start())[1]
        yield FoundText(span.text, spot)


def first_year(rows: Sequence[Row]) -> Iterator[FoundText]:
    """Where no title and no span of days names it: the year that the report speaks of most, of two the later; days on
    which something was published don't count."""
    texts = ((with_digits(tight(row.raw)), row.spot) for row in rows)
    found = [
        (found, spot) for text, spot in texts for found in YEAR.findall(PUBLISHED.sub("", text))
    ]
    count = Counter(year for year, _ in found)
    if found:
        year = max(count, key=lambda one: (count[one], one))
        yield next(FoundText(year, spot) for one, spot in found if one == year)


def with_digits(text: str) -> str:
    """`二〇二三年十二月三十一日` → `2023年12月31日`."""
    text = CHINESE_YEAR.sub(lambda found: str(arabic(found[0].translate(PLAIN))), text)
    return CHINESE_DAY.sub(lambda found: str(arabic(found[0])), text)


def tight(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def is_sentence(text: str) -> bool:
    return len(text) > LONGEST_TITLE or bool(re.search("[。;；!！?？:|]", text))


KIND = "政府信息公开工作年度报告"
TITLE = re.compile(
    "(?:政府信息|(?<!政府)信息)公开(?:(?:工作)?(?:情况)?的?(?:年度?)?(?:工作)?(?:报告|年报)|工作(?:告?年度报|年度?$))"
    "(?!的?(?:格式|编制|编写|模板|样式|文本|通知|的通知|有关))"
)
YEAR_INSIDE = re.compile(r"((?:政府)?信息公开(?:工作)?)(20\d\d年度?)")
"""`政府信息公开2023年度报告`"""
YEAR = re.compile("(20[0-9]{2})年")
PLAIN = str.maketrans("零○O0o壹贰叁肆伍陆柒捌玖", "〇〇〇〇〇一二三四五六七八九")
CHINESE_YEAR = re.compile(
    "[二贰][〇零○O0o][〇零○O0o一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2}(?=年|政府信息)"
)
CHINESE_DAY = re.compile(rf"(?<![一二三四五六七八九十]){NUMERAL}(?=[月日])")
PUBLISHED = re.compile(
    r"(?:发布|公开|生成|成文|印发|更新|发文|公布)(?:时间|日期)[:：|]*20\d\d年|^20\d\d年\d{1,2}月\d{1,2}日$"
)
DAY = re.compile(r"20\d\d(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2})")
LONGEST_TITLE, LONGEST_LINE, MOST_LINES, SIGNED = 60, 400, 4, 8
MADE_BY = (
    re.compile(rf"由({NAME})(?:[(（](?:以下)?简称|根据|按照|依据|负责|组织|(?<!机构)编制|编写)"),
    re.compile(
        rf"(?:^|[|。；,，])({NAME})(?:[(（](?:以下)?简称|(?:根据|按照|依据|依照)《|编制了?)"
    ),
)
FIELD_END = (
    r"(?=\||$|[^㐀-鿿（）]|(?:(?:发布|公开|成文|发文|生成|更新|印发|公布)?(?:日期|时间)|浏览(?:次数|量)?|点击(?:次数|数|量)?|"
    r"阅读(?:次数|量)?|访问(?:次数|量)?|文号|发文字号|索引号|名称|标题|主题(?:词|分类)?|信息(?:来源|分类|名称)|来源|作者|责任编辑|字体|字号)[:：])"
)
"""Where a field of the page's own ends: another one may stand right behind it."""
PAGE = (
    re.compile(
        rf"(?:发布机构|公开机构|发布机关|发文机关|公开主体|编制单位|编制机关|责任单位|发布单位)[:：|]*({NAME}){FIELD_END}"
    ),
    re.compile(rf"(?:信息来源|文章来源|来源|机构名称|单位名称)[:：|]+({NAME}){FIELD_END}"),
)
ASKED = (
    re.compile(
        rf"(?:请|可)(?:直接)?(?:与|联系|向|致电)({NAME})(?:联系|咨询|反映|索取|查询|[(（]|[,，。])"
    ),
)
SITE = re.compile(
    r"(?<![@A-Za-z0-9.-])(?:www\.[a-z0-9.-]+|[a-z0-9-]++(?:\.[a-z0-9-]++)*+(?<=\.gov\.cn))", re.I
)
SPAN = re.compile(
    r"(?P<year>20[0-9]{2})[-./年](?P<m1>[0-9]{1,2})[-./月](?P<d1>[0-9]{1,2})日?起?(?:开始)?[,，]?(?:至|到|—+|-+|~|–|止)"
    r"(?:(?P<year2>20[0-9]{2})[-./年]|当年|同年)?(?P<m2>[0-9]{1,2})[-./月](?P<d2>[0-9]{1,2})(?:日|(?![0-9]))"
)
BASIS = re.compile("《([^》《]{3,40}(?:条例|规定|办法|法|细则))》")
