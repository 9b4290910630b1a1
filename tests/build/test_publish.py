"""A new site takes the old one's place in one step, or nothing changes: each refusal and each moment of a kill."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure import __version__
from disclosure.build import publish
from disclosure.build.manifest import MANIFEST, manifest_json, write_manifest
from disclosure.build.publish import NotPublished, Publication, exchange
from disclosure.open_data.provenance import NOWHERE, Origin
from disclosure.problems.os_errors import MENDS, chinese_advice

HOOKS = Path(publish.__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def site(project: Path) -> Path:
    """What is published: `old`."""
    folder = project / "site"
    (folder / "years").mkdir(parents=True)
    (folder / "years/index.html").write_text("old")
    write_manifest(folder, NOWHERE)
    return folder


def begun(site: Path, project: Path) -> Publication:
    """A build that has written `new`, and is ready to be put in place."""
    publication = Publication(site)
    publication.begin(project)
    (publication.aside / "index.html").write_text("new")
    write_manifest(publication.aside, NOWHERE)
    return publication


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


OLD, NEW = {"years/index.html": "old"}, {"index.html": "new"}


@pytest.mark.parametrize("in_one_step", [True, False])
def test_the_new_site_stands_in_the_old_ones_place_and_nothing_beside_it(
    site, project, monkeypatch, in_one_step
):
    if not in_one_step:
        monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    publication = begun(site, project)
    assert held(site) == OLD
    publication.put_in_place()
    assert held(site) == NEW
    assert [path.name for path in project.iterdir()] == ["site"]


def test_the_first_site_needs_no_old_one(project):
    site = project / "public" / "site"
    begun(site, project).put_in_place()
    assert held(site) == NEW


@pytest.mark.skipif(
    sys.platform not in ("linux", "darwin"), reason="other systems have no such call"
)
def test_two_folders_take_each_others_place(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    assert exchange(one, other)
    assert (one / "other").exists() and (other / "one").exists()
    assert not exchange(one, tmp_path / "nowhere")
    assert (one / "other").exists()


def test_what_is_given_up_leaves_nothing(site, project):
    publication = begun(site, project)
    publication.give_up()
    publication.give_up()
    assert held(site) == OLD and [path.name for path in project.iterdir()] == ["site"]


def test_of_a_link_what_it_leads_to_is_replaced(site, project, tmp_path):
    link = tmp_path / "www"
    link.symlink_to(site, target_is_directory=True)
    begun(link, project).put_in_place()
    assert link.is_symlink() and held(site) == NEW


def test_what_is_hidden_stays_as_mkdocs_leaves_it(site, project):
    (site / ".nojekyll").write_text("")
    (site / ".well-known").mkdir()
    (site / ".well-known/proof.txt").write_text("kept")
    site.chmod(0o750)
    publication = begun(site, project)
    (publication.aside / ".nojekyll").write_text("built")
    publication.put_in_place()
    assert held(site) == NEW | {".nojekyll": "built", ".well-known/proof.txt": "kept"}
    assert site.stat().st_mode & 0o777 == 0o750


def test_a_second_build_stops_at_once_and_a_third_after_it_begins(site, project):
    first = begun(site, project)
    with pytest.raises(NotPublished, match=r"另一次构建正在写.*等它结束，再构建一次"):
        Publication(site).begin(project)
    assert (first.aside / "index.html").exists()
    first.put_in_place()
    third = begun(site, project)
    third.give_up()
    assert held(site) == NEW


KILLED = """
import os, pathlib, sys
sys.path.insert(0, sys.argv[1])
from disclosure.build import publish as publishing
from disclosure.build.manifest import write_manifest
from disclosure.open_data.provenance import NOWHERE
def die(*_): os._exit(9)
publication = publishing.Publication(pathlib.Path(sys.argv[2]))
moment = sys.argv[3]
if moment == "as it removes what another left":
    publishing.shutil.rmtree = die
publication.begin(publication.site.parent)
(publication.aside / "index.html").write_text("new")
write_manifest(publication.aside, NOWHERE)
if moment == "as it writes":
    die()
if moment == "between the two steps":
    publishing.exchange = lambda one, other: False
    whole = pathlib.Path.rename
    def rename(path, target):
        if path == publication.aside: die()
        return whole(path, target)
    pathlib.Path.rename = rename
if moment in ("before the swap", "after the swap"):
    exchange = publishing.exchange
    publishing.exchange = lambda *both: (moment == "after the swap" and exchange(*both), die())
publication.put_in_place()
"""


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("as it removes what another left", OLD),
        ("as it writes", OLD),
        ("before the swap", OLD),
        ("between the two steps", None),
        ("after the swap", NEW),
    ],
)
def test_killed_at_any_moment_it_leaves_a_whole_site_and_no_lock(site, project, moment, left):
    """Only between two steps, where the system has no single one, there is no site; the next build mends that first."""
    if moment == "as it removes what another left":
        (project / ".site.building").mkdir()
    command = [sys.executable, "-c", KILLED, HOOKS, site, moment]
    assert subprocess.run(command, check=False).returncode == 9
    if left is None:
        assert not site.exists()
    else:
        assert held(site) == left
    again = begun(site, project)
    assert held(site) == (left or OLD)
    again.put_in_place()
    assert held(site) == NEW
    assert [path.name for path in project.iterdir()] == ["site"]


def test_a_swap_that_is_refused_is_taken_back(site, project, monkeypatch):
    monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    publication = begun(site, project)
    whole = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == publication.aside:
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(path))
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(NotPublished, match=r"不在同一个文件系统里.*已经发布的网站没有改动"):
        publication.put_in_place()
    assert held(site) == OLD and [path.name for path in project.iterdir()] == ["site"]


def test_what_must_not_be_replaced_is_refused_before_a_build(project, tmp_path, monkeypatch):
    with pytest.raises(NotPublished, match=r"里有项目本身.*--site-dir"):
        Publication(tmp_path).begin(project)
    (project / "file").write_text("kept")
    with pytest.raises(NotPublished, match=r"是文件，不是文件夹.*--site-dir"):
        Publication(project / "file").begin(project)
    with pytest.raises(NotPublished, match=r"已经有一个同名的文件.*没有改动"):
        Publication(project / "file" / "site").begin(project)
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "site")
    with pytest.raises(NotPublished, match=r"是挂载点，不能整个换掉.*里面的一个文件夹"):
        Publication(project / "site").begin(project)
    assert held(project) == {"file": "kept"}


# Folders that must not become a site


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(project: Path) -> Path:
    for name in ("data/agency.yml", "docs/index.md", "hooks/a.py", ".github/x.yml", "mkdocs.yml"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(name)
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "a")
    for name in (".venv/lib/a.py", "node_modules/a/b.js", "notes/a.txt"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(name)
    (project / "link-to-data").symlink_to("data")
    (project / "empty").mkdir()
    return project


PROTECTED = [
    *(
        "data",
        "docs",
        "hooks",
        ".github",
        ".git",
        ".git/new",
        ".git/objects",
        "docs/new",
        "hooks/a/b",
    ),
    *("data/../data", "link-to-data", "link-to-data/new", ".venv", "node_modules", "notes", "."),
    *("..", "../..", "mkdocs.yml", "notes/../hooks", "data/agency.yml"),
]


@pytest.mark.parametrize("name", PROTECTED)
def test_folder_that_is_not_a_site_is_refused_and_left_as_it_was(repository, name):
    before = held(repository)
    with pytest.raises(NotPublished, match=r"--site-dir.*没有改动"):
        Publication(repository / name).begin(repository)
    assert held(repository) == before


@pytest.mark.parametrize("name", ["site", "empty", "new/deeper", ".public"])
def test_new_or_empty_folder_becomes_a_site(repository, name):
    begun(repository / name, repository).put_in_place()
    assert (repository / name / "index.html").read_text() == "new"


def test_checkout_with_nothing_but_hidden_files_becomes_a_site(repository):
    pages = repository / "gh-pages"
    pages.mkdir()
    git(pages, "init", "-q")
    begun(pages, repository).put_in_place()
    assert (pages / ".git/HEAD").is_file() and (pages / "index.html").is_file()


FOREIGN = [
    *("", "[]", "{}", "null", "not JSON", '{"commit": null}', '{"files": []}', "[" * 100_000),
    *(
        '{"commit": "", "files": {}}',
        '{"commit": "", "files": [1]}',
        '{"commit": "", "files": [{"path": 1}]}',
    ),
    '{"commit": "", "files": [{"path": "a", "sha256": "b"}]}',
]


@pytest.mark.parametrize("manifest", FOREIGN)
def test_build_json_of_another_program_does_not_make_a_folder_a_site(project, manifest):
    folder = project / "site"
    folder.mkdir()
    (folder / "build.json").write_text(manifest)
    (folder / "a.txt").write_text("kept")
    with pytest.raises(NotPublished, match=r"不是本站生成的内容（如“a.txt”）"):
        Publication(folder).begin(project)
    assert (folder / "a.txt").read_text() == "kept"


@pytest.mark.parametrize("name", ["mine.txt", "years/mine.txt", "photos/mine.jpg"])
def test_file_that_no_build_made_keeps_a_site_from_being_replaced(site, project, name):
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("mine")
    with pytest.raises(NotPublished, match=rf"不是本站生成的内容（如“{name}”）"):
        Publication(site).begin(project)
    assert (site / name).read_text() == "mine"


def test_manifest_of_another_site_does_not_make_a_folder_a_site(site, project):
    folder = project / "other"
    folder.mkdir()
    (folder / MANIFEST).write_bytes((site / MANIFEST).read_bytes())
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(NotPublished, match=r"mine\.txt"):
        Publication(folder).begin(project)


def test_compressed_copies_belong_to_the_site(site, project):
    for suffix in (".gz", ".br"):
        (site / f"years/index.html{suffix}").write_bytes(b"x")
    begun(site, project).put_in_place()
    assert held(site) == NEW


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_pipe_among_hidden_files_is_refused_before_the_build(site, project):
    (site / ".well-known").mkdir()
    os.mkfifo(site / ".well-known/pipe")
    with pytest.raises(NotPublished, match=r"pipe”不是普通的文件"):
        Publication(site).begin(project)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_pipe_in_an_old_site_is_refused_and_named(site, project):
    os.mkfifo(site / "pipe")
    with pytest.raises(NotPublished, match="如“pipe”"):
        Publication(site).begin(project)


def test_link_to_itself_is_refused(project):
    (project / "site").symlink_to("site")
    with pytest.raises(NotPublished, match=r"指向自己的链接|链接"):
        Publication(project / "site").begin(project)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_web_server_can_read_the_site_whatever_the_umask(project):
    old = os.umask(0o077)
    try:
        publication = begun(project / "site", project)
        (publication.aside / "years").mkdir()
        (publication.aside / "years/index.html").write_text("new")
        publication.put_in_place()
    finally:
        os.umask(old)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (project / "site").rglob("*")}
    assert modes == {"index.html": 0o644, "build.json": 0o644, "years": 0o755} | {
        "index.html": 0o644
    }
    assert (project / "site").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("number", MENDS)
def test_every_refusal_says_where_and_what_to_do(number):
    said = chinese_advice(OSError(number, os.strerror(number), "/srv/site"))
    assert said.startswith("“/srv/site”：") and "请" in said and not said.endswith("。")


def test_a_fault_of_the_program_is_no_refusal():
    assert chinese_advice(FileNotFoundError(errno.ENOENT, "No such file", "x")) == ""
    assert chinese_advice(ValueError("x")) == ""


def test_the_list_of_a_build_has_every_file_but_itself(tmp_path):
    origin = Origin(commit="3e1e6b7c90d2" + "0" * 28, changed=True)
    for name, text in {"b.txt": "b", "a/z.html": "年", "a-b.txt": "", "a/数据.csv": "1"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    write_manifest(tmp_path, origin)
    write_manifest(tmp_path, origin)
    said = json.loads((tmp_path / "build.json").read_text("utf-8"))
    assert list(said) == ["version", "commit", "changed", "committed_at", "files"]
    assert (said["commit"], said["changed"], said["committed_at"]) == (origin.commit, True, None)
    names = ["a-b.txt", "a/z.html", "a/数据.csv", "b.txt"]
    assert [file["path"] for file in said["files"]] == names
    for file in said["files"]:
        content = (tmp_path / file["path"]).read_bytes()
        assert file["size"] == len(content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()


def test_where_nobody_knows_a_commit_the_list_says_so(tmp_path):
    assert json.loads(manifest_json(tmp_path, NOWHERE)) == {
        "version": __version__,
        "commit": None,
        "changed": None,
        "committed_at": None,
        "files": [],
    }
