"""A YAML reader's English error → where the slip was made, in the editor's words, and how to mend it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from .flow_style import flow_text
from .half_width import with_half_width
from .pasted import Found

Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def yaml_errors(text: str) -> list[Found]:
    """All that keeps a text from being read. YAML stops at the first error: it is read on with the lines repaired that
    were only typed with full-width punctuation, so that one run finds all of those."""
    lines = text.splitlines()
    found: list[Found] = []
    most = MOST_REPAIRS if len(text) < LARGE else 0
    while len(found) < most and (error := first_error(joined(lines))):
        repair = repaired_lines(error, lines)
        if not repair:
            return [*found, describe(error, lines)]
        for number, made in repair.items():
            found.append((number, *full_width_fault(lines[number], made)))
            lines[number] = made
    return sorted(found) or [describe(first_error(text), lines)]


def joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def first_error(text: str) -> Any:
    try:
        yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        return error
    return None


def repaired_lines(error: Any, lines: Sequence[str]) -> dict[int, str]:
    """The line at or above the error, by its number, with the half-width punctuation that lets YAML get further; all of
    several such lines under one another, where one alone does not."""
    at = position(error)
    for number in suspects(error, lines):
        block = {}
        for above in range(number, max(number - LONGEST_BLOCK, -1), -1):
            if (made := with_half_width(lines[above])) == lines[above]:
                break
            block[above] = made
            if len(block) == 1 and gets_further(block, at, lines):
                return block
        if len(block) > 1 and gets_further(block, at, lines):
            return block
    return {}


def gets_further(repair: Mapping[int, str], at: tuple[int, int], lines: Sequence[str]) -> bool:
    again = first_error(joined([repair.get(index, line) for index, line in enumerate(lines)]))
    last = max(repair)
    return again is None or position(again) > max(at, (last, len(repair[last])))


def suspects(error: Any, lines: Sequence[str]) -> list[int]:
    """YAML says where it could not go on; the slip may be a line above, or where a bracket was opened."""
    line, count = position(error)[0], len(lines)
    opened = getattr(error, "context_mark", None)
    above = next((at for at in range(min(line, count) - 1, -1, -1) if lines[at].strip()), 0)
    numbers = [line, line - 1, above, *([opened.line, opened.line - 1] if opened else [])]
    return [number for number in dict.fromkeys(numbers) if 0 <= number < count]


def position(error: Any) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None)
    return (mark.line, mark.column) if mark else (0, 0)


def full_width_fault(line: str, made: str) -> tuple[int, str, str]:
    """The first character that differs between a line and its repair, and what is wrong with it."""
    pairs = zip(line, made, strict=False)
    column = next((at for at, (was, now) in enumerate(pairs) if was != now), len(line) - 1)
    sign = line[column : column + 1]
    what, mend = "冒号后面没有空格", "请在冒号后面空一格"
    if sign in SIGNS:
        kind, plain = SIGNS[sign]
        what, mend = f"{kind}用了全角“{sign}”", f"请换成半角“{plain}”"
    return column, what, f"{mend}，写成 {changed_part(line, made)}"


def changed_part(line: str, made: str) -> str:
    """Of a repaired line the value alone, where nothing before it was changed."""
    value = made.partition(": ")[2]
    head = made[: len(made) - len(value)]
    return value if value and line.startswith(head) else made.strip()


def describe(error: Any, lines: Sequence[str]) -> Found:
    """The slips that a lost space or a colon makes; else what YAML says, a bracket or a quote that was never closed
    where it was opened."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return 0, 0, fault_words(error), ""
    for number in (mark.line, mark.line - 1):
        if found := slip_in(lines[number] if 0 <= number < len(lines) else ""):
            return number, *found
    # What YAML misses after the last line is missing at the end of that.
    is_after = mark.line >= len(lines)
    line, column = (len(lines) - 1, len(lines[-1])) if is_after else (mark.line, mark.column)
    if lost := lost_margin(line, lines):
        return lost
    opened = error.context_mark
    if opened and opened.line < mark.line and UNCLOSED.search(f"{error.context} {error.problem}"):
        return opened.line, opened.column, f"{fault_words(error)}：从这里起", ""
    if opened and "expected ':'" in str(error.problem):
        return opened.line, opened.column, "这一行缺一个半角冒号“:”", ""
    if "缩进" in fault_words(error) and opened and mark.column != opened.column:
        return line, column, *indentation(mark, opened, lines)
    return line, column, fault_words(error), ""


def slip_in(line: str) -> tuple[int, str, str] | None:
    if found := COLON_IN_BRACES.search(line):
        what = "这段话里有半角的冒号加空格“: ”，会被当成名字"
        return found.start(1), what, f"请给它加上引号，写成 {flow_text(found[1])}"
    for pattern, what, hint in SLIPS:
        if found := pattern.match(line):
            return found.end() - 1, what, hint
    return None


def indentation(mark: Any, opened: Any, lines: Sequence[str]) -> tuple[str, str]:
    """A line whose margin is that of no line it can belong to."""
    what = f"这一行前面有 {mark.column} 个空格，与上文（第 {opened.line + 1} 行起有 {opened.column} 个）不齐"
    above = lines[opened.line - 1] if opened.line else ""
    if opened.column > mark.column and COMMENTED_SECTION.match(above):
        commented = f"第 {opened.line} 行的章节号还是注释"
        return what, f"{commented}：请去掉它行首的“# ”，或把下面的几行也改成注释"
    return what, "请核对缩进：同一层的各行对齐，每深一层多两个空格；也看看上一行有没有写完"


def lost_margin(line: int, lines: Sequence[str]) -> Found | None:
    """A section or a figure that stands further left than all around it, above the line where YAML gives up."""
    for number in range(line, max(line - FAR_ABOVE, 1), -1):
        for name in NAMES:
            found = name.match(lines[number])
            if not found:
                continue
            wanted = usual_margin(name, lines[max(number - FAR_ABOVE, 0) : number + FAR_ABOVE])
            if len(found[1]) < wanted <= margin(lines[line]) <= margin(lines[number - 1]):
                what = f"这一行前面只有 {len(found[1])} 个空格，同一层的各行有 {wanted} 个"
                return number, len(found[1]), what, f"请在这一行前面补成 {wanted} 个空格"
    return None


def usual_margin(name: re.Pattern[str], lines: Sequence[str]) -> int:
    """The most frequent one of lines with such a name, of which there is one at least."""
    margins = Counter(len(found[1]) for line in lines if (found := name.match(line)))
    return margins.most_common(1)[0][0]


def margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def fault_words(error: Exception) -> str:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    known = (chinese for english, chinese in FAULTS.items() if english in problem)
    return next(known, "YAML 读不下去")


MOST_REPAIRS = 20
LONGEST_BLOCK = 30
"""Lines under one another that are repaired together."""
LARGE = 60_000
"""Characters of a file that is not read again with repaired lines: it would take seconds."""
SIGNS = {
    "：": ("冒号", ":"),
    **dict.fromkeys("，、；", ("逗号", ",")),
    **dict.fromkeys("［］【】", ("方括号", "[ ]")),
    **dict.fromkeys("｛｝", ("花括号", "{ }")),
    **dict.fromkeys("－–—", ("列表前的横线", "-")),
}
"""Full-width sign → what it stands for, and what YAML wants."""
FAR_ABOVE = 60
"""Lines: a section of a year file is shorter."""
NAMES = (
    re.compile(r"( *)[一二三四五六七八九十]+(?:（[^）]*）[0-9]*|[0-9]*):"),
    re.compile(r"( *)[a-z_]+\.[a-z_.]+:"),
)
"""Section numbers and indicators."""
UNCLOSED = re.compile("flow (sequence|mapping)|quoted scalar")
SECTION = "[一二三四五六七八九十]+(?:（[一二三四五六七八九十]+）)?[0-9]*"
NAME = rf"(?:[a-z_][a-z0-9_.-]*|{SECTION})"
COMMENTED_SECTION = re.compile(rf"\s*# *{SECTION}:")
COLON_IN_BRACES = re.compile(
    r"[{,] *[a-z_]+: +([^\[\]{}'\",#][^\[\]{}'\",#]*?: [^\[\]{}'\",#]*?)(?= *[,}])"
)
"""`{note: 报告写: 约}`: a value with a colon and a space in it."""
SLIPS = (
    (
        re.compile(r"\s*[\w.（）]+: -(?=\s*(?:#|$))"),
        "半角的“-”单独写，会被当成列表",
        "报告印的是横线，就写成 —",
    ),
    (
        re.compile(r"[^#]*[]}] *[,，;；](?=\s*(?:#|$))"),
        "方括号、花括号后面多了标点",
        "请删去这个标点",
    ),
    (re.compile(rf"\s*(?:- )?{NAME}:(?=[^\s:])."), "冒号后面没有空格", "请在冒号后面空一格"),
    (
        re.compile(rf"\s*(?:- )?{NAME} *(?:[=＝→⇒~～－—–;；|｜]|->)"),
        "名字后面不是冒号",
        "请换成半角冒号“:”，后面空一格",
    ),
    (
        re.compile(rf"\s*(?:- )?{NAME}(?= +[^\s:#]+$)."),
        "名字后面没有冒号",
        "请在名字后面写半角冒号“:”，再空一格",
    ),
    (re.compile(r"\s*-(?=[^\s\-0-9])."), "“-”后面没有空格", "请在“-”后面空一格"),
    (re.compile(r"\s*[－—–](?=\s)"), "列表的“-”用了全角或长的横线", "请换成半角“-”，后面空一格"),
    (
        re.compile(r"\s*(?:[•●▪◦◆◇■□○►▶➢✓]|[·*](?=\s))"),
        "列表的每一项前面要写“- ”，不用别的记号",
        "请把这个记号换成“- ”（半角的横线和一个空格）",
    ),
    (
        re.compile(r"\s*- (?:\"[^\"]*\"|'[^']*'|\[[^\]]*\])(?=[^\s,:])."),
        "引号或方括号后面还有字",
        "请换成“”，或给整句加上引号",
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
    "found another document": "从这里起是另一份内容，一个文件里只能有一份：请删去“---”分隔线，贴了两遍的删去一遍",
    "did not find expected <document start>": "缩进与上文不齐，或上一行没有写完",
}
"""libyaml's English, and here and there the pure loader's → the editor's words."""
