"""The project's data folder with made-up years in place of real ones: for tests and the benchmark, never for the site.

Every number is drawn anew, yet every tie-out holds, within a year and from one year to the next.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

import yaml

from disclosure.figure import Unit, parse
from disclosure.loading import load
from disclosure.period import of_year, period
from disclosure.problems import Place
from disclosure.records import Entry
from disclosure.tieouts import Ledger

DATA = Path(__file__).resolve().parents[1] / "data"
SHAPE = DATA / "years" / "2022.yml"
TITLE = "虚构（测试用）"
Change = Callable[[int, dict[str, Any]], None]


def write(folder: Path, years: Iterable[int] = range(2021, 2024), seed: int = 0, change: Change | None = None) -> Path:
    """Make `folder` a data folder. `change(year, file)` may spoil a year's file before it is written."""
    shutil.copytree(DATA, folder, dirs_exist_ok=True, ignore=lambda path, names: names if Path(path).name == "years" else [])
    draw, last = Random(seed), {"in_force": 20, "rules": 1, "carried": [1, 0]}
    for year in years:
        file = made_up_year(year, draw, last)
        if change:
            change(year, file)
        text = yaml.dump(file, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / "years").mkdir(exist_ok=True)
        (folder / "years" / f"{year}.yml").write_text(f"# {TITLE}\n{text}", "utf-8")
    return folder


def ledger(folder: Path, years: Iterable[int] = range(2021, 2024), seed: int = 0, change: Change | None = None) -> Ledger:
    return load(write(folder, years, seed, change))


def made_up_year(year: int, draw: Random, last: dict[str, Any]) -> dict[str, Any]:
    file = moved(yaml.load(SHAPE.read_text("utf-8"), yaml.BaseLoader), year)
    file["year"] = str(year)
    file["report"] |= {"title": f"{TITLE}{year}年政府信息公开工作年度报告", "published_at": "example.invalid", "form": "2021"}
    file["corrections"] = []
    outcomes = [row for row in file["tables"]["三"] if row not in ("received", "carried_in", "handled", "carried_out")]
    requests = {row: ["0"] * 2 for row in file["tables"]["三"]}
    for column, carried_in in enumerate(last["carried"]):
        received, carried_out = draw.randint(5, 60), draw.randint(0, 3)
        handled = received + carried_in - carried_out
        parts = shared_out(handled, len(outcomes), draw)
        counts = {"received": received, "carried_in": carried_in, "handled": handled, "carried_out": carried_out}
        for row, count in (*counts.items(), *zip(outcomes, parts, strict=True)):
            requests[row][column] = str(count)
    last["carried"] = [int(count) for count in requests["carried_out"]]
    for row, counts in requests.items():
        file["tables"]["三"][row] = [*counts, "—", "—", "—", "—", str(sum(map(int, counts)))]
    for row in file["tables"]["四"]:
        results = [draw.randint(0, 4) for _ in range(4)]
        file["tables"]["四"][row] = [str(count) for count in (*results, sum(results))]
    for row, kept in (("rules", "rules"), ("normative_documents", "in_force")):
        issued = draw.randint(1, 6)
        repealed = draw.randint(0, min(4, last[kept]))
        last[kept] += issued - repealed
        file["tables"]["二"][row] = [str(issued), str(repealed), str(last[kept])]
    figures = {id: (section, value) for section, found in file["figures"].items() for id, value in found.items()}
    for id, printed in printed_figures(draw, sum(int(count) for count in requests["handled"])).items():
        section, value = figures[id]
        file["figures"][section][id] = value | {"printed": printed} if isinstance(value, dict) else printed
    return file


def printed_figures(draw: Random, handled: int) -> dict[str, str]:
    """New numbers in the real report's own words: the same hedges, scales and units."""
    committee, center = draw.randint(1, 9), draw.randint(1, 9)
    underpaid, fraudulent = draw.randint(50, 400), draw.randint(5, 90)
    return {
        "policies.published": f"{committee + center}条",
        "policies.by_committee": f"{committee}条",
        "policies.by_center": f"{center}条",
        "policies.under_revision": f"{draw.randint(1, 9)}件",
        "decisions.published": f"{underpaid + fraudulent}件",
        "decisions.underpaid_contributions": f"{underpaid}条",
        "decisions.fraudulent_withdrawals": f"{fraudulent}条",
        "push.retirement.early_recipients": f"近{draw.randint(10, 30)}万名",
        "push.retirement.sms_rounds": f"{draw.randint(1, 9)}次",
        "push.retirement.app_rounds": f"{draw.randint(1, 9)}次",
        "push.retirement.recipients": f"{draw.randint(1001, 4999) / 100:.2f}万人",
        "push.retirement.withdrawers": f"{draw.randint(11, 29) / 10:.1f}万人",
        "push.retirement.withdrawn_amount": f"近{draw.randint(2, 9)}亿元",
        "push.sealed.recipients": f"约{draw.randint(40, 80)}万名",
        "push.sealed.withdrawers": f"近{draw.randint(15, 35)}万人",
        "push.sealed.withdrawn_amount": f"超{draw.randint(15, 40)}亿元",
        "channels.website.posts": f"{draw.randint(900, 2500)}条",
        "channels.wechat.posts": f"{draw.randint(30, 90)}条",
        "channels.wechat.reads": f"{draw.randint(100_001, 299_999) / 100:.2f}万",
        "channels.wechat.followers": f"突破{draw.randint(50_001, 79_999) / 100:.2f}万",
        "requests.handled": f"{handled}件",
    }


def moved(value: Any, year: int) -> Any:
    """Everything dated as if the report were another year's."""
    if isinstance(value, dict):
        return {key: moved(kept, year) for key, kept in value.items()}
    if isinstance(value, list):
        return [moved(kept, year) for kept in value]
    return re.sub(r"202[123]", lambda found: str(int(found[0]) + year - 2022), value)


def shared_out(whole: int, parts: int, draw: Random) -> list[int]:
    cuts = sorted(draw.randint(0, whole) for _ in range(parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]


def entry(id: str, printed: str | None, year: int = 2022, unit: str = "件", span: str = "", since: str | None = None) -> Entry:
    """One figure by itself; `printed` None for a cell the report left blank."""
    figure = parse(printed, Unit.named(unit)) if printed is not None else None
    when = period(span) if span else of_year(year)
    return Entry(id, year, "一", id, figure, Place("made-up.yml"), when, since, definition="虚构")
