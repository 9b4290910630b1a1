"""A site folder → the same with another site in it, whole or not at all: built beside it, then put in its place.

Beside `site` there are, while a build is under way, `.site.building`, in which it writes, and `.site.lock`, by which
another one knows of it. A killed build leaves them; the system forgets its lock, and the next build removes the rest.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from disclosure.problems.os_errors import chinese_advice

from .site_folder import make_readable, reason_against

UNTOUCHED = "已经发布的网站没有改动。"


class NotPublished(Exception):
    """The site folder is as it was before. The message says why, and what to do."""

    @classmethod
    def because(cls, error: OSError) -> NotPublished:
        return cls(f"没有发布：{chinese_advice(error) or error}。{UNTOUCHED}")


def resolved(site: Path) -> Path:
    """Raises NotPublished for a link that leads to itself."""
    try:
        return site.resolve()
    except (RuntimeError, OSError):  # RuntimeError up to Python 3.12
        raise NotPublished(f"“{site}”是一个指向自己的链接。请删去它。{UNTOUCHED}") from None


class Publication:
    """One build of a site: begun, then put in place or given up."""

    def __init__(self, site: Path) -> None:
        self.site = resolved(site)  # of a link, what it leads to is replaced
        self.aside, self.old, lock = (
            self.site.with_name(f".{self.site.name}.{word}")
            for word in ("building", "replaced", "lock")
        )
        """Where the new site is written; where the old one is for a moment, if the system can't exchange them."""
        self.lock = FileLock(lock, timeout=0)

    def begin(self, project: Path) -> None:
        """Make the folder to write in. Raises NotPublished, before anything is written."""
        try:
            self.check(project.resolve())
            self.check_mount()
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self.lock.acquire()
            self.clear()
            self.aside.mkdir()
        except Timeout:
            held = f"另一次构建正在写“{self.site}”，这一次没有开始。等它结束，再构建一次。"
            raise NotPublished(held) from None
        except NotPublished:
            self.give_up()
            raise
        except OSError as error:
            self.give_up()
            raise NotPublished.because(error) from None

    def check(self, project: Path) -> None:
        """Refuse what must not be replaced before a build begins, not after it. Raises NotPublished."""
        if reason := reason_against(self.site, project):
            raise NotPublished(f"{reason}{UNTOUCHED}")

    def check_mount(self) -> None:
        if self.site.is_mount():
            inside = f"请用 --site-dir 写到它里面的一个文件夹，如“{self.site / 'site'}”。"
            raise NotPublished(f"“{self.site}”是挂载点，不能整个换掉。{inside}{UNTOUCHED}")

    def clear(self) -> None:
        """What a killed build left; it may have been killed between the two steps of `swap`."""
        if self.old.exists() and not self.site.exists():
            self.old.rename(self.site)
        for left in (self.aside, self.old):
            try:
                if left.exists():
                    shutil.rmtree(left)
            except OSError as error:
                raise NotPublished(
                    f"没有发布：上一次构建留下的“{left}”删不掉（{chinese_advice(error) or error}）。"
                    f"请删去这个文件夹，再构建一次。{UNTOUCHED}"
                ) from None

    def put_in_place(self) -> None:
        """The new site where the old one was. Raises NotPublished; the old one then stands there."""
        try:
            make_readable(self.aside)
            if self.site.exists():
                self.keep_hidden()
                self.swap()
            else:
                self.aside.rename(self.site)
        except OSError as error:
            raise NotPublished.because(error) from None
        finally:
            self.give_up()

    def keep_hidden(self) -> None:
        """MkDocs never removes what is hidden in a site folder, as `.git` and `.nojekyll` are; nor does this."""
        shutil.copymode(self.site, self.aside)
        for path in self.site.glob(".*"):
            kept = self.aside / path.name
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, kept, symlinks=True, dirs_exist_ok=True)
            elif not kept.exists():
                shutil.copy2(path, kept, follow_symlinks=False)

    def swap(self) -> None:
        if exchange(self.aside, self.site):
            return
        self.site.rename(self.old)
        try:
            self.aside.rename(self.site)
        except OSError:
            self.old.rename(self.site)
            raise

    def give_up(self) -> None:
        """Remove what is beside the site, and let others build. Nothing happens where nothing is begun."""
        if not self.lock.is_locked:
            return
        for left in (self.aside, self.old):
            shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):  # Windows removes no file that is open; it locks nobody out
            Path(self.lock.lock_file).unlink()
        self.lock.release()


AT_FDCWD = -100
RENAME_EXCHANGE = RENAME_SWAP = 2
"""Linux's and macOS' word for it, in `renameat2` and `renamex_np`; Python has neither."""


def exchange(one: Path, other: Path) -> bool:
    """False, and nothing is changed, where the system or the file system cannot."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            call = ctypes.CDLL(None).renameat2
            return bool(call(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)
        if sys.platform == "darwin":
            return bool(ctypes.CDLL(None).renamex_np(*names, RENAME_SWAP) == 0)
    except (AttributeError, OSError):  # a C library without that function
        pass
    return False
