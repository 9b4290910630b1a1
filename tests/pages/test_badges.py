"""Badges of agency.yml, which the foot of every page shows: what pictures may be, and what is told of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from built import ROOT
from disclosure.datafiles.models import Agency
from disclosure.datafiles.reader import read_files
from disclosure.pages.handwritten.docs_files import check_badges
from disclosure.problems.problem import Problems

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
WEBP = b"RIFF\0\0\0\0WEBPVP8 "
URL = "https://badge.example/"
CASES = {
    "png": ("about/a.png", PNG, ""),
    "webp": ("a.webp", WEBP, ""),
    "svg": ("a.svg", SVG, ""),
    "missing": ("a.png", None, "不在页面文件夹里"),
    "in other letters": ("A.png", PNG, "不在页面文件夹里"),
    "above docs": ("../a.png", PNG, "不在页面文件夹里"),
    "whole path": ("/a.png", PNG, "不在页面文件夹里"),
    "hidden": (".hidden/a.png", PNG, "不在页面文件夹里"),
    "address": ("https://badge.example/a.png", None, "不在页面文件夹里"),
    "other kind": ("a.gif", b"GIF89a", "不是 png、svg、webp 图片"),
    "page": ("a.md", b"# A", "不是 png、svg、webp 图片"),
    "no picture": ("a.png", b"<script>", "登不了"),
    "script in svg": ("a.svg", SVG.replace(b"<path", b"<script/><path"), "登不了"),
    "link in svg": ("a.svg", SVG.replace(b"<path", b'<path onclick="a()"'), "登不了"),
    "too large": ("a.png", PNG + bytes(100_000), "有 100 千字节，上限是 100 千字节"),
}


def told(top: Path, badges: str, hints: bool = False) -> list[str]:
    data = top / "data"
    data.mkdir()
    text = f"name: 某局\nwebsite: www.example.invalid\nbadges:\n{badges}"
    (data / "agency.yml").write_text(text, "utf-8")
    problems = Problems()
    files = read_files(data, problems)
    check_badges(files.agency, top / "docs", problems)
    found = [
        f"{one.place}  {one.code}  {one.message}" + (f"：{one.hint}" if hints else "")
        for one in problems
    ]
    return [one for one in found if one.startswith("data/agency.yml")]


@pytest.mark.parametrize(("name", "content", "words"), CASES.values(), ids=CASES)
def test_picture_of_a_badge_is_a_small_harmless_one_in_the_docs_folder(
    tmp_path, name, content, words
):
    (tmp_path / "docs").mkdir()
    if content is not None:
        file = tmp_path / "docs" / ("a.png" if words and "A." in name else name.lstrip("/"))
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    found = told(tmp_path, f"  - {{picture: {name!r}, alt: 标识, url: {URL}}}\n")
    assert len(found) == bool(words)
    assert "".join(found).startswith(
        f"data/agency.yml:4:16  D508  “{name}”{words}" if words else ""
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("docs/about/badge.png", "请写成 about/badge.png"),
        ("about/bagde.png", "是否想写“about/badge.png”？"),
        ("https://badge.example/blue.png", "不用别的网站上的图"),
        ("about/large.png", "请把图缩小"),
        ("about/evil.svg", "这个文件"),
        ("elsewhere.webp", "放进页面文件夹"),
    ],
)
def test_hint_says_how_to_mend_what_is_wrong_with_the_picture(tmp_path, name, hint):
    folder = tmp_path / "docs/about"
    folder.mkdir(parents=True)
    (folder / "badge.png").write_bytes(PNG)
    (folder / "large.png").write_bytes(PNG + bytes(100_000))
    (folder / "evil.svg").write_bytes(SVG.replace(b"<path", b"<script/><path"))
    (found,) = told(tmp_path, f"  - {{picture: {name!r}, alt: 标识, url: {URL}}}\n", hints=True)
    assert hint in found


@pytest.mark.parametrize(
    ("badges", "code"),
    [
        ("  - {picture: a.png, url: https://badge.example/}\n", "D101"),  # nothing for the blind
        ("  - {picture: a.png, alt: 标识}\n", "D101"),
        ("  - {picture: a.png, alt: 标识, url: 'javascript:a()'}\n", "D107"),
        ("  - {picture: a.png, alt: 标识, url: https://badge.example/, script: a}\n", "D102"),
        ("  - {picture: a.png, alt: 标识, url: https://badge.example/}\n" * 5, "D103"),
        ("  a.png\n", "D103"),
    ],
)
def test_badge_without_its_parts_is_a_problem_with_a_place(tmp_path, badges, code):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.png").write_bytes(PNG)
    found = told(tmp_path, badges)
    assert any(f"  {code}  " in one for one in found) and all(
        one.startswith("data/agency.yml:") for one in found
    )


def test_shipped_agency_has_no_badge_and_no_official_picture():
    problems = Problems()
    agency = read_files(ROOT / "data", problems).agency
    assert agency and agency.record.badges == () == Agency.model_fields["badges"].default
