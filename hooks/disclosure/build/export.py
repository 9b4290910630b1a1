"""A Build → a folder that MkDocs or Zensical turns into the same pages: the site's source, with no hook left.

Pages are put into folders as the site has them: `topics/push.md` → `topics/push/index.md`. A link in HTML counts from
the page's address. MkDocs leaves it alone; Zensical takes it to count from the file, and moves it along. Where file and
address are one folder both say the same.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from disclosure.open_data.provenance import Origin
from disclosure.pages.handwritten.docs_files import address_of
from disclosure.pages.handwritten.front_matter import yaml_lines
from disclosure.pages.page import GeneratedFile
from disclosure.problems.problem import Refusal

from .assets import STYLE_PARTS
from .build import Build
from .navigation import expand_nav
from .settings import top_level_blocks


class NotEmpty(Refusal):
    """The folder to export to holds something already; nothing of it was touched."""


def export(build: Build, target: Path) -> None:
    """Write the rendered source to `target`, whole or not at all. Raises NotEmpty."""
    with new_folder(target, build.docs, build.root / "overrides") as made:
        write_source(build, made)


@contextmanager
def new_folder(target: Path, *copied: Path) -> Iterator[Path]:
    """A folder to be filled, which becomes `target` once all of it is there. `copied` are those it is filled from.
    Raises NotEmpty."""
    target = target.resolve()
    if ".git" in target.parts:
        raise NotEmpty(f"“{target}”在 Git 的仓库数据里；请换一个别处的文件夹")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotEmpty(f"“{target}”里已有内容，为免覆盖，没有导出；请换一个新的或空的文件夹")
    if any(target.is_relative_to(folder.resolve()) for folder in copied):
        raise NotEmpty(f"“{target}”在要导出的文件夹里面；请换一个别处的文件夹")
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename within one file system.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as aside:
        made = Path(aside) / "site"
        yield made
        if target.exists():
            target.rmdir()
        made.rename(target)


def write_source(build: Build, folder: Path) -> None:
    docs = folder / "docs"
    shutil.copytree(build.docs, docs, ignore=shutil.ignore_patterns("*.md", ".*"))
    shutil.rmtree(docs / STYLE_PARTS, ignore_errors=True)
    shutil.copytree(build.root / "overrides", folder / "overrides")
    made = list(build.pages())
    copied = {path.relative_to(docs).as_posix() for path in docs.rglob("*")}
    everything = copied.union(page.path for page in made)
    for page in made:
        page = move_page(page, everything)
        write_file(docs / page.path, page.as_bytes)
    for asset in build.assets:
        (docs / asset.path).unlink(missing_ok=True)
        write_file(docs / asset.address, asset.content)
    settings = (build.root / "mkdocs.yml").read_text("utf-8")
    pages = [page.path for page in made if page.path.endswith(".md")]
    exported = without_hooks(settings, pages, build.template_variables()) + addresses(build.origin)
    write_file(folder / "mkdocs.yml", exported.encode())


def write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def without_hooks(settings: str, pages: list[str], extra: dict[str, Any]) -> str:
    """mkdocs.yml as it is without the program."""
    blocks = top_level_blocks(settings)
    return "".join(exported_block(key, block, pages, extra) for key, block in blocks)


def addresses(origin: Origin) -> str:
    """Those that the exported data files hold; else whoever builds the folder may still say."""
    site_url = json.dumps(origin.site_url) if origin.site_url else '!ENV [SITE_URL, ""]'
    repo_url = json.dumps(origin.repository) if origin.repository else '!ENV [REPOSITORY_URL, ""]'
    return f"\nsite_url: {site_url}\nrepo_url: {repo_url}\n"


def exported_block(key: str, block: str, pages: list[str], extra: dict[str, Any]) -> str:
    if key in ("hooks", "watch", "site_url", "repo_url"):
        return ""
    if key == "theme":
        return re.sub("^( +)name: material$", NO_THEME, block, flags=re.MULTILINE)
    if key == "edit_uri":
        return 'edit_uri: ""\n'  # what an editor should change is not in this folder
    if key == "nav":
        nav = {key: move_in_nav(expand_nav(yaml.safe_load(block)[key], pages), pages)}
        return yaml.safe_dump(nav, allow_unicode=True, sort_keys=False)
    if key in ("extra_css", "extra_javascript"):
        return with_asset_addresses(block, extra["assets"])
    if key == "extra":
        return f"{block.rstrip()}\n{yaml_lines(extra, '  ')}\n"
    return block


def with_asset_addresses(block: str, assets: dict[str, str]) -> str:
    for path, address in assets.items():
        block = re.sub(rf"(?<![\w./-]){re.escape(path)}(?![\w./-])", address, block)
    return block


NO_THEME = r"\1name: null\n\1static_templates: [404.html]"
"""overrides/ frames every page by itself: what is exported needs no theme, and brings along none of its files."""


def path_at_address(path: str) -> str:
    """Where a file goes: a page into the folder of its address, anything else where it is."""
    return f"{address_of(path)}index.md" if path.endswith(".md") else path


def move_page(page: GeneratedFile, files: Collection[str]) -> GeneratedFile:
    """A page in its new place, its Markdown links turned with it. `files` are all paths in the docs folder."""
    if not page.path.endswith(".md") or isinstance(page.content, bytes):
        return page
    old, new = posixpath.dirname(page.path), posixpath.dirname(path_at_address(page.path))

    def turned(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(old, found["target"]))
        if target not in files:
            return found[0]  # another site's address, or no link at all
        return found["before"] + posixpath.relpath(path_at_address(target), new or ".")

    return replace(page, path=path_at_address(page.path), content=LINK.sub(turned, page.content))


def move_in_nav(nav: Any, pages: Collection[str]) -> Any:
    """The navigation, its pages in their new places."""
    if isinstance(nav, list):
        return [move_in_nav(item, pages) for item in nav]
    if isinstance(nav, dict):
        return {title: move_in_nav(under, pages) for title, under in nav.items()}
    return path_at_address(nav) if nav in pages else nav


LINK = re.compile(
    r"(?P<before>\]\(<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(?P<target>[^)\s#?<>]+)", re.MULTILINE
)
"""`[words](target…` and `[name]: target…`, without the fragment."""
