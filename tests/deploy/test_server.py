"""What a web server says of the site: deploy/nginx.conf as shipped, under Debian's nginx, over a compressed site."""

from __future__ import annotations

import gzip
import http.client
import shutil
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

import brotli
import pytest
from bs4 import BeautifulSoup

import compress
from web_server import ROOT, SETTINGS, readable, served_by_nginx

MINUTE, YEAR = "public, max-age=60, must-revalidate", "public, max-age=31536000, immutable"
DECODED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
COMPRESSED = (".gz", ".br")


class Answer:
    """As it came, nothing decoded."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.body = response.status, response.read()
        self.heads: Mapping[str, str] = response.headers

    def __getitem__(self, name: str) -> str:
        return self.heads.get(name, "")

    @property
    def decoded(self) -> bytes:
        return DECODED[self["Content-Encoding"]](self.body)


class Server:
    def __init__(self, address: str) -> None:
        self.at = urlsplit(address)

    def ask(self, path: str, method: str = "GET", **heads: str) -> Answer:
        connection = http.client.HTTPConnection(self.at.hostname, self.at.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in heads.items()}
            connection.request(method, quote(path, safe="/?=%."), headers=named)
            return Answer(connection.getresponse())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def server(web_address: str) -> Server:
    return Server(web_address)


# What is said of each file


@pytest.mark.parametrize(
    ("path", "kind", "caching", "readers", "takers"),
    [
        ("/", "text/html; charset=utf-8", MINUTE, "", "same-origin"),
        ("/topics/push/", "text/html; charset=utf-8", MINUTE, "", "same-origin"),
        ("/charts/made-up/", "text/html; charset=utf-8", MINUTE, "", "cross-origin"),
        ("/data/figures.csv", "text/csv; charset=utf-8", MINUTE, "*", "cross-origin"),
        ("/data/figures.json", "application/json", MINUTE, "*", "cross-origin"),
        ("/data/made-up.jsonld", "application/ld+json", MINUTE, "*", "cross-origin"),
        ("/data/blank/2023.yml", "application/yaml", MINUTE, "*", "cross-origin"),
        ("/data/made-up.zip", "application/zip", MINUTE, "*", "cross-origin"),
        (
            "/data/made-up.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            MINUTE,
            "*",
            "cross-origin",
        ),
        ("/made-up.xml", "application/xml", MINUTE, "*", "cross-origin"),
        ("/feed.xml", "application/atom+xml; charset=utf-8", MINUTE, "*", "cross-origin"),
        ("/made-up.png", "image/png", MINUTE, "", "cross-origin"),
        (
            "/assets/made-up.0123abcd.js",
            "text/javascript; charset=utf-8",
            YEAR,
            "",
            "same-origin",
        ),
        ("/assets/made-up.js", "text/javascript; charset=utf-8", MINUTE, "", "same-origin"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8", MINUTE, "", "same-origin"),
    ],
)
@pytest.mark.parametrize("accepted", ["identity", "gzip", "gzip, deflate, br"])
def test_each_kind_of_file_has_its_headers(
    server: Server, path, kind, caching, readers, takers, accepted
):
    answer = server.ask(path, Accept_Encoding=accepted)
    assert answer.status == 200
    assert answer["Content-Type"] == kind
    assert answer["Cache-Control"] == caching
    assert answer["Access-Control-Allow-Origin"] == readers
    assert answer["Cross-Origin-Resource-Policy"] == takers


def test_every_file_of_the_site_has_a_type_and_is_the_same_however_it_comes(
    server: Server, web_site: Path
):
    """A new kind of file needs its line in `types`."""
    for path in files(web_site):
        address = "/" + path.relative_to(web_site).as_posix()
        content = path.read_bytes()
        for accepted in ("identity", "gzip", "br"):
            answer = server.ask(address, Accept_Encoding=accepted)
            assert answer.status == 200, address
            assert answer["Content-Type"] != "application/octet-stream", address
            assert answer.decoded == content, (address, accepted)


def files(site: Path) -> list[Path]:
    """Those with an address of their own."""
    return [
        path
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and path.suffix not in COMPRESSED
        and path != site / "404.html"
        and not any(part.startswith(".") for part in path.relative_to(site).parts)
    ]


ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Server": "nginx",  # and no version
}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/data/figures.csv", 200),
        ("GET", "/assets/made-up.0123abcd.js", 200),
        ("GET", "/topics", 301),
        ("GET", "/nowhere/", 404),
        ("GET", "/.git/config", 404),
        ("GET", "/healthz", 200),
        ("POST", "/", 405),
    ],
)
def test_every_answer_is_guarded(server: Server, site: Path, method, path, status):
    answer = server.ask(path, method)
    assert answer.status == status
    assert {name: answer[name] for name in ALWAYS} == ALWAYS
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Content-Security-Policy"] == f"{policy(site)}; frame-ancestors 'self'"
    assert answer["Strict-Transport-Security"] == ""  # said where TLS ends
    assert all(len(answer.heads.get_all(name)) == 1 for name in set(answer.heads))


def policy(site: Path) -> str:
    """As a page itself says it."""
    page = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
    return page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]


def test_the_policy_in_the_settings_is_the_pages_own():
    written = (ROOT / "overrides/partials/policy.html").read_text("utf-8").strip()
    assert f'"{written}"' in SETTINGS.read_text("utf-8"), (
        "copy overrides/partials/policy.html into deploy/nginx.conf, at `map $framers $policy`"
    )


def test_a_chart_may_be_framed_by_anybody(server: Server, site: Path):
    answer = server.ask("/charts/made-up/")
    assert answer["Content-Security-Policy"] == f"{policy(site)}; frame-ancestors *"


# How it comes


def test_the_smaller_way_is_taken(server: Server, web_site: Path):
    for accepted, way, end in (
        ("gzip, deflate, br", "br", ".br"),
        ("br;q=1.0, gzip;q=0.8", "br", ".br"),
        ("gzip", "gzip", ".gz"),
        ("br;q=0, gzip", "gzip", ".gz"),
        ("identity", "", ""),
    ):
        answer = server.ask("/topics/push/", Accept_Encoding=accepted)
        assert answer["Content-Encoding"] == way, accepted
        assert answer["Vary"] == "Accept-Encoding", accepted
        assert answer.body == (web_site / f"topics/push/index.html{end}").read_bytes(), accepted


def test_a_proxy_gets_compressed_files_too(server: Server):
    answer = server.ask("/topics/push/", Accept_Encoding="gzip", Via="1.0 proxy")
    assert answer["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/", "/data/figures.csv", "/assets/made-up.0123abcd.js"])
def test_what_a_reader_has_is_not_sent_again(server: Server, path, accepted):
    first = server.ask(path, Accept_Encoding=accepted)
    again = server.ask(path, Accept_Encoding=accepted, If_None_Match=first["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    other = server.ask(path, Accept_Encoding=accepted, If_None_Match='"another"')
    assert (other.status, other.decoded) == (200, first.decoded)


def test_part_of_a_data_file_can_be_asked_for(server: Server, web_site: Path):
    answer = server.ask("/data/figures.csv", Range="bytes=0-99")
    assert (answer.status, answer.body) == (
        206,
        (web_site / "data/figures.csv").read_bytes()[:100],
    )


# What is not there, or not so


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/data/nothing.csv",
        "/assets/site.ffffffff.js",
        "/404.html",
        "/.git/config",
        "/data/.figures.csv.swp",
        "/index.html.gz",
        "/index.html.br",
        "/assets/",
    ],
)
@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
def test_what_is_not_there_is_answered_by_the_sites_own_page(
    server: Server, web_site: Path, path, accepted
):
    answer = server.ask(path, Accept_Encoding=accepted)
    assert answer.status == 404
    assert answer.decoded == (web_site / "404.html").read_bytes()
    assert answer["Cache-Control"] == MINUTE  # else a missing asset would stay missing for a year


def test_above_the_site_there_is_nothing(server: Server):
    for path in ("/../nginx.conf", "/data/../../nginx.conf", "/%2e%2e/nginx.conf"):
        assert server.ask(path).status == 400


@pytest.mark.parametrize(
    ("asked", "led_to"), [("/topics/push", "/topics/push/"), ("/topics?a=b", "/topics/?a=b")]
)
def test_a_slash_is_added_whatever_host_was_asked(server: Server, asked, led_to):
    for heads in ({}, {"Host": "example.org"}, {"Host": "example.org:9", "X_Forwarded_Host": "x"}):
        answer = server.ask(asked, **heads)
        assert (answer.status, answer["Location"]) == (301, led_to)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_nothing_can_be_done_but_read(server: Server, method):
    for path in ("/", "/data/figures.csv", "/nowhere"):
        answer = server.ask(path, method)
        assert (answer.status, answer["Allow"]) == (405, "GET, HEAD")


def test_head_says_the_same_without_the_body(server: Server):
    get, head = (server.ask("/data/figures.csv", method) for method in ("GET", "HEAD"))
    assert head.body == b""
    for name in set(get.heads) - {"Date"}:
        assert head[name] == get[name]


def test_health_is_that_of_the_site(server: Server, web_site: Path):
    answer = server.ask("/healthz")
    assert (answer.status, answer.body, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    with readable(web_site) as without, served_by_nginx(without) as address:
        shutil.rmtree(without)
        without.mkdir()
        assert Server(address).ask("/healthz").status == 503


def test_no_reader_is_written_down(web_site: Path, tmp_path: Path):
    log = tmp_path / "said.log"
    with served_by_nginx(web_site, log) as address:
        for path in ("/topics/?q=secret", "/nowhere?q=secret", "/assets/", "/healthz"):
            Server(address).ask(path, Referer="https://secret.example/", User_Agent="secret")
        Server(address).ask("/", "POST")
    lines = log.read_text("utf-8").splitlines()
    assert sorted(line.split()[1:4] for line in lines) == [
        ["GET", "/assets/", "404"],
        ["GET", "/nowhere", "404"],
        ["GET", "/topics/", "200"],
        ["POST", "/", "405"],
    ]
    assert "secret" not in "".join(lines) and "127.0.0.1" not in "".join(lines)


# scripts/compress.py


def test_compressed_files_are_smaller_whole_and_always_the_same(tmp_path):
    text = "年度报告，" * 200
    (tmp_path / "index.html").write_text(text, "utf-8")
    (tmp_path / "short.txt").write_text("1", "utf-8")
    (tmp_path / "picture.png").write_bytes(text.encode())
    (tmp_path / "gone.html.br").write_bytes(b"")
    for name in ("index.html", "short.txt"):
        compress.beside(tmp_path / name)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert gzip.decompress(first["index.html.gz"]) == text.encode()
    assert brotli.decompress(first["index.html.br"]) == text.encode()
    assert first["index.html.gz"][4:8] == bytes(4)  # no time
    assert len(first["index.html.br"]) < len(first["index.html.gz"]) < len(text.encode())
    assert compress.main([str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"index.html", "index.html.gz", "index.html.br", "short.txt", "picture.png"}
    assert {name: (tmp_path / name).read_bytes() for name in names} == {
        name: first[name] for name in names
    }


def test_what_fits_already_is_kept_and_what_does_not_is_made_anew(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("一" * 500, "utf-8")
    kept = gzip.compress(page.read_bytes(), 1, mtime=1795500000)
    (tmp_path / "index.html.gz").write_bytes(kept)
    (tmp_path / "index.html.br").write_bytes(b"broken")
    compress.beside(page)
    assert (tmp_path / "index.html.gz").read_bytes() == kept
    page.write_text("二" * 500, "utf-8")
    compress.beside(page)
    for way, decoded in ((".gz", gzip.decompress), (".br", brotli.decompress)):
        assert decoded((tmp_path / f"index.html{way}").read_bytes()) == page.read_bytes()


def test_what_is_no_site_is_not_compressed(tmp_path, capsys):
    assert compress.main([str(tmp_path)]) == 2
    assert "usage" in capsys.readouterr().err
