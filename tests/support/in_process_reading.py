"""Reports read within the process of the tests, each file once: for tests of what is made of a report. That a process
of its own reads it, within bounds, is tested in `test_report_readers.py`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import pytest


@pytest.fixture(scope="module")
def read_in_process() -> Iterator[None]:
    from disclosure.reports.readers import sandbox

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "run_worker", run_worker)
        yield


def run_worker(
    content: bytes,
    suffix: str,
    progress: Callable[[int, int], None],
    *,
    recognize: bool = False,
) -> dict[str, Any]:
    *pages, answer = map(json.loads, lines_of(content, suffix, recognize).splitlines())
    for page in pages:
        progress(page["done"], page["total"])
    found: dict[str, Any] = answer
    return found


@lru_cache(maxsize=64)
def lines_of(content: bytes, suffix: str, recognize: bool) -> bytes:
    """What the reading process would write: lines of JSON, the last of which is its answer."""
    from disclosure.reports.readers import worker

    out = BytesIO()
    for answer in worker.answers(content, suffix, out, recognize=recognize):
        worker.send(out, answer)
    return out.getvalue()
