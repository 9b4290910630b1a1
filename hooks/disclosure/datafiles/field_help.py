"""What each field of a data file is for, in an editor's words: shown by the editor's own program as one types.

Words only; `schema` puts them where they belong. A field of models.py without words here is a failing test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Says:
    """One line about one field."""

    words: str
    example: str = ""

    def __str__(self) -> str:
        return f"{self.words}。如：{self.example}" if self.example else f"{self.words}。"


FILES: Mapping[str, tuple[str, str]] = {
    "agency": ("机关", "谁在公开：机关的名称、网站、电话；没有填的，页面上就不出现。"),
    "glossary": ("词汇表", "公众可能不熟的词：每个词一行，下面写解释。"),
    "form": ("表式", "国家规定的统计表：有哪些行、哪些列，哪些数必须对得上。"),
    "topic": ("主题", "一个主题：有哪些指标，画哪些图，哪些数必须对得上，哪些地方要解释。"),
    "year": ("年度报告", "一份年度报告：数字照报告原样填写，一个字不少；章节号就是出处。"),
}
"""Schema → its title, and what its files hold."""

TITLES: Mapping[str, str] = {
    "Term": "词",
    "Indicator": "指标",
    "Chart": "图",
    "Bar": "图的一行",
    "TieOut": "勾稽关系",
    "Note": "释疑",
    "Table": "统计表",
    "Block": "表的一块",
    "FormLine": "一行或一列",
    "ReportInfo": "报告",
    "PrintedText": "一个数",
    "Event": "一件事",
    "Paper": "一份文件",
    "Correction": "一条更正",
}
"""Class of models.py that stands inside a file → its name in lists of what can be put in."""

SAYS: Mapping[tuple[str, str], Says] = {
    # data/agency.yml
    ("Agency", "name"): Says("机关的全称", "某市水务局"),
    ("Agency", "website"): Says("官方网站的网址", "www.example.gov.cn"),
    ("Agency", "hotline"): Says("咨询电话", "12345"),
    ("Agency", "wechat"): Says("微信公众号的名字"),
    ("Agency", "licence"): Says("别人可以怎样再用这些数据，照机关自己公布的条款写；没有公布就不写"),
    ("Agency", "licence_url"): Says("这些条款登在哪里", "https://www.example.gov.cn/terms.html"),
    ("Agency", "site_id"): Says(
        "本网站的政府网站标识码，十位；还没有就不写，不要写机关别的网站的", "3100000001"
    ),
    # data/glossary.yml
    ("Term", "meaning"): Says("这个词的解释，一两句大白话"),
    ("Term", "also"): Says(
        "别的说法，和人们会拿来搜索的词：打哪个都一样找得到", "[封存, 封存账户]"
    ),
    # data/topics/*.yml
    ("Topic", "title"): Says("主题的名字", "主动推送"),
    ("Topic", "question"): Says("公众会怎样问；这一页就回答它", "政策怎样找到人？"),
    ("Topic", "order"): Says("在主题列表里排第几；不写就排在后面", "1"),
    ("Topic", "summary"): Says(
        "一句话的概述，登在主题的目录里；数字不要打，用指令",
        '公开政策{{ figure("policies.published") }}',
    ),
    ("Topic", "indicators"): Says("指标：名字 → 它数的是什么；名字用小写英文，定了就不再改"),
    ("Topic", "also"): Says(
        "别处的指标和统计表的格子里，也属于这个主题的；“*”代表任意一段", "三.*"
    ),
    ("Topic", "charts"): Says("图：名字 → 画什么；名字用小写英文和连字符，如 push-sealed"),
    ("Topic", "tie_outs"): Says(
        "勾稽关系：名字 → 哪几个数相加应当等于哪个数；每次生成网站都会核对"
    ),
    ("Topic", "notes"): Says("释疑：名字 → 读者会奇怪的一问和回答；名字用小写英文和连字符"),
    ("Indicator", "label"): Says("指标的中文名", "公开的行政处理决定"),
    ("Indicator", "unit"): Says("单位：件、人、元、次……", "件"),
    ("Indicator", "definition"): Says("数的是什么：范围、从何时算起、不算什么"),
    ("Indicator", "dimension"): Says(
        "单位相同、意思不同时，另起一个英文名，以免相加；阅读的“次”不是推送的“次”", "reads"
    ),
    ("Indicator", "short"): Says("画图用的短名"),
    ("Chart", "title"): Says("图的标题，直接说出发现；数字不要打，用指令"),
    ("Chart", "note"): Says("图的说明：数的范围、口径；数字用指令"),
    ("Chart", "kind"): Says("画法：bars 横条图，cards 数字卡片，timeline 时间线；不写就是 bars"),
    ("Chart", "bars"): Says("图里的各行，每行一个指标或统计表的格子", "[policies.by_center]"),
    ("Chart", "tie_outs"): Says("图下面要登的勾稽关系", "[三.outcomes/total]"),
    ("Bar", "figure"): Says("这一行是哪个数：指标，或统计表的格子", "三.granted.total"),
    ("Bar", "sum"): Says("这一行是几个数的和（会标明“本站计算”）", "三.withheld.*.total"),
    ("Bar", "label"): Says("这一行的名字；不写就用指标的名字"),
    ("Bar", "note"): Says("这一行的补充说明"),
    ("TieOut", "label"): Says("用中文写出这个等式", "公开的决定 = 不缴少缴 + 违规提取"),
    ("TieOut", "sum"): Says(
        "相加的各项。统计表的格子写“表.行.列”；“*”代表每一行或每一列；前面加 previous: 是上一年的数",
        "[三.received.*, 三.carried_in.*]",
    ),
    ("TieOut", "minus"): Says("要减去的各项；没有就不写"),
    ("TieOut", "equals"): Says("应当等于的数；写几个，就是它们的和", "[三.handled.*]"),
    ("TieOut", "why"): Says("为什么必须相等：表式的哪一条，或报告的哪一句"),
    ("Note", "question"): Says("读者会怎样问", "为什么两处的数不一样？"),
    ("Note", "answer"): Says("怎样回答；数字不要打，用指令"),
    ("Note", "figures"): Says("这段话讲到的指标和统计表的格子"),
    # data/forms/*.yml
    ("Form", "title"): Says("表式的名称", "政府信息公开工作年度报告格式"),
    ("Form", "source"): Says("规定这份表式的文件", "国办公开办函〔2021〕30号"),
    ("Form", "sections"): Says("报告的六个法定标题：一 至 六"),
    ("Form", "tables"): Says("统计表：所在的章 → 表的行和列"),
    ("Form", "tie_outs"): Says("表里必须成立的勾稽关系"),
    ("Table", "title"): Says("统计表的标题"),
    ("Table", "blocks"): Says("表的各块，从上到下；每块有自己的行和列"),
    ("Block", "title"): Says("这一块上方的一行字", "第二十条第（一）项"),
    ("Block", "corner"): Says("左上角那一格的字；不写就是“项目”"),
    ("Block", "unit"): Says("这一块里数的单位；个别列不同的，写在那一列的 unit 里", "万元"),
    ("Block", "rows"): Says("各行，从上到下"),
    ("Block", "columns"): Says("各列，从左到右"),
    ("Block", "layout"): Says("down：行往下排；across：各行并排成一行；不写就是 down"),
    ("Block", "remark"): Says("表里印在各行上方的一句话"),
    ("FormLine", "label"): Says("表上印的行名或列名，照原样"),
    ("FormLine", "id"): Says("英文名，数据和网址用；填数的行和列才有，定了就不再改", "received"),
    ("FormLine", "lines"): Says("它下面分出的行或列"),
    ("FormLine", "footnote"): Says("表上的“*”脚注是不是挂在这一行：true 或 false"),
    ("FormLine", "unit"): Says("这一列自己的单位；与整块相同就不写，行上也不写", "元"),
    ("FormLine", "signed"): Says("这一列数的是不是增减、可以是负数：true 或 false；只写在列上"),
    ("FormLine", "said"): Says(
        "正文怎样说这一行（列），用来核对正文与统计表：一句里的几个词，空格隔开，第一个词紧挨着数",
        "[收到 申请, 受理 申请]",
    ),
    # data/years/*.yml
    ("YearFile", "year"): Says("报告是哪一年的，与文件名相同", "2022"),
    ("YearFile", "report"): Says("这份报告本身：标题、登在哪里、起止日期"),
    ("YearFile", "outline"): Says(
        "章节号 → 本站拟的短标题，依报告的次序；下面各处只能用这里有的章节"
    ),
    ("YearFile", "figures"): Says("正文里的数：章节号 → 指标 → 照报告原样的数"),
    ("YearFile", "tables"): Says("统计表里的数：表 → 行 → 各格，从左到右"),
    ("YearFile", "footnotes"): Says("统计表下面的脚注：表 → 脚注"),
    ("YearFile", "papers"): Says("报告提到的文件：章节号 → 各份文件"),
    ("YearFile", "events"): Says("有日子的事：章节号 → 各件事，会画成时间线"),
    ("YearFile", "facts"): Says("报告说的事实，用自己的话写：章节号 → 各句"),
    ("YearFile", "commitments"): Says("报告说来年要做的：章节号 → 各句"),
    ("YearFile", "printed_so"): Says(
        "报告自己印错、算不拢的：勾稽关系 → 什么缘故；数照印错的填，网站会公开说明"
    ),
    ("YearFile", "corrections"): Says("登载以后改过的数，依时间先后；没有就写 []"),
    ("ReportInfo", "title"): Says("报告的标题，照原样"),
    ("ReportInfo", "published_at"): Says("登在哪个网站", "www.example.gov.cn"),
    ("ReportInfo", "covers"): Says("报告的起止日期", "2022-01-01/2022-12-31"),
    ("ReportInfo", "form"): Says("用的是哪一份表式：data/forms 里的文件名", "2021"),
    ("ReportInfo", "tables_of"): Says(
        "有的统计表用的是另一份表式，才写：表 → data/forms 里的文件名", "{三: 2019}"
    ),
    ("ReportInfo", "basis"): Says("依据的法规", "[中华人民共和国政府信息公开条例]"),
    ("PrintedText", "printed"): Says("报告印的数，连同“近”“超”“约”和单位，一个字不少", "近6亿元"),
    ("PrintedText", "period"): Says("这个数自己的时段，与报告的年份不同才写", "2022-10/2022-12"),
    ("PrintedText", "since"): Says(
        "累计数从何时算起；报告没有给日期就照它的话写", "首次退休消息推送"
    ),
    ("PrintedText", "note"): Says("读这个数要知道的一句话", "报告没有写截至哪一天"),
    ("Event", "on"): Says("哪一天，或从哪天到哪天", "2022-03-30/2022-03-31"),
    ("Event", "what"): Says("什么事"),
    ("Event", "ongoing"): Says("只有开始、没有写结束的，填 true"),
    ("Event", "short"): Says("时间线上用的短句"),
    ("Paper", "title"): Says("文件的标题，照原样"),
    ("Paper", "number"): Says("文号", "某政发〔2022〕5号"),
    ("Paper", "issued"): Says("发布的日子", "2022-05-29"),
    ("Paper", "by"): Says("谁发的；不止一个就写成列表", "[住建部, 财政部]"),
    ("Paper", "via"): Says("登在哪些地方", "[本机关网站, 微信公众号]"),
    ("Paper", "about"): Says("讲的是什么，一句话"),
    ("Correction", "on"): Says("哪一天改的", "2023-04-01"),
    ("Correction", "figure"): Says("改的是哪个数：指标，或统计表的格子", "三.received.total"),
    ("Correction", "was"): Says("原来登的，照原样；原来空着就写（空）"),
    ("Correction", "now"): Says("现在登的，与上面填的一字不差；现在空着就写（空）"),
    ("Correction", "why"): Says("为什么改"),
}
"""(Class of models.py, field) → its line."""

SNIPPETS: Mapping[str, list[dict[str, Any]]] = {
    "PrintedText": [
        {
            "label": "时段不同的数",
            "description": "这个数有自己的时段",
            "body": {"printed": "$1", "period": "$2"},
        },
        {
            "label": "累计的数",
            "description": "从某时起累计到年末",
            "body": {"printed": "$1", "since": "$2"},
        },
    ],
    "Paper": [
        {
            "label": "文件：标题、日期、登在哪里",
            "description": "报告提到的一份文件",
            "body": {"title": "$1", "issued": "$2", "via": "$3"},
        }
    ],
    "Event": [
        {
            "label": "事：日期、什么事、短句",
            "description": "有日子的一件事",
            "body": {"on": "$1", "what": "$2", "short": "$3"},
        }
    ],
    "Correction": [
        {
            "label": "更正：日期、哪个数、原来、现在、原因",
            "description": "登载以后改过的一个数",
            "body": {"on": "$1", "figure": "$2", "was": "$3", "now": "$4", "why": "$5"},
        }
    ],
}
"""Class of models.py → what VS Code's YAML extension puts in at once; the cursor goes from `$1` to `$2`. Never a
number: one that is not the report's must not be one keystroke away."""

LINES = "这里应当是“名字: 内容”这样的若干行：{}"
LIST = "这里应当是列表：每项一行，前面写“- ”"
ONE_OF = "这里只能写 {}"
UNKNOWN = "没有这样的{}；名字要和 data/topics、data/forms 里的一样"
SECTION = "报告的章节号，如 一（一）6；要先写在 outline 里。"
FIGURE = "{label}：{definition}（单位：{unit}，如 12{unit}）"
ROW = "{label}（单位：{unit}）。{many}格：{columns}。"

DAY = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
KINDS: Mapping[str, Mapping[str, Any]] = {
    "text": {
        "type": ["string", "number"],
        "pattern": r"\S",
        "errorMessage": "这里应当是一段文字，不能为空",
    },
    "web_address": {
        "type": "string",
        "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://)?[^\s/?#@:\\\"'<>()]+(\.[^\s/?#@:\\\"'<>()]+)+(:[0-9]+)?([/?#][!-~]*)?\s*$",
        "errorMessage": "这里应当是网址，如 www.example.gov.cn 或 https://www.example.gov.cn/terms.html",
    },
    "cell": {
        "type": ["string", "number", "null"],
        "errorMessage": "这里应当是表里的一格：印的数、“—”，或空着的“~”",
    },
    "date": {
        "type": ["string", "integer"],
        "pattern": f"^{DAY}(/{DAY})?$",
        "minimum": 1000,
        "maximum": 9999,
        "errorMessage": "这里应当是日期，如 2022-10 或 2022-10/2022-12",
    },
    "id": {
        "type": "string",
        "pattern": r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$",
        "errorMessage": "名字用小写英文，各段用点连接，如 push.sealed.recipients",
    },
    "chart_id": {
        "type": "string",
        "pattern": "^[a-z][a-z0-9-]*$",
        "errorMessage": "名字用小写英文和连字符，如 push-sealed",
    },
    "section": {
        "type": "string",
        "pattern": (
            r"^[一二三四五六七八九十]+(（[一二三四五六七八九十0-9]+）|[0-9]+(\.[0-9]+)*|[①-⑳])*$"
        ),
        "errorMessage": "这里应当是报告的章节号，如 一（一）6；括号用全角",
    },
    "whole_number": {
        "type": ["integer", "string"],
        "pattern": "^[0-9]+$",
        "errorMessage": "这里应当是整数",
    },
    "true_or_false": {
        "type": ["boolean", "string"],
        "pattern": "^(true|false)$",
        "errorMessage": "这里应当是 true 或 false",
    },
}
"""What a value may look like, in JSON Schema. A pattern is for texts: numbers, and true without quotes, pass it by."""
