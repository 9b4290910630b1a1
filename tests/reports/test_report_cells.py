"""Words in a cell beside its number, and line breaks in it, in every layout of text: the row keeps its cells."""

from __future__ import annotations

import pytest

from disclosure.reports.report import read
from layouts import document, forms
from report_cases import TABLES

LAYOUTS = {
    "tabs": "\t".join,
    "pipes": lambda row: f"| {' | '.join(row)} |",
    "pipes behind cells": lambda row: f"{' | '.join(row)} |",
    "spaces": " ".join,
    "a cell a line": "\n".join,
    "a line break in every cell": lambda row: "| " + "\n|\n".join(row) + "\n|",
}
WORDS = {
    "1（其中修订 16 件）": "1",
    "1\n（其中修订16件）": "1",
    "1（其中修订\n16 件）": "1",
    "1(其中\n修订16件)": "1",
    "1 件": "1件",
    "1*": "1",
    "约1": "约1",
}


def report(layout: str, words: str) -> str:
    table = TABLES["二"].replace("行政规范性文件\t1\t", f"行政规范性文件\t{words}\t")
    rows = [
        row.split("\t")
        for row in table.replace("\n", "\r").replace(words.replace("\n", "\r"), words).split("\r")
        if row
    ]
    text = "\n".join(map(LAYOUTS[layout], rows))
    return f"一、总体情况\n二、主动公开政府信息情况\n{text}\n三、收到和处理政府信息公开申请情况\n"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("words", WORDS, ids=repr)
def test_words_in_a_cell_leave_its_row_whole(layout, words):
    found = read(document(report(layout, words).encode(), ".txt"), forms()).cells
    cells = [
        found.get(f"二.normative_documents.{one}") for one in ("issued", "repealed", "in_force")
    ]
    assert cells == [WORDS[words], "2", "27"]
    assert found["二.rules.issued"] == "0"
    assert found["二.licences.decisions"] == "31"


def test_cell_with_words_that_nobody_can_read_shifts_no_other():
    found = read(document(report("a line break in every cell", "一件多").encode(), ".txt"), forms())
    assert found.cells.get("二.normative_documents.repealed") in (None, "2")
