"""A text's lines → what other programs left in them: marks of a merge conflict, a fence of Markdown, tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .flow_style import flow

Found = tuple[int, int, str, str]
"""(Line and column from 0, what is wrong there, the mend; empty where the problem's code has it)."""


def leftovers(lines: Sequence[str]) -> Iterator[Found]:
    """Each reported once; of a merge conflict the first line."""
    number = 0
    while number < len(lines):
        line = lines[number]
        if CONFLICT.match(line):
            last = end_of_conflict(lines, number)
            what = f"有 Git 合并冲突的标记“{line.split()[0]}”"
            yield number, 0, what, conflict_hint(number, last)
            number = last
        elif fence := FENCE.fullmatch(line):
            yield number, len(fence[1]), f"“{fence[2]}”不是数据，是贴来的代码框", "请删去这一行"
        elif "\t" in line:
            yield number, line.index("\t"), "有制表符（Tab）", tab_hint(line)
        number += 1


def end_of_conflict(lines: Sequence[str], start: int) -> int:
    """The line with `>>>>>>>`, where there is one before the next conflict."""
    for number in range(start, len(lines)):
        if lines[number].startswith(">" * 7):
            return number
        if number > start and lines[number].startswith("<" * 7):
            break
    return start


def conflict_hint(first: int, last: int) -> str:
    if first == last:
        return "请删去这一行，再看看上下文是不是有两份"
    where = f"第 {first + 1}—{last + 1} 行是两边改的同一处"
    return f"{where}：留下对的一份，连同“<<<<<<<”“=======”“>>>>>>>”这几行一起删去"


def tab_hint(line: str) -> str:
    """A row of a spreadsheet has its cells between tabs: as it has to be written."""
    row = ROW.fullmatch(line)
    cells = [cell.strip(" [],") for cell in re.split(r" *\t *", row[1])] if row else []
    if len(cells) > 1:
        return f"从表格软件贴来的，格子之间用逗号，请写成 {flow([cell or None for cell in cells])}"
    return "请换成空格，缩进每一层两个；从表格软件贴来的，格子之间用逗号"


BULLET = re.compile(r"\s*([•●▪◦◆◇■□○►▶➢✓√※·*＊–—]|[0-9]{1,2}[.、．)）](?![0-9])|[①-⑳])\s*")
CONFLICT = re.compile(r"(<{7}|>{7}|\|{7}) |(={7}|<{7}|>{7})$")
FENCE = re.compile(r"( *)(`{3,}|~{3,})\s*\w*\s*")
ROW = re.compile(r" *[\w.]+: *(.+)")
