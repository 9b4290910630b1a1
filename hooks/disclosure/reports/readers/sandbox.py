"""A report's file, of whatever origin → its lines and tables, within bounds of time, memory and size.

Another process does the reading. Nothing is fetched; only for LibreOffice, which converts old formats, is the file
written to disk again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, Any

from .blocks import Linked, ReportDocument, unpacked
from .bounds import MEMORY, MOST_BYTES, SCAN_SECONDS, SECONDS, too_slow
from .errors import SAVE_AGAIN, Unreadable
from .formats import legacy, ocr

Progress = Callable[[int, int], None]


def read_report(path: Path, name: str, progress: Progress | None = None) -> ReportDocument:
    """Read the report in a file, called `name` by the editor. Raises Unreadable.

    `progress` is called page by page with how many pages of a PDF are read and how many there are.
    """
    content = content_of(path)
    is_legacy = content.startswith(legacy.START)
    given = legacy.converted(content, path.suffix) if is_legacy else content
    answer = run_worker(given, path.suffix, progress or ignored)
    if answer.get("scan") and ocr.tesseract():
        answer = run_worker(given, path.suffix, progress or ignored, recognize=True)
    if "reason" in answer:
        raise Unreadable(answer["reason"], answer["hint"])
    linked = Linked(**{kind: tuple(names) for kind, names in answer["linked"].items()})
    digest, blocks = sha256(content).hexdigest(), unpacked(answer["blocks"])
    return ReportDocument(name, answer["kind"], digest, blocks, linked)


def content_of(path: Path) -> bytes:
    """A plain file's bytes. A pipe or a device is not opened: it might never end."""
    try:
        if path.is_dir():
            raise Unreadable("这是文件夹，不是文件", "请写出报告文件的路径")
        if not path.is_file():
            what = "这不是普通的文件" if path.exists() else "没有这个文件"
            raise Unreadable(what, "请核对文件名和路径")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except PermissionError:
        raise Unreadable("没有读这个文件的权限", "请核对文件的权限") from None
    except (OSError, ValueError):  # longer than a path may be; a zero byte in it
        raise Unreadable("读不了这个文件", "请核对文件名和路径") from None
    if len(content) > MOST_BYTES:
        hint = "请删去文件里的图片，另存一份，再试"
        raise Unreadable(f"文件超过 {MOST_BYTES // 1_000_000} MB", hint)
    return content


def run_worker(
    content: bytes, suffix: str, progress: Progress, *, recognize: bool = False
) -> dict[str, Any]:
    """What the reading process answers at last. To `recognize` text in pictures takes its time."""
    late, seconds = Event(), SCAN_SECONDS if recognize else SECONDS
    with reading(command(suffix, seconds, recognize), seconds, late) as process:
        feeding = Thread(target=feed, args=(process.stdin, content), daemon=True)
        feeding.start()
        for answer in answers(process.stdout):
            if "done" not in answer:
                return answer
            progress(answer["done"], answer["total"])
        ended = process.wait()
    if late.is_set() or -ended == OUT_OF_TIME:
        raise too_slow(seconds)
    raise Unreadable("读取程序中途退出了，文件可能坏了", SAVE_AGAIN)


@contextmanager
def reading(arguments: list[str], seconds: float, late: Event) -> Iterator[subprocess.Popen[bytes]]:
    """The reading process; it is gone when its time is over, and whatever happens here."""
    process = subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )

    def stop() -> None:
        late.set()
        process.kill()

    clock = Timer(seconds, stop)
    clock.daemon = True
    clock.start()
    try:
        yield process
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stdin):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]  # both are pipes


def command(suffix: str, seconds: float, recognize: bool) -> list[str]:
    """Isolated, Python heeds neither its variables nor the folder it is called in, so it is given where modules are."""
    bounds = {"seconds": seconds, "memory": MEMORY}
    given = json.dumps({"suffix": suffix, "recognize": recognize, **bounds})
    places = [str(HOOKS), *filter(None, sys.path)]
    return [sys.executable, "-I", "-X", "utf8", "-c", START, given, *places]


def feed(pipe: IO[bytes], content: bytes) -> None:
    with suppress(OSError, ValueError):  # it ended before it had read the file
        pipe.write(content)
        pipe.close()


def answers(pipe: IO[bytes] | None) -> Iterator[dict[str, Any]]:
    """What the reading process says, line by line; nothing more once a line is not as it ought to be."""
    assert pipe is not None
    while line := pipe.readline(MOST_ANSWER + 1):
        if len(line) > MOST_ANSWER:
            raise Unreadable("报告里的文字太多", "请只留年度报告的那几页，另存一份，再试")
        try:
            yield json.loads(line)
        except ValueError:  # it was stopped while it spoke
            return


def ignored(done: int, total: int) -> None:
    """For who does not ask."""


HOOKS = Path(__file__).resolve().parents[3]
START = """
import json, sys
sys.path[:] = sys.argv[2:]
from disclosure.reports.readers.worker import main
main(**json.loads(sys.argv[1]))
"""
MOST_ANSWER = 40_000_000
OUT_OF_TIME = 24
"""SIGXCPU: how a process ends that used up its time on the processor."""
