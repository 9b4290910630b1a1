"""A sample of small faults put into the core, one at a time → how many of them a test notices, and which nobody does.

cosmic-ray lists every fault (`<` for `<=`, 3 for 2, a loop that never runs …) that fits the code; the same seed draws
the same ones from the same code. Each is tried in a copy of the project: by the tests that run its line, and if these
pass by all of its own package, for a test may look at what another had made. Only tests that need Python alone are
tried. Run by `make mutants`; the report is Markdown, for a job's summary too. Ctrl-C: it reports what it has.
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
from itertools import repeat
from pathlib import Path
from queue import SimpleQueue
from random import Random

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome
from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[1]
CORE = {
    "figures": "tests/figures",
    "ledger": "tests/ledger tests/problems/test_cases.py",
    "charts": "tests/charts",
    "open_data": "tests/open_data",
    "reports": "tests/reports",
}
"""Package → its own tests."""
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
    draw.shuffle(found)  # so that a run that was cut short tells of all packages
    return found


def package_of(fault: MutationSpec) -> str:
    return fault.module_path.parts[2]


def who_runs(copy: Path, found: Path) -> CoverageData:
    """Which test runs which line, and that all pass while there is no fault."""
    options = f"--cov=hooks/disclosure --cov-context=test --cov-report= -n {os.cpu_count()} --dist worksteal -q"
    every = f"{sys.executable} -m pytest {options} -p no:cacheprovider -m '{QUICK}' tests"
    subprocess.run(
        shlex.split(every), check=True, cwd=copy, env={**os.environ, "COVERAGE_FILE": str(found)}
    )
    known = CoverageData(str(found))
    known.read()
    return known


def all_are_there(copy: Path, chosen: list[list[str]]) -> None:
    """A name that pytest does not know would end its run as a fault that is noticed does."""
    every = {one for those in chosen for one in those}
    tests_file(copy).write_text("\n".join(sorted(every)), "utf-8")
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-qq", f"@{tests_file(copy)}"]
    subprocess.run(collect, check=True, cwd=copy, stdout=subprocess.DEVNULL)


def tests_that_run(fault: MutationSpec, known: CoverageData, copy: Path) -> list[str]:
    """Those of the fault's statement, its own package's first; of its whole module where it runs at import only."""
    contexts = known.contexts_by_lineno(str(copy / fault.module_path))
    first, last = statement_at(ast.parse(source(fault.module_path)[0]), fault.start_pos[0])
    here = {line: ran for line, ran in contexts.items() if first <= line <= last}
    own = tuple(CORE[package_of(fault)].split())
    chosen = functions(here) or functions(contexts)
    return sorted(chosen, key=lambda one: (not one.startswith(own), one))


def functions(contexts: dict[int, list[str]]) -> set[str]:
    """The tests among the contexts of lines, without their parameters and stages: `…::test_a[1]|run` → `…::test_a`."""
    names = {one.partition("|")[0].partition("[")[0] for ran in contexts.values() for one in ran}
    return names - {""}


def statement_at(module: ast.Module, line: int) -> tuple[int, int]:
    """First and last line of the innermost statement at a line; without the body of a compound one."""
    found = (1, 1)
    for node in ast.walk(module):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            body = getattr(node, "body", None)
            end = max(line, body[0].lineno - 1) if body else node.end_lineno or line
            found = max(found, (node.lineno, end))
    return found


def copies(top: Path, count: int) -> list[Path]:
    """The project as it was last committed, once for each worker."""
    made = [top / str(number) for number in range(count)]
    for copy in made:
        subprocess.run(["git", "clone", "--quiet", ROOT, copy], check=True)
        for name in (".venv", "node_modules"):
            if (ROOT / name).exists():
                (copy / name).symlink_to((ROOT / name).resolve())
    return made


def command(copy: Path, chosen: list[str], own: str) -> str:
    """The tests of one fault; their names in a file, for there may be thousands."""
    tests_file(copy).write_text("\n".join(chosen), "utf-8")
    options = f"--exitfirst --quiet --no-header -p no:cacheprovider -m '{QUICK}'"
    runs = [
        f"{sys.executable} -m pytest {options} {tests}" for tests in (f"@{tests_file(copy)}", own)
    ]
    return f"sh -c {shlex.quote(f'cd {copy} && ' + ' && '.join(runs if chosen else runs[1:]))}"


def tests_file(copy: Path) -> Path:
    return copy.with_suffix(".tests")


def tried(fault: MutationSpec, free: SimpleQueue[Path], chosen: list[str]) -> Tried:
    copy = free.get()
    module = copy / fault.module_path
    forget(module)
    try:
        here = MutationSpec(
            module, fault.operator_name, fault.occurrence, fault.start_pos, fault.end_pos
        )
        result = mutate_and_test([here], command(copy, chosen, CORE[package_of(fault)]), SECONDS)
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
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as top, ThreadPoolExecutor(given.workers) as workers:
        made = copies(Path(top), given.workers)
        known = faults(made[0], given.packages)
        drawn = sample(known, given.count, given.seed)
        covered = who_runs(made[0], Path(top, "coverage"))
        chosen = [tests_that_run(fault, covered, made[0]) for fault in drawn]
        all_are_there(made[0], chosen)
        free: SimpleQueue[Path] = SimpleQueue()
        for copy in made:
            free.put(copy)
        found: list[Tried] = []
        try:
            for one in workers.map(tried, drawn, repeat(free), chosen):
                found.append(one)
                mark = "noticed" if one.noticed else "NOT NOTICED"
                place = f"{one.fault.module_path}:{one.fault.start_pos[0]}"
                print(f"{len(found)}/{len(drawn)} {mark} {place}", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            workers.shutdown(cancel_futures=True)
        print("\n".join(report(found, len(known), given.seed)))


if __name__ == "__main__":
    main()
