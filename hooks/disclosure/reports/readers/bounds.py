"""Bounds of size, time and memory for reading a report. The editing guide states them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType

from .errors import SAVE_AGAIN, Unreadable

SECONDS = 60
"""Of the clock, for reading a report and all that is made of it; of the processor too where that can be bounded."""
SCAN_SECONDS = 600
"""For recognizing text in scans: some seconds a page."""
MEMORY = 2_000_000_000
"""Bytes of address space. Reading the reports tried takes a tenth."""
MOST_BYTES = 30_000_000
"""Of the file that is read."""
MOST_PAGES = 300
"""Of a PDF."""
MOST_CELLS = 20_000
"""Of the whole report. The statutory tables have about 300."""
MOST_LINES = 20_000
"""A long report has about 1,000."""
MOST_SLOTS = 1_000_000
"""What the cells of one report cover together: spans make much of a small file."""


def too_many(count: int, most: int, what: str) -> Unreadable:
    return Unreadable(f"{what}有 {count} 个，超过 {most} 个", "这不像一份年度报告；请核对文件")


def too_slow(seconds: float) -> Unreadable:
    return Unreadable(f"超过 {seconds:g} 秒没有读完", SAVE_AGAIN)


@contextmanager
def within_bounds(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Raises Unreadable when the time is over or the memory used up."""
    try:
        with limited_time(seconds), limited_memory(memory):
            yield
    except OutOfTime:
        raise too_slow(seconds) from None
    except MemoryError:
        raise Unreadable(OUT_OF_MEMORY, SAVE_AGAIN) from None


class OutOfTime(BaseException):
    """No Exception: nothing that handles one is to go on."""


@contextmanager
def limited_time(seconds: float) -> Iterator[None]:
    """By an alarm of the system, which breaks off a search for a pattern too, while no other thread would run. Windows
    has none, and only the main thread can have a handler."""
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def limited_memory(memory: int) -> Iterator[None]:
    """Only where the system says how much the process has already, and heeds limits: on Linux."""
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    except (ImportError, OSError, ValueError):
        yield
        return
    most = used + memory if hard == resource.RLIM_INFINITY else min(used + memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def limit_process(seconds: int, memory: int, file_size: int = 0) -> None:
    """Bound this process for good: time on the processor, address space, bytes of a file that it writes. Windows has no
    `resource`: there the clock of the process that waits is the only bound."""
    try:
        import resource
    except ImportError:
        return
    bounds = {"RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_CORE": 0}
    bounds["RLIMIT_FSIZE"] = file_size
    for name, most in bounds.items():
        with suppress(AttributeError, ValueError, OSError):  # macOS refuses some
            resource.setrlimit(getattr(resource, name), (most, most + 1))  # the first one tells why


OUT_OF_MEMORY = "读这个文件要用太多内存"
