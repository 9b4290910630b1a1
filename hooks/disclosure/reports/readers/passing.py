"""Blocks ⇄ JSON, between the process that reads a report and the one that asked for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .blocks import Block, Cell, Line, Spot, Table


def packed(blocks: Iterable[Block]) -> list[Any]:
    return [packed_line(one) if isinstance(one, Line) else packed_table(one) for one in blocks]


def packed_line(line: Line) -> list[Any]:
    return [line.text, line.spot.page, line.spot.line]


def packed_table(table: Table) -> list[Any]:
    rows = [
        [[cell.text, cell.spot.page, cell.spot.line, cell.rowspan, cell.colspan] for cell in row]
        for row in table.rows
    ]
    return [rows, table.spot.page, table.spot.line]


def unpacked(blocks: Iterable[list[Any]]) -> tuple[Block, ...]:
    return tuple(unpacked_block(*block) for block in blocks)


def unpacked_block(what: Any, page: int, line: int) -> Block:
    if isinstance(what, str):
        return Line(what, Spot(page, line))
    rows = (
        tuple(Cell(text, Spot(page, line), down, right) for text, page, line, down, right in row)
        for row in what
    )
    return Table(tuple(rows), Spot(page, line))
