"""What is exported builds the same site without Material and with Zensical: every page, all its text, every file."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest
from bs4 import BeautifulSoup

import heirs
import real
from built import ROOT, mkdocs
from disclosure.build.export import move_in_nav, move_page, path_at_address
from disclosure.pages.page import GeneratedFile
from shared import made_once

pytestmark = pytest.mark.builds

ONLY_MKDOCS = {"sitemap.xml.gz"}
"""MkDocs packs its sitemap a second time."""
ONLY_ZENSICAL = {"search.json"}
"""Its own search's index, written though no page asks for it."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return heirs.exported_once(tmp_path_factory)


@pytest.fixture(scope="module")
def mkdocs_site(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "by-mkdocs", lambda folder: heirs.by_mkdocs(source, folder))


@pytest.fixture(scope="module")
def zensical_site(source: Path) -> Path:
    return source / "site"


@pytest.fixture(scope="module")
def both(
    mkdocs_site: Path, zensical_site: Path
) -> tuple[dict[str, BeautifulSoup], dict[str, BeautifulSoup]]:
    return heirs.pages(mkdocs_site), heirs.pages(zensical_site)


def files(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}


def content(path: Path) -> bytes | str:
    """Of XML what it says: minijinja writes `/` as `&#x2f;` where Jinja leaves it."""
    return canonicalize(path.read_text("utf-8")) if path.suffix == ".xml" else path.read_bytes()


def test_pages_stand_where_the_site_has_them(source, mkdocs_site):
    written = {path.relative_to(source / "docs").parent for path in source.rglob("docs/**/*.md")}
    assert written == {
        path.relative_to(mkdocs_site).parent for path in mkdocs_site.rglob("index.html")
    }
    assert {path.name for path in source.rglob("docs/**/*.md")} == {"index.md"}


def test_no_theme_is_needed(source, mkdocs_site):
    assert "material" not in (source / "mkdocs.yml").read_text("utf-8")
    shipped = {
        path.relative_to(mkdocs_site / "assets") for path in (mkdocs_site / "assets").rglob("*")
    }
    ours = {
        path.relative_to(source / "docs/assets") for path in (source / "docs/assets").rglob("*")
    }
    assert shipped <= ours


def test_zensical_builds_the_same_files(mkdocs_site, zensical_site):
    ours, theirs = files(mkdocs_site), files(zensical_site)
    assert ours.keys() - theirs.keys() <= ONLY_MKDOCS
    assert theirs.keys() - ours.keys() <= ONLY_ZENSICAL
    for name in ours.keys() & theirs.keys():
        if not name.endswith(".html"):
            assert content(theirs[name]) == content(ours[name]), name


def test_zensical_builds_every_page_with_all_of_its_text(both):
    ours, theirs = both
    assert ours.keys() == theirs.keys()
    assert len(ours) > 20
    for address, page in ours.items():
        assert heirs.text(page, "main"), address
        for part in ("title", "header", "main", "article", "footer", "body"):
            assert heirs.text(theirs[address], part) == heirs.text(page, part), (address, part)


def test_zensical_s_pages_have_the_same_elements_and_lead_to_the_same_places(both):
    ours, theirs = both
    for address, page in ours.items():
        made = heirs.elements(address, theirs[address])
        for one, other in zip(made, heirs.elements(address, page), strict=True):
            assert one == other, address


def page(path: str, content: str) -> GeneratedFile:
    return GeneratedFile(path, content)


def test_the_site_itself_needs_no_theme_either(site, tmp_path):
    """All that a move away from Material changes in mkdocs.yml."""
    for name in ("hooks", "overrides", "docs", "node_modules", "LICENSE"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    without = settings.replace(
        "  name: material\n", "  name: null\n  static_templates: [404.html]\n"
    )
    assert without != settings
    (tmp_path / "mkdocs.yml").write_text(without, "utf-8")
    said = mkdocs(tmp_path / "site", project=tmp_path, DISCLOSURE_DATA=str(real.data()))
    assert (said.returncode, said.stderr) == (0, "")
    ours, theirs = files(site), files(tmp_path / "site")
    assert ours.keys() == theirs.keys()
    for name in ours.keys() - ONLY_MKDOCS:
        assert theirs[name].read_bytes() == ours[name].read_bytes(), name


@pytest.mark.parametrize(
    ("path", "written", "turned"),
    [
        ("topics/a.md", "[b](b.md#x)", "[b](../b/index.md#x)"),
        ("topics/a.md", "[b](../about/method.md)", "[b](../../about/method/index.md)"),
        ("checks.md", "[b](about/method.md#x)", "[b](../about/method/index.md#x)"),
        ("topics/index.md", "[b](b.md)", "[b](b/index.md)"),
        ("topics/a.md", "[data](../data/figures.csv)", "[data](../../data/figures.csv)"),
        ("topics/a.md", "[b]: b.md 'title'", "[b]: ../b/index.md 'title'"),
        ("topics/a.md", "![b](<b.md>)", "![b](<../b/index.md>)"),
        ("topics/a.md", "[x](#x) [y](https://a.invalid/b.md)", None),
        ("topics/a.md", '<a href="../b/">b</a>', None),
        ("topics/a.md", "[nothing](no-such.md)", None),
    ],
)
def test_links_between_pages_turn_with_them(path, written, turned):
    known = {"topics/a.md", "topics/b.md", "topics/index.md", "about/method.md", "checks.md"}
    moved_page = move_page(page(path, written), known | {"data/figures.csv"})
    assert moved_page.path == path_at_address(path)
    assert moved_page.content == (turned or written)


def test_data_files_stay_where_they_are():
    for one in (page("data/figures.csv", "[a](a.md)"), GeneratedFile("data/a.bin", b"](a.md)")):
        assert move_page(one, {"data/a.md"}) == one


def test_the_navigation_names_pages_in_their_new_places():
    nav = [{"首页": "index.md"}, {"主题": ["topics/index.md", "topics/a.md", "https://a.invalid/"]}]
    assert move_in_nav(nav, {"index.md", "topics/index.md", "topics/a.md"}) == [
        {"首页": "index.md"},
        {"主题": ["topics/index.md", "topics/a/index.md", "https://a.invalid/"]},
    ]
