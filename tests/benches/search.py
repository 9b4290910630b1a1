"""Search: how many of readers' queries are answered in the first three results, how large and how fast it is."""

from __future__ import annotations

import gzip
from pathlib import Path

import made_up
import real
from benches.total import Line
from disclosure.ledger.load import load_ledger
from queries import HELD_OUT, LATEST, MENDED, TYPED, UNSEEN
from searching import index_of, seconds, share_answered, text_of

TWENTY = range(2003, 2023)


def lines(top: Path) -> list[Line]:
    found = index_of(load_ledger(real.with_shipped_words(top / "shipped")))
    years = {"one year": found, "twenty years": index_of(made_up.ledger(top / "data", TWENTY))}
    asked = {
        "tuned for": TYPED,
        "held out": HELD_OUT,
        "written afterwards": UNSEEN,
        "latest": LATEST,
        "mended by their kinds": MENDED,
    }
    shares = [
        Line(
            f"search: {len(queries)} queries {name}, share answered in the first three",
            f"{share_answered(found, queries):.1%}",
            "≥ 95%",
        )
        for name, queries in asked.items()
    ]
    return [*shares, *(line for name, index in years.items() for line in costs(name, index))]


def costs(name: str, index: dict[str, object]) -> list[Line]:
    size = len(gzip.compress(text_of(index).encode(), 6)) / 1000
    made_ready, slowest = seconds(
        index, [query.words for query in (*TYPED, *HELD_OUT, *UNSEEN, *LATEST, *MENDED)]
    )
    goal = 30 if name == "one year" else 60
    return [
        Line(f"search: index, {name}, kB gzipped", f"{size:.1f}", f"≤ {goal}"),
        Line(f"search: index made ready, {name}, ms", f"{made_ready * 1000:.0f}"),
        Line(f"search: slowest query, {name}, ms", f"{slowest * 1000:.1f}", "≤ 15"),
    ]
