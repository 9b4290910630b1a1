"""What was published against what is printed now: no change without a correction, no correction without a change."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_up
from disclosure.datafiles.models import BLANK
from disclosure.ledger.load import load_data
from disclosure.ledger.releases import (
    TooEarly,
    publication_to_yaml,
    release_time,
    unpublished_changes,
)
from disclosure.problems.problem import Problems

ID = "decisions.published"


def problems_of(folder, shown, now, corrections, scope=None):
    """Codes told of a year whose figure was shown like this, is like that now, with these (was, now) between."""

    def change(year, file):
        figures = file["figures"]["一（一）6"]
        figures.clear()
        if now is not None:
            figures[ID] = {"printed": now} | (scope or {})
        file["corrections"] = [
            {"on": f"2023-05-{day:02}", "figure": ID, "was": was, "now": then, "why": "抄错"}
            for day, (was, then) in enumerate(corrections, start=1)
        ]

    made_up.write(folder, [2022], change=change)
    if shown:
        released = {f"2023-0{month}-01": {ID: one} for month, one in enumerate(shown, start=1)}
        made_up.publish(folder, 2022, released)
    problems = Problems()
    load_data(folder, problems)
    return [problem.code for problem in problems]


# shown before, printed now, corrections, codes
HISTORIES = [
    ([], "274件", [], []),
    (["274件"], "274件", [], []),
    (["274件"], "275件", [], ["D405"]),
    (["274件"], "２７４件", [], ["D405"]),  # readers see another text
    (["274件"], "275件", [("274件", "275件")], []),
    (["274件", "275件"], "275件", [("274件", "275件")], []),
    (["274件", "275件"], "275件", [], ["D405"]),  # its correction was taken away
    (["274件", "275件"], "276件", [("274件", "275件")], ["D403"]),
    (["274件", "275件"], "276件", [("274件", "275件"), ("275件", "276件")], []),
    (["274件", "275件"], "276件", [("275件", "276件")], ["D405"]),
    (["274件"], "276件", [("274件", "275件"), ("275件", "276件")], ["D406"]),  # 275 was never seen
    (["274件"], "275件", [("273件", "275件")], ["D406"]),
    (["274件"], "274件", [("273件", "274件")], ["D406"]),
    (["274件"], "274件", [("274件", "274件")], ["D406"]),  # nothing changed
    ([], "274件", [("273件", "274件")], ["D406"]),
    (["274件"], "275件", [("274件", "276件")], ["D403"]),
    (["274件"], "276件", [("274件", "275件"), ("273件", "276件")], ["D404"]),
    (["274件"], None, [], ["D405"]),  # left out without a word
    (["274件"], None, [("274件", BLANK)], []),
    (["274件", BLANK], "274件", [("274件", BLANK), (BLANK, "274件")], []),
    (
        [{"printed": "274件", "since": "建站"}],
        "274件",
        [],
        ["D405"],
    ),  # another scope is another figure
    ([{"printed": "274件", "since": "建站"}], "274件", [("274件", "274件")], []),
]


@pytest.mark.parametrize(("shown", "now", "corrections", "codes"), HISTORIES)
def test_histories(tmp_path, shown, now, corrections, codes):
    assert problems_of(tmp_path / "data", shown, now, corrections) == codes


def test_a_silent_change_tells_was_and_now_and_how_to_write_the_correction(tmp_path):
    made_up.write(tmp_path / "data", [2022])
    made_up.publish(
        tmp_path / "data", 2022, {"2023-01-01": {"三.received.total": "9999", ID: "0件"}}
    )
    problems = Problems()
    load_data(tmp_path / "data", problems)
    figure, cell = problems
    assert "“9999”" in cell.message and cell.place.text.strip().startswith("- ")
    assert "登载的是“0件”" in figure.message
    assert f"figure: {ID}, was: 0件" in figure.hint


def test_a_fault_told_is_not_told_again_as_a_silent_change(tmp_path):
    made_up.write(
        tmp_path / "data",
        [2022],
        change=lambda year, file: file["tables"]["三"].update(received=["1", "2"]),
    )
    made_up.publish(tmp_path / "data", 2022, {"2023-01-01": {"三.received.total": "9999"}})
    problems = Problems()
    load_data(tmp_path / "data", problems)
    assert [problem.code for problem in problems] == ["D206"]


def publish(folder, at):
    """`desk record`, in short."""
    loaded = load_data(folder, Problems())
    for stem, said in unpublished_changes(loaded).items():
        read = loaded.files.published.get(stem)
        (folder / "published").mkdir(exist_ok=True)
        text = publication_to_yaml(stem, read.record if read else None, said, at)
        (folder / "published" / f"{stem}.yml").write_text(text, "utf-8")


def test_what_is_recorded_is_all_there_is_and_is_read_back(tmp_path):
    data = made_up.write(tmp_path / "data", [2021, 2022])
    publish(data, datetime(2023, 3, 1))
    problems = Problems()
    loaded = load_data(data, problems)
    assert list(problems) == []
    assert unpublished_changes(loaded) == {}
    shown = loaded.files.published["2022"].record.published["2023-03-01"]
    entries = loaded.ledger.disclosure.years[2022].entries
    assert shown.keys() == {"report.covers", *entries}


def test_a_second_release_records_only_what_is_new(tmp_path):
    data = made_up.write(tmp_path / "data", [2022])
    publish(data, datetime(2023, 3, 1))
    before = (data / "published/2022.yml").read_text("utf-8")
    year = data / "years/2022.yml"
    text = year.read_text("utf-8")
    year.write_text(text.replace("channels.wechat.posts:", "channels.wechat.posts: 1条 #"), "utf-8")
    publish(data, datetime(2023, 3, 1, 15, 30))
    after = (data / "published/2022.yml").read_text("utf-8")
    assert after == f'{before}  2023-03-01T15:30:\n    channels.wechat.posts: "1条"\n'


def test_one_correction_stands_for_one_change(tmp_path):
    """A change of scope has the same text before and after: the next one needs a correction of its own."""
    shown = [{"printed": "274件", "since": since} for since in ("甲", "乙")]
    once = [("274件", "274件")]
    assert problems_of(tmp_path / "one", shown, "274件", once, {"since": "乙"}) == []
    assert problems_of(tmp_path / "two", shown, "274件", once, {"since": "丙"}) == ["D405"]
    assert problems_of(tmp_path / "three", shown, "274件", once * 2, {"since": "丙"}) == []


def test_the_span_that_all_figures_are_counted_over_does_not_change_silently(tmp_path):
    data = made_up.write(tmp_path / "data", [2022])
    publish(data, datetime(2023, 3, 1))
    year = data / "years/2022.yml"
    year.write_text(
        year.read_text("utf-8").replace("2022-01-01/2022-12-31", "2022-03/2022-05"), "utf-8"
    )
    problems = Problems()
    load_data(data, problems)
    assert [(problem.code, "统计期" in problem.message) for problem in problems] == [("D405", True)]


def test_a_row_renamed_in_form_and_year_is_still_missed_under_its_old_name(tmp_path):
    data = made_up.write(tmp_path / "data", [2022])
    publish(data, datetime(2023, 3, 1))
    for file in ("forms/2021.yml", "years/2022.yml"):
        text = (data / file).read_text("utf-8")
        renamed = text.replace("unprocessed.repeat", "unprocessed.again").replace(
            "id: repeat", "id: again"
        )
        (data / file).write_text(renamed, "utf-8")
    problems = Problems()
    load_data(data, problems)
    assert {problem.code for problem in problems} == {"D405"} and len(problems) == 7


def test_no_release_comes_before_the_last(tmp_path):
    with pytest.raises(TooEarly):
        release_time(datetime(2020, 1, 1), {"2023-03-01": {}})


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2020, 1, 3)), max_size=6))
def test_releases_keep_their_order(times):
    releases: dict[str, object] = {}
    for at in sorted(times):
        releases[release_time(at, releases)] = {}
    assert list(releases) == sorted(releases) and len(releases) == len(times)
