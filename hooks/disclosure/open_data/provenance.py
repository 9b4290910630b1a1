"""Which commit a build is made from, and where it will stand: the environment says so, else Git does."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from disclosure.datafiles.web_addresses import NotAWebAddress, web_address
from disclosure.problems.problem import Refusal

PARTS = (
    "data",
    "docs",
    "hooks",
    "overrides",
    "mkdocs.yml",
    "LICENSE",
    "requirements.txt",
    "requirements.lock",
    "package-lock.json",
)
"""What a site is made from, from the project's top."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a build comes from and goes to. What nobody knows is empty, and pages leave it out."""

    site_url: str = ""
    """Where the site will be, with a slash at its end; empty, addresses count from the site's top."""
    repository: str = ""
    """The address of its source."""
    commit: str = ""
    """Forty hexadecimal digits."""
    changed: bool = False
    """Whether what it was made from differs from that commit."""
    at: datetime | None = None
    """When that commit was made, in UTC; SOURCE_DATE_EPOCH comes before it."""

    @property
    def version(self) -> str:
        """What pages and files say: `3e1e6b7c90d2`, and `3e1e6b7c90d2+` where something was changed since."""
        return self.commit[:12] + ("+" if self.commit and self.changed else "")

    @property
    def source(self) -> str:
        """The address of that commit, for whom the repository's host has one; else empty."""
        known = self.repository and self.commit
        page = self.repository.rstrip("/").removesuffix(".git")
        return f"{page}/commit/{self.commit}" if known else ""


NOWHERE = Origin()
LATEST = datetime(2107, 12, 31, tzinfo=UTC)
"""The last day that a ZIP file can name (APPNOTE 4.4.6, the format of MS-DOS); for those before 1980 it says 1980."""


class BadSetting(Refusal):
    """A setting that holds something else than it should, SOURCE_COMMIT or SITE_URL; says so in Chinese."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An address in the environment; mkdocs.yml may give it instead."""

    name: str
    in_mkdocs: str
    meaning: str
    example: str

    def refused(self, text: str, why: str) -> BadSetting:
        return BadSetting(
            f"{self.name}（或 mkdocs.yml 的 {self.in_mkdocs}）应当是{self.meaning}，如 {self.example}，"
            f"不是“{text}”：{why}"
        )


SITE_URL = Setting("SITE_URL", "site_url", "网站将来的网址", "https://open.example.gov.cn/")
REPOSITORY_URL = Setting(
    *("REPOSITORY_URL", "repo_url", "源代码仓库的网页", "https://github.com/OWNER/NAME")
)


def origin_of(
    root: Path, site_url: str = "", repository: str = "", env: Mapping[str, str] = os.environ
) -> Origin:
    """Of the project at `root`. Raises BadSetting.

    SOURCE_COMMIT is for where the source is without its history, as in a container's build; set and empty, it says
    that nobody knows. SOURCE_DATE_EPOCH is seconds since 1970 (reproducible-builds.org).
    """
    url, source = address_in(SITE_URL, site_url), address_in(REPOSITORY_URL, repository)
    stated, seconds = env.get("SOURCE_COMMIT"), env.get("SOURCE_DATE_EPOCH", "")
    if stated is None:
        commit, changed, made = git_commit(root)
    else:
        commit, changed, made = stated.strip().lower(), False, ""
        if commit and not re.fullmatch("[0-9a-f]{40}", commit):
            raise BadSetting(f"SOURCE_COMMIT 应当是 40 位十六进制的提交号，不是“{stated}”")
    if seconds and not re.fullmatch("[0-9]{1,11}", seconds):
        raise BadSetting(f"SOURCE_DATE_EPOCH 应当是 1970 年以来的秒数，不是“{seconds}”")
    at = moment(int(seconds or made)) if seconds or made else None
    return Origin(f"{url.rstrip('/')}/" if url else "", source, commit, changed, at)


def address_in(setting: Setting, text: str) -> str:
    """The canonical address that a setting holds; empty where it holds none. Raises BadSetting."""
    if not text:
        return ""
    try:
        address = web_address(text, local=True)
    except NotAWebAddress as wrong:
        raise setting.refused(text, str(wrong)) from None
    if "://" not in text:
        raise setting.refused(text, "缺开头的 https:// 或 http://")
    if "?" in address.rest or "#" in address.rest:
        raise setting.refused(text, "不能有“?”或“#”和它们后面的部分")
    return address.url


def moment(seconds: int) -> datetime:
    """Raises BadSetting for a time that the archives on the data page can't hold."""
    if seconds >= LATEST.timestamp():
        raise BadSetting(
            f"SOURCE_DATE_EPOCH 或提交的时间太晚：不能晚于 2107 年，这里是“{seconds}”秒"
        )
    return datetime.fromtimestamp(max(seconds, 0), UTC)


@contextmanager
def source_date_epoch(origin: Origin, env: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """SOURCE_DATE_EPOCH says when the commit was made, for as long: a generator that dates what it makes asks no clock.
    Where nobody knows, it says 1970, the same on every day."""
    before = env.get("SOURCE_DATE_EPOCH")
    env["SOURCE_DATE_EPOCH"] = str(int(origin.at.timestamp()) if origin.at else 0)
    try:
        yield
    finally:
        if before is None:
            del env["SOURCE_DATE_EPOCH"]
        else:
            env["SOURCE_DATE_EPOCH"] = before


def git_commit(root: Path) -> tuple[str, bool, str]:
    """(commit, whether anything a site is made from differs from it, seconds since 1970); empty where it is no
    repository's own top, or there is no Git."""
    top = git(root, "rev-parse", "--show-toplevel")
    if not top or Path(top).resolve() != root.resolve():
        return "", False, ""
    commit, _, made = git(root, "show", "--no-patch", "--format=%H %ct", "HEAD").partition(" ")
    return commit, bool(git(root, "status", "--porcelain", "--", *PARTS)), made


def git(root: Path, *words: str) -> str:
    """What Git says; nothing where it can't. That the folder is another user's is no reason: its program is running."""
    trusted = ("-c", f"safe.directory={root.resolve()}")
    try:
        result = subprocess.run(
            ["git", *trusted, *words], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""
