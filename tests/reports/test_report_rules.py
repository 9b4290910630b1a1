"""Every code of official reports is raised by its own example, in a report that has no problem without it."""

from __future__ import annotations

from pathlib import Path

import pytest

import real
from disclosure.desk.year_files import write
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Place, Problem, Problems
from disclosure.problems.report_rules import OF_REPORTS
from disclosure.reports.importing import import_report
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.errors import Unreadable
from disclosure.reports.readers.formats import text as plain
from disclosure.reports.readers.sandbox import read_report
from disclosure.reports.verifying import verify
from made_reports import Page, pdf


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms and topics, with a year file that says what REPORT says."""
    folder = real.copied(tmp_path_factory.mktemp("rules") / "data", "published", "schema")
    (folder / "years" / "2022.yml").unlink()
    (folder / "agency.yml").write_text("name: 虚构局\nwebsite: example.invalid\n", "utf-8")
    text = import_report(document(report(folder)), folder, Problems()).text
    figures = "figures:\n  一:\n    policies.published: 9条\n"
    write(folder / "years" / "2023.yml", f"{text}{figures}")
    return folder


def document(text: str) -> ReportDocument:
    return ReportDocument(
        "report.txt", "text", "0" * 64, tuple(plain.read(text.encode(), markdown=False))
    )


def report(folder: Path) -> str:
    """A short one, whose statutory tables are the form's own."""
    lines = [HEAD]
    forms = load_data(folder, Problems()).symbols
    for table, grids in forms.grids["2021"].items():
        lines.append(f"{table}、{forms.files.forms['2021'].record.sections[table]}")
        for grid in grids:
            for row in grid.rows:
                words = row.heads[-1].label if row.heads else ""
                cells = [CELLS.get(name, "0") for name in row.cells]
                shown = " | ".join([words, *cells] if words else cells)
                lines.append(f"| {shown} |")
    return "\n".join([*lines, TAIL])


HEAD = """虚构局2023年政府信息公开工作年度报告
本报告由虚构局编制，统计期限自2023年1月1日起至2023年12月31日止。
一、总体情况
公开政策9条。收到申请5件，都已答复。"""
TAIL = """五、存在的主要问题及改进情况
无。
六、其他需要报告的事项
无。
"""
CELLS = {
    "二.licences.decisions": "120",
    "二.penalties.decisions": "2",
    **{
        f"三.{row}.{column}": "5"
        for row in ("received", "granted", "handled")
        for column in ("natural_person", "total")
    },
}


ELSEWHERE = ("D601", "D613", "D614", "D615")
"""Raised below, in test_report_inbox.py and in test_filled_workbook.py."""


def found(text: str, data: Path) -> tuple[Problem, ...]:
    """What reading the report tells, and what holding the year file against it tells."""
    problems = Problems()
    import_report(document(text), data, problems)
    verify(document(text), load_data(data, Problems()), "2023", problems)
    return tuple(problems)


def test_the_report_has_no_problem(data):
    assert found(report(data), data) == ()


@pytest.mark.parametrize("code", [code for code in OF_REPORTS if code not in ELSEWHERE])
def test_the_example_raises_its_code(code, data):
    rule, text = OF_REPORTS[code], report(data)
    assert text.count(rule.example.right) == 1, rule.example.right
    told = [
        one
        for one in found(text.replace(rule.example.right, rule.example.wrong), data)
        if one.code == code
    ]
    assert told
    assert all(one.hint and one.severity == rule.severity for one in told)


def test_a_file_that_cannot_be_read_raises_its_code(tmp_path):
    scanned = tmp_path / "report.pdf"
    scanned.write_bytes(pdf([Page()]))
    with pytest.raises(Unreadable) as refused:
        read_report(scanned, "report.pdf")
    problems = Problems()
    problems.add("D601", Place("report.pdf"), reason=refused.value.reason, hint=refused.value.hint)
    assert [one.hint for one in problems] == [refused.value.hint]
