"""The theme, the logo and the site's icon: what the installation's look is made of."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from hundra.core.ui import theme
from hundra.core.ui.access import open_to_all
from hundra.core.ui.colour import BLACK, WHITE, contrast, hexadecimal, parse

LOGO_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


def _theme_etag(request: HttpRequest) -> str:
    return f'"{theme.fingerprint(settings.BRAND_COLOR)}"'


@open_to_all
@require_safe
@cache_control(public=True, max_age=3600)
@etag(_theme_etag)
def theme_css(request: HttpRequest) -> HttpResponse:
    """Designsystemet's colours made from the municipality's own."""
    return HttpResponse(theme.stylesheet(settings.BRAND_COLOR), content_type="text/css")


@open_to_all
@require_safe
@cache_control(public=True, max_age=3600)
def logo(request: HttpRequest) -> HttpResponseBase:
    """The municipality's logo. A picture only: scripts in an SVG never run."""
    path = Path(settings.LOGO_PATH) if settings.LOGO_PATH else None
    kind = LOGO_TYPES.get(path.suffix.lower()) if path else None
    if path is None or kind is None or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@open_to_all
@require_safe
@cache_control(public=True, max_age=86400)
@etag(_theme_etag)
def favicon(request: HttpRequest) -> HttpResponse:
    """A seal in the brand colour: the sign of the stamp."""
    brand = parse(settings.BRAND_COLOR)
    mark = WHITE if contrast(brand, WHITE) >= contrast(brand, BLACK) else BLACK
    return HttpResponse(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" '
        f'stroke="{hexadecimal(mark)}" stroke-linecap="round" stroke-linejoin="round">'
        f'<rect width="32" height="32" rx="9" fill="{hexadecimal(brand)}" stroke="none"/>'
        '<circle cx="16" cy="16" r="9.5" stroke-width="2"/>'
        '<path d="m11.8 16.4 3 3 5.6-6.2" stroke-width="2.6"/></svg>',
        content_type="image/svg+xml",
    )
