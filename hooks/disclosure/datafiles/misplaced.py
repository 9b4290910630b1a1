"""Where each name of a year file belongs, and which were written somewhere else.

Told before the file's shape is looked at: “a list is wanted here” helps nobody who put a figure among the tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.problems.problem import Problems

from .forms import cells_of, columns_of, grids_of
from .models import Form, Topic, YearFile
from .yaml_source import Keys, YamlDocument


@dataclass(frozen=True)
class KeyLocations:
    """Every name that only one part of a year file may hold."""

    indicators: Collection[str]
    tables: Mapping[str, tuple[str, ...]]
    """A row's name → the tables that have it."""
    cells: Mapping[str, str]
    """A cell's name → its table."""

    @classmethod
    def of(cls, forms: Iterable[Form], topics: Iterable[Topic]) -> KeyLocations:
        tables: dict[str, tuple[str, ...]] = {}
        cells: dict[str, str] = {}
        for grids in map(grids_of, forms):
            cells |= {id: id.partition(".")[0] for id, _ in cells_of(grids)}
            for table, found in grids.items():
                for row in columns_of(found):
                    others = [one for one in tables.get(row, ()) if one != table]
                    tables[row] = (*others, table)
        return cls({id for topic in topics for id in topic.indicators}, tables, cells)

    def expected_location(self, path: Keys) -> tuple[str, str] | None:
        """(what a name is, where it belongs), where it stands anywhere else."""
        *above, name = path
        if name in self.indicators:
            at_home = len(above) == 2 and above[0] == "figures"
            return None if at_home else ("指标", "figures 的章节号")
        if table := self.cells.get(str(name)):
            return "统计表的一格", f"tables 的“{table}”那一行"
        tables = self.tables.get(str(name), ())
        if tables and (above[:1] == ["figures"] or above == ["tables"]):
            return "统计表的一行", f"tables 的“{'”或“'.join(tables)}”"
        return None


def misplaced_keys(document: YamlDocument, homes: KeyLocations, problems: Problems) -> set[Keys]:
    """The paths of all that stands where it does not belong; each is told."""
    found = dict(find_misplaced(document.data, (), homes))
    for path, (kind, there) in found.items():
        problems.add("D211", document.key_place(*path), name=path[-1], kind=kind, there=there)
    return set(found)


def find_misplaced(
    value: Any, path: Keys, homes: KeyLocations
) -> Iterator[tuple[Keys, tuple[str, str]]]:
    if not isinstance(value, dict) or path[:1] == ("printed_so",):
        return  # printed_so names sums, not figures
    for key, kept in value.items():
        if not path and key not in YearFile.model_fields:
            continue  # `figure:` for `figures:` is one fault, not one for each figure
        if said := homes.expected_location((*path, key)):
            yield (*path, key), said
        else:
            yield from find_misplaced(kept, (*path, key), homes)
