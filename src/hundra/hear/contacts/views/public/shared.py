"""What the open forms share: limits, and addresses that only one person has."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from hundra.core.accounts.throttle import allow, client_key
from hundra.core.ui import receiving
from hundra.hear.contacts.models import Contact
from hundra.hear.contacts.own_pages import number_of, secret_of

__all__ = ["by_secret", "secret_of", "too_often", "unreadable"]

LARGEST_REQUEST = 60_000_000
AN_HOUR = 30
TO_AN_ADDRESS = 10


def by_secret(secret: str) -> Contact:
    """The contact whose address it is. Raises Http404 for all others."""
    number = number_of(secret)
    if number is None:
        raise Http404
    found = Contact.objects.select_related("desk", "party").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def unreadable(request: HttpRequest) -> str:
    """Why what was sent cannot be taken in at all, in a sentence; "" if it can."""
    too_much = _(
        "That was more than we can receive: five files of 10 MB each, and a text of 8,000"
        " characters. Go back in your browser to get what you wrote, and leave something out."
    )
    return receiving.unreadable(request, largest=LARGEST_REQUEST, too_much=too_much)


def too_often(request: HttpRequest, what: str, *addresses: str) -> str:
    """A sentence if too much came from the sender this hour, or was to go to the same address or
    number today; else ""."""
    if not allow(
        key=f"contacts.{what}:{client_key(request)}", limit=AN_HOUR, per=timedelta(hours=1)
    ):
        return _("Very much has come from your connection this hour. Wait a while, or call us.")
    for address in addresses:
        key = f"contacts.to:{address.strip().lower()}"
        if address.strip() and not allow(key=key, limit=TO_AN_ADDRESS, per=timedelta(days=1)):
            return _("That address or number has been used many times today. Try tomorrow.")
    return ""
