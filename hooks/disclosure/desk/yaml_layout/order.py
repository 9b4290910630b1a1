"""In which order the keys of each kind of data file go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from disclosure.datafiles.models import (
    BY_SECTION,
    Agency,
    Block,
    DataModel,
    Form,
    FormLine,
    Term,
    Topic,
    YearFile,
)
from disclosure.datafiles.parsing.yaml_source import Keys

Rows = Mapping[str, Sequence[str]]


class FileLayout(NamedTuple):
    files: str
    """Pattern of their paths in the data folder."""
    shape: Any
    spaced: bool
    """Whether blank lines set off the blocks at the top."""


class Order:
    """In which order the keys of a mapping go; those it doesn't name come last, as they were."""

    def __init__(self, kind: str, data: Any, rows: Rows) -> None:
        self.kind, self.rows = KINDS[kind], rows
        self.is_year = self.kind.shape is YearFile
        self.outline = data.get("outline") if self.is_year and isinstance(data, dict) else None

    def of(self, path: Keys) -> Iterable[str]:
        if self.is_year and len(path) == 1 and path[0] in BY_SECTION:
            return self.outline if isinstance(self.outline, dict) else ()
        if self.is_row((*path, "")):
            return self.rows.get(str(path[1]), ())
        shape = self.kind.shape
        for key in path:
            shape = bare(within(shape, key))
        is_model = isinstance(shape, type) and issubclass(shape, DataModel)
        return shape.model_fields if is_model and shape not in AS_THE_NOTICE else ()

    def places(self, path: Keys, names: Sequence[Any]) -> list[int]:
        rank: dict[Any, int] = {name: index for index, name in enumerate(self.of(path))}
        return sorted(range(len(names)), key=lambda index: rank.get(names[index], len(rank)))

    def is_row(self, path: Keys) -> bool:
        """Whether it is a row of a statutory table."""
        return self.is_year and len(path) == 3 and path[0] == "tables"


def bare(shape: Any) -> Any:
    return get_args(shape)[0] if get_origin(shape) is Annotated else shape


def within(shape: Any, key: str | int) -> Any:
    """The type of what stands under a key."""
    if get_origin(shape) in (dict, tuple):
        return get_args(shape)[1 if get_origin(shape) is dict else 0]
    fields = getattr(shape, "model_fields", {})
    return fields[key].annotation if key in fields else None


KINDS = {
    "agency": FileLayout("agency.yml", Agency, spaced=False),
    "glossary": FileLayout("glossary.yml", dict[str, Term], spaced=False),
    "form": FileLayout("forms/*.yml", Form, spaced=True),
    "topic": FileLayout("topics/*.yml", Topic, spaced=True),
    "year": FileLayout("years/*.yml", YearFile, spaced=True),
}
AS_THE_NOTICE = (Block, FormLine)
"""A form's grids are written in the notice's own order, a line's id first."""
