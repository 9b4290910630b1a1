"""Files that look like data and lie where nobody reads them: what is wrong, and where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from disclosure.datafiles.parsing.file_kinds import foreign_kind
from disclosure.datafiles.parsing.yaml_source import MAX_BYTES


def stray_files(data: Path) -> Iterator[Path]:
    """Those in the data folder, in the order of their names."""
    for path in sorted(data.rglob("*")):
        if path.is_file() and is_unread_data_file(path.relative_to(data)):
            yield path


def is_unread_data_file(place: Path) -> bool:
    """Of a file's path in the data folder. What an editor's programs leave behind (`.x.swp`, `~$x`) is no data."""
    if any(part.startswith((".", "~")) for part in place.parts) or place.parts[0] == "schema":
        return False
    if len(place.parts) == 1:
        return place.suffix.lower() in LOOKS_LIKE_DATA and place.name not in AT_THE_TOP
    known = len(place.parts) == 2 and place.parts[0] in FOLDERS
    return place.suffix != ".md" and not (known and place.suffix == ".yml")


def stray_fault(path: Path, *, in_folder: bool) -> tuple[str, str]:
    """Why a file is not read, and what to do about it. `in_folder`: it lies in one of the folders of data files."""
    with path.open("rb") as file:
        kind = foreign_kind(file.read(MAX_BYTES))
    if kind:
        return f"这是{kind}，不是数据", NOT_DATA
    year = year_in(start_of(path))
    name = path.name.partition(".")[0]
    if in_folder:
        stem = year if year and path.parent.name == "years" else name
        return "数据文件的名字要以小写的 .yml 结尾", f"请改名为“{stem}.yml”，或移出数据文件夹"
    if year:
        return "它不在该在的文件夹里", f"这是年份文件，请移到 data/years/{year}.yml"
    return "它不在该在的文件夹里", ""


def stray_year_files(root: Path, *read: Path) -> Iterator[tuple[Path, str]]:
    """(Year file, its year) anywhere in a project but in the folders that are `read`."""
    for path in sorted(root.iterdir()):
        if path.is_dir():
            skipped = path.name in NOT_SEARCHED or (path.name[0] == "." and path.name != ".github")
            other_project = any((path / name).exists() for name in ("mkdocs.yml", "pyvenv.cfg"))
            if not (skipped or other_project or path.is_symlink() or path.resolve() in read):
                yield from stray_year_files(path, *read)
        elif path.suffix.lower() in LOOKS_LIKE_DATA and (year := year_in(start_of(path))):
            yield path, year


def year_in(text: str) -> str:
    """Which year a text is the year file of; empty where it is none."""
    found = YEAR.search(text)
    return found[1] if found and PARTS.search(text) else ""


def start_of(path: Path) -> str:
    """As much of a file as can be meant; nothing where it can't be read."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        pass
    return ""


FOLDERS = ("forms", "topics", "years", "published", "verified")
AT_THE_TOP = ("agency.yml", "glossary.yml")
LOOKS_LIKE_DATA = (".yml", ".yaml", ".txt", ".csv", ".xls", ".xlsx", ".doc", ".docx", ".pdf")
NOT_SEARCHED = ("node_modules", "tests", "site", "__pycache__")
NOT_DATA = "请移出数据文件夹；是报告的，可以让程序读成草稿：python hooks/desk.py import 报告"
YEAR = re.compile(r"^\ufeff?year: *['\"]?([0-9]{4})(?![0-9])", re.MULTILINE)
PARTS = re.compile("^(?:report|outline|figures|tables):", re.MULTILINE)
