"""Reports made to harm: all that is done with a report has an end, and grows no faster than its text."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from disclosure.reports.narrative.identity import identity
from disclosure.reports.narrative.numbers import numbers
from disclosure.reports.narrative.sections import headings, sections
from disclosure.reports.readers.blocks import Spot, TextLine
from disclosure.reports.readers.bounds import within_bounds
from disclosure.reports.readers.errors import Unreadable
from disclosure.reports.readers.formats import text as plain
from disclosure.reports.tables.rows import rows_of
from layouts import forms
from thorough import examples


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarms")
def test_search_for_a_pattern_is_broken_off_when_the_time_is_over():
    with pytest.raises(Unreadable, match=r"超过 0\.3 秒"), within_bounds(0.3):
        re.match(r"(a+)+$", "a" * 60 + "b")  # would not end


def test_work_within_the_bounds_is_left_alone():
    with within_bounds(30):
        found = sum(range(1000))
    assert found == 499_500


def test_the_editor_s_own_interrupt_is_no_bound():
    with pytest.raises(KeyboardInterrupt), within_bounds(30):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no limit of memory is heeded")
def test_more_memory_than_allowed_is_refused():
    with pytest.raises(Unreadable, match="内存"), within_bounds(30, memory=50_000_000):
        bytearray(1_000_000_000)
    assert len(bytearray(200_000_000)) == 200_000_000


TITLES = forms()["2021"].sections


def read_text(text: str) -> None:
    plain.read(text.encode(), markdown=True)


def find_numbers(text: str) -> None:
    numbers(text, 2023)


def find_identity(text: str) -> None:
    identity(rows_of([TextLine(text, Spot(0, 1))]), 0)


def find_sections(text: str) -> None:
    rows = rows_of([TextLine(line, Spot(0, at)) for at, line in enumerate(text.split("\n"))])
    sections(rows, TITLES, headings(rows, TITLES))


UNITS = (
    *(
        "a-",
        "a.",
        "1.",
        "1,",
        "1(",
        "（1）",
        "《",
        "《a》",
        "“",
        "2023年",
        "2023年1月",
        "1月",
        "1至",
        "、",
        "a@",
        "-",
        "|",
    ),
    *(
        "第1",
        "号",
        "a1",
        "1a",
        "http://",
        "www.",
        "1 ",
        "1:2",
        "①",
        "一",
        "第一",
        "1号、",
        "路1",
        "前1个",
        "[1]",
        "1-1",
    ),
    *(
        "由某",
        "编制",
        "公开",
        "信息公开",
        "二〇二三年",
        "请与",
        "来源：",
        "自2023年2月31日至",
        "电话:1",
        "（一",
        "<b",
        "**",
        "[a](",
    ),
)
"""What a pattern may take for the start of something, over and over."""


WORKS = (read_text, find_numbers, find_identity, find_sections)


@pytest.mark.parametrize(
    ("number", "work"), list(enumerate(WORKS)), ids=lambda one: getattr(one, "__name__", "")
)
def test_work_grows_no_faster_than_the_text(number: int, work: Callable[[str], None]):
    tried = UNITS[examples(slice(number % 2, None, 2), slice(None))]
    assert [unit for unit in tried if is_slow(work, unit)] == []
    for unit in tried[examples(slice(None, None, 3), slice(None))]:
        work(unit * (24_000 // len(unit)))  # has only to come to its end


def test_work_that_grows_with_the_square_is_found():
    def every_character(text: str) -> None:
        for _ in text:
            pass

    def every_pair(text: str) -> None:
        for start in range(len(text)):
            for _ in text[start:]:
                pass

    assert is_slow(every_pair, "a")
    assert not is_slow(every_character, "a")


def is_slow(work: Callable[[str], None], unit: str) -> bool:
    """Linear work runs four times as many lines for four times the text, what grows with the square sixteen times."""
    once, more = (lines_run(work, unit * (size // len(unit))) for size in (300, 1_200))
    return more > 8 * once


def lines_run(work: Callable[[str], None], text: str) -> int:
    """The lines of Python that are run, those of a comprehension too."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work(text)
    finally:
        sys.settrace(before)
    return count
