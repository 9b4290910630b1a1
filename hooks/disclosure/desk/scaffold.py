"""This project → a bare one for another agency: the program, the national forms, and the pages that suit any agency."""

from __future__ import annotations

import re
import shutil
from itertools import chain
from pathlib import Path
from string import Template

import yaml

from disclosure.build.export import new_folder
from disclosure.build.settings import top_level_blocks
from disclosure.datafiles.forms import head_words
from disclosure.datafiles.reader import read_files
from disclosure.datafiles.web_addresses import NotAWebAddress, web_address
from disclosure.problems.problem import Problems, Refusal

from .editor_schema import schemas


class BadName(Refusal):
    """An agency or a website that can't be written into pages as it is."""


def create_project(root: Path, target: Path, agency: str, website: str) -> None:
    """Write a project without a year to `target`, whole or not at all. Raises export.NotEmpty and BadName."""
    if not NAME.fullmatch(agency):
        raise BadName(f"机关的名称“{agency}”里有不能用的字符；只写文字，括号用全角")
    try:
        website = web_address(website.strip()).short
    except NotAWebAddress as wrong:
        what = f"机关的网址“{website}”不对：{wrong}"
        raise BadName(f"{what}；照 www.example.gov.cn 的样子写") from None
    with new_folder(target, *(root / name for name in ("hooks", "docs", "data"))) as made:
        copy_program(root, made)
        own = {"agency": agency, "website": website}
        for name, path in STARTER.items():
            text = (Path(__file__).parent / "starter" / name).read_text("utf-8")
            write_text(made / path, Template(text).substitute(own))
        copy_pages(root, made)
        copy_data(root, made)
        settings = (root / "mkdocs.yml").read_text("utf-8")
        blocks = top_level_blocks(settings)
        own_settings = (settings_for_agency(agency, key, block) for key, block in blocks)
        write_text(made / "mkdocs.yml", "".join(own_settings))


def copy_program(root: Path, made: Path) -> None:
    for path in sorted({path for pattern in PROGRAM for path in root.glob(pattern)}):
        there = made / path.relative_to(root)
        there.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, there, ignore=shutil.ignore_patterns("__pycache__", "weekly.yml"))
        else:
            shutil.copy(path, there)
    # The tests, weekly ones too, and the builds with other versions of Python stay behind: they prove the program.
    check, dependabot = made / ".github/workflows/check.yml", made / ".github/dependabot.yml"
    if check.is_file():
        kept = re.split(r"(?m)^  (?:versions|test):\n", check.read_text("utf-8"))[0]
        write_text(check, kept.rstrip() + "\n")
    if dependabot.is_file():
        text = dependabot.read_text("utf-8")
        write_text(dependabot, text.replace("[/, /tests/lighthouse]", "[/]"))


def copy_pages(root: Path, made: Path) -> None:
    """Every page but the home page and those of topics of this agency's own."""
    for path in sorted((root / "docs").rglob("*.md")):
        page = path.relative_to(root)
        ours = page.parts[1] == "topics" and path.stem not in ("index", *TOPICS)
        if not ours and not (made / page).exists():
            write_text(made / page, TESTED_SECTION.sub(UNTESTED_TEXT, path.read_text("utf-8")))


def copy_data(root: Path, made: Path) -> None:
    data = root / "data"
    shutil.copytree(data / "forms", made / "data/forms")
    for stem in TOPICS:
        if (path := data / f"topics/{stem}.yml").is_file():
            write_text(made / f"data/topics/{stem}.yml", path.read_text("utf-8"))
    forms = read_files(data, Problems()).forms.values()
    heads = chain.from_iterable(head_words(form.record) for form in forms)
    wanted = {"", *TERMS, *heads}
    terms = top_level_blocks((data / "glossary.yml").read_text("utf-8"))
    kept = (block for term, block in terms if term in wanted)
    write_text(made / "data/glossary.yml", "".join(kept))
    for folder in ("years", "published", "verified"):
        write_text(made / "data" / folder / ".gitkeep", "")
    for name, text in schemas(read_files(made / "data", Problems())).items():
        write_text(made / "data/schema" / name, text)


def settings_for_agency(agency: str, key: str, block: str) -> str:
    """A top-level block of mkdocs.yml as it is for the agency."""
    if key in AGENCY_SETTINGS:
        setting = {key: AGENCY_SETTINGS[key].format(agency=agency)}
        made = yaml.safe_dump(setting, allow_unicode=True, width=10_000)
        return made + "\n" * block.endswith("\n\n")
    if key == "nav":
        topics = "|".join(("index", *TOPICS))
        return re.sub(rf"(?m)^ *- topics/(?!(?:{topics})\.md).*\n", "", block)
    return block


def write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


TESTED_SECTION = re.compile(r"(?<=^## 测过的 \{#tested\}\n\n).*?(?=^## )", re.DOTALL | re.MULTILINE)
UNTESTED_TEXT = (
    "本站用的程序，在它自己的项目里每次改动都在 Chromium 里检查上面这些。本站自己的页面，还没有另外检查过，"
    "也还没有请使用读屏软件的人、老年人试用过。\n\n"
)
"""Of the page about accessibility: our tests are of our pages, and no other agency is to claim them."""
NAME = re.compile(r"[\w（）·、—]+")
PROGRAM = (
    *("hooks", "overrides", "docs/assets", "scripts", "deploy", ".vscode"),
    *(".github/workflows", ".github/*.yml", ".github/*.md", ".github/ISSUE_TEMPLATE"),
    *("Makefile", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("guides/commands.md", "guides/moving.md", "guides/publishing.md"),
    *("inbox/README.md", "docs/about/*.svg"),
    *("pyproject.toml", "requirements*", "package*.json"),
    *(".gitignore", ".gitattributes", ".editorconfig", ".dockerignore"),
)
"""What a new project takes over as it is, from the project's top."""
STARTER = {"agency.yml": "data/agency.yml", "index.md": "docs/index.md", "README.md": "README.md"}
"""File in starter/ → where it goes, with the agency's name in it."""
TOPICS = ("requests", "litigation")
"""Topics of every agency: they need the statutory tables alone."""
TERMS = (
    *("政府信息公开", "主动公开", "依申请公开", "行政处罚", "行政规范性文件"),
    *("勾稽关系", "结转", "行政复议", "行政诉讼"),
)
"""Words of the glossary that any agency's pages use, besides those of the statutory tables."""
AGENCY_SETTINGS = {
    "site_name": "{agency} · 政府信息公开数据",
    "site_description": "{agency}政府信息公开年度报告里的每一个数字，照原样登载，都能查到出处，数据可以带走。",
    "copyright": "数字出自{agency}政府信息公开工作年度报告，照原样登载；文字是本站所写。",
}
"""Setting of mkdocs.yml → what it says."""
