"""The sign for a large screen, and the list to embed in other sites. Neither needs a script."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from hundra.core.ui import publishing
from hundra.core.ui.access import open_to_all
from hundra.core.ui.publishing import kept_briefly, tagged
from hundra.improve.improvements import queries as improvements
from hundra.improve.improvements.models import ImprovementState
from hundra.show.public import presenting, queries
from hundra.show.public.views.pages import shown

ON_SIGN = 12
TURN_SECONDS = 15
EMBEDDED = 6


@open_to_all
@require_safe
def sign(request: HttpRequest) -> HttpResponse:
    """One improvement at a time, the newest ones in turn; asks for the next by itself."""
    programme = shown()
    found = list(
        improvements.numbered(programme).exclude(state=ImprovementState.WITHDRAWN)[:ON_SIGN]
    )
    turn = int(timezone.now().timestamp()) // TURN_SECONDS
    context = {
        "programme": programme,
        "progress": improvements.progress(programme),
        "wall": presenting.wall(queries.wall(programme), on_sign=True),
        "one": found[turn % len(found)] if found else None,
        "address": settings.BASE_URL.split("://")[-1].rstrip("/"),
        "seconds": TURN_SECONDS,
    }
    part = request.headers.get("HX-Request") == "true"
    template = "public/parts/sign.html" if part else "public/sign.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return tagged(request, response, max_age=0)


@open_to_all
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["'self'", *settings.EMBED_HOSTS]})
@kept_briefly
def embedded(request: HttpRequest) -> HttpResponse:
    """The progress and the newest, for a frame in the municipality's own site or intranet."""
    programme = shown()
    audience = queries.narrowing(request.GET).audience
    found = improvements.numbered(programme).exclude(state=ImprovementState.WITHDRAWN)
    if audience:
        found = found.filter(audience=audience)
    context = {
        "programme": programme,
        "progress": improvements.progress(programme),
        "newest": found[:EMBEDDED],
        **publishing.addresses(request),
    }
    return render(request, "public/embedded.html", context)
