"""Records → what search engines read of a page (schema.org, as JSON-LD): its data set, its place, who publishes it.

A data set meets Google's rules for structured data of that kind; what nobody knows is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from disclosure.datafiles.models import Indicator
from disclosure.ledger.releases import Releases, day_of, first_release, last_release
from disclosure.open_data.resource import Resource
from disclosure.open_data.serialize import without_empty
from disclosure.pages.context import SiteContext
from disclosure.pages.directives import Directives, directives_for

Thing = dict[str, Any]
LANGUAGE = "zh-CN"
MAX_DESCRIPTION = 5000
"""Characters of a data set's description; Google wants 50 at least."""


class SchemaOrg:
    """Of one site. `titles` are the pages' own, by their path in the docs folder."""

    def __init__(self, site: SiteContext, released: Releases, titles: Mapping[str, str]) -> None:
        self.site, self.released, self.titles = site, released, titles
        self.disclosure = site.disclosure

    def of(self, page: str, address: str) -> Thing | None:
        """What the page at an address of the site says of itself; None where there is nothing to say."""
        on = directives_for(self.site, address)
        if page == "index.md":
            return graph([self.website(on), self.agency(on)])
        if page == "data/index.md":
            return graph([self.whole(on), self.path(on, page)])
        folder, _, stem = page.removesuffix(".md").partition("/")
        if folder == "topics" and stem in self.disclosure.topics:
            return graph([self.topic(on, stem), self.path(on, page, "topics/index.md")])
        if folder == "years" and stem.isdecimal() and int(stem) in self.disclosure.years:
            return graph([self.year(on, int(stem)), self.path(on, page, "years/index.md")])
        return None

    # Who, and where

    def agency(self, on: Directives) -> Thing:
        agency = self.disclosure.agency
        return without_empty(
            {
                "@type": "GovernmentOrganization",
                "@id": self.at(on, "#agency"),
                "name": agency.name,
                "url": agency.website_url,
                "telephone": agency.hotline,
            }
        )

    def website(self, on: Directives) -> Thing:
        return {
            "@type": "WebSite",
            "@id": self.at(on, "#website"),
            "url": self.at(on, ""),
            "name": self.site.name,
            "inLanguage": LANGUAGE,
            "about": {"@id": self.at(on, "#agency")},
        }

    def path(self, on: Directives, page: str, parent: str = "") -> Thing:
        steps = [
            ("首页", ""),
            *([(self.titles[parent], parent.removesuffix("index.md"))] if parent else []),
        ]
        steps.append((self.titles[page], on.url))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": self.at(on, address)}
                for place, (name, address) in enumerate(steps, 1)
            ],
        }

    # Data sets

    def whole(self, on: Directives) -> Thing:
        agency, topics = self.disclosure.agency.name, self.disclosure.topics.values()
        return self.data_set(
            on,
            name=f"{agency}政府信息公开工作年度报告：全部数据",
            says=f"{agency}历年政府信息公开工作年度报告的全部数字和法定统计表。",
            about="、".join(topic.title for topic in topics),
            years=self.disclosure.years,
            variables=self.disclosure.indicators,
            files=[one for one in self.site.resources if one.group != "machine"],
            keywords=[topic.title for topic in topics],
        )

    def topic(self, on: Directives, stem: str) -> Thing:
        topic = self.disclosure.topics[stem]
        return self.data_set(
            on,
            name=f"{self.disclosure.agency.name}：{topic.title}（数据）",
            says=on.say_plain(topic.summary),
            about="、".join(one.label for one in topic.indicators.values()),
            years=self.disclosure.years,
            variables=topic.indicators,
            files=[one for one in self.site.resources if one.topic == stem],
            keywords=[topic.title],
        )

    def year(self, on: Directives, number: int) -> Thing:
        year = self.disclosure.years[number]
        indicators = self.disclosure.indicators
        told = {id: indicators[id] for id in year.entries if id in indicators}
        made = self.data_set(
            on,
            name=f"{year.file.report.title}（数据）",
            says=f"《{year.file.report.title}》的全部数字、文件和法定统计表，按报告的章节排列。",
            about="、".join(one.label for one in told.values()),
            years=[number],
            variables=told,
            files=[one for one in self.site.resources if one.year == number],
            keywords=[f"{number}年"],
        )
        report = {"@type": "Report", "name": year.file.report.title}
        return made | {"isBasedOn": report}

    def data_set(
        self,
        on: Directives,
        *,
        name: str,
        says: str,
        about: str,
        years: Iterable[int],
        variables: Mapping[str, Indicator],
        files: Iterable[Resource],
        keywords: list[str],
    ) -> Thing:
        agency, given = self.agency(on), [*years]
        released = {year: self.released[year] for year in given if year in self.released}
        said = [says, f"包括：{about}。" if about else "", AS_PRINTED]
        return without_empty(
            {
                "@type": "Dataset",
                "@id": self.at(on, f"{on.url}#dataset"),
                "name": name,
                "description": shorten("".join(said)),
                "url": self.at(on, on.url),
                "license": self.disclosure.agency.licence_url,
                "creator": agency,
                "inLanguage": LANGUAGE,
                "isAccessibleForFree": True,
                "keywords": [
                    *keywords,
                    "政府信息公开",
                    "政府信息公开工作年度报告",
                    self.disclosure.agency.name,
                ],
                "temporalCoverage": coverage(self.site, given),
                "datePublished": day_of(first_release(released)),
                "dateModified": day_of(last_release(released)),
                "version": self.site.origin.version,
                "variableMeasured": [variable(id, one) for id, one in variables.items()],
                "distribution": [self.file(on, one) for one in files],
                "includedInDataCatalog": {
                    "@type": "DataCatalog",
                    "name": self.site.name,
                    "url": self.at(on, "data/"),
                },
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
    return {
        "@type": "PropertyValue",
        "propertyID": id,
        "name": indicator.label,
        "description": indicator.definition,
        "unitText": indicator.unit,
    }


def coverage(site: SiteContext, years: Iterable[int]) -> str:
    """`2022-01-01/2022-12-31`, from the first report's first day to the last one's last."""
    spans = [site.disclosure.years[year].file.report.covers for year in years]
    return f"{min(span.start for span in spans)}/{max(span.end for span in spans)}"


def shorten(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION else f"{text[: MAX_DESCRIPTION - 1]}…"


AS_PRINTED = (
    "数字照报告原样登载，“近”“超”“约”等字一个不少；"
    "每一个数都带着它在报告里的章节号、单位、口径，以及原文的词给出的上限和下限。"
)
