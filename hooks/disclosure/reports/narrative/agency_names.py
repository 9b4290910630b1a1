"""Text around an agency's name → the name alone, and whether two names are of the same agency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.reports.tables.similarity import core


def name_in(text: str) -> str:
    """The name at the end of a text, without the words that announce it: `特编制虚构市地方志办公室` → the name; empty
    where there is none."""
    last = ANNOUNCED.sub("", re.split(r"[,，。;；:：|>»《》“”、]", text)[-1])
    found = last.lstrip(")）").rstrip("(（").replace("(", "（").replace(")", "）")
    found = found.removesuffix("关于")
    return found if 1 < len(found) <= LONGEST and not OURSELVES.search(found) else ""


def is_name(text: str) -> bool:
    """Whether it ends as names of public bodies do."""
    return bool(re.fullmatch(NAME, text)) and bool(name_in(text) == text)


def names_in_text(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[str, int]]:
    """(name, offset) for each of the patterns' groups that is a name; those of the first pattern first."""
    for pattern in patterns:
        for found in pattern.finditer(text):
            if (name := name_in(found[1])) and re.fullmatch(NAME, name):
                yield name, found.start(1)


def of_office(name: str) -> str:
    """The agency that an office to be asked belongs to: `虚构县水务局办公室` → 虚构县水务局."""
    return OFFICE.sub("", name)


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one agency: alike, or one of them without the places before it, or 人民政府 left out.

    One that only begins like the other is another agency: 上海市 is not 上海市公积金管理中心, nor is a branch of it.
    """
    names = [core(one).removesuffix("人民政府"), core(other).removesuffix("人民政府")]
    if not all(names):
        return core(one) == core(other)
    short, long = sorted(names, key=len)
    is_end = len(short) > 2 and long.endswith(short)
    return short == long or (is_end and is_place(long.removesuffix(short)))


def is_surely(one: str, known: str) -> bool:
    """Whether a report's name for its agency can be no other's: without any place, 水务局 may be that of every town."""
    return is_same(one, known) and (core(one) == core(known) or bool(OF_PLACE.match(one)))


def is_place(text: str) -> bool:
    """`江苏省淮安市`; of what stands before a name nothing else may be left out."""
    return text.endswith(("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡"))


OF_PLACE = re.compile("[㐀-鿿]{1,7}?[省市区县旗州盟镇乡]")
LONGEST = 40
SUFFIX = (
    "政府|局|委|委员会|中心|办公室|厅|处|办|院|会|站|所|镇|乡|街道|部|署|队|校|馆|公司|集团|大学|学院|医院|室|"
    "开发区|园区|新区|银行|台|社|司|省|市|区|县|旗|州|盟"
)
NAME = rf"[㐀-鿿（）]{{1,30}}?(?:{SUFFIX})"
ANNOUNCED = re.compile(
    "^(?:.*(?:(?<!机构)编制|编写|撰写|起草|印发|公布|发布)(?:了|的)?)?"
    "(?:(?:政府信息公开)?(?:标题|名称|题名|题目)|关于|现将|附件\\d*)*"
)
OURSELVES = re.compile("^(?:我|本(?!溪)|该|各|其|全[省市县区])|^国务院|政府信息公开|^年|条例|规定$")
OFFICE = re.compile(
    "(?<=局|委|院|厅|会|部)(?:办公室|综合科|政务公开[办科股]|[㐀-鿿]{2,6}[科股])$|(?<=政府|中心)(?:办公室|综合[科部])$"
)
