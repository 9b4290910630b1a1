"""A number that the record of verification counts as said in words stands in a text of its section."""

from __future__ import annotations

from pathlib import Path

import pytest

import made_up
from disclosure.ledger.checks.coverage import is_said
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problems

SECTION = "一（二）3"
TEXTS = {
    "title of the section": ("outline", "上门46次"),
    "fact": ("facts", ["上门46次。"]),
    "commitment": ("commitments", ["上门46次。"]),
    "footnote": ("footnotes", "上门46次。"),
    "title of a paper": ("papers", [{"title": "上门46次的通知"}]),
    "number of a paper": ("papers", [{"title": "通知", "number": "某政发46次"}]),
    "subject of a paper": ("papers", [{"title": "通知", "about": "上门46次"}]),
    "event": ("events", [{"on": "2022-03-30", "what": "上门46次"}]),
    "short name of an event": (
        "events",
        [{"on": "2022-03-30", "what": "上门", "short": "上门46次"}],
    ),
}


@pytest.mark.parametrize(("key", "text"), TEXTS.values(), ids=TEXTS)
def test_number_may_be_said_in_any_text_of_its_section(tmp_path: Path, key: str, text: object):
    def add(year: int, file: made_up.File) -> None:
        file.setdefault(key, {})[SECTION] = text

    loaded = load_data(made_up.write(tmp_path / "data", [2022], change=add), Problems())
    file = loaded.year_source("2022").file
    assert is_said("46次", SECTION, file)
    assert is_said("46次", "一（二）", file)  # a section around it
    assert not is_said("6次", SECTION, file) and not is_said("46次", "一（一）1", file)
