"""A built site as deploy/nginx.conf gives it out: Debian's nginx on loopback, with no rights to anything else."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools import missing

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "deploy" / "nginx.conf"
NOBODY = 65534
PATIENCE = 60
"""Seconds until it answers, and until it has ended."""


def installed() -> str | None:
    """nginx, where its module for Brotli is there too; an ordinary user's PATH may lack the folder it is in."""
    (module,) = re.findall(r"^load_module (\S+);", SETTINGS.read_text("utf-8"), re.MULTILINE)
    path = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"
    return shutil.which("nginx", path=path) if Path(module).is_file() else None


def settings(site: Path, port: int, writable: Path) -> str:
    """As shipped, but for where it listens, what it serves and where it may write."""
    text = SETTINGS.read_text("utf-8")
    for old, new in (
        (" /tmp/", f" {writable}/"),
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("root /srv/site;", f"root {site};"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return text


def compressed(site: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "scripts/compress.py"), str(site)],
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def served_by_nginx(site: Path, log: Path | None = None) -> Iterator[str]:
    """The address of a compressed site, which everybody may read, for as long as it is wanted. All that nginx said is
    in `log` afterwards.
    """
    program = installed()
    assert program, "nginx"
    top = Path(tempfile.mkdtemp(prefix="nginx-"))
    root = os.getuid() == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    top.chmod(0o755)
    writable = top / "tmp"
    writable.mkdir()
    (top / "nginx.conf").write_text(settings(site, port, writable), "utf-8")
    said = top / "said.log"
    said.touch()
    if root:
        for path in (writable, said):
            os.chown(path, NOBODY, NOBODY)
    with said.open("ab") as output:
        process = subprocess.Popen(
            [program, "-c", str(top / "nginx.conf"), "-e", "stderr", "-g", "daemon off;"],
            stdout=output,
            stderr=output,
            **({"user": NOBODY, "group": NOBODY, "extra_groups": []} if root else {}),
        )
    try:
        wait_for(port, process, said)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)
        if log:
            shutil.copyfile(said, log)
        shutil.rmtree(top)


def wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nginx does not answer:\n{said.read_text('utf-8')}")


@contextmanager
def readable(site: Path) -> Iterator[Path]:
    """A copy of a site that everybody may read: pytest's own folders are for the tester alone."""
    top = Path(tempfile.mkdtemp(prefix="site-"))
    top.chmod(0o755)
    try:
        yield Path(shutil.copytree(site, top / "site"))
    finally:
        shutil.rmtree(top)


PLANTED = {
    "charts/made-up/index.html": "<!doctype html><title>A chart</title><p id=chart>A chart",
    "assets/made-up.0123abcd.js": "'use strict';" + " " * 2000,
    "assets/made-up.js": "'use strict';",
    "data/made-up.xlsx": "not really one",
    "data/made-up.zip": "nor this",
    "data/made-up.jsonld": "{}",
    "made-up.xml": "<urlset/>",
    "made-up.png": "no picture either",
    "feed.xml": "<feed xmlns='http://www.w3.org/2005/Atom'/>",
    ".git/config": "hidden",
    "data/.figures.csv.swp": "hidden",
    ".well-known/security.txt": "Contact: mailto:nobody@example.org",
}
"""What shows a rule of the settings, whether the real site has such a file or not."""


@pytest.fixture(scope="session")
def web_site(site: Path) -> Iterator[Path]:
    """The real site with what was planted, compressed."""
    _ = installed() or missing("nginx with libnginx-mod-http-brotli-static")
    with readable(site) as copy:
        for name, text in PLANTED.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(text, "utf-8")
        compressed(copy)
        yield copy


@pytest.fixture(scope="session")
def web_address(web_site: Path) -> Iterator[str]:
    with served_by_nginx(web_site) as address:
        yield address
