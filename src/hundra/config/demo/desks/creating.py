"""Desks with hours, reasons and guides, as in content/contacts.toml."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import time
from typing import Any

from django.utils import timezone

from hundra.config.demo.content import read_content
from hundra.config.demo.workplaces import family_names, given_names
from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.organisation.models import Unit
from hundra.hear.contacts.models import (
    Channel,
    Desk,
    DeskReason,
    Guide,
    GuideLanguage,
    Level,
    MenuVersion,
    OpeningHours,
)
from hundra.hear.knowledge.models import ContactReason

DOMAIN = "granby.example"
HANDLERS_A_UNIT = 3
ALL_CHANNELS = [channel.value for channel in Channel]
SEED = 11
NO_PASSWORD = "!"  # noqa: S105 - what Django writes where nobody can sign in.


def create_desks() -> list[Desk]:
    """The desks with all that they are set up to do, their guides, and handlers behind them."""
    rng = random.Random(SEED)  # noqa: S311 - which guide speaks what is no secret.
    names = _names(rng)
    desks = [_create_desk(entry, names, rng) for entry in read_content("contacts")["desk"]]
    _create_handlers(names)
    return desks


def _create_desk(entry: dict[str, Any], names: Iterator[str], rng: random.Random) -> Desk:
    desk = Desk.objects.create(
        slug=entry["slug"],
        name=entry["name"],
        audience=entry["audience"],
        unit=Unit.objects.get(name=entry["unit"]),
        phone=entry["phone"],
        email=entry["email"],
        channels=entry["channels"],
        languages=[code for code, _ in entry["languages"]],
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(
            desk=desk,
            weekday=weekday,
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
        )
        for weekday, opens, closes in entry["hours"]
    )
    for reason in entry["reason"]:
        _create_reason(desk, reason)
    _create_menu(desk)
    _create_guides(desk, entry, names, rng)
    return desk


def _create_reason(desk: Desk, entry: dict[str, Any]) -> None:
    reason, _ = ContactReason.objects.get_or_create(name=entry["name"])
    DeskReason.objects.create(
        desk=desk,
        reason=reason,
        unit=Unit.objects.get(name=entry["unit"]),
        promise_hours=entry["promise_hours"],
        is_confidential=entry.get("confidential", False),
        is_public_report=entry.get("public_report", False),
        words=entry["words"],
        names=entry.get("names", {}),
    )


def _create_menu(desk: Desk) -> None:
    tree = read_content("phone_menus").get(desk.slug)
    if tree:
        now = timezone.now()
        MenuVersion.objects.create(desk=desk, number=1, tree=tree, published_at=now)


def _create_guides(
    desk: Desk, entry: dict[str, Any], names: Iterator[str], rng: random.Random
) -> None:
    """The first guide at the citizens' desk is the one who signs in to the demo."""
    others = [code for code, _ in entry["languages"] if code not in {"sv", "en"}]
    login = User.objects.filter(email=f"vagledare@{DOMAIN}", guide=None).first()
    users = [login] if login else []
    users += _create_users(names, entry["guides"] - len(users), Role.GUIDE, desk.unit, desk.slug)
    guides = Guide.objects.bulk_create(
        Guide(desk=desk, user=user, channels=ALL_CHANNELS, extension=f"+46190{1000 + place}")
        for place, user in enumerate(users)
    )
    languages = []
    for place, guide in enumerate(guides):
        spoken = {"sv": Level.FLUENT, "en": rng.choice([Level.GOOD, Level.GOOD, Level.SIMPLE])}
        if others and place:
            # Each language has its guides, the first ones the most.
            spoken[others[(place - 1) % len(others)]] = Level.FLUENT
            if rng.random() < 0.3:  # noqa: PLR2004
                spoken.setdefault(rng.choice(others), Level.GOOD)
        languages += [
            GuideLanguage(guide=guide, language=code, level=level) for code, level in spoken.items()
        ]
    GuideLanguage.objects.bulk_create(languages)


def _create_handlers(names: Iterator[str]) -> None:
    """Some behind each unit that a reason goes to."""
    for unit in Unit.objects.filter(pk__in=DeskReason.objects.values("unit")).order_by("pk"):
        _create_users(names, HANDLERS_A_UNIT, Role.HANDLER, unit, f"handlaggare.{unit.pk}")


def _create_users(
    names: Iterator[str], count: int, role: Role, unit: Unit, address: str
) -> list[User]:
    """People with a role, whom nobody signs in as."""
    users = User.objects.bulk_create(
        User(email=f"{address}.{number + 1}@{DOMAIN}", name=next(names), password=NO_PASSWORD)
        for number in range(count)
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role, unit=unit) for user in users)
    return users


def _names(rng: random.Random) -> Iterator[str]:
    given, family = given_names(), family_names()
    while True:
        yield f"{rng.choice(given)} {rng.choice(family)}"
