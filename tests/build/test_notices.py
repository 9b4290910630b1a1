"""What readers are sent of others' programs comes with its licence, and there is nothing else of others'."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from built import ROOT
from disclosure.build.notices import licences
from disclosure.build.plotly_bundle import NPM, chart_library
from tools import from_npm

PERMISSION = "this permission notice shall be included in"


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_site_has_the_whole_licence_of_its_own_code_and_of_plotly(site: Path):
    text = (site / "licences.txt").read_text("utf-8")
    assert (ROOT / "LICENSE").read_text("utf-8").strip() in text
    assert chart_library(ROOT).licence.strip() in text
    assert "OpenCC" in text and "Apache License" in text
    assert text.count(PERMISSION) == 3


def test_licences_are_linked_from_the_page_about_the_site(site: Path):
    page = BeautifulSoup((site / "about/index.html").read_text("utf-8"), "html.parser")
    assert page.find("a", href="../licences.txt")


def test_npm_bundle_comes_with_npm_s_licence_and_packaged_one_with_python_s(tmp_path: Path):
    npm = from_npm(f"{Path(NPM).name}/LICENSE").read_text("utf-8")
    python = chart_library(tmp_path)
    assert chart_library(ROOT).licence == npm
    assert python.licence != npm
    for library in (chart_library(ROOT), python):
        assert "Licensed under the MIT license" in library.script
        assert "Plotly" in library.licence
        assert PERMISSION in one_line(library.licence)


def test_npm_package_without_its_licence_is_not_used(tmp_path: Path):
    bundle = tmp_path / NPM / "plotly-basic.min.js"
    bundle.parent.mkdir(parents=True)
    bundle.write_text("/* without a licence */", "utf-8")
    assert "without a licence" not in chart_library(tmp_path).script


def test_project_without_a_licence_of_its_own_has_those_of_others(tmp_path: Path):
    assert licences(tmp_path, chart_library(ROOT)).count(PERMISSION) == 2


@pytest.mark.parametrize("suffix", [".woff", ".woff2", ".otf", ".ttf", ".map"])
def test_no_font_and_no_file_of_the_theme_is_shipped(site: Path, suffix: str):
    assert [*site.rglob(f"*{suffix}")] == []


def test_scripts_and_styles_are_our_own_or_plotly(site: Path):
    """Another one needs its licence in notices.py, and its name here."""
    named = {
        path.name.partition(".")[0] for path in site.rglob("*") if path.suffix in (".js", ".css")
    }
    assert named == {"charts", "later", "plotly", "search", "site", "years"}
