"""A year file → our own page of that year → what an import reads of the page: nothing gets lost on the way round."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bs4 import BeautifulSoup
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config

import made_up
from disclosure.datafiles.models import BLANK
from disclosure.ledger.load import LoadedData, load_data
from disclosure.pages.context import SiteContext
from disclosure.pages.page import year_pages
from disclosure.problems.problem import Problems
from disclosure.reports.importing import ImportResult, import_report
from disclosure.reports.readers.sandbox import read_report
from made_up import File
from thorough import examples

pytestmark = pytest.mark.usefixtures("read_in_process")

YEAR = 2023
FORMS = {
    "2021": None,
    "2019": (),
    "2021, 三 of 2019": ("三",),
    "2021, 二 of 2019": ("二",),
}
"""Which tables of the year are made over to the form of 2019; none, all, or those named."""


def data(folder: Path, form: str = "2021", seed: int = 0) -> Path:
    """A made-up data folder whose last year is of that form."""

    def change(year: int, file: File) -> None:
        tables = FORMS[form]
        if year == YEAR and tables is not None:
            made_up.on_trial(file, *tables)

    return made_up.write(folder, range(YEAR - 1, YEAR + 1), seed, change)


def year_page(loaded: LoadedData) -> str:
    """The page as MkDocs makes it, without the theme around it: a whole site takes seconds."""
    found = {page.path: page.content for page in year_pages(SiteContext(loaded.ledger))}
    _, _, text = found[f"years/{YEAR}.md"].split("---\n", 2)
    config = load_config(str(made_up.ROOT / "mkdocs.yml"))
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    head = f'<meta charset="utf-8"><title>{YEAR}年度报告</title>'
    body = without_additions(markdown.convert(text))
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>"


def without_additions(page: str) -> str:
    """The site says cells once more in short before each statutory table, and figures in the link to their address;
    no report does."""
    soup = BeautifulSoup(page, "html.parser")
    for addition in (".official > .brief", ".record > .on"):
        added = soup.select(addition)
        assert len(added) > 2
        for one in added:
            one.decompose()
    return str(soup)


def imported(path: Path, folder: Path) -> ImportResult:
    return import_report(read_report(path, path.name), folder, Problems(), agency=made_up.TITLE)


def there_and_back(folder: Path) -> tuple[LoadedData, ImportResult]:
    """What a data folder says, and what is read of its page."""
    loaded = load_data(folder, Problems())
    saved = folder.parent / "年度报告.html"
    saved.write_text(year_page(loaded), "utf-8")
    return loaded, imported(saved, folder)


def cells(loaded: LoadedData) -> dict[str, str | None]:
    told = loaded.year_source(str(YEAR)).cells
    return {name: None if text == BLANK else text for name, (text, _) in told.items()}


def gaps(found: ImportResult) -> list[str]:
    return [gap.what for read in found.report.tables.values() for gap in read.gaps]


def same_cells(loaded: LoadedData, found: ImportResult) -> None:
    file = loaded.files.years[str(YEAR)].record.report
    assert found.report.cells == cells(loaded)
    for table in "二三":  # 四 is the same in both forms
        assert found.tables_of.get(table, found.form) == file.tables_of.get(table, file.form)
    assert gaps(found) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_cells_of_a_year_come_back_from_its_page(tmp_path, form):
    same_cells(*there_and_back(data(tmp_path / "data", form)))


def test_blank_cells_and_dashes_come_back_from_the_page(tmp_path):
    def blanked(year: int, file: File) -> None:
        if year == YEAR:
            file["tables"]["三"]["granted"][1:4] = ["~", "—", "-"]
            file["tables"]["二"]["fees"] = ["~"]

    folder = made_up.write(tmp_path / "data", range(YEAR - 1, YEAR + 1), change=blanked)
    text = (folder / "years" / f"{YEAR}.yml").read_text("utf-8")
    (folder / "years" / f"{YEAR}.yml").write_text(text.replace("'~'", "~"), "utf-8")
    same_cells(*there_and_back(folder))


def test_the_whole_page_with_its_theme_is_read_too(made_up_site, tmp_path):
    folder = made_up.write(tmp_path / "data", range(2021, 2024))  # what that site is made from
    page = (made_up_site / "years" / str(YEAR) / "index.html").read_text("utf-8")
    saved = tmp_path / "index.html"
    saved.write_text(without_additions(page), "utf-8")
    same_cells(load_data(folder, Problems()), imported(saved, folder))


@settings(
    max_examples=examples(3, 60), phases=[Phase.generate]
)  # looking for less would take minutes
@given(st.integers(0, 10**6), st.sampled_from([*FORMS]))
def test_the_cells_of_any_year_come_back(seed, form):
    with TemporaryDirectory() as aside:
        same_cells(*there_and_back(data(Path(aside) / "data", form, seed)))


def test_the_page_says_which_year_it_is_and_over_which_days(tmp_path):
    _, found = there_and_back(data(tmp_path / "data"))
    assert found.year == YEAR
    assert found.report.found == {*"一二三四五六"}


def figures(loaded: LoadedData) -> set[tuple[str, str, str]]:
    narrative = loaded.year_source(str(YEAR)).narrative()
    return {(section, id, printed.printed) for section, id, printed in narrative}


def matched(found: ImportResult) -> set[tuple[str, str, str]]:
    """(section, indicator, as printed), filled in or proposed."""
    return {
        (match.mention.section.key, match.indicator, match.mention.number.printed)
        for match in found.matches
        if match.indicator
    }


@pytest.mark.parametrize("form", FORMS)
def test_each_figure_comes_back_under_its_own_indicator(tmp_path, form):
    loaded, found = there_and_back(data(tmp_path / "data", form))
    assert matched(found) == figures(loaded)
