"""How problems are told: as text with a caret, as JSON, as GitHub annotations; and that every code is real."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.problems.problem import (
    DataErrors,
    Place,
    Problem,
    Problems,
    as_github,
    as_json,
    as_text,
    columns_wide,
    nearest,
)
from disclosure.problems.rules import RULES
from made_up import ROOT

LINE = "    push.retirement.recipients: 34.67万入"
LOOK_ALIKE = Problem(
    Place("data/years/2022.yml", 41, 39, LINE),
    "D301",
    "“34.67万入”里的“入”不是单位",
    "是否想写“34.67万人”？",
)
UNPLACED = Problem(Place("data/years"), "D001", "找不到文件")


def test_as_text():
    assert as_text([LOOK_ALIKE, UNPLACED]) == (
        "data/years/2022.yml:41:39  D301  “34.67万入”里的“入”不是单位\n"
        f"    41 │ {LINE}\n"
        f"       │ {' ' * 39}^\n"  # 38 characters stand before it, one of them two columns wide
        "       提示：是否想写“34.67万人”？\n"
        "data/years:1:1  D001  找不到文件\n"
        "共 2 处问题，改好才能生成网站。"
    )
    assert as_text([]) == "没有问题。"


# line, column of the fault, terminal columns before the caret
CARETS = [
    ("abc", 1, ""),
    ("abc", 3, "  "),
    ("一二三", 2, "  "),
    ("一（二）3: x", 5, " " * 8),
    ("ＡＢ: 1", 3, " " * 4),
    ("“引”号", 4, " " * 4),
    ("abc", 4, "   "),  # just after the line, where something is missing
    ("\t\tabc: 1", 3, "\t\t"),  # a tab is as wide in the caret's line as in the line above it
]


@pytest.mark.parametrize(("line", "column", "before"), CARETS)
def test_the_caret_stands_under_the_fault(line, column, before):
    told = as_text([Problem(Place("甲.yml", 7, column, line), "D104", "不对")]).splitlines()
    assert told[1] == f"     7 │ {line}"
    assert told[2] == f"       │ {before}^"


@given(st.text("ab一二（）“：Ａ", min_size=1), st.data())
def test_columns_are_counted_as_a_terminal_shows_them(line, data):
    at = data.draw(st.integers(0, len(line) - 1))
    assert columns_wide(line) == columns_wide(line[:at]) + columns_wide(line[at:])
    assert columns_wide(line[at]) == (2 if unicodedata.east_asian_width(line[at]) in "WF" else 1)


def test_as_json():
    assert json.loads(as_json([LOOK_ALIKE, UNPLACED])) == [
        {
            "code": "D301",
            "severity": "error",
            "file": "data/years/2022.yml",
            "line": 41,
            "column": 39,
            "message": "“34.67万入”里的“入”不是单位",
            "hint": "是否想写“34.67万人”？",
        },
        {
            "code": "D001",
            "severity": "error",
            "file": "data/years",
            "line": 1,
            "column": 1,
            "message": "找不到文件",
            "hint": "",
        },
    ]
    assert json.loads(as_json([])) == []
    assert "万" in as_json([LOOK_ALIKE])  # readable as it stands


def test_as_github():
    broken = Problem(Place("甲.yml", 2, 3), "D003", "第一行\n第二行，占 5%\r", "")
    assert as_github([LOOK_ALIKE, broken]).splitlines() == [
        "::error file=data/years/2022.yml,line=41,col=39,title=D301::"
        "“34.67万入”里的“入”不是单位。提示：是否想写“34.67万人”？",
        "::error file=甲.yml,line=2,col=3,title=D003::第一行%0A第二行，占 5%25%0D",
    ]


HOSTILE_NAMES = [
    *("a\n::error::b", "a\r\n::set-output name=x::y", "a\u2028::error::b", "a\u0085::add-mask::b"),
    *("::error::b", "a%0A::error::b", "a\x1b[31mb", "a\u202eb", "a,line=1::b", "a\x0b::debug::b"),
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_file_name_cannot_start_a_line_or_a_command_in_the_log(name):
    for place in (Place(f"data/years/{name}.yml"), Place("data/years/2022.yml", 1, 1, name)):
        problems = Problems()
        problems.add("D001", place, name=name)
        for made in (as_text(problems), as_github(problems)):
            lines = re.split(r"[\n\r\u2028\u0085\x0b]", made)
            assert not [line for line in lines if line.startswith(("::set", "::add", "::debug"))]
            assert len([line for line in lines if line.startswith("::")]) <= 1
            assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", made)
        assert "\n" not in json.loads(as_json(problems))[0]["message"]


@given(
    st.lists(st.tuples(st.sampled_from("甲乙"), st.integers(1, 30), st.integers(1, 9)), max_size=8)
)
def test_problems_are_told_once_and_in_file_order(places):
    problems = Problems()
    for file, line, column in places:
        problems.add("D004", Place(file, line, column, "not compared"))
    told = [(problem.place.file, problem.place.line, problem.place.column) for problem in problems]
    assert told == sorted(set(places))
    assert len(problems) == len(told)
    if places:
        with pytest.raises(DataErrors) as stopped:
            problems.raise_if_errors()
        assert stopped.value.problems == tuple(problems)
        assert f"共 {len(told)} 处问题" in str(stopped.value)
    else:
        problems.raise_if_errors()


def test_a_nearer_hint_replaces_the_codes_own():
    problems = Problems()
    problems.add("D202", Place("甲", 1), name="a")
    problems.add("D202", Place("甲", 2), name="b", hint="是否想写“c”？")
    assert [problem.hint for problem in problems] == [RULES["D202"].hint, "是否想写“c”？"]


NEAREST = [
    ("decisions.publishd", "是否想写“decisions.published”？"),
    ("三.recieved.total", "是否想写“三.received.total”？"),
    ("完全不同", "没有近的"),
]


@pytest.mark.parametrize(("word", "hint"), NEAREST)
def test_the_nearest_name(word, hint):
    assert nearest(word, ["decisions.published", "三.received.total"], "没有近的") == hint


def sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "hooks").rglob("*.py")))


def test_every_code_has_its_words():
    for code, rule in RULES.items():
        assert re.fullmatch(r"D[0-6][0-9]{2}", code)
        assert rule.title and rule.message and rule.hint
        words = re.sub(
            r"\{+.*\}+|\{\w+\}|YAML|UTF-8|GBK|data/\w+/|\.yml|python \S+ \w+|--\w+"
            r"|inbox|outline|figures|set_aside|tables|facts|printed_so|corrections|(https://)?www\.[a-z./]+",
            "",
            rule.title + rule.message + rule.hint,
        )
        assert not re.search(r"[A-Za-z]{4,}", words)
    titles = [rule.title for rule in RULES.values()]
    assert len(titles) == len(set(titles))


def test_the_codes_in_use_are_the_codes_there_are():
    used = set(re.findall(r'(?:add\(|Fault\(|yield |code = )\s*"(D[0-9]{3})"', sources()))
    assert used == set(RULES)


def test_every_fact_that_a_message_needs_is_given():
    facts = {
        code: set(re.findall(r"\{(\w+)\}", rule.message + rule.hint))
        for code, rule in RULES.items()
    }
    for code, names in facts.items():
        problems = Problems()
        problems.add(code, Place("甲"), **dict.fromkeys(names, "乙"))
        assert "{" not in next(iter(problems)).message
