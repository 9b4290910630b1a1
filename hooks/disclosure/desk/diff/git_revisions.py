"""A folder, a year file or a Git revision, as an editor typed it → a project on disk, to be read like any other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.open_data.provenance import PARTS
from disclosure.problems.problem import Refusal


class NoSuchRevision(Refusal):
    """The word stands for no project and no data folder; `reason` says why, in the editor's words."""

    def __init__(self, word: str, reason: str) -> None:
        super().__init__(f"读不出“{word}”：{reason}")
        self.word, self.reason = word, reason


@dataclass(frozen=True, slots=True)
class Project:
    """Where one state of the project is on disk."""

    root: Path
    """Holds `mkdocs.yml`, `docs/`, `overrides/` and the program, those of them that this state has."""
    data: Path
    """The data folder; an empty one where this state has none."""
    has_data: bool = True


@contextmanager
def project_at(word: str, root: Path, data: Path) -> Iterator[Project]:
    """The project that `word` stands for; a temporary copy is gone afterwards. Raises NoSuchRevision.

    A folder is a project with a data folder in it, or a data folder, whose pages are then those of `root`. A `.yml`
    file is a year file: whatever its own name, it takes the place of the file of the year it states in a copy of
    `data`, so that two drafts of one year are compared with each other. All else is a Git revision of the repository
    that `data` is in, or else `root`. Nothing of a revision is ever run.
    """
    if not word.strip():  # a variable that a script left unset is not “here”
        raise NoSuchRevision(word, "没有写要比较哪一个")
    if found := folder_at(Path(word), root, data):
        yield found
        return
    with TemporaryDirectory(prefix="desk-") as aside:
        if Path(word).suffix == ".yml" and exists(Path(word)):
            made = copy_with_draft(Path(word), data, Path(aside))
            yield Project(root, made.parents[1])
        else:
            yield GitRevision(word).unpack(root, data, Path(aside))


def folder_at(path: Path, root: Path, data: Path) -> Project | None:
    """`data` may lie deeper in the project than at its top."""
    whole, top = data.resolve(), root.resolve()
    inside = whole.relative_to(top) if whole.is_relative_to(top) else whole.name
    for folder in (path, path / inside, path / "data"):
        if exists(folder / "years") or exists(folder / "agency.yml"):
            of_project = folder != path and exists(path / "mkdocs.yml")
            return Project(path.resolve() if of_project else root, folder.resolve())
    return None


def exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # longer than a file name may be
        return False


def copy_with_draft(draft: Path, data: Path, aside: Path) -> Path:
    """A draft in a copy of a data folder, in place of the file of the year it states. Raises NoSuchRevision."""
    if not draft.is_file():
        raise NoSuchRevision(str(draft), "不是文件")
    stated = YEAR.search(draft.read_text("utf-8-sig", errors="replace"))
    year = stated[1] if stated else draft.stem
    if not year.isdecimal():
        raise NoSuchRevision(str(draft), "文件里没有“year: 年份”这一行，不像年度文件")
    return copy_with_year(year, draft.read_bytes(), data, aside)


def copy_with_year(year: str, content: bytes, data: Path, aside: Path) -> Path:
    """A year's file in a copy of a data folder, which has the folder's name: messages begin with it."""
    path = aside / data.name / "years" / f"{year}.yml"
    shutil.copytree(data, aside / data.name, ignore=special_files)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def special_files(folder: str, names: list[str]) -> set[str]:
    """What is neither a file nor a folder: a pipe, a device, a link to nothing."""
    paths = {name: Path(folder, name) for name in names}
    return {name for name, path in paths.items() if not path.is_file() and not path.is_dir()}


class GitRevision:
    """Reads one revision. No file of the repository is changed, and no filter or hook of its own is run."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.program = shutil.which("git")

    def unpack(self, root: Path, data: Path, aside: Path) -> Project:
        """The data folder of the revision; and the rest of the project, where `root` is in the same repository."""
        folder, inside = self.locate(root, data)
        commit = self.commit(folder)
        found = dict(self.files(folder, commit, inside, DATA_FILE))
        made = aside / "data" / data.name  # messages name `data/years/2022.yml`
        (made / "years").mkdir(parents=True)
        wanted = {made / path: blob for path, blob in found.items()}
        beside = self.prefix(root) if self.top(root) == self.top(folder) else None
        if beside is not None:
            (aside / "project").mkdir()
            others = dict(self.files(folder, commit, beside, SITE_FILE))
            wanted |= {aside / "project" / path: blob for path, blob in others.items()}
        self.write(folder, wanted)
        return Project(root if beside is None else aside / "project", made, bool(found))

    def write(self, folder: Path, wanted: dict[Path, tuple[str, int]]) -> None:
        """`wanted` are path → (blob, size)."""
        if sum(size for _, size in wanted.values()) > MOST_BYTES:
            raise self.refused(f"这个版本的文件合计超过 {MOST_BYTES} 字节")
        if len(wanted) > MOST_FILES:
            raise self.refused(f"这个版本的文件超过 {MOST_FILES} 个")
        contents = self.contents(folder, [blob for blob, _ in wanted.values()])
        for path, content in zip(wanted, contents, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def prefix(self, folder: Path) -> str | None:
        """Where a folder is in its repository: `site/`; empty at its top, None in no repository."""
        ran = self.run(folder, "rev-parse", "--show-prefix")
        return None if ran.returncode else os.fsdecode(ran.stdout.rstrip(b"\r\n"))

    def top(self, folder: Path) -> bytes:
        return self.run(folder, "rev-parse", "--show-toplevel").stdout

    def locate(self, root: Path, data: Path) -> tuple[Path, str]:
        """A folder of the repository, and where the data folder is in it: `data/`; empty at its top."""
        for folder, below in ((data, ""), (root, f"{data.name}/")):
            ran = self.run(folder, "rev-parse", "--show-prefix")
            if not ran.returncode:
                return folder, os.fsdecode(ran.stdout.rstrip(b"\r\n")) + below
        if b"not a git repository" in ran.stderr:
            raise self.refused("没有这个文件夹或年度文件，这里也不是 Git 仓库，读不了版本")
        raise self.refused(f"Git 不肯读这里的仓库：{ran.stderr.decode(errors='replace').strip()}")

    def commit(self, folder: Path) -> str:
        found = self.resolved(folder, self.word)
        if found:  # of `a..b` Git writes the one end before it refuses
            return found
        first = FIRST_PARENT.fullmatch(self.word)
        start = self.resolved(folder, first[1]) if first else ""
        if self.run(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            raise self.refused(NOT_FOUND + SHALLOW)
        if start:
            raise self.refused(f"“{start[:12]}”之前没有这样一个提交，历史到这里为止")
        if not self.resolved(folder, "HEAD"):
            raise self.refused("不是文件夹，也不是年度文件；这里的 Git 仓库还没有提交过")
        raise self.refused(NOT_FOUND)

    def resolved(self, folder: Path, word: str) -> str:
        """The commit's own number; empty where there is none."""
        arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{word}^{{commit}}")
        found = self.run(folder, *arguments)
        return "" if found.returncode else found.stdout.decode().strip()

    def files(
        self, folder: Path, commit: str, inside: str, kept: re.Pattern[str]
    ) -> Iterator[tuple[str, tuple[str, int]]]:
        """Path within `inside` → (blob, size) of each regular file whose path is as `kept` has it."""
        listed = self.run(folder, "ls-tree", "-rlz", "--full-tree", commit, "--", inside or ".")
        for line in os.fsdecode(listed.stdout).split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, _, blob, size = facts.split()
            path = path.removeprefix(inside)
            if mode in REGULAR_FILE_MODES and kept.fullmatch(path):
                yield path, (blob, int(size))

    def contents(self, folder: Path, blobs: list[str]) -> Iterator[bytes]:
        """As they were committed: `git archive` would let the revision's own attributes change them."""
        given = "".join(f"{blob}\n" for blob in blobs).encode()
        output = BytesIO(self.run(folder, "cat-file", "--batch", given=given).stdout)
        for _ in blobs:
            head = output.readline().split()
            if head[1:2] != [b"blob"]:
                raise self.refused("仓库不完整，取不到这个版本的文件")
            yield output.read(int(head[2]))
            output.read(1)

    def run(
        self, folder: Path, *words: str, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        if not self.program:
            raise self.refused("没有这个文件夹或年度文件；这台电脑上没有 Git，读不了版本")
        command = [self.program, "-C", str(folder), *words]
        kept = {name: os.environ[name] for name in os.environ.keys() - LOCATION_VARIABLES}
        environment = kept | SAFE_ENVIRONMENT
        try:
            return subprocess.run(
                command, input=given, capture_output=True, env=environment, timeout=60, check=False
            )
        except subprocess.TimeoutExpired:
            raise self.refused("Git 一分钟没有答复") from None

    def refused(self, reason: str) -> NoSuchRevision:
        return NoSuchRevision(self.word, reason)


YEAR = re.compile(r"""^year:[ \t]*["']?([0-9]{4})\b""", re.MULTILINE)
NOT_FOUND = "不是数据文件夹（里面要有 years），不是年度文件（.yml），也不是 Git 的分支、标签或提交"
SHALLOW = "；这份仓库只取了最近的提交，要先取全（git fetch --unshallow；GitHub Actions 里写 fetch-depth: 0）"
FIRST_PARENT = re.compile(r"(.+?)(?:[~^][0-9]*)+")
"""`HEAD^1`, `main~2`: an ancestor of what stands before it."""
MOST_BYTES = 200_000_000
MOST_FILES = 20_000
REGULAR_FILE_MODES = ("100644", "100755")
NAME = r"""[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]{0,80}"""
"""One that any file system takes, and that is not hidden."""
DATA_FILE = re.compile(rf"([a-z]+/)?{NAME}\.yml")
"""`agency.yml`, `years/2022.yml`: at most one folder down."""
SITE_FILE = re.compile(
    "|".join(rf"{re.escape(part)}(/{NAME}){{0,9}}" for part in PARTS if part != "data")
)
"""What a site is made from besides the data: `mkdocs.yml`, `docs/about/method.md`."""
LOCATION_VARIABLES = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_SHALLOW_FILE"),
}
"""What a hook sets, and would have Git look into another repository than the folder's."""
SAFE_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
