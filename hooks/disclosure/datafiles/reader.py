"""The data folder → frozen records; every problem in it is found in one run.

A file with faults is still read as far as it can be: what is wrong is cut out, and what stays is checked on. Such a
record serves to find the other problems; nothing is ever published from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from disclosure.problems.problem import Place, Problems

from .empty_values import without_empties
from .misplaced import Homes, misplaced
from .models import Agency, Form, Published, Term, Topic, Verified, YearFile
from .recovery import STAND_INS, mended
from .validation_errors import tell
from .yaml_source import LARGEST, Document, Keys
from .yaml_source import read as read_document


class Glossary(RootModel[dict[str, Term]]):
    """data/glossary.yml."""


Refused = Callable[[Document], set[Keys]]
R = TypeVar("R")
Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True)
class Read(Generic[R]):
    """A record with the document it was read from, so that later problems still know their line."""

    record: R
    document: Document


@dataclass(frozen=True)
class Files:
    """Everything in the data folder, shaped but not yet checked against one another."""

    folder: str
    """The data folder as messages name it."""
    agency: Read[Agency] | None
    glossary: Read[Glossary] | None
    forms: Mapping[str, Read[Form]]
    topics: Mapping[str, Read[Topic]]
    years: Mapping[str, Read[YearFile]]
    published: Mapping[str, Read[Published]]
    verified: Mapping[str, Read[Verified]]
    stems: Mapping[str, tuple[str, ...]]
    """`years`, `topics` … → the stem of every file there is, those that could not be read as well."""
    doubtful: Mapping[str, str | None] = field(repr=False, default_factory=dict)
    """File with faults → its text; None where there is no telling what it would have defined. A name that may be one
    of its own is not called unknown."""

    def shown(self, stem: str) -> Published | None:
        """What was published of a year, by its file's stem."""
        found = self.published.get(stem)
        return found.record if found else None

    def checked(self, stem: str) -> Verified | None:
        """That a year was held against its report, by its file's stem; None too where the record is another year's."""
        found = self.verified.get(stem)
        return found.record if found and str(found.record.year) == stem else None

    def may_know(self, name: str) -> bool:
        """Whether an indicator, a chart, a sum … or a cell might be one that a file with faults was to define."""
        word = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])")
        if any(text is None or word.search(text) for text in self.doubtful.values()):
            return True
        return not name[:1].isascii() and self.forms_in_doubt

    @property
    def forms_in_doubt(self) -> bool:
        return any(file.startswith("forms/") for file in self.doubtful)


def read_files(folder: Path, problems: Problems) -> Files:
    """Read all of a data folder, in the order of its file names."""
    reader = Reader(folder, problems)
    agency = reader.shaped("agency.yml", Agency)
    glossary = reader.shaped("glossary.yml", Glossary)
    forms = reader.every("forms", Form)
    topics = reader.every("topics", Topic)
    homes = Homes.of(
        [read.record for read in forms.values()], [read.record for read in topics.values()]
    )
    years = reader.every("years", YearFile, lambda document: misplaced(document, homes, problems))
    published = reader.every("published", Published)
    verified = reader.every("verified", Verified)
    reader.look_for_strays()
    return Files(
        *(folder.name, agency, glossary, forms, topics, years, published, verified),
        stems=reader.stems,
        doubtful=reader.doubtful,
    )


def nothing(document: Document) -> set[Keys]:
    return set()


class Reader:
    """Reads one data folder."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder, self.problems = folder, problems
        self.stems: dict[str, tuple[str, ...]] = {}
        self.doubtful: dict[str, str | None] = {}

    def every(
        self, kind: str, shape: type[Record], refused: Refused = nothing
    ) -> dict[str, Read[Record]]:
        """File stem → record, for each `*.yml` in a subfolder. `refused` tells of a document's entries that are left
        out before its shape is looked at."""
        paths = sorted((self.folder / kind).glob("*.yml"))
        self.stems[kind] = tuple(path.stem for path in paths)
        found = {path.stem: self.shaped(f"{kind}/{path.name}", shape, refused) for path in paths}
        return {stem: read for stem, read in found.items() if read}

    def shaped(
        self, file: str, shape: type[Record], refused: Refused = nothing
    ) -> Read[Record] | None:
        name = f"{self.folder.name}/{file}"
        document = read_document(self.folder / file, name, self.problems)
        read = self.record(document, shape, refused) if document else None
        if self.problems.of_file(name) and not file.startswith(DEFINE_NOTHING):
            names = document and isinstance(document.data, dict)
            text = raw_text(self.folder / file)
            readable = ":" in text and "\0" not in text  # UTF-16 is not
            self.doubtful[file] = text if names or readable else None
        return read

    def record(
        self, document: Document, shape: type[Record], refused: Refused
    ) -> Read[Record] | None:
        data, unfilled = without_empties(document, refused(document), self.problems)
        for attempt in range(MOST_ATTEMPTS):
            try:
                return Read(shape.model_validate(data), document)
            except ValidationError as error:
                faults = error.errors(include_url=False)
            if attempt == 0:
                for fault in faults:
                    if fault["loc"] not in unfilled:
                        tell(fault, document, shape, self.problems)
            stem = Path(document.file).stem
            data = mended(data, faults, STAND_INS.get(shape.__name__, {}), stem)
        return None

    def look_for_strays(self) -> None:
        """Files that look like data and are not read, most often named anew by Windows or kept in a wrong folder."""
        for path in sorted(self.folder.rglob("*")):
            place = path.relative_to(self.folder)
            if path.is_file() and is_stray(place):
                facts = {"name": path.name, "stem": path.name.partition(".")[0]}
                hint = MISPLACED if path.suffix == ".yml" else ""
                stands = Place(f"{self.folder.name}/{place.as_posix()}")
                self.problems.add("D008", stands, hint=hint, **facts)
                if place.parts[0] in ("topics", "forms") or place.stem == "glossary":
                    self.doubtful[place.as_posix()] = raw_text(path)


def is_stray(place: Path) -> bool:
    """Of a file's path in the data folder. What an editor's programs leave behind (`.x.swp`, `~$x`) is no data."""
    if any(part.startswith((".", "~")) for part in place.parts) or place.parts[0] == "schema":
        return False
    if len(place.parts) == 1:
        return place.suffix in LOOKS_LIKE_DATA and place.name not in ("agency.yml", "glossary.yml")
    known = len(place.parts) == 2 and place.parts[0] in FOLDERS
    return place.suffix != ".md" and not (known and place.suffix == ".yml")


def raw_text(path: Path) -> str:
    try:
        with path.open("rb") if path.is_file() else BytesIO() as file:
            return file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


FOLDERS = ("forms", "topics", "years", "published", "verified")
DEFINE_NOTHING = ("years/", "published/", "verified/")
"""No name is unknown because of a fault in one of these."""
MOST_ATTEMPTS = 10
LOOKS_LIKE_DATA = (".yml", ".yaml", ".txt", ".YML", ".csv", ".xlsx")
MISPLACED = "年份文件放在 years 里，主题放在 topics 里，表式放在 forms 里"
