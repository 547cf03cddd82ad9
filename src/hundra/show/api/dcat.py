"""The catalogue of our open data, as DCAT-AP-SE 3 in Turtle.

https://docs.dataportal.se/dcat/3.0.0/sv/ says what must and should be there; controlled values come
from the Publications Office of the European Union.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from hundra.show.api import answer_queries, queries

PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
AUTHORITY = "http://publications.europa.eu/resource/authority"
CC0 = "<http://creativecommons.org/publicdomain/zero/1.0/>"
SWEDISH = f"<{AUTHORITY}/language/SWE>"


@dataclass(frozen=True, kw_only=True)
class Dataset:
    name: str
    title: dict[str, str]
    description: dict[str, str]
    keywords: dict[str, tuple[str, ...]]


DATASETS = (
    Dataset(
        name="improvements",
        title={"sv": "Förbättringar", "en": "Improvements"},
        description={
            "sv": "Kommunens numrerade förbättringar: vad som blir bättre, för vem, när det "
            "stämplades och levererades, och hur det mäts. Även det som är på gång.",
            "en": "The municipality's numbered improvements: what becomes better, for whom, when "
            "it was stamped and delivered, and how it is measured. Coming ones, too.",
        },
        keywords={
            "sv": ("förbättringar", "utvecklingsarbete", "medborgardialog"),
            "en": ("improvements", "citizen dialogue"),
        },
    ),
    Dataset(
        name="updates",
        title={"sv": "Nyheter om förbättringar", "en": "Updates on improvements"},
        description={
            "sv": "Vad som har hänt med varje förbättring, med datum.",
            "en": "What has happened to each improvement, with dates.",
        },
        keywords={"sv": ("förbättringar", "nyheter"), "en": ("improvements", "news")},
    ),
    Dataset(
        name="articles",
        title={"sv": "Frågor och svar", "en": "Questions and answers"},
        description={
            "sv": "Kommunens svar på vanliga frågor, med ämne, ansvarig enhet och när svaret "
            "senast lästes igenom.",
            "en": "The municipality's answers to common questions, with topic, responsible unit "
            "and when the answer was last looked through.",
        },
        keywords={
            "sv": ("frågor och svar", "samhällsinformation", "kommunal service"),
            "en": ("questions and answers", "public services"),
        },
    ),
)
FORMATS = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"))


def catalogue(*, issued: dt.date, modified: dt.datetime | None) -> str:
    """The whole catalogue in Turtle."""
    blocks = [PREFIXES, _catalogue(issued), _publisher(), _contact(), _service()]
    for dataset in DATASETS:
        blocks.append(_dataset(dataset, modified))
        blocks += [_distribution(dataset, *each) for each in FORMATS]
        blocks.append(_service_distribution(dataset))
    return "\n".join(blocks)


def current_catalogue() -> str:
    programmes = queries.list_programmes()
    issued = programmes[0].starts_on if programmes else dt.date(2025, 1, 1)
    return catalogue(issued=issued, modified=_last_change())


def _last_change() -> dt.datetime | None:
    times = (queries.last_change(), answer_queries.last_change())
    return max((at for at in times if at), default=None)


def _catalogue(issued: dt.date) -> str:
    return _block(
        _here("#catalog"),
        "dcat:Catalog",
        f"dcterms:title {_texts(_named_titles())}",
        f"dcterms:description {_texts(_named_descriptions())}",
        f"dcterms:publisher {_here('#publisher')}",
        f"dcterms:language {SWEDISH}",
        f"dcterms:license {CC0}",
        f'dcterms:issued "{issued}"^^xsd:date',
        f"foaf:homepage {_link('/')}",
        f"dcat:themeTaxonomy <{AUTHORITY}/data-theme>",
        "dcat:dataset " + ", ".join(_here(f"#{dataset.name}") for dataset in DATASETS),
        f"dcat:service {_here('#api')}",
    )


def _named_titles() -> dict[str, str]:
    name = settings.MUNICIPALITY
    return {
        "sv": f"Öppna data om förbättringar: {name}",
        "en": f"Open data on improvements: {name}",
    }


def _named_descriptions() -> dict[str, str]:
    name = settings.MUNICIPALITY
    return {
        "sv": f"Öppna data från {name} om det kommunen lovar att förbättra, och svar på "
        "vanliga frågor.",
        "en": f"Open data from {name} on what the municipality promises to improve, and "
        "answers to common questions.",
    }


def _publisher() -> str:
    return _block(
        _here("#publisher"),
        "foaf:Agent",
        f"foaf:name {_text(settings.MUNICIPALITY)}",
        "dcterms:type <http://purl.org/adms/publishertype/LocalAuthority>",
        f"foaf:homepage {_link('/')}",
    )


def _contact() -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return _block(
        _here("#contact"),
        "vcard:Organization",
        f"vcard:fn {_text(settings.MUNICIPALITY)}",
        f"vcard:hasEmail <mailto:{quote(address, safe='@')}>",
    )


def _service() -> str:
    return _block(
        _here("#api"),
        "dcat:DataService",
        f"dcterms:title {_texts({'sv': 'API för förbättringar', 'en': 'API of improvements'})}",
        f"dcterms:publisher {_here('#publisher')}",
        f"dcat:contactPoint {_here('#contact')}",
        f"dcat:endpointURL {_link(reverse('api:api-root'))}",
        f"dcat:endpointDescription {_link(reverse('api:openapi-json'))}",
        f"dcterms:license {CC0}",
        f"dcterms:accessRights <{AUTHORITY}/access-right/PUBLIC>",
        "dcat:servesDataset " + ", ".join(_here(f"#{dataset.name}") for dataset in DATASETS),
    )


def _dataset(dataset: Dataset, modified: dt.datetime | None) -> str:
    distributions = [f"#{dataset.name}-{kind}" for kind in ("csv", "json", "api")]
    keywords = [_text(w, language) for language, ws in dataset.keywords.items() for w in ws]
    changed = [f'dcterms:modified "{modified.isoformat()}"^^xsd:dateTime'] if modified else []
    return _block(
        _here(f"#{dataset.name}"),
        "dcat:Dataset",
        f"dcterms:identifier {_text(dataset.name)}",
        f"dcterms:title {_texts(dataset.title)}",
        f"dcterms:description {_texts(dataset.description)}",
        "dcat:keyword " + ", ".join(keywords),
        f"dcat:theme <{AUTHORITY}/data-theme/GOVE>",
        f"dcterms:publisher {_here('#publisher')}",
        f"dcat:contactPoint {_here('#contact')}",
        f"dcterms:accrualPeriodicity <{AUTHORITY}/frequency/CONT>",
        f"dcterms:accessRights <{AUTHORITY}/access-right/PUBLIC>",
        f"dcterms:language {SWEDISH}",
        f"dcat:landingPage {_link(reverse('api:api-root'))}",
        *changed,
        "dcat:distribution " + ", ".join(map(_here, distributions)),
    )


def _distribution(dataset: Dataset, ending: str, name: str, media_type: str) -> str:
    url = _link(reverse(f"api:{dataset.name}-{ending}"))
    titles = {language: f"{title} ({name})" for language, title in dataset.title.items()}
    return _block(
        _here(f"#{dataset.name}-{ending}"),
        "dcat:Distribution",
        f"dcterms:title {_texts(titles)}",
        f"dcat:accessURL {url}",
        f"dcat:downloadURL {url}",
        f"dcterms:format <{AUTHORITY}/file-type/{name}>",
        f"dcat:mediaType <http://www.iana.org/assignments/media-types/{media_type}>",
        f"dcterms:license {CC0}",
        "dcatap:availability <http://publications.europa.eu/resource/authority/"
        "planned-availability/AVAILABLE>",
    )


def _service_distribution(dataset: Dataset) -> str:
    titles = {language: f"{title} (API)" for language, title in dataset.title.items()}
    return _block(
        _here(f"#{dataset.name}-api"),
        "dcat:Distribution",
        f"dcterms:title {_texts(titles)}",
        f"dcat:accessURL {_link(reverse(f'api:{dataset.name}'))}",
        f"dcat:accessService {_here('#api')}",
        f"dcterms:format <{AUTHORITY}/file-type/JSON>",
        f"dcterms:license {CC0}",
    )


def _block(subject: str, kind: str, *facts: str) -> str:
    return f"{subject} a {kind} ;\n    " + " ;\n    ".join(facts) + " .\n"


def _here(fragment: str) -> str:
    return _link(reverse("dcat") + fragment)


def _link(path: str) -> str:
    return f"<{settings.BASE_URL.rstrip('/')}{path}>"


def _texts(texts: dict[str, str]) -> str:
    return ", ".join(_text(text, language) for language, text in texts.items())


def _text(text: str, language: str = "") -> str:
    """A Turtle string: JSON's escapes are a part of Turtle's."""
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")
