"""What a build of a hundred years takes beside one of twenty: memory, and seconds a page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benches.builds import MKDOCS, ROOT
from benches.tables import Row
from benches.total import Line

HEAD = ("growth of a build", "pages", "s", "ms a page", "MB at most")
MOST = "≤ 300"
KIB_A_MB = 1000 / 1.024
"""`ru_maxrss` is in KiB on Linux."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One build of made-up years."""

    years: int
    pages: int
    seconds: float
    """Of a processor: what waits for another program does not count."""
    megabytes: float

    @property
    def of_page(self) -> float:
        return self.seconds / self.pages * 1000

    @property
    def of_year(self) -> float:
        """A page of a topic grows with the years, and there are no more of these: this is what grows evenly."""
        return self.seconds / self.years


def built(data: Path, site: Path) -> Growth:
    usual = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    with subprocess.Popen(
        [sys.executable, *MKDOCS, str(site)],
        cwd=ROOT,
        env=os.environ | usual | {"DISCLOSURE_DATA": str(data)},
        stderr=subprocess.DEVNULL,
    ) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise ChildProcessError(f"the build ended with {running.returncode}")
    return Growth(
        years=len(list((data / "years").glob("*.yml"))),
        pages=len(list(site.rglob("*.html"))),
        seconds=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss / KIB_A_MB,
    )


def rows(found: list[Growth]) -> Iterator[Row]:
    for one in found:
        cells = (f"{one.seconds:.1f}", f"{one.of_page:.0f}", f"{one.megabytes:.0f}")
        yield (f"{one.years} years", str(one.pages), *cells)


def lines(found: list[Growth]) -> Iterator[Line]:
    first, last = found[0], found[-1]
    build = f"build of {last.years} years"
    yield Line(f"{build}, s of a processor", f"{last.seconds:.1f}")
    yield Line(f"{build}, memory at most, MB", f"{last.megabytes:.0f}", MOST)
    of_page, of_year = last.of_page / first.of_page, last.of_year / first.of_year
    yield Line(f"{build}, seconds a page, {first.years} years = 1", f"{of_page:.2f}", "≤ 1.0")
    yield Line(f"{build}, seconds a year, {first.years} years = 1", f"{of_year:.2f}")
