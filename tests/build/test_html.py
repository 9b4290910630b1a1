"""Every built page through the Nu HTML checker, the one of validator.w3.org: no error, and no warning either."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from serving import served
from shared import made_once
from tools import from_npm, program

pytestmark = pytest.mark.java
SITES = ("shipped_site", "site", "known_site", "made_up_site")
WRONG = '<!doctype html><html lang="zh-CN"><title>x</title><p id="a"><p id="a">'
Found = dict[str, list[str]]
JUDGED = "Inline script violates Content Security Policy"
DATA = ('type="application/json"', 'type="application/ld+json"')
"""What a chart draws and what search engines read is no script, and no policy blocks it; the checker thinks it is."""


@pytest.fixture(scope="session")
def complaints(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What the checker says of each site. One process for all of them: Java takes long to start."""
    sites = {name: request.getfixturevalue(name) for name in SITES}

    def make(folder: Path) -> None:
        folder.mkdir()
        for name, site in sites.items():
            (folder / name).symlink_to(site)
        (folder / "wrong").mkdir()
        (folder / "wrong/index.html").write_text(WRONG, "utf-8")
        (folder / "found.json").write_text(json.dumps(check(folder)), "utf-8")

    made = made_once(tmp_path_factory, "html-checked", make)
    return json.loads((made / "found.json").read_text("utf-8"))


def check(folder: Path) -> Found:
    """Site → what is wrong with its pages. Over HTTP, or the policy's 'self' would mean nothing."""
    jar = from_npm("vnu-jar/build/dist/vnu.jar")
    local = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    checker = [program("java"), "-Xss2m", local, "-jar", str(jar), "--stdout", "--format", "json"]
    found: Found = {name: [] for name in (*SITES, "wrong")}
    with served(folder) as address:
        pages = {f"{address}{pages[0]}": pages for pages in same_bytes(folder, found).values()}
        said = subprocess.run([*checker, *pages], capture_output=True, text=True, check=False)
    assert said.stderr == "" and sum(map(len, pages.values())) > 30 * len(SITES)
    for message in json.loads(said.stdout)["messages"]:
        if not is_judged(message):
            for place in pages[message["url"]]:
                name, _, page = place.partition("/")
                found[name].append(told(message, page))
    return found


def same_bytes(folder: Path, sites: Iterable[str]) -> dict[bytes, list[str]]:
    """Bytes → the pages of all sites that consist of them: what two sites share is checked once."""
    pages: dict[bytes, list[str]] = {}
    for name in sites:
        for path in (folder / name).rglob("*.html"):
            place = f"{name}/{path.relative_to(folder / name).as_posix()}"
            pages.setdefault(path.read_bytes(), []).append(place)
    return pages


def is_judged(message: dict[str, str]) -> bool:
    return JUDGED in message["message"] and any(one in message.get("extract", "") for one in DATA)


def told(message: dict[str, str], page: str) -> str:
    return f"{page}:{message.get('lastLine')}: {message['message']} … {message.get('extract', '')}"


@pytest.mark.parametrize("name", SITES)
def test_the_nu_checker_has_nothing_to_say(complaints: Found, name: str):
    assert not complaints[name], "\n".join(complaints[name])


def test_the_checker_would_say_so(complaints: Found):
    assert any("Duplicate ID" in complaint for complaint in complaints["wrong"])
