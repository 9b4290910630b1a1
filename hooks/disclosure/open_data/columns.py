"""The fields of every table to download: name, type and meaning, for the data page, the data package
(datapackage.org, version 2) and the JSON Schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from disclosure.figures.figure import Qualifier
from disclosure.ledger.records import Check

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One field. Its name never changes once it was published."""

    name: str
    type: Literal["string", "integer", "number", "date"]
    title: str
    meaning: str
    one_of: tuple[str, ...] = ()
    """All that may stand there; empty where anything may."""
    required: bool = False
    """Whether every row has it."""


QUALIFIERS = {
    Qualifier.EXACT: "确数",
    Qualifier.ROUNDED: "四舍五入",
    Qualifier.ABOUT: "约",
    Qualifier.NEARLY: "近",
    Qualifier.OVER: "超",
    Qualifier.NONE: "—",
}

CHECKS = {
    Check.HOLDS: "核对一致",
    Check.FAILS: "核对不一致",
    Check.UNDECIDED: "不能判定",
    Check.NONE: "没有可核对的",
}

ALL = (
    Column("id", "string", "名字", "指标或表格单元的名字，各年不变"),
    Column("year", "integer", "年度", "报告的年度", required=True),
    Column(
        "topic",
        "string",
        "主题",
        "指标定义在哪个主题；同一个数也可以列在别的主题里，见各主题的文件",
    ),
    Column("label", "string", "名称", "中文名称", required=True),
    Column("printed", "string", "原文", "报告印的原文，一字不改"),
    Column("value", "number", "数值", "换算成基本单位（元、人、件）的数；“—”没有数"),
    Column(
        "min",
        "number",
        "下限",
        "原文的词给出的下限，没有说就空着；印成几点几万的，按四舍五入留半个末位",
    ),
    Column("max", "number", "上限", "原文的词给出的上限，没有说就空着；余同下限"),
    Column(
        "qualifier",
        "string",
        "限定词",
        "原文的词说明了什么："
        + "、".join(f"{word} {kind.value}" for kind, word in QUALIFIERS.items()),
        one_of=tuple(kind.value for kind in QUALIFIERS),
    ),
    Column("unit", "string", "单位", "数值、上下限的单位；量词照原文，如“名”“人”"),
    Column(
        "period",
        "string",
        "时段",
        "ISO 8601 的日期、月份、年份，或两个，用“/”隔开；“..”表示起点没有日期。报告没有另写时段的，是报告的统计期",
    ),
    Column("since", "string", "累计自", "累计从何时起，照报告的话；报告没有写明就空着"),
    Column("note", "string", "说明", "用这个数要知道的一句话，如报告没有写明时段"),
    Column("section", "string", "章节", "在报告的哪一节；几个数相加的，写出各节"),
    Column("source", "string", "出处", "报告的标题", required=True),
    Column("url", "string", "网址", "这个数的固定网址；网站的网址未知时，从首页算起"),
    Column("verified", "date", "核对日", "哪一天对照原文核对过；还没有，或核对以后改过，就空着"),
    Column(
        "check",
        "string",
        "核对",
        "这个数参加的加减关系："
        + "、".join(f"{words} {check.value}" for check, words in CHECKS.items())
        + "；核对不一致的，报告自己算不拢，不要拿它计算",
        one_of=tuple(check.value for check in CHECKS),
    ),
    Column("withdrawn", "date", "撤回日", "登载以后撤回的数，哪一天撤回；没有撤回就空着"),
    Column("restated", "string", "重述", "后来的报告说这个数是多少，照那份报告；没有重述就空着"),
    Column("remark", "string", "注意", "为什么不能照数拿来用，如与报告里别的数算不拢；没有就空着"),
    Column("table", "string", "统计表", "统计表的章号", required=True),
    Column("row", "string", "行", "行的名字，各年不变", required=True),
    Column("row_label", "string", "行名", "表上印的行名，连同上面各级", required=True),
    Column("column", "string", "列", "列的名字，各年不变", required=True),
    Column("column_label", "string", "列名", "表上印的列名，连同上面各级", required=True),
    Column("scope", "string", "口径", "数的是哪一段时间，用中文写出"),
    Column("computed", "string", "本站计算", "本站计算的数，这里是算式；照报告登载的数空着"),
    Column("definition", "string", "定义", "数的是什么", required=True),
    Column("years", "string", "有数的年份", "用“、”隔开"),
    Column("sections", "string", "各年所在的章节", "如“2022 一（一）6”，用“、”隔开"),
    Column(
        "commit", "string", "版本", "生成这份文件的提交号，后面的“+”表示当时有改动；不知道就空着"
    ),
)
COLUMNS = {column.name: column for column in ALL}

FIGURE = (
    *("id", "year", "topic", "label", "printed", "value", "min", "max", "qualifier", "unit"),
    *("period", "since", "note", "section", "source", "url", "verified", "commit"),
    *("check", "withdrawn", "restated", "remark"),
)
"""Of every figure and statutory cell."""
CELL = (
    *("id", "year", "table", "row", "row_label", "column", "column_label"),
    *("printed", "value", "min", "max", "qualifier", "unit"),
    *("period", "note", "section", "source", "url", "verified", "commit"),
    *("check", "withdrawn", "restated", "remark"),
)
"""Of the cells of one statutory table."""
CHART = (
    *("label", "printed", "value", "min", "max", "qualifier", "unit"),
    *("scope", "note", "computed", "id", "section", "year", "period", "since", "source", "url"),
    *("commit", "check", "withdrawn", "restated", "remark"),
)
"""Of a chart's rows."""
INDICATOR = ("id", "topic", "label", "unit", "definition", "years", "sections", "commit")
"""Of the dictionary; there every row has an `id`, a `topic` and a `unit`."""
TABLES = (("数字", FIGURE), ("统计表", CELL), ("图", CHART), ("指标词典", INDICATOR))
"""What readers call the tables, each with its fields."""
KEYS = {FIGURE: ("id", "year"), CELL: ("id", "year"), INDICATOR: ("id",)}
"""Fields that identify a row of a table (its primary key)."""


def required(name: str, table: tuple[str, ...]) -> bool:
    """Whether every row of a table has the field."""
    of_key = name in KEYS.get(table, ())
    return of_key or COLUMNS[name].required or (table == INDICATOR and name in ("topic", "unit"))
