"""`mkdocs serve` on a copy of the project, whose files may then be saved as an editor does."""

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

ROOT = Path(__file__).resolve().parents[2]
OF_A_SITE = ("SITE_", "DISCLOSURE_")
"""What the settings of another site begin with."""


def copied(root: Path, data: Path = ROOT / "data") -> Path:
    """Make `root` a project with this data."""
    unwanted = shutil.ignore_patterns("__pycache__")
    for part in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / part, root / part, ignore=unwanted)
    for part in ("mkdocs.yml", "LICENSE"):
        shutil.copy(ROOT / part, root)
    shutil.copytree(data, root / "data")
    return root


@contextmanager
def mkdocs_serve(project: Path) -> Iterator[str]:
    """The address of a project's own server, which has built the site once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    kept = {name: text for name, text in os.environ.items() if not name.startswith(OF_A_SITE)}
    running = subprocess.Popen(words, cwd=project, env=kept | {"NO_MKDOCS_2_WARNING": "1"})
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
