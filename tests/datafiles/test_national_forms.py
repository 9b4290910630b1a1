"""The national forms in `data/forms/`, held to the notices 国办公开办函〔2021〕30号 and 〔2019〕60号, typed off here a
second time: titles, heads, rows, units and the sums that they must meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import real
from disclosure.datafiles.models import Block, Form, FormLine, TieOut
from disclosure.datafiles.reader import read_files
from disclosure.problems.problem import Problems

FOLDERS = {"shipped": real.ROOT / "data", "report of 2022": real.SOURCE}
SECTIONS = """
一 总体情况
二 主动公开政府信息情况
三 收到和处理政府信息公开申请情况
四 政府信息公开行政复议、行政诉讼情况
五 存在的主要问题及改进情况
六 其他需要报告的事项
"""
TABLE_2_OF_2021 = """
第二十条第（一）项
  信息内容 | 本年制发件数（件） | 本年废止件数（件） | 现行有效件数（件）
  规章
  行政规范性文件
第二十条第（五）项
  信息内容 | 本年处理决定数量（件）
  行政许可
第二十条第（六）项
  信息内容 | 本年处理决定数量（件）
  行政处罚
  行政强制
第二十条第（八）项
  信息内容 | 本年收费金额（单位：万元）（万元）
  行政事业性收费
"""
TABLE_2_OF_2019 = """
第二十条第（一）项
  信息内容 | 本年新制作数量（件） | 本年新公开数量（件） | 对外公开总数量（件）
  规章
  规范性文件
第二十条第（五）项
  信息内容 | 上一年项目数量（项） | 本年增/减（项，可以为负） | 处理决定数量（件）
  行政许可
  其他对外管理服务事项
第二十条第（六）项
  信息内容 | 上一年项目数量（项） | 本年增/减（项，可以为负） | 处理决定数量（件）
  行政处罚
  行政强制
第二十条第（八）项
  信息内容 | 上一年项目数量（项） | 本年增/减（项，可以为负）
  行政事业性收费
第二十条第（九）项
  信息内容 | 采购项目数量（项） | 采购总金额（元）
  政府集中采购
"""
TABLE_3 = """
本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和
  项目 | 申请人情况/自然人（件） | 申请人情况/法人或其他组织/商业企业（件） | 申请人情况/法人或其他组织/科研机构（件）
    | 申请人情况/法人或其他组织/社会公益组织（件） | 申请人情况/法人或其他组织/法律服务机构（件）
    | 申请人情况/法人或其他组织/其他（件） | 申请人情况/总计（件）
  一、本年新收政府信息公开申请数量
  二、上年结转政府信息公开申请数量
  三、本年度办理结果/（一）予以公开
  三、本年度办理结果/（二）部分公开（区分处理的，只计这一情形，不计其他情形）
  三、本年度办理结果/（三）不予公开/1. 属于国家秘密
  三、本年度办理结果/（三）不予公开/2. 其他法律行政法规禁止公开
  三、本年度办理结果/（三）不予公开/3. 危及“三安全一稳定”
  三、本年度办理结果/（三）不予公开/4. 保护第三方合法权益
  三、本年度办理结果/（三）不予公开/5. 属于三类内部事务信息
  三、本年度办理结果/（三）不予公开/6. 属于四类过程性信息
  三、本年度办理结果/（三）不予公开/7. 属于行政执法案卷
  三、本年度办理结果/（三）不予公开/8. 属于行政查询事项
  三、本年度办理结果/（四）无法提供/1. 本机关不掌握相关政府信息
  三、本年度办理结果/（四）无法提供/2. 没有现成信息需要另行制作
  三、本年度办理结果/（四）无法提供/3. 补正后申请内容仍不明确
  三、本年度办理结果/（五）不予处理/1. 信访举报投诉类申请
  三、本年度办理结果/（五）不予处理/2. 重复申请
  三、本年度办理结果/（五）不予处理/3. 要求提供公开出版物
  三、本年度办理结果/（五）不予处理/4. 无正当理由大量反复申请
  三、本年度办理结果/（五）不予处理/5. 要求行政机关确认或重新出具已获取信息
OTHER
  三、本年度办理结果/（七）总计
  四、结转下年度继续办理
"""
OTHER_OF_2021 = """\
  三、本年度办理结果/（六）其他处理/1. 申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
  三、本年度办理结果/（六）其他处理/2. 申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
  三、本年度办理结果/（六）其他处理/3. 其他"""
OTHER_OF_2019 = "  三、本年度办理结果/（六）其他处理"
TABLE_4 = """

  项目 | 结果维持（件） | 结果纠正（件） | 其他结果（件） | 尚未审结（件） | 总计（件）
  行政复议
  行政诉讼/未经复议直接起诉
  行政诉讼/复议后起诉
"""
TABLES = {
    "2021": {
        "二": TABLE_2_OF_2021,
        "三": TABLE_3.replace("OTHER", OTHER_OF_2021),
        "四": TABLE_4,
    },
    "2019": {
        "二": TABLE_2_OF_2019,
        "三": TABLE_3.replace("OTHER", OTHER_OF_2019),
        "四": TABLE_4,
    },
}
NOTICES = {"2021": "国办公开办函〔2021〕30号", "2019": "国办公开办函〔2019〕60号"}


@pytest.fixture(scope="module", params=[(form, folder) for form in TABLES for folder in FOLDERS])
def form(request: pytest.FixtureRequest) -> tuple[str, Form]:
    name, folder = request.param
    return name, forms_in(FOLDERS[folder])[name]


def forms_in(folder: Path) -> dict[str, Form]:
    return {name: read.record for name, read in read_files(folder, Problems()).forms.items()}


def leaves(lines: tuple[FormLine, ...], above: str = "") -> Iterator[tuple[str, FormLine]]:
    """(labels from the outermost head on, line) of every row or column that has cells."""
    for line in lines:
        label = f"{above}{line.label}"
        if line.lines:
            yield from leaves(line.lines, f"{label}/")
        else:
            yield label, line


def printed(block: Block) -> str:
    heads = [
        f"{label}（{line.unit or block.unit}{'，可以为负' if line.signed else ''}）"
        for label, line in leaves(block.columns)
    ]
    rows = [label for label, _ in leaves(block.rows)]
    top = block.title or block.remark or ""
    return "\n".join(
        [top, f"  {' | '.join([block.corner, *heads])}", *(f"  {row}" for row in rows)]
    )


@pytest.mark.parametrize("table", ["二", "三", "四"])
def test_table_of_national_form_is_as_printed(form: tuple[str, Form], table: str):
    name, record = form
    blocks = [printed(block) for block in record.tables[table].blocks]
    expected = TABLES[name][table].replace("\n    |", " |")
    assert "\n".join(blocks).split("\n") == expected[1:].rstrip("\n").split("\n")
    titles = dict(line.split() for line in SECTIONS.strip().splitlines())
    assert record.tables[table].title == titles[table]


def test_sections_and_notice_of_national_form(form: tuple[str, Form]):
    name, record = form
    assert record.sections == dict(line.split() for line in SECTIONS.strip().splitlines())
    assert record.source == NOTICES[name]


# Sums


RESULTS = [
    line.strip().removeprefix("三、本年度办理结果/")
    for line in TABLE_3.replace("OTHER", OTHER_OF_2021).splitlines()
    if "本年度办理结果/（" in line and "总计" not in line
]
SUMS = {
    "三.balance": (
        ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"],
        [],
        ["（七）总计", "四、结转下年度继续办理"],
    ),
    "三.outcomes": (RESULTS, [], ["（七）总计"]),
    "三.applicants": (
        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
        [],
        ["总计"],
    ),
    "三.carried": (["上年 四、结转下年度继续办理"], [], ["二、上年结转政府信息公开申请数量"]),
    "四.results": (["结果维持", "结果纠正", "其他结果", "尚未审结"], [], ["总计"]),
}
SUMS_OF_2021 = SUMS | {
    f"二.{id}.carried": (
        [f"上年 {row} 现行有效件数", f"{row} 本年制发件数"],
        [f"{row} 本年废止件数"],
        [f"{row} 现行有效件数"],
    )
    for id, row in (("normative_documents", "行政规范性文件"), ("rules", "规章"))
}
SUMS_OF_2019 = SUMS | {
    "三.outcomes": (
        [one for one in RESULTS if "（六）" not in one] + ["（六）其他处理"],
        [],
        ["（七）总计"],
    )
}


def in_words(form: Form, term: str) -> str:
    """`previous:三.carried_out.*` → `上年 四、结转下年度继续办理`: the labels of what the term names."""
    table, _, cell = term.removeprefix("previous:").partition(".")
    row, _, column = cell.rpartition(".")
    words = ["上年"] if term.startswith("previous:") else []
    for block in form.tables[table].blocks:
        rows = {line.id: label for label, line in leaves(block.rows)}
        columns = {line.id: label for label, line in leaves(block.columns)}
        if row in rows or (row == "*" and column in columns):
            words += [rows[row].removeprefix("三、本年度办理结果/")] if row != "*" else []
            words += [columns[column].rpartition("/")[2]] if column != "*" else []
    return " ".join(words)


def test_sums_of_national_form(form: tuple[str, Form]):
    name, record = form
    found = {id: terms(record, tie_out) for id, tie_out in record.tie_outs.items()}
    assert found == (SUMS_OF_2021 if name == "2021" else SUMS_OF_2019)


def terms(form: Form, tie_out: TieOut) -> tuple[list[str], list[str], list[str]]:
    sides = (tie_out.sum, tie_out.minus, tie_out.equals)
    summed, less, equal = ([in_words(form, term) for term in side] for side in sides)
    return summed, less, equal
