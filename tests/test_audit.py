"""scripts/audit.py tells a finding from a list that does not answer, and both from anything odd."""

from __future__ import annotations

import json

import pytest

import audit

SAFE = {"name": "jinja2", "version": "3.1.6", "vulns": []}
FOUND = {
    "name": "jinja2",
    "version": "3.1.5",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["3.1.6"]}],
}
UNKNOWN = {"name": "click", "skip_reason": "Dependency not found on PyPI"}


def said(*packages: dict) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([SAFE], 0, "audit: 1 packages, 0 findings"),
        ([SAFE, FOUND], 1, "jinja2 3.1.5: PYSEC-1 CVE-1, mended in 3.1.6"),
        ([SAFE, UNKNOWN], 1, "click: not known to the index"),
        ([UNKNOWN, UNKNOWN], 0, "skipped"),
    ],
)
def test_what_is_found_fails_and_a_mirror_without_the_list_is_skipped(
    monkeypatch, capsys, packages, code, words
):
    monkeypatch.setattr(audit, "audited", lambda *files: audit.told(said(*packages), ""))
    assert audit.main() == code
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("errors", "code", "words"),
    [
        ("ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed", 0, "skipped"),
        ("requests.exceptions.ConnectionError: HTTPSConnectionPool(…)", 0, "skipped"),
        ("ERROR:pip_audit._cli:invalid requirements input: requirements.lock", 1, "invalid"),
        ("", 1, "pip-audit failed"),
    ],
)
def test_only_a_list_that_does_not_answer_is_skipped(monkeypatch, capsys, errors, code, words):
    monkeypatch.setattr(audit, "audited", lambda *files: audit.told("", errors))
    assert audit.main() == code
    assert words in capsys.readouterr().out
