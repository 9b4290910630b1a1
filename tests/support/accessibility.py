"""axe on a page, and the ways in which readers see pages: on what screen, in which colours, how large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from browsing import DESKTOP, PHONE, Reader
from tools import from_npm

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}
"""What depends on more than the document and the width: on colours and the size of text."""
LARGE = "localStorage.setItem('disclosure.display', '{\"large\": true}')"


@dataclass(frozen=True)
class Way:
    """One way to see pages."""

    viewport: dict[str, int]
    scheme: str
    large: bool
    rules: dict[str, Any]
    """Those of axe that can tell something here that they do not in another way."""

    def open(self, reader: Reader) -> Page:
        page = reader.new(viewport=self.viewport, color_scheme=self.scheme)
        if self.large:
            page.add_init_script(LARGE)
        return page


WAYS = {
    "phone, light": Way(PHONE, "light", False, RULES),
    "phone, dark, large": Way(PHONE, "dark", True, COLOUR_RULES),
    "desktop, dark": Way(DESKTOP, "dark", False, COLOUR_RULES),
    "desktop, light, large": Way(DESKTOP, "light", True, RULES),
}
"""Each width with each brightness and each contrast, though not all eight together."""


def violations(page: Page, rules: dict[str, Any], within: str | None = None) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))
    options = {
        "runOnly": rules,
        "resultTypes": ["violations"],
        "rules": {"target-size": {"enabled": True}},
    }
    found = page.evaluate(
        "([within, options]) => axe.run(within || document, options)", [within, options]
    )
    return [describe(rule) for rule in found["violations"]]


def describe(rule: dict[str, Any]) -> str:
    targets = [" ".join(map(str, node["target"])) for node in rule["nodes"]]
    return f"{rule['id']}: {len(targets)} × {', '.join(targets[:4])}"


def at(page: Page, found: list[str]) -> list[str]:
    path = urlsplit(page.url).path
    return [f"{path}: {one}" for one in found]


def none(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)
