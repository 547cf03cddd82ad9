"""A text message to who is to be called back: when, and where to cancel it."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.messages import services as outbox
from hundra.core.messages.errors import InvalidMessageError
from hundra.core.messages.phones import is_mobile
from hundra.hear.contacts.models import Contact
from hundra.hear.contacts.own_pages import callback_url

logger = logging.getLogger(__name__)


def confirm_callback(contact: Contact) -> None:
    """Queues it in the caller's transaction, once for each time booked. Only to mobile numbers.

    It says nothing of what the call is about: others may see the telephone.
    """
    if not is_mobile(contact.callback_to):
        return
    slot = contact.callback_at
    with translation.override("sv" if contact.language == "sv" else "en"):
        text = _text(contact)
    try:
        outbox.send(
            to=contact.callback_to,
            subject="",
            text=text,
            purpose="contacts.callback",
            key=f"contacts.callback:{contact.pk}:{slot.isoformat() if slot else ''}",
            channel=outbox.SMS,
        )
    except InvalidMessageError:
        # No carrier of text messages is set up; the page has told the same.
        logger.info("A callback was not confirmed by text message.")


def _text(contact: Contact) -> str:
    told = {"municipality": settings.MUNICIPALITY, "url": callback_url(contact)}
    if contact.callback_at is None:
        return (
            _("%(municipality)s calls you at this number when it is your turn. Cancel: %(url)s")
            % told
        )
    at = timezone.localtime(contact.callback_at)
    told |= {"day": date_format(at, "j F"), "time": date_format(at, "H:i")}
    return (
        _("%(municipality)s calls you at this number %(day)s about %(time)s. Cancel: %(url)s")
        % told
    )
