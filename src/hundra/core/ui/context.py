"""What both shells need in every template. No query but the user's own roles, and that lazily."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from hundra.core.ui import navigation, theme


def shell(request: HttpRequest) -> dict[str, object]:
    return {
        "municipality": settings.MUNICIPALITY,
        "has_logo": bool(settings.LOGO_PATH),
        "theme_version": theme.fingerprint(settings.BRAND_COLOR),
        "brand_color": settings.BRAND_COLOR,
        "language": get_language_info(get_language() or settings.LANGUAGE_CODE),
        "languages": SimpleLazyObject(lambda: other_languages(request)),
        "public_links": SimpleLazyObject(lambda: navigation.links("header", request.path)),
        "footer_links": SimpleLazyObject(lambda: navigation.links("footer")),
        "account_links": SimpleLazyObject(lambda: navigation.links("account")),
        "menu": SimpleLazyObject(lambda: navigation.menu(request.user, request.path)),
    }


def other_languages(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in each other language, as code, name in the language itself, and url."""
    here = request.get_full_path()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": translate_url(here, code),
        }
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]
