"""Builds that go wrong, for real: readers keep the site they had, byte for byte; whoever ran one is told what to do."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

import real
from built import ROOT, mkdocs
from disclosure.build.manifest import file_entries
from serving_live import copied
from thorough import examples

pytestmark = [
    pytest.mark.builds,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are POSIX'"),
]
NEWER = "f" * 40
"""Another commit than the published site's, so that every page of its build differs."""
UNCHANGED = "已经发布的网站没有改动"
SMALL = 200_000
"""Bytes: more than any page or data file has, less than the chart library."""


@pytest.fixture
def published(site: Path, tmp_path: Path) -> Path:
    """A site that readers see, in a folder that holds nothing else."""
    folder = tmp_path / "www"
    folder.mkdir()
    return Path(shutil.copytree(site, folder / "site"))


@pytest.fixture
def unharmed(published: Path) -> Iterator[Callable[[], bool]]:
    before = file_entries(published), (published / "build.json").read_bytes()
    return lambda: before == (file_entries(published), (published / "build.json").read_bytes())


def environment() -> dict[str, str]:
    given = {"DISCLOSURE_DATA": str(real.data()), "SOURCE_COMMIT": NEWER}
    return os.environ | {"NO_MKDOCS_2_WARNING": "1"} | given


def command(target: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", *options, "--site-dir", str(target)]


def build(target: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """What is said, besides the words of a build that goes well."""
    words = [*before, *command(target, "--quiet")]
    return subprocess.run(
        words, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )


def started(target: Path, files: int) -> subprocess.Popen[str]:
    """A build under way, which has written so many files or a few more."""
    words = command(target, "--quiet")
    running = subprocess.Popen(
        words, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True
    )
    aside = target.with_name(f".{target.name}.building")
    while running.poll() is None:
        if aside.is_dir() and sum(path.is_file() for path in aside.rglob("*")) >= files:
            return running
        time.sleep(0.001)
    raise AssertionError(f"it ended too soon: {running.communicate()}")


def refused(said: subprocess.CompletedProcess[str], *words: str) -> None:
    assert said.returncode == 1
    assert all(word in said.stderr for word in words), said.stderr
    assert "Traceback" not in said.stderr


def whole(target: Path) -> None:
    """The newer build, all of it, and nothing beside it."""
    said = json.loads((target / "build.json").read_text("utf-8"))
    assert (said["commit"], said["files"]) == (NEWER, file_entries(target))
    assert [path.name for path in target.parent.iterdir()] == [target.name]


# Killed


@pytest.mark.parametrize("files", [0, 1, 12])
def test_killed_in_the_middle_it_changes_nothing_and_the_next_build_is_whole(
    published, unharmed, files
):
    running = started(published, files)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert unharmed()
    assert (published.parent / ".site.building").is_dir()
    said = build(published)
    assert (said.returncode, said.stderr) == (0, "")
    whole(published)


def test_killed_at_any_moment_readers_have_one_whole_site(published, unharmed):
    """Before, during and after the swap: the folder is the old site or the new one, by its own list of files."""
    moments = examples(8, 60)
    draw, started_at = Random(30), time.monotonic()
    assert build(published.with_name("other")).returncode == 0
    longest = time.monotonic() - started_at
    shutil.rmtree(published.with_name("other"))
    for moment in range(moments):
        running = subprocess.Popen(
            command(published, "--quiet"), cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL
        )
        time.sleep(1.1 * longest * (moment + draw.random()) / moments)
        running.kill()
        running.wait()
        manifest = json.loads((published / "build.json").read_text("utf-8"))
        assert manifest["files"] == file_entries(published)
        assert manifest["commit"] == NEWER or unharmed()
    assert build(published).returncode == 0
    whole(published)


def test_interrupted_by_its_user_it_cleans_up(published, unharmed):
    running = started(published, 1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 1 and "Traceback" not in said
    assert unharmed() and [path.name for path in published.parent.iterdir()] == ["site"]


def test_two_at_once_are_one_and_a_clear_word(published, unharmed):
    first = started(published, 1)
    first.send_signal(signal.SIGSTOP)
    try:
        refused(build(published), "另一次构建正在写", str(published), "等它结束，再构建一次")
        assert unharmed()
    finally:
        first.send_signal(signal.SIGCONT)
    _, said = first.communicate()
    assert (first.returncode, said) == (0, "")
    whole(published)


# Odd names


NAMES = ("a b", "a'b\"c", "甲 乙", "a\nb", "$(x) ;&", "-x", "%41#?")
ODD = ["/".join(NAMES)]
"""One folder within the other, for one build."""


@pytest.mark.parametrize("name", examples(ODD, [*ODD, *NAMES]), ids=repr)
def test_project_and_site_in_folders_of_any_name(tmp_path, name):
    project = copied(tmp_path / name)
    target = tmp_path / name / f"{name} site"
    said = subprocess.run(
        command(target, "--strict", "--quiet"),
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")
    manifest = json.loads((target / "build.json").read_text("utf-8"))
    assert manifest["files"] == file_entries(target)


# Refused by the system


def test_a_file_larger_than_allowed_changes_nothing(published, unharmed):
    limited = ("sh", "-c", f'ulimit -f {SMALL // 512} && exec "$@"', "sh")
    refused(build(published, *limited), "没有发布", "ulimit -f unlimited", UNCHANGED)
    assert unharmed() and [path.name for path in published.parent.iterdir()] == ["site"]


SMALL_DISK = """
disk=$1 old=$2 kept=$3 limit=$4; shift 4
mount -t tmpfs -o "$limit" none "$disk" && cp -r "$old" "$disk/site" || exit 77
"$@"; ended=$?
cp -r "$disk" "$kept"
exit $ended
"""


@pytest.mark.parametrize("what", ["size", "nr_inodes"])
def test_a_full_disk_changes_nothing(published, unharmed, tmp_path, what):
    """A disk that nobody else sees, on which the site is and a second one has too many bytes, or too many files."""
    pages = sum(-(-path.stat().st_size // 4096) for path in published.rglob("*") if path.is_file())
    files = sum(1 for _ in published.rglob("*"))
    limit = f"size={6 * pages}k" if what == "size" else f"nr_inodes={files + files // 2}"
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    disk.mkdir()
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    alone = ("unshare", *user, "--mount", "sh", "-c", SMALL_DISK, "sh")
    if not shutil.which("unshare"):
        pytest.skip("no unshare: only Linux lends a test a disk of its own")
    said = build(disk / "site", *alone, str(disk), str(published), str(kept), limit)
    if said.returncode == 77 or not kept.exists():
        pytest.skip(f"this machine lends a test no disk of its own: {said.stderr}")
    refused(said, "没有发布", "磁盘满了。请腾出空间", UNCHANGED)
    assert [path.name for path in kept.iterdir()] == ["site"]
    shutil.rmtree(published)
    shutil.move(kept / "site", published)
    assert unharmed()


def test_a_folder_nobody_may_write_to_changes_nothing(published, unharmed):
    as_others = ()
    if os.geteuid() == 0:  # whom no folder refuses
        if not shutil.which("setpriv"):
            pytest.skip("no setpriv: root may write everywhere")
        as_others = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    published.parent.chmod(0o555)
    try:
        said = build(published, *as_others)
    finally:
        published.parent.chmod(0o755)
    refused(said, "没有发布", str(published.parent), "没有权限", "--site-dir", UNCHANGED)
    assert unharmed() and [path.name for path in published.parent.iterdir()] == ["site"]


# Wrong in itself


def project(folder: Path) -> Path:
    """A copy of the project that a test may spoil, without node_modules."""
    folder.mkdir()
    for name in ("data", "docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "hooks").symlink_to(ROOT / "hooks")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def test_without_node_it_says_nothing_and_is_whole(published, tmp_path):
    said = subprocess.run(
        command(published, "--strict"),
        cwd=project(tmp_path / "project"),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0
    assert not [word for word in ("WARNING", "ERROR", "Node.js") if word in said.stderr]
    whole(published)


def test_a_warning_in_strict_mode_publishes_nothing(published, unharmed, tmp_path):
    """MkDocs refuses such a build only after its last event."""
    folder = project(tmp_path / "project")
    page = folder / "docs/about/privacy.md"
    page.write_text(page.read_text("utf-8") + "\n[去处](nowhere.md)\n", "utf-8")
    for options, ended in ((("--strict",), 1), ((), 0)):
        said = subprocess.run(
            command(published, *options),
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == ended and "nowhere.md" in said.stderr
        assert [path.name for path in published.parent.iterdir()] == ["site"]
        assert unharmed() == bool(ended)
    whole(published)


def test_a_broken_template_publishes_nothing(published, unharmed, tmp_path):
    folder = project(tmp_path / "project")
    (folder / "overrides/site-map.html").write_text("{{ nobody.knows.this }}")
    assert mkdocs(published, project=folder, SOURCE_COMMIT=NEWER).returncode != 0
    assert unharmed() and [path.name for path in published.parent.iterdir()] == ["site"]


# Served


def test_mkdocs_serve_shows_it_and_leaves_the_published_site_alone(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    where = environment() | {"TMPDIR": str(tmp_path)}
    running = subprocess.Popen(words, cwd=ROOT, env=where, stderr=subprocess.PIPE, text=True)
    try:
        said = json.loads(answered(f"http://{address}/build.json"))
        (folder,) = tmp_path.iterdir()
        assert folder.name.startswith("mkdocs_") and said["files"] == file_entries(folder)
    finally:
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=120)
    assert "Traceback" not in told and list(tmp_path.iterdir()) == []


def answered(address: str) -> bytes:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


def test_after_a_build_mkdocs_knows_the_published_folder(tmp_path):
    """`mkdocs gh-deploy` goes on with it."""
    script = (
        "from mkdocs import config; from mkdocs.commands.build import build; import os, sys\n"
        "made = config.load_config(site_dir=sys.argv[1]); build(made)\n"
        "assert made.site_dir == sys.argv[1] and os.listdir(made.site_dir)\n"
    )
    words = [sys.executable, "-c", script, str(tmp_path / "site")]
    subprocess.run(words, cwd=ROOT, env=environment(), check=True, capture_output=True)
    whole(tmp_path / "site")
