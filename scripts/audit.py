"""Known vulnerabilities of the packages in the Python and npm locks, as `pip-audit` and `npm audit` report them.

Ends with 0 where none is known, or where a list of vulnerabilities can't be reached, which is printed; with 1 where one
is found; with 2 where a tool fails or answers what can't be read, so that nothing passes unseen.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

import locks

ROOT = Path(__file__).resolve().parents[1]
ACCEPTED = "deploy/accepted-vulnerabilities.toml"
NPM_LOCKS = ("package-lock.json", "tests/lighthouse/package-lock.json")
PIP_AUDIT = (
    *("pip-audit", "--disable-pip", "--require-hashes", "--format", "json"),
    *("--progress-spinner", "off", "--timeout", "5"),
)
NPM_AUDIT = (
    *("npm", "audit", "--json", "--package-lock-only"),
    *("--fetch-retries=0", "--fetch-timeout=10000"),
)
LONGEST = 300
"""Seconds that a tool may take."""
UNREACHABLE = re.compile(
    r"Could not connect|ConnectionError|ConnectTimeout|ReadTimeout|timed out|NameResolutionError"  # pip-audit
    r"|HTTPError: (40[1357]|429|5\d\d)"  # pip-audit, a mirror or proxy without the list
    r"|request to \S+ failed|network timeout|ECONNRE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ENOTCACHED"  # npm
)
NO_LIST = (401, 403, 404, 405, 407, 429)
"""HTTP statuses of a mirror or proxy that holds packages but no list of vulnerabilities."""


class Skipped(Exception):
    """Nothing was looked at; the text says why."""


class Unreadable(Exception):
    """The tool failed, or its answer has not the shape it is known to have."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One vulnerability of one locked package."""

    lock: str
    name: str
    version: str
    advisories: tuple[str, ...]
    """Its identifiers and aliases, the first of them the one that is printed first."""
    fixed: str
    """The versions without it, as printed; empty where none is known."""

    def __str__(self) -> str:
        fixed = f"fixed in {self.fixed}" if self.fixed else "no fixed version known"
        return f"{self.lock}: {self.name} {self.version}: {' '.join(self.advisories)}, {fixed}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A vulnerability that was judged not to matter here, until a day."""

    until: date
    reason: str


def audit_python(root: Path) -> list[Finding]:
    """One run of pip-audit over all Python locks. Raises Skipped, Unreadable."""
    files = locks.lock_files(root)
    words = (word for file in files for word in ("--requirement", str(file)))
    output, errors = run((*PIP_AUDIT, *words), root)
    pins = {str(file.relative_to(root)): pinned(file) for file in files}
    return read_pip_audit(output, errors, pins)


def pinned(lock: Path) -> dict[str, str]:
    """Name → version of what a lock installs on this machine: all that pip-audit looks at."""
    return {
        canonicalize_name(pin.name): locks.version(pin)
        for pin in locks.pins(lock.read_text("utf-8"))
        if pin.marker is None or pin.marker.evaluate()
    }


def read_pip_audit(
    output: str, errors: str, pins: Mapping[str, Mapping[str, str]]
) -> list[Finding]:
    """The findings in pip-audit's JSON; `pins` is what each lock holds. Raises Skipped, Unreadable."""
    if not output.strip():
        raise (Skipped if UNREACHABLE.search(errors) else Unreadable)(last_line(errors))
    packages = json.loads(output)["dependencies"]
    unknown = [one for one in packages if "skip_reason" in one]
    if packages and len(unknown) == len(packages):  # a mirror of packages without the list
        raise Skipped(unknown[0]["skip_reason"])
    if unknown:
        raise Unreadable("; ".join(one["skip_reason"] for one in unknown))
    answered = {canonicalize_name(one["name"]) for one in packages}
    if left_out := sorted({name for lock in pins.values() for name in lock} - answered):
        raise Unreadable(f"the answer says nothing of {', '.join(left_out)}")
    return [
        Finding(
            ", ".join(locks_with(one["name"], one["version"], pins)),
            one["name"],
            one["version"],
            (found["id"], *found["aliases"]),
            ", ".join(found["fix_versions"]),
        )
        for one in packages
        for found in one["vulns"]
    ]


def locks_with(name: str, version: str, pins: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [lock for lock, held in pins.items() if held.get(canonicalize_name(name)) == version]


def audit_npm(root: Path, lock: str) -> list[Finding]:
    """One run of npm audit on one lock. Raises Skipped, Unreadable."""
    path = root / lock
    output, errors = run(NPM_AUDIT, path.parent)
    return read_npm_audit(output, errors, lock, json.loads(path.read_text("utf-8"))["packages"])


def read_npm_audit(
    output: str, errors: str, lock: str, packages: Mapping[str, Mapping[str, Any]]
) -> list[Finding]:
    """The findings in npm's JSON (audit report version 2); `packages` is the lock's own table.

    A package that is only listed for what it depends on gives none. Raises Skipped, Unreadable.
    """
    if not output.strip():
        raise (Skipped if UNREACHABLE.search(errors) else Unreadable)(last_line(errors))
    answer = json.loads(output)
    if "vulnerabilities" not in answer:
        raise refusal(answer)
    entries = answer["vulnerabilities"].values()
    if len(entries) != answer["metadata"]["vulnerabilities"]["total"]:
        raise Unreadable("the answer counts other vulnerabilities than it lists")
    findings = [
        Finding(lock, entry["name"], packages[node]["version"], (advisory["url"],), fixed(advisory))
        for entry in entries
        for advisory in entry["via"]
        if isinstance(advisory, dict)
        for node in entry["nodes"]
    ]
    if entries and not findings:
        raise Unreadable("the answer lists vulnerable packages without an advisory")
    return findings


def refusal(answer: Mapping[str, Any]) -> Skipped | Unreadable:
    """What npm says when it has no report: no connection, no such service, or an answer it can't read."""
    status = int(answer.get("statusCode", 0))
    words = str(answer.get("message") or answer["error"]["summary"])
    away = status in NO_LIST or status >= 500 or UNREACHABLE.search(words)
    return Skipped(words) if away else Unreadable(words)


def fixed(advisory: Mapping[str, Any]) -> str:
    """The upper bounds of the affected range, `>=5.0.0 <5.2.1`, which the bounds themselves are not in."""
    return ", ".join(re.findall(r"<\s*([^\s=|]+)", advisory["range"]))


def run(command: tuple[str, ...], folder: Path) -> tuple[str, str]:
    """What a tool writes to its output and to its errors. Raises Skipped, Unreadable."""
    program = shutil.which(command[0])
    if not program:
        if command[0] == "npm":
            raise Skipped("Node.js (npm) not found")
        raise Unreadable(f"{command[0]} is not installed")
    try:
        done = subprocess.run(
            [program, *command[1:]],
            cwd=folder,
            env=os.environ | {"NO_COLOR": "1"},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Skipped(f"no answer within {LONGEST} seconds") from None
    except OSError as error:
        raise Unreadable(f"{command[0]} can't be started: {error.strerror}") from None
    if done.returncode not in (0, 1):  # 1: something was found, or the reason is in the output
        raise Unreadable(f"{command[0]} ended with {done.returncode}: {last_line(done.stderr)}")
    return done.stdout, done.stderr


def last_line(text: str) -> str:
    """The reason at the end of a log or traceback."""
    return (text.strip().splitlines() or ["no reason given"])[-1]


def today() -> date:
    return date.today()


def read_accepted(path: Path) -> dict[str, Accepted]:
    """Advisory → until when it is accepted, and why. Raises Unreadable."""
    try:
        entries = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
        read = {name: Accepted(one["until"], one["reason"]) for name, one in entries.items()}
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"{path.name}: {error}") from None
    for name, one in read.items():
        if type(one.until) is not date or not (isinstance(one.reason, str) and one.reason.strip()):
            raise Unreadable(f"{path.name}: {name} needs a day (until) and a reason")
    return read


def acceptance(finding: Finding, accepted: Mapping[str, Accepted], today: date) -> Accepted | None:
    names = {advisory.rpartition("/")[2] for advisory in finding.advisories}
    return next(
        (one for name, one in accepted.items() if name in names and one.until >= today), None
    )


def report(lock: str, look: Callable[[], list[Finding]], accepted: Mapping[str, Accepted]) -> int:
    """Looks at one lock or set of locks, prints what came of it, and returns the exit status."""
    try:
        findings = look()
    except Skipped as skipped:
        say(f"{lock}: skipped, the list of vulnerabilities can't be reached: {skipped}")
        if os.environ.get("GITHUB_ACTIONS"):  # a green run must not pass for one that looked
            sys.stdout.write(f"::warning title=audit::{lock} was not looked at\n")
        return 0
    except Unreadable as failure:
        say(f"{lock}: the audit failed: {failure}")
        return 2
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # JSON of another shape
        say(f"{lock}: the audit's answer can't be read: {type(error).__name__}: {error}")
        return 2
    left = 0
    for finding in findings:
        if found := acceptance(finding, accepted, today()):
            say(f"{finding}; accepted until {found.until}: {found.reason}")
        else:
            say(str(finding))
            left += 1
    say(f"{lock}: {left or 'no'} known vulnerabilities")
    return 1 if left else 0


def say(line: str) -> None:
    sys.stdout.write(f"audit: {line}\n")


def main(root: Path = ROOT) -> int:
    try:
        accepted = read_accepted(root / ACCEPTED)
    except Unreadable as failure:
        say(str(failure))
        return 2
    statuses = [report("Python locks", lambda: audit_python(root), accepted)]
    for lock in NPM_LOCKS:
        if (root / lock).is_file():  # a project begun from this one has no tests
            statuses.append(report(lock, lambda lock=lock: audit_npm(root, lock), accepted))
    if any(statuses):
        say("deploy/vulnerabilities.md says what to do")
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
