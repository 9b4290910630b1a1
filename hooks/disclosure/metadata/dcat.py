"""Records → `catalog.jsonld`: the site's data as a DCAT 3 catalogue, which other portals gather (DCAT-AP's terms).

Its context stands in it, so that it is read without asking another host, and gives each term its type and language.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from disclosure.datafiles.models import Agency
from disclosure.open_data.resource import Resource
from disclosure.open_data.serialize import without_empty
from disclosure.pages.context import SiteContext

from .datasets import ALL_DATA, Dataset

CATALOG = "catalog.jsonld"
Node = dict[str, Any]
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


@dataclass(frozen=True)
class Catalog:
    """Addresses are whole where the site's own is known; else they count from the catalogue's."""

    site: SiteContext
    datasets: Sequence[Dataset]
    """The first is that of all data."""

    @property
    def agency(self) -> Agency:
        return self.site.disclosure.agency

    def as_json(self) -> str:
        name, agency = self.site.name or self.agency.name, self.agency.name
        catalog = {
            "@context": CONTEXT,
            "@id": self.at("#catalog"),
            "@type": "dcat:Catalog",
            "dct:title": name,
            "dct:description": f"{agency}历年政府信息公开工作年度报告的数据。",
            # The site: the figures are the agency's, and who runs the site may not be in the data.
            "dct:publisher": {
                "@id": self.at("#site"),
                "@type": "foaf:Agent",
                "foaf:name": self.agency.organiser or name,
                "foaf:homepage": self.at(""),
            },
            "dct:language": CHINESE,
            "dct:license": self.agency.licence_url,
            "foaf:homepage": self.at(""),
            "dct:issued": self.datasets[0].issued,
            "dct:modified": self.datasets[0].modified,
            "dcat:dataset": [self.dataset(one) for one in self.datasets],
        }
        return json.dumps(without_empty(catalog), ensure_ascii=False, indent=1) + "\n"

    def dataset(self, dataset: Dataset) -> Node:
        """Each file is a distribution of one data set: its topic's, its year's, or else that of all data."""
        start, end = dataset.coverage
        reports = [year.file.report for year in dataset.years]
        own = dataset.address != ALL_DATA
        files = [file for file in dataset.files if own or not (file.topic or file.year)]
        return without_empty(
            {
                "@id": self.at(f"{dataset.address}#dataset"),
                "@type": "dcat:Dataset",
                "dct:identifier": dataset.address.rstrip("/"),
                "dct:title": dataset.title,
                "dct:description": dataset.description,
                "dct:publisher": self.at("#site"),
                "dct:creator": {
                    "@id": self.at("#agency"),
                    "@type": ["foaf:Agent", "foaf:Organization"],
                    "foaf:name": self.agency.name,
                    "foaf:homepage": self.agency.website_url,
                }
                | without_empty({"dct:identifier": self.agency.credit_code}),
                "dcat:contactPoint": self.contact(),
                "dcat:landingPage": self.at(dataset.address),
                "dcat:keyword": [*dataset.keywords, "政府信息公开"],
                "dct:language": CHINESE,
                "dct:accessRights": PUBLIC,
                "dct:license": self.agency.licence_url,
                "dct:source": [one.url for one in reports if one.url],
                "dct:temporal": {
                    "@type": "dct:PeriodOfTime",
                    "dcat:startDate": start,
                    "dcat:endDate": end,
                },
                "dcat:version": self.site.origin.version,
                "dct:issued": dataset.issued,
                "dct:modified": dataset.modified,
                "dcat:distribution": [self.distribution(file, dataset.address) for file in files],
            }
        )

    def distribution(self, file: Resource, page: str) -> Node:
        return without_empty(
            {
                "@id": self.at(f"{file.path}#distribution"),
                "@type": "dcat:Distribution",
                "dct:title": file.title,
                "dct:description": file.description,
                "dcat:accessURL": self.at(page),
                "dcat:downloadURL": self.at(file.path),
                "dcat:mediaType": MEDIA_TYPES + file.media_type,
                "dcat:byteSize": str(file.size),
                "dct:license": self.agency.licence_url,
                "dct:modified": file.changed_on,
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
                    "spdx:checksumValue": file.sha256,
                },
            }
        )

    def contact(self) -> Node | None:
        hotline, enquiry = self.agency.hotline, self.agency.enquiry
        if not (hotline or enquiry):
            return None
        telephone = hotline and f"tel:{quote(hotline, safe='+-')}"
        known = without_empty({"vcard:hasTelephone": telephone, "vcard:hasURL": enquiry})
        return {"@type": "vcard:Organization", "vcard:fn": self.agency.name} | known

    def at(self, address: str) -> str:
        return (self.site.origin.site_url or "./") + quote(address, safe="/#")


PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TERMS: tuple[tuple[Node, tuple[str, ...]], ...] = (
    ({"@language": "zh"}, ("dct:title", "dct:description", "dcat:keyword", "foaf:name")),
    ({"@type": "xsd:date"}, ("dct:issued", "dct:modified", "dcat:startDate", "dcat:endDate")),
    ({"@type": "xsd:nonNegativeInteger"}, ("dcat:byteSize",)),
    ({"@type": "xsd:hexBinary"}, ("spdx:checksumValue",)),
    (
        {"@type": "@id"},
        (
            *("dct:publisher", "dct:language", "dct:license", "dct:accessRights"),
            *("foaf:homepage", "dcat:landingPage", "dcat:accessURL", "dcat:downloadURL"),
            *("dcat:mediaType", "vcard:hasTelephone", "vcard:hasURL"),
            *("spdx:algorithm", "dct:source"),
        ),
    ),
)
"""What the value of a term is: a text in Chinese, a day, a number, an address."""
CONTEXT: Node = PREFIXES | {term: kind for kind, terms in TERMS for term in terms}
