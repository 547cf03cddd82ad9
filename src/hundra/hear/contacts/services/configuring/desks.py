"""Desks themselves: what they are called, where and how they are reached, what they aim at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.contacts.errors import InvalidError
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.services.configuring.saving import save

GOALS = (
    "answer_within_seconds",
    "answer_share",
    "short_abandon_seconds",
    "reply_within_hours",
    "return_days",
    "ring_seconds",
    "wrap_up_seconds",
    "widen_reason_seconds",
    "widen_level_seconds",
    "callbacks_per_slot",
    "ask_share",
    "ask_again_days",
)


@dataclass(frozen=True)
class DeskDetails:
    """What a desk is; languages by their codes, the most asked for first."""

    name: str
    audience: str
    unit: Unit
    channels: Sequence[str]
    languages: Sequence[str]
    phone: str = ""
    email: str = ""
    is_active: bool = True


@transaction.atomic
def create_desk(*, by: User, details: DeskDetails) -> Desk:
    """A new desk, closed until it has opening hours. Its address is made of the name, for good."""
    desk = Desk(slug=_free_slug(details.name))
    _write(desk, details)
    return desk


@transaction.atomic
def edit_desk(*, by: User, desk: Desk, details: DeskDetails) -> Desk:
    """Changes what the desk is. A language that its guides speak stays until none of them does."""
    spoken = set(desk.guides.filter(is_active=True).values_list("languages__language", flat=True))
    if lost := spoken.intersection(desk.languages) - set(details.languages):
        raise InvalidError(
            _("Guides speak %(languages)s. Take it away from them first.")
            % {"languages": ", ".join(sorted(lost))}
        )
    _write(desk, details)
    return desk


def _write(desk: Desk, details: DeskDetails) -> None:
    for name in ("name", "audience", "unit", "phone", "email", "is_active"):
        setattr(desk, name, getattr(details, name))
    desk.channels = list(details.channels)
    desk.languages = list(details.languages)
    if not desk.languages or not desk.channels:
        raise InvalidError(_("A desk needs at least one channel and one language."))
    save(desk)


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:32].strip("-") or "servicecenter"
    taken = set(Desk.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


@transaction.atomic
def set_goals(*, by: User, desk: Desk, goals: Mapping[str, int]) -> Desk:
    """The desk's own figures, by the names in GOALS; those left out stay. Raises InvalidError."""
    for name in goals:
        if name not in GOALS:
            raise InvalidError(_("There is no such figure: %(name)s.") % {"name": name})
        setattr(desk, name, goals[name])
    save(desk)
    return desk
