"""A Build → a folder that plain MkDocs turns into the same pages: the site's source, rendered, with no hook left."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml

from .assets import PARTS
from .build import Build
from .navigation import expanded


class NotEmpty(Exception):
    """The folder to export to holds something already; nothing of it was touched."""


def export(build: Build, target: Path) -> None:
    """Write the rendered source to `target`, whole or not at all. Raises NotEmpty."""
    target = target.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotEmpty(f"“{target}”里已有内容，为免覆盖，没有导出；请换一个新的或空的文件夹")
    copied = (build.docs.resolve(), (build.root / "overrides").resolve())
    if any(target.is_relative_to(folder) for folder in copied):
        raise NotEmpty(f"“{target}”在要导出的文件夹里面；请换一个别处的文件夹")
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename within one file system.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as aside:
        made = Path(aside) / "site"
        write(build, made)
        if target.exists():
            target.rmdir()
        made.rename(target)


def write(build: Build, folder: Path) -> None:
    docs = folder / "docs"
    shutil.copytree(build.docs, docs, ignore=shutil.ignore_patterns("*.md", ".*"))
    shutil.rmtree(docs / PARTS, ignore_errors=True)
    shutil.copytree(build.root / "overrides", folder / "overrides")
    paths = []
    for page in build.pages():
        put(docs / page.path, page.whole)
        paths.append(page.path)
    for asset in build.assets:
        (docs / asset.path).unlink(missing_ok=True)
        put(docs / asset.address, asset.content)
    settings = (build.root / "mkdocs.yml").read_text("utf-8")
    pages = [path for path in paths if path.endswith(".md")]
    put(folder / "mkdocs.yml", without_hooks(settings, pages, build.extra()).encode())


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def without_hooks(settings: str, pages: list[str], extra: dict[str, Any]) -> str:
    """mkdocs.yml by itself. It stays text, top-level key by top-level key: its tags mean something to MkDocs alone."""
    return "".join(
        replaced(block.partition(":")[0], block, pages, extra)
        for block in re.split(r"^(?=[\w-]+:)", settings, flags=re.MULTILINE)
    )


def replaced(key: str, block: str, pages: list[str], extra: dict[str, Any]) -> str:
    if key in ("hooks", "watch"):
        return ""
    if key == "edit_uri":
        return 'edit_uri: ""\n'  # what an editor should change is not in this folder
    if key == "nav":
        nav = {key: expanded(yaml.safe_load(block)[key], pages)}
        return yaml.safe_dump(nav, allow_unicode=True, sort_keys=False)
    if key in ("extra_css", "extra_javascript"):
        return renamed(block, extra["assets"])
    if key == "extra":
        return f"{block.rstrip()}\n{lines(extra)}\n"
    return block


def renamed(block: str, assets: dict[str, str]) -> str:
    for path, address in assets.items():
        block = re.sub(rf"(?<![\w./-]){re.escape(path)}(?![\w./-])", address, block)
    return block


def lines(extra: dict[str, Any]) -> str:
    """Each value as JSON, which YAML reads too."""
    return "".join(
        f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in extra.items()
    )
