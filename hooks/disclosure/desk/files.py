"""Writing the data folder's files: whole or not at all, with the line ends and the encoding that all of them have."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write(path: Path, text: str) -> None:
    """Put the text in place of what is there. An interruption leaves the old file as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()  # of a link, what it leads to is written anew
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}-", delete=False) as aside:
        made = Path(aside.name)
    try:
        made.write_bytes(text.encode())
        made.chmod(path.stat().st_mode if path.exists() else 0o666 & ~umask())
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise


def umask() -> int:
    """What the system takes from a new file's rights; it can only be read by setting it."""
    before = os.umask(0)
    os.umask(before)
    return before
