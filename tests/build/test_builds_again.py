"""What `mkdocs serve` keeps between two builds never shows: each build again gives what a new process gives."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from unittest.mock import Mock

import pytest
from jinja2 import Environment

import real
from built import ROOT
from disclosure.build.build import Build
from disclosure.pages import templating
from disclosure.pages.context import page_templates
from disclosure.pages.templating import CompiledTemplates, template_environment, template_texts
from disclosure.problems.problem import DataErrors
from thorough import examples

NEW_PROCESS = (
    "import json, sys; sys.path[:0] = sys.argv[2:]; import test_builds_again as again, pathlib; "
)
NEW_PROCESS += "print(json.dumps(again.files_of(pathlib.Path(sys.argv[1]))))"


def files_of(project: Path) -> dict[str, str] | str:
    """Path → SHA-256 of every file of a build, or the problems that stop it."""
    try:
        build = Build(project, project / "data", project / "docs")
    except DataErrors as stopped:
        return str(stopped)
    files = {page.path: page.as_bytes for page in build.pages()}
    files |= {asset.address: asset.content for asset in build.assets}
    return {path: sha256(content).hexdigest() for path, content in files.items()}


def files_of_a_new_process(project: Path) -> dict[str, str] | str:
    folders = [ROOT / "hooks", ROOT / "tests/support", Path(__file__).parent]
    words = [sys.executable, "-c", NEW_PROCESS, project, *folders]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def edited(text: str, draw: Random) -> str:
    """Another digit, a sentence more, or a word twice; mostly still a project that can be built."""
    digits = [found.start(1) for found in re.finditer(r"[:： ,\[]([1-9])(?=[0-9]*件)", text)]
    ends = [found.end() for found in re.finditer("[一-龥]。", text)]
    if digits and draw.random() < 0.3:
        at = draw.choice(digits)
        return text[:at] + str(draw.randint(1, 9)) + text[at + 1 :]
    at = draw.choice(ends) if ends else len(text)
    return f"{text[:at]}这是第{draw.randint(1, 999)}次改的。{text[at:]}" if ends else text


@pytest.mark.builds
def test_build_after_random_edits_and_undone_edits_is_that_of_a_new_process(tmp_path):
    draw, project = Random(17), tmp_path / "project"
    shutil.copytree(ROOT / "docs", project / "docs")
    real.copied(project / "data")
    for name in ("mkdocs.yml", "LICENSE"):
        shutil.copy(ROOT / name, project)
    paths = sorted([*(project / "docs").rglob("*.md"), *(project / "data").rglob("*.yml")])
    built: list[dict[str, str] | str] = [files_of(project)]
    for _ in range(examples(3, 200)):
        path = draw.choice(paths)
        before = path.read_text("utf-8")
        path.write_text(edited(before, draw), "utf-8")
        built.append(files_of(project))
        assert built[-1] == files_of_a_new_process(project), path.name
        if isinstance(built[-1], str) or draw.random() < 0.3:
            path.write_text(before, "utf-8")
    assert len({str(one) for one in built}) > 1  # the edits do show


def test_changed_template_is_compiled_anew():
    texts = template_texts()
    assert page_templates(texts) is page_templates(template_texts())
    changed = tuple((name, f"{text}改" if name == "share.html" else text) for name, text in texts)
    before, after = (
        page_templates(one).get_template("share.html").render(computed=None).strip()
        for one in (texts, changed)
    )
    assert after == f"{before}改"


def test_template_compiled_by_an_earlier_process_is_used_and_never_for_another_text(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    before, after = "{{ 1 }}一", "{{ 1 }}二"
    for text, compiled in ((before, 1), (after, 1), (after, 0)):
        made = environment(text, tmp_path)
        made.compile = Mock(wraps=made.compile)
        assert made.get_template("a.html").render() == text.replace("{{ 1 }}", "1")
        assert made.compile.call_count == compiled
    assert len(list(tmp_path.iterdir())) == 1


def test_templates_compiled_with_other_settings_or_another_jinja_are_not_used(monkeypatch):
    ours = CompiledTemplates().pattern
    monkeypatch.setattr(templating, "COMPILED_BY", ("escaping.py",))
    others = CompiledTemplates().pattern
    monkeypatch.undo()
    monkeypatch.setattr(templating, "version", lambda name: "3.0")
    assert len({ours, others, CompiledTemplates().pattern}) == 3


def test_templates_are_compiled_where_no_file_can_be_written(tmp_path):
    missing = environment("{{ 1 }}", tmp_path / "missing")
    assert missing.get_template("a.html").render() == "1"
    assert not (tmp_path / "missing").exists()


def environment(text: str, folder: Path) -> Environment:
    """Of one template, compiled into the folder."""
    made = template_environment((("a.html", text),))
    made.bytecode_cache.directory = str(folder)
    return made
