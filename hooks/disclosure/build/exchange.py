"""Two folders take each other's place in one step, where the system can: at no moment is there none."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

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
