"""What can be taken away: one record for each file, which the data page, the data package and the catalogues list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Format = Literal["csv", "json", "xlsx", "zip"]
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One file to download, whole."""

    path: str
    """Its address within the site, `data/figures.csv`; never changed once it was published."""
    title: str
    holds: str
    """What is in it, one sentence for a reader."""
    content: bytes = field(repr=False)
    columns: tuple[str, ...] = ()
    """Of a table: its fields, in order, each defined in columns.py. Empty for what is no table."""
    changed: str | None = None
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
