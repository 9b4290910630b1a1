"""Which tests need more than Python, and the order of a run: the others first."""

from __future__ import annotations

import pytest

NEEDS = {
    "browser": "browser",
    "engine": "browser",
    "web_site": "nginx",
    "site": "builds",
} | dict.fromkeys(
    ("shipped_site", "each", "known_site", "made_up_site", "their_site", "published"), "builds"
)
"""Fixture → the mark of a test that uses it."""
SLOW = ("browser", "nginx", "java", "builds")


def mark_by_fixtures(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, mark in NEEDS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


def quick_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Each worker begins with its part of a list of tests: of those that need Python alone, then of the others."""
    slow = [item for item in items if any(map(item.get_closest_marker, SLOW))]
    known = set(map(id, slow))
    quick = [item for item in items if id(item) not in known]
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        for part in (quick, slow):
            ordered += part[worker * len(part) // workers : (worker + 1) * len(part) // workers]
    return ordered
