"""Lines as they stood → the same lines with their entries in order, each with the comments that are its own."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.datafiles.yaml_source import Keys

from .order import Order
from .spacing import EMPTY, SourceText


@dataclass
class Part:
    """An entry's new lines, from its own comments on."""

    name: str | int
    lines: list[SourceText]
    blank: bool
    """Whether a blank line goes above it."""

    @property
    def has_entries(self) -> bool:
        return sum(bool(line.path) for line in self.lines) > 1


def arrange(lines: list[SourceText], path: Keys, order: Order) -> list[SourceText]:
    """A block's lines, its entries in order. What is above the first or further out than the last stays there."""
    indent = next(line.indent for line in lines if line.path)
    starts = [index for index, line in enumerate(lines) if line.path and line.indent == indent]
    tops = [top_of(lines, start, indent) for start in starts]
    if not path and not tops[0]:
        tops[0] = starts[0]  # the first paragraph of a file is the file's, not the first key's
    end = end_of_entries(lines, indent)
    parts = []
    for start, top, below in zip(starts, tops, [*tops[1:], end], strict=True):
        inner = entry_in_order(trimmed(lines[top:below]), len(path) + 1, order)
        blank = top > tops[0] and lines[top - 1] == EMPTY
        parts.append(Part(lines[start].path[len(path)], inner, blank))
    places = order.places(path, [part.name for part in parts])
    first, parts_in_order = parts[0], [parts[place] for place in places]
    # A blank line goes with what is below it; the new first has no use for its own.
    first.blank, parts_in_order[0].blank = parts_in_order[0].blank, False
    spaced = order.kind.spaced and not path
    return [*joined(lines[: tops[0]], parts_in_order, spaced), *lines[end:]]


def joined(above: list[SourceText], parts: list[Part], spaced: bool) -> list[SourceText]:
    """Parts under one another; a comment at the end of one mustn't be taken for the next one's own."""
    made, before = [*above], None
    for part in parts:
        first = part.lines[0]
        apart = bool(made) and made[-1].is_comment(first.indent)
        if before is None:
            apart = apart and not first.path
        else:
            blocks = before.has_entries or part.has_entries
            apart = apart or part.blank or (spaced and blocks)
        made += [EMPTY] * apart + part.lines
        before = part
    return made


def top_of(lines: list[SourceText], start: int, indent: int) -> int:
    """Where the own comments of the entry that starts there begin."""
    while start and lines[start - 1].is_comment(indent):
        start -= 1
    return start


def end_of_entries(lines: list[SourceText], indent: int) -> int:
    """Where comments begin that stand further out than the entries."""
    end = max(index for index, line in enumerate(lines) if line.path) + 1
    while end < len(lines) and not lines[end].is_comment(indent - 1):
        end += 1
    return end - (lines[end - 1] == EMPTY)


def trimmed(lines: list[SourceText]) -> list[SourceText]:
    return lines[:-1] if lines[-1] == EMPTY else lines


def entry_in_order(lines: list[SourceText], depth: int, order: Order) -> list[SourceText]:
    """An entry's lines, with the entries inside it in order; `depth` is the length of its path."""
    start = next(index for index, line in enumerate(lines) if line.path)
    own, head, inside = lines[:start], lines[start], lines[start + 1 :]
    if len(head.path) > depth:
        return [*own, *item_in_order(head, inside, depth, order)]
    if any(line.path for line in inside):
        inside = arrange(inside, head.path, order)
    return [*own, head, *inside]


def item_in_order(
    head: SourceText, inside: list[SourceText], depth: int, order: Order
) -> list[SourceText]:
    """A list item whose first key is on the line of the dash, which goes before whichever key comes first."""
    dash = head.text.index("-")
    made = arrange([head.with_at(dash, " "), *inside], head.path[:depth], order)
    first = next(index for index, line in enumerate(made) if line.path)
    above = [SourceText(line.text[2:]) for line in made[:first]]
    return [*above, made[first].with_at(dash, "-"), *made[first + 1 :]]
