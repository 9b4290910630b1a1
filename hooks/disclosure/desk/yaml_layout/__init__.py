"""A data file's text → the same data and comments in the project's one layout: order, spacing, quotes.

No YAML library writes it: those that keep comments hang them on values, and lose them once keys move. So PyYAML says
where each value stands, `entries` makes a tree of it with every comment at its entry, and writes the tree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import yaml

from disclosure.datafiles.parsing.yaml_source import parse_yaml
from disclosure.problems.problem import Problems

from .comments import comments_in
from .entries import CannotLayOut, layout_lines
from .order import Order, Rows


def format_text(text: str, kind: str, rows: Rows = MappingProxyType({})) -> str:
    """`rows` are the form's row names, by table. Raises CannotLayOut rather than lose or change anything."""
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    data, made = to_layout(clean, kind, rows)
    if made == clean:
        return made  # nothing can have been lost
    try:
        same_data, same = to_layout(made, kind, rows)
    except CannotLayOut as error:
        raise CannotLayOut(f"排好以后读不通，所以保留原样（{error}）") from error
    if same_data != data:
        raise CannotLayOut("排好以后内容会变，所以保留原样")
    if comments(made) != comments(clean):
        raise CannotLayOut("排好以后注释会变，所以保留原样")
    if same != made:
        raise CannotLayOut("再排一次又会变，所以保留原样")
    return made


def to_layout(text: str, kind: str, rows: Rows) -> tuple[Any, str]:
    """The data as read, and its new text, unchecked."""
    problems = Problems()
    document = parse_yaml(text, "", problems)
    if problem := next(iter(problems), None):
        raise CannotLayOut(f"先改好第 {problem.place.line} 行：{problem.message}")
    data = document.data if document else None
    order = Order(kind, data, rows)
    with refuse_unreadable():
        lines = layout_lines(text, order)
    up = "../" * order.kind.files.count("/")
    modeline = f"# yaml-language-server: $schema={up}schema/{kind}.json"
    return data, "\n".join([modeline, *lines, ""])


def comments(text: str) -> Counter[str]:
    """Counted by another reader, PyYAML's own, than libyaml, which places them. Raises CannotLayOut where the two
    do not agree on what is YAML."""
    with refuse_unreadable():
        return Counter(
            remark.text for remark in comments_in(text, yaml.scan(text, Loader=yaml.BaseLoader))
        )


@contextmanager
def refuse_unreadable() -> Iterator[None]:
    try:
        yield
    except yaml.YAMLError as error:
        raise CannotLayOut(f"读不懂这样的写法：{str(error).splitlines()[0]}") from error
