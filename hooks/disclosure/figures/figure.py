"""Printed text → Figure: a number with the hedge, the unit and the bounds its words really state."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from .units import DIMENSIONS, SCALES, SMALLEST, Unit, multiplier


class Qualifier(StrEnum):
    """What the printed words say about the number beside them."""

    EXACT = "exact"
    ROUNDED = "rounded"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as a report printed it."""

    printed: str
    """The report's own text, `近6亿元`; what readers see, unchanged."""

    value: Decimal | None
    """In the base unit (元, 人, 件), 600000000; None for `—`."""

    low: Decimal | None
    """The least it can be; None where the words set no lower bound."""

    high: Decimal | None
    """The most it can be; None where the words set no upper bound."""

    qualifier: Qualifier
    unit: Unit


class NotAFigure(ValueError):
    """The text is no figure. `offset` is the character at fault, counted from 0; `reason` is for the editor. Where the
    text starts with a figure and goes on with a remark, as `12件（含结转1件）`, `figure` and `remark` are the two."""

    def __init__(
        self,
        text: str,
        offset: int,
        reason: str,
        mend: str = "",
        figure: str = "",
        remark: str = "",
    ) -> None:
        super().__init__(reason)
        self.text, self.offset, self.reason, self.mend = text, offset, reason, mend
        self.figure, self.remark = figure, remark


@lru_cache(maxsize=4096)  # the cells of twenty years hold few different texts
def parse(printed: str, unit: Unit | None = None) -> Figure:
    """Read one printed figure.

    `unit` is the indicator's own: it is assumed where the text names none, and a text of another dimension is
    refused. Raises NotAFigure, naming the character at fault.
    """
    folded = fold(printed)
    assumed = unit or Unit("", "")
    if folded.strip() in DASHES:
        return Figure(printed, None, None, None, Qualifier.NONE, assumed)
    return Scanner(printed, folded, assumed).figure()


def parse_or_none(printed: str | None, unit: Unit | None = None) -> Figure | None:
    """The same; None for a blank and for what is no figure."""
    try:
        return parse(printed, unit) if printed else None
    except NotAFigure:
        return None


class Scanner:
    """Reads `hedge number 余 scale 余 unit hedge` from left to right; spaces may stand between any two."""

    def __init__(self, printed: str, folded: str, assumed: Unit) -> None:
        self.printed, self.folded, self.assumed = printed, folded, assumed
        self.position = 0

    def figure(self) -> Figure:
        hedges = [self.take(HEDGES_BEFORE)]
        sign, number = self.sign(), self.number()
        hedges.append(self.take(HEDGES_BETWEEN))
        scale = self.take(SCALES)
        hedges.append(self.take(HEDGES_BETWEEN))
        unit = self.unit(named_scale=bool(scale))
        hedges.append(self.take(HEDGES_AFTER))
        self.end()
        factor = multiplier(scale) if scale else unit.scale
        if (
            Decimal(number) * factor % 1
            and unit.word in DIMENSIONS
            and unit.dimension not in SMALLEST
        ):
            self.position = self.printed.find(".")
            raise self.fault(f"“{unit.word}”没有小数", self.fraction_hint())
        value = Decimal(sign.replace("+", "") + number) * factor
        step = factor.scaleb(-len(number.partition(".")[2]))
        return self.bounded(value, step, self.qualifier(hedges), unit)

    def take(self, pattern: re.Pattern[str]) -> str:
        self.skip_spaces()
        found = pattern.match(self.folded, self.position)
        if not found:
            return ""
        self.position = found.end()
        return found.group()

    def sign(self) -> str:
        """Where a change is counted, its direction may be in words: `减少3` is −3."""
        direction = self.take(DIRECTIONS) if self.assumed.signed else ""
        return CHANGES[direction] if direction else self.take(SIGN)

    def number(self) -> str:
        digits = self.take(NUMBER)
        if not digits:
            raise self.fault("这里应当是数字", number_hint(self.rest()))
        if sum(map(str.isdigit, digits)) > LONGEST_NUMBER:
            self.position -= len(digits)
            raise self.fault(f"数字长过{LONGEST_NUMBER}位", "请核对报告原文")
        following = self.folded[self.position : self.position + 1]
        if following in set(",. ") - {""} and re.match(r"[,. ]\d", self.rest()):
            raise self.fault(
                "数字的分节或小数点不对", "千位分隔符每三位一个，小数点只能有一个，如“1,234.5”"
            )
        return re.sub(r"[, ]", "", digits)

    def unit(self, *, named_scale: bool) -> Unit:
        self.skip_spaces()
        named = unit_words(self.assumed.word).match(self.folded, self.position)
        word = named[0] if named else ""
        if not word:
            return Unit(self.assumed.word, self.assumed.dimension) if named_scale else self.assumed
        if word == self.assumed.word:
            found = Unit(word, self.assumed.dimension)
        else:
            found = Unit.named(word)
        if self.assumed.dimension and found.dimension != self.assumed.dimension:
            raise self.fault(
                f"单位“{word}”与该指标的单位“{self.assumed.word}”不是一类",
                "请核对报告原文；不是一类的数不能互换",
            )
        self.position += len(word)
        return found

    def end(self) -> None:
        self.skip_spaces()
        if self.position == len(self.folded):
            return
        if HEDGES_BEFORE.match(self.folded, self.position) or HEDGES_BETWEEN.match(
            self.folded, self.position
        ):
            raise self.fault(
                "这个词的位置不对",
                f"{quoted(BEFORE)}写在数字前，{quoted(BETWEEN)}写在数字或“万”“亿”后",
            )
        if self.rest()[0].isdecimal() and not self.rest()[0].isascii():
            raise self.fault("不是 0 到 9 的数字", "请用 0 到 9 这十个数字")
        if self.rest()[0].isdecimal():
            raise self.fault("一个数后面又有一个数", "一项只写一个数；“1亿2000万”请写成“1.2亿”")
        if re.match(r"[eE×x*^][+-]?\d", self.rest()):
            raise self.fault("不用科学记数法", "请照报告写全，如“34.67万”“6亿”")
        if self.rest()[0] in LOOK_ALIKES:
            raise self.fault("像是数字", number_hint(self.rest()))
        if self.rest()[0] == "#":
            raise self.fault("不是数的一部分", "“#”是注释的开头，前面要空两格")
        if self.rest()[0] in REMARK_STARTS or not any(map(str.isalnum, self.rest())):
            raise self.trailing_text()
        raise self.fault("不是已知的单位", self.unit_hint())

    def trailing_text(self) -> NotAFigure:
        """A figure and behind it signs alone, `318件。`, or a remark, `12件（含结转1件）`."""
        figure = self.printed[: self.position].strip()
        remark = self.printed[self.position :].strip(REMARK_ENDS)
        if any(map(str.isalnum, remark)):
            fault = self.fault("数后面还有话", "数后面的话请移到别处")
            return NotAFigure(self.printed, fault.offset, fault.reason, fault.mend, figure, remark)
        signs = self.printed[self.position :].strip()
        return self.fault("不是数的一部分", f"请删去“{signs}”，写成 {figure}")

    def fraction_hint(self) -> str:
        """A fraction of a person or a document: 万 or 亿 is lost, or a point stands for a comma."""
        grouped = re.sub(r"[.．](?=[0-9]{3}(?![0-9]))", ",", self.printed)
        if grouped != self.printed:
            return f"请核对报告原文；千位分隔用逗号，如“{grouped}”"
        lost = re.sub(r"([.．][0-9]+)(?![0-9百千万亿])", r"\1万", self.printed, count=1)
        meant = f"是不是少了“万”或“亿”，如“{lost}”；" if lost != self.printed else ""
        return f"请核对报告原文；{meant}千位分隔用逗号，如“1,860条”"

    def unit_hint(self) -> str:
        """入 for 人: a character in the unit's place is likely meant to be the unit."""
        word, before = self.assumed.word, self.printed[: self.position]
        if not word:
            return "请核对是否有错字"
        missing = len(self.rest()) <= len(word) and UNITLESS.search(fold(before))
        meant = f"是否想写“{before}{word}”？" if missing else "请核对是否有错字；"
        return f"{meant}该指标的单位是“{word}”"

    def qualifier(self, hedges: list[str]) -> Qualifier | None:
        qualifiers = {HEDGES[word] for word in hedges if word}
        if len(qualifiers) > 1:
            self.position = 0
            raise self.fault("两个模糊词互相矛盾", "“近”“约”“超（余、多、以上）”只能用一种")
        return qualifiers.pop() if qualifiers else None

    def bounded(self, value: Decimal, step: Decimal, hedge: Qualifier | None, unit: Unit) -> Figure:
        def made(low: Decimal | None, high: Decimal | None, qualifier: Qualifier) -> Figure:
            return Figure(
                self.printed, value, low, high, qualifier, Unit(unit.word, unit.dimension)
            )

        if hedge is Qualifier.ABOUT:
            return made(None, None, hedge)
        if hedge is Qualifier.NEARLY:
            return made(None, value, hedge)
        if hedge is Qualifier.OVER:
            return made(value, None, hedge)
        if is_exact(value, step, unit):
            return made(value, value, Qualifier.EXACT)
        return made(value - step / 2, value + step / 2, Qualifier.ROUNDED)

    def skip_spaces(self) -> None:
        while self.folded[self.position : self.position + 1] == " ":
            self.position += 1

    def rest(self) -> str:
        return self.folded[self.position :]

    def fault(self, reason: str, mend: str) -> NotAFigure:
        character = self.printed[self.position : self.position + 1]
        where = f"“{self.printed}”里的“{character}”" if character else f"“{self.printed}”到末尾"
        return NotAFigure(self.printed, self.position, f"{where}：{reason}", mend)


def is_exact(value: Decimal, step: Decimal, unit: Unit) -> bool:
    """Whether the printed digits leave nothing out.

    A plain whole number is exact, and so is one printed to the last indivisible piece (1.2345万人 is 12345人,
    0.01元 is a fen). Zero is zero in any scale: a form's `0` under 万元 is not “up to 5000元”.
    """
    return value == 0 or step == 1 or step <= SMALLEST.get(unit.dimension, Decimal(1))


def split(printed: str) -> tuple[str, str, str]:
    """`近6亿元` → (`近`, `6`, `亿元`): for setting the number larger than its words; joined again they are the text."""
    found = re.search(r"[0-9０-９][0-9０-９,，.．\s]*", printed)
    if not found:
        return "", printed, ""
    number = found.group().rstrip()
    return printed[: found.start()], number, printed[found.start() + len(number) :]


def fold(text: str) -> str:
    """Full-width signs, odd spaces and Kangxi radicals → their plain form, one character for one."""
    return FOLDED.sub(lambda found: fold_character(found[0]), text)


def fold_character(character: str) -> str:
    if character.isspace() or character in "\u200b\ufeff":
        return " "
    return "-" if character in "−–" else unicodedata.normalize("NFKC", character)


FOLDED = re.compile("[^\\S ]|[\u200b\ufeff−–！-～⼀-⿕]")
"""Space but the plain one; dashes; full-width ASCII; radicals that PDFs yield for 人 or 一."""


def number_hint(rest: str) -> str:
    first = rest[:1]
    if not first:
        return "请照报告原样填写，如“274件”；报告印的是横线就填“—”"
    if first in LOOK_ALIKES:
        return f"“{first}”像数字“{LOOK_ALIKES[first]}”，请改成数字"
    if first in "“”‘’《》":
        return "引号不是数字的一部分，请删去"
    if rest == "一":
        return "印的是横线，就填“—”；中文数字请改成阿拉伯数字"
    if first in "一二三四五六七八九十百千两零〇":
        return "请用阿拉伯数字；中文数字的内容请写进 facts"
    if NOTHING.fullmatch(rest):
        return "表上印的是横线，就写成 —；印的是 0，写 0；空着，写 ~"
    if first.isdigit():
        return "请用 0 到 9 这十个数字"
    return f"数字前只能有{quoted(BEFORE)}"


LONGEST_NUMBER = 15  # well inside Decimal's 28 digits, so that no bound is ever rounded away
DASHES = {"—", "——", "-", "--", "―", "─", "/"}
REMARK_STARTS = "（(［[【，,；;、：:。"
REMARK_ENDS = " 。；;，,、：:（()）［[]］【】"
NOTHING = re.compile(
    "(?:暂?无|没有|未发生|不适用|空白?|[nN]/?[aA]|[nN]one|[nN]il)(?:数据|数)?[。.]?"
)
"""How tables say that there is nothing."""
LOOK_ALIKES = {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"}

BEFORE = {
    **dict.fromkeys(("大约", "约"), Qualifier.ABOUT),
    **dict.fromkeys(("将近", "接近", "近", "不足", "不到"), Qualifier.NEARLY),
    **dict.fromkeys(("超过", "超", "逾", "突破"), Qualifier.OVER),
}
BETWEEN = dict.fromkeys(("余", "多"), Qualifier.OVER)
AFTER = {**dict.fromkeys(("左右", "上下"), Qualifier.ABOUT), "以上": Qualifier.OVER}
HEDGES = BEFORE | BETWEEN | AFTER
CHANGES = {**dict.fromkeys(("增加", "新增", "增"), "+"), **dict.fromkeys(("减少", "减"), "-")}


def quoted(words: Iterable[str]) -> str:
    return "".join(f"“{word}”" for word in words)


def any_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=256)
def unit_words(own: str) -> re.Pattern[str]:
    """The known units, and an indicator's own."""
    return re.compile(any_of({*DIMENSIONS, own} - {""}))


DIRECTIONS = re.compile(any_of(CHANGES))
HEDGES_BEFORE, HEDGES_BETWEEN, HEDGES_AFTER = (
    re.compile(any_of(words)) for words in (BEFORE, BETWEEN, AFTER)
)
UNITLESS = re.compile(r"[0-9百千万亿余多] *$")
SIGN = re.compile(r"[+-](?=\s*[0-9])")
NUMBER = re.compile(r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?", re.ASCII)
