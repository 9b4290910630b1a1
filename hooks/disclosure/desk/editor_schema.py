"""Shapes, words and names → JSON Schemas (draft-07), by which an editor's program completes, explains and underlines.

Names are closed where they are only used, in a year file, and open where they are made, in topics and
forms. Nothing here looks at data/years: adding a year changes no schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from disclosure.datafiles.forms import leaves, short_heads
from disclosure.datafiles.models import (
    Agency,
    Block,
    Form,
    FormLine,
    PrintedFigure,
    Term,
    Topic,
    YearFile,
)
from disclosure.datafiles.patterns import wildcard_values
from disclosure.datafiles.reader import DataFiles
from disclosure.datafiles.symbols import SymbolTable

from .model_schema import (
    ModelSchemas,
    Schema,
    Special,
    any_of,
    by_section,
    closed,
    described,
    mapping,
    ref,
)


def schemas(files: DataFiles) -> dict[str, str]:
    """File name, `year.json` → its text. A file that could not be read gives no names: look at the problems first."""
    names = SymbolTable(files)
    glossary, year = ModelSchemas(), ModelSchemas(year_fields(names), year_definitions(names))
    year.definitions["figure"] = year.of(PrintedFigure)
    made = {
        "agency": ModelSchemas().whole(Agency),
        "glossary": mapping(glossary.of(Term)) | {"definitions": glossary.definitions},
        "form": ModelSchemas({}, references(names, ANY_FIGURE)).whole(Form),
        "topic": ModelSchemas({}, references(names, NEW_FIGURE)).whole(Topic),
        "year": year.whole(YearFile),
    }
    return {f"{name}.json": text(name, body) for name, body in made.items()}


def stale(files: DataFiles, folder: Path) -> dict[str, str]:
    """File name → new text of each file in `schema/` that is out of date. Only for data whose topics and forms have no
    faults."""
    kept = {path.name: path.read_bytes() for path in (folder / "schema").glob("*.json")}
    return {name: new for name, new in schemas(files).items() if kept.get(name) != new.encode()}


def text(name: str, body: Schema) -> str:
    title, about = FILES[name]
    head = {"$schema": DRAFT, "title": title} | described(about)
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"


def references(names: SymbolTable, more: Schema) -> dict[str, Schema]:
    """Completed from what there is; a name that stands for several, or was made a moment ago, is as right."""
    return {
        "figure_name": any_of(listed(figure_names(names), "指标或格子"), more),
        "tie_out_name": any_of(listed(tie_outs(names), "勾稽关系"), ANY_TIE_OUT),
    }


def listed(words: Mapping[str, str], kind: str) -> Schema:
    return {"enum": list(words), "enumDescriptions": list(words.values())} | unknown(kind)


def pattern(names: str, kind: str) -> Schema:
    return {"type": "string", "pattern": f"^({names})$"} | unknown(kind)


def unknown(kind: str) -> Schema:
    return {"errorMessage": f"没有这样的{kind}；名字要和 data/topics、data/forms 里的一样"}


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
    """Where a year file uses names that are made elsewhere."""
    excuses = {id: described(f"{label}。") | ref("text") for id, label in tie_outs(names).items()}
    stems = [one for stem in names.files.forms for one in as_typed(stem)]
    form = {"enum": stems} | unknown("表式")
    forms = [read.record for read in names.files.forms.values()]
    titles = {
        name: described(f"{table.title}。") | form
        for one in forms
        for name, table in one.tables.items()
    }
    return {
        ("YearFile", "figures"): by_section(ref("figures")),
        ("YearFile", "tables"): tables(forms),
        ("YearFile", "printed_so"): closed(excuses) | unknown("勾稽关系"),
        ("ReportInfo", "form"): form,
        ("ReportInfo", "tables_of"): closed(titles) | unknown("统计表"),
    }


def as_typed(stem: str) -> list[str | int]:
    """A name as YAML 1.2 may see it: `2021` without quotes is a number."""
    return [int(stem), stem] if stem.isdecimal() else [stem]


def year_definitions(names: SymbolTable) -> dict[str, Schema]:
    figures = {
        id: described(f"{one.label}：{one.definition}（单位：{one.unit}，如 12{one.unit}）")
        | ref("figure")
        for id, one in names.indicators.items()
    }
    named = listed(figure_names(names), "指标或格子")
    return {"figures": closed(figures) | unknown("指标"), "figure_name": named}


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
        name: described(f"{titles[name]}。")
        | closed({row: any_of(*kinds) for row, kinds in found.items()})
        | unknown("行")
        for name, found in rows.items()
    }
    return closed(made) | unknown("统计表")


def rows_of(block: Block) -> Iterator[tuple[str, Schema]]:
    """Row → as many cells as the block has columns."""
    heads = short_heads(leaves(block.columns))
    units = own_units(block.columns)
    pairs = zip(heads, units, strict=True)
    columns = [head + (f"（{unit}）" if unit else "") for head, unit in pairs]
    many = len(columns)
    cells = {"type": "array", "items": ref("cell"), "minItems": many, "maxItems": many}
    for row, label in leaves(block.rows):
        help = f"{label}（单位：{block.unit}）。{many}格：{'、'.join(columns)}。"
        yield row, described(help) | cells


def own_units(columns: Iterable[FormLine]) -> Iterator[str | None]:
    """Of each column that holds values, the unit where it is not its block's."""
    for column in columns:
        if column.id:
            yield column.unit
        yield from own_units(column.lines)


DRAFT = "http://json-schema.org/draft-07/schema#"
FILES = {
    "agency": ("机关", "谁在公开：机关的名称、网站、电话；没有填的，页面上就不出现。"),
    "glossary": ("词汇表", "公众可能不熟的词：每个词一行，下面写解释。"),
    "form": ("表式", "国家规定的统计表：有哪些行、哪些列，哪些数必须对得上。"),
    "topic": ("主题", "一个主题：有哪些指标，画哪些图，哪些数必须对得上，哪些地方要解释。"),
    "year": ("年度报告", "一份年度报告：数字照报告原样填写，一个字不少；章节号就是出处。"),
}
"""Schema → its title, and what its files hold."""
# A topic makes indicators but no cells; a form makes the cells as well as the sums of them.
NEW_FIGURE = pattern(r"previous:\S+|[^\s:]*\*[^\s:]*|[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", "指标或格子")
ANY_FIGURE = pattern(r"(previous:)?[^\s/:：，、]+", "指标或格子")
ANY_TIE_OUT = pattern(r"[^\s/:：，、]+(/[^\s/:：，、]+)?", "勾稽关系")
