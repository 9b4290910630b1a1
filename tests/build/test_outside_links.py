"""Every link of the built site to another host is one that the data, the settings or a hand-written page names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

import real
from built import ROOT, SITE, mkdocs

pytestmark = pytest.mark.builds

REPOSITORY = "https://code.example/agency/site"
NAMED = {
    "www.shgjj.com": "agency.yml: website; the year file: published_at",
    "terms.example": "agency.yml: licence_url",
    "texts.example": "agency.yml: text_licence_url",
    "program.example": "agency.yml: code_licence_url",
    "report.example": "the year file: report.url",
    "paper.example": "the year file: url of a paper",
    "apply.example": "agency.yml: application",
    "ask.example": "agency.yml: enquiry",
    "complain.example": "agency.yml: complaint",
    "account.example": "agency.yml: account",
    "errors.example": "agency.yml: error_report",
    "badge.example": "agency.yml: badges",
    "beian.miit.gov.cn": "agency.yml: icp",
    "beian.mps.gov.cn": "agency.yml: police",
    "code.example": "REPOSITORY_URL",
    "figures.example": "SITE_URL",
}
OPTIONAL = """\
application: https://apply.example/a
enquiry: https://ask.example/
complaint: https://complain.example/
account: https://account.example/
error_report: https://errors.example/
badges: [{picture: about/inbox.svg, alt: 虚构<标识>, url: "https://badge.example/a?b=1&c=2"}]
organiser: 甲<局>
host: 乙中心
icp: 沪ICP备12345678号-1
police: 沪公网安备31010102000000号
site_id: "3100000001"
credit_code: 91350100M000100Y43
text_licence: 文字可以转载
text_licence_url: https://texts.example/
code_licence_url: https://program.example/
"""
"""Made-up values of the fields of agency.yml that the foot of every page and the contact page show."""
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "ping")
"""Attributes by which a page can send a reader, or a request, elsewhere."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """Every page of a site that has all the addresses that it can have, 404.html and the frames of charts too."""
    top = tmp_path_factory.mktemp("links")
    data = real.copied(top / "data")
    with (data / "agency.yml").open("a", encoding="utf-8") as agency:
        agency.write("licence: 可以再用\nlicence_url: https://terms.example/a?b=1&c=2\n")
        agency.write(OPTIONAL)
    file = data / "years/2022.yml"
    text = file.read_text("utf-8")
    text = text.replace("  covers:", "  url: https://report.example/2022\n  covers:", 1)
    paper = "    - title: 上海市公积金管理中心2022年度预算\n"
    text = text.replace(paper, f"{paper}      url: https://paper.example/5\n", 1)
    file.write_text(text, "utf-8")
    commit = {"SOURCE_COMMIT": "12" * 20, "REPOSITORY_URL": REPOSITORY}
    said = mkdocs(top / "site", DISCLOSURE_DATA=str(data), SITE_URL=SITE, **commit)
    assert said.returncode == 0, said.stderr
    return {
        path.relative_to(top / "site").as_posix(): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in (top / "site").rglob("*.html")
    }


def outward(page: BeautifulSoup) -> Iterator[tuple[Tag, str, str]]:
    """(element, attribute, address) of every address with a scheme or a host of its own."""
    for element in page.find_all(True):
        for name in ADDRESSES:
            address = str(element.get(name, ""))
            if re.match("[a-zA-Z][a-zA-Z0-9+.-]*:|//", address):
                yield element, name, address


def hosts_in_hand_written_pages() -> set[str]:
    texts = (path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))
    found = {host for text in texts for host in re.findall(r"\]\(https?://([^/)]+)", text)}
    assert found  # the editing guide names what to install
    return found


def test_links_lead_only_to_hosts_that_somebody_named(pages):
    known = NAMED.keys() | hosts_in_hand_written_pages()
    met = set()
    for path, page in pages.items():
        for element, _, address in outward(page):
            if address.startswith("tel:"):
                assert re.fullmatch(r"tel:[0-9+-]+", address), path
                continue
            parts = urlsplit(address)
            assert parts.scheme in ("http", "https"), f"{path}: {address}"
            assert parts.hostname in known, f"{path}: {address}"
            assert (parts.username, parts.password) == (None, None), f"{path}: {address}"
            assert element.name == "a" or parts.hostname == urlsplit(SITE).hostname, (
                f"{path} fetches {address}"
            )
            met.add(parts.hostname)
    assert met == known  # no name in the list is out of date


def test_links_to_other_hosts_tell_them_nothing_of_the_page(pages):
    """A link that opens a window of its own hands it no `opener`: Chromium does so by itself only since version 88."""
    framed = 0
    for path, page in pages.items():
        new_window = page.base and page.base.get("target") == "_blank"
        for element, _, address in outward(page):
            if element.name != "a" or address.startswith((SITE, "tel:")):
                continue
            rel = set(element.get("rel", []))
            assert not element.has_attr("ping"), path
            if new_window or element.get("target"):
                assert "noopener" in rel, f"{path}: {address}"
                framed += 1
            else:
                assert rel <= {"edit"}, f"{path}: {address}"
    assert framed > 10  # each chart's frame names the commit and the terms


def test_styles_fetch_nothing_from_elsewhere():
    for path in (ROOT / "docs/assets").rglob("*.css"):
        assert not re.search(r"https?:|url\(\s*[\"']?//|@import", Path(path).read_text("utf-8")), (
            path
        )


def test_foot_of_every_page_states_the_registered_numbers(pages):
    for path in ("index.html", "404.html", "topics/requests/index.html"):
        foot = pages[path].select_one("footer.foot")
        assert foot, path
        shown = foot.get_text(" ", strip=True)
        for words in ("主办单位：甲<局>", "承办单位：乙中心", "网站标识码：3100000001"):
            assert words in shown, path
        assert "统一社会信用代码：91350100M000100Y43" in shown, path
        links = {link.get_text(strip=True): link["href"] for link in foot.select("a[href]")}
        assert links["沪ICP备12345678号-1"] == "https://beian.miit.gov.cn/"
        police = "https://beian.mps.gov.cn/#/query/webSearch?code=31010102000000"
        assert links["沪公网安备 31010102000000号"] == police
        assert links["网站找错"] == "https://errors.example"


def test_foot_of_every_page_has_the_badges_as_links_with_pictures_of_this_site(pages):
    for path, up in (
        ("index.html", ""),
        ("404.html", "/gov/agency/"),
        ("topics/push/index.html", "../../"),
    ):
        (link,) = pages[path].select("footer.foot .badges a")
        assert link["href"] == "https://badge.example/a?b=1&c=2", path
        assert (link.img["src"], link.img["alt"]) == (f"{up}about/inbox.svg", "虚构<标识>"), path


def test_contact_page_leads_to_each_given_address(pages):
    content = pages["about/contact/index.html"].select_one("main")
    assert content
    links = {link.get_text(strip=True): link["href"] for link in content.select("a[href]")}
    assert links["网上申请"] == "https://apply.example/a"
    assert links["网上咨询"] == "https://ask.example"
    assert links["网上投诉举报"] == "https://complain.example"
    assert links["网上查询"] == "https://account.example"
    assert links["网站找错"] == "https://errors.example"


def test_report_and_named_document_are_links_where_their_addresses_are_given(pages, shipped_site):
    year = pages["years/2022/index.html"]
    original = year.find(id="original")
    assert original.find_next("a")["href"] == "https://report.example/2022"
    for path in ("years/2022/index.html", "topics/policies/index.html"):
        (link,) = pages[path].select('cite a[href="https://paper.example/5"]')
        assert link.get_text() == "《上海市公积金管理中心2022年度预算》"
    without = (shipped_site / "years/2022/index.html").read_text("utf-8")
    assert "原文自己的网址，本站还没有" in without.partition('id="original"')[2]


def test_licences_are_those_that_the_agency_gives_and_no_others(pages, shipped_site):
    shown = pages["data/index.html"].find(id="licence").find_next("ul")
    assert [item.get_text().partition("；")[0] for item in shown.select("li")] == [
        "数字：可以再用（见条款原文）",
        "文字和图：文字可以转载（见条款原文）",
        "程序：见条款原文",
    ]
    without = (shipped_site / "data/index.html").read_text("utf-8")
    assert without.count("机关还没有说明再利用的条件") == 3
    for path in shipped_site.rglob("*.html"):
        assert "MIT" not in path.read_text("utf-8"), path


def test_site_without_optional_fields_shows_none_of_them(shipped_site):
    foot = (shipped_site / "index.html").read_text("utf-8").partition('<footer class="foot">')[2]
    contact = (shipped_site / "about/contact/index.html").read_text("utf-8")
    for words in (
        "主办单位",
        "承办单位",
        "网站标识码",
        "统一社会信用代码",
        "beian.",
        "网站找错",
        "<img",
    ):
        assert words not in foot + contact
    assert "机关网站</a>的信息公开专栏" in contact


def test_every_topic_ends_with_what_to_do_and_leads_to_the_given_addresses(pages):
    wanted = {"requests": "https://apply.example/a", "push": "https://ask.example"}
    topics = {
        path.split("/")[1] for path in pages if re.fullmatch("topics/[a-z]+/index.html", path)
    }
    assert topics > wanted.keys()
    for stem in topics:
        heading = pages[f"topics/{stem}/index.html"].select("main h2")[-1]
        assert heading.get_text() == "怎么办", stem
        links = [link["href"] for link in heading.find_all_next("a")]
        assert wanted.get(stem, "../../about/contact/#errors") in links, stem


def test_topic_of_requests_says_where_to_apply_without_an_address(shipped_site):
    page = (shipped_site / "topics/requests/index.html").read_text("utf-8")
    assert "机关网站</a>的信息公开专栏" in page.partition('id="apply"')[2]
