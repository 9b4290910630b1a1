"""How long an editor who has a page open waits for it to show what was just saved: `mkdocs serve` and a browser.

Seconds from the year file's being written to its new words being in the page. MkDocs looks at the files twice a second
and then waits a tenth: half of that is in the median before anything is built.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benches.builds import RUNS
from benches.tables import Row
from benches.total import Line
from serving_live import copied, mkdocs_serve

WHAT = "from a saved year file to the reloaded page"
HEAD = (f"{WHAT}, s", "median", "least", "goal")
GOALS = {"one year": "≤ 0.5", "twenty years": "≤ 1.5"}
SECTION = re.compile(r"^(  一: ).*$", re.MULTILINE)
"""A heading of the year's page."""
Waits = dict[str, list[float]]
"""Size of the site → seconds of each save."""


def waited(browser: Browser, data: Path, top: Path) -> list[float]:
    """On a copy: nothing of the working tree is written."""
    project = copied(top, data)
    year = max((project / "data/years").glob("*.yml"))
    page = browser.new_page()
    with mkdocs_serve(project) as address:
        page.goto(f"{address}years/{year.stem}/")
        found = []
        for number in range(RUNS):
            page.wait_for_timeout(700 + 110 * number)  # at another moment of MkDocs' round each
            heading = f"改了{number}次的标题"
            text = SECTION.sub(rf"\g<1>{heading}", year.read_text("utf-8"), count=1)
            started = time.perf_counter()
            year.write_text(text, "utf-8")
            page.get_by_text(heading).first.wait_for(state="attached")
            found.append(time.perf_counter() - started)
        page.close()
    return found


def rows(found: Waits) -> Iterator[Row]:
    for label, waits in found.items():
        yield (label, f"{median(waits):.2f}", f"{min(waits):.2f}", GOALS[label])


def lines(found: Waits) -> Iterator[Line]:
    for label, waits in found.items():
        yield Line(f"{WHAT}, {label}, s", f"{median(waits):.2f}", GOALS[label])
