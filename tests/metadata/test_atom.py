"""The feed: what RFC 4287 says it must have, ids that hold for good, and days that no clock gave."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as Xml

import pytest
import yaml

import made_up
import real
from built import ROOT, SITE, read
from disclosure.build.build import Build
from disclosure.ledger.releases import release_dates
from disclosure.metadata.atom import feed
from disclosure.open_data.provenance import Origin

ATOM = "{http://www.w3.org/2005/Atom}"
TAG = re.compile(r"tag:[a-z0-9.-]+,[0-9]{4}-[0-9]{2}-[0-9]{2}:[a-z0-9/._-]+")
"""RFC 4151."""


def corrected(year: int, file: dict) -> None:
    if year == 2022:
        told = {"on": "2026-12-04", "why": "抄录<有误>", "figure": "channels.wechat.posts"}
        now = file["figures"]["一（二）4"]["channels.wechat.posts"]
        file["corrections"] = [told | {"was": "99件", "now": now}]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Three years, two of them published, one corrected since."""
    folder = made_up.write(tmp_path_factory.mktemp("fed") / "data", change=corrected)
    file = yaml.load((folder / "years/2022.yml").read_text("utf-8"), yaml.CBaseLoader)
    now = file["corrections"][0]["now"]
    released = {"2026-11-24": {"channels.wechat.posts": "99件"}}
    made_up.publish(folder, 2022, released | {"2026-12-04T10:30": {"channels.wechat.posts": now}})
    made_up.publish(folder, 2023, {"2026-12-01": {}})
    return folder


def made(data, site_url: str = SITE) -> Xml.Element:
    build = Build(ROOT, data, ROOT / "docs", Origin(site_url, commit="12" * 20))
    found = release_dates(build.loaded.files)
    text = feed(build.site, found)
    assert text and text == feed(build.site, found)
    return Xml.fromstring(text.encode())


@pytest.fixture(scope="module")
def atom(data):
    return made(data)


def said(element: Xml.Element, name: str) -> str:
    (one,) = element.findall(ATOM + name)  # exactly one, as each of these must be
    return one.text or ""


def instant(text: str) -> datetime:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", text)
    return datetime.fromisoformat(text)


def test_the_feed_has_what_it_must(atom):
    """RFC 4287, 4.1.1: one id, one title, one updated; an author; a link to itself, and one to what it is of."""
    assert atom.tag == f"{ATOM}feed"
    assert TAG.fullmatch(said(atom, "id"))
    assert said(atom, "title") and said(atom, "subtitle")
    assert said(atom.find(f"{ATOM}author"), "name") == "上海公积金 · 政府信息公开数据"
    assert atom.find(f"{ATOM}generator").get("version") == "121212121212"
    links = {one.get("rel"): one.get("href") for one in atom.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}feed.xml", "alternate": SITE}
    newest = max(instant(said(entry, "updated")) for entry in atom.findall(f"{ATOM}entry"))
    assert instant(said(atom, "updated")) == newest


def test_every_entry_has_what_it_must(atom):
    """4.1.2: one id, one title, one updated; without content, a link to the alternate; none twice."""
    entries = atom.findall(f"{ATOM}entry")
    assert len({said(entry, "id") for entry in entries}) == len(entries) == 3
    for entry in entries:
        assert TAG.fullmatch(said(entry, "id"))
        assert said(entry, "title") and said(entry, "summary")
        assert instant(said(entry, "published")) <= instant(said(entry, "updated"))
        (link,) = entry.findall(f"{ATOM}link")
        assert (link.get("rel"), link.get("type")) == ("alternate", "text/html")
        assert link.get("href").startswith(SITE)
    moments = [said(entry, "updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)


def test_years_and_corrections_are_told_by_the_days_of_the_record(atom):
    told = {
        said(entry, "title"): (said(entry, "id"), said(entry, "published"), said(entry, "updated"))
        for entry in atom.findall(f"{ATOM}entry")
    }
    host, midnight = "tag:www.shgjj.com", "T00:00:00+08:00"
    label = "微信公众号推送的消息"
    assert set(told) == {"2023年度报告", "2022年度报告", f"更正：2022年，{label}"}
    days = f"2026-11-24{midnight}", "2026-12-04T10:30:00+08:00"
    assert told["2022年度报告"] == (f"{host},2026-11-24:years/2022", *days)
    day = f"2026-12-04{midnight}"
    assert told[f"更正：2022年，{label}"] == (f"{host},2026-12-04:corrections/2022/1", day, day)
    # 2021 was never published: it has no day, and no entry


def test_ids_do_not_change_with_the_sites_address(data, atom):
    ids = [said(entry, "id") for entry in (atom, *atom.findall(f"{ATOM}entry"))]
    for other in ("", "https://other.example/"):
        again = made(data, other)
        assert [said(entry, "id") for entry in (again, *again.findall(f"{ATOM}entry"))] == ids
    assert made(data, "").find(f"{ATOM}link").get("href") == "feed.xml"


def test_what_is_said_is_text_however_it_is_written(atom):
    summaries = [said(entry, "summary") for entry in atom.findall(f"{ATOM}entry")]
    assert any("由“99件”改为" in one and one.endswith("抄录<有误>") for one in summaries)


def test_pages_lead_to_it_and_it_leads_to_pages(known_site):
    pages = read(known_site)
    top = Xml.fromstring((known_site / "feed.xml").read_bytes())
    for link in top.iter(f"{ATOM}link"):
        address, fragment = urldefrag(unquote(link.get("href")).removeprefix(SITE))
        assert address in pages or (known_site / address).is_file()
        assert not fragment or pages[address].find(id=fragment)
    for address, page in pages.items():
        if not address.startswith("charts/"):
            assert page.select_one('link[type="application/atom+xml"]'), address
            assert page.select_one('footer a[href$="feed.xml"]'), address


def test_a_corrections_link_leads_to_it_on_the_page(data):
    pages = {page.path: page for page in Build(ROOT, data, ROOT / "docs", Origin(SITE)).pages()}
    assert 'id="correction-2022-1"' in pages["corrections.md"].content
    assert f"{SITE}corrections/#correction-2022-1" in pages["feed.xml"].content


def test_the_real_record_gives_the_year_its_day(known_site):
    text = (known_site / "feed.xml").read_text("utf-8")
    record = (real.SOURCE / "published/2022.yml").read_text("utf-8")
    day = record.split("published:\n  ")[1].partition(":")[0][:10]
    assert f"<published>{day}T00:00:00+08:00</published>" in text
