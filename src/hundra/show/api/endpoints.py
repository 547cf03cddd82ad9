"""The addresses of the API and what can be asked of them."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as noop
from ninja import NinjaAPI, Path, Query, Schema
from pydantic import Field

from hundra.show.api import answers, problems, queries, schemas
from hundra.show.api.paging import Code, Paging, Slug, Words, paged
from hundra.show.api.queries import Wanted

LAST_NUMBER = 999_999_999


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
        "Improvements that the municipality has promised, numbered and delivered, and answers to "
        "what people ask, as open data (CC0). Read-only, no key needed."
    ),
    docs_url=None,
    urls_namespace="api",
)
problems.register(api)
api.add_router("", answers.router)


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
    return paged(request, response, found, paging, queries.improvement)


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
    return paged(request, response, found, paging, queries.update)
