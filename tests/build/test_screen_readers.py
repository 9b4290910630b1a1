"""What a screen reader is told: the language of a page, the name of a table, the heads of a cell."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from built import Site, Soups
from heads import cells, heads


def test_pages_say_they_are_in_chinese(each: Site):
    for path in each.folder.rglob("*.html"):
        assert '<html lang="zh-CN"' in path.read_text("utf-8"), path


def every_table(soups: Soups) -> Iterator[tuple[str, Tag]]:
    for path, page in soups.items():
        for table in page.find_all("table"):
            yield f"{path}: {table.get('class')} {table.get_text(' ', strip=True)[:30]}", table


def test_every_table_of_figures_has_a_name(each: Site):
    """A table within somebody's text has the heading over it."""
    tables = every_table(each.pages)
    assert [name for name, table in tables if table.get("class") and not table.caption] == []


def test_every_cell_has_a_head_above_it_and_one_before_it(each: Site):
    """But for a remark over a whole width, and where the form itself sets its rows side by side under heads alone."""
    found = []
    for name, table in every_table(each.pages):
        every = list(cells(table))
        rows_have_heads = any(cell.scope == "row" for cell in every)
        for cell in every:
            if cell.tag.name == "td" and "remark" not in cell.tag.get("class", []):
                above, before = heads(cell, every)
                if not above or (rows_have_heads and not before):
                    found.append(
                        f"{name}: {cell.tag.get_text(strip=True)[:20]} has {above} and {before}"
                    )
    assert not found, "\n".join(found)


def test_a_cell_of_a_statutory_table_is_told_with_all_its_heads(soup):
    page = soup("years/2022/")
    cell = page.find(id="三.withheld.inquiry.company")
    every = list(cells(cell.find_parent("table")))
    above, before = heads(next(one for one in every if one.tag is cell), every)
    assert above[-1] == "商业企业" and len(above) == 3
    assert [label[:3] for label in before] == ["三、本", "（三）", "8. "]
