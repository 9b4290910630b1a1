"""WSGI application of `mkdocs serve` → the same, with pages whose policy allows the script that reloads them.

MkDocs adds that script, another one each time, to every page it serves, and the pages' Content-Security-Policy (CSP 3)
refuses what it does not name. Only pages served this way name it; built pages stay as strict as they are.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def allow_reload_script(application: WSGIApplication) -> WSGIApplication:
    """Wrap an application; answers without that script pass through, byte for byte."""

    def wrapped(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        started: list[Any] = []

        def keep(*response: Any) -> Callable[[bytes], object]:
            started.extend(response)
            return lambda _: (
                None
            )  # the callable for writing, which PEP 3333 keeps for old frameworks

        body = application(environ, keep)
        status, headers, *error = started
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            page = name_reload_script(b"".join(body))
            headers = [one for one in headers if one[0] != "Content-Length"]
            headers, body = [*headers, ("Content-Length", str(len(page)))], [page]
        start_response(status, headers, *error)
        return body

    return wrapped


def name_reload_script(page: bytes) -> bytes:
    script = RELOAD_SCRIPT.search(page)
    if script is None:
        return page
    digest = b64encode(sha256(script[1]).digest())
    return page.replace(SCRIPT_SOURCES, b"%b 'sha256-%b'" % (SCRIPT_SOURCES, digest), 1)


RELOAD_SCRIPT = re.compile(
    rb"<script>(\s*var livereload = (?:(?!</script>).)*)</script>", re.DOTALL
)
SCRIPT_SOURCES = b"script-src 'self'"
