"""Dates as YAML writes them → days, and the Chinese that readers see."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.figures.period import Period, as_iso, of_year, period

# text, first day, last day, words, the year if it is exactly one
READ = [
    ("2022", "2022-01-01", "2022-12-31", "2022年", 2022),
    ("2020", "2020-01-01", "2020-12-31", "2020年", 2020),  # a leap year
    ("2022-10", "2022-10-01", "2022-10-31", "2022年10月", None),
    ("2022-02", "2022-02-01", "2022-02-28", "2022年2月", None),
    ("2024-02", "2024-02-01", "2024-02-29", "2024年2月", None),
    ("2022-03-30", "2022-03-30", "2022-03-30", "2022年3月30日", None),
    ("2022-10/2022-12", "2022-10-01", "2022-12-31", "2022年10月—12月", None),
    ("2022-03-30/2022-03-31", "2022-03-30", "2022-03-31", "2022年3月30日—31日", None),
    ("2022-03-30/2022-04-02", "2022-03-30", "2022-04-02", "2022年3月30日—4月2日", None),
    ("2021-10/2022-03", "2021-10-01", "2022-03-31", "2021年10月—2022年3月", None),
    ("2021/2022", "2021-01-01", "2022-12-31", "2021年—2022年", None),
    ("2022-01/2022-01", "2022-01-01", "2022-01-31", "2022年1月", None),
    ("2022-01/2022-03-15", "2022-01-01", "2022-03-15", "2022年1月—2022年3月15日", None),
    ("2022-01-01/2022-12-31", "2022-01-01", "2022-12-31", "2022年", 2022),
    ("2022-01/2022-12", "2022-01-01", "2022-12-31", "2022年", 2022),
    ("2020-01-02/2020-12-31", "2020-01-02", "2020-12-31", "2020年1月2日—12月31日", None),
    (" 2022 ", "2022-01-01", "2022-12-31", "2022年", 2022),
]


@pytest.mark.parametrize(("text", "start", "end", "words", "year"), READ)
def test_what_is_read(text, start, end, words, year):
    read = period(text)
    assert (read.start, read.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert (read.words, read.year, read.text) == (words, year, text.strip())


REFUSED = [
    ("", "不是日期"),
    ("去年", "不是日期"),
    ("22", "不是日期"),
    ("2022-1", "不是日期"),
    ("2022.10", "不是日期"),
    ("2022年10月", "不是日期"),
    ("２０２２", "不是日期"),
    ("2022-10-01T00:00", "不是日期"),
    ("2022-10-01-02", "不是日期"),
    ("2022/", "不是日期"),
    ("/2022", "不是日期"),
    ("2021/2022/2023", "不是日期"),
    ("0000", "日历上没有"),
    ("2022-00", "日历上没有"),
    ("2022-13", "日历上没有"),
    ("2022-02-30", "日历上没有"),
    ("2023-02-29", "日历上没有"),
    ("2022-12/2022-10", "止期早于起期"),
    ("2022-03-31/2022-03-30", "止期早于起期"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        period(text)


# Two years' figures are counted over the same span of the year, or they are not.
ALIKE = [
    ("2021", "2022", True),
    ("2023", "2024-01-01/2024-12-31", True),
    ("2021-10/2021-12", "2022-10/2022-12", True),
    ("2023-01/2023-02", "2024-01/2024-02", True),  # both to the end of February
    ("2021-10/2021-12", "2022-09/2022-12", False),
    ("2021", "2022-01/2022-09", False),
    ("2021-03-30", "2022-03-31", False),
]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023.3.30-31", "2023-03-30/2023-03-31"),
        ("2023年3月30日至31日", "2023-03-30/2023-03-31"),
        ("2023年3月30日至4月2日", "2023-03-30/2023-04-02"),
        ("2023年1月至9月", "2023-01/2023-09"),
        ("2023年11月—2024年2月", "2023-11/2024-02"),
        ("2023/3/31", "2023-03-31"),
        ("2023年", "2023"),
        ("2023年2月30日", ""),
        ("第一季度", ""),
    ],
)
def test_what_people_write_for_dates_is_known(written, iso):
    assert as_iso(written) == iso


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE)
def test_spans_within_the_year(one, other, alike):
    assert (period(one).within_year == period(other).within_year) is alike


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-01/2022-12", "2022年末"),
        ("2022-10/2022-12-31", "2022年末"),
        ("2022-01/2022-09", "2022年9月30日"),
    ],
)
def test_where_a_running_total_stops(text, words):
    assert period(text).end_words == words


@given(st.dates(date(1949, 10, 1), date(2200, 1, 1)), st.dates(date(1949, 10, 1), date(2200, 1, 1)))
def test_two_days_make_a_period_in_one_order_only(one, other):
    first, last = sorted((one, other))
    assert period(f"{first}/{last}") == Period(first, last, f"{first}/{last}")
    if first != last:
        with pytest.raises(ValueError, match="止期早于起期"):
            period(f"{last}/{first}")


@given(st.integers(1000, 9999))
def test_a_year_is_its_own(year):
    assert (of_year(year).year, of_year(year).words) == (year, f"{year}年")


@given(st.text() | st.from_regex(r"\A[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?\Z"))
def test_any_text_is_a_period_or_refused_in_chinese(text):
    try:
        read = period(text)
    except ValueError as refused:
        said = str(refused)
    else:
        said = read.words if read.start <= read.end else "no period"
    assert re.search("不是日期|日历上没有|止期早于起期|^[0-9]+年", said)
