"""requirements.lock, package-lock.json and others' files in the repository → bills of materials in sbom/ (CycloneDX).

cyclonedx-py and npm list the components; each gets one SPDX licence, which deploy/licences.toml must allow. Where one
has none, or another, nothing is written and the exit status is 1.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from boolean import Expression
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import AND, OR, ExpressionError, get_spdx_licensing
from packaging.utils import canonicalize_name

import locks

ROOT = Path(__file__).resolve().parents[1]
RULES = "deploy/licences.toml"
LOCK = "requirements.lock"
NPM_SBOM = (
    *("npm", "sbom", "--sbom-format", "cyclonedx"),
    *("--omit", "dev", "--package-lock-only"),
)
SPDX = get_spdx_licensing()
Component = dict[str, Any]
Bill = dict[str, Any]


class Failed(Exception):
    """No bill can be made; the text says why and what to do."""


def read_rules(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / RULES).read_text("utf-8"))


def python_bill(root: Path, rules: dict[str, Any]) -> Bill:
    """The packages of requirements.lock with their hashes; licences from the packages installed here. Raises Failed."""
    bill = call(
        (*cyclonedx("requirements"), str(root / LOCK)),
        root,
    )
    installed = call((*cyclonedx("environment"), sys.executable), root)
    packages = {canonicalize_name(one["name"]): one for one in installed["components"]}
    locked = {canonicalize_name(pin.name) for pin in locks.pins((root / LOCK).read_text("utf-8"))}
    if unused := sorted(rules["stated"].keys() - locked):
        raise Failed(f"{RULES}: {', '.join(unused)} is stated, and not in {LOCK}")
    for component in bill["components"]:
        name = canonicalize_name(component["name"])
        if name not in packages:
            raise Failed(
                f"{name} is not installed, so that its licence can't be read: `make setup`"
            )
        stated = rules["stated"].get(name)
        component["licenses"] = as_licenses(stated or declared(packages[name]))
    return bill


def cyclonedx(command: str) -> tuple[str, ...]:
    """Unvalidated: `write` validates the finished bill."""
    program = Path(sys.executable).with_name("cyclonedx-py")
    return (str(program), command, "--output-reproducible", "--no-validate")


def npm_bill(root: Path) -> Bill | None:
    """The production packages of package-lock.json; None where npm is not installed. Raises Failed."""
    if not shutil.which("npm"):
        return None
    bill = call(NPM_SBOM, root)
    for component in bill["components"]:
        component["licenses"] = as_licenses(declared(component))
    return bill


def carried_bill(root: Path, rules: dict[str, Any]) -> Bill:
    """Others' files that the repository itself carries."""
    components = [
        {
            "type": "file",
            "bom-ref": one["file"],
            "name": one["name"],
            "version": one["version"],
            "hashes": [{"alg": "SHA-256", "content": sha256(root / one["file"])}],
            "licenses": as_licenses(one["licence"]),
            "properties": [{"name": "file", "value": one["file"]}],
        }
        for one in rules["carried"]
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": components,
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def call(command: tuple[str, ...], folder: Path) -> Bill:
    """The JSON that a program prints. Raises Failed."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        return dict(json.loads(done.stdout))
    except OSError as error:
        raise Failed(f"{Path(command[0]).name} can't be started: {error.strerror}") from None
    except ValueError:
        raise Failed(f"{Path(command[0]).name} failed: {done.stderr.strip()}") from None


def declared(component: Component) -> str:
    """The one SPDX licence in a component's metadata; empty where it names none or several.

    Classifiers such as “BSD License” are names of families, and are passed over.
    """
    licences = component.get("licenses", ())
    named = {one["expression"] for one in licences if "expression" in one}
    named = named or {one["license"]["id"] for one in licences if "id" in one.get("license", {})}
    return named.pop() if len(named) == 1 else ""


def as_licenses(licence: str) -> list[dict[str, Any]]:
    """As CycloneDX writes one licence: an identifier, or an expression of several."""
    if not licence:
        return []
    return [{"expression": licence}] if " " in licence else [{"license": {"id": licence}}]


def licence_of(component: Component) -> str:
    """The SPDX licence of a finished bill's component; empty where it has none."""
    for one in component.get("licenses", ()):
        return str(one.get("expression") or one["license"].get("id", ""))
    return ""


def faults(components: Iterable[Component], allowed: Iterable[str]) -> Iterator[str]:
    """Components whose licence is unknown or not allowed, in words for whoever added them."""
    for component in components:
        name, licence = f"{component['name']} {component['version']}", licence_of(component)
        if not licence:
            yield f"{name} has no SPDX licence: read the text it ships, and put it into {RULES}"
        elif not is_allowed(licence, frozenset(allowed)):
            yield f"{name} is under {licence}, which {RULES} does not allow"


def is_allowed(licence: str, allowed: frozenset[str]) -> bool:
    """Of alternatives one is enough, of licences that hold together all are needed."""
    try:
        return meets(SPDX.parse(licence, validate=True, strict=True), allowed)
    except ExpressionError:
        return False


def meets(expression: Expression, allowed: frozenset[str]) -> bool:
    if isinstance(expression, OR):
        return any(meets(one, allowed) for one in expression.args)
    if isinstance(expression, AND):
        return all(meets(one, allowed) for one in expression.args)
    return expression.render() in allowed


def write(bill: Bill, path: Path) -> None:
    """Raises Failed where the bill is not CycloneDX."""
    text = json.dumps(bill, indent=2, ensure_ascii=False) + "\n"
    error = JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"])).validate_str(text)
    if error:
        raise Failed(f"{path.name} is not CycloneDX {bill['specVersion']}: {error}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def make(root: Path, target: Path) -> list[str]:
    """Writes the bills to a folder, or returns what is wrong. Raises Failed."""
    rules = read_rules(root)
    bills = {
        "python": python_bill(root, rules),
        "npm": npm_bill(root),
        "carried": carried_bill(root, rules),
    }
    made = {name: bill for name, bill in bills.items() if bill is not None}
    wrong = [
        line for bill in made.values() for line in faults(bill["components"], rules["allowed"])
    ]
    if not wrong:
        for name, bill in made.items():
            write(bill, target / f"{name}.cdx.json")
        if "npm" not in made:
            sys.stdout.write("Node.js (npm) not found: no npm.cdx.json\n")
    return wrong


def main() -> int:
    try:
        wrong = make(ROOT, ROOT / "sbom")
    except Failed as failed:
        wrong = [str(failed)]
    sys.stdout.write("".join(f"sbom: {line}\n" for line in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
