"""The docs folder → files in it that a site does not publish: unknown kinds, links, and pictures that hold more."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from disclosure.datafiles.yaml_source import CONTROL
from disclosure.problems.problem import Place, Problems

from .prose import PICTURES

Fault = tuple[str, str]
"""(what is wrong, the mend)."""


def check_docs_files(folder: Path, problems: Problems) -> None:
    """Record each file that is neither a page nor a picture nor one of the program's own assets."""
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        if found := fault(path, name):
            what, hint = found
            problems.add("D506", Place(f"{folder.name}/{name}"), name=name, what=what, hint=hint)


def files(folder: Path) -> Iterator[Path]:
    """Every file and link, but for hidden ones, which MkDocs leaves out as well."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in links)
        yield from (Path(parent, name) for name in sorted([*names, *links]) if name[0] != ".")


def fault(path: Path, name: str) -> Fault | None:
    if CONTROL.search(name) or re.search(r"[\s\ufffd]", name.replace(" ", "")):
        return "文件名里有看不见的字符", "请改名"
    if path.is_symlink():
        return "是一个链接", "请把文件本身放进来"
    if not path.is_file():
        return "不是普通的文件", "请删去它"
    suffix = path.suffix.lower()
    if suffix == ".md" or (suffix in (".css", ".js") and name.startswith("assets/")):
        return None
    if suffix == ".svg":
        return svg_fault(path)
    return None if suffix in PICTURES else ("本站不登这一种文件", "")


def svg_fault(path: Path) -> Fault | None:
    """A picture in SVG may draw and nothing else: no script, no link, nothing from elsewhere."""
    hint = "请存成 png，或去掉图以外的东西（脚本、链接、外部的图和字体）"
    try:
        text = path.read_text("utf-8")
        if "<!" in COMMENT.sub("", text) or len(text) > MAX_SVG:
            return "这张 svg 图里有图以外的声明，或者太大", hint
        root = ElementTree.fromstring(text)
    except (OSError, ValueError, ElementTree.ParseError):
        return "这张 svg 图读不了", hint
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name not in SVG_ELEMENTS:
            return f"这张 svg 图里有 <{name}>", hint
        for attribute, value in element.attrib.items():
            key = attribute.rpartition("}")[2].lower()
            if key.startswith("on") or (key == "href" and not value.startswith("#")):
                return f"这张 svg 图里有“{key}”", hint
            if FROM_ELSEWHERE.search(value):
                return "这张 svg 图要用别处的东西", hint
        if FROM_ELSEWHERE.search(element.text or ""):
            return "这张 svg 图要用别处的东西", hint
    return None


COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FROM_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)
MAX_SVG = 1_000_000
SVG_ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "marker", "mask", "pattern"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
    *("linearGradient", "radialGradient", "stop", "clipPath"),
}
