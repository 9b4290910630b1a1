"""MkDocs' events, and nothing else: what the site holds is decided in `disclosure`."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from disclosure.build import PLOTLY, UNUSED, Build
from disclosure.navigation import expanded
from disclosure.origin import NoCommit, origin_of
from disclosure.problems import Stopped, as_text

log = logging.getLogger("mkdocs.hooks.disclosure")
builds: dict[str, Build] = {}
"""The one build under way, from the check before anything is cleaned to the pages."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop before MkDocs empties the site folder: a bad year file leaves the last good site as it is."""
    root = Path(config.config_file_path).parent
    data, docs = root / config.extra["data"], Path(config.docs_dir)
    try:
        origin = origin_of(root, config.site_url or "", config.repo_url or "")
        build = builds["now"] = Build(root, data, docs, origin)
    except Stopped as stopped:
        raise PluginError(f"数据或页面有问题：\n\n{stopped}") from None
    except NoCommit as wrong:
        raise PluginError(str(wrong)) from None
    if len(build.problems):
        log.info("数据里有要核对的地方：\n\n%s", as_text(build.problems))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand-written pages are replaced by themselves with figures filled in; generated ones and data are added."""
    build = builds.pop("now")
    for page in build.pages():
        if written := files.get_file_from_path(page.path):
            files.remove(written)
        file = File.generated(config, page.path, content=page.content)
        # The link to edit a page opens what an editor should change; the configured address ends in docs/.
        file.edit_uri = f"../{page.edit}" if page.edit and config.repo_url else None
        files.append(file)
    for reason in build.missing:
        log.info("分享网页时没有图：%s", reason)
    files.append(File.generated(config, PLOTLY, content=build.plotly()))
    for file in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(file)
    config.nav = expanded(config.nav or [], [page.src_uri for page in files.documentation_pages()])
    return files
