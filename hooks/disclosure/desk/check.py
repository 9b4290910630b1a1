"""What an editor asks to have checked → the problems there, whatever else may be wrong elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.build.settings import site_name
from disclosure.datafiles.checks.stray_files import stray_year_files
from disclosure.datafiles.reader import DataFiles
from disclosure.pages.load import load_data_and_pages
from disclosure.problems.problem import Place, Problem, Problems, Refusal, any_error

from .diff.git_revisions import copy_with_draft
from .editor_schema import stale
from .uploads import report_waiting


@dataclass(frozen=True)
class CheckResult:
    """The problems of the files to check, and how many there are in other files."""

    problems: tuple[Problem, ...]
    elsewhere: int = 0
    left_out: int = 0
    """How many more there are than one run lists of one file."""


def check(root: Path, data: Path, docs: Path, paths: Iterable[Path] = ()) -> CheckResult:
    """Every problem; of `paths`, where any are given, only those in these files and folders.

    A year file that lies outside the data folder is a draft: it is checked as if it were in the data folder, in
    place of that year's own file. Raises Refusal.
    """
    drafts, names = split_paths(paths, data, docs)
    problems = problems_in(data, docs) if names or not drafts else Problems()
    site_name(root / "mkdocs.yml", problems)
    own = root / "data"  # is no stray, also where another folder is checked
    for path, year in stray_year_files(root, *(one.resolve() for one in (data, docs, own))):
        hint = f"这是年份文件，请移到 data/years/{year}.yml"
        stands = Place(path.relative_to(root).as_posix())
        problems.add("D008", stands, name=path.name, why="它不在该在的文件夹里", hint=hint)
    report_waiting(root, problems)
    found = tuple(problems)
    wanted = [problem for problem in found if not names or is_within(problem.place.file, names)]
    elsewhere = len(found) - len(wanted)
    for draft in drafts:
        wanted += problems_of_draft(draft, data, docs)
    return CheckResult(tuple(sorted(wanted)), elsewhere, problems.omitted_count)


def split_paths(paths: Iterable[Path], data: Path, docs: Path) -> tuple[list[Path], list[str]]:
    """Drafts, and the names that the others have in messages."""
    drafts, names = [], []
    for path in paths:
        if not path.exists():
            raise Refusal(f"找不到“{path}”")
        if name := name_in(path.resolve(), data.resolve(), docs.resolve()):
            names.append(name)
        elif path.is_file() and path.suffix == ".yml":
            drafts.append(path)
        else:
            where = f"“{path}”不在数据文件夹，也不在 {docs.name} 里"
            raise Refusal(f"{where}；别的数据文件夹用 --data 指定")
    return drafts, names


def name_in(path: Path, *folders: Path) -> str | None:
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder.parent).as_posix()
        if folder.is_relative_to(path):
            return folder.name  # a folder around it
    return None


def is_within(file: str, names: Iterable[str]) -> bool:
    return any(file == name or file.startswith(f"{name}/") for name in names)


def problems_in(data: Path, docs: Path) -> Problems:
    problems = Problems()
    loaded, _ = load_data_and_pages(data, docs, problems)
    check_completion_files(loaded.files, data, problems)
    return problems


def check_completion_files(files: DataFiles, data: Path, problems: Problems) -> None:
    """Record each file of `schema/` that is out of date; not while the data that they come from has errors."""
    faulty = any_error(one for one in problems if is_within(one.place.file, [data.name]))
    if faulty or files.faulty or not (data / "schema").is_dir():
        return
    for name in stale(files, data):
        problems.add("D009", Place(f"{data.name}/schema/{name}"), name=f"data/schema/{name}")


def problems_of_draft(draft: Path, data: Path, docs: Path) -> Iterator[Problem]:
    """Under the name that the editor gave. Raises Refusal."""
    with TemporaryDirectory(prefix="desk-") as aside:
        path = copy_with_draft(draft, data, Path(aside))
        name = path.relative_to(aside).as_posix()
        for problem in problems_in(path.parents[1], docs):
            if problem.place.file == name:
                yield replace(problem, place=replace(problem.place, file=draft.as_posix()))
