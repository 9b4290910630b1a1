"""Records → `catalog.jsonld`: the site's data as a DCAT 3 catalogue, which other portals gather (DCAT-AP's terms).

Its context stands in it, so that it is read without asking another host.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from disclosure.ledger.releases import Releases, day_of, first_release, last_release
from disclosure.open_data.resource import Resource
from disclosure.open_data.serialize import without_empty
from disclosure.pages.context import SiteContext
from disclosure.pages.directives import directives_for

from .schema_org import AS_PRINTED

CATALOG = "catalog.jsonld"
Node = dict[str, Any]
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
SHA256 = "spdx:checksumAlgorithm_sha256"
CONTEXT: Node = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalog(site: SiteContext, released: Releases) -> str:
    """Addresses are whole where the site's own is known; else they count from the catalogue's."""
    made = Catalog(site, released)
    return json.dumps(made.whole(), ensure_ascii=False, indent=1) + "\n"


class Catalog:
    def __init__(self, site: SiteContext, released: Releases) -> None:
        self.site, self.released = site, released
        self.disclosure, self.agency = site.disclosure, site.disclosure.agency

    def whole(self) -> Node:
        return without_empty(
            {
                "@context": CONTEXT,
                "@id": self.at("#catalog")["@id"],
                "@type": "dcat:Catalog",
                "dct:title": chinese(self.site.name or self.agency.name),
                "dct:description": chinese(
                    f"{self.agency.name}历年政府信息公开工作年度报告的数据。"
                ),
                "dct:publisher": self.publisher(),
                "dct:language": {"@id": CHINESE},
                "dct:license": self.licence(),
                "foaf:homepage": self.at(""),
                **self.dates(self.disclosure.years),
                "dcat:dataset": [*self.data_sets()],
            }
        )

    def data_sets(self) -> Iterator[Node]:
        years, name = self.disclosure.years, self.agency.name
        yield self.data_set(
            "data/",
            f"{name}政府信息公开工作年度报告：全部数据",
            f"历年报告的全部数字和法定统计表。{AS_PRINTED}",
            years,
            [one for one in self.site.resources if one.group in ("all", "table")],
            [topic.title for topic in self.disclosure.topics.values()],
        )
        for stem, topic in self.disclosure.topics.items():
            own = [one for one in self.site.resources if one.topic == stem]
            says = directives_for(self.site, "").say_plain(topic.summary) + AS_PRINTED
            title = f"{name}：{topic.title}"
            yield self.data_set(f"topics/{stem}/", title, says, years, own, [topic.title])
        for number, year in years.items():
            own = [one for one in self.site.resources if one.year == number]
            title = year.file.report.title
            says = f"《{title}》的全部数字、文件和法定统计表。{AS_PRINTED}"
            yield self.data_set(f"years/{number}/", title, says, [number], own, [f"{number}年"])

    def data_set(
        self,
        address: str,
        title: str,
        says: str,
        years: Iterable[int],
        files: Iterable[Resource],
        keywords: Iterable[str],
    ) -> Node:
        spans = [self.disclosure.years[year].file.report.covers for year in years]
        temporal = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": date(str(min(span.start for span in spans))),
            "dcat:endDate": date(str(max(span.end for span in spans))),
        }
        return without_empty(
            {
                "@id": self.at(f"{address}#dataset")["@id"],
                "@type": "dcat:Dataset",
                "dct:identifier": address.rstrip("/"),
                "dct:title": chinese(title),
                "dct:description": chinese(says),
                "dct:publisher": {"@id": self.at("#site")["@id"]},
                "dct:creator": self.creator(),
                "dcat:contactPoint": self.contact(),
                "dcat:landingPage": self.at(address),
                "dcat:keyword": [chinese(word) for word in (*keywords, "政府信息公开")],
                "dct:language": {"@id": CHINESE},
                "dct:accessRights": {"@id": PUBLIC},
                "dct:license": self.licence(),
                "dct:temporal": temporal,
                "dcat:version": self.site.origin.version,
                **self.dates(years),
                "dcat:distribution": [self.distribution(one, address) for one in files],
            }
        )

    def distribution(self, one: Resource, address: str) -> Node:
        return without_empty(
            {
                "@id": self.at(f"{one.path}#distribution")["@id"],
                "@type": "dcat:Distribution",
                "dct:title": chinese(one.title),
                "dct:description": chinese(one.description),
                "dcat:accessURL": self.at(address),
                "dcat:downloadURL": self.at(one.path),
                "dcat:mediaType": {"@id": MEDIA_TYPES + one.media_type},
                "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(one.size)},
                "dct:license": self.licence(),
                "dct:modified": date(one.changed_on) if one.changed_on else None,
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": SHA256},
                    "spdx:checksumValue": {
                        "@type": "xsd:hexBinary",
                        "@value": one.sha256,
                    },
                },
            }
        )

    def publisher(self) -> Node:
        """The site: the figures are the agency's, and who runs the site is not in the data."""
        return {
            "@id": self.at("#site")["@id"],
            "@type": "foaf:Agent",
            "foaf:name": chinese(self.site.name or self.agency.name),
            "foaf:homepage": self.at(""),
        }

    def creator(self) -> Node:
        return {
            "@id": self.at("#agency")["@id"],
            "@type": ["foaf:Agent", "foaf:Organization"],
            "foaf:name": chinese(self.agency.name),
            "foaf:homepage": {"@id": self.agency.website_url},
        }

    def contact(self) -> Node | None:
        if not self.agency.hotline:
            return None
        return {
            "@type": "vcard:Organization",
            "vcard:fn": self.agency.name,
            "vcard:hasTelephone": {"@id": f"tel:{quote(self.agency.hotline, safe='+-')}"},
        }

    def licence(self) -> Node | None:
        return {"@id": self.agency.licence_url} if self.agency.licence_url else None

    def dates(self, years: Iterable[int]) -> Node:
        """When the figures of these years were first and last published."""
        some = {year: self.released[year] for year in years if year in self.released}
        days: Mapping[str, str | None] = {
            "dct:issued": day_of(first_release(some)),
            "dct:modified": day_of(last_release(some)),
        }
        return {term: date(one) for term, one in days.items() if one}

    def at(self, address: str) -> Node:
        return {"@id": (self.site.origin.site_url or "./") + quote(address, safe="/#")}


def chinese(text: str) -> Node:
    return {"@language": "zh", "@value": text}


def date(day: str) -> Node:
    return {"@type": "xsd:date", "@value": day}
