"""A desk of the own unit, with all that is set up at it."""

from typing import Any

from tests.access.records import Address, World, record
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory, DeskReasonFactory, GuideFactory
from tests.factories.knowledge import ContactReasonFactory

from hundra.core.accounts.models import Role
from hundra.hear.contacts.models import Desk, SpecialDay


def _details(world: World) -> dict[str, Any]:
    return {
        "name": "Nytt servicecenter",
        "audience": "citizens",
        "unit": world.own.pk,
        "channels": ["phone"],
        "languages": ["sv", "en", "ar"],
        "is_active": "on",
    }


def _desk(world: World) -> Desk:
    return DeskFactory(unit=world.own)


@record("set up=new desk")
def new_desk(world: World) -> Address:
    return Address({}, _details(world))


@record("set up=desk")
def desk(world: World) -> Address:
    return Address({"slug": _desk(world).slug})


@record("set up=details")
def details(world: World) -> Address:
    return Address({"slug": _desk(world).slug}, _details(world))


@record("set up=goals")
def goals(world: World) -> Address:
    return Address({"slug": _desk(world).slug}, {"ring_seconds": 30})


@record("set up=hours")
def hours(world: World) -> Address:
    return Address({"slug": _desk(world).slug}, {"opens_0_1": "08:00", "closes_0_1": "16:00"})


@record("set up=special day")
def special_day(world: World) -> Address:
    return Address({"slug": _desk(world).slug}, {"day": "2026-12-23"})


@record("set up=removed day")
def removed_day(world: World) -> Address:
    day = SpecialDay.objects.create(desk=_desk(world), day="2026-12-23")
    return Address({"slug": day.desk.slug, "pk": day.pk})


@record("set up=new reason")
def new_reason(world: World) -> Address:
    sent = {"reason": ContactReasonFactory().pk, "promise_hours": 16, "priority": 50}
    return Address({"slug": _desk(world).slug}, sent)


@record("set up=reason")
def reason(world: World) -> Address:
    made = DeskReasonFactory(desk=_desk(world))
    return Address({"slug": made.desk.slug, "pk": made.pk}, {"promise_hours": 8, "priority": 50})


@record("set up=new guide")
def new_guide(world: World) -> Address:
    user = user_with(Role.GUIDE, world.own)
    sent = {"user": user.pk, "channels": ["phone"], "language_sv": "3", "is_active": "on"}
    return Address({"slug": _desk(world).slug}, sent)


@record("set up=guide")
def guide(world: World) -> Address:
    made = GuideFactory(desk=_desk(world))
    sent = {"channels": ["phone"], "language_sv": "3", "is_active": "on"}
    return Address({"slug": made.desk.slug, "pk": made.pk}, sent)
