"""A data folder and a year → the files that `desk new` and `desk record` write, each whole or not at all."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from disclosure.datafiles.reader import read_files
from disclosure.ledger.load import LoadedData, load_data
from disclosure.ledger.releases import (
    publication_to_yaml,
    releases_to_yaml,
    statements_of,
    unpublished_changes,
)
from disclosure.open_data.blank_year import NoModel, blank_first_year, blank_year, model_for
from disclosure.open_data.provenance import Origin, git
from disclosure.problems.problem import Problems, Refusal, any_error


@dataclass(frozen=True)
class RecordResult:
    """A record with a release added to it, or taken from it, not yet written."""

    path: Path
    text: str
    count: int
    """Figures of this release, or of those that are taken back."""


def new_year(folder: Path, year: int, like: int | None) -> Path:
    """Write a blank file for a year. Raises Refusal where there is one, or nothing to model it on."""
    path = folder / "years" / f"{year}.yml"
    refuse_existing(path)
    problems = Problems()
    loaded = load_data(folder, problems)
    model = str(like or model_for(year, loaded.files.stems["years"]) or "")
    if not model:
        write(path, first_year(loaded, year))
        return path
    if any_error(one for one in problems if Path(one.place.file).name == f"{model}.yml"):
        raise NoModel(f"{model} 年的文件里有问题，不能照它列；先运行 {DESK} check，改好再来")
    write(path, blank_year(loaded, year, model))
    return path


def new_workbook(folder: Path, year: int, like: int | None, path: Path) -> Path:
    """Write a workbook to fill in for a year. Raises Refusal as `new_year` does."""
    # it alone needs xlsxwriter
    from disclosure.open_data.workbooks.fill_in import fill_in_workbook

    refuse_existing(path)
    loaded = load_data(folder, Problems())
    model = str(like or model_for(year, loaded.files.stems["years"]) or "")
    made = fill_in_workbook(loaded, year, model, Origin())
    with path.open("xb") as file:
        file.write(made)
    return path


def refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Refusal(f"{path} 已经有了，没有改动它；要重来，请先把它移走")


def first_year(loaded: LoadedData, year: int) -> str:
    """A blank file where there is no year yet, from the form that is in use in that year. Raises NoModel."""
    forms = {int(stem): stem for stem in loaded.files.forms if stem.isdecimal()}
    in_use = max((since for since in forms if since <= year), default=min(forms, default=None))
    if in_use is None:
        raise NoModel("没有表式可以照着列：data/forms 里一份也没有")
    return blank_first_year(year, forms[in_use], loaded.files.forms[forms[in_use]].record)


def record_publication(loaded: LoadedData, folder: Path, at: datetime) -> list[RecordResult]:
    """The records that a release today would change."""
    return [
        RecordResult(
            path=folder / "published" / f"{stem}.yml",
            text=publication_to_yaml(stem, loaded.files.publication_record(stem), changes, at),
            count=len(changes),
        )
        for stem, changes in unpublished_changes(loaded).items()
    ]


def take_back_publication(folder: Path, since: datetime) -> list[RecordResult]:
    """The records without what was recorded on that day and later; an empty text where nothing is left.

    Raises Refusal where a release that the newest version tag has is among it. The years' own files may have
    problems: a figure that was changed without a correction is why this is asked for.
    """
    found = []
    day, tag = since.date().isoformat(), newest_version_tag(folder)
    for stem, read in read_files(folder, Problems()).published.items():
        releases = statements_of(read.record)
        taken = {moment: figures for moment, figures in releases.items() if moment[:10] >= day}
        if released := taken.keys() & released_moments(folder, stem, tag):
            what = f"{stem}.yml 里 {min(released)} 记的，版本 {tag} 已经发布"
            raise Refusal(f"{what}，不能撤；要改数，请写更正")
        kept = {moment: figures for moment, figures in releases.items() if moment not in taken}
        if taken:
            text = releases_to_yaml(stem, kept) if kept else ""
            count = sum(map(len, taken.values()))
            found.append(RecordResult(folder / "published" / f"{stem}.yml", text, count))
    return found


def newest_version_tag(folder: Path) -> str:
    """The tag of the release that was published last, `v2`; empty where there is none, or no Git."""
    return git(folder, "tag", "--list", "v*", "--sort=-creatordate").partition("\n")[0]


def released_moments(folder: Path, stem: str, tag: str) -> set[str]:
    """What a year's record had when the tag was set."""
    text = git(folder, "show", f"{tag}:./published/{stem}.yml") if tag else ""
    return set(MOMENT.findall(text))


DESK = "python hooks/desk.py"
MOMENT = re.compile(r"^  ([0-9T:-]+):$", re.MULTILINE)
"""As `publication_to_yaml` writes it."""


def write(path: Path, text: str) -> None:
    """Put the text in place of what is there. An interruption leaves the old file as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()  # of a link, what it leads to is written anew
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}-", delete=False) as aside:
        made = Path(aside.name)
    try:
        made.write_bytes(text.encode())
        made.chmod(path.stat().st_mode if path.exists() else 0o666 & ~umask())
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise


def umask() -> int:
    """What the system takes from a new file's rights; it can only be read by setting it."""
    before = os.umask(0)
    os.umask(before)
    return before
