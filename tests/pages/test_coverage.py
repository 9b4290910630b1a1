"""What pages and downloads say of the numbers of a report: given, set aside with a reason, or not counted yet."""

from __future__ import annotations

from pathlib import Path

import pytest

import made_up
from disclosure.ledger.load import load_ledger
from disclosure.open_data.provenance import NOWHERE
from disclosure.open_data.year_document import year_document
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.page import year_pages

GONE = "channels.wechat.posts"
ASIDE = {"一（三）": [{"printed": ["12次", "345人次"], "why": "会议和培训，没有做成指标"}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """2022 was verified to its end; 2023 was not. Neither has the figure GONE."""

    def change(year: int, file: made_up.File) -> None:
        del file["figures"]["一（二）4"][GONE]
        file["set_aside"] = ASIDE if year == 2022 else {}

    folder = made_up.write(tmp_path / "data", (2022, 2023), change=change)
    made_up.verify(folder, 2022, set_aside=2)
    return folder


def site(folder: Path) -> SiteContext:
    return SiteContext(load_ledger(folder))


@pytest.mark.parametrize(
    ("year", "words", "missing"),
    [
        (2022, "报告正文有 22 个数：20 个登为指标，2 个没有登。", "报告没有说"),
        (2023, "报告正文的数是不是都登了，还没有核对。", "没有录入"),
    ],
)
def test_pages_state_the_coverage_of_each_year(folder, year, words, missing):
    context = site(folder)
    page = next(one.content for one in year_pages(context) if one.path == f"years/{year}.md")
    on = directives_for(context, "checks/", year)
    checks = str(on.checks()).split(f'id="{year}"')[1].split("</details>")[0]
    for text in (str(page), checks):
        assert words in " ".join(text.split())
        assert ("没有登的：一（三）的12次、345人次，会议和培训，没有做成指标。" in text) == (
            year == 2022
        )
    assert missing in str(on.figure(GONE, year))
    assert missing in on.scope(GONE, year)


def test_downloads_state_the_coverage_of_each_year(folder):
    context = site(folder)
    documents = {
        number: year_document(year, context.ledger, [], NOWHERE)
        for number, year in context.disclosure.years.items()
    }
    assert documents[2022]["coverage"] == {
        "numbers": 22,
        "figures": 20,
        "said": 0,
        "set_aside": 2,
    }
    assert documents[2022]["set_aside"] == [{"section": "一（三）", **ASIDE["一（三）"][0]}]
    assert (documents[2023]["coverage"], documents[2023]["set_aside"]) == (None, [])


def test_a_chart_row_says_whether_the_report_lacks_it_or_nobody_has_looked(folder):
    context = site(folder)
    chart = next(
        id for id, one in context.charts.items() if GONE in {bar.figure for bar in one.bars}
    )
    for year, missing in ((2022, "报告没有说"), (2023, "没有录入")):
        marks = directives_for(context, "", year).view(chart, year).marks
        assert missing in [mark.printed for mark in marks]
