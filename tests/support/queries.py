"""What readers look for in the report of 2022, and where search must lead them: among the first three results."""

from __future__ import annotations

from collections.abc import Iterator
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
    Query("2022年度报告", "years/2022/#", "报告"),
    Query("2022年退休提取", AMOUNT, "退休提取"),
    Query("2021年年度报告", "years/2022/#一（一）3-1", "2021年年度报告"),
]
SENTENCES = [
    Query("退休了怎么取公积金", "topics/withdrawals/", "提取"),
    Query(
        "单位没交公积金怎么办", "years/2022/#decisions.underpaid_contributions", "单位不缴或少缴"
    ),
    Query("有多少人办了退休提取", "years/2022/#push.retirement.withdrawers", "退休提取"),
    Query("退休 34.67万", RETIRED, "退休"),
    Query("公开了274件什么决定", DECISIONS, "274件"),
    Query("微信公众号有多少人关注", "years/2022/#channels.wechat.followers", "微信公众号"),
]
QUERIES = [*WORDS, *FIGURES, *YEARS, *SENTENCES]
NOWHERE = ["阿波罗登月", "zzz", "987654321", "。"]


class Asked(NamedTuple):
    """What somebody may type, and the places that answer it: one of them is to be among the first three."""

    words: str
    places: frozenset[str]


def asked(table: str) -> list[Asked]:
    """A line each: the words, `→`, the places. `#x` is in the page of the year, a name in capitals a list below."""
    rows = [line.split("→") for line in table.strip().splitlines()]
    return [Asked(words.strip(), frozenset(places_of(places))) for words, places in rows]


def places_of(names: str) -> Iterator[str]:
    for name in names.split():
        if name in PLACES:
            yield from places_of(PLACES[name])
        else:
            yield f"years/2022/{name}" if name.startswith("#") else name


PLACES = {
    "RETIRED": "topics/push/ topics/push/#retirement topics/push/#push-retirement about/glossary/#退休提取"
    " #push.retirement.recipients #push.retirement.withdrawers #push.retirement.withdrawn_amount",
    "SEALED": "topics/push/#sealed topics/push/#push-sealed about/glossary/#账户封存 #push.sealed.recipients",
    "WITHDRAWN": "topics/withdrawals/ topics/withdrawals/#amounts topics/withdrawals/#withdrawn-amounts"
    " about/glossary/#提取",
    "HOW_MANY": "#push.retirement.withdrawers #push.sealed.withdrawers",
    "HOW_MUCH": "#push.retirement.withdrawn_amount #push.sealed.withdrawn_amount",
    "UNPAID": "#decisions.underpaid_contributions about/glossary/#不缴或少缴 topics/decisions/#kinds"
    " topics/decisions/#decisions-by-kind",
    "FRAUD": "#decisions.fraudulent_withdrawals about/glossary/#骗提责退 topics/decisions/#kinds"
    " topics/decisions/#decisions-by-kind",
    "DECIDED": "topics/decisions/ #decisions.published about/glossary/#行政处理决定 topics/decisions/#kinds",
    "FINES": "#二.penalties.decisions about/glossary/#行政处罚 topics/decisions/#decisions-and-penalties",
    "COURT": "topics/litigation/ topics/litigation/#litigation-by-route about/glossary/#行政诉讼"
    " #四.litigation_direct.total",
    "REVIEW": "topics/litigation/ about/glossary/#行政复议 #四.reconsideration.total",
    "RULES": "topics/policies/#documents topics/policies/#normative-documents #二.normative_documents.issued"
    " about/glossary/#行政规范性文件",
    "POLICIES": "topics/policies/ topics/policies/#published #policies.published",
    "WECHAT": "topics/channels/ topics/channels/#channels topics/channels/#find #channels.wechat.posts"
    " #channels.wechat.followers #channels.wechat.reads",
    "PHONE": "topics/channels/#find about/contact/ about/contact/#agency about/glossary/#热线",
    "FUND": "about/glossary/#住房公积金 topics/withdrawals/ about/glossary/#缴存 #policies.published",
    "REQUESTS": "topics/requests/ about/glossary/#依申请公开 #requests.handled #三.received.total #三"
    " topics/requests/#requests-by-outcome",
    "APPLY": "about/contact/#agency topics/requests/ topics/requests/#apply",
    "GENUINE": "topics/push/ topics/push/#genuine topics/channels/#find about/contact/#agency",
    "ERRORS": "about/contact/#errors",
    "COMPLAIN": "about/contact/#errors about/contact/#agency about/contact/",
    "REPORT": "#original years/2022/# about/method/#source",
    "DOWNLOAD": "data/ data/#downloads",
}

# Those that search was made to answer.
TYPED = asked("""
公積金 → FUND
違規提取 → FRAUD
行政處理決定 → DECIDED
銷戶提取 → about/glossary/#销户提取 topics/push/#push-sealed #push.sealed.withdrawers
退休提取金額 → #push.retirement.withdrawn_amount
繳存 → about/glossary/#缴存 UNPAID
依申請公開 → REQUESTS
行政複議 → REVIEW
復議 → REVIEW
網站地圖 → about/site-map/
怎麼申請 → APPLY
詞彙 → about/glossary/
免申即享 → about/glossary/#免申即享 RETIRED
隨申辦 → about/glossary/#随申办 #push.retirement.app_rounds
騙提責退 → FRAUD
電話 → PHONE
罰款 → FINES
紅頭文件 → RULES
離職 → SEALED
三十四萬六千七百 → #push.retirement.recipients
二百七十四 → #decisions.published
六十万 → #push.sealed.recipients
近二十万 → #push.retirement.early_recipients
二百七十四件 → #decisions.published
两百二十三条 → #decisions.underpaid_contributions
一点六万人 → #push.retirement.withdrawers
一万六千人 → #push.retirement.withdrawers
六亿元 → #push.retirement.withdrawn_amount
近六亿 → #push.retirement.withdrawn_amount
九条 → #policies.published
六十四条消息 → #channels.wechat.posts
百分之八十一点四 → topics/decisions/#decisions-by-kind
六十万名职工 → #push.sealed.recipients
二十七件文件 → #二.normative_documents.issued
20余万人 → #push.retirement.early_recipients
20万余人 → #push.retirement.early_recipients
6亿多元 → #push.retirement.withdrawn_amount
60万左右 → #push.sealed.recipients
60万人上下 → #push.sealed.recipients
二十多万人 → #push.retirement.early_recipients
不到20万 → #push.retirement.early_recipients
gongjijin tiqu → WITHDRAWN FUND
tuixiu → RETIRED
gjj → FUND
gongjijin → FUND
tiqu → WITHDRAWN
tuixiu tiqu → RETIRED
tuixiutiqu → RETIRED
xiaohu → about/glossary/#销户提取 topics/push/#push-sealed #push.sealed.withdrawers
dianhua → PHONE
fakuan → FINES
fuyi → REVIEW
wx → WECHAT
gjjtq → WITHDRAWN FUND
gfxwj → RULES
xzcl → DECIDED
suishenban → about/glossary/#随申办 #push.retirement.app_rounds
lizhi → SEALED
xiazai → DOWNLOAD
jiucuo → ERRORS
pianti → FRAUD
guanweihui → about/glossary/#管委会 #policies.by_committee topics/policies/#policies-by-maker
有多少人提取 → HOW_MANY
多少人提取了公积金 → HOW_MANY
提取了多少钱 → HOW_MUCH
一共取了多少钱 → HOW_MUCH
有多少人收到短信 → #push.sealed.recipients #push.retirement.recipients #push.retirement.early_recipients
有多少人收到退休短信 → #push.retirement.early_recipients #push.retirement.recipients
短信是真的吗 → GENUINE
这个短信是不是骗人的 → GENUINE
欠公积金 → UNPAID
老板不交公积金 → UNPAID
公司不交公积金怎么办 → UNPAID
单位欠缴公积金 → UNPAID
微信粉丝 → #channels.wechat.followers
公众号有多少粉丝 → #channels.wechat.followers
阅读量 → #channels.wechat.reads
微信文章有多少人看 → #channels.wechat.reads
怎么申请公开 → APPLY REQUESTS
怎么申请 → APPLY REQUESTS
我想申请信息公开 → APPLY REQUESTS
有多少人申请信息公开 → #requests.handled #三.received.total topics/requests/#requests-by-outcome
申请了多少件 → #requests.handled #三.received.total topics/requests/#requests-by-outcome
27件文件谁发的 → #二 #二.normative_documents.issued
处理了多少单位 → DECIDED UNPAID
有多少人被处理 → DECIDED FRAUD
骗公积金会怎么样 → FRAUD
套现 → FRAUD
败诉 → COURT
告状 → COURT
打官司输了 → COURT
有没有人告你们 → COURT
房贷 → #一（二）1-2
贷款逾期 → #一（二）1-2
疫情 → #一（二）1 #一（二）1-1 #一（二）1-2 #一（二）1-3
去年 → years/2022/#
去年提取了多少 → HOW_MANY HOW_MUCH
最新报告 → years/2022/#
今年处理了多少件 → DECIDED
退休了怎么办 → RETIRED
退休能取多少钱 → HOW_MUCH
离职了公积金怎么办 → SEALED WITHDRAWN
辞职以后能取吗 → SEALED WITHDRAWN
出了哪些新政策 → POLICIES
哪些文件废止了 → RULES
预算 → #一（一）5-2 #一（一）5
收费吗 → topics/requests/#fee #二.fees.amount
为什么没有处罚 → FINES
网站发了多少信息 → #channels.website.posts
什么是勾稽关系 → about/glossary/#勾稽关系 checks/
偏提责退 → FRAUD
推休提取 → RETIRED
销户题取 → about/glossary/#销户提取 topics/push/#push-sealed #push.sealed.withdrawers
行政处法 → FINES
帐户封存 → SEALED
行政复意 → REVIEW
违规提去 → FRAUD
规范姓文件 → RULES
主动推松 → topics/push/
公机金 → FUND
withdrawal → WITHDRAWN
withdrawals → WITHDRAWN
retirement → RETIRED
housing fund → FUND
download → DOWNLOAD
lawsuit → COURT
contact → about/contact/ PHONE
annual report → years/2022/#
glossary → about/glossary/
penalty → FINES
纠错 → ERRORS
数字错了 → ERRORS
数字错了 纠错 → ERRORS
投诉 → COMPLAIN
举报 → COMPLAIN
我要投诉 → COMPLAIN
报告原文 → REPORT
原文 → REPORT about/method/#verified
pdf → REPORT
下载数据 → DOWNLOAD
下载 → DOWNLOAD
excel → DOWNLOAD
怎么引用 → data/#cite
客服电话 → PHONE
公积金官网 → topics/channels/#find about/contact/#agency
""")

# Written down before search was changed for any of these, and not looked at while it was.
HELD_OUT = asked("""
行政訴訟 → COURT
賬戶封存 → SEALED
退休職工 → RETIRED
規範性文件 → RULES
無障礙 → about/accessibility/
微信公眾號 → WECHAT
五十一条 → #decisions.fraudulent_withdrawals
一千八百六十条 → #channels.website.posts
三十四点六七万 → #push.retirement.recipients
近二十二万人 → #push.sealed.withdrawers
二十五亿 → #push.sealed.withdrawn_amount
六十四条 → #channels.wechat.posts
20多万人 → #push.retirement.early_recipients
600000上下 → #push.sealed.recipients
25亿余元 → #push.sealed.withdrawn_amount
fengcun → SEALED
weixin → WECHAT
susong → COURT
xingzheng chufa → FINES
txtq → RETIRED
xzfy → REVIEW
zhengce → POLICIES
rexian → PHONE
多少人办了销户 → #push.sealed.withdrawers
退休的人一共取了多少钱 → #push.retirement.withdrawn_amount
公众号粉丝有多少 → #channels.wechat.followers
公司没给我交公积金 → UNPAID
收到公积金短信是不是诈骗 → GENUINE
一年有多少起官司 → COURT
政府信息怎么申请公开 → APPLY REQUESTS
哪些政策是管委会定的 → #policies.by_committee topics/policies/#policies-by-maker topics/policies/#published
数据可以转载吗 → data/#licence
离职后公积金怎么取 → SEALED WITHDRAWN
网站去年发了多少条信息 → #channels.website.posts
为什么不能算百分比 → topics/push/#retirement-scopes about/method/#computed
退体提取 → RETIRED
行政诉松 → COURT
规泛性文件 → RULES
免申既享 → about/glossary/#免申即享 RETIRED
依申请公升 → REQUESTS
litigation → COURT
wechat → WECHAT
hotline → PHONE
open data → DOWNLOAD
policy → POLICIES
报错 → ERRORS
建议 → COMPLAIN
下载excel → DOWNLOAD
报告全文 → REPORT
联系电话 → PHONE
去年退休提取多少 → #push.retirement.withdrawn_amount #push.retirement.withdrawers
今年的报告 → years/2022/#
""")

# Written down once search was done, and what they gave is as they found it.
UNSEEN = asked("""
勾稽關係 → about/glossary/#勾稽关系 checks/
結轉 → about/glossary/#结转 #三.carried_out.total #三.carried_in.total
閱讀量 → #channels.wechat.reads
單位欠繳 → UNPAID
隱私 → about/privacy/
更正記錄 → corrections/
六百四十二点一二万 → #channels.wechat.followers
三件申请 → REQUESTS
二百二十三 → #decisions.underpaid_contributions
两次 → #push.retirement.app_rounds
五次短信 → #push.retirement.sms_rounds
八件 → #policies.under_revision
640多万粉丝 → #channels.wechat.followers
约60万 → #push.sealed.recipients
近25亿 → #push.sealed.withdrawn_amount
wangzhan → #channels.website.posts topics/channels/ topics/channels/#channels topics/channels/#find about/site-map/
guizhang → #二.rules.issued RULES
lianxi → about/contact/ about/contact/#agency
shenqing → REQUESTS APPLY #三.received.total
nianbao → REPORT years/ #一（一）3
qianjiao → UNPAID
yinsi → about/privacy/
zhfc → SEALED
gjjglzx → FUND about/contact/#agency
公积金封存怎么提取 → SEALED WITHDRAWN #push.sealed.withdrawers
单位少缴了公积金去哪里投诉 → COMPLAIN UNPAID
你们的微信号是什么 → WECHAT
谁能申请信息公开 → REQUESTS APPLY
信息公开收费多少钱 → topics/requests/#fee #二.fees.amount
有几件行政诉讼 → #四.litigation_direct.total COURT
管委会是什么 → about/glossary/#管委会
废止了几个文件 → RULES
一共给多少人发了消息 → #push.sealed.recipients #push.retirement.recipients
取了25亿的是谁 → #push.sealed.withdrawn_amount SEALED
为什么行政处罚是零 → FINES
这些数字是怎么来的 → about/method/ about/method/#source about/method/#printed
数据准确吗 → about/method/#verified checks/ about/method/#checks
最近一年公开了多少政策 → #policies.published
上一年度的诉讼 → COURT #四
违归提取 → FRAUD
行政复仪 → REVIEW
政策照人 → about/glossary/#政策找人 topics/push/
不予公丌 → #三.withheld.state_secret.total #三.withheld.other_law.total topics/requests/#requests-by-outcome
红头文见 → RULES
appeal → REVIEW
fraud → FRAUD
privacy → about/privacy/
site map → about/site-map/
correction → corrections/
statistics → data/ topics/requests/#statutory
意见反馈 → COMPLAIN
举报骗提 → COMPLAIN FRAUD
导出csv → DOWNLOAD
""")

# Written down when topics said what to do, and nothing was changed for them.
LATEST = asked("""
這是詐騙嗎 → GENUINE
詐騙短信 → GENUINE
怎麼投訴 → COMPLAIN
我要申請公開 → APPLY REQUESTS
退休短訊 → RETIRED GENUINE #push.retirement.early_recipients #push.retirement.sms_rounds
年報全文 → REPORT
收到一条公积金短信能信吗 → GENUINE
274件多吗 → topics/decisions/#is-it-many DECIDED
处理决定在哪里查 → topics/decisions/#where-decisions DECIDED
被处理的单位名单 → topics/decisions/#where-decisions DECIDED UNPAID
其他1件是什么意思 → topics/requests/#other-outcome #三.other.other.total
我能提取公积金吗 → topics/push/#eligible WITHDRAWN
什么条件可以提取 → topics/push/#eligible WITHDRAWN
文件全文在哪看 → topics/policies/#where-papers topics/policies/#papers
阅读量怎么算的 → topics/channels/#who-reads #channels.wechat.reads
为什么告你们 → topics/litigation/#about-what COURT
全市提取总额 → topics/withdrawals/#whole-city WITHDRAWN
后来怎么样了 → years/
怎么查我的账户 → about/contact/#agency topics/push/#what-to-do topics/withdrawals/#what-to-do
去哪里申请信息公开 → APPLY REQUESTS
转载要授权吗 → data/#licence
这报告在哪下载 → REPORT DOWNLOAD
zhapian → GENUINE
tousu → COMPLAIN
jubao → COMPLAIN
baogao yuanwen → REPORT
二百二十三条 → #decisions.underpaid_contributions
近6个亿 → #push.retirement.withdrawn_amount
六百四十二万粉丝 → #channels.wechat.followers
诈编 → GENUINE
投拆 → COMPLAIN
报告元文 → REPORT
scam → GENUINE
complaint → COMPLAIN
""")

# Written down before search knew words of other regions, plain English and look-alikes, and mended by their kinds.
MENDED = asked("""
有多少家单位被处理 → UNPAID DECIDED topics/decisions/#where-decisions
二十二万 → #push.sealed.withdrawers
纠借 → ERRORS
收到封存短信要不要理 → GENUINE SEALED
退休的人里多少取了钱 → #push.retirement.withdrawers #push.retirement.withdrawn_amount
msjx → about/glossary/#免申即享 RETIRED
申请被拒绝了怎么办 → REQUESTS REVIEW COURT topics/requests/#apply
ndbg → REPORT years/ about/glossary/#年度报告
訊息是真的嗎 → GENUINE
complaint hotline → COMPLAIN PHONE topics/decisions/#what-to-do
处伐 → FINES
举抱 → COMPLAIN topics/decisions/#what-to-do
五十一 → #decisions.fraudulent_withdrawals
how to apply for information → APPLY REQUESTS
帳戶封存 → SEALED
热钱 → PHONE
行政處罰為什麼是零 → FINES
怎么把图放到我的网站 → about/method/#charts data/
accessibility → about/accessibility/
爸爸退休了公积金怎么拿 → RETIRED WITHDRAWN
加装电梯能取公积金吗 → topics/withdrawals/#policies #一（二）2
how many people withdrew → HOW_MANY
我要反映问题 → COMPLAIN ERRORS PHONE
劳动报 → #一（一）3 #一（一）3-1
提区 → WITHDRAWN
申清公开 → APPLY REQUESTS
xzss → COURT
这个网站是谁办的 → about/ about/contact/#agency about/contact/
lxdh → PHONE
一千九百多万阅读 → #channels.wechat.reads
shujuxiazai → DOWNLOAD
followers → #channels.wechat.followers
在哪里投诉单位 → COMPLAIN UNPAID topics/decisions/#what-to-do
每一个数字都核对了吗 → about/method/#verified checks/ about/method/#checks
zenme shenqing → APPLY REQUESTS
复仪 → REVIEW
download report → REPORT DOWNLOAD
tuixiu duanxin → RETIRED GENUINE #push.retirement.sms_rounds #push.retirement.early_recipients
报告pdf版 → REPORT
聯絡電話 → PHONE
诉松 → COURT
一共有多少规范性文件有效 → #二.normative_documents.issued RULES
公只金 → FUND
sealed account → SEALED
退休簡訊 → RETIRED GENUINE #push.retirement.sms_rounds #push.retirement.early_recipients
court cases → COURT
二十来万 → #push.retirement.early_recipients
guifanxing wenjian → RULES
为什么没有2023年的报告 → years/
20来万人 → #push.retirement.early_recipients
公众号一年发几篇文章 → #channels.wechat.posts
1.6w人 → #push.retirement.withdrawers
資訊公開申請 → REQUESTS APPLY
檔案下載 → DOWNLOAD topics/policies/#where-papers
公司倒闭了公积金还能取吗 → SEALED WITHDRAWN topics/push/#eligible
退林 → RETIRED
政第 → POLICIES
招聘 → #一（一）5
数据下载csv格式 → DOWNLOAD
60w → #push.sealed.recipients
申请要不要钱 → topics/requests/#fee #二.fees.amount #六
哪里能看到政策文件 → topics/policies/#where-papers topics/policies/#papers POLICIES
簡訊是否真實 → GENUINE
住房公積金提領金額 → HOW_MUCH WITHDRAWN
行政訴願 → REVIEW
網站連結打不開 → ERRORS
僱員退休後領回公積金 → RETIRED WITHDRAWN
政府資訊公開年報 → REPORT years/
熱線電話號碼 → PHONE
22个亿还是25个亿 → #push.sealed.withdrawn_amount
近2000万阅读量 → #channels.wechat.reads topics/channels/#who-reads
1860 → #channels.website.posts
34.6万人 → #push.retirement.recipients
五次 → #push.retirement.sms_rounds
642w → #channels.wechat.followers
两百七十四 → #decisions.published
fayuan → COURT
zhanghu fengcun → SEALED
sqgk → REQUESTS APPLY
xzcf → FINES
yuanwen xiazai → REPORT DOWNLOAD
nianbao quanwen → REPORT
我妈收到退休提取的短信是骗子吗 → GENUINE RETIRED
换工作以后公积金账户怎么处理 → SEALED
单位欠我公积金找谁 → UNPAID COMPLAIN topics/decisions/#what-to-do
有没有人因为骗提公积金被处理 → FRAUD
一年收到几份申请 → REQUESTS
公开申请多久答复 → REQUESTS APPLY
行政诉讼赢了还是输了 → COURT #四
哪年的数据 → years/ data/ years/2022/#
规范性文件有多少件 → RULES
微信公众号有多少人看 → #channels.wechat.reads topics/channels/#who-reads #channels.wechat.followers
怎么下载全部数据 → DOWNLOAD
有没有免费电话 → PHONE
为什么两个数不能加起来 → topics/withdrawals/#withdrawn-amounts topics/push/#retirement-scopes about/method/#computed
公开了哪些决定 → DECIDED
取提 → WITHDRAWN
官思 → COURT
欠撒 → UNPAID
短倍 → GENUINE #push.retirement.sms_rounds #push.retirement.early_recipients #push.sealed.recipients
申靖公开 → APPLY REQUESTS
热绒 → PHONE
how do I withdraw my housing fund → WITHDRAWN FUND
who can apply → APPLY REQUESTS topics/push/#eligible
file a complaint → COMPLAIN topics/decisions/#what-to-do
fake sms → GENUINE
download excel data → DOWNLOAD
penalties 2022 → FINES
""")

# Written down afterwards; 89% were right at first, and what was mended is words that readers use.
NEWER = asked("""
公積金帳戶凍結 → SEALED
訴訟結果 → COURT #四
政策文件下載 → topics/policies/#where-papers topics/policies/#papers POLICIES DOWNLOAD
檢舉違規提領 → FRAUD COMPLAIN
規範性文件廢止 → RULES
退休人員簡訊 → RETIRED GENUINE #push.retirement.sms_rounds #push.retirement.early_recipients
二十五个亿 → #push.sealed.withdrawn_amount
三十五万人 → #push.retirement.recipients
近22w人 → #push.sealed.withdrawers
64篇 → #channels.wechat.posts
3件申请 → REQUESTS
jubao dianhua → COMPLAIN PHONE
fengcun zhanghu tiqu → SEALED #push.sealed.withdrawers
gzh → WECHAT
zfxxgk → REQUESTS REPORT about/glossary/#政府信息公开 about/glossary/#主动公开
chufa → FINES
tuixiu tiqu jine → #push.retirement.withdrawn_amount RETIRED
没收到退休短信怎么办 → GENUINE RETIRED #push.retirement.early_recipients topics/push/#eligible topics/push/#what-to-do
封存多久能取 → SEALED topics/push/#eligible #push.sealed.withdrawers
诉讼是因为什么 → topics/litigation/#about-what COURT
谁制定政策 → POLICIES #policies.by_committee #policies.by_center topics/policies/#policies-by-maker
被人骗提了怎么办 → FRAUD COMPLAIN topics/decisions/#what-to-do
数据怎么来的 → about/method/#source about/method/ data/
274件是罚了274家吗 → DECIDED FINES topics/decisions/#where-decisions
怎么联系你们 → about/contact/ about/contact/#agency PHONE
报告在哪里下载 → REPORT DOWNLOAD
我要纠错 → ERRORS
意见建议 → COMPLAIN ERRORS
网站文章有多少 → #channels.website.posts
投述 → COMPLAIN topics/decisions/#what-to-do
举保 → COMPLAIN topics/decisions/#what-to-do
公积全 → FUND
随甲办 → about/glossary/#随申办 #push.retirement.app_rounds
行政复以 → REVIEW
下栽数据 → DOWNLOAD
官诉 → COURT
欠徼 → UNPAID
provident fund scam → GENUINE FRAUD FUND
who was punished → FINES DECIDED
how to contact → about/contact/ PHONE
text message → GENUINE #push.sealed.recipients #push.retirement.early_recipients #push.retirement.sms_rounds
how much was withdrawn → HOW_MUCH WITHDRAWN
employer not paying housing fund → UNPAID
wechat followers → #channels.wechat.followers
where is the original report → REPORT
公積金短訊詐騙 → GENUINE
僱主欠繳公積金投訴 → UNPAID COMPLAIN topics/decisions/#what-to-do
資料下載 → DOWNLOAD
申請資訊公開的費用 → topics/requests/#fee #二.fees.amount #六
退休提領多少錢 → #push.retirement.withdrawn_amount RETIRED
無法提供 → about/glossary/#无法提供 #三.unable.not_held.total topics/requests/#requests-by-outcome
六亿多 → #push.retirement.withdrawn_amount
25亿多 → #push.sealed.withdrawn_amount
差不多60万人 → #push.sealed.recipients
一千八百六十 → #channels.website.posts
1.6万个人 → #push.retirement.withdrawers
223家单位 → #decisions.underpaid_contributions
51个人违规提取 → FRAUD
xiaohu tiqu → about/glossary/#销户提取 topics/push/#push-sealed #push.sealed.withdrawers
zhengce wenjian → POLICIES RULES
gongzhonghao → WECHAT
tsjb → COMPLAIN
gkzn → APPLY REQUESTS about/contact/#agency
bujiao gongjijin → UNPAID
退休以后公积金一次取完吗 → RETIRED WITHDRAWN
账户封存的人有多少 → #push.sealed.recipients SEALED
离开上海公积金怎么取 → SEALED WITHDRAWN
公开了多少政策 → POLICIES
哪几个政策是中心定的 → #policies.by_center topics/policies/#policies-by-maker POLICIES
申请被驳回能起诉吗 → COURT REVIEW REQUESTS
有几个人申请了信息公开 → REQUESTS
为什么有一件官司 → COURT topics/litigation/#about-what
微信关注的人多吗 → #channels.wechat.followers topics/channels/
数据能商用吗 → data/#licence
哪里看原始报告 → REPORT
网页打不开 → ERRORS
打什么电话问 → PHONE
怎么查自己的公积金 → about/contact/#agency topics/push/#what-to-do topics/withdrawals/#what-to-do
推松 → topics/push/ RETIRED SEALED
退秀 → RETIRED
提耿 → WITHDRAWN
骗堤 → FRAUD
诈片 → GENUINE
复义 → REVIEW
电华 → PHONE
规范性文健 → RULES
how many complaints → COMPLAIN
retired workers → RETIRED
withdraw money → WITHDRAWN HOW_MUCH HOW_MANY
apply online → APPLY REQUESTS
website error → ERRORS
open data license → data/#licence DOWNLOAD
number of policies → POLICIES
""")

# Written down with those that were mended, and nothing was changed for them.
UNTUNED = asked("""
fees → topics/requests/#fee #二.fees.amount
四条政策 → #policies.by_committee topics/policies/#published topics/policies/#policies-by-maker
电活 → PHONE
report an error → ERRORS
隐丝 → about/privacy/
雇主沒有繳公積金 → UNPAID
bufen gongkai → #三.partly_granted.total topics/requests/#requests-by-outcome about/glossary/#部分公开
更证 → corrections/
閱讀數 → #channels.wechat.reads topics/channels/#who-reads
会不会泄露我的信息 → about/privacy/
存在哪些问题 → #五
中请 → APPLY REQUESTS #三.received.total
離退休提取 → topics/withdrawals/#policies #一（二）2 RETIRED
培训了几次 → #五 #一（三）
下栽 → DOWNLOAD
法院怎么判的 → COURT #四 topics/litigation/#about-what
is this text message real → GENUINE
九项政策 → #policies.published POLICIES
chaxun zhanghu → about/contact/#agency topics/push/#what-to-do topics/withdrawals/#what-to-do
unpaid contributions → UNPAID
老人看不清字 → about/accessibility/ about/accessibility/#done
销产提取 → about/glossary/#销户提取 topics/push/#push-sealed #push.sealed.withdrawers
租房提取 → topics/withdrawals/#policies #一（二）2
骗子发的短信怎么辨别 → GENUINE
34万人 → #push.retirement.recipients
25个亿 → #push.sealed.withdrawn_amount
網路申請 → APPLY REQUESTS #一（二）4
retirement withdrawal → RETIRED WITHDRAWN
你们有没有罚过钱 → FINES
提領公積金 → WITHDRAWN FUND RETIRED
差不多25亿 → #push.sealed.withdrawn_amount
封村 → SEALED
领导少交公积金可以告吗 → UNPAID COMPLAIN topics/decisions/#what-to-do
六个亿 → #push.retirement.withdrawn_amount
徽信 → WECHAT
phone number → PHONE
weigui tiqu → FRAUD
大概60万 → #push.sealed.recipients
网站出错了 → ERRORS
热线电话号码多少 → PHONE
administrative penalty → FINES
new policies 2022 → POLICIES
""")
