"""`mkdocs serve` and a browser: a page that is open shows what an editor has just saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import PATIENCE, Reader
from reader_actions import TELL
from serving_live import copied, mkdocs_serve


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return copied(tmp_path_factory.mktemp("served"))


def test_open_page_reloads_itself_when_data_or_a_page_is_saved(project: Path, browser: Browser):
    with mkdocs_serve(project) as address, Reader(browser, address) as reader:
        page = reader.new()
        page.add_init_script(TELL)
        page.goto(f"{address}about/contact/")
        for name, was, now in (
            ("data/agency.yml", "12329", "12320"),
            ("docs/about/contact.md", "# ", "# 改过的标题"),
        ):
            file = project / name
            file.write_text(file.read_text("utf-8").replace(was, now, 1), "utf-8")
            page.get_by_text(now.removeprefix("# ")).first.wait_for(timeout=PATIENCE)
        assert reader.complaints == []
