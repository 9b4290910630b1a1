"""The catalogue of the data, read back as portals do: JSON-LD to triples, without asking any host."""

from __future__ import annotations

import hashlib
import json

import pytest
from rdflib import DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, FOAF

import real
from built import ROOT, SITE
from disclosure.build.build import Build
from disclosure.ledger.releases import release_dates
from disclosure.metadata.datasets import datasets
from disclosure.metadata.dcat import Catalog
from disclosure.open_data.provenance import Origin
from disclosure.pages.context import SiteContext
from made_up import resource

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
TERMS = "https://www.example.gov.cn/terms"
FILES = (
    resource("data/figures.csv", b"id\r\n", changed_on="2026-11-24"),
    resource("data/charts/push-sealed.csv", b"\xef\xbb\xbfx", topic="push"),
    resource("data/2022.json", b"{}\n", year=2022),
)


def graph_of(site_url: str = SITE, **agency_fields: str) -> Graph:
    build = Build(ROOT, real.data(), ROOT / "docs", Origin(site_url, commit="0" * 40))
    site = SiteContext(build.loaded.ledger, build.origin, build.site.name, FILES)
    agency = site.disclosure.agency.model_copy(update=agency_fields)
    object.__setattr__(site.disclosure, "agency", agency)
    described = [*datasets(site, release_dates(build.loaded.files))]
    text = Catalog(site, described).as_json()
    assert text == Catalog(site, described).as_json()
    return Graph().parse(data=text, format="json-ld", publicID=f"{SITE}catalog.jsonld")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of()


CATALOG = URIRef(f"{SITE}#catalog")


def test_the_catalogue_has_the_whole_each_topic_and_each_year(graph):
    assert (CATALOG, RDF.type, DCAT.Catalog) in graph
    stems = [path.stem for path in (real.SOURCE / "topics").glob("*.yml")]
    wanted = {"data/", "years/2022/", *(f"topics/{stem}/" for stem in stems)}
    found = set(graph.objects(CATALOG, DCAT.dataset))
    assert found == {URIRef(f"{SITE}{address}#dataset") for address in wanted}
    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == found


MUSTS = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.identifier),
    DCAT.Distribution: (DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCAT.byteSize),
    FOAF.Agent: (FOAF.name,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
}


@pytest.mark.parametrize("kind", MUSTS, ids=lambda kind: kind.rpartition("/")[2])
def test_nothing_lacks_what_dcat_ap_makes_mandatory(graph, kind):
    found = set(graph.subjects(RDF.type, kind))
    assert found
    for one in found:
        for term in MUSTS[kind]:
            assert list(graph.objects(one, term)), (one, term)


def test_titles_are_chinese_and_days_are_days(graph):
    for term in (DCTERMS.title, DCTERMS.description, DCAT.keyword, FOAF.name):
        words = list(graph.objects(None, term))
        assert words and all(one.language == "zh" for one in words)
    for term in (DCTERMS.issued, DCTERMS.modified, DCAT.startDate, DCAT.endDate):
        days = list(graph.objects(None, term))
        assert days and all(one.datatype == XSD.date and one.value for one in days)
    (spans,) = [
        {(graph.value(one, DCAT.startDate), graph.value(one, DCAT.endDate))}
        for one in [graph.value(URIRef(f"{SITE}years/2022/#dataset"), DCTERMS.temporal)]
    ]
    first, last = (Literal(day, datatype=XSD.date) for day in ("2022-01-01", "2022-12-31"))
    assert spans == {(first, last)}


def test_each_file_is_a_distribution_of_its_own_data_set(graph):
    homes = {"data/figures.csv": "data/", "data/2022.json": "years/2022/"}
    homes["data/charts/push-sealed.csv"] = "topics/push/"
    for file in FILES:
        distribution = URIRef(f"{SITE}{file.path}#distribution")
        holder = URIRef(f"{SITE}{homes[file.path]}#dataset")
        assert (holder, DCAT.distribution, distribution) in graph
        assert graph.value(distribution, DCAT.downloadURL) == URIRef(SITE + file.path)
        media = graph.value(distribution, DCAT.mediaType)
        assert media == URIRef(f"https://www.iana.org/assignments/media-types/{file.media_type}")
        size = graph.value(distribution, DCAT.byteSize)
        assert (size.value, size.datatype) == (len(file.content), XSD.nonNegativeInteger)
        checksum = graph.value(distribution, SPDX.checksum)
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        digest = hashlib.sha256(file.content).hexdigest()
        assert str(graph.value(checksum, SPDX.checksumValue)) == digest
    assert len(set(graph.subjects(RDF.type, DCAT.Distribution))) == len(FILES)


def test_versions_are_commits_and_the_agency_can_be_asked(graph):
    versions = set(graph.objects(None, URIRef(f"{DCAT}version")))
    assert versions == {Literal("0" * 12)}
    telephones = set(graph.objects(None, VCARD.hasTelephone))
    assert telephones == {URIRef("tel:12329")}


def test_optional_fields_of_the_agency_name_the_publisher_the_enquiry_page_and_the_code():
    enquiry, code = "https://www.example.gov.cn/ask", "91350100M000100Y43"
    told = graph_of(organiser="某局", enquiry=enquiry, credit_code=code)
    publisher = told.value(CATALOG, DCTERMS.publisher)
    assert str(told.value(publisher, URIRef("http://xmlns.com/foaf/0.1/name"))) == "某局"
    assert set(told.objects(None, VCARD.hasURL)) == {URIRef(enquiry)}
    (creator,) = set(told.objects(None, DCTERMS.creator))
    assert str(told.value(creator, DCTERMS.identifier)) == code
    assert not list(graph_of().objects(None, VCARD.hasURL))


def test_a_licence_is_only_named_where_the_agency_has_told_one(graph):
    assert not list(graph.objects(None, DCTERMS.license))
    told = graph_of(licence_url=TERMS)
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution):
        for one in told.subjects(RDF.type, kind):
            assert graph_value(told, one) == URIRef(TERMS)


def graph_value(graph: Graph, one: URIRef) -> URIRef | None:
    return graph.value(one, DCTERMS.license)


def test_without_the_sites_address_it_counts_from_the_catalogues_own(graph):
    """As its context stands in it, the address it was fetched from is all that is needed."""
    relative = graph_of(site_url="")
    assert set(relative) >= {(CATALOG, RDF.type, DCAT.Catalog)}
    assert {str(one) for one in relative.objects(None, DCAT.downloadURL)} == {
        str(one) for one in graph.objects(None, DCAT.downloadURL)
    }


def test_the_built_file_is_such_a_catalogue(known_site):
    text = (known_site / "catalog.jsonld").read_text("utf-8")
    assert isinstance(json.loads(text)["@context"], dict)  # no address to be fetched
    built = Graph().parse(data=text, format="json-ld")
    for dataset in built.objects(CATALOG, DCAT.dataset):
        page = str(built.value(dataset, DCAT.landingPage)).removeprefix(SITE)
        assert (known_site / page / "index.html").is_file()
    for distribution in built.subjects(RDF.type, DCAT.Distribution):
        file = known_site / str(built.value(distribution, DCAT.downloadURL)).removeprefix(SITE)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        checksum = built.value(distribution, SPDX.checksum)
        assert str(built.value(checksum, SPDX.checksumValue)) == digest
