"""Nothing from elsewhere, nothing that is run but ours, nothing kept but the reader's display."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from browsing import PHONE, Reader
from built import Site
from reader_actions import DISPLAY, TELL, everything, stored

# What the pages say


def pages(site: Path) -> Iterator[tuple[str, BeautifulSoup]]:
    for path in sorted(site.rglob("*.html")):
        yield (
            path.relative_to(site).as_posix(),
            BeautifulSoup(path.read_text("utf-8"), "html.parser"),
        )


def policy(page: BeautifulSoup) -> dict[str, list[str]]:
    written = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    return {name: sources for name, *sources in map(str.split, written.split(";"))}


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_stands_before_anything_it_governs(each: Site):
    for path, page in pages(each.folder):
        before = [
            tag.name
            for tag in page.select_one("meta[http-equiv]").previous_siblings
            if isinstance(tag, Tag)
        ]
        assert before == ["meta"], path  # the character set
        assert page.head.find_next(["script", "style", "link"]).find_previous(
            "meta", {"http-equiv": True}
        ), path


def test_the_policy_is_strict(each: Site):
    for path, page in pages(each.folder):
        said = policy(page)
        assert said["default-src"] == said["object-src"] == said["base-uri"] == ["'none'"], path
        scripts = set(said["script-src"]) - {"'self'"}
        assert all(one.startswith("'sha256-") for one in scripts), path
        assert said["style-src-attr"] == ["'unsafe-inline'"], path
        assert "'unsafe-inline'" not in said["style-src-elem"], path
        assert not any(
            "unsafe-eval" in one or "//" in one or "*" in one
            for few in said.values()
            for one in few
        ), path


def test_nothing_within_a_page_runs_without_its_hash(each: Site):
    for path, page in pages(each.folder):
        said = policy(page)
        for script in page.select("script:not([src]):not([type$='json'])"):
            assert digest(script.string or "") in said["script-src"], path
        for style in page.select("style"):
            assert digest(style.string or "") in said["style-src-elem"], path
        handlers = [
            name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")
        ]
        assert handlers == [], path
        assert (
            page.select('[href^="javascript:" i], [src^="javascript:" i], iframe, object, embed')
            == []
        ), path


# What a browser does with them


def test_whatever_a_reader_does_nothing_is_blocked_fetched_from_elsewhere_or_kept(reader: Reader):
    page = reader.new(viewport=PHONE)
    page.add_init_script(TELL)
    page.goto(f"{reader.address}topics/push/")
    everything(page)
    assert stored(page) == DISPLAY
    assert page.context.cookies() == []
    assert reader.complaints == []
    assert [
        one for one in reader.requests if not one.startswith((reader.address, "data:", "blob:"))
    ] == []
