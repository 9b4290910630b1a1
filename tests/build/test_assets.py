"""Styles and scripts bear a hash of their content in their names, and pages know them by these names alone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import real
from built import ROOT, asset, mkdocs
from disclosure.build.assets import STYLES, Asset, shipped
from disclosure.build.build import INDEX, PLOTLY, Build

pytestmark = pytest.mark.builds

SCRIPTS = ("assets/site.js", "assets/charts.js", "assets/search.js", "assets/years.js")
OURS = (*SCRIPTS, STYLES, "assets/later.css", PLOTLY, INDEX)
HASHED = re.compile(r"\.[0-9a-f]{8}\.(css|js|json)$")


def test_the_name_changes_with_the_content_and_with_nothing_else():
    one, same, other = (Asset("assets/a.min.js", text) for text in (b"1", b"1", b"2"))
    assert re.fullmatch(r"assets/a\.min\.[0-9a-f]{8}\.js", one.address)
    assert one.address == same.address != other.address


SCRIPTS_SHIPPED = [
    ("// said\nf(); // said\n", "f();\n"),
    ("f(\"it's\"); // it's said\n", 'f("it\'s");\n'),
    ('f("a // b", 1);\n', 'f("a // b", 1);\n'),
    ("f('\\' // b', 1);\n", "f('\\' // b', 1);\n"),
    ("f(/[ // ]/);\n", "f(/[ // ]/);\n"),
    ("f(`a // b`);\n", "f(`a // b`);\n"),
    ("f(); /* a\nb // c */ g();\n", "f(); /* a\nb // c */ g();\n"),
    ('f("a\\\n // b");\n', 'f("a\\\n // b");\n'),
    ("/* one\n   two */\n  f();\n", "f();\n"),
    ("/*! licence */\nf();\n", "/*! licence */\nf();\n"),
    ('a = "//x";\n\n  b = 1; /* c */\n', 'a = "//x";\nb = 1; /* c */\n'),
    ("a = `x\n  // y\n`;\n", "a = `x\n  // y\n`;\n"),
]


@pytest.mark.parametrize(("written", "expected"), SCRIPTS_SHIPPED)
def test_scripts_are_shipped_without_lines_of_comment(tmp_path, written, expected):
    path = tmp_path / "a.js"
    path.write_text(written)
    assert shipped(path).decode() == expected


def test_every_style_and_script_is_shipped_under_such_a_name_alone(site):
    shipped = [path for path in site.rglob("*") if path.suffix in (".css", ".js")]
    assert {asset(site, path) for path in OURS} - {asset(site, INDEX)} == set(shipped)
    assert not [path for path in OURS if (site / path).exists()]
    of_theme = ("assets/javascripts", "assets/stylesheets", "assets/images")
    assert not [path for path in of_theme if (site / path).exists()]


def test_every_page_names_them_and_they_are_there(site):
    pages = [BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in site.rglob("*.html")]
    assert len(pages) > 20
    for page in pages:
        named = [link["href"] for link in page.select('head link[rel="stylesheet"]')]
        named += [script["src"] for script in page.select("script[src]")]
        assert len(named) == 2 and all(HASHED.search(address) for address in named)
        addresses = json.loads(page.select_one("script.assets").string)
        assert {path: (site / address).is_file() for path, address in addresses.items()} == (
            dict.fromkeys(OURS, True)
        )
        assert all(address.endswith(tuple(addresses.values())) for address in named)


def test_what_scripts_ask_for_is_among_them():
    asked = set()
    for path in (ROOT / "docs/assets").glob("*.js"):
        text = path.read_text("utf-8")
        asked |= {f"assets/{name}" for name in re.findall(r'\bload\("([^"]+)"\)', text)}
        asked |= set(re.findall(r'disclosure\.address\("([^"]+)"\)', text))
    assert asked == set(OURS) - {"assets/site.js", STYLES}


def test_a_script_of_an_agency_gets_such_a_name_too(tmp_path: Path):
    project = tmp_path / "project"
    project.mkdir()
    for name in ("data", "hooks", "overrides"):
        (project / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", project / "docs")
    (project / "docs/assets/more.js").write_text("1;")
    (project / "docs/assets/more.css").write_text("b { color: inherit; }")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("[assets/site.css]", "[assets/site.css, assets/more.css]")
    settings = settings.replace("extra_javascript:\n", "extra_javascript:\n  - assets/more.js\n")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    said = mkdocs(tmp_path / "site", project=project, DISCLOSURE_DATA=str(real.data()))
    assert (said.returncode, said.stderr) == (0, "")
    home = (tmp_path / "site/index.html").read_text("utf-8")
    for name in ("assets/more.css", "assets/more.js"):
        address = asset(tmp_path / "site", name).relative_to(tmp_path / "site").as_posix()
        assert f'"{address}"' in home and f'"{name}"' not in home.replace(f'"{name}":', "")


def test_the_favicon_and_data_keep_their_names(site):
    kept = ("assets/favicon.svg", "data/figures.csv", "data/2022.json", "years/2022/cards.json")
    assert all((site / path).is_file() for path in kept)


def test_building_the_assets_twice_makes_them_once():
    build = Build(ROOT, real.data(), ROOT / "docs")
    assert build.assets is build.assets
