"""Numbers of national registers in agency.yml: which are taken, and what is said of the others."""

from __future__ import annotations

import pytest
from tests.support import real

from disclosure.datafiles.register_numbers import (
    ALPHABET,
    as_credit_code,
    as_icp_number,
    as_police_number,
)
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problems

CREDIT_CODE = "1131000000000000XX"


@pytest.mark.parametrize(
    "number",
    [
        "沪ICP备12345678号",
        "沪ICP备12345678号-1",
        "粤ICP备2021000001号-12",
        "新ICP备05000001号",
        "蜀ICP备12014244号-2",
        "黔ICP备2021008357号",
        "滇ICP备18002771号",
        "陇ICP备15000343号-1",
    ],
)
def test_icp_number_of_every_kind_is_taken(number):
    assert as_icp_number(number) == number


@pytest.mark.parametrize(
    "number",
    [
        *("沪ICP备1234567号", "沪ICP备123456789号", "沪ICP备12345678", "沪ICP备12345678号-0"),
        *(
            "港ICP备12345678号",
            "沪icp备12345678号",
            "沪ICP备１２３４５６７８号",
            "沪ＩＣＰ备12345678号",
        ),
        *(
            "沪ICP备12345678号－1",
            "沪ICP备1234567O号",
            "ICP备12345678号",
            "沪公网安备 31010102000000号",
        ),
    ],
)
def test_wrong_icp_number_is_refused(number):
    with pytest.raises(ValueError, match="不是 ICP 备案号"):
        as_icp_number(number)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("沪公网安备 31010102000000号", "沪公网安备 31010102000000号"),
        ("京公网安备11010202000001号", "京公网安备 11010202000001号"),
        ("新公网安备 65010002000001号", "新公网安备 65010002000001号"),
        ("滇公网安备53010302000732号", "滇公网安备 53010302000732号"),
        ("黔公网安备 52011102000668 号", "黔公网安备 52011102000668号"),
        ("京公网安备1101050188221号", "京公网安备 1101050188221号"),
        ("京公网安备110105008661号", "京公网安备 110105008661号"),
        ("沪公网安备31011502009号", "沪公网安备 31011502009号"),
        ("京公网安备1101082103号", "京公网安备 1101082103号"),
    ],
)
def test_police_number_is_shown_with_one_space(written, shown):
    assert as_police_number(written) == shown


@pytest.mark.parametrize(
    "number",
    [
        *(
            "沪公网安备 310101020号",
            "沪公网安备 310101020000000号",
            "蜀公网安备 86861234567号",
            "沪公网安备 110000000006号",
            "沪公网安备 31010102000000",
        ),
        *(
            "沪公网安备 ３１010102000000号",
            "沪公网安备  31010102000000号",
            "沪公安备 31010102000000号",
        ),
        *("京公网安备 31010102000000号", "沪ICP备12345678号"),
    ],
)
def test_wrong_police_number_is_refused(number):
    with pytest.raises(ValueError, match="不是公安备案号"):
        as_police_number(number)


def test_credit_code_with_any_one_character_changed_is_refused():
    assert as_credit_code(CREDIT_CODE) == CREDIT_CODE
    for at, right in enumerate(CREDIT_CODE):
        for other in ALPHABET.replace(right, ""):
            with pytest.raises(ValueError, match="统一社会信用代码"):
                as_credit_code(CREDIT_CODE[:at] + other + CREDIT_CODE[at + 1 :])


@pytest.mark.parametrize(
    "code",
    ["91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43", "９1350100M000100Y43"],
)
def test_credit_code_of_another_form_is_refused(code):
    with pytest.raises(ValueError, match="不是统一社会信用代码"):
        as_credit_code(code)


def test_credit_code_of_the_standard_is_taken():
    assert as_credit_code("91350100M000100Y43")  # the example of GB 32100-2015


@pytest.mark.parametrize(
    "line",
    ["icp: 沪ICP备1号", "police: 京公网安备 31010102000000号", f"credit_code: {CREDIT_CODE[:-1]}0"],
)
def test_wrong_number_in_agency_file_is_a_problem_at_its_line(tmp_path, line):
    data = real.copied(tmp_path / "data", "schema")
    agency = data / "agency.yml"
    text = agency.read_text("utf-8")
    agency.write_text(f"{text}{line}\n", "utf-8")
    problems = Problems()
    load_data(data, problems)
    (found,) = problems
    assert (found.code, found.place.file) == ("D104", "data/agency.yml")
    assert found.place.line == text.count("\n") + 1
