"""Spoilt files of every kind: problems, or the figures as written. `make bench` runs ten thousand and more."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fuzzing
import made_up
import real
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problems
from thorough import examples

CASES = examples(25, 3000)


def test_the_reading_of_our_own_agrees_on_the_real_data(tmp_path):
    """The yardstick itself: it can read, and would notice."""
    for data in (
        real.data(),
        real.ROOT / "data",
    ):  # of 2022, and of every year that there is by now
        fuzzing.check_as_written(load_data(data, Problems()), data)
    assert fuzzing.worth("近6亿元", 1) == 6 * 10**8
    assert fuzzing.worth("34.67万人", 1) == 346_700
    assert fuzzing.worth("—", 1) is None


def test_a_spoilt_file_is_refused_or_read_as_written(tmp_path):
    count = fuzzing.run(tmp_path, CASES, seed=2022)
    assert count.refused + count.accepted == CASES
    assert (
        count.refused > CASES / 4 and count.accepted > CASES / 10
    )  # neither half of the claim is idle
    assert count.accepted > count.unchanged
    assert len(count.codes) > 5


def test_what_was_published_does_not_change_by_a_slip(tmp_path):
    count = fuzzing.run(tmp_path, CASES // 4, seed=2022, published=True)
    assert count.accepted == count.unchanged > 0


WORDS = """
    year report title covers form outline figures tables papers events facts commitments printed_so corrections
    一（一）6 二 三 received handled decisions.published push.sealed.recipients printed period since note
    on what was now
"""
KEYS = st.sampled_from(WORDS.split())
TEXTS = st.sampled_from(
    ["2022", "近6亿元", "—", "0", "~", "", "2022-13", "三.received.total", "a: b", "<b>", "{{ x }}"]
)
VALUES = st.recursive(
    st.none() | TEXTS | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=6), inner, max_size=5)
    ),
    max_leaves=25,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = real.copied(tmp_path_factory.mktemp("any") / "data")
    made_up.verify(folder, 2022)
    return folder


@settings(max_examples=examples(20, 800), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(KEYS, VALUES, max_size=8),
    st.sampled_from(
        [
            *("years/2022", "topics/push", "forms/2021", "agency", "glossary"),
            *("published/2022", "verified/2022"),
        ]
    ),
)
def test_any_content_is_refused_or_read(folder, content, name):
    """Whatever a file holds that YAML can hold: nothing is raised, and all that is told can be told."""
    path = folder / f"{name}.yml"
    original = path.read_bytes()
    try:
        path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
        problems = Problems()
        load_data(folder, problems)
        fuzzing.told(problems)
        assert problems.has_errors or name == "glossary"  # which may be empty
    finally:
        path.write_bytes(original)
