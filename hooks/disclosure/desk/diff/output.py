"""Differences → text for a terminal, Markdown for GitHub, JSON for programs."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from disclosure.ledger.tieouts import OUTCOMES, Outcome
from disclosure.pages.escaping import escape
from disclosure.pages.templating import template_environment, template_texts
from disclosure.problems.problem import TURNS

from .data import ChangeKind, Differences, FileChange, SideSummary
from .texts import NONE


def as_text(d: Differences) -> str:
    return render(terminal_environment(), "differences.txt", d, longest_list(d))


def as_markdown(d: Differences) -> str:
    """In at most MOST_BYTES: what does not fit is counted and left out.

    All that comes from data is inert. It stands in `<code>` within blocks of HTML, where GitHub looks for no mention,
    issue, commit, address or emoji, and what HTML or Markdown would take for markup is written as entities.
    """

    def size(rows: int) -> int:
        return len(render(github_environment(), "differences.md", d, rows).encode())

    rows = most_rows_within(longest_list(d), MOST_BYTES, size)
    return render(github_environment(), "differences.md", d, rows)


def most_rows_within(most: int, limit: int, size: Callable[[int], int]) -> int:
    """The most rows that fit, looked for from below: to write out all of a hostile file could take minutes."""
    bound = 1
    while bound < most and size(bound) <= limit:
        bound *= 2
    return max(0, bisect_right(range(min(bound, most) + 1), limit, key=size) - 1)


def as_json(d: Differences) -> str:
    """The records as they are; an outcome is `holds`, `fails`, `undecided`, `void`, or null for no tie-out.

    Only strings can hold what is replaced: the mark of a workflow command, and bytes of file names that are no UTF-8.
    """
    text = json.dumps(asdict(d), ensure_ascii=False, indent=2)
    return text.replace("##[", "#\\u0023[").encode("utf-8", "backslashreplace").decode()


def longest_list(d: Differences) -> int:
    """The length of the longest list there is in it."""
    years = (*d.added, *d.removed)
    lists: list[Sequence[Any]] = [years, d.figures, d.ties, d.words, d.pages, d.settings]
    lists += [d.files, d.sources, d.program]
    lists += [part for year in years for part in (year.figures, year.words)]
    lists += [figure.ties for figure in d.figures]
    return max(map(len, lists))


def render(environment: Environment, template: str, d: Differences, rows: int) -> str:
    """With no more than so many rows of any list."""
    context = {"d": d, "first": lambda items: items[:rows], "left": lambda items: len(items[rows:])}
    made = environment.get_template(template).render(context).strip()
    return re.sub(r"\n{3,}", "\n\n", made) + "\n"


@cache
def terminal_environment() -> Environment:
    """Nothing is markup there, and a line break in a text would pass for one of ours."""
    return environment(lambda text: Markup(BREAKS.sub(" ", with_visible_controls(text))))


@cache
@cache
def github_environment() -> Environment:
    return environment(lambda text: escape(with_visible_controls(shortened(text))))


def environment(as_shown: Callable[[str], str]) -> Environment:
    def finalize(value: Any) -> Any:
        return value if isinstance(value, Markup) else as_shown(str(value))

    environment = template_environment(template_texts()).overlay(finalize=finalize)
    environment.globals |= {
        "outcome": outcome,
        "pair": pair,
        "tally": tally,
        "FAILS": Outcome.FAILS,
        "HOW": HOW,
        "listed": listed,
        "note": note,
        "SENTENCES": SENTENCES,
    }
    return environment


def tally(d: Differences) -> str:
    """`数字 2 处，文字 1 处；1 条勾稽关系变得不一致`."""
    kinds = {
        "新增年度": d.added,
        "删去年度": d.removed,
        "数字": d.figures,
        "另有核对": d.ties,
        "文字": d.words,
        "网页": d.pages,
        "网站设置": d.settings,
        "网站里的文件": d.files,
        "数据文件": d.sources,
    }
    counts = "，".join(f"{kind} {len(found)} 处" for kind, found in kinds.items() if found)
    return f"{counts}；其中 {d.failing} 条勾稽关系变得不一致" if d.failing else counts


def listed(files: Sequence[FileChange]) -> list[tuple[str, list[str], int]]:
    """(what they are, the paths that are shown, how many more there are), pages of the site first."""
    kinds: dict[str, list[str]] = {}
    for one in sorted(files, key=lambda one: not one.path.endswith("/")):
        kind = "网页" if one.path.endswith("/") else "文件"
        kinds.setdefault(f"{HOW[one.how]}的{kind}", []).append(one.path)
    return [(kind, paths[:FILES], len(paths[FILES:])) for kind, paths in kinds.items()]


def note(side: SideSummary | None) -> str:
    """What could not be compared of a side; empty where all of it was."""
    if not side or not side.fault:
        return ""
    unread = f"，读不了的部分没有比较；先看 {DESK} check" if "问题" in side.fault else ""
    return f"“{side.word}”{side.fault}，没有生成那一边的网站来比较{unread}。"


def outcome(value: Outcome | None) -> str:
    return OUTCOMES[value] if value else NONE


def pair(was: str, now: str) -> tuple[str, str]:
    """Of two long texts the part where they differ, so that a cut never hides it."""
    both = min(len(was), len(now))
    if max(len(was), len(now)) <= LONGEST:
        return was, now
    alike = bisect_left(range(both), True, key=lambda index: was[: index + 1] != now[: index + 1])
    start = alike - CONTEXT
    return (f"…{was[start:]}", f"…{now[start:]}") if start > 0 else (was, now)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…（共 {len(text)} 字）"


def with_visible_controls(text: str) -> str:
    """With what a terminal or a browser would obey made visible: marks that turn the direction of writing can make a
    text read as another; GitHub takes `##[` in any line of a log for a command."""
    return INVISIBLE.sub(lambda found: f"［U+{ord(found[0]):04X}］", text).replace("##[", "##［")


MOST_BYTES = 1_000_000
"""GitHub shows a job's summary of up to 1 MiB."""
LONGEST = 600
"""Characters of one text in Markdown: a hostile file may hold a million."""
CONTEXT = 40
"""Characters kept before the first that differs."""
DESK = "python hooks/desk.py"
SENTENCES = 20
"""Changed sentences shown of one page; more are counted."""
FILES = 30
"""Paths shown of one kind; more are counted."""
HOW = {ChangeKind.ADDED: "新增", ChangeKind.REMOVED: "删去", ChangeKind.CHANGED: "改动"}
BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]+")
INVISIBLE = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{TURNS}]")
