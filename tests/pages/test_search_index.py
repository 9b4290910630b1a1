"""What search can find is on the pages, and is said briefly; search.js, asked in Node, leads to it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from random import Random

import pytest

import made_up
import real
from built import asset
from disclosure.figures.figure import split
from disclosure.figures.units import plain
from disclosure.ledger.load import load_ledger
from disclosure.ledger.permalinks import address
from disclosure.ledger.records import Entry
from disclosure.ledger.tieouts import Ledger
from disclosure.pages.context import SiteContext
from disclosure.pages.search.index import Edition, Item, search_index
from disclosure.pages.search.passages import passages
from queries import (
    HELD_OUT,
    LATEST,
    MENDED,
    NEWER,
    NOWHERE,
    QUERIES,
    TYPED,
    UNSEEN,
    UNTUNED,
    Asked,
    Query,
)
from searching import Answer, Index, ask, first_three, index_of, text_of, unanswered


def items(found: Index) -> list[Item]:
    return [
        Item(*item[:4], editions=tuple(Edition(*one) for one in (*item[4:], [])[0]))
        for item in found["items"]
    ]


HEDGES = {"before": [], "between": [], "after": []}


@pytest.fixture(scope="module")
def found(ledger) -> Index:
    return index_of(ledger)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Index:
    """With the words that readers find today."""
    folder = real.with_shipped_words(tmp_path_factory.mktemp("shipped") / "data")
    return index_of(load_ledger(folder))


@pytest.fixture(scope="module")
def twenty_years(tmp_path_factory) -> Ledger:
    return made_up.ledger(tmp_path_factory.mktemp("twenty"), range(2003, 2023))


# What can be found


PASSAGES = [
    ("", [("", "", "")]),
    ("---\ntitle: 甲\n---\n# 乙\n\n丙 **丁**。", [("", "甲", "乙 丙 丁。")]),
    ("---\ntitle: 甲\n---\n# 甲\n\n乙", [("", "甲", "乙")]),
    ("# 甲\n\n乙\n\n## 丙 {#c}\n\n丁", [("", "甲", "乙"), ("c", "丙", "丁")]),
    ("# 甲\n\n## 没有地址\n\n乙", [("", "甲", "没有地址 乙")]),
    (
        '# 甲\n\n## 乙 {#b}\n\n一\n\n<section id="n">\n<h3>问</h3>\n<p>答</p>\n</section>\n\n二',
        [("", "甲", ""), ("b", "乙", "一 二"), ("n", "问", "答")],
    ),
    (
        '# 甲\n\n<dl>\n<dt id="w">词</dt>\n<dd>义 <i data-search-exclude>也</i></dd>\n</dl>\n\n尾',
        [("", "甲", "尾"), ("w", "词", "义")],
    ),
    ("# 甲\n\n```\n# 不是标题 274件\n```\n\n`51条`", [("", "甲", "51条")]),
    ("# 甲\n\n| 一 | 二 |\n| --- | --- |\n| 三 | 四 |", [("", "甲", "一 二 三 四")]),
]


@pytest.mark.parametrize(("page", "expected"), PASSAGES)
def test_a_page_is_cut_at_every_heading_that_has_an_address(page, expected):
    assert [(one.at, one.title, one.text) for one in passages(page)] == expected


def test_page_without_title_or_words_has_the_name_of_its_file(ledger):
    written = {"甲.md": "", "乙/丙.md": "\n\n", "丁.md": "```\n# 不是标题\n```\n"}
    found = json.loads(search_index(SiteContext(ledger), written))
    titles = {item[0]: item[1] for item in found["items"]}
    assert [titles[at] for at in ("甲/", "乙/丙/", "丁/")] == ["甲", "丙", "丁"]


def test_every_address_is_on_the_site_with_the_words_said_of_it(soups, site):
    built = json.loads(asset(site, "assets/search.json").read_text("utf-8"))
    for item in items(built):
        for year, *said in places(item):
            path, _, fragment = f"{f'years/{year}/' if year else ''}{item.address}".partition("#")
            assert not fragment or soups[path].find(id=fragment), (path, fragment)
            on_page = bare(soups[path].get_text())
            for words in " · ".join([item.title, item.text, *said]).split(" · "):
                assert all(bare(word) in on_page for word in words.split()), (path, words)


def places(item: Item) -> Iterator[tuple[int | None, str, str]]:
    yield from ((one.year, one.text, one.printed) for one in item.editions)
    if not item.editions:
        yield None, "", ""


def bare(text: str) -> str:
    return "".join(text.split())


def test_every_narrative_figure_has_its_printed_text_and_its_value(ledger, found):
    known = {item.address: item for item in items(found)}
    for entry in ledger.disclosure.latest.narrative:
        item = known[f"#{entry.id}"]
        (edition,) = item.editions
        assert (item.title, item.text) == (entry.label, entry.definition)
        assert (edition.printed, edition.values) == (entry.figure.printed, [entry.figure.value])
        assert edition.text.startswith(entry.scope)
        assert edition.within.startswith(entry.section)


def test_a_statutory_row_is_one_item_at_its_total_with_what_was_counted(found):
    known = {item.address: item for item in items(found)}
    row = known["#三.unable.not_held.total"]
    assert row.title == "1. 本机关不掌握相关政府信息"
    assert row.within == "三、本年度办理结果 › （四）无法提供"
    assert row.editions[0].text == "自然人 1 · 总计 1"
    assert known["#二.normative_documents.issued"].editions[0].values == [4, 3, 27]
    assert known["#二.penalties.decisions"].editions[0].text == "本年处理决定数量 0"
    assert len([item for item in known if item.startswith("#三.")]) == 25


def test_what_is_the_same_every_year_is_said_once(three_years):
    known = {item.address: item for item in items(index_of(three_years))}
    figure = known["#decisions.published"]
    assert [edition.year for edition in figure.editions] == [2023, 2022, 2021]
    assert figure.text == "在上海住房公积金网公开的行政处理决定。"


def test_what_was_published_before_a_correction_is_found_too(tmp_path):
    def corrected(year, file):
        now = file["figures"]["一（一）6"]["decisions.published"]
        one = {"on": "2023-05-04", "figure": "decisions.published", "was": "9999件", "now": now}
        file["corrections"] = [one | {"why": "抄录有误"}]

    made_up.publish(
        made_up.write(tmp_path, [2022]), 2022, {"2023-01-01": {"decisions.published": "9999件"}}
    )
    (answer,) = ask(index_of(made_up.ledger(tmp_path, [2022], change=corrected)), ["9999件"])
    assert first_three(answer) == ["years/2022/#amended"]


def test_charts_data_and_tables_do_not_flood_it(found):
    text = json.dumps(found, ensure_ascii=False)
    assert "customdata" not in text and "var(--" not in text and "\u200b" not in text
    assert max(len(item.text) for item in items(found)) < 2500


def test_twenty_years_are_small(twenty_years):
    """Made-up years repeat each other's sentences, and real ones would not: those are made different first."""
    made = index_of(twenty_years)
    for item in made["items"]:
        for edition in item[4] if len(item) > 4 else []:
            edition[1:2] = [
                "".join(different(character, edition[0]) for character in text)
                for text in edition[1:2]
            ]
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(text, 6)) <= 120_000


def test_index_is_small(shipped, twenty_years):
    """In bytes, compressed, for one year and for twenty made-up ones."""
    sizes = [
        len(gzip.compress(text_of(one).encode(), 6)) for one in (shipped, index_of(twenty_years))
    ]
    assert sizes[0] <= 30_000 and sizes[1] <= 60_000, sizes


def different(character: str, year: int) -> str:
    """Another of as many characters for each year."""
    return (
        chr(0x4E00 + (ord(character) * 31 + year * 7) % 2500)
        if "一" <= character <= "鿿"
        else character
    )


# What is found


@pytest.fixture(scope="module")
def answers(found) -> dict[str, Answer]:
    asked = [*(query.words for query in QUERIES), *NOWHERE]
    return dict(zip(asked, ask(found, asked), strict=True))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.words}→{query.address}")
def test_a_query_leads_to_the_right_section(answers, query: Query):
    answer = answers[query.words]
    assert query.address in first_three(answer)
    (result,) = [one for one in answer["results"] if one["address"] == query.address]
    assert query.marked in [*result["marked"], ""]


@pytest.mark.parametrize(
    ("queries", "share"),
    [
        (TYPED, 0.98),
        (HELD_OUT, 0.95),
        (UNSEEN, 0.95),
        (LATEST, 0.95),
        (MENDED, 0.95),
        (NEWER, 0.94),
        (UNTUNED, 0.9),
    ],
    ids=["tuned", "held out", "unseen", "latest", "mended", "newer", "untuned"],
)
def test_ordinary_typing_is_answered_among_the_first_three(shipped, queries: list[Asked], share):
    missed = [*unanswered(shipped, queries)]
    assert 1 - len(missed) / len(queries) >= share, missed


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("有多少人提取", {"1.6万人", "近22万人"}),
        ("提取了多少钱", {"近6亿元", "超25亿元"}),
        ("公众号有多少粉丝", {"突破642.12万"}),
        ("几件行政诉讼", {""}),
    ],
)
def test_figures_in_the_unit_come_first_where_the_words_ask_how_many(found, words, figures):
    (answer,) = ask(found, [words])
    assert {one["printed"] for one in answer["results"][: len(figures)]} == figures
    assert "." in answer["results"][0]["address"]


def test_editing_guide_is_found_by_a_code_or_its_title_alone(found):
    words = ["274", "去年", "retirement", "D305", "编辑指南", "近", "空一格"]
    guided = {
        word: [one["address"].startswith("about/editing/") for one in answer["results"]]
        for word, answer in zip(words, ask(found, words), strict=True)
    }
    assert [word for word, results in guided.items() if any(results)] == ["D305", "编辑指南"]


def test_last_year_is_that_of_the_newest_report(three_years):
    made = index_of(three_years)
    for words, year in {"去年": 2023, "今年": 2023, "最新": 2023, "前年": 2022}.items():
        (answer,) = ask(made, [words])
        assert first_three(answer)[0] == f"years/{year}/#" and answer["dated"], words


NUMERALS = {
    "二百七十四": 274,
    "两百二十三条": 223,
    "六十万": 600_000,
    "近二十万": 200_000,
    "十二": 12,
    "三十四点六七万": 346_700,
    "二十五亿三千万": 2_530_000_000,
    "一万六千": 16_000,
    "百分之八十一点四": 81.4,
    "九条": 9,
    "二十多万人": 200_000,
    "20余万": 200_000,
    "6亿多": 6e8,
    "60万人上下": 600_000,
    "三千零五件": 3005,
    "近6个亿": 6e8,
    "六个多亿": 6e8,
    "20来万人": 200_000,
    "二十来万": 200_000,
    "60w": 600_000,
    "1.6W人": 16_000,
}


def test_numerals_and_hedges_are_read_as_their_value(found):
    answers = ask(found, NUMERALS)
    assert {
        words: answer["values"][0] if answer["values"] else None
        for words, answer in zip(NUMERALS, answers, strict=True)
    } == NUMERALS


def test_characters_within_words_are_no_numbers(found):
    for answer in ask(found, ["统一条例", "一律", "第三方", "万一"]):
        assert answer["values"] == []


TYPED_OTHERWISE = {
    "tuixiu": "退休",
    "gjj": "公积金",
    "偏提责退": "骗提责退",
    "行政处法": "行政处罚",
    "诈编": "诈骗",  # looks like it
    "投拆": "投诉",
    "徽信": "微信",
    "纠借": "纠错",
    "处伐": "处罚",  # sounds like it
    "诉松": "诉讼",
    "封春": "封存",  # zh and z, ng and n are one
    "complaints": "投诉",
    "scam": "诈骗",
    "34万人": "34.67万人",
    "642万": "突破642.12万",
}


def test_what_was_typed_otherwise_is_told(shipped):
    read = {
        words: answer["read"]
        for words, answer in zip(TYPED_OTHERWISE, ask(shipped, TYPED_OTHERWISE), strict=True)
    }
    assert read == {words: [[words, meant]] for words, meant in TYPED_OTHERWISE.items()}
    assert ask(shipped, ["违規提取"])[0]["read"] == []


@pytest.mark.parametrize(
    "words", ["投资", "投票", "离婚", "电影", "法国", "天气", "火车票", "lottery", "99万", "350件"]
)
def test_another_word_is_not_taken_for_one_with_a_wrong_character(shipped, words):
    (answer,) = ask(shipped, [words])
    assert answer["read"] == []


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("退休簡訊", "退休短信"),
        ("行政訴願", "行政复议"),
        ("聯絡電話", "联系电话"),
        ("提領", "提取"),
        ("網路申請", "网上申请"),
    ],
)
def test_words_of_other_regions_and_of_speech_find_what_the_plain_ones_find(shipped, typed, plain):
    one, other = ask(shipped, [typed, plain])
    assert one["results"] and first_three(one) == first_three(other)


def test_page_of_years_is_shown_to_who_asks_for_a_year_without_a_report(shipped):
    (answer,) = ask(shipped, ["为什么没有2023年的报告"])
    assert "years/" in first_three(answer)


def test_nothing_that_is_typed_breaks_it(found):
    draw = Random(1)
    letters = "退休提取公積金二百多万点年去几少gjtuixd305 ,.．／()〔〕?*+\\[]^$|\n😀\ud800的吗"
    typed = ["".join(draw.choices(letters, k=draw.randrange(12))) for _ in range(400)]
    assert len(ask(found, [*typed, "a" * 60, "一" * 60])) == 402


@pytest.mark.parametrize("words", NOWHERE)
def test_what_is_nowhere_is_not_found(answers, words):
    assert answers[words]["results"] == []


def test_other_words_for_it_are_looked_for_and_named(answers):
    assert answers["封存"]["also"] == ["账户封存"]
    assert answers["罚款"]["also"] == ["行政处罚", "处罚"]
    assert answers["行政处罚"]["also"] == ["罚款", "处罚"]
    assert answers["274件"]["also"] == []


def test_a_sentence_is_looked_for_in_its_known_parts(answers):
    answer = answers["退休了怎么取公积金"]
    assert answer["parted"] and [piece["words"] for piece in answer["pieces"]] == [
        "退休",
        "取公积金",
    ]
    assert not answers["退休提取"].get("parted")


@pytest.mark.parametrize("words", ["6亿", "4件", "60", "0.34"])
def test_a_number_is_never_part_of_another(words):
    figures = [["#a.b", "甲", "", "", [[2022, "", "", "56亿元", [5_600_000_000]]]]]
    texts = [["b/", "乙", "共274件，约160万名，10.34倍，6.0亿"]]
    made = {"years": [2022], "words": [], "hedges": HEDGES, "units": [["件"]], "editors": "-"}
    made |= {"usual": "-", "sounds": "", "variants": "", "plain": [], "alike": ""}
    (answer,) = ask(made | {"items": figures + texts}, [words])
    assert [one["address"] for one in answer["results"]] == (["b/"] if words == "6亿" else [])


def test_newer_years_come_first_and_a_year_asked_for_alone(twenty_years):
    made = index_of(twenty_years)
    figure = "#channels.website.posts"
    label, year, older, never = ask(
        made, ["网站发布的信息", "2015", "2015年网站发布的信息", "1995年网站发布的信息"]
    )
    (only,) = label["results"]
    assert [only["address"], *only["others"]] == [
        f"years/{n}/{figure}" for n in range(2022, 2002, -1)
    ]
    assert first_three(year)[0] == "years/2015/#"
    assert all(result["address"].startswith("years/2015/") for result in year["results"])
    assert first_three(older)[0] == f"years/2015/{figure}" and not older["results"][0]["others"]
    assert never["elsewhere"] and first_three(never)[0] == f"years/2022/{figure}"


def test_every_figure_is_found_as_printed_in_every_year(twenty_years):
    """Within its year among the first three; without a year, a figure printed so comes first."""
    entries = [e for year in twenty_years.disclosure.years.values() for e in year.narrative]
    queries = [f"{entry.year}年 {entry.figure.printed}" for entry in entries]
    queries += [entry.figure.printed for entry in entries]
    said = ask(index_of(twenty_years), queries)
    for entry, within, alone in zip(entries, said, said[len(entries) :], strict=False):
        assert address(entry) in first_three(within), entry.figure.printed
        assert alone["results"][0]["printed"] == entry.figure.printed


def test_a_figure_is_found_however_it_is_typed(three_years):
    years = three_years.disclosure.years
    entries = [
        entry
        for year in years.values()
        for entry in year.narrative
        if int(entry.figure.value) not in years  # 2022 alone is a year
    ]
    typed = [(entry, words) for entry in entries for words in spellings(entry)]
    said = ask(index_of(three_years), [words for _, words in typed])
    for (entry, words), answer in zip(typed, said, strict=True):
        results = answer["results"]
        all_years = [[result["address"], *result["others"]] for result in results]
        assert any(address(entry) in years for years in all_years), words
        assert not results or results[0]["printed"], words


def spellings(entry: Entry) -> Iterator[str]:
    before, number, after = split(entry.figure.printed)
    yield entry.figure.printed.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    yield f"{number} {after}"
    yield number + after.rstrip("人名条件次元")
    yield f"{before}{plain(entry.figure.value)}"
    yield f"{int(entry.figure.value):,}"
