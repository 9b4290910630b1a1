"""Charts → a page for each, light enough for a frame of another site; search engines are led to the topic's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.charts import frame_height
from disclosure.datafiles.models import Topic

from .context import SiteContext
from .directives.rendering import Directives, calls, directives_for
from .handwritten.docs_files import address_of
from .page import GeneratedFile

FOLDER = "charts"


def chart_pages(site: SiteContext, written: Mapping[str, str]) -> Iterator[GeneratedFile]:
    """`written` are the hand-written pages, by their path in the docs folder."""
    for stem, topic in site.disclosure.topics.items():
        for id in topic.charts:
            home = home_of(id, stem, written)
            on = directives_for(site, f"{FOLDER}/{id}/")
            view = on.view(id)
            yield chart_page(
                *(on, id, topic, home),
                title=view.title,
                note=view.note,
                drawn=on.render_chart(view, level=1),
                frame=frame_height.chart_frame(view),
            )
            if trend := on.trend(id):
                on = directives_for(site, f"{FOLDER}/{trend.id}/")
                years = "、".join(map(str, sorted(trend.reported)))
                yield chart_page(
                    *(on, trend.id, topic, home),
                    title=trend.title,
                    note=f"只连单位、口径和时段都相同的年份：{years}。",
                    drawn=on.render_trend(trend, level=1),
                    frame=frame_height.trend_frame(trend),
                )


def chart_page(
    on: Directives, id: str, topic: Topic, home: tuple[str, bool], **shown: Any
) -> GeneratedFile:
    (address, is_shown), base = home, on.site.origin.site_url
    source = on.href(f"{address}#{id}" if is_shown else address)
    canonical = base + address if base else ""
    text = on.render("embed.md", id=id, topic=topic, source=source, canonical=canonical, **shown)
    return GeneratedFile(f"{FOLDER}/{id}.md", f"{text}\n")


def home_of(id: str, stem: str, written: Mapping[str, str]) -> tuple[str, bool]:
    """The address of the page to read a chart on, and whether it stands there: its topic's, else any topic's."""
    own = f"topics/{stem}.md"
    topics = [path for path in written if path.startswith("topics/") and path != "topics/index.md"]
    for path in (own, *topics):
        if shows_latest_chart(written.get(path, ""), id):
            return address_of(path), True
    return address_of(own), False


def shows_latest_chart(text: str, id: str) -> bool:
    """Whether a page shows the latest year's chart of this name."""
    return any(call["id"] == id and "year" not in call for call in calls(text, "chart"))
