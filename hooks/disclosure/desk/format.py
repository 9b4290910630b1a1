"""Data files → the same in the one layout that all of them have, with what would change."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosure.datafiles.forms import columns_of
from disclosure.ledger.load import LoadedData, load_data
from disclosure.problems.problem import Problems, Refusal

from .yaml_layout import format_text
from .yaml_layout.entries import CannotLayOut
from .yaml_layout.order import KINDS, Rows


@dataclass(frozen=True)
class FormatResult:
    """One file, as it is and as it should be."""

    path: Path
    before: str
    after: str
    refused: str = ""
    """Why it is left as it is; empty where it could be laid out."""

    @property
    def differs(self) -> bool:
        return self.before != self.after

    @property
    def difference(self) -> str:
        """As `diff -u` has it."""
        name = self.path.as_posix().removeprefix(f"{Path.cwd().as_posix()}/")
        lines = self.before.splitlines(), self.after.splitlines()
        heads = (name, name, "现在", "整理后")
        return "\n".join(difflib.unified_diff(*lines, *heads, lineterm="", n=1))


def format_file(folder: Path, paths: Iterable[Path] = ()) -> Iterator[FormatResult]:
    """The data files of a folder, or only those given. Raises Refusal for one that isn't there."""
    loaded = load_data(folder, Problems())
    for path, kind in chosen(folder, paths):
        rows = rows_of(loaded, path) if kind == "year" else {}
        yield format_path(path, kind, rows)


def format_path(path: Path, kind: str, rows: Rows) -> FormatResult:
    raw = path.read_bytes()
    try:
        return FormatResult(path, raw.decode(), format_text(raw.decode("utf-8-sig"), kind, rows))
    except (CannotLayOut, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, CannotLayOut) else "不是 UTF-8 编码"
    refusal = f"{path.as_posix()} 没有整理：{reason}；先运行 python hooks/desk.py check"
    return FormatResult(path, "", "", refusal)


def chosen(folder: Path, paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """(file, kind), each once."""
    known = {
        path: name
        for name, kind in KINDS.items()
        for path in sorted(folder.glob(kind.files))
        if path.is_file()
    }
    wanted = [path.resolve() for path in paths]
    for path in wanted:
        if not any(one.resolve().is_relative_to(path) for one in known):
            raise Refusal(f"“{path}”不是数据文件夹里的文件")
    for path, kind in known.items():
        if not wanted or any(path.resolve().is_relative_to(one) for one in wanted):
            yield path, kind


def rows_of(loaded: LoadedData, path: Path) -> dict[str, list[str]]:
    """Statutory table → its rows in the order of the form that a year file says it is of."""
    read = loaded.files.years.get(path.stem)
    tables = loaded.symbols.tables(read.record.report) if read else None
    grids = tables.grids if tables else {}
    return {table: list(columns_of(found)) for table, found in grids.items()}
