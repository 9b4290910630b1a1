"""The benchmark's one table: what each part found, in a few lines, with the machine it was found on."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from browsing import chromium
from disclosure.open_data.provenance import origin_of
from web_server import installed

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "guides/benchmarks.md"
SETTINGS = ("BENCH_RUNS", "BENCH_FUZZ", "BENCH_LOAD", "DISCLOSURE_DATA")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the table."""

    what: str
    value: str
    goal: str = ""


def table(lines: Iterable[Line]) -> str:
    rows = (f"| {line.what} | {line.value} | {line.goal} |" for line in lines)
    return "\n".join(("| what | here | goal |", "| --- | ---: | ---: |", *rows))


def write(lines: Iterable[Line]) -> None:
    """Only after a whole run: a part's figures beside another day's would be nobody's."""
    FILE.write_text(
        f"# Benchmarks\n\nWritten by `{command()}` on {datetime.now(UTC):%Y-%m-%d}, {commit()}. How each is measured "
        "stands in `tests/benches/`;\nseconds are those of this machine, ratios are of use elsewhere too.\n\n"
        f"{table(lines)}\n\n{chr(10).join(f'- {said}' for said in machine())}\n",
        "utf-8",
    )


def command() -> str:
    """As it was run: what was set to less, or to other data, is said."""
    return " ".join(
        (*(f"{one}={os.environ[one]}" for one in SETTINGS if one in os.environ), "make bench")
    )


def commit() -> str:
    return f"of commit `{origin_of(ROOT, env={}).version or 'unknown'}`"


def machine() -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory; {system()}"
    packages = ("mkdocs", "mkdocs-material", "plotly")
    named = ", ".join(f"{name} {version(name)}" for name in packages)
    yield f"Python {platform.python_version()}, {named}"
    for program, words in ((chromium(), ["--version"]), (installed(), ["-v"])):
        if program:
            yield said(program, *words)
    if node := shutil.which("node"):
        yield f"Node.js {said(node, '--version')}"


def processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()


def said(program: str, *words: str) -> str:
    found = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    return (found.stdout or found.stderr).strip().splitlines()[0]
