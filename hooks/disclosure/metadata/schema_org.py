"""Records → what search engines read of a page (schema.org, as JSON-LD): its data set, its place, who publishes it.

A data set meets Google's rules for structured data of that kind; what nobody knows is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from disclosure.datafiles.models import Indicator
from disclosure.open_data.resource import Resource
from disclosure.open_data.serialize import without_empty
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import Directives, directives_for

from .datasets import Dataset

Thing = dict[str, Any]
LANGUAGE = "zh-CN"


class SchemaOrg:
    """Of one site. `titles` are the pages' own, by their path in the docs folder."""

    def __init__(
        self, site: SiteContext, datasets: Iterable[Dataset], titles: Mapping[str, str]
    ) -> None:
        self.site, self.disclosure, self.titles = site, site.disclosure, titles
        self.datasets = {dataset.address: dataset for dataset in datasets}

    def of(self, page: str, address: str) -> Thing | None:
        """What the page at an address of the site says of itself; None where there is nothing to say."""
        on = directives_for(self.site, address)
        if page == "index.md":
            return graph([self.website(on), self.agency(on)])
        if dataset := self.datasets.get(address):
            return graph([self.data_set(on, dataset), self.path(on, page)])
        return None

    def agency(self, on: Directives) -> Thing:
        agency = self.disclosure.agency
        return without_empty(
            {
                "@type": "GovernmentOrganization",
                "@id": self.at(on, "#agency"),
                "name": agency.name,
                "url": agency.website_url,
                "telephone": agency.hotline,
                "contactPoint": self.contact(),
                "identifier": agency.credit_code
                and {
                    "@type": "PropertyValue",
                    "propertyID": "统一社会信用代码",
                    "value": agency.credit_code,
                },
            }
        )

    def contact(self) -> Thing | None:
        """Where to ask on the web; the telephone number is the agency's own already."""
        agency = self.disclosure.agency
        if not agency.enquiry:
            return None
        point = {"@type": "ContactPoint", "contactType": "咨询", "url": agency.enquiry}
        return without_empty(point | {"telephone": agency.hotline})

    def organiser(self) -> Thing | None:
        """Who runs the site, where agency.yml says so."""
        name = self.disclosure.agency.organiser
        return {"@type": "Organization", "name": name} if name else None

    def website(self, on: Directives) -> Thing:
        described = {
            "@type": "WebSite",
            "@id": self.at(on, "#website"),
            "url": self.at(on, ""),
            "name": self.site.name,
            "inLanguage": LANGUAGE,
            "about": {"@id": self.at(on, "#agency")},
            "publisher": self.organiser(),
        }
        return without_empty(described)

    def path(self, on: Directives, page: str) -> Thing:
        parent = f"{page.partition('/')[0]}/index.md"
        above = [(self.titles[parent], parent.removesuffix("index.md"))] if page != parent else []
        steps = [("首页", ""), *above, (self.titles[page], on.url)]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": self.at(on, address)}
                for place, (name, address) in enumerate(steps, 1)
            ],
        }

    def data_set(self, on: Directives, dataset: Dataset) -> Thing:
        agency, reports = self.disclosure.agency, [year.file.report for year in dataset.years]
        return without_empty(
            {
                "@type": "Dataset",
                "@id": self.at(on, f"{on.url}#dataset"),
                "name": dataset.title,
                "description": dataset.description,
                "url": self.at(on, on.url),
                "license": agency.licence_url,
                "creator": self.agency(on),
                "publisher": self.organiser(),
                "inLanguage": LANGUAGE,
                "isAccessibleForFree": True,
                "keywords": [
                    *dataset.keywords,
                    "政府信息公开",
                    "政府信息公开工作年度报告",
                    agency.name,
                ],
                "temporalCoverage": "/".join(dataset.coverage),
                "datePublished": dataset.issued,
                "dateModified": dataset.modified,
                "version": self.site.origin.version,
                "variableMeasured": [variable(id, one) for id, one in dataset.indicators.items()],
                "distribution": [self.file(on, one) for one in dataset.files],
                "includedInDataCatalog": {
                    "@type": "DataCatalog",
                    "name": self.site.name,
                    "url": self.at(on, "data/"),
                },
                "isBasedOn": [
                    without_empty({"@type": "Report", "name": report.title, "url": report.url})
                    for report in reports
                ],
            }
        )

    def file(self, on: Directives, one: Resource) -> Thing:
        return without_empty(
            {
                "@type": "DataDownload",
                "name": one.title,
                "description": one.description,
                "encodingFormat": one.media_type,
                "contentUrl": self.at(on, one.path),
                "contentSize": f"{one.size} B",
                "dateModified": one.changed_on,
            }
        )

    def at(self, on: Directives, address: str) -> str:
        """Whole where the site's address is known; else as seen from the page, whose own address is its base."""
        base = self.site.origin.site_url
        return base + quote(address, safe="/#") if base else quote(on.href(address), safe="/#.")


def graph(things: list[Thing]) -> Thing:
    return {"@context": "https://schema.org", "@graph": things}


def variable(id: str, indicator: Indicator) -> Thing:
    """What it means is in the data package and in DCAT's catalogue: here each page would grow by a kilobyte."""
    return {
        "@type": "PropertyValue",
        "propertyID": id,
        "name": indicator.label,
        "unitText": indicator.unit,
    }
