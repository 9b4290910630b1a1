"""What every test shares: where the project is, its real data read once, and how hard hypothesis looks."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ordering import mark_by_fixtures, quick_first
from thorough import PROFILE

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT / "hooks") not in sys.path:
    sys.path.insert(0, str(ROOT / "hooks"))  # so that one test file runs alone too

# jsonschema builds grammars of addresses that are not ASCII, for seconds; no schema of ours has such a format.
sys.modules.setdefault("rfc3987_syntax", None)  # None: not there

# A shell that starts the suite in the background has it ignore Ctrl-C, and so would every build that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# One commit for all tests: what a build says must not depend on the commit that happens to be checked out.
os.environ |= {
    "SOURCE_COMMIT": "1234567890abcdef" * 2 + "12345678",
    "SOURCE_DATE_EPOCH": "1795500000",
}

# Every change: the same few examples, for it must not fail on what another one found. Each week: many, and others.
settings.register_profile("change", derandomize=True, deadline=None, max_examples=100)
settings.register_profile(
    "weekly",
    derandomize=False,  # where CI is set, hypothesis would have it otherwise
    deadline=None,
    max_examples=2000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(PROFILE)


pytest_plugins = ["built", "in_process_reading", "web_server"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_by_fixtures(items)
    items[:] = quick_first(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def ledger():
    """The report for 2022 as first published, read and with its sums worked out."""
    import real
    from disclosure.ledger.load import load_ledger

    return load_ledger(real.data())


@pytest.fixture(scope="session")
def three_years(tmp_path_factory):
    """Made-up years 2021 to 2023, all comparable."""
    import made_up

    return made_up.ledger(tmp_path_factory.mktemp("three"), range(2021, 2024))
