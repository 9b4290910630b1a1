"""mkdocs.yml → its settings as passages to compare: a value, a list, a line of the navigation each.

Only YAML's structure is read. Its tags (`!ENV`, `!!python/…`) mean something to MkDocs alone and are never carried out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import yaml

from .texts import FlatText, numbered


def settings_passages(text: str) -> list[FlatText]:
    """What can't be read, or is deeper than settings are or has aliases, is compared as one text."""
    with suppress(yaml.YAMLError):
        if is_plain(text):
            root = yaml.compose(text, Loader=yaml.SafeLoader)
            if root is None or isinstance(root, yaml.MappingNode):
                return [*passages("", root)] if root else []
    return [single("", " ".join(text.split()))] if text.strip() else []


def is_plain(text: str) -> bool:
    """Without aliases, of which a short file can make millions of values, and without end of nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            return False
    return True


def passages(key: str, node: yaml.Node) -> Iterator[FlatText]:
    if key in UNSEEN:
        return
    if isinstance(node, yaml.MappingNode) and not foreign(node):
        for name, value in node.value:
            yield from passages(f"{key}.{node_text(name)}".lstrip("."), value)
    elif isinstance(node, yaml.SequenceNode) and not foreign(node):
        lines = [*nav_lines(node)] if key == "nav" else [node_text(one) for one in node.value]
        items = dict(zip(numbered(lines), lines, strict=True))
        yield FlatText(f"mkdocs.yml/{key}", setting_label(key), items)
    else:
        yield single(key, node_text(node))


def nav_lines(node: yaml.SequenceNode, depth: int = 0) -> Iterator[str]:
    """`主题`, and below it, indented, `topics/push.md` or `方法：about/method.md`."""
    for one in node.value:
        if not isinstance(one, yaml.MappingNode):
            yield INDENT * depth + node_text(one)
            continue
        for title, under in one.value:
            if isinstance(under, yaml.SequenceNode):
                yield INDENT * depth + node_text(title)
                yield from nav_lines(under, depth + 1)
            else:
                yield f"{INDENT * depth}{node_text(title)}：{node_text(under)}"


def single(key: str, text: str) -> FlatText:
    return FlatText(f"mkdocs.yml/{key}".rstrip("/"), setting_label(key), {text: text})


def node_text(node: yaml.Node) -> str:
    """A value as it is written, on one line."""
    if isinstance(node, yaml.ScalarNode) and not foreign(node):
        return str(node.value)
    return " ".join(yaml.serialize(node, allow_unicode=True, width=float("inf")).split())


def foreign(node: yaml.Node) -> bool:
    """Whether it has a tag that plain YAML doesn't know."""
    return not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag


def setting_label(key: str) -> str:
    """`网站设置 · 网站名称（site_name）`."""
    named = f"{NAMES[key]}（{key}）" if key in NAMES else key
    return f"网站设置 · {named}".removesuffix(" · ")


INDENT = "　"
DEEPEST = 20
UNSEEN = {"strict", "validation", "watch", "dev_addr"}
"""Settings that change how a site is checked or worked on, and nothing that it shows."""
NAMES = {
    "site_name": "网站名称",
    "site_description": "网站简介",
    "copyright": "版权说明",
    "nav": "导航",
    "site_url": "网址",
    "repo_url": "源代码",
    "theme.favicon": "图标",
    "theme.language": "语言",
}
