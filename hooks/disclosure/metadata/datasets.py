"""Records → the data sets that the DCAT catalogue and schema.org describe: all data, each topic's, each year's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure.datafiles.models import Indicator
from disclosure.ledger.records import Year
from disclosure.ledger.releases import Releases
from disclosure.open_data.resource import Resource
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for

ALL_DATA = "data/"
MAX_DESCRIPTION = 5000
"""Characters of a description; Google wants 50 at least."""
AS_PRINTED = (
    "数字照报告原样登载，“近”“超”“约”等字一个不少；"
    "每一个数都带着它在报告里的章节号、单位、口径，以及原文的词给出的上限和下限。"
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What one page of the site offers for download."""

    address: str
    """The page's, within the site: `data/`, `topics/push/`, `years/2022/`."""
    title: str
    summary: str
    contents: tuple[str, ...]
    """What it has figures of, for readers."""
    keywords: tuple[str, ...]
    years: tuple[Year, ...]
    indicators: Mapping[str, Indicator]
    files: tuple[Resource, ...]
    released: Releases

    @property
    def description(self) -> str:
        contents = f"包括：{'、'.join(self.contents)}。" if self.contents else ""
        text = self.summary + contents + AS_PRINTED
        return text if len(text) <= MAX_DESCRIPTION else f"{text[: MAX_DESCRIPTION - 1]}…"

    @property
    def coverage(self) -> tuple[str, str]:
        """The first and the last day that its reports are about, `2022-12-31`."""
        spans = [year.file.report.covers for year in self.years]
        return str(min(span.start for span in spans)), str(max(span.end for span in spans))

    @property
    def issued(self) -> str | None:
        """The day on which its first figures were published; None where none were."""
        return min((dates.first[:10] for dates in self.released.values()), default=None)

    @property
    def modified(self) -> str | None:
        return max((dates.last[:10] for dates in self.released.values()), default=None)


def datasets(site: SiteContext, released: Releases) -> Iterator[Dataset]:
    disclosure, agency = site.disclosure, site.disclosure.agency.name
    every_year, topics = tuple(disclosure.years.values()), disclosure.topics
    titles = tuple(topic.title for topic in topics.values())
    yield Dataset(
        address=ALL_DATA,
        title=f"{agency}政府信息公开工作年度报告：全部数据",
        summary=f"{agency}历年政府信息公开工作年度报告的全部数字和法定统计表。",
        contents=titles,
        keywords=titles,
        years=every_year,
        indicators=disclosure.indicators,
        files=tuple(file for file in site.resources if file.group != "machine"),
        released=released,
    )
    for stem, topic in topics.items():
        yield Dataset(
            address=f"topics/{stem}/",
            title=f"{agency}：{topic.title}（数据）",
            summary=directives_for(site, "").say_plain(topic.summary),
            contents=tuple(indicator.label for indicator in topic.indicators.values()),
            keywords=(topic.title,),
            years=every_year,
            indicators=topic.indicators,
            files=tuple(file for file in site.resources if file.topic == stem),
            released=released,
        )
    for number, year in disclosure.years.items():
        title = year.file.report.title
        given = {id: one for id, one in disclosure.indicators.items() if id in year.entries}
        yield Dataset(
            address=f"years/{number}/",
            title=f"{title}（数据）",
            summary=f"《{title}》的全部数字、文件和法定统计表，按报告的章节排列。",
            contents=tuple(indicator.label for indicator in given.values()),
            keywords=(f"{number}年",),
            years=(year,),
            indicators=given,
            files=tuple(file for file in site.resources if file.year == number),
            released={number: released[number]} if number in released else {},
        )
