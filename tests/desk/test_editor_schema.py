"""data/schema/*.json: what an editor's own program shows, and that it agrees with our reader."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import made_up
import real
from disclosure.datafiles import models
from disclosure.datafiles.field_help import field_help
from disclosure.datafiles.models import Agency, DataModel, Form, Term, Topic, YearFile
from disclosure.datafiles.reader import read_files
from disclosure.desk import editor_schema, model_schema
from disclosure.ledger.load import load_ledger
from disclosure.problems.problem import DataErrors, Problems
from made_up import ROOT
from thorough import examples
from yaml_extension import as_the_extension_reads

DATA = real.data()
LIVE = ROOT / "data"
"""With every year that there is by now."""
RULES = "rules:               [0, 0, 0]"
"""As the year file has it."""
ROOT_CLASSES = {"Agency", "Form", "Topic", "YearFile"}
ROOTS = {"agency": Agency, "form": Form, "glossary": Term, "topic": Topic, "year": YearFile}
MADE = editor_schema.schemas(read_files(LIVE, Problems()))
SCHEMAS = {name.removesuffix(".json"): json.loads(text) for name, text in MADE.items()}
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
FOLDERS = {"forms": "form", "topics": "topic", "years": "year"}
WRITTEN_BY_THE_DESK = ("published", "verified")
"""Folders of files that nobody types."""
FILES = [
    path for path in sorted(LIVE.rglob("*.yml")) if path.parent.name not in WRITTEN_BY_THE_DESK
]


def kind_of(path: Path) -> str:
    return FOLDERS.get(path.parent.name, path.stem)


def refused(kind: str, text: str, schemas: dict[str, Any] = SCHEMAS) -> list[str]:
    """Where the schema would draw a red line."""
    found = Draft7Validator(schemas[kind]).iter_errors(as_the_extension_reads(text))
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in found]


# What is written down


@pytest.mark.parametrize("name", MADE)
def test_the_committed_schema_is_the_one_the_data_make(name):
    path = LIVE / "schema" / name
    assert path.exists(), f"{name} is missing: run `python hooks/desk.py schema`"
    same = path.read_text("utf-8") == MADE[name]
    assert same, f"data/schema/{name} is not up to date: run `python hooks/desk.py schema`"


def test_schema_folder_has_no_other_file():
    assert sorted(path.name for path in (LIVE / "schema").iterdir()) == sorted(MADE)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_schema_is_valid_draft_7(kind):
    Draft7Validator.check_schema(SCHEMAS[kind])
    named = set(re.findall(r'"#/definitions/(\w+)"', json.dumps(SCHEMAS[kind])))
    assert named <= set(SCHEMAS[kind]["definitions"])


def test_a_new_year_changes_no_schema():
    assert editor_schema.schemas(replace(read_files(LIVE, Problems()), years={})) == MADE


# Words


def models_written_by_editors() -> list[type[DataModel]]:
    inside = model_schema.ModelSchemas()
    for root in ROOTS.values():
        inside.of(root)
    return [getattr(models, name) for name in inside.definitions if name not in model_schema.KINDS]


FIELDS = {
    (model.__name__, name): field_help().get((model.__name__, name), "")
    for model in models_written_by_editors()
    for name in model.model_fields
}
"""(Class, field) → its help, of all that an editor writes."""
EXAMPLE = "。如："


def test_every_field_has_help_and_every_part_a_title():
    assert len(FIELDS) > 80
    assert [key for key, help in FIELDS.items() if not re.search(r"[一-鿿]", help)] == []
    assert set(editor_schema.FILES) == set(SCHEMAS)
    titled = {one.__name__ for one in models_written_by_editors() if one.model_config.get("title")}
    assert titled == {name for name, _ in FIELDS} - ROOT_CLASSES


def test_help_of_a_field_is_shown_where_it_is_typed():
    for (name, field), help in FIELDS.items():
        assert help in {home["description"] for home in homes(name, field)}


def test_snippets_put_in_fields_that_there_are_and_no_number():
    for name, offered in model_schema.SNIPPETS.items():
        for one in offered:
            assert {(name, field) for field in one["body"]} <= FIELDS.keys()
            assert all(re.fullmatch(r"\$\d", value) for value in one["body"].values())


SHOWN_KEYS = ("title", "description", "errorMessage", "label", "enumDescriptions")


def shown_texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text that an editor may be shown. A field may be called `title` too, which is no text."""
    if isinstance(value, dict):
        for inner, kept in value.items():
            yield from shown_texts(kept, inner)
    elif isinstance(value, list):
        for kept in value:
            yield from shown_texts(kept, key)
    elif key in SHOWN_KEYS:
        yield value


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_text_shown_to_editors_is_chinese(kind):
    for text in shown_texts(SCHEMAS[kind]):
        if "$" not in text:  # not a snippet's place for the cursor
            assert re.search(r"[一-鿿]", text), text
            assert not re.search(r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", text), text


def homes(name: str, field: str) -> Iterator[dict[str, Any]]:
    """The schemas of one field, each able to stand alone."""
    for body in SCHEMAS.values():
        own = body["definitions"].get(name, body if name in ROOT_CLASSES else {})
        if found := own.get("properties", {}).get(field):
            yield found | {"definitions": body["definitions"]}


@pytest.mark.parametrize(
    ("name", "field"), [key for key, help in FIELDS.items() if EXAMPLE in help]
)
def test_an_example_may_be_written_as_it_stands(name, field):
    example = as_the_extension_reads(FIELDS[name, field].partition(EXAMPLE)[2])
    assert any(Draft7Validator(home).is_valid(example) for home in homes(name, field))


# The editor's settings


def test_every_data_file_has_one_schema():
    mapped = SETTINGS["yaml.schemas"]
    assert {Path(name).resolve() for name in mapped} == {LIVE / "schema" / name for name in MADE}
    for path in FILES:
        file = path.relative_to(ROOT).as_posix()
        found = [name for name, pattern in mapped.items() if fnmatch(file, pattern)]
        assert found == [f"./data/schema/{kind_of(path)}.json"]
    for pattern in mapped.values():
        assert list(ROOT.glob(pattern)), pattern


def test_editor_settings_match_the_project():
    assert (SETTINGS["files.encoding"], SETTINGS["files.eol"]) == ("utf8", "\n")
    indent = {"editor.insertSpaces": True, "editor.tabSize": 2}
    assert SETTINGS["[yaml]"].items() >= indent.items()
    advised = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert advised["recommendations"] == ["redhat.vscode-yaml"]


# What is right and what is wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LIVE).as_posix())
def test_schema_accepts_the_published_data(path):
    assert refused(kind_of(path), path.read_text("utf-8")) == []


def test_schema_accepts_made_up_years(tmp_path):
    folder = made_up.write(tmp_path / "data", range(2019, 2026))
    for path in sorted((folder / "years").glob("*.yml")):
        assert refused("year", path.read_text("utf-8")) == []


CORRECTION = "{on: 2023-04-01, figure: %s, was: 9, now: （空）, why: 报告更正}"
LAST = "\ncommitments:\n"
"""The last heading of the real year file: more can be put in before it."""

# file, what stands there, what is written in its place
RIGHT = [
    ("years/2022.yml", "covers: 2022-01-01/2022-12-31", "covers: 2022"),
    ("years/2022.yml", "form: 2021", 'form: "2021"'),
    ("years/2022.yml", "year: 2022", 'year: "2022"'),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: —"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: 0"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: {printed: 4}"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: １，２３４余条"),
    ("years/2022.yml", RULES, "rules: [~, —, 3.10]"),
    ("years/2022.yml", RULES, "rules: ['0', \"1,234\", null]"),
    ("years/2022.yml", RULES, "rules:\n      - 0\n      -\n      - 0"),
    ("years/2022.yml", "ongoing: true", 'ongoing: "true"'),
    ("years/2022.yml", "by: [住建部, 财政部, 人民银行]", "by: 住建部"),
    ("years/2022.yml", "by: [住建部, 财政部, 人民银行]", "by: 12329"),
    ("years/2022.yml", "issued: 2022-05-29", "issued: 2022-05"),
    ("years/2022.yml", "issued: 2022-05-29", 'issued: "2022"'),
    ("years/2022.yml", LAST, "\n  二（一）2（3）: [甲]\n  十二①: [乙]\ncommitments:\n"),
    ("years/2022.yml", LAST, "\nprinted_so: {三.balance/natural_person: 报告印错}\ncommitments:\n"),
    ("years/2022.yml", LAST, "\nprinted_so: {decisions.kinds: 报告印错}\ncommitments:\n"),
    ("years/2022.yml", LAST, f"\ncorrections: [{CORRECTION % '三.received.total'}]\ncommitments:\n"),
    ("years/2022.yml", LAST, f"\ncorrections: [{CORRECTION % 'policies.published'}]\ncommitments:\n"),
    ("topics/decisions.yml", "also: [二.licences.*,", "also: [二.licences.decisions, 二.*.issued, push.*,"),
    ("topics/decisions.yml", "equals: [decisions.published]", "equals: previous:decisions.published"),
    ("topics/decisions.yml", "tie_outs: [decisions.kinds]", "tie_outs: 三.applicants/received"),
    ("topics/decisions.yml", "bars: [decisions.underpaid_contributions,", "bars: [decisions.made_a_moment_ago,"),
    ("topics/requests.yml", "figure: 三.granted.total", "figure: requests.handled"),
    ("topics/requests.yml", "sum: 三.withheld.*.total", "sum: [三.withheld.process.total, 三.unable.*.total]"),
    ("forms/2021.yml", "equals: [三.*.total]", "equals: 三.new_row.*"),
    ("forms/2021.yml", "equals: [三.*.total]", "equals: [previous:三.*.total]\n    minus: []"),
    ("agency.yml", 'hotline: "12329"', "hotline: 12329"),
    ("glossary.yml", "also: [封存, 离职, 辞职, 失业]", "also: 封存"),
    ("glossary.yml", "also: [封存, 离职, 辞职, 失业]", "also: []"),
]  # fmt: skip

WRONG = [
    ("years/2022.yml", "report:", "reports:"),
    ("years/2022.yml", "year: 2022", "year: 二〇二二"),
    ("years/2022.yml", "year: 2022", "year: 2022.5"),
    ("years/2022.yml", "year: 2022", "years: 2022"),
    ("years/2022.yml", "published_at: www.shgjj.com", "published: www.shgjj.com"),
    ("years/2022.yml", "published_at: www.shgjj.com", "published_at:"),
    ("years/2022.yml", "published_at: www.shgjj.com", 'published_at: "  "'),
    ("years/2022.yml", "covers: 2022-01-01/2022-12-31", "covers: 2022年"),
    ("years/2022.yml", "covers: 2022-01-01/2022-12-31", "covers: 2022-1-1/2022-12-31"),
    ("years/2022.yml", "covers: 2022-01-01/2022-12-31", "covers: 2022-13"),
    ("years/2022.yml", "covers: 2022-01-01/2022-12-31", "covers: 22"),
    ("years/2022.yml", "form: 2021", "form: 2020"),
    ("years/2022.yml", "basis: [中华人民共和国政府信息公开条例,", "basis: [{甲: 乙},"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_comittee: 4条"),
    ("years/2022.yml", "policies.by_committee: 4条", "二.rules.issued: 4件"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: [4条]"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee:"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: {note: 甲}"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: {printed: 4条, notes: 甲}"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: {printed: 4条, period: 十月}"),
    ("years/2022.yml", "policies.by_committee: 4条", "policies.by_committee: {printed: 4条, since:}"),
    ("years/2022.yml", "  一（一）6:\n    decisions", "  一(一)6:\n    decisions"),
    ("years/2022.yml", "  一（一）6:\n    decisions", "  一.一.6:\n    decisions"),
    ("years/2022.yml", RULES, "rules: [0, 0]"),
    ("years/2022.yml", RULES, "rules: [0, 0, 0, 0]"),
    ("years/2022.yml", RULES, "rules: 0"),
    ("years/2022.yml", RULES, "rules: [[0], 0, 0]"),
    ("years/2022.yml", RULES, "rules: {issued: 0, repealed: 0, in_force: 0}"),
    ("years/2022.yml", RULES, "rule: [0, 0, 0]"),
    ("years/2022.yml", "  四:  #", "  五:  #"),
    ("years/2022.yml", "  二: 行政规范性文件由", "  二:\n    - 行政规范性文件由"),
    ("years/2022.yml", "by: [住建部, 财政部, 人民银行]", "by: {甲: 住建部}"),
    ("years/2022.yml", "number: 沪公积金管委会〔2022〕5号", "no: 沪公积金管委会〔2022〕5号"),
    ("years/2022.yml", "ongoing: true", "ongoing: 是"),
    ("years/2022.yml", "ongoing: true", "ongoing: 1"),
    ("years/2022.yml", "what: 退休消息改与", "how: 退休消息改与"),
    ("years/2022.yml", LAST, "\n  一（二）5: 只有一句\ncommitments:\n"),
    ("years/2022.yml", LAST, "\nprinted_so: {三.balance: 报告印错}\ncommitments:\n"),
    ("years/2022.yml", LAST, "\nprinted_so: {三.balance/natural_persons: 报告印错}\ncommitments:\n"),
    ("years/2022.yml", LAST, "\nprinted_so: [decisions.kinds]\ncommitments:\n"),
    ("years/2022.yml", LAST, f"\ncorrections: [{CORRECTION % '三.receivd.total'}]\ncommitments:\n"),
    ("years/2022.yml", LAST, f"\ncorrections: [{CORRECTION % '三.received.*'}]\ncommitments:\n"),
    ("years/2022.yml", LAST, f"\ncorrections: {CORRECTION % '三.received.total'}\ncommitments:\n"),
    ("topics/decisions.yml", "  decisions.published:\n", "  Decisions.published:\n"),
    ("topics/decisions.yml", "    label: 公开的行政处理决定\n", ""),
    ("topics/decisions.yml", "  decisions-by-kind:", "  decisions_by_kind:"),
    ("topics/decisions.yml", "also: [二.licences.*,", "also: [二.licence.decisions,"),
    ("topics/decisions.yml", "tie_outs: [decisions.kinds]", "tie_outs: [decisions kinds]"),
    ("topics/decisions.yml", "    equals: [decisions.published]", "    equal: [decisions.published]"),
    ("topics/requests.yml", "figure: 三.granted.total", "figure: 三.grantd.total"),
    ("topics/requests.yml", "figure: 三.granted.total", "figures: 三.granted.total"),
    ("topics/requests.yml", "figure: 三.granted.total", "figure: [三.granted.total]"),
    ("topics/policies.yml", "kind: timeline", "kind: timelines"),
    ("forms/2021.yml", "        unit: 件\n        columns:", "        columns:"),
    ("forms/2021.yml", "footnote: true", "footnote: 有"),
    ("forms/2021.yml", "layout: across", "layout: sideways"),
    ("forms/2021.yml", "equals: [三.*.total]", "equals: 三.*.total、三.*.other"),
    ("agency.yml", 'hotline: "12329"', "tel: 12329"),
    ("agency.yml", 'hotline: "12329"', "hotline: [12329]"),
    ("glossary.yml", "also: [封存, 离职, 辞职, 失业]", "alias: [封存]"),
    ("glossary.yml", "账户封存:\n  meaning: ", "账户封存:\n  means: "),
    ("glossary.yml", "主动公开:\n  meaning: ", "主动公开: "),
]  # fmt: skip


def edited(file: str, find: str, put: str) -> str:
    text = (DATA / file).read_text("utf-8")
    assert text.count(find) >= 1, f"{find!r} is no longer in {file}"
    return text.replace(find, put, 1)


@pytest.mark.parametrize(("file", "find", "put"), RIGHT)
def test_schema_accepts_an_unusual_form(file, find, put):
    assert refused(kind_of(DATA / file), edited(file, find, put)) == []


@pytest.mark.parametrize(("file", "find", "put"), WRONG)
def test_schema_refuses_a_wrong_value(file, find, put):
    assert refused(kind_of(DATA / file), edited(file, find, put)) != []


def test_a_row_may_have_the_length_of_any_form(tmp_path):
    folder = made_up.write(tmp_path / "data", [2022])
    later = (DATA / "forms/2021.yml").read_text("utf-8")
    column = "          - {id: in_force, label: 现行有效件数, said: [现行有效]}\n"
    assert later.count(column) == 1
    more = column.replace("in_force", "lapsed").replace("现行有效", "失效")
    (folder / "forms/2026.yml").write_text(later.replace(column, column + more), "utf-8")
    made = editor_schema.schemas(read_files(folder, Problems()))
    both = {name.removesuffix(".json"): json.loads(text) for name, text in made.items()}
    for row, fits in (("[0, 0, 0]", True), ("[0, 0, 0, 0]", True), ("[0, 0]", False)):
        text = edited("years/2022.yml", RULES, f"rules: {row}")
        assert (refused("year", text, both) == []) is fits
    assert refused("year", edited("years/2022.yml", "form: 2021", "form: 2026"), both) == []
    assert "二.rules.lapsed" in both["topic"]["definitions"]["figure_name"]["anyOf"][0]["enum"]


# Together with our reader


class Plainly(yaml.SafeDumper):
    """Every text without quotes where YAML lets it be, as an editor types."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


# Without resolvers every plain word is a text, and so `~` is written as one.
Plainly.add_representer(type(None), lambda dumper, _: dumper.represent_str("~"))
SHAPE_CODES = {"D101", "D102", "D103", "D105", "D202", "D205", "D206"}
"""What our reader says of keys, kinds of value and lengths; the rest is beyond a schema."""
BASE = yaml.load((DATA / "years/2022.yml").read_text("utf-8"), yaml.CBaseLoader)
Keys = tuple[str | int, ...]


def paths(value: Any, path: Keys = ()) -> Iterator[Keys]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, kept in inner if isinstance(value, dict | list) else ():
        yield from paths(kept, (*path, key))


def changed(value: Any, path: Keys, put: Any) -> Any:
    """A copy with something else at a path; GONE takes it out."""
    (key, *rest), copy = path, value.copy()
    if rest:
        copy[key] = changed(value[key], tuple(rest), put)
    elif put is GONE:
        del copy[key]
    else:
        copy[key] = put
    return copy


def at(value: Any, path: Keys) -> Any:
    for key in path:
        value = value[key]
    return value


GONE = object()
PUT = [GONE, "甲乙", "2022", None, [], ["甲"], {}, {"甲": "乙"}]
EVERY_PATH = list(paths(BASE))
# Our reader takes any section number that the outline has; the schema wants one of the report's.
MAPPINGS = [
    (*path, "nonsense")
    for path in EVERY_PATH
    if isinstance(at(BASE, path), dict) and path != ("outline",)
]
CHANGES = st.tuples(st.sampled_from(EVERY_PATH), st.sampled_from(PUT)) | st.tuples(
    st.sampled_from(MAPPINGS), st.sampled_from(PUT[1:])
)


def reader_says(folder: Path, text: str) -> set[str]:
    (folder / "years/2022.yml").write_text(text, "utf-8")
    try:
        load_ledger(folder)
    except DataErrors as stopped:
        return {problem.code for problem in stopped.problems}
    return set()


@pytest.fixture(scope="module")
def data_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy") / "data"
    left_out = shutil.ignore_patterns("schema", "published")
    return Path(shutil.copytree(DATA, folder, ignore=left_out))


def typed(value: Any) -> str:
    return yaml.dump(value, Dumper=Plainly, allow_unicode=True, sort_keys=False)


def test_schema_and_reader_accept_the_unchanged_year(data_copy):
    assert (refused("year", typed(BASE)), reader_says(data_copy, typed(BASE))) == ([], set())


@given(change=CHANGES)
@settings(max_examples=examples(12, 500))
def test_schema_and_reader_agree(data_copy, change):
    text = typed(changed(BASE, *change))
    lines, codes = refused("year", text), reader_says(data_copy, text)
    assert not (lines and not codes), f"only the schema refuses: {lines}"
    assert not (codes & SHAPE_CODES and not lines), f"only the reader refuses: {codes}"
