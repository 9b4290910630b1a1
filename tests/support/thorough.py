"""How hard the tests look: a few examples at every change, many each week (`HYPOTHESIS_PROFILE=weekly make test`)."""

from __future__ import annotations

import os
from typing import TypeVar

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "change")
T = TypeVar("T")


def examples(change: T, weekly: T) -> T:
    """How many examples a slow property tries, or which, at a change and each week."""
    return weekly if PROFILE == "weekly" else change
