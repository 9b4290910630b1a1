"""怎么办: where readers of a topic apply, ask, look up and complain, from what agency.yml gives; and what a topic says
when its figures are not there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

import real
from built import ROOT, SHIPPED
from disclosure.datafiles.models import Agency, WhatToDo
from disclosure.ledger.load import load_ledger
from disclosure.ledger.records import DirectiveText
from disclosure.ledger.tieouts import Ledger
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.missing_figures import check_missing_figures
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.load import read_handwritten
from disclosure.problems.problem import Place, Problems

WANTS = WhatToDo(enquiry="问一件事", account="查账户", application="申请公开")
BARE = Agency(name="某局", website="www.example.invalid")
HOTLINE = BARE.model_copy(update={"hotline": "12345"})
ENQUIRY = {"enquiry": "https://ask.example"}
EVERY = ENQUIRY | {"account": "https://account.example", "application": "https://apply.example"}
SITE = "https://www.example.invalid"


def items(ledger: Ledger, agency: Agency, topic: str = "push") -> list[tuple[str, list[str]]]:
    """The items of the list: (text, addresses)."""
    disclosure = ledger.disclosure
    topics = dict(disclosure.topics)
    topics["push"] = topics["push"].model_copy(update={"what_to_do": WANTS})
    site = SiteContext(Ledger(replace(disclosure, agency=agency, topics=topics)))
    page = BeautifulSoup(directives_for(site, "topics/push/").what_to_do(topic), "html.parser")
    return [
        (item.get_text("", strip=True), [str(link["href"]) for link in item.select("a")])
        for item in page.select("li")
    ]


ERRORS = ("本站的数字或字句有错：告诉我们", ["../../about/contact/#errors"])
CASES = {
    "no address, no hotline": (
        BARE,
        [
            ("申请公开：请到机关网站的信息公开专栏", [SITE]),
            ("问一件事；查账户：请到机关网站找联系的办法", [SITE]),
        ],
    ),
    "hotline": (
        HOTLINE,
        [
            ("申请公开：请到机关网站的信息公开专栏，或者拨打12345问怎样申请", [SITE, "tel:12345"]),
            ("问一件事；查账户：拨打12345", ["tel:12345"]),
        ],
    ),
    "one address": (
        HOTLINE.model_copy(update=ENQUIRY),
        [
            ("问一件事：网上咨询，或者拨打12345", [ENQUIRY["enquiry"], "tel:12345"]),
            ("申请公开：请到机关网站的信息公开专栏，或者拨打12345问怎样申请", [SITE, "tel:12345"]),
            ("查账户：拨打12345", ["tel:12345"]),
        ],
    ),
    "every address, no hotline": (
        BARE.model_copy(update=EVERY),
        [
            ("问一件事：网上咨询", [EVERY["enquiry"]]),
            ("查账户：网上查询", [EVERY["account"]]),
            ("申请公开：网上申请", [EVERY["application"]]),
        ],
    ),
}


@pytest.mark.parametrize(("agency", "expected"), CASES.values(), ids=CASES)
def test_topic_leads_to_given_addresses_or_says_whom_to_call(ledger, agency, expected):
    assert items(ledger, agency) == [*expected, ERRORS]


def test_list_without_a_topic_has_every_way(ledger):
    assert [text for text, _ in items(ledger, HOTLINE, topic="")] == [
        "申请公开政府信息：请到机关网站的信息公开专栏，或者拨打12345问怎样申请",
        "咨询；查自己的账户；投诉、举报：拨打12345",
    ]


@pytest.mark.parametrize("data", [SHIPPED, real.SOURCE], ids=["shipped", "report of 2022"])
def test_every_topic_of_the_data_says_what_to_do(data):
    for stem, topic in load_ledger(data).disclosure.topics.items():
        assert topic.what_to_do.model_dump(exclude_none=True), stem


def test_no_text_of_the_shipped_topics_and_pages_breaks_without_any_one_figure():
    disclosure = load_ledger(SHIPPED).disclosure
    pages = read_handwritten(ROOT / "docs", Problems())
    texts = [
        DirectiveText(text, Place(path), tuple(text.split("\n"))) for path, text in pages.items()
    ]
    year = disclosure.latest
    named = "".join(one.text for one in (*texts, *disclosure.directive_texts))
    for id in filter(named.__contains__, year.entries):
        left = {key: entry for key, entry in year.entries.items() if key != id}
        without = replace(disclosure, years={year.year: replace(year, entries=left)})
        problems = Problems()
        check_missing_figures((*texts, *disclosure.directive_texts), without, problems)
        assert [f"{one.place}: {one.message}" for one in problems] == []


def test_question_that_the_report_cannot_answer_is_on_the_card_of_its_figure(ledger):
    on = directives_for(SiteContext(ledger), "years/2022/")
    for id, words in (
        ("decisions.published", "算多吗"),
        ("push.sealed.recipients", "是真的吗"),
        ("三.other.other.total", "“其他”是什么"),
    ):
        assert words in on.card(ledger.disclosure.latest.entries[id])
