"""The job summary of a check: everything in it, what must be changed first, nothing from files taken for Markdown."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from disclosure.problems.problem import Place, Problem, Problems
from disclosure.problems.summary import FENCE, MOST_BYTES, as_summary

YEAR = "data/years/2023.yml"


def warning(line: int, file: str = YEAR) -> Problem:
    return Problem(Place(file, line, 5, "    a: 1条"), "D306", f"第{line}处相差", "请核对单位")


ERROR = Problem(
    Place(YEAR, 40, 5, "    a: 1入"), "D301", "“1入”里的“入”：不是已知的单位", "是否想写“1人”？"
)


def test_summary_without_problems_says_so():
    assert as_summary([]) == "### 检查：没有问题"


def test_errors_come_before_warnings_in_full():
    made = as_summary([warning(3), ERROR])
    assert made.index("### 要改的地方：1 处") < made.index("D301") < made.index("### 请核对：1 处")
    assert "data/years/2023.yml:40:5" in made and "是否想写“1人”？" in made
    assert "第3处相差" in made and "请核对单位" in made


def test_warnings_of_one_kind_are_one_line():
    other = Problem(Place(YEAR, 9), "D213", "时段没有写", "补上")
    made = as_summary([warning(3), warning(7), warning(5, "data/years/2024.yml"), other])
    lines = [line for line in made.splitlines() if "D306" in line]
    assert len(lines) == 1
    assert "3 处（data/years/2023.yml 第 3、7 行；data/years/2024.yml 第 5 行）" in lines[0]
    assert "请核对单位和“万”“亿”" in lines[0]
    assert "时段没有写" in made


def test_warnings_alone_ask_for_no_change():
    assert "要改的地方" not in as_summary([warning(3)])


@given(st.text(max_size=40), st.text("~`\n<>[]", max_size=40))
def test_text_of_files_stays_within_the_fence(line, message):
    problems = Problems()
    problems.add("D104", Place(f"data/{line}", 1, 1, f"{FENCE}{line}"), what=message)
    made = as_summary(problems)
    assert re.findall(rf"(?m)^ {{0,3}}{FENCE}\w*$", made) == [f"{FENCE}text", FENCE]


def test_summary_stays_small_and_counts_what_it_leaves_out():
    problems = [
        Problem(Place(f"{n}.yml", 1, 1, "甲" * 160), "D104", "乙" * 1000) for n in range(400)
    ]
    made = as_summary(problems)
    assert len(made.encode()) < MOST_BYTES
    left = re.search(r"还有 (\d+) 处没有列出", made)
    assert left and made.count("D104") + int(left[1]) == 400
