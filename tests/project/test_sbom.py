"""The bills of materials: every component is there, each under one licence that deploy/licences.toml allows."""

from __future__ import annotations

import copy
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

import locks
import sbom
import tools
from built import ROOT

pytestmark = pytest.mark.builds

RULES = sbom.read_rules(ROOT)
BINARY = (
    ".otf",
    ".ttf",
    ".ttc",
    ".woff",
    ".woff2",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".svg",
)
BUNDLED = (".min.js", ".min.css", ".map", ".wasm", ".jar", ".whl", ".tgz")


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """As `make sbom` writes them, by name."""
    tools.program("npm")
    target = tmp_path_factory.mktemp("sbom")
    assert sbom.make(ROOT, target) == []
    return {
        path.name.partition(".")[0]: json.loads(path.read_text("utf-8"))
        for path in target.iterdir()
    }


def listed(bill: dict[str, Any]) -> set[tuple[str, str]]:
    return {(canonicalize_name(one["name"]), one["version"]) for one in bill["components"]}


def test_python_bill_lists_every_locked_package(bills):
    pins = locks.pins((ROOT / "requirements.lock").read_text("utf-8"))
    assert listed(bills["python"]) == {
        (canonicalize_name(pin.name), locks.version(pin)) for pin in pins
    }


def test_npm_bill_lists_every_production_package(bills):
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert listed(bills["npm"]) == {
        (canonicalize_name(path.rpartition("node_modules/")[2]), package["version"])
        for path, package in packages.items()
        if path and not package.get("dev")
    }


def test_every_component_has_one_allowed_licence(bills):
    components = [one for bill in bills.values() for one in bill["components"]]
    assert all(sbom.licence_of(one) for one in components)
    assert list(sbom.faults(components, RULES["allowed"])) == []


def test_every_allowed_licence_has_a_reason_and_a_component(bills):
    licences = [sbom.licence_of(one) for bill in bills.values() for one in bill["components"]]
    used = {str(key) for licence in licences for key in sbom.SPDX.license_keys(licence)}
    assert RULES["allowed"].keys() == used
    assert all(reason.strip() for reason in RULES["allowed"].values())


def test_every_font_picture_and_bundle_of_the_repository_is_carried_or_own():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    found = {path for path in tracked if path.lower().endswith((*BINARY, *BUNDLED))}
    carried = {one["file"] for one in RULES["carried"]}
    assert carried <= {*tracked}
    assert found - carried == {*RULES["own"]["files"]}


def test_carried_file_is_a_component_with_digest_and_licence_text(bills):
    components = {one["bom-ref"]: one for one in bills["carried"]["components"]}
    for one in RULES["carried"]:
        assert components[one["file"]]["hashes"][0]["content"] == sbom.sha256(ROOT / one["file"])
        assert "License" in (ROOT / one["text"]).read_text("utf-8")


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT OR GPL-3.0-only) AND ISC", True),
        ("(MIT AND GPL-3.0-only) OR ISC", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("BSD License", False),
        ("MIT OR", False),
    ],
)
def test_licence_expression_is_allowed_only_as_far_as_its_parts_are(licence: str, allowed: bool):
    assert sbom.is_allowed(licence, frozenset({"MIT", "ISC"})) is allowed


@pytest.mark.parametrize(
    ("licenses", "licence"),
    [
        ([{"license": {"id": "MIT"}}], "MIT"),
        ([{"expression": "Apache-2.0 OR MIT"}], "Apache-2.0 OR MIT"),
        (
            [{"license": {"id": "BSD-3-Clause"}}, {"license": {"name": "BSD License"}}],
            "BSD-3-Clause",
        ),
        ([{"license": {"name": "BSD License"}}], ""),
        ([{"license": {"id": "MIT"}}, {"license": {"id": "ISC"}}], ""),
        ([], ""),
    ],
)
def test_declared_licence_is_the_only_spdx_one(licenses: list[dict[str, Any]], licence: str):
    assert sbom.declared({"licenses": licenses}) == licence


CHANGES = {
    "unknown": ("stated", "jinja2", "jinja2 3.1.6 has no SPDX licence"),
    "refused": ("allowed", "MPL-2.0", "is under MPL-2.0, which deploy/licences.toml does not"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_bill_with_an_unknown_or_refused_licence_is_not_written(monkeypatch, tmp_path, case):
    table, key, words = CHANGES[case]
    rules = copy.deepcopy(RULES)
    del rules[table][key]
    monkeypatch.setattr(sbom, "read_rules", lambda root: rules)
    assert any(words in line for line in sbom.make(ROOT, tmp_path / "sbom"))
    assert not (tmp_path / "sbom").exists()


def test_licence_stated_of_a_package_that_is_not_locked_is_refused():
    rules = {**RULES, "stated": {**RULES["stated"], "gone": "MIT"}}
    with pytest.raises(sbom.Failed, match="gone is stated"):
        sbom.python_bill(ROOT, rules)


def test_bill_that_is_not_cyclonedx_is_not_written(tmp_path: Path):
    bill = sbom.carried_bill(ROOT, RULES)
    bill["components"][0]["type"] = "typeface"
    with pytest.raises(sbom.Failed, match="is not CycloneDX"):
        sbom.write(bill, tmp_path / "carried.cdx.json")
    assert not [*tmp_path.iterdir()]


def test_program_that_fails_or_is_missing_is_said(tmp_path: Path):
    with pytest.raises(sbom.Failed, match="sh failed: broken"):
        sbom.call(("sh", "-c", "echo broken >&2; exit 3"), tmp_path)
    with pytest.raises(sbom.Failed, match="nothing-like-it can't be started"):
        sbom.call(("nothing-like-it",), tmp_path)
