"""Every code that a problem can have: what it tells the editor, how to mend it, and an example of the fault.

The editing guide shows this table, and a test raises each code from its example. A code is never given to another
fault. D0 is about files, D1 shape, D2 names and dates, D3 figures, D4 sums, corrections and verification, D5 pages,
D6 official reports.
"""

from __future__ import annotations

from .report_rules import OF_REPORTS
from .rule import Example, How, Rule, Severity, edit

PARTS = {
    "D0": "文件",
    "D1": "写法",
    "D2": "名字和日期",
    "D3": "数字",
    "D4": "加减关系、更正和核对",
    "D5": "页面",
    "D6": "报告",
}
RULES = {
    # D0: the file itself
    "D001": Rule(
        "缺少文件",
        "找不到 {name}，或打不开",
        "请把这个文件补上，或核对它的位置；它要是一个普通的文件",
        Example("glossary.yml", "没有 data/glossary.yml", "有 data/glossary.yml", How.REMOVE),
    ),
    "D002": Rule(
        "不是 UTF-8",
        "文件不是 UTF-8 编码{found}",
        "请在编辑器里选“另存为”，编码选 UTF-8",
        Example("years/2023.yml", "另存为时编码选 ANSI（GBK）", "另存为时编码选 UTF-8", How.GBK),
    ),
    "D003": Rule(
        "YAML 写法不对",
        "{what}",
        "请核对缩进、冒号和引号；冒号用半角“:”，后面空一格",
        edit("    decisions.published：274件\n", "    decisions.published: 274件\n"),
    ),
    "D004": Rule(
        "空文件",
        "文件是空的",
        "请照上一年的文件填写，或删去这个文件",
        Example("years/2023.yml", "文件里什么也没有", "写上内容，或删去文件", How.EMPTY),
    ),
    "D005": Rule(
        "重复的键",
        "“{key}”写了两次，上一处在第 {line} 行",
        "请合并成一处",
        edit(
            "    decisions.published: 274件\n    decisions.published: 275件\n",
            "    decisions.published: 274件\n",
        ),
    ),
    "D006": Rule(
        "不许用的 YAML 写法",
        "这里用了{what}，数据文件里不许用",
        "请直接写出内容",
        edit("    decisions.published: !!str 274件\n", "    decisions.published: 274件\n"),
    ),
    "D007": Rule(
        "文件过大",
        "文件有 {size}，上限是 {limit}",
        "数据文件只放报告里的数字和事实",
        Example("years/2023.yml", "把整篇报告贴进文件", "只写数字和事实", How.SWELL),
    ),
    "D008": Rule(
        "不会读的文件",
        "不会读“{name}”：{why}",
        "年份文件放在 data/years/ 里，主题放在 data/topics/ 里，表式放在 data/forms/ 里",
        Example("years/2023.yml", "data/years/2023.yml.txt", "data/years/2023.yml", How.RENAME),
    ),
    "D009": Rule(
        "补全用的文件旧了",
        "{name} 与主题、表式不一致了",
        "请运行 python hooks/desk.py schema，连同改动一起提交；在网页上编辑的，请管理员来做",
        Example(
            "schema/year.json",
            "加了指标，没有重写 data/schema/",
            "加了指标，也运行 desk schema",
            How.EMPTY,
        ),
        Severity.WARNING,
    ),
    "D010": Rule(
        "不是数据文件",
        "这是{kind}，不是数据文件，改了名字也不是",
        "请移出去，照空白文件另填；是报告的，可以让程序读成草稿：python hooks/desk.py import 报告",
        Example("years/2023.yml", "把 Word 文件改名为 2023.yml", "用记事本写的 2023.yml", How.WORD),
    ),
    # D1: the shape
    "D101": Rule(
        "缺少必填项",
        "缺少“{name}”",
        "请补上这一项",
        edit(
            "  title: 虚构局2023年政府信息公开工作年度报告\n  covers: 2023\n",
            "  title: 虚构局2023年政府信息公开工作年度报告\n  published_at: example.invalid\n  covers: 2023\n",
        ),
    ),
    "D102": Rule(
        "不认识的键",
        "不认识“{name}”",
        "请删去，或核对拼写",
        edit(
            "{printed: 34.67万人, peroid: 2023-10/2023-12}",
            "{printed: 34.67万人, period: 2023-10/2023-12}",
        ),
    ),
    "D103": Rule(
        "形状不对",
        "这里应当是{expected}",
        "请照着旁边同类的内容写",
        edit("    handled: 4\n", "    handled: [3, 1, —, 4]\n"),
    ),
    "D104": Rule(
        "内容不对",
        "{what}",
        "请照报告和旁边同类的内容改；日期写成 2023、2023-10、2023-10-31 或 2023-10/2023-12",
        edit("    - on: 2023-02-30\n", "    - on: 2023-02-28\n"),
    ),
    "D105": Rule(
        "没有填",
        "“{name}”没有填",
        "报告没有说就删去这一行；印的是横线就填“—”",
        edit("    push.rounds:\n", "    push.rounds: 5次\n"),
    ),
    "D106": Rule(
        "逗号把内容断开了",
        "逗号“,”把{what}断成了两段",
        "请给有逗号的那一项加上半角引号，如 {{printed: '1,208件', note: …}}",
        edit(
            "{printed: 34,67万人, period: 2023-10/2023-12}",
            "{printed: 34.67万人, period: 2023-10/2023-12}",
        ),
    ),
    "D107": Rule(
        "网址不对",
        "{why}",
        "请从浏览器的地址栏里复制，写成 www.example.gov.cn 或 https://www.example.gov.cn/terms.html 的样子",
        Example(
            "agency.yml",
            "website: https：//example.invalid",
            "website: example.invalid",
        ),
    ),
    "D108": Rule(
        "几个名字连在一起",
        "“{name}”像是 {count} 个名字，会登成一个",
        "名字之间用半角逗号，写成 [甲, 乙]；确是一个名字，就给它加上半角引号",
        edit(
            "  covers: 2023\n  basis: [甲条例、乙规定]\n",
            "  covers: 2023\n",
        ),
    ),
    "D109": Rule(
        "章节号的写法不对",
        "章节号“{name}”与报告印的不一样",
        "请写成 {meant}：括号用全角，数字用半角，不加标点；各处都要一样",
        edit("  一(二):\n    push.rounds: 5次\n", "  一（二）:\n    push.rounds: 5次\n"),
    ),
    # D2: names and dates that must agree
    "D201": Rule(
        "年份与文件名不符",
        "年份 {year} 与文件名 {name} 不符",
        "请改成一致",
        edit("year: 2032\n", "year: 2023\n"),
    ),
    "D202": Rule(
        "不认识的指标",
        "没有哪个主题定义了指标“{name}”",
        "请核对拼写；新指标先写进 data/topics/",
        edit("    decisions.publishd: 274件\n", "    decisions.published: 274件\n"),
    ),
    "D203": Rule(
        "不认识的章节",
        "outline 里没有章节“{name}”",
        "请核对章节号，或先在 outline 里列出",
        edit("  一（三）:\n    push.rounds: 5次\n", "  一（二）:\n    push.rounds: 5次\n"),
    ),
    "D204": Rule(
        "重复的名字",
        "“{name}”已在 {other} 定义过",
        "请换一个名字，或删去一处",
        edit(
            "    push.rounds: 5次\n    decisions.published: 274件\n",
            "    push.rounds: 5次\n",
        ),
    ),
    "D205": Rule(
        "不认识的表或行",
        "表式里没有“{name}”",
        "可用的名字：{known}",
        edit("    recieved: [3, 1, —, 4]\n", "    received: [3, 1, —, 4]\n"),
    ),
    "D206": Rule(
        "一行的格数不对",
        "“{name}”一行有 {got} 格，表式是 {expected} 格：{columns}",
        "请照表从左到右逐格填；表里留空的格子填 ~",
        edit("    received: [3, 1, 4]\n", "    received: [3, 1, —, 4]\n"),
    ),
    "D207": Rule(
        "指代落空",
        "“{name}”不是已知的{kind}",
        "请核对拼写",
        edit(
            "    bars: [decisions.penaltys, decisions.others]\n",
            "    bars: [decisions.penalties, decisions.others]\n",
            "topics/services.yml",
        ),
    ),
    "D208": Rule(
        "时段不在本年",
        "{year}年的报告里，时段“{period}”与{year}年不相干",
        "复制上一年的文件以后，年份要逐处改过来",
        edit(
            "{printed: 34.67万人, period: 2022-10/2022-12}",
            "{printed: 34.67万人, period: 2023-10/2023-12}",
        ),
    ),
    "D209": Rule(
        "标题里没有本年",
        "报告标题“{title}”里没有“{year}”",
        "请照报告封面填写",
        edit(
            "  title: 虚构局2022年政府信息公开工作年度报告\n",
            "  title: 虚构局2023年政府信息公开工作年度报告\n",
        ),
    ),
    "D210": Rule(
        "年份重复",
        "{year}年已经有文件 {other}",
        "一年只有一个文件：请改正年份，或删去一个文件",
        edit("year: 2022\n", "year: 2023\n"),
    ),
    "D211": Rule(
        "放错了地方",
        "“{name}”是{kind}，不能写在这里",
        "请移到 {there} 下面",
        edit("    handled: [3, 1, —, 4]\n    push.rounds: 5次\n", "    handled: [3, 1, —, 4]\n"),
    ),
    "D212": Rule(
        "事件不在本年",
        "{year}年的报告里，有一件事的日期是“{period}”",
        "复制上一年的文件以后，事件也要逐条改过来；报告确实这样写，就不用改",
        edit("    - on: 2022-03-30\n", "    - on: 2023-03-30\n"),
        Severity.WARNING,
    ),
    "D213": Rule(
        "时段或起点变了",
        "上一次（{last}年）“{name}”的 {key} 是“{said}”，这次{now}",
        "报告今年仍是这样算，就写成 {{printed: {printed}, {key}: …}}；口径真的变了，就不用改",
        edit(
            "    push.withdrawn: 近6亿元\n",
            "    push.withdrawn: {printed: 近6亿元, since: 首次推送}\n",
        ),
        Severity.WARNING,
    ),
    "D214": Rule(
        "这句是上一年的",
        "这句话与{last}年的一字不差，里面写着年份：“{text}”",
        "请照今年的报告改写；今年的报告确实还这样说，就不用改",
        edit("    - 2023年把指南改得好懂。\n", "    - 2024年把指南再改一遍。\n"),
        Severity.WARNING,
    ),
    "D215": Rule(
        "少了上一次有的",
        "上一次（{last}年）有“{label}”（{name}），这次没有",
        "报告今年印了，就补上；今年没有说，就不用管。缺了它，网页上会写“报告没有说”；还没有核对的，写“没有录入”",
        edit("    push.rounds: 5次\n", "    push.rounds: 5次\n    push.messages: 90件\n"),
        Severity.WARNING,
    ),
    "D216": Rule(
        "统计表缺了一行",
        "表“{table}”里缺了“{name}”（{label}）",
        "请照表补上这一行；这一行在表里留空，每格填 ~",
        edit(
            "    received: [3, 1, —, 4]\n",
            "    received: [3, 1, —, 4]\n    handled: [3, 1, —, 4]\n",
        ),
    ),
    "D217": Rule(
        "“#”后面的不会登出",
        "这里“#”后面的“{text}”是注释，不会登出去",
        "要登出去，就给整句加上引号；确是注释，“#”前空两格",
        edit("    - 2024年把指南再改一遍 #1号\n", "    - 2024年把指南再改一遍。\n"),
        Severity.WARNING,
    ),
    "D218": Rule(
        "缺少统计表",
        "缺少表“{name}”（{title}）",
        "请在 tables 里照表补上；表里留空的格子填 ~",
        edit(
            "tables: {}\n",
            "tables:\n  三:\n    received: [3, 1, —, 4]\n    handled: [3, 1, —, 4]\n",
        ),
    ),
    "D219": Rule(
        "草稿里还没有定的",
        "{section}里还没有定的：{what}",
        "是哪个指标，就在 figures 里填上；不登的，在 set_aside 里写明为什么；再删去这一条",
        edit(
            "open:\n  一（二）:\n    - {printed: 12场, words: ……召开会议12场……}\ntables:\n",
            "tables:\n",
        ),
    ),
    "D220": Rule(
        "名字另有用处",
        "{kind}的名字“{name}”不能用",
        "网页、趋势图或操作系统留着用它；文件名只用小写字母、数字和连字符。请换一个",
        edit(
            "  main:\n    title: 公开的决定",
            "  decisions-by-kind:\n    title: 公开的决定",
            "topics/services.yml",
        ),
    ),
    "D221": Rule(
        "别处带来的符号",
        "这里的“{symbol}”会照样登出",
        "从聊天软件、文档里贴来的，请删去；列表的每一项前面写“- ”就够了",
        edit("    - 👍2024年把指南再改一遍。\n", "    - 2024年把指南再改一遍。\n"),
        Severity.WARNING,
    ),
    "D222": Rule(
        "换了章节",
        "上一次（{last}年）“{label}”在“{was}”，这次在“{now}”",
        "请对照报告核对章节号；报告里确在这一节，就不用改",
        edit(
            "    push.withdrawn: {printed: 近6亿元, since: 首次推送}\n    push.rounds: 5次\n  一（二）:\n",
            "    push.withdrawn: {printed: 近6亿元, since: 首次推送}\n  一（二）:\n    push.rounds: 5次\n",
        ),
        Severity.WARNING,
    ),
    "D223": Rule(
        "图的样式不合",
        "图“{name}”{why}",
        "长短只能量同样的数：改图的样式，或者分成几张图",
        edit(
            "    bars: [decisions.penalties, decisions.others, push.recipients]\n",
            "    bars: [decisions.penalties, decisions.others]\n",
            "topics/services.yml",
        ),
    ),
    # D3: figures
    "D301": Rule(
        "不是数字",
        "{what}",
        "请照报告原样填写，如“274件”“近6亿元”",
        edit(
            "{printed: 34.67万入, period: 2023-10/2023-12}",
            "{printed: 34.67万人, period: 2023-10/2023-12}",
        ),
    ),
    "D302": Rule(
        "不能是负数",
        "“{printed}”是负数，这里的数不会小于零",
        "请核对报告原文",
        edit("    push.rounds: -5次\n", "    push.rounds: 5次\n"),
    ),
    "D303": Rule(
        "量纲不同不能相加",
        "勾稽关系“{name}”把不同的量放在一起：{units}",
        "人数、金额、件数不能相加",
        edit(
            "    sum: [decisions.penalties, push.recipients]\n",
            "    sum: [decisions.penalties, decisions.others]\n",
            "topics/services.yml",
        ),
    ),
    "D304": Rule(
        "“*”不齐",
        "勾稽关系“{name}”里，有的项带“*”，有的不带",
        "“*”要么每项都有一个，要么都没有",
        edit("    equals: [三.handled.total]\n", "    equals: [三.handled.*]\n", "forms/2021.yml"),
    ),
    "D305": Rule(
        "没有单位",
        "“{printed}”没有单位",
        "请照报告写全，如“{printed}{unit}”；指标的单位是“{unit}”",
        edit("    push.rounds: 5\n", "    push.rounds: 5次\n"),
    ),
    "D306": Rule(
        "与上一次相差悬殊",
        "{last}年是“{was}”，{year}年是“{now}”，相差约{times}倍",
        "请核对单位和“万”“亿”；报告确实如此，就不用改",
        edit(
            "    push.withdrawn: {printed: 近6元, since: 首次推送}\n",
            "    push.withdrawn: {printed: 近6亿元, since: 首次推送}\n",
        ),
        Severity.WARNING,
    ),
    "D307": Rule(
        "少见的写法",
        "“{text}”里的“{sign}”会照样登出",
        "请核对报告原文；报告印的就是这样，不用改",
        edit("    received: [3, 1, /, 4]\n", "    received: [3, 1, —, 4]\n"),
        Severity.WARNING,
    ),
    # D4: what must hold
    "D401": Rule(
        "勾稽不平",
        "{label}（{name}）：{arithmetic}；涉及 {places}",
        "请先对照报告：python hooks/desk.py verify {year} --source 报告文件；抄错的、填错了指标的，照它说的改",
        edit("    decisions.published: 247件\n", "    decisions.published: 274件\n"),
    ),
    "D402": Rule(
        "多余的 printed_so",
        "“{name}”这一条算得拢，不用写在 printed_so 里",
        "请删去这一条",
        edit(
            "printed_so:\n  decisions.kinds: 报告原文如此\n\ncommitments:\n",
            "commitments:\n",
        ),
    ),
    "D403": Rule(
        "更正与现值不符",
        "更正说“{figure}”现为“{now}”，文件里是“{printed}”",
        "请把两处改成一致",
        edit("    now: 101件\n", "    now: 100件\n", "years/2022.yml"),
    ),
    "D404": Rule(
        "更正接不上",
        "更正说“{figure}”原为“{was}”，上一次更正后是“{before}”",
        "请核对各次更正的先后",
        edit(
            "    was: 119件\n    now: 100件\n", "    was: 110件\n    now: 100件\n", "years/2022.yml"
        ),
    ),
    "D405": Rule(
        "改了已登载的数",
        "“{label}”（{figure}）登载的是“{was}”，现在是“{now}”，没有写更正",
        "抄错了就改回去；确要更正，就在 corrections 里加一条：{correction}",
        edit("    push.rounds: 4次\n", "    push.rounds: 3次\n", "years/2022.yml"),
    ),
    "D406": Rule(
        "更正的原值从未登载",
        "更正说“{figure}”原为“{was}”，可是登载过的是：{history}",
        "请照登载过的样子写 was；还没有登载过、或没有变过的数，不用写更正，要改就直接改",
        edit(
            "    was: 120件\n    now: 110件\n", "    was: 112件\n    now: 110件\n", "years/2022.yml"
        ),
    ),
    "D407": Rule(
        "登载过的一年不见了",
        "{year}年的数登载过（见 {name}），年份文件却没有",
        "登载过的不能撤下：请把 data/years/{year}.yml 找回来",
        Example(
            "years/2022.yml", "删去 data/years/2022.yml", "保留 data/years/2022.yml", How.REMOVE
        ),
    ),
    "D408": Rule(
        "更正早于登载",
        "更正的日子“{on}”早于第一次登载的日子 {first}",
        "请写更正的那一天；还没有登载过的数，直接改",
        edit(
            "  - on: 2022-05-04\n    figure: push.messages\n    was: 112件\n",
            "  - on: 2023-05-04\n    figure: push.messages\n    was: 112件\n",
            "years/2022.yml",
        ),
    ),
    "D409": Rule(
        "核对以后改过",
        "“{label}”在{on}对照报告原文核对以后改过",
        "请再核对一次：python hooks/desk.py verify {year} --source 报告文件",
        edit("    push.rounds: 3次\n", "    push.rounds: 2次\n", "years/2021.yml"),
        Severity.WARNING,
    ),
    "D410": Rule(
        "还没有核对",
        "{year}年有核对记录，可是 {total} 处数和格子里有 {count} 处还没有对照报告原文核对：{names}",
        "请核对：python hooks/desk.py verify {year} --source 报告文件",
        edit(
            "    push.rounds: 2次\n    push.messages: 95件\n",
            "    push.rounds: 2次\n",
            "years/2021.yml",
        ),
        Severity.WARNING,
    ),
    "D411": Rule(
        "核对过的一年不见了",
        "{year}年的数核对过（见 {name}），年份文件却没有",
        "请把 data/years/{year}.yml 找回来；这一年不要了，就连核对记录一起删去",
        Example(
            "years/2021.yml", "删去 data/years/2021.yml", "保留 data/years/2021.yml", How.REMOVE
        ),
    ),
    "D412": Rule(
        "没有确认的误印",
        "“{name}”（{arithmetic}）还写着“待确认”，登出去就成了机关说自己的报告印错",
        "请先对照报告：python hooks/desk.py verify {year} --source 报告文件；读错、抄错了，改上面的数，删去这一条",
        edit(
            "    received: [3, 1, —, 5]\n    handled: [3, 1, —, 5]\nprinted_so:\n"
            "  三.columns/received: 待确认：报告印的是 3 + 1 ≠ 5\n"
            "  三.columns/handled: 待确认：报告印的是 3 + 1 ≠ 5\n",
            "    received: [3, 1, —, 4]\n    handled: [3, 1, —, 4]\n",
        ),
    ),
    "D413": Rule(
        "报告的数还没有数全",
        "{year}年在{on}核对过，可是正文里有多少数、收录了哪些，没有记下，或者后来改过",
        "请再核对一次：python hooks/desk.py verify {year} --source 报告文件；在这以前，缺的数在网页上是“没有录入”",
        edit(
            "    push.rounds: 2次\nset_aside:\n  一（二）:\n    - {printed: 7场, why: 虚构}\n",
            "    push.rounds: 2次\n",
            "years/2021.yml",
        ),
        Severity.WARNING,
    ),
    "D414": Rule(
        "像是对调了",
        "{one}和第 {line} 行的{other}像是对调了：换过来，对不上的 {count} 条加减关系（{names}）就都对得上",
        "请对照报告换过来",
        edit("    received: [4, 1, —, 3]\n", "    received: [3, 1, —, 4]\n"),
    ),
    "D416": Rule(
        "重述不成立",
        "{what}",
        "只写后来的报告对早先一年的数改了说法的；抄错了登出去的，在那一年的文件里写更正",
        edit(
            "restates:\n  - {year: 2022, figure: push.rounds, printed: 3次, why: 没有说}\ncommitments:\n",
            "commitments:\n",
        ),
    ),
    # D5: pages
    "D501": Rule(
        "页面指令写错",
        "{what}",
        '指令的写法是 {{{{ figure("指标") }}}}，引号和括号都用半角，前后成对',
        edit('{{ figur("push.rounds") }}', '{{ figure("push.rounds") }}', "docs/index.md"),
    ),
    "D502": Rule(
        "页面指令指代落空",
        "“{name}”不是已知的{kind}",
        "请核对拼写",
        edit('{{ figure("push.round") }}', '{{ figure("push.rounds") }}', "docs/index.md"),
    ),
    "D503": Rule(
        "缺少页面",
        "缺少页面 {page}，别的页面有链接指向它",
        "请补上这一页，内容可以很短",
        Example("docs/checks.md", "没有 docs/checks.md", "有 docs/checks.md", How.REMOVE),
    ),
    "D504": Rule(
        "页面里不能用的写法",
        "{what}",
        "页面写文字、标题、列表、表格、链接和图片；别的写法能用哪些，见编辑指南",
        edit(
            '<p onclick="alert(1)">一年推送{{ figure("push.rounds") }}。</p>',
            '一年推送{{ figure("push.rounds") }}。',
            "docs/index.md",
        ),
    ),
    "D505": Rule(
        "页首的设置写错",
        "{what}",
        "页首写标题和说明，各一行，照着别的页面写",
        edit("titel: 虚构", "title: 虚构", "docs/index.md"),
    ),
    "D506": Rule(
        "页面文件夹里不登的文件",
        "“{name}”{what}",
        "页面文件夹里放页面和图片，图片是 png、jpg、gif、svg 等；别的文件请移出去",
        Example("docs/sketch.png", "docs/sketch.tiff", "docs/sketch.png", How.RENAME),
    ),
    "D507": Rule(
        "句子里的数这一年没有",
        "{year}年的报告没有“{label}”（{figure}），这一句读不通",
        '请写成 {{% if figure("{figure}") %}}有这个数时的话{{% else %}}没有时的话{{% endif %}}',
        Example(
            "docs/index.md",
            '寄信{{ figure("push.letters") }}。',
            '{% if figure("push.letters") %}寄信{{ figure("push.letters") }}。{% endif %}',
        ),
    ),
    "D508": Rule(
        "网站标识的图不能用",
        "“{picture}”{what}",
        "请把标识存成 png 或 svg 图片，放进页面文件夹，这里写它在那里的位置，照编辑指南的例子",
        edit("  - picture: badge.gif\n", "  - picture: badge.png\n", "agency.yml"),
    ),
    # D6: official reports, which only the desk reads
    **OF_REPORTS,
}
