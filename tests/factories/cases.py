"""Parties and cases as the services make them, with their first spell."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory

from hundra.hear.cases.models import (
    Attachment,
    Case,
    CaseState,
    Disclosure,
    Entry,
    EntryKind,
    Party,
    Spell,
)


class PartyFactory(DjangoModelFactory[Party]):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Bo Exempelberg {n}")
    phone = factory.Sequence(lambda n: f"+4670{n:07}")
    email = factory.Sequence(lambda n: f"bo{n}@example.se")
    language = "sv"


class CaseFactory(DjangoModelFactory[Case]):
    """A new case with nobody to handle it. `confidential=True`, `closed=True` and so on."""

    class Meta:
        model = Case

    class Params:
        confidential = factory.Trait(is_confidential=True)
        under_way = factory.Trait(state=CaseState.OPEN)
        closed = factory.Trait(
            state=CaseState.CLOSED,
            closed_at=factory.LazyFunction(timezone.now),
            answer="Lampan är lagad.",
        )

    title = factory.Sequence(lambda n: f"Trasig gatlampa {n}")
    text = "Lampan utanför porten lyser inte."
    reason = factory.SubFactory(ContactReasonFactory)
    unit = factory.SubFactory(UnitFactory)
    party = factory.SubFactory(PartyFactory)
    promise = "Svar inom fem arbetsdagar."
    promise_hours = 40
    source = "contact"

    @classmethod
    def _create(cls, model_class: type[Case], *args: Any, **kwargs: Any) -> Case:
        case = super()._create(model_class, *args, **kwargs)
        Spell.objects.create(
            case=case,
            state=case.state,
            unit=case.unit,
            handler=case.handler,
            since=case.opened_at,
            by=case.opened_by,
        )
        return case


class EntryFactory(DjangoModelFactory[Entry]):
    class Meta:
        model = Entry

    case = factory.SubFactory(CaseFactory)
    kind = EntryKind.NOTE
    text = "Har ringt entreprenören."


class AttachmentFactory(DjangoModelFactory[Attachment]):
    class Meta:
        model = Attachment

    entry = factory.SubFactory(EntryFactory)
    name = "karta.txt"
    media_type = "text/plain"
    size = 5
    file = factory.django.FileField(filename="karta.txt", data=b"karta")


class DisclosureFactory(DjangoModelFactory[Disclosure]):
    class Meta:
        model = Disclosure

    case = factory.SubFactory(CaseFactory)
    version = 0
    digest = "0" * 64
    file = factory.django.FileField(filename="arende.pdf", data=b"%PDF-1.7")
