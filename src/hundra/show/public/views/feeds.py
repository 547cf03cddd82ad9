"""Feeds, the map of the site, and what search engines may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hundra.core.ui.access import open_to_all
from hundra.core.ui.publishing import absolute, tagged
from hundra.improve.improvements import queries as improvements
from hundra.show.public import feeds, sitemap
from hundra.show.public.views.pages import shown

KEPT = 300


@open_to_all
@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    content = feeds.atom(shown())
    return tagged(request, HttpResponse(content, content_type="application/atom+xml"), max_age=KEPT)


@open_to_all
@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(
        feeds.json_feed(shown()),
        json_dumps_params={"ensure_ascii": False},
        content_type="application/feed+json",
    )
    response["Access-Control-Allow-Origin"] = "*"
    return tagged(request, response, max_age=KEPT)


@open_to_all
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    content = sitemap.written(sitemap.places(improvements.shown_programme()))
    response = HttpResponse(content, content_type="application/xml")
    return tagged(request, response, max_age=KEPT)


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in ("/arbete/", "/en/arbete/", "/konto/", "/en/konto/")]
    lines += ["", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return tagged(request, response, max_age=86_400)
