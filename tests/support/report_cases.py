"""Small reports with what is expected of reading them: the folder `tests/reports/cases`, and the cases that lie beside
the published reports where these are at hand.

A case of our own is a YAML file: `report` (the text; `{二}`, `{三}` and `{四}` stand for whole statutory tables,
`{rest}` for the headings 五 and 六), its `suffix` and `encoding`, and what is expected: `cells`, `figures` (section,
printed and, if it may be no other, indicator), `indicators` (id: printed, filled in or
proposed), `matched` (filled in), `agency`, `year`, `form`, `told` and `not_told` (words of the problems).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import official
import real
from disclosure.problems.problem import Problems
from disclosure.reports.commands import import_file
from disclosure.reports.output import import_as_json

OWN = real.ROOT / "tests" / "reports" / "cases"
WHOLE = 200
"""Cells of the form of 2021."""


@dataclass(frozen=True)
class Outcome:
    """What came of importing a file into the data folder of the tests."""

    agency: str | None
    year: int | None
    form: str | None
    cells: Mapping[str, str | None]
    figures: tuple[tuple[str, str, str | None, str], ...]
    """(section, printed, indicator, certainty) of the narrative."""
    told: str
    """All problems, a line each: code and message."""
    draft: str = field(repr=False)


def imported(path: Path, **options: Any) -> Outcome:
    problems = Problems()
    given = {"year": None, "agency": None, **options}
    found = import_file(
        path, real.data(), problems, given["year"], given["agency"], lambda done, total: None
    )
    made = json.loads(import_as_json(found, problems))
    cells = {
        f"{one['table']}.{one['row']}.{one['column']}": one["printed"] for one in made["cells"]
    }
    figures = tuple(
        (one["section"], one["printed"], one["indicator"], one["certainty"])
        for one in made["figures"]
        if one["indicator"] not in cells
    )
    told = "\n".join(f"{one.code} {one.message}" for one in problems)
    return Outcome(
        *(made["agency"], made["year"], made["form"], cells, figures, told),
        found.text if found else "",
    )


def own() -> dict[str, dict[str, Any]]:
    return {
        path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(OWN.glob("*.yml"))
    }


def shared() -> dict[str, tuple[Path, dict[str, Any]]]:
    """Name → (the report, what is expected); empty where no published reports are at hand."""
    try:
        folder = official.folder() / "cases"
    except official.NotHere:
        return {}
    found = {}
    for expected in sorted(folder.glob("*.expected.json")):
        stem = expected.name.removesuffix(".expected.json")
        report = next(one for one in folder.glob(f"{stem}.*") if one != expected)
        found[stem] = (report, json.loads(expected.read_text("utf-8")))
    return found


def text_of(case: Mapping[str, Any]) -> str:
    text: str = case["report"]
    for name, table in TABLES.items():
        text = text.replace(f"{{{name}}}\n", table)
    return text


def faults(expected: Mapping[str, Any], outcome: Outcome) -> Iterator[str]:
    """Where the outcome is not as expected; a cell that is expected to be null may be blank or told as a gap."""
    cells = expected.get("cells")
    if isinstance(cells, Mapping):
        for name, printed in cells.items():
            if outcome.cells.get(name) != printed:
                yield f"{name}: {outcome.cells.get(name)} for {printed}"
    elif cells and len(outcome.cells) != WHOLE:
        yield f"{len(outcome.cells)} cells of {WHOLE}"
    for section, printed, *indicator in expected.get("figures", ()):
        found = [one for one in outcome.figures if one[:2] == (section, printed)]
        if not found:
            yield f"{printed} is not in {section}: {outcome.figures}"
        elif indicator and any(one[3] == "matched" and one[2] != indicator[0] for one in found):
            yield f"{printed} is matched with {found[0][2]}"
    taken = {one[2]: one[1] for one in outcome.figures if one[2]}
    for indicator, printed in expected.get("indicators", {}).items():
        if taken.get(indicator) != printed:
            yield f"{indicator}: {taken.get(indicator)} for {printed}"
    sure = {one[2]: one[1] for one in outcome.figures if one[3] == "matched"}
    for indicator, printed in expected.get("matched", {}).items():
        if sure.get(indicator) != printed:
            yield f"{indicator}: {printed} is not matched, but {outcome.figures}"
    for name in ("agency", "year", "form"):
        if (
            name in expected
            and " or " not in str(expected[name])
            and getattr(outcome, name) != expected[name]
        ):
            yield f"{name}: {getattr(outcome, name)} for {expected[name]}"


HEAD_3 = (
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n"
    "自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
)
ROWS_3 = (
    *(
        "一、本年新收政府信息公开申请数量 15",
        "二、上年结转政府信息公开申请数量 2",
        "（一）予以公开 6",
    ),
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 1",
    *(
        "1.属于国家秘密 0",
        "2.其他法律行政法规禁止公开 1",
        "3.危及“三安全一稳定” 0",
        "4.保护第三方合法权益 0",
    ),
    *(
        "5.属于三类内部事务信息 2",
        "6.属于四类过程性信息 0",
        "7.属于行政执法案卷 1",
        "8.属于行政查询事项 0",
    ),
    *("1.本机关不掌握相关政府信息 3", "2.没有现成信息需要另行制作 0", "3.补正后申请内容仍不明确 0"),
    *(
        "1.信访举报投诉类申请 0",
        "2.重复申请 1",
        "3.要求提供公开出版物 0",
        "4.无正当理由大量反复申请 0",
    ),
    "5.要求行政机关确认或重新出具已获取信息 0",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 0",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 0",
    *("3.其他 1", "（七）总计 16", "四、结转下年度继续办理 1"),
)
TABLES = {
    "二": "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n"
    "行政规范性文件\t1\t2\t27\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t31\n"
    "第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t4\n行政强制\t0\n"
    "第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t8.5\n",
    "三": HEAD_3
    + "".join(
        f"{label}\t{count}\t0\t0\t0\t0\t0\t{count}\n"
        for label, _, count in (row.rpartition(" ") for row in ROWS_3)
    ),
    "四": "行政复议\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n"
    "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
    "1\t2\t0\t1\t4\t0\t0\t1\t0\t1\t1\t0\t0\t0\t1\n",
    "rest": "五、存在的主要问题及改进情况\n公开的主动性还要加强。\n六、其他需要报告的事项\n没有。\n",
}
