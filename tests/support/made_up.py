"""The project's data folder with made-up years in place of real ones: for tests and the benchmark, never for the site.

Every number is drawn anew, yet every tie-out holds, within a year and from one year to the next.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

from disclosure.figures.figure import parse
from disclosure.figures.period import of_year, period
from disclosure.figures.units import Unit
from disclosure.ledger.checks.coverage import recorded
from disclosure.ledger.checks.verification import record_to_yaml
from disclosure.ledger.load import load_data, load_ledger
from disclosure.ledger.records import Entry
from disclosure.ledger.tieouts import Ledger
from disclosure.open_data.resource import Resource
from disclosure.problems.problem import Place, Problems

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "report-2022"
SHAPE = DATA / "years" / "2022.yml"
TITLE = "虚构（测试用）"
YEARS = range(2021, 2024)
File = dict[str, Any]
Change = Callable[[int, File], None]


def as_it_is(year: int, file: File) -> None:
    """No change."""


def write(
    folder: Path, years: Iterable[int] = YEARS, seed: int = 0, change: Change = as_it_is
) -> Path:
    """Make `folder` a data folder. `change(year, file)` may spoil a year's file before it is written."""
    shutil.copytree(
        DATA,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("years", "published", "verified", "schema"),
    )
    (folder / "years").mkdir(exist_ok=True)
    draw, last = Random(seed), {"normative_documents": 20, "rules": 1, "carried": [1, 0]}
    for year in years:
        file = made_up_year(year, draw, last)
        change(year, file)
        text = yaml.dump(
            file, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000
        )
        (folder / "years" / f"{year}.yml").write_text(f"# {TITLE}\n{text}", "utf-8")
    return folder


def publish(folder: Path, year: int, released: dict[str, dict[str, str]]) -> None:
    """The record of what was published: day → figure or cell → as printed then."""
    (folder / "published").mkdir(exist_ok=True)
    text = yaml.dump(
        {"year": str(year), "published": released}, allow_unicode=True, sort_keys=False
    )
    (folder / "published" / f"{year}.yml").write_text(text, "utf-8")


def verify(
    folder: Path, year: int, without: Iterable[str] = (), title: str = "", set_aside: int = 0
) -> None:
    """The record that a year's file, as it is now, was held against a report on 2026-11-24; these figures not. The
    report's text has the file's figures and as many numbers more as it sets aside."""
    told = load_data(folder, Problems()).year_source(str(year))
    right = told.statements.keys() - {*without}
    sha256 = hashlib.sha256(str(year).encode()).hexdigest()
    coverage = recorded(told, sum(1 for _ in told.narrative()) + set_aside, {})
    words = title or told.file.report.title
    text = record_to_yaml(told, right, date(2026, 11, 24), words, sha256, coverage)
    (folder / "verified").mkdir(exist_ok=True)
    (folder / "verified" / f"{year}.yml").write_text(text, "utf-8")


def ledger(
    folder: Path, years: Iterable[int] = YEARS, seed: int = 0, change: Change = as_it_is
) -> Ledger:
    return load_ledger(write(folder, years, seed, change))


def made_up_year(year: int, draw: Random, last: dict[str, Any]) -> File:
    """A year in the shape of the real one. `last` is what the year before leaves, and is brought up to date."""
    file = moved(yaml.load(SHAPE.read_text("utf-8"), yaml.CBaseLoader), year)
    title = f"{TITLE}{year}年政府信息公开工作年度报告"
    file |= {"year": str(year), "corrections": [], "printed_so": {}}
    file["report"] |= {"title": title, "published_at": "example.invalid", "form": "2021"}
    made_up_tables(file["tables"], draw, last)
    printed = printed_figures(draw, handled=file["tables"]["三"]["handled"][-1])
    for figures in file["figures"].values():
        for id in figures.keys() & printed.keys():
            bare = isinstance(figures[id], str)
            figures[id] = printed[id] if bare else figures[id] | {"printed": printed[id]}
    return file


def made_up_tables(tables: File, draw: Random, last: dict[str, Any]) -> None:
    for row in ("rules", "normative_documents"):
        issued, repealed = draw.randint(1, 6), draw.randint(0, min(4, last[row]))
        last[row] += issued - repealed
        tables["二"][row] = [str(issued), str(repealed), str(last[row])]
    columns = [
        requests_of_one_kind(tables["三"], carried_in, draw) for carried_in in last["carried"]
    ]
    last["carried"] = [column["carried_out"] for column in columns]
    for row in tables["三"]:
        counts = [column[row] for column in columns]
        tables["三"][row] = [*map(str, counts), "—", "—", "—", "—", str(sum(counts))]
    for row in tables["四"]:
        results = [draw.randint(0, 4) for _ in range(4)]
        tables["四"][row] = [*map(str, results), str(sum(results))]


def on_trial(file: File, *tables: str) -> None:
    """Make these tables of a year over to the form of 2019; all of them, if none is named."""
    taken = {"tables_of": dict.fromkeys(tables, "2019")} if tables else {"form": "2019"}
    file["report"] |= taken | {"basis": file["report"].pop("basis")}
    if "二" in (tables or "二"):
        file["tables"]["二"] = {row: cells.split() for row, cells in TRIAL.items()}
    if "三" in (tables or "三"):
        rows = file["tables"]["三"]
        others = [rows.pop(row) for row in list(rows) if row.startswith("other.")]
        summed = [
            sum(map(int, column)) if column[0] != "—" else "—"
            for column in zip(*others, strict=True)
        ]
        order = [*rows]
        order.insert(order.index("handled"), "other")
        file["tables"]["三"] = {row: rows.get(row) or list(map(str, summed)) for row in order}


TRIAL = {
    "rules": "2 2 11",
    "normative_documents": "9 8 66",
    "licences": "120 +36 4472",
    "services": "210 减少3 16500",
    "penalties": "1059 -4 398",
    "compulsion": "17 0 —",
    "fees": "3 —",
    "procurement": "6 251000元",
}
"""A made-up 二 of 2019, row by row."""


def requests_of_one_kind(rows: Iterable[str], carried_in: int, draw: Random) -> dict[str, int]:
    """One column of 三: what came in is what was handled, in one way or another, and what was carried out."""
    received, carried_out = draw.randint(5, 60), draw.randint(0, 3)
    handled = received + carried_in - carried_out
    counts = {
        "received": received,
        "carried_in": carried_in,
        "handled": handled,
        "carried_out": carried_out,
    }
    outcomes = [row for row in rows if row not in counts]
    cuts = sorted(draw.randint(0, handled) for _ in outcomes[1:])
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, handled], strict=True)]
    return counts | dict(zip(outcomes, shares, strict=True))


def printed_figures(draw: Random, handled: str) -> dict[str, str]:
    """New numbers in the real report's own words: the same hedges, scales and units."""
    committee, center = draw.randint(1, 9), draw.randint(1, 9)
    underpaid, fraudulent = draw.randint(50, 400), draw.randint(5, 90)
    sealed, retired = draw.randint(40, 80), draw.randint(1001, 4999) / 100
    printed = f"""
        policies.published: {committee + center}条
        policies.by_committee: {committee}条
        policies.by_center: {center}条
        policies.under_revision: {draw.randint(1, 9)}件
        decisions.published: {underpaid + fraudulent}件
        decisions.underpaid_contributions: {underpaid}条
        decisions.fraudulent_withdrawals: {fraudulent}条
        push.retirement.early_recipients: 近{draw.randint(10, 30)}万名
        push.retirement.sms_rounds: {draw.randint(1, 9)}次
        push.retirement.app_rounds: {draw.randint(1, 9)}次
        push.retirement.recipients: {retired:.2f}万人
        push.retirement.withdrawers: {draw.randint(11, 29) / 10:.1f}万人
        push.retirement.withdrawn_amount: 近{draw.randint(2, 9)}亿元
        push.sealed.recipients: 约{sealed}万名
        push.sealed.withdrawers: 近{sealed // 2}万人
        push.sealed.withdrawn_amount: 超{draw.randint(15, 40)}亿元
        channels.website.posts: {draw.randint(900, 2500)}条
        channels.wechat.posts: {draw.randint(30, 90)}条
        channels.wechat.reads: {draw.randint(100_001, 299_999) / 100:.2f}万
        channels.wechat.followers: 突破{draw.randint(50_001, 79_999) / 100:.2f}万
        requests.handled: {handled}件
    """
    return yaml.load(printed, yaml.CBaseLoader)


def moved(value: Any, year: int) -> Any:
    """Everything dated as if the report were another year's."""
    if isinstance(value, dict):
        return {key: moved(kept, year) for key, kept in value.items()}
    if isinstance(value, list):
        return [moved(kept, year) for kept in value]
    return re.sub(r"202[123]", lambda found: str(int(found[0]) + year - 2022), value)


def entry(
    id: str,
    printed: str | None,
    year: int = 2022,
    unit: str = "件",
    span: str = "",
    since: str | None = None,
) -> Entry:
    """One figure by itself; `printed` None for a cell the report left blank."""
    figure = parse(printed, Unit.named(unit)) if printed is not None else None
    when = period(span) if span else of_year(year)
    return Entry(id, year, "一", id, figure, Place("made-up.yml"), when, since, definition="虚构")


def resource(path: str, content: bytes, **of: Any) -> Resource:
    """A file to download; `of` says what it is of, where it is of one thing alone."""
    return Resource(path, content, group="all", title="虚构", description="虚构的数", **of)
