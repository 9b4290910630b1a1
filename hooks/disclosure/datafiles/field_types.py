"""Types of the fields of data files: what an editor typed → what the program uses, or what is wrong with it."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

from disclosure.figures.period import Period
from disclosure.figures.period import period as read_period

from .register_numbers import as_credit_code, as_icp_number, as_police_number
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
Span = Annotated[Period, BeforeValidator(as_period), PlainSerializer(lambda span: span.text, str)]
MOST_NAMES = 300
"""Of one kind in one place. A topic has about ten; the sums of thousands would take minutes to work out."""
Calendar = Annotated[int, BeforeValidator(as_year)]
Names = Annotated[tuple[Text, ...], BeforeValidator(as_list), Field(max_length=MOST_NAMES)]
Section = Annotated[Text, "section number of the report, 一（一）6"]
FigureName = Annotated[Text, "indicator, or cell TABLE.ROW.COLUMN"]
TieOutName = Annotated[Text, "tie-out, with the row or column that it was applied to"]
TieOutNames = Annotated[
    tuple[TieOutName, ...], BeforeValidator(as_list), Field(max_length=MOST_NAMES)
]


def with_one_star(pattern: str) -> str:
    """A `*` stands for one part of a name; two of them would not say which belongs to which."""
    if pattern.count("*") > 1:
        raise ValueError(f"“{pattern}”里有两个以上的“*”，一个名字里只能有一个")
    return pattern


Pattern = Annotated[FigureName, AfterValidator(with_one_star)]
"""The name of a figure, with a `*` or without."""
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(as_list), Field(max_length=MOST_NAMES)]
SomePatterns = Annotated[
    tuple[Pattern, ...], BeforeValidator(as_list), Field(min_length=1, max_length=MOST_NAMES)
]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
ChartId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]


def as_site_id(text: str) -> str:
    if not re.fullmatch("(?:[0-9]{2}|bm)[0-9]{8}", text):
        raise ValueError(f"“{text}”不是政府网站标识码：应当是十位数字，国务院部门的以 bm 开头")
    return text


SiteId = Annotated[Text, AfterValidator(as_site_id)]
IcpNumber = Annotated[Text, AfterValidator(as_icp_number)]
PoliceNumber = Annotated[Text, AfterValidator(as_police_number)]
CreditCode = Annotated[Text, AfterValidator(as_credit_code)]


def as_web_address(text: str) -> WebAddress:
    try:
        return web_address(text)
    except NotAWebAddress as wrong:
        raise PydanticCustomError(NO_WEB_ADDRESS, "{why}", {"why": str(wrong)}) from None


NO_WEB_ADDRESS = "web_address"
"""The type of the error in `ValidationError.errors()`; its `ctx` says `why`."""
Website = Annotated[Text, AfterValidator(lambda text: as_web_address(text).short)]
"""A website as readers see it, `www.example.gov.cn`; `web_address(…).url` is its link."""
Link = Annotated[Text, AfterValidator(lambda text: as_web_address(text).url)]
"""A whole address, `https://www.example.gov.cn/terms.html`."""
