"""What the first page says has changed since the report before: what may be computed, one figure for each topic."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

import made_up
from disclosure.ledger.derived import Computed, year_change
from disclosure.ledger.load import load_ledger
from disclosure.ledger.records import belongs
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for

YEARS = range(2003, 2023)


def changed(ledger) -> BeautifulSoup:
    return BeautifulSoup(directives_for(SiteContext(ledger), "").changed(), "html.parser")


def test_every_change_is_the_computed_one_with_both_figures_and_a_line(tmp_path):
    ledger = load_ledger(made_up.write(tmp_path / "data", YEARS))
    now, before = (ledger.disclosure.years[year] for year in (2022, 2021))
    rows = changed(ledger).select("tbody tr")
    assert len(rows) >= 5
    topics = []
    for row in rows:
        links = [link["href"] for link in row.select("a.figure")]
        assert [re.search(r"years/(\d+)/", link)[1] for link in links] == ["2021", "2022"]
        id = links[0].partition("#")[2]
        computed = year_change(id, now, before)
        assert isinstance(computed, Computed)
        assert row.select_one(".computed").text == computed.text
        assert row.select_one("path")["d"].startswith("M")
        entry = now.find(id)
        disclosure = ledger.disclosure
        topics.append(tuple(stem for stem in disclosure.topics if belongs(entry, stem, disclosure)))
    assert len({*topics}) == len(topics)


def test_hedged_and_running_figures_have_no_change(tmp_path):
    text = str(changed(load_ledger(made_up.write(tmp_path / "data", (2021, 2022)))))
    for id in ("push.sealed.recipients", "push.retirement.withdrawn_amount"):
        assert id not in text


def test_nothing_is_said_of_changes_with_one_report(ledger):
    assert not changed(ledger).text.strip()
