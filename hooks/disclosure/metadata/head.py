"""Page metadata for search engines, portals and link previews: the head of each page, and the files beside pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from disclosure.ledger.releases import Releases
from disclosure.open_data.serialize import without_empty
from disclosure.pages.chart_pages import chart_pages
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import calls, json_for_script
from disclosure.pages.handwritten.docs_files import address_of
from disclosure.pages.handwritten.front_matter import add_front_matter, parse_front_matter
from disclosure.pages.page import GeneratedFile

from .atom import FEED, feed
from .datasets import datasets
from .dcat import CATALOG, Catalog
from .schema_org import SchemaOrg

YEARLY = "政府信息公开年报"
FROM_REPORTS = ("topics/", "years/", "data/", "checks.md", "corrections.md")
"""Pages that say what the reports say."""


class PageMetadata:
    """Of one build. `missing` says in Chinese what could not be made, and what to do about it."""

    def __init__(
        self,
        site: SiteContext,
        written: Mapping[str, str],
        pages: Iterable[GeneratedFile],
        released: Releases,
        styles: str,
    ) -> None:
        """`written` are the pages with their directives, `pages` all of them filled in."""
        self.site, self.written, self.released = site, written, released
        self.pages = [*pages]
        texts = {page.path: page.content for page in self.pages if isinstance(page.content, str)}
        heads = {path: parse_front_matter(text) for path, text in texts.items()}
        titles = {path: str(head.get("title", path)) for path, head in heads.items()}
        self.datasets = [*datasets(site, released)]
        self.structured = SchemaOrg(site, self.datasets, titles)
        self.feed = feed(site, released)
        # A picture is named by its whole address, or not at all.
        self.pictures = None
        if site.origin.site_url:
            from .share_images import (
                ShareImages,
            )  # Pillow, which builds without pictures do not need

            self.pictures = ShareImages(site, written, texts, styles)
        self.missing = self.pictures.missing if self.pictures else []

    def files(self) -> Iterator[GeneratedFile]:
        if self.pictures:
            for picture in self.pictures.images.values():
                yield GeneratedFile(picture.path, picture.content)
        yield GeneratedFile(CATALOG, Catalog(self.site, self.datasets).as_json())
        if self.feed:
            yield GeneratedFile(FEED, self.feed)
        yield GeneratedFile("robots.txt", robots_txt(self.site.origin.site_url))
        yield from chart_pages(self.site, self.written)

    def pages_with_metadata(self) -> Iterator[GeneratedFile]:
        """The pages, each with what `partials/described.html` says of it."""
        for page in self.pages:
            assert isinstance(page.content, str)  # pages are text
            head = {"head": self.head(page.path)}
            yield replace(page, content=add_front_matter(page.content, head))

    def head(self, path: str) -> dict[str, Any]:
        """What is known of the page at this path in the docs folder."""
        agency, base = self.site.disclosure.agency, self.site.origin.site_url
        year = year_of_page(path)
        released = self.released.get(year) if year else None
        about = self.structured.of(path, address_of(path))
        picture = self.pictures.of(path) if self.pictures else None
        reported = path.startswith(FROM_REPORTS)
        found = {
            "domain": urlsplit(base).hostname if base else None,
            "site_id": agency.site_id,
            "column_type": YEARLY if reported else None,
            "source": agency.name if reported else None,
            "keywords": self.keywords(path, year) if reported else None,
            "published": released.first if released else None,
            "modified": released.last[:10] if released else None,
            "image": picture and {"url": base + picture.path, "alt": picture.alt} | picture.size,
            "feed": FEED if self.feed else None,
            "catalog": CATALOG if path == "data/index.md" else None,
            "data": str(json_for_script(about)) if about else None,
        }
        return without_empty(found)

    def keywords(self, path: str, year: int | None) -> list[str]:
        """The topic, and the words that its page explains."""
        stem = path.removeprefix("topics/").removesuffix(".md")
        topic = self.site.disclosure.topics.get(stem)
        words = [topic.title] if topic else [f"{year}年"] if year else []
        return [*words, *self.explained(path), "政府信息公开", self.site.disclosure.agency.name]

    def explained(self, path: str) -> list[str]:
        found = calls(self.written.get(path, ""), "term")
        return list(dict.fromkeys(str(one["word"]) for one in found))


def year_of_page(path: str) -> int | None:
    stem = path.removeprefix("years/").removesuffix(".md")
    return int(stem) if path.startswith("years/") and stem.isdecimal() else None


def robots_txt(site_url: str) -> str:
    """Everything may be read. A site map is named by its whole address, or not at all."""
    named = f"\nSitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{named}"
