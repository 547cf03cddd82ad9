"""The steps on a suggestion's way, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS: dict[str, Promise] = {
    "received": _("The suggestion came in"),
    "accepted": _("The suggestion was accepted"),
    "declined": _("The suggestion will not be done"),
    "joined": _("Joined with another suggestion about the same thing"),
    "published": _("Published on the web site"),
    "published_inside": _("Published for employees"),
    "unpublished": _("No longer published"),
    "planned": _("Became part of an improvement"),
    "delivered": pgettext_lazy("suggestion", "Delivered"),
    "released": _("Is looked at anew"),
}


def in_words(name: str) -> str:
    """The step in the reader's language; a text that is no step's name, as it is."""
    return str(WORDS.get(name, name))
