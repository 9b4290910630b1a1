"""Charts → a page for each, light enough for a frame of another site; search engines are led to the topic's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure.charts import frame_height
from disclosure.charts.trend import Trend

from .context import SiteContext
from .directives import Directives, calls, directives_for
from .page import GeneratedFile

FOLDER = "charts"


def chart_pages(site: SiteContext, written: Mapping[str, str]) -> Iterator[GeneratedFile]:
    for stem, topic in site.disclosure.topics.items():
        for id in topic.charts:
            on = directives_for(site, f"{FOLDER}/{id}/")
            shown = on.view(id)
            drawn = on.render_chart(shown, level=1)
            yield page(
                on,
                id,
                stem,
                (shown.title, shown.note),
                drawn,
                frame_height.chart_frame(shown),
                written,
            )
            if trend := on.trend(id):
                again = directives_for(site, f"{FOLDER}/{trend.id}/")
                said = (trend.title, scope_of(trend))
                drawn = again.render_trend(trend, level=1)
                yield page(
                    again, trend.id, stem, said, drawn, frame_height.trend_frame(trend), written
                )


def page(
    on: Directives,
    id: str,
    stem: str,
    said: tuple[str, str],
    drawn: str,
    frame: frame_height.Frame,
    written: Mapping[str, str],
) -> GeneratedFile:
    title, note = said
    address, anchor = home(id.removesuffix("-trend"), stem, written)
    source = on.href(f"{address}#{id}" if anchor else address)
    text = on.render(
        "embed.md",
        id=id,
        title=title,
        note=note,
        drawn=drawn,
        source=source,
        frame=frame,
        topic=on.site.disclosure.topics[stem],
        canonical=on.site.origin.site_url + address if on.site.origin.site_url else "",
    )
    return GeneratedFile(f"{FOLDER}/{id}.md", f"{text}\n")


def home(id: str, stem: str, written: Mapping[str, str]) -> tuple[str, bool]:
    """The address of the page to read a chart on, and whether it stands there: its topic's, else any topic's."""
    pages = (f"topics/{one}.md" for one in (stem, *stems(written)))
    found = next((path for path in pages if charts_on_pages(written.get(path, ""), id)), None)
    return (f"{found.removesuffix('.md')}/", True) if found else (f"topics/{stem}/", False)


def charts_on_pages(text: str, id: str) -> bool:
    """Whether a page shows the latest year's chart of this name."""
    return any(one["id"] == id and "year" not in one for one in calls(text, "chart"))


def stems(written: Mapping[str, str]) -> Iterator[str]:
    for path in written:
        if path.startswith("topics/") and path != "topics/index.md":
            yield path.removeprefix("topics/").removesuffix(".md")


def scope_of(trend: Trend) -> str:
    reported = "、".join(map(str, sorted(trend.reported)))
    return f"只连单位、口径和时段都相同的年份：{reported}。"
