"""Lighthouse's four scores of a page on a phone, and what costs points."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from typing import Any

from benches.builds import ROOT, RUNS
from benches.tables import Row
from benches.total import Line
from browsing import chromium

LIGHTHOUSE = ROOT / "tests/lighthouse/node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
HEAD = ("Lighthouse, mobile", *CATEGORIES)
GOAL = ("goal", "100", "100", "100", "100")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic"


class NotHere(Exception):
    """Why there are no scores."""


Scores = dict[str, list[int]]
"""Page → its scores, in the order of CATEGORIES."""


def scores(address: str, pages: dict[str, str]) -> Scores:
    """Medians. Raises NotHere."""
    node, browser = shutil.which("node"), chromium()
    if not (node and browser and LIGHTHOUSE.is_file()):
        raise NotHere(
            "Lighthouse: skipped; it needs Node.js, Chromium and `make bench` to fetch it"
        )
    every: Scores = {}
    for label, path in pages.items():
        found = [report(node, browser, address + path) for _ in range(min(RUNS, 3))]
        every[label] = [score(found, category) for category in CATEGORIES]
        for line in sorted({line for one in found for line in wanting(one)}):
            print(f"  {label}: {line}")
    return every


def rows(found: Scores) -> Iterator[Row]:
    for label, each in found.items():
        yield (label, *map(str, each))
    yield GOAL


def lines(found: Scores) -> Iterator[Line]:
    """The lowest of all pages."""
    lowest = " / ".join(str(min(column)) for column in zip(*found.values(), strict=True))
    yield Line(f"Lighthouse, lowest of {len(found)} pages: {' / '.join(CATEGORIES)}", lowest, "100")


def report(node: str, browser: str, url: str) -> dict[str, Any]:
    said = subprocess.run(
        [node, str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"],
        env=os.environ | {"CHROME_PATH": browser},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(said.stdout)


def score(found: list[dict[str, Any]], category: str) -> int:
    return round(100 * statistics.median(one["categories"][category]["score"] for one in found))


def wanting(found: dict[str, Any]) -> Iterator[str]:
    """Audits that count and are not perfect."""
    for category in found["categories"].values():
        for part in category["auditRefs"]:
            audit = found["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{audit['id']} {audit['score']:.2f} {audit.get('displayValue', '')}".strip()
