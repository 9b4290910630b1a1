"""The built site read back: every page says what the data says, and every link leads somewhere."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import openpyxl
import pytest
import yaml
from bs4 import BeautifulSoup

import real
from built import ROOT, SHIPPED, asset, links, mkdocs, read
from disclosure import __version__
from disclosure.build.build import Build
from disclosure.build.manifest import file_entries, write_manifest
from disclosure.datafiles.models import unit_of
from disclosure.figures.figure import HEDGES, parse
from disclosure.figures.units import plain
from disclosure.ledger.load import load_ledger
from disclosure.open_data.provenance import NOWHERE
from disclosure.open_data.serialize import csv_cell
from disclosure.pages.directives.rendering import dedent_text
from disclosure.problems.problem import DataErrors
from disclosure.problems.rules import RULES

pytestmark = pytest.mark.builds


def test_the_site_builds_with_every_year_that_there_is_by_now(shipped_site):
    years = {path.stem for path in (ROOT / "data/years").glob("*.yml")}
    assert {page.parent.name for page in shipped_site.glob("years/2*/index.html")} == years


def test_every_shipped_figure_is_verified_or_its_page_says_that_it_is_not(shipped_site):
    """Only a correction may come after a verification; a year without one says so."""
    for year in load_ledger(SHIPPED).disclosure.years.values():
        page = (shipped_site / f"years/{year.year}/index.html").read_text("utf-8")
        if not year.verified:
            assert "还没有对照原文核对" in page
            continue
        unverified = {entry.id for entry in year.unverified}
        assert unverified <= {one.figure for one in year.file.corrections}
        assert ("还要核对的" in page) == bool(unverified)


@pytest.fixture(scope="module")
def rows(site):
    return json.loads((site / "data/figures.json").read_text("utf-8"))


def test_the_csv_says_what_the_json_says(each):
    site, rows = each.folder, json.loads((each.folder / "data/figures.json").read_text("utf-8"))
    with (site / "data/figures.csv").open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert (site / "data/figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(told) == len(rows)
    for row, other in zip(rows, told, strict=True):
        for key, value in row.items():
            number = key in ("value", "min", "max") and value is not None
            assert (
                (Decimal(other[key]) == Decimal(str(value)))
                if number
                else other[key] == ("" if value is None else str(value))
            )


def test_the_json_has_every_figure_and_every_cell(ledger, rows):
    """21 figures of the narrative and 11 + 175 + 15 cells of the statutory tables, as the file has them."""
    latest = ledger.disclosure.latest
    assert [row["id"] for row in rows] == list(latest.entries)
    assert len(latest.narrative) == 21
    assert len(rows) - len(latest.narrative) == 2 * 3 + 1 + 2 + 1 + 25 * 7 + 3 * 5
    for row in rows:
        figure = latest.entries[row["id"]].figure
        assert row["printed"] == (figure.printed if figure else None)


def test_printed_text_parses_to_the_published_numbers(ledger, rows):
    """Nothing between the parser and the file bent a number: each row is parsed afresh from its printed text."""
    indicators = ledger.disclosure.indicators
    for row in (row for row in rows if row["id"] in indicators):
        figure = parse(row["printed"], unit_of(indicators[row["id"]]))
        assert [row["value"], row["min"], row["max"]] == [
            None if bound is None else float(bound)
            for bound in (figure.value, figure.low, figure.high)
        ]
        assert row["qualifier"] == figure.qualifier


def test_every_figure_on_every_page_is_as_printed(each):
    """The element's text is the printed text, its value the parsed one, and its link the figure's own place."""
    ledger, soups = each.ledger, each.pages
    entries = {(entry.year, entry.id): entry for entry in ledger.disclosure.entries()}
    shown = set()
    for address, page in soups.items():
        for element in page.select("a.figure"):
            ((target, fragment),) = links(address, wrapped(element))
            entry = entries[int(target.split("/")[1]), fragment]
            assert element.get_text() == entry.figure.printed
            assert element.data["value"] == plain(entry.figure.value)
            assert entry.figure.qualifier in element["class"]
            shown.add(entry.id)
    numbers = {
        entry.id for entry in entries.values() if entry.figure and entry.figure.value is not None
    }
    assert shown == numbers  # nothing that was printed is missing from the pages


def wrapped(element):
    page = type(element)(name="div")
    page.append(element.__copy__())
    return page


def test_a_chart_draws_what_its_table_and_its_file_say(each):
    site, soups = each.folder, each.pages
    found = 0
    for page in soups.values():
        for chart in page.select('figure.chart:is([data-kind="bars"], [data-kind="parts"])'):
            plot = json.loads(chart.select_one("script.plot").string)
            with (site / f"data/charts/{chart['id']}.csv").open(
                encoding="utf-8-sig", newline=""
            ) as file:
                told = [row for row in csv.DictReader(file) if row["value"] != "0"]
            table = [row.select_one("data") for row in chart.select("tbody tr")]
            printed = [data.get_text() for data in table]
            for text, row in zip(printed, told, strict=True):
                assert row["printed"] == ("" if row["computed"] else text)
            assert [data["value"] for data in table] == [row["value"] for row in told]
            body, *words = plot["data"]
            for trace in words:
                cells = chart.select("td > span:not(.bar, .piece), td > b")
                with_units = [cell.get_text() for cell in cells]
                assert [text.strip("<b>/ ≤≈≥") for text in trace["text"]] == with_units
            values = [Decimal(row["value"]) for row in told]
            scale = sum(values) if chart["data-kind"] == "parts" else max(values)
            shares = [
                re.search(r"--share:([\d.]+)", bar["style"])[1]
                for bar in chart.select("tbody tr .bar")
            ]
            for share, value, length in zip(shares, values, body["x"], strict=True):
                exact = value / scale
                assert abs(Decimal(share) - exact) < Decimal("0.0001")
                assert length == pytest.approx(float(exact), abs=0.0001)
            found += 1
    assert found >= 8


def test_the_year_page_holds_the_whole_report_in_statutory_order(ledger, soup):
    year, page = ledger.disclosure.latest, soup("years/2022/")
    headings = [heading["id"] for heading in page.select("h2[id], h3[id], h4[id]")]
    assert headings == list(year.file.outline)
    text = page.select_one("article").get_text()
    said = [*year.file.facts.values(), *year.file.commitments.values()]
    papers = [paper.title for found in year.file.papers.values() for paper in found]
    events = [event.what for found in year.file.events.values() for event in found]
    for words in (
        *(line for lines in said for line in lines),
        *papers,
        *events,
        *year.file.footnotes.values(),
    ):
        assert words in text
    for entry in year.narrative:
        record = page.find(id=entry.id)
        assert record.select_one(".printed").get_text() == entry.figure.printed
        assert entry.definition in record.get_text()


def test_zero_dash_and_blank_stay_three_things(soup, tmp_path):
    page = soup("years/2022/")
    assert page.find(id="三.granted.total").get_text() == "0"
    assert page.find(id="三.granted.company").get_text() == "—"
    data = tmp_path / "data"
    # without the record of what was published, from which no cell may differ
    real.copied(data, "published")
    year = data / "years/2022.yml"
    text = year.read_text("utf-8")
    blanked = re.sub(r"(carried_out: +\[0), —", r"\1, ~", text)
    assert blanked != text
    year.write_text(blanked, "utf-8")
    said = mkdocs(tmp_path / "site", DISCLOSURE_DATA=str(data))
    assert said.returncode == 0, said.stderr
    cell = read(tmp_path / "site")["years/2022/"].find(id="三.carried_out.company")
    assert cell.get_text() == "" and cell.select_one(".blank")
    rows = {
        row["id"]: row
        for row in json.loads((tmp_path / "site/data/figures.json").read_text("utf-8"))
    }
    blank, dash, zero = (
        rows[f"三.{cell}"] for cell in ("carried_out.company", "granted.company", "granted.total")
    )
    assert (blank["printed"], blank["value"], blank["qualifier"]) == (None, None, None)
    assert (dash["printed"], dash["value"], dash["qualifier"]) == ("—", None, "none")
    assert (zero["printed"], zero["value"], zero["qualifier"]) == ("0", 0, "exact")


def test_every_link_leads_somewhere_and_nothing_is_an_orphan(each):
    site, soups = each.folder, each.pages
    ids = {
        address: {element["id"] for element in page.find_all(id=True)}
        for address, page in soups.items()
    }
    for address, page in soups.items():
        for target, fragment in links(address, page):
            assert target in soups or (site / target).is_file(), f"{address} → {target}"
            if fragment and target in soups:
                assert fragment in ids[target], f"{address} → {target}#{fragment}"
    reached, waiting = set(), [""]
    while waiting:
        address = waiting.pop()
        if address not in reached:
            reached.add(address)
            waiting += [target for target, _ in links(address, soups[address]) if target in soups]
    assert reached == set(soups)


def test_every_page_has_one_heading_its_own_title_and_description(each):
    soups = each.pages
    titles = [page.title.string for page in soups.values()]
    descriptions = [
        page.find("meta", attrs={"name": "description"})["content"] for page in soups.values()
    ]
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)
    for address, page in soups.items():
        assert len(page.find_all("h1")) == 1, address
        assert page.html["lang"].startswith("zh")
        found = [element["id"] for element in page.find_all(id=True)]
        assert len(found) == len(set(found)), address


def test_no_page_names_another_host_as_a_source(each):
    for page in each.pages.values():
        for tag, attribute in (
            ("script", "src"),
            ("link", "href"),
            ("img", "src"),
            ("iframe", "src"),
        ):
            for element in page.find_all(tag, **{attribute: True}):
                assert "//" not in element[attribute]


def test_the_pencil_opens_the_file_an_editor_should_change(tmp_path):
    said = mkdocs(tmp_path / "site", REPOSITORY_URL="https://code.example/agency/site")
    assert said.returncode == 0, said.stderr
    pages = read(tmp_path / "site")
    pencils = {
        address: pages[address].select_one("a[rel=edit]")["href"]
        for address in ("years/2022/", "topics/push/", "")
    }
    base = "https://code.example/agency/site/edit/main/"
    assert pencils == {
        "years/2022/": f"{base}data/years/2022.yml",
        "topics/push/": f"{base}docs/topics/push.md",
        "": f"{base}docs/index.md",
    }


def test_bad_data_stops_the_build_and_leaves_the_last_site_alone(tmp_path):
    data, target = tmp_path / "data", tmp_path / "site"
    real.copied(data)
    target.mkdir()
    (target / "index.html").write_text("the last good site")
    write_manifest(target, NOWHERE)
    year = data / "years/2022.yml"
    spoilt = year.read_text("utf-8").replace("274件", "275件").replace("34.67万人", "34.67万入")
    year.write_text(spoilt, "utf-8")
    before, _, _ = spoilt.partition("入,")
    place = f"{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}"
    said = mkdocs(target, DISCLOSURE_DATA=str(data))
    assert said.returncode != 0
    assert f"data/years/2022.yml:{place}  D301  “34.67万入”里的“入”" in said.stderr
    assert "Traceback" not in said.stderr
    assert (target / "index.html").read_text() == "the last good site"


def test_a_page_that_others_link_to_must_be_there(tmp_path):
    docs = tmp_path / "docs"
    shutil.copytree(ROOT / "docs", docs)
    (docs / "topics/push.md").unlink()
    (docs / "about/glossary.md").unlink()
    with pytest.raises(DataErrors) as stopped:
        Build(ROOT, real.data(), docs)
    assert [(p.code, p.place.file) for p in stopped.value.problems] == [
        ("D503", "docs/about/glossary.md"),
        ("D503", "docs/topics/push.md"),
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-", "-"),
        ("—", "—"),
        ("+1036", "+1036"),
        ("-2.5%", "-2.5%"),
        ("-2.5%+A1", "'-2.5%+A1"),
        ("9条", "9条"),
        (Decimal("-1.50"), "-1.5"),
        (None, None),
    ],
)
def test_no_cell_of_a_csv_runs_as_a_formula(value, written):
    assert csv_cell(value) == written


def test_trends_appear_with_comparable_years_and_not_before(soups, made_up_site):
    assert not any(page.select(".trend") for page in soups.values())
    pages = read(made_up_site)
    trends = {chart["id"] for page in pages.values() for chart in page.select(".trend")}
    assert {"push-sealed-trend", "decisions-by-kind-trend", "normative-documents-trend"} <= trends
    table = pages["topics/decisions/"].select_one("#decisions-by-kind-trend table")
    assert [row.th.string for row in table.select("tbody tr")] == ["2023年", "2022年", "2021年"]
    navigation = pages["years/2023/"].select_one(".siblings").get_text()
    assert (
        navigation.index("2023年度报告")
        < navigation.index("2022年度报告")
        < navigation.index("2021年度报告")
    )


def test_without_node_the_packaged_library_is_used(tmp_path):
    """Python alone builds a working site: a project folder without node_modules."""
    for name in ("data", "docs", "hooks", "overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    said = mkdocs(tmp_path / "site", project=tmp_path)
    assert said.returncode == 0, said.stderr
    library = asset(tmp_path / "site", "assets/plotly.min.js")
    assert "plotly.js v" in library.read_text("utf-8")[:200]
    assert library.stat().st_size > 3_000_000


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """The site after one figure was corrected, and one sum found to be misprinted in the report."""
    data = real.copied(tmp_path_factory.mktemp("corrected") / "data")
    year = data / "years/2022.yml"
    text = year.read_text("utf-8").replace("posts: 64条", "posts: 65条")
    text = text.replace("fraudulent_withdrawals: 51条", "fraudulent_withdrawals: 50条")
    entry = "  - {{on: 2026-12-04, figure: {}, was: {}, now: {}, why: 抄录有误}}\n"
    corrections = entry.format("channels.wechat.posts", "64条", "65条")
    corrections += entry.format("decisions.fraudulent_withdrawals", "51条", "50条")
    text += f"\nprinted_so:\n  decisions.kinds: 总数多印了一件\n\ncorrections:\n{corrections}"
    year.write_text(text, "utf-8")
    target = tmp_path_factory.mktemp("corrected-site") / "built"
    said = mkdocs(target, DISCLOSURE_DATA=str(data))
    assert said.returncode == 0, said.stderr
    return target


def test_a_correction_shows_wherever_its_figure_does(corrected):
    pages = read(corrected)
    for address in ("years/2022/", "corrections/"):
        said = " ".join(pages[address].select_one(".corrected li").get_text().split())
        assert said == "微信公众号推送的消息：原来登载 64条，改为 65条 2026年12月4日 · 抄录有误"
    record = pages["years/2022/"].find(id="channels.wechat.posts")
    assert "2026年12月4日由“64条”改为“65条”：抄录有误" in record.get_text()
    cards = json.loads((corrected / "years/2022/cards.json").read_text("utf-8"))
    assert "由“64条”改为“65条”" in cards["channels.wechat.posts"]
    whole = json.loads((corrected / "data/2022.json").read_text("utf-8"))
    assert whole["corrections"][0]["was"] == "64条"


def test_a_misprint_of_the_report_shows_openly(corrected):
    pages = read(corrected)
    for address in ("years/2022/", "corrections/"):
        said = pages[address].select_one(".misprints li").get_text()
        assert "223条 + 50条 ≠ 274件" in said and "总数多印了一件" in said
    assert "1 条报告原文不一致" in pages["years/2022/"].select_one(".report-head").get_text()
    rule = pages["checks/"].find(id="2022-decisions.kinds").get_text()
    assert "核对不一致" in rule and "报告原文如此：总数多印了一件" in rule


def test_a_year_without_corrections_says_nothing_of_them(soup):
    assert not soup("years/2022/").select(".amended")
    assert "没有更正" in soup("corrections/").get_text()


def test_the_site_opens_from_a_folder_after_its_links_are_made_so(site, tmp_path):
    """As the preview of a pull request does, without a server."""
    folder = Path(shutil.copytree(site, tmp_path / "site"))
    subprocess.run([sys.executable, ROOT / "scripts/offline.py", folder], check=True)
    for path in folder.rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for link in page.find_all("a", href=True):
            target = urldefrag(unquote(link["href"])).url
            if not urlsplit(target).scheme and path.name != "404.html":
                there = (path.parent / target).resolve() if target else path
                assert there.is_file(), (path, link["href"])


def test_editing_guide_has_every_problem_code_and_hedge_word(soup):
    guide = soup("about/editing/")
    for code, rule in RULES.items():
        section = guide.find(id=code)
        wrong, right = section.find_all("pre")
        assert (wrong.get_text(), right.get_text()) == (
            dedent_text(rule.example.wrong),
            dedent_text(rule.example.right),
        )
        assert rule.title in section.get_text()
    text = guide.get_text()
    assert all(word in text for word in HEDGES)


def test_guide_to_commands_has_every_command_of_the_desk():
    guide = (ROOT / "guides/commands.md").read_text("utf-8")
    commands = re.findall(r'@desk.command\("(\w+)"', (ROOT / "hooks/desk.py").read_text("utf-8"))
    assert len(commands) == 11
    assert all(re.search(rf"^\| `{name}[ `]", guide, re.MULTILINE) for name in commands)


def test_the_blank_file_of_the_next_year_is_the_desks_own(site, tmp_path):
    data = real.copied(tmp_path / "data")
    subprocess.run(
        [sys.executable, ROOT / "hooks/desk.py", "new", "2023", "--data", data], check=True
    )
    assert (site / "data/blank/2023.yml").read_bytes() == (data / "years/2023.yml").read_bytes()


def test_the_workbook_of_the_next_year_has_every_figure_of_the_last_one(site, soup):
    path = "data/blank/2023.xlsx"
    book = openpyxl.load_workbook(site / path)
    asked = {row[8].value for row in book["正文的数"].iter_rows(min_row=4)}
    year = yaml.load((real.SOURCE / "years/2022.yml").read_text("utf-8"), yaml.CBaseLoader)
    assert asked - {None, ""} == {id for found in year["figures"].values() for id in found}
    for page in ("data/", "about/editing/"):
        assert soup(page).select('a[href$="blank/2023.xlsx"]'), page


def test_the_built_site_is_what_its_list_says(site):
    said = json.loads((site / "build.json").read_text("utf-8"))
    assert said["commit"] == os.environ["SOURCE_COMMIT"]
    assert said["committed_at"] == f"{datetime.fromtimestamp(1795500000, UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert said["files"] == file_entries(site) and len(said["files"]) > 40


@pytest.mark.parametrize("repository", ["https://code.example/agency/site", ""])
def test_every_page_says_which_commit_made_it(tmp_path, repository):
    commit = "0123456789" * 4
    said = mkdocs(tmp_path / "site", SOURCE_COMMIT=commit, REPOSITORY_URL=repository)
    assert (said.returncode, said.stderr) == (0, "")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert tmp_path / "site/404.html" in pages
    for path in pages:
        version = BeautifulSoup(path.read_text("utf-8"), "html.parser").select_one(
            "footer .version"
        )
        # A chart's own page, for the frames of other sites, says it more briefly.
        program = "" if "charts" in path.parts else f" · 程序 {__version__}"
        assert version.get_text() == f"版本 {commit[:12]}{program}"
        links = [link["href"] for link in version.select("a")]
        assert links == ([f"{repository}/commit/{commit}"] if repository else [])


def test_where_nobody_knows_a_commit_pages_say_nothing_of_one(tmp_path):
    said = mkdocs(tmp_path / "site", SOURCE_COMMIT="", REPOSITORY_URL="https://code.example/a/b")
    assert (said.returncode, said.stderr) == (0, "")
    assert not [
        path for path in (tmp_path / "site").rglob("*.html") if "版本 " in path.read_text("utf-8")
    ]
