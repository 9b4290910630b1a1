"""What the desk writes for itself, in data/published and data/verified: frozen pydantic records, as in models.py."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from disclosure.figures.period import Period
from disclosure.figures.period import period as read_period

from .models import Calendar, Day, PrintedFigure, Shape, Text


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


class Published(Shape):
    """data/published/*.yml: what readers were shown, release by release. Written by `desk record`, not by hand."""

    year: int
    published: dict[Day, dict[Text, PrintedFigure]]
    """The day of a release → what was new or different then: indicator or cell → as printed, BLANK for nothing."""


class Against(Shape):
    """The document that a year file was held against."""

    title: Text
    """As it was read from it."""
    sha256: Sha256
    """Of the file."""


class Verified(Shape):
    """data/verified/*.yml: that a year file was held against its report. Written by `desk verify`, not by hand."""

    year: Calendar
    on: Date
    source: Against
    figures: dict[Text, Digest]
    """Indicator or cell, and `report.covers` → `verification.digest` of what the year file said then."""
