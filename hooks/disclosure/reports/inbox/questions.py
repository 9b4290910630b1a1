"""Questions to the editor ↔ `待定.txt`: a plain text with boxes to tick, kept in Git like all else.

```
【3fa9c1】一（二）4：1286条
报告：……网站信息1286条……
[ ] 是“网站发布的信息”（channels.website.posts；上一次 1316条）
[x] 不登，缘故：没有做成指标
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path

from disclosure.desk.uploads import ANSWERS, INBOX
from disclosure.problems.problem import Place, Problems, one_line


class Act(Enum):
    """What a ticked box does."""

    FILL_IN = auto()
    """The number is this indicator's."""
    SET_ASIDE = auto()
    """The site does not give it, for the reason behind the colon."""
    FACT = auto()
    """It is in the sentence behind the colon."""
    SEEN = auto()
    """Nothing is to be done about it."""
    MISPRINT = auto()
    """The report is printed so, for the reason behind the colon."""
    OURS = auto()
    """The report is this agency's."""
    YEAR = auto()
    """The report is of the year behind the colon."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line with a box."""

    act: Act
    words: str
    """Up to the colon, where one follows."""
    text: str | None = None
    """What stands behind the colon until the editor writes something else; None without a colon."""
    target: str = ""
    """The indicator, or the tie-out that is misprinted."""

    def line(self, tick: str, text: str) -> str:
        return f"[{tick}] {self.words}" + (f"：{text}" if self.text is not None else "")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be settled."""

    about: str
    """`一（二）4：1286条`."""
    quote: str
    """The report's own words around it."""
    choices: tuple[Choice, ...]
    place: Place | None = None
    """Where the year file has it."""
    item: tuple[str, int] | None = None
    """Its section and index under `open`."""
    is_known: bool = True
    """Whether an indicator is proposed; the others can be set aside at one stroke."""

    @property
    def id(self) -> str:
        """The same as long as the report says the same."""
        return sha256(f"{self.about}\n{self.quote}".encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Answer:
    """A ticked box, with what the editor wrote behind its colon."""

    question: Question
    choice: Choice
    text: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line with a box as it stands in the file."""

    number: int
    ticked: bool
    words: str


@dataclass
class QuestionSheet:
    """The file as the editor left it: question → its lines."""

    lines: Mapping[str, Sequence[SheetLine]] = field(default_factory=dict)

    def find(self, question: Question, choice: Choice) -> tuple[bool, str]:
        """Whether the box is ticked, and the text behind the colon."""
        for line in self.lines.get(question.id, ()):
            words, _, text = line.words.partition("：")
            if choice.text is None and tight(line.words) == tight(choice.words):
                return line.ticked, ""
            if choice.text is not None and tight(words) == tight(choice.words):
                written = one_line(text)
                return line.ticked or bool(written and not choice.text), written
        return False, choice.text or ""

    def answer(self, question: Question, problems: Problems) -> Answer | None:
        """The one box that is ticked; what can't be meant is recorded."""
        found = ((choice, *self.find(question, choice)) for choice in question.choices)
        ticked = [Answer(question, choice, text) for choice, is_ticked, text in found if is_ticked]
        lines = [line for line in self.lines.get(question.id, ()) if line.ticked]
        place = Place(SHEET, lines[0].number if lines else 1)
        if len(ticked) > 1:
            add_fault(question, place, "选了不止一行", problems)
        elif ticked and ticked[0].choice.text is not None and not ticked[0].text:
            add_fault(question, place, "打了钩，冒号后面还没有写", problems)
        elif lines and not ticked:
            add_fault(question, place, "打钩的一行与原来的不一样，认不出", problems)
        elif ticked:
            return ticked[0]
        return None


def add_fault(question: Question, place: Place, what: str, problems: Problems) -> None:
    problems.add("D614", place, number=f"【{question.id}】", what=what)


def read_sheet(path: Path) -> QuestionSheet:
    """What the editor ticked; nothing where the file is not there, or is not a plain one."""
    if path.is_symlink() or not path.is_file():
        return QuestionSheet()
    with path.open("rb") as file:
        text = file.read(MOST_BYTES).decode("utf-8-sig", "replace")
    lines: dict[str, list[SheetLine]] = {}
    here: list[SheetLine] = []
    for number, line in enumerate(text.splitlines(), 1):
        if start := HEAD.match(line):
            here = lines.setdefault(start[1], [])
        elif found := BOX.match(line):
            here.append(SheetLine(number, bool(found[1].strip()), found[2].strip()))
    return QuestionSheet(lines)


def sheet_text(
    head: str, questions: Sequence[Question], sheet: QuestionSheet
) -> tuple[str, dict[str, int]]:
    """The file's text, ticked as it was; question → its line."""
    lines = [head, "", *HELP]
    at: dict[str, int] = {}
    for question in questions:
        lines += ["", f"【{question.id}】{one_line(question.about)}"]
        at[question.id] = len(lines)
        lines += [f"　　报告：{one_line(question.quote)}"] if question.quote else []
        lines += sheet_lines(question, sheet)
    return "\n".join([*lines, ""]), at


def sheet_lines(question: Question, sheet: QuestionSheet) -> Iterator[str]:
    for choice in question.choices:
        ticked, text = sheet.find(question, choice)
        yield choice.line("x" if ticked else " ", text)


def distinct(questions: Sequence[Question]) -> list[Question]:
    """Two that are alike are told apart by their order."""
    seen: dict[str, int] = {}
    found = []
    for one in questions:
        count = seen[one.about + one.quote] = seen.get(one.about + one.quote, 0) + 1
        about = f"{one.about}（第{count}处）" if count > 1 else one.about
        found.append(Question(about, one.quote, one.choices, one.place, one.item, one.is_known))
    return found


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


SHEET = f"{INBOX}/{ANSWERS}"
MOST_BYTES = 1_000_000
HEAD = re.compile("^【([0-9a-f]{6})】")
BOX = re.compile(r"^\s*[\[［]([^\]］]{0,4})[\]］]\s*(.*)$")
HELP = (
    "每一处选一行，把行首的 [ ] 改成 [x]，存好；不用一次做完，做几处存几处都行。",
    "“不登”的缘故可以改成自己的话，网站会照登。“【】”里的是编号，请不要动。",
    "都不合的，不打钩，直接改年份文件。",
)
