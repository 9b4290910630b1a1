"""MkDocs' events, and nothing else: what the site holds is decided in `disclosure`."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from disclosure.build.build import Build
from disclosure.build.finished_html import FinishedHtml
from disclosure.build.live_reload import allow_reload_script
from disclosure.build.manifest import write_manifest
from disclosure.build.navigation import expand_nav
from disclosure.build.publish import UNTOUCHED, NotPublished, Publication
from disclosure.open_data.provenance import BadSetting, origin_of, source_date_epoch
from disclosure.pages.templating import CompiledTemplates
from disclosure.problems.os_errors import chinese_advice
from disclosure.problems.problem import DataErrors, as_text, one_line

log = logging.getLogger("mkdocs.hooks.disclosure")
in_place = False
"""Whether MkDocs is to write straight into the site folder, as `mkdocs serve` and `--dirty` want it."""
builds: dict[str, Build] = {}
"""The one build under way, from the check before anything is written to its last file."""
publications: dict[str, Publication] = {}
"""Where that build is written, if not in place."""
finished: dict[str, FinishedHtml] = {}
"""What stays out of the Markdown of the page that is being turned into HTML, by its path."""
under_way = ExitStack()
"""What is to be put back as it was once that build has ended, well or not."""


def on_startup(command: str, dirty: bool) -> None:
    global in_place  # MkDocs says so once, before there is anything to keep it in
    in_place = command == "serve" or dirty


def on_config(config: MkDocsConfig) -> None:
    """Build beside the site folder: whatever goes wrong, the last good site stays as it is.

    Addresses of the environment are read here and not in mkdocs.yml, where MkDocs refuses some of them before any hook
    is asked, and with no word of the environment. `mkdocs serve` has set its own by now.
    """
    config.site_url = config.site_url or os.environ.get("SITE_URL", "")
    config.repo_url = config.repo_url or os.environ.get("REPOSITORY_URL", "")
    # overrides/ frames every page: MkDocs need not look through the theme's 14,000 files, of which none is used.
    config.theme.dirs = config.theme.dirs[:1]
    try:
        publication = Publication(Path(config.site_dir))
        if in_place:
            publication.check(Path(config.config_file_path).resolve().parent)
            return
        publication.begin(Path(config.config_file_path).parent)
    except NotPublished as refused:
        raise PluginError(one_line(str(refused))) from None
    under_way.callback(publication.give_up)
    under_way.callback(setattr, config, "site_dir", config.site_dir)
    publications["now"] = publication
    config.site_dir = str(publication.aside)


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop before anything is written, with everything that is wrong."""
    root = Path(config.config_file_path).parent
    data, docs = root / config.extra["data"], Path(config.docs_dir)
    try:
        origin = origin_of(root, config.site_url or "", config.repo_url or "")
        build = builds["now"] = Build(root, data, docs, origin)
    except DataErrors as stopped:
        raise PluginError(f"数据或页面有问题：\n\n{stopped}") from None
    except BadSetting as wrong:
        raise PluginError(one_line(str(wrong))) from None
    config.site_url, config.repo_url = origin.site_url, origin.repository  # in their canonical form
    under_way.enter_context(source_date_epoch(origin))
    if len(build.problems):
        log.info("数据里有要核对的地方：\n\n%s", as_text(build.problems))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand-written pages are replaced by themselves with figures filled in; generated ones and data are added."""
    build = builds["now"]
    for page in build.pages():
        if written := files.get_file_from_path(page.path):
            files.remove(written)
        file = File.generated(config, page.path, content=page.content)
        # The link to edit a page opens what an editor should change; the configured address ends in docs/.
        file.edit_uri = f"../{page.edit}" if page.edit and config.repo_url else None
        files.append(file)
    for reason in build.missing:
        log.info("分享网页时没有图：%s", reason)
    ship(build, files, config)
    config.nav = expand_nav(
        config.nav or [], [page.src_uri for page in files.documentation_pages()]
    )
    return files


def ship(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Styles and scripts under the names of this build, by which the settings call them from now on."""
    for asset in build.assets:
        if written := files.get_file_from_path(asset.path):
            files.remove(written)
        files.append(File.generated(config, asset.address, content=asset.content))
    config.extra |= build.template_variables()
    named = config.extra["assets"]
    config.extra_css = [named.get(path, path) for path in config.extra_css]
    for at, script in enumerate(config.extra_javascript):
        if isinstance(script, str):
            config.extra_javascript[at] = named.get(script, script)
        else:
            script.path = named.get(script.path, script.path)


def on_env(env: Environment, **_: object) -> None:
    env.bytecode_cache = CompiledTemplates()


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    finished[page.file.src_uri] = FinishedHtml()
    return finished[page.file.src_uri].take_out(markdown)


def on_page_content(html: str, page: Page, **_: object) -> str:
    blocks = finished.pop(page.file.src_uri)
    if page.present_anchor_ids is not None:
        page.present_anchor_ids |= blocks.ids  # by which MkDocs checks links
    return blocks.put_back(html)


def on_post_build(config: MkDocsConfig) -> None:
    """The last file, then the new site in the old one's place."""
    write_manifest(Path(config.site_dir), builds["now"].origin)
    publication = publications.pop("now", None)
    try:
        if publication and not refused_by_strict_mode(config):
            publication.put_in_place()
    except NotPublished as refused:
        raise PluginError(one_line(str(refused))) from None
    on_shutdown()


def refused_by_strict_mode(config: MkDocsConfig) -> bool:
    """MkDocs counts the warnings of a strict build, and only stops after its last event."""
    counters = [
        one for one in logging.getLogger("mkdocs").handlers if isinstance(one, CountHandler)
    ]
    return config.strict and any(counter.get_counts() for counter in counters)


def on_build_error(error: Exception) -> None:
    on_shutdown()
    if advice := chinese_advice(error):
        raise PluginError(one_line(f"没有发布：{advice}。{UNTOUCHED}")) from None


def on_serve(server: LiveReloadServer, **_: object) -> None:
    if application := server.get_app():
        server.set_app(allow_reload_script(application))


def on_shutdown() -> None:
    builds.clear()
    publications.clear()
    under_way.close()
