"""Sentences whose figure a year does not have: left out, worded otherwise, or told with page, line and year."""

from __future__ import annotations

import shutil

import pytest

import made_up
from disclosure.datafiles.models import Agency
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import directives_for
from disclosure.pages.handwritten.prose import check_prose
from disclosure.pages.load import load_data_and_pages
from disclosure.problems.problem import Problems
from made_up import ROOT

GONE, BLANK, GIVEN = "policies.under_revision", "三.granted.total", "decisions.published"
IF_GONE = f'{{% if figure("{GONE}") %}}有{{{{ figure("{GONE}") }}}}{{% else %}}没有说{{% endif %}}'
IF_GIVEN = f'{{% if figure("{GIVEN}") %}}公开{{% else %}}没有{{% endif %}}'


def leave_out(year: int, file: made_up.File) -> None:
    if year == 2022:
        for figures in file["figures"].values():
            figures.pop(GONE, None)
        file["tables"]["三"]["granted"] = [None] * 7


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return made_up.write(tmp_path_factory.mktemp("gaps") / "data", (2021, 2022), change=leave_out)


@pytest.fixture
def docs(tmp_path):
    """The project's own pages, but for one that a test writes."""
    return shutil.copytree(ROOT / "docs", tmp_path / "docs")


def told(data, docs, code="D507"):
    problems = Problems()
    load_data_and_pages(data, docs, problems)
    return [one for one in problems if one.code == code]


@pytest.fixture(scope="module")
def on(data):
    from disclosure.ledger.load import load_ledger

    return directives_for(SiteContext(load_ledger(data)), "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (IF_GONE, "没有说"),
        (IF_GIVEN, "公开"),
        (f'{{% if figure("{BLANK}") %}}予以公开{{% endif %}}。', "。"),
        (f'{{% if figure("{GONE}", 2021) %}}去年有{{% endif %}}', "去年有"),
        ('{% if figure("不存在的") %}甲{% else %}乙{% endif %}', "乙"),
    ],
)
def test_condition_depends_on_the_figure_of_the_year(on, text, shown):
    assert on.say_plain(text) == shown
    assert on.render_page(text) == shown


def test_title_without_its_figure_gives_way_to_the_labels_of_its_rows(tmp_path):
    from disclosure.ledger.load import load_ledger

    def without(year, file):
        del file["figures"]["一（一）6"]["decisions.published"]

    data = made_up.write(tmp_path / "data", (2022,), change=without)
    on = directives_for(SiteContext(load_ledger(data)), "")
    assert on.view("decisions-by-kind").title == "单位不缴或少缴、违规提取（骗提责退）"
    assert on.say_whole('发了{{ figure("decisions.published") }}件') == ""
    assert on.say_whole('公开{{ figure("policies.published") }}').startswith("公开")


@pytest.mark.parametrize(
    "section", ["一（一）1", "一（一）2", "一（一）6", "一（二）3", "一（二）4"]
)
def test_no_sentence_of_a_topics_page_breaks_without_a_sections_figures(tmp_path, section):
    def without(year, file):
        del file["figures"][section]

    data = made_up.write(tmp_path / "data", (2022,), change=without)
    found = told(data, ROOT / "docs")
    assert [str(one.place) for one in found if "docs/topics" in str(one.place.file)] == []


SENTENCES = [
    (f'修订的有{{{{ figure("{GONE}") }}}}。', 5),
    (f'公开{{{{ figure("{BLANK}") }}}}件', 3),
    (f'- {{{{ figure("{GONE}") }}}}要修订', 3),
    (f'{{{{ scope("{GONE}") }}}}，公开了一些', 1),
    (f'公开{{{{ figure("{GIVEN}") }}}}{{{{ figure("{GONE}") }}}}', None),
    (f'{{% if figure("{GIVEN}") %}}有{{{{ figure("{GONE}") }}}}件{{% endif %}}', None),
    (f'{{{{ headline("{GIVEN}", "decisions", "修订\'{{{{ figure(\'{GONE}\') }}}}\'件") }}}}', None),
]


@pytest.mark.parametrize(("text", "column"), SENTENCES, ids=range(len(SENTENCES)))
def test_sentence_without_its_figure_is_told_with_page_line_and_year(data, docs, text, column):
    page = docs / "about" / "privacy.md"
    page.write_text(f"---\ntitle: 甲\ndescription: 乙\n---\n# 甲\n\n{text}\n", "utf-8")
    found = [one for one in told(data, docs) if one.place.file.endswith("privacy.md")]
    assert [one.place.line for one in found] == [7]
    assert "2022年的报告没有" in found[0].message
    if column:
        assert found[0].place.column == column + 3  # the name, behind `{{ `


FINE = [
    IF_GONE,
    f'修订的：{{{{ figure("{GONE}") }}}}',
    f'{{{{ figure("{GONE}") }}}}',
    f'| 甲 | 乙 |\n| --- | --- |\n| 修订 | {{{{ figure("{GONE}") }}}} |',
    f'去年{{{{ figure("{GONE}", 2021) }}}}要修订',
    f'{{{{ headline("{GONE}", "policies") }}}}',
]


@pytest.mark.parametrize("text", FINE, ids=range(len(FINE)))
def test_what_is_no_sentence_or_has_another_wording_is_not_told(data, docs, text):
    page = docs / "about" / "privacy.md"
    page.write_text(f"---\ntitle: 甲\ndescription: 乙\n---\n# 甲\n\n{text}\n", "utf-8")
    assert [one for one in told(data, docs) if one.place.file.endswith("privacy.md")] == []


def test_chart_title_is_told_for_each_year_that_a_page_shows_it_for(tmp_path, docs):
    def change(year, file):
        if year in (2020, 2022):
            leave_out(2022, file)

    data = made_up.write(tmp_path / "data", (2020, 2021, 2022), change=change)
    topic = data / "topics" / "policies.yml"
    text = topic.read_text("utf-8").replace(
        "title: 这一年的几个日子", f'title: 修订{{{{ figure("{GONE}") }}}}的几个日子'
    )
    topic.write_text(text, "utf-8")
    page = docs / "about" / "privacy.md"
    calls = '{{ chart("events", 2020) }}\n\n{{ chart("events", 2021) }}'
    page.write_text(f"---\ntitle: 甲\ndescription: 乙\n---\n# 甲\n\n{calls}\n", "utf-8")
    found = [one for one in told(data, docs) if "几个日子" in one.place.text]
    assert [one.message[:5] for one in found] == ["2020年", "2022年"] or [
        one.message[:5] for one in found
    ] == ["2022年", "2020年"]
    line = text.split("\n").index(next(one for one in text.split("\n") if "几个日子" in one)) + 1
    assert {one.place.line for one in found} == {line}


def test_only_a_figure_can_be_asked_for(data, docs):
    page = docs / "about" / "privacy.md"
    page.write_text('---\ntitle: 甲\n---\n# 甲\n\n{% if chart("events") %}甲{% endif %}\n', "utf-8")
    assert any("{% if %} 里不能用“chart”" in one.message for one in told(data, docs, "D501"))


@pytest.mark.parametrize("met", [True, False])
def test_prose_is_checked_as_the_condition_chooses(met):
    """What a page hides behind a condition is looked at in the build that shows it."""
    problems = Problems()
    text = '{% if figure("a") %}<script>1</script>{% else %}好{% endif %}'
    agency = Agency(name="甲", website="example.invalid")
    check_prose(f"# 甲\n\n{text}\n", "docs/a.md", agency, problems, lambda test: met)
    assert bool([*problems]) is met


def test_condition_without_a_title_leaves_the_labels_of_the_bars(on, data):
    from disclosure.charts.chart import chart_view
    from disclosure.datafiles.models import Bar, Chart

    title = f'{{% if figure("{GONE}") %}}修订{{{{ figure("{GONE}") }}}}{{% endif %}}'
    chart = Chart(
        title=title, bars=(Bar(figure=GIVEN, label="公开"), Bar(figure=GONE, label="修订"))
    )
    view = chart_view("甲", chart, on.default, on.site.ledger, on.say_plain)
    assert view.title == "公开、修订"
