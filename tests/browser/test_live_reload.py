"""`mkdocs serve` and a browser: a page that is open shows what an editor has just saved."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import PATIENCE, Reader
from reader_actions import TELL

ROOT = Path(__file__).parents[2]


@contextmanager
def mkdocs_serve(project: Path) -> Iterator[str]:
    """The address of a project's own server, which has built the site once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    settings = {name: text for name, text in os.environ.items() if not name.startswith("SITE_")}
    running = subprocess.Popen(words, cwd=project, env=settings | {"NO_MKDOCS_2_WARNING": "1"})
    try:
        yield await_answer(running, f"http://{address}/")
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=60)


def await_answer(running: subprocess.Popen[bytes], address: str) -> str:
    while running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60):
                return address
        except OSError:
            time.sleep(0.1)
    raise ChildProcessError(f"mkdocs serve ended with {running.returncode}")


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("served")
    for part in ("docs", "data", "hooks", "overrides"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("mkdocs.yml", "LICENSE"):
        shutil.copy(ROOT / part, root)
    return root


def test_open_page_reloads_itself_when_data_or_a_page_is_saved(project: Path, browser: Browser):
    with mkdocs_serve(project) as address, Reader(browser, address) as reader:
        page = reader.new()
        page.add_init_script(TELL)
        page.goto(f"{address}about/contact/")
        for name, was, now in (
            ("data/agency.yml", "12329", "12320"),
            ("docs/about/contact.md", "# ", "# 改过的标题"),
        ):
            file = project / name
            file.write_text(file.read_text("utf-8").replace(was, now, 1), "utf-8")
            page.get_by_text(now.removeprefix("# ")).first.wait_for(timeout=PATIENCE)
        assert reader.complaints == []
