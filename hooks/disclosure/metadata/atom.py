"""Records → `feed.xml`: an Atom feed (RFC 4287) of the years that were published and of every correction since.

Its dates are those of the record of releases and of the corrections, never the clock's. Its ids are tags (RFC 4151) of
the agency's own website, and hold whatever the site's address becomes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from disclosure.datafiles.models import Correction
from disclosure.datafiles.web_addresses import web_address
from disclosure.ledger.permalinks import correction_id
from disclosure.ledger.records import Year
from disclosure.ledger.releases import Releases
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for

FEED = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
ZONE = "+08:00"
"""Days of the files are days in China."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    id: str
    title: str
    link: str
    """Within the site."""
    published: str
    updated: str
    """A moment, `2026-11-24T00:00:00+08:00`."""
    summary: str


def feed(site: SiteContext, released: Releases) -> str | None:
    """None as long as nothing was published: there is no day to give it."""
    found = sorted(feed_entries(site, released), key=lambda one: (one.updated, one.id))[::-1]
    if not found:
        return None
    base = site.origin.site_url
    top = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    add(top, "id", f"tag:{authority(site)},{min(one.published for one in found)[:10]}:{FEED}")
    add(top, "title", site.name or site.disclosure.agency.name)
    add(top, "subtitle", "新登载的年度报告，和登载以后的每一处更正")
    add(top, "updated", found[0].updated)
    author = Xml.SubElement(top, "author")
    add(author, "name", site.name or site.disclosure.agency.name)  # who runs it is not in the data
    if version := site.origin.version:
        add(top, "generator", "figures that can be checked", version=version)
    add(top, "link", rel="self", type="application/atom+xml", href=base + FEED)
    add(top, "link", rel="alternate", type="text/html", href=base or "./")
    if terms := site.disclosure.agency.licence:
        add(top, "rights", terms)
    for one in found:
        entry, link = Xml.SubElement(top, "entry"), base + quote(one.link, safe="/#")
        add(entry, "id", one.id)
        add(entry, "title", one.title)
        add(entry, "link", rel="alternate", type="text/html", href=link)
        add(entry, "published", one.published)
        add(entry, "updated", one.updated)
        add(entry, "summary", one.summary)
    Xml.indent(top, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(top, "unicode")}\n'


def feed_entries(site: SiteContext, released: Releases) -> Iterator[FeedEntry]:
    for number, year in site.disclosure.years.items():
        if moments := released.get(number):
            name, begun = f"years/{number}", rfc3339_time(moments.first)
            id = f"tag:{authority(site)},{begun[:10]}:{name}"
            title, count = year.file.report.title, len(year.narrative)
            says = f"{title}：{count} 个数字，{len(year.file.tables)} 张统计表，照报告原样登载。"
            updated = rfc3339_time(moments.last)
            yield FeedEntry(id, f"{number}年度报告", f"{name}/", begun, updated, says)
        for place, one in enumerate(year.file.corrections, 1):
            yield correction_entry(site, year, place, one)


def correction_entry(site: SiteContext, year: Year, place: int, one: Correction) -> FeedEntry:
    """Corrections are only ever added to a year's list, so a place in it is a name for good."""
    label = directives_for(site, "").label(one.figure, year)
    at = rfc3339_time(one.on.end.isoformat())
    return FeedEntry(
        f"tag:{authority(site)},{at[:10]}:corrections/{year.year}/{place}",
        f"更正：{year.year}年，{label}",
        f"corrections/#{correction_id(year.year, place)}",
        at,
        at,
        f"{one.on.words}由“{one.was}”{one.outcome}：{one.why}",
    )


def authority(site: SiteContext) -> str:
    """`www.example.gov.cn`: who gives the ids."""
    return web_address(site.disclosure.agency.website).ascii_host


def rfc3339_time(text: str) -> str:
    """A day, or a day with its minute, as RFC 3339 writes it."""
    day, _, time = text.partition("T")
    return f"{day}T{time or '00:00'}:00{ZONE}"


def add(above: Xml.Element, name: str, text: str = "", **attributes: str) -> None:
    Xml.SubElement(above, name, attributes).text = text or None
