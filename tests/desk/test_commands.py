"""The editors' commands: what they print, and how they end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import real
from built import ROOT
from desk_command import desk, desk_from_scratch

pytestmark = pytest.mark.builds


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's data with a word that is no unit, and a sum that does not hold."""
    data = tmp_path_factory.mktemp("broken") / "data"
    real.copied(data)
    year = data / "years/2022.yml"
    year.write_text(year.read_text("utf-8").replace("34.67万人", "34.67万入"), "utf-8")
    return data


def test_right_data_passes_from_any_folder(tmp_path):
    result = desk("check", "--data", real.data(), folder=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "没有问题。\n", "")
    assert desk("check", "--data", real.data(), "--format", "json").stdout == "[]\n"
    assert desk("check", "--data", real.data(), "--format", "github").stdout == ""
    assert (
        desk("check", folder=tmp_path).returncode == 0
    )  # the project's own, with every year there is by now


def test_a_problem_in_the_data_is_reported_as_json(broken):
    result = desk("check", "--data", broken, "--format", "json")
    assert (result.returncode, result.stderr) == (1, "")
    (problem,) = json.loads(result.stdout)
    assert (problem["code"], problem["file"]) == ("D301", "data/years/2022.yml")


def test_a_problem_is_reported_as_text_with_its_line(broken):
    result = desk("check", DISCLOSURE_DATA=str(broken))
    assert result.returncode == 1
    assert "data/years/2022.yml:" in result.stdout
    assert "共 1 处问题" in result.stdout


def test_a_problem_is_reported_to_github(broken):
    result = desk("check", "--data", "data", "--format", "github", folder=broken.parent)
    assert result.returncode == 1
    assert result.stdout.startswith("::error file=data/years/2022.yml,line=")


def test_broken_data_is_not_exported(broken, tmp_path):
    result = desk("export", tmp_path / "out", "--data", broken)
    assert (result.returncode, result.stdout) == (1, "")
    assert "D301" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "--data", "没有"], "找不到数据文件夹"),
        (["check", "--format", "xml"], "xml"),
        (["export"], "文件夹"),
        (["export", "."], "没有导出"),
        (["exprot"], "exprot"),
    ],
)
def test_a_command_used_wrongly_ends_with_2(words, message):
    result = desk(*words)
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_help_and_misuse_are_chinese():
    for command in ("", "check", "new", "diff", "format", "schema", "record", "export"):
        result = desk(*command.split(), "-h")
        assert result.returncode == 0
        assert "显示这段说明" in result.stdout
        assert not re.search("Usage|Options|Commands|default|Show this", result.stdout)
    for words in (
        ["check", "--frmt"],
        ["new"],
        ["new", "二〇二三"],
        ["chekc"],
        ["diff", "a", "b", "c"],
    ):
        result = desk(*words)
        assert result.returncode == 2
        assert result.stderr.startswith("用法：") and "用错了：" in result.stderr
        assert not re.search("Error|Usage|Try|No such|Missing|Invalid|Did you|Got", result.stderr)


@pytest.fixture
def data(tmp_path) -> Path:
    """The real data, to be changed."""
    return real.copied(tmp_path / "data")


# Files and folders to look at


def test_only_the_files_asked_for_are_reported(data):
    change(data / "years/2022.yml", "34.67万人", "34.67万入")
    change(data / "topics/push.yml", "unit: 人", "unti: 人")
    everything = desk("check", "--data", data)
    assert "D102" in everything.stdout and "D301" in everything.stdout
    asked = desk("check", data / "agency.yml", "--data", data)
    assert (asked.returncode, asked.stdout) == (0, "没有问题。\n")
    assert "别的文件里还有" in asked.stderr
    for path in (data / "topics", data / "topics/push.yml", data):
        assert desk("check", path, "--data", data).returncode == 1


def test_draft_outside_the_data_folder_is_checked_in_its_years_place(data, tmp_path):
    draft = tmp_path / "我的草稿.yml"
    draft.write_text(
        (data / "years/2022.yml").read_text("utf-8").replace("近6亿元", "近6亿圆"), "utf-8"
    )
    result = desk("check", draft, "--format", "json", "--data", data)
    (problem,) = json.loads(result.stdout)
    assert (result.returncode, problem["code"], problem["file"]) == (1, "D301", draft.as_posix())
    assert desk("check", "--data", data).returncode == 0


def test_warnings_are_reported_and_stop_nothing(data):
    change(data / "years/2022.yml", "    - on: 2022-05-29", "    - on: 2021-05-29")
    result = desk("check", "--data", data)
    assert result.returncode == 0
    assert "D212  （请核对）" in result.stdout and "没有问题；有 1 处要核对。" in result.stdout
    (problem,) = json.loads(desk("check", "--data", data, "--format", "json").stdout)
    assert problem["severity"] == "warning"
    assert desk("check", "--data", data, "--format", "github").stdout.startswith("::warning file=")


# A new year


def test_a_workbook_to_fill_in_is_written_here_and_never_over_another(data, tmp_path):
    command = ("new", "2023", "--format", "xlsx", "--data", data)
    assert desk(*command, folder=tmp_path).returncode == 0
    written = (tmp_path / "2023.xlsx").read_bytes()
    assert written.startswith(b"PK") and not (data / "years/2023.yml").exists()
    again = desk(*command, folder=tmp_path)
    assert again.returncode == 2 and "已经有了" in again.stderr
    assert (tmp_path / "2023.xlsx").read_bytes() == written
    assert desk("new", "2024", "--like", "1999", *command[2:], folder=tmp_path).returncode == 2


def test_a_new_year_has_everything_of_the_last_and_nothing_filled_in(data):
    assert desk("new", "2023", "--data", data).returncode == 0
    last, blank = (
        yaml.safe_load((data / f"years/{year}.yml").read_text("utf-8")) for year in (2022, 2023)
    )
    assert blank["outline"] == last["outline"]
    for kind in ("figures", "tables"):
        assert {key: list(inner) for key, inner in blank[kind].items()} == {
            key: list(inner) for key, inner in last[kind].items()
        }
    for kind in ("papers", "events", "facts", "commitments", "footnotes"):
        assert blank[kind] == dict.fromkeys(last[kind])
    figures = [value for inner in blank["figures"].values() for value in inner.values()]
    assert all(value is None or set(value.values()) == {None} for value in figures)
    assert all(row == [] for rows in blank["tables"].values() for row in rows.values())
    text = (data / "years/2023.yml").read_text("utf-8")
    for result in (
        "2022年：274件",
        "2022年：{printed: 近6亿元, since: 首次退休消息推送}",
        "2022年：[3, —, —, —, —, —, 3]",
    ):
        assert result in text


def test_what_is_still_empty_is_reported_and_nothing_else(data):
    desk("new", "2023", "--data", data)
    problems = json.loads(desk("check", "--data", data, "--format", "json").stdout)
    assert {problem["code"] for problem in problems} == {"D105"}
    text = (data / "years/2023.yml").read_text("utf-8")
    lines = {problem["line"] for problem in problems}
    assert lines == {
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if "待填" in line and ":" in line.partition("#")[0]
    }


def test_a_new_year_is_laid_out_as_it_should_be(data):
    desk("new", "2023", "--data", data)
    result = desk("format", "--check", "--data", data)
    assert (result.returncode, result.stderr) == (0, "")


def test_existing_year_is_not_overwritten(data):
    before = (data / "years/2022.yml").read_bytes()
    result = desk("new", "2022", "--data", data)
    assert result.returncode == 2 and "没有改动它" in result.stderr
    assert (data / "years/2022.yml").read_bytes() == before
    assert (
        "没有 1999 年的数据可以照着列"
        in desk("new", "2024", "--like", "1999", "--data", data).stderr
    )
    assert not (data / "years/2024.yml").exists()


# Differences


def test_differences_of_two_folders_and_of_a_draft(data, tmp_path):
    assert desk("diff", data, real.data()).stdout == "读者看到的没有变化。\n"
    change(data / "years/2022.yml", "decisions.published: 274件", "decisions.published: 275件")
    for old, new in ((real.data(), data), (real.data(), data / "years/2022.yml")):
        result = desk("diff", old, new)
        assert result.returncode == 0
        assert all(
            word in result.stdout for word in ("公开的行政处理决定", "274件", "275件", "核对不一致")
        )
    assert (
        "<td><code>275件</code></td>"
        in desk("diff", real.data(), data, "--format", "markdown").stdout
    )
    (figure,) = json.loads(desk("diff", real.data(), data, "--format", "json").stdout)["figures"]
    assert (figure["was"], figure["now"]) == ("274件", "275件")


def test_diff_with_an_unknown_revision_is_refused():
    result = desk("diff", "没有这个版本")
    assert (
        result.returncode == 2
        and "没有这个版本" in result.stderr
        and "Traceback" not in result.stderr
    )


# Layout


def test_format_shows_what_it_changes_and_changes_only_the_layout(data):
    path = data / "years/2022.yml"
    neat = path.read_bytes()
    change(path, "    licences:            [0]", "    licences: [ 0 ]")
    change(path, "year: 2022\n", "year:   2022\r\n")
    result = desk("format", "--check", "--data", data)
    assert result.returncode == 1
    assert (
        "-    licences: [ 0 ]" in result.stdout and "+    licences:            [0]" in result.stdout
    )
    assert path.read_bytes() != neat
    assert desk("format", "--data", data).returncode == 0
    assert path.read_bytes() == neat


def test_a_file_that_cannot_be_read_is_not_formatted(data):
    path = data / "years/2022.yml"
    change(path, "licences:            [0]", "licences: [0")
    before = path.read_bytes()
    result = desk("format", "--data", data)
    assert result.returncode == 1 and "没有整理" in result.stderr
    assert path.read_bytes() == before


# The record of what was published


def test_a_release_is_recorded_and_then_guards_its_figures(data):
    (data / "published/2022.yml").unlink()
    assert desk("record", "--check", "--data", data).returncode == 1
    result = desk("record", "--on", "2023-03-31", "--data", data)
    assert (result.returncode, result.stdout) == (0, "2022.yml：222 个数已记下。\n")
    assert desk("record", "--check", "--data", data).stdout == "都记过了。\n"
    change(data / "years/2022.yml", "channels.wechat.posts: 64条", "channels.wechat.posts: 65条")
    checked = desk("check", "--data", data)
    assert checked.returncode == 1 and "D405" in checked.stdout
    assert desk("record", "--data", data).returncode == 1  # not a way round it
    correction = "corrections:\n  - {on: 2023-05-04, figure: channels.wechat.posts, was: 64条, now: 65条, why: 抄错}\n"
    change(data / "years/2022.yml", "\ncommitments:\n", f"\n{correction}\ncommitments:\n")
    assert desk("check", "--data", data).returncode == 0
    assert "1 个数已记下" in desk("record", "--on", "2023-05-04", "--data", data).stdout
    assert desk("check", "--data", data).returncode == 0


def test_record_that_is_in_no_release_can_be_taken_back(data):
    (data / "published/2022.yml").unlink()
    desk("record", "--on", "2023-03-31", "--data", data)
    first = (data / "published/2022.yml").read_bytes()
    change(data / "years/2022.yml", "channels.wechat.posts: 64条", "channels.wechat.posts: 65条")
    taken = desk("record", "--take-back", "2023-03-31", "--data", data)
    assert (taken.returncode, taken.stdout) == (0, "2022.yml：撤去 222 个数的登记。\n")
    assert not (data / "published/2022.yml").exists()
    change(data / "years/2022.yml", "channels.wechat.posts: 65条", "channels.wechat.posts: 64条")
    desk("record", "--on", "2023-03-31", "--data", data)
    assert (data / "published/2022.yml").read_bytes() == first
    later = desk("record", "--take-back", "2023-04-01", "--data", data)
    assert later.stdout == "2023-04-01 和以后没有记过。\n"
    assert (data / "published/2022.yml").read_bytes() == first


def test_record_that_a_version_tag_has_cannot_be_taken_back(data):
    (data / "published/2022.yml").unlink()
    desk("record", "--on", "2023-03-31", "--data", data)
    git(data, "init", "-q")
    git(data, "add", ".")
    git(data, "-c", "user.name=甲", "-c", "user.email=a@example.invalid", "commit", "-qm", "甲")
    git(data, "tag", "v1")
    kept = (data / "published/2022.yml").read_bytes()
    refused = desk("record", "--take-back", "2023-03-31", "--data", data)
    assert refused.returncode == 2 and "版本 v1 已经发布" in refused.stderr
    assert (data / "published/2022.yml").read_bytes() == kept


def git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def test_schemas_are_rewritten_where_they_are_old(data):
    change(
        data / "topics/push.yml",
        "push.sealed.recipients:\n",
        "push.sealed.senders:\n    label: 甲\n    unit: 人\n    definition: 乙\n  push.sealed.recipients:\n",
    )
    assert "D009" in desk("check", "--data", data).stdout
    assert desk("schema", "--check", "--data", data).returncode == 1
    assert desk("schema", "--data", data).returncode == 0
    assert "push.sealed.senders" in (data / "schema/year.json").read_text("utf-8")
    assert desk("check", "--data", data).stdout == "没有问题。\n"


# Where it runs


def test_output_to_a_pipe_is_utf_8_in_any_locale(broken):
    for encoding in ("ascii", "cp1252", "gbk"):
        raw = subprocess.run(
            [sys.executable, ROOT / "hooks/desk.py", "check", "--data", broken],
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert raw.returncode == 1 and "是否想写“34.67万人”" in raw.stdout.decode("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_folder_among_the_files_is_reported_and_nothing_waits_for_it(data):
    os.mkfifo(data / "years/2024.yml")
    (data / "topics/folder.yml").mkdir()
    (data / "topics/gone.yml").symlink_to(data / "nowhere")
    for words in (["check"], ["format", "--check"], ["schema"], ["diff", data], ["new", "2025"]):
        result = subprocess.run(
            [sys.executable, ROOT / "hooks/desk.py", *words, "--data", data],
            capture_output=True,
            timeout=240,
            check=False,
        )
        assert b"Traceback" not in result.stderr
    checked = desk("check", "--data", data).stdout
    assert checked.count("D001") == 3


def test_a_disk_that_cannot_be_written_is_reported_in_words(data):
    (data / "published/2022.yml").unlink()
    (data / "published").rmdir()
    (data / "published").write_text("", "utf-8")  # a file where a folder belongs
    result = desk("record", "--data", data)
    assert (
        result.returncode == 1
        and "读写文件时出错" in result.stderr
        and "Traceback" not in result.stderr
    )


def test_schemas_are_written_though_a_year_is_half_filled(data):
    desk("new", "2023", "--data", data)
    change(
        data / "topics/push.yml",
        "indicators:\n",
        "indicators:\n  push.letters:\n    label: 甲\n    unit: 次\n    definition: 乙\n",
    )
    assert desk("schema", "--data", data).returncode == 0
    assert "push.letters" in (data / "schema/year.json").read_text("utf-8")


def test_label_with_yaml_syntax_is_quoted_in_a_new_year(data):
    change(
        data / "topics/decisions.yml",
        "label: 公开的行政处理决定",
        'label: "公开的\\n    decisions.x: 999条 #"',
    )
    desk("new", "2023", "--data", data)
    blank = yaml.safe_load((data / "years/2023.yml").read_text("utf-8"))
    assert "decisions.x" not in blank["figures"]["一（一）6"]


def test_a_missing_package_is_reported_in_words(tmp_path):
    (tmp_path / "pydantic").mkdir()
    (tmp_path / "pydantic/__init__.py").write_text("raise ModuleNotFoundError(name='pydantic')")
    result = desk_from_scratch("check", PYTHONPATH=str(tmp_path))
    assert result.returncode == 1
    assert "缺少 Python 包“pydantic”" in result.stderr and "requirements.txt" in result.stderr


def change(path: Path, was: str, now: str) -> None:
    text = path.read_bytes().decode()
    assert was in text
    path.write_bytes(text.replace(was, now, 1).encode())
