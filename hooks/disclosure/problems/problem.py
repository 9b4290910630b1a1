"""Problems with their place and fix: collected over a whole run, then printed for terminals, programs or GitHub."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from .rule import Severity
from .rules import RULES


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    text: str = field(default="", compare=False, repr=False)
    """The whole line, for the excerpt."""

    def moved_right(self, characters: int) -> Place:
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

    @property
    def severity(self) -> Severity:
        return RULES[self.code].severity


class Problems:
    """Gathers the problems of a run; nothing is raised before all of the data has been read."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()
        self._count_by_file: Counter[str] = Counter()

    def add(
        self, code: str, place: Place, *, hint: str | Callable[[], str] = "", **facts: object
    ) -> None:
        """`facts` fill the sentence of the code in RULES; `hint` replaces its hint where a better one is known, and is
        called only where it will be shown."""
        self._count_by_file[place.file] += 1
        if self._count_by_file[place.file] > MOST_OF_A_FILE:
            return
        rule = RULES[code]
        nearer = hint() if callable(hint) else hint
        fix = nearer or rule.hint.format(**facts)
        self._found.add(Problem(place, code, one_line(rule.message.format(**facts)), one_line(fix)))

    def add_existing(self, problem: Problem) -> None:
        """Add a problem that another run reported."""
        self._count_by_file[problem.place.file] += 1
        self._found.add(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def omitted_count(self) -> int:
        """How many more there are than are shown."""
        return sum(max(0, count - MOST_OF_A_FILE) for count in self._count_by_file.values())

    def has_any_in(self, file: str) -> bool:
        """Whether anything is wrong in one file: what follows from it need not be reported as well."""
        return bool(self._count_by_file[file])

    @property
    def has_errors(self) -> bool:
        """Whether any of them keeps the site from being made."""
        return any_error(self._found)

    def raise_if_errors(self) -> None:
        """Raises DataErrors with every problem found so far, where one of them is an error."""
        if self.has_errors:
            raise DataErrors(tuple(self))


def any_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def one_line(text: str) -> str:
    """A value may run over lines; a message may not, or its second line could pass for another problem."""
    shown = UNPRINTABLE.sub("\ufffd", " ".join(text.split()))
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}……"


class Refusal(Exception):
    """What an editor asked for can't be done, and nothing was touched; says why in the editor's words."""


class DataErrors(Exception):
    """The data can't be published as it is; says every problem in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


def as_text(problems: Iterable[Problem]) -> str:
    """For a terminal: each problem with its line and a caret under the character at fault."""
    found = tuple(problems)
    lines = [list_as_text(found)] if found else []
    return "\n".join([*lines, summary_line(found)])


def list_as_text(problems: Iterable[Problem]) -> str:
    """Without the last line, which is about the site."""
    return "\n".join(map(one_as_text, problems))


def summary_line(problems: Iterable[Problem]) -> str:
    """The last line: how many there are, and whether they keep the site from being made."""
    counts = Counter(problem.severity for problem in problems)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    doubts = f"{warnings} 处要核对" if warnings else ""
    if errors:
        return f"共 {errors} 处问题，改好才能生成网站{f'；另有 {doubts}' if doubts else ''}。"
    return f"没有问题；有 {doubts}。" if doubts else "没有问题。"


def one_as_text(problem: Problem) -> str:
    place = problem.place
    doubt = "（请核对）" if problem.severity is Severity.WARNING else ""
    lines = [f"{one_line(str(place))}  {problem.code}  {doubt}{problem.message}"]
    if place.text.strip():
        text, column = excerpt(place)
        before = re.sub(r"[^\t]", lambda one: " " * columns_wide(one[0]), text[: column - 1])
        lines += [f"{place.line:>6} │ {text}", f"       │ {before}^"]
    if problem.hint:
        lines.append(f"       提示：{problem.hint}")
    return "\n".join(lines)


def excerpt(place: Place) -> tuple[str, int]:
    """The line and the column to point at: of a line without end the part round the fault, and nothing in it that a
    terminal would obey."""
    start = max(0, place.column - 1 - WIDEST // 2) if len(place.text) > WIDEST else 0
    shown = place.text[start : start + WIDEST]
    return UNPRINTABLE.sub("\ufffd", shown), place.column - start


def as_json(problems: Iterable[Problem]) -> str:
    """A list of `{code, severity, file, line, column, message, hint}`."""
    rows = [
        {"code": p.code, "severity": p.severity, "file": p.place.file, "line": p.place.line}
        | {"column": p.place.column, "message": p.message, "hint": p.hint}
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub's workflow commands, which put the problem beside the changed line."""
    return "\n".join(map(one_as_github, problems))


def one_as_github(problem: Problem) -> str:
    place = problem.place
    where = f"file={in_command(place.file)},line={place.line},col={place.column}"
    text = "。提示：".join(filter(None, (problem.message, problem.hint)))
    where = UNPRINTABLE.sub("\ufffd", where)
    return f"::{problem.severity} {where},title={problem.code}::{PERCENT.sub(percent, text)}"


def in_command(value: str) -> str:
    """A property of a workflow command ends at a comma or a colon; a file's name may hold either."""
    return PERCENT_IN_PROPERTY.sub(percent, value)


def percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def columns_wide(text: str) -> int:
    """How many terminal columns a text takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def nearest(word: str, known: Iterable[str], otherwise: str = "", *, likeness: float = 0.6) -> str:
    """A hint naming the known word most like this one, if it is as like as that (of 1)."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=likeness)
    return f"是否想写“{found[0]}”？" if found else otherwise


MOST_OF_A_FILE = 200
"""Told of one file in one run: a file with more is not a year file with slips but another file. It also bounds the
time that a hostile file can take."""
LONGEST = 1000
"""Characters of a message or a hint that are shown."""
WIDEST = 160
"""Characters of a line that are shown."""
TURNS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The characters that turn the writing round, as a set of a pattern: with one, a text may read as another."""
UNPRINTABLE = re.compile(rf"[^\t -~\u00a0-\U0010ffff]|[{TURNS}\ud800-\udfff]")
PERCENT = re.compile(r"[%\r\n]")
PERCENT_IN_PROPERTY = re.compile(r"[%\r\n:,]")
