"""The address of a contact's own page, which only the one who got in touch has."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from hundra.hear.contacts.models import Contact

_SIGNER = signing.Signer(salt="contacts.secret")


def secret_of(contact: Contact) -> str:
    """What stands in the address of the contact's own page."""
    return _SIGNER.sign(str(contact.pk))


def number_of(secret: str) -> int | None:
    """The contact's number that the secret was made of; None for what we have not made."""
    try:
        return int(_SIGNER.unsign(secret))
    except (signing.BadSignature, ValueError):
        return None


def callback_url(contact: Contact) -> str:
    """Where a callback is seen and cancelled, as an absolute address."""
    return settings.BASE_URL.rstrip("/") + reverse("callback", args=[secret_of(contact)])
