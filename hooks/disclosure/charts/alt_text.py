"""A chart → what goes with its picture: words for those who don't see it, its source and its name as a file."""

from __future__ import annotations

from disclosure.ledger.records import Disclosure
from disclosure.ledger.tieouts import OUTCOMES

from .chart import ChartView
from .mark import LEGEND, Mark
from .trend import Point, Series, Trend

Caption = dict[str, str]


def chart_alt_text(view: ChartView) -> Caption:
    title = view.year.file.report.title
    return {
        "summary": chart_summary(view),
        "source": f"出处：{' '.join((title, '、'.join(view.sections))).strip()}",
        "name": f"{view.year.year}年 {view.title}",
    }


def trend_alt_text(trend: Trend, disclosure: Disclosure) -> Caption:
    hedges = "；".join(LEGEND[end] for end in trend.legend_keys)
    series = (series_words(one, trend) for one in trend.series)
    sums = "、".join(one.label for one in trend.series if any(at.computed for at in one.points))
    return {
        "summary": sentences(*series, hedges, *trend.remarks),
        "source": f"出处：{disclosure.agency.name}各年政府信息公开工作年度报告"
        + (f"；{sums}是各项的合计，本站计算" if sums else ""),
        "name": trend.title,
    }


def chart_summary(view: ChartView) -> str:
    rows = [
        f"{mark.printed}，{mark.label}"
        if view.kind == "timeline"
        else mark_words(mark, view.basis_of(mark))
        for mark in view.marks
    ]
    ties = [f"{OUTCOMES[result.outcome]}：{result.arithmetic}" for result in view.ties]
    # Title, note and what all rows count over are read before it, as headings and text.
    zeros = "、".join(mark.label for mark in view.zeros)
    return sentences("；".join(rows), zeros and f"是0的：{zeros}", *ties)


def mark_words(mark: Mark, basis: str) -> str:
    """A plain count is just that; every other number says what its words leave open."""
    meaning = mark.remark or ("" if mark.end in ("exact", "missing") else mark.meaning)
    words = (mark.label, mark.printed, mark.share_words, meaning, basis)
    return "，".join(filter(None, words))


def series_words(series: Series, trend: Trend) -> str:
    words = [
        f"{year}年{point_words(point, is_reported=year in trend.reported)}"
        for year, point in zip(trend.years, series.points, strict=True)
    ]
    return f"{series.label}：{'，'.join(words)}"


def point_words(point: Point, *, is_reported: bool) -> str:
    if point.shown:
        return f"{point.shown}（本站计算）" if point.computed else point.shown
    return "没有可比的数" if is_reported else "没有报告"


def sentences(*texts: str) -> str:
    return "".join(f"{text}。" for text in texts if text)
