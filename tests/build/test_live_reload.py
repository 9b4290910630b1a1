"""What `mkdocs serve` answers: pages may run MkDocs' script that reloads them, and no other inline script."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from disclosure.build.live_reload import allow_reload_script

POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'; img-src 'self'\">"
)
RELOAD = "\nvar livereload = function() {};\nlivereload(1, 2);\n"


def answer(body: str, kind: str = "text/html; charset=utf-8") -> tuple[str, dict[str, str], str]:
    """Status, headers and body, of one request for a page with this body."""

    def application(environ, start_response):
        headers = [("Content-Type", kind), ("Content-Length", str(len(body.encode())))]
        start_response("200 OK", headers)
        return [body[:10].encode(), body[10:].encode()]

    started = []
    pages = allow_reload_script(application)({}, lambda *response: started.extend(response))
    status, headers = started
    return status, dict(headers), b"".join(pages).decode()


def test_policy_names_the_reload_script_by_its_hash():
    body = f"{POLICY}<p>script-src 'self'</p><script>a()</script><script>{RELOAD}</script>"
    status, headers, page = answer(body)
    digest = b64encode(sha256(RELOAD.encode()).digest()).decode()
    allowed = POLICY.replace("'self';", f"'self' 'sha256-{digest}';", 1)
    assert status == "200 OK" and page == body.replace(POLICY, allowed)
    assert headers == {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"{POLICY}<script>a()</script>", "text/html"),
        (f"{POLICY}<script>{RELOAD}", "text/html"),
        (f"{POLICY}<script>{RELOAD}</script>", "application/json"),
        ("", "text/html"),
    ],
)
def test_other_answers_pass_through_unchanged(body, kind):
    assert answer(body, kind) == (
        "200 OK",
        {"Content-Type": kind, "Content-Length": str(len(body.encode()))},
        body,
    )
