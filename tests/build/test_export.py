"""The exported source builds the same site by itself, and nothing is ever written over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import real
from built import ROOT, mkdocs, read
from disclosure.build.build import Build
from disclosure.build.export import NotEmpty, addresses, export
from disclosure.build.navigation import expand_nav
from disclosure.open_data.provenance import Origin

pytestmark = pytest.mark.builds

NOT_EXPORTED = {"build.json"}
"""Tells of the built files, and only our own build writes it."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exported as an editor does it, from some other folder."""
    folder = tmp_path_factory.mktemp("export")
    subprocess.run(
        [sys.executable, ROOT / "hooks/desk.py", "export", "source", "--data", real.data()],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    assert [path.name for path in folder.iterdir()] == ["source"]  # nothing left beside it
    return folder / "source"


@pytest.fixture(scope="module")
def rebuilt(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("rebuilt") / "site"
    said = mkdocs(target, project=exported)
    assert said.returncode == 0, said.stderr
    assert "WARNING" not in said.stderr
    return target


def files(folder: Path) -> dict[str, Path]:
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {name: path for name, path in found.items() if name not in NOT_EXPORTED}


def test_nothing_of_the_project_is_needed_to_build_it(exported):
    settings = (exported / "mkdocs.yml").read_text("utf-8")
    assert "hooks" not in settings
    assert "watch" not in settings
    assert "/*" not in settings
    assert not list(exported.rglob("*.py"))
    assert not any("{{" in path.read_text("utf-8") for path in exported.rglob("topics/**/*.md"))


def test_the_settings_keep_what_only_mkdocs_understands(exported):
    ours, theirs = ((folder / "mkdocs.yml").read_text("utf-8") for folder in (ROOT, exported))
    tagged = [line for line in ours.splitlines() if "!" in line and not line.startswith("watch")]
    assert len(tagged) == 2
    assert [line for line in theirs.splitlines() if "!" in line] == [
        *tagged,
        'site_url: !ENV [SITE_URL, ""]',
        'repo_url: !ENV [REPOSITORY_URL, ""]',
    ]


def test_an_export_for_an_address_holds_it_in_its_settings():
    origin = Origin("https://a.example/b/", "https://code.example/a")
    assert yaml.safe_load(addresses(origin)) == {
        "site_url": origin.site_url,
        "repo_url": origin.repository,
    }


def test_plain_mkdocs_builds_the_same_site(site, rebuilt):
    ours, theirs = files(site), files(rebuilt)
    assert ours.keys() == theirs.keys()
    for name, path in ours.items():
        if not name.endswith(".html"):
            assert theirs[name].read_bytes() == path.read_bytes(), name


def test_every_page_says_the_same(site, rebuilt):
    ours, theirs = read(site), read(rebuilt)
    assert ours.keys() == theirs.keys()
    for address, page in ours.items():
        assert theirs[address].select_one("main") == page.select_one("main"), address
        assert theirs[address].head == page.head
        assert theirs[address].select_one(".foot .version") == page.select_one(".foot .version")


def test_styles_and_scripts_are_exported_under_the_names_of_the_build_alone(exported):
    docs = exported / "docs"
    shipped = {
        path.relative_to(docs).as_posix()
        for path in docs.rglob("*")
        if path.parent == docs / "assets" and path.name != "favicon.svg"
    }
    build = Build(ROOT, real.data(), ROOT / "docs")
    assert shipped == {asset.address for asset in build.assets}


@pytest.mark.parametrize("held", ["file", "folder", ".hidden"])
def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path, held):
    target = tmp_path / "full"
    target.mkdir()
    (target / held).mkdir() if held == "folder" else (target / held).write_text("kept")
    with pytest.raises(NotEmpty, match="没有导出"):
        export(Build(ROOT, real.data(), ROOT / "docs"), target)
    assert [path.name for path in tmp_path.rglob("*")] == ["full", held]


def test_an_empty_folder_is_used(tmp_path):
    target = tmp_path / "new" / "empty"
    target.mkdir(parents=True)
    origin = Origin("https://example.invalid/")
    export(Build(ROOT, real.data(), ROOT / "docs", origin), target)
    assert (target / "docs/years/2022/index.md").is_file()
    assert "https://example.invalid/years/2022/" in (target / "docs/data/figures.csv").read_text(
        "utf-8"
    )


def test_a_broken_export_leaves_nothing(tmp_path, monkeypatch):
    build = Build(ROOT, real.data(), ROOT / "docs")
    missing = tmp_path / "missing.js"
    monkeypatch.setattr("disclosure.build.build.chart_library", lambda root: missing.read_text())
    with pytest.raises(FileNotFoundError):
        export(build, tmp_path / "target")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("nav", "result"),
    [
        ("[a.md]", ["a.md"]),
        ("[years/*]", ["years/index.md", "years/2023.md", "years/2022.md"]),
        ("[years/index.md, years/*]", ["years/index.md", "years/2023.md", "years/2022.md"]),
        (
            "[{年度: [years/2022.md, years/index.md, years/*]}]",
            [{"年度": ["years/2022.md", "years/index.md", "years/2023.md"]}],
        ),
        ("[{首页: index.md}, none/*]", [{"首页": "index.md"}]),
    ],
)
def test_a_star_stands_for_every_other_page_of_its_folder_newest_first(nav, result):
    pages = ["index.md", "years/2022.md", "years/2023.md", "years/index.md"]
    assert expand_nav(yaml.safe_load(nav), pages) == result
