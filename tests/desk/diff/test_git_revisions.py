"""What an editor may type where a command wants a revision: folders, year files, and what Git knows."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import made_up
from disclosure.desk.diff import git_revisions
from disclosure.desk.diff.git_revisions import NoSuchRevision, project_at
from disclosure.ledger.load import load_ledger
from git_commits import committed, git

pytestmark = pytest.mark.builds

PUBLISHED = "decisions.published"


def printing(text: str) -> made_up.Change:
    def change(year: int, file: made_up.File) -> None:
        file["figures"]["一（一）6"][PUBLISHED] = text
        file["printed_so"] = {"decisions.kinds": "虚构"}

    return change


def published(folder: Path, year: int = 2022) -> str:
    return load_ledger(folder).disclosure.years[year].entries[PUBLISHED].figure.printed


@contextmanager
def data_folder(word: str, root: Path, data: Path) -> Iterator[Path]:
    with project_at(word, root, data) as found:
        yield found.data


def refused(word: str, root: Path, data: Path) -> str:
    with pytest.raises(NoSuchRevision) as caught, data_folder(word, root, data):
        pass
    assert caught.value.word == word
    return caught.value.reason


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of three commits: no data yet, `1001件`, and `1002件`, which is `main`."""
    root = tmp_path / "project"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    (root / "README.md").write_text("made up")
    committed(root)
    for text in ("1001件", "1002件"):
        made_up.write(root / "data", [2022], change=printing(text))
        committed(root)
    made_up.write(root / "data", [2022], change=printing("1003件"))  # not committed
    return root


@pytest.mark.parametrize(
    ("word", "text"), [("main", "1002件"), ("HEAD", "1002件"), ("HEAD~1", "1001件")]
)
def test_a_revision_is_the_data_as_committed(project, word, text):
    with data_folder(word, project, project / "data") as folder:
        assert folder.name == "data"  # what messages call it
        assert published(folder) == text
    assert not folder.exists()
    assert published(project / "data") == "1003件"


def test_a_commit_by_its_number_and_a_tag(project):
    git(project, "tag", "--annotate", "--message", "made up", "2022年", "HEAD~1")
    for word in ("2022年", git(project, "rev-parse", "--short", "HEAD~1")):
        with data_folder(word, project, project / "data") as folder:
            assert published(folder) == "1001件"


def test_reading_a_revision_changes_no_file_of_the_repository(project):
    before = {path: path.stat().st_mtime_ns for path in (project / ".git").rglob("*")}
    with data_folder("main", project, project / "data"):
        pass
    assert {path: path.stat().st_mtime_ns for path in (project / ".git").rglob("*")} == before


@pytest.mark.parametrize("where", ["site/content", "."])
def test_data_folder_anywhere_in_the_repository_is_found(tmp_path, where):
    data = made_up.write(tmp_path / where / "data", [2022], change=printing("1001件"))
    git(tmp_path, "init", "--quiet")
    committed(tmp_path)
    made_up.write(data, [2022], change=printing("1002件"))
    for root in {tmp_path, data.parent}:
        with data_folder("HEAD", root, data) as folder:
            assert published(folder) == "1001件"


def test_the_data_folder_is_a_repository_of_its_own(project, tmp_path):
    data = made_up.write(tmp_path / "data", [2022], change=printing("2001件"))
    git(data, "init", "--quiet")
    committed(data)
    with data_folder("HEAD", project, data) as folder:
        assert published(folder) == "2001件"


def test_data_outside_any_repository_is_compared_with_the_projects(project, tmp_path):
    data = made_up.write(tmp_path / "elsewhere/data", [2022])
    with data_folder("HEAD", project, data) as folder:
        assert published(folder) == "1002件"


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"])
def test_git_variables_of_a_hook_are_ignored(project, tmp_path, monkeypatch, variable):
    monkeypatch.setenv(variable, str(tmp_path / "another"))
    with data_folder("HEAD", project, project / "data") as folder:
        assert published(folder) == "1002件"


def test_symlinks_of_a_revision_are_ignored(project, tmp_path):
    secret = tmp_path / "secret.yml"
    secret.write_text("secret")
    (project / "data/years/2023.yml").symlink_to(secret)
    (project / "data/linked").symlink_to(tmp_path)
    committed(project)
    with data_folder("HEAD", project, project / "data") as folder:
        assert [path.name for path in (folder / "years").iterdir()] == ["2022.yml"]
        assert not (folder / "linked").exists()
        assert not any(path.is_symlink() for path in folder.rglob("*"))


def test_symlinked_data_folder_of_a_revision_is_ignored(project, tmp_path):
    git(project, "rm", "-r", "--quiet", "--force", "data")
    (project / "data").symlink_to(made_up.write(tmp_path / "data", [2022]))
    committed(project)
    with project_at("HEAD", project, project / "data") as found:
        assert not found.has_data
        assert [*found.data.rglob("*.yml")] == []


def test_path_outside_the_project_is_ignored(project, tmp_path):
    """Git refuses to make such a tree, not to read one that somebody else made."""
    blob = git(project, "rev-parse", "HEAD:data/agency.yml")
    names = sorted([b"..", b"a\\..\\..\\b.yml", b".hidden.yml", b"c:d.yml", "年.yml".encode()])
    tree = b"".join(b"100644 " + name + b"\0" + bytes.fromhex(blob) for name in names)
    years = raw_tree(project, tree)
    data = raw_tree(project, b"40000 years\0" + bytes.fromhex(years))
    root = raw_tree(project, b"40000 data\0" + bytes.fromhex(data))
    commit = git(project, "commit-tree", root, "-m", "made up")
    with data_folder(commit, project, project / "data") as folder:
        assert [path.name for path in folder.parent.rglob("*.yml")] == ["年.yml"]


def raw_tree(folder: Path, tree: bytes) -> str:
    command = ["git", "-C", folder, "hash-object", "-t", "tree", "-w", "--stdin", "--literally"]
    return (
        subprocess.run(command, input=tree, check=True, capture_output=True).stdout.decode().strip()
    )


def test_attributes_of_the_revision_change_nothing(project):
    (project / ".gitattributes").write_text("data/** export-ignore\n*.yml ident eol=crlf\n")
    committed(project)
    with data_folder("HEAD", project, project / "data") as folder:
        assert published(folder) == "1003件"
        assert b"\r" not in (folder / "years/2022.yml").read_bytes()


@pytest.mark.parametrize(
    ("limit", "most", "reason"),
    [("MOST_BYTES", 1000, "超过 1000 字节"), ("MOST_FILES", 3, "超过 3 个")],
)
def test_revision_over_the_limits_is_refused(project, monkeypatch, limit, most, reason):
    monkeypatch.setattr(git_revisions, limit, most)
    assert reason in refused("HEAD", project, project / "data")


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("HEAD~3", "之前没有这样一个提交"),
        ("HEAD^2", "之前没有这样一个提交"),
        ("没有这个", "也不是 Git 的分支、标签或提交"),
        ("-x", "也不是 Git"),
        ("--all", "也不是 Git"),
        ("--output=x", "也不是 Git"),
        ("HEAD..main", "也不是 Git"),
        ("HEAD:data", "也不是 Git"),  # a tree, of which nobody knows when it was
        ("README.md", "也不是 Git"),
        ("x" * 5000, "也不是 Git"),
        (" ", "没有写"),
        ("", "没有写"),
    ],
)
def test_unknown_revision_is_refused_with_what_it_could_be(project, monkeypatch, word, reason):
    monkeypatch.chdir(project)
    assert reason in refused(word, project, project / "data")
    assert sorted(path.name for path in project.iterdir()) == [".git", "README.md", "data"]


def test_a_shallow_clone_says_how_to_get_the_rest(project, tmp_path):
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", project.as_uri(), str(shallow))
    assert "fetch-depth: 0" in refused("HEAD~1", shallow, shallow / "data")
    assert "fetch-depth" not in refused("没有这个", project, project / "data")


def test_no_git_repository(tmp_path, monkeypatch):
    data = made_up.write(tmp_path / "data", [2022])
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "不是 Git 仓库" in refused("HEAD", tmp_path, data)


def test_git_is_not_installed(project, monkeypatch):
    monkeypatch.setattr(git_revisions.shutil, "which", lambda name: None)
    assert "没有 Git" in refused("HEAD", project, project / "data")
    with data_folder(str(project), project, project / "data"):
        pass  # needs none


def test_git_that_times_out_is_reported(project, monkeypatch):
    def late(command, **_):
        raise subprocess.TimeoutExpired(command, 60)

    monkeypatch.setattr(git_revisions.subprocess, "run", late)
    assert "没有答复" in refused("HEAD", project, project / "data")


def test_folders_are_read_without_a_copy(project, tmp_path, monkeypatch):
    other = made_up.write(tmp_path / "other/content/data", [2022])
    for word in (".", "data", str(project), str(project / "data")):
        monkeypatch.chdir(project)
        with data_folder(word, project, project / "data") as folder:
            assert folder == project / "data"
    with data_folder(
        str(tmp_path / "other"), tmp_path / "x", tmp_path / "x/content/data"
    ) as folder:
        assert folder == other
    assert other.exists()


def test_data_folder_takes_precedence_over_a_branch_of_its_name(project, monkeypatch):
    monkeypatch.chdir(project)
    (project / "draft").mkdir()
    git(project, "branch", "draft", "HEAD~1")
    git(project, "branch", "data", "HEAD~1")
    with data_folder("data", project, project / "data") as folder:
        assert folder == project / "data"
    with data_folder("draft", project, project / "data") as folder:
        assert published(folder) == "1001件"


def test_draft_replaces_the_year_it_states(project, tmp_path):
    source = (project / "data/years/2022.yml").read_text("utf-8")
    draft = tmp_path / "draft.yml"
    draft.write_text("\ufeff" + source.replace("1003件", "3001件"), "utf-8")
    with data_folder(str(draft), project, project / "data") as folder:
        assert (folder.name, published(folder)) == ("data", "3001件")
        assert [path.name for path in (folder / "years").iterdir()] == ["2022.yml"]
    assert not folder.exists()
    assert published(project / "data") == "1003件"


def test_draft_of_another_year_is_added(project, tmp_path):
    made_up.write(tmp_path / "made", [2023])
    draft = (tmp_path / "made/years/2023.yml").rename(tmp_path / "next.yml")
    with data_folder(str(draft), project, project / "data") as folder:
        found = sorted(path.name for path in (folder / "years").iterdir())
        assert found == ["2022.yml", "2023.yml"]


def test_broken_draft_takes_the_year_of_its_name(project, tmp_path):
    broken = tmp_path / "2022.yml"
    broken.write_text("年份 2022", "utf-8")
    with data_folder(str(broken), project, project / "data") as folder:
        assert (folder / "years/2022.yml").read_text("utf-8") == "年份 2022"


def test_file_without_a_year_is_refused_as_a_draft(project):
    topic = project / "data/topics/push.yml"
    assert "不像年度文件" in refused(str(topic), project, project / "data")


# The project around the data


def site_files(root: Path, mark: str) -> None:
    """Pages, settings, a template and a program that leaves a trace if it is run."""
    for name in ("docs/about/method.md", "docs/.hidden.md", "overrides/main.html", "mkdocs.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(mark)
    (root / "hooks").mkdir(exist_ok=True)
    (root / "hooks/mkdocs_hooks.py").write_text(f"open({str(root / 'ran')!r}, 'w')  # {mark}")


def test_a_revision_has_its_own_pages_settings_and_program(project):
    site_files(project, "old")
    committed(project)
    site_files(project, "new")
    with project_at("HEAD", project, project / "data") as found:
        held = sorted(path for path in found.root.rglob("*") if path.is_file())
        assert [path.relative_to(found.root).as_posix() for path in held] == [
            "docs/about/method.md",
            "hooks/mkdocs_hooks.py",
            "mkdocs.yml",
            "overrides/main.html",
        ]
        assert all("old" in path.read_text() for path in held)
    assert not (project / "ran").exists()


def test_a_project_that_lies_deeper_in_its_repository(tmp_path):
    root = tmp_path / "sites/water"
    data = made_up.write(root / "data", [2022])
    site_files(root, "old")
    (tmp_path / "mkdocs.yml").write_text("another site's")
    git(tmp_path, "init", "--quiet")
    committed(tmp_path)
    with project_at("HEAD", root, data) as found:
        assert (found.root / "mkdocs.yml").read_text() == "old"
        assert found.has_data


def test_current_pages_are_used_where_only_data_has_a_repository(project, tmp_path):
    data = made_up.write(tmp_path / "data", [2022])
    git(data, "init", "--quiet")
    committed(data)
    with project_at("HEAD", project, data) as found:
        assert found.root == project
        assert found.has_data


@pytest.mark.parametrize("word", ["draft.yml", "data", "copy/data"])
def test_year_file_and_data_folder_use_the_current_pages(project, monkeypatch, word):
    made_up.write(project / "copy/data", [2022])
    (project / "draft.yml").write_bytes((project / "data/years/2022.yml").read_bytes())
    monkeypatch.chdir(project)
    with project_at(word, project, project / "data") as found:
        assert found.root == project


def test_a_folder_with_settings_and_data_is_a_project_of_its_own(project, tmp_path):
    other = tmp_path / "other"
    made_up.write(other / "data", [2022])
    with project_at(str(other), project, project / "data") as found:
        assert (found.root, found.data) == (project, other / "data")
    (other / "mkdocs.yml").write_text("site_name: x")
    with project_at(str(other), project, project / "data") as found:
        assert (found.root, found.data) == (other, other / "data")


def test_a_revision_without_data_is_an_empty_side(project):
    with project_at("HEAD~2", project, project / "data") as found:
        assert not found.has_data
        assert found.data.name == "data"


def test_a_revision_without_years_has_data(project):
    (project / "data/years/2022.yml").unlink()
    committed(project)
    with project_at("HEAD", project, project / "data") as found:
        assert found.has_data
        assert [*(found.data / "years").iterdir()] == []


def test_a_folder_without_years_is_a_data_folder(project, tmp_path):
    data = made_up.write(tmp_path / "data", [])
    (data / "years").rmdir()
    with data_folder(str(data), project, project / "data") as folder:
        assert folder == data


def test_a_repository_without_commits_says_so(tmp_path):
    data = made_up.write(tmp_path / "data", [2022])
    git(tmp_path, "init", "--quiet")
    for word in ("HEAD", "HEAD^1"):
        assert "还没有提交过" in refused(word, tmp_path, data)
