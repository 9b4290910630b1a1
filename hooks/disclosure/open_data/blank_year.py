"""Last year's file → a blank one for another year: every section, figure and row, with last year's in comments.

`check` reports what is left empty, so nothing of last year's can pass for this year's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

from disclosure.datafiles.field_help import field_help
from disclosure.datafiles.forms import columns_of, grids_of, row_labels, short_heads
from disclosure.datafiles.models import Form
from disclosure.ledger.load import LoadedData
from disclosure.ledger.year_source import YearSource
from disclosure.problems.problem import Refusal


class NoModel(Refusal):
    """There is no year to model a new one on, or it has faults; says which."""


def blank_year(loaded: LoadedData, year: int, model: str) -> str:
    """A blank file for a year, modelled on that of another. Raises NoModel."""
    read = loaded.files.years.get(model)
    if read is None or loaded.symbols.tables(read.record.report) is None:
        known = "、".join(loaded.files.years) or "一年也没有"
        raise NoModel(f"没有 {model} 年的数据可以照着列；现有：{known}")
    return blank_after(year, loaded.year_source(model))


def model_for(year: int, years: Iterable[str]) -> int | None:
    """The last year before it, else the first there is."""
    there = sorted(int(stem) for stem in years if stem.isdecimal())
    return max((one for one in there if one < year), default=min(there, default=None))


def blank_after(year: int, last: YearSource) -> str:
    """The text of `data/years/YEAR.yml`, in the layout that `desk format` keeps."""
    data, lines = last.document.data, [line.format(year=year, last=last.file.year) for line in HEAD]
    lines += [f"year: {year}", ""]
    for kind, written in SECTIONS.items():
        if data.get(kind):
            lines += [f"{kind}:", *written(data[kind], last), ""]
    return "\n".join(lines)


def blank_first_year(year: int, stem: str, form: Form) -> str:
    """The text of an agency's first year file: the form's sections and rows, and what each is."""
    lines = [line.format(year=year, form=form.source) for line in FIRST_HEAD]
    lines += [f"year: {year}", "", "report:"]
    lines += [
        f"  {name}:  # 待填：{field_help()['ReportInfo', name]}"
        for name in ("title", "published_at")
    ]
    lines += [
        f"  covers: {year}-01-01/{year}-12-31  # 请对照报告",
        f"  form: {stem}",
        "",
        "outline:",
    ]
    lines += ["  # 章节号 → 短标题；正文的小节照报告的次序加进来，如 一（一）1: 公开的文件"]
    lines += [
        f"  {yaml_scalar(section)}: {yaml_scalar(title)}"
        for section, title in form.sections.items()
    ]
    lines += ["", "tables:"]
    for table, grids in grids_of(form).items():
        lines.append(f"  {yaml_scalar(table)}:")
        columns = columns_of(grids)
        labels = row_labels(grids)
        width = max(map(len, labels)) + 1
        for row, label in labels.items():
            heads = column_words(columns[row])
            lines.append(f"    {f'{row}:':<{width}} []  # 待填：{single_line(label)}（{heads}）")
    return "\n".join([*lines, ""])


def blank_report(data: Mapping[str, Any], last: YearSource) -> Iterator[str]:
    """The forms stay: they are the State Council's, not the year's, and the rows below are theirs."""
    for name, value in data.items():
        is_kept = name in ("form", "tables_of")
        kept, blank = f" {in_yaml(value, flow=True)}", f"  {blank_note('', value, last)}"
        yield f"  {name}:{kept if is_kept else blank}"


def blank_outline(data: Mapping[str, Any], last: YearSource) -> Iterator[str]:
    yield f"  # 章节号 → 短标题，照{last.file.year}年列出；请对着新报告逐行核对"
    for section, title in data.items():
        yield f"  {yaml_scalar(section)}: {yaml_scalar(title)}"


def blank_figures(data: Mapping[str, Any], last: YearSource) -> Iterator[str]:
    for section, found in data.items():
        yield f"  {yaml_scalar(section)}:"
        for id, value in found.items():
            yield f"    {id}: {fields_of(value)} {blank_note(last.label_of(id), value, last)}"


def fields_of(value: Any) -> str:
    """What a figure had of its own, to be given again: not its note, which was that year's."""
    names = [name for name in value if name != "note"] if isinstance(value, dict) else ["printed"]
    return f"{{{', '.join(f'{name}: ' for name in names)}}} " if len(names) > 1 else ""


def blank_tables(data: Mapping[str, Any], last: YearSource) -> Iterator[str]:
    grids = last.tables.grids if last.tables else {}
    for table, rows in data.items():
        columns, labels = columns_of(grids.get(table, ())), row_labels(grids.get(table, ()))
        heads = {column_words(found) for found in columns.values()}
        comment = f"  # 每行依次是：{min(heads)}" if len(heads) == 1 else ""
        yield f"  {yaml_scalar(table)}:{comment}"
        width = max(map(len, rows)) + 1
        for row, value in rows.items():
            label = labels.get(row, row)
            if len(heads) > 1:
                label += f"（{column_words(columns.get(row, ()))}）"
            yield f"    {f'{row}:':<{width}} []  {blank_note(label, value, last)}"


def column_words(columns: Iterable[tuple[str, str]]) -> str:
    return single_line(" ".join(short_heads(columns)))


def blank_footnotes(data: Mapping[str, Any], last: YearSource) -> Iterator[str]:
    for section, value in data.items():
        yield f"  {yaml_scalar(section)}:  {blank_note('', value, last)}"


def blank_lists(data: Mapping[str, Any], last: YearSource) -> Iterator[str]:
    """Papers, events, facts and commitments: last year's, ready to be changed once their `#` is removed."""
    for section, items in data.items():
        yield f"  {yaml_scalar(section)}:  # 待填；{last.file.year}年是："
        yield from (f"    # {line}" for line in in_yaml(items, flow=False).splitlines())


def blank_note(label: str, value: Any, last: YearSource) -> str:
    text = in_yaml(value, flow=True) if isinstance(value, (dict, list)) else (value or "（空）")
    return single_line(f"# 待填{f'：{label}' if label else ''}；{last.file.year}年：{text}")


def single_line(comment: str) -> str:
    """A comment that ran over lines would be data from its second line on."""
    return " ".join(comment.split())


@lru_cache(maxsize=1024)
def yaml_scalar(text: str) -> str:
    return text if text.isdecimal() else in_yaml(text, flow=True)


def in_yaml(value: Any, *, flow: bool) -> str:
    """As an editor would write it; a figure in a list of a table's row needs no quotes here, in a comment."""
    options: dict[str, Any] = {"allow_unicode": True, "width": 10**6, "sort_keys": False}
    text: str = yaml.dump(value, Dumper=TextDumper, default_flow_style=flow, **options)
    return text.removesuffix("\n").removesuffix("\n...")


class TextDumper(yaml.SafeDumper):
    """Writes `3` for the text 3: data files know no types."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  because PyYAML declares it so

    def ignore_aliases(self, data: Any) -> bool:
        return True


HEAD = (
    "# yaml-language-server: $schema=../schema/year.json",
    "# {year} 年度报告，照 {last} 年的文件列出。数照新报告原样填写，“近”“超”“约”一个字不少；报告没有说的，删去那一行。",
    "# “待填”后面是 {last} 年的，只供对照：填好一项，就可以把它后面的“# 待填……”删去。",
)
FIRST_HEAD = (
    "# yaml-language-server: $schema=../schema/year.json",
    "# {year} 年度报告，照表式（{form}）列出。数照报告原样填写，“近”“超”“约”一个字不少；统计表从左到右逐格填。",
    "# 正文里的数写在 figures 里，要先有指标（data/topics）；怎样填写，见编辑指南。",
)
SECTIONS = {
    "report": blank_report,
    "outline": blank_outline,
    "figures": blank_figures,
    "tables": blank_tables,
    "footnotes": blank_footnotes,
    **dict.fromkeys(("papers", "events", "facts", "commitments"), blank_lists),
}
"""The parts of a year file that another year has too, in order. Corrections and misprints are a year's own."""
