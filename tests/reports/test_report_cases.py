"""Reports as agencies publish them, a small one for each kind of fault: what is read, and what an editor is told."""

from __future__ import annotations

import pytest

import report_cases
from report_cases import imported, own, shared, text_of

pytestmark = pytest.mark.usefixtures("read_in_process")

OWN, SHARED = own(), shared()


@pytest.mark.parametrize("name", OWN)
def test_made_up_report_is_read_as_expected(tmp_path, name):
    case = OWN[name]
    path = tmp_path / f"报告{case.get('suffix', '.txt')}"
    path.write_text(text_of(case), encoding=case.get("encoding", "utf-8"))
    found = imported(path)
    assert list(report_cases.faults(case, found)) == []
    assert [words for words in case.get("told", ()) if words not in found.told] == []
    assert [words for words in case.get("not_told", ()) if words in found.told] == []


@pytest.mark.parametrize("name", SHARED)
def test_report_of_each_published_layout_is_read_as_expected(name):
    path, expected = SHARED[name]
    found = imported(path)
    assert list(report_cases.faults(expected, found)) == []
