"""The specification of numbers(): one table of what is found in a text, and what holds of any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.figures.figure import AFTER, BEFORE, BETWEEN, parse
from disclosure.figures.period import period as read_period
from disclosure.figures.units import DIMENSIONS, Unit
from disclosure.reports.narrative.numbers import Kind, Number, numbers
from thorough import examples

FIGURE, DATE, DOCUMENT, LAW, LIST, CONTACT, NUMERAL, OTHER = Kind

# text of a report for 2022 → (printed, kind, unit, period, since) of each number; empty ends left out
CASES = [
    # Counts, with the spaces and line breaks that PDFs and pasted pages put among them.
    ("发布政策共计9条。", [("9条", FIGURE, "条")]),
    ("受理 3119 件，答\n复 3050 件", [("3119件", FIGURE, "件"), ("3050件", FIGURE, "件")]),
    ("公开处理决定 274\n\n件，其中", [("274件", FIGURE, "件")]),
    ("合格率均\n为 100%。", [("100%", FIGURE, "%")]),
    ("受理３１１９件，占９９．５％", [("３１１９件", FIGURE, "件"), ("９９．５％", FIGURE, "%")]),
    ("送达34.67万⼈", [("34.67万⼈", FIGURE, "人")]),
    ("收费 1,234,567.89 元", [("1,234,567.89元", FIGURE, "元")]),
    ("3件，5条", [("3件", FIGURE, "件"), ("5条", FIGURE, "条")]),
    ("其中3件,5条", [("3件", FIGURE, "件"), ("5条", FIGURE, "条")]),
    ("受理0件", [("0件", FIGURE, "件")]),
    ("总阅读量1919.69万，", [("1919.69万", FIGURE)]),
    ("收到申请数为 5。", [("5", FIGURE)]),
    ("甲网4条、南方+3条", [("4条", FIGURE, "条"), ("3条", FIGURE, "条")]),
    ("比上年+3条", [("+3条", FIGURE, "条")]),
    ("同比增长-5%", [("-5%", FIGURE, "%")]),
    ("培训1200人次", [("1200人次", FIGURE, "人次")]),
    ("培训1.2万人次", [("1.2万人次", FIGURE, "人次")]),
    ("发稿300余篇次", [("300余篇次", FIGURE, "篇次")]),
    ("发放贷款5万笔", [("5万笔", FIGURE, "笔")]),
    ("提高5个百分点", [("5个百分点", FIGURE, "个百分点")]),
    ("是去年的3倍", [("3倍", FIGURE, "倍")]),
    ("设置 3 个人工窗口", [("3个", FIGURE, "个")]),
    ("完成5项目标任务", [("5项", FIGURE, "项")]),
    ("开展5次日常检查", [("5次", FIGURE, "次")]),
    ("海报3幅、折页2版、视频4部", [("3幅", FIGURE, "幅"), ("2版", FIGURE, "版"), ("4部", FIGURE, "部")]),
    # Lengths of time.
    ("15个工作日内答复", [("15个工作日", FIGURE, "个工作日")]),
    ("24小时在线", [("24小时", FIGURE, "小时")]),
    ("3年来", [("3年", FIGURE, "年")]),
    ("近5年共", [("近5年", FIGURE, "年")]),
    ("最近5年共", [("5年", FIGURE, "年")]),
    ("历时3个月", [("3个月", FIGURE, "个月")]),
    ("历时3个多月", [("3个多月", OTHER)]),
    ("30日内办结", [("30日", FIGURE, "日")]),
    ("平均45分钟、7天", [("45分钟", FIGURE, "分钟"), ("7天", FIGURE, "天")]),
    # Every hedge, and words that only end or start like one.
    ("向近20万名职工", [("近20万名", FIGURE, "名")]),
    ("有约60万名", [("约60万名", FIGURE, "名")]),
    ("资金超25亿元", [("超25亿元", FIGURE, "元")]),
    ("人数突破\n642.12万。", [("突破642.12万", FIGURE)]),
    ("信息 5500 余条", [("5500余条", FIGURE, "条")]),
    ("60万余人", [("60万余人", FIGURE, "人")]),
    ("不足 30 人", [("不足30人", FIGURE, "人")]),
    ("100人以上", [("100人以上", FIGURE, "人")]),
    ("大约100件左右", [("大约100件左右", FIGURE, "件")]),
    ("附近5家网点", [("5家", FIGURE, "家")]),
    ("网上预约5万人次", [("5万人次", FIGURE, "人次")]),
    ("节约5万元", [("5万元", FIGURE, "元")]),
    ("春节约5万人", [("约5万人", FIGURE, "人")]),
    ("近年来，超市、约谈、近期多渠道", []),
    ("通过5多渠道", [("5", OTHER)]),
    # What figure.parse refuses is one number for somebody to look at.
    ("每月3-5个", [("3-5个", OTHER, "个")]),
    ("每周3至5次", [("3至5次", OTHER, "次")]),
    ("占50%—60%", [("50%—60%", OTHER, "%")]),
    ("收入1亿2000万元", [("1亿2000万元", OTHER, "元")]),
    ("7×24小时", [("7×24小时", OTHER, "小时")]),
    ("共3.5件", [("3.5件", OTHER, "件")]),
    ("近5余件", [("近5余件", OTHER, "件")]),
    ("共" + "1" * 16 + "件", [("1" * 16 + "件", OTHER, "件")]),
    # Two numbers or one? Only a space tells, so nobody knows.
    ("受理27\n4件", [("27", OTHER), ("4件", OTHER, "件")]),
    ("送达34.\n67万人", [("34", OTHER), ("67万人", OTHER, "人")]),
    ("规章 0 0 11", [("0", OTHER), ("0", OTHER), ("11", OTHER)]),
    ("共12٣件", [("12", OTHER), ("٣", OTHER)]),
    # Dates.
    ("2022 年，", [("2022年", DATE)]),
    ("2022\n年度", [("2022年度", DATE)]),
    ("于2022年3月30日、31日发布", [("2022年3月30日", DATE), ("31日", DATE)]),
    ("5 月 29 日，", [("5月29日", DATE)]),
    ("自2022年1月1日起至12月31日止", [("2022年1月1日起至12月31日", DATE)]),
    ("2022-12-31、2022.12.31、2022/12/31", [("2022-12-31", DATE), ("2022.12.31", DATE), ("2022/12/31", DATE)]),
    ("截至12:00", [("12:00", DATE)]),
    ("服务时间9：00—17：30", [("9：00—17：30", DATE)]),
    ("上午9时30分", [("9时30分", DATE)]),
    ("第1季度", [("第1季度", DATE)]),
    ("2020—2022年", [("2020—2022年", DATE)]),
    ("《2021年年度报告》", [("2021年", DATE)]),
    # Titles.
    ("《应对疫情30条》", [("30条", OTHER, "条")]),
    ("《印发〈5项措施〉和《2022年要点》》5份", [("5项", OTHER, "项"), ("2022年", DATE), ("5份", FIGURE, "份")]),
    ("《未完 5件", [("5件", FIGURE, "件")]),
    ("《第二十条两个办法》", []),
    # Documents and laws.
    ("印发《通知》（沪公积金管委会〔2022〕5 号）", [("沪公积金管委会〔2022〕5号", DOCUMENT)]),
    ("根据〔2021〕30号、31号", [("〔2021〕30号、31号", DOCUMENT)]),
    ("（国令第 711 号）", [("国令第711号", DOCUMENT)]),
    ("国务院令第711号", [("国务院令第711号", DOCUMENT)]),
    ("按第5号公告", [("第5号", DOCUMENT)]),
    ("落实1号文件", [("1号", DOCUMENT)]),
    ("（沪府令17号）", [("17号", DOCUMENT)]),
    ("第二十条第（一）项", [("第二十条", LAW), ("第（一）项", LAW)]),
    ("依据第 50 条第2款", [("第50条", LAW), ("第2款", LAW)]),
    ("第五十条", [("第五十条", LAW)]),
    # Ordinals are no counts.
    ("第3次会议", [("第3次", OTHER, "次")]),
    ("第3至5期", [("第3至5期", OTHER, "期")]),
    ("排名第2", [("第2", OTHER)]),
    ("第一时间、第二个、第三次", []),
    # Lists.
    ("1. 属于", [("1.", LIST)]),
    ("如下：1、属于。2、重复", [("1、", LIST), ("2、", LIST)]),
    ("概况\n1. 5件申请\n2、2022年受理", [("1.", LIST), ("5件", FIGURE, "件"), ("2、", LIST), ("2022年", DATE)]),
    ("（1）公开；（2）不公开；3）其他", [("（1）", LIST), ("（2）", LIST), ("3）", LIST)]),
    ("(3) 其他", [("(3)", LIST)]),
    ("①公开⑳不公开", [("①", LIST), ("⑳", LIST)]),
    ("见一（二）3所列", [("一（二）3", LIST)]),
    ("受理1.5万件", [("1.5万件", FIGURE, "件")]),
    # How to reach somebody.
    ("地址：翔宇南道 1 号，洪泽湖大道90\n号", [("1号", CONTACT), ("90号", CONTACT)]),
    ("邮编：223001，电 话 ： 0517-83605210", [("223001", CONTACT), ("0517-83605210", CONTACT)]),
    ("电话（021）12345678转801", [("（021）12345678转801", CONTACT)]),
    ("手机13800138000", [("13800138000", CONTACT)]),
    ("邮箱：abc1@163.com，网址 www.a1.gov.cn/2022/，b2.com", [
        ("abc1@163.com", CONTACT), ("www.a1.gov.cn/2022/", CONTACT), ("b2.com", CONTACT)]),
    ("12329 热线、12345市民服务热线、接入12345平台", [("12329", CONTACT), ("12345", CONTACT), ("12345", CONTACT)]),
    ("受理12345件，热线5次", [("12345件", FIGURE, "件"), ("5次", FIGURE, "次")]),
    # Chinese numerals that count, and those that don't.
    ("从以下两个方面，三方面", []),
    ("召开三次，两份，十余场", [("三次", NUMERAL, "次"), ("两份", NUMERAL, "份"), ("十余场", NUMERAL, "场")]),
    ("开展一次培训，超百家单位，数十名，近三年", [
        ("一次", NUMERAL, "次"), ("超百家", NUMERAL, "家"), ("数十名", NUMERAL, "名"), ("近三年", NUMERAL, "年")]),
    ("一是进一步统一一系列，二是一定、一方面、一个、每一次、第一", []),
    ("“三审三校”“两微一端”十四五期间，党的二十大、二十届三中全会，一次性、一件事", []),
    ("十分重视，千家万户，五位一体，百姓，“三个一批”，四个季度", [("四个", NUMERAL, "个")]),
    # Names.
    ("G60走廊、5G、A4纸、H5页面", [("G60", OTHER), ("5G", OTHER), ("A4", OTHER), ("H5", OTHER)]),
    ("拨打“12345”", [("12345", OTHER)]),
    ("二维码2.0，升级至3.0版", [("2.0", OTHER), ("3.0版", OTHER, "版")]),
    ("建成“15分钟服务圈”", [("15分钟", OTHER, "分钟")]),
    ("5部门联合、3处罚", [("5", OTHER), ("3", OTHER)]),
    ("通过APP 3次、APP5次", [("3次", FIGURE, "次"), ("5次", FIGURE, "次")]),
    ("结尾\n- 1 -\n5件", [("-1-", OTHER), ("5件", FIGURE, "件")]),
    # Spans: up to the next time words, the end of the sentence or of the bracket.
    ("2022年受理5件", [("2022年", DATE), ("5件", FIGURE, "件")]),
    ("2022年前三季度向近20万名推送5次，10月起推送2次。受理3件", [
        ("2022年前三季度", DATE), ("近20万名", FIGURE, "名", "2022-01/2022-09"),
        ("5次", FIGURE, "次", "2022-01/2022-09"),
        ("10月", DATE), ("2次", FIGURE, "次", "2022-10/2022-12"), ("3件", FIGURE, "件")]),
    ("上半年5件，下半年6件，全年11件", [
        ("5件", FIGURE, "件", "2022-01/2022-06"), ("6件", FIGURE, "件", "2022-07/2022-12"), ("11件", FIGURE, "件")]),
    ("一季度5件；二、三季度6件", [("5件", FIGURE, "件", "2022-01/2022-03"), ("6件", FIGURE, "件", "2022-04/2022-09")]),
    ("1月至9月5件", [("1月至9月", DATE), ("5件", FIGURE, "件", "2022-01/2022-09")]),
    ("1—9月共5件", [("1—9月", DATE), ("5件", FIGURE, "件", "2022-01/2022-09")]),
    ("前11个月共5件", [("前11个月", DATE), ("5件", FIGURE, "件", "2022-01/2022-11")]),
    ("3月30日发布5条", [("3月30日", DATE), ("5条", FIGURE, "条", "2022-03-30")]),
    ("3月30日、31日发布5条", [("3月30日", DATE), ("31日", DATE), ("5条", FIGURE, "条", "2022-03-30/2022-03-31")]),
    ("3月30日至4月2日5条", [("3月30日至4月2日", DATE), ("5条", FIGURE, "条", "2022-03-30/2022-04-02")]),
    ("3月30日起5条", [("3月30日", DATE), ("5条", FIGURE, "条", "2022-03-30/2022-12-31")]),
    ("2021年10月至2022年3月两次", [("2021年10月至2022年3月", DATE), ("两次", NUMERAL, "次", "2021-10/2022-03")]),
    ("2022年4月至4月3-5个", [("2022年4月至4月", DATE), ("3-5个", OTHER, "个", "2022-04")]),
    ("2021年，受理5件", [("2021年", DATE), ("5件", FIGURE, "件", "2021")]),
    ("发布2021年预算5份", [("2021年", DATE), ("5份", FIGURE, "份")]),
    ("《2021年4月通知》发布5份", [("2021年4月", DATE), ("5份", FIGURE, "份")]),
    ("受理5件（其中10月起2件），答复4件", [
        ("5件", FIGURE, "件"), ("10月", DATE), ("2件", FIGURE, "件", "2022-10/2022-12"), ("4件", FIGURE, "件")]),
    ("将有效期至2023年末的8件文件", [("2023年", DATE), ("8件", FIGURE, "件")]),
    ("截至9月底，关注5万人", [("9月", DATE), ("5万人", FIGURE, "人", "2022-09-30")]),
    ("截至2022年末，关注5万人", [("2022年", DATE), ("5万人", FIGURE, "人")]),
    ("12月1日前办结5件，较3月增长2%", [("12月1日", DATE), ("5件", FIGURE, "件"), ("3月", DATE), ("2%", FIGURE, "%")]),
    ("2月30日5件；11月至2月6件", [
        ("2月30日", DATE), ("5件", FIGURE, "件"), ("11月至2月", DATE), ("6件", FIGURE, "件")]),
    # Running totals.
    ("从首次上线至2022年末，1.6万人提取，近6亿元", [
        ("2022年", DATE), ("1.6万人", FIGURE, "人", "", "首次上线"), ("近6亿元", FIGURE, "元", "", "首次上线")]),
    ("自2019年以来，发布5件", [("2019年", DATE), ("5件", FIGURE, "件", "", "2019年")]),
    ("自平台上线以来，发布5件。受理3件", [("5件", FIGURE, "件", "", "平台上线"), ("3件", FIGURE, "件")]),
    ("2019年10月起，发布5件", [("2019年10月", DATE), ("5件", FIGURE, "件", "", "2019年10月")]),
    ("2020年至2022年共5件", [("2020年至2022年", DATE), ("5件", FIGURE, "件", "", "2020年")]),
    ("自10月以来5件，今年以来6件", [("10月", DATE), ("5件", FIGURE, "件", "2022-10/2022-12"), ("6件", FIGURE, "件")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_found(text, expected):
    found = [
        (one.printed, one.kind, one.unit, one.period, one.since) for one in numbers(text, 2022)
    ]
    assert found == [(*case, *("", "", "")[len(case) - 2 :]) for case in expected]


def test_places_are_those_of_the_text_as_it_was():
    text = "受理 近 2７4\n\n件，\u200b答复3 件"
    places = [text[one.start : one.end] for one in numbers(text, 2022)]
    assert places == ["近 2７4\n\n件", "3 件"]


WHOLE = (
    "2022年前三季度向近20万名职工推送短信5次，10月起推送2次，送达34.67万人。自平台上线至2022年末，超1.6万人办理。"
    "印发《2022年要点》（沪府发〔2022〕5号），依据第二十条第（一）项；电话：0517-83605210。受理274件，100%办结。"
)


@given(
    st.dictionaries(st.integers(0, len(WHOLE) - 1), st.sampled_from(["\n", " ", "\n\n", "\u3000"]))
)
def test_breaks_and_spaces_change_nothing(gaps):
    """Anywhere but among digits, where nobody could tell one number from two."""
    parted = "".join(
        character + ("" if WHOLE[place : place + 2].isascii() else gaps.get(place, ""))
        for place, character in enumerate(WHOLE)
    )
    assert [told(one) for one in numbers(parted, 2022)] == [
        told(one) for one in numbers(WHOLE, 2022)
    ]


def told(one: Number) -> tuple[str, ...]:
    return one.printed, one.kind, one.unit, one.period, one.since


HEDGES = [*BEFORE, *BETWEEN, *AFTER]
FRAGMENTS = [
    *HEDGES, *DIMENSIONS, *"，。；：、（）()《》〈〉“”〔〕-—~.:/+%％×№²٣⑴",
    *"一二三四五六七八九十百千万亿两零〇第条款项号令年月日时点",
    "2022年", "10月起", "上半年", "前三季度", "自2019年以来", "从上线至2022年末", "截至9月底", "3月30日、31日",
    "〔2022〕5号", "热线", "电话", "邮编：", "@163.com", "www.", "个工作日", "个百分点", "附近", "节约", "全年",
    "274", "1,234", "34.67", "３１１９", "①", "⑳", "1. ", "（3）", "12345", "G60", "路90号", "三审三校", "部门", "市",
    " ", "\n", "\n\n", "\t", "\u3000", "\u200b", "\x1f",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(FRAGMENTS) | st.text(max_size=3) | st.text("0123456789", max_size=4)
).map("".join)
DIGIT = re.compile(r"[\d①-⑳]")


@given(TEXTS)
def test_no_digit_is_dropped_in_silence(text):
    found = numbers(text, 2022)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end for end, one in zip(ends, found, strict=False))
    told = {place for one in found for place in range(one.start, one.end)}
    assert {place.start() for place in DIGIT.finditer(text)} <= told


@given(TEXTS)
def test_what_is_told_of_a_number_holds(text):
    for one in numbers(text, 2022):
        assert one.printed == re.sub(r"[\s\u200b\ufeff]", "", text[one.start : one.end])
        assert one.printed
        assert_figure_parses(one)
        if one.period:
            assert read_period(one.period).year != 2022
        assert not (one.period and one.since)


def assert_figure_parses(one: Number) -> None:
    if one.kind is FIGURE:
        assert parse(one.printed, Unit.named(one.unit) if one.unit else None).printed == one.printed


LONG = [
    "1", "０", "第", "《", " ", "\n", "a", "一", "近", "-", "—", "，", "1 ", "1,", "1-", "1.", "第一、", "自",
    "从开展以来", "（", "10月、", "(、市", "市令", "www.", "a.", "a@", "《1》", "\n1.", "电话1", "节约", "百万",
]  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_no_faster_than_the_text(piece):
    size = examples(20_000, 100_000)
    numbers(
        piece * (size // len(piece)), 2022
    )  # of 100,000 characters the square would take minutes
