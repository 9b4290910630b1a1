"""A YAML file → plain values that know their line and column; whatever the bytes, a document or problems."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import real
from disclosure.datafiles.parsing.yaml_source import (
    MAX_BYTES,
    MAX_EVENTS,
    YamlDocument,
    parse_yaml,
    read_text,
)
from disclosure.problems.problem import Place, Problems
from thorough import examples


def document(text: str):
    problems = Problems()
    return parse_yaml(text, "甲.yml", problems), [
        (p.code, p.place.line, p.place.column, p.message) for p in problems
    ]


TEXT = """\
# 说明
year: 2022
"带引号": '2022-10'
figures:
  一（一）1:
    policies.published: 9条
    push.amount: {printed: 近6亿元, since: "首次"}
rows: [3, —, 0.10, ~]
notes:
  - 第一
  - |
    第二
    第三
empty:
"""

# path, value, line and column of the value, of the key
PLACES = [
    (("year",), "2022", (2, 7), (2, 1)),
    (("带引号",), "2022-10", (3, 9), (3, 1)),  # from the text, not from its quote
    (("figures", "一（一）1"), None, (6, 5), (5, 3)),
    (("figures", "一（一）1", "policies.published"), "9条", (6, 25), (6, 5)),
    (("figures", "一（一）1", "push.amount", "printed"), "近6亿元", (7, 28), (7, 19)),
    (("figures", "一（一）1", "push.amount", "since"), "首次", (7, 42), (7, 34)),
    (("rows", 0), "3", (8, 8), (8, 8)),
    (("rows", 1), "—", (8, 11), (8, 11)),
    (("rows", 2), "0.10", (8, 14), (8, 14)),
    (("rows", 3), None, (8, 20), (8, 20)),
    (("notes", 0), "第一", (10, 5), (10, 5)),
    (("notes", 1), "第二\n第三\n", (11, 5), (11, 5)),
    (("empty",), None, (14, 7), (14, 1)),
]


@pytest.mark.parametrize(("path", "value", "at", "key_at"), PLACES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_value_and_key_knows_its_place(path, value, at, key_at, ending):
    made, problems = document(TEXT.replace("\n", ending))
    assert problems == []
    found = made.data
    for part in path:
        found = found[part]
    assert (
        isinstance(found, dict) or found == value
    )  # nothing is guessed: 0.10 and 2022-10 stay text
    place, key_place = made.place(*path), made.key_place(*path)
    assert (place.line, place.column) == at
    assert (key_place.line, key_place.column) == key_at
    assert place.text == TEXT.splitlines()[at[0] - 1]


def test_what_is_not_there_is_placed_at_what_is_around_it():
    made, _ = document(TEXT)
    assert made.place("figures", "一（一）1", "missing") == made.place("figures", "一（一）1")
    assert made.place("nothing") == made.place()


# text, [(code, line, column, fragment)]
REFUSED = [
    ("甲: 1\n乙: 2\n甲: 3\n", [("D005", 3, 1, "第 1 行")]),
    ("甲:\n  子: 1\n  子: 2\n乙:\n  子: 3\n", [("D005", 3, 3, "第 2 行")]),
    ("甲: 1\n甲: 2\n甲: 3\n", [("D005", 2, 1, "“甲”"), ("D005", 3, 1, "“甲”")]),
    ("甲: {子: 1, 子: 2}\n", [("D005", 1, 11, "“子”")]),
    ("甲: !!int 5\n", [("D006", 1, 4, "标签")]),
    ("甲: !mine 5\n", [("D006", 1, 4, "标签")]),
    ("甲: !!python/object/apply:os.system ['true']\n", [("D006", 1, 4, "标签")]),
    ("甲: !!python/name:str ''\n", [("D006", 1, 4, "标签")]),
    ("? [甲]\n: 1\n", [("D103", 1, 3, "名字")]),
    ("", [("D004", 1, 1, "空的")]),
    ("\n\n", [("D004", 1, 1, "空的")]),
    ("# 只有注释\n", [("D004", 1, 1, "空的")]),
    ("甲: [1, 2\n乙: 3\n", [("D003", 1, 4, "方括号")]),
    ("甲: {子: 1\n乙: 3\n", [("D003", 1, 4, "花括号")]),
    ("甲: '没有关上\n", [("D003", 1, 4, "引号没有配对")]),
    ("甲: 1\n  乙: 2\n", [("D003", 2, 4, "冒号")]),
    ("甲:\n\t乙: 2\n", [("D003", 2, 1, "制表符")]),
    ("甲: 1\n---\n乙: 2\n", [("D003", 2, 1, "一份内容")]),
    ("甲: @某人\n", [("D003", 1, 4, "引号")]),
    ("甲: 1\n乙: 2\x07\n", [("D003", 2, 5, "控制字符")]),
    ("甲: 12\u202e34\n", [("D003", 1, 6, "控制字符")]),  # read backwards by a browser
    ("甲: 12\u061c34\n", [("D003", 1, 6, "控制字符")]),
    ('甲: "\\e[31m"\n', [("D003", 1, 4, "U+001B")]),
    ('甲: "\\0"\n', [("D003", 1, 4, "U+0000")]),
    ('"甲\\u202e": 1\n', [("D003", 1, 1, "U+202E")]),
    ("甲\u200b: 1\n", [("D003", 1, 1, "U+200B")]),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_what_is_refused(text, expected):
    _, problems = document(text)
    assert [problem[:3] for problem in problems] == [problem[:3] for problem in expected]
    for (*_, message), (*_, fragment) in zip(problems, expected, strict=True):
        assert fragment in message


def test_an_alias_is_told_where_the_editor_sees_it():
    _, problems = document("甲: &name [1]\n乙: 2\n丙: *name\n")
    assert ("D006", 3, 4) in [problem[:3] for problem in problems]


def test_an_alias_of_nothing_is_told_too():
    _, problems = document("甲: *nothing\n")
    assert [problem[1:3] for problem in problems] == [(1, 4)]
    assert "引用" in problems[0][3]


# Slips that a Chinese keyboard and a spreadsheet make; each is explained without a word of English.
SLIPS = [
    "行: [3, , 3]\n",
    "甲: - 一项\n",
    "甲: *注\n",
    "甲: **重点**\n",
    "甲: &\n",
    '甲: "C:\\地"\n',
    "甲: `代码`\n",
    "甲: %5\n",
    "%甲: 5\n",
    "甲: [一】\n",
    "甲: 1\n 乙: 2\n",
    "甲:\n  乙: 1\n 丙: 2\n",
    "甲：1\n乙: 2\n",
    "甲 1\n乙: 2\n",
    "甲: “引”: 号\n",
    "- 甲\n乙: 2\n",
    "甲:\n  - 一\n  二: 2\n",
    "甲: 1\n\x07\n",
    "甲: |乙\n  丙\n",
    "甲: {一, 二: }: 三\n",
    "甲: !\n  - 1\n !",
    "}\n",
]


@pytest.mark.parametrize("text", SLIPS)
def test_slips_are_told_in_chinese(text):
    problems = Problems()
    parse_yaml(text, "甲.yml", problems)
    (told,) = problems
    assert told.code == "D003"
    assert not re.search(r"[A-Za-z]{4,}", told.message.replace("Tab", "")), told.message
    assert told.hint


INDICATORS = """\
indicators:
  push.a:
    label: 甲
  push.b:
    label: 乙
"""


@pytest.mark.parametrize(
    ("text", "at", "said", "hint"),
    [
        ("甲:\n  乙：1\n  丙: 2\n", (2, 4), "全角“：”", "半角“:”"),
        ("甲：1\n乙: 2\n", (1, 2), "全角“：”", "半角“:”"),
        ("甲: 一\n一（一）6：\n  乙: 2\n", (2, 6), "全角“：”", "半角“:”"),
        ("甲:\n  push.rounds：5次\n  丙: 2\n", (2, 14), "全角“：”", "半角“:”"),
        ("甲:\n  - title：题\n    丙: 2\n", (2, 10), "全角“：”", "半角“:”"),
        ("甲:\n  - 讲到的做法有：服务\n  - `丙`\n", (3, 5), "不能放在开头", ""),
        ("甲:\n\t乙: 1\n", (2, 1), "制表符", "空格"),
        ("甲: [3\t—\t3]\n", (1, 6), "制表符", "格子之间用逗号"),
        ("甲: [1, 2\n乙: 3\n", (1, 4), "从这里起", "核对缩进"),
        ("甲: [1, 2}\n", (1, 9), "方括号", ""),
        ("甲:\n  乙:\n    push.a: 1\n  push.b: 2\n    push.c: 3\n", (4, 3), "同一层", "补成 4 个"),
        (f"{INDICATORS}    uni", (6, 5), "缺一个半角冒号", ""),
        (f"{INDICATORS}    uni\n    definition: 丙\n", (6, 5), "缺一个半角冒号", ""),
        ("甲: “引\n乙: '引\n丙: 1\n", (2, 4), "引号没有配对", ""),
    ],
)
def test_the_commonest_slips_are_told_where_they_were_made(text, at, said, hint):
    problems = Problems()
    parse_yaml(text, "甲.yml", problems)
    (told,) = problems
    assert (told.place.line, told.place.column) == at
    assert said in told.message
    assert hint in told.hint


ENCODED = [
    ("甲: 乙\n".encode(), []),
    ("甲: 乙\n".encode("utf-8-sig"), []),
    ("甲: 乙\n".encode("gbk"), ["D002"]),
    ("甲: 乙\n".encode("utf-16"), ["D002"]),
    ("甲: 乙\n".encode("utf-16-le"), ["D002"]),
    (b"\xff\xfe", ["D002"]),
    (b"", ["D004"]),
    (b"\xef\xbb\xbf", ["D004"]),
    (b"a: " + b"b" * MAX_BYTES, ["D007"]),
]


def read_yaml(path: Path, name: str, problems: Problems) -> YamlDocument | None:
    text = read_text(path, Place(name), problems)
    return None if text is None else parse_yaml(text, name, problems)


@pytest.mark.parametrize(("raw", "codes"), ENCODED, ids=lambda value: repr(value)[:30])
def test_bytes(raw, codes, tmp_path):
    path, problems = tmp_path / "甲.yml", Problems()
    path.write_bytes(raw)
    made = read_yaml(path, "data/甲.yml", problems)
    assert [problem.code for problem in problems] == codes
    assert (made is None) == bool(codes)
    assert {problem.place.file for problem in problems} <= {"data/甲.yml"}
    if made:
        assert made.data == {"甲": "乙"}
        assert (made.place("甲").line, made.place("甲").column) == (
            1,
            4,
        )  # a byte order mark takes no column


@pytest.mark.parametrize("path", ["没有.yml", "."])
def test_a_file_that_cannot_be_opened(path, tmp_path):
    problems = Problems()
    assert read_yaml(tmp_path / path, "data/没有.yml", problems) is None
    assert [(problem.code, problem.message) for problem in problems] == [
        ("D001", "找不到 data/没有.yml，或打不开")
    ]


@pytest.mark.parametrize(
    "text", ["[" * 3000, "[" * 3000 + "]" * 3000, "- " * 3000, "{a: " * 3000 + "}" * 3000]
)
def test_nesting_without_end_is_a_problem(text):
    made, problems = document(text)
    assert made is None
    assert [problem[0] for problem in problems] == ["D003"]


def test_a_file_of_too_many_values_is_a_problem():
    made, problems = document("甲: [" + "0," * MAX_EVENTS + "]")
    assert made is None
    assert [problem[0] for problem in problems] == ["D007"]


ALPHABET = "甲乙:：-[]{}'\"|>#&*!?%@`,~ \t\n\r\u2028\x85\x00\x07\ufeff\ufffe😀01—ab"


@given(st.text(ALPHABET, max_size=60) | st.text(st.characters(codec="utf-8"), max_size=60))
@example("&甲 [*甲]")
@example("? ")
@example("<<: {甲: 1}")
@example("甲\x85乙: [")
@example("甲\x0c乙: [")
def test_any_text_is_a_document_or_problems(text):
    problems = Problems()
    made = parse_yaml(text, "甲.yml", problems)
    assert made or problems
    for problem in problems:
        assert problem.message
        assert problem.place.line >= 1
        assert 1 <= problem.place.column <= len(problem.place.text) + 1


FILES = {
    path.name: path.read_text("utf-8")
    for path in sorted(real.data().rglob("*.yml"))
    if "schema" not in path.parts
} | {"two indicators": INDICATORS + "    uni"}


@settings(max_examples=examples(100, 2000))
@given(st.sampled_from(list(FILES)), st.floats(0, 1), st.sampled_from(["", "\n", "\n\n"]))
@example("two indicators", 1.0, "")
def test_a_file_that_is_still_being_typed_is_a_document_or_problems(name, part, ending):
    problems = Problems()
    typed = FILES[name][: int(len(FILES[name]) * part)] + ending
    assert parse_yaml(typed, name, problems) or problems
    for problem in problems:
        assert 1 <= problem.place.line <= max(len(typed.splitlines()), 1)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_document_or_problems(tmp_path_factory, raw):
    path = tmp_path_factory.getbasetemp() / "任意.yml"
    path.write_bytes(raw)
    problems = Problems()
    assert read_yaml(path, "任意.yml", problems) or problems


PLAIN = st.text("甲乙丙abc01", min_size=1, max_size=5)


@given(st.dictionaries(PLAIN, PLAIN, min_size=1))
def test_every_character_of_a_value_is_where_its_place_says(values):
    text = "".join(f"{key}:  {value}\n" for key, value in values.items())
    made, problems = document(text)
    assert problems == []
    for key, value in values.items():
        for place, word in ((made.key_place(key), key), (made.place(key), value)):
            assert text.splitlines()[place.line - 1][place.column - 1 :].startswith(word)
