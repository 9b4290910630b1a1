"""What a later report says of an earlier year's figure: shown with both years, and told where it cannot be so."""

from __future__ import annotations

import json
from datetime import date

import pytest
import yaml

import made_up
from disclosure.ledger.checks.coverage import recorded
from disclosure.ledger.checks.verification import digests, record_to_yaml
from disclosure.ledger.derived import change
from disclosure.ledger.load import load_data, load_ledger
from disclosure.ledger.records import VerificationStatus
from disclosure.open_data.provenance import NOWHERE
from disclosure.open_data.rows import Rows
from disclosure.open_data.year_document import year_document
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.page import year_pages
from disclosure.problems.problem import Problems

FIGURE, CELL = "decisions.published", "三.handled.total"
YEARS = (2021, 2022, 2023)
SOUND = {"year": "2022", "figure": FIGURE, "printed": "9999件", "why": "多计了"}


def folder_with(folder, *restatements, of=2023):
    def restate(year, file):
        if year == of:
            file["restates"] = [dict(one) for one in restatements]  # no YAML aliases

    return made_up.write(folder, YEARS, change=restate)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    cell = {"year": "2022", "figure": CELL, "printed": "9998", "why": "报告没有说缘故"}
    return load_ledger(folder_with(tmp_path_factory.mktemp("restated") / "data", SOUND, cell))


def test_earlier_figure_stays_as_printed_and_says_what_the_later_report_says(ledger):
    years = ledger.disclosure.years
    entry = years[2022].entries[FIGURE]
    assert entry.figure.printed != "9999件"
    assert entry.remark == "2023年的报告改称“9999件”：多计了"
    assert years[2023].entries[FIGURE].remark == ""
    assert [one.id for one in years[2022].restated] == [FIGURE, CELL]


def test_no_change_is_computed_from_a_restated_figure(ledger):
    before, restated, now = (ledger.disclosure.years[year].entries[FIGURE] for year in YEARS)
    assert change(now, restated) is None and change(restated, before) is None


def test_card_and_both_year_pages_say_it(ledger):
    site = SiteContext(ledger)
    on = directives_for(site, "", 2022)
    assert "2023年的报告改称“9999件”：多计了" in on.card(on.default.entries[FIGURE])
    pages = {page.path: page.content for page in year_pages(site)}
    assert "后来的报告改了说法的数" in pages["years/2022.md"]
    assert "2023年的报告改称“9998”：报告没有说缘故" in pages["years/2022.md"]
    assert "现称 9999件" in pages["years/2023.md"] and "多计了" in pages["years/2023.md"]
    assert "改了说法" not in pages["years/2021.md"]
    assert "现称 9999件" in directives_for(site, "").corrections()


def test_data_says_it(ledger):
    rows = {(row["year"], row["id"]): row for row in Rows(ledger.disclosure, NOWHERE).figures()}
    row = rows[2022, FIGURE]
    assert (row["restated"], row["remark"]) == ("9999件", "2023年的报告改称“9999件”：多计了")
    assert rows[2023, FIGURE]["restated"] is None
    year = ledger.disclosure.years[2023]
    document = year_document(year, ledger, [], NOWHERE)
    assert document["restates"][0] == {**SOUND, "year": 2022, "was": None}
    assert json.dumps(document["restates"])


WRONG = {
    "unknown-figure": ({"figure": "decisions.publishd"}, "D207", "decisions.publishd"),
    "year-without-report": ({"year": "2020"}, "D207", "2020"),
    "same-year": ({"year": "2023"}, "D416", "不早于"),
    "later-year": ({"year": "2024"}, "D416", "不早于"),
    "figure-that-year-lacks": ({"figure": "三.granted.company", "year": "2022"}, "D416", "没有"),
    "not-what-that-year-printed": ({"was": "1件"}, "D416", "不是“1件”"),
    "no-number": ({"printed": "许多"}, "D301", ""),
    "other-dimension": ({"printed": "5人"}, "D301", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_restatement_that_cannot_be_is_told(tmp_path, name):
    changed, code, words = WRONG[name]

    def restate(year, file):
        if year == 2022 and name == "figure-that-year-lacks":
            file["tables"]["三"]["granted"][1] = None
        if year == 2023:
            file["restates"] = [SOUND | changed]

    problems = Problems()
    load_data(made_up.write(tmp_path, YEARS, change=restate), problems)
    found = [one for one in problems if one.code in ("D207", "D301", "D416")]
    assert [one.code for one in found] == [code] and words in found[0].message
    assert found[0].place.file.endswith("2023.yml") and found[0].place.line > 1


def test_restatement_of_the_same_number_is_told(tmp_path):
    printed = made_up.ledger(tmp_path / "once", YEARS).disclosure.years[2022].entries[FIGURE]
    same = SOUND | {"printed": printed.figure.printed}
    problems = Problems()
    load_data(folder_with(tmp_path / "twice", same, SOUND, SOUND), problems)
    found = [one.message for one in problems if one.code == "D416"]
    assert len(found) == 2 and "一样" in found[0] and "两次" in found[1]


def test_earlier_year_stays_verified_and_published_as_its_own_report_prints_it(tmp_path):
    data = folder_with(tmp_path / "data")
    source = load_data(data, Problems()).year_source("2022")
    (data / "verified").mkdir()
    record = record_to_yaml(
        source,
        list(digests(source)),
        date(2026, 11, 24),
        "报告",
        "0" * 64,
        recorded(source, 30, {}),
    )
    (data / "verified/2022.yml").write_text(record, "utf-8")
    printed = source.file.figures["一（一）6"][FIGURE].printed
    made_up.publish(data, 2022, {"2026-11-24": {FIGURE: printed}})

    def findings(folder):
        problems = Problems()
        loaded = load_data(folder, problems)
        year = loaded.ledger.disclosure.years[2022]
        return year.entries[FIGURE].verification, {(one.code, one.place.file) for one in problems}

    before = findings(data)
    path = data / "years/2023.yml"
    file = yaml.safe_load(path.read_text("utf-8")) | {"restates": [SOUND]}
    path.write_text(yaml.safe_dump(file, allow_unicode=True, sort_keys=False), "utf-8")
    assert before[0] is VerificationStatus.VERIFIED
    assert findings(data) == before
