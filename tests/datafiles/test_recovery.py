"""A file with faults is read on: whatever part of it is of another kind than it should be, nothing is raised."""

from __future__ import annotations

import pytest
import yaml

import made_up
import real
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problems
from thorough import examples

FILES = (
    "agency.yml",
    "glossary.yml",
    "forms/2021.yml",
    "topics/push.yml",
    "years/2022.yml",
    "published/2022.yml",
    "verified/2022.yml",
)


OTHERS = ("", "甲", ["甲"], {"甲": "乙"}, {"甲": {"乙": ["丙"]}})


def parts(value, path=()):
    """Every path in a file's data, down to three levels."""
    yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in inner if len(path) < 3 else ():
        yield from parts(part, (*path, key))


def put(value, path, part):
    if not path:
        return part
    if isinstance(value, dict):
        return {
            key: put(kept, path[1:], part) if key == path[0] else kept
            for key, kept in value.items()
        }
    return [
        put(kept, path[1:], part) if index == path[0] else kept for index, kept in enumerate(value)
    ]


@pytest.mark.parametrize("file", FILES)
def test_any_part_may_be_of_another_kind(tmp_path, file):
    data = real.copied(tmp_path / "data", "schema")
    made_up.verify(data, 2022)
    original = yaml.load((data / file).read_text("utf-8"), yaml.CBaseLoader)
    paths = list(parts(original))
    for number, path in enumerate(paths[:: max(1, len(paths) // examples(8, 200))]):
        for part in (OTHERS * 2)[number % len(OTHERS) :][: examples(1, len(OTHERS))]:
            text = yaml.dump(put(original, path, part), Dumper=yaml.CSafeDumper, allow_unicode=True)
            (data / file).write_text(text, "utf-8")
            problems = Problems()
            load_data(data, problems)
            assert all(problem.message and problem.hint for problem in problems)


def test_folder_read_again_after_a_change_is_read_as_it_is_now(tmp_path):
    data = real.copied(tmp_path / "data", "schema")
    topic = data / "topics" / "push.yml"
    right = topic.read_text("utf-8")

    def read() -> tuple[list[str], object]:
        problems = Problems()
        files = load_data(data, problems).files
        return [f"{one.place} {one.code}" for one in problems], files.topics.get("push")

    first = read()
    assert first[0] == []
    topic.write_text(right.replace("question: ", "qestion: ", 1), "utf-8")
    spoilt, _ = read()
    assert any(one.endswith(("D101", "D102")) for one in spoilt), spoilt
    topic.write_text(f"# 一行\n{right}", "utf-8")
    problems, moved = read()
    assert problems == []
    assert (
        moved.document.key_place("question").line
        == first[1].document.key_place("question").line + 1
    )
    topic.write_text(right, "utf-8")
    assert read() == first
