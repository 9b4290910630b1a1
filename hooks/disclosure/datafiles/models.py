"""What the YAML files may contain: frozen pydantic models, one for each kind of thing that an editor writes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from disclosure.figures.period import Period
from disclosure.figures.units import Unit

from .field_types import (
    MOST_NAMES,
    Calendar,
    ChartId,
    CreditCode,
    FigureName,
    IcpNumber,
    Id,
    Link,
    Names,
    Patterns,
    PoliceNumber,
    Prose,
    Section,
    SiteId,
    SomePatterns,
    Span,
    Text,
    TieOutNames,
    Website,
    as_mapping,
)
from .web_addresses import web_address

BLANK = "（空）"
"""How a correction writes that nothing was printed there: a cell left empty, or a figure that was not given."""


class DataModel(BaseModel):
    """Frozen, and closed: a key that isn't known is a problem, never ignored.

    A field's docstring is its help for editors: `desk schema` puts it into the JSON Schemas. Its `title` is what
    `desk diff` calls it; empty where the value says enough. A field without a title is no text that readers see.
    """

    model_config = ConfigDict(
        frozen=True,
        defer_build=True,  # few are validated by themselves: the others are parts of those
        extra="forbid",
        arbitrary_types_allowed=True,
        ignored_types=(Period,),
    )


class Badge(DataModel, title="一个标识"):
    """A picture in the foot of every page, given by who keeps a register of websites."""

    picture: Text = Field(title="图片")
    """图片在 docs 里的位置，png、webp 或 svg，最多 100 千字节。如：about/badge.png"""
    alt: Text = Field(title="图的意思")
    """图上写着什么，给看不见图的人听。如：事业单位"""
    url: Link = Field(title="网址")
    """点了去哪里，照发标识的单位给的写。如：https://www.example.gov.cn/badge"""


MOST_BADGES = 4
"""In the foot of every page."""


class Agency(DataModel):
    """data/agency.yml: who publishes. What the agency hasn't stated is left out, and pages leave it out too."""

    name: Text = Field(title="名称")
    """机关的全称。如：某市水务局"""
    website: Website = Field(title="网站")
    """官方网站的网址。如：www.example.gov.cn"""
    hotline: Text | None = Field(None, title="热线")
    """咨询电话。如：12345"""
    wechat: Text | None = Field(None, title="微信公众号")
    """微信公众号的名字。"""
    licence: Text | None = Field(None, title="再利用的条件")
    """别人可以怎样再用这些数据，照机关自己公布的条款写；没有公布就不写。"""
    licence_url: Link | None = Field(None, title="再利用条件的网址")
    """这些条款登在哪里。如：https://www.example.gov.cn/terms.html"""
    text_licence: Text | None = Field(None, title="文字和图的再利用条件")
    """别人可以怎样再用本站的文字和图，照机关自己公布的条款写；没有公布就不写。"""
    text_licence_url: Link | None = Field(None, title="文字和图的再利用条件的网址")
    """这些条款登在哪里。如：https://www.example.gov.cn/texts.html"""
    code_licence: Text | None = Field(None, title="程序的许可")
    """别人可以怎样再用本站的程序；机关没有说就不写。"""
    code_licence_url: Link | None = Field(None, title="程序许可的网址")
    """程序的许可登在哪里。如：https://www.example.gov.cn/code.html"""
    site_id: SiteId | None = Field(None, title="政府网站标识码")
    """本网站的政府网站标识码，十位；还没有就不写，不要写机关别的网站的。如：3100000001"""
    application: Link | None = Field(None, title="申请公开的网址")
    """在网上申请公开政府信息的地方。如：https://www.example.gov.cn/ysqgk"""
    enquiry: Link | None = Field(None, title="咨询的网址")
    """在网上咨询的地方。如：https://www.example.gov.cn/zixun"""
    complaint: Link | None = Field(None, title="投诉举报的网址")
    """在网上投诉、举报的地方。如：https://www.example.gov.cn/tousu"""
    account: Link | None = Field(None, title="查账户的网址")
    """在网上查自己账户的地方。如：https://www.example.gov.cn/zhanghu"""
    error_report: Link | None = Field(None, title="网站找错的网址")
    """“政府网站找错”的入口。如：https://www.example.gov.cn/zhaocuo"""
    badges: tuple[Badge, ...] = Field((), title="网站标识", max_length=MOST_BADGES)
    """党政机关、事业单位等网站标识和“找错”的标志，登在每一页的页脚；图要从发标识的单位取来，放在 docs 里。"""
    organiser: Text | None = Field(None, title="主办单位")
    """本网站由谁主办。如：某市水务局"""
    host: Text | None = Field(None, title="承办单位")
    """本网站由谁承办。如：某市水务局信息中心"""
    icp: IcpNumber | None = Field(None, title="ICP备案号")
    """本网站域名的 ICP 备案号。如：沪ICP备12345678号-1"""
    police: PoliceNumber | None = Field(None, title="公安备案号")
    """本网站的公安备案号。如：沪公网安备 31010102000000号"""
    credit_code: CreditCode | None = Field(None, title="统一社会信用代码")
    """机关的统一社会信用代码，十八位，照证书写。"""

    @property
    def website_url(self) -> str:
        return web_address(self.website).url


class Term(DataModel, title="词"):
    """data/glossary.yml: a word a citizen may not know."""

    meaning: Prose = Field(title="解释")
    """这个词的解释，一两句大白话。"""
    also: Names = Field((), title="别的说法")
    """别的说法，和人们会拿来搜索的词：打哪个都一样找得到。如：[封存, 封存账户]"""


class Indicator(DataModel, title="指标"):
    """What a figure counts, the same from year to year."""

    label: Text = Field(title="名称")
    """指标的中文名。如：公开的行政处理决定"""
    short: Text | None = Field(None, title="短名")
    """画图用的短名。"""
    unit: Text = Field(title="单位")
    """单位：件、人、元、次……。如：件"""
    dimension: Text | None = Field(None, title="量纲")
    """单位相同、意思不同时，另起一个英文名，以免相加、画在一条轴上；阅读的“次”不是推送的“次”。如：reads"""
    definition: Prose = Field(title="定义")
    """数的是什么：范围、从何时算起、不算什么。"""
    search: Names = Field((), title="搜索的词")
    """标签里没有、人们会拿来搜索这个数的词。如：[粉丝]"""


def unit_of(indicator: Indicator) -> Unit:
    return Unit.named(indicator.unit, indicator.dimension)


class Bar(DataModel, title="图的一行"):
    """One row of a chart: a figure, or our own sum of several."""

    figure: FigureName | None = Field(None, title="")
    """这一行是哪个数：指标，或统计表的格子。如：三.granted.total"""
    sum: Patterns = Field((), title="合计")
    """这一行是几个数的和（会标明“本站计算”）。如：三.withheld.*.total"""
    label: Text | None = Field(None, title="短名")
    """这一行的名字；不写就用指标的名字。"""
    note: Text | None = Field(None, title="说明")
    """这一行的补充说明。"""

    @model_validator(mode="after")
    def check_source(self) -> Bar:
        if bool(self.figure) is bool(self.sum):
            raise ValueError("每一条要么写 figure，要么写 sum，两样取一样")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The figures it names, some with a `*`."""
        return (self.figure,) if self.figure else self.sum


class Chart(DataModel, title="图"):
    """A table that charts are drawn from. `title` and `note` may hold `{{ figure("…") }}`."""

    title: Prose = Field(title="标题")
    """图的标题，直接说出发现；数字不要打，用指令。"""
    note: Prose | None = Field(None, title="说明")
    """图的说明：数的范围、口径；数字用指令。"""
    kind: Literal["bars", "parts", "cards", "timeline"] = Field("bars", title="样式")
    """画法：bars 横条图，parts 一个整体的各部分，cards 数字卡片，timeline 时间线；不写就是 bars。"""
    bars: tuple[
        Annotated[Bar, BeforeValidator(lambda v: {"figure": v} if isinstance(v, str) else v)], ...
    ] = Field((), title="画的数字")
    """图里的各行，每行一个指标或统计表的格子。如：[policies.by_center]"""
    tie_outs: TieOutNames = Field((), title="图下的核对")
    """图下面要登的勾稽关系。如：[三.outcomes/total]"""

    @model_validator(mode="after")
    def check_content(self) -> Chart:
        if self.kind != "timeline" and not self.bars:
            raise ValueError("图里没有东西可画：请在 bars 里写明指标")
        if self.kind == "timeline" and self.bars:
            raise ValueError("时间线画的是年度文件里的 events，不写 bars；要画数字，请换一个 kind")
        return self


class TieOut(DataModel, title="勾稽关系"):
    """`sum − minus = equals`. A term is an indicator or `TABLE.ROW.COLUMN`; `previous:` before it means last year's;
    `*` stands for every row or column in turn, the same one in every term."""

    label: Text = Field(title="名称")
    """用中文写出这个等式。如：公开的决定 = 不缴少缴 + 违规提取"""
    why: Text | None = Field(None, title="理由")
    """为什么必须相等：表式的哪一条，或报告的哪一句。"""
    sum: SomePatterns
    """相加的各项。格子写“表.行.列”；“*”代表每一行或列；previous: 是上一年的数。如：[三.received.*, 三.carried_in.*]"""
    minus: Patterns = ()
    """要减去的各项；没有就不写。"""
    equals: SomePatterns
    """应当等于的数；写几个，就是它们的和。如：[三.handled.*]"""

    @property
    def terms(self) -> tuple[str, ...]:
        return (*self.sum, *self.minus, *self.equals)


class Note(DataModel, title="释疑"):
    """Answers a question a reader would stumble over. `answer` may hold `{{ figure("…") }}`."""

    question: Prose = Field(title="问题")
    """读者会怎样问。如：为什么两处的数不一样？"""
    answer: Prose = Field(title="回答")
    """怎样回答；数字不要打，用指令。"""
    figures: Patterns = Field((), title="有关的数字")
    """这段话讲到的指标和统计表的格子。"""
    search: Names = Field((), title="搜索的词")
    """问题里没有、人们会拿来搜索它的词。如：[诈骗, 骗人]"""


class WhatToDo(DataModel, title="怎么办"):
    """What a reader of a topic may want, by the field of `Agency` that has the address for it."""

    enquiry: Text | None = Field(default=None, title="要问的")
    """读者会想问什么。如：问自己能不能提取"""
    account: Text | None = Field(default=None, title="要查的")
    """读者会想查自己的什么。如：查自己的账户"""
    complaint: Text | None = Field(default=None, title="要投诉的")
    """读者会为什么事投诉、举报。如：单位没有缴，要投诉"""
    application: Text | None = Field(default=None, title="要申请的")
    """读者会想申请公开什么。如：想要的文件没有公开，要申请"""


class Topic(DataModel):
    """data/topics/*.yml: one subject."""

    title: Text = Field(title="标题")
    """主题的名字。如：主动推送"""
    question: Text = Field(title="问题")
    """公众会怎样问；这一页就回答它。如：政策怎样找到人？"""
    summary: Prose = Field(title="摘要")
    """一句话的概述，登在主题的目录里；数字不要打，用指令。如：公开政策{{ figure("policies.published") }}"""
    order: int = Field(default=100, ge=1, title="次序")
    """在主题列表里排第几；不写就排在后面。如：1"""
    indicators: dict[Id, Indicator] = Field(default_factory=dict, max_length=MOST_NAMES)
    """指标：名字 → 它数的是什么；名字用小写英文，定了就不再改。"""
    also: Patterns = Field((), title="也列在这里的数字")
    """别处的指标和统计表的格子里，也属于这个主题的；“*”代表任意一段。如：三.*"""
    charts: dict[ChartId, Chart] = Field(default_factory=dict)
    """图：名字 → 画什么；名字用小写英文和连字符，如 push-sealed。"""
    tie_outs: dict[Id, TieOut] = Field(default_factory=dict, max_length=MOST_NAMES)
    """勾稽关系：名字 → 哪几个数相加应当等于哪个数；每次生成网站都会核对。"""
    notes: dict[ChartId, Note] = Field(default_factory=dict)
    """释疑：名字 → 读者会奇怪的一问和回答；名字用小写英文和连字符。"""
    what_to_do: WhatToDo = Field(default_factory=WhatToDo, title="怎么办")
    """读者看了这个主题会想做什么；到哪里去办，照 agency.yml 填的网址和热线。"""


MOST_LINES = 100
"""Rows or columns of a grid, their heads included. The national forms have up to 35; cells are rows times columns."""
OF_COLUMNS = "unit 和 signed 只写在填数的列上；整块的单位写在块的 unit 里"


class FormLine(DataModel, title="一行或一列"):
    """A row or a column of a statutory table, or a head over several."""

    label: Text
    """表上印的行名或列名，照原样。"""
    id: Text | None = None
    """英文名，数据和网址用；填数的行和列才有，定了就不再改。如：received"""
    lines: tuple[FormLine, ...] = ()
    """它下面分出的行或列。"""
    footnote: bool = Field(False, title="表下注的星号")
    """表上的“*”脚注是不是挂在这一行：true 或 false。"""
    unit: Text | None = Field(None, title="单位")
    """这一列自己的单位；与整块相同就不写，行上也不写。如：元"""
    signed: bool = False
    """这一列数的是不是增减、可以是负数：true 或 false；只写在列上。"""
    said: Names = ()
    """正文怎样说它，用来核对正文与统计表：一句里的几个词，空格隔开，第一个词紧挨着数。如：[收到 申请, 受理 申请]"""

    @model_validator(mode="after")
    def check_head_or_leaf(self) -> FormLine:
        if bool(self.id) is bool(self.lines):
            raise ValueError("一行（一列）要么有 id，要么有下一层的 lines，两样取一样")
        if self.lines and (self.unit or self.signed):
            raise ValueError(OF_COLUMNS)
        return self


class Block(DataModel, title="表的一块"):
    """One grid of a statutory table. `across` puts the rows side by side over one line of values."""

    title: Text | None = Field(None, title="标题")
    """这一块上方的一行字。如：第二十条第（一）项"""
    corner: Text = Field("项目", title="表头的角")
    """左上角那一格的字；不写就是“项目”。"""
    unit: Text = Field(title="单位")
    """这一块里数的单位；个别列不同的，写在那一列的 unit 里。如：万元"""
    rows: Annotated[tuple[FormLine, ...], Field(min_length=1)]
    """各行，从上到下。"""
    columns: Annotated[tuple[FormLine, ...], Field(min_length=1)]
    """各列，从左到右。"""
    layout: Literal["down", "across"] = Field("down", title="排法")
    """down：行往下排；across：各行并排成一行；不写就是 down。"""
    remark: Text | None = Field(None, title="表中的话")
    """表里印在各行上方的一句话。"""

    @model_validator(mode="after")
    def check_lines(self) -> Block:
        rows, columns = list(self.rows), list(self.columns)
        for lines in (rows, columns):
            for line in lines:
                lines += line.lines
            if len(lines) > MOST_LINES:
                raise ValueError(f"一块表里的行或列超过了 {MOST_LINES} 条")
        if any(line.unit or line.signed for line in rows):
            raise ValueError(OF_COLUMNS)
        return self


class Table(DataModel, title="统计表"):
    title: Text = Field(title="标题")
    """统计表的标题。"""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    """表的各块，从上到下；每块有自己的行和列。"""


class Form(DataModel):
    """data/forms/*.yml: the tables that the State Council's office prescribes, with the sums they must meet."""

    title: Text = Field(title="标题")
    """表式的名称。如：政府信息公开工作年度报告格式"""
    source: Text = Field(title="出处")
    """规定这份表式的文件。如：国办公开办函〔2021〕30号"""
    sections: dict[Text, Text]
    """报告的六个法定标题：一 至 六。"""
    tables: dict[Text, Table]
    """统计表：所在的章 → 表的行和列。"""
    tie_outs: dict[Text, TieOut] = Field(default_factory=dict, max_length=MOST_NAMES)
    """表里必须成立的勾稽关系。"""


class ReportInfo(DataModel, title="报告"):
    """The document a year file was made from."""

    title: Text = Field(title="报告标题")
    """报告的标题，照原样。"""
    published_at: Website = Field(title="发布在")
    """登在哪个网站。如：www.example.gov.cn"""
    url: Link | None = Field(None, title="原文的网址")
    """报告原文自己的网址，核对过打得开才写。如：https://www.example.gov.cn/2022.html"""
    covers: Span = Field(title="统计期")
    """报告的起止日期。如：2022-01-01/2022-12-31"""
    form: Text = Field("2021", title="表式")
    """用的是哪一份表式：data/forms 里的文件名。如：2021"""
    tables_of: dict[Text, Text] = Field(default_factory=dict, title="用另一份表式的统计表")
    """有的统计表用的是另一份表式，才写：表 → data/forms 里的文件名。如：{三: 2019}"""
    basis: Names = Field((), title="依据")
    """依据的法规。如：[中华人民共和国政府信息公开条例]"""

    @property
    def published_url(self) -> str:
        return web_address(self.published_at).url


class PrintedText(DataModel, title="一个数"):
    """A figure as a year file gives it."""

    printed: Text
    """报告印的数，连同“近”“超”“约”和单位，一个字不少。如：近6亿元"""
    period: Span | None = None
    """这个数自己的时段，与报告的年份不同才写。如：2022-10/2022-12"""
    since: Text | None = None
    """累计数从何时算起；报告没有给日期就照它的话写。如：首次退休消息推送"""
    note: Text | None = None
    """读这个数要知道的一句话。如：报告没有写截至哪一天"""


PrintedFigure = Annotated[PrintedText, BeforeValidator(as_mapping)]


class Event(DataModel, title="一件事"):
    """Something that happened on a day or in a span."""

    on: Span = Field(title="")
    """哪一天，或从哪天到哪天。如：2022-03-30/2022-03-31"""
    what: Text = Field(title="")
    """什么事。"""
    short: Text | None = Field(None, title="短题")
    """时间线上用的短句。"""
    ongoing: bool = Field(False, title="没有写止期")
    """只有开始、没有写结束的，填 true。"""

    @property
    def when(self) -> str:
        return self.on.words + ("起" if self.ongoing else "")


class Paper(DataModel, title="一份文件"):
    """A document the report names."""

    title: Text = Field(title="")
    """文件的标题，照原样。"""
    number: Text | None = Field(None, title="文号")
    """文号。如：某政发〔2022〕5号"""
    issued: Span | None = Field(None, title="印发")
    """发布的日子。如：2022-05-29"""
    by: Names = Field((), title="发文单位")
    """谁发的；不止一个就写成列表。如：[住建部, 财政部]"""
    via: Names = Field((), title="登在")
    """登在哪些地方。如：[本机关网站, 微信公众号]"""
    about: Text | None = Field(None, title="关于")
    """讲的是什么，一句话。"""
    url: Link | None = Field(None, title="网址")
    """这份文件登在哪里，核对过打得开才写。如：https://www.example.gov.cn/5.html"""


class Correction(DataModel, title="一条更正"):
    """A figure that changed after it was published."""

    on: Span
    """哪一天改的。如：2023-04-01"""
    figure: FigureName
    """改的是哪个数：指标，或统计表的格子。如：三.received.total"""
    was: Text
    """原来登的，照原样；原来空着就写（空）。"""
    now: Text
    """现在登的，与上面填的一字不差；现在空着就写（空）。"""
    why: Text
    """为什么改。"""

    @property
    def is_withdrawal(self) -> bool:
        """Whether it took the figure back and put nothing in its place."""
        return self.now == BLANK

    @property
    def outcome(self) -> str:
        """`撤回`, `改为“9件”`: what became of the figure, for readers."""
        return "撤回" if self.is_withdrawal else f"改为“{self.now}”"


class Restatement(DataModel, title="一处重述"):
    """What a report says of an earlier year's figure, where that year's report printed another."""

    year: Calendar = Field(title="年度")
    """重述的是哪一年的数，早于这份报告。如：2022"""
    figure: FigureName = Field(title="数")
    """重述的是哪个数：指标，或统计表的格子。如：三.received.total"""
    was: Text | None = Field(None, title="原来")
    """那一年的报告印的，照原样；可以不写，写了就核对。"""
    printed: Text = Field(title="现称")
    """这份报告说是多少，照原样。如：270件"""
    why: Text = Field(title="缘故")
    """报告说的缘故；没有说，就写“报告没有说缘故”。"""


class OpenItem(DataModel, title="一个还没有定的数"):
    """What `desk import` could not settle: a number of the report, or a part that was not read. Never published."""

    printed: Text | None = None
    """报告印的数；没有读进来的就不写。"""
    indicator: Text | None = None
    """像是哪个指标。"""
    rival: Text | None = None
    """也可能是哪个指标。"""
    last: Text | None = None
    """这个指标上一次的数。"""
    period: Text | None = None
    """报告的话说的时段。"""
    since: Text | None = None
    """报告的话说的起点。"""
    words: Text
    """数前后的话，或没有读进来的是什么。"""
    note: Text | None = None
    """为什么不是看上去的那个指标。"""


class SetAside(DataModel, title="不登的数"):
    """Numbers of the report that the site does not give, and why. One that a section has twice stands here twice."""

    printed: Names = Field(title="")
    """报告印的数，照原样；不止一个就写成列表。如：[12次, 345人次]"""
    why: Text = Field(title="理由")
    """为什么不登，网站会照登。如：会议和培训的次数，没有做成指标"""


BY_SECTION = (
    *("figures", "open", "set_aside", "tables", "footnotes"),
    *("papers", "events", "facts", "commitments"),
)
"""The parts of a year file whose keys are the report's sections."""
OPENING = "报告开头"
"""The section of what stands before the first heading, for `open` and `set_aside`."""
COVERS, COVERS_LABEL = "report.covers", "报告的统计期"
"""The name under which the report's own period is published with its figures, and what readers call it: what every
figure is counted over that has no period of its own."""


class YearFile(DataModel):
    """data/years/*.yml: one report, section by section."""

    year: Calendar
    """报告是哪一年的，与文件名相同。如：2022"""
    report: ReportInfo
    """这份报告本身：标题、登在哪里、起止日期。"""
    outline: dict[Section, Text] = Field(title="标题")
    """章节号 → 本站拟的短标题，依报告的次序；下面各处只能用这里有的章节。"""
    figures: dict[Section, dict[Text, PrintedFigure]] = Field(default_factory=dict)
    """正文里的数：章节号 → 指标 → 照报告原样的数。"""
    open: dict[Section, tuple[OpenItem, ...]] = Field(default_factory=dict)
    """读报告时没有定下来的数：章节号 → 各个数；每个都填好或移到 set_aside，再删去，才能发布。"""
    set_aside: dict[Section, tuple[SetAside, ...]] = Field(default_factory=dict, title="没有登的数")
    """报告有、本站不登的数：章节号 → 哪些数、为什么；网站会公开。"""
    tables: dict[Text, dict[Text, tuple[str | None, ...]]] = Field(default_factory=dict)
    """统计表里的数：表 → 行 → 各格，从左到右。"""
    footnotes: dict[Section, Text] = Field(default_factory=dict, title="表下注")
    """统计表下面的脚注：表 → 脚注。"""
    papers: dict[Section, tuple[Paper, ...]] = Field(default_factory=dict, title="文件")
    """报告提到的文件：章节号 → 各份文件。"""
    events: dict[Section, tuple[Event, ...]] = Field(default_factory=dict, title="大事")
    """有日子的事：章节号 → 各件事，会画成时间线。"""
    facts: dict[Section, tuple[Prose, ...]] = Field(default_factory=dict, title="事实")
    """报告说的事实，用自己的话写：章节号 → 各句。"""
    commitments: dict[Section, tuple[Prose, ...]] = Field(default_factory=dict, title="承诺")
    """报告说来年要做的：章节号 → 各句。"""
    printed_so: dict[Text, Text] = Field(default_factory=dict)
    """报告自己印错、算不拢的：勾稽关系 → 什么缘故；数照印错的填，网站会公开说明。"""
    restates: tuple[Restatement, ...] = ()
    """这份报告对以前年份的数另有说法的：那一年的文件不动，照旧是当年印的。"""
    corrections: tuple[Correction, ...] = ()
    """登载以后改过的数，依时间先后；没有就写 []。"""
