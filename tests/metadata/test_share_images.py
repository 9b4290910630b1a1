"""The pictures that go with links to pages: what they say, that they are the same each time, and what goes without."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import real
from built import ROOT, SITE, read
from disclosure.build.assets import styles
from disclosure.build.build import Build
from disclosure.metadata import image_drawing
from disclosure.metadata.image_drawing import (
    CannotDraw,
    Card,
    CardFigure,
    balance_lines,
    colours,
    draw_card,
    text_width,
    wrap_lines,
)
from disclosure.metadata.share_images import ShareImages
from disclosure.open_data.provenance import Origin

PALETTE = colours(styles(ROOT / "docs"))
CARD = Card(
    "某机关", "推送以后，提取了多少？", (CardFigure("近6亿元", "退休提取的金额"),), foot="2022年"
)


@pytest.fixture(scope="module")
def pictures() -> ShareImages:
    build = Build(ROOT, real.data(), ROOT / "docs", Origin(SITE))
    texts = {page.path: page.content for page in build.pages()}
    return ShareImages(build.site, build.written, texts, styles(ROOT / "docs"))


def test_each_topic_each_year_and_a_few_pages_have_their_own(pictures):
    topics = {path.stem for path in (real.SOURCE / "topics").glob("*.yml")}
    own = {"home", "data", "checks", "others", "years-2022", *(f"topics-{one}" for one in topics)}
    assert pictures.images.keys() == own
    assert pictures.missing == []
    assert pictures.of("topics/push.md") == pictures.images["topics-push"]
    assert pictures.of("about/method.md") == pictures.images["others"]


def test_they_are_small_pngs_of_one_size(pictures):
    for name, picture in pictures.images.items():
        image = Image.open(io.BytesIO(picture.content))
        assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P"), name
        assert len(picture.content) < 60_000, name


def test_figures_are_said_as_printed(pictures):
    assert pictures.images["topics-push"].alt == (
        "政策怎样找到人？——封存账户消息推送的人数，约60万名"
    )
    for name in ("home", "years-2022"):
        alt = pictures.images[name].alt
        assert all(printed in alt for printed in ("约60万名", "近22万人", "超25亿元")), name


def test_a_cell_is_called_by_its_row_and_has_its_unit(pictures):
    """A statutory table prints bare numbers under a head that has the unit."""
    alt = pictures.images["topics-requests"].alt
    assert alt == "申请了多少，怎样答复？——本年新收政府信息公开申请数量（件），3"


def test_the_same_card_makes_the_same_bytes_in_another_process():
    told = f"""
import sys; sys.path.insert(0, {str(ROOT / "hooks")!r})
from disclosure.metadata.image_drawing import *
card, palette = {CARD!r}, {PALETTE!r}
sys.stdout.buffer.write(draw_card(card, palette))"""
    other = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True).stdout
    draw_card.cache_clear()
    assert draw_card(CARD, PALETTE) == other


def test_the_colours_are_the_style_sheets_own():
    image = Image.open(io.BytesIO(draw_card(CARD, PALETTE))).convert("RGB")
    seen = {f"{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in image.getcolors(1 << 16)}
    assert PALETTE.paper == "fff"
    others = {PALETTE.band, PALETTE.ink, PALETTE.soft, PALETTE.line, PALETTE.mark, PALETTE.mark_2}
    assert {"ffffff", *others} <= seen


def test_a_hedge_is_drawn_in_its_own_colour_and_only_where_there_is_one():
    def hedged(printed: str) -> bool:
        card = Card("某机关", "题", (CardFigure(printed, "名"),))
        pixels = Image.open(io.BytesIO(draw_card(card, PALETTE))).convert("RGB")
        colour = tuple(bytes.fromhex(PALETTE.mark_2))
        return colour in {found for _, found in pixels.getcolors(1 << 16)}

    assert hedged("近6亿元") and hedged("突破642.12万")
    assert not hedged("6亿元")


@pytest.mark.parametrize("size", [28, 48])
@pytest.mark.parametrize("room", [200, 333, 1048])
def test_lines_keep_within_their_room_and_lose_nothing(size, room):
    text = "2022年10月—12月，“免申即享”消息推送给34.67万人（累计到年末），其中办了退休提取的约1.6万人。"
    for lines in (wrap_lines(text, size, room), balance_lines(text, size, room)):
        assert "".join(lines) == text
        assert all(text_width(line, size) <= room or len(line) < 8 for line in lines)
        assert not any(line[0] in "，。；：、）”》" for line in lines)


LONG = Card(
    "很长的机关名称" * 3,
    "一个长得两行也放不下的题目，" * 6,
    (
        CardFigure("突破123,456,789.12万元", "一个很长的名称，" * 9),
        CardFigure("近1234567890万人", "名" * 60),
    ),
    foot="2022年政府信息公开工作年度报告",
)


LABEL = "“免申即享”以前，退休短信发给的人数，一个比较长的名称，要分成两行才写得下"
ONE = replace(LONG, figures=(CardFigure("近20万名", LABEL),))
WORDY = replace(LONG, figures=(), words="很长的说明，" * 60)


@pytest.mark.parametrize("card", [LONG, ONE, WORDY], ids=["two figures", "one figure", "words"])
def test_what_is_too_long_is_cut_and_keeps_its_place(card):
    """Nothing at the right edge, and nothing on the line over the source or just above it."""
    image = Image.open(io.BytesIO(draw_card(card, PALETTE))).convert("RGB")
    white = (255, 255, 255)
    for empty in ((1180, 120, 1200, 630), (0, image_drawing.FOOT - 8, 1200, image_drawing.FOOT)):
        area = (empty[2] - empty[0]) * (empty[3] - empty[1])
        assert image.crop(empty).getcolors() == [(area, white)]


# Without what it takes


def test_a_letter_the_font_has_not_leaves_out_that_picture_alone(pictures):
    with pytest.raises(CannotDraw, match="画图的字体里没有“䶮\U00020000”"):
        draw_card(Card("某机关", "\U00020000圳䶮"), PALETTE)
    one = ShareImages(pictures.site, pictures.written, pictures.texts, styles(ROOT / "docs"))
    one.images.clear()
    one.make("bad", Card("某机关", "䶮"), PALETTE)
    one.make("worse", Card("某机关", "䶮"), PALETTE)
    one.make("good", CARD, PALETTE)
    assert [*one.images] == ["good"]
    assert len(one.missing) == 1 and "scripts/font.py" in one.missing[0]


def test_without_pillow_or_the_font_it_says_what_to_do(monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(image_drawing, "Image", None)
        with pytest.raises(CannotDraw, match="Pillow；运行 python -m pip install"):
            draw_card(Card("某机关", "没有 Pillow"), PALETTE)
    image_drawing.font_of_size.cache_clear()
    image_drawing.has_letter.cache_clear()
    with monkeypatch.context() as without:
        without.setattr(image_drawing, "FONT", Path("nowhere/font.otf"))
        with pytest.raises(CannotDraw, match="没有字体文件 font"):
            draw_card(Card("某机关", "没有字体"), PALETTE)


def test_without_a_colour_it_says_which():
    with pytest.raises(CannotDraw, match="--mark-2"):
        colours(styles(ROOT / "docs").replace("--mark-2", "--other"))


@pytest.mark.builds
def test_a_build_without_the_font_is_whole_and_says_so_once(tmp_path):
    for name in ("docs", "overrides", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("*.otf"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    said = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=tmp_path,
        env=os.environ | {"DISCLOSURE_DATA": str(real.data()), "SITE_URL": SITE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert said.stderr.count("分享网页时没有图") == 1
    assert "没有字体文件" in said.stderr
    pages = read(tmp_path / "site")
    assert not (tmp_path / "site/pictures").exists()
    for page in pages.values():
        assert not page.select('meta[property^="og:image"]')
    card = pages["topics/push/"].find("meta", attrs={"name": "twitter:card"})
    assert card["content"] == "summary"
