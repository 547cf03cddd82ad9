"""Letters are answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.messages.errors import InvalidMessageError
from hundra.core.messages.models import PartKind
from hundra.core.messages.services import Draft, mail_id, send_many
from hundra.engines.letters import Carried, tagged_subject
from hundra.engines.text import plain_text
from hundra.hear.contacts.errors import IncompleteError
from hundra.hear.contacts.models import Contact, ContactState, Desk, EventKind, Letter
from hundra.hear.contacts.services import life
from hundra.hear.contacts.services.events import log
from hundra.hear.contacts.services.letters import enclosing
from hundra.hear.contacts.services.life.held import check_has, lock

LONGEST_REPLY = 20_000
MOST_REFERENCES = 20
NOT_MAILED = ".invalid"  # Ends the ids of letters that never were mails.
_IN_THE_WAY = re.compile(r'[<>"(),;:@\[\]\\\s]+')


@transaction.atomic
def reply(
    *,
    contact: Contact,
    by: User,
    text: str,
    key: str,
    files: Sequence[Carried] = (),
    at: datetime | None = None,
) -> Letter:
    """The guide answers the last letter; a contact that waits becomes theirs by it.

    `key` is the form's own: the same form sent twice is one letter. Raises IncompleteError
    without words or an address to answer, TakenError if another guide has the contact.
    """
    at = at or timezone.now()
    text = plain_text(text)[:LONGEST_REPLY]
    if not text:
        raise IncompleteError(_("Write the reply."))
    contact = lock(contact)
    if (sent := _sent_before(contact, key)) is not None:
        return sent
    if contact.state in (ContactState.WAITING, ContactState.OFFERED):
        contact = life.answer(contact=contact, by=by, at=at)
    check_has(contact, by, ContactState.ACTIVE, ContactState.WRAP_UP)
    return _send(contact, by, text, key, files, at)


def _sent_before(contact: Contact, key: str) -> Letter | None:
    from hundra.core.messages.models import Message

    message = Message.objects.filter(key=_key(contact, key)).first()
    return Letter.objects.filter(message_id=mail_id(message)).first() if message else None


def _key(contact: Contact, key: str) -> str:
    return f"contacts.reply:{contact.pk}:{key}"[:200]


def _send(
    contact: Contact, by: User, text: str, key: str, files: Sequence[Carried], at: datetime
) -> Letter:
    letters = list(letters_before(contact))
    answered = next((one for one in reversed(letters) if not one.is_outgoing and one.sender), None)
    if answered is None:
        raise IncompleteError(_("There is no e-mail address to reply to. Call instead."))
    draft = Draft(
        to=answered.sender,
        subject=tagged_subject(answered.subject, contact.pk),
        text=signed(text, contact),
        purpose="contacts.reply",
        key=_key(contact, key),
        headers=_headers(contact.desk, letters, answered),
        parts=tuple((PartKind.ATTACHMENT, one.name, one.media_type, one.data) for one in files),
    )
    try:
        message = send_many([draft])[0]
    except InvalidMessageError as error:
        raise IncompleteError(
            _("The reply cannot be sent to that address: %(address)s.")
            % {"address": answered.sender}
        ) from error
    letter = Letter.objects.create(
        contact=contact,
        is_outgoing=True,
        message_id=mail_id(message),
        in_reply_to=answered.message_id,
        sender=contact.desk.email or settings.DEFAULT_FROM_EMAIL,
        recipient=answered.sender,
        subject=draft.subject,
        text=text,
        written_by=by,
        at=at,
    )
    enclosing.keep(letter, files)
    log(contact, EventKind.REPLIED, at, guide=contact.guide_id)
    return letter


def letters_before(contact: Contact) -> QuerySet[Letter]:
    """All letters in the matter, oldest first: those of the contacts that it follows, too."""
    keys = [contact.pk]
    while (before := _before(keys[-1])) is not None and before not in keys:
        keys.append(before)
    return Letter.objects.filter(contact__in=keys).order_by("at", "pk")


def _before(number: int) -> int | None:
    return Contact.objects.filter(pk=number).values_list("follows", flat=True).first()


def signed(text: str, contact: Contact) -> str:
    """The reply with who it comes from, and how it is answered, in the contact's language."""
    with translation.override("sv" if contact.language == "sv" else "en"):
        end = _("If you want to add something, just reply to this mail.")
    return f"{text}\n\n-- \n{contact.desk.name}, {settings.MUNICIPALITY}\n{contact.number}. {end}\n"


def _headers(desk: Desk, letters: Sequence[Letter], answered: Letter) -> dict[str, str]:
    """A person wrote it, so it is no automatic mail; and it belongs to what it answers."""
    headers = {"Auto-Submitted": "no"}
    if desk.email:
        headers["From"] = f"{_IN_THE_WAY.sub(' ', desk.name).strip()} <{desk.email}>"
    mailed = [one.message_id for one in letters if not one.message_id.endswith(NOT_MAILED)]
    if answered.message_id in mailed:
        headers["In-Reply-To"] = f"<{answered.message_id}>"
    if mailed:
        headers["References"] = " ".join(f"<{one}>" for one in mailed[-MOST_REFERENCES:])
    return headers
