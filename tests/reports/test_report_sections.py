"""The section of each number of a narrative, as its headings are printed: misnumbered, doubled, run into the text."""

from __future__ import annotations

import pytest

from disclosure.reports.narrative.mentions import mentions
from disclosure.reports.narrative.sections import ReportSection, headings, sections
from disclosure.reports.readers.blocks import Spot, TextLine
from disclosure.reports.tables.rows import rows_of
from layouts import YEAR, forms

TITLES = forms()["2021"].sections
NUMBERED = {
    "parts run into one line": (
        "一、总体情况\n（一）主动公开：发布信息88条。（二）依申请公开：收到申请9件。",
        "一（一）88条 一（二）9件",
    ),
    "first part behind the section's heading": (
        "一、总体情况（一）主动公开。发布信息88条。\n（二）依申请公开。收到申请9件。",
        "一（一）88条 一（二）9件",
    ),
    "一是 and 二是 on one line": (
        "一、总体情况\n一是主动公开，发布信息88条；二是依申请公开，收到申请9件。",
        "一1 88条 一2 9件",
    ),
    "list with digits on one line": (
        "一、总体情况\n1.发布信息88条;2.收到申请9件;3.推送文章23篇.",
        "一1 88条 一2 9件 一3 23篇",
    ),
    "half-width full stop before a part": (
        "一.总体情况\n(一).主动公开.本年度主动发布各类政府信息共计88条.\n(二).依申请公开.收到申请9件.",
        "一（一）88条 一（二）9件",
    ),
    "numbers of one character": (
        "一、总体情况\n㈠主动公开\n⒈发布信息88条。\n⒉发布文件9件。\n㈡平台建设\n⑴推送文章23篇。",
        "一（一）1 88条 一（一）2 9件 一（二）1 23篇",
    ),
    "第一 and 第二": (
        "一、总体情况\n第一，主动公开。发布信息88条。\n第二，依申请公开。收到申请9件。",
        "一1 88条 一2 9件",
    ),
    "part of a law at a line's start": (
        "一、总体情况\n（一）主动公开\n发布信息88条。其中\n（二）项规定的信息9条。",
        "一（一）88条 一（一）9条",
    ),
    "part about projects": (
        "一、总体情况\n（一）条例宣传\n培训3次。\n（二）项目公开\n公开项目9件。",
        "一（一）3次 一（二）9件",
    ),
    "number inside a line that follows no other": (
        "一、总体情况\n（一）主动公开\n发布信息88条。（三）依申请公开。收到申请9件。2.5万元。",
        "一（一）88条 一（一）9件 一（一）2.5万元",
    ),
    "sentence that names the next part": (
        "一、总体情况\n一是发布信息88条，二是另行统计的9件。",
        "一1 88条 一1 9件",
    ),
}


def read(text: str) -> list[ReportSection]:
    rows = rows_of([TextLine(line, Spot(0, at)) for at, line in enumerate(text.split("\n"), 1)])
    return sections(rows, TITLES, headings(rows, TITLES))[0]


@pytest.mark.parametrize("name", NUMBERED)
def test_number_belongs_to_the_section_that_is_printed(name):
    text, expected = NUMBERED[name]
    found = [
        f"{one.section.key}{one.number.printed}"
        for one in mentions(read(text), YEAR)
        if one.number.kind == "figure"
    ]
    assert found == expected.replace(" 一", "\n一").replace(" ", "").split("\n")


def test_place_of_a_number_behind_a_part_inside_a_line():
    (_, last) = read("一、总体情况\n一是发布信息88条；二是收到申请9件。")[1:]
    (found,) = mentions([last], YEAR)
    assert last.spot_at(found.number.start) == (Spot(0, 2), 17)


def test_year_that_opens_the_text_under_a_heading_holds_for_its_numbers():
    found = mentions(read(f"一、总体情况\n{YEAR - 1}年处理信息公开申请9件。"), YEAR)
    assert [one.number.period for one in found] == ["", str(YEAR - 1)]
