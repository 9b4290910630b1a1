"""The project's folder `inbox/` → the one report in it that waits to be taken in, or what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from disclosure.problems.problem import Place, Problems, one_line

INBOX, ANSWERS, WORKLIST = "inbox", "待定.txt", "清单.html"


def find_upload(root: Path, problems: Problems) -> Path | None:
    """The report; None where there is none, or where what lies there can't be meant, which is recorded."""
    folder = root / INBOX
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        problems.add("D613", Place(INBOX), what="它不是文件夹", hint=A_FOLDER)
        return None
    found = sorted(uploads(folder)) if folder.is_dir() else []
    if len(found) > 1:
        names = "、".join(one_line(path.name) for path in found[:SHOWN])
        more = "……" if len(found) > SHOWN else ""
        what = f"里面有 {len(found)} 份文件（{names}{more}）"
        problems.add("D613", Place(INBOX), what=what, hint=ONE)
        return None
    for path in found:
        if path.is_symlink() or not path.is_file():
            kind = "链接" if path.is_symlink() else "文件夹" if path.is_dir() else "别的东西"
            problems.add("D613", place_of(path), what=f"这是{kind}，不是文件", hint=ONE)
            return None
    return found[0] if found else None


def uploads(folder: Path) -> list[Path]:
    """All but our own files, and what programs leave behind (`.DS_Store`, `~$报告.docx`)."""
    own = ("README.md", ANSWERS, WORKLIST)
    return [
        path
        for path in folder.iterdir()
        if path.name not in own and not path.name.startswith((".", "~$"))
    ]


def report_waiting(root: Path, problems: Problems) -> None:
    """Record that there is a report still; without one nothing is wrong."""
    if path := find_upload(root, problems):
        problems.add("D613", place_of(path), what="这份报告还没有办完")


def place_of(path: Path) -> Place:
    return Place(f"{INBOX}/{path.name}")


SHOWN = 5
ONE = "一次只放一份报告的文件，别的请删去；哪一年的都行，办完一份再放一份"
A_FOLDER = "请删去它，重新建一个文件夹"
