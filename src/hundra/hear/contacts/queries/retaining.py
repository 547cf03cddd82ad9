"""What has been kept long enough (see core.audit.retention)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hundra.hear.cases.models import Case, Party
from hundra.hear.contacts.models import (
    TELLS_OF_PERSON,
    UNSETTLED,
    Call,
    Contact,
    Letter,
    RefusedMail,
    VoiceMessage,
)


def contacts_before(day: date) -> QuerySet[Contact]:
    """Settled contacts that still tell of a person."""
    told = Contact.objects.filter(TELLS_OF_PERSON, received_at__lt=_midnight(day))
    return told.exclude(state__in=UNSETTLED).order_by()


def letters_before(day: date) -> QuerySet[Letter]:
    """Letters of contacts that are settled, with their enclosures."""
    old = Letter.objects.filter(at__lt=_midnight(day))
    return old.exclude(contact__state__in=UNSETTLED).order_by()


def calls_before(day: date) -> QuerySet[Call]:
    """Ended calls whose numbers are still there."""
    numbered = Call.objects.filter(~Q(from_number="") | ~Q(to_number=""))
    return numbered.filter(started_at__lt=_midnight(day), hung_up_at__lt=_midnight(day)).order_by()


def voice_messages_before(day: date) -> QuerySet[VoiceMessage]:
    return VoiceMessage.objects.filter(at__lt=_midnight(day)).order_by()


def refused_mail_before(day: date) -> QuerySet[RefusedMail]:
    return RefusedMail.objects.filter(at__lt=_midnight(day)).order_by()


def parties_left_before(day: date) -> QuerySet[Party]:
    """Those whom no contact and no case is about any more."""
    contacts = Contact.objects.filter(party=OuterRef("pk"))
    cases = Case.objects.filter(party=OuterRef("pk"))
    old = Party.objects.filter(created_at__lt=_midnight(day))
    return old.filter(~Exists(contacts), ~Exists(cases)).order_by()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
