"""What an editor typed, a folder, a year file or a Git revision → a data folder on disk, to be read like any other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory


class NoSuchRevision(Exception):
    """The word stands for no data folder; `reason` says why, in the editor's words."""

    def __init__(self, word: str, reason: str) -> None:
        super().__init__(f"读不出“{word}”：{reason}")
        self.word, self.reason = word, reason


@contextmanager
def data_folder(word: str, root: Path, data: Path) -> Iterator[Path]:
    """The data folder that `word` stands for; a temporary one is gone afterwards. Raises NoSuchRevision.

    A folder is a data folder (it has `years/`), or a project with one in it. A `.yml` file is a year file: whatever its
    own name, it takes the place of the file of the year it states in a copy of `data`, so that two drafts of one year
    are compared with each other. All else is a Git revision of the repository that `data` is in, or else `root`.
    """
    if not word.strip():  # a variable that a script left unset is not “here”
        raise NoSuchRevision(word, "没有写要比较哪一个")
    if found := folder_of(Path(word), root, data):
        yield found
        return
    with TemporaryDirectory(prefix="desk-") as aside:
        made = Path(aside) / data.name  # messages name `data/years/2022.yml`
        if Path(word).suffix == ".yml" and is_there(Path(word)):
            put_year(Path(word), data, made)
        else:
            Git(word).unpack(root, data, made)
        yield made


def folder_of(path: Path, root: Path, data: Path) -> Path | None:
    """`data` may lie deeper in the project than at its top."""
    whole, top = data.resolve(), root.resolve()
    inside = whole.relative_to(top) if whole.is_relative_to(top) else whole.name
    folders = (path, path / inside, path / "data")
    return next((folder.resolve() for folder in folders if is_there(folder / "years")), None)


def is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # longer than a file name may be
        return False


def put_year(path: Path, data: Path, made: Path) -> None:
    if not path.is_file():
        raise NoSuchRevision(str(path), "不是文件")
    stated = YEAR.search(path.read_text("utf-8-sig", errors="replace"))
    year = stated[1] if stated else path.stem
    if not year.isdecimal():
        raise NoSuchRevision(str(path), "文件里没有“year: 年份”这一行，不像年度文件")
    with_year(year, path.read_bytes(), data, made)


def with_year(year: str, content: bytes, data: Path, made: Path) -> None:
    """A copy of a data folder with another file for one year."""
    shutil.copytree(data, made, ignore=odd_ones)
    (made / "years").mkdir(exist_ok=True)
    (made / "years" / f"{year}.yml").write_bytes(content)


def odd_ones(folder: str, names: list[str]) -> set[str]:
    """What is neither a file nor a folder: a pipe, a device, a link to nothing."""
    paths = {name: Path(folder, name) for name in names}
    return {name for name, path in paths.items() if not path.is_file() and not path.is_dir()}


class Git:
    """Reads one revision. No file of the repository is changed, and no filter or hook of its own is run."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.program = shutil.which("git")

    def unpack(self, root: Path, data: Path, made: Path) -> None:
        folder, inside = self.where(root, data)
        files = dict(self.files(folder, self.commit(folder), inside))
        if not any(path.startswith("years/") for path in files):
            raise self.refused(f"这个版本里没有 {inside}years 文件夹")
        if sum(size for _, size in files.values()) > MOST_BYTES:
            raise self.refused(f"这个版本的数据文件合计超过 {MOST_BYTES} 字节")
        contents = self.contents(folder, [blob for blob, _ in files.values()])
        for path, content in zip(files, contents, strict=True):
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(content)

    def where(self, root: Path, data: Path) -> tuple[Path, str]:
        """A folder of the repository, and where the data folder is in it: `data/`; empty at its top."""
        for folder, below in ((data, ""), (root, f"{data.name}/")):
            ran = self.run(folder, "rev-parse", "--show-prefix")
            if not ran.returncode:
                return folder, os.fsdecode(ran.stdout.rstrip(b"\r\n")) + below
        if b"not a git repository" in ran.stderr:
            raise self.refused("没有这个文件夹或年度文件，这里也不是 Git 仓库，读不了版本")
        raise self.refused(f"Git 不肯读这里的仓库：{ran.stderr.decode(errors='replace').strip()}")

    def commit(self, folder: Path) -> str:
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.word}^{{commit}}")
        found = self.run(folder, *asked)
        if not found.returncode:  # of `a..b` it writes the one end before it refuses
            return found.stdout.decode().strip()
        shallow = self.run(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        raise self.refused(NOT_FOUND + (SHALLOW if shallow else ""))

    def files(
        self, folder: Path, commit: str, inside: str
    ) -> Iterator[tuple[str, tuple[str, int]]]:
        """Path in the data folder → (blob, size) of each regular file that could be one of ours."""
        listed = self.run(folder, "ls-tree", "-rlz", "--full-tree", commit, "--", inside or ".")
        for line in os.fsdecode(listed.stdout).split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, _, blob, size = facts.split()
            path = path.removeprefix(inside)
            if mode in REGULAR and OURS.fullmatch(path):
                yield path, (blob, int(size))

    def contents(self, folder: Path, blobs: list[str]) -> Iterator[bytes]:
        """As they were committed: `git archive` would let the revision's own attributes change them."""
        given = "".join(f"{blob}\n" for blob in blobs).encode()
        told = BytesIO(self.run(folder, "cat-file", "--batch", given=given).stdout)
        for _ in blobs:
            head = told.readline().split()
            if head[1:2] != [b"blob"]:
                raise self.refused("仓库不完整，取不到这个版本的文件")
            yield told.read(int(head[2]))
            told.read(1)

    def run(
        self, folder: Path, *words: str, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        if not self.program:
            raise self.refused("没有这个文件夹或年度文件；这台电脑上没有 Git，读不了版本")
        command, kept = [self.program, "-C", str(folder), *words], os.environ.items()
        environment = {name: value for name, value in kept if name not in ELSEWHERE} | QUIET
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
MOST_BYTES = 50_000_000
REGULAR = ("100644", "100755")
OURS = re.compile(r"""([a-z]+/)?[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]{0,80}\.yml""")
"""`agency.yml`, `years/2022.yml`: a name that any file system takes, at most one folder down."""
ELSEWHERE = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_SHALLOW_FILE"),
}
"""What a hook sets, and would have Git look into another repository than the folder's."""
QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
