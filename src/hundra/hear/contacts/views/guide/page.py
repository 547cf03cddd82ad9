"""The guide's page, and the question whether anything has changed on it."""

from __future__ import annotations

from time import monotonic

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hundra.core.ui.access import check, requires, signed_in
from hundra.hear.contacts import rules
from hundra.hear.contacts.models import Desk, Guide
from hundra.hear.contacts.queries import guide as queries
from hundra.hear.contacts.services import routing
from hundra.hear.contacts.views.guide import showing

# What time alone brings is looked at once a second in a process, however many ask.
EVERY_SECONDS = 1.0
_looked: dict[int, float] = {}


@requires(rules.is_guide)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    guide = rules.guide_of(request.user)
    check(guide is not None)
    assert guide is not None  # noqa: S101 - for the type checker.
    routing.tick(guide.desk)
    asked = showing.Asked(opened=showing.opened(request))
    return render(request, "contacts/guide/page.html", showing.page_context(guide, asked))


@signed_in
@require_safe
def poll(request: HttpRequest) -> HttpResponse:
    """304 while nothing has changed, for one query; else the parts that the page is made of.

    Who asks is known to be signed in; that they are a guide the pulse itself tells, and the
    rule is asked before anything is shown.
    """
    now = queries.pulse(request.user.pk or 0)
    check(now is not None)
    assert now is not None  # noqa: S101 - for the type checker.
    if now.is_unseen:
        Guide.objects.filter(pk=now.guide).update(seen_at=timezone.now())
    if _is_time(now.desk) and routing.tick(Desk.objects.get(pk=now.desk)):
        now = queries.pulse(request.user.pk or 0) or now
    if request.headers.get("If-None-Match") == f'"{now.mark}"':
        return showing.tagged(HttpResponseNotModified(), now.mark)
    check(rules.is_guide(request.user))
    guide = rules.guide_of(request.user)
    assert guide is not None  # noqa: S101 - is_guide has just said so.
    return showing.parts(request, guide)


def _is_time(desk: int) -> bool:
    now = monotonic()
    if now - _looked.get(desk, float("-inf")) < EVERY_SECONDS:
        return False
    _looked[desk] = now
    return True
