"""Web addresses in data files and settings: what is accepted and how it is written, and what is refused, and where."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import real
from another import AGENCY
from built import mkdocs
from disclosure.build.build import Build
from disclosure.datafiles.web_addresses import NotAWebAddress, is_web_address, web_address
from disclosure.desk.model_schema import KINDS
from disclosure.desk.scaffold import BadName, create_project
from disclosure.ledger.load import load_data
from disclosure.open_data.provenance import BadSetting, Origin, origin_of
from disclosure.problems.problem import Problems
from made_up import ROOT

EXAMPLE = ROOT / "tests/example/data"
# text, as readers see it, as programs want it
ACCEPTED = [
    ("www.shgjj.com", "www.shgjj.com", "https://www.shgjj.com"),
    ("https://www.shgjj.com", "www.shgjj.com", "https://www.shgjj.com"),
    ("https://www.shgjj.com/", "www.shgjj.com", "https://www.shgjj.com"),
    ("HTTPS://WWW.Shgjj.COM:443/", "www.shgjj.com", "https://www.shgjj.com"),
    ("http://www.shgjj.com", "http://www.shgjj.com", "http://www.shgjj.com"),
    ("http://www.shgjj.com:80/", "http://www.shgjj.com", "http://www.shgjj.com"),
    ("a.cn:8080", "a.cn:8080", "https://a.cn:8080"),
    ("a.cn:08080/gk", "a.cn:8080/gk", "https://a.cn:8080/gk"),
    ("a.cn/GK/2022.html", "a.cn/GK/2022.html", "https://a.cn/GK/2022.html"),
    ("a.cn/gk/", "a.cn/gk/", "https://a.cn/gk/"),
    ("a.cn/terms?a=1&b=2", "a.cn/terms?a=1&b=2", "https://a.cn/terms?a=1&b=2"),
    ("a.cn?id=1", "a.cn/?id=1", "https://a.cn/?id=1"),
    ("a.cn#top", "a.cn/#top", "https://a.cn/#top"),
    ("a.cn/?to=http://b.cn/@c", "a.cn/?to=http://b.cn/@c", "https://a.cn/?to=http://b.cn/@c"),
    ("a.cn/%E6%9D%A1", "a.cn/%E6%9D%A1", "https://a.cn/%E6%9D%A1"),
    ("a-b.c--d.cn", "a-b.c--d.cn", "https://a-b.c--d.cn"),
    ("12345.gov.cn", "12345.gov.cn", "https://12345.gov.cn"),
    ("203.0.113.7/gk", "203.0.113.7/gk", "https://203.0.113.7/gk"),
    ("例子.中国", "例子.中国", "https://xn--fsqu00a.xn--fiqs8s"),
    ("https://xn--fsqu00a.xn--fiqs8s/", "例子.中国", "https://xn--fsqu00a.xn--fiqs8s"),
    ("http://例子.cn:81/a", "http://例子.cn:81/a", "http://xn--fsqu00a.cn:81/a"),
    ("xn--e-ff5c.cn", "xn--e-ff5c.cn", "https://xn--e-ff5c.cn"),  # `中e`: letters of two scripts
]
# text, what the message says
REFUSED = [
    ("", "缺了一段"),
    ("官方网站", "没有点"),
    ("localhost", "没有点"),
    ("上海住房公积金网 www.shgjj.com", "空格"),
    ("上海公积金网www.shgjj.com", "英文字母和别的文字连在一起"),
    ("www.shgjj.com网站", "英文字母和别的文字连在一起"),
    ("www.shgjj.com、劳动报", "不能有“、”"),
    ("www.shgjj.com。", "不能有“。”"),
    ("www.shgjj.com.", "缺了一段"),
    ("www.shgjj.com,", "不能是域名的一段"),
    ("www..com", "缺了一段"),
    ("www.shgjj.com/条款", "汉字"),
    ("www.shgjj.com/（首页）", "全角"),
    ("ｗｗｗ.shgjj.com", "“ｗ”是全角字符；网址用半角的“w”"),
    ("https：//www.shgjj.com", "全角"),
    ("www．shgjj．com", "全角"),
    ("user@www.shgjj.com", "@"),
    ("https://user:secret@www.shgjj.com/", "@"),
    ("gjj@shgjj.com", "@"),
    ("javascript:alert(1)", "“(”"),
    ("javascript:alert", "javascript:"),
    ("javascript://www.shgjj.com/%0aalert", "javascript://"),
    ("JAVASCRIPT:x", "JAVASCRIPT:"),
    ("data:text/html,x", "data:"),
    ("mailto:a@shgjj.com", "mailto:"),
    ("ftp://www.shgjj.com", "ftp://"),
    ("file:///etc/passwd", "file://"),
    ("//www.shgjj.com", "https:"),
    ("https:/www.shgjj.com", "https:"),
    ("https:www.shgjj.com", "https:"),
    ("https://https://www.shgjj.com", "端口"),
    ("www.shgjj.com:", "www.shgjj.com:"),
    ("www.shgjj.com:http", "www.shgjj.com:"),
    ("www.shgjj.com:99999", "端口"),
    ("www.shgjj.com:0", "端口"),
    ("https:\\\\www.shgjj.com", "“\\”"),
    ("www.shgjj.com\\@evil.example", "“\\”"),
    ('www.a.cn/"onclick="x', '“"”'),
    ("www.a.cn/'x", "“'”"),
    ("www.a.cn/<b>", "“<”"),
    ("www.a.cn/(a)", "“(”"),
    ("www.a.cn/[a]", "“[”"),
    ("www.a.cn/{a}", "“{”"),
    ("www.a.cn/`a`", "“`”"),
    ("www.a.cn/|", "“|”"),
    ("www.a.cn/^", "“^”"),
    ("“www.a.cn”", "不能有““”"),
    ("www.a.cn/\u202egnp.exe", "U+202E"),
    ("www.a.cn/\u2066a", "U+2066"),
    ("www.\u200ba.cn", "U+200B"),
    ("www.\u00ada.cn", "U+00AD"),
    ("www.a.cn\u3000", "U+3000"),
    ("www.a.cn\x00", "U+0000"),
    ("www.a\n.cn", "U+000A"),
    ("www.a\t.cn", "U+0009"),
    ("دبي.com", "“د”"),  # is written from right to left
    ("аpple.com", "连在一起"),  # its first letter is Cyrillic
    ("1.2.3", "IP"),
    ("300.1.1.1", "IP"),
    ("01.2.3.4", "IP"),
    ("2022.10", "IP"),
    ("www.a.c1", "结尾"),
    ("-a.cn", "不能是域名的一段"),
    ("a_b.cn", "不能是域名的一段"),
    ("xn--a.cn", "不能是域名的一段"),
    (f"{'a' * 64}.cn", "不能是域名的一段"),
    (f"{'长' * 63}.cn", "不能是域名"),
    (".".join(["a" * 60] * 5) + ".cn", "253"),
    ("www.a.cn/%", "十六进制"),
    ("www.a.cn/%zz", "十六进制"),
    ("www.a.cn/#a#b", "“#”"),
    ("www.a.cn/" + "a" * 2000, "2000"),
    ("[::1]", "“[”"),
]


@pytest.mark.parametrize(("text", "short", "url"), ACCEPTED)
def test_web_address_has_one_canonical_form(text, short, url):
    address = web_address(text)
    assert (address.short, address.url) == (short, url)
    assert web_address(short) == web_address(url) == address


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_text_that_is_no_web_address_is_refused_with_the_reason(text, why):
    with pytest.raises(NotAWebAddress) as refused:
        web_address(text)
    assert why in str(refused.value)
    assert not is_web_address(text)


@pytest.mark.parametrize("text", [text for text, *_ in ACCEPTED])
def test_schema_for_editors_accepts_every_web_address(text):
    assert re.search(KINDS["web_address"]["pattern"], text)


@pytest.mark.parametrize(
    "text", ["官方网站", "//a.cn", "u@a.cn", "javascript:a", "a.cn/条款", "a b.cn"]
)
def test_schema_for_editors_underlines_usual_slips(text):
    assert not re.search(KINDS["web_address"]["pattern"], text)


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


PIECES = st.one_of(
    st.sampled_from(
        [*"/.:@?#%&=-_~'\"<>()[]{}\\ `*|^+,;!$", "https://", "http://", "//", "www", "xn--", "cn"]
    ),
    st.sampled_from(["例子", "中国", "。", "：", "．", "ａ", "\u202e", "\u200b", "\n", "%20", "%"]),
    st.from_regex("[a-zA-Z0-9]{1,5}", fullmatch=True),
    st.text(max_size=3),
)
NEARLY = st.builds(
    "{}{}.{}{}".format,
    st.sampled_from(["", "http://", "https://", "HTTPS://"]),
    st.from_regex("[a-zA-Z0-9例子-]{1,8}", fullmatch=True),
    st.sampled_from(["cn", "gov.cn", "中国", "xn--fiqs8s", "c1", "com:8080", "com:443"]),
    st.lists(PIECES, max_size=5).map("".join),
)


@given(st.one_of(NEARLY, st.lists(PIECES, max_size=8).map("".join)))
@example("www.a.cn/?a=1&lt=2#!/b")
@example("www.a.cn/a*b*c_d_e~f~&amp;$1")
def test_every_accepted_text_is_one_safe_address(text):
    try:
        address = web_address(text)
    except NotAWebAddress:
        return
    for made in (address.url, web_address(address.short).url):
        parts = urlsplit(made)
        assert parts.scheme in ("http", "https")
        assert parts.hostname == address.ascii_host and "." in address.ascii_host
        assert parts.port == address.port
        assert (parts.username, parts.password) == (None, None)
        assert made.isascii() and not re.search(r"""["'<>()\[\]{}\\`|^\s\x00-\x1f\x7f]""", made)
    assert web_address(address.url) == web_address(address.short) == address
    link = ("a", [("href", address.url.replace("&", "&amp;"))])
    (found,) = Tags(f'<a href="{link[1][0][1].replace("&", "&amp;")}">').found
    assert found == link
    (inside,) = [
        one for one in Tags(markdown.markdown(f"[x]({address.url})")).found if one[0] == "a"
    ]
    assert inside[1][0][0] == "href" and len(inside[1]) == 1


# In data files

PLACES = [
    ("agency.yml", "website: example.invalid", "website: {}", 10),
    ("agency.yml", "website: example.invalid", "website: example.invalid\nlicence_url: {}", 14),
    ("years/2023.yml", "  published_at: example.invalid", "  published_at: {}", 17),
    (
        "years/2023.yml",
        "  published_at: example.invalid",
        "  published_at: example.invalid\n  url: {}",
        8,
    ),
]
SLIPS = [
    "https：//example.invalid",
    "javascript:alert(1)",
    "//example.invalid",
    "user@example.invalid",
    "见官网",
    "https://https://example.invalid",
    "example.invalid\\x",
    "example.invalid/<b>",
]


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize(("file", "right", "wrong", "column"), PLACES)
def test_field_that_holds_no_web_address_is_refused_at_its_place(
    tmp_path, file, right, wrong, column, slip
):
    data = tmp_path / "data"
    shutil.copytree(EXAMPLE, data)
    text = (data / file).read_text("utf-8")
    assert text.count(right) == 1
    text = text.replace(right, wrong.format(slip))
    (data / file).write_text(text, "utf-8")
    problems = Problems()
    load_data(data, problems)
    line = text[: text.index(slip)].count("\n") + 1
    assert [(one.code, str(one.place)) for one in problems] == [
        ("D107", f"data/{file}:{line}:{column}")
    ]
    assert "www.example.gov.cn" in next(iter(problems)).hint


def test_other_faults_of_a_file_are_found_beside_a_wrong_address(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(EXAMPLE, data)
    (data / "agency.yml").write_text("name: 虚构局\nwebsite: 见官网\ntel: 1\n", "utf-8")
    problems = Problems()
    load_data(data, problems)
    assert [one.code for one in problems] == ["D107", "D102"]


def built(folder: Path, **fields: str) -> dict[str, str]:
    """Every generated file of the site whose agency.yml and report hold these addresses."""
    data = real.copied(folder / "data")
    agency, year = data / "agency.yml", data / "years/2022.yml"
    text = re.sub("(?m)^website: .*$", f"website: {fields['website']}", agency.read_text("utf-8"))
    agency.write_text(f"{text}licence: 甲\nlicence_url: {fields['licence_url']}\n", "utf-8")
    text = year.read_text("utf-8")
    text = re.sub("(?m)^  published_at: .*$", f"  published_at: {fields['published_at']}", text)
    year.write_text(text, "utf-8")
    build = Build(ROOT, data, ROOT / "docs", Origin("https://figures.example/"))
    return {page.path: page.content for page in build.pages() if isinstance(page.content, str)} | {
        file.path: file.content.decode("utf-8-sig")
        for file in build.site.resources
        if file.format in ("csv", "json")
    }


@pytest.fixture(scope="module")
def plainly(tmp_path_factory):
    return built(
        tmp_path_factory.mktemp("plainly"),
        website="www.shgjj.com",
        licence_url="https://www.shgjj.com/terms.html",
        published_at="www.shgjj.com",
    )


def test_spelling_of_an_address_changes_nothing_that_is_published(plainly, tmp_path):
    files = built(
        tmp_path,
        website="HTTPS://www.shgjj.com:443/",
        licence_url="www.SHGJJ.com/terms.html",
        published_at="https://www.shgjj.com",
    )
    drafts = {"data/blank/2023.yml"}  # for editors, with the last file's own words as comments
    assert {path: files[path] for path in files.keys() - drafts} == {
        path: plainly[path] for path in plainly.keys() - drafts
    }
    assert not [path for path, text in files.items() if re.search("https?://https?:", text)]


def test_an_address_without_https_keeps_its_scheme_in_every_format(tmp_path):
    files = built(
        tmp_path,
        website="http://例子.cn",
        licence_url="http://例子.cn/terms",
        published_at="http://例子.cn/gk",
    )
    url = "http://xn--fsqu00a.cn"
    assert f'<a href="{url}">http://例子.cn</a>' in files["about/contact.md"]
    assert f'<a href="{url}">http://例子.cn</a>' in files["topics/channels.md"]
    assert f'class="website" href="{url}/gk">http://例子.cn/gk</a>' in files["years/2022.md"]
    assert f"[条款原文]({url}/terms)" in files["data/index.md"]
    catalog = json.dumps(json.loads(files["catalog.jsonld"]))
    assert f'"foaf:homepage": "{url}"' in catalog
    assert f'"dct:license": "{url}/terms"' in catalog
    package = json.loads(files["data/datapackage.json"])
    assert package["licenses"] == [{"path": f"{url}/terms", "title": "甲"}]
    assert "http://例子.cn/gk" in files["data/2022.json"]
    assert not [path for path, text in files.items() if re.search("https?://https?:", text)]


# In settings

SITES = [
    ("https://a.example", "https://a.example/"),
    ("HTTPS://A.example:443/b", "https://a.example/b/"),
    ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ("http://localhost/open", "http://localhost/open/"),
    ("http://[::1]:8000/", "http://[::1]:8000/"),
    ("https://公开.example/", "https://xn--55qw44a.example/"),
]
NO_SITES = [
    "open.example.gov.cn",
    "//open.example.gov.cn",
    'https://a.example/"onload="x',
    "https://a.example/ b",
    " https://a.example/",
    "https://a.example/\n",
    "https://a.ex\nample/",
    "https://a.example/?a=1",
    "https://a.example/#a",
    "https://user@a.example/",
    "https：//a.example/",
    "javascript:alert(1)",
    "javascript://a.example/",
    "ssh://git@a.example/b.git",
    "git@a.example:b.git",
    "https://",
    "https://a.example/\u202e",
    "https://[a]/",
    "https://[[::1]/",
]


@pytest.mark.parametrize(("text", "url"), SITES)
def test_setting_has_one_canonical_form(tmp_path, text, url):
    made = origin_of(tmp_path, text, text, env={"SOURCE_COMMIT": ""})
    assert made.site_url == url
    assert made.repository.rstrip("/") == url.rstrip("/")


@pytest.mark.parametrize("text", NO_SITES)
def test_setting_that_holds_no_web_address_is_refused_by_name(tmp_path, text):
    with pytest.raises(BadSetting, match=r"^SITE_URL（或 mkdocs\.yml 的 site_url）应当是"):
        origin_of(tmp_path, text, env={"SOURCE_COMMIT": ""})
    with pytest.raises(BadSetting, match=r"^REPOSITORY_URL（或 mkdocs\.yml 的 repo_url）应当是"):
        origin_of(tmp_path, "", text, env={"SOURCE_COMMIT": ""})


@pytest.mark.builds
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "open.example.gov.cn"),
        ("SITE_URL", 'https://a.example/"'),
        ("SITE_URL", "https://a.example/?a=1"),
        ("REPOSITORY_URL", "git@a.example:b.git"),
    ],
)
def test_build_with_a_wrong_address_in_the_environment_writes_nothing(tmp_path, name, value):
    said = mkdocs(tmp_path / "site", **{name: value})
    assert said.returncode != 0
    assert f"{name}（或 mkdocs.yml 的 " in said.stderr and f"“{value}”" in said.stderr
    assert "Traceback" not in said.stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.builds
@pytest.mark.parametrize("value", ["open.example.gov.cn", "https://a.example/#a"])
def test_export_for_a_wrong_site_address_writes_nothing(tmp_path, value):
    words = ["export", str(tmp_path / "out"), "--site-url", value]
    ran = subprocess.run(
        [sys.executable, "hooks/desk.py", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "SITE_URL" in ran.stderr and f"“{value}”" in ran.stderr
    assert [*tmp_path.iterdir()] == []


# Where others hand them over


@pytest.mark.parametrize("text", [text for text, _ in REFUSED if text.strip() == text])
def test_begin_refuses_what_a_data_file_would_refuse(tmp_path, text):
    with pytest.raises(BadName, match="网址"):
        create_project(ROOT, tmp_path / "new", AGENCY, text)
    assert [*tmp_path.iterdir()] == []
