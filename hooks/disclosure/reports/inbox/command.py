"""`desk inbox`: one run, with its worklist beside the report and what it wrote copied for a workflow to hand on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from disclosure.desk.uploads import ANSWERS, INBOX, WORKLIST, uploads
from disclosure.desk.year_files import write

from .intake import Intake, take_in
from .worklist import Worklist, as_comment, as_html, as_page


def run(
    root: Path, folder: Path, on: date, *, edit_at: str = "", is_fork: bool = False
) -> Worklist | None:
    """None where there is no report."""
    intake = take_in(root, folder, on)
    if intake is None:
        return None
    worklist = Worklist(intake, edit_at, is_fork)
    if (root / INBOX).is_dir() and not (root / INBOX).is_symlink():
        write(root / INBOX / WORKLIST, as_page(worklist))
    return worklist


def copy_changes(root: Path, worklist: Worklist, target: Path) -> None:
    """What was written, under its path in the project; the worklist for a summary and for a comment; and a file `done`
    once the report can be taken out."""
    for path in worklist.intake.changed:
        if path.is_relative_to(root):
            write(target / path.relative_to(root), path.read_text("utf-8"))
    write(target / "worklist.md", as_html(worklist) + "\n")  # what follows it is Markdown again
    write(target / "comment.md", as_comment(worklist))
    if worklist.intake.done:
        write(target / "done", "")


def clear(root: Path, intake: Intake) -> None:
    """Take the report and our own files out of the folder, once all is done."""
    if intake.done:
        own = [root / INBOX / name for name in (ANSWERS, WORKLIST)]
        for path in [*uploads(root / INBOX), *own]:
            path.unlink(missing_ok=True)


def summary(worklist: Worklist, *, removed: bool) -> str:
    """One line for the terminal: counts alone, nothing of the report, since a log obeys some lines."""
    intake = worklist.intake
    if intake.done:
        out = "报告已从收件夹移走" if removed else f"请把报告移出 {INBOX}"
        if intake.is_copied:
            return f"{intake.year} 年的填写簿办完了：{UNVERIFIED}；{out}。"
        return f"{intake.year} 年的报告办完了：全都对上了，核对记录已写好；{out}。"
    left = f"还有 {len(intake.questions)} 处要定，{len(worklist.errors)} 处要改"
    return f"{left}：请看 {INBOX}/{WORKLIST}，在 {INBOX}/{ANSWERS} 里打钩，再运行一次。"


UNVERIFIED = "年份文件已经写好，还没有对照报告核对，把报告的原件传上来就能核对"
