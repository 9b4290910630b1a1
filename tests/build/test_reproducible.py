"""The same commit gives the same bytes: elsewhere, later, in another time zone, under another language and umask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import real
from built import ROOT
from disclosure.build.manifest import MANIFEST, file_entries

PARTS = ("docs", "hooks", "overrides", "mkdocs.yml", "LICENSE")
pytestmark = pytest.mark.builds

LATER = """
import datetime, time

past = time.time
time.time = lambda: past() + 400 * 86400

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)

class LaterDay(datetime.date):
    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(days=400)

datetime.datetime, datetime.date = Later, LaterDay
"""
"""What Python runs before anything else: this clock goes four hundred days ahead."""
HERE = {"TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "2"}


def build(project: Path, target: Path, umask: int, env: dict[str, str]) -> Path:
    """In any folder but the project's own."""
    words = ("-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(project / "mkdocs.yml"))
    said = subprocess.run(
        [sys.executable, *words, "--site-dir", str(target)],
        cwd=target.parent,
        umask=umask,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    return target


def copied(folder: Path) -> Path:
    """The project, its files made anew, in another order."""
    folder.mkdir()
    for name in reversed(PARTS):
        path = ROOT / name
        if path.is_dir():
            unused = shutil.ignore_patterns("__pycache__")
            shutil.copytree(path, folder / name, copy_function=shutil.copyfile, ignore=unused)
        else:
            shutil.copyfile(path, folder / name)
    shutil.copytree(real.data(), folder / "figures", copy_function=shutil.copyfile)
    if (ROOT / "node_modules").exists():
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


@pytest.mark.parametrize("known", [True, False], ids=["of a commit", "of a tarball"])
def test_the_same_source_gives_the_same_bytes(tmp_path, known):
    """Of a tarball nobody knows the commit, and still no clock is asked."""
    stated = {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.invalid/open/"}
    env = {name: value for name, value in os.environ.items() if not name.startswith("SOURCE_")}
    if known:
        stated |= {name: os.environ[name] for name in ("SOURCE_COMMIT", "SOURCE_DATE_EPOCH")}
    else:
        stated |= {"SOURCE_COMMIT": ""}
    (tmp_path / "later").mkdir()
    (tmp_path / "later/sitecustomize.py").write_text(LATER)
    (tmp_path / "far/away").mkdir(parents=True)
    here = env | stated | HERE | {"DISCLOSURE_DATA": str(real.data())}
    away = env | stated | ELSEWHERE | {"DISCLOSURE_DATA": "figures"}
    away |= {"PYTHONPATH": str(tmp_path / "later")}
    clock = [sys.executable, "-c", "from datetime import datetime; print(datetime.now().year)"]
    years = [int(subprocess.check_output(clock, env=one)) for one in (here, away)]
    assert years[1] > years[0]
    one = build(ROOT, tmp_path / "one", 0o022, here)
    other = build(copied(tmp_path / "copy of it"), tmp_path / "far/away/two", 0o077, away)
    assert {file["path"]: file["sha256"] for file in file_entries(one)} == {
        file["path"]: file["sha256"] for file in file_entries(other)
    }
    assert (one / MANIFEST).read_bytes() == (other / MANIFEST).read_bytes()
    assert (one / "sitemap.xml").is_file()
