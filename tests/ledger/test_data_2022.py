"""The 2022 report, copied out a second time: what it prints, where, and for what span. Written from the report itself,
not from data/years/2022.yml, so that a slip in the one shows against the other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.datafiles.models import BLANK
from disclosure.ledger.load import load_ledger
from real import ROOT

YEAR, FIRST = "2022年", "首次退休消息推送起，至2022年末"
Q1_TO_Q3, Q4 = "2022年1月—9月", "2022年10月—12月"

# section, id, as printed, value, least, most, scope
NARRATIVE = [
    ("一（一）1", "policies.published", "9条", 9, 9, 9, YEAR),
    ("一（一）1", "policies.by_committee", "4条", 4, 4, 4, YEAR),
    ("一（一）1", "policies.by_center", "5条", 5, 5, 5, YEAR),
    ("一（一）2", "policies.under_revision", "8件", 8, 8, 8, YEAR),
    ("一（一）6", "decisions.published", "274件", 274, 274, 274, YEAR),
    ("一（一）6", "decisions.underpaid_contributions", "223条", 223, 223, 223, YEAR),
    ("一（一）6", "decisions.fraudulent_withdrawals", "51条", 51, 51, 51, YEAR),
    ("一（二）3", "push.retirement.early_recipients", "近20万名", 200_000, None, 200_000, Q1_TO_Q3),
    ("一（二）3", "push.retirement.sms_rounds", "5次", 5, 5, 5, Q1_TO_Q3),
    ("一（二）3", "push.retirement.app_rounds", "2次", 2, 2, 2, Q1_TO_Q3),
    ("一（二）3", "push.retirement.recipients", "34.67万人", 346_700, 346_650, 346_750, Q4),
    ("一（二）3", "push.retirement.withdrawers", "1.6万人", 16_000, 15_500, 16_500, FIRST),
    (
        "一（二）3",
        "push.retirement.withdrawn_amount",
        "近6亿元",
        600_000_000,
        None,
        600_000_000,
        FIRST,
    ),
    ("一（二）3", "push.sealed.recipients", "约60万名", 600_000, None, None, YEAR),
    ("一（二）3", "push.sealed.withdrawers", "近22万人", 220_000, None, 220_000, YEAR),
    (
        "一（二）3",
        "push.sealed.withdrawn_amount",
        "超25亿元",
        2_500_000_000,
        2_500_000_000,
        None,
        YEAR,
    ),
    ("一（二）4", "channels.website.posts", "1860条", 1860, 1860, 1860, YEAR),
    ("一（二）4", "channels.wechat.posts", "64条", 64, 64, 64, YEAR),
    ("一（二）4", "channels.wechat.reads", "1919.69万", 19_196_900, 19_196_850, 19_196_950, YEAR),
    ("一（二）4", "channels.wechat.followers", "突破642.12万", 6_421_200, 6_421_200, None, YEAR),
    ("一（二）4", "requests.handled", "3件", 3, 3, 3, YEAR),
]

# The statutory tables, row by row as printed. 三: 自然人, five kinds of organisation, 总计.
STATUTORY = """
二.rules                      0 0 0
二.normative_documents        4 3 27
二.licences                   0
二.penalties                  0
二.compulsion                 0
二.fees                       0
三.received                   3 — — — — — 3
三.carried_in                 0 — — — — — 0
三.granted                    0 — — — — — 0
三.partly_granted             0 — — — — — 0
三.withheld.state_secret      0 — — — — — 0
三.withheld.other_law         0 — — — — — 0
三.withheld.security          0 — — — — — 0
三.withheld.third_party       0 — — — — — 0
三.withheld.internal_affairs  0 — — — — — 0
三.withheld.process           0 — — — — — 0
三.withheld.enforcement_file  0 — — — — — 0
三.withheld.inquiry           0 — — — — — 0
三.unable.not_held            1 — — — — — 1
三.unable.to_be_made          0 — — — — — 0
三.unable.unclear             0 — — — — — 0
三.unprocessed.petition       0 — — — — — 0
三.unprocessed.repeat         0 — — — — — 0
三.unprocessed.publication    0 — — — — — 0
三.unprocessed.unreasonable   0 — — — — — 0
三.unprocessed.confirmation   0 — — — — — 0
三.other.not_supplemented     1 — — — — — 1
三.other.fee_unpaid           0 — — — — — 0
三.other.other                1 — — — — — 1
三.handled                    3 — — — — — 3
三.carried_out                0 — — — — — 0
四.reconsideration            0 0 0 0 0
四.litigation_direct          1 0 0 0 1
四.litigation_after           0 0 0 0 0
"""

REQUESTS = "natural_person company research welfare legal_service other total"
COLUMNS = {
    "二.rules": "issued repealed in_force",
    "二.normative_documents": "issued repealed in_force",
    "二.fees": "amount",
    "二": "decisions",
    "三": REQUESTS,
    "四": "upheld corrected other pending total",
}


@pytest.fixture(scope="module")
def year(ledger):
    return ledger.disclosure.years[2022]


def decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@pytest.mark.parametrize(("section", "id", "printed", "value", "low", "high", "scope"), NARRATIVE)
def test_each_figure_of_the_report(year, section, id, printed, value, low, high, scope):
    entry = year.entries[id]
    assert (entry.section, entry.figure.printed, entry.scope) == (section, printed, scope)
    assert (entry.figure.value, entry.figure.low, entry.figure.high) == tuple(
        map(decimal, (value, low, high))
    )


def test_no_other_figure_is_claimed(year):
    assert [entry.id for entry in year.narrative] == [id for _, id, *_ in NARRATIVE]


def statutory_cells() -> dict[str, str]:
    cells = {}
    for line in STATUTORY.strip().splitlines():
        row, *printed = line.split()
        columns = (COLUMNS.get(row) or COLUMNS[row[0]]).split()
        cells |= {f"{row}.{column}": text for column, text in zip(columns, printed, strict=True)}
    return cells


def test_every_statutory_cell(year):
    cells = {
        entry.id: entry.figure and entry.figure.printed
        for entry in year.entries.values()
        if entry.is_cell
    }
    assert cells == statutory_cells()
    assert len(cells) == 6 + 3 + 1 + 25 * 7 + 3 * 5


def test_zero_a_dash_and_a_figure_not_given_differ(year):
    zero, dash = (
        year.entries["三.granted.natural_person"].figure,
        year.entries["三.granted.company"].figure,
    )
    assert (zero.value, zero.qualifier) == (0, "exact")
    assert (dash.value, dash.low, dash.high, dash.qualifier) == (None, None, None, "none")
    assert "requests.granted" not in year.entries


def test_units(year):
    units = {
        id: year.entries[id].figure.unit
        for id in ("push.sealed.recipients", "channels.wechat.reads", "二.fees.amount")
    }
    assert {id: (unit.word, unit.dimension) for id, unit in units.items()} == {
        "push.sealed.recipients": ("名", "people"),
        "channels.wechat.reads": ("次", "reads"),  # readings, not rounds of a push
        "二.fees.amount": ("元", "money"),
    }


def test_the_report_itself(year):
    report = year.file.report
    assert report.title == "上海市公积金管理中心2022年政府信息公开工作年度报告"
    assert (report.covers.words, report.published_at) == ("2022年", "www.shgjj.com")
    assert year.file.corrections == () and not year.file.printed_so
    assert year.file.footnotes == {"二": "行政规范性文件由上海市住房公积金管理委员会制定。"}


# section, title, number, date
PAPERS = [
    ("一（一）3", "上海市住房公积金2021年年度报告", None, "2022年3月30日—31日"),
    ("一（一）3", "关于健全住房公积金信息披露制度的通知", None, None),
    ("一（一）5", "上海市公积金管理中心2022年度财政项目支出绩效目标", None, None),
    ("一（一）5", "上海市公积金管理中心2022年度预算", None, None),
    ("一（二）1", "2022年4月住房公积金单位委托扣款业务指定扣款日调整的温馨提示", None, None),
    (
        "一（二）1",
        "关于实施受疫情影响公积金贷款不作逾期处理有关措施和4月提取还贷计划安排的通知",
        None,
        None,
    ),
    ("一（二）1", "关于应对疫情实施住房公积金提取和维权服务措施的通知", None, None),
    (
        "一（二）1",
        "关于本市实施住房公积金阶段性支持政策的通知",
        "沪公积金管委会〔2022〕5号",
        "2022年5月29日",
    ),
]


def test_the_papers_that_the_report_names(year):
    assert [
        (section, paper.title, paper.number, paper.issued and paper.issued.words)
        for section, papers in year.file.papers.items()
        for paper in papers
    ] == PAPERS


# rule, arithmetic, outcome, for the sums that say something
SUMS = [
    ("policies.makers", "4条 + 5条 = 9条", "holds"),
    ("decisions.kinds", "223条 + 51条 = 274件", "holds"),
    ("requests.narrative", "3件 = 3", "holds"),
    ("三.balance/natural_person", "3 + 0 = 3 + 0", "holds"),
    ("三.balance/company", "— + — = — + —", "void"),
    ("三.outcomes/total", "1 + 1 + 1（另18项为 0） = 3", "holds"),
    ("三.applicants/received", "3 + — + — + — + — + — = 3", "holds"),
    ("四.results/litigation_direct", "1 + 0 + 0 + 0 = 1", "holds"),
    ("二.normative_documents.carried", "［2021年：缺］ + 4 − 3 =？ 27", "undecided"),
    ("三.carried/total", "［2021年：缺］ =？ 0", "undecided"),
]


@pytest.mark.parametrize(("id", "arithmetic", "outcome"), SUMS)
def test_its_sums(ledger, id, arithmetic, outcome):
    result = ledger.find(id, 2022)
    assert (result.arithmetic, result.outcome) == (arithmetic, outcome)


def test_nothing_fails_and_only_last_years_figures_are_wanting(ledger):
    for result in ledger.results:
        assert result.outcome != "fails"
        assert result.outcome != "undecided" or result.reason == "没有上一年的报告"


def test_what_readers_see_today_is_this_but_for_corrections(year):
    """Nothing in data/ has come to differ from the report without being said so, openly."""
    today = load_ledger(ROOT / "data").disclosure.years[2022]
    corrected = {one.figure: one.now for one in today.file.corrections}
    for id, entry in year.entries.items():
        shown = today.entries.get(id)
        printed = shown.figure.printed if shown and shown.figure else BLANK
        assert printed == corrected.get(id, entry.figure.printed), id
