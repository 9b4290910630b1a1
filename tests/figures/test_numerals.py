"""Chinese numerals, read in one place for file names and for reports."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.figures.numerals import NUMERAL, arabic, in_ascii


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("零", 0),
        ("二〇二二", 2022),
        ("12", 12),
    ],
)
def test_numeral_is_read_as_integer(numeral, number):
    assert arabic(numeral) == number


@pytest.mark.parametrize("text", ["", "十十", "二三十", "二十三四", "三百", "万", "1二", "²", "件"])
def test_text_that_is_no_numeral_raises_value_error(text):
    with pytest.raises(ValueError, match="no numeral"):
        arabic(text)


@given(st.from_regex(NUMERAL, fullmatch=True))
def test_everything_the_numeral_pattern_matches_is_read(numeral):
    assert arabic(numeral) >= 0


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("二", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十三", "23"),
        ("五（一）", "5-1"),
        ("一（一）6", "1-1-6"),
    ],
)
def test_section_number_becomes_ascii_file_name(section, name):
    assert in_ascii(section) == name


@given(st.text(alphabet="一二三十零百（）()12 章", max_size=12))
def test_any_section_name_gives_ascii(section):
    assert re.fullmatch(r"[0-9]*(-[0-9]+)*", in_ascii(section))
