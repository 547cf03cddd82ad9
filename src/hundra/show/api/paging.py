"""What all lists have in common: pages, and what may be asked for."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as noop
from ninja import Schema
from pydantic import AfterValidator, Field

MOST_PER_PAGE = 200
# Far above any list, and low enough to stay a number that the database can count to.
LAST_PAGE = 1_000_000

Record = TypeVar("Record", bound=Model)
Item = TypeVar("Item")


def _without_nul(text: str) -> str:
    """PostgreSQL has no place for that character, so nothing can hold it."""
    return text.replace("\0", "")


Slug = Annotated[str, Field(max_length=60), AfterValidator(_without_nul)]
Code = Annotated[str, Field(max_length=50), AfterValidator(_without_nul)]
Words = Annotated[str, Field(max_length=200), AfterValidator(_without_nul)]


class Paging(Schema):
    page: int = Field(1, ge=1, le=LAST_PAGE, description=noop("From 1."))
    page_size: int = Field(50, ge=1, le=MOST_PER_PAGE, description=noop("Items on a page."))


def paged(
    request: HttpRequest,
    response: HttpResponse,
    records: QuerySet[Record],
    paging: Paging,
    shape: Callable[[Record], Item],
) -> dict[str, Any]:
    """Two queries, whatever the size. A page after the last is empty.

    Keys are put in order first and rows read after, since whole rows with their texts take far
    longer to sort.
    """
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
    keys = records.values("pk")[start : start + paging.page_size]
    return {
        "count": count,
        "page": paging.page,
        "pages": pages,
        **beside,
        "items": [shape(record) for record in records.filter(pk__in=keys)],
    }


def _beside(request: HttpRequest, page: int) -> str:
    parameters = {**request.GET.dict(), "page": page}
    return f"{settings.BASE_URL.rstrip('/')}{request.path}?{urlencode(parameters)}"
