"""What directives make of the real data, kept as whole documents: a change in any of them shows in the diff.

`UPDATE_GOLDEN=1 make test TESTS=tests/pages/test_golden.py` writes them anew; read the diff before committing it.
"""

from __future__ import annotations

import os

import pytest

from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import Directives, directives_for
from made_up import ROOT

GOLDEN = {
    "figure": lambda on: on.figure("push.retirement.withdrawn_amount"),
    "share": lambda on: on.share("decisions.underpaid_contributions", of="decisions.published"),
    "headline": lambda on: on.headline("push.sealed.withdrawn_amount", "withdrawals", "销户提取"),
    "chart-of-two-scopes": lambda on: on.chart("withdrawn-amounts"),
    "chart-with-our-own-sums": lambda on: on.chart("requests-by-outcome"),
    "chart-of-cards": lambda on: on.chart("channels"),
    "chart-of-events": lambda on: on.chart("events"),
    "table-of-blocks": lambda on: on.table("二"),
    "table-across": lambda on: on.table("四"),
    "note": lambda on: on.note("decisions-and-penalties"),
    "tie-out": lambda on: on.tie_out("decisions.kinds"),
    "card-of-a-figure": lambda on: on.card(on.default.entries["push.retirement.withdrawers"]),
    "card-of-a-cell": lambda on: on.card(on.default.entries["三.handled.total"]),
}


@pytest.fixture(scope="module")
def on(ledger) -> Directives:
    return directives_for(SiteContext(ledger), "topics/push/")


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(on, name):
    made = f"{GOLDEN[name](on)}\n"
    path = ROOT / "tests/golden" / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(made, "utf-8")
    assert made == path.read_text("utf-8")


def test_every_golden_file_has_its_case():
    assert {path.stem for path in (ROOT / "tests/golden").glob("*.html")} == set(GOLDEN)
