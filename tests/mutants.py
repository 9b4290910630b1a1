"""A sample of small faults put into the core, one at a time → how many of them a test notices, and which nobody does.

cosmic-ray lists every fault (`<` for `<=`, 3 for 2, a loop that never runs …) that fits the code; the same seed draws
the same ones from the same code. Each is tried in a copy of the project: by the tests of its own package first, and if
these pass by all that need Python alone. Run by `make mutants`; the report is Markdown, for a job's summary too.
"""

from __future__ import annotations

import argparse
import ast
import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from random import Random

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome

ROOT = Path(__file__).resolve().parents[1]
CORE = {
    "figures": "tests/figures",
    "ledger": "tests/ledger tests/problems/test_cases.py",
    "charts": "tests/charts",
    "open_data": "tests/open_data",
    "reports": "tests/reports",
}
"""Package → the tests to try first."""
QUICK = "not browser and not nginx and not java and not builds"
SECONDS = 1200
"""For the tests of one fault; one that makes them hang is noticed."""
SAME = ("_Is", "_IsNot", "NoOp")
"""Ends of names of operators whose faults change nothing here: `==` and `is` agree on what is compared."""


Position = tuple[int, int]
"""Line from 1, column from 0."""


@dataclass(frozen=True)
class Tried:
    fault: MutationSpec
    noticed: bool
    diff: str


def faults(project: Path, packages: list[str]) -> list[MutationSpec]:
    """Every fault that can make a difference, in one order; modules as from the top of the project."""
    os.chdir(project)
    paths = (path for name in packages for path in Path("hooks/disclosure", name).rglob("*.py"))
    with (
        tempfile.TemporaryDirectory() as aside,
        use_db(f"{aside}/all", WorkDB.Mode.create) as known,
    ):
        init(sorted(paths), known, {})
        found = [item.mutations[0] for item in known.work_items]
    found.sort(key=lambda one: (str(one.module_path), one.operator_name, one.occurrence))
    return [one for one in found if makes_a_difference(one)]


def makes_a_difference(fault: MutationSpec) -> bool:
    """Not in a type, which nothing evaluates, nor the loss of a cache."""
    text, annotations = source(fault.module_path)
    line = text.split("\n")[fault.start_pos[0] - 1].lstrip()
    if fault.operator_name.endswith(SAME) or line.startswith(("@cache", "@lru_cache")):
        return False
    return not any(start <= fault.start_pos and fault.end_pos <= end for start, end in annotations)


@cache
def source(module: Path) -> tuple[str, list[tuple[Position, Position]]]:
    """A module's text, and where its annotations begin and end."""
    text = module.read_text("utf-8")
    found = [
        getattr(node, name)
        for node in ast.walk(ast.parse(text))
        for name in ("annotation", "returns")
        if getattr(node, name, None)
    ]
    ends = [(one.end_lineno, one.end_col_offset) for one in found]
    return text, [((one.lineno, one.col_offset), end) for one, end in zip(found, ends, strict=True)]


def sample(known: list[MutationSpec], count: int, seed: int) -> list[MutationSpec]:
    """As many of each package; at one place no more than one of a kind, or a `+`, which has ten, would fill it."""
    draw, found = Random(seed), []
    packages = sorted({package_of(one) for one in known})
    for package in packages:
        places: dict[object, list[MutationSpec]] = {}
        for one in known:
            if package_of(one) == package:
                kind = one.operator_name.partition("_")[0]
                places.setdefault((one.module_path, one.start_pos, kind), []).append(one)
        some = draw.sample([*places.values()], min(count // len(packages), len(places)))
        found += [draw.choice(those) for those in some]
    return found


def package_of(fault: MutationSpec) -> str:
    return fault.module_path.parts[2]


def copies(top: Path, count: int) -> list[Path]:
    """The project as it was last committed, once for each worker."""
    made = [top / str(number) for number in range(count)]
    for copy in made:
        subprocess.run(["git", "clone", "--quiet", ROOT, copy], check=True)
        for name in (".venv", "node_modules"):
            if (ROOT / name).exists():
                (copy / name).symlink_to((ROOT / name).resolve())
    return made


def command(copy: Path, first: str, rest: str) -> str:
    """The tests of one fault."""
    options = f"--exitfirst --quiet --no-header -p no:cacheprovider -m '{QUICK}'"
    steps = (f"{sys.executable} -m pytest {options} {tests}" for tests in (first, rest))
    return f"sh -c {shlex.quote(f'cd {copy} && ' + ' && '.join(steps))}"


def tried(fault: MutationSpec, free: SimpleQueue[Path], rest: str) -> Tried:
    copy = free.get()
    module = copy / fault.module_path
    forget(module)
    try:
        here = MutationSpec(
            module, fault.operator_name, fault.occurrence, fault.start_pos, fault.end_pos
        )
        result = mutate_and_test([here], command(copy, CORE[package_of(fault)], rest), SECONDS)
    finally:
        forget(module)
        free.put(copy)
    if result.worker_outcome is not WorkerOutcome.NORMAL:
        raise RuntimeError(f"{fault}: {result.output}")
    return Tried(fault, result.test_outcome is not TestOutcome.SURVIVED, result.diff or "")


def forget(module: Path) -> None:
    """What is compiled goes by second and size, which a fault may share with the code as it should be."""
    for compiled in (module.parent / "__pycache__").glob(f"{module.stem}.*.pyc"):
        compiled.unlink()


def report(found: list[Tried], all_faults: int, seed: int) -> Iterator[str]:
    noticed = sum(one.noticed for one in found)
    yield f"# {noticed} of {len(found)} faults noticed ({noticed / len(found):.1%})\n"
    yield f"Drawn from {all_faults} by seed {seed}.\n"
    yield "| Package | Noticed | Tried |\n| --- | ---: | ---: |"
    of = Counter(package_of(one.fault) for one in found)
    right = Counter(package_of(one.fault) for one in found if one.noticed)
    yield from (f"| {name} | {right[name]} | {count} |" for name, count in sorted(of.items()))
    for one in found:
        if not one.noticed:
            place = f"{one.fault.module_path}:{one.fault.start_pos[0]}"
            diff = one.diff.strip().partition("\n@@")[2]
            yield f"\n## {place} {one.fault.operator_name}\n\n```diff\n@@{diff}\n```"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--count", type=int, default=400, help="how many faults (400)")
    asked.add_argument("--seed", type=int, default=20221231, help="draws them (the same each time)")
    asked.add_argument("--packages", nargs="+", choices=CORE, default=[*CORE])
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--rest", default="tests --ignore=tests/browser", help="tests to try then")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as top, ThreadPoolExecutor(given.workers) as workers:
        made = copies(Path(top), given.workers)
        known = faults(made[0], given.packages)
        drawn = sample(known, given.count, given.seed)
        first = " ".join(CORE[name] for name in given.packages)
        subprocess.run(shlex.split(command(made[0], first, given.rest)), check=True)  # no fault yet
        free: SimpleQueue[Path] = SimpleQueue()
        for copy in made:
            free.put(copy)
        found: list[Tried] = []
        for one in workers.map(lambda fault: tried(fault, free, given.rest), drawn):
            found.append(one)
            mark = "noticed" if one.noticed else "NOT NOTICED"
            place = f"{one.fault.module_path}:{one.fault.start_pos[0]}"
            print(f"{len(found)}/{len(drawn)} {mark} {place}", file=sys.stderr, flush=True)
    print("\n".join(report(found, len(known), given.seed)))


if __name__ == "__main__":
    main()
