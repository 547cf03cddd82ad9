"""A guide settles a contact: registers it, or hands it over as a case with what was promised."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.cases.models import Case, Party
from hundra.hear.cases.services.opening import open_case
from hundra.hear.cases.services.parties import find_or_make
from hundra.hear.cases.working_hours import add_working_hours
from hundra.hear.contacts.errors import IncompleteError
from hundra.hear.contacts.models import Channel, Contact, Desk, DeskReason, Outcome
from hundra.hear.contacts.services import knowing, life
from hundra.hear.contacts.services.learning import learn
from hundra.hear.knowledge.models import Article

LONGEST_TITLE = 80
SOURCE = "contact"


@transaction.atomic
def register(
    *,
    contact: Contact,
    by: User,
    reason: DeskReason,
    outcome: Outcome | str,
    note: str = "",
    words: str = "",
    article: Article | None = None,
    at: datetime | None = None,
) -> Contact:
    """The contact is done; what was typed (`words` are those searched for) teaches its reason.

    Raises TakenError, GoneError, IncompleteError.
    """
    done = life.register(
        contact=contact,
        by=by,
        reason=reason.reason,
        outcome=outcome,
        note=note,
        article=article,
        at=at,
    )
    learn(desk=done.desk_id, reason=reason.reason, text=f"{words} {note}")
    return done


@transaction.atomic
def hand_over(  # noqa: PLR0913 - a case is what was asked, where it goes and what was promised.
    *,
    contact: Contact,
    by: User,
    reason: DeskReason,
    text: str,
    title: str = "",
    unit: Unit | None = None,
    promise: str = "",
    words: str = "",
    name: str = "",
    phone: str = "",
    email: str = "",
    article: Article | None = None,
    at: datetime | None = None,
) -> Case:
    """The contact becomes a case at the reason's unit, or another, and is done.

    What was written stands in the case alone if its reason is confidential: others at the desk
    do not read it. Without a promise the citizen was told when the reason's time runs out.
    Raises TakenError, GoneError, IncompleteError, InvalidPartyError, InvalidTextError.
    """
    moment = at or timezone.now()
    handles = unit or reason.unit
    if handles is None:
        raise IncompleteError(_("Choose the unit that will handle the case."))
    party = _told(contact, by, name=name, phone=phone, email=email)
    case = open_case(
        title=title or title_of(text, reason),
        text=text,
        reason=reason.reason,
        unit=handles,
        by=by,
        party=party,
        promise=promise or promise_of(reason, moment),
        promise_hours=reason.promise_hours,
        is_confidential=reason.is_confidential,
        language=contact.language,
        source=SOURCE,
        external_id=f"K{contact.pk}",
        at=at,
    )
    done = life.register(
        contact=contact,
        by=by,
        reason=reason.reason,
        outcome=Outcome.CASE,
        note="" if reason.is_confidential else text,
        article=article,
        case=case,
        at=at,
    )
    if reason.is_confidential:
        Contact.objects.filter(pk=done.pk).update(subject="")
    else:
        learn(desk=done.desk_id, reason=reason.reason, text=f"{words} {text}")
    return case


def _told(contact: Contact, by: User, *, name: str, phone: str, email: str) -> Party | None:
    if not (name.strip() or phone.strip() or email.strip()):
        return contact.party
    party = knowing.told(
        contact.party, by=by, name=name, phone=phone, email=email, language=contact.language
    )
    if party != contact.party:
        Contact.objects.filter(pk=contact.pk).update(party=party)
        contact.party = party
    return party


def title_of(text: str, reason: DeskReason) -> str:
    """The first sentence, or the reason where nothing is written or it is confidential."""
    first = text.strip().split("\n")[0].split(". ")[0].strip()
    if not first or reason.is_confidential:
        return reason.reason.name
    if len(first) <= LONGEST_TITLE:
        return first
    return first[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def due_of(reason: DeskReason, at: datetime | None = None) -> datetime:
    """When a case of the reason that is made now has to be answered."""
    return add_working_hours(at or timezone.now(), reason.promise_hours)


def promise_of(reason: DeskReason, at: datetime | None = None) -> str:
    """What the citizen is told where the guide has promised nothing else."""
    day = date_format(timezone.localtime(due_of(reason, at)), "DATE_FORMAT")
    return _("You hear from us by %(day)s at the latest.") % {"day": day}


@transaction.atomic
def enter_by_hand(  # noqa: PLR0913 - all that a contact is.
    *,
    desk: Desk,
    by: User,
    channel: Channel | str,
    reason: DeskReason,
    outcome: Outcome | str,
    note: str = "",
    language: str = "sv",
    name: str = "",
    phone: str = "",
    email: str = "",
    at: datetime | None = None,
) -> Contact:
    """A letter, a message in social media or a visit, registered when it is done.

    `at` is when it came. Raises NotAGuideError, InvalidPartyError.
    """
    is_known = any(told.strip() for told in (name, phone, email))
    contact = life.register_by_hand(
        desk=desk,
        by=by,
        channel=channel,
        reason=reason.reason,
        outcome=outcome,
        note=note,
        party=find_or_make(phone=phone, email=email, name=name, language=language)
        if is_known
        else None,
        language=language,
        at=at,
    )
    learn(desk=desk.pk, reason=reason.reason, text=note)
    return contact
