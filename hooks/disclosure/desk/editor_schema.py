"""Shapes, words and names → JSON Schemas (draft-07), by which an editor's program completes, explains and underlines.

Names are closed where they are only used, in a year file, and open where they are made, in topics and
forms. Nothing here looks at data/years: adding a year changes no schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args, get_origin

from disclosure.datafiles import field_help, models
from disclosure.datafiles.forms import leaves, short_heads
from disclosure.datafiles.models import Agency, Block, Form, FormLine, Term, Topic, YearFile
from disclosure.datafiles.patterns import wildcard_values
from disclosure.datafiles.reader import DataFiles
from disclosure.datafiles.symbols import SymbolTable

from .model_schema import (
    KINDS,
    Schema,
    Special,
    any_of,
    closed,
    hints,
    mapping,
    of,
    of_shape,
    one_or_more,
    ref,
    says,
    schema,
)


def schemas(files: DataFiles) -> dict[str, str]:
    """File name, `year.json` → its text. A file that could not be read gives no names: look at the problems first."""
    names = SymbolTable(files)
    made = {
        "agency": schema(Agency, {}, {}),
        "glossary": mapping(ref("Term")) | {"definitions": {"Term": of_shape(Term, {})} | KINDS},
        "form": schema(Form, NAMING, references(names, ANY_FIGURE)),
        "topic": schema(Topic, NAMING, references(names, NEW_FIGURE)),
        "year": schema(YearFile, year_fields(names), year_definitions(names)),
    }
    return {f"{name}.json": text(name, body) for name, body in made.items()}


def stale(files: DataFiles, folder: Path) -> dict[str, str]:
    """File name → what it should say, of those in `schema/` that say something else. Only for files whose topics and
    forms have no faults (`doubtful`)."""
    kept = folder / "schema"
    return {
        name: text
        for name, text in schemas(files).items()
        if field_description(kept / name) != text
    }


def field_description(path: Path) -> str:
    return path.read_text("utf-8", errors="replace") if path.is_file() else ""


def text(name: str, body: Schema) -> str:
    title, about = field_help.FILES[name]
    head = {"$schema": DRAFT, "title": title, "description": about}
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"


def references(names: SymbolTable, more: Schema) -> dict[str, Schema]:
    """Completed from what there is; a name that stands for several, or was made a moment ago, is as right."""
    return {
        "figure_name": any_of(listed(figure_names(names), "指标或格子"), more),
        "tie_out_name": any_of(listed(tie_outs(names), "勾稽关系"), ANY_TIE_OUT),
    }


def listed(words: Mapping[str, str], kind: str) -> Schema:
    told = {
        "enumDescriptions": list(words.values()),
        "errorMessage": field_help.UNKNOWN.format(kind),
    }
    return {"enum": list(words)} | told


def pattern(names: str, kind: str) -> Schema:
    told = {"errorMessage": field_help.UNKNOWN.format(kind)}
    return {"type": "string", "pattern": f"^({names})$"} | told


def figure_names(names: SymbolTable) -> dict[str, str]:
    """Every indicator, and every cell of every form → its label, a cell's without the heads over its column."""
    found = {id: indicator.label for id, indicator in names.indicators.items()}
    for cells in names.cells.values():
        for id, (label, _) in cells.items():
            row, _, column = label.rpartition("·")
            found[id] = f"{row}·{column.rpartition('／')[2]}"
    return found


def tie_outs(names: SymbolTable) -> dict[str, str]:
    """Every tie-out, `三.balance/natural_person` for each row or column a rule is about → what it says."""
    labels, found = figure_names(names), {}
    for id, rule in names.rules.items():
        first = next(iter(rule.equals), "")
        if "*" not in first:
            found[id] = rule.label
            continue
        for bound in wildcard_values(first, labels):
            row, _, column = labels[first.replace("*", bound)].rpartition("·")
            found[f"{id}/{bound}"] = f"{rule.label}（{column if first.endswith('*') else row}）"
    return found


def year_fields(names: SymbolTable) -> Special:
    """Where a year file goes by the report's sections, or uses names that are made elsewhere."""
    excuses = {id: says(f"{label}。") | ref("text") for id, label in tie_outs(names).items()}
    stems = [one for stem in names.files.forms for one in as_typed(stem)]
    form = {"enum": stems, "errorMessage": field_help.UNKNOWN.format("表式")}
    titles = {
        name: says(f"{table.title}。") | form
        for read in names.files.forms.values()
        for name, table in read.record.tables.items()
    }
    by_section = {
        ("YearFile", field): sectioned(of(get_args(kind)[1]))
        for field, kind in hints(YearFile).items()
        if get_origin(kind) is dict
    }
    return by_section | {
        ("YearFile", "figures"): sectioned(ref("figures")),
        ("YearFile", "tables"): tables(read.record for read in names.files.forms.values()),
        ("YearFile", "printed_so"): closed(excuses, field_help.UNKNOWN.format("勾稽关系")),
        ("ReportInfo", "form"): form,
        ("ReportInfo", "tables_of"): closed(titles, field_help.UNKNOWN.format("统计表")),
        ("Correction", "figure"): ref("figure_name"),
    }


def sectioned(values: Schema) -> Schema:
    return mapping(says(field_help.SECTION) | values, "section")


def as_typed(stem: str) -> list[str | int]:
    """A name as YAML 1.2 may see it: `2021` without quotes is a number."""
    return [int(stem), stem] if stem.isdecimal() else [stem]


def year_definitions(names: SymbolTable) -> dict[str, Schema]:
    figures = {
        id: says(field_help.FIGURE.format(**indicator.model_dump())) | ref("figure")
        for id, indicator in names.indicators.items()
    }
    return {
        "figures": closed(figures, field_help.UNKNOWN.format("指标")),
        "figure": of(models.PrintedFigure),
        "figure_name": listed(figure_names(names), "指标或格子"),
    }


def tables(forms: Iterable[Form]) -> Schema:
    """The rows of every form there is: a year's `report.form` and `tables_of` decide which of them it has."""
    titles: dict[str, str] = {}
    rows: dict[str, dict[str, list[Schema]]] = {}
    for name, table in (pair for form in forms for pair in form.tables.items()):
        titles.setdefault(name, table.title)
        for row, kind in (pair for block in table.blocks for pair in rows_of(block)):
            kinds = rows.setdefault(name, {}).setdefault(row, [])
            kinds += [kind] * (kind not in kinds)
    made = {
        name: says(f"{titles[name]}。")
        | closed(
            {row: any_of(*kinds) for row, kinds in found.items()}, field_help.UNKNOWN.format("行")
        )
        for name, found in rows.items()
    }
    return closed(made, field_help.UNKNOWN.format("统计表"))


def rows_of(block: Block) -> Iterator[tuple[str, Schema]]:
    """Row → as many cells as the block has columns."""
    heads = short_heads(leaves(block.columns))
    units = own_units(block.columns)
    columns = [
        head + (f"（{unit}）" if unit else "") for head, unit in zip(heads, units, strict=True)
    ]
    many = len(columns)
    cells = {"type": "array", "items": ref("cell"), "minItems": many, "maxItems": many}
    for row, label in leaves(block.rows):
        words = {"label": label, "unit": block.unit, "columns": "、".join(columns)}
        yield row, says(field_help.ROW.format(many=many, **words)) | cells


def own_units(columns: Iterable[FormLine]) -> Iterator[str | None]:
    """Of each column that holds values, the unit where it is not its block's."""
    for column in columns:
        if column.id:
            yield column.unit
        yield from own_units(column.lines)


DRAFT = "http://json-schema.org/draft-07/schema#"
# A topic makes indicators but no cells; a form makes the cells as well as the sums of them.
NEW_FIGURE = pattern(r"previous:\S+|[^\s:]*\*[^\s:]*|[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", "指标或格子")
ANY_FIGURE = pattern(r"(previous:)?[^\s/:：，、]+", "指标或格子")
ANY_TIE_OUT = pattern(r"[^\s/:：，、]+(/[^\s/:：，、]+)?", "勾稽关系")
FIGURES = one_or_more(ref("figure_name"))
NAMING: Special = {
    ("TieOut", "sum"): FIGURES,
    ("TieOut", "minus"): FIGURES,
    ("TieOut", "equals"): FIGURES,
    ("Topic", "also"): FIGURES,
    ("Note", "figures"): FIGURES,
    ("Bar", "figure"): ref("figure_name"),
    ("Bar", "sum"): FIGURES,
    ("Chart", "bars"): {"type": "array", "items": any_of(ref("figure_name"), ref("Bar"))},
    ("Chart", "tie_outs"): one_or_more(ref("tie_out_name")),
}
"""Where topics and forms name figures and tie-outs."""
