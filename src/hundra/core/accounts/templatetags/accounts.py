"""What the pages about accounts show of browsers and places."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()

# The first that fits names the browser: others claim to be Chrome, and Chrome to be Safari.
BROWSERS = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]


@register.filter
def browser(user_agent: str) -> str:
    """A browser's own description in words: "Firefox, Windows"."""
    found = [
        next((name for mark, name in known if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or _("Unknown browser")


@register.simple_tag
def account_crumbs() -> list[tuple[str, str]]:
    return [(_("My account"), reverse("account"))]


@register.simple_tag
def user_crumbs() -> list[tuple[str, str]]:
    return [(_("Users"), reverse("users"))]
