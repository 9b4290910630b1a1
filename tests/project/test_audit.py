"""scripts/audit.py against stand-ins for pip-audit and npm that answer as the real ones do."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import audit

PYTHON_LOCKS = {
    "requirements.lock": ("jinja2==3.1.5", "ruamel-yaml==0.19.1"),
    "requirements/dev.lock": (
        "jinja2==3.1.5",
        "pytest==9.2.0",
        "colorama==0.4.6 ; sys_platform == 'other'",
    ),
}
NPM_LOCK = {
    "packages": {
        "": {"name": "made-up"},
        "node_modules/keyv": {"version": "5.6.0"},
        "node_modules/a/node_modules/keyv": {"version": "5.1.0"},
        "node_modules/cacheable": {"version": "2.1.0"},
    }
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch) -> Path:
    """Two Python locks, two npm locks, and no tools yet."""
    root = tmp_path / "project"
    for name, pins in PYTHON_LOCKS.items():
        put(root / name, "".join(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n" for pin in pins))
    for name in audit.NPM_LOCKS:
        put(root / name, json.dumps(NPM_LOCK))
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return root


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def install(project: Path, name: str, output: object, errors: str = "", status: int = 0) -> None:
    """A program on PATH that prints these; objects as JSON."""
    text = output if isinstance(output, str) else json.dumps(output)
    path = project.parent / "bin" / name
    put(
        path,
        f"#!{sys.executable}\nimport sys\nsys.stdout.write({text!r})\n"
        f"sys.stderr.write({errors!r})\nsys.exit({status})\n",
    )
    path.chmod(0o755)


def python_answer(*packages: dict[str, Any]) -> dict[str, Any]:
    """What pip-audit says of the packages above, changed by those given."""
    known = {
        name: {"name": name, "version": version, "vulns": []}
        for name, version in (("jinja2", "3.1.5"), ("ruamel-yaml", "0.19.1"), ("pytest", "9.2.0"))
    }
    changed = {package["name"]: package for package in packages}
    return {"dependencies": list((known | changed).values()), "fixes": []}


VULNERABLE = {
    "name": "jinja2",
    "version": "3.1.5",
    "vulns": [
        {
            "id": "PYSEC-2027-1",
            "fix_versions": ["3.1.6"],
            "aliases": ["CVE-2027-1", "GHSA-jjjj-jjjj-jjjj"],
            "description": "The sandbox lets out.",
        }
    ],
}


def npm_answer(**vulnerabilities: Any) -> dict[str, Any]:
    total = {"total": len(vulnerabilities)}
    counts = {"vulnerabilities": total, "dependencies": {"prod": 2, "dev": 85, "total": 86}}
    return {"auditReportVersion": 2, "vulnerabilities": vulnerabilities, "metadata": counts}


ADVISORY = {
    "source": 1101,
    "name": "keyv",
    "dependency": "keyv",
    "title": "Prototype pollution",
    "url": "https://advisories.example/GHSA-kkkk-kkkk-kkkk",
    "severity": "low",
    "range": ">=4.0.0 <4.2.1 || >=5.0.0 <5.99.0",
}
KEYV = {"name": "keyv", "severity": "low", "isDirect": False, "via": [ADVISORY], "range": "*"}
KEYV |= {"nodes": ["node_modules/keyv", "node_modules/a/node_modules/keyv"], "fixAvailable": False}
CACHEABLE = KEYV | {"name": "cacheable", "via": ["keyv"], "nodes": ["node_modules/cacheable"]}


def npm_refusal(message: str, **more: Any) -> dict[str, Any]:
    return {"message": message, **more, "error": {"summary": "", "detail": ""}}


def outcome(project: Path, capsys) -> tuple[int, list[str]]:
    status = audit.main(project)
    return status, capsys.readouterr().out.splitlines()


def test_locks_without_known_vulnerabilities_pass(project: Path, capsys):
    install(project, "pip-audit", python_answer())
    install(project, "npm", npm_answer())
    assert outcome(project, capsys) == (
        0,
        [
            "audit: Python locks: no known vulnerabilities",
            "audit: package-lock.json: no known vulnerabilities",
            "audit: tests/lighthouse/package-lock.json: no known vulnerabilities",
        ],
    )


def test_python_vulnerability_fails_with_lock_version_advisory_and_fix(project: Path, capsys):
    install(project, "pip-audit", python_answer(VULNERABLE), status=1)
    install(project, "npm", npm_answer())
    status, lines = outcome(project, capsys)
    assert status == 1
    assert lines[0] == (
        "audit: requirements.lock, requirements/dev.lock: jinja2 3.1.5: "
        "PYSEC-2027-1 CVE-2027-1 GHSA-jjjj-jjjj-jjjj, fixed in 3.1.6"
    )
    assert lines[-1] == "audit: deploy/vulnerabilities.md says what to do"


def test_npm_vulnerability_fails_once_for_each_locked_copy(project: Path, capsys):
    """What only depends on a vulnerable package is not one itself."""
    install(project, "pip-audit", python_answer())
    install(project, "npm", npm_answer(keyv=KEYV, cacheable=CACHEABLE), status=1)
    status, lines = outcome(project, capsys)
    assert status == 1
    assert [line for line in lines if "GHSA" in line] == [
        f"audit: {lock}: keyv {version}: https://advisories.example/GHSA-kkkk-kkkk-kkkk, "
        "fixed in 4.2.1, 5.99.0"
        for lock in audit.NPM_LOCKS
        for version in ("5.6.0", "5.1.0")
    ]
    assert "audit: package-lock.json: 2 known vulnerabilities" in lines


@pytest.mark.parametrize(
    ("affected", "fixed"),
    [("<4.1.2", "4.1.2"), (">= 1.0.0 < 1.2.3", "1.2.3"), ("<=4.1.1", ""), ("*", ""), ("2.0.0", "")],
)
def test_fixed_version_is_the_open_upper_bound_of_the_affected_range(affected: str, fixed: str):
    assert audit.fixed({"range": affected}) == fixed


UNREACHABLE_PYTHON = {
    "no connection": ("", "ERROR:pip_audit._cli:Could not connect to the vulnerability feed\n", 1),
    "no name": ("", "requests.exceptions.ConnectionError: HTTPSConnectionPool(…)\n", 1),
    "busy": ("", "requests.exceptions.HTTPError: 503 Server Error\n\nServiceError\n", 1),
    "mirror": (
        {
            "dependencies": [
                {"name": "jinja2", "skip_reason": "Dependency not found"},
                {"name": "pytest", "skip_reason": "Dependency not found"},
            ]
        },
        "",
        0,
    ),
}
UNREACHABLE_NPM = {
    "refused": npm_refusal("request to https://npm.example/ failed, reason: connect ECONNREFUSED"),
    "no name": npm_refusal("request to https://npm.example/ failed, reason: getaddrinfo ENOTFOUND"),
    "mirror": npm_refusal("405 Method Not Allowed - POST https://npm.example/", statusCode=405),
    "busy": npm_refusal("503 Service Unavailable - POST https://npm.example/", statusCode=503),
}


@pytest.mark.parametrize("case", UNREACHABLE_PYTHON)
def test_unreachable_python_list_is_skipped_and_said(project: Path, capsys, case: str):
    install(project, "pip-audit", *UNREACHABLE_PYTHON[case])
    install(project, "npm", npm_answer())
    status, lines = outcome(project, capsys)
    assert status == 0
    assert "Python locks: skipped, the list of vulnerabilities can't be reached" in lines[0]


@pytest.mark.parametrize("case", UNREACHABLE_NPM)
def test_unreachable_npm_list_is_skipped_and_said(project: Path, capsys, case: str):
    install(project, "pip-audit", python_answer())
    install(project, "npm", UNREACHABLE_NPM[case], status=1)
    status, lines = outcome(project, capsys)
    assert status == 0
    for line, lock in zip(lines[1:], audit.NPM_LOCKS, strict=True):
        assert f"{lock}: skipped, the list of vulnerabilities can't be reached" in line


def test_skipped_audit_is_a_warning_on_github(project: Path, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    install(project, "pip-audit", python_answer())
    install(project, "npm", UNREACHABLE_NPM["refused"], status=1)
    _, lines = outcome(project, capsys)
    assert "::warning title=audit::package-lock.json was not looked at" in lines


def test_unreachable_python_list_does_not_hide_npm_findings(project: Path, capsys):
    install(project, "pip-audit", *UNREACHABLE_PYTHON["no connection"])
    install(project, "npm", npm_answer(keyv=KEYV), status=1)
    assert outcome(project, capsys)[0] == 1


UNREADABLE_PYTHON = {
    "nothing": ("", "", 0),
    "failure without a reason": ("", "", 1),
    "bad lock": ("", "ERROR:pip_audit._cli:invalid requirements input: requirements.lock\n", 1),
    "service's answer is no JSON": (
        "",
        "requests.exceptions.JSONDecodeError: Expecting value\n",
        1,
    ),
    "crash": (python_answer(), "", 139),
    "page": ("<html>sign in</html>", "", 0),
    "list": ([], "", 0),
    "other keys": ({"packages": []}, "", 0),
    "no packages": ({"dependencies": []}, "", 0),
    "a package left out": ({"dependencies": python_answer()["dependencies"][1:]}, "", 0),
    "a package skipped": (python_answer({"name": "pytest", "skip_reason": "not found"}), "", 0),
    "no vulns": (python_answer({"name": "jinja2", "version": "3.1.5"}), "", 0),
    "vulns is text": (python_answer(VULNERABLE | {"vulns": "none"}), "", 0),
}
UNREADABLE_NPM = {
    "nothing": ("", "", 0),
    "page": ("<html>sign in</html>", "", 0),
    "list": ([], "", 0),
    "text": ('"fine"', "", 0),
    "empty object": ({}, "", 0),
    "no counts": ({"vulnerabilities": {}}, "", 0),
    "list of vulnerabilities": (npm_answer() | {"vulnerabilities": []}, "", 0),
    "counts more": (npm_answer(keyv=KEYV) | {"vulnerabilities": {}}, "", 1),
    "no advisory": (npm_answer(cacheable=CACHEABLE), "", 1),
    "advisory without address": (npm_answer(keyv=KEYV | {"via": [{"range": "*"}]}), "", 1),
    "package that is not locked": (npm_answer(keyv=KEYV | {"nodes": ["node_modules/b"]}), "", 1),
    "service's answer is no JSON": (npm_refusal("invalid json response body"), "", 1),
    "service's answer breaks npm": ({"error": {"summary": "Cannot create property"}}, "", 1),
    "bad request": (npm_refusal("400 Bad Request", statusCode=400), "", 1),
    "crash": (npm_answer(), "", 134),
}


@pytest.mark.parametrize("case", UNREADABLE_PYTHON)
def test_unreadable_python_answer_fails(project: Path, capsys, case: str):
    install(project, "pip-audit", *UNREADABLE_PYTHON[case])
    install(project, "npm", npm_answer())
    status, lines = outcome(project, capsys)
    assert status == 2
    assert lines[0].startswith("audit: Python locks: the audit")


@pytest.mark.parametrize("case", UNREADABLE_NPM)
def test_unreadable_npm_answer_fails(project: Path, capsys, case: str):
    install(project, "pip-audit", python_answer())
    install(project, "npm", *UNREADABLE_NPM[case])
    status, lines = outcome(project, capsys)
    assert status == 2
    assert lines[1].startswith("audit: package-lock.json: the audit")


def test_missing_pip_audit_fails_and_missing_npm_is_skipped(project: Path, capsys):
    status, lines = outcome(project, capsys)
    assert status == 2
    assert lines[0] == "audit: Python locks: the audit failed: pip-audit is not installed"
    assert lines[1].endswith("can't be reached: Node.js (npm) not found")


def test_npm_without_the_benchmark_s_lock_is_asked_once(project: Path, capsys):
    (project / audit.NPM_LOCKS[1]).unlink()
    install(project, "pip-audit", python_answer())
    install(project, "npm", npm_answer())
    status, lines = outcome(project, capsys)
    assert (status, len(lines)) == (0, 2)


def accept(project: Path, until: date) -> None:
    reason = "never run on strangers' input"
    for name in ("GHSA-jjjj-jjjj-jjjj", "GHSA-kkkk-kkkk-kkkk"):
        with (project / audit.ACCEPTED).open("a", encoding="utf-8") as file:
            file.write(f'[{name}]\nuntil = {until}\nreason = "{reason}"\n')


@pytest.mark.parametrize(
    ("until", "status"),
    [(date(2026, 1, 31), 0), (date(2026, 2, 28), 0), (date(2026, 1, 30), 1)],
)
def test_accepted_vulnerability_passes_until_its_day(
    project: Path, capsys, monkeypatch, until, status
):
    (project / "deploy").mkdir()
    accept(project, until)
    monkeypatch.setattr(audit, "today", lambda: date(2026, 1, 31))
    install(project, "pip-audit", python_answer(VULNERABLE), status=1)
    install(project, "npm", npm_answer(keyv=KEYV), status=1)
    ended, lines = outcome(project, capsys)
    assert ended == status
    words = f"; accepted until {until}: never run on strangers' input"
    assert sum(line.endswith(words) for line in lines) == (0 if status else 5)


@pytest.mark.parametrize(
    "text",
    [
        "[GHSA-1]\nreason = 'x'",
        "[GHSA-1]\nuntil = 2027-01-01",
        "[GHSA-1]\nuntil = 2027-01-01\nreason = ' '",
        "[GHSA-1]\nuntil = 'never'\nreason = 'x'",
        "GHSA-1 = 1",
        "[GHSA-1",
    ],
)
def test_accepted_vulnerability_without_a_day_or_reason_fails(project: Path, capsys, text: str):
    put(project / audit.ACCEPTED, text)
    status, lines = outcome(project, capsys)
    assert status == 2
    assert lines[0].startswith("audit: accepted-vulnerabilities.toml: ")


def test_the_project_s_accepted_vulnerabilities_can_be_read():
    assert isinstance(audit.read_accepted(audit.ROOT / audit.ACCEPTED), dict)
