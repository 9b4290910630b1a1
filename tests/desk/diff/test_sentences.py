"""Which sentences of a page differ."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.desk.diff.sentences import changed_sentences, split_sentences

NONE = "（无）"
CASES = [
    ("甲。乙。", "甲。乙。", []),
    ("甲。\n乙。", "甲。\n\n乙。  ", []),
    ("甲。乙。丙。", "甲。丁。丙。", [("乙。", "丁。")]),
    ("甲。丙。", "甲。乙。丙。", [(NONE, "乙。")]),
    ("甲。乙。丙。", "甲。丙。", [("乙。", NONE)]),
    ("甲。乙。", "丙。", [("甲。", "丙。"), ("乙。", NONE)]),
    ("甲。甲。", "甲。", [("甲。", NONE)]),
    ("甲。乙。丙。", "乙。甲。丙。", [(NONE, "乙。"), ("乙。", NONE)]),
    ("title: 甲\n", "title: 乙\n", [("title: 甲", "title: 乙")]),
    ("", "甲", [(NONE, "甲")]),
    ("甲。乙？丙！丁；戊", "甲。乙？丙！丁；己", [("戊", "己")]),
]


@pytest.mark.parametrize(("old", "new", "changes"), CASES)
def test_changed_sentences(old, new, changes):
    assert [(one.was, one.now) for one in changed_sentences(old, new)] == changes


PAGES = st.text("甲乙。\n x", max_size=60)


@given(PAGES, PAGES)
def test_removed_and_added_sentences_turn_one_page_into_the_other(old, new):
    found = changed_sentences(old, new)
    gone = Counter(one.was for one in found if one.was != NONE)
    come = Counter(one.now for one in found if one.now != NONE)
    assert Counter(split_sentences(old)) - gone + come == Counter(split_sentences(new))
    assert not changed_sentences(old, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲。乙。" * 30_000, "乙。甲。" * 29_999),
        ("\n".join(map(str, range(40_000))), "\n".join(map(str, range(40_000, 0, -1)))),
        (
            "\n".join(f"{n}\n甲" for n in range(20_000)),
            "\n".join(f"{n}\n乙" for n in range(20_000)),
        ),
    ],
    ids=["the same two sentences", "all the other way round", "every second one"],
)
@pytest.mark.timeout(60)  # each with each would take many minutes
def test_pages_of_thousands_of_sentences_are_compared_in_time(old, new):
    assert changed_sentences(old, new)
