"""Whether a folder may be replaced by a site: an empty one, or one that holds an earlier build. No other is erased."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .manifest import MANIFEST

ELSEWHERE = "请用 --site-dir 写到一个新的或空的文件夹。"
COMPRESSED = re.compile(r"\.(?:gz|br|zst)$")
"""What web servers want beside a file, as scripts/compress.py makes it."""
MAX_MANIFEST = 50_000_000
"""Bytes. A site of twenty years has about 300,000."""


def reason_against(site: Path, project: Path) -> str:
    """Why `site` must not become the site of `project`, in Chinese; empty where it may. Both paths are resolved."""
    if project.is_relative_to(site):
        return f"“{site}”里有项目本身，不能换掉。{ELSEWHERE}"
    if site.exists() and not site.is_dir():
        return f"“{site}”是文件，不是文件夹。{ELSEWHERE}"
    if ".git" in site.parts:
        return f"“{site}”在 Git 的仓库数据里，不能写网站。{ELSEWHERE}"
    if tracked := tracked_folder(site, project):
        return f"“{tracked}”是项目自己的文件夹（Git 里有它的文件），不能换成网站。{ELSEWHERE}"
    if foreign := foreign_content(site):
        return f"“{site}”里有不是本站生成的内容（如“{foreign}”），没有动它。{ELSEWHERE}"
    if special := special_file(site):
        return f"“{special}”不是普通的文件（管道、套接字或设备），不能搬到新的网站里。请先删去它。"
    return ""


def tracked_folder(site: Path, project: Path) -> Path | None:
    """The project's own folder, tracked by Git, that `site` is, holds or lies in."""
    if not site.is_relative_to(project):
        return None
    top = project / site.relative_to(project).parts[0]
    command = ["git", "--literal-pathspecs", "-c", f"safe.directory={project}"]
    command += ["ls-files", "--", str(top.relative_to(project))]
    try:
        found = subprocess.run(command, cwd=project, capture_output=True, check=False)
    except OSError:
        return None  # without Git only the folder's content shows it
    return top if found.returncode == 0 and found.stdout else None


def foreign_content(site: Path) -> str:
    """Something in the folder that no earlier build made, by that build's own list of files; empty where there is
    nothing. Hidden files at its top stay in any case; compressed copies belong to the files beside them."""
    if not site.is_dir():
        return ""
    built = {MANIFEST, *built_files(site)}
    for entry in sorted(site.iterdir()):
        for path in (entry, *walk(entry)) if entry.name[0] != "." else ():
            name = path.relative_to(site).as_posix()
            is_folder = path.is_dir() and not path.is_symlink()
            if not is_folder and COMPRESSED.sub("", name) not in built:
                return name
    return "" if len(built) > 1 or not any(site.glob("[!.]*")) else MANIFEST


def built_files(site: Path) -> list[str]:
    """The files that the manifest in a folder lists; none where it is not as every build writes it."""
    path = site / MANIFEST
    try:
        if not path.is_file() or path.stat().st_size > MAX_MANIFEST:
            return []
        manifest = json.loads(path.read_bytes())
        files = manifest["files"] if "commit" in manifest else []
        return [one["path"] for one in files if len(one["sha256"]) == 64]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []


def special_file(site: Path) -> Path | None:
    """A pipe, socket or device among the hidden files, which are copied into each new site."""
    for entry in site.glob(".*") if site.is_dir() else ():
        for path in (entry, *walk(entry)):
            kind = path.lstat().st_mode
            if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind) or stat.S_ISLNK(kind)):
                return path
    return None


def walk(folder: Path) -> Iterator[Path]:
    """Everything in a folder, without following links."""
    if folder.is_symlink():
        return
    for parent, folders, files in os.walk(folder):
        yield from (Path(parent, name) for name in (*folders, *files))


def make_readable(site: Path) -> None:
    """Let every user read the site, whatever the umask: a web server seldom runs as the one who builds."""
    for path in (site, *walk(site)):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            wanted = mode | (0o755 if path.is_dir() else 0o644)
            if wanted != mode:
                path.chmod(wanted)
