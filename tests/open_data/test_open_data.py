"""The files that can be taken away: what they say, what describes them, and programs of other people that read them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import jsonschema
import openpyxl
import pandas
import pytest
import yaml
from frictionless import Package

import made_up
import real
from built import ROOT, Soups
from disclosure.build.build import Build
from disclosure.figures.figure import Qualifier
from disclosure.figures.units import plain
from disclosure.ledger.load import load_data
from disclosure.ledger.records import Check
from disclosure.ledger.releases import publication_days
from disclosure.open_data.columns import (
    CELL,
    CHART,
    CHECKS,
    COLUMNS,
    FIGURE,
    INDICATOR,
    QUALIFIERS,
)
from disclosure.open_data.provenance import Origin
from disclosure.open_data.resource import Resource, grouped_files
from disclosure.problems.problem import Problems

COMMIT = "1234567890abcdef" * 2 + "12345678"
ORIGIN = Origin("https://example.invalid/", "", COMMIT, False, datetime(2026, 11, 24, tzinfo=UTC))
BOM = b"\xef\xbb\xbf"


def files_of(data: Path, origin: Origin = ORIGIN) -> dict[str, Resource]:
    build = Build(ROOT, data, ROOT / "docs", origin)
    return {file.path: file for file in build.site.resources}


@pytest.fixture(scope="module")
def files() -> dict[str, Resource]:
    return files_of(real.data())


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Resource]:
    """Three made-up years, the first of them in the older form."""

    def older(year: int, file: made_up.File) -> None:
        if year == 2021:
            made_up.on_trial(file)

    folder = tmp_path_factory.mktemp("several") / "data"
    return files_of(made_up.write(folder, range(2021, 2024), change=older))


@pytest.fixture(params=["files", "several"])
def either(request: pytest.FixtureRequest) -> dict[str, Resource]:
    return request.getfixturevalue(request.param)


def rows(file: Resource) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


def tables(files: dict[str, Resource]) -> list[Resource]:
    return [file for file in files.values() if file.format == "csv"]


# What the files say


def test_every_table_says_units_hedges_sections_source_and_commit(either):
    for file in tables(either):
        assert file.columns in (FIGURE, CELL, CHART, INDICATOR)
        if file.columns != INDICATOR:
            assert {"unit", "qualifier", "min", "max", "section", "source", "commit"} <= {
                *file.columns
            }
        for row in rows(file):
            assert row["commit"] == COMMIT[:12], file.path
            if row.get("value"):
                assert row["unit"] and row["qualifier"] and row["section"] and row["source"]
                assert row["qualifier"] in ("about", "nearly", "over") or (
                    row["min"] and row["max"]
                )


def test_our_own_sums_say_what_they_are(files):
    found = [row for row in rows(files["data/charts/requests-by-outcome.csv"]) if row["computed"]]
    assert len(found) == 4
    for row in found:
        assert row["printed"] == row["id"] == row["url"] == ""  # no report printed it
        assert (row["unit"], row["section"], row["qualifier"]) == ("件", "三", "exact")
        assert row["value"] == row["min"] == row["max"] != ""


@pytest.mark.parametrize(
    ("id", "period"),
    [
        ("policies.published", "2022-01-01/2022-12-31"),  # the report's
        ("三.handled.total", "2022-01-01/2022-12-31"),
        ("push.retirement.sms_rounds", "2022-01/2022-09"),  # its own
        ("push.retirement.withdrawers", "../2022-12-31"),  # running since a day that is not said
    ],
)
def test_row_has_the_period_of_its_figure(files, id, period):
    (found,) = [row for row in rows(files["data/figures.csv"]) if row["id"] == id]
    assert found["period"] == period


def test_sum_of_a_chart_has_the_period_of_its_report(files):
    found = rows(files["data/charts/requests-by-outcome.csv"])
    assert any(row["computed"] for row in found)
    assert {row["period"] for row in found} == {"2022-01-01/2022-12-31"}


COLUMN_LABELS = {
    "2": {
        "issued": "本年制发件数",
        "repealed": "本年废止件数",
        "in_force": "现行有效件数",
        "decisions": "本年处理决定数量",
        "amount": "本年收费金额（单位：万元）",
    },
    "3": {
        "natural_person": "申请人情况／自然人",
        **{
            id: f"申请人情况／法人或其他组织／{label}"
            for id, label in {
                "company": "商业企业",
                "research": "科研机构",
                "welfare": "社会公益组织",
                "legal_service": "法律服务机构",
                "other": "其他",
            }.items()
        },
        "total": "申请人情况／总计",
    },
    "4": {
        "upheld": "结果维持",
        "corrected": "结果纠正",
        "other": "其他结果",
        "pending": "尚未审结",
        "total": "总计",
    },
}


@pytest.mark.parametrize("table", COLUMN_LABELS)
def test_cell_has_the_label_of_its_column(files, table):
    found = rows(files[f"data/tables/{table}.csv"])
    assert {row["column"]: row["column_label"] for row in found} == COLUMN_LABELS[table]


def test_an_event_has_its_section_and_its_days(files):
    found = rows(files["data/charts/events.csv"])
    assert len(found) > 3
    assert all(row["section"] and row["period"] and row["scope"] for row in found)
    assert not any(row["value"] or row["printed"] for row in found)


def test_topics_years_and_tables_are_parts_of_the_whole(either):
    whole = rows(either["data/figures.csv"])
    assert len(whole) > 200
    parts = [file for file in tables(either) if file.group in ("year", "topic")]
    assert len(parts) >= 8
    for file in parts:
        part = rows(file)
        kept = {*map(str, part)}
        assert [row for row in whole if str(row) in kept] == part
    by_year = [row for file in parts if file.year for row in rows(file)]
    assert sorted(map(str, by_year)) == sorted(map(str, whole))
    cells = [row for file in tables(either) if file.group == "table" for row in rows(file)]
    printed = {
        (row["year"], row["id"]): row["printed"] for row in whole if row["section"] in "二三四"
    }
    assert {(row["year"], row["id"]): row["printed"] for row in cells} == printed
    assert all(row["id"] == f"{row['table']}.{row['row']}.{row['column']}" for row in cells)


def test_json_says_what_csv_says(either):
    pairs = [(path, path.replace(".json", ".csv")) for path in either if path.endswith(".json")]
    pairs = [(one, other) for one, other in pairs if other in either and not one[5:9].isdecimal()]
    assert len(pairs) == 9  # figures, indicators and seven topics
    for one, other in pairs:
        told = [
            {key: as_text(value) for key, value in row.items()}
            for row in json.loads(either[one].content, parse_float=Decimal)
        ]
        assert told == rows(either[other])


def as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return "" if value is None else str(value)


def test_the_dictionary_defines_every_indicator_with_its_sections(several, files):
    found = {row["id"]: row for row in rows(several["data/indicators.csv"])}
    assert found["decisions.published"]["years"] == "2021、2022、2023"
    assert "2023 " in found["decisions.published"]["sections"]
    assert all(row["definition"] for row in found.values())
    ids = {row["id"] for row in rows(files["data/figures.csv"]) if row["id"][0].isascii()}
    assert ids <= {row["id"] for row in rows(files["data/indicators.csv"])}


def test_what_nobody_knows_is_left_empty():
    found = files_of(real.data(), Origin())
    assert {row["commit"] for row in rows(found["data/figures.csv"])} == {""}
    assert rows(found["data/figures.csv"])[0]["url"].startswith("years/2022/#")
    package = json.loads(found["data/datapackage.json"].content)
    assert not {"id", "homepage", "version", "created", "licenses"} & package.keys()
    assert json.loads(found["data/2022.json"].content)["commit"] is None


# When it changed


def test_a_file_changed_when_its_newest_figure_was_published(tmp_path):
    data = real.copied(tmp_path / "data")
    first = publication_days(load_data(data, Problems()))
    assert set(first.values()) == {"2026-11-24"}
    year, record = data / "years/2022.yml", data / "published/2022.yml"
    correction = {
        "on": "2027-03-01",
        "figure": "decisions.published",
        "was": "274件",
        "now": "约274件",
        "why": "试",
    }
    text = year.read_text("utf-8").replace("published: 274件", "published: 约274件")
    said = json.dumps([correction], ensure_ascii=False)
    year.write_text(f"{text}\ncorrections: {said}\n", "utf-8")
    assert (
        files_of(data)["data/2022.json"].changed_on is None
    )  # corrected, and not published so yet
    said = record.read_text("utf-8")
    record.write_text(f"{said}  2027-03-01:\n    decisions.published: 约274件\n", "utf-8")
    found = files_of(data)
    changed = {path: file.changed_on for path, file in found.items()}
    assert changed["data/topics/decisions.csv"] == changed["data/figures.csv"] == "2027-03-01"
    assert changed["data/2022.json"] == changed["data/all.zip"] == "2027-03-01"
    assert changed["data/topics/push.csv"] == changed["data/tables/3.csv"] == "2026-11-24"


def test_what_was_not_published_yet_has_no_day(tmp_path):
    data = real.copied(tmp_path / "data", "published")
    assert {file.changed_on for file in files_of(data).values()} == {None}


# Who reads them


def test_csv_opens_in_excel(either):
    for file in tables(either):
        assert file.content.startswith(BOM) and not file.content[3:].startswith(BOM)
        assert file.content.count(b"\n") == file.content.count(b"\r\n") == len(rows(file)) + 1


def test_pandas_reads_csv_without_being_told_how(files):
    read = pandas.read_csv(io.BytesIO(files["data/figures.csv"].content))
    assert [*read.columns] == [*FIGURE]
    told = {row["id"]: row for row in rows(files["data/figures.csv"])}
    assert read["value"].dtype == "float64"
    for row in read.itertuples():
        assert row.printed == told[row.id]["printed"] or pandas.isna(row.printed)
        assert pandas.isna(row.value) or Decimal(str(row.value)) == Decimal(told[row.id]["value"])


def test_a_workbook_holds_the_rows_as_numbers_and_texts(either):
    book = openpyxl.load_workbook(io.BytesIO(either["data/figures.xlsx"].content))
    assert book.sheetnames == ["说明", "数字", "指标", "字段"]
    head, *lines = book["数字"].iter_rows(values_only=True)
    assert [*head] == [COLUMNS[name].title for name in FIGURE]
    told = rows(either["data/figures.csv"])
    assert len(lines) == len(told)
    for line, row in zip(lines, told, strict=True):
        for name, value in zip(FIGURE, line, strict=True):
            if COLUMNS[name].type in ("number", "integer") and value is not None:
                assert isinstance(value, int | float) and Decimal(str(value)) == Decimal(row[name])
            else:
                assert (value or "") == in_words(name, row[name]).removeprefix("'")
    assert COMMIT[:12] in str([*book["说明"].iter_rows(values_only=True)])


def in_words(name: str, text: str) -> str:
    """Codes as a workbook has them."""
    if name == "qualifier" and text:
        return QUALIFIERS[Qualifier(text)]
    if name == "check" and text:
        return CHECKS[Check(text)]
    return TITLES[text] if name == "topic" and text else text


TITLES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))["title"]
    for path in (real.SOURCE / "topics").glob("*.yml")
}


def test_no_workbook_holds_a_formula(either):
    for file in either.values():
        if file.format == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(file.content))
            kinds = {cell.data_type for sheet in book for line in sheet for cell in line}
            assert kinds <= {"s", "n"}, file.path  # openpyxl calls a formula "f"


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_a_years_workbook_has_the_tables_in_their_official_layout(several, year):
    book = openpyxl.load_workbook(io.BytesIO(several[f"data/{year}.xlsx"].content))
    assert {"二", "三", "四"} <= {*book.sheetnames}
    told = [row for row in rows(several[f"data/{year}.csv"]) if row["section"] == "三"]
    lines = [
        [str(cell) if cell is not None else "" for cell in line]
        for line in book["三"].iter_rows(values_only=True)
    ]
    in_order = [cell for line in lines for cell in line if cell == "—" or cell.isdecimal()]
    assert in_order == [row["printed"] for row in told if row["printed"]]
    assert "总计" in str(lines[:5]) and "自然人" in str(lines[:5])
    assert lines[0][0].endswith(f"（{year}年）") and lines[1][0] == "单位：件"


def test_the_archive_holds_every_file_and_validates_by_itself(either, tmp_path):
    with zipfile.ZipFile(io.BytesIO(either["data/all.zip"].content)) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        for path, file in either.items():
            if path != "data/all.zip":
                assert packed.read(path.removeprefix("data/")) == file.content
        readme = packed.read("README.txt").decode("utf-8-sig")
        packed.extractall(tmp_path)
    assert len(names) == len({*names}) == len(either)  # README.txt, and the archive not in itself
    assert "限定词" in readme and COMMIT[:12] in readme and "\r\n" in readme
    assert all(f"{name}（" in readme for name in COLUMNS)
    assert valid(tmp_path)


def valid(folder: Path) -> bool:
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    return len(report.tasks) > 20


def test_the_site_is_a_valid_data_package(site, made_up_site):
    assert valid(site / "data") and valid(made_up_site / "data")


def test_the_data_package_knows_a_changed_file(site, tmp_path):
    """The validation above is worth something: bytes, digest, type and allowed values are looked at."""
    import shutil

    shutil.copytree(site / "data", tmp_path / "data")
    path = tmp_path / "data/figures.csv"
    path.write_bytes(path.read_bytes().replace(b",nearly,", b",almost,", 1))
    report = Package(str(tmp_path / "data/datapackage.json")).validate()
    found = {kind for (kind,) in report.flatten(["type"])}
    assert {"constraint-error", "hash-count"} & found and not report.valid


@pytest.mark.parametrize("name", ["figures", "indicators", "year"])
def test_json_keeps_to_its_schema(either, name):
    schema = json.loads(either[f"data/{name}.schema.json"].content)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert COMMIT[:12] in schema["$comment"]
    validator = jsonschema.Draft202012Validator(schema)
    held = {
        "figures": [p for p in either if p == "data/figures.json" or p.startswith("data/topics/")],
        "indicators": ["data/indicators.json"],
        "year": [path for path in either if path[5:9].isdecimal()],
    }[name]
    held = [path for path in held if path.endswith(".json")]
    assert held
    for path in held:
        content = json.loads(either[path].content)
        assert [*validator.iter_errors(content)] == []
        broken = content[0] if isinstance(content, list) else content
        broken["year" if name != "indicators" else "unit"] = ["?"]
        assert [*validator.iter_errors(content)] != []


# The page, and what is promised


def test_the_data_page_offers_every_file_with_its_weight(soups: Soups, site: Path):
    links = {
        link["href"]: link.get_text(" ", strip=True)
        for link in soups["data/"].select(".shelf a[download]")
    }
    shipped = {
        path.relative_to(site / "data").as_posix()
        for path in (site / "data").rglob("*")
        if path.is_file() and "blank" not in path.parts and path.name not in ("index.html",)
    }
    assert {*links} == {path for path in shipped if not path.endswith(".jsonld")}
    for href, words in links.items():
        size = (site / "data" / href).stat().st_size
        assert f"{max(1, round(size / 1000))} KB" in words


def test_files_of_one_title_stand_together(files):
    groups = grouped_files(files.values())
    assert [group.title for group in groups][:3] == ["全部", "各年", "各主题"]
    assert sum(len(sets) for group in groups for sets in group.sets) == len(files)
    assert [file.format for file in groups[0].sets[0]] == ["csv", "json", "xlsx"]


def test_fields_are_explained_on_the_page(soups: Soups):
    text = soups["data/"].select_one("table.fields").get_text(" ")
    assert all(column.meaning in text and column.title in text for column in COLUMNS.values())


def test_the_citation_says_whose_which_edition_and_when(soups: Soups):
    quote = soups["data/"].select_one("blockquote").get_text(" ", strip=True)
    assert quote == (
        "上海市公积金管理中心. 政府信息公开工作年度报告数据，2022年[DS/OL]. "
        f"版本 {COMMIT[:12]} (2026-11-24)[引用日期]. （数据页的网址）."
    )


def test_addresses_that_were_promised_are_there(site, soups):
    """tests/addresses.txt only ever grows: what stands in it was published once, and somebody may rely on it."""
    promised = (ROOT / "tests/addresses.txt").read_text("utf-8").split()
    assert len(promised) > 60
    for address in promised:
        path, _, anchor = address.partition("#")
        file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
        assert file.is_file(), address
        assert not anchor or soups[path].find(id=anchor), address


def test_every_data_file_is_promised(files):
    promised = {*(ROOT / "tests/addresses.txt").read_text("utf-8").split()}
    assert {*files} <= promised
