"""axe on a page, and the ways in which readers see pages: on what screen, in which colours, how large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from browsing import DESKTOP, PHONE, Reader, draw_charts
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

    def prepare(self, page: Page) -> None:
        """Have the next page come in this way."""
        page.emulate_media(color_scheme=self.scheme)
        page.set_viewport_size(self.viewport)
        page.evaluate(SWITCH, self.large)

    def switch(self, page: Page) -> None:
        """See the page that is open in this way, once nothing on it changes any more."""
        self.prepare(page)
        draw_charts(page)
        page.evaluate(REST)


SWITCH = """(large) => {
  const root = document.documentElement, button = document.querySelector('[data-switch="large"]');
  if (location.protocol === "about:" || large === "large" in root.dataset) return;
  if (button) {
    button.click();
  } else { // a chart in a frame of its own has none
    root.toggleAttribute("data-large", large);
    if (!large) localStorage.removeItem("disclosure.display");
  }
}"""
REST = """async () => {
  const isPainted = () => performance.getEntriesByName("first-contentful-paint").length > 0;
  for (let frame = 0; frame < 600 && !isPainted(); frame += 1) await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  await Promise.all(document.getAnimations().map((one) => one.finished));
  await new Promise((go) => requestIdleCallback(go, { timeout: 1000 }));
}"""
"""Waits until nothing of a page that nobody touches is under way any more."""


WAYS = {
    "phone, light": Way(PHONE, "light", False, RULES),
    "phone, dark, large": Way(PHONE, "dark", True, COLOUR_RULES),
    "desktop, dark": Way(DESKTOP, "dark", False, COLOUR_RULES),
    "desktop, light, large": Way(DESKTOP, "light", True, RULES),
}
"""Each width with each brightness and each contrast, though not all eight together."""


NEW_LOOKS = """(known) => {
  const grounds = new Map(), found = new Set(known), fresh = [];
  const hash = (text, seed) => [...text].reduce((sum, one) => (Math.imul(sum, 31) + one.charCodeAt(0)) | 0, seed);
  const ground = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = getComputedStyle(element);
      const covers = /^rgb\\(/.test(backgroundColor) && backgroundImage === "none";
      const own = [opacity, filter, mixBlendMode, position, backgroundColor, backgroundImage].join();
      const under = ground(element.parentElement);
      grounds.set(element, {
        effects: (under.effects || "") + (own.startsWith("1,none,normal,static,") ? "" : own),
        colours: covers ? backgroundColor : (under.colours || "") + (/, 0\\),none$/.test(own) ? "" : own),
      });
    }
    return grounds.get(element);
  };
  const look = (element) => {
    const { color, fontSize, fontWeight, textShadow, textDecorationLine } = getComputedStyle(element);
    const around = element.localName === "a" ? getComputedStyle(element.parentElement).color : "";
    const { effects, colours } = ground(element);
    const all = [color, fontSize, fontWeight, textShadow, textDecorationLine, around, effects, colours].join(" ");
    return hash(all, 7).toString(36) + hash(all, 8191).toString(36);
  };
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const written = (element) => [...element.childNodes].some(isText);
  for (const element of document.querySelectorAll("[data-new-look]")) element.removeAttribute("data-new-look");
  for (const element of document.querySelectorAll("body *")) {
    if (!element.getClientRects().length || !written(element)) continue;
    const its = look(element);
    if (found.has(its)) continue;
    found.add(its);
    fresh.push(its);
    element.setAttribute("data-new-look", "");
  }
  return fresh;
}"""
"""Marks one text of each look that is not known yet: its colour, size and weight, what shows behind it and what lies
over it. Contrast follows from these alone, and to measure it for every text would take as long as all other rules."""
ONLY_MARKED = "axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-new-look]' }] })"


def mark_new_looks(page: Page, looks: set[str]) -> bool:
    """Whether the page has texts of looks that are not among `looks`, to which they are added."""
    new = page.evaluate(NEW_LOOKS, list(looks))
    looks.update(new)
    return bool(new)


def violations(
    page: Page, rules: dict[str, Any], looks: set[str] | None = None, within: str | None = None
) -> list[str]:
    """What axe finds. Where `looks` is given, contrast is measured once for each look, whose names are added to it."""
    if looks is not None:
        mark_new_looks(page, looks)
    return run_axe(page, rules, only_marked=looks is not None, within=within)


def new_contrasts(page: Page, looks: set[str]) -> list[str]:
    """What axe finds in colours and sizes, on a page with looks that are not among `looks`, to which they are added."""
    return run_axe(page, COLOUR_RULES, only_marked=True) if mark_new_looks(page, looks) else []


def run_axe(
    page: Page, rules: dict[str, Any], only_marked: bool, within: str | None = None
) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))
    if only_marked:
        page.evaluate(ONLY_MARKED)
    options = {
        "runOnly": rules,
        "resultTypes": ["violations"],
        "rules": {"target-size": {"enabled": True}},
    }
    run = "([within, options]) => axe.run(within || document, options)"
    found = page.evaluate(run, [within, options])
    return [describe(rule) for rule in found["violations"]]


def describe(rule: dict[str, Any]) -> str:
    targets = [" ".join(map(str, node["target"])) for node in rule["nodes"]]
    return f"{rule['id']}: {len(targets)} × {', '.join(targets[:4])}"


def at(page: Page, found: list[str]) -> list[str]:
    path = urlsplit(page.url).path
    return [f"{path}: {one}" for one in found]


def none(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)
