"""Whole sites, built once a session as a reader's machine would get them, and how to read them back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

import made_up
import real
from disclosure.ledger.load import load_ledger
from disclosure.ledger.tieouts import Ledger
from shared import made_once

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data"
SITE = "https://figures.example/gov/agency/"
"""Two folders below its host's top, as agencies' sites often stand."""
Soups = Mapping[str, BeautifulSoup]


def mkdocs(
    target: Path, project: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` into a folder; everything it says is in `stderr`."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def built(target: Path, data: Path, **environment: str) -> Path:
    """A site of this project with other data. Building it says nothing at all, in strict mode."""
    said = mkdocs(target, DISCLOSURE_DATA=str(data), **environment)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site of 2022."""
    return made_once(tmp_path_factory, "site", lambda folder: built(folder, real.data()))


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `data/` as it stands, with every year that there is by now."""
    return made_once(tmp_path_factory, "shipped-site", lambda folder: built(folder, SHIPPED))


@dataclass(frozen=True)
class Site:
    """A built site with what it was built from."""

    folder: Path
    data: Path

    @cached_property
    def ledger(self) -> Ledger:
        return load_ledger(self.data)

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        return read(self.folder)


@pytest.fixture(scope="session", params=["report of 2022", "shipped"])
def each(request: pytest.FixtureRequest) -> Site:
    """What holds of any site: of the report of 2022, and of `data/` as it stands."""
    if request.param == "shipped":
        return Site(request.getfixturevalue("shipped_site"), SHIPPED)
    return Site(request.getfixturevalue("site"), real.data())


@pytest.fixture(scope="session")
def known_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built to stand at an address, `SITE`: what needs whole addresses."""
    return made_once(
        tmp_path_factory, "known-site", lambda folder: built(folder, real.data(), SITE_URL=SITE)
    )


@pytest.fixture(scope="session")
def made_up_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three made-up, comparable years: what only appears from the second year on."""

    def make(folder: Path) -> None:
        built(folder, made_up.write(tmp_path_factory.mktemp("made-up") / "data", range(2021, 2024)))

    return made_once(tmp_path_factory, "made-up-site", make)


@pytest.fixture(scope="session")
def soups(site: Path) -> Soups:
    return read(site)


@pytest.fixture(scope="session")
def soup(soups: Soups) -> Callable[[str], BeautifulSoup]:
    return soups.__getitem__


def read(site: Path) -> dict[str, BeautifulSoup]:
    """Address within the site (`topics/push/`) → the page, parsed; without 404.html, which belongs to no address."""
    return {
        path.parent.relative_to(site).as_posix().removeprefix(".")
        + ("/" if path.parent != site else ""): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in sorted(site.rglob("index.html"))
    }


def asset(site: Path, path: str) -> Path:
    """The file that `assets/site.css` is shipped as: its name in this build holds its hash."""
    stem, _, suffix = path.rpartition(".")
    (found,) = site.glob(f"{stem}.{'[0-9a-f]' * 8}.{suffix}")
    return found


def links(address: str, page: BeautifulSoup) -> set[tuple[str, str]]:
    """(address within the site, fragment) of every link to the site itself."""
    found = set()
    for link in page.find_all("a", href=True):
        target, fragment = urldefrag(urljoin(f"http://site/{address}", link["href"]))
        if urlsplit(target).netloc == "site":
            found.add((unquote(urlsplit(target).path.lstrip("/")), unquote(fragment)))
    return found
