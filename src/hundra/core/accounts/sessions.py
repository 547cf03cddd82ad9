"""How long one stays signed in: a while without doing anything, a working day at most."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

STARTED, SEEN = "session_started", "session_seen"
# Writing more seldom than each request keeps pages quick.
NOTED_EVERY_SECONDS = 300


class SessionLifetimeMiddleware:
    """Signs out those who have been idle, or signed in, for too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _check(request, time.time())
        return self.get_response(request)


def _check(request: HttpRequest, now: float) -> None:
    session = request.session
    started, seen = session.get(STARTED, now), session.get(SEEN, now)
    if (
        now - started > settings.SESSION_LIFETIME_SECONDS
        or now - seen > settings.SESSION_IDLE_SECONDS
    ):
        logout(request)
    elif STARTED not in session or now - seen > NOTED_EVERY_SECONDS:
        session[STARTED], session[SEEN] = started, now
        UserSession.objects.filter(session_key=session.session_key).update(
            last_seen_at=timezone.now()
        )
