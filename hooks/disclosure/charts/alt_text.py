"""A chart → what goes with its picture: words for those who don't see it, its source and its name as a file."""

from __future__ import annotations

from disclosure.ledger.records import Disclosure
from disclosure.ledger.tieouts import OUTCOMES

from .chart import HEDGED, Mark, View
from .trend import Series, Trend

Caption = dict[str, str]


def of_view(view: View) -> Caption:
    title = view.year.file.report.title
    return {
        "summary": spoken(view),
        "source": f"出处：{' '.join((title, '、'.join(view.sections))).strip()}",
        "name": f"{view.year.year}年 {view.title}",
    }


def of_trend(trend: Trend, disclosure: Disclosure) -> Caption:
    hedges = "；".join(HEDGED[end] for end in trend.keys)
    return {
        "summary": sentences(trend.title, *(of_series(one, trend) for one in trend.series), hedges),
        "source": f"出处：{disclosure.agency.name}各年政府信息公开工作年度报告",
        "name": trend.title,
    }


def spoken(view: View) -> str:
    scopes = {mark.scope for mark in view.marks}
    common = scopes.pop() if len(scopes) == 1 and view.kind != "timeline" else ""
    rows = [
        of_event(mark) if view.kind == "timeline" else of_mark(mark, common) for mark in view.marks
    ]
    ties = [f"{OUTCOMES[result.outcome]}：{result.arithmetic}" for result in view.ties]
    note = view.note.rstrip("。")
    return sentences(view.title, note, common and f"口径都是{common}", "；".join(rows), *ties)


def of_event(mark: Mark) -> str:
    return f"{mark.printed}，{mark.label}"


def of_mark(mark: Mark, common: str) -> str:
    """A plain count is just that; every other number says what its words leave open."""
    meaning = "" if mark.end in ("exact", "missing") else mark.meaning
    basis = "" if mark.basis == common else mark.basis
    return "，".join(filter(None, (mark.label, mark.printed, meaning, basis)))


def of_series(series: Series, trend: Trend) -> str:
    said = [
        f"{year}年{point.figure.printed if point.figure else '没有可比的数'}"
        for year, point in zip(trend.years, series.points, strict=True)
    ]
    return f"{series.label}：{'，'.join(said)}"


def sentences(*texts: str) -> str:
    return "".join(f"{text}。" for text in texts if text)
