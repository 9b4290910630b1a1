"""The files to download, which the data page, the data package, DCAT and schema.org list: one record for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

Format = Literal["csv", "json", "xlsx", "zip"]
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


Group = Literal["all", "year", "topic", "table", "chart", "machine"]
"""What a file is of; `machine` is what describes the others to programs."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One file to download, whole."""

    path: str
    """Its address within the site, `data/figures.csv`; never changed once it was published."""
    content: bytes = field(repr=False)
    columns: tuple[str, ...] = ()
    """Of a table: its fields, in order, each defined in columns.py. Empty for what is no table."""
    _: KW_ONLY
    group: Group
    title: str
    """Files of one title hold the same in several formats."""
    description: str
    """What is in it, one sentence for a reader."""
    changed_on: str | None = None
    """The day, `2026-11-24`, on which the newest figure in it was published; None where one never was."""
    topic: str | None = None
    """The stem of the topic it belongs to alone."""
    year: int | None = None
    """The year it belongs to alone."""

    @property
    def format(self) -> Format:
        suffix = self.path.rpartition(".")[2]
        return next(known for known in MEDIA_TYPES if known == suffix)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.format]

    @property
    def name(self) -> str:
        """`data/charts/push.csv` → `charts-push-csv`, as the data package calls it."""
        return self.path.removeprefix("data/").replace("/", "-").replace(".", "-")

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size_words(self) -> str:
        """The same for a reader: `96 KB`."""
        return f"{max(1, round(self.size / 1000))} KB"


FORMATS: dict[Format, str] = {"csv": "CSV", "json": "JSON", "xlsx": "Excel", "zip": "ZIP"}
"""What readers call them."""
GROUPS: dict[Group, str] = {
    "all": "全部",
    "year": "各年",
    "topic": "各主题",
    "table": "统计表",
    "chart": "图",
    "machine": "给程序用的说明",
}


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files of one group, those of one title together."""

    title: str
    sets: tuple[tuple[Resource, ...], ...]


def grouped_files(files: Iterable[Resource]) -> tuple[FileGroup, ...]:
    found: dict[Group, dict[str, list[Resource]]] = {group: {} for group in GROUPS}
    for file in files:
        found[file.group].setdefault(file.title, []).append(file)
    full = {group: tuple(map(tuple, sets.values())) for group, sets in found.items() if sets}
    return tuple(FileGroup(GROUPS[group], sets) for group, sets in full.items())
