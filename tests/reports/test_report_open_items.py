"""What an import leaves open: never published, whatever an editor does to the draft; and how it is settled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import made_up
import official
import written
from desk_command import desk
from disclosure.ledger.load import LoadedData, load_data
from disclosure.problems.problem import Problems
from disclosure.reports.commands import VerifyOutcome, verify_file
from disclosure.reports.importing import import_report
from disclosure.reports.narrative.numbers import SETTLED
from disclosure.reports.readers.blocks import ReportDocument
from disclosure.reports.readers.formats import text as plain
from disclosure.reports.readers.sandbox import read_report
from thorough import examples

pytestmark = pytest.mark.usefixtures("read_in_process")

YEAR = 2023
DAY = date(2024, 2, 3)
MORE = "（三）指导与监督\n召开会议12次，培训345人次，开展两次检查。"
ITEMS = [("一（三）", "12次"), ("一（三）", "345人次"), ("一（三）", "两次")]
"""Numbers of the report that no indicator counts."""


def data_folder(top: Path, years: tuple[int, ...] = (2022, YEAR)) -> Path:
    folder = made_up.write(top / "data", years)
    agency = f"name: {written.AGENCY}\nwebsite: www.example.invalid\n"
    (folder / "agency.yml").write_text(agency, "utf-8")
    return folder


def document(text: str) -> ReportDocument:
    blocks = tuple(plain.read(text.encode(), markdown=False))
    return ReportDocument("报告.txt", "text", "0" * 64, blocks)


def draft_of(text: str, folder: Path) -> str:
    return import_report(document(text), folder, Problems(), agency=written.AGENCY).text


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder whose year 2023 is a draft with four items left open; the report that it was read from."""
    top = tmp_path_factory.mktemp("drafted")
    folder = data_folder(top)
    text = written.report_of(folder, YEAR).replace("（三）指导与监督", MORE)
    text = text.replace("网站发布的信息为", "网站信息")
    (folder / "years" / f"{YEAR}.yml").unlink()
    (folder / "years" / f"{YEAR}.yml").write_text(draft_of(text, folder), "utf-8")
    source = top / "报告.txt"
    source.write_text(text, "utf-8")
    return folder, source


@pytest.fixture
def files(drafted: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    shutil.copytree(drafted[0], tmp_path / "data")
    return tmp_path / "data", drafted[1]


def load(folder: Path) -> tuple[LoadedData, Problems]:
    problems = Problems()
    return load_data(folder, problems), problems


def verified(folder: Path, source: Path) -> VerifyOutcome:
    loaded, problems = load(folder)
    return verify_file(source, loaded, YEAR, problems, DAY, looked=True)


def draft(folder: Path) -> dict[str, Any]:
    text = (folder / "years" / f"{YEAR}.yml").read_text("utf-8")
    return dict(yaml.load(text, yaml.CBaseLoader))


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    file = draft(folder)
    change(file)
    text = yaml.dump(file, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / "years" / f"{YEAR}.yml").write_text(text, "utf-8")


def settle(file: dict[str, Any], why: str = "会议、培训和检查，没有做成指标") -> None:
    """As an editor would: the proposal is right, the others are none of the site's."""
    (proposal,) = (one for one in file["open"]["一（二）4"])
    file["figures"]["一（二）4"][proposal["indicator"]] = proposal["printed"]
    file["set_aside"] = {"一（三）": [{"printed": ["12次", "345人次", "两次"], "why": why}]}
    del file["open"]


def codes(problems: Problems) -> list[str]:
    return [problem.code for problem in problems]


def test_each_open_item_is_told_with_its_words_last_year_s_value_and_what_to_do(files):
    folder, _ = files
    _, problems = load(folder)
    told = [problem for problem in problems if problem.code == "D219"]
    assert len(told) == 4 and problems.has_errors
    last = made_up_last(folder, "channels.website.posts")
    (proposal,) = (one for one in told if "网站发布的信息" in one.message)
    assert "一（二）4" in proposal.message and f"上一次是“{last}”" in proposal.message
    assert "网站信息" in proposal.message and "channels.website.posts: " in proposal.hint
    for section, printed in ITEMS:
        (item,) = (one for one in told if f"“{printed}”" in one.message)
        assert section in item.message and "培训345人次" in item.message
        assert "set_aside" in item.hint and printed in item.place.text


def made_up_last(folder: Path, id: str) -> str:
    last = load(folder)[0].ledger.disclosure.years[2022].entries[id].figure
    assert last
    return last.printed


def test_check_verify_record_and_the_build_refuse_a_draft_as_imported(files):
    folder, source = files
    for words in (("check",), ("record",), ("verify", str(YEAR), "--source", source)):
        said = desk(*words, "--data", folder)
        assert said.returncode == 1 and "D219" in said.stdout + said.stderr, words
    assert not (folder / "verified").exists() and not (folder / "published").exists()


def test_a_settled_draft_is_verified_and_its_coverage_is_known(files):
    folder, source = files
    edit(folder, settle)
    found = verified(folder, source)
    assert list(found.problems) == [] and found.record
    record(folder, found)
    loaded, problems = load(folder)
    year = loaded.ledger.disclosure.years[YEAR]
    assert codes(problems) == [] and year.absent == "报告没有说"
    assert year.coverage is not None
    assert (year.coverage.numbers, year.coverage.figures) == (24, 21)
    assert (year.coverage.said, year.coverage.set_aside) == (0, 3)


def record(folder: Path, found: VerifyOutcome) -> None:
    (folder / "verified").mkdir(exist_ok=True)
    (folder / "verified" / f"{YEAR}.yml").write_text(found.record, "utf-8")


def test_a_number_in_a_sentence_of_its_own_section_is_settled(files):
    folder, source = files

    def change(file: dict[str, Any]) -> None:
        settle(file)
        del file["set_aside"]
        file["facts"] = {"一（三）": ["开会12次，培训345人次，检查两次。"]}

    edit(folder, change)
    found = verified(folder, source)
    assert list(found.problems) == []
    record(folder, found)
    year = load(folder)[0].ledger.disclosure.years[YEAR]
    assert year.coverage and (year.coverage.said, year.coverage.set_aside) == (3, 0)
    edit(folder, lambda file: file["facts"].update({"一（三）": ["开会112次，培训345人次。"]}))
    loaded, problems = load(folder)
    assert loaded.ledger.disclosure.years[YEAR].coverage is None and codes(problems) == ["D413"]


def elsewhere(file: dict[str, Any]) -> None:
    settle(file)
    del file["set_aside"]
    file["facts"] = {"五": ["12次，345人次，两次。"]}


def only_one(file: dict[str, Any]) -> None:
    settle(file)
    file["set_aside"]["一（三）"][0]["printed"] = ["12次"]


def another_number(file: dict[str, Any]) -> None:
    settle(file)
    file["set_aside"]["一（三）"][0]["printed"] = ["12次", "345人次", "两次", "99次"]


UNSETTLED = [
    # what is done to the draft → what verify tells
    ("deleted in silence", lambda file: file.pop("open"), ["D612"] * 4),
    ("one deleted", lambda file: file["open"]["一（三）"].pop(0), ["D219"] * 3 + ["D612"]),
    ("said in another section", elsewhere, ["D612"] * 3),
    ("only one set aside", only_one, ["D612"] * 2),
    ("a number set aside that the report lacks", another_number, ["D608"]),
]


@pytest.mark.parametrize(("name", "change", "told"), UNSETTLED, ids=[one[0] for one in UNSETTLED])
def test_what_was_not_settled_is_told_by_verify(files, name, change, told):
    folder, source = files
    edit(folder, change)
    found = verified(folder, source)
    assert sorted(one.code for one in found.problems if one.severity == "error") == sorted(told)
    assert not found.record


CHANGED_SINCE = [
    ("a figure is gone", lambda file: file["figures"]["一（二）4"].popitem()),
    ("another number is set aside", lambda file: file["set_aside"].update(五=[ASIDE])),
    ("one is no longer set aside", lambda file: file.pop("set_aside")),
]
ASIDE = {"printed": "7场", "why": "虚构"}


@pytest.mark.parametrize(("name", "change"), CHANGED_SINCE, ids=[one[0] for one in CHANGED_SINCE])
def test_coverage_is_withdrawn_once_the_file_gives_other_numbers(files, name, change):
    folder, source = files
    edit(folder, settle)
    record(folder, verified(folder, source))
    edit(folder, change)
    loaded, problems = load(folder)
    year = loaded.ledger.disclosure.years[YEAR]
    assert (year.coverage, year.absent) == (None, "没有录入")
    assert "D413" in codes(problems)


def test_a_record_with_another_count_is_not_believed(files):
    folder, source = files
    edit(folder, settle)
    found = verified(folder, source)
    record(folder, found)
    path = folder / "verified" / f"{YEAR}.yml"
    path.write_text(path.read_text("utf-8").replace('"numbers": 24', '"numbers": 21'), "utf-8")
    loaded, problems = load(folder)
    assert loaded.ledger.disclosure.years[YEAR].coverage is None and codes(problems) == ["D413"]


@pytest.mark.parametrize("years", [(YEAR,), (2020, YEAR), tuple(range(2004, YEAR + 1))])
def test_open_items_stop_the_first_year_one_after_a_gap_and_the_twentieth(tmp_path, years):
    folder = data_folder(tmp_path, years)
    text = written.report_of(folder, YEAR).replace("（三）指导与监督", MORE)
    (folder / "years" / f"{YEAR}.yml").unlink()
    made = draft_of(text, folder)
    (folder / "years" / f"{YEAR}.yml").write_text(made, "utf-8")
    _, problems = load(folder)
    open_items = sum(map(len, yaml.load(made, yaml.CBaseLoader)["open"].values()))
    assert codes(problems).count("D219") == open_items >= len(ITEMS)


def test_every_number_of_a_published_report_of_another_agency_is_left_open(tmp_path):
    """None of them is ours to fill in; its misprinted sums are not confirmed either."""
    try:
        path = official.folder() / "02-hongze-district-2023.pdf"
    except official.NotHere as absent:
        pytest.skip(str(absent))
    folder = data_folder(tmp_path, (2022,))
    made = import_report(read_report(path, path.name), folder, Problems())
    (folder / "years" / f"{YEAR}.yml").write_text(made.text, "utf-8")
    _, problems = load(folder)
    counted = [one for one in made.others if one.number.kind not in SETTLED]
    assert made.matches and codes(problems).count("D219") == len(made.matches) + len(counted)
    assert "D412" in codes(problems)


def test_parts_of_a_table_that_were_not_read_are_open(tmp_path):
    folder = data_folder(tmp_path)
    rows = "另外一行\t1\t2\t3\t4\t5\t6\t21\n四、结转下年度继续办理\t"
    text = written.report_of(folder, YEAR).replace("四、结转下年度继续办理\t", rows)
    items = yaml.load(draft_of(text, folder), yaml.CBaseLoader)["open"]
    assert [one for one in items["三"] if "另外一行" in one["words"]]


# Whatever an editor does to a draft


def lines_of(text: str, start: str) -> list[int]:
    """The lines of a block at the top of the file."""
    lines = text.split("\n")
    first = next(index for index, line in enumerate(lines) if line.startswith(start))
    rest = range(first + 1, len(lines))
    end = next(index for index in rest if lines[index][:1] not in ("", " ", "#"))
    return [index for index in range(first, end) if lines[index].strip()]


@given(data=st.data())
@settings(max_examples=examples(4, 400))
def test_nothing_that_was_left_open_can_pass_for_settled(drafted, tmp_path_factory, data):
    """Lines of `open` deleted, made comments, or moved in: the data has errors, or `verify` tells and writes no record,
    and no page says that the report doesn't have it."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(drafted[0], folder)
    path = folder / "years" / f"{YEAR}.yml"
    text = path.read_text("utf-8")
    lines, block = text.split("\n"), lines_of(text, "open:")
    chosen = data.draw(st.lists(st.sampled_from(block), unique=True, min_size=1))
    how = data.draw(st.sampled_from([delete, comment_out, reindent]))
    path.write_text("\n".join(how(lines, chosen)), "utf-8")
    loaded, problems = load(folder)
    found = verified(folder, drafted[1])
    assert found.record == ""
    if not problems.has_errors:
        assert "D612" in codes(found.problems)
        assert loaded.ledger.disclosure.years[YEAR].absent == "没有录入"


def delete(lines: list[str], chosen: list[int]) -> list[str]:
    return [line for index, line in enumerate(lines) if index not in chosen]


def comment_out(lines: list[str], chosen: list[int]) -> list[str]:
    return [f"# {line}" if index in chosen else line for index, line in enumerate(lines)]


def reindent(lines: list[str], chosen: list[int]) -> list[str]:
    return [f"  {line}" if index in chosen else line for index, line in enumerate(lines)]
