"""The catalogue, read by a real RDF library."""

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, Graph, Literal, Namespace, URIRef
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
BASE = "https://granby.example"
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")


@pytest.fixture
def graph(client, settings) -> Graph:
    settings.BASE_URL = BASE
    settings.MUNICIPALITY = 'Granby "påhittade" \\ kommun'
    settings.DEFAULT_FROM_EMAIL = "Granby <hundra@granby.example>"
    ImprovementFactory(programme=ProgrammeFactory(shown=True), stamped=True)
    response = client.get("/api/dcat.ttl")
    assert response["Content-Type"] == "text/turtle; charset=utf-8"
    return Graph().parse(data=response.content.decode(), format="turtle")


def one(graph: Graph, kind: URIRef) -> URIRef:
    [found] = graph.subjects(RDF.type, kind)
    return found


def languages(graph: Graph, subject, predicate) -> set[str | None]:
    return {text.language for text in graph.objects(subject, predicate)}


def test_the_catalogue_has_what_the_profile_demands(graph):
    catalogue = one(graph, DCAT.Catalog)

    assert languages(graph, catalogue, DCTERMS.title) == {"sv", "en"}
    assert languages(graph, catalogue, DCTERMS.description) == {"sv", "en"}
    assert graph.value(catalogue, DCTERMS.license) == CC0
    assert graph.value(catalogue, FOAF.homepage) == URIRef(f"{BASE}/")
    publisher = graph.value(catalogue, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    assert graph.value(publisher, FOAF.name) == Literal('Granby "påhittade" \\ kommun')
    assert len(set(graph.objects(catalogue, DCAT.dataset))) == 3
    assert graph.value(catalogue, DCAT.service) == one(graph, DCAT.DataService)


def test_each_dataset_has_what_the_profile_demands(graph):
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert datasets == set(graph.objects(one(graph, DCAT.Catalog), DCAT.dataset))
    for dataset in datasets:
        assert languages(graph, dataset, DCTERMS.title) == {"sv", "en"}
        assert languages(graph, dataset, DCTERMS.description) == {"sv", "en"}
        assert (graph.value(dataset, DCTERMS.publisher), RDF.type, FOAF.Agent) in graph
        contact = graph.value(dataset, DCAT.contactPoint)
        assert (contact, RDF.type, VCARD.Organization) in graph
        assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:hundra@granby.example")
        assert graph.value(contact, VCARD.fn) is not None
        theme = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
        assert graph.value(dataset, DCAT.theme) == URIRef(theme)
        assert graph.value(dataset, DCTERMS.accessRights) is not None
        assert len(set(graph.objects(dataset, DCAT.distribution))) == 3


def test_each_distribution_can_be_fetched_and_is_free(graph, client):
    distributions = set(graph.subjects(RDF.type, DCAT.Distribution))
    assert distributions == set(graph.objects(None, DCAT.distribution))
    for distribution in distributions:
        assert graph.value(distribution, DCTERMS.license) == CC0
        assert graph.value(distribution, DCTERMS["format"]) is not None
        url = str(graph.value(distribution, DCAT.accessURL))
        assert client.get(url.removeprefix(BASE)).status_code == 200


def test_the_service_tells_where_and_how(graph, client):
    service = one(graph, DCAT.DataService)

    for address in (DCAT.endpointURL, DCAT.endpointDescription):
        assert client.get(str(graph.value(service, address)).removeprefix(BASE)).status_code == 200
    assert set(graph.objects(service, DCAT.servesDataset)) == set(
        graph.subjects(RDF.type, DCAT.Dataset)
    )


def test_nothing_points_at_something_undescribed(graph):
    ours = {
        thing
        for thing in graph.objects()
        if isinstance(thing, URIRef) and "#" in thing and thing.startswith(BASE)
    }
    assert {thing for thing in ours if (thing, RDF.type, None) not in graph} == set()
    assert (None, RDFS.label, None) not in graph


def test_without_a_programme_the_catalogue_still_reads(client):
    data = client.get("/api/dcat.ttl").content.decode()

    assert one(Graph().parse(data=data, format="turtle"), DCAT.Catalog)
