"""A made-up district that misprints two totals, as a published report did: 10 + 1 with a total of 0, and 5 with 0.

In the year after, the parts fall and the totals are right: compared with the misprints, they seem to rise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import made_up

MISPRINTED, NEXT = 2023, 2024
ROWS: dict[int, dict[str, str]] = {
    MISPRINTED: {
        "reconsideration": "10 1 0 0 0",
        "litigation_direct": "0 0 0 0 0",
        "litigation_after": "5 0 0 0 0",
    },
    NEXT: {
        "reconsideration": "4 1 0 0 5",
        "litigation_direct": "1 0 0 0 1",
        "litigation_after": "2 0 0 0 2",
    },
}
WHY = "总计印作 0"
PRINTED_SO = {f"四.results/{row}": WHY for row in ("reconsideration", "litigation_after")}
COLUMNS = ("upheld", "corrected", "other", "pending", "total")
CONTRADICTED = {
    f"四.{row}.{column}" for row in ("reconsideration", "litigation_after") for column in COLUMNS
}


def misprint(year: int, file: dict[str, Any]) -> None:
    if year in ROWS:
        file["tables"]["四"] = {row: cells.split() for row, cells in ROWS[year].items()}
    if year == MISPRINTED:
        file["printed_so"] = PRINTED_SO
        made_up.on_trial(file, "三")


def write(folder: Path) -> Path:
    return made_up.write(folder, (MISPRINTED, NEXT), change=misprint)
