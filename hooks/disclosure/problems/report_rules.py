"""The codes of what is wrong with an official report, or with a year file held against one."""

from __future__ import annotations

from .rule import Example, How, Rule, Severity


def report(wrong: str, right: str) -> Example:
    return Example("report.txt", wrong, right, How.REPORT)


OF_REPORTS = {
    "D601": Rule(
        "读不了的报告",
        "读不了这份报告：{reason}",
        "请换一份文件再试",
        Example("report.pdf", "扫描的 PDF，只有图片", "有文字的 PDF、DOCX、网页或文本", How.REPORT),
    ),
    "D602": Rule(
        "报告的年份、单位对不上",
        "{what}",
        "请核对是不是这一份报告；要按别的年份或单位来读，用 --year、--agency 写明",
        report(
            "统计期限自2024年1月1日起至2024年12月31日", "统计期限自2023年1月1日起至2023年12月31日"
        ),
        Severity.WARNING,
    ),
    "D603": Rule(
        "统计表里没有读出来的",
        "{table}{what}，{why}",
        "请对照报告填写",
        report("| 行政许可 | 一百二十 |\n", "| 行政许可 | 120 |\n"),
    ),
    "D604": Rule(
        "读出来了，要再核对的格子",
        "{table}{what}，{why}",
        "请对照报告核对这一行",
        report(
            "| 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | |\n",
            "| 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n",
        ),
        Severity.WARNING,
    ),
    "D605": Rule(
        "报告里的加减对不上",
        "“{label}”对不上：{arithmetic}",
        "草稿写好以后，先对照原文核对：读错的，改正数，删去 printed_so 里的这一条",
        report(
            "| （七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 6 |\n",
            "| （七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n",
        ),
        Severity.WARNING,
    ),
    "D606": Rule(
        "报告缺了一节，或章节的编号有误",
        "报告里{what}",
        "请核对报告是不是完整",
        report("结尾\n", "六、其他需要报告的事项\n"),
        Severity.WARNING,
    ),
    "D607": Rule(
        "正文与统计表不一致",
        "正文说“{said}”，{cell}是“{printed}”（{where}）",
        "请对照报告：照报告登载的不用改；两处说的不是一回事，也不用改",
        report("收到申请6件", "收到申请5件"),
        Severity.WARNING,
    ),
    "D608": Rule(
        "报告的这一节里没有这个数",
        "报告的{section}里没有“{printed}”；{nearest}",
        "请对照报告核对数字和章节号",
        report("公开政策10条", "公开政策9条"),
    ),
    "D609": Rule(
        "与报告的统计表不同",
        "{label}：文件里是“{printed}”，{where}印的是“{found}”",
        "请照报告改；报告印错的，照印，再在 printed_so 里说明",
        report("| 行政处罚 | 3 |\n", "| 行政处罚 | 2 |\n"),
    ),
    "D610": Rule(
        "不是这一份报告",
        "{what}",
        "请核对文件和年份",
        report(
            "2024年政府信息公开工作年度报告\n本报告由虚构局编制，统计期限自2024年1月1日起至2024年",
            "2023年政府信息公开工作年度报告\n本报告由虚构局编制，统计期限自2023年1月1日起至2023年",
        ),
    ),
    "D611": Rule(
        "对上了，还要看一眼",
        "“{label}”：{what}",
        "请对照报告的这一句，看指标、时段和起点是不是这个数的",
        report("2023年1月至9月，公开政策9条", "公开政策9条"),
        Severity.WARNING,
    ),
    "D612": Rule(
        "报告的数，年份文件里没有",
        "报告的{section}里有“{printed}”（{context}），年份文件既没有收录，也没有说为什么不登",
        "是哪个指标，就在 figures 里填上；写进了 facts 的，写在同一节；不登的，在 set_aside 里写明为什么",
        report("公开政策9条，召开会议7场", "公开政策9条"),
    ),
    "D613": Rule(
        "收件夹里有报告",
        "收件夹（inbox）里：{what}",
        "请照清单打钩、改好，全对上了就会移走；在自己的电脑上，先运行 python hooks/desk.py inbox",
        Example("inbox", "inbox/ 里还放着报告，就合并", "办完了，报告已经移走", How.REPORT),
    ),
    "D614": Rule(
        "打的钩看不懂",
        "“待定”的{number}：{what}",
        "请改好这一处，再存一次",
        Example(
            "inbox",
            "[x] 是“公开的决定”（decisions.published）\n[x] 不登，缘故：没有做成指标",
            "[x] 是“公开的决定”（decisions.published）\n[ ] 不登，缘故：没有做成指标",
            How.REPORT,
        ),
    ),
    "D615": Rule(
        "填写簿里要改的格子",
        "{where}：{what}",
        "请照报告改好这一格，再读一次；报告没有说的，选“报告没有说”",
        Example("2023.xlsx", "照报告填：二百件", "照报告填：200件", How.REPORT),
    ),
}
