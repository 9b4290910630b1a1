"""The data folder → frozen records; every problem in it is found in one run.

A file with faults is still read as far as it can be: what is wrong is cut out, and what stays is checked on. Such a
record serves to find the other problems; nothing is ever published from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from disclosure.problems.problem import Place, Problems

from .checks.keys import KeyLocations, misplaced_keys, remove_empty_values
from .checks.recovery import PLACEHOLDERS, remove_faulty_parts
from .checks.stray_files import FOLDERS, start_of, stray_fault, stray_files
from .checks.texts import check_texts
from .checks.validation_errors import report_validation_error
from .desk_records import PublicationRecord, VerificationRecord
from .models import Agency, Form, Term, Topic, YearFile
from .parsing.yaml_source import Keys, YamlDocument, parse_yaml, read_text


class Glossary(RootModel[dict[str, Term]]):
    """data/glossary.yml."""


FindRejected = Callable[[YamlDocument], set[Keys]]
R = TypeVar("R")
Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True)
class ParsedFile(Generic[R]):
    """A record with the document it was read from, so that later problems still know their line."""

    record: R
    document: YamlDocument


@dataclass(frozen=True)
class DataFiles:
    """Everything in the data folder, shaped but not yet checked against one another."""

    folder: str
    """The data folder as messages name it."""
    agency: ParsedFile[Agency] | None
    glossary: ParsedFile[Glossary] | None
    forms: Mapping[str, ParsedFile[Form]]
    topics: Mapping[str, ParsedFile[Topic]]
    years: Mapping[str, ParsedFile[YearFile]]
    published: Mapping[str, ParsedFile[PublicationRecord]]
    verified: Mapping[str, ParsedFile[VerificationRecord]]
    stems: Mapping[str, tuple[str, ...]]
    """`years`, `topics` … → the stem of every file there is, those that could not be read as well."""
    faulty: Mapping[str, str | None] = field(repr=False, default_factory=dict)
    """File with faults → its text; None where there is no telling what it would have defined. A name that may be one
    of its own is not called unknown."""

    def publication_record(self, stem: str) -> PublicationRecord | None:
        """What was published of a year, by its file's stem."""
        found = self.published.get(stem)
        return found.record if found else None

    def verification_record(self, stem: str) -> VerificationRecord | None:
        """When a year was checked against its report, by its file's stem; None where the record is another year's."""
        found = self.verified.get(stem)
        return found.record if found and str(found.record.year) == stem else None

    def may_define(self, name: str) -> bool:
        """Whether an indicator, a chart, a sum … or a cell might be one that a file with faults was to define."""
        word = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])")
        if any(text is None or word.search(text) for text in self.faulty.values()):
            return True
        return not name[:1].isascii() and self.has_faulty_forms

    @property
    def has_faulty_forms(self) -> bool:
        return any(file.startswith("forms/") for file in self.faulty)


def read_files(folder: Path, problems: Problems) -> DataFiles:
    """Read all of a data folder, in the order of its file names."""
    reader = FolderReader(folder, problems)
    agency = reader.read_file("agency.yml", Agency)
    glossary = reader.read_file("glossary.yml", Glossary)
    forms = reader.read_folder("forms", Form)
    topics = reader.read_folder("topics", Topic)
    locations = KeyLocations.of(
        (read.record for read in forms.values()), (read.record for read in topics.values())
    )
    years = reader.read_folder(
        "years", YearFile, lambda document: misplaced_keys(document, locations, problems)
    )
    published = reader.read_folder("published", PublicationRecord)
    verified = reader.read_folder("verified", VerificationRecord)
    reader.report_unread_files()
    return DataFiles(
        *(folder.name, agency, glossary, forms, topics, years, published, verified),
        stems=reader.stems,
        faulty=reader.faulty,
    )


def reject_nothing(document: YamlDocument) -> set[Keys]:
    return set()


class FolderReader:
    """Reads one data folder."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder, self.problems = folder, problems
        self.stems: dict[str, tuple[str, ...]] = {}
        self.faulty: dict[str, str | None] = {}
        self.misplaced: set[str] = set()
        """Files that belong in another folder."""

    def read_folder(
        self, kind: str, shape: type[Record], refused: FindRejected = reject_nothing
    ) -> dict[str, ParsedFile[Record]]:
        """File stem → record, for each `*.yml` in a subfolder. `refused` finds the entries of a document that are left
        out before its shape is looked at."""
        paths = sorted((self.folder / kind).glob("*.yml"))
        self.stems[kind] = tuple(path.stem for path in paths)
        found = {path.stem: self.read_file(f"{kind}/{path.name}", shape, refused) for path in paths}
        own = (stem for stem in found if f"{kind}/{stem}.yml" not in self.misplaced)
        self.stems[kind] = tuple(own)
        return {stem: read for stem, read in found.items() if read}

    def read_file(
        self, file: str, shape: type[Record], refused: FindRejected = reject_nothing
    ) -> ParsedFile[Record] | None:
        name = f"{self.folder.name}/{file}"
        text = read_text(self.folder / file, Place(name), self.problems)
        sound = read_sound(text, name, shape) if text is not None else None
        document = sound.document if sound else None
        if not sound and text is not None:
            document = parse_yaml(text, name, self.problems)
        if document and (kind := kind_of_another(document.data, shape)):
            self.report_misplaced(kind, document)
            return None
        rejected = refused(document) if document else set()
        if sound and not rejected:
            return sound
        read = validate(document, shape, rejected, self.problems) if document else None
        if self.problems.has_any_in(name) and not file.startswith(WITHOUT_DEFINITIONS):
            names = document and isinstance(document.data, dict)
            start = start_of(self.folder / file)
            readable = ":" in start and "\0" not in start  # UTF-16 is not
            self.faulty[file] = start if names or readable else None
        return read

    def report_misplaced(self, kind: type[BaseModel], document: YamlDocument) -> None:
        """A whole file of another kind: what is wrong with each of its keys helps nobody."""
        path = Path(document.file)
        words, folder = KINDS[kind]
        name = f"{document.data.get('year')}.yml" if kind is YearFile else path.name
        hint = f"这是{words}文件，请移到 data/{folder}/{name}"
        place = Place(document.file)
        self.problems.add("D008", place, name=path.name, why="放错了文件夹", hint=hint)
        self.misplaced.add(f"{path.parent.name}/{path.name}")

    def report_unread_files(self) -> None:
        """Files that look like data and are not read, most often named anew by Windows or kept in a wrong folder."""
        for path in stray_files(self.folder):
            place = path.relative_to(self.folder)
            stands = Place(f"{self.folder.name}/{place.as_posix()}")
            in_folder = place.parts[0] in FOLDERS and len(place.parts) == 2
            why, hint = stray_fault(path, in_folder=in_folder)
            self.problems.add("D008", stands, name=path.name, why=why, hint=hint)
            if place.parts[0] in ("topics", "forms") or place.stem == "glossary":
                self.faulty[place.as_posix()] = start_of(path)


@lru_cache(maxsize=256)
def read_sound(text: str, name: str, shape: type[Record]) -> ParsedFile[Record] | None:
    """A file in which nothing is wrong; None for any other. Of a folder read again only what changed is read anew."""
    problems = Problems()
    document = parse_yaml(text, name, problems)
    if document is None or kind_of_another(document.data, shape):
        return None
    read = validate(document, shape, set(), problems)
    return None if len(problems) else read


def validate(
    document: YamlDocument, shape: type[Record], rejected: set[Keys], problems: Problems
) -> ParsedFile[Record] | None:
    """The document as a record, without the entries `rejected` and those with faults; every fault is recorded."""
    check_texts(document, problems)
    data, unfilled = remove_empty_values(document, rejected, problems)
    for attempt in range(MAX_ATTEMPTS):
        try:
            return ParsedFile(shape.model_validate(data), document)
        except ValidationError as error:
            faults = error.errors(include_url=False)
        if attempt == 0:
            for fault in faults:
                if fault["loc"] not in unfilled:
                    report_validation_error(fault, document, shape, problems)
        stem = Path(document.file).stem
        data = remove_faulty_parts(data, faults, PLACEHOLDERS.get(shape.__name__, {}), stem)
    return None


WITHOUT_DEFINITIONS = ("years/", "published/", "verified/")
"""No name is unknown because of a fault in one of these."""
MAX_ATTEMPTS = 10
KINDS: dict[type[BaseModel], tuple[str, str]] = {
    YearFile: ("年份", "years"),
    Topic: ("主题", "topics"),
    Form: ("表式", "forms"),
}
OF_KIND: dict[type[BaseModel], set[str]] = {
    YearFile: {"report", "outline"},
    Topic: {"question", "summary"},
    Form: {"source", "sections"},
}
"""Keys that a file of each kind has, and no other."""


def kind_of_another(data: Any, shape: type[BaseModel]) -> type[BaseModel] | None:
    """Of a whole file of one kind where another belongs."""
    keys = data.keys() if isinstance(data, dict) else set()
    return next((kind for kind, own in OF_KIND.items() if own <= keys and kind is not shape), None)
