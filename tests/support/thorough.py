"""How hard the tests look: a few examples at every change, many each week (`HYPOTHESIS_PROFILE=weekly make test`)."""

from __future__ import annotations

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "change")


def examples(change: int, weekly: int) -> int:
    """How many examples a slow property tries, at a change and each week."""
    return weekly if PROFILE == "weekly" else change
