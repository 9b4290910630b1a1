"""Files as they are while somebody types: whatever is missing, doubled or put in, `check` ends without a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from disclosure.desk.check import check
from disclosure.desk.format import format_file
from real import ROOT
from thorough import examples

SIGNS = [
    *(
        ":",
        "- ",
        '"',
        "'",
        "[",
        "{",
        "#",
        "\t",
        "\n",
        "  ",
        "---\n",
        "|",
        "~",
        "&a ",
        "!x ",
        "<",
        "&#",
    ),
    *(
        "{{",
        "}}",
        "{% if ",
        "{% endif %}",
        '{{ figure("',
        "`",
        "```",
        "*",
        "\ufeff",
        "\u3000",
        "：",
        "“",
    ),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def changed(text: str, draw: Random) -> str:
    """Cut off, with a part taken out, with a sign put in, or with a part many times over."""
    start = draw.randrange(len(text) + 1)
    end = start + draw.choice([1, 1, 2, 5, 20, 100])
    return draw.choice(
        [
            text[:start],
            text[:start] + text[end:],
            text[:start] + draw.choice(SIGNS) + text[start:],
            text[:end] + text[start:end] * draw.choice([1, 50]) + text[end:],
        ]
    )


@pytest.mark.parametrize("seed", range(examples(4, 40)))
def test_a_file_that_is_being_typed_is_checked_to_the_end(project, seed):
    draw = Random(seed)
    files = [
        *sorted(path for path in (project / "data").rglob("*.yml") if "schema" not in path.parts),
        *sorted((project / "docs").rglob("*.md")),
        project / "mkdocs.yml",
    ]
    for _ in range(25):
        path = draw.choice(files)
        text = path.read_text("utf-8")
        path.write_text(changed(text, draw), "utf-8")
        check(project, project / "data", project / "docs")
        if path.suffix == ".yml" and path.parent.name in ("years", "topics"):
            list(format_file(project / "data", [path]))
        path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "text",
    [
        '{% if figur("decisions.published") %}甲{% endif %}',
        "{% if 甲() %}甲{% endif %}",
        "{% if figure() %}甲{% endif %}",
        "{% if figure(1, 2, 3) %}甲{% endif %}",
        '{% if figure("decisions.published", year="甲") %}甲{% endif %}',
        "{% if agenc.hotline %}甲{% endif %}",
    ],
)
def test_a_condition_that_is_not_known_is_told_at_its_line(project, text):
    page = project / "docs/topics/push.md"
    lines = page.read_text("utf-8").rstrip("\n").count("\n") + 1
    page.write_text(page.read_text("utf-8").rstrip("\n") + f"\n\n{text}\n", "utf-8")
    problems = check(project, project / "data", project / "docs").problems
    assert {(one.place.file, one.place.line) for one in problems} == {
        ("docs/topics/push.md", lines + 2)
    }
