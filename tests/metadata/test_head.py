"""What other programs are told: the tags of each page, what search engines read, where the pages are."""

from __future__ import annotations

import gzip
import json
from xml.etree import ElementTree as Xml

import pytest

import real
from built import ROOT, SITE, mkdocs, read
from disclosure.build.build import Build
from disclosure.build.export import export
from disclosure.ledger.load import load_data
from disclosure.ledger.releases import release_dates
from disclosure.metadata.datasets import datasets
from disclosure.metadata.schema_org import SchemaOrg
from disclosure.open_data.provenance import Origin, origin_of
from disclosure.pages.context import SiteContext
from disclosure.problems.problem import Problems
from made_up import resource

pytestmark = pytest.mark.builds

DAY = "2026-11-24"
FILES = (
    resource("data/figures.csv", b"id\r\n", changed_on=DAY),
    resource("data/charts/push-sealed.csv", b"x", topic="push"),
    resource("data/2022.json", b"{}\n", year=2022, changed_on=DAY),
)


@pytest.fixture(scope="module")
def pages(known_site):
    return read(known_site)


def tags(page, attribute="name"):
    found = page.head.find_all("meta", attrs={attribute: True})
    return {one[attribute]: one["content"] for one in found}


# Tags


def test_the_national_tags_of_a_year_page(pages):
    """国办发〔2017〕47号: website, column and content page."""
    said = tags(pages["years/2022/"])
    assert (
        said
        | {
            "SiteName": "上海公积金 · 政府信息公开数据",
            "SiteDomain": "figures.example",
            "ColumnName": "年度",
            "ColumnType": "政府信息公开年报",
            "ArticleTitle": "2022年度报告",
            "PubDate": first_published(),
            "ContentSource": "上海市公积金管理中心",
            "Image": f"{SITE}pictures/years-2022.png",
            "Url": f"{SITE}years/2022/",
        }
        == said
    )


def first_published() -> str:
    text = (real.SOURCE / "published/2022.yml").read_text("utf-8")
    return text.split("published:\n  ")[1].partition(":")[0]


def test_a_columns_first_page_stands_for_the_column(pages):
    said = tags(pages["topics/"])
    assert said["ColumnName"] == "主题"
    assert said["ColumnDescription"] == said["description"]
    assert not said.keys() & {"ArticleTitle", "PubDate", "ContentSource"}
    assert "ColumnName" not in tags(pages[""])


def test_what_nobody_knows_is_left_out(pages, soups):
    """The agency has told no code; a hand-written page has no day; without an address there is no domain."""
    assert not any("SiteIDCode" in tags(page) for page in pages.values())
    for address, page in pages.items():
        assert ("PubDate" in tags(page)) == (address == "years/2022/"), address
    for page in soups.values():
        assert not tags(page).keys() & {"SiteDomain", "Url", "Image"}
        assert not tags(page, "property").keys() & {"og:url", "og:image", "og:image:alt"}
        assert not page.select("link[rel=canonical]")


def test_every_page_says_what_it_is_when_it_is_shared(pages, known_site):
    for address, page in pages.items():
        if address.startswith("charts/"):
            continue
        said = tags(page, "property")
        assert said["og:url"] == SITE + address == page.select_one("link[rel=canonical]")["href"]
        assert said["og:site_name"] and said["og:title"] and said["og:image:alt"]
        assert said["og:locale"] == "zh_CN"
        assert said["og:type"] == ("article" if address else "website")
        assert said["og:description"] == tags(page)["description"]
        image = said["og:image"]
        assert image.startswith(SITE) and (known_site / image.removeprefix(SITE)).is_file()
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert tags(page)["twitter:card"] == "summary_large_image"


def test_keywords_are_the_words_that_a_page_explains(pages):
    words = tags(pages["topics/push/"])["Keywords"].split(",")
    assert words[:3] == ["主动推送", "政策找人", "随申办"]
    assert len(set(words)) == len(words)


AGENCY = """
name: "某<市>&“公积金'中心”"
website: www.example.gov.cn
hotline: "12329"
wechat: 某
site_id: "3100000001"
licence: 可以自由使用
licence_url: https://www.example.gov.cn/terms?a=1&b=2
organiser: 某<局>
enquiry: https://www.example.gov.cn/ask
credit_code: 91350100M000100Y43
"""


@pytest.fixture(scope="module")
def registered(tmp_path_factory):
    """A site whose agency told its code and its terms, under a name that is hard to write; nothing is published yet."""
    data = real.copied(tmp_path_factory.mktemp("registered") / "data", "published")
    (data / "agency.yml").write_text(AGENCY, "utf-8")
    target = tmp_path_factory.mktemp("registered-site") / "built"
    said = mkdocs(target, DISCLOSURE_DATA=str(data), SITE_URL=SITE)
    assert said.returncode == 0, said.stderr
    return target


def test_what_is_known_is_said_and_no_name_breaks_a_page(registered):
    name = "某<市>&“公积金'中心”"
    for address, page in read(registered).items():
        if not address.startswith("charts/"):
            assert tags(page)["SiteIDCode"] == "3100000001"
    page = read(registered)["topics/push/"]
    assert tags(page)["ContentSource"] == name
    assert tags(page)["Keywords"].endswith(name)
    data_set = structured(page)["@graph"][0]
    assert data_set["creator"]["name"] == name
    assert data_set["publisher"]["name"] == "某<局>"
    assert data_set["creator"]["contactPoint"]["url"] == "https://www.example.gov.cn/ask"
    assert data_set["creator"]["identifier"]["value"] == "91350100M000100Y43"
    assert data_set["license"] == "https://www.example.gov.cn/terms?a=1&b=2"
    assert not data_set.keys() & {"datePublished", "dateModified"}


def test_before_anything_is_published_there_is_no_feed_and_no_page_leads_to_one(registered):
    assert not (registered / "feed.xml").exists()
    for page in read(registered).values():
        assert not page.select('link[type="application/atom+xml"], a[href$="feed.xml"]')


@pytest.mark.parametrize(
    ("written", "right"),
    [("3100000001", True), ("bm01000001", True), ("310000001", False), ("沪ICP备1号", False)],
)
def test_a_code_is_one_of_the_national_register(tmp_path, written, right):
    data = real.copied(tmp_path / "data", "schema")
    agency = data / "agency.yml"
    agency.write_text(f"{agency.read_text('utf-8')}site_id: {written!r}\n", "utf-8")
    problems = Problems()
    load_data(data, problems)
    told = [(one.code, one.place.file) for one in problems]
    assert told == ([] if right else [("D104", "data/agency.yml")])
    assert right or "不是政府网站标识码" in next(iter(problems)).message


# What search engines read


@pytest.fixture(scope="module")
def told():
    """What the pages of a site say of themselves, with files to take away; page → kind of thing → thing."""
    build = Build(ROOT, real.data(), ROOT / "docs", Origin(SITE, commit="0" * 40))
    site = SiteContext(build.loaded.ledger, build.origin, build.site.name, FILES)
    described = datasets(site, release_dates(build.loaded.files))
    made = SchemaOrg(site, described, TITLES)
    return lambda path, address: {one["@type"]: one for one in made.of(path, address)["@graph"]}


TITLES = {
    "data/index.md": "数据",
    "topics/index.md": "主题",
    "topics/push.md": "主动推送",
    "years/index.md": "年度",
    "years/2022.md": "2022年度报告",
}
DATA_SETS = {
    "data/index.md": (
        "data/",
        ["data/figures.csv", "data/charts/push-sealed.csv", "data/2022.json"],
    ),
    "topics/push.md": ("topics/push/", ["data/charts/push-sealed.csv"]),
    "years/2022.md": ("years/2022/", ["data/2022.json"]),
}


@pytest.mark.parametrize("path", DATA_SETS)
def test_a_data_set_meets_googles_rules(told, path):
    """Required: name, description of 50 to 5000 characters; of a DataDownload: contentUrl. The rest is recommended."""
    address, files = DATA_SETS[path]
    one = told(path, address)["Dataset"]
    assert one["name"] and 50 <= len(one["description"]) <= 5000
    assert one["url"] == SITE + address
    assert one["@id"].startswith(SITE)
    assert one["creator"]["@type"].endswith("Organization") and one["creator"]["name"]
    assert one["creator"]["url"].startswith("https://")
    assert one["temporalCoverage"] == "2022-01-01/2022-12-31"
    assert (one["isAccessibleForFree"], one["inLanguage"]) == (True, "zh-CN")
    assert one["datePublished"] <= one["dateModified"]
    assert one["version"] == "0" * 12
    assert "license" not in one  # the agency has told none
    assert [file["contentUrl"] for file in one["distribution"]] == [SITE + file for file in files]
    for file in one["distribution"]:
        assert file["encodingFormat"] in ("text/csv", "application/json")
        assert file["contentSize"].endswith(" B")
    assert all(thing["name"] and thing["unitText"] for thing in one["variableMeasured"])
    assert len({thing["propertyID"] for thing in one["variableMeasured"]}) == len(
        one["variableMeasured"]
    )
    assert one["includedInDataCatalog"]["@type"] == "DataCatalog"


def test_the_path_to_a_page_is_told(told):
    steps = told("topics/push.md", "topics/push/")["BreadcrumbList"]["itemListElement"]
    assert [(one["position"], one["name"], one["item"]) for one in steps] == [
        (1, "首页", SITE),
        (2, "主题", f"{SITE}topics/"),
        (3, "主动推送", f"{SITE}topics/push/"),
    ]


def test_the_first_page_says_whose_figures_the_site_has(pages):
    graph = structured(pages[""])["@graph"]
    assert [one["@type"] for one in graph] == ["WebSite", "GovernmentOrganization"]
    assert graph[0]["about"]["@id"] == graph[1]["@id"]  # who runs the site is not in the data
    assert graph[0]["url"] == SITE


def structured(page):
    return json.loads(page.select_one('script[type="application/ld+json"]').string)


def test_pages_have_it_and_every_address_in_it_leads_somewhere(pages, known_site):
    having = [path for path, page in pages.items() if page.select('script[type$="ld+json"]')]
    topics = {f"topics/{path.stem}/" for path in (real.SOURCE / "topics").glob("*.yml")}
    assert set(having) == {"", "data/", "years/2022/", *topics}
    for path in having:
        for url in addresses(structured(pages[path])):
            if url.startswith(SITE):
                place = url.removeprefix(SITE).partition("#")[0]
                assert place in pages or (known_site / place).is_file(), (path, url)


def test_without_an_address_what_it_names_counts_from_the_page(soups):
    one = structured(soups["topics/push/"])["@graph"][0]
    assert (one["url"], one["@id"]) == ("./", "#dataset")
    assert one["creator"]["@id"] == "../../#agency"


def addresses(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("@id", "url", "item", "contentUrl"):
                yield inner
            else:
                yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)


# Where the pages are


def test_the_site_map_lists_every_page_and_only_the_days_that_data_knows(pages, known_site):
    text = (known_site / "sitemap.xml").read_bytes()
    assert gzip.decompress((known_site / "sitemap.xml.gz").read_bytes()) == text
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in Xml.fromstring(text)
    }
    listed = {SITE + path for path in pages if not path.startswith("charts/")}
    assert found.keys() == listed
    assert {url: day for url, day in found.items() if day} == {
        f"{SITE}years/2022/": first_published()
    }
    assert (known_site / "robots.txt").read_text() == (
        f"User-agent: *\nAllow: /\n\nSitemap: {SITE}sitemap.xml\n"
    )


def test_without_an_address_there_is_no_site_map(site):
    assert not (site / "sitemap.xml").exists()
    assert not (site / "sitemap.xml.gz").exists()
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_the_exported_source_tells_the_same(known_site, pages, tmp_path):
    """Nothing of hooks/ is there, and no page's head is another's."""
    export(Build(ROOT, real.data(), ROOT / "docs", origin_of(ROOT, SITE)), tmp_path / "source")
    said = mkdocs(tmp_path / "site", tmp_path / "source", SITE_URL=SITE)
    assert said.returncode == 0, said.stderr
    for name in (*BESIDE, "pictures/topics-push.png"):
        assert (tmp_path / "site" / name).read_bytes() == (known_site / name).read_bytes(), name
    for address, page in read(tmp_path / "site").items():
        assert page.head.find_all("meta") == pages[address].head.find_all("meta"), address
        assert page.head.find_all("script") == pages[address].head.find_all("script"), address


BESIDE = ("feed.xml", "robots.txt", "sitemap.xml", "catalog.jsonld")
