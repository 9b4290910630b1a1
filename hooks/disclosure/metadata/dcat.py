"""Records → `catalog.jsonld`: the site's data as a DCAT 3 catalogue, which other portals gather (DCAT-AP's terms).

Its context stands in it, so that it is read without asking another host.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from disclosure.open_data.resource import Resource
from disclosure.open_data.serialize import without_empty
from disclosure.pages.context import SiteContext

from .datasets import ALL_DATA, Dataset

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


def catalog(site: SiteContext, datasets: Sequence[Dataset]) -> str:
    """Addresses are whole where the site's own is known; else they count from the catalogue's. The first of the data
    sets is that of all data."""
    made = Catalog(site, datasets).whole()
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


class Catalog:
    def __init__(self, site: SiteContext, datasets: Sequence[Dataset]) -> None:
        self.site, self.datasets, self.agency = site, datasets, site.disclosure.agency

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
                **dates(next(iter(self.datasets))),
                "dcat:dataset": [self.data_set(one) for one in self.datasets],
            }
        )

    def data_set(self, dataset: Dataset) -> Node:
        """Each file is a distribution of one data set: its topic's, its year's, or else that of all data."""
        start, end = dataset.coverage
        own = dataset.address != ALL_DATA
        files = [file for file in dataset.files if own or not (file.topic or file.year)]
        return without_empty(
            {
                "@id": self.at(f"{dataset.address}#dataset")["@id"],
                "@type": "dcat:Dataset",
                "dct:identifier": dataset.address.rstrip("/"),
                "dct:title": chinese(dataset.title),
                "dct:description": chinese(dataset.description),
                "dct:publisher": {"@id": self.at("#site")["@id"]},
                "dct:creator": self.creator(),
                "dcat:contactPoint": self.contact(),
                "dcat:landingPage": self.at(dataset.address),
                "dcat:keyword": [chinese(word) for word in (*dataset.keywords, "政府信息公开")],
                "dct:language": {"@id": CHINESE},
                "dct:accessRights": {"@id": PUBLIC},
                "dct:license": self.licence(),
                "dct:temporal": {
                    "@type": "dct:PeriodOfTime",
                    "dcat:startDate": date(start),
                    "dcat:endDate": date(end),
                },
                "dcat:version": self.site.origin.version,
                **dates(dataset),
                "dcat:distribution": [self.distribution(file, dataset.address) for file in files],
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

    def at(self, address: str) -> Node:
        return {"@id": (self.site.origin.site_url or "./") + quote(address, safe="/#")}


def dates(dataset: Dataset) -> Node:
    """When its figures were first and last published."""
    days = {"dct:issued": dataset.issued, "dct:modified": dataset.modified}
    return {term: date(day) for term, day in days.items() if day}


def chinese(text: str) -> Node:
    return {"@language": "zh", "@value": text}


def date(day: str) -> Node:
    return {"@type": "xsd:date", "@value": day}
