"""The sums that a form prints for one of its tables, checked on the cells that were read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from disclosure.datafiles.forms import sum_instances
from disclosure.datafiles.models import Form, TieOut
from disclosure.datafiles.patterns import PREVIOUS

from .rows import Value
from .value_groups import number_of


@dataclass(frozen=True)
class Sums:
    """The tie-outs of one table that need no other year."""

    rules: tuple[TieOut, ...] = ()

    @classmethod
    def of(cls, form: Form, table: str) -> Sums:
        own = (rule for name, rule in form.tie_outs.items() if name.startswith(f"{table}."))
        return cls(tuple(rule for rule in own if not any(PREVIOUS in one for one in rule.terms)))

    def failing(self, cells: Mapping[str, Value], names: Collection[str]) -> int:
        """How many sums contradict the reading. `names` are all cells of the table; one that was not read counts as
        nothing, as a row does whose blank cells left no trace. A sum without a number on either side is not counted."""
        return sum(self.fails(one, cells) for one in self.instances(names))

    def instances(self, names: Collection[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
        """(sum, minus, equals) as cell names, for every row or column that `*` stands for."""
        for rule in self.rules:
            yield from sum_instances(rule, names)

    @staticmethod
    def fails(instance: tuple[list[str], list[str], list[str]], cells: Mapping[str, Value]) -> bool:
        signed = zip((1, -1, -1), instance, strict=True)
        terms = [(sign, cells[name]) for sign, names in signed for name in names if name in cells]
        numbers = [(sign, number_of(value)) for sign, value in terms]
        if not any(number for _, number in numbers) or {sign for sign, _ in numbers} != {1, -1}:
            return False
        return sum(sign * (number or 0) for sign, number in numbers) != 0
