"""The exported source, built by MkDocs without a theme and by Zensical, and its pages made alike for comparison."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup, Tag

import made_up
from built import ROOT, mkdocs
from shared import made_once

SITE_URL = "https://example.invalid/open/"
"""Below the top of its host, where a wrong way up would lead out of the site."""


def exported(folder: Path) -> Path:
    """Three made-up years, so that trends are among the charts."""
    data = made_up.write(folder / "data", range(2021, 2024))
    command = [ROOT / "hooks/desk.py", "export", folder / "source", "--data", data]
    run(sys.executable, *command)
    return folder / "source"


def exported_once(factory: pytest.TempPathFactory) -> Path:
    """The exported source, with Zensical's site in it; once for all workers, and tests only read it."""

    def make(folder: Path) -> None:
        by_zensical(exported(folder))

    return made_once(factory, "heirs", make) / "source"


def by_mkdocs(source: Path, target: Path) -> Path:
    said = mkdocs(target, project=source, SITE_URL=SITE_URL)
    assert (said.returncode, said.stderr) == (0, "")
    return target


def by_zensical(source: Path) -> Path:
    """Built within the source, in `site`: Zensical writes nowhere else."""
    said = run(sys.executable, "-m", "zensical", "build", "--strict", cwd=source)
    assert "No issues found" in said
    return source / "site"


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | {"SITE_URL": SITE_URL},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Address within the site → page; the one for wrong addresses under its file's name."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in sorted(site.rglob("*.html"))
    }


def text(page: BeautifulSoup, part: str) -> str:
    """All that a part of a page says, white space apart; nothing where the page has no such part."""
    return " ".join("".join(one.get_text() for one in page.select(part)).split())


def elements(address: str, page: BeautifulSoup) -> list[tuple[str, dict[str, str]]]:
    """Every element with its attributes, in order, addresses resolved: `./.` and `` lead to the same page."""
    without_differences(page)
    found = []
    for element in page.find_all(True):
        said = {name: worded(value) for name, value in element.attrs.items()}
        for name in said.keys() & {"href", "src"}:
            said[name] = unquote(urljoin(urljoin(SITE_URL, address), said[name]))
        found.append((element.name, said))
    return found


def worded(value: str | list[str]) -> str:
    return re.sub(r"\s+", " ", value if isinstance(value, str) else " ".join(value)).strip()


def without_differences(page: BeautifulSoup) -> None:
    """Take away what is known to differ in Zensical's pages, and nothing else."""
    # It reads this attribute itself, for a search of its own, and leaves it out. Our search has its index ready.
    for element in page.select("[data-search-exclude]"):
        del element["data-search-exclude"]
    # It always colours listings: a box around them, and spans within. What they say is the same.
    for listing in page.select("pre > code"):
        listing.string = listing.get_text()
        listing.attrs = {}
        assert isinstance(listing.parent, Tag)
        for empty in listing.parent.find_all("span", recursive=False):
            empty.decompose()
    for box in page.select("div.highlight"):
        box.unwrap()
