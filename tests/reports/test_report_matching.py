"""Which numbers are filled in under an indicator by themselves: those in its own words and unit, and no others."""

from __future__ import annotations

import pytest

from disclosure.datafiles.models import Indicator
from disclosure.reports.narrative.indicator_matching import Certainty, matches
from disclosure.reports.narrative.judge import Known
from disclosure.reports.narrative.mentions import mentions
from disclosure.reports.narrative.numbers import Kind
from disclosure.reports.narrative.sections import Line, ReportSection
from disclosure.reports.readers.blocks import Spot
from layouts import YEAR

INDICATORS = {
    "requests.handled": ("处理的信息公开申请", "件"),
    "documents.under_revision": ("列入修订的规范性文件", "件"),
    "decisions.published": ("公开的行政处理决定", "件"),
    "policies.published": ("公开的水价政策", "条"),
    "channels.website": ("网站发布的信息", "条"),
    "channels.followers": ("微信公众号关注人数", "人"),
}
KNOWN = [
    Known(id, Indicator(label=label, unit=unit, definition=f"报告写的{label}"), "某题", "一")
    for id, (label, unit) in INDICATORS.items()
]


def matched(text: str) -> dict[str, str | None]:
    """Printed → the indicator that it is filled in under, of every figure of a section."""
    section = ReportSection("一", "总体情况", Spot(0, 1), [Line(text, Spot(0, 1))])
    figures = [one for one in mentions([section], YEAR) if one.number.kind is Kind.FIGURE]
    return {
        one.mention.number.printed: one.indicator if one.certainty is Certainty.MATCHED else None
        for one in matches(figures, KNOWN)
    }


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("全年共处理信息公开申请15件。", "requests.handled"),
        ("全年处理的政府信息公开申请为15件。", "requests.handled"),
        ("全年处理15件信息公开申请。", "requests.handled"),
        ("列入修订的规范性文件共计15件。", "documents.under_revision"),
        ("本局向社会公开行政处理决定15件。", "decisions.published"),
        ("公开水价政策15条。", "policies.published"),
        ("通过网站对外发布水费信息15条。", "channels.website"),
        ("微信公众号发文3篇，关注人数达15人。", "channels.followers"),
    ],
)
def test_number_in_the_indicators_own_words_is_filled_in(text, indicator):
    assert indicator in matched(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息80条。",
        "收到信息公开申请80件。",
        "处理信息公开申请80条。",
        "未处理的信息公开申请80件。",
        "不予处理的信息公开申请80件。",
        "各县局处理的信息公开申请80件。",
        "处理的信息公开申请中涉及法人的80件。",
        "处理信息公开申请引起的投诉80件。",
        "主动公开规范性文件80件。",
        "现行有效的规范性文件80件。",
        "未列入修订的规范性文件80件。",
        "公开行政处罚决定80件。",
        "作出行政处理决定80件，均已公开。",
        "撤销公开的行政处理决定80件。",
        "公开行政处理决定80条。",
        "公开水价政策解读80条。",
        "转载公开的水价政策80条。",
        "公开其他单位的水价政策80条。",
        "微博发布信息80条。",
        "微信公众号发布信息80条。",
        "微博关注人数80人。",
        "微信公众号点赞人数80人。",
    ],
)
def test_number_that_only_resembles_an_indicator_is_not_filled_in(text):
    assert set(matched(text).values()) == {None}
