"""Mail about a case: a message in it from the one whose case it is, else a contact that names it.

Anybody can write a case's mark in a subject, so it counts only from the address that our letters
about the case go to. Of whom it does not count for, nothing is told of the case: not even that
there is one, should it be confidential.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings

from hundra.engines.letters import Mail, case_tag, with_case_tag, without_quote
from hundra.hear.cases import queries
from hundra.hear.cases.errors import CasesError
from hundra.hear.cases.models import Case
from hundra.hear.cases.services import Given, receive_mail
from hundra.hear.contacts.models import Channel, Desk
from hundra.hear.contacts.services.letters import threads

logger = logging.getLogger(__name__)


def received_in(mail: Mail, at: datetime) -> Case | None:
    """The case that the mail has become a message in; None if it is to become a contact's letter.

    Raises IntegrityError when the same mail is taken in at the same time.
    """
    case = _case_of(mail)
    if case is None or not queries.is_from_party(case, mail.sender):
        return None
    try:
        receive_mail(
            case=case,
            message_id=mail.message_id,
            text=without_quote(mail.text)[0],
            files=[Given(one.name, one.data) for one in mail.carried],
            at=at,
        )
    except CasesError as refused:
        logger.warning("A mail about a case becomes a contact: %s", refused)
        return None
    return case


def _case_of(mail: Mail) -> Case | None:
    """By the letter that it answers; else by the mark, unless it answers a letter of a contact."""
    found = queries.case_of_letter(_answered(mail))
    number = case_tag(mail.subject)
    if found is None and number is not None and threads.by_reference(mail) is None:
        return queries.case_of_number(number)
    return found


def _answered(mail: Mail) -> list[str]:
    return [one for one in (mail.in_reply_to, *mail.references) if one]


def subject_of(mail: Mail) -> str:
    """The subject of a contact, with the mark of the case that the mail is about, if any.

    The mark that was written stays, whatever it names. One is added only for a case that is no
    secret.
    """
    number = case_tag(mail.subject)
    if number is None:
        case = queries.case_of_letter(_answered(mail))
        number = case.pk if case is not None and not case.is_confidential else None
    return mail.subject if number is None else with_case_tag(mail.subject, number)


def reply_address(case: Case) -> str:
    """Where our letters about the case are answered: at the desk it came by, else at any."""
    if not settings.MAILBOXES:
        return ""
    desks = Desk.objects.filter(is_active=True, channels__contains=[Channel.EMAIL])
    desks = desks.exclude(email="")
    own = desks.filter(contacts__case=case).order_by("contacts__pk").first()
    desk = own or desks.order_by("pk").first()
    return desk.email if desk else ""
