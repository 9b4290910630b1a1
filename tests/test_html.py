"""Every built page through the Nu HTML checker, the one of validator.w3.org: no error, and no warning either."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools import from_npm, program


def complaints(site: Path) -> list[str]:
    """One process for the whole site: Java starts once."""
    jar = from_npm("vnu-jar/build/dist/vnu.jar")
    checker = [program("java"), "-Xss2m", "-jar", str(jar), "--stdout", "--format", "json"]
    said = subprocess.run(
        [*checker, "--skip-non-html", str(site)], capture_output=True, text=True, check=False
    )
    assert said.stderr == ""
    return [told(message, site) for message in json.loads(said.stdout)["messages"]]


def told(message: dict[str, object], site: Path) -> str:
    page = Path(urlsplit(str(message["url"])).path).relative_to(site)
    return f"{page}:{message.get('lastLine')}: {message['message']} … {message.get('extract', '')}"


@pytest.mark.parametrize("which", ["site", "made_up_site"])
def test_the_nu_checker_has_nothing_to_say(request: pytest.FixtureRequest, which: str):
    found = complaints(request.getfixturevalue(which))
    assert not found, "\n".join(found)


def test_the_checker_would_say_so(tmp_path: Path):
    page = '<!doctype html><html lang="zh-CN"><title>x</title><p id="a"><p id="a">'
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert any("Duplicate ID" in complaint for complaint in complaints(tmp_path))
