"""A data folder and a year → the files that `desk new` and `desk record` write, each whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from disclosure.ledger.load import LoadedData, load_data
from disclosure.ledger.releases import publication_to_yaml, unpublished_changes
from disclosure.open_data.blank_year import NoModel, blank_first_year, blank_year, model_for
from disclosure.problems.problem import Problems, any_error


class YearExists(Exception):
    """There is a file for the year already; it was not touched."""


@dataclass(frozen=True)
class RecordResult:
    """A record with a release added to it, not yet written."""

    path: Path
    text: str
    count: int
    """Figures that are new or different in this release."""


def new_year(folder: Path, year: int, like: int | None) -> Path:
    """Write a blank file for a year. Raises YearExists and NoModel."""
    path = folder / "years" / f"{year}.yml"
    if path.exists():
        raise YearExists(f"{path} 已经有了，没有改动它；要重来，请先把它移走")
    problems = Problems()
    loaded = load_data(folder, problems)
    model = str(like or model_for(year, loaded.files.stems["years"]) or "")
    if not model:
        write(path, first_year(loaded, year))
        return path
    if any_error(one for one in problems if Path(one.place.file).name == f"{model}.yml"):
        raise NoModel(
            f"{model} 年的文件里有问题，不能照它列；先运行 python hooks/desk.py check，改好再来"
        )
    write(path, blank_year(loaded, year, model))
    return path


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
