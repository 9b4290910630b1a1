"""The words for figures in `data/topics/`: the labels of indicators and of a chart's rows, and what a chart's title and
the sum below it are about, held to the sentences of the 2022 report and to the heads of the national forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import real
from disclosure.datafiles.models import Chart
from disclosure.datafiles.reader import read_files
from disclosure.datafiles.symbols import SymbolTable
from disclosure.ledger.checks.charts import expanded
from disclosure.problems.problem import Problems

FOLDERS = {"shipped": real.ROOT / "data", "report of 2022": real.SOURCE}
WORDS = {
    "channels.website.posts": ("网站",),
    "channels.wechat.posts": ("公众号", "推送"),
    "channels.wechat.reads": ("阅读",),
    "channels.wechat.followers": ("关注",),
    "decisions.published": ("公开", "决定"),
    "decisions.underpaid_contributions": ("不缴", "决定"),
    "decisions.fraudulent_withdrawals": ("违规提取", "决定"),
    "policies.published": ("公开", "政策"),
    "policies.by_committee": ("管委会", "政策"),
    "policies.by_center": ("中心", "政策"),
    "policies.under_revision": ("修订",),
    "push.retirement.early_recipients": ("短信", "人数"),
    "push.retirement.sms_rounds": ("短信", "次数"),
    "push.retirement.app_rounds": ("随申办", "次数"),
    "push.retirement.recipients": ("退休消息推送", "人数"),
    "push.retirement.withdrawers": ("退休提取", "人数"),
    "push.retirement.withdrawn_amount": ("退休提取", "金额"),
    "push.sealed.recipients": ("封存", "推送", "人数"),
    "push.sealed.withdrawers": ("销户提取", "人数"),
    "push.sealed.withdrawn_amount": ("销户提取", "金额"),
    "requests.handled": ("处理", "申请"),
}
"""Words that no other indicator's label has together."""
SHORT = {
    "decisions.underpaid_contributions": "不缴",
    "decisions.fraudulent_withdrawals": "违规提取",
    "policies.by_committee": "管委会",
    "policies.by_center": "中心",
    "push.retirement.early_recipients": "短信",
    "push.retirement.recipients": "免申即享”消息推送",
    "push.retirement.withdrawers": "办了退休提取",
    "push.retirement.withdrawn_amount": "退休",
    "push.sealed.recipients": "消息推送给",
    "push.sealed.withdrawers": "办了销户提取",
    "push.sealed.withdrawn_amount": "封存",
}
"""A word of the short name, where there is one."""
PLAINER = {
    "三.carried_in.total": "上年转来",
    "三.carried_out.total": "转到下年",
    "三.handled.total": "办结",
}
"""Cells that a chart names in plainer words than the form does."""


@pytest.fixture(scope="module", params=FOLDERS)
def symbols(request: pytest.FixtureRequest) -> SymbolTable:
    return SymbolTable(read_files(FOLDERS[request.param], Problems()))


@pytest.fixture(scope="module")
def charts(symbols: SymbolTable) -> dict[str, Chart]:
    topics = symbols.files.topics.values()
    return {id: chart for topic in topics for id, chart in topic.record.charts.items()}


@pytest.mark.parametrize("id", WORDS)
def test_label_of_indicator_names_what_the_report_counts(symbols: SymbolTable, id: str):
    labels = {one: symbols.indicators[one].label for one in WORDS if one in symbols.indicators}
    assert [one for one, label in labels.items() if all(w in label for w in WORDS[id])] == [id]
    indicator = symbols.indicators[id]
    assert (SHORT[id] in indicator.short) if indicator.short else (id not in SHORT)


def row_labels(symbols: SymbolTable, charts: dict[str, Chart]) -> Iterator[tuple[str, str, str]]:
    """(chart, the label of a row, a figure that the row counts) where a topic has words of its own."""
    known = figures(symbols)
    for id, chart in charts.items():
        for bar in chart.bars:
            for name in expanded(bar.names, known) if bar.label else ():
                yield id, bar.label or "", name


def figures(symbols: SymbolTable) -> list[str]:
    return [*symbols.indicators, *(cell for cells in symbols.cells.values() for cell in cells)]


def test_row_of_a_chart_is_named_as_its_form_names_the_cell(
    symbols: SymbolTable, charts: dict[str, Chart]
):
    labelled = [*row_labels(symbols, charts)]
    assert len(labelled) > 20
    for chart, label, id in labelled:
        heads = {cells[id][0] for cells in symbols.cells.values() if id in cells}
        wanted = {PLAINER.get(id) or SHORT.get(id, "")} if id in PLAINER or not heads else heads
        assert all(label in words for words in wanted), (chart, label, id)


def test_title_and_sums_of_a_chart_are_about_the_figures_it_shows(
    symbols: SymbolTable, charts: dict[str, Chart]
):
    known = figures(symbols)
    for id, chart in charts.items():
        shown = set(expanded([name for bar in chart.bars for name in bar.names], known))
        summed: set[str] = set()
        for name in chart.tie_outs:
            id_of_rule, _, binding = name.partition("/")
            rule = symbols.rules[id_of_rule]
            terms = [term.replace("*", binding) for term in (*rule.sum, *rule.equals)]
            of_sum = set(expanded(terms, known))
            summed |= of_sum
            assert shown & of_sum, (id, name)
        titled = set(re.findall(r'"([^"]+\.[^"]+)"', chart.title))
        assert titled <= shown | summed, (id, titled - shown - summed)
