"""A real browser on the built site, served on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from accessibility import WAYS, Way
from browsing import PATIENCE, QUIET, Reader, quick_chromium
from serving import served
from tools import missing

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def shipped_address(shipped_site: Path) -> Iterator[str]:
    with served(shipped_site) as address:
        yield address


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return request.param


@pytest.fixture(scope="session")
def made_up_address(made_up_site: Path) -> Iterator[str]:
    with served(made_up_site) as address:
        yield address


SHORT_LIVED = "--js-flags=--always-sparkplug --no-opt"
"""Pages live for a second or two here: to optimise their scripts takes longer than it saves."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = quick_chromium() or missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, SHORT_LIVED])
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    with Reader(browser, address) as reader:
        yield reader
