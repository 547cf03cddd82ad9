"""The stamp and the pictures made from it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from hundra.core.ui.access import open_to_all
from hundra.improve.improvements.models import Improvement
from hundra.show.public import queries, stamps
from hundra.show.public.kit import CARDS, BusyError, card

KEPT = 3600  # Seconds; the number never changes, but a title or a topic may.


def found_or_404(number: int) -> Improvement:
    improvement = queries.with_stamp(number)
    if improvement is None:
        raise Http404
    return improvement


def _answer(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@open_to_all
@require_safe
def stamp(request: HttpRequest, number: int, look: str = "") -> HttpResponse:
    if look not in stamps.LOOKS:
        raise Http404
    design = stamps.design_of(found_or_404(number))
    etag = f'"{stamps.fingerprint(design, look)}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(stamps.svg(design, look), content_type="image/svg+xml")
    return _answer(response, etag)


@open_to_all
@require_safe
def picture(request: HttpRequest, number: int, size: str) -> HttpResponse:
    """The stamp and the title as a picture for social media."""
    if size not in CARDS:
        raise Http404
    improvement = found_or_404(number)
    design = stamps.design_of(improvement)
    etag = f'"{stamps.fingerprint(design, size + improvement.title)}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        data = card(improvement, size)
    except BusyError:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    return _answer(HttpResponse(data, content_type="image/png"), etag)
