"""Pages as they are written → in folders as the site has them: `topics/push.md` → `topics/push/index.md`.

A link in HTML counts from the page's address. MkDocs leaves it alone; Zensical takes it to count from the file, and
moves it along. Where file and address are one folder both say the same.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from disclosure.pages.page import Page, address_of


def at_its_address(path: str) -> str:
    """Where a file goes: a page into the folder of its address, anything else where it is."""
    return f"{address_of(path)}index.md" if path.endswith(".md") else path


def moved(page: Page, files: Collection[str]) -> Page:
    """A page in its new place, its Markdown links turned with it. `files` are all paths in the docs folder."""
    if not page.path.endswith(".md") or isinstance(page.content, bytes):
        return page
    old, new = posixpath.dirname(page.path), posixpath.dirname(at_its_address(page.path))

    def turned(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(old, found["target"]))
        if target not in files:
            return found[0]  # another site's address, or no link at all
        return found["before"] + posixpath.relpath(at_its_address(target), new or ".")

    return replace(page, path=at_its_address(page.path), content=LINK.sub(turned, page.content))


def moved_in(nav: Any, pages: Collection[str]) -> Any:
    """The navigation, its pages in their new places."""
    if isinstance(nav, list):
        return [moved_in(item, pages) for item in nav]
    if isinstance(nav, dict):
        return {title: moved_in(under, pages) for title, under in nav.items()}
    return at_its_address(nav) if nav in pages else nav


LINK = re.compile(
    r"(?P<before>\]\(<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(?P<target>[^)\s#?<>]+)", re.MULTILINE
)
"""`[words](target…` and `[name]: target…`, without the fragment."""
