"""What is wrong, where, and how to mend it: collected over a whole run, told once, in the editor's words."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    text: str = field(default="", compare=False, repr=False)
    """The whole line, for the excerpt."""

    def right(self, characters: int) -> Place:
        return Place(self.file, self.line, self.column + characters, self.text)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. `code` is stable: documents and tools may rely on it."""

    place: Place
    code: str
    message: str
    hint: str = ""


class Problems:
    """Gathers the problems of a run; nothing is raised before all of the data has been read."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, code: str, place: Place, *, hint: str = "", **facts: object) -> None:
        """`facts` fill the code's sentence in RULES; `hint` replaces its mend where a nearer one is known."""
        rule = RULES[code]
        self._found.add(
            Problem(place, code, rule.message.format(**facts), hint or rule.hint.format(**facts))
        )

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def stop_if_any(self) -> None:
        """Raises Stopped with every problem found so far."""
        if self._found:
            raise Stopped(tuple(self))


class Stopped(Exception):
    """The data can't be published as it is; says every problem in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


def as_text(problems: Iterable[Problem]) -> str:
    """For a terminal: each problem with its line and a caret under the character at fault."""
    told = [one_as_text(problem) for problem in problems]
    return "\n".join([*told, f"共 {len(told)} 处问题，网站没有生成。"]) if told else "没有问题。"


def one_as_text(problem: Problem) -> str:
    place = problem.place
    lines = [f"{place}  {problem.code}  {problem.message}"]
    if place.text.strip():
        before = re.sub(
            r"[^\t]", lambda one: " " * columns_wide(one[0]), place.text[: place.column - 1]
        )
        lines += [f"{place.line:>6} │ {place.text}", f"       │ {before}^"]
    if problem.hint:
        lines.append(f"       提示：{problem.hint}")
    return "\n".join(lines)


def as_json(problems: Iterable[Problem]) -> str:
    """A list of `{code, file, line, column, message, hint}`."""
    rows = [
        {"code": p.code, "file": p.place.file, "line": p.place.line, "column": p.place.column}
        | {"message": p.message, "hint": p.hint}
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub's workflow commands, which put the problem beside the changed line."""
    return "\n".join(
        f"::error file={p.place.file},line={p.place.line},col={p.place.column},title={p.code}::"
        + f"{p.message} {p.hint}".strip().replace("%", "%25").replace("\r", "").replace("\n", "%0A")
        for p in problems
    )


def columns_wide(text: str) -> int:
    """How many terminal columns a text takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint naming the known word most like this one."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"是否想写“{found[0]}”？" if found else otherwise


class Rule(NamedTuple):
    """What a code stands for: a title for the guide, the sentence told, and the mend where it is always the same."""

    title: str
    message: str
    hint: str = ""


RULES = {
    # D0: the file itself
    "D001": Rule("缺少文件", "找不到 {name}", "请把这个文件补上，或核对数据文件夹的位置"),
    "D002": Rule("不是 UTF-8", "文件不是 UTF-8 编码", "请在编辑器里选“另存为”，编码选 UTF-8"),
    "D003": Rule("YAML 写法不对", "{what}", "请核对缩进、冒号和引号；冒号用半角“:”，后面空一格"),
    "D004": Rule("空文件", "文件是空的", "请照上一年的文件填写，或删去这个文件"),
    "D005": Rule("重复的键", "“{key}”写了两次，上一处在第 {line} 行", "请合并成一处"),
    "D006": Rule("不许用的 YAML 写法", "这里用了{what}，数据文件里不许用", "请直接写出内容"),
    "D007": Rule(
        "文件过大", "文件有 {size} 字节，上限是 {limit} 字节", "数据文件只放报告里的数字和事实"
    ),
    # D1: the shape
    "D101": Rule("缺少必填项", "缺少“{name}”", "请补上这一项"),
    "D102": Rule("不认识的键", "不认识“{name}”", "请删去，或核对拼写"),
    "D103": Rule("形状不对", "这里应当是{expected}"),
    "D104": Rule("内容不对", "{what}"),
    "D105": Rule("没有填", "“{name}”没有填", "报告没有说就删去这一行；印的是横线就填“—”"),
    # D2: names that must agree
    "D201": Rule("年份与文件名不符", "年份 {year} 与文件名 {name} 不符", "请改成一致"),
    "D202": Rule(
        "不认识的指标", "没有哪个主题定义了指标“{name}”", "请核对拼写；新指标先写进 data/topics/"
    ),
    "D203": Rule(
        "不认识的章节", "outline 里没有章节“{name}”", "请核对章节号，或先在 outline 里列出"
    ),
    "D204": Rule("重复的名字", "“{name}”已在 {other} 定义过", "请换一个名字，或删去一处"),
    "D205": Rule("不认识的表", "表式里没有“{name}”", "可用的名字：{known}"),
    "D206": Rule("一行的格数不对", "“{name}”一行有 {got} 格，表式是 {expected} 格：{columns}"),
    "D207": Rule("指代落空", "“{name}”不是已知的{kind}", "请核对拼写"),
    "D208": Rule(
        "时段不在本年",
        "{year}年的报告里，时段“{period}”与{year}年不相干",
        "复制上一年的文件以后，年份要逐处改过来",
    ),
    "D209": Rule("标题里没有本年", "报告标题“{title}”里没有“{year}”", "请照报告封面填写"),
    # D3: figures
    "D301": Rule("不是数字", "{what}"),
    "D302": Rule("不能是负数", "“{printed}”是负数，这里的数不会小于零", "请核对报告原文"),
    "D303": Rule(
        "量纲不同不能相加",
        "勾稽关系“{name}”把不同的量放在一起：{units}",
        "人数、金额、件数不能相加",
    ),
    "D305": Rule(
        "没有单位", "“{printed}”没有单位", "请照报告写全，如“{printed}{unit}”；指标的单位是“{unit}”"
    ),
    "D304": Rule(
        "“*”不齐", "勾稽关系“{name}”里，有的项带“*”，有的不带", "“*”要么每项都有一个，要么都没有"
    ),
    # D4: what must hold
    "D401": Rule(
        "勾稽不平",
        "{label}：{arithmetic}；涉及 {places}",
        "请核对抄录；报告原文如此，就在 printed_so 里写明“{name}: 原因”",
    ),
    "D402": Rule("多余的 printed_so", "“{name}”并非不平，不需要 printed_so", "请删去这一条"),
    "D403": Rule(
        "更正与现值不符", "更正说“{figure}”现为“{now}”，文件里是“{printed}”", "请把两处改成一致"
    ),
    "D404": Rule(
        "更正接不上",
        "更正说“{figure}”原为“{was}”，上一次更正后是“{before}”",
        "请核对各次更正的先后",
    ),
    # D5: pages
    "D501": Rule("页面指令写错", "{what}"),
    "D502": Rule("页面指令指代落空", "“{name}”不是已知的{kind}", "请核对拼写"),
    "D503": Rule("缺少页面", "缺少页面 {page}，别的页面有链接指向它", "请补上这一页，内容可以很短"),
}
"""Every code there is. A code is never given to another fault; D0 files, D1 shape, D2 names, D3 figures, D4 sums,
D5 pages."""
