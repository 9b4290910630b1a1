"""What a code that a problem has stands for, and an example of the fault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether the site is kept from being made. The words are those of GitHub's annotations."""

    ERROR = "error"
    WARNING = "warning"
    """Only an editor with the report can decide whether it is wrong."""


class How(StrEnum):
    """How an example's fault is made, where it is not in the text."""

    EDIT = "edit"
    """`right` stands in the file, and `wrong` is written in its place."""
    REMOVE = "remove"
    RENAME = "rename"
    """The file's name is `right`, and becomes `wrong`."""
    EMPTY = "empty"
    GBK = "gbk"
    SWELL = "swell"
    WORD = "word"
    REPORT = "report"
    """`wrong` stands in a report that is read, in place of `right`."""


@dataclass(frozen=True, slots=True)
class Example:
    """A fault and its fix, in a file of a made-up agency's data or pages."""

    file: str
    """`years/2023.yml` in the data folder, or `docs/index.md`."""
    wrong: str
    right: str
    how: How = How.EDIT


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code stands for."""

    title: str
    message: str
    """Told of each fault; `{name}` and the like are its facts."""
    hint: str
    """The fix, where it is always the same; a better one may take its place."""
    example: Example
    severity: Severity = Severity.ERROR

    @property
    def mend(self) -> str:
        """The hint as the guide has it, of no fault in particular."""
        return re.sub(r"(?<!\{)\{\w+\}", "…", self.hint).replace("{{", "{").replace("}}", "}")


def edit(wrong: str, right: str, file: str = "years/2023.yml") -> Example:
    return Example(file, wrong, right)
