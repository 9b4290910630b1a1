"""The form of 2019 beside that of 2021, and reports that take some tables from the one and some from the other."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft7Validator

import made_up
import real
from disclosure.build.build import Build
from disclosure.charts.chart import Chart, chart_view
from disclosure.charts.trend import trend
from disclosure.datafiles.forms import ReportTables, cells_of, grids_of
from disclosure.datafiles.models import Bar, Block, ReportInfo
from disclosure.datafiles.reader import read_files
from disclosure.desk.diff.data import compare_ledgers
from disclosure.desk.editor_schema import schemas
from disclosure.desk.format import format_file
from disclosure.figures.figure import NotAFigure, parse
from disclosure.figures.units import Unit
from disclosure.ledger.load import load_data, load_ledger
from disclosure.open_data.blank_year import blank_after
from disclosure.problems.problem import DataErrors, Problems
from form_cells import COLUMNS_3, NAMES, ROWS_3
from made_up import ROOT, TRIAL
from yaml_extension import as_the_extension_reads

FORMS = {name: read.record for name, read in read_files(real.data(), Problems()).forms.items()}
CELLS = {name: dict(cells_of(grids_of(form))) for name, form in FORMS.items()}
ROWS_3_OF_2019 = [
    *(row for row in ROWS_3 if not row.startswith(("other.", "handled", "carried_out"))),
    *("other", "handled", "carried_out"),
]
COLUMNS_2_OF_2019 = {
    "rules": "made 件, disclosed 件, disclosed_total 件",
    "normative_documents": "made 件, disclosed 件, disclosed_total 件",
    "licences": "last_year 项, change 项, decisions 件",
    "services": "last_year 项, change 项, decisions 件",
    "penalties": "last_year 项, change 项, decisions 件",
    "compulsion": "last_year 项, change 项, decisions 件",
    "fees": "last_year 项, change 项",
    "procurement": "projects 项, amount 元",
}
OF_2019 = {
    "二": [
        f"二.{row}.{column.split()[0]}"
        for row, columns in COLUMNS_2_OF_2019.items()
        for column in columns.split(", ")
    ],
    "三": [f"三.{row}.{column}" for row in ROWS_3_OF_2019 for column in COLUMNS_3],
    "四": NAMES["四"],
}


def of_table(table: str, names) -> list[str]:
    return [name for name in names if name.startswith(f"{table}.")]


# The form itself


@pytest.mark.parametrize("table", OF_2019)
def test_the_form_of_2019_names_its_cells(table):
    """As every tool agrees on them: what is published of a cell stands under its name."""
    today = read_files(ROOT / "data", Problems()).forms["2019"].record
    for form in (FORMS["2019"], today):
        assert of_table(table, dict(cells_of(grids_of(form)))) == OF_2019[table]


def test_table_three_of_2019_has_23_rows():
    assert len(ROWS_3_OF_2019) == 23


def test_each_column_has_its_own_unit():
    units = [
        f"{column} {CELLS['2019'][f'二.{row}.{column}'][1].word}"
        for row, columns in COLUMNS_2_OF_2019.items()
        for column in (one.split()[0] for one in columns.split(", "))
    ]
    assert units == [one for columns in COLUMNS_2_OF_2019.values() for one in columns.split(", ")]
    signed = {name for name, (_, unit) in CELLS["2019"].items() if unit.signed}
    assert signed == {name for name in CELLS["2019"] if name.endswith(".change")}


def test_what_both_forms_have_is_the_same_in_both():
    """One name, one dimension; in 三 and 四 one label too."""
    both = CELLS["2019"].keys() & CELLS["2021"].keys()
    assert {name.rpartition(".")[0] for name in of_table("二", both)} == {
        "二.licences",
        "二.penalties",
        "二.compulsion",
    }
    assert {*of_table("三", both)} == {*of_table("三", CELLS["2019"])} - {
        f"三.other.{column}" for column in COLUMNS_3
    }
    for name in both:
        (old, unit), (new, same) = CELLS["2019"][name], CELLS["2021"][name]
        assert unit == same
        assert old == new or name.startswith("二.")


ITEMS = replace(Unit.named("项"), signed=True)
CHANGES = [
    ("+1036", 1036),
    ("＋12", 12),
    ("-3", -3),
    ("−3", -3),
    ("增加3", 3),
    ("增加3项", 3),
    ("增5", 5),
    ("新增 12", 12),
    ("减少1,204项", -1204),
    ("减2", -2),
    ("0", 0),
    ("—", None),
]


@pytest.mark.parametrize(("printed", "value"), CHANGES)
def test_a_change_as_it_is_printed(printed, value):
    figure = parse(printed, ITEMS)
    assert (figure.printed, figure.value) == (printed, value)
    assert value is None or figure.low == figure.high == value


@pytest.mark.parametrize("printed", ["增加3", "减少3"])
def test_only_a_change_is_told_in_such_words(printed):
    with pytest.raises(NotAFigure):
        parse(printed, Unit.named("项"))


LINE = {"id": "x", "label": "甲"}
NOT_OF_A_COLUMN = [
    ([{**LINE, "unit": "元"}], [LINE]),
    ([{"label": "组", "lines": [{**LINE, "signed": True}]}], [LINE]),
    ([LINE], [{"label": "组", "unit": "元", "lines": [LINE]}]),
]


@pytest.mark.parametrize(("rows", "columns"), NOT_OF_A_COLUMN)
def test_a_unit_of_its_own_is_a_columns(rows, columns):
    with pytest.raises(ValueError, match="只写在填数的列上"):
        Block.model_validate({"unit": "件", "rows": rows, "columns": columns})


# Which form a table is of

OLD, NEW = "2019", "2021"
TAKEN = [  # form, tables_of → the form of each table; None where there are no such tables
    (NEW, {}, {"二": NEW, "三": NEW, "四": NEW}),
    (OLD, {}, {"二": OLD, "三": OLD, "四": OLD}),
    (NEW, {"三": OLD}, {"二": NEW, "三": OLD, "四": NEW}),
    (NEW, {"四": OLD, "二": OLD}, {"二": OLD, "三": NEW, "四": OLD}),
    (OLD, {"二": NEW}, {"二": NEW, "三": OLD, "四": OLD}),
    (NEW, {"三": NEW}, {"二": NEW, "三": NEW, "四": NEW}),
    (NEW, {"三": "2020"}, None),
    (NEW, {"七": OLD}, None),
    ("2020", {}, None),
    ("2020", {"二": OLD, "三": OLD, "四": OLD}, None),
]


def report(form: str, tables_of: dict[str, str]) -> ReportInfo:
    fixed = {"title": "甲", "published_at": "a.cn", "covers": "2023"}
    return ReportInfo.model_validate(fixed | {"form": form, "tables_of": tables_of})


@pytest.mark.parametrize(("form", "tables_of", "wanted"), TAKEN)
def test_each_table_is_of_its_own_form(form, tables_of, wanted):
    made = ReportTables.of(report(form, tables_of), FORMS)
    if wanted is None:
        assert made is None
        return
    assert [*made.form.tables] == [*made.grids] == [*wanted]  # in the form's order
    assert (made.form.title, made.form.source) == (FORMS[form].title, FORMS[form].source)
    assert made.others == {
        table: FORMS[name] for table, name in wanted.items() if FORMS[name] is not FORMS[form]
    }
    assert made.cells == {
        id: cell
        for table, name in wanted.items()
        for id, cell in CELLS[name].items()
        if id.startswith(f"{table}.")
    }
    assert made.form.tie_outs == {
        id: rule
        for table, name in wanted.items()
        for id, rule in FORMS[name].tie_outs.items()
        if id.startswith(f"{table}.")
    }


# Years of either form, and of both

YEARS = (2021, 2022, 2023)


def mixed(year: int, file: made_up.File) -> None:
    """2021 of the old form, 2022 of the new one with the old 三, 2023 of the new one."""
    if year == 2021:
        made_up.on_trial(file)
    if year == 2022:
        made_up.on_trial(file, "三")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return made_up.write(tmp_path_factory.mktemp("mixed") / "data", YEARS, change=mixed)


@pytest.fixture(scope="module")
def ledger(data):
    return load_ledger(data)


@pytest.fixture(scope="module")
def pages(data):
    build = Build(ROOT, data, ROOT / "docs")
    assert not len(build.problems)
    return {page.path: page.content for page in build.pages()}


WANTED = {
    2021: OF_2019,
    2022: {**NAMES, "三": OF_2019["三"]},
    2023: NAMES,
}


@pytest.mark.parametrize("year", WANTED)
@pytest.mark.parametrize("table", NAMES)
def test_a_year_has_the_cells_of_its_own_tables(ledger, pages, year, table):
    entries = ledger.disclosure.years[year].entries
    assert of_table(table, entries) == WANTED[year][table]
    soup = BeautifulSoup(pages[f"years/{year}.md"], "html.parser")
    cells = [cell["id"] for cell in soup.select(f"#table-{table} td[id]")]
    assert cells == WANTED[year][table]


def test_cells_stand_on_the_page_as_printed(pages):
    soup = BeautifulSoup(pages["years/2021.md"], "html.parser")
    rows = soup.select("#table-二 tbody tr")
    assert [[cell.get_text() for cell in row.select("td")] for row in rows] == [
        cells.split() for cells in TRIAL.values()
    ]
    assert soup.find(id="二.services.change").data["value"] == "-3"
    assert [one.get_text() for one in soup.select("#table-二 caption span")] == [
        f"第二十条第（{part}）项" for part in "一五六八九"
    ]


FORM_ON_THE_PAGE = {
    2021: "政府信息公开工作年度报告格式（试行）（国办公开办函〔2019〕60号）",
    2022: "政府信息公开工作年度报告格式（国办公开办函〔2021〕30号）；其中表三用的是"
    "政府信息公开工作年度报告格式（试行）（国办公开办函〔2019〕60号）",
    2023: "政府信息公开工作年度报告格式（国办公开办函〔2021〕30号）",
}


@pytest.mark.parametrize("year", FORM_ON_THE_PAGE)
def test_the_page_says_which_forms(pages, year):
    soup = BeautifulSoup(pages[f"years/{year}.md"], "html.parser")
    told = {dt.get_text(): dt.find_next_sibling("dd").get_text() for dt in soup.select("dt")}
    assert told["表式"] == FORM_ON_THE_PAGE[year]


def test_downloads_say_which_forms(pages):
    told = {year: json.loads(pages[f"data/{year}.json"]) for year in YEARS}
    assert [told[year]["form"]["source"][-9:] for year in YEARS] == [
        "〔2019〕60号",
        "〔2021〕30号",
        "〔2021〕30号",
    ]
    assert [[*told[year]["tables_of"]] for year in YEARS] == [[], ["三"], []]
    assert told[2022]["tables_of"]["三"]["source"] == "国办公开办函〔2019〕60号"
    assert told[2022]["report"]["tables_of"] == {"三": "2019"}


def test_labels_are_the_years_own(ledger):
    labels = {year: made.entries for year, made in ledger.disclosure.years.items()}
    one = "二.licences.decisions"
    assert [labels[year][one].label for year in YEARS] == [
        "行政许可·处理决定数量",
        "行政许可·本年处理决定数量",
        "行政许可·本年处理决定数量",
    ]


def test_each_tables_sums_are_those_of_its_form(ledger):
    rules = {
        year: {
            result.rule_id
            for result in ledger.results_of_year(year)
            if result.rule_id[0] in "二三四"
        }
        for year in YEARS
    }
    carried = {"二.rules.carried", "二.normative_documents.carried"}
    assert rules[2021] == rules[2022] - carried == rules[2023] - carried
    assert carried < rules[2022]
    outcomes = {year: ledger.find("三.outcomes/total", year) for year in YEARS}
    assert [len(result.sum) for result in outcomes.values()] == [19, 19, 21]
    assert {result.outcome for result in outcomes.values()} == {"holds"}


def test_last_years_figures_are_found_whatever_its_form(ledger):
    assert ledger.find("三.carried/total", 2022).outcome == "holds"
    assert ledger.find("三.carried/total", 2023).outcome == "holds"
    assert ledger.find("二.rules.carried", 2022).reason == "没有2021年的数"  # the old form has none
    assert ledger.find("二.rules.carried", 2023).outcome == "holds"


SPOILT = [  # year, table, row, column → the sums that fail
    (2021, "三", "other", -1, {"三.outcomes/total", "三.applicants/other"}),
    (2022, "三", "other", 0, {"三.outcomes/natural_person", "三.applicants/other"}),
    (2022, "二", "rules", 2, {"二.rules.carried"}),
    (2022, "四", "reconsideration", 4, {"四.results/reconsideration"}),
    (2021, "二", "rules", 2, set()),  # nothing to be held against
    (2021, "二", "licences", 0, set()),
]


@pytest.mark.parametrize(("spoilt", "table", "row", "column", "failing"), SPOILT)
def test_a_wrong_cell_breaks_the_sums_of_its_own_form(
    tmp_path, spoilt, table, row, column, failing
):
    def change(year, file):
        if year == 2022:
            made_up.on_trial(file, "三")
        if year == 2021 and spoilt == 2021:
            made_up.on_trial(file)
        if year == spoilt:
            cells = file["tables"][table][row]
            cells[column] = str(int(cells[column]) + 500)

    found = load_data(
        made_up.write(tmp_path / "data", (2021, 2022), change=change), Problems()
    ).ledger
    fails = {result.id for result in found.results if result.outcome == "fails"}
    assert fails == failing


def test_trends_go_on_where_both_forms_have_the_row(ledger):
    def drawn(*figures: str):
        chart = Chart(title="甲", bars=tuple(Bar(figure=one) for one in figures))
        made = trend("甲", chart, ledger)
        return made and [[bool(point.entry) for point in one.points] for one in made.series]

    assert drawn("三.granted.total", "二.penalties.decisions") == [[True] * 3, [True] * 3]
    assert drawn("三.other.total") == [[True, True, False]]  # nothing is made up for 2023
    assert drawn("三.other.fee_unpaid.total") is None  # one year is no trend
    assert drawn("二.rules.issued", "二.rules.made") == [[False, True, True]]


def test_a_group_that_is_one_row_is_drawn_as_printed(ledger):
    chart = next(
        chart
        for topic in ledger.disclosure.topics.values()
        for id, chart in topic.charts.items()
        if id == "requests-by-outcome"
    )
    for number, year in ledger.disclosure.years.items():
        view = chart_view("甲", chart, year, ledger, str)
        (last,) = [mark for mark in (*view.marks, *view.zeros) if mark.label == "其他处理"]
        summed = sum(
            entry.figure.value
            for id, entry in year.entries.items()
            if id.startswith("三.other.") and id.endswith(".total")
        )
        assert last.value == summed
        assert bool(last.computed) is (number == 2023)
        assert (last.entry.id if last.entry else None) == (
            None if number == 2023 else "三.other.total"
        )


def test_a_decrease_has_no_bar(ledger):
    year = ledger.disclosure.years[2021]
    bars = [Bar(figure=f"二.{row}.change") for row in ("licences", "services", "penalties")]
    marks = chart_view("甲", Chart(title="甲", bars=bars), year, ledger, str).marks
    assert [mark.share for mark in marks] == [1, None, None]
    assert (marks[1].printed, marks[1].value) == ("减少3", Decimal(-3))


# Editors


def test_a_blank_year_keeps_the_forms_and_their_rows(data):
    loaded = load_data(data, Problems())
    blank = blank_after(2024, loaded.year_source("2022"))
    assert "\n  form: 2021\n  tables_of: {三: 2019}\n" in blank
    assert "    other:" in blank and "other.fee_unpaid" not in blank
    old = blank_after(2024, loaded.year_source("2021"))
    assert "\n  form: 2019\n" in old and "tables_of" not in old
    assert "行政许可（上一年项目数量 本年增/减 处理决定数量）；2021年：" in old


def test_a_blank_year_is_read_with_the_same_tables(data, tmp_path):
    folder = shutil.copytree(data, tmp_path / "data")
    text = blank_after(2024, load_data(data, Problems()).year_source("2022"))
    (folder / "years/2024.yml").write_text(text, "utf-8")
    problems = Problems()
    told = load_data(folder, problems).year_source("2024")
    assert told.tables.cells.keys() == {id for ids in WANTED[2022].values() for id in ids}
    assert {problem.code for problem in problems} == {"D105"}
    (blank,) = format_file(folder, [folder / "years/2024.yml"])
    assert not blank.differs


def test_rows_are_laid_out_in_the_order_of_their_form(data, tmp_path):
    folder = shutil.copytree(data, tmp_path / "data")
    path = folder / "years/2022.yml"
    text = path.read_text("utf-8")
    rows = text[text.index("    other:\n") : text.index("    handled:\n")]
    path.write_text(
        text.replace(rows, "").replace("    received:\n", f"{rows}    received:\n"), "utf-8"
    )
    (made,) = format_file(folder, [path])
    kept = [line.split(":")[0].strip() for line in made.after.splitlines()]
    assert kept.index("unprocessed.confirmation") < kept.index("other") < kept.index("handled")


WRITTEN = [  # what stands in place of `form: 2021` → whether an editor's program lets it be
    ("form: 2021", True),
    ("form: 2019", True),
    ("form: 2021\n  tables_of: {三: 2019}", True),
    ("form: '2021'\n  tables_of:\n    三: '2019'\n    四: 2021", True),
    ("form: 2020", False),
    ("form: 2021\n  tables_of: {三: 2020}", False),
    ("form: 2021\n  tables_of: {七: 2019}", False),
    ("form: 2021\n  tables_of: [三]", False),
    ("form: 2021\n  tables_of: 2019", False),
]


@pytest.mark.parametrize(("put", "fits"), WRITTEN)
def test_the_schema_knows_forms_by_table(put, fits):
    schema = json.loads(schemas(read_files(real.data(), Problems()))["year.json"])
    text = (real.data() / "years/2022.yml").read_text("utf-8").replace("form: 2021", put)
    assert Draft7Validator(schema).is_valid(as_the_extension_reads(text)) is fits


def test_the_schema_has_the_rows_of_every_form():
    schema = json.loads(schemas(read_files(real.data(), Problems()))["year.json"])
    tables = schema["properties"]["tables"]["properties"]
    rows = {table: set(body["properties"]) for table, body in tables.items()}
    names = {
        table: {name.removeprefix(f"{table}.").rpartition(".")[0] for name in both}
        for table, both in ((table, [*NAMES[table], *OF_2019[table]]) for table in NAMES)
    }
    assert rows == names
    told = tables["二"]["properties"]["procurement"]["description"]
    assert told == "政府集中采购（单位：项）。2格：采购项目数量、采购总金额（元）。"


# What was published


def test_another_form_needs_corrections_for_what_it_drops(tmp_path):
    def change(year, file):
        made_up.on_trial(file, "三")

    folder = made_up.write(tmp_path / "data", [2022], change=change)
    other = (
        load_data(folder, Problems()).ledger.disclosure.years[2022].entries["三.other.total"].figure
    )
    shown = {"三.other.total": other.printed, "三.other.other.total": "7"}
    made_up.publish(folder, 2022, {"2023-01-20": shown})
    with pytest.raises(DataErrors) as stopped:
        load_ledger(folder)
    (problem,) = stopped.value.problems
    assert problem.code == "D405"
    assert "三.other.other.total" in problem.message and "（空）" in problem.message

    path = folder / "years/2022.yml"
    mend = (
        "- {on: 2023-02-01, figure: 三.other.other.total, was: '7', now: （空）, why: 表式认错了}"
    )
    text = path.read_text("utf-8").replace("corrections: []", f"corrections:\n{mend}")
    path.write_text(text, "utf-8")
    assert load_ledger(folder).disclosure.years[2022].file.corrections


def test_a_silent_change_is_told_under_the_years_own_label(tmp_path):
    def change(year, file):
        made_up.on_trial(file)

    folder = made_up.write(tmp_path / "data", [2022], change=change)
    made_up.publish(folder, 2022, {"2023-01-20": {"二.licences.decisions": "1"}})
    with pytest.raises(DataErrors, match="“行政许可·处理决定数量”"):
        load_ledger(folder)


def test_a_difference_of_forms_is_told(ledger, tmp_path):
    def change(year, file):
        if year == 2021:
            made_up.on_trial(file)

    before = made_up.ledger(tmp_path / "data", YEARS, change=change)
    told = compare_ledgers(before, ledger)
    assert [(word.where, word.was, word.now) for word in told.words] == [
        ("2022年 · 用另一份表式的统计表", "（无）", "三：2019")
    ]
    changed = {one.id.rpartition(".")[0] for one in told.figures}
    assert changed == {
        f"三.other{row}" for row in ("", ".not_supplemented", ".fee_unpaid", ".other")
    }


def test_only_tables_in_use_are_told_of_a_form(tmp_path):
    """Words of 2019's 二, which no year has, are no news; those of its 三 are."""

    def change(year, file):
        made_up.on_trial(file, "三")

    before = made_up.ledger(tmp_path / "before", [2022], change=change)
    folder = made_up.write(tmp_path / "after", [2022], change=change)
    path = folder / "forms/2019.yml"
    text = path.read_text("utf-8")
    for find, put in (("本年新制作数量", "新制作数量"), ("（六）其他处理", "（六）其他")):
        assert find in text
        text = text.replace(find, put)
    path.write_text(text, "utf-8")
    told = compare_ledgers(before, load_ledger(folder))
    assert [(word.where, word.now.rpartition("／")[2]) for word in told.words] == [
        ("表式“2019” · 三 · 行名或列名", "（六）其他")
    ]
