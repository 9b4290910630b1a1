"""The navigation as written → as built: `years/*` stands for every page of that folder not listed beside it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def expand_nav(nav: list[Any], pages: Collection[str]) -> list[Any]:
    """Newest first: adding a year edits no navigation. `pages` are paths in the docs folder."""
    return [found for item in nav for found in pages_for_pattern(item, nav, pages)]


def pages_for_pattern(item: Any, beside: list[Any], pages: Collection[str]) -> list[Any]:
    if isinstance(item, dict):
        nested = {title: under for title, under in item.items() if isinstance(under, list)}
        return [item | {title: expand_nav(under, pages) for title, under in nested.items()}]
    if not isinstance(item, str) or not item.endswith("/*"):
        return [item]
    folder = item.removesuffix("*")
    found = {page for page in pages if page.startswith(folder)}
    return sorted(found.difference(page for page in beside if isinstance(page, str)), reverse=True)
