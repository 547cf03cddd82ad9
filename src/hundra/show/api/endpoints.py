"""The addresses of the API and what can be asked of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as noop
from ninja import NinjaAPI, Path, Query, Schema
from pydantic import AfterValidator, Field

from hundra.show.api import problems, queries, schemas
from hundra.show.api.queries import Wanted

MOST_PER_PAGE = 200
# Far above any list, and low enough to stay a number that the database can count to.
LAST_PAGE = 1_000_000
LAST_NUMBER = 999_999_999

Record = TypeVar("Record", bound=Model)
Item = TypeVar("Item")


class OpenData(NinjaAPI):
    """Describes its faults as what they are: problems (RFC 9457)."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "content" in response:  # noqa: PLR2004
                        content = response["content"].pop("application/json")
                        response["content"][problems.MEDIA_TYPE] = content
        return schema


api = OpenData(
    title="Hundra",
    version="1.0",
    description=(
        "Improvements that the municipality has promised, numbered and delivered, as open data "
        "(CC0). Read-only, no key needed."
    ),
    docs_url=None,
    urls_namespace="api",
)
problems.register(api)


def _without_nul(text: str) -> str:
    """PostgreSQL has no place for that character, so nothing can hold it."""
    return text.replace("\0", "")


Slug = Annotated[str, Field(max_length=60), AfterValidator(_without_nul)]
Code = Annotated[str, Field(max_length=50), AfterValidator(_without_nul)]
Words = Annotated[str, Field(max_length=200), AfterValidator(_without_nul)]


class Paging(Schema):
    page: int = Field(1, ge=1, le=LAST_PAGE, description=noop("From 1."))
    page_size: int = Field(50, ge=1, le=MOST_PER_PAGE, description=noop("Items on a page."))


class Filters(Schema):
    audience: schemas.Audience | None = Field(None, description=noop("For whom it is better."))
    state: schemas.State | None = Field(
        None, description=noop("Ideas and planned ones are those shown as coming.")
    )
    topic: Slug | None = Field(None, description=noop("A topic's slug."))
    unit: Code | None = Field(None, description=noop("A unit's code; units under it are included."))
    q: Words | None = Field(None, description=noop("Words, or a number such as 37."))

    def wanted(self) -> Wanted:
        return Wanted(
            audience=self.audience, state=self.state, topic=self.topic, unit=self.unit, q=self.q
        )


Faults = {422: schemas.Problem}


@api.get(
    "/programmes",
    response=schemas.Programmes,
    url_name="programmes",
    summary=noop("The programme shown to the public"),
    tags=["programmes"],
)
def programmes(request: HttpRequest) -> Any:
    return schemas.Programmes(items=queries.list_programmes())


@api.get(
    "/series",
    response=schemas.SeriesList,
    url_name="series",
    summary=noop("Yearly figures followed beside the improvements"),
    tags=["series"],
)
def series(request: HttpRequest) -> Any:
    return schemas.SeriesList(items=queries.list_series())


@api.get(
    "/improvements",
    response={200: schemas.Page[schemas.Improvement], **Faults},
    url_name="improvements",
    summary=noop("Improvements, by number, coming ones last"),
    tags=["improvements"],
)
def improvements(
    request: HttpRequest, filters: Query[Filters], paging: Query[Paging], response: HttpResponse
) -> Any:
    found = queries.find_improvements(filters.wanted())
    return _page(request, response, found, paging, queries.improvement)


@api.get(
    "/improvements/{number}",
    response={200: schemas.ImprovementWithStory, 404: schemas.Problem, **Faults},
    url_name="improvement",
    summary=noop("One improvement with its story and updates"),
    tags=["improvements"],
)
def improvement(
    request: HttpRequest,
    number: Annotated[
        int, Path(ge=1, le=LAST_NUMBER, description=noop("The number on the stamp."))
    ],
) -> Any:
    found = queries.improvement_with_story(number)
    if found is None:
        raise Http404
    return found


@api.get(
    "/updates",
    response={200: schemas.Page[schemas.Update], **Faults},
    url_name="updates",
    summary=noop("News about improvements, the newest first"),
    tags=["updates"],
)
def updates(
    request: HttpRequest,
    paging: Query[Paging],
    response: HttpResponse,
    improvement: Annotated[
        int | None, Query(ge=1, le=LAST_NUMBER, description=noop("Of this improvement only."))
    ] = None,
) -> Any:
    found = queries.find_updates(improvement)
    return _page(request, response, found, paging, queries.update)


def _page(
    request: HttpRequest,
    response: HttpResponse,
    records: QuerySet[Record],
    paging: Paging,
    shape: Callable[[Record], Item],
) -> dict[str, Any]:
    """Two queries, whatever the size. A page after the last is empty."""
    count = records.count()
    pages = max(1, math.ceil(count / paging.page_size))
    start = (paging.page - 1) * paging.page_size
    beside = {
        "next": _beside(request, paging.page + 1) if paging.page < pages else None,
        "previous": _beside(request, min(paging.page - 1, pages)) if paging.page > 1 else None,
    }
    links = [
        f'<{url}>; rel="{"prev" if name == "previous" else name}"'
        for name, url in beside.items()
        if url
    ]
    if links:
        response["Link"] = ", ".join(links)
    return {
        "count": count,
        "page": paging.page,
        "pages": pages,
        **beside,
        "items": [shape(record) for record in records[start : start + paging.page_size]],
    }


def _beside(request: HttpRequest, page: int) -> str:
    parameters = {**request.GET.dict(), "page": page}
    return f"{settings.BASE_URL.rstrip('/')}{request.path}?{urlencode(parameters)}"
