"""A Card → its picture, 1200 × 630, which other programs show beside a link: a small PNG, the same bytes each time.

Its letters are of the font in font/, not of the machine's. Without Pillow, font or letter there is no picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from disclosure.figures.figure import split

try:  # a build without Pillow is a build without pictures, and whole
    from PIL import Image, ImageDraw, ImageFont
except ImportError:
    Image = None  # type: ignore[assignment]  # because whoever draws asks first

WIDTH, HEIGHT = 1200, 630
EDGE, BAND = 76, 104
FOOT = HEIGHT - 92
"""Where the line over the source is."""
FONT = Path(__file__).parent / "font" / "NotoSansCJKsc-Medium-GB2312.otf"
LEVELS = 8
"""Steps from a ground to a letter's colour: enough for smooth edges."""


class CannotDraw(Exception):
    """What is missing, and how to get it, in the editor's words."""


class CardFigure(NamedTuple):
    printed: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a page's picture says."""

    kicker: str
    """Whose the page is: in the band at the top."""
    title: str
    figures: tuple[CardFigure, ...] = ()
    """Three at most, as printed."""
    words: str = ""
    """In place of figures."""
    foot: str = ""

    @property
    def alt(self) -> str:
        texts = (f"{one.label}，{one.printed}" for one in self.figures)
        return f"{self.title}——{'；'.join(texts) or self.words}"

    @property
    def letters(self) -> set[str]:
        return {*self.kicker, *self.title, *self.words, *self.foot, *"".join(chain(*self.figures))}


class Colours(NamedTuple):
    """Of the style sheet's first palette, `#17263a`."""

    paper: str
    band: str
    on_band: str
    ink: str
    soft: str
    line: str
    mark: str
    mark_2: str


def colours(palette: str) -> Colours:
    """`palette` is the style sheet's text. Raises CannotDraw where a colour is not in it."""
    names = [name.replace("_", "-") for name in Colours._fields]
    found = [re.search(rf"--{name}: *#([0-9a-f]{{3}}|[0-9a-f]{{6}});", palette) for name in names]
    missing = [name for name, one in zip(names, found, strict=True) if one is None]
    if missing:
        raise CannotDraw(f"样式里没有颜色 --{missing[0]}；补上以后就有")
    return Colours(*(one[1] for one in found if one))


@lru_cache(maxsize=256)
def draw_card(card: Card, palette: Colours) -> bytes:
    """Raises CannotDraw. `mkdocs serve` draws a card anew only where it changed."""
    if Image is None:
        raise CannotDraw("没有装 Python 包 Pillow；运行 python -m pip install -r requirements.txt")
    unknown = sorted(letter for letter in card.letters if not has_letter(letter))
    if unknown:
        raise CannotDraw(f"画图的字体里没有“{''.join(unknown)}”；补字的办法在 scripts/font.py 开头")
    sheet = Canvas(palette)
    draw_frame(sheet, card)
    top = draw_title(sheet, card.title)
    if len(card.figures) == 1:
        draw_figure(sheet, card.figures[0], top)
    elif card.figures:
        draw_figures(sheet, card.figures, top)
    else:
        most = (FOOT - top - 116) // 58 + 1
        sheet.lines(card.words, EDGE, top + 96, 40, WIDTH - 2 * EDGE, "soft", most)
    return sheet.png()


class Canvas:
    """What is drawn on: places are in pixels from the left and the top, a text's is where its first letter stands."""

    def __init__(self, palette: Colours) -> None:
        self.ramps: dict[tuple[str, str], int] = {}
        self.colours = {name: rgb(one) for name, one in palette._asdict().items()}
        self.entries: list[tuple[int, ...]] = []
        self.image = Image.new("P", (WIDTH, HEIGHT), self.ramp("ink", "paper"))

    def ramp(self, ink: str, ground: str) -> int:
        """The first of its colours in the picture's palette, which is the ground itself."""
        if (ink, ground) not in self.ramps:
            self.ramps[ink, ground] = len(self.entries)
            self.entries += colour_steps(self.colours[ground], self.colours[ink])
        return self.ramps[ink, ground]

    def box(self, left: int, top: int, right: int, bottom: int, colour: str) -> None:
        ends_in = self.ramp(colour, "paper") + LEVELS - 1
        self.image.paste(ends_in, (left, top, right, bottom))

    def text(
        self, words: str, left: int, base: int, size: int, ink: str, ground: str = "paper"
    ) -> int:
        """Draw it on a line at `base`; → where it ends."""
        font, width = font_of_size(size), text_width(words, size)
        letters = Image.new("L", (width + size, 2 * size))
        ImageDraw.Draw(letters).text((0, int(1.4 * size)), words, 255, font, anchor="ls")
        first = self.ramp(ink, ground)
        steps = letters.point([first + round(value * (LEVELS - 1) / 255) for value in range(256)])
        seen = letters.point([255 * (value * (LEVELS - 1) > 127) for value in range(256)])
        self.image.paste(steps, (left, base - int(1.4 * size)), seen)
        return left + width

    def lines(
        self, words: str, left: int, base: int, size: int, room: int, ink: str, most: int
    ) -> int:
        """Draw it in lines of a width; → the last line's base."""
        lines = balance_lines(words, size, room)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
        for number, line in enumerate(lines):
            self.text(line, left, base + number * int(1.45 * size), size, ink)
        return base + (len(lines) - 1) * int(1.45 * size)

    def png(self) -> bytes:
        self.image.putpalette(list(chain(*self.entries)))
        file = BytesIO()
        self.image.save(file, "PNG", compress_level=6)
        return file.getvalue()


def draw_frame(sheet: Canvas, card: Card) -> None:
    sheet.box(0, 0, WIDTH, BAND, "band")
    for row, part in enumerate((30, 20, 10)):  # the site's sign: three bars
        top = BAND // 2 - 19 + 14 * row
        bar = (EDGE, top, EDGE + part, top + 9)
        sheet.image.paste(sheet.ramp("on_band", "band") + LEVELS - 1, bar)
    sheet.text(card.kicker, EDGE + 50, BAND // 2 + 12, 32, "on_band", "band")
    sheet.box(EDGE, FOOT, WIDTH - EDGE, FOOT + 1, "line")
    sheet.text(card.foot, EDGE, HEIGHT - 44, 26, "soft")


def draw_title(sheet: Canvas, words: str) -> int:
    """→ its last line's base. The size is the largest that two lines have room for."""
    room = WIDTH - 2 * EDGE
    size = next((one for one in (64, 56, 48) if len(wrap_lines(words, one, room)) <= 2), 48)
    return sheet.lines(words, EDGE, BAND + 46 + size, size, room, "ink", most=2)


def draw_figure(sheet: Canvas, shown: CardFigure, top: int) -> None:
    """In the middle of what the title leaves, with its label under it."""
    room, left = WIDTH - 2 * EDGE, FOOT - top
    label = 70 + 49 * (len(balance_lines(shown.label, 34, room)[:2]) - 1)
    low_enough = [size for size in (150, 120, 96) if size + label + 60 <= left]
    size = next((one for one in low_enough if number_width(shown.printed, one) <= room), 72)
    base = top + (left - size - label) // 2 + size - 6
    draw_number(sheet, shown.printed, EDGE, base, size)
    sheet.lines(shown.label, EDGE, base + 70, 34, room, "soft", most=2)


def draw_figures(sheet: Canvas, shown: Sequence[CardFigure], top: int) -> None:
    """Side by side, each under a line of its own, as on the first page."""
    gap = 40
    room = (WIDTH - 2 * EDGE - gap * (len(shown) - 1)) // len(shown)
    size = next(
        (s for s in (84, 72, 60) if all(number_width(one.printed, s) <= room for one in shown)), 48
    )
    for column, one in enumerate(shown):
        left = EDGE + column * (room + gap)
        sheet.box(left, top + 52, left + room, top + 58, "mark")
        draw_number(sheet, one.printed, left, top + 74 + size, size)
        base = top + 128 + size
        most = 3 if base + 2 * 40 + 20 <= FOOT else 2
        sheet.lines(one.label, left, base, 28, room, "soft", most)


def draw_number(sheet: Canvas, printed: str, left: int, base: int, size: int) -> int:
    """The hedge small and raised in its own colour, the unit small: as the pages have it."""
    before, middle, after = split(printed)
    if before:
        left = sheet.text(before, left, base - int(0.3 * size), size // 2, "mark_2") + size // 14
    left = sheet.text(middle, left, base, size, "mark")
    return sheet.text(after, left + size // 14, base, int(0.45 * size), "mark")


def number_width(printed: str, size: int) -> int:
    before, middle, after = split(printed)
    sides = text_width(before, size // 2) + text_width(after, int(0.45 * size))
    return sides + text_width(middle, size) + size // 7


def balance_lines(text: str, size: int, room: int) -> list[str]:
    """In no more lines than there must be, the last not much shorter than the others."""
    lines, narrower = wrap_lines(text, size, room), room
    while len(lines) > 1 and text_width(lines[-1], size) < narrower // 2:
        narrower -= size
        tried = wrap_lines(text, size, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def wrap_lines(text: str, size: int, room: int) -> list[str]:
    """In lines of a width: Chinese breaks anywhere but within a number or a word, and before a closing mark."""
    lines = [""]
    for piece in PIECES.findall(text):
        if lines[-1] and text_width(lines[-1] + piece, size) > room:
            lines.append(piece)
        else:
            lines[-1] += piece
    return lines


@cache
def font_of_size(size: int) -> ImageFont.FreeTypeFont:
    """Set letter by letter: what Raqm would do depends on its version."""
    try:
        return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        raise CannotDraw(
            f"没有字体文件 {FONT.name}；从版本库里取回来，或用 scripts/font.py 做"
        ) from None


def text_width(words: str, size: int) -> int:
    return round(font_of_size(size).getlength(words))


@cache
def has_letter(letter: str) -> bool:
    """Whether the font has it: what it has not, it draws as one and the same box."""
    return letter == " " or letter_mask(letter) != letter_mask("\U0010ffff")


def letter_mask(letter: str) -> bytes:
    return bytes(font_of_size(24).getmask(letter))


def rgb(colour: str) -> tuple[int, ...]:
    whole = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    return tuple(bytes.fromhex(whole))


def colour_steps(ground: Iterable[int], ink: Iterable[int]) -> list[tuple[int, ...]]:
    pairs = list(zip(ground, ink, strict=True))
    return [
        tuple(round(low + (high - low) * step / (LEVELS - 1)) for low, high in pairs)
        for step in range(LEVELS)
    ]


PIECES = re.compile(r"[（“《]*(?:[A-Za-z0-9_.%+−/:-]+|.)[，。；：、！？）”》…]*")
