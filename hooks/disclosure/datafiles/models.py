"""What the YAML files may contain: frozen pydantic models, one for each kind of thing an editor or the desk writes."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from disclosure.figures.period import Period
from disclosure.figures.period import period as read_period
from disclosure.figures.units import Unit

from .web_addresses import NotAWebAddress, WebAddress, web_address


def as_period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise ValueError("这里应当是日期，如 2022-10 或 2022-10/2022-12")
    return read_period(value)


def as_mapping(value: Any) -> Any:
    """A bare text stands for `{printed: text}`: most figures need nothing else."""
    return value if isinstance(value, dict) else {"printed": value}


def as_list(value: Any) -> Any:
    """A bare name stands for a list of one."""
    return [value] if isinstance(value, str) else value


def as_year(value: Any) -> Any:
    """Python would take `+2_022` for a year as well."""
    if isinstance(value, str) and not re.fullmatch("[0-9]{4}", value):
        return "不是年份"
    return value


def unfolded(text: str) -> str:
    """YAML joins folded lines with a space, which Chinese does not want after its punctuation."""
    return re.sub(r"(?<=[，。；：、！？）”》]) +", "", text)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Prose = Annotated[Text, AfterValidator(unfolded)]
Span = Annotated[Period, BeforeValidator(as_period), PlainSerializer(lambda span: span.text)]
MOST_NAMES = 300
"""Of one kind in one place. A topic has about ten; the sums of thousands would take minutes to work out."""
Calendar = Annotated[int, BeforeValidator(as_year)]
Names = Annotated[tuple[Text, ...], BeforeValidator(as_list), Field(max_length=MOST_NAMES)]


def with_one_star(pattern: str) -> str:
    """A `*` stands for one part of a name; two of them would not say which belongs to which."""
    if pattern.count("*") > 1:
        raise ValueError(f"“{pattern}”里有两个以上的“*”，一个名字里只能有一个")
    return pattern


Pattern = Annotated[Text, AfterValidator(with_one_star)]
"""The name of a figure, with a `*` or without."""
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(as_list), Field(max_length=MOST_NAMES)]
SomePatterns = Annotated[
    tuple[Pattern, ...], BeforeValidator(as_list), Field(min_length=1, max_length=MOST_NAMES)
]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
Day = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$")
]
ChartId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]


def as_site_id(text: str) -> str:
    if not re.fullmatch("(?:[0-9]{2}|bm)[0-9]{8}", text):
        raise ValueError(f"“{text}”不是政府网站标识码：应当是十位数字，国务院部门的以 bm 开头")
    return text


SiteId = Annotated[Text, AfterValidator(as_site_id)]


def as_web_address(text: str) -> WebAddress:
    try:
        return web_address(text)
    except NotAWebAddress as wrong:
        raise PydanticCustomError(NO_WEB_ADDRESS, "{why}", {"why": str(wrong)}) from None


def as_website(text: str) -> str:
    return as_web_address(text).short


def as_link(text: str) -> str:
    return as_web_address(text).url


NO_WEB_ADDRESS = "web_address"
"""The type of the error in `ValidationError.errors()`; its `ctx` says `why`."""
Website = Annotated[Text, AfterValidator(as_website)]
"""A website as readers see it, `www.example.gov.cn`; `web_address(…).url` is its link."""
Link = Annotated[Text, AfterValidator(as_link)]
"""A whole address, `https://www.example.gov.cn/terms.html`."""


BLANK = "（空）"
"""How a correction writes that nothing was printed there: a cell left empty, or a figure that was not given."""


class DataModel(BaseModel):
    """Frozen, and closed: a key that isn't known is a problem, never ignored."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, ignored_types=(Period,)
    )


class Agency(DataModel):
    """data/agency.yml: who publishes. What the agency hasn't told is left out, and pages leave it out too."""

    name: Text
    website: Website
    hotline: Text | None = None
    wechat: Text | None = None
    licence: Text | None = None
    """The terms of reuse for the data, as the agency states them."""
    licence_url: Link | None = None
    """Where it states them."""
    site_id: SiteId | None = None
    """What the national register of government websites calls this site: `3100000001`, a ministry's `bm01000001`."""

    @property
    def website_url(self) -> str:
        return web_address(self.website).url


class Term(DataModel):
    """data/glossary.yml: a word a citizen may not know."""

    meaning: Prose
    also: Names = ()
    """Other words people use for it."""


class Indicator(DataModel):
    """What a figure counts, the same from year to year."""

    label: Text
    short: Text | None = None
    """A shorter label for charts."""
    unit: Text
    """The counting word: 件, 人, 元, 次 …"""
    dimension: Text | None = None
    """Overrides the unit's own: 次 that count readings are not 次 that count pushes."""
    definition: Prose


def unit_of(indicator: Indicator) -> Unit:
    return Unit.named(indicator.unit, indicator.dimension)


class Bar(DataModel):
    """One row of a chart: a figure, or our own sum of several."""

    figure: Text | None = None
    sum: Patterns = ()
    label: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def check_source(self) -> Bar:
        if bool(self.figure) is bool(self.sum):
            raise ValueError("每一条要么写 figure，要么写 sum，两样取一样")
        return self


class Chart(DataModel):
    """A table that charts are drawn from. `title` and `note` may hold `{{ figure("…") }}`."""

    title: Prose
    note: Prose | None = None
    kind: Literal["bars", "cards", "timeline"] = "bars"
    bars: tuple[
        Annotated[Bar, BeforeValidator(lambda v: {"figure": v} if isinstance(v, str) else v)], ...
    ] = ()
    tie_outs: Names = ()
    """Shown under the chart, with their arithmetic."""

    @model_validator(mode="after")
    def check_content(self) -> Chart:
        if self.kind != "timeline" and not self.bars:
            raise ValueError("图里没有东西可画：请在 bars 里写明指标")
        return self


class TieOut(DataModel):
    """`sum − minus = equals`. A term is an indicator or `TABLE.ROW.COLUMN`; `previous:` before it means last year's;
    `*` stands for every row or column in turn, the same one in every term."""

    label: Text
    why: Text | None = None
    """Why this must hold: the clause of the form, or the sentence's own sum."""
    sum: SomePatterns
    minus: Patterns = ()
    equals: SomePatterns


class Note(DataModel):
    """Answers a question a reader would stumble over. `answer` may hold `{{ figure("…") }}`."""

    question: Prose
    answer: Prose
    figures: Patterns = ()


class Topic(DataModel):
    """data/topics/*.yml: one subject."""

    title: Text
    question: Text
    """What a citizen would ask; the page answers it."""
    summary: Prose
    """One sentence of our own for lists of topics; may hold figure directives."""
    order: int = Field(default=100, ge=1)
    """Its place in lists of topics; those without one come last, by name."""
    indicators: dict[Id, Indicator] = Field(default_factory=dict, max_length=MOST_NAMES)
    also: Patterns = ()
    """Figures of other topics and cells of the form that belong here too; `*` for any part of a name."""
    charts: dict[ChartId, Chart] = Field(default_factory=dict)
    tie_outs: dict[Id, TieOut] = Field(default_factory=dict, max_length=MOST_NAMES)
    notes: dict[ChartId, Note] = Field(default_factory=dict)


OF_COLUMNS = "unit 和 signed 只写在填数的列上；整块的单位写在块的 unit 里"


class FormLine(DataModel):
    """A row or a column of a statutory table, or a head over several."""

    label: Text
    id: Text | None = None
    lines: tuple[FormLine, ...] = ()
    footnote: bool = False
    """Whether the form's `*` footnote hangs on this row."""
    unit: Text | None = None
    """Of a column: what it counts, where that is not what its block counts."""
    signed: bool = False
    """Of a column: whether it tells a change, `+1036`, `-3`, `增加3`, and may be below zero."""
    said: Names = ()
    """How the narrative says it: `收到 申请`, words of one sentence, the first of them right beside the number."""

    @model_validator(mode="after")
    def check_head_or_leaf(self) -> FormLine:
        if bool(self.id) is bool(self.lines):
            raise ValueError("一行（一列）要么有 id，要么有下一层的 lines，两样取一样")
        if self.lines and (self.unit or self.signed):
            raise ValueError(OF_COLUMNS)
        return self


class Block(DataModel):
    """One grid of a statutory table. `across` puts the rows side by side over one line of values."""

    title: Text | None = None
    corner: Text = "项目"
    unit: Text
    rows: Annotated[tuple[FormLine, ...], Field(min_length=1)]
    columns: Annotated[tuple[FormLine, ...], Field(min_length=1)]
    layout: Literal["down", "across"] = "down"
    remark: Text | None = None
    """A line the form prints over the rows."""

    @model_validator(mode="after")
    def check_rows(self) -> Block:
        below = list(self.rows)
        for line in below:
            below += line.lines
            if line.unit or line.signed:
                raise ValueError(OF_COLUMNS)
        return self


class Table(DataModel):
    title: Text
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]


class Form(DataModel):
    """data/forms/*.yml: the tables that the State Council's office prescribes, with the sums they must meet."""

    title: Text
    source: Text
    sections: dict[Text, Text]
    """The six statutory headings, 一 … 六."""
    tables: dict[Text, Table]
    tie_outs: dict[Text, TieOut] = Field(default_factory=dict)


class ReportInfo(DataModel):
    """The document a year file was made from."""

    title: Text
    published_at: Website
    covers: Span
    form: Text = "2021"
    tables_of: dict[Text, Text] = Field(default_factory=dict)
    """Table → the form it is of, where the report took that one from another form."""
    basis: Names = ()
    """The laws it was drawn up under."""

    @property
    def published_url(self) -> str:
        return web_address(self.published_at).url


class PrintedText(DataModel):
    """A figure as a year file gives it."""

    printed: Text
    period: Span | None = None
    """Where it differs from the report's year."""
    since: Text | None = None
    """A running total's start, in words where the report gives no date."""
    note: Text | None = None


PrintedFigure = Annotated[PrintedText, BeforeValidator(as_mapping)]


class Event(DataModel):
    """Something that happened on a day or in a span."""

    on: Span
    what: Text
    short: Text | None = None
    """For the time line."""
    ongoing: bool = False
    """The report gives the start and no end."""

    @property
    def when(self) -> str:
        return self.on.words + ("起" if self.ongoing else "")


class Paper(DataModel):
    """A document the report names."""

    title: Text
    number: Text | None = None
    issued: Span | None = None
    by: Names = ()
    via: Names = ()
    """The channels it was published through."""
    about: Text | None = None


class Correction(DataModel):
    """A figure that changed after it was published."""

    on: Span
    figure: Text
    was: Text
    now: Text
    why: Text


BY_SECTION = ("figures", "tables", "footnotes", "papers", "events", "facts", "commitments")
"""The parts of a year file whose keys are the report's sections."""
COVERS, COVERS_LABEL = "report.covers", "报告的统计期"
"""The name under which the report's own period is published with its figures, and what readers call it: what every
figure is counted over that has no period of its own."""


class YearFile(DataModel):
    """data/years/*.yml: one report, section by section."""

    year: Calendar
    report: ReportInfo
    outline: dict[Text, Text]
    """Section → our own short heading, in the report's order."""
    figures: dict[Text, dict[Text, PrintedFigure]] = Field(default_factory=dict)
    tables: dict[Text, dict[Text, tuple[str | None, ...]]] = Field(default_factory=dict)
    footnotes: dict[Text, Text] = Field(default_factory=dict)
    papers: dict[Text, tuple[Paper, ...]] = Field(default_factory=dict)
    events: dict[Text, tuple[Event, ...]] = Field(default_factory=dict)
    facts: dict[Text, tuple[Prose, ...]] = Field(default_factory=dict)
    commitments: dict[Text, tuple[Prose, ...]] = Field(default_factory=dict)
    printed_so: dict[Text, Text] = Field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


def as_date(value: Any) -> Period:
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("这里应当是一天，如 2023-05-04")
    return read_period(value)


def hexadecimal(digits: int) -> AfterValidator:
    def checked(text: str) -> str:
        if not re.fullmatch(f"[0-9a-f]{{{digits}}}", text):
            raise ValueError(f"这里应当是 {digits} 位小写的十六进制数")
        return text

    return AfterValidator(checked)


Date = Annotated[Period, BeforeValidator(as_date), PlainSerializer(lambda day: day.text)]
"""One day, as a Period for its words."""
Digest = Annotated[str, hexadecimal(16)]
Sha256 = Annotated[str, hexadecimal(64)]


class PublicationRecord(DataModel):
    """data/published/*.yml: what readers were shown, release by release. Written by `desk record`, not by hand."""

    year: int
    published: dict[Day, dict[Text, PrintedFigure]]
    """The day of a release → what was new or different then: indicator or cell → as printed, BLANK for nothing."""


class SourceDocument(DataModel):
    """The document that a year file was held against."""

    title: Text
    """As it was read from it."""
    sha256: Sha256
    """Of the file."""


class VerificationRecord(DataModel):
    """data/verified/*.yml: that a year file was held against its report. Written by `desk verify`, not by hand."""

    year: Calendar
    on: Date
    source: SourceDocument
    figures: dict[Text, Digest]
    """Indicator or cell, and `report.covers` → `verification.digest` of what the year file said then."""
