"""Who answers at a desk, and what they can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.errors import InvalidError, NotPossibleNowError
from hundra.hear.contacts.models import (
    Availability,
    Contact,
    ContactState,
    Desk,
    Guide,
    GuideLanguage,
    Level,
)
from hundra.hear.contacts.services import availability
from hundra.hear.contacts.services.configuring.saving import save
from hundra.hear.knowledge.models import ContactReason


@dataclass(frozen=True)
class GuideDetails:
    """What a guide can: languages by level (1–3), channels, reasons (none: any).

    `extension` is where calls are connected to, `place` where visitors are met ("Lucka 3").
    """

    channels: Sequence[str]
    languages: Mapping[str, int]
    reasons: Sequence[ContactReason] = field(default=())
    extension: str = ""
    place: str = ""
    is_active: bool = True


@transaction.atomic
def add_guide(*, by: User, desk: Desk, user: User, details: GuideDetails) -> Guide:
    """The user answers at the desk, as soon as they hold the role Guide there (an administrator's
    business). Raises InvalidError for someone who answers at a desk already."""
    if Guide.objects.filter(user=user).exists():
        raise InvalidError(_("%(name)s is a guide already.") % {"name": user})
    return _write(Guide(desk=desk, user=user), details)


@transaction.atomic
def edit_guide(*, by: User, guide: Guide, details: GuideDetails) -> Guide:
    """Changes what the guide can. Who has a contact at hand cannot be taken out of use."""
    guide = availability.lock(guide)
    if guide.is_active and not details.is_active:
        _leave(guide)
    return _write(guide, details)


def _leave(guide: Guide) -> None:
    at_hand = [ContactState.OFFERED, ContactState.ACTIVE, ContactState.WRAP_UP]
    if Contact.objects.filter(guide=guide, state__in=at_hand).exists():
        raise NotPossibleNowError(
            _("The guide has a contact at hand. Wait until it is registered.")
        )
    availability.move(guide, Availability.AWAY, timezone.now())


def _write(guide: Guide, details: GuideDetails) -> Guide:
    if not details.channels or not details.languages:
        raise InvalidError(_("A guide needs at least one channel and one language."))
    guide.channels = list(details.channels)
    guide.extension = details.extension.strip()
    guide.place = details.place.strip()
    guide.is_active = details.is_active
    save(guide)
    guide.reasons.set(details.reasons)
    _set_languages(guide, details.languages)
    availability.touch(guide.pk)
    return guide


def _set_languages(guide: Guide, languages: Mapping[str, int]) -> None:
    guide.languages.exclude(language__in=languages).delete()
    known = {row.language: row for row in guide.languages.all()}
    for language, level in languages.items():
        row = known.get(language) or GuideLanguage(guide=guide, language=language)
        if row.pk is None or row.level != level:
            row.level = Level(level)
            save(row)
