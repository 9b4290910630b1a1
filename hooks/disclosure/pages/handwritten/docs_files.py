"""The docs folder → files in it that a site does not publish: unknown kinds, links, pictures that hold more, and pages
whose address another page or file has."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from disclosure.datafiles.checks.stray_files import start_of, year_in
from disclosure.datafiles.models import Agency
from disclosure.datafiles.parsing.yaml_source import CONTROL
from disclosure.datafiles.reader import ParsedFile
from disclosure.problems.problem import Place, Problems, nearest

from .allowed_html import PICTURES

FileFault = tuple[str, str]
"""(what is wrong, the fix)."""


def check_docs_files(folder: Path, problems: Problems) -> None:
    """Record each file that is neither a page nor a picture nor one of the program's own assets."""
    pages: dict[str, str] = {}
    for path in docs_files(folder):
        name = path.relative_to(folder).as_posix()
        if found := file_fault(path, name) or address_fault(name, pages):
            what, hint = found
            name = name.encode("utf-8", "replace").decode()  # a system may let names be no UTF-8
            problems.add("D506", Place(f"{folder.name}/{name}"), name=name, what=what, hint=hint)


def check_badges(file: ParsedFile[Agency] | None, folder: Path, problems: Problems) -> None:
    """Record each picture of agency.yml's `badges` that pages could not show, or that all of them would wait for."""
    if not file or not file.record.badges:
        return
    names = {path.relative_to(folder).as_posix() for path in docs_files(folder)}
    for number, badge in enumerate(file.record.badges):
        if fault := badge_fault(folder, badge.picture, names):
            what, hint = fault
            place = file.document.place("badges", number, "picture")
            problems.add("D508", place, picture=badge.picture, what=what, hint=hint)


def badge_fault(folder: Path, name: str, names: set[str]) -> FileFault | None:
    kinds = "、".join(sorted(one[1:] for one in BADGES))
    if Path(name).suffix not in BADGES:
        return f"不是 {kinds} 图片", ""
    if name not in names:
        return "不在页面文件夹里，或大小写不同", where_a_badge_is(folder, name, names)
    if fault := file_fault(folder / name, name):
        return "登不了", "；".join(filter(None, (f"这个文件{fault[0]}", fault[1])))
    size = (folder / name).stat().st_size
    if size <= MAX_BADGE:
        return None
    most = f"有 {size // 1000} 千字节，上限是 {MAX_BADGE // 1000} 千字节"
    return most, "请把图缩小，或另存成 webp"


def where_a_badge_is(folder: Path, name: str, names: set[str]) -> str:
    if "://" in name:
        return "不用别的网站上的图：请存下来，放进页面文件夹，这里写它在那里的位置"
    within = name.removeprefix(f"{folder.name}/")
    if within != name and within in names:
        return f"位置从页面文件夹里面算起，请写成 {within}"
    return nearest(name, (one for one in names if Path(one).suffix in BADGES))


def docs_files(folder: Path) -> Iterator[Path]:
    """Every file and link, but for hidden ones, which MkDocs leaves out as well."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in links)
        yield from (Path(parent, name) for name in sorted([*names, *links]) if name[0] != ".")


def file_fault(path: Path, name: str) -> FileFault | None:
    if CONTROL.search(name) or re.search(r"\s", name.replace(" ", "")):
        return "的名字里有看不见的字符", "请改名"
    if found := NOT_IN_NAMES.search(name):
        return f"的名字里有“{found[0]}”", "请改名：网址和有的系统不能用这个符号"
    if path.is_symlink():
        return "是一个链接", "请把文件本身放进来"
    if not path.is_file():
        return "不是普通的文件", "请删去它"
    if path.suffix == ".md" or (path.suffix in (".css", ".js") and name.startswith("assets/")):
        return None
    if path.suffix.lower() == ".md":
        return "的名字要以小写的 .md 结尾", "请改名"
    if path.suffix.lower() == ".svg":
        return svg_fault(path)
    if path.suffix.lower() in PICTURES:
        return picture_fault(path)
    if year := year_in(start_of(path)):
        return "是年份文件，放在这里没有人读", f"请移到 data/years/{year}.yml"
    return "本站不登这一种文件", ""


def address_of(page: str) -> str:
    """The address of a page in the docs folder: `topics/push.md` → `topics/push/`, `index.md` → the top."""
    parts = page.removesuffix(".md").split("/")
    return "".join(f"{part}/" for part in parts[: -1 if parts[-1] in INDEX else None])


def address_fault(name: str, pages: dict[str, str]) -> FileFault | None:
    """Where a page would take the place of another page or of a generated file. `pages` are those before it, by their
    addresses as a system compares them that makes no difference of capitals."""
    if not name.endswith(".md"):
        return None
    address = unicodedata.normalize("NFC", address_of(name)).casefold()
    if "." in address:
        return "的名字里有“.”", "请改名：网页的网址里没有点，文件的网址才有"
    if address.startswith(GENERATED) and address not in GENERATED:
        return "放在生成的网页那里，会和它们混在一起", "请放到 docs 的别的文件夹里"
    if (other := pages.setdefault(address, name)) != name:
        return f"和“{other}”是同一个网址", "请改名，或把两页并成一页"
    return None


def picture_fault(path: Path) -> FileFault | None:
    """A picture begins as its kind does; what is named like one may be anything else."""
    with path.open("rb") as file:
        start = file.read(12)
    return None if SIGNATURES[path.suffix.lower()].match(start) else ("里不是这一种图片", "")


def svg_fault(path: Path) -> FileFault | None:
    """A picture in SVG may draw and nothing else: no script, no link, nothing from elsewhere; and not without end."""
    hint = "请存成 png，或去掉图以外的东西（脚本、链接、外部的图和字体）"
    if path.stat().st_size > MAX_SVG:
        return f"太大，一张 svg 图最多 {MAX_SVG // 1000} 千字节", hint
    try:
        text = path.read_text("utf-8-sig")
        drawing = ElementTree.fromstring(text)
    except (OSError, ValueError, ElementTree.ParseError, RecursionError):
        return "这张 svg 图读不了", hint
    if re.search(r"<[!?]", XML_HEAD.sub("", COMMENT.sub("", text))):
        return "这张 svg 图里有图以外的声明", hint
    found = next((one for element in drawing.iter() if (one := element_fault(element))), "")
    found = found or too_much_drawn(drawing)
    return (f"这张 svg 图里有{found}", hint) if found else None


def element_fault(element: ElementTree.Element) -> str:
    """What an element of SVG has that does more than draw; empty where it has nothing."""
    space, _, name = str(element.tag).rpartition("}")
    if space != "{http://www.w3.org/2000/svg" or name not in SVG_ELEMENTS:
        return f" <{name}>"
    for attribute, value in element.attrib.items():
        key = attribute.rpartition("}")[2].lower()
        if key.startswith("on") or key == "base" or (key == "href" and not value.startswith("#")):
            return f"“{key}”"
        if FROM_ELSEWHERE.search(value):
            return f"别处的东西（{key}）"
    if name == "style" and IN_STYLE.search("".join(element.itertext())):
        return "别处的东西（style）"
    return ""


def too_much_drawn(drawing: ElementTree.Element) -> str:
    """Parts that refer to one another many times over: a few lines that keep a reader's browser busy for hours."""
    named = {element.get("id"): element for element in drawing.iter()}
    waiting = [drawing]
    for _ in range(MOST_DRAWN):
        if not waiting:
            return ""
        element = waiting.pop()
        ids = (id for value in element.attrib.values() for id in REFERENCE.findall(unquote(value)))
        waiting += [*element, *(named[id] for id in ids if id in named)]
    return f"太多东西（连同重复引用的，超过了 {MOST_DRAWN} 样）"


INDEX = ("index", "README")
"""Pages at the address of their folder."""
GENERATED = ("years/", "data/", "charts/", "assets/")
"""Folders of the site where pages and files are generated; of hand-written pages they have one at their own address."""
NOT_IN_NAMES = re.compile(r"[<>:\"|?*\\&#%{}]")
SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
"""How a file of each kind begins."""
XML_HEAD = re.compile(
    r"""\A\s*<\?xml\s+version=["']1\.[01]["'](?:\s+encoding=["'][uU][tT][fF]-8["'])?"""
    r"""(?:\s+standalone=["'](?:yes|no)["'])?\s*\?>"""
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FROM_ELSEWHERE = re.compile(
    r"url\(\s*['\"]?(?!['\"#])|@import|image|src\s*\(|javascript:|expression|\\", re.IGNORECASE
)
"""What takes something else into a drawing, in an attribute or a style; CSS may write each letter with a backslash."""
IN_STYLE = re.compile(rf"{FROM_ELSEWHERE.pattern}|url\(", re.IGNORECASE)
"""What a style must not have besides: which elements its references apply to is not looked at."""
REFERENCE = re.compile(r"#([^\s'\")]+)")
MOST_DRAWN = 50_000
"""Elements, each as often as it is drawn."""
MAX_SVG = 1_000_000
BADGES = {".png", ".webp", ".svg"}
MAX_BADGE = 100_000
SVG_ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "marker", "mask", "pattern"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
    *("linearGradient", "radialGradient", "stop", "clipPath"),
}
