"""Which contact a mail belongs to."""

from __future__ import annotations

from django.db.models import Q

from hundra.engines.letters import Mail, subject_tag
from hundra.hear.contacts.models import Contact, ContactState, Letter

OVER = (ContactState.DONE, ContactState.ABANDONED)
LONGEST_CHAIN = 200


def contact_of(mail: Mail) -> Contact | None:
    """The newest contact in the matter that the mail answers, held; None for a new matter.

    Found by the mails that it says it answers. Else by the tag in the subject, which anybody can
    write: it counts only for those who have taken part in the contact.
    """
    found = by_reference(mail) or _by_tag(mail)
    return _newest(found) if found is not None else None


def by_reference(mail: Mail) -> int | None:
    """The contact of the newest letter that the mail says it answers."""
    ids = [mail.in_reply_to, *mail.references]
    letter = Letter.objects.filter(message_id__in=[one for one in ids if one]).order_by("-at")
    return letter.values_list("contact", flat=True).first()


def _by_tag(mail: Mail) -> int | None:
    number = subject_tag(mail.subject)
    if number is None or not mail.sender:
        return None
    took_part = (
        Q(letters__sender=mail.sender)
        | Q(letters__recipient=mail.sender, letters__is_outgoing=True)
        | Q(party__email=mail.sender)
    )
    return Contact.objects.filter(took_part, pk=number).values_list("pk", flat=True).first()


def _newest(number: int) -> Contact:
    """The last one of those that followed on each other.

    The first is locked before the others are looked up, so that two letters at once to a contact
    that is done become one new contact.
    """
    held = Contact.objects.select_for_update(no_key=True, of=("self",)).select_related("desk")
    contact = held.get(pk=number)
    for _turn in range(LONGEST_CHAIN):
        later = contact.followed_by.order_by("-pk").values_list("pk", flat=True).first()
        if later is None:
            break
        contact = held.get(pk=later)
    return contact
