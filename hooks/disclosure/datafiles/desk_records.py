"""What the desk itself writes into the data folder: which figures were published, and which were verified."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints

from disclosure.figures.period import Period
from disclosure.figures.period import period as read_period

from .field_types import Calendar, Text
from .models import DataModel, PrintedFigure


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


Date = Annotated[Period, BeforeValidator(as_date), PlainSerializer(lambda day: day.text, str)]
"""One day, as a Period for its words."""
Day = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$")
]
Digest = Annotated[str, hexadecimal(16)]
Sha256 = Annotated[str, hexadecimal(64)]


class PublicationRecord(DataModel):
    """data/published/*.yml: what readers were shown, release by release. Written by `desk record`, not by hand."""

    year: int
    published: dict[Day, dict[Text, PrintedFigure]]
    """The day of a release → what was new or different then: indicator or cell → as printed, BLANK for nothing."""


class SourceDocument(DataModel):
    """The document that a year file was checked against."""

    title: Text
    """As it was read from it."""
    sha256: Sha256
    """Of the file."""


class RecordedCoverage(DataModel):
    """How the numbers of a report's text were settled when all of them had been."""

    numbers: int = Field(ge=0)
    """How many there are. Dates, section numbers and the like are none (`numbers.SETTLED`)."""
    said: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    """Section → those that a sentence of the year file gives."""
    digest: Digest
    """`coverage.digest` of these two with the year file's figures and what it set aside."""


class VerificationRecord(DataModel):
    """data/verified/*.yml: that a year file was checked against its report. Written by `desk verify`, not by hand."""

    year: Calendar
    on: Date
    source: SourceDocument
    coverage: RecordedCoverage | None = None
    """None in a record made before verification counted the report's numbers."""
    figures: dict[Text, Digest]
    """Indicator or cell, and `report.covers` → `verification.digest` of what the year file had then."""
