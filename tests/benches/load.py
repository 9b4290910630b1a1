"""What one small machine carries: nginx as shipped, the compressed site, and readers who all come at once.

wrk asks from the same machine, so that both share its cores: a server by itself carries more. Nothing waits between two
requests of a reader; the times are those of a server that has more to do than it can.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benches.tables import Row, show
from benches.total import Line
from web_server import compressed, installed, readable, served_by_nginx

SECONDS, WARMING = int(os.environ.get("BENCH_LOAD", "20")), 2
READERS = 64
MIX = Path(__file__).with_name("mix.lua")
HEAD = (
    f"load on nginx, {os.cpu_count()} cores shared with wrk",
    "requests/s",
    "MB/s",
    "p50, ms",
    "p99, ms",
    "errors",
)
OF_TWENTY = {"page": 12, "asset": 4, "data": 2, "library": 1, "known": 1}
"""Requests of a kind among twenty. "known": what a reader has already, and asks whether it is still so."""


class NotHere(Exception):
    """Why nothing was measured."""


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk counted; times in milliseconds."""

    requests: int
    seconds: float
    bytes: int
    errors: int
    """Answers with a status above 399, and those that never came."""
    median: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def measured(site: Path) -> Load:
    """Of a built site. Raises NotHere."""
    wrk = shutil.which("wrk")
    if not (wrk and installed()):
        raise NotHere(
            "Load: skipped; it needs nginx, libnginx-mod-http-brotli-static and wrk: `make setup-test`"
        )
    with readable(site) as copy:
        compressed(copy)
        with served_by_nginx(copy) as address:
            asked = copy.parent / "asked.txt"
            asked.write_text("\n".join(mix(copy, address)), "utf-8")
            run(wrk, address, asked, WARMING)
            return run(wrk, address, asked, SECONDS)


def mix(site: Path, address: str) -> list[str]:
    """Paths, some with the tag of what a reader has already; the same on every run."""
    kinds = {kind: found for kind, found in kinds_of(site).items() if found}
    draw = Random(0)
    with urllib.request.urlopen(address) as answer:
        tag = answer.headers["ETag"]
    lines = []
    for _ in range(100):
        for kind, times in OF_TWENTY.items():
            lines += [f"/ {tag}"] * times if kind == "known" else draw.choices(kinds[kind], k=times)
    draw.shuffle(lines)
    return lines


def kinds_of(site: Path) -> dict[str, list[str]]:
    def paths(pattern: str) -> list[str]:
        return ["/" + path.relative_to(site).as_posix() for path in sorted(site.glob(pattern))]

    assets = [path for end in ("css", "js") for path in paths(f"assets/*.{end}")]
    library = [path for path in assets if "plotly" in path]
    return {
        "page": [path.removesuffix("index.html") for path in paths("**/index.html")],
        "asset": [path for path in assets if path not in library],
        "data": [path for end in ("csv", "json") for path in paths(f"data/**/*.{end}")],
        "library": library,
    }


def run(wrk: str, address: str, asked: Path, seconds: int) -> Load:
    said = subprocess.run(
        [
            *(wrk, "--threads", "1", "--connections", str(READERS), "--duration", f"{seconds}s"),
            *("--script", str(MIX), address, "--", str(asked)),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 20,
    )
    return Load(**json.loads(said.stdout.splitlines()[-1]))


def told(load: Load) -> Row:
    return (
        f"{READERS} readers at once, pages and data, {load.seconds:.0f} s",
        f"{load.rate:.0f}",
        f"{load.bytes / load.seconds / 1e6:.0f}",
        f"{load.median:.1f}",
        f"{load.p99:.1f}",
        str(load.errors),
    )


def lines(load: Load) -> list[Line]:
    return [
        Line(f"requests a second, nginx, {READERS} readers at once", f"{load.rate:.0f}"),
        Line("their p99, ms", f"{load.p99:.1f}"),
        Line("their errors", str(load.errors), "0"),
    ]


def part(site: Path) -> list[Line]:
    try:
        load = measured(site)
    except NotHere as absent:
        print(absent, "\n")
        return [Line("load on nginx", "not here")]
    show(HEAD, [told(load)])
    return lines(load)
