"""Texts that lost rows: blank ones that left no trace, or all from some line on. No cell may be wrong in silence."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from disclosure.reports.report import read
from layouts import LAYOUTS, LOSSY, Made, document, forms, made, rows_told

LOOSE = (
    *("a number a line", "numbers behind labels", "labels around numbers", "numbers before labels"),
    *("a cell and a pipe a line", "pads on their own line", "a pipe alone behind each cell"),
)
"""Layouts in which labels and values stand apart, or are held together by their line alone."""
EVERY = {**LAYOUTS, **LOSSY}


def blanked(printed: Made, draw: Random) -> Made:
    """Without the values of some rows of 三 that have no numbers; the sums hold all the same."""
    rows: dict[str, list[str]] = {}
    for name in printed.cells:
        if name.startswith("三."):
            rows.setdefault(name.rpartition(".")[0], []).append(name)
    empty = [
        row for row, names in rows.items() if all(printed.cells[one] in ("0", "—") for one in names)
    ]
    lost = draw.sample(empty, min(len(empty), draw.choice((1, 2, 4))))
    gone = {name for row in lost for name in rows[row]}
    return replace(
        printed,
        cells={name: None if name in gone else text for name, text in printed.cells.items()},
    )


def wrong(text: str, printed: Made) -> list[str]:
    """The cells that are read as something else; those that are told are none of these."""
    found = read(document(text.encode(), ".txt"), forms())
    told = rows_told(found)
    return [
        f"{name}: {found.cells[name]} for {value}"
        for name, value in printed.cells.items()
        if found.cells.get(name, value) != value and name.rpartition(".")[0] not in told
    ]


@pytest.mark.parametrize("name", [*LOOSE, "blank cells vanish"])
@pytest.mark.parametrize("seed", range(3))
def test_rows_whose_blank_cells_vanished_shift_no_others(name, seed):
    draw = Random(seed)
    printed = blanked(
        made(draw.choice(("2021", "2021 with 23 rows")), seed, ("0", "—"), draw.choice((2, 60))),
        draw,
    )
    text = EVERY[name].write(printed).decode()
    text = "\n".join(line.rstrip() for line in text.split("\n") if line.strip() or "vanish" in name)
    assert wrong(text, printed) == []


@pytest.mark.parametrize("name", LOOSE)
@pytest.mark.parametrize("seed", range(4))
def test_text_that_was_cut_off_has_no_value_in_another_row(name, seed):
    printed = made("2021", seed, ("0", "—"))
    lines = EVERY[name].write(printed).decode().split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("三、"))
    assert wrong("\n".join(lines[: Random(seed).randint(start + 15, len(lines))]), printed) == []


@pytest.mark.parametrize("name", LOOSE)
@pytest.mark.parametrize("seed", [4, 5])
def test_table_without_its_first_rows_has_no_value_in_another_row(name, seed):
    printed = made("2021", seed, ("0", "—"))
    lines = EVERY[name].write(printed).decode().split("\n")
    start, end = (
        next(at for at, line in enumerate(lines) if line.startswith(f"{one}、") and "政府" in line)
        for one in "三四"
    )
    del lines[start + 1 : Random(seed).randint((start + end) // 2, end - 20)]
    assert wrong("\n".join(lines), printed) == []
