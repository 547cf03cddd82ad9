"""What several views share: from where somebody comes, what they may read, limits on rate."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError

from hundra.core.accounts.throttle import allow, client_key
from hundra.hear.knowledge import queries, rules
from hundra.hear.knowledge.models import Article, Audience, Door

LARGEST_KEY = 2**31 - 1
EVERYONE = frozenset({Audience.EVERYONE})


def sent(request: HttpRequest) -> QueryDict:
    """What was posted, or nothing if it cannot be read."""
    try:
        return request.POST
    except (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError, BadRequest, ValueError):
        return QueryDict()


def seldom(request: HttpRequest, what: str, *, an_hour: int, inside: bool) -> bool:
    """Is it less than so many times this hour? Inside, a whole office has the same address."""
    who = f"user {request.user.pk}" if inside else client_key(request)
    return allow(key=f"knowledge.{what}:{who}", limit=an_hour, per=timedelta(hours=1))


def door_of(request: HttpRequest, *, inside: bool) -> Door:
    if not inside:
        return Door.PUBLIC
    return Door.GUIDES if rules.is_guide(request.user) else Door.INSIDE


def readable(request: HttpRequest, article: int | None, *, inside: bool) -> Article | None:
    """The article, if whoever asks may read it at this door."""
    if article is None:
        return None
    audiences = rules.audiences_of(request.user) if inside else EVERYONE
    return queries.readable_articles(audiences).filter(pk=article).first()
