"""What readers look for in the report of 2022, and where search must lead them: among the first three results."""

from __future__ import annotations

from typing import NamedTuple


class Query(NamedTuple):
    words: str
    address: str
    marked: str
    """What is marked in that result."""


RETIRED = "years/2022/#push.retirement.recipients"
AMOUNT = "years/2022/#push.retirement.withdrawn_amount"
SEALED_AMOUNT = "years/2022/#push.sealed.withdrawn_amount"
DECISIONS = "years/2022/#decisions.published"

WORDS = [
    Query("封存", "topics/push/#sealed", "账户封存"),
    Query("账户封存", "about/glossary/#账户封存", "账户封存"),
    Query("离职", "topics/push/#sealed", "账户封存"),
    Query("销户", "topics/push/#push-sealed", "销户提取"),
    Query("退休", "topics/push/#retirement", "退休"),
    Query("退休提取", "about/glossary/#退休提取", "退休提取"),
    Query("取公积金", "topics/withdrawals/", "提取"),
    Query("骗提", "about/glossary/#骗提责退", "骗提责退"),
    Query("骗公积金", "years/2022/#decisions.fraudulent_withdrawals", "违规提取"),
    Query("罚款", "years/2022/#二.penalties.decisions", "行政处罚"),
    Query("行政处罚", "topics/decisions/#decisions-and-penalties", "行政处罚"),
    Query("打官司", "topics/litigation/#litigation-by-route", "起诉"),
    Query("欠缴", "topics/decisions/#decisions-by-kind", "不缴或少缴"),
    Query("红头文件", "topics/policies/#documents", "规范性文件"),
    Query("电话", "topics/channels/#find", "热线"),
    Query("免申即享", "topics/push/#push-retirement", "免申即享"),
    Query("随申办", "about/glossary/#随申办", "随申办"),
    Query("微信", "topics/channels/#channels", "微信"),
    Query("复议", "topics/litigation/", "复议"),
    Query("不予公开", "years/2022/#三.withheld.state_secret.total", ""),
    Query("重复申请", "years/2022/#三.unprocessed.repeat.total", "重复申请"),
    Query("阶段性支持政策", "years/2022/#一（二）1-4", "阶段性支持政策"),
    Query("沪公积金管委会〔2022〕5号", "years/2022/#一（二）1-4", "沪公积金管委会〔2022〕5号"),
    Query("指导与监督", "years/2022/#一（三）", "指导与监督"),
    Query("一（二）3", "years/2022/#一（二）3", "一（二）3"),
    Query("网站地图", "about/site-map/", "网站地图"),
    Query("怎样引用", "data/#cite", "怎样引用"),
    Query("更正", "corrections/", "更正"),
    Query("D305", "about/editing/#D305-title", "D305"),
    Query("csv", "data/#downloads", "CSV"),
]
FIGURES = [
    Query("34.67万", RETIRED, "34.67万"),
    Query("34.67万人", RETIRED, "34.67万人"),
    Query("３４．６７万人", RETIRED, "34.67万人"),
    Query("34.67 万 人", RETIRED, "34.67万人"),
    Query("346700", RETIRED, "34.67万"),
    Query("346,700", RETIRED, "34.67万"),
    Query("34.67万", "topics/push/#retirement", "34.67万"),
    Query("近6亿元", AMOUNT, "近6亿元"),
    Query("6亿", AMOUNT, "6亿"),
    Query("近6亿", "topics/withdrawals/#withdrawn-amounts", "近6亿"),
    Query("600000000", AMOUNT, "6亿"),
    Query("超25亿", SEALED_AMOUNT, "超25亿"),
    Query("近25亿元", SEALED_AMOUNT, "25亿"),
    Query("274", DECISIONS, "274"),
    Query("274件", "topics/decisions/#kinds", "274件"),
    Query("274条", DECISIONS, "274"),
    Query("２７４件", DECISIONS, "274件"),
    Query("1,860条", "years/2022/#channels.website.posts", "1860条"),
    Query("1919.69万", "years/2022/#channels.wechat.reads", "1919.69万"),
    Query("突破642.12万人", "years/2022/#channels.wechat.followers", "642.12万"),
    Query("约60万名", "years/2022/#push.sealed.recipients", "约60万名"),
    Query("60万人", "years/2022/#push.sealed.recipients", "60万"),
    Query("27件", "years/2022/#二.normative_documents.issued", "27"),
    Query("81.4%", "topics/decisions/#decisions-by-kind", "81.4"),
    Query("12329", "topics/channels/#find", "12329"),
]
YEARS = [
    Query("2022", "years/2022/#", ""),
    Query("2022年", "years/2022/#", ""),
    Query("2022年度报告", "years/2022/#", "2022年度报告"),
    Query("2022年退休提取", AMOUNT, "退休提取"),
    Query("2021年年度报告", "years/2022/#一（一）3-1", "2021年年度报告"),
]
SENTENCES = [
    Query("退休了怎么取公积金", "topics/withdrawals/", "提取"),
    Query(
        "单位没交公积金怎么办", "years/2022/#decisions.underpaid_contributions", "单位不缴或少缴"
    ),
    Query("有多少人办了退休提取", "years/2022/#push.retirement.withdrawers", "办了退休提取"),
    Query("退休 34.67万", RETIRED, "退休"),
    Query("公开了274件什么决定", DECISIONS, "274件"),
    Query("微信公众号有多少人关注", "years/2022/#channels.wechat.followers", "微信公众号"),
]
QUERIES = [*WORDS, *FIGURES, *YEARS, *SENTENCES]
NOWHERE = ["阿波罗登月", "zzz", "987654321", "。"]
