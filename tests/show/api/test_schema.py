"""schemathesis asks everything that the API's description allows, and much that it does not."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory, UpdateFactory
from tests.factories.knowledge import TranslationFactory, published_article, show

from hundra.hear.knowledge.services import indexing

EXAMPLES = 200


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def one_connection(db):
    """Requests leave the test's connection open, as those of Django's own test client do."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def something_public(one_connection):
    programme = ProgrammeFactory(shown=True)
    ImprovementFactory(programme=programme, coming=True)
    UpdateFactory(improvement=ImprovementFactory(programme=programme, delivered=True))
    links = [{"kind": "e-service", "label": "Ansök", "url": "https://e.granby.example/"}]
    article = published_article(steps=["Ansök."], links=links, keywords=["lov"])
    show(TranslationFactory(article=article, language="ar"))
    indexing.index_words([article.pk])


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_question_finds_a_fault(case, something_public):
    case.call_and_validate()
