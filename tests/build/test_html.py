"""Every built page through the Nu HTML checker, the one of validator.w3.org: no error, and no warning either."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from serving import served
from tools import from_npm, program

JUDGED = "Inline script violates Content Security Policy"
DATA = ('type="application/json"', 'type="application/ld+json"')
"""What a chart draws and what search engines read is no script, and no policy blocks it; the checker thinks it is."""


def complaints(site: Path) -> list[str]:
    """One process for the whole site: Java starts once. Over HTTP, or the policy's 'self' would mean nothing."""
    jar = from_npm("vnu-jar/build/dist/vnu.jar")
    local = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    checker = [program("java"), "-Xss2m", local, "-jar", str(jar), "--stdout", "--format", "json"]
    with served(site) as address:
        pages = [address + path.relative_to(site).as_posix() for path in site.rglob("*.html")]
        said = subprocess.run([*checker, *pages], capture_output=True, text=True, check=False)
    assert said.stderr == ""
    messages = json.loads(said.stdout)["messages"]
    return [told(one, address) for one in messages if not is_judged(one)]


def is_judged(message: dict[str, str]) -> bool:
    return JUDGED in message["message"] and any(one in message.get("extract", "") for one in DATA)


def told(message: dict[str, str], address: str) -> str:
    page = message["url"].removeprefix(address)
    return f"{page}:{message.get('lastLine')}: {message['message']} … {message.get('extract', '')}"


@pytest.mark.parametrize("which", ["site", "known_site", "made_up_site"])
def test_the_nu_checker_has_nothing_to_say(request: pytest.FixtureRequest, which: str):
    found = complaints(request.getfixturevalue(which))
    assert not found, "\n".join(found)


def test_the_checker_would_say_so(tmp_path: Path):
    page = '<!doctype html><html lang="zh-CN"><title>x</title><p id="a"><p id="a">'
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert any("Duplicate ID" in complaint for complaint in complaints(tmp_path))
