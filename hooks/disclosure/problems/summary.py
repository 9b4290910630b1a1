"""Problems → a job summary of GitHub in Markdown: first what has to be changed, then what to look at again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from .problem import Problem, one_as_text, one_line
from .rule import Severity
from .rules import RULES


def as_summary(problems: Iterable[Problem]) -> str:
    """Every problem in at most MOST_BYTES; warnings of one kind share a line.

    All that comes from files stands in a fenced block, where nothing is markup; each of its lines begins with a sign
    of ours, so that none can end it.
    """
    ordered = sorted(problems)
    errors = [one for one in ordered if one.severity is Severity.ERROR]
    warnings = [one for one in ordered if one.severity is Severity.WARNING]
    if not ordered:
        return "### 检查：没有问题"
    parts = []
    if errors:
        lines = [one_as_text(one) for one in errors]
        parts += [f"### 要改的地方：{len(errors)} 处，改好才能生成网站", fenced(lines)]
    if warnings:
        lines = [one_kind(list(kind)) for _, kind in groupby(sorted(warnings, key=code), key=code)]
        parts += [f"### 请核对：{len(warnings)} 处，不改也能合并", fenced(lines)]
    return "\n\n".join(parts)


def code(problem: Problem) -> str:
    return problem.code


def one_kind(warnings: Sequence[Problem]) -> str:
    """A single warning as it is shown elsewhere; several of one kind in one line, with their places."""
    first = warnings[0]
    if len(warnings) == 1:
        return one_as_text(first)
    rule = RULES[first.code]
    places = "；".join(
        f"{file} 第 {lines_of(list(found))} 行"
        for file, found in groupby(warnings, key=lambda one: one.place.file)
    )
    mend = rule.mend.replace("…", "……")
    return one_line(f"{first.code}  {rule.title}：{len(warnings)} 处（{places}）。{mend}")


def lines_of(warnings: Sequence[Problem]) -> str:
    numbers = [str(line) for line in dict.fromkeys(one.place.line for one in warnings)]
    return "、".join(numbers[:MOST_LINES]) + ("……" if len(numbers) > MOST_LINES else "")


def fenced(lines: Sequence[str]) -> str:
    shown: list[str] = []
    size = 0
    for line in lines:
        size += len(line.encode("utf-8", "replace")) + 1
        if size > MOST_BYTES // 2:
            shown.append(f"……还有 {len(lines) - len(shown)} 处没有列出；改完这些再看。")
            break
        shown.append(line)
    return "\n".join([f"{FENCE}text", *shown, FENCE])


FENCE = "~" * 12
MOST_BYTES = 800_000
"""GitHub shows a job's summary of up to 1 MiB, and what readers see changed goes into it too."""
MOST_LINES = 30
