"""A YAML reader's English error → where the slip was made, in the editor's words, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any


def fault(error: Any, lines: Sequence[str]) -> tuple[int, int, str, str]:
    """Where the editor has to change something (line and column from 0), what is wrong there, and the mend.

    YAML tells where it could not go on; the slip itself is often a line above: the slips that a Chinese keyboard
    makes are looked for there, and a bracket or a quote that was never closed is told where it was opened.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return 0, 0, fault_words(error), ""
    if slip := slip_near(mark.line, lines):
        return slip
    opened = error.context_mark
    if opened and opened.line < mark.line and UNCLOSED.search(f"{error.context} {error.problem}"):
        return opened.line, opened.column, f"{fault_words(error)}：从这里起", ""
    return mark.line, mark.column, fault_words(error), ""


def slip_near(line: int, lines: Sequence[str]) -> tuple[int, int, str, str] | None:
    """What a Chinese keyboard or a lost space makes: on the line itself or the one above it."""
    for number in (line, line - 1):
        text = lines[number] if 0 <= number < len(lines) else ""
        for pattern, what, hint in SLIPS:
            if found := pattern.match(text):
                return number, found.end() - 1, what, hint
    return None


def fault_words(error: Exception) -> str:
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    return next(
        (chinese for english, chinese in FAULTS.items() if english in said),
        "YAML 读不下去",
    )


UNCLOSED = re.compile("flow (sequence|mapping)|quoted scalar")

NAME = r"(?:[a-z_][a-z0-9_.-]*|[一二三四五六七八九十]+(?:（[一二三四五六七八九十]+）)?[0-9]*)"
FULL_WIDTH_COLON = re.compile(rf"\s*(?:(?:- )?{NAME}|\w{{1,12}})：(?!.*: )")
"""Behind a field, an indicator, a section or a short word; not just anywhere in a sentence."""
SLIPS = (
    (FULL_WIDTH_COLON, "冒号用了全角“：”", "请换成半角“:”，后面空一格"),
    (re.compile(rf"\s*(?:- )?{NAME}:(?=[^\s:])."), "冒号后面没有空格", "请在冒号后面空一格"),
    (re.compile(r"\s*-(?=[^\s\-0-9])."), "“-”后面没有空格", "请在“-”后面空一格"),
    (re.compile(r"\s*[－—–](?=\s)"), "列表的“-”用了全角或长的横线", "请换成半角“-”，后面空一格"),
    (
        re.compile(r"\s*- (?:\"[^\"]*\"|'[^']*'|\[[^\]]*\])(?=[^\s,:])."),
        "引号或方括号后面还有字",
        "请换成“”，或给整句加上引号",
    ),
    (re.compile(r"[^#]*?[：:] ?[【［]"), "方括号用了全角的", "请换成半角“[ ]”"),
    (
        re.compile(r"[^#\"']*[:,] ?\{[^}]*，"),
        "花括号里的逗号用了全角“，”",
        "请换成半角“,”，后面空一格",
    ),
)
"""(Up to the character at fault, what is wrong, the mend), looked for where YAML could not go on."""
FAULTS = {
    "mapping values are not allowed": "这里不应有冒号：上一行可能缺冒号，或内容里有“: ”而没有加引号",
    "could not find expected ':'": "这里缺一个半角冒号“:”",
    "expected <block end>": "缩进与上文不齐，或上一行没有写完",
    "did not find expected key": "缩进与上文不齐，或上一行没有写完",
    "did not find expected '-' indicator": "列表的缩进不齐，或缺“- ”",
    "block sequence entries are not allowed": "“- ”要另起一行写",
    "did not find expected ',' or ']'": "方括号“[ ]”没有配对，或两项之间缺逗号",
    "did not find expected ',' or '}'": "花括号“{ }”没有配对，或两项之间缺逗号",
    "did not find expected node content": "这里缺内容：逗号之间空着的格子要写“~”，或括号没有配对",
    "did not find expected alphabetic or numeric": "“*”“&”开头的内容要加引号",
    "did not find expected comment or line break": "“|”“>”后面要换行",
    "could not find expected directive name": "“%”不能放在一行的开头，请加上引号",
    "found unknown escape character": "双引号里的反斜杠有别的意思，请改用单引号",
    "while scanning a quoted scalar": "引号没有配对",
    "found unexpected end of stream": "引号没有配对，一直到文件末尾",
    "cannot start any token": "这个字符不能放在开头，请给内容加上引号",
    "found another document": "一个文件里只能有一份内容，请删去“---”分隔线",
    "did not find expected <document start>": "缩进与上文不齐，或上一行没有写完",
}
"""libyaml's English, and here and there the pure loader's → the editor's words."""
