"""The words around a count → patterns: counting words, hedges, and what only looks like them."""

from __future__ import annotations

import re

from disclosure.figures.figure import AFTER, BEFORE, BETWEEN, any_of
from disclosure.figures.units import DIMENSIONS, SCALES

from .time_expressions import JOIN, YEAR


def unit_of(printed: str) -> str:
    """The counting word at the end, without its scale: `近20万名` → 名."""
    found = UNIT_AT_END.search(printed, max(0, len(printed) - 10))
    return str(found[1]) if found else ""


def counts(printed: str, before: str) -> bool:
    """Not 百件, not what opens a quotation, and 一 only where it is more than “a”."""
    numeral = "".join(re.findall(CHINESE, printed))
    unit = unit_of(printed)
    if before in QUOTES:
        return False
    if numeral == "一":
        return unit in ONE_COUNTS and before not in NOT_ONE
    return numeral.strip("百千万亿") != "" or numeral + unit != printed


UNITS = {
    *DIMENSIONS,
    *"幅张款版组轮站处所门天年日周秒倍本册枚台辆套座间栋层页集段节分成笔单支步块面届字克米亩吨‰",
    *("小时", "分钟", "周年", "个月", "个小时", "个工作日", "工作日", "个自然日", "自然日"),
    *("学时", "课时", "件次", "篇次", "场次", "批次", "项次", "条次", "份次", "户次", "家次"),
    *("班次", "车次", "方面", "大类", "个百分点", "百分点", "公里", "平方公里", "平方米"),
    *("公斤", "美元", "字节"),
}
# What only starts like a counting word, after a number that has none: `5部门`, `3处罚`; but 5项目标, 5名单位代表.
NOT_UNITS = (
    "部[门委分署]|条[例款]|项目(?!标)|名(?:单(?!位)|称|列)|人[员民]|期[间限]|场[所景地]|处[理罚置于室]|起[诉草始]|家[庭园]|"
    "版[本面块]|单[位独]|所[有属在需列述示称]|门户|站点|组织|分[别类之公中局支析管发布享]|本[市区年机部级]|张贴|周边|支[持付部出撑]|"
    "台账|层[面级]|页面|座谈|幅度|位[于置列]|个性|类[别似]|批[复准示]|份额|封[存闭]|元[旦素]|篇[章幅]|面[向对积]|"
    "日[常均前益]|年[度末底初]|成[为立效果本功]|步伐|段落|节[点约日]|户[籍口外]|字[号样]"
)
# Numerals before a counting word that count nothing, or nothing that a report did.
IDIOMS = (
    "三审三校|两微一端|十[三四五]五|[一二]十[一二三四五六七八九]?[大届]|一件事|一次[性办]|跑一次|一条[龙心]|[三五]位一体|四套班子|"
    "[两二三四五六七八九十]个?方面|两张皮|两个(?:确立|维护|结合|一百年|百年|毫不动摇)|三个(?:代表|务必|区分)|四个(?:意识|自信|全面|最严)|五个一|[三四]个一批|八项规定|"
    "三类内部事务|四类过程性|[千一]家[万一]户|三会一课|三步走|四面八方"
)
ONE_COUNTS = set("次件份场篇项条名宗例")
NOT_ONE = set("统唯单同逐之进某每任这那哪另上下前后不万专划")
QUOTES = set('“‘「『"')
"""What opens a quotation: a number right after it is part of a name, “三个一批”, “15分钟服务圈”."""
CHINESE = "[一二两三四五六七八九十百千万亿零〇]"
HEDGE = (  # not the end of another word: 附近, 最近, 节约 (but 春节约…), 预约, 赶超
    r"(?<![附邻靠临最就相远](?=近))(?<![预签违履契制简解续失集邀特](?=约))(?<!(?<!春)节(?=约))(?<![赶反](?=超))"
    rf"(?:{any_of(BEFORE)})"
)
MORE = rf"(?:(?!多[渠元方层样媒维角]|余额)(?:{any_of(BETWEEN)}))"
UNIT = rf"(?:(?!{NOT_UNITS})(?:{any_of(UNITS)}))"
SCALE = rf"(?:(?!百分点)(?:{SCALES.pattern}))"
TAIL = rf"{MORE}?(?:{SCALE}|{UNIT})"
DIGITS = r"[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)*+"
NO_DATE = rf"(?!{YEAR}年|[0-9]{{1,2}}月)"
ONE = rf"{NO_DATE}{DIGITS}{MORE}?{SCALE}?{MORE}?{UNIT}?"
# Neither within digits or letters, nor the end of a name, 南方+: of a change it stands behind 为, 比 and the like.
SIGN = r"(?<![-0-9A-Za-z])(?<![㐀-鿿](?<![为是达增减长少多高低降升涨跌比率化幅额约年月度期]))[-+]"
FIGURE = (
    rf"(?:{HEDGE})?(?:{SIGN})?{ONE}"
    # The rest of a range, a ratio, or of 1亿2000万: figure.parse refuses these, whole.
    rf"(?:(?:(?:{JOIN}|[×*/+:])(?:{HEDGE})?|(?<=[百千万亿])){ONE})*+(?:{any_of(AFTER)})?"
)
NUMERAL = (
    rf"(?<![第初周届数几一二三四五六七八九十])(?:{HEDGE}|数|几)?{CHINESE}{{1,9}}+{MORE}?(?!分(?!钟)|[日成届面门台])"
    rf"{UNIT}(?:{any_of(AFTER)})?"
)
UNIT_AT_END = re.compile(rf"({any_of(UNITS)})(?:{any_of(AFTER)})?$")
