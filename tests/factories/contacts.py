"""Desks with their guides, and contacts as they can be in life."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from tests.factories.accounts import UserFactory, grant
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.contacts.models import (
    Availability,
    AvailabilitySpell,
    Channel,
    Contact,
    ContactState,
    Desk,
    DeskReason,
    Guide,
    GuideLanguage,
    OpeningHours,
)
from hundra.hear.suggestions.models import Audience


class DeskFactory(DjangoModelFactory[Desk]):
    """A desk for citizens with every channel; without opening hours, which `open_weekdays` adds."""

    class Meta:
        model = Desk

    slug = factory.Sequence(lambda n: f"servicecenter-{n}")
    name = factory.Sequence(lambda n: f"Servicecenter {n}")
    audience = Audience.CITIZENS
    unit = factory.SubFactory(UnitFactory)
    phone = factory.Sequence(lambda n: f"+4619210{n:04}")
    email = factory.Sequence(lambda n: f"servicecenter{n}@example.se")
    channels = factory.LazyFunction(lambda: [str(channel) for channel in Channel])
    languages = factory.LazyFunction(lambda: ["sv", "en", "ar"])


def open_weekdays(desk: Desk, opens: str = "08:00", closes: str = "16:30") -> None:
    """Opens the desk Monday to Friday."""
    OpeningHours.objects.bulk_create(
        OpeningHours(desk=desk, weekday=day, opens=opens, closes=closes) for day in range(5)
    )


class DeskReasonFactory(DjangoModelFactory[DeskReason]):
    class Meta:
        model = DeskReason

    desk = factory.SubFactory(DeskFactory)
    reason = factory.SubFactory(ContactReasonFactory)


class GuideFactory(DjangoModelFactory[Guide]):
    """A guide with every channel who speaks Swedish and holds the role at the desk's unit.

    `languages={"ar": 3}` speaks just those; `reasons=[reason]` knows just those;
    `availability="ready"` is at work.
    """

    class Meta:
        model = Guide

    desk = factory.SubFactory(DeskFactory)
    user = factory.SubFactory(UserFactory)
    channels = factory.LazyFunction(lambda: [str(channel) for channel in Channel])

    @classmethod
    def _create(cls, model_class: type[Guide], *args: Any, **fields: Any) -> Guide:
        languages = fields.pop("languages", {"sv": 3})
        reasons = fields.pop("reasons", ())
        guide = super()._create(model_class, *args, **fields)
        grant(guide.user, Role.GUIDE, guide.desk.unit)
        GuideLanguage.objects.bulk_create(
            GuideLanguage(guide=guide, language=language, level=level)
            for language, level in languages.items()
        )
        guide.reasons.set(reasons)
        if guide.availability != Availability.AWAY:
            AvailabilitySpell.objects.create(
                guide=guide, availability=guide.availability, since=guide.since
            )
        return guide


class ContactFactory(DjangoModelFactory[Contact]):
    """Someone who waits on the phone. The other states by traits."""

    class Meta:
        model = Contact

    class Params:
        in_menu = factory.Trait(state=ContactState.MENU, queued_at=None)
        offered = factory.Trait(
            state=ContactState.OFFERED,
            guide=factory.SubFactory(GuideFactory, desk=factory.SelfAttribute("..desk")),
            offered_at=factory.LazyFunction(timezone.now),
        )
        active = factory.Trait(
            state=ContactState.ACTIVE,
            guide=factory.SubFactory(
                GuideFactory,
                desk=factory.SelfAttribute("..desk"),
                availability=Availability.BUSY,
            ),
            answered_at=factory.LazyFunction(timezone.now),
        )
        done = factory.Trait(
            state=ContactState.DONE,
            guide=factory.SubFactory(GuideFactory, desk=factory.SelfAttribute("..desk")),
            reason=factory.SubFactory(ContactReasonFactory),
            outcome="solved",
            answered_at=factory.LazyFunction(timezone.now),
            ended_at=factory.LazyFunction(timezone.now),
            registered_at=factory.LazyFunction(timezone.now),
        )

    desk = factory.SubFactory(DeskFactory)
    channel = Channel.PHONE
    state = ContactState.WAITING
    received_at = factory.LazyFunction(timezone.now)
    queued_at = factory.SelfAttribute("received_at")
