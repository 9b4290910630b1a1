"""What `desk import` and `desk verify` made of a report → text for the editor, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from disclosure.datafiles.forms import row_name, table_name
from disclosure.ledger.tieouts import Outcome
from disclosure.problems.problem import Problems, as_json

from .importing import ImportResult
from .narrative.indicator_matching import Certainty
from .narrative.mentions import Mention
from .narrative.numbers import SETTLED
from .verifying import VerificationResult


def import_as_json(imported: ImportResult | None, problems: Problems) -> str:
    """`{year, agency, form, tables_of, cells, figures, problems}`; of a report that could not be read null and empty
    lists, and the reason under `problems`.

    `cells` are `{table, row, column, printed, note}`, a blank one with null for `printed`; one that could not be read
    is absent and named in `problems`. `figures` are all printed figures of the report, `{section, printed, indicator,
    certainty, context}`: those of the narrative, and every cell that is not blank, whose indicator is its name.
    """
    made = {
        "year": imported and imported.year,
        "agency": imported and imported.agency,
        "form": imported and imported.form,
        "tables_of": imported.tables_of if imported else {},
        "cells": list(cells(imported)) if imported else [],
        "figures": [*narrative(imported), *statutory(imported)] if imported else [],
        "problems": json.loads(as_json(problems)),
    }
    return json.dumps(made, ensure_ascii=False, indent=2)


def cells(imported: ImportResult) -> Iterator[dict[str, Any]]:
    for name, value in imported.report.values.items():
        row, column = row_name(name), name.rpartition(".")[2]
        place = {"table": table_name(name), "row": row, "column": column}
        yield place | {"printed": value.text or None, "note": value.note or None}


def narrative(imported: ImportResult) -> Iterator[dict[str, Any]]:
    for match in imported.matches:
        yield {
            "section": match.mention.section.key,
            "printed": match.mention.number.printed,
            "indicator": match.indicator,
            "certainty": match.certainty,
            "context": match.mention.context,
        }


def statutory(imported: ImportResult) -> Iterator[dict[str, Any]]:
    for name, printed in imported.report.cells.items():
        if printed:
            yield {
                "section": table_name(name),
                "printed": printed,
                "indicator": name,
                "certainty": Certainty.MATCHED,
                "context": imported.labels.get(name, name),
            }


def verify_as_json(verified: VerificationResult | None, problems: Problems) -> str:
    """`{figures, verified, relied, problems, uncovered}`: how many figures and cells the year file has, how many of
    them the report prints just so, which cells agree only as the tables' reader paired them, and the numbers of the
    report that the file lacks, `{section, printed, context, line, page}`."""
    made = {
        "figures": verified.figures if verified else 0,
        "verified": len(verified.right) if verified else 0,
        "relied": verified.relied if verified else [],
        "problems": json.loads(as_json(problems)),
        "uncovered": [left_out(one) for one in verified.uncovered] if verified else [],
    }
    return json.dumps(made, ensure_ascii=False, indent=2)


def left_out(mention: Mention) -> dict[str, Any]:
    return {
        "section": mention.section.key,
        "printed": mention.number.printed,
        "context": mention.context,
        "line": mention.spot.line,
        "page": mention.spot.page or None,
    }


def verify_summary(verified: VerificationResult) -> str:
    lines = [f"{verified.figures} 个数，{len(verified.right)} 个与报告对上"]
    if verified.relied:
        tables = Counter(f"表{id.partition('.')[0]}" for id in verified.relied)
        where = "、".join(f"{table} {count} 格" for table, count in tables.items())
        lines.append(
            f"{where}没有印着同样行名的一行可以另找一遍，只照读表时的对法对上，请自己再对一眼"
        )
    if verified.uncovered:
        lines.append(f"报告里另有 {len(verified.uncovered)} 个数，年份文件没有收录")
    return "\n".join(lines)


def summary(imported: ImportResult) -> str:
    """For the terminal, a line for each kind of thing."""
    read = imported.report.tables
    blank = sum(not printed for printed in imported.report.cells.values())
    counts = Counter(match.certainty for match in imported.matches)
    kinds = Counter(one.number.kind for one in imported.others)
    others = sum(count for kind, count in kinds.items() if kind not in SETTLED)
    done = imported.outcomes
    return "\n".join(
        (
            f"{imported.agency or '（没有写单位）'}，{imported.year or '（没有写年份）'}年；"
            + "，".join(f"表{table}是{one.form}年的表式" for table, one in read.items()),
            f"统计表：读出 {len(imported.report.cells)} 格（其中空白 {blank} 格），"
            f"没有读出 {sum(len(one.gaps) for one in read.values())} 行",
            f"正文的数：填入 {counts[Certainty.MATCHED]} 个，拟填 {counts[Certainty.PROPOSED]} 个，"
            f"未收录 {counts[Certainty.UNMATCHED] + others} 个；另有日期、文号等 {kinds.total() - others} 个",
            f"加减关系：{done.get(Outcome.HOLDS, 0)} 条一致，{done.get(Outcome.FAILS, 0)} 条对不上，"
            f"{done.get(Outcome.UNDECIDED, 0)} 条不能判定，"
            f"{done.get(Outcome.BLANK, 0)} 条空格作 0 则一致",
        )
    )
