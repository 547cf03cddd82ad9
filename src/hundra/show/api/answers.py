"""Answers to people's questions: topics, articles and search. Only what is for everyone."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as noop
from ninja import Path, Query, Router, Schema
from pydantic import Field

from hundra.core.accounts.throttle import allow, client_key
from hundra.hear.knowledge.queries.finding import search as find
from hundra.show.api import answer_queries, problems, schemas
from hundra.show.api.paging import Paging, Slug, Words, paged

LAST_ID = 2**63 - 1
MOST_HITS = 50
A_MINUTE = 600
TOO_MANY = 429

router = Router(tags=["articles"])
Language = Annotated[
    str,
    Field(
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$",
        description=noop("The language wanted, such as sv, en or ar. Without it: Swedish."),
    ),
]


class InLanguage(Schema):
    language: Language = "sv"


class ArticleFilters(InLanguage):
    topic: Slug | None = Field(None, description=noop("A topic's slug."))
    only: Literal["language"] | None = Field(
        None, description=noop("“language”: leave out what is not in the language wanted.")
    )


class Question(InLanguage):
    q: Words = Field(..., description=noop("A question or some words."))
    limit: int = Field(10, ge=1, le=MOST_HITS, description=noop("Answers at most."))


@router.get(
    "/topics",
    response={200: schemas.HelpTopics, 422: schemas.Problem},
    url_name="topics",
    summary=noop("The topics of the answers"),
)
def topics(request: HttpRequest, wanted: Query[InLanguage]) -> Any:
    return schemas.HelpTopics(items=answer_queries.list_topics(wanted.language))


@router.get(
    "/articles",
    response={200: schemas.Page[schemas.Article], 422: schemas.Problem},
    url_name="articles",
    summary=noop("Answers to questions, those changed last first"),
)
def articles(
    request: HttpRequest,
    filters: Query[ArticleFilters],
    paging: Query[Paging],
    response: HttpResponse,
) -> Any:
    found = answer_queries.find_articles(
        topic=filters.topic, language=filters.language, exactly=filters.only is not None
    )
    return paged(request, response, found, paging, answer_queries.article)


@router.get(
    "/articles/{id}",
    response={200: schemas.ArticleWithText, 404: schemas.Problem, 422: schemas.Problem},
    url_name="article",
    summary=noop("One answer with its steps, text and links"),
)
def article(
    request: HttpRequest,
    id: Annotated[int, Path(ge=1, le=LAST_ID, description=noop("The answer's id."))],  # noqa: A002
    wanted: Query[InLanguage],
) -> Any:
    found = answer_queries.article_with_text(id, wanted.language)
    if found is None:
        raise Http404
    return found


@router.get(
    "/search",
    response={200: schemas.SearchResult, 422: schemas.Problem, TOO_MANY: schemas.Problem},
    url_name="search",
    summary=noop("Answers found by words and by meaning"),
)
def search(request: HttpRequest, asked: Query[Question]) -> Any:
    key = f"api.search:{client_key(request)}"
    if not allow(key=key, limit=A_MINUTE, per=timedelta(minutes=1)):
        return problems.too_many(request)
    found = find(
        asked.q,
        audiences=answer_queries.EVERYONE,
        language=asked.language,
        limit=asked.limit,
    )
    return answer_queries.result(found)
